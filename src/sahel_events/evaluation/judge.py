"""Judges records against gold, article by article and field by field.

Records are paired one to one with the gold events of their article by likeness. What stays unpaired counts as
missed or spurious with all its fields. Events, actors and counts that gold calls optional neither gain nor
cost, nor do the fields that an event's `ignore` names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar

from .gold import FIELDS, GoldActor, GoldArticle, GoldCount, GoldEvent
from .likeness import Row, count, pairs, same_date, same_name, same_place

ALL_RIGHT: Final = "main_event_all_right"
"""Share of main events of which nothing in DECISIVE is wrong."""
DECISIVE: Final = ("event_type", "date", "location", "killed")
"""What has to be right for an event to be all right, and for its confidence to have been deserved."""

Gold = TypeVar("Gold", GoldActor, GoldCount)


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
    def wrong(self) -> bool:
        """Whether anything is spurious or missed."""
        return bool(self.spurious or self.missed)

    @property
    def precision(self) -> float:
        """Share of the values given that are right; 0 where none is given."""
        return self.right / (self.right + self.spurious) if self.right else 0.0

    @property
    def recall(self) -> float:
        """Share of gold's values that were given; 0 where gold has none."""
        return self.right / (self.right + self.missed) if self.right else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 0 where nothing is right."""
        return 2 * self.right / (2 * self.right + self.spurious + self.missed) if self.right else 0.0


@dataclass(frozen=True, slots=True)
class Judgement:
    """One gold event and the record paired with it, or one of them alone.

    `number` is the event's place in its gold file, from 1. `tallies` has one entry for each of FIELDS; those
    of an optional event are all empty.
    """

    article: str
    gold: GoldEvent | None
    number: int | None
    record: Row | None
    tallies: Mapping[str, Tally]

    @property
    def judged(self) -> bool:
        """Whether it counts: an optional event, found or not, does not."""
        return self.gold is None or not self.gold.optional

    @property
    def all_right(self) -> bool:
        """Whether the event was found, and type, date, place and killed are right."""
        both = self.gold is not None and self.record is not None
        return both and not any(self.tallies[name].wrong for name in DECISIVE)


@dataclass(slots=True)
class Score:
    """Tallies by field, and how many main events were all right, of some judgements."""

    fields: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in FIELDS})
    perfect: int = 0
    mains: int = 0

    @classmethod
    def of(cls, judgements: Iterable[Judgement]) -> Score:
        """Everything added up."""
        score = cls()
        for judgement in judgements:
            for name, tally in judgement.tallies.items():
                score.fields[name].add(tally)
            if judgement.gold is not None and judgement.gold.main and judgement.judged:
                score.mains += 1
                score.perfect += judgement.all_right
        return score

    def add(self, other: Score) -> None:
        """Count `other` in."""
        for name, tally in other.fields.items():
            self.fields[name].add(tally)
        self.perfect += other.perfect
        self.mains += other.mains

    @property
    def all_right(self) -> float:
        """Share of main events that are all right; 0 where there is none."""
        return self.perfect / self.mains if self.mains else 0.0

    def f1(self) -> dict[str, float]:
        """F1 by field, and ALL_RIGHT."""
        return {name: tally.f1 for name, tally in self.fields.items()} | {ALL_RIGHT: self.all_right}


def judge(gold: Sequence[GoldArticle], records: Iterable[Row]) -> list[Judgement]:
    """One judgement for each gold event and for each record without one, by article in the order of `gold`.

    Records belong to the gold article that `article.id` names; those of other articles are left out.
    """
    mine: dict[str, list[Row]] = {article.article: [] for article in gold}
    for record in records:
        if record["article"]["id"] in mine:
            mine[record["article"]["id"]].append(record)
    return [each for article in gold for each in judge_article(article, mine[article.article])]


def judge_article(article: GoldArticle, records: Sequence[Row]) -> list[Judgement]:
    """The same for one article: its gold events in order, then the records that are left."""
    published = next((record["article"].get("published") for record in records), None)
    partner = pairs(article.events, records, published)
    found = []
    for i, event in enumerate(article.events):
        record = records[partner[i]] if i in partner else None
        if event.optional:
            tallies = {name: Tally() for name in FIELDS}
        else:
            tallies = {name: _tally(event, record, name, published) for name in FIELDS}
        found.append(Judgement(article.article, event, i + 1, record, tallies))
    for j, record in enumerate(records):
        if j not in partner.values():
            tallies = {name: _tally(None, record, name, published) for name in FIELDS}
            found.append(Judgement(article.article, None, None, record, tallies))
    return found


def _tally(event: GoldEvent | None, record: Row | None, name: str, published: str | None) -> Tally:
    """The tally of one field of a pair; either side may be missing, not both."""
    if event is not None and event.ignores(name):
        return Tally()
    if name in {"actors", "killed", "casualties"}:
        return _rows(event, record, name)
    if name == "date":
        wanted: Any = event and (event.date or (event.date_if_published if published else None))
        day = record.get("date") if record is not None else None
        return _single(wanted, day, bool(event and day and same_date(event, day, published)))
    if name == "location":
        gold = event.location if event is not None else None
        place = record.get("location") if record is not None else None
        return _single(gold, place, bool(gold and place and same_place(gold, place)))
    same = event is not None and record is not None
    if name != "event":
        same = same and getattr(event, name) == (record or {}).get(name)
    return _single(event is not None, record is not None, same)


def _single(wanted: object, found: object, same: bool) -> Tally:
    if wanted and found:
        return Tally(right=int(same), spurious=int(not same), missed=int(not same))
    return Tally(spurious=int(bool(found)), missed=int(bool(wanted)))


def _rows(event: GoldEvent | None, record: Row | None, name: str) -> Tally:
    rows: Match[Any] = (
        match_actors(event, record)
        if name == "actors"
        else match_counts(event, record, only_killed=name == "killed")
    )
    return Tally(
        right=sum(not gold.optional for gold, _ in rows.same),
        spurious=len(rows.spurious),
        missed=sum(not gold.optional for gold in rows.missed),
    )


@dataclass(frozen=True, slots=True)
class Match(Generic[Gold]):
    """Rows of gold and of a record put together one to one: those that are the same, and those left over."""

    same: list[tuple[Gold, Row]]
    spurious: list[Row]
    missed: list[Gold]


def match_actors(event: GoldEvent | None, record: Row | None) -> Match[GoldActor]:
    """Actors of the same role and name, in the record's order."""
    return _match(
        list(event.actors) if event is not None else [],
        (record or {}).get("actors") or (),
        lambda gold, row: gold.role == row.get("role") and same_name(gold, row.get("name")),
    )


def match_counts(
    event: GoldEvent | None, record: Row | None, *, only_killed: bool = False
) -> Match[GoldCount]:
    """Counts of the same kind and interval, in the record's order."""
    gold = list(event.casualties) if event is not None else []
    rows = (record or {}).get("casualties") or ()
    if only_killed:
        gold, rows = [g for g in gold if g.kind == "killed"], [r for r in rows if r["kind"] == "killed"]
    return _match(gold, rows, lambda wanted, row: wanted.count == count(row))


def _match(gold: list[Gold], rows: Iterable[Row], same: Callable[[Gold, Row], bool]) -> Match[Gold]:
    left, found, spurious = list(gold), [], []
    for row in rows:
        hit = next((i for i, wanted in enumerate(left) if same(wanted, row)), None)
        if hit is None:
            spurious.append(row)
        else:
            found.append((left.pop(hit), row))
    return Match(found, spurious, left)
