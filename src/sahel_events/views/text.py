"""Values of records as short texts, safe to send to a terminal. Plain strings; nothing here knows of a
console."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache, partial
from typing import Any

from ..controls import UNSAFE
from ..counts import people
from ..lexicon.versions import phrases

Record = Mapping[str, Any]

UNKNOWN = "–"
"""What stands for a value that the record does not know."""

_SPACES = re.compile(r"\s+")
GLUE = "\u00a0"
"""A blank at which a table does not break a line; printed as a plain one."""

ARROW = "→"
SIDE_END = "\n"
ITEM_END = ",\n"
"""Between the items of a list in a cell: a table breaks the line here where not all of them fit on one."""


def safe(text: str) -> str:
    """`text` with every control, bidi, invisible, private and unencodable character replaced, one for one: a
    soft hyphen by a hyphen, all else by U+FFFD.

    The length stays, so that spans still fit. Tabs and line feeds stay too. Rich passes escape sequences in
    `Text` through to the terminal, so whatever comes from an article goes through
    here first.
    """
    return UNSAFE.sub("\ufffd", text.replace("\xad", "-"))


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


_SLASHED = {
    "air_drone_strike": "air/drone strike",
    "remote_explosive_landmine_ied": "remote explosive/landmine/IED",
    "shelling_artillery_missile": "shelling/artillery/missile",
    "abduction_forced_disappearance": "abduction/forced disappearance",
    "looting_property_destruction": "looting/property destruction",
}
"""Sub-types whose words ACLED's codebook parts by a slash."""

SHORT_TYPES = {
    "government_regains_territory": "territory regained",
    "non_state_actor_overtakes_territory": "territory overtaken",
    "remote_explosive_landmine_ied": "mine/IED",
    "shelling_artillery_missile": "shelling",
    "abduction_forced_disappearance": "abduction",
    "excessive_force_against_protesters": "force against protesters",
    "headquarters_or_base_established": "base established",
    "looting_property_destruction": "looting/destruction",
    "non_violent_transfer_of_territory": "territory handed over",
}
"""What a narrow table calls the sub-types that take three lines of it; `--type` knows these names too."""


def type_name(name: str, *, short: bool = False) -> str:
    """A type or sub-type in words, as ACLED writes it: "remote explosive/landmine/IED"; short "mine/IED"."""
    return (SHORT_TYPES.get(name) if short else None) or _SLASHED.get(name) or words(name)


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


_ACTS = ("perpetrator", "target", "claimant")
_CLAIMANT = "claimed by "
_OPENINGS = {"supporter": "with "}


def sides(record: Record, abbreviations: Mapping[str, str] | None = None) -> str:
    """Who did it to whom: "gunmen → civilians"; then who helped ("with …") and who claims it ("claimed by
    …", or behind the name of one who also did it). `abbreviations` are shorter names by name."""
    known = abbreviations or {}
    held: dict[str, list[str]] = {}
    for actor in record["actors"]:
        name = one_line(actor["name"])
        names = held.setdefault(actor["role"], [])
        if (name := known.get(name, name)) not in names:
            names.append(name)
    acting, claiming = held.get("perpetrator", []), held.get("claimant", [])
    said = ", ".join(f"{name} (claims it)" if name in claiming else name for name in acting)
    if targets := held.get("target"):
        said += f"{SIDE_END if said else ''}{ARROW} {', '.join(targets)}"
    also = [(_CLAIMANT, [name for name in claiming if name not in acting])]
    others = {role: names for role, names in held.items() if role not in _ACTS}
    also += [(_OPENINGS.get(role, f"{words(role)}: "), names) for role, names in others.items()]
    for opening, names in also:
        if names:
            said += f"{ITEM_END if said else ''}{opening}{', '.join(names)}"
    return said or UNKNOWN


def unbroken(cell: str) -> str:
    """A cell as one line, the items of a list parted by semicolons."""
    return cell.replace(ITEM_END, "; ").replace(SIDE_END, " ").replace(GLUE, " ")


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
    kinds = dict.fromkeys(row["kind"] for row in record["casualties"])
    return ITEM_END.join(map(partial(_counted, record), kinds)) or UNKNOWN


def _counted(record: Record, kind: str) -> str:
    said = people_of(record, kind)
    return f"{said}{' ' if said.endswith(')') else GLUE}{words(kind)}"  # a range is as long as a word may be


def people_of(record: Record, kind: str) -> str:
    """The people of one kind, without the word for it; "" where none are counted."""
    toll = people(record, kind)
    if toll is None:
        return ""
    rows = [row for row in record["casualties"] if row["kind"] == kind]
    if rows[0].get("best") is not None:  # of a linked event
        return _best(rows, toll.best, toll.low, toll.high or toll.low)
    return count(toll.low, toll.high, approximate=any(row.get("approximate") for row in rows))


def _best(rows: list[Record], best: int, low: int, high: int) -> str:
    """The best count of a linked event with the lowest and highest, "+" where it is open above."""
    values = [(value, row["best"]) for row in rows for value in row.get("values", ())]
    open_above = any(value["max"] is None and value["min"] == chosen for value, chosen in values)
    text = f"{best}+" if open_above else str(best)
    return f"{text}{GLUE}({low}-{high})" if low != high else text


def type_with_status(record: Record, *, short: bool = False) -> str:
    """The sub-type, with the status where it is not confirmed, and "background" where the event is not what
    the article is about. `short` as in `type_name`."""
    notes = [] if record["status"] == "confirmed" else [words(record["status"])]
    if not record["main"]:
        notes.append("background")
    name = type_name(record["sub_event_type"], short=short)
    return f"{name}\n({', '.join(notes)})" if notes else name


def made_with(record: Record) -> str:
    """What a record was made with: "sahel-events 0.1.0, data 5f3ac1…, model en_sahel_news 0.1.0"; "" where it
    does not say."""
    return one_line(", ".join(phrases(record.get("made_with"))))


def source(record: Record) -> str:
    """The outlet, or the article's id where no outlet is known."""
    article = record["article"]
    return one_line(article["source"] or article["id"])
