"""The places named in a sentence, and how exact and how near to an event each is."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span

from ..language.words import words
from ..lexicon.distance import distance_km
from ..lexicon.fold import fold
from ..lexicon.gazetteer import Place
from ..schema import PlacePrecision
from .attachment import (
    UNIT_WORDS,
    in_office,
    is_attached,
    is_context,
    on_way,
    reached,
    speaks_there,
    words_before,
)
from .bearings import bearings, far_end, in_brackets
from .geography import NOWHERE, Anchor, Geography, resolve
from .reading import Sentence

_RANK: dict[PlacePrecision, float] = {"place": 4.0, "admin": 3.0, "area": 2.0, "country": 1.0}


@dataclass(slots=True)
class PlaceMention:
    """A place named in a sentence. `context`: the words around say that it is not where things happened (a
    border with it, somebody's origin, where somebody spoke); `way`: one of them that a journey led from
    or to. `within`: in brackets behind another; `far`: the end of a way, or that of somebody's `office`;
    `aside`: what another place is put in or near; `anchor`: what the text gives for a place that the
    gazetteer lacks.
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
    far: bool = False
    aside: bool = False
    anchor: Anchor = NOWHERE
    way: bool = False
    office: bool = False

    @property
    def country(self) -> str | None:
        """ISO code, None where not known."""
        if self.place is None:
            return self.anchor.country
        return self.place.country or None

    @property
    def rank(self) -> float:
        """Exactness, a word of place before it counting half a step."""
        wide = self.place is not None and not self.place.country
        return (
            _RANK[self.precision]
            - (0.75 if wide else 0.0)
            - (1.0 if self.within else 0.0)
            - (1.25 if self.far else 0.0)
            - (0.3 if self.aside else 0.0)
            - (0.8 if self.rule == "place.direction" else 0.0)
            + (0.5 if self.attached else 0.0)
            - (0.25 if self.place is None and self.anchor.place is None else 0.0)
        )


def read_places(sentence: Sentence, geography: Geography) -> list[PlaceMention]:
    """The places named in a sentence, resolved, in order of the text."""
    found = []
    for span in sentence.places:
        place, fuzzy, anchor = resolve(sentence, span, geography)
        if place is not None and place.precision == "place":
            geography.points.append((place.lat, place.lon))
        precision: PlacePrecision = place.precision if place is not None else _level(sentence, span)
        placed = span.id_ == "place.gazetteer" and anchor.place is not None  # a homonym elsewhere is known
        if place is None and (fold(span.text) in _CONTINENTS or not (placed or _sure_name(sentence, span))):
            continue
        if sentence.unit.title and (place is None or fuzzy):
            continue  # every word of a headline may have a capital
        struck = reached(sentence, span)
        elsewhere = is_context(sentence, span) or (_capital(place) and speaks_there(sentence, span))
        elsewhere = elsewhere or (precision == "country" and _close_to(sentence, span))
        found.append(
            PlaceMention(
                span,
                sentence,
                place,
                precision,
                elsewhere and not struck,
                struck or is_attached(sentence, span),
                span.id_,
                fuzzy,
                far=not struck and (far_end(sentence, span) or in_office(sentence, span)),
                anchor=anchor,
                way=not struck and on_way(sentence, span),
                office=in_office(sentence, span),
            )
        )
    _relate(sentence, found)
    return found + _capitals(sentence, geography) + _directions(sentence, geography)


def _relate(sentence: Sentence, found: list[PlaceMention]) -> None:
    """Mark the places of a sentence that stand in brackets behind another, or that another is put by."""
    for i, other in enumerate(found[1:], start=1):  # "Solhan (Sebba, Yagha)"
        other.within = in_brackets(sentence, found[0].span.end, other.span.start)
        if other.within and found[i - 1].office:
            other.far = other.office = True
    towns = [p for p in found if p.precision == "place"]
    beside = {
        b.span.start
        for p in towns
        if p.attached
        for b in bearings(sentence, p.span)
        if b.close and not b.listed
    }
    for mention in towns:
        mention.aside = mention.span.start in beside


def _capital(place: Place | None) -> bool:
    return place is not None and place.feature == "PPLC"


def _close_to(sentence: Sentence, span: Span) -> bool:
    """Whether something is only near a country: "the town, close to Niger, was left to itself"."""
    before = words_before(sentence, span, 2)
    return before[-1:] == ["near"] or before in (["close", "to"], ["next", "to"])


def _level(sentence: Sentence, span: Span) -> PlacePrecision:
    """Whether a name that no table has is a unit's: "Timiniri Commune"."""
    after = sentence.doc[span.end].lower_ if span.end < sentence.end else ""
    return "admin" if {after, span[-1].lower_} & _UNITS else "place"


_UNITS = {"commune", "communes", "province", "region", "cercle", "circle", "department", "municipality"}


_CONTINENTS = words("places.continents")
"""Names that say where no event was (docs/rulings.md: the most exact place)."""

_SUFFERED = words("places.suffered")
"""Words before "of" that call a name that of a place where people suffered: "the dead of Tadaryat"."""

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
    for i in sentence.at(_SIDES_OF):
        side = _SIDES_OF[doc[i].lower_]
        if (
            i < sentence.start + 2
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
    """ "the Malian capital", "Niger's capital", "the capital of Niger", "the capital": the capital of that
    country, or of the article's.
    """
    doc = sentence.doc
    found = []
    for i in sentence.at({"capital"}):
        if i == sentence.start or any(
            p.start in {i + 1, i + 2} or p.start <= i < p.end or p.end in {i - 1, i - 2}
            for p in sentence.places
            if not geography.gazetteer.country_of(p.text)
        ):
            continue
        code, start = _whose_capital(sentence, i, geography)
        capital = geography.gazetteer.capital(code) if code else None
        if capital is not None:
            span = doc[start : i + 1]
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


def _whose_capital(sentence: Sentence, i: int, geography: Geography) -> tuple[str | None, int]:
    """The country whose capital the token `i` speaks of, and where the words for it begin."""
    doc, gazetteer = sentence.doc, geography.gazetteer
    if doc[i + 1 : i + 2].text.lower() == "of":
        behind = next((p for p in sentence.places if i + 2 <= p.start <= i + 3), None)
        return (gazetteer.country_of(behind.text) if behind is not None else None), i - 1
    owner = next((p for p in sentence.places if p.end == i - 1 and doc[i - 1].lower_ in {"'s", "’s"}), None)
    if owner is not None:
        return gazetteer.country_of(owner.text), owner.start
    code = gazetteer.demonym(doc[i - 1].text)
    if code is None and doc[i - 1].lower_ == "the":
        code = geography.main_country
    return code, i - 1


def _sure_name(sentence: Sentence, span: Span) -> bool:
    """Whether a name that no table has may be taken for a place: a preposition or a word such as "village"
    calls it one.
    """
    text = span.text
    before = words_before(sentence, span, 2)
    called = before[-1:] != [] and (
        before[-1] in UNIT_WORDS or (before[-1] == "of" and before[0] in UNIT_WORDS | _SUFFERED)
    )
    called = called or sentence.doc[span.end : span.end + 1].text.lower() in UNIT_WORDS
    if not text[0].isupper() or (text.isupper() and len(text) < 5) or len(fold(text)) < (2 if called else 3):
        return False
    return span.id_ == "place.cued" or called or is_attached(sentence, span)


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
    if "area" in {p.precision, q.precision} and "ADM1" not in {p.feature, q.feature}:
        return distance_km((p.lat, p.lon), (q.lat, q.lon)) <= 500
    if p.precision == "admin" or q.precision == "admin":
        unit, other = (p, q) if p.precision == "admin" else (q, p)
        name = fold(unit.name)
        return name in {fold(other.admin1), fold(other.admin2), fold(other.name)} or fold(
            unit.admin1
        ) == fold(other.name)
    return distance_km((p.lat, p.lon), (q.lat, q.lon)) <= 25
