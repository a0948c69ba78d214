"""Which rows of theirs are worth comparing with an event of ours: those of its days and neighbourhood, those
that share a run of words with it, and those that name its article."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from itertools import islice

from .entries import Entry, overlap
from .points import Limits

_SPELL = 4
"""Days of one key of time."""
_LONG = 62
"""Days from which an interval is not looked up by time: what is known to the year is compared by words and
articles alone."""
_RUN = 6
"""Words that a quotation shares with what it was taken from: 95% of such runs of coded notes stand in one note
only."""
_STOCK = 50
"""Rows that share a run from which it is no quotation but a name or a stock phrase: "Islamic State in the
Greater Sahara" has six words. A quotation has other runs besides."""
_STEP = 3
"""Of ours each third run is looked up, of theirs all are kept: what shares eight words is found."""
_SMALLEST_CELL = 0.1
_WORD = re.compile(r"\w+")

QUOTED = 0.7
"""Share of the shorter text's words that two texts have in common when one quotes the other. In the sample
corpus all pairs of `evaluate` have 0.9 and more with gold's quotations; 3% of other pairs of one article have
as much as this (sentences that tell of two events), and 0.1% of those of two articles."""


class Nearby:
    """An index of theirs; ask `of` for those that one of ours may be compared with."""

    def __init__(self, theirs: Sequence[Entry], limits: Limits) -> None:
        self._theirs, self._limits = theirs, limits
        self._cell = max(limits.km / 111, _SMALLEST_CELL)
        self._places: dict[Hashable, list[int]] = defaultdict(list)
        self._countries = {entry.country for entry in theirs}
        self._articles: dict[str, list[int]] = defaultdict(list)
        self._runs: dict[int, list[int]] = defaultdict(list)
        for number, entry in enumerate(theirs):
            for article in entry.articles:
                self._articles[article].append(number)
            for key in self._keys(entry):
                self._places[key].append(number)
            for text in entry.texts:
                for run in _runs(text, 1):
                    self._runs[run].append(number)

    def of(self, ours: Entry) -> tuple[set[int], set[int]]:
        """The numbers of theirs to be compared with `ours`, and those of them whose notes are its words."""
        named = {number for article in ours.articles for number in self._articles.get(article, ())}
        quoted: set[int] = set()
        for text in ours.texts:
            for run in _runs(text, _STEP):
                numbers = self._runs.get(run, ())
                if len(numbers) <= _STOCK:
                    quoted.update(numbers)
        quoted = {n for n in quoted if overlap(self._theirs[n].texts, ours.texts) >= QUOTED}
        found = named | quoted
        for key in self._wanted(ours):
            found.update(self._places.get(key, ()))
        return found, quoted

    def _keys(self, entry: Entry) -> Iterator[Hashable]:
        """The keys under which a row stands: by time and cell, or by time and country for what is no
        place."""
        for spell in _spells(entry, 0):
            if entry.precision in {"place", "near"} and entry.at is not None:
                yield spell, "cell", self._cell_of(*entry.at)
                yield spell, "country", entry.country
            else:
                yield spell, "wide", entry.country
                yield spell, "country", entry.country
            if entry.skeleton:
                yield spell, "name", entry.skeleton
            if entry.killed is not None and entry.killed.best:
                yield spell, "dead", entry.killed.best

    def _wanted(self, entry: Entry) -> Iterator[Hashable]:
        """The keys under which the rows stand that one of ours may be compared with."""
        for spell in _spells(entry, self._limits.days):
            if not entry.precision:
                if entry.killed is not None:
                    yield spell, "dead", entry.killed.best
                continue
            countries = {entry.country, ""} if entry.country else self._countries
            for country in countries:
                yield spell, "wide", country
            yield spell, "name", entry.skeleton
            if entry.precision == "place" and entry.at is not None:
                for cell in self._around(*entry.at):
                    yield spell, "cell", cell
            else:
                for country in countries:
                    yield spell, "country", country

    def _cell_of(self, lat: float, lon: float) -> tuple[int, int]:
        return math.floor(lat / self._cell), math.floor(lon / self._cell)

    def _around(self, lat: float, lon: float) -> Iterator[tuple[int, int]]:
        """The cells within the limit of a place; towards the poles a degree of longitude is shorter."""
        wide = self._cell / max(math.cos(math.radians(lat)), 0.05)
        (south, west), (north, east) = (
            self._cell_of(lat - self._cell, lon - wide), self._cell_of(lat + self._cell, lon + wide),
        )
        for row in range(south, north + 1):
            for column in range(west, east + 1):
                yield row, column


def _spells(entry: Entry, more: int) -> range:
    """The keys of time of an entry's days, and of `more` days on either side; none for a year."""
    if entry.start is None or entry.end is None or entry.end - entry.start >= _LONG:
        return range(0)
    return range((entry.start - more) // _SPELL, (entry.end + more) // _SPELL + 1)


def _runs(text: str, step: int) -> Iterator[int]:
    """Hashes of the runs of _RUN words of a text, each `step`-th."""
    words = _WORD.findall(text.lower())
    runs = zip(*(words[start:] for start in range(_RUN)), strict=False)
    return map(hash, islice(runs, 0, None, step))
