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

_KEYS = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")


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
    ) -> dict[str, int]:
        """deaths_a, deaths_b, deaths_civilians and deaths_unknown: best counts of the dead.

        They add up to the best count of all. The word of a count decides where it fits one side and not the
        other; "people", a person's name and a count without a word are unknown.
        """
        found = dict.fromkeys(_KEYS, 0)
        groups: dict[str | None, list[Record]] = {}
        for row in record["casualties"]:
            if row["kind"] == "killed":
                groups.setdefault(fold(row["who"]) if row["who"] else None, []).append(row)
        if groups:
            sides = [None if actor is None else self._sides.of_actor(actor) for actor in (one, two)]
        for rows in groups.values():
            toll = people({"casualties": rows}, "killed")
            if toll is not None:
                found[self._whose(rows[0]["who"], sides[0], sides[1])] += toll.best
        return found

    def _whose(self, who: str | None, one: Side | None, two: Side | None) -> str:
        if who is None:
            return "deaths_unknown"
        dead = self._sides.of(who)
        if dead.family == CIVIL:
            return "deaths_unknown" if dead.vague else "deaths_civilians"
        sides = (("deaths_a", one), ("deaths_b", two))
        fits = [(key, side) for key, side in sides if side and side.family == dead.family]
        if len(fits) > 1:  # rebels against rebels: the one that the word names
            fits = [(key, side) for key, side in fits if dead.actor in side.ids or dead.name == side.name]
        return fits[0][0] if len(fits) == 1 else "deaths_unknown"
