"""Which place a name means.

Several candidates for one name: those in or near what the words beside it name come first, then those of a
country and an admin unit that the article names, then the nearest to what it already named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Span

from ..lexicon.distance import distance_km
from ..lexicon.fold import fold
from ..lexicon.gazetteer import Gazetteer, Place
from .attachment import is_context
from .bearings import Bearing, bearings
from .reading import Sentence

_UNIT_AFTER = {
    "region": "ADM1",
    "province": "ADM2",
    "cercle": "ADM2",
    "circle": "ADM2",
    "district": "ADM2",
    "department": "ADM2",
    "state": "ADM1",
    "prefecture": "ADM2",
    "governorate": "ADM1",
    "regions": "ADM1",
    "provinces": "ADM2",
}
_KM = {"ADM1": 200.0, "ADM2": 150.0}
"""How far a place may lie from the centre of the unit that the text puts it in."""
_KM_OF_PLACE = 75.0
"""How far one may lie from a town that the text puts it near (villages of one name)."""
_KM_OF_PART = 25.0
"""How far a quarter, or what the text calls the area of a town, may lie from its middle."""
_VERY_LIKE = 0.9
"""Likeness of spelling that is enough without a unit named beside the place."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What the text gives for a place that the gazetteer lacks: its country, and the place that it is put in
    or near with that one's coordinates (`place`; None where only a way or the article tells).
    """

    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    place: Place | None = None
    rule: str = ""


NOWHERE = Anchor()


@dataclass(slots=True)
class Geography:
    """What an article names: countries with how often, admin units, and places read so far. `named` are the
    countries of places alone, without those of nationalities ("French soldiers"); `inside` those among them
    that are more than a border's or somebody's origin; `homes` those of the groups
    and forces named, which tell homonyms apart where the article names no country; `supported` those with
    villages known in bulk that more than a village's name speaks for. `compared`: names that were compared
    with those of all places.
    """

    gazetteer: Gazetteer
    countries: Counter[str] = field(default_factory=Counter)
    named: Counter[str] = field(default_factory=Counter)
    inside: Counter[str] = field(default_factory=Counter)
    homes: frozenset[str] = frozenset()
    supported: frozenset[str] = frozenset()
    admins: set[str] = field(default_factory=set)
    points: list[tuple[float, float]] = field(default_factory=list)
    compared: int = 0

    @property
    def main_country(self) -> str | None:
        """The country named most often."""
        return self.countries.most_common(1)[0][0] if self.countries else None

    def likely(self, places: Sequence[Place]) -> list[Place]:
        """Those of `places` that are no villages of a country for which nothing else speaks."""
        return [p for p in places if not (self.supported and p.bulk and p.country not in self.supported)]


def survey(
    sentences: Sequence[Sentence], gazetteer: Gazetteer, homes: Mapping[str, str] | None = None
) -> Geography:
    """What the article names without doubt: countries, nationalities, names of one country only. `homes`:
    the countries of actors by their ids.
    """
    geography = Geography(gazetteer)
    villages: Counter[str] = Counter()
    for sentence in sentences:
        for span in sentence.places:
            found = gazetteer.find(span.text)
            countries = {p.country for p in found if p.country}
            if len(countries) == 1:
                code = countries.pop()
                counted = villages if found[0].bulk else geography.named
                counted[code] += 2 if found[0].precision == "country" else 1
                if counted is geography.named and not _beyond(sentence, span):
                    geography.inside[code] += 1
            for place in found:
                if place.precision == "admin":
                    geography.admins.add(fold(place.name))
    mentions = [m for s in sentences for m in s.mentions]
    geography.homes = frozenset((homes or {}).get(i, "") for m in mentions for i in m.ids) - {""}
    nations = Counter(m.country for m in mentions if m.country)
    geography.supported = sure = gazetteer.village_countries & {*geography.inside, *nations}
    if not geography.named:
        geography.named = Counter({c: n for c, n in villages.items() if not sure or c in sure})
    geography.countries = geography.named + nations
    return geography


def _beyond(sentence: Sentence, span: Span) -> bool:
    """Whether a name is where somebody came from or what a border is with: "neighbouring Burkina Faso"."""
    before = sentence.doc[span.start - 1].lower_ if span.start > sentence.start else ""
    joined = next((p for p in sentence.places if before == "and" and p.end == span.start - 1), None)
    if joined is not None:
        return _beyond(sentence, joined)
    return before in {"neighbouring", "neighboring"} or is_context(sentence, span)


def resolve(sentence: Sentence, span: Span, geography: Geography) -> tuple[Place | None, bool, Anchor]:
    """The place that a name means, whether by a like spelling, and what the text gives for it otherwise."""
    gazetteer = geography.gazetteer
    candidates = list(gazetteer.find(span.text))
    by = bearings(sentence, span)
    if all(p.bulk for p in candidates):  # no list of towns that stand on one level
        by = [replace(b, listed=b.listed and not b.last) for b in by]
    anchors = _anchors(by, geography, {p.country for p in candidates if p.country and not p.bulk})
    if not candidates:
        near = _alike(span, geography, anchors) if span.label_ != "gazetteer" else None
        return near, near is not None, _anchor(anchors, geography)
    unit = _unit(sentence, span)
    if unit is not None:
        candidates = [p for p in candidates if p.precision == "admin"] or candidates
    elif candidates[0].precision != "country":
        towns = [p for p in candidates if p.precision == "place"]
        if towns and not _region_before(sentence, span):
            candidates = towns
        if candidates[0].precision == "place":
            candidates = [p for p in candidates if _fits(p, anchors)]
            if not candidates:
                return None, False, _anchor(anchors, geography)
    beyond = frozenset(gazetteer.country_of(b.span.text) or "" for b in by if b.near)
    best = min(
        candidates,
        key=lambda p: (p.country in beyond, *_cost(p, candidates.index(p), unit, geography, anchors)),
    )
    if not geography.likely([best]) and not sentence.unit.title:
        return None, False, _anchor(anchors, geography)
    return best, False, NOWHERE


def _anchors(
    by: Sequence[Bearing], geography: Geography, own: Collection[str] = ()
) -> list[tuple[Bearing, Place]]:
    """The places of the bearings, of one country all: one of the name that they put (`own`), or of the units
    among them, before others; of those the article's.
    """
    found = [(b, geography.likely(geography.gazetteer.find(b.span.text))) for b in by]
    found = [
        (b, ps)
        for b, ps in found
        if ps and (not b.listed or _has_unit(ps)) and not (b.near and ps[0].precision in {"country", "area"})
    ]
    codes = [{p.country for p in ps if p.country} for _, ps in found]
    shared = set.intersection(*codes) if codes else set()
    first = [p.country for _, ps in found for p in ps]
    inner = [p for b, ps in found if b.close and not b.near for p in ps if p.feature in _KM]
    of_units = {p.country for p in inner if geography.countries[p.country]}
    pick = max(
        sorted(shared & {*own} or shared & of_units or shared, key=first.index),
        key=lambda c: (geography.countries[c], c in geography.homes),
        default=None,
    )
    chosen: list[tuple[Bearing, Place]] = []
    for bearing, places in reversed(found):  # the outer ones say which of its homonyms an inner one is
        fitting = [p for p in places if p.country == pick] or list(places)
        town = bearing.part or (bearing.near and (bearing.km or 0.0) <= _KM_OF_PLACE)
        if town:
            fitting = [p for p in fitting if p.precision == "place"] or fitting
        units = [] if town else [p for p in fitting if p.feature in _KM]
        rank = {p.id: i for i, p in enumerate(places)}
        best = min(units or fitting, key=lambda p: _cost(p, rank[p.id], None, geography, chosen))
        chosen.insert(0, (bearing, best))
    return chosen


def _has_unit(places: Sequence[Place]) -> bool:
    return any(p.feature in _KM for p in places)


def _fits(place: Place, anchors: Sequence[tuple[Bearing, Place]]) -> bool:
    """Whether a place can lie in or near all that the words beside its name say."""
    for bearing, other in anchors:
        if bearing.listed:
            continue
        abroad = bool(place.country and other.country and place.country != other.country)
        if abroad and bearing.close and not bearing.near:
            return False
        if other.precision in {"country", "area"} or not other.country:
            continue
        quarter = bearing.part and place.bulk  # "the Boulkessi area of Mopti": a known town in a region
        if not quarter and fold(other.name) in {fold(place.admin1), fold(place.admin2)}:
            continue
        inside = bearing.close and not bearing.near
        limit = _KM.get(other.feature, 2 * _KM_OF_PLACE) if inside else _KM_OF_PLACE * (2 - bearing.close)
        limit = max(limit, (bearing.km or 0.0) + 40.0)
        if bearing.part and other.precision == "place":
            limit = _KM_OF_PART
        if distance_km((place.lat, place.lon), (other.lat, other.lon)) > limit:
            return False
    return True


_MOST_COMPARED = 100
"""Names of an article for which places of a like spelling are looked for, at some 15 ms each; of 331 articles
of news none has more than 10 that no table knows."""


def _alike(span: Span, geography: Geography, anchors: Sequence[tuple[Bearing, Place]]) -> Place | None:
    """The place whose spelling is most like the name's, near what stands beside it; without such a unit only
    a very like one of the article's country.
    """
    if len(fold(span.text)) < 5 or geography.compared >= _MOST_COMPARED:
        return None
    geography.compared += 1
    close = [(b, p) for b, p in anchors if p.precision not in {"country", "area"} and not b.listed]
    named = geography.named or geography.countries or Counter(sorted(geography.homes))
    country = anchors[0][1].country if anchors else next(iter(named.most_common(1)), (None, 0))[0]
    cutoff = 0.85 if close else _VERY_LIKE
    found = geography.gazetteer.near(span.text, country=country, cutoff=cutoff)
    return next((p for p in found if p.precision == "place" and _beside(p, close)), None)


def _beside(place: Place, close: Sequence[tuple[Bearing, Place]]) -> bool:
    """Whether a place of another spelling lies in a unit that stands beside the name, or near it."""
    return not close or (
        _fits(place, close)
        and any(
            fold(other.name) in {fold(place.admin1), fold(place.admin2)}
            or distance_km((place.lat, place.lon), (other.lat, other.lon)) <= _KM_OF_PLACE
            for _, other in close
        )
    )


def _anchor(anchors: Sequence[tuple[Bearing, Place]], geography: Geography) -> Anchor:
    """What the words beside a name give for a place that no table has; else the article's country."""
    countries = [p.country for _, p in anchors if p.country]
    if not countries:
        code = next(iter(geography.inside.most_common(1)), (None, 0))[0]
        return Anchor(country=code, rule="+country_of_article" if code else "")
    close = [p for b, p in anchors if b.close and not b.listed and p.precision not in {"country", "area"}]
    first = close[0] if close else anchors[0][1]
    return Anchor(
        country=countries[0],
        admin1=first.admin1 or None,
        admin2=(first.admin2 or None) if close else None,
        place=first if close else None,
        rule="+placed_by_name" if close else "+placed_on_way",
    )


def _cost(
    place: Place,
    order: int,
    unit: str | None,
    geography: Geography,
    anchors: Sequence[tuple[Bearing, Place]] = (),
) -> tuple[float, ...]:
    """Smaller is better: country not named by the article, admin unit not named, distance to what was
    named.
    """
    foreign = 0.0
    if place.country and (geography.countries or geography.homes):
        home = 0.5 if place.country in geography.homes else 1.0
        foreign = 0.0 if geography.countries[place.country] else home
    named = 0.0 if fold(place.admin1) in geography.admins or fold(place.admin2) in geography.admins else 1.0
    level = 0.0 if unit is None or place.feature == unit else 1.0
    far = 0.0
    points = [(p.lat, p.lon) for _, p in anchors] or geography.points[-6:]
    if place.precision == "place" and points:
        far = min(distance_km((place.lat, place.lon), p) for p in points) / 300.0
    return (
        foreign,
        level,
        (0.0 if place.precision == "place" or unit else 0.4)
        + named * 0.3
        + min(far, 1.0) * 0.8
        + (1.0 if place.bulk else 0.0),
        float(order),
    )


def _unit(sentence: Sentence, span: Span) -> str | None:
    """The level of admin unit that a word beside the name says it is."""
    doc = sentence.doc
    after = doc[span.end].lower_ if span.end < sentence.end else ""
    if after in _UNIT_AFTER:
        return _UNIT_AFTER[after]
    before = [t.lower_ for t in doc[max(sentence.start, span.start - 2) : span.start]]
    if len(before) == 2 and before[1] == "of" and before[0] in _UNIT_AFTER:
        return _UNIT_AFTER[before[0]]
    return None


def _region_before(sentence: Sentence, span: Span) -> bool:
    return (
        span.start > sentence.start
        and sentence.doc[span.start - 1].lower_ == "the"
        and span.end < sentence.end
        and (sentence.doc[span.end].lower_ in {"region", "area", "regions"})
    )
