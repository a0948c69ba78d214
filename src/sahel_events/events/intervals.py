"""Intervals of days: what a date expression means."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from ..schema import DatePrecision


@dataclass(frozen=True, slots=True)
class DateValue:
    """An interval of days. Ends are ISO dates or `--MM-DD`."""

    start: str
    end: str
    precision: DatePrecision

    @property
    def full(self) -> bool:
        """Whether the year is known."""
        return not self.start.startswith("--")

    def disjoint(self, other: DateValue) -> bool:
        """Whether the two intervals share no day; partial dates are compared without their year."""
        if self.full and other.full:
            if "week" in {
                self.precision,
                other.precision,
            }:  # on a Wednesday "this week" may mean the Sunday before
                slack = timedelta(days=1)
                return date.fromisoformat(self.end) + slack < date.fromisoformat(other.start) or (
                    date.fromisoformat(other.end) + slack < date.fromisoformat(self.start)
                )
            return self.end < other.start or other.end < self.start
        return self.end[-5:] < other.start[-5:] or other.end[-5:] < self.start[-5:]


def day_value(day: date, end: date | None = None, precision: DatePrecision = "day") -> DateValue:
    """The interval from `day` to `end` (both included)."""
    return DateValue(day.isoformat(), (end or day).isoformat(), precision)


def week_of(day: date) -> DateValue:
    """Monday to Sunday of the week of `day`."""
    monday = day - timedelta(days=day.weekday())
    return day_value(monday, monday + timedelta(days=6), "week")


def month_of(year: int, month: int) -> DateValue:
    """The first to the last day of a month."""
    return day_value(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month")


def year_of(year: int) -> DateValue:
    """January 1 to December 31."""
    return day_value(date(year, 1, 1), date(year, 12, 31), "year")
