"""Days, weeks, months and years into which events fall, and those between them that none falls into."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

UNITS: Final = ("day", "week", "month", "year")
"""Lengths of time, by which events can be counted."""

UNKNOWN, NO_YEAR = "unknown", "year unknown"
"""What stands for an event without a date, and for one of which only day and month are told."""

_NIGHT = timedelta(days=1)
"""From its first to its last day: "overnight" is a day and the next (docs/rulings.md), one stretch of time
that began on the first."""


def several(unit: str) -> str:
    """What an interval is counted as that is longer than a night and does not lie within one unit."""
    return f"several {unit}s"


def period_of(when: Mapping[str, Any] | None, unit: str) -> tuple[str | None, str]:
    """The period that a record's date falls into: its key, which sorts by time (`2019-11-25`, `2019-W48`,
    `2019-11`, `2019`), and its label; the key is None for what falls into none.

    An interval counts where all of it lies. A night counts by its first day; anything longer that crosses a
    border is `several(unit)`: a year is not its January.
    """
    if when is None:
        return None, UNKNOWN
    start, end = when["start"], when["end"]
    if start.startswith("--"):
        return None, NO_YEAR
    first = key_of(start, unit)
    last = key_of(end, unit)
    if first is None or last is None:
        return None, UNKNOWN
    if first != last and date.fromisoformat(end) - date.fromisoformat(start) != _NIGHT:
        return None, several(unit)
    return first, first


def key_of(day: str, unit: str) -> str | None:
    """The period of an ISO day; None for a text that is no day of the calendar (2019-02-30)."""
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return None
    if unit in {"year", "month"}:
        return day[: 4 if unit == "year" else 7]
    if unit == "day":
        return day
    year, week, _ = found.isocalendar()
    return f"{year:04d}-W{week:02d}"


def between(first: str, last: str, unit: str, most: int) -> list[str] | None:
    """The keys of all periods from `first` to `last`, both included; None where there are more than
    `most`."""
    found: list[str] = []
    for key in _onwards(first, unit):
        if len(found) == most:
            return None
        found.append(key)
        if key >= last:
            return found
    return None


def _onwards(key: str, unit: str) -> Iterator[str]:
    """`key` and all periods after it, as far as the calendar goes."""
    if unit in {"year", "month"}:
        year, month = int(key[:4]), int(key[5:7] or 1)
        while year <= date.max.year:
            yield f"{year:04d}" if unit == "year" else f"{year:04d}-{month:02d}"
            year, month = (year + 1, 1) if unit == "year" or month == 12 else (year, month + 1)
        return
    day = date.fromisoformat(key) if unit == "day" else date.fromisocalendar(int(key[:4]), int(key[6:]), 1)
    step = timedelta(days=1 if unit == "day" else 7)
    while True:
        found = key_of(day.isoformat(), unit)
        assert found is not None, "it is a day"
        yield found
        if date.max - day < step:
            return
        day += step
