"""The linker: takes event records one by one and says at any time which of them tell of one event."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ..errors import UsageError
from .candidates import Candidates
from .clusters import clusters, components
from .fits import Part, Weights
from .reports import Reader, Record, Report


@dataclass(frozen=True, slots=True)
class Comparison:
    """Why two records are joined or kept apart: the `parts` and their sum, whether they are `joined`, and,
    where the parts alone do not decide it, the `reason` in words."""

    parts: tuple[Part, ...]
    joined: bool
    reason: str

    @property
    def points(self) -> int:
        """The sum of the parts, in thousandths of a log-odds unit."""
        return sum(part.points for part in self.parts)


class Linker:
    """Joins records. The groups depend on the records alone, not on the order in which they came, and a new
    record is compared with its neighbours only: what lies far from it is not looked at again."""

    def __init__(self, reader: Reader | None = None, weights: Weights | None = None) -> None:
        self.reader = reader or Reader()
        self._weights = weights or Weights.load()
        self._reports: list[Report] = []
        self._numbers: dict[str, int] = {}
        self._candidates = Candidates()
        self._edges: list[tuple[int, int]] = []
        self._done: dict[tuple[int, ...], list[list[int]]] = {}

    def add(self, record: Record) -> bool:
        """Take up an event record (the form that `store.read_lines` checks); False, and nothing is taken up,
        where one of its id is there."""
        if record["id"] in self._numbers:
            return False
        report = self.reader.read(record)
        number = len(self._reports)
        for other in self._candidates.near(report):
            if self._reports[other].article == report.article:
                continue
            if self._weights.score(report, self._reports[other], least=0) is not None:
                self._edges.append((other, number))
        self._candidates.add(number, report)
        self._reports.append(report)
        self._numbers[report.ident] = number
        return True

    def groups(self) -> list[tuple[str, ...]]:
        """The ids of the records so far in groups that tell of one event; each group and all of them sorted
        by id."""
        found: list[list[int]] = []
        done: dict[tuple[int, ...], list[list[int]]] = {}
        for component in components(len(self._reports), self._edges):
            if len(component) == 1:
                found.append(component)
                continue
            key = tuple(component)
            done[key] = self._done.get(key) or self._parted(component)
            found += done[key]
        self._done = done
        return sorted(tuple(self._reports[n].ident for n in group) for group in found)

    def first_day(self, group: tuple[str, ...]) -> tuple[bool, int, str]:
        """A key that sorts groups by the first day that a report of them gives, those without one last."""
        reports = [self._reports[self._numbers[ident]] for ident in group]
        days = [report.days.start for report in reports if report.days and not report.days.yearless]
        return not days, min(days, default=0), group[0]

    def alone(self, ident: str) -> str | None:
        """Why the record of this id cannot be compared with others; None where it can."""
        return self._reports[self._numbers[ident]].alone

    def why(self, ident: str, other: str) -> Comparison:
        """Why two records are joined or not. Raises UsageError for an id that is not there."""
        for wanted in (ident, other):
            if wanted not in self._numbers:
                raise UsageError(f"--why: no record has the id {wanted!r}; sahel-events show prints the ids")
        one, two = (self._reports[self._numbers[wanted]] for wanted in (ident, other))
        parts = self._weights.compare(one, two)
        joined = any(ident in group and other in group for group in self.groups())
        return Comparison(parts, joined, _reason(one, two, parts, joined=joined))

    def _parted(self, component: list[int]) -> list[list[int]]:
        reports = self._reports

        @cache
        def score(one: int, other: int) -> int | None:
            return self._weights.score(reports[one], reports[other])

        return clusters(
            component, score, article=lambda n: reports[n].article, order=lambda n: reports[n].ident
        )


def _reason(one: Report, other: Report, parts: tuple[Part, ...], *, joined: bool) -> str:
    if one.ident == other.ident:
        return "they are one record"
    for report in (one, other):
        if report.alone and not joined:
            return f"{report.ident} has {report.alone}, so that it cannot be compared"
    if one.article == other.article:
        return "one article tells them apart"
    veto = next((part for part in parts if part.veto), None)
    points = sum(part.points for part in parts)
    if joined:
        return "they agree" if points > 0 else "the other reports of the event agree with both"
    if veto is not None:
        return veto.why
    if points <= 0:
        return "too little speaks for one event"
    return "they agree, but each fits other reports better, or an article tells apart what the others tell"
