"""Which reports are worth comparing: those of a few days and one neighbourhood, so that no pair far apart is
looked at."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Iterator

from .fits import APART, LATE, TELLING
from .reports import LARGE, Report, Spot

_CELL = 0.4
"""Degrees: with the eight cells around, all places within 44 km, more than `fits.AROUND_KM`."""

_LONG = 62
"""Days from which an interval is looked up by place and not by time: a report of a year meets any other."""

_SPELL = 3
"""Days of one key of time. Reports stand under the spells of their own days; only those with a count are also
looked for up to `fits.APART` days before and after, as days apart need a count that both have."""

_COUNTED = 4
"""The least toll by which a report without a place is looked up: below, too many share it by chance."""

Cell = tuple[int, int]


class Candidates:
    """An index of reports by number; `add` each and ask `near` for those that it may be compared with.

    A report is looked up, within its days, by the cells of a map around its place, by the name of its place,
    by places that its words name, and by its country where it names a region or a stretch of land, or has a
    large toll; without a place, by places that its words name and by its toll; within a few days more, by its
    counts. Where the year is not told, by place and season; without a day, by place or name alone.
    """

    def __init__(self) -> None:
        self._index: dict[Hashable, list[int]] = defaultdict(list)
        self._countries: dict[int, set[str]] = defaultdict(set)

    def add(self, number: int, report: Report) -> None:
        """Take up a report under its number."""
        if report.alone:
            return
        spells = _spells(report)
        for key in _always(report, dated=bool(spells)):
            self._index[key].append(number)
        for spell in spells:
            for kind, what in _kinds(report):
                self._index[spell, kind, what].append(number)
            self._countries[spell].add(report.spot.country if report.spot else "")

    def near(self, report: Report) -> set[int]:
        """The numbers of the reports so far that `report` may be compared with."""
        if report.alone:
            return set()
        spells = _spells(report)
        found: set[int] = set()
        for key in _wanted_always(report, dated=bool(spells)):
            found.update(self._index.get(key, ()))
        for spell in spells:
            for key in self._wanted(spell, report):
                found.update(self._index.get(key, ()))
        for count in _shared(report):
            for spell in _spells(report, APART):
                found.update(self._index.get((spell, "count", count), ()))
        return found

    def _wanted(self, spell: int, report: Report) -> Iterator[Hashable]:
        """The keys of one spell under which the reports stand that `report` may be compared with."""
        for place in report.places:
            yield spell, "named", place
        for count in _counts(report):
            yield spell, "counted" if report.spot is None else "placeless", count
        spot = report.spot
        if report.dead >= LARGE:
            for country in (spot.country, "") if spot and spot.country else self._countries.get(spell, ()):
                yield spell, "large", country
        if spot is None:
            return
        yield spell, "named", spot.skeleton
        yield spell, "telling", spot.skeleton
        cell = _cell(spot)
        if cell is not None:
            for near in _around(cell):
                yield spell, "cell", near
            for country in (spot.country, ""):
                yield spell, "wide", country
        elif _wide(spot):
            for country in (spot.country, "") if spot.country else self._countries.get(spell, ()):
                yield spell, "country", country


def _kinds(report: Report) -> Iterator[tuple[str, Hashable]]:
    """What a report stands under in each of its spells."""
    for place in report.places:
        yield "telling", place
    for count in _counts(report):
        yield "placeless" if report.spot is None else "counted", count
    for shared in _shared(report):
        yield "count", shared
    spot = report.spot
    if report.dead >= LARGE:
        yield "large", spot.country if spot else ""
    if spot is None:
        return
    yield "named", spot.skeleton
    yield "country", spot.country
    cell = _cell(spot)
    if cell is not None:
        yield "cell", cell
    elif _wide(spot):
        yield "wide", spot.country


def _wide(spot: Spot) -> bool:
    """Whether it is a unit or a stretch of land, in which places lie."""
    return spot.precision != "place" and not spot.unlisted


def _always(report: Report, *, dated: bool) -> Iterator[Hashable]:
    """What a report stands under whatever its year is."""
    spot = report.spot
    if spot is None:
        if not dated:
            for place in report.places:
                yield "undated telling", place
        return
    yield "named", spot.skeleton
    cell, season = _cell(spot), _season(report, 0)
    for part in season:
        if cell is not None:
            yield ("season" if dated else "yearless"), part, cell
        if dated and _wide(spot):
            yield "season wide", part, spot.country
        if not dated:
            yield "yearless in", part, spot.country
    if cell is not None:
        yield "cell", cell
        if not dated and not season:
            yield "undated cell", cell


def _wanted_always(report: Report, *, dated: bool) -> Iterator[Hashable]:
    spot = report.spot
    if spot is None:
        if not dated:
            for place in report.places:
                yield "named", place
        return
    yield "undated telling", spot.skeleton
    cell, season = _cell(spot), _season(report, APART)
    around = tuple(_around(cell)) if cell is not None else ()
    for part in season:
        for near in around:
            yield "yearless", part, near
            if not dated:
                yield "season", part, near
        if not dated:
            yield "season wide", part, spot.country
        if not dated or _wide(spot):
            yield "yearless in", part, spot.country
    for near in around:
        yield ("undated cell" if dated or season else "cell"), near


def _season(report: Report, margin: int) -> range:
    """The spells of the year 2000 that the days of a report lie in: those by which one without a year is
    found. Empty without days, or with more than _LONG of them."""
    if report.days is None or report.days.length > _LONG:
        return range(0)
    days = report.days.of_any_year()
    return range((days.start - margin) // _SPELL, (days.end + margin) // _SPELL + 1)


def _shared(report: Report) -> Iterator[tuple[str, int]]:
    """The counts for which days apart are overlooked."""
    for kind, counts in report.tolls.items():
        for low, _ in counts:
            if low >= TELLING:
                yield kind, low


def _counts(report: Report) -> set[int]:
    return {low for low, _ in report.tolls.get("killed", ()) if low >= _COUNTED}


def _cell(spot: Spot) -> Cell | None:
    """The cell of a place; None for what is no place on the map."""
    if spot.precision != "place" or spot.at is None:
        return None
    return math.floor(spot.at[0] / _CELL), math.floor(spot.at[1] / _CELL)


def _around(cell: Cell) -> Iterator[Cell]:
    for north in (-1, 0, 1):
        for east in (-1, 0, 1):
            yield cell[0] + north, cell[1] + east


def _spells(report: Report, margin: int = 0) -> range:
    """The spells that the days of a report, and `margin` days before and after, lie in; where it gives no
    day, those of the month before its publication. Empty for what must be looked up by place alone: no day
    and no publication date, no year, or an interval of more than _LONG days."""
    days = report.days
    if days is None:
        if report.published is None:
            return range(0)
        return range((report.published - LATE) // _SPELL, (report.published + 1) // _SPELL + 1)
    if days.yearless or days.length > _LONG:
        return range(0)
    return range((days.start - margin) // _SPELL, (days.end + margin) // _SPELL + 1)
