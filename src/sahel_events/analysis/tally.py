"""Events and their tolls added up, over a whole file and by group: what `stats` prints.

Works on the plain records of `store.read_lines`, lean ones too. A linked event is one event.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from ..counts import KINDS, people
from ..errors import UsageError
from ..lexicon.demonyms import nation_names
from ..lexicon.fold import fold
from .periods import NO_YEAR, UNITS, UNKNOWN, between, period_of

Record = Mapping[str, Any]
Keyed = tuple[str | None, str]
"""The key of a group and its label; the key is None where the record does not tell."""

MOST_PERIODS: Final = 120
"""Rows of a timeline up to which periods without an event are shown: ten years of months."""


@dataclass(slots=True)
class Sum:
    """People of one kind over several events: the sums of the lowest, best and highest counts, of how many
    `events` (others give no count), and how many of these counts are `open` above: of those the lower end is
    in `high`, so that it is no upper bound."""

    low: int = 0
    best: int = 0
    high: int = 0
    events: int = 0
    open: int = 0

    def add(self, low: int, best: int, high: int, *, is_open: bool) -> None:
        """Count one event in."""
        self.low += low
        self.best += best
        self.high += high
        self.events += 1
        self.open += is_open


@dataclass(slots=True)
class Row:
    """The events of one group. `key`: the value that they share (a period, an ISO code, an id), None where
    they do not tell; `label`: the same for people."""

    key: str | None
    label: str
    events: int = 0
    tolls: dict[str, Sum] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The row as `stats --json` prints it."""
        return {"key": self.key, "label": self.label, "events": self.events, "tolls": tolls_dict(self.tolls)}


@dataclass(frozen=True, slots=True)
class Table:
    """Rows by one thing. `overlapping`: some event counts in several rows, so that they add up to more than
    the events. `gaps`: periods without an event between first and last are left out, there being too many."""

    by: str
    rows: tuple[Row, ...]
    overlapping: bool
    gaps: bool = False

    def to_dict(self) -> dict[str, Any]:
        """The table as `stats --json` prints it."""
        rows = [row.to_dict() for row in self.rows]
        return {"by": self.by, "overlapping": self.overlapping, "gaps_left_out": self.gaps, "rows": rows}


@dataclass(frozen=True, slots=True)
class Tally:
    """Everything that was counted: the total, a table for each thing asked for, and how many of the events
    are linked ones."""

    total: Row
    linked: int
    tables: tuple[Table, ...]

    def to_dict(self) -> dict[str, Any]:
        """The object that `stats --json` prints (docs/stats.md)."""
        return {
            "stats_version": STATS_VERSION, "events": self.total.events, "linked_events": self.linked,
            "tolls": tolls_dict(self.total.tolls), "tables": [table.to_dict() for table in self.tables],
        }


STATS_VERSION: Final = 1
"""Version of the form of `stats --json`."""


def tally(records: Iterable[Record], by: Sequence[str] = ()) -> Tally:
    """Count `records`: all of them, and by each of `by`, names of BY.

    An event counts once in the total, once in each group of a table that it belongs to. Raises UsageError
    for a name that is not in BY.
    """
    for name in by:
        if name not in BY:
            raise UsageError(f"cannot count by {name!r}; possible: {', '.join(BY)}")
    total = Row(None, "total")
    groups = [_Groups() for _ in by]
    linked = 0
    for record in records:
        linked += _is_linked(record)
        tolls = list(_tolls(record))
        _count(total, tolls)
        for name, group in zip(by, groups, strict=True):
            group.add(BY[name](record), tolls)
    tables = tuple(
        _timeline(name, group) if name in UNITS else _ranked(name, group)
        for name, group in zip(by, groups, strict=True)
    )
    total.tolls = {kind: total.tolls[kind] for kind in in_order(total.tolls)}
    return Tally(total, linked, tables)


def tolls_dict(tolls: Mapping[str, Sum]) -> dict[str, dict[str, int]]:
    """The sums by kind, in the order of KINDS."""
    return {
        kind: {"low": s.low, "best": s.best, "high": s.high, "open": s.open, "events": s.events}
        for kind in in_order(tolls) for s in (tolls[kind],)
    }


def in_order(kinds: Iterable[str]) -> list[str]:
    """Kinds of casualties, each once, in the order of KINDS."""
    return sorted(set(kinds), key=lambda kind: (KINDS.index(kind) if kind in KINDS else len(KINDS), kind))


_Counted = tuple[str, int, int, int, bool]


def _tolls(record: Record) -> Iterator[_Counted]:
    """Of each kind of people that a record counts: kind, low, best, high, and whether it is open above."""
    for kind in dict.fromkeys(row["kind"] for row in record["casualties"]):
        toll = people(record, kind)
        assert toll is not None, "the kind is that of a row"
        is_open = toll.high is None or _best_is_open(record, kind)
        yield kind, toll.low, toll.best, max(toll.best, toll.high or 0), is_open


def _is_linked(record: Record) -> bool:
    """As `form.is_linked`, of lean records too, which have no `in`."""
    return record.get("linked_version") is not None


def _best_is_open(record: Record, kind: str) -> bool:
    """Whether the best count of a linked event is one that is open above in its report ("more than 70")."""
    return _is_linked(record) and any(
        value["max"] is None and value["min"] == row["best"]
        for row in record["casualties"] if row["kind"] == kind
        for value in row.get("values", ())
    )


def _count(row: Row, tolls: Iterable[_Counted]) -> None:
    row.events += 1
    for kind, low, best, high, is_open in tolls:
        row.tolls.setdefault(kind, Sum()).add(low, best, high, is_open=is_open)


class _Groups:
    """The rows of one table while it is counted."""

    def __init__(self) -> None:
        self.rows: dict[Keyed, Row] = {}
        self.labels: dict[str, Counter[str]] = {}
        self.overlapping = False

    def add(self, keys: Iterable[Keyed], tolls: list[_Counted]) -> None:
        seen = set()
        for key, label in keys:
            at = (key, "" if key is not None else label)
            if at in seen:
                continue
            seen.add(at)
            if at not in self.rows:
                self.rows[at] = Row(key, label)
            if key is not None:
                self.labels.setdefault(key, Counter())[label] += 1
            _count(self.rows[at], tolls)
        self.overlapping |= len(seen) > 1

    def told(self) -> list[Row]:
        """The rows with a key, each under the label that most of its events give it."""
        for (key, _), row in self.rows.items():
            if key is not None:
                row.label = min(self.labels[key].items(), key=lambda item: (-item[1], item[0]))[0]
        return [row for row in self.rows.values() if row.key is not None]

    def untold(self) -> list[Row]:
        """The rows of events that do not tell, the vaguest last."""
        order = {NO_YEAR: 1, UNKNOWN: 2}
        rows = [row for row in self.rows.values() if row.key is None]
        return sorted(rows, key=lambda row: (order.get(row.label, 0), row.label))


def _ranked(name: str, groups: _Groups) -> Table:
    """Most events first."""
    rows = sorted(groups.told(), key=lambda row: (-row.events, fold(row.label), row.key or ""))
    return Table(name, (*rows, *groups.untold()), groups.overlapping)


def _timeline(unit: str, groups: _Groups) -> Table:
    """In the order of time, periods without an event between them."""
    rows = {row.key or "": row for row in groups.told()}
    keys = between(min(rows), max(rows), unit, MOST_PERIODS) if rows else []
    shown = [rows.get(key) or Row(key, key) for key in (sorted(rows) if keys is None else keys)]
    return Table(unit, (*shown, *groups.untold()), groups.overlapping, gaps=keys is None)


def _by_country(record: Record) -> list[Keyed]:
    location = record["location"]
    if location is None:
        return [(None, UNKNOWN)]
    code = location["country"]
    return [(code, nation_names().get(code, code))] if code else [(None, "no one country")]


def _by_admin1(record: Record) -> list[Keyed]:
    location = record["location"]
    if location is None:
        return [(None, UNKNOWN)]
    name, code = location.get("admin1"), location["country"] or ""
    return [(f"{code}:{name}", f"{name}, {code}" if code else name)] if name else [(None, "no region told")]


def _by_place(record: Record) -> list[Keyed]:
    location = record["location"]
    if location is None:
        return [(None, UNKNOWN)]
    name, code = location["name"], location["country"] or ""
    ident = str(location.get("gazetteer_id") or f"{code}:{fold(name)}")
    return [(ident, f"{name}, {code}" if code and location.get("precision") != "country" else name)]


def _by_actor(record: Record) -> list[Keyed]:
    found = [(actor.get("actor_id") or fold(actor["name"]), actor["name"]) for actor in record["actors"]]
    return [*found] or [(None, "none named")]


def _by_role(record: Record) -> list[Keyed]:
    return [(a["role"], a["role"]) for a in record["actors"]] or [(None, "none named")]


def _by_source(record: Record) -> list[Keyed]:
    if _is_linked(record):
        return [(ident, ident) for ident in record["articles"]]
    article = record["article"]
    source = article["source"] or article["id"]  # as `show` does
    return [(source, source)]


def _plain(name: str) -> Callable[[Record], list[Keyed]]:
    return lambda record: [(record[name], record[name].replace("_", " "))]


def _timed(unit: str) -> Callable[[Record], list[Keyed]]:
    return lambda record: [period_of(record["date"], unit)]


BY: Final[dict[str, Callable[[Record], list[Keyed]]]] = {
    **{unit: _timed(unit) for unit in reversed(UNITS)},
    "country": _by_country,
    "admin1": _by_admin1,
    "place": _by_place,
    "type": _plain("event_type"),
    "sub-type": _plain("sub_event_type"),
    "actor": _by_actor,
    "role": _by_role,
    "status": _plain("status"),
    "source": _by_source,
    "main": lambda record: [("main", "main") if record["main"] else ("background", "background")],
}
"""What events can be counted by: for each the groups that a record belongs to, as (key, label)."""

