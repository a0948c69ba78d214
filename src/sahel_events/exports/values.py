"""What every format asks of a record: text, days, coordinates and names in a form that is safe to hand on.

Records are checked only as far as `form` goes: keys that it does not name may be missing or of any type.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from ..form import is_linked

Record = Mapping[str, Any]

JOINED = "; "
"""Between the items of a list in one cell, as in ACLED's and UCDP's files."""

ROLES = ("perpetrator", "target", "supporter", "claimant")
"""The roles of `schema`, which is slow to import; a test holds them equal."""

_SURROGATES = re.compile("[\ud800-\udfff]")
_SPACES = re.compile(r"\s+")
_SHORT = 64
"""Characters up to which a text is likely to come again: names, ids, words of a count."""


class Stream(Protocol):
    """What text is written to."""

    def write(self, text: str, /) -> Any:
        """Take text."""


class Days(NamedTuple):
    """When an event was. `start` and `end` are days of the calendar, or None; `without_year` is an interval
    `--MM-DD/--MM-DD`; `wrong` is what stands for a date and is none ("2019-02-31")."""

    start: date | None = None
    end: date | None = None
    without_year: str | None = None
    wrong: str | None = None

    @property
    def length(self) -> int:
        """How many days it may be, 0 where the days are not known."""
        return (self.end - self.start).days + 1 if self.start and self.end else 0


@lru_cache(maxsize=16384)
def _days(start: str, end: str) -> Days:
    if start.startswith("--") and end.startswith("--"):
        return Days(without_year=f"{start}/{end}")
    try:
        first, last = date.fromisoformat(start), date.fromisoformat(end)
    except ValueError:
        return Days(wrong=f"{start}/{end}")
    return Days(first, last) if first <= last else Days(wrong=f"{start}/{end}")


def days(record: Record) -> Days:
    """When a record's event was."""
    when = record["date"]
    return Days() if when is None else _days(when["start"], when["end"])


def point(record: Record) -> tuple[float, float] | None:
    """Latitude and longitude in degrees (WGS84), None where they are not known or are none."""
    location = record["location"]
    if location is None:
        return None
    lat, lon = location.get("lat"), location.get("lon")
    if type(lat) not in (int, float) or type(lon) not in (int, float):
        return None
    return (float(lat), float(lon)) if -90 <= lat <= 90 and -180 <= lon <= 180 else None


def text(value: object) -> str | None:
    """A value that ought to be text, as text; None stays None. What UTF-8 cannot hold (lone surrogates)
    becomes U+FFFD; of another type than text, its JSON."""
    if value is None:
        return None
    if not isinstance(value, str):
        value = json.dumps(value, ensure_ascii=False)
    return value if value.isascii() or value.isprintable() else _SURROGATES.sub("\ufffd", value)


def line(value: object) -> str:
    """The same on one line: each run of white space is one blank; "" for None."""
    if isinstance(value, str) and len(value) < _SHORT:
        return _short_line(value)
    plain = text(value) or ""
    if plain.isprintable() and "  " not in plain:  # most: no other white space in them
        return plain.strip()
    return _SPACES.sub(" ", plain).strip()


@lru_cache(maxsize=65536)
def _short_line(value: str) -> str:
    return _SPACES.sub(" ", text(value) or "").strip()


def by_role(record: Record) -> dict[str, list[Record]]:
    """The actors of a record by role, in their order, each name once in each role."""
    found: dict[str, list[Record]] = {"perpetrator": [], "target": [], "supporter": [], "claimant": []}
    for actor in record["actors"]:
        side = found.setdefault(actor["role"], [])
        name = actor["name"]
        for other in side:
            if other["name"] == name:
                break
        else:
            side.append(actor)
    return found


def reports(record: Record) -> list[tuple[str, str]]:
    """The reports of an event with their articles, by id: of a plain one, itself."""
    if not is_linked(record):
        return [(record["id"], record["article"]["id"])]
    articles = {quote.get("report"): quote.get("article") for quote in record["evidence"]}
    ids = record["reports"]
    articles = dict(zip(ids, listed(record, "articles"), strict=False)) | articles
    return [(text(each) or "", text(articles.get(each)) or "") for each in ids]


def listed(record: Record, key: str) -> list[Any]:
    """A list of a record that may be missing."""
    value = record.get(key) if isinstance(record, Mapping) else None
    return value if isinstance(value, list) else []


def part(record: Record, key: str) -> Record:
    """An object of a record that may be missing or null: {} then."""
    value = record.get(key)
    return value if isinstance(value, Mapping) else {}


def quotations(record: Record) -> Iterator[str]:
    """The words that carry the event, the first sentence first."""
    for row in record["evidence"]:
        yield text(row["text"]) or ""
