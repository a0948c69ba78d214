"""When a value of a record is gold's: names, places, days and quotations compared.

The same tests as those of the set that this project is measured with; a change of one changes every figure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, Final

from ..lexicon.distance import distance_km
from .gold import GoldActor, GoldEvent, GoldPlace

Row = Mapping[str, Any]

PAIRED_FROM: Final = 0.35
"""Least likeness of a pair: below it two records have little more than an event type in common."""
SAME_NAME_FROM: Final = 0.6
"""Least share of common words of two spellings of one name."""
NEAR_KM: Final = 30
FAR_KM: Final = 150
"""How far apart one place may be put: a named place, and an area."""
LONGEST: Final = 90
"""Words of a record's quotation that are compared: a whole paragraph would be like everything."""

GENERIC: Final = tuple(
    frozenset(names.split("|"))
    for names in (
        "protesters|demonstrators|rioters|people|crowd",
        "civilians|villagers|residents|inhabitants|people|population|worshippers|fishermen|farmers",
        "militants|jihadists|gunmen|terrorists|attackers|assailants|insurgents|extremists|fighters|islamists|"
        "armed men|unidentified armed group|unidentified gunmen|suspected militants|suspected jihadists|"
        "islamist militants|jihadist fighters|islamist fighters|armed assailants",
    )
)
"""Words of one kind are one name."""


def words(text: str | None) -> list[str]:
    """The words of a text without case and accents."""
    plain = unicodedata.normalize("NFKD", text or "").encode("ascii", "ignore").decode().casefold()
    return re.findall(r"[a-z0-9]+", plain)


def same_name(gold: GoldActor | GoldPlace, name: str | None) -> bool:
    """Whether `name` is gold's name or one that gold accepts: equal, of one kind, or of mostly equal
    words."""
    mine = words(name)
    for other in (gold.name, *gold.accept):
        theirs = words(other)
        if not mine or not theirs:
            continue
        pair = {" ".join(mine), " ".join(theirs)}
        common = len(set(mine) & set(theirs)) / len(set(mine) | set(theirs))
        if mine == theirs or any(pair <= kind for kind in GENERIC) or common >= SAME_NAME_FROM:
            return True
    return False


def same_place(gold: GoldPlace, mine: Row) -> bool:
    """Whether two places are one by name, or near each other in one country with the same precision."""
    if same_name(gold, mine.get("name")):
        return True
    lat, lon = mine.get("lat"), mine.get("lon")
    if gold.lat is None or gold.lon is None or lat is None or lon is None:
        return False
    if gold.country != mine.get("country") or gold.precision != mine.get("precision"):
        return False
    return distance_km((gold.lat, gold.lon), (lat, lon)) <= (NEAR_KM if gold.precision == "place" else FAR_KM)


def same_date(event: GoldEvent, mine: Row, published: str | None) -> bool:
    """Whether an interval is gold's: day for day, without the year where gold has none; or one gold
    accepts."""
    start, end = str(mine.get("start") or ""), str(mine.get("end") or "")
    for gold in (event.date, event.date_if_published if published else None):
        if gold is None:
            continue
        if gold.start.startswith("--"):
            if (start[-5:], end[-5:]) == (gold.start[-5:], gold.end[-5:]):
                return True
        elif (start, end) == (gold.start, gold.end):
            return True
    return any(start.startswith(prefix) for prefix in event.date_accept)


def record_quotations(record: Row) -> list[str]:
    """The quotations of a record."""
    return [row.get("text") or "" for row in record.get("evidence") or ()]


def overlap(gold: Sequence[str], mine: Sequence[str]) -> float:
    """The largest share of common words of two quotations, the shorter one's, of at least five words of
    ours."""
    best = 0.0
    for theirs in (set(words(text)) for text in gold):
        for ours in (set(words(text)[:LONGEST]) for text in mine):
            if theirs and ours:
                best = max(best, len(theirs & ours) / min(len(theirs), max(len(ours), 5)))
    return best


def count(row: Row) -> tuple[Any, Any, Any]:
    """What has to be the same in gold's count of people."""
    return row["kind"], row.get("min"), row.get("max")


def likeness(event: GoldEvent, record: Row, published: str | None) -> float:
    """0 to 1: half of it for common words of evidence, an eighth each for type, place, date and a count."""
    place, day = record.get("location"), record.get("date")
    counts = {count(row) for row in record.get("casualties") or ()}
    same = (
        event.event_type == record.get("event_type"),
        bool(event.location and place and same_place(event.location, place)),
        bool((event.date or event.date_if_published) and day and same_date(event, day, published)),
        any(row.count in counts for row in event.casualties),
    )
    score = 0.5 * overlap(event.quotations, record_quotations(record))
    for each in same:
        score += 0.125 * each
    return score


def pairs(events: Sequence[GoldEvent], records: Sequence[Row], published: str | None) -> dict[int, int]:
    """Index of the record of each gold event that has one: the likest pairs first, each record once."""
    ranked = sorted(
        (
            (likeness(event, record, published), i, j)
            for i, event in enumerate(events)
            for j, record in enumerate(records)
        ),
        reverse=True,
    )
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for alike, i, j in ranked:
        if alike >= PAIRED_FROM and i not in partner and j not in taken:
            partner[i] = j
            taken.add(j)
    return partner
