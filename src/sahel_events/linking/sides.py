"""The sides of an event, and whether those of two reports can be the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..lexicon.actors import ActorTable
from ..lexicon.rules import read_table

ARMED, STATE, PEACE, CIVIL, OTHER = "armed", "state", "peacekeepers", "civil", "other"

_FAMILIES = {
    "rebel_jihadist": ARMED, "rebel_other": ARMED, "armed_group": ARMED, "militia": ARMED,
    "state_forces": STATE, "external_forces": STATE, "political": STATE, "peacekeepers": PEACE,
    "civilians": CIVIL, "civilians_group": CIVIL, "protesters": CIVIL, "individual": CIVIL,
    "organisation": CIVIL,
}
"""What the categories of actors come to when sides are compared."""

_GROUP_FAMILIES = {
    "militant": ARMED, "rebel": ARMED, "bomber": ARMED, "militia": ARMED, "army": STATE, "security": STATE,
    "police": STATE, "gendarme": STATE, "mercenary": STATE, "authority": STATE, "peacekeeper": PEACE,
    "civilian": CIVIL, "protester": CIVIL,
}
"""The same for the sides of groups.toml."""

_VAGUE_ARMED = frozenset((
    "gunman", "gunmen", "men", "attacker", "attackers", "assailant", "assailants", "bandit", "bandits",
    "individuals", "raiders", "raider", "group", "groups", "band", "persons", "elements", "people", "killers",
    "kidnappers", "abductors", "captors", "shooters", "fighters", "bomber", "bombers",
))
"""Last words of names for armed people that say nothing of whose they are: gunmen may be anybody's."""

_VAGUE_PEOPLE = frozenset((
    "people", "persons", "person", "others", "men", "man", "victims", "victim", "dead", "bodies", "members",
    "occupants", "casualties", "passengers", "employees", "wounded", "lives", "body", "corpses",
))
"""Words for those who suffered that say nothing of who they were: soldiers are people too."""

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Side:
    """One side as a report names it: the `ids` of the actor and of all that it belongs to (empty for a word
    without an entry), its `family`, whether the word is `vague` about whose it is, its `service` among the
    forces of a state (army, police, gendarme …) and its `country`, where known."""

    name: str
    ids: frozenset[str]
    actor: str | None
    family: str
    vague: bool
    service: str | None = None
    country: str | None = None


class Sides:
    """Makes sides from the actors and the `who` of records; made once, for the tables of one run."""

    def __init__(self, actors: ActorTable) -> None:
        self._actors = actors
        self._known: dict[tuple[str, str | None, str | None], Side] = {}

    @cached_property
    def _heads(self) -> dict[str, str]:
        heads: dict[str, str] = {}
        for rule in read_table("groups"):
            words = rule.values["heads"]
            assert isinstance(words, list)  # read and checked by the pipeline
            for word in words:
                heads.setdefault(word.lower(), str(rule.values["side"]))
        return heads

    def of_actor(self, actor: Mapping[str, Any]) -> Side:
        """The side that an actor of a record is."""
        return self.of(actor["name"], actor.get("actor_id"), actor.get("category"), actor.get("country"))

    def of(
        self, name: str, ident: str | None = None, category: str | None = None, country: str | None = None
    ) -> Side:
        """The side called `name`, with the actor table's id, the category and the country where known."""
        key = (name, ident, category)
        if key not in self._known:
            self._known[key] = self._make(name, ident, category, country)
        return self._known[key]

    def _make(self, name: str, ident: str | None, category: str | None, country: str | None) -> Side:
        row = None
        if ident is not None:
            try:
                row = self._actors.get(ident)
            except KeyError:  # a record made with rows of the user's that this run does not have
                row = None
        elif not _lower(name):
            row = self._actors.resolve(name)
        words = _words(name)
        group = self._group(words)
        if row is not None:
            family = _FAMILIES.get(row.category, OTHER)
            ids = self._actors.lineage(row.id)
            return Side(name, ids, row.id, family, row.generic, group, row.country or country)
        family = _GROUP_FAMILIES.get(group or "") or _FAMILIES.get(category or "", OTHER)
        last = words[-1] if words else ""
        vague = last in _VAGUE_ARMED if family == ARMED else last in _VAGUE_PEOPLE
        if group is None and category is None:
            family, vague = (CIVIL, True)
        return Side(name, frozenset(), None, family, vague, group, country)

    def _group(self, words: tuple[str, ...]) -> str | None:
        """What groups.toml calls the longest run of words at the end, or anywhere, of a name."""
        for start in range(len(words)):
            found = self._heads.get(" ".join(words[start:]))
            if found:
                return found
        for word in reversed(words):
            if word in self._heads:
                return self._heads[word]
        return None


def _words(name: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in _WORD.findall(name))


def _lower(name: str) -> bool:
    return name == name.lower()


SAME, FITS, UNKNOWN, DIFFERS = "same", "fits", "unknown", "differs"
RANK = {DIFFERS: 0, UNKNOWN: 1, FITS: 2, SAME: 3}
"""How like two sides are, the likest highest."""


def compare(one: Side, other: Side) -> str:
    """Whether two sides are the SAME, FIT each other (one may be the other), leave it UNKNOWN, or DIFFER."""
    if one.actor is not None and other.actor is not None:
        return _of_table(one, other)
    if one.name == other.name:
        return SAME
    if one.family != other.family:
        return _across(one, other)
    if one.family == STATE and one.service and other.service and one.service != other.service:
        return UNKNOWN
    if one.actor is None and other.actor is None and not one.vague and not other.vague:
        return SAME if one.service == other.service else FITS
    return FITS


def _of_table(one: Side, other: Side) -> str:
    if one.actor == other.actor or one.actor in other.ids or other.actor in one.ids:
        return SAME
    if one.vague or other.vague:  # rows that describe, "Fulani militia", may be what another is called
        return FITS if one.family == other.family else DIFFERS
    same_state = one.family == other.family == STATE and one.country == other.country
    return UNKNOWN if same_state else DIFFERS


def _across(one: Side, other: Side) -> str:
    """Two sides of different families: vague ones may still be the same people."""
    families = {one.family, other.family}
    if OTHER in families:
        return UNKNOWN
    vague_one, vague_other = one.vague and one.actor is None, other.vague and other.actor is None
    if (vague_one and one.family in {ARMED, CIVIL}) or (vague_other and other.family in {ARMED, CIVIL}):
        return UNKNOWN
    return DIFFERS


def best(ones: Iterable[Side], others: Iterable[Side]) -> str:
    """How the likest two sides of two reports compare; UNKNOWN where one has none."""
    others = tuple(others)
    found = [compare(one, other) for one in ones for other in others]
    return max(found, key=RANK.__getitem__, default=UNKNOWN)
