"""The events of a foreign CSV file (ACLED, UCDP GED, or one's own) in the form of event records, so that
filters and the comparison take them as they take ours.

What ACLED's precision codes mean is in its codebook (2023, "Temporal precision", "Spatial precision"), what
UCDP's mean in that of GED (25.1, `date_prec`, `where_prec`).
"""

from __future__ import annotations

import calendar
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from ..errors import UsageError
from ..lexicon.demonyms import nations
from ..lexicon.fold import fold
from ..lexicon.rules import load_rules
from .columns import Columns, find_columns
from .days import Order, order_of, parse_day
from .sheet import SheetRow, read_sheet

Record = dict[str, Any]

_DATE_CODES: Final = {
    "acled": {"1": "day", "2": "week", "3": "month"},
    "ucdp": {"1": "day", "2": "day", "3": "week", "4": "month", "5": "year"},
}
"""What a single day stands for. ACLED gives the middle of a week or month; GED mostly the first and last day,
and then those count."""
_HALF_WEEK: Final = 3
_LENGTHS: Final = ((2, "day"), (10, "week"), (62, "month"))
"""How many days an interval of each precision has at most: a night is of a day, "early June" of a week."""
_PLACE_CODES: Final = {
    "acled": {"1": "place", "2": "near", "3": "admin"},
    "ucdp": {
        "1": "place", "2": "near", "3": "admin", "4": "admin", "5": "area", "6": "country", "7": "country",
    },
}
"""What the coordinates stand for: the place; a place nearby; a unit's centre or capital; a stretch of
land."""


@dataclass(slots=True)
class Theirs:
    """A foreign file as read: the `records` of its rows (with `line`, and the keys of an event), and a line
    for each row that cannot be read."""

    path: str
    header: Sequence[str]
    columns: Columns
    records: list[Record] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    warning: str | None = None

    @property
    def rows(self) -> int:
        """How many rows there are, readable or not."""
        return len(self.records) + len(self.problems)


def read_theirs(
    path: str | Path,
    *,
    columns: Mapping[str, str] | None = None,
    order: Order | None = None,
    encoding: str | None = None,
) -> Theirs:
    """Read a foreign CSV file.

    columns: names of columns by field (of columns.toml), for files with names of their own. order: how days
    such as 03/04/2019 are meant, where the file does not show it. encoding: as in `corpus.decode.decode`.

    A row that cannot be read becomes one of `problems`, with file and line, and the rest goes on. Raises
    StoreError where the file cannot be read, UsageError where no column holds a date, where a column that was
    named is not there, and where days can be read in two ways.
    """
    sheet = read_sheet(path, encoding)
    at = find_columns(sheet.header, columns or {}, str(path))
    found = Theirs(str(path), sheet.header, at, warning=sheet.warning)
    rows = list(sheet.rows())
    reader = _Reader(found.columns, order or _order(sheet.path, rows, found.columns))
    for row in rows:
        problem = row.problem
        if problem is None:
            try:
                found.records.append(reader.record(row))
            except (ValueError, OverflowError) as error:  # the latter: a week around the first day of all
                problem = str(error)
        if problem is not None:
            found.problems.append(f"{path}:{row.line}: {problem}")
    return found


def _order(path: str, rows: Iterable[SheetRow], columns: Columns) -> Order | None:
    order = order_of({columns.cell(row.cells, "date") for row in rows if row.problem is None})
    if order == "either":
        raise UsageError(
            f"{path}: dates such as 03/04/2019 can be read in two ways; say --dates dmy or --dates mdy"
        )
    return order


class _Reader:
    """Makes records of rows."""

    def __init__(self, columns: Columns, order: Order | None) -> None:
        self.columns = columns
        self._parse = lru_cache(maxsize=None)(lambda text: parse_day(text, order))
        self.form = columns.form
        self.types = _their_types()
        self.lines: dict[str, int] = {}

    def record(self, row: SheetRow) -> Record:
        """The record of a row; ValueError says which cell cannot be read."""
        cell = {name: row.cells[number].strip() for name, number in self.columns.at.items()}
        when, where = self._date(cell), self._location(cell)
        notes = cell.get("notes", "")
        if when is None and where is None and not notes:
            raise ValueError("neither date nor place nor notes")
        subs, types = self._types(cell)
        ident = cell.get("id") or f"line {row.line}"
        if ident in self.lines:
            raise ValueError(f"the id {ident!r} stands in line {self.lines[ident]} already")
        self.lines[ident] = row.line
        named = [text for name in ("article", "source") if (text := cell.get(name, ""))]
        return {
            "id": ident, "line": row.line, "sub_event_types": subs, "event_types": types,
            "event_type": types[0] if types else "", "sub_event_type": subs[0] if subs else "",
            "article": {"id": ident, "path": "", "published": None, "source": cell.get("source") or None},
            "named_articles": named, "status": "", "main": True, "date": when, "location": where,
            "actors": [*_sides(cell, 1), *_sides(cell, 2)], "casualties": self._killed(cell),
            "evidence": [{"text": notes}], "confidence": 1.0,
        }

    def _date(self, cell: Mapping[str, str]) -> Record | None:
        if not cell["date"]:
            return None
        first = self._day(cell["date"])
        last = self._day(cell["date_end"]) if cell.get("date_end") else first
        if last < first:
            raise ValueError(f"the date {cell['date']!r} is after {cell['date_end']!r}")
        code = _code(cell.get("date_precision", ""))
        if first == last:
            first, last = self._around(first, code)
        length = (last - first).days + 1
        precision = next((name for most, name in _LENGTHS if length <= most), "year")
        return {"start": first.isoformat(), "end": last.isoformat(), "precision": precision}

    def _around(self, day: date, code: str) -> tuple[date, date]:
        """The days that one day stands for, by the code of its precision."""
        what = _DATE_CODES.get(self.form, {}).get(code, "day")
        if what == "week":
            return day - timedelta(_HALF_WEEK), day + timedelta(_HALF_WEEK)
        if what == "month":
            return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
        if what == "year":
            return day.replace(month=1, day=1), day.replace(month=12, day=31)
        return day, day

    def _day(self, text: str) -> date:
        found = self._parse(text)
        if found is None:
            raise ValueError(f"the date {text!r:.40} is none that can be read: 2019-11-25 is wanted")
        return found

    def _location(self, cell: Mapping[str, str]) -> Record | None:
        lat, lon = _degrees(cell.get("latitude", ""), 90), _degrees(cell.get("longitude", ""), 180)
        if (lat is None) != (lon is None):
            raise ValueError("it has a latitude or a longitude alone")
        name, country = cell.get("place", ""), cell.get("country", "")
        admin1 = cell.get("admin1", "")
        if lat is None and not (name or country or admin1):
            return None
        code = _code(cell.get("place_precision", ""))
        told = "place" if name or lat is not None else "admin" if admin1 else "country"
        return {
            "name": name or admin1 or country or "", "text": None, "country": _country(country),
            "admin1": admin1 or None, "admin2": cell.get("admin2") or None, "lat": lat, "lon": lon,
            "precision": _PLACE_CODES.get(self.form, {}).get(code, told), "gazetteer_id": None,
        }

    def _types(self, cell: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Our sub-types and types that the row's mean; both may be several, or none."""
        for name in ("sub_type", "type", "violence"):
            found = self.types.get(_key(cell.get(name, "")))
            if found is not None:
                return found.sub_types, found.types
        return (), ()

    def _killed(self, cell: Mapping[str, str]) -> list[Record]:
        best = _number(cell.get("killed", ""))
        low, high = _number(cell.get("killed_low", "")), _number(cell.get("killed_high", ""))
        known = [count for count in (low, best, high) if count is not None]
        if not known:
            return []
        row = {"kind": "killed", "min": min(known), "max": max(known), "who": None}
        return [row | {"best": known[0] if best is None else best}]


@dataclass(frozen=True, slots=True, kw_only=True)
class _TheirType:
    """A rule of theirtypes.toml."""

    id: str
    names: tuple[str, ...]
    types: tuple[str, ...]
    sub_types: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def _their_types() -> dict[str, _TheirType]:
    """The rules by their folded names."""
    return {fold(name): rule for rule in load_rules("theirtypes", _TheirType) for name in rule.names}


def _sides(cell: Mapping[str, str], number: int) -> Iterator[Record]:
    """The actors of one side: the one named, and who stood with it."""
    texts = [cell.get(f"side_{number}", ""), *cell.get(f"allies_{number}", "").split(";")]
    for text in filter(None, map(str.strip, texts)):
        yield {"name": text, "text": None, "role": f"side_{number}", "actor_id": None}


_key = lru_cache(maxsize=4096)(fold)


def _code(text: str) -> str:
    """A code, also where a spreadsheet wrote it as 1.0."""
    return text.removesuffix(".0")


def _degrees(text: str, most: int) -> float | None:
    if not text:
        return None
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        value = math.nan
    if not -most <= value <= most:
        raise ValueError(f"the coordinate {text!r:.40} is no number from -{most} to {most}")
    return value


def _number(text: str) -> int | None:
    """A count of people; None for an empty cell."""
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not (value >= 0 and value == value // 1 and value < _MOST_PEOPLE):
        raise ValueError(f"the count {text!r:.40} is no whole number")
    return int(value)


_MOST_PEOPLE: Final = 1e9


@lru_cache(maxsize=1024)
def _country(name: str) -> str | None:
    """The ISO code of a country by its name, or by such a code; None where we have none for it."""
    code = nations().get(fold(name))
    if code is None and len(name) == 2 and name.isalpha() and name.isupper():
        return name
    return code
