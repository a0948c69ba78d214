"""Theirs and ours put together one to one, the likeliest pairs first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..lexicon.distance import distance_km
from .entries import Entry
from .nearby import Nearby
from .points import Points


class Pair(NamedTuple):
    """Two events that may be one, by their numbers: `points` is how likely, `quoted` whether their notes are
    the words of our evidence."""

    theirs: int
    ours: int
    points: int
    quoted: bool


class Pairing(NamedTuple):
    """The `pairs`, best first; and of those left over, by number, the best pair that each could have been in
    had the other not been taken: ours (`reports`: other reports of an event of theirs) and theirs
    (`doubles`)."""

    pairs: list[Pair]
    reports: dict[int, Pair]
    doubles: dict[int, Pair]


def pair(theirs: Sequence[Entry], ours: Sequence[Entry], points: Points) -> Pairing:
    """Pair events one to one: the pair with the most points first, then the best of those left, down to 0.

    So each pair can be checked by itself: where two that are like each other are no pair, one of them is in a
    likelier one. An assignment with the highest sum of points would give up a sure pair for two doubtful
    ones; of the 1,659 pairs of coded notes it has 11 others, and two more of all are right. Ties are decided
    by the dead, the days and the distance, then by ids, so that the order of neither file counts.
    """
    ranked = sorted(_candidates(theirs, ours, points), key=lambda each: _rank(each, theirs, ours))
    found = Pairing([], {}, {})
    taken_theirs: set[int] = set()
    taken_ours: set[int] = set()
    for each in ranked:
        if each.theirs not in taken_theirs and each.ours not in taken_ours:
            found.pairs.append(each)
            taken_theirs.add(each.theirs)
            taken_ours.add(each.ours)
    for each in ranked:
        if each.ours not in taken_ours:
            found.reports.setdefault(each.ours, each)
        elif each.theirs not in taken_theirs:
            found.doubles.setdefault(each.theirs, each)
    return found


def _candidates(theirs: Sequence[Entry], ours: Sequence[Entry], points: Points) -> list[Pair]:
    """All pairs with more than 0 points. A row that names articles of ours is a coding of these: it is paired
    with their events alone."""
    nearby = Nearby(theirs, points.limits)
    known = frozenset().union(*(entry.articles for entry in ours)) if ours else frozenset()
    tied = [bool(entry.articles & known) for entry in theirs]
    found = []
    for number, entry in enumerate(ours):
        numbers, quoted = nearby.of(entry)
        for other in numbers:
            if tied[other] and theirs[other].articles.isdisjoint(entry.articles):
                continue
            score = points.score(theirs[other], entry, quoted=other in quoted)
            if score is not None:
                found.append(Pair(other, number, score, other in quoted))
    return found


def _rank(
    each: Pair, theirs: Sequence[Entry], ours: Sequence[Entry]
) -> tuple[int, int, int, float, str, str]:
    one, other = theirs[each.theirs], ours[each.ours]
    dead = abs(one.killed.best - other.killed.best) if one.killed and other.killed else 0
    days = abs(one.start - other.start) if one.start is not None and other.start is not None else 0
    away = distance_km(one.at, other.at) if one.at and other.at else 0.0
    return -each.points, dead, days, away, one.ident, other.ident
