"""How many people a record counts: the tolls that tables, sums and exports show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from .lexicon.fold import fold

KINDS = ("killed", "injured", "captured", "abducted", "missing", "freed")
"""The casualty kinds of `schema` (which is slow to import; a test holds them equal), in the order in which
they are named."""


class Toll(NamedTuple):
    """People of one kind: at least `low`, at most `high` (None: open above). `best` is the count to add up:
    that of a linked event's ledger, else the lowest, which is what ACLED and UCDP take of a vague count."""

    low: int
    best: int
    high: int | None


def people(record: Mapping[str, Any], kind: str) -> Toll | None:
    """How many people of a casualty kind ("killed") a record counts; None where it gives no count.

    Counts of different groups are added; of several counts of one group (versions of the same dead) the
    largest counts. Of a linked event: the sums of its sides.
    """
    rows = [row for row in record["casualties"] if row["kind"] == kind]
    if not rows:
        return None
    if len(rows) == 1:  # most have one
        return _toll(rows[0])
    groups: dict[str | int | None, Toll] = {}
    for number, row in enumerate(rows):
        toll = _toll(row)
        if row.get("best") is not None:  # of a linked event: each row is a side of its own
            groups[number] = toll
            continue
        who = fold(row["who"]) if row["who"] else None
        groups[who] = _largest(groups[who], toll) if who in groups else toll
    highs = [toll.high for toll in groups.values()]
    return Toll(
        sum(toll.low for toll in groups.values()),
        sum(toll.best for toll in groups.values()),
        None if None in highs else sum(high for high in highs if high is not None),
    )


def _toll(row: Mapping[str, Any]) -> Toll:
    best = row.get("best")
    return Toll(row["min"], row["min"] if best is None else best, row["max"])


def _largest(one: Toll, other: Toll) -> Toll:
    high = None if one.high is None or other.high is None else max(one.high, other.high)
    return Toll(max(one.low, other.low), max(one.best, other.best), high)
