"""Whose dead they are: counts of the killed shared out among UCDP's four columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..counts import people
from ..lexicon.fold import fold
from ..linking.sides import CIVIL, Side, Sides
from .values import Record

if TYPE_CHECKING:
    from ..lexicon.actors import ActorTable

_KEYS = ("a", "b", "civilians", "unknown")


class Deaths:
    """Tells by the word of a count ("soldiers", "militants", "villagers") which side the dead were on."""

    def __init__(self, actors: ActorTable | None = None) -> None:
        """`actors`: the actor table, else the shipped one."""
        if actors is None:
            from ..lexicon.actors import ActorTable

            actors = ActorTable.load()
        self._sides = Sides(actors)

    def of(
        self, record: Record, one: Mapping[str, Any] | None, two: Mapping[str, Any] | None
    ) -> tuple[int, int, int, int]:
        """The best counts of the dead of side A, of side B, of civilians and of those whose side is not told.

        They add up to the best count of all. The word of a count decides where it fits one side and not the
        other; "people", a person's name and a count without a word are unknown.
        """
        found = dict.fromkeys(_KEYS, 0)
        sides = [None if actor is None else self._sides.of_actor(actor) for actor in (one, two)]
        groups: dict[str | None, list[Record]] = {}
        for row in record["casualties"]:
            if row["kind"] == "killed":
                groups.setdefault(fold(row["who"]) if row["who"] else None, []).append(row)
        for rows in groups.values():
            toll = people({"casualties": rows}, "killed")
            if toll is not None:
                found[self._whose(rows[0]["who"], sides[0], sides[1])] += toll.best
        return found["a"], found["b"], found["civilians"], found["unknown"]

    def _whose(self, who: str | None, one: Side | None, two: Side | None) -> str:
        if who is None:
            return "unknown"
        dead = self._sides.of(who)
        if dead.family == CIVIL:
            return "unknown" if dead.vague else "civilians"
        fits = [key for key, side in (("a", one), ("b", two)) if side is not None and side.family == dead.family]
        if len(fits) == 1:
            return fits[0]
        named = [
            key for key, side in (("a", one), ("b", two))
            if side is not None and (dead.actor is not None and dead.actor in side.ids or dead.name == side.name)
        ]
        return named[0] if len(named) == 1 else "unknown"
