"""A foreign data set against ours: which events both have, which only one has, and where they differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from ..lexicon.actors import ActorTable
from ..lexicon.distance import distance_km
from ..query import Query
from .entries import Entry, EntryReader
from .pairing import Pair, Pairing, pair
from .points import Limits, Part, Points, act_rule, day_rule, place_rule, tolls_meet
from .theirs import Theirs

Record = Mapping[str, Any]

COMPARE_VERSION: Final = 1
"""Version of the form of `compare --json`."""


TOLLS: Final = (
    "agree", "ours_higher", "ours_lower", "only_theirs_counts", "only_ours_counts", "theirs_killed",
    "ours_killed",
)
"""What `Comparison.tolls` counts."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of which the two of a pair have other values: those of theirs and ours, in short."""

    field: str
    theirs: str
    ours: str


@dataclass(frozen=True, slots=True)
class Found:
    """One event of theirs and one of ours that are paired, or that could be: the sum of the points, what
    differs, and what else their parts come from (`rules`, and whether the row's notes are `quoted`)."""

    theirs: Entry
    ours: Entry
    points: int
    differences: tuple[Difference, ...]
    quoted: bool
    rules: Points

    @property
    def parts(self) -> tuple[Part, ...]:
        """What speaks for and against the pair."""
        return self.rules.parts(self.theirs, self.ours, quoted=self.quoted)

    @property
    def km(self) -> float | None:
        """How far apart the places lie, to a tenth; None where one has no coordinates."""
        one, other = self.theirs.at, self.ours.at
        return round(distance_km(one, other), 1) if one and other else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two data sets compared. `pairs`: events that both have, best first. only_theirs, only_ours: the others,
    in the order of their files. other_reports: events of ours that would be a pair, had not a better one the
    row: most are another report of it. doubles: rows of theirs that would be a pair in the same way, by
    their id; they are among only_theirs. months: those in which an event of ours lies ("2019-11")."""

    theirs: Theirs
    ours: int
    limits: Limits
    pairs: tuple[Found, ...]
    only_theirs: tuple[Entry, ...]
    only_ours: tuple[Entry, ...]
    other_reports: tuple[Found, ...]
    doubles: Mapping[str, Found]
    months: frozenset[str]

    @property
    def compared(self) -> int:
        """Rows of theirs that were looked for."""
        return len(self.pairs) + len(self.only_theirs)

    @property
    def share(self) -> float | None:
        """The share of these that ours has; None where there are none."""
        return len(self.pairs) / self.compared if self.compared else None

    def in_our_months(self) -> tuple[int, int]:
        """Of the rows that lie in a month in which an event of ours does: how many ours has, and how many
        there are."""
        found = sum(_month(each.theirs) in self.months for each in self.pairs)
        return found, found + sum(_month(each) in self.months for each in self.only_theirs)

    def tolls(self) -> dict[str, int]:
        """Of the pairs: how many count the same dead, how many of ours count more or fewer, how many are told
        by one only, and the sums where both count."""
        found = dict.fromkeys(TOLLS, 0)
        for each in self.pairs:
            one, other = each.theirs.killed, each.ours.killed
            if one is None or other is None:
                found["only_theirs_counts"] += one is not None
                found["only_ours_counts"] += other is not None
                continue
            agree, more = tolls_meet(one, other), one.high is not None and other.low > one.high
            found["agree" if agree else "ours_higher" if more else "ours_lower"] += 1
            found["theirs_killed"] += one.best
            found["ours_killed"] += other.best
        return found


@dataclass(frozen=True, slots=True)
class Match:
    """All events of two data sets, paired: what `compared` gives an answer from and `explained` a reason."""

    source: Theirs
    theirs: Sequence[Entry]
    ours: Sequence[Entry]
    pairing: Pairing
    points: Points

    def compared(self, query: Query | None = None) -> Comparison:
        """What is asked for: a pair where one of its two fits the query, other events where they fit
        themselves. Of status, confidence and main events, which only ours have, rows of theirs fit any."""
        asked, pairing, theirs, ours = _Asked(query), self.pairing, self.theirs, self.ours
        taken = {each.theirs for each in pairing.pairs}, {each.ours for each in pairing.pairs}
        pairs = [p for p in pairing.pairs if asked.theirs(theirs[p.theirs]) or asked.ours(ours[p.ours])]
        left = [n for n, entry in enumerate(ours) if n not in taken[1] and asked.ours(entry)]
        return Comparison(
            theirs=self.source,
            ours=len(pairs) + len(left),
            limits=self.points.limits,
            pairs=tuple(map(self._found, pairs)),
            only_theirs=tuple(e for n, e in enumerate(theirs) if n not in taken[0] and asked.theirs(e)),
            only_ours=tuple(ours[n] for n in left if n not in pairing.reports),
            other_reports=tuple(self._found(pairing.reports[n]) for n in left if n in pairing.reports),
            doubles={theirs[n].ident: self._found(each) for n, each in pairing.doubles.items()},
            months=frozenset(month for entry in ours for month in _months(entry)),
        )

    def explained(self, ident: str) -> tuple[Found | None, str]:
        """The pair of the event with this id, or the pair that it could have been in, or beside it the other
        side's event that is most like it; and in words which of these it is."""
        mine = next((n for n, entry in enumerate(self.ours) if entry.ident == ident), None)
        row = next((n for n, entry in enumerate(self.theirs) if entry.ident == ident), None)
        for each in self.pairing.pairs:
            if each.ours == mine or each.theirs == row:
                return self._found(each), "one event: the likeliest pair that either has"
        lost = self.pairing.reports.get(-1 if mine is None else mine)
        if lost is not None:
            return self._found(lost), "no pair: the row is in a likelier one, of which this may be a report"
        lost = self.pairing.doubles.get(-1 if row is None else row)
        if lost is not None:
            return self._found(lost), "no pair: the event of ours is in a likelier one"
        best = None
        for one in self.theirs if row is None else [self.theirs[row]]:
            for other in self.ours if mine is None else [self.ours[mine]]:
                total = sum(part.points for part in self.points.parts(one, other))
                if best is None or total > best.points:
                    best = self._shown(one, other, total, quoted=False)
        like = "its day or place is too far" if best and best.points > 0 else "it is not like enough"
        return best, f"no pair: this is the likest event of the other side, and {like}"

    def _found(self, each: Pair) -> Found:
        theirs, ours = self.theirs[each.theirs], self.ours[each.ours]
        return self._shown(theirs, ours, each.points, quoted=each.quoted)

    def _shown(self, theirs: Entry, ours: Entry, points: int, *, quoted: bool) -> Found:
        differences = tuple(_differences(theirs, ours, self.points.limits))
        return Found(theirs, ours, points, differences, quoted, self.points)


def match(
    theirs: Theirs, ours: Iterable[Record], *, limits: Limits | None = None, actors: ActorTable | None = None
) -> Match:
    """Pair the rows of a foreign file with event records, plain or linked.

    limits: how far apart the two of a pair may lie. actors: the table that the records were made with; None
    for the shipped one. All events are paired, so that what lies near the edge of a query finds its partner.
    """
    reader, points = EntryReader(actors), Points(limits)
    mine = [reader.ours(record) for record in ours]
    foreign = [reader.theirs(record) for record in theirs.records]
    return Match(theirs, foreign, mine, pair(foreign, mine, points), points)


class _Asked:
    """Which events a query asks for, of either side."""

    def __init__(self, query: Query | None) -> None:
        self._ours = query
        self._theirs = query and replace(query, statuses=frozenset(), main=None, min_confidence=None)

    def ours(self, entry: Entry) -> bool:
        return self._ours is None or self._ours.matches(entry.record)

    def theirs(self, entry: Entry) -> bool:
        """A row of several types (UCDP tells bombs and battles not apart) fits where one of them does."""
        query = self._theirs
        if query is None:
            return True
        kinds = entry.record["event_types"] or ("",)
        return any(query.matches({**entry.record, "event_type": kind}) for kind in kinds)


def _differences(theirs: Entry, ours: Entry, limits: Limits) -> Iterator[Difference]:
    """What the two of a pair tell otherwise; what one leaves open is no difference."""
    if theirs.killed and ours.killed and not tolls_meet(theirs.killed, ours.killed):
        yield Difference("killed", killed_text(theirs), killed_text(ours))
    if day_rule(theirs, ours, limits.days) in {"day.next", "day.near", "day.apart"}:
        yield Difference("date", _date_text(theirs), _date_text(ours))
    if place_rule(theirs, ours, limits.km) in _OTHER_PLACES:
        yield Difference("place", theirs.record["location"]["name"], ours.record["location"]["name"])
    act = act_rule(theirs, ours)
    if act not in {"act.same", "act.unknown"} and (theirs.subs or act == "act.unlike"):
        told = theirs.subs or theirs.types
        yield Difference("type", " or ".join(sorted(told)), ours.record["sub_event_type"])


_OTHER_PLACES = {"place.near", "place.around", "place.homonym", "place.unlisted", "place.apart"}


def killed_text(entry: Entry) -> str:
    """The dead of an event: "13", "10-12", "24+", "" where they are not told."""
    toll = entry.killed
    if toll is None:
        return ""
    if toll.high is None:
        return f"{toll.low}+"
    return str(toll.low) if toll.low == toll.high else f"{toll.low}-{toll.high}"


def _date_text(entry: Entry) -> str:
    when = entry.record["date"]
    if when is None:
        return ""
    start, end = str(when["start"]), str(when["end"])
    return start if start == end else f"{start}/{end}"


def _month(entry: Entry) -> str | None:
    when = entry.record["date"]
    return None if when is None else when["start"][:7]


def _months(entry: Entry) -> Iterator[str]:
    """The months in which an event begins and ends; none where its day is not told."""
    when = entry.record["date"]
    if when is not None and not when["start"].startswith("--"):
        yield when["start"][:7]
        yield when["end"][:7]
