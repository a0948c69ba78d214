"""How two reports compare, part by part: day, place, act, sides, toll, words. Each part names a rule of
links.toml, whose points are added."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from ..errors import TableError
from ..lexicon.likeness import ratio
from ..lexicon.rules import load_rules
from . import sides
from .reports import Report, Spot, kilometres
from .setting import SettingWords

NEAR_KM, AROUND_KM, ALIKE_KM = 15.0, 40.0, 40.0
"""Places within NEAR_KM may be a village and the town that it is told by; those beyond AROUND_KM are two."""

_AREA_KM = {"area": 300.0, "admin": 120.0, "country": 0.0, "place": 0.0}
"""How far from its centre a stretch of land, or a unit without names, may reach."""

_LIKE = 0.8
"""difflib's ratio from which two spellings may be one name: Sobane and Sobame have .83, Silgadji and Sirgadji
.88; Tessit and Tessalit, 290 km apart, have .86, so that distance must agree."""


@dataclass(frozen=True, slots=True)
class Weight:
    """A rule of links.toml: the `points` that a finding counts for, and whether it forbids the join."""

    id: str
    points: int
    why: str
    veto: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a comparison: the rule that applies, its points (thousandths of a log-odds unit), whether
    it forbids the join, and in words what was found."""

    rule: str
    points: int
    why: str
    veto: bool = False


class Weights:
    """The rules of links.toml and settings.toml by id."""

    def __init__(self, weights: Iterable[Weight], settings: SettingWords) -> None:
        self._parts = {w.id: Part(w.id, w.points, w.why, w.veto) for w in weights}
        self._settings = settings.points
        self._bias = self["link.bias"]

    @classmethod
    def load(cls) -> Weights:
        """The shipped rules. Raises TableError for what is wrong in them."""
        return cls(load_rules("links", Weight), SettingWords.load())

    def __getitem__(self, rule: str) -> Part:
        try:
            return self._parts[rule]
        except KeyError:
            raise TableError("links.toml", None, f"no rule {rule!r}") from None

    def compare(self, one: Report, other: Report) -> tuple[Part, ...]:
        """All parts of the comparison, whichever report comes first. The bias is the first."""
        if other.ident < one.ident:
            one, other = other, one
        return (
            self._bias, self[_days(one, other)], self[_places(one, other)], self[_acts(one, other)],
            *self._sides(one, other), self._toll(one, other), *self._words(one, other),
        )

    def score(self, one: Report, other: Report, *, least: int | None = None) -> int | None:
        """The sum of the points of all parts; None where one of them forbids the join, or, with `least`,
        where the sum is not above it: cheap parts come first, and what cannot reach it any more is let go."""
        total = self._bias.points
        for rule, rest in ((_days, self._most["act"]), (_acts, self._most["place"]), (_places, self._most["who"])):
            part = self[rule(one, other)]
            total += part.points
            if part.veto or (least is not None and total + rest <= least):
                return None
        if other.ident < one.ident:
            one, other = other, one
        total += sum(part.points for part in self._sides(one, other))
        if least is not None and total + self._most["toll"] <= least:
            return None
        total += self._toll(one, other).points + sum(part.points for part in self._words(one, other))
        return None if least is not None and total <= least else total

    @cached_property
    def _most(self) -> dict[str, int]:
        """The most that a part and all after it can bring."""
        best = {
            name: max(p.points for rule, p in self._parts.items() if rule.startswith(f"link.{name}."))
            for name in ("act", "place", "perpetrator", "target", "toll")
        }
        words = max(self._settings.values(), default=0) + self["link.words.name"].points
        toll = best["toll"] + words
        who = toll + best["perpetrator"] + best["target"]
        place = who + best["place"]
        return {"toll": toll, "who": who, "place": place, "act": place + best["act"]}

    def _sides(self, one: Report, other: Report) -> tuple[Part, ...]:
        does = sides.best(one.perpetrators, other.perpetrators)
        suffers = sides.best(one.targets, other.targets)
        if sides.DIFFERS in (does, suffers):
            crossed = (sides.best(one.perpetrators, other.targets), sides.best(one.targets, other.perpetrators))
            if all(found in {sides.SAME, sides.FITS} for found in crossed):
                return (self["link.sides.swapped"],)
        return self[f"link.perpetrator.{does}"], self[f"link.target.{suffers}"]

    def _toll(self, one: Report, other: Report) -> Part:
        kinds = one.tolls.keys() & other.tolls.keys()
        found = [self[rule] for kind in sorted(kinds) for rule in _tolls(one, other, kind)]
        killed = [self[rule] for rule in (_tolls(one, other, "killed") if "killed" in kinds else ())]
        if killed and max(p.points for p in killed) < 0:
            return max(killed, key=lambda part: part.points)
        return max(found, key=lambda part: (part.points, part.rule), default=self["link.toll.unknown"])

    def _words(self, one: Report, other: Report) -> tuple[Part, ...]:
        parts = []
        shared = one.settings & other.settings
        if shared:
            best = max(sorted(shared), key=lambda rule: self._settings[rule])
            parts.append(Part(best, self._settings[best], self["link.words.setting"].why))
        names = one.names & other.names
        if names:
            part = self["link.words.name"]
            parts.append(Part(part.rule, part.points, f"{part.why}: {', '.join(sorted(names)[:3])}"))
        return tuple(parts) or (self["link.words.none"],)


def _days(one: Report, other: Report) -> str:
    a, b = one.days, other.days
    if a is None or b is None:
        return _undated(one, other)
    if a.yearless or b.yearless:
        a, b = a.of_any_year(), b.of_any_year()
    gap = max(a.start, b.start) - min(a.end, b.end)
    if gap > 0:
        if gap > APART or max(a.length, b.length) > _WEEK:
            return "link.day.apart"
        return "link.day.next" if gap == 1 else "link.day.few"
    longest = max(a.length, b.length)
    if longest <= _NIGHT and (a.start, a.end) == (b.start, b.end):
        return "link.day.same"
    for most, rule in _SPANS:
        if longest <= most:
            return rule
    return "link.day.in_year"


APART, _WEEK, _NIGHT = 3, 10, 2
_SPANS = (
    (1, "link.day.same"), (3, "link.day.meet"), (_WEEK, "link.day.in_week"), (62, "link.day.in_month"),
)


def _undated(one: Report, other: Report) -> str:
    """The rule for two reports of which one at least gives no day: publication dates stand in."""
    dates = [
        report.published if report.days is None or report.days.yearless else report.days.start
        for report in (one, other)
    ]
    if dates[0] is None or dates[1] is None:
        return "link.day.unknown"
    told, dated = (one, other) if one.days is None else (other, one)
    if dated.days is not None and not dated.days.yearless and told.published is not None:
        if dated.days.start > told.published + 1:
            return "link.day.unpublished"
    gap = abs(dates[0] - dates[1])
    return "link.day.soon" if gap <= _SOON else "link.day.unknown" if gap <= LATE else "link.day.late"


_SOON, LATE = 7, 31
"""Days between publication and event. A report that gives no day is mostly of the same week: of the dated
records of the development articles that are told as the news, 97% are published within 7 days."""


def _places(one: Report, other: Report) -> str:
    a, b = one.spot, other.spot
    if a is None or b is None:
        told = (b is not None and _mentions(one, b)) or (a is not None and _mentions(other, a))
        return "link.place.in_words" if told else "link.place.unknown"
    rule = place_rule(a, b)
    if rule in _NEIGHBOURS and (_mentions(one, b) or _mentions(other, a)):
        return _NEIGHBOURS[rule]
    return rule


_NEIGHBOURS = {
    "link.place.near": "link.place.named", "link.place.around": "link.place.named",
    "link.place.by_town": "link.place.named",
    "link.place.apart": "link.place.told",
}
"""What a rule becomes where one report names the place of the other."""


def _mentions(report: Report, spot: Spot) -> bool:
    """Whether the words of a report name a place that is not its own, in this spelling or nearly."""
    if spot.precision != "place":
        return False
    if spot.skeleton in report.mentions:
        return True
    return any(_same_name(name, spot.skeleton) for name in report.mentions if len(name) > 4)


@lru_cache(maxsize=200_000)
def _same_name(a: str, b: str) -> bool:
    return ratio(a, b, _LIKE) >= _LIKE or _holds(a, b)


@lru_cache(maxsize=200_000)
def place_rule(a: Spot, b: Spot) -> str:
    """The rule of links.toml that holds for two places."""
    away = None
    if a.lat is not None and a.lon is not None and b.lat is not None and b.lon is not None:
        away = kilometres(a.lat, a.lon, b.lat, b.lon)
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
        return "link.place.same" if away is None or away < ALIKE_KM else "link.place.homonym"
    if alike(a.name, b.name, a.skeleton, b.skeleton) and (away is None or away < ALIKE_KM):
        return "link.place.alike"
    if _holds(a.name, b.name) and (away is None or away < NEAR_KM):
        return "link.place.alike"
    if away is None:
        return "link.place.apart"
    if away > AROUND_KM:
        return "link.place.apart"
    if a.town != b.town:
        return "link.place.by_town"
    return "link.place.near" if away <= NEAR_KM else "link.place.around"


def _holds(a: str, b: str) -> bool:
    """Whether one folded name is the beginning of the other, as "Inata" of "Inata post"."""
    short, long = sorted((a, b), key=len)
    return len(short) > 4 and long.startswith(short)


@cache
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
            return "link.place.in_district" if outer.admin2 == inner.admin2 else _reach(away, 30.0, "link.place.around")
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


_RELATED = (
    frozenset(("armed_clash", "attack", "non_state_actor_overtakes_territory", "looting_property_destruction",
               "government_regains_territory")),
    frozenset(("armed_clash", "suicide_bomb", "shelling_artillery_missile", "grenade")),
    frozenset(("attack", "suicide_bomb", "shelling_artillery_missile", "grenade", "mob_violence",
               "sexual_violence", "abduction_forced_disappearance")),
    frozenset(("suicide_bomb", "remote_explosive_landmine_ied", "grenade", "shelling_artillery_missile")),
    frozenset(("attack", "armed_clash", "remote_explosive_landmine_ied")),
    frozenset(("attack", "excessive_force_against_protesters")),
    frozenset(("peaceful_protest", "protest_with_intervention", "excessive_force_against_protesters",
               "violent_demonstration", "mob_violence")),
    frozenset(("violent_demonstration", "mob_violence", "looting_property_destruction")),
    frozenset(("armed_clash", "disrupted_weapons_use", "arrests")),
    frozenset(("agreement", "other", "change_to_group_activity")),
    frozenset(("coup", "arrests", "other")),
    frozenset(("headquarters_or_base_established", "non_violent_transfer_of_territory", "other")),
)
"""Sub-types that reports of one event take for each other."""


def _acts(one: Report, other: Report) -> str:
    if one.sub_type == other.sub_type:
        return "link.act.same"
    return "link.act.related" if _related(one.sub_type, other.sub_type) else "link.act.unlike"


@cache
def _related(one: str, other: str) -> bool:
    return any({one, other} <= group for group in _RELATED)


def _tolls(one: Report, other: Report, kind: str) -> Iterable[str]:
    """The rules that hold for the counts of one kind, of which the best is meant."""
    rules = []
    for a in one.tolls[kind]:
        for b in other.tolls[kind]:
            rules.append(_two_counts(a, b, one.published, other.published))
    return rules


def _two_counts(
    a: tuple[int, int | None], b: tuple[int, int | None], published: int | None, other_published: int | None
) -> str:
    if a[1] == 0 or b[1] == 0:
        return "link.toll.unknown" if a[1] == b[1] else "link.toll.differs"
    if a == b:
        return "link.toll.same_large" if a[0] > 12 else "link.toll.same" if a[0] > 3 else "link.toll.same_small"
    low, high = max(a[0], b[0]), min(_most(a), _most(b))
    if low <= high:
        return "link.toll.meets"
    small, large = sorted((a[0], b[0]))
    if published is not None and other_published is not None:
        later = a if published > other_published else b if other_published > published else None
        if later is not None and later[0] == large and large <= 4 * max(small, 1):
            return "link.toll.grows"
    return "link.toll.close" if large <= 1.5 * small else "link.toll.differs"


def _most(count: tuple[int, int | None]) -> float:
    """The upper end of a count; an open one may be half as much again, as "at least" is mostly near."""
    return count[1] if count[1] is not None else max(count[0] * 1.5, count[0] + 1)

