"""What kind of side an actor is in ACLED's or UCDP's words: by its category, its id, what it belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from .values import Record

if TYPE_CHECKING:
    from ..lexicon.actors import ActorRow, ActorTable

GOVERNMENT, STATE, PARENT = "government", "state", "parent"
"""Kinds of the tables that stand for others: see acled.toml."""


class Kinds:
    """Looks kinds up in a table of categories and one of single actors (by id of the actor table)."""

    def __init__(
        self, categories: Mapping[str, str], actors: Mapping[str, str], *, people: str, bodies: str,
        table: ActorTable | None = None,
    ) -> None:
        """`people`: the kind of parties, movements and persons without an entry, and of categories that the
        table lacks; `bodies`: of those that belong to no country. `table`: the actor table, else the shipped
        one."""
        self._categories, self._actors = categories, actors
        self._people, self._bodies = people, bodies
        self._table = table
        self._known: dict[tuple[str | None, str | None, str | None], str] = {}

    def of(self, actor: Record) -> str:
        """The kind of an actor of a record: one of the table's, or STATE."""
        key = (actor.get("actor_id"), actor.get("category"), actor.get("country"))
        if key not in self._known:
            self._known[key] = self._find(*key)
        return self._known[key]

    def _find(self, ident: str | None, category: str | None, country: str | None) -> str:
        kind = self._actors.get(ident or "") or self._categories.get(category or "", self._people)
        if kind == PARENT:
            return self._of_parent(ident)
        if kind != GOVERNMENT:
            return kind
        if ident is None or any(each.startswith("government_of_") for each in self._lineage(ident)):
            return STATE  # "authorities"
        return self._people if country else self._bodies

    def _of_parent(self, ident: str | None) -> str:
        row = self._row(ident)
        for parent in row.parents if row is not None else ():
            above = self._row(parent)
            if above is not None:
                return self._find(above.id, above.category, above.country)
        return self._people

    def _lineage(self, ident: str) -> frozenset[str]:
        return self._actors_table.lineage(ident) if self._row(ident) is not None else frozenset()

    def _row(self, ident: str | None) -> ActorRow | None:
        try:
            return self._actors_table.get(ident) if ident is not None else None
        except KeyError:  # a record made with rows of the user's that this run does not have
            return None

    @property
    def _actors_table(self) -> ActorTable:
        if self._table is None:
            from ..lexicon.actors import ActorTable

            self._table = ActorTable.load()
        return self._table
