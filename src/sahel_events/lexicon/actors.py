"""The actor table: armed groups, forces, missions, governments and leaders, by every name they go by."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Literal

from ..errors import TableError
from .demonyms import nations
from .fold import fold
from .likeness import Neighbours
from .tables import packaged, read_rows

COLUMNS = (
    "id", "name", "aliases", "acronyms", "category", "country", "parents", "active_from", "active_to",
    "generic", "stands_for", "source", "notes",
)
"""Columns of actors.csv; aliases, acronyms and parents are parted by `|`."""

CATEGORIES = (
    "rebel_jihadist", "rebel_other", "militia", "state_forces", "external_forces", "peacekeepers",
    "political", "civilians_group", "individual",
)

Kind = Literal["name", "alias", "acronym"]


@dataclass(frozen=True, slots=True)
class ActorRow:
    """One actor. `parents` are ids of what it belongs to, fights for or answers to; `stands_for` the id of
    the actor that records name in its place (Operation Barkhane: the French army), None for most. `generic`
    rows are descriptions, no organisations ("Fulani militia"). Years are None where open or not known."""

    id: str
    name: str
    aliases: tuple[str, ...]
    acronyms: tuple[str, ...]
    category: str
    country: str
    parents: tuple[str, ...]
    active_from: int | None
    active_to: int | None
    generic: bool
    stands_for: str | None
    source: str
    notes: str

    def active(self, year: int) -> bool:
        """Whether the actor existed in `year`, as far as the table knows."""
        return (self.active_from or year) <= year <= (self.active_to or year)


class ActorTable:
    """All actors. Make one with `ActorTable.load()`; it does not change afterwards."""

    def __init__(self, rows: Iterable[ActorRow]) -> None:
        """`rows` with unique ids, whose parents and `stands_for` are ids among them."""
        self.rows = tuple(rows)
        self._by_id = {row.id: row for row in self.rows}

    @cached_property
    def longest(self) -> int:
        """The most words that any name has, counted at spaces and hyphens: how long n-grams need to be."""
        return max((s.count(" ") + s.count("-") + 1 for s, _ in self._surfaces), default=1)

    @classmethod
    def load(cls, extra: Path | None = None) -> ActorTable:
        """The shipped table with the rows of the user's CSV file `extra`.

        The file has columns of COLUMNS, of which name and category are needed; a row with an id of ours
        replaces ours. Raises TableError (file, line, reason) for unknown columns, categories and ids, years
        that are none, ids that stand twice in a file, and parents that lead back to their own row.
        """
        table = _read(packaged("actors.csv"), COLUMNS)
        if extra is not None:
            table |= _read(extra, ("name", "category"))
        for path, line, row in table.values():
            for other in (*row.parents, *filter(None, [row.stands_for])):
                if other not in table:
                    raise TableError(path, line, f"actor {row.id!r} names {other!r}, which is no actor's id")
        actors = cls(row for _, _, row in table.values())
        for path, line, row in table.values():
            if any(row.id in actors.lineage(other) for other in row.parents):
                raise TableError(path, line, f"the parents of actor {row.id!r} lead back to it")
        return actors

    def get(self, ident: str) -> ActorRow:
        """The row with this id; KeyError where there is none."""
        return self._by_id[ident]

    def surfaces(self) -> Iterator[tuple[str, tuple[str, ...], Kind]]:
        """Every name, alias and acronym as written, with the ids of the rows that bear it and its kind.

        A surface that is a name of one row and an alias of another comes once for each kind.
        """
        for (surface, kind), ids in self._surfaces.items():
            yield surface, tuple(ids), kind

    def candidates(self, text: str) -> tuple[ActorRow, ...]:
        """All rows that `text` may name, in the table's order: by name and alias folded, by acronym as
        written but for full stops ("U.N." is "UN", "is" is not "IS")."""
        named = self._by_name.get(fold(text), ())
        return tuple(map(self.get, dict.fromkeys((*named, *self._by_acronym.get(_initials(text), ())))))

    def resolve(
        self, text: str, *, countries: Collection[str] = (), year: int | None = None
    ) -> ActorRow | None:
        """The one actor that `text` names, through `stands_for`; None where no row, or more than one, fits
        best.

        Rows of `countries` (ISO codes that the article names) fit better than others, then rows that existed
        in `year`, organisations than generic rows, and rows whose name it is than those that have it as an
        alias. Of rows that fit alike, one that belongs to all others is meant. A single candidate is taken
        whatever its country and years.
        """
        fits: dict[str, tuple[bool, bool, bool, bool]] = {}
        for bearer in self.candidates(text):
            row = self._standing_for(bearer)
            fit = (
                row.country in countries, year is None or row.active(year), not row.generic,
                fold(bearer.name) == fold(text),
            )
            fits[row.id] = max(fit, fits.get(row.id, fit))
        best = {ident for ident, fit in fits.items() if fit == max(fits.values())}
        winners = [ident for ident in best if best <= self.lineage(ident)]
        return self.get(winners[0]) if len(winners) == 1 else None

    def lineage(self, ident: str) -> frozenset[str]:
        """The ids of the row, of what it stands for, and of all ancestors through parents."""
        seen: set[str] = set()
        ahead = [ident]
        while ahead:
            row = self.get(ahead.pop())
            if row.id not in seen:
                seen.add(row.id)
                ahead += [*row.parents, *filter(None, [row.stands_for])]
        return frozenset(seen)

    def search(self, query: str) -> frozenset[str]:
        """The ids that a user means who asks for an actor; accents and case do not count, () where there is
        none.

        A country, demonym or ISO code means that state: its government and forces, and all whose lineage
        holds one of them (France: French Armed Forces, Barkhane, Takuba, its president), but not the rebels
        of the country. An actor means itself, and all rows whose lineage holds it ("Al-Qaeda": AQIM, JNIM,
        their katibas).
        """
        key = fold(query)
        country = nations().get(key)
        found = set() if country else {row.id for row in self.rows if key in map(fold, _names(row))}
        if not found:
            country = country or query.strip().upper() or "none"
            found = {row.id for row in self.rows if row.country == country and _of_the_state(row)}
        standing_for = {self._standing_for(self.get(ident)).id for ident in found}
        return frozenset(standing_for | {row.id for row in self.rows if found & self.lineage(row.id)})

    def suggest(self, query: str, n: int = 3) -> list[str]:
        """Up to `n` names of the table that are most like `query` or hold it, for "did you mean"."""
        key = fold(query)
        best: dict[str, float] = {}
        for likeness, number in self._likeness.like(key, 0.6):
            name = self.rows[number].name
            best[name] = max(likeness, best.get(name, 0.0))
        for row in self.rows:
            if len(key) > 3 and key in fold(row.name):
                best[row.name] = 1.0
        return sorted(best, key=lambda name: (-best[name], name))[:n]

    def _standing_for(self, row: ActorRow) -> ActorRow:
        return self.get(row.stands_for) if row.stands_for else row

    @cached_property
    def _surfaces(self) -> dict[tuple[str, Kind], list[str]]:
        found: dict[tuple[str, Kind], list[str]] = {}
        for row in self.rows:
            found.setdefault((row.name, "name"), []).append(row.id)
            for alias in row.aliases:
                found.setdefault((alias, "alias"), []).append(row.id)
            for acronym in row.acronyms:
                found.setdefault((acronym, "acronym"), []).append(row.id)
        return found

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        index: dict[str, list[str]] = {}
        for row in self.rows:
            for key in dict.fromkeys(map(fold, (row.name, *row.aliases))):
                index.setdefault(key, []).append(row.id)
        return index

    @cached_property
    def _by_acronym(self) -> dict[str, list[str]]:
        index: dict[str, list[str]] = {}
        for row in self.rows:
            for key in dict.fromkeys(map(_initials, row.acronyms)):
                index.setdefault(key, []).append(row.id)
        return index

    @cached_property
    def _likeness(self) -> Neighbours:
        # Aliases after the first eight are of the kind of "Mali's army".
        names = ((row.name, *row.aliases[:8], *row.acronyms) for row in self.rows)
        return Neighbours((fold(name), i) for i, its in enumerate(names) for name in its)


def _names(row: ActorRow) -> Iterator[str]:
    return chain((row.name,), row.aliases, row.acronyms)


def _initials(text: str) -> str:
    return text.replace(".", "").strip()


def _of_the_state(row: ActorRow) -> bool:
    return row.category in {"state_forces", "external_forces"} or row.id.startswith("government_of_")


def _read(path: Path, required: tuple[str, ...]) -> dict[str, tuple[str, int, ActorRow]]:
    """(file, line, row) by id."""
    table: dict[str, tuple[str, int, ActorRow]] = {}
    for line, values in read_rows(path, COLUMNS, required):
        try:
            row = _row(values)
        except ValueError as error:
            raise TableError(str(path), line, str(error)) from error
        if row.id in table:
            raise TableError(str(path), line, f"the id {row.id!r} stands twice in this file")
        table[row.id] = (str(path), line, row)
    return table


def _row(values: list[str]) -> ActorRow:
    """One row, checked; ValueError says what is wrong."""
    ident, name, aliases, acronyms, category, country, parents, *others = values
    start, end, generic, stands_for, source, notes = others
    if not fold(name):
        raise ValueError(f"name {name!r} has no letter or digit")
    if category not in CATEGORIES:
        raise ValueError(f"unknown category {category!r}; allowed: {', '.join(CATEGORIES)}")
    if country and not (len(country) == 2 and country.isalpha() and country.isupper()):
        raise ValueError(f"country {country!r} is no ISO 3166-1 alpha-2 code")
    if generic not in {"", "yes"}:
        raise ValueError(f"generic is 'yes' or empty, not {generic!r}")
    return ActorRow(
        ident or f"user_{fold(name)}", name, _parts(aliases), _parts(acronyms), category, country,
        _parts(parents), _year(start), _year(end), generic == "yes", stands_for or None, source, notes,
    )


def _parts(text: str) -> tuple[str, ...]:
    return tuple(text.split("|")) if text else ()


def _year(text: str) -> int | None:
    if not text:
        return None
    if not (text.isdecimal() and len(text) == 4):
        raise ValueError(f"year {text!r} is not four digits")
    return int(text)
