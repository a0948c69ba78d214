"""Which reports are worth comparing: those of one week and neighbourhood, so that no pair far apart is looked
at."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator

from .reports import Days, Report, Spot

_CELL = 0.4
"""Degrees: with the eight cells around, all places within 44 km, more than `fits.AROUND_KM`."""

_LONG = 62
"""Days from which an interval is looked up by place and not by time: two months have nine weeks."""

Cell = tuple[int, int]


class Candidates:
    """An index of reports by number; `add` each and ask `near` for those that it may be compared with.

    Kinds of keys: the week and the cell of a map, for places, and the week and the name; the week and the country, for those who
    name a region, a stretch of land or a village without coordinates, which are compared with all of their
    country; the week and a place that the words name beside the event's own; the week alone, for those
    without a place; and the cell alone for those whose day or year is not told.
    """

    def __init__(self) -> None:
        self._in_cell: dict[tuple[int, Cell], list[int]] = defaultdict(list)
        self._wide: dict[tuple[int, str], list[int]] = defaultdict(list)
        self._in_country: dict[tuple[int, str], list[int]] = defaultdict(list)
        self._countries: dict[int, set[str]] = defaultdict(set)
        self._named: dict[tuple[int, str, str], list[int]] = defaultdict(list)
        self._placed: dict[tuple[int, str], list[int]] = defaultdict(list)
        self._telling: dict[tuple[int, str], list[int]] = defaultdict(list)
        self._placeless: dict[int, list[int]] = defaultdict(list)
        self._called: dict[str, list[int]] = defaultdict(list)
        self._loose_telling: dict[str, list[int]] = defaultdict(list)
        self._at: dict[Cell, list[int]] = defaultdict(list)
        self._loose_at: dict[Cell, list[int]] = defaultdict(list)

    def add(self, number: int, report: Report) -> None:
        """Take up a report under its number."""
        if report.spot is None:
            self._add_placeless(number, report)
            return
        cell = _cell(report.spot)
        self._called[report.spot.skeleton].append(number)
        if cell is not None:
            self._at[cell].append(number)
        if report.days is None or _loose(report.days):
            if cell is not None:
                self._loose_at[cell].append(number)
            return
        for week in _weeks(report.days):
            if cell is not None:
                self._in_cell[week, cell].append(number)
                self._named[week, report.spot.country, report.spot.name].append(number)
            else:
                self._wide[week, report.spot.country].append(number)
            for place in report.places:
                self._telling[week, place].append(number)
            self._placed[week, report.spot.skeleton].append(number)
            self._in_country[week, report.spot.country].append(number)
            self._countries[week].add(report.spot.country)

    def near(self, report: Report) -> set[int]:
        """The numbers of the reports so far that `report` may be compared with."""
        if report.spot is None:
            return self._near_placeless(report)
        cell = _cell(report.spot)
        around = tuple(_around(cell)) if cell is not None else ()
        if report.days is None or _loose(report.days):
            return {n for near in around for n in self._at.get(near, ())}
        found = {n for near in around for n in self._loose_at.get(near, ())}
        found.update(self._loose_telling.get(report.spot.skeleton, ()))
        for week in _weeks(report.days):
            if cell is None:
                found.update(self._of_countries(week, report.spot.country))
                continue
            for near in around:
                found.update(self._in_cell.get((week, near), ()))
            found.update(self._named.get((week, report.spot.country, report.spot.name), ()))
            found.update(self._wide.get((week, report.spot.country), ()))
            found.update(self._wide.get((week, ""), ()))
        for week in _weeks(report.days):
            found.update(self._placeless.get(week, ()))
            found.update(self._telling.get((week, report.spot.skeleton), ()))
            for place in report.places:
                found.update(self._placed.get((week, place), ()))
        return found

    def _add_placeless(self, number: int, report: Report) -> None:
        if report.days is None or _loose(report.days):
            for place in report.places:
                self._loose_telling[place].append(number)
            return
        for week in _weeks(report.days):
            self._placeless[week].append(number)

    def _near_placeless(self, report: Report) -> set[int]:
        if report.days is None or _loose(report.days):
            return {n for place in report.places for n in self._called.get(place, ())}
        found: set[int] = set()
        for week in _weeks(report.days):
            found.update(self._placeless.get(week, ()))
            found.update(self._of_countries(week, ""))
        return found

    def _of_countries(self, week: int, country: str) -> Iterator[int]:
        for other in self._countries.get(week, ()) if not country else (country, ""):
            yield from self._in_country.get((week, other), ())


def _cell(spot: Spot) -> Cell | None:
    """The cell of a place; None for what is no place on the map, and compared within its country."""
    if spot.precision != "place" or spot.lat is None or spot.lon is None or not spot.country:
        return None
    return math.floor(spot.lat / _CELL), math.floor(spot.lon / _CELL)


def _around(cell: Cell) -> Iterator[Cell]:
    for north in (-1, 0, 1):
        for east in (-1, 0, 1):
            yield cell[0] + north, cell[1] + east


def _loose(days: Days) -> bool:
    return days.yearless or days.length > _LONG


def _weeks(days: Days) -> range:
    """The weeks that the days, and the one before and after, lie in: two that are three days apart share
    one, as of the second and third day at least one is looked at from both sides."""
    return range((days.start - 2) // 7, (days.end + 2) // 7 + 1)
