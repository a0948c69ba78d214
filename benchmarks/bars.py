"""The bars that the project holds itself to, and what was measured beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any

ENOUGH = 2_000
"""Articles from which on ratios of speed count: below, start-up weighs too much."""


@dataclass(frozen=True)
class Bar:
    """One bar. `value` is None where it was not measured; `limit` is the most, or with `at_least` the least,
    that it may be; `unsure`: why the figure does not count, although it is there."""

    name: str
    value: float | None
    limit: float
    unit: str
    at_least: bool = False
    unsure: str = ""

    @property
    def verdict(self) -> str:
        """"met", "MISSED", or why neither can be said."""
        if self.value is None:
            return "not measured"
        if self.unsure:
            return self.unsure
        met = self.value >= self.limit if self.at_least else self.value <= self.limit
        return "met" if met else "MISSED"


def ratios(runs: list[dict[str, Any]], side: str, against: str, what: str = "wall") -> list[float]:
    """`side` divided by `against`, pair by pair: what was run in one repeat belongs together."""
    by_repeat: dict[int, dict[str, float]] = {}
    for each in runs:
        by_repeat.setdefault(each["repeat"], {})[each["side"]] = each[what]
    return [pair[side] / pair[against] for pair in by_repeat.values() if side in pair and against in pair]


def ratio(entry: dict[str, Any] | None, side: str, against: str, what: str = "wall") -> float | None:
    """The median of the ratios of the pairs of a speed entry."""
    found = ratios(entry["runs"], side, against, what) if entry is not None else []
    return median(found) if found else None


def middle(entry: dict[str, Any] | None, what: str = "wall", side: str | None = None) -> float | None:
    """The median of one figure over the runs of an entry, of one side where sides are compared."""
    if entry is None:
        return None
    values = [each[what] for each in entry["runs"] if side is None or each["side"] == side]
    return median(values) if values else None


def bars(entries: dict[str, dict[str, Any]]) -> Iterator[Bar]:
    """All bars in the order of the issue, with what `entries` say to them."""
    for name, words, limit in (("conflict", "conflict only", 0.8), ("mixed", "one in ten conflict", 0.25)):
        found = entries.get(f"speed {name}")
        value = ratio(found, "jobs 1", "plain")
        yield Bar(f"time of extract --jobs 1 / plain nlp.pipe, {words}", value, limit, "", unsure=_few(found))
    for name, words in (("conflict", "conflict only"), ("mixed", "one in ten conflict")):
        found = entries.get(f"speed {name}")
        value = ratio(found, "jobs 1", "jobs 2")
        yield Bar(
            f"time of --jobs 1 / --jobs 2, {words}", value, 1.7, "", at_least=True, unsure=_few(found)
        )
    large, middling = entries.get("memory 100000 jobs 1"), entries.get("memory 10000 jobs 1")
    peak = large["peak"] if large else None
    yield Bar("peak memory of one process, 100,000 articles", peak, 700, "MB")
    more = (peak / middling["peak"] - 1) * 100 if peak and middling else None
    yield Bar("peak memory at 100,000 articles above that at 10,000", more, 5, "%")
    yield from _starts(entries)


def _starts(entries: dict[str, dict[str, Any]]) -> Iterator[Bar]:
    second = entries.get("startup second run")
    few = "too few articles to tell" if second and second["articles"] < 10_000 else ""
    yield Bar("second run over 10,000 unchanged articles", middle(second), 3, "s", unsure=few)
    yield Bar("--help", middle(entries.get("startup help")), 0.3, "s")
    shown = entries.get("startup show")
    few = "too few events to tell" if shown and shown["events"] < 100_000 else ""
    yield Bar("show with a filter, 100,000 events", middle(shown), 2, "s", unsure=few)
    for name, words in (("conflict", "conflict only"), ("mixed", "one in ten conflict")):
        first = middle(entries.get(f"startup first event, {name}"), "first")
        yield Bar(f"first event on standard output, {words}", first, 4, "s")


def _few(entry: dict[str, Any] | None) -> str:
    return "too few articles to tell" if entry is not None and entry["articles"] < ENOUGH else ""
