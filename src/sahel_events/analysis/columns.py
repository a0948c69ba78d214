"""Which column of a foreign CSV file holds what, by its name or by the user's word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ..errors import UsageError
from ..lexicon.fold import fold
from ..lexicon.rules import load_rules

Form = Literal["acled", "ucdp", "other"]


@dataclass(frozen=True, slots=True)
class _Column:
    """A rule of columns.toml."""

    id: str
    names: tuple[str, ...]
    why: str

    @property
    def field(self) -> str:
        return self.id.removeprefix("column.")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each field stands: `at` has the numbers of the columns by field, `form` whose file it looks like,
    `ignored` the names of the columns that are not read."""

    at: Mapping[str, int]
    form: Form
    ignored: tuple[str, ...]

    def __contains__(self, field: str) -> bool:
        return field in self.at

    def cell(self, cells: Sequence[str], field: str) -> str:
        """The text of a field in a row, without blanks around it; "" where there is no such column."""
        number = self.at.get(field)
        return "" if number is None else cells[number].strip()


def find_columns(header: Sequence[str], named: Mapping[str, str], path: str) -> Columns:
    """The columns of a file with this header. `named`: columns that the user names, by field.

    Raises UsageError, with the columns that there are, for a field that nobody knows, a name that the header
    lacks, and a file in which no column holds a date.
    """
    rules = {rule.field: rule for rule in load_rules("columns", _Column)}
    numbers: dict[str, int] = {}
    for number, name in enumerate(header):
        numbers.setdefault(fold(name), number)
    have = f"{path} has the columns {', '.join(repr(name[:40]) for name in header[:60])}"
    at: dict[str, int] = {}
    for field, name in named.items():
        if field not in rules:
            raise UsageError(f"no field is called {field!r}; possible: {', '.join(rules)}")
        if fold(name) not in numbers:
            raise UsageError(f"there is no column {name!r}: {have}")
        at[field] = numbers[fold(name)]
    for field, rule in rules.items():
        keys = (fold(name) for name in rule.names)
        found = next((numbers[key] for key in keys if key in numbers), None)
        if field not in at and found is not None and found not in at.values():
            at[field] = found
    if "date" not in at:
        raise UsageError(f"no column with a date: {have}; name it with --column date=NAME")
    used = set(at.values())
    ignored = tuple(name for number, name in enumerate(header) if number not in used)
    return Columns(at, _form(numbers), ignored)


def _form(numbers: Mapping[str, int]) -> Form:
    if "typeofviolence" in numbers or {"dateprec", "whereprec"} & numbers.keys():
        return "ucdp"
    if {"eventidcnty", "dataid", "timeprecision", "geoprecision", "geoprecis"} & numbers.keys():
        return "acled"
    return "other"
