"""Judges event records against gold articles, field by field (docs/fields.md says what the fields mean).

Records are paired one to one with the gold events of their article by likeness of evidence, type, date, place
and counts. What stays unpaired counts as missed or spurious with all its fields. Events, actors and counts
that gold calls optional neither gain nor cost, nor do the fields that an event's `ignore` names.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

Row = Mapping[str, Any]

FIELDS: Final = (
    "event",
    "event_type",
    "sub_event_type",
    "status",
    "date",
    "location",
    "actors",
    "killed",
    "casualties",
)
ALL_RIGHT: Final = "main_event_all_right"
"""Share of main events whose type, date, location and killed are all right."""
_DECISIVE = {"event_type", "date", "location", "killed"}
PAIRED_FROM: Final = 0.35
"""Least likeness of a pair: below it two records have little more than an event type in common."""
SAME_NAME_FROM: Final = 0.6
"""Least share of common words of two spellings of one name."""
NEAR_KM: Final = {"place": 30}
FAR_KM: Final = 150

GENERIC: Final = (
    {"protesters", "demonstrators", "rioters", "people", "crowd"},
    {
        "civilians",
        "villagers",
        "residents",
        "inhabitants",
        "people",
        "population",
        "worshippers",
        "fishermen",
        "farmers",
    },
    {
        "militants",
        "jihadists",
        "gunmen",
        "terrorists",
        "attackers",
        "assailants",
        "insurgents",
        "extremists",
        "fighters",
        "islamists",
        "armed men",
        "unidentified armed group",
        "unidentified gunmen",
        "suspected militants",
        "suspected jihadists",
        "islamist militants",
        "jihadist fighters",
        "islamist fighters",
        "armed assailants",
    },
)
"""Words of one kind are one name."""


@dataclass(slots=True)
class Tally:
    """Values that were right, those that gold lacks, and those that only gold has."""

    right: int = 0
    spurious: int = 0
    missed: int = 0

    def add(self, other: Tally) -> None:
        """Count `other` in."""
        self.right += other.right
        self.spurious += other.spurious
        self.missed += other.missed

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 0 where nothing is right."""
        return 2 * self.right / (2 * self.right + self.spurious + self.missed) if self.right else 0.0


def read_gold(folder: Path, names: Iterable[str]) -> list[dict[str, Any]]:
    """The gold articles of the given ids."""
    return [json.loads((folder / f"{name}.json").read_text(encoding="utf-8")) for name in sorted(names)]


def score(gold: Sequence[Row], records: Iterable[Row]) -> dict[str, float]:
    """F1 of each field over all gold articles, and the share of main events that are all right.

    Records belong to the gold article that `article.id` names; those of other articles are left out.
    """
    mine: dict[str, list[Row]] = {article["article"]: [] for article in gold}
    for record in records:
        if record["article"]["id"] in mine:
            mine[record["article"]["id"]].append(record)
    tallies = {field: Tally() for field in FIELDS}
    perfect: list[bool] = []
    for article in gold:
        _score_article(article["events"], mine[article["article"]], tallies, perfect)
    figures = {field: tally.f1 for field, tally in tallies.items()}
    figures[ALL_RIGHT] = sum(perfect) / len(perfect) if perfect else 0.0
    return figures


def _score_article(
    gold: Sequence[Row], records: Sequence[Row], tallies: dict[str, Tally], perfect: list[bool]
) -> None:
    published = next((r["article"].get("published") for r in records), None)
    partner = _pairs(gold, records, published)
    for i, event in enumerate(gold):
        if event.get("optional"):
            continue
        record = records[partner[i]] if i in partner else None
        found = {field: _judge(event, record, field, published) for field in FIELDS}
        for field, tally in found.items():
            tallies[field].add(tally)
        if event.get("main"):
            wrong = any(found[field].spurious or found[field].missed for field in _DECISIVE)
            perfect.append(record is not None and not wrong)
    for j, record in enumerate(records):
        if j not in partner.values():
            for field in FIELDS:
                tallies[field].add(_judge(None, record, field, published))


def _pairs(gold: Sequence[Row], records: Sequence[Row], published: str | None) -> dict[int, int]:
    """Index of the record of each gold event that has one: the likest pairs first."""
    ranked = sorted(
        (
            (likeness(event, record, published), i, j)
            for i, event in enumerate(gold)
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


def likeness(event: Row, record: Row, published: str | None) -> float:
    """0 to 1: half of it for common words of evidence, an eighth each for type, place, date and a count."""
    shared = _overlap(event, record)
    same = (
        event["event_type"] == record.get("event_type"),
        bool(event.get("location") and record.get("location"))
        and same_place(event["location"], record["location"]),
        bool((event.get("date") or event.get("date_if_published")) and record.get("date"))
        and same_date(event, record["date"], published),
        bool(_counts(event) & _counts(record)),
    )
    return float(0.5 * shared + 0.125 * sum(same))


def _judge(event: Row | None, record: Row | None, field: str, published: str | None) -> Tally:
    """The tally of one field of a pair; either side may be missing, not both."""
    ignored = set(event.get("ignore", ())) if event is not None else set()
    if field in ignored or (field == "killed" and "casualties" in ignored):
        return Tally()
    if field == "event":
        return _single(event is not None, record is not None, True)
    if field in {"event_type", "sub_event_type", "status"}:
        same = event is not None and record is not None and event.get(field) == record.get(field)
        return _single(event is not None, record is not None, same)
    if field == "date":
        wanted = event is not None and (event.get("date") or (published and event.get("date_if_published")))
        found = record.get("date") if record is not None else None
        same = bool(event and wanted and found) and same_date(event or {}, found or {}, published)
        return _single(bool(wanted), bool(found), same)
    if field == "location":
        place = event.get("location") if event is not None else None
        found = record.get("location") if record is not None else None
        return _single(
            bool(place), bool(found), bool(place and found) and same_place(place or {}, found or {})
        )
    return _rows(event, record, field)


def _single(wanted: bool, found: bool, same: bool) -> Tally:
    if wanted and found:
        return Tally(right=int(same), spurious=int(not same), missed=int(not same))
    return Tally(spurious=int(found), missed=int(wanted))


def _rows(event: Row | None, record: Row | None, field: str) -> Tally:
    """Actors, killed or casualties: rows matched one to one, in order."""
    key = "actors" if field == "actors" else "casualties"
    wanted = [r for r in (event or {}).get(key) or () if field != "killed" or r["kind"] == "killed"]
    found = [r for r in (record or {}).get(key) or () if field != "killed" or r["kind"] == "killed"]
    same = _same_actor if field == "actors" else _same_count
    tally = Tally()
    for row in found:
        hit = next((w for w in wanted if same(w, row)), None)
        if hit is None:
            tally.spurious += 1
        else:
            wanted.remove(hit)
            tally.right += not hit.get("optional", False)
    tally.missed = sum(not w.get("optional", False) for w in wanted)
    return tally


def _same_actor(wanted: Row, found: Row) -> bool:
    return bool(wanted["role"] == found.get("role")) and same_name(wanted, found.get("name"))


def _same_count(wanted: Row, found: Row) -> bool:
    return _count(wanted) == _count(found)


def _count(row: Row) -> tuple[Any, Any, Any]:
    return row["kind"], row.get("min"), row.get("max")


def _counts(event: Row) -> set[tuple[Any, Any, Any]]:
    return {_count(row) for row in event.get("casualties") or ()}


def _words(text: str | None) -> list[str]:
    plain = unicodedata.normalize("NFKD", text or "").encode("ascii", "ignore").decode().casefold()
    return re.findall(r"[a-z0-9]+", plain)


def same_name(gold: Row, name: str | None) -> bool:
    """Whether `name` is gold's name or one that gold accepts: equal, of one kind, or of mostly equal
    words."""
    mine = _words(name)
    for other in (gold.get("name"), *gold.get("accept", ())):
        theirs = _words(other)
        if not mine or not theirs:
            continue
        pair = {" ".join(mine), " ".join(theirs)}
        common = len(set(mine) & set(theirs)) / len(set(mine) | set(theirs))
        if mine == theirs or any(pair <= kind for kind in GENERIC) or common >= SAME_NAME_FROM:
            return True
    return False


def same_place(gold: Row, mine: Row) -> bool:
    """Whether two places are one by name, or near each other in one country with the same precision."""
    if same_name(gold, mine.get("name")):
        return True
    ends = [place.get(axis) for place in (gold, mine) for axis in ("lat", "lon")]
    points = [float(x) for x in ends if x is not None]
    if len(points) < len(ends) or gold.get("country") != mine.get("country"):
        return False
    same_precision = gold.get("precision") == mine.get("precision")
    return same_precision and _km(*points) <= NEAR_KM.get(str(gold.get("precision")), FAR_KM)


def _km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    a, b = math.radians(lat1), math.radians(lat2)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(math.sqrt(half))


def same_date(event: Row, mine: Row, published: str | None) -> bool:
    """Whether an interval is gold's: day for day, without the year where gold has none; or one gold
    accepts."""
    ends = str(mine.get("start") or ""), str(mine.get("end") or "")
    for gold in (event.get("date"), event.get("date_if_published") if published else None):
        if not gold:
            continue
        if gold["start"].startswith("--"):
            if (ends[0][-5:], ends[1][-5:]) == (gold["start"][-5:], gold["end"][-5:]):
                return True
        elif ends == (gold["start"], gold["end"]):
            return True
    return any(ends[0].startswith(prefix) for prefix in event.get("date_accept", ()))


def _evidence(event: Row) -> list[set[str]]:
    given = event.get("evidence") or []
    texts = (
        [given] if isinstance(given, str) else [e if isinstance(e, str) else e.get("text", "") for e in given]
    )
    return [set(_words(text)[:_LONGEST]) for text in [*texts, *event.get("evidence_also", ())]]


_LONGEST = 90
"""Words of a quotation that are compared: a whole paragraph would be like everything."""


def _overlap(event: Row, record: Row) -> float:
    """The largest share of common words of any two quotations, of at least five words each."""
    shares = (
        len(theirs & mine) / min(len(theirs), max(len(mine), 5))
        for theirs in _evidence(event)
        for mine in _evidence(record)
        if theirs and mine
    )
    return max(shares, default=0.0)
