"""Which place a name means, and which of the places named is the event's.

Several candidates for one name: those of a country and an admin unit that the article names come first,
then the nearest to what it already named.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from spacy.tokens import Span

from ..language.words import words
from ..lexicon.fold import fold
from ..lexicon.gazetteer import Gazetteer, Place
from ..schema import PlacePrecision
from .attachment import is_attached, is_context, words_before
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
_RANK: dict[PlacePrecision, float] = {"place": 4.0, "admin": 3.0, "area": 2.0, "country": 1.0}


@dataclass(slots=True)
class PlaceMention:
    """A place named in a sentence. `context`: the words around say that it is not where things happened (a
    border with it, somebody's origin, where somebody spoke).
    """

    span: Span
    sentence: Sentence
    place: Place | None
    precision: PlacePrecision
    context: bool
    attached: bool
    rule: str
    fuzzy: bool = False
    distance: int = 0
    within: bool = False

    @property
    def country(self) -> str | None:
        """ISO code, None where not known."""
        return (self.place.country or None) if self.place is not None else None

    @property
    def rank(self) -> float:
        """Exactness, a word of place before it counting half a step."""
        wide = self.place is not None and not self.place.country
        return (
            _RANK[self.precision]
            - (0.75 if wide else 0.0)
            - (1.0 if self.within else 0.0)
            + (0.5 if self.attached else 0.0)
            - (0.25 if self.place is None else 0.0)
        )


@dataclass(slots=True)
class Geography:
    """What an article names: countries with how often, admin units, and places read so far."""

    gazetteer: Gazetteer
    countries: Counter[str] = field(default_factory=Counter)
    admins: set[str] = field(default_factory=set)
    points: list[tuple[float, float]] = field(default_factory=list)

    @property
    def main_country(self) -> str | None:
        """The country named most often."""
        return self.countries.most_common(1)[0][0] if self.countries else None


def survey(sentences: Sequence[Sentence], gazetteer: Gazetteer) -> Geography:
    """What the article names without doubt: countries, nationalities, names of one country only."""
    geography = Geography(gazetteer)
    for sentence in sentences:
        for span in sentence.places:
            found = _candidates(span, gazetteer)
            countries = {p.country for p in found if p.country}
            if len(countries) == 1:
                geography.countries[countries.pop()] += 2 if found[0].precision == "country" else 1
            for place in found:
                if place.precision == "admin":
                    geography.admins.add(fold(place.name))
        for mention in sentence.mentions:
            if mention.country:
                geography.countries[mention.country] += 1
    return geography


def _candidates(span: Span, gazetteer: Gazetteer) -> tuple[Place, ...]:
    return gazetteer.find(span.text)


def read_places(sentence: Sentence, geography: Geography) -> list[PlaceMention]:
    """The places named in a sentence, resolved, in order of the text."""
    found = []
    for span in sentence.places:
        place, fuzzy = _resolve(sentence, span, geography)
        if place is not None and place.precision == "place":
            geography.points.append((place.lat, place.lon))
        precision: PlacePrecision = place.precision if place is not None else "place"
        if place is None and (fold(span.text) in _CONTINENTS or not _sure_name(sentence, span)):
            continue
        if sentence.unit.title and (place is None or fuzzy):
            continue  # every word of a headline may have a capital
        found.append(
            PlaceMention(
                span,
                sentence,
                place,
                precision,
                is_context(sentence, span),
                is_attached(sentence, span),
                span.id_,
                fuzzy,
            )
        )
    for one, other in pairwise(found):
        gap = sentence.doc[one.span.end : other.span.start].text
        other.within = gap.startswith(("(", "[")) or (one.within and gap == ",")  # "Solhan (Sebba, Yagha)"
    return found + _capitals(sentence, geography) + _directions(sentence, geography)


_CONTINENTS = words("places.continents")
"""Names that say where no event was (docs/rulings.md: the most exact place)."""

_SIDES_OF = {
    "north": "northern",
    "south": "southern",
    "east": "eastern",
    "west": "western",
    "centre": "central",
    "center": "central",
    "northeast": "northeastern",
    "northwest": "northwestern",
    "southeast": "southeastern",
    "southwest": "southwestern",
}


def _directions(sentence: Sentence, geography: Geography) -> list[PlaceMention]:
    """ "in the north" (of the country that the article names most): the area of that name."""
    doc, gazetteer = sentence.doc, geography.gazetteer
    found = []
    for i in range(sentence.start + 2, sentence.end):
        side = _SIDES_OF.get(doc[i].lower_)
        if (
            side is None
            or doc[i - 1].lower_ not in {"the", "far"}
            or doc[i - 2].lower_ not in {"in", "across", "the"}
            or (
                doc[i + 1 : i + 2].text.lower() in {"of", "-"}
                or any(p.start <= i < p.end for p in sentence.places)
            )
        ):
            continue
        code = geography.main_country
        areas = gazetteer.find(f"{side} {gazetteer.country_name(code)}") if code else ()
        if areas and areas[0].precision == "area":
            span = doc[i - 1 : i + 1]
            found.append(PlaceMention(span, sentence, areas[0], "area", False, True, "place.direction"))
    return found


def _capitals(sentence: Sentence, geography: Geography) -> list[PlaceMention]:
    """ "the Malian capital", "Niger's capital", "the capital": the capital of that country, or of the
    article's.
    """
    doc = sentence.doc
    found = []
    for i in range(sentence.start + 1, sentence.end):
        if (
            doc[i].lower_ != "capital"
            or any(s.start <= i <= s.end + 2 for s in sentence.places)
            or doc[i + 1 : i + 2].text.lower() == "of"
        ):
            continue
        code = geography.gazetteer.demonym(doc[i - 1].text)
        if code is None and doc[i - 1].lower_ == "the":
            code = geography.main_country
        capital = geography.gazetteer.capital(code) if code else None
        if capital is not None:
            span = doc[i - 1 : i + 1]
            found.append(
                PlaceMention(
                    span,
                    sentence,
                    capital,
                    capital.precision,
                    is_context(sentence, span),
                    is_attached(sentence, span),
                    "place.capital",
                )
            )
    return found


def _resolve(sentence: Sentence, span: Span, geography: Geography) -> tuple[Place | None, bool]:
    candidates = list(_candidates(span, geography.gazetteer))
    unit = _unit(sentence, span)
    if not candidates:
        if span.label_ == "gazetteer" or not geography.countries:
            return None, False
        near = geography.gazetteer.near(span.text, country=geography.main_country, admin1=None)
        return (near[0], True) if near and len(fold(span.text)) > 4 else (None, False)
    if unit is not None:
        units = [p for p in candidates if p.precision == "admin"]
        candidates = units or candidates
    elif candidates[0].precision != "country":
        towns = [p for p in candidates if p.precision == "place"]
        if towns and not _region_before(sentence, span):
            candidates = towns
        country = _country_beside(sentence, span, geography)
        if country is not None and candidates[0].precision == "place":
            candidates = [p for p in candidates if p.country == country]
            if not candidates:
                return None, False
    return min(candidates, key=lambda p: _cost(p, candidates.index(p), unit, geography)), False


_IN_THE = words("places.in_the")


def _country_beside(sentence: Sentence, span: Span, geography: Geography) -> str | None:
    """The country of the unit that the words right behind a name put it in: "near Hassi Sidi, in the
    Timbuktu region".
    """
    for other in sentence.places:
        if not span.end < other.start <= span.end + 4:
            continue
        gap = {t.lower_ for t in sentence.doc[span.end : other.start]}
        if "in" in gap and gap <= _IN_THE:
            found = _candidates(other, geography.gazetteer)
            units = [p for p in found if p.precision in {"admin", "country", "area"}]
            codes = {p.country for p in units}
            if len(codes) == 1:
                return codes.pop() or None
    return None


def _cost(place: Place, order: int, unit: str | None, geography: Geography) -> tuple[float, ...]:
    """Smaller is better: country not named by the article, admin unit not named, distance to what was
    named.
    """
    foreign = (
        0.0
        if not geography.countries or not place.country
        else 1.0 - min(geography.countries[place.country], 1)
    )
    named = 0.0 if fold(place.admin1) in geography.admins or fold(place.admin2) in geography.admins else 1.0
    level = 0.0 if unit is None or place.feature == unit else 1.0
    bulk = 1.0 if place.source.startswith("villages") else 0.0
    far = 0.0
    if place.precision == "place" and geography.points:
        far = min(distance_km((place.lat, place.lon), p) for p in geography.points[-6:]) / 300.0
    return (
        foreign,
        level,
        (0.0 if place.precision == "place" or unit else 0.4) + named * 0.3 + min(far, 1.0) * 0.8 + bulk,
        float(order),
    )


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two points (degrees), in km."""
    p, q = math.radians(a[0]), math.radians(b[0])
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return 12742 * math.asin(math.sqrt(h))


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


def _sure_name(sentence: Sentence, span: Span) -> bool:
    """Whether a name that no table has may be taken for a place: a preposition or a word such as "village"
    calls it one.
    """
    text = span.text
    if not text[0].isupper() or len(fold(text)) < 3 or (text.isupper() and len(text) < 5):
        return False
    before = words_before(sentence, span, 2)
    called = before[-1:] != [] and (
        before[-1] in _UNIT_WORDS or (before[-1] == "of" and before[0] in _UNIT_WORDS)
    )
    return span.id_ == "place.cued" or called or is_attached(sentence, span)


_UNIT_WORDS = words("places.unit_words")


def related(a: PlaceMention, b: PlaceMention) -> bool:
    """Whether two places can be one event's: the same, one within the other, or neighbours (25 km)."""
    if fold(a.span.text) == fold(b.span.text):
        return True
    if a.place is None or b.place is None:
        known = a if a.place is not None else b
        return known.place is not None and known.precision != "place"
    p, q = a.place, b.place
    if p.id == q.id:
        return True
    if p.country and q.country and p.country != q.country:
        return False
    if (
        not p.country or not q.country
    ):  # an area of several countries: the Sahel, the three borders; a forest, a lake
        wide = {"RGN", "DSRT", "AREA"} & {p.feature, q.feature}
        return bool(wide) or distance_km((p.lat, p.lon), (q.lat, q.lon)) <= 150
    if "country" in {p.precision, q.precision}:
        return p.country == q.country or not p.country or not q.country
    if p.precision == "admin" or q.precision == "admin":
        unit, other = (p, q) if p.precision == "admin" else (q, p)
        name = fold(unit.name)
        return name in {fold(other.admin1), fold(other.admin2), fold(other.name)} or fold(
            unit.admin1
        ) == fold(other.name)
    if "area" in {p.precision, q.precision}:
        return distance_km((p.lat, p.lon), (q.lat, q.lon)) <= 500
    return distance_km((p.lat, p.lon), (q.lat, q.lon)) <= 25
