"""From the options of `show` to a query, and what to say where a name or type is nobody's."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ..errors import UsageError
from ..query import NameMatch, Query, Vocabulary, actor_match, nearest, period, place_match
from ..views.text import SHORT_TYPES
from .common import did_you_mean

if TYPE_CHECKING:
    from ..lexicon.actors import ActorTable
    from ..lexicon.gazetteer import Gazetteer
    from ..settings import Settings


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The filters as the user wrote them."""

    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    min_killed: int | None = None
    main: bool | None = None
    min_confidence: float | None = None

    def query(self) -> Query:
        """The query that they mean. Loads the tables only for filters that need them. Raises UsageError for
        dates that are none, an interval that ends before it starts, and countries that nobody knows."""
        since = period(self.since)[0] if self.since else None
        until = period(self.until)[1] if self.until else None
        if since and until and since > until:
            raise UsageError(f"--since {self.since} is after --until {self.until}: give the earlier first")
        return Query(
            actors=tuple(actor_match(name, self.actor_table) for name in self.actors),
            places=tuple(place_match(name, self.gazetteer) for name in self.places),
            countries=frozenset(map(self._country, self.countries)),
            types=frozenset(map(key, self.types)),
            statuses=frozenset(map(key, self.statuses)),
            since=since,
            until=until,
            min_killed=self.min_killed,
            main=self.main,
            min_confidence=self.min_confidence,
        )

    @cached_property
    def _settings(self) -> Settings:
        from ..settings import load_settings

        return load_settings()

    @cached_property
    def actor_table(self) -> ActorTable:
        """The shipped actors, with those that sahel-events.toml adds."""
        from ..lexicon.actors import ActorTable

        return ActorTable.load(self._settings.actors)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The shipped places, with those that sahel-events.toml adds."""
        from ..lexicon.gazetteer import Gazetteer

        return Gazetteer.load(self._settings.gazetteer, self._settings.gazetteer_only)

    @property
    def country_names(self) -> set[str]:
        """The names of all countries."""
        return {place.name for place in self.gazetteer.countries.values()}

    def _country(self, name: str) -> str:
        code = self.gazetteer.country_of(name) or self.gazetteer.country_of(name.strip().upper())
        if code is None:
            near = nearest(name, self.country_names)
            raise UsageError(f"no country is called {name!r}{did_you_mean(near)}")
        return code


def key(name: str) -> str:
    """A type or status as the schema writes it: "Armed clash" and "armed-clash" are "armed_clash", and so are
    the names that tables show: "mine/IED" is "remote_explosive_landmine_ied"."""
    written = "_".join(_BREAKS.sub(" ", name.lower()).split())
    return _SHORT.get(written, written)


_BREAKS = re.compile(r"[-_/]")
_SHORT = {_BREAKS.sub(" ", short.lower()).replace(" ", "_"): name for name, short in SHORT_TYPES.items()}


def check_known(asked: Asked, query: Query, vocabulary: Vocabulary) -> None:
    """Raise UsageError, with the nearest names there are, for a name that neither table nor file has, and
    for types and statuses that the schema does not have. The filter may then have left out everything by
    mistake."""
    for match in query.actors:
        if not vocabulary.knows_actor(match):
            countries = nearest(match.name, asked.country_names, 1)
            _nobody("actor", match, vocabulary.actors, [*countries, *asked.actor_table.suggest(match.name)])
    for match in query.places:
        if not vocabulary.knows_place(match):
            _nobody("place", match, vocabulary.places, _like(match.name, asked, vocabulary))
    _check_words("type", query.types - vocabulary.types)
    _check_words("status", query.statuses - vocabulary.statuses)


def _nobody(kind: str, match: NameMatch, seen: Collection[str], listed: list[str]) -> None:
    near = dict.fromkeys([*nearest(match.name, {*seen, *listed}), *listed])
    raise UsageError(f"no {kind} is called {match.name!r}{did_you_mean(list(near)[:4])}")


def _like(name: str, asked: Asked, vocabulary: Vocabulary) -> list[str]:
    """Places and countries of the gazetteer that are spelt like `name`, within the countries of the file."""
    names = nearest(name, asked.country_names, 1)
    for country in sorted(vocabulary.countries):
        names += [place.name for place in asked.gazetteer.near(name, country=country)[:2]]
    return nearest(name, names)


def _check_words(field: str, unseen: Collection[str]) -> None:
    """Raise UsageError for words that the schema lacks; those of the file need no look into the schema,
    which is slow to import."""
    if not unseen:
        return
    from ..schema import SUB_EVENT_TYPES, TYPE_OF_SUB, Status

    known = (
        [s.value for s in Status]
        if field == "status"
        else [*(t.value for t in SUB_EVENT_TYPES), *TYPE_OF_SUB]
    )
    for word in sorted(set(unseen) - set(known)):
        near = did_you_mean(nearest(word, known)) or f"; possible: {', '.join(known)}"
        raise UsageError(f"no {field} is called {word!r}{near}")
