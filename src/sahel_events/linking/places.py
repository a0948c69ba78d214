"""Where the events of two reports lie to each other: which rule of links.toml holds for their places."""

from __future__ import annotations

from functools import lru_cache

from ..lexicon.distance import distance_km
from ..lexicon.likeness import ratio
from .reports import LARGE, Report, Spot

NEAR_KM, AROUND_KM = 15.0, 40.0
"""Places within NEAR_KM may be a village and the town that it is told by; those beyond AROUND_KM are two."""

_AREA_KM = {"area": 300.0, "admin": 120.0, "country": 0.0, "place": 0.0}
"""How far from its centre a stretch of land, or a unit without names, may reach."""

_LIKE = 0.8
"""difflib's ratio from which two spellings may be one name: Sobane Da and Sobame Da have .88, Silgadji and
Sirgadji too; Tessit and Tessalit, two towns, have .86, so that distance must agree."""

_DISTRICT_KM = 30.0
"""How far from the centre of another district of its region a place may lie and still be told by it."""


def compare_places(one: Report, other: Report) -> str:
    """The rule of links.toml that holds for the places of two reports and for what their words name."""
    a, b = one.spot, other.spot
    if one.alone or other.alone:
        return "link.place.apart"
    if a is None or b is None:
        told = (b is not None and _mentions(one, b)) or (a is not None and _mentions(other, a))
        return "link.place.in_words" if told else "link.place.unknown"
    rule = place_rule(a, b)
    if rule in _NEIGHBOURS:
        exact = rule == "link.place.apart"
        if _mentions(one, b, exact=exact) or _mentions(other, a, exact=exact):
            return _NEIGHBOURS[rule]
    if rule == "link.place.apart" and _alone_of_its_size(one, other, a, b):
        return "link.place.elsewhere"
    return rule


def _alone_of_its_size(one: Report, other: Report, a: Spot, b: Spot) -> bool:
    """Whether two reports give one day, one country and large tolls that are like each other: a country
    seldom has two such events on a day, and one of the places is then mostly a town that the article names
    for another reason."""
    if a.country != b.country or not a.country or one.days is None or other.days is None:
        return False
    if max(one.days.length, other.days.length) > _NIGHT or one.days.yearless or other.days.yearless:
        return False
    if one.days.start > other.days.end or other.days.start > one.days.end:
        return False
    small, large = sorted((one.dead, other.dead))
    return small >= LARGE and large <= _LIKE_TOLLS * small


_NIGHT = 2
"""Days that a night and the day after it are."""

_LIKE_TOLLS = 3
"""How many times as high a toll may be that has grown: with 3 or 4 the figures are the same."""

_NEIGHBOURS = {
    "link.place.near": "link.place.named", "link.place.around": "link.place.named",
    "link.place.by_town": "link.place.named",
    "link.place.apart": "link.place.told",
}
"""What a rule becomes where one report names the place of the other."""


def _mentions(report: Report, spot: Spot, *, exact: bool = False) -> bool:
    """Whether the words of a report name a place that is not its own, in this spelling or (not `exact`)
    nearly."""
    if spot.precision != "place":
        return False
    if spot.skeleton in report.mentions:
        return True
    return not exact and any(_same_name(name, spot.skeleton) for name in report.mentions if len(name) > 4)


@lru_cache(maxsize=200_000)
def _same_name(a: str, b: str) -> bool:
    return ratio(a, b, _LIKE) >= _LIKE or _holds(a, b)


def place_rule(a: Spot, b: Spot) -> str:
    """The rule of links.toml that holds for two places."""
    away = distance_km(a.at, b.at) if a.at and b.at else None
    if a.precision == b.precision == "place":
        return _two_places(a, b, away)
    if a.precision == "place" or b.precision == "place":
        inner, outer = (a, b) if a.precision == "place" else (b, a)
        return _within(inner, outer, away)
    return _two_areas(a, b, away)


def _two_places(a: Spot, b: Spot, away: float | None) -> str:
    if a.ident is not None and a.ident == b.ident:
        return "link.place.same"
    if a.country and b.country and a.country != b.country and (away is None or away > NEAR_KM):
        return "link.place.apart"
    if a.name == b.name:
        return "link.place.same" if away is None or away < AROUND_KM else "link.place.homonym"
    if away is not None and away > AROUND_KM:
        return "link.place.apart"
    if alike(a.name, b.name, a.skeleton, b.skeleton) or (
        _holds(a.name, b.name) and (away is None or away < NEAR_KM)
    ):
        return "link.place.alike"
    if away is None:
        return "link.place.apart"
    if a.town != b.town:
        return "link.place.by_town"
    return "link.place.near" if away <= NEAR_KM else "link.place.around"


def _holds(a: str, b: str) -> bool:
    """Whether one folded name is the beginning of the other, as "Inata" of "Inata post"."""
    short, long = sorted((a, b), key=len)
    return len(short) > 4 and long.startswith(short)


@lru_cache(maxsize=200_000)
def alike(a: str, b: str, sound_a: str, sound_b: str) -> bool:
    """Whether two folded names may be spellings of one."""
    if sound_a == sound_b:
        return True
    return max(ratio(a, b, _LIKE), ratio(sound_a, sound_b, _LIKE)) >= _LIKE


def _within(inner: Spot, outer: Spot, away: float | None) -> str:
    if outer.country and inner.country and outer.country != inner.country:
        return "link.place.apart"
    if outer.precision == "country":
        return "link.place.in_country"
    if outer.precision == "admin":
        if outer.unlisted:
            return _unlisted(inner, outer)
        if outer.admin2 and inner.admin2 and outer.admin1 == inner.admin1:
            if outer.admin2 == inner.admin2:
                return "link.place.in_district"
            return _reach(away, _DISTRICT_KM, "link.place.around")
        if outer.admin1 and inner.admin1 and not outer.admin2:
            if outer.admin1 == inner.admin1:
                return "link.place.in_region"
            return _reach(away, _AREA_KM["admin"], "link.place.beside_region")
        return _reach(away, _AREA_KM["admin"], "link.place.in_region")
    return _reach(away, _AREA_KM["area"], "link.place.in_area")


def _unlisted(a: Spot, b: Spot) -> str:
    """Two places of which one has a name that the gazetteer lacks, and the coordinates of its unit."""
    if alike(a.name, b.name, a.skeleton, b.skeleton):
        return "link.place.alike"
    fits = not (a.admin1 and b.admin1 and a.admin1 != b.admin1)
    return "link.place.unlisted" if fits else "link.place.apart"


def _reach(away: float | None, most: float, rule: str) -> str:
    return rule if away is not None and away <= most else "link.place.apart"


def _two_areas(a: Spot, b: Spot, away: float | None) -> str:
    if a.name == b.name and a.country == b.country and a.unlisted and b.unlisted:
        return "link.place.same"
    if (a.ident is not None and a.ident == b.ident) or (a.name == b.name and a.country == b.country):
        return "link.place.same_unit" if a.precision == "admin" else "link.place.same_area"
    if a.country and b.country and a.country != b.country:
        return "link.place.apart"
    if "country" in (a.precision, b.precision):
        return "link.place.in_country"
    if a.unlisted and b.unlisted:
        return _unlisted(a, b)
    if a.precision == b.precision == "admin":
        if a.admin1 and b.admin1:
            if a.admin1 != b.admin1:
                return "link.place.apart"
            if not a.admin2 or not b.admin2:
                return "link.place.in_region"
            return "link.place.same_unit" if a.admin2 == b.admin2 else "link.place.apart"
        return _reach(away, _AREA_KM["admin"], "link.place.same_area")
    return _reach(away, _AREA_KM["area"], "link.place.same_area")
