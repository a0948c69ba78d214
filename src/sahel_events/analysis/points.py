"""How one event of theirs and one of ours compare, part by part. Each part names a rule of compare.toml,
whose points are added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from ..counts import Toll
from ..errors import TableError
from ..lexicon.distance import distance_km
from ..lexicon.rules import load_rules
from ..linking import sides
from ..linking.fits import related
from ..linking.places import alike
from ..linking.sides import Side
from .entries import Entry

DAYS: Final = 3
"""Days that a pair may lie apart: the day of the report is often coded for that of the event. docs/compare.md
has what other limits find."""
KM: Final = 40.0
"""Kilometres that two places may lie apart: as far as `link` looks for a village by the town that it is told
by."""

_SAME_KM: Final = 5.0
"""Coordinates of one place differ by so much from gazetteer to gazetteer: of 785 places of coded notes for
which ours has the same name, 83% lie within 5 km of ours, 75% within 1.1 km."""
_NEAR_KM: Final = 15.0
"""As in `linking.places`: a village and the town that it is told by."""
_REGION_KM: Final = 120.0
_AREA_KM: Final = 300.0
"""How far from its centre a unit and a stretch of land may reach: as in `linking.places`."""
_NIGHT, _WEEK, _MONTHS = 2, 10, 62
"""Days of a night, a week or "early June", two months."""
_LARGE, _SOME = 13, 4
"""Dead from which an equal number is unlikely by chance: as in links.toml."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of compare.toml: the `points` that a finding counts for, and whether it forbids the pair."""

    id: str
    points: int
    why: str
    veto: bool = False


class Part(NamedTuple):
    """One part of a comparison: the rule that holds, its points (thousandths of a log-odds unit), and in
    words what was found."""

    rule: str
    points: int
    why: str


@dataclass(frozen=True, slots=True)
class Limits:
    """How far apart the two of a pair may lie: in days, and in km where both places are known."""

    days: int = DAYS
    km: float = KM


class Points:
    """Compares events by the rules of compare.toml within `limits`."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._rules = {rule.id.removeprefix("compare."): rule for rule in load_rules("compare", Rule)}
        self._bias = self._rule("bias").points
        self._most = sum(
            max(rule.points for name, rule in self._rules.items() if name.startswith(f"{part}."))
            for part in ("perpetrator", "target", "toll")
        )
        self._alike: dict[tuple[int, int], str] = {}

    def score(self, theirs: Entry, ours: Entry, *, quoted: bool = False) -> int | None:
        """The sum of the points of all parts where it is above 0 and none of them forbids the pair; otherwise
        None. quoted: whether their notes and our evidence are the same words."""
        named = not theirs.articles.isdisjoint(ours.articles)
        tied = quoted or named
        day = self._rules[day_rule(theirs, ours, self.limits.days)]
        if day.veto and not tied:
            return None
        place = self._rules[place_rule(theirs, ours, self.limits.km)]
        if place.veto and (not tied or (day.veto and not named)):  # "no group has claimed it" is quoted too
            return None
        total = self._bias + day.points + place.points + self._rules[act_rule(theirs, ours)].points
        total += self._rules["words.quoted"].points if quoted else 0
        total += self._rules["article.named"].points if named else 0
        if total + self._most <= 0:
            return None
        total += sum(self._rules[name].points for name in self._who(theirs, ours))
        total += self._rules[toll_rule(theirs.killed, ours.killed)].points
        return total if total > 0 else None

    def parts(self, theirs: Entry, ours: Entry, *, quoted: bool = False) -> tuple[Part, ...]:
        """All parts of the comparison that count for something, the bias first."""
        names = [
            "bias", day_rule(theirs, ours, self.limits.days), place_rule(theirs, ours, self.limits.km),
            act_rule(theirs, ours), *self._who(theirs, ours), toll_rule(theirs.killed, ours.killed),
        ]
        if quoted:
            names.append("words.quoted")
        if not theirs.articles.isdisjoint(ours.articles):
            names.append("article.named")
        rules = [self._rule(name) for name in names]
        return tuple(Part(rule.id, rule.points, _why(rule, theirs, ours)) for rule in rules if rule.points)

    def _rule(self, name: str) -> Rule:
        try:
            return self._rules[name]
        except KeyError:
            raise TableError("compare.toml", None, f"no rule 'compare.{name}'") from None

    def _who(self, theirs: Entry, ours: Entry) -> tuple[str, str]:
        """The rules for our two sides, theirs taken in the order that speaks more for the pair."""
        (one, other), (does, suffers) = theirs.sides, ours.sides
        ways = (
            (f"perpetrator.{self._best(one, does)}", f"target.{self._best(other, suffers)}"),
            (f"perpetrator.{self._best(other, does)}", f"target.{self._best(one, suffers)}"),
        )
        return max(ways, key=lambda names: sum(self._rules[name].points for name in names))

    def _best(self, ones: tuple[Side, ...], others: tuple[Side, ...]) -> str:
        key = id(ones), id(others)  # one object for equal ones, which entries keep: hashing them takes longer
        found = self._alike.get(key)
        if found is None:
            found = self._alike[key] = sides.best(ones, others)
        return found


def day_rule(theirs: Entry, ours: Entry, most: int) -> str:
    """The rule that holds for the days of two events; those at most `most` apart may be one."""
    if theirs.start is None or theirs.end is None or ours.start is None or ours.end is None:
        return "day.none"
    gap = max(theirs.start, ours.start) - min(theirs.end, ours.end)
    if ours.told == "published":
        return "day.unknown" if gap <= 0 else "day.apart"
    if gap > 0:
        return "day.apart" if gap > most else "day.next" if gap == 1 else "day.near"
    if ours.told == "no_year":
        return "day.no_year"
    longest = max(theirs.end - theirs.start, ours.end - ours.start) + 1
    return next((rule for days, rule in _SPANS if longest <= days), "day.in_year")


_SPANS = ((_NIGHT, "day.same"), (_WEEK, "day.in_week"), (_MONTHS, "day.in_month"))


def place_rule(theirs: Entry, ours: Entry, most: float) -> str:
    """The rule that holds for the places of two events; those at most `most` km apart may be one."""
    if not theirs.precision or not ours.precision:
        return "place.unknown"
    away = distance_km(theirs.at, ours.at) if theirs.at and ours.at else None
    abroad = theirs.country and ours.country and theirs.country != ours.country
    if abroad and (away is None or away > _NEAR_KM):
        return "place.apart"
    kinds = {theirs.precision, ours.precision}
    if "country" in kinds:
        return "place.in_country" if theirs.country == ours.country else "place.apart"
    if "area" in kinds:
        return "place.in_area" if away is None or away <= _AREA_KM else "place.apart"
    if "admin" in kinds:
        return _within(theirs, ours, away)
    return _two_places(theirs, ours, away, most)


def _two_places(theirs: Entry, ours: Entry, away: float | None, most: float) -> str:
    if not (theirs.name and ours.name) and away is None:
        return "place.unknown"
    named = bool(theirs.skeleton) and theirs.skeleton == ours.skeleton
    if away is not None and away > most:
        return "place.homonym" if named else "place.apart"
    if named or (away is not None and away <= _SAME_KM):
        return "place.same"
    if _alike(theirs, ours):
        return "place.same"
    if away is None:
        return "place.unlisted"
    if away <= _NEAR_KM or "near" in (theirs.precision, ours.precision):
        return "place.near"
    return "place.around"


def _alike(theirs: Entry, ours: Entry) -> bool:
    """Whether two names may be spellings of one: `linking.places.alike`, where letters and length allow
    it."""
    short, long = sorted((len(theirs.name), len(ours.name)))
    if theirs.name[:1] != ours.name[:1] or short < _LEAST_LETTERS * long or not short:
        return False
    return alike(theirs.name, ours.name, theirs.skeleton, ours.skeleton)


_LEAST_LETTERS: Final = 2 / 3
"""The share of letters below which two names cannot have the likeness of .8 that `alike` asks for."""


def _within(theirs: Entry, ours: Entry, away: float | None) -> str:
    """Of two places, one of which at least is a unit."""
    if theirs.admin2 and theirs.admin2 == ours.admin2:
        return "place.in_district"
    if theirs.admin1 and theirs.admin1 == ours.admin1:
        return "place.in_region"
    return "place.in_region" if away is not None and away <= _REGION_KM else "place.apart"


def act_rule(theirs: Entry, ours: Entry) -> str:
    """The rule that holds for what was done."""
    if not theirs.types:
        return "act.unknown"
    if not theirs.subs.isdisjoint(ours.subs):
        return "act.same"
    if not theirs.types.isdisjoint(ours.types):
        return "act.type"
    near = any(related(one, other) for one in theirs.subs for other in ours.subs)
    return "act.related" if near else "act.unlike"


def toll_rule(theirs: Toll | None, ours: Toll | None) -> str:
    """The rule that holds for two counts of dead; None is not told. A zero of theirs says no more than that
    no dead are known, as four in ten coded notes do, so that none of ours does not speak for a pair."""
    if theirs is None or ours is None or theirs.best == ours.best == 0:
        return "toll.unknown"
    if theirs.best in {ours.best, ours.low}:
        return next(rule for least, rule in _EQUAL if theirs.best >= least)
    return "toll.meets" if tolls_meet(theirs, ours) else "toll.differs"


_EQUAL = ((_LARGE, "toll.same_large"), (_SOME, "toll.same"), (0, "toll.same_small"))


def tolls_meet(theirs: Toll, ours: Toll) -> bool:
    """Whether two counts can be one number."""
    low = max(theirs.low, ours.low)
    return all(high is None or low <= high for high in (theirs.high, ours.high))


def _why(rule: Rule, theirs: Entry, ours: Entry) -> str:
    """What the rule says, with the figure behind it."""
    if rule.id.startswith("compare.place.") and theirs.at and ours.at:
        return f"{rule.why}: {distance_km(theirs.at, ours.at):.0f} km"
    if rule.id in {"compare.day.near", "compare.day.apart"}:
        assert theirs.start is not None
        assert theirs.end is not None
        assert ours.start is not None
        assert ours.end is not None
        return f"{rule.why}: {max(theirs.start, ours.start) - min(theirs.end, ours.end)} days"
    return rule.why
