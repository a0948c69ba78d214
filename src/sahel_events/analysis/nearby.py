"""Which rows of theirs are worth comparing with an event of ours: those of its days and neighbourhood, those
that share a run of words with it, and those that name its article."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .entries import Entry, overlap
from .points import Limits

_SPELL = 4
"""Days of one key of time."""
_LONG = 62
"""Days from which an interval is not looked up by time: what is known to the year is compared by words and
articles alone."""
_RUN = 6
"""Words that a quotation shares with what it was taken from: 95% of such runs of coded notes stand in one
note only."""
_STOCK = 50
"""Rows that share a run from which it is no quotation but a name or a stock phrase: "Islamic State in the
Greater Sahara" has six words. A quotation has other runs besides."""
_SMALLEST_CELL = 0.1
"""Degrees: with cells of no size there would be no end of them."""
_NARROWEST = 0.05
"""Cosine of 87 degrees: no event needs to be looked for around a pole."""
Cell = tuple[int, int]
_WORD = re.compile(r"\w+")

QUOTED = 0.7
"""Share of the shorter text's words that two texts have in common when one quotes the other. In the sample
corpus all pairs of `evaluate` have 0.9 and more with gold's quotations; 3% of other pairs of one article have
as much as this (sentences that tell of two events), and 0.1% of those of two articles."""


@dataclass(frozen=True, slots=True)
class _Spell:
    """The rows of one stretch of days, by where they are: cells of a map, names of places; countries, of all
    and of those that are no place (`wide`); and by the number of their dead."""

    cells: dict[Cell, list[int]] = field(default_factory=dict)
    names: dict[str, list[int]] = field(default_factory=dict)
    countries: dict[str, list[int]] = field(default_factory=dict)
    wide: dict[str, list[int]] = field(default_factory=dict)
    dead: dict[int, list[int]] = field(default_factory=dict)


class Nearby:
    """An index of theirs; ask `of` for those that one of ours may be compared with."""

    def __init__(self, theirs: Sequence[Entry], limits: Limits) -> None:
        self._theirs, self._limits = theirs, limits
        self._cell = max(limits.km / 111, _SMALLEST_CELL)
        self._spells: dict[int, _Spell] = {}
        self._articles: dict[str, list[int]] = {}
        self._runs: dict[int, list[int]] = {}
        for number, entry in enumerate(theirs):
            for article in entry.articles:
                self._articles.setdefault(article, []).append(number)
            for spell in _spells(entry, 0):
                self._add(self._spells.setdefault(spell, _Spell()), number, entry)
            for text in entry.texts:
                for run in _runs(text):
                    self._runs.setdefault(run, []).append(number)

    def _add(self, spell: _Spell, number: int, entry: Entry) -> None:
        spell.countries.setdefault(entry.country, []).append(number)
        if entry.precision in {"place", "near"} and entry.at is not None:
            spell.cells.setdefault(self._cell_of(*entry.at), []).append(number)
        else:
            spell.wide.setdefault(entry.country, []).append(number)
        if entry.skeleton:
            spell.names.setdefault(entry.skeleton, []).append(number)
        if entry.killed is not None and entry.killed.best:
            spell.dead.setdefault(entry.killed.best, []).append(number)

    def of(self, ours: Entry) -> tuple[set[int], set[int]]:
        """The numbers of theirs to be compared with `ours`, and those of them whose notes are its words."""
        found: set[int] = set()
        for article in ours.articles:
            found.update(self._articles.get(article, ()))
        quoted = self._quoted(ours, found)
        found |= quoted
        spells = [each for n in _spells(ours, self._limits.days) if (each := self._spells.get(n)) is not None]
        cells = self._around(ours) if spells else []
        for spell in spells:
            if not ours.precision:
                if ours.killed is not None:
                    found.update(spell.dead.get(ours.killed.best, ()))
                continue
            found.update(spell.names.get(ours.skeleton, ()))
            countries = (ours.country, "") if ours.country else spell.countries
            for country in countries:
                found.update((spell.wide if cells else spell.countries).get(country, ()))
            for cell in cells:
                found.update(spell.cells.get(cell, ()))
        return found, quoted

    def _quoted(self, ours: Entry, named: set[int]) -> set[int]:
        """The rows whose notes are words of ours: of those `named`, and of those that share a run with it."""
        if not self._runs:
            return set()
        found = set(named)
        for text in ours.texts:
            for run in _runs(text):
                numbers = self._runs.get(run, ())
                if len(numbers) <= _STOCK:
                    found.update(numbers)
        return {n for n in found if overlap(self._theirs[n].texts, ours.texts) >= QUOTED}

    def _cell_of(self, lat: float, lon: float) -> Cell:
        return math.floor(lat / self._cell), math.floor(lon / self._cell)

    def _around(self, entry: Entry) -> list[Cell]:
        """The cells within the limit of a place; none for what is no place. Towards the poles a degree of
        longitude is shorter."""
        if entry.precision != "place" or entry.at is None:
            return []
        lat, lon = entry.at
        wide = self._cell / max(math.cos(math.radians(lat)), _NARROWEST)
        (south, west) = self._cell_of(lat - self._cell, lon - wide)
        (north, east) = self._cell_of(lat + self._cell, lon + wide)
        return [(row, column) for row in range(south, north + 1) for column in range(west, east + 1)]


def _spells(entry: Entry, more: int) -> range:
    """The keys of time of an entry's days, and of `more` days on either side; none for a year."""
    if entry.start is None or entry.end is None or entry.end - entry.start >= _LONG:
        return range(0)
    return range((entry.start - more) // _SPELL, (entry.end + more) // _SPELL + 1)


def _runs(text: str) -> Iterator[int]:
    """Hashes of the runs of _RUN words of a text."""
    words = _WORD.findall(text.lower())
    return map(hash, zip(*(words[start:] for start in range(_RUN)), strict=False))
