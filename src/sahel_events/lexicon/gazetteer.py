"""The gazetteer: places by name, with every spelling folded to one key, ready in a fraction of a second."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, KeysView, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import TableError, UsageError
from .demonyms import demonym_key, demonyms
from .fold import fold
from .likeness import Neighbours
from .tables import packaged, read_rows

if TYPE_CHECKING:
    from ..schema import PlacePrecision

COLUMNS = (
    "id", "name", "alternates", "country", "admin1", "admin2",
    "lat", "lon", "feature", "population", "source",
)
"""Columns of gazetteer.csv; alternates are parted by `|`."""

FEATURES: dict[str, PlacePrecision] = {
    "PCLI": "country",
    "ADM1": "admin", "ADM2": "admin", "ADM3": "admin", "ADM4": "admin",
    "PPL": "place", "PPLC": "place", "PPLA": "place", "PPLA2": "place", "PPLA3": "place", "PPLA4": "place",
    "PPLX": "place", "PPLL": "place", "PPLQ": "place", "PPLW": "place", "LCTY": "place", "CMP": "place",
    "INSM": "place", "AIRB": "place", "AIRP": "place", "MN": "place", "MNAU": "place", "MKT": "place",
    "WLL": "place", "ISL": "place", "BDG": "place", "PASS": "place", "HLL": "place", "MT": "place",
    "RGN": "area", "AREA": "area", "MTS": "area", "FRST": "area", "RESF": "area", "PRK": "area",
    "RESN": "area", "LK": "area", "LKS": "area", "STM": "area", "WAD": "area", "VAL": "area", "DSRT": "area",
    "PLAT": "area", "ISLS": "area", "RD": "area", "DLTA": "area", "MRSH": "area",
}
"""GeoNames feature codes that the gazetteer may hold (geonames.org/export/codes.html), and how exact a place
of each is in the words of the record: a town or post is a `place`, a unit of administration an `admin`, a
stretch of land an `area`."""

_BULK = "villages"
"""A source that starts so marks rows taken over in bulk, which stand behind curated ones of the same name."""

_ORDER = {"PCLI": 0, "PPLC": 1, "RGN": 3, "ADM1": 4, "ADM2": 5}
_POPULATED, _OTHER = 2, 6
_UNIT_WORDS = frozenset((
    "region", "regions", "province", "state", "department", "cercle", "circle", "district", "governorate",
    "wilaya", "prefecture", "county", "commune", "du", "de", "of", "la", "le", "the", "des",
))
_JOINT = "\x1f"
_PLACES_KEPT = 4000
"""Places that are remembered as such, 1 kB each; then it starts over, so that memory does not grow with the
villages that have been named."""
_LONGEST_NAME = 100  # characters; the longest name of the shipped table has 73
_LONGEST_NUMBER = 10  # digits of all people on Earth


@dataclass(frozen=True, slots=True)
class Place:
    """One place. `admin1` and `admin2` are names ("" where not known), `country` an ISO 3166-1 alpha-2 code
    ("" for areas of several countries), `lat` and `lon` degrees (a centre for all but places), `feature` one
    of FEATURES."""

    id: str
    name: str
    country: str
    admin1: str
    admin2: str
    lat: float
    lon: float
    feature: str
    population: int
    alternates: tuple[str, ...]
    source: str

    @property
    def precision(self) -> PlacePrecision:
        """How exact the place is, in the words of the record (docs/fields.md)."""
        return FEATURES[self.feature]

    @property
    def bulk(self) -> bool:
        """Whether it is one of the 37,000 villages that were taken over in bulk, with names of all kinds."""
        return self.source.startswith(_BULK)

    @property
    def names(self) -> tuple[str, ...]:
        """The name and all alternates."""
        return (self.name, *self.alternates)


class Gazetteer:
    """Places by name. Make one with `Gazetteer.load()`; it does not change afterwards."""

    def __init__(self, rows: Iterable[list[str]], own: Collection[str] = ()) -> None:
        """`rows`: checked values in the order of COLUMNS. `own`: ids of the user's rows, which come first."""
        self.longest = 1
        """The most words that any name has, counted at spaces and hyphens: how long n-grams need to be."""
        self._own = frozenset(own)
        self._places: dict[int, Place] = {}
        self._rows: list[str] = []  # joined: 39,000 lists would cost 60 ms of garbage collection
        self._index: dict[str, int | list[int]] = {}  # folded name -> row, or rows where several bear it
        self._nations: list[int] = []
        self._fill(rows)

    @classmethod
    def load(cls, extra: Path | None = None, only: bool = False) -> Gazetteer:
        """The shipped gazetteer with the rows of the user's CSV file `extra`.

        The file has columns of COLUMNS, of which name, country, lat and lon are needed. A row with the id of
        a shipped place replaces it; without an id it gets one of its own. An empty feature is PPL. With
        `only`, of the shipped rows the countries alone are kept. Raises TableError (file, line, reason) for
        wrong rows and UsageError for `only` without `extra`.
        """
        if only and extra is None:
            raise UsageError("gazetteer_only needs a gazetteer: give the CSV file with your places")
        path = packaged("gazetteer.csv")
        shipped = _checked(path, read_rows(path, COLUMNS, COLUMNS))
        if extra is None:
            return cls(shipped)
        kept = {row[0]: row for row in shipped if not only or row[8] == "PCLI"}
        countries = {row[3] for row in kept.values() if row[8] == "PCLI"}
        added = _users_rows(extra, countries)
        return cls((kept | added).values(), own=added)

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Place]:
        return map(self._place, range(len(self._rows)))

    def find(self, name: str) -> tuple[Place, ...]:
        """All places that bear `name`, or have it as an alternate, after `fold`; () where none does.

        Best first: the user's rows, curated ones, countries, capitals, other populated places, areas, admin
        units, then the larger population. Which one a text means is the caller's to decide from what else it
        names.
        """
        return self.find_folded(fold(name))

    def find_folded(self, key: str) -> tuple[Place, ...]:
        """Like `find`, for a name that is folded already."""
        found = self._index.get(key)
        if found is None:
            return ()
        if isinstance(found, int):
            return (self._place(found),)
        return tuple(sorted((self._place(i) for i in found), key=self._rank))

    @property
    def keys(self) -> KeysView[str]:
        """All names, folded."""
        return self._index.keys()

    def __contains__(self, name: str) -> bool:
        return fold(name) in self._index

    def near(
        self, name: str, *, country: str | None, admin1: str | None = None, cutoff: float = 0.85
    ) -> tuple[Place, ...]:
        """Places whose name is much like `name`, within a country (and `admin1`, compared folded), likest
        first.

        Likeness is difflib's ratio of the folded names, or of their skeletons (`sound`) where that is higher,
        from 0 to 1. Without a country the result is (): spellings vary too much to guess without a region.
        Measured on 309 places of coded event notes that the gazetteer lacks: the first match
        within the right `admin1` lay within 25 km of the coded place in 54 cases of 82; of the matches within
        75 km, 57 of 68.
        """
        key = fold(name)
        region = self._by_country.get(country) if country else None
        if region is None or not key:
            return ()
        wanted = fold(admin1) if admin1 else ""
        best: dict[int, float] = {}
        for likeness, i in region.like(key, cutoff):
            if not wanted or fold(self._place(i).admin1) == wanted:
                best[i] = max(likeness, best.get(i, 0.0))
        places = sorted(best, key=lambda i: (-best[i], self._rank(self._place(i))))
        return tuple(map(self._place, places))

    def admin(self, name: str, country: str | None = None) -> Place | None:
        """The admin unit called `name`, with or without "region", "province", "cercle" and the like; level 1
        before level 2. None where there is none, or (without `country`) where units of several countries
        bear the name."""
        bare = " ".join(w for w in re.split(r"[\s-]+", name) if fold(w) not in _UNIT_WORDS)
        found = {
            p.id: p for text in (name, bare) for p in self.find(text)
            if p.precision == "admin" and country in {None, p.country}
        }
        if len({p.country for p in found.values()}) != 1:
            return None
        return min(found.values(), key=lambda p: (p.feature, self._rank(p)))

    @cached_property
    def countries(self) -> Mapping[str, Place]:
        """The country places by ISO code."""
        return {p.country: p for p in map(self._place, self._nations) if p.country}

    def country_name(self, code: str) -> str:
        """The name of a country by its ISO code; the code itself where it is not known."""
        place = self.countries.get(code)
        return place.name if place else code

    def country_of(self, name: str) -> str | None:
        """The ISO code of the country called `name` (or an alternate of it, or its code), None where none
        is."""
        return self._by_country_name.get(fold(name)) or (name if name in self.countries else None)

    def demonym(self, word: str) -> str | None:
        """The ISO code of the country whose people or things are called `word` ("Malian", "Burkinabè",
        "U.S.").

        A word that is not written with a capital is no demonym ("polish", "us").
        """
        return demonyms().get(demonym_key(word))

    def capital(self, code: str) -> Place | None:
        """The capital of the country with this ISO code, None where the gazetteer has none."""
        row = self._capitals.get(code)
        return None if row is None else self._place(row)

    @cached_property
    def village_countries(self) -> frozenset[str]:
        """ISO codes of the countries whose villages were taken over in bulk."""
        rows = (joined.split(_JOINT) for joined in self._rows)
        return frozenset(row[3] for row in rows if row[10].startswith(_BULK))

    @cached_property
    def home(self) -> frozenset[str]:
        """ISO codes of the countries that the gazetteer is about: those with one in a hundred of the curated
        places, and those of the user's own. "" is the areas that lie in several."""
        rows = [joined.split(_JOINT) for joined in self._rows]
        curated = Counter(row[3] for row in rows if not row[10].startswith(_BULK))
        own = {row[3] for row in rows if row[0] in self._own}
        return frozenset(c for c, n in curated.items() if n * 100 >= curated.total()) | own

    @cached_property
    def _capitals(self) -> dict[str, int]:
        """The first capital of each country."""
        found: dict[str, int] = {}
        for i, joined in enumerate(self._rows):
            if f"{_JOINT}PPLC{_JOINT}" in joined:
                found.setdefault(joined.split(_JOINT)[3], i)
        return found

    @cached_property
    def _by_country_name(self) -> dict[str, str]:
        return {fold(name): code for code, place in self.countries.items() for name in place.names}

    @cached_property
    def _by_country(self) -> dict[str, Neighbours]:
        names: dict[str, list[tuple[str, int]]] = {}
        for i, joined in enumerate(self._rows):
            row = joined.split(_JOINT)
            names.setdefault(row[3], []).extend((fold(name), i) for name in _names(row))
        return {country: Neighbours(its) for country, its in names.items()}

    def _fill(self, rows: Iterable[list[str]]) -> None:
        """Take the rows in; one loop, because it runs over 39,000 rows before the first article is read."""
        index, joined, longest = self._index, self._rows, 1
        for i, row in enumerate(rows):
            joined.append(_JOINT.join(row))
            if row[8] == "PCLI":
                self._nations.append(i)
            for name in _names(row):
                words = name.count(" ") + name.count("-") + 1
                if words > longest:
                    longest = words
                key = fold(name)
                before = index.setdefault(key, i)
                if before is i or before == i:
                    continue
                if isinstance(before, int):
                    index[key] = [before, i]
                elif before[-1] != i:
                    before.append(i)
        self.longest = longest

    def _place(self, i: int) -> Place:
        place = self._places.get(i)
        if place is None:
            if len(self._places) >= _PLACES_KEPT:
                self._places.clear()
            row = self._rows[i].split(_JOINT)
            ident, name, others, country, admin1, admin2, lat, lon, feature, people, source = row
            place = self._places[i] = Place(
                ident, name, country, admin1, admin2, float(lat), float(lon), feature, int(people or 0),
                tuple(others.split("|")) if others else (), source,
            )
        return place

    def _rank(self, place: Place) -> tuple[bool, bool, int, int, str]:
        kind = _ORDER.get(place.feature, _POPULATED if place.feature.startswith("PPL") else _OTHER)
        return place.id not in self._own, place.bulk, kind, -place.population, place.id


def _names(row: list[str]) -> list[str]:
    return [row[1], *row[2].split("|")] if row[2] else [row[1]]


def _checked(path: Path, rows: Iterable[tuple[int, list[str]]]) -> Iterator[list[str]]:
    """The rows, each checked; raises TableError for the first wrong one."""
    seen: set[tuple[str, str]] = set()  # country and feature of rows that were right
    for line, row in rows:
        try:
            right = (
                (row[3], row[8]) in seen and 0 < len(row[1]) <= _LONGEST_NAME
                and -90 <= float(row[6]) <= 90 and -180 <= float(row[7]) <= 180
                and (not row[9] or row[9].isdecimal())
            )
        except ValueError:
            right = False
        if not right:
            reason = _wrong(row)
            if reason:
                raise TableError(str(path), line, reason)
            seen.add((row[3], row[8]))
        yield row


def _wrong(row: list[str]) -> str | None:
    """What is wrong with a row, None where nothing is."""
    _, name, _, country, _, _, lat, lon, feature, people, _ = row
    if not name or len(name) > _LONGEST_NAME:
        return f"name {name!r} needs 1 to {_LONGEST_NAME} characters"
    if feature not in FEATURES:
        return f"unknown feature {feature!r}; allowed: {', '.join(FEATURES)}"
    if not (len(country) == 2 and country.isalpha() and country.isupper()) and (
        country or FEATURES[feature] != "area"
    ):
        return f"country {country!r} is no ISO 3166-1 alpha-2 code (empty is for areas of several countries)"
    try:
        if not (-90 <= float(lat) <= 90 and -180 <= float(lon) <= 180):
            return f"latitude {lat}, longitude {lon} is not on Earth (-90 to 90, -180 to 180)"
    except ValueError:
        return f"latitude {lat!r}, longitude {lon!r} are not both numbers"
    if people and not (people.isdecimal() and len(people) <= _LONGEST_NUMBER):
        return f"population {people[:40]!r} is not a whole number of up to {_LONGEST_NUMBER} digits"
    if any(_JOINT in value for value in row):
        return f"the control character {_JOINT!r} stands in it"
    return None


def _users_rows(path: Path, countries: Collection[str]) -> dict[str, list[str]]:
    """The user's rows by id, checked; see `Gazetteer.load`."""
    rows: dict[str, list[str]] = {}
    for line, row in read_rows(path, COLUMNS, ("name", "country", "lat", "lon")):
        row[8] = row[8] or "PPL"
        row[10] = row[10] or f"user: {path.name}"
        row[0] = row[0] or f"user:{fold(row[1])}-{line}"
        reason = _wrong(row)
        if not reason and row[3] and row[3] not in countries:
            reason = f"country {row[3]!r} is no ISO 3166-1 alpha-2 code of a country"
        if not reason and not all(map(fold, _names(row))):
            reason = f"a name of {_names(row)!r} has no letter or digit"
        if not reason and row[0] in rows:
            reason = f"the id {row[0]!r} stands twice in this file"
        if reason:
            raise TableError(str(path), line, reason)
        rows[row[0]] = row
    return rows
