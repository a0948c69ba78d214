"""Values of records as short texts, safe to send to a terminal. Plain strings; nothing here knows of a
console."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from ..counts import people

Record = Mapping[str, Any]

UNKNOWN = "–"
"""What stands for a value that the record does not know."""

_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but tab and line feed, DEL, C1: cursor moves, OSC 52 (clipboard)
    "\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff"  # bidi controls, invisible characters
    "\u2028\u2029\ud800-\udfff]"  # line separators; lone surrogates, which no stream can encode
)
_SPACES = re.compile(r"\s+")
GLUE = "\u00a0"
"""A blank at which a table does not break a line; printed as a plain one."""

ITEM_END = ",\n"
"""Between the items of a list in a cell: a table breaks the line here where not all of them fit on one."""


def safe(text: str) -> str:
    """`text` with every control, bidi, invisible and unencodable character replaced by U+FFFD, one for one.

    The length stays, so that spans still fit. Tabs and line feeds stay too. Rich passes escape sequences in
    `Text` through to the terminal, so whatever comes from an article goes through
    here first.
    """
    return _UNSAFE.sub("\ufffd", text)


@lru_cache(maxsize=1 << 15)
def one_line(text: str) -> str:
    """`text`, safe, with each run of white space as one blank."""
    if text.isprintable() and "  " not in text:  # most texts: neither controls nor other white space in them
        return text.strip()
    return _SPACES.sub(" ", safe(text)).strip()


@lru_cache(maxsize=1 << 12)
def words(name: str) -> str:
    """A name of the schema in words: "armed_clash" is "armed clash"."""
    return one_line(name.replace("_", " "))


def plural(number: int, noun: str) -> str:
    """"1 event", "1,200 events"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def short_date(when: Record | None) -> str:
    """An interval as short as it can be said: `2019-11-25`, `2019-11` for a month, `2019` for a year,
    otherwise both ends in ISO 8601's short form (`2019-11-25/26`, `2019-11-30/12-01`); `--11-25` where the
    year is not known."""
    if when is None:
        return UNKNOWN
    start, end = safe(when["start"]), safe(when["end"])
    if when["precision"] == "year" and not start.startswith("--") and start[:4] == end[:4]:
        return start[:4]
    if when["precision"] == "month" and start[:-3] == end[:-3]:
        return start[:-3]
    if start == end:
        return start
    for tail in (2, 5):  # day alone, or month and day
        if len(start) == len(end) > tail + 2 and start[:-tail] == end[:-tail]:
            return f"{start}/{end[-tail:]}"
    return f"{start}/{end}"


def short_place(location: Record | None) -> str:
    """The name and the country: "Ménaka, ML"."""
    if location is None:
        return UNKNOWN
    name, country = one_line(location["name"]), location["country"]
    if not country or location.get("precision") == "country":
        return name
    return f"{name}, {one_line(country)}"


def actor_with_role(actor: Record) -> str:
    """"JNIM (claimant)"."""
    return f"{one_line(actor['name'])} ({words(actor['role'])})"


def actors_with_roles(record: Record) -> str:
    """All actors of a record with their roles; one that has several roles is named once."""
    roles: dict[str, list[str]] = {}
    for actor in record["actors"]:
        held = roles.setdefault(one_line(actor["name"]), [])
        if (role := words(actor["role"])) not in held:
            held.append(role)
    return ITEM_END.join(f"{name} ({', '.join(held)})" for name, held in roles.items()) or UNKNOWN


def count(low: int, high: int | None, *, approximate: bool = False) -> str:
    """An interval of people: "13", "~20", "24+" for open above, "10-15"."""
    if high is None:
        text = f"{low}+"
    elif low == high:
        text = str(low)
    else:
        text = f"{low}-{high}"
    return f"~{text}" if approximate else text


def casualty(row: Record) -> str:
    """One count with its group: "~20 killed (soldiers)"."""
    text = f"{count(row['min'], row['max'], approximate=bool(row.get('approximate')))} {words(row['kind'])}"
    return f"{text} ({one_line(row['who'])})" if row["who"] else text


def toll(record: Record) -> str:
    """The people of each kind, groups added up: "13 killed, 4+ injured"; of a linked event the best count
    with the lowest and highest: "39 (37-39) killed"."""
    parts = []
    for kind in dict.fromkeys(row["kind"] for row in record["casualties"]):
        toll = people(record, kind)
        assert toll is not None, "the kind is that of a row"
        low, high = toll.low, toll.high
        rows = [row for row in record["casualties"] if row["kind"] == kind]
        if rows[0].get("best") is not None:  # of a linked event
            parts.append(f"{_best(rows, toll.best, low, high or low)} {words(kind)}")
            continue
        vague = any(row.get("approximate") for row in rows)
        parts.append(f"{count(low, high, approximate=vague)}{GLUE}{words(kind)}")
    return ITEM_END.join(parts) or UNKNOWN


def _best(rows: list[Record], best: int, low: int, high: int) -> str:
    """The best count of a linked event with the lowest and highest, "+" where it is open above."""
    values = [(value, row["best"]) for row in rows for value in row.get("values", ())]
    open_above = any(value["max"] is None and value["min"] == chosen for value, chosen in values)
    text = f"{best}+" if open_above else str(best)
    return f"{text} ({low}-{high})" if low != high else text


def type_with_status(record: Record) -> str:
    """The sub-type, with the status where it is not confirmed, and "background" where the event is not what
    the article is about."""
    notes = [] if record["status"] == "confirmed" else [words(record["status"])]
    if not record["main"]:
        notes.append("background")
    name = words(record["sub_event_type"])
    return f"{name} ({', '.join(notes)})" if notes else name


def source(record: Record) -> str:
    """The outlet, or the article's id where no outlet is known."""
    article = record["article"]
    return one_line(article["source"] or article["id"])
