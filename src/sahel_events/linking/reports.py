"""What of an event record is compared with others: its days, its place, its sides, its tolls, its words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..lexicon.actors import ActorTable
from ..lexicon.distance import Point, distance_km
from ..lexicon.fold import fold, sound
from ..lexicon.gazetteer import Gazetteer, Place
from .setting import SettingWords
from .sides import Side, Sides

if TYPE_CHECKING:
    from ..schema import MadeWith

Record = Mapping[str, Any]

LARGE = 13
"""Dead from which a toll is large: in the coded notes 5% of events have as many."""

_TOWN = 10_000
"""Inhabitants from which a place is a town: the gazetteer has 682 such places, 167 with fewer, and no number
for the other 37,748."""

_MISSING_YEAR = "--"
_RUN = re.compile(r"(?<!\w)[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]*)*")


@dataclass(frozen=True, slots=True)
class Days:
    """An interval of days, as proleptic ordinals, both ends included. Where the year is not told (`yearless`)
    they are those of the year 2000."""

    start: int
    end: int
    yearless: bool

    @property
    def length(self) -> int:
        """How many days it holds."""
        return self.end - self.start + 1

    def of_any_year(self) -> Days:
        """The same days of the year 2000, a leap year, where only month and day can be compared."""
        if self.yearless:
            return self
        moved = date.fromordinal(self.start).replace(year=2000).toordinal()
        return Days(moved, moved + self.length - 1, yearless=True)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a report has its event: the folded `name` and its `skeleton` (`fold.sound`), the gazetteer's
    `ident`, what `precision` of schema.Location says, folded names of the units, and where it lies; None and
    "" where not known."""

    name: str
    skeleton: str
    ident: str | None
    precision: str
    country: str
    admin1: str
    admin2: str
    at: Point | None
    unlisted: bool = False
    """Whether it is a village that the gazetteer lacks, with the coordinates of the unit named with it."""
    town: bool = False
    """Whether it is so large that villages around may be told by it."""


@dataclass(frozen=True, slots=True)
class Report:
    """One event record, as far as it is compared. `article` tells articles apart: a text that was saved twice
    is two reports of its events. `published` is an ordinal day. `tolls` has for each kind of
    casualty the counts (least, most or None) of the groups that are counted."""

    ident: str
    article: str
    published: int | None
    sub_type: str
    days: Days | None
    spot: Spot | None
    perpetrators: tuple[Side, ...]
    targets: tuple[Side, ...]
    tolls: Mapping[str, tuple[tuple[int, int | None], ...]]
    settings: frozenset[str]
    names: frozenset[str]
    mentions: frozenset[str]
    """Skeletons of all capitalised runs of words in the evidence and the title: what may be named there."""
    places: frozenset[str]
    """Those of them that the gazetteer has."""

    @property
    def dead(self) -> int:
        """The highest count of dead, by its lower end."""
        return max((low for low, _ in self.tolls.get("killed", ())), default=0)

    @property
    def alone(self) -> str | None:
        """Why it cannot be compared with others; None where it can."""
        if self.spot is None and not self.places and (self.days is None or self.days.yearless):
            return "neither place nor day"
        return None


class Reader:
    """Makes reports of records; one for each run, as it remembers sides and places."""

    def __init__(
        self, actors: ActorTable | None = None, gazetteer: Gazetteer | None = None,
        made_with: MadeWith | None = None,
    ) -> None:
        """`actors`, `gazetteer`: the tables that the records were made with; None for the shipped ones.
        `made_with`: what the linked events shall say of their making."""
        self.made_with = made_with
        self.sides = Sides(actors or ActorTable.load())
        self._gazetteer = gazetteer or Gazetteer.load()
        self._settings = SettingWords.load()
        self._runs: dict[str, tuple[str, bool, bool]] = {}
        self._folds: dict[str, str] = {"": ""}
        self._units: dict[tuple[str, str, str], Place | None] = {}

    def read(self, record: Record) -> Report:
        """The report that an event record is. The record has the form that `store.read_lines` checks."""
        article = record["article"]
        words = " ".join(row["text"] for row in record["evidence"])
        title = (article.get("title") or "") if record["main"] else ""
        runs = {self._run(run) for run in _RUN.findall(words)}
        told = runs | {self._run(run) for run in _RUN.findall(title)}
        spot = self.spot(record["location"])
        actors = [(actor["role"], self.sides.of_actor(actor)) for actor in record["actors"]]
        return Report(
            ident=record["id"],
            article=f"{article['path']} {article['id']}",
            published=ordinal(article.get("published")),
            sub_type=record["sub_event_type"],
            days=days_of(record["date"]),
            spot=spot,
            perpetrators=tuple(side for role, side in actors if role in {"perpetrator", "claimant"}),
            targets=tuple(side for role, side in actors if role == "target"),
            tolls=_tolls(record["casualties"]),
            settings=self._settings.find(words, _sufferers(record)),
            mentions=frozenset(skeleton for skeleton, _, _ in told),
            places=frozenset(skeleton for skeleton, known, _ in told if known),
            names=frozenset(skeleton for skeleton, _, name in runs if name) - self._own(record, spot),
        )

    def _run(self, run: str) -> tuple[str, bool, bool]:
        """The skeleton of a capitalised run of words, whether the gazetteer has a place of that name, and
        whether it is surely a name: such a place, or several words; one may only begin a sentence."""
        if run not in self._runs:
            key = fold(run)
            known = key in self._places
            name = key not in _COMMON and len(key) > _SHORT and (known or " " in run)
            self._runs[run] = sound(key), known, name
        return self._runs[run]

    def _own(self, record: Record, spot: Spot | None) -> set[str]:
        """Skeletons of the names of an event's place and sides, which others have without telling of it."""
        own = {self._run(name)[0] for actor in record["actors"] for name in _names_of(actor)}
        if spot is not None:
            own |= {spot.skeleton, *(self._run(unit)[0] for unit in (spot.admin1, spot.admin2) if unit)}
        return own

    @cached_property
    def _places(self) -> frozenset[str]:
        """Folded names of the gazetteer that name a place, not a unit or a stretch of land."""
        return frozenset(
            fold(name) for place in self._gazetteer if place.precision == "place" for name in place.names
        )

    def spot(self, location: Mapping[str, Any] | None) -> Spot | None:
        """Where a record's location is, filled up from the gazetteer; None for none."""
        if location is None:
            return None
        country = location["country"] or ""
        precision = location.get("precision") or "place"
        ident = location.get("gazetteer_id")
        admin1, admin2 = location.get("admin1") or "", location.get("admin2") or ""
        unlisted = precision == "admin" and ident is None and bool(admin1)
        lat, lon = location.get("lat"), location.get("lon")
        at = None if lat is None or lon is None else (lat, lon)
        town = False
        if precision in {"place", "admin"}:
            place = self._place(location["name"], country, precision)
            town = place is not None and place.population >= _TOWN
            if not admin1 and place is not None and _agrees(place, at):
                ident = ident or place.id
                admin1, admin2 = place.admin1, place.admin2
                at = at or (place.lat, place.lon)
        name = location["name"]
        return Spot(
            self._folded(name), self._run(name)[0], ident, precision, country, self._folded(admin1),
            self._folded(admin2), at, unlisted, town,
        )

    def _folded(self, name: str) -> str:
        if name not in self._folds:
            self._folds[name] = fold(name)
        return self._folds[name]

    def _place(self, name: str, country: str, precision: str) -> Place | None:
        """What the gazetteer has under a name of a record that gives no region itself."""
        key = (name, country, precision)
        if key not in self._units:
            found: Place | None
            if precision == "admin":
                found = self._gazetteer.admin(name, country or None)
            else:
                bearers = (p for p in self._gazetteer.find(name) if p.country == country)
                found = next((p for p in bearers if p.precision == "place"), None)
            self._units[key] = found
        return self._units[key]


def _agrees(place: Place, at: Point | None) -> bool:
    """Whether an entry of the gazetteer may be the place that a record has somewhere: within _SAME_KM."""
    return at is None or distance_km((place.lat, place.lon), at) < _SAME_KM


_SAME_KM = 60
"""How far the coordinates of gold and of the gazetteer may differ for one name: units have their centres."""


def ordinal(day: str | None) -> int | None:
    """The proleptic ordinal of an ISO date; None for None."""
    return None if day is None else date.fromisoformat(day[:10]).toordinal()


def days_of(when: Mapping[str, Any] | None) -> Days | None:
    """The days of a record's date; None where it has none."""
    if when is None:
        return None
    start, end = when["start"], when["end"]
    yearless = start.startswith(_MISSING_YEAR)
    if yearless:
        start, end = f"2000{start[1:]}", f"2000{end[1:]}"
    first, last = date.fromisoformat(start).toordinal(), date.fromisoformat(end).toordinal()
    if last < first:  # from December to January, of no year
        last += 366
    return Days(first, last, yearless)


def _tolls(rows: list[dict[str, Any]]) -> dict[str, tuple[tuple[int, int | None], ...]]:
    tolls: dict[str, list[tuple[int, int | None]]] = {}
    for row in rows:
        tolls.setdefault(row["kind"], []).append((row["min"], row["max"]))
    return {kind: tuple(counts) for kind, counts in tolls.items()}


def _sufferers(record: Record) -> str:
    """The names of the targets and of those counted."""
    names = [actor["name"] for actor in record["actors"] if actor["role"] == "target"]
    return " ; ".join((*names, *(row["who"] for row in record["casualties"] if row["who"])))


def _names_of(actor: Record) -> tuple[str, ...]:
    text = actor.get("text")
    return (actor["name"], text) if text else (actor["name"],)


_SHORT = 3
"""Letters that an initial, or "Mr", may have."""

_COMMON = frozenset((
    "burkinafaso", "islamicstate", "westafrica", "africanunion", "europeanunion", "unitednations",
    "bokoharam", "mali", "niger", "nigeria", "chad", "mauritania", "benin", "togo", "france", "bamako",
    "niamey", "ouagadougou", "ndjamena", "nouakchott", "march", "may", "august",
))
"""Capitalised words that reports of one week share whether or not they tell of one event."""
