"""Where an event was, when its own tellings do not say it exactly: sentences beside them, and words such as
"there".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from ..language.words import words
from .attachment import words_before
from .draft import Draft
from .frames import DateHit
from .merge import best_place
from .places import PlaceMention, related
from .reading import Sentence

_THERE = {"there", "nearby", "here", "thither"}
_ANAPHORS = words("whereabouts.anaphors")
_SITES = words("whereabouts.sites")
_OWNED = words("whereabouts.owned")
"""What a town is told to have: "assaulted its gendarmerie station"."""
_ESCAPED = words("whereabouts.escaped")
_DEFINITE = {"the", "that", "this", "same", "its"}
NEAR = 2  # sentences; farther ones speak of something else more often than not (devset)


@dataclass(slots=True)
class Whereabouts:
    """The places of an article by sentence, and which event each sentence tells."""

    places: dict[int, list[PlaceMention]] = field(default_factory=dict)
    owner: dict[int, Draft] = field(default_factory=dict)
    sentences: Sequence[Sentence] = ()
    days: dict[int, list[DateHit]] = field(default_factory=dict)
    given: set[int] = field(default_factory=set)
    """The `id` of each mention that is an event's."""

    def of(self, draft: Draft) -> tuple[PlaceMention | None, str]:
        """The place of an event and how it was found: "" in its own words, else "+in_sentence",
        "+beside", "+taken_up", "+origin", "+on_way" or "+office".
        """
        own = best_place(draft.places)
        if own is not None and own.precision == "place":
            return own, ""
        if own is None:
            left = best_place(self._left(draft))
            if left is not None:
                return left, "+in_sentence"
        beside = best_place([p for p in self._beside(draft) if own is None or _narrows(p, own)])
        if beside is not None and (own is None or beside.rank > own.rank):
            return beside, "+beside"
        if own is None or own.precision == "country":
            taken_up = self._taken_up(draft)
            if taken_up is not None and (own is None or _narrows(taken_up, own)):
                return taken_up, "+taken_up"
        if own is None:
            return self._last_resort(draft)
        return own, ""

    def _left(self, draft: Draft) -> list[PlaceMention]:
        """Places of the sentences that tell an event, in words that tell no other."""
        told = sorted({f.sentence.index for f in draft.frames if not f.title})
        return [p for i in told for p in self.places.get(i, []) if not p.context and id(p) not in self.given]

    def _last_resort(self, draft: Draft) -> tuple[PlaceMention | None, str]:
        """What only hints at the place: where those come from who got away, a journey's ends, or where
        somebody who tells of it holds office.
        """
        told = {(f.sentence.index - i, f.sentence.unit.block) for f in draft.frames for i in (0, 1)}
        origin = best_place([
            p
            for index, block in sorted(told)
            for p in self.places.get(index, [])
            if p.precision == "place" and p.sentence.unit.block == block and _fled_from(p)
        ])
        if origin is not None:
            return origin, "+origin"
        hints = [p for f in draft.frames if not f.title for p in f.places if p.precision == "place"]
        way = best_place([p for p in hints if p.way and not p.office])
        if way is not None:
            return way, "+on_way"
        office = best_place([p for p in hints if p.office])
        return office, "+office" if office is not None else ""

    def country(self) -> PlaceMention | None:
        """The first mention of the country that the article names most, None where it names none."""
        named = [
            p for places in self.places.values() for p in places if p.precision == "country" and p.country
        ]
        if not named:
            return None
        codes = [p.country for p in named]
        best = max(dict.fromkeys(codes), key=codes.count)
        return next(p for p in named if p.country == best)

    def day(self, draft: Draft) -> DateHit | None:
        """The day of a sentence without an event of its own beside a telling of this one."""
        hits = [
            h for s in self.sentences_beside(draft) for h in self.days.get(s.index, []) if h.kind == "event"
        ]
        return next((h for h in hits if h.value.precision == "day"), None)

    def sentences_beside(self, draft: Draft) -> list[Sentence]:
        """The sentences without an event of their own that follow a telling of this one within NEAR."""
        told = {f.sentence.index for f in draft.frames if not f.title}
        return [
            s
            for s in self.sentences
            if s.index not in self.owner and not s.unit.title and any(0 < s.index - i <= NEAR for i in told)
        ]

    def _beside(self, draft: Draft) -> Iterable[PlaceMention]:
        """Exact places of sentences that tell no event themselves, right after or before a telling of this
        one.
        """
        told = sorted(f.sentence.index for f in draft.frames if not f.title)
        for index, places in self.places.items():
            if index in self.owner:
                continue
            before = max((i for i in self.owner if i < index), default=None)
            if before is None:
                before = min((i for i in self.owner if i > index), default=None)
            if before in told and abs(index - before) <= NEAR:
                yield from (
                    p for p in places if not p.context and p.attached and p.precision in {"place", "admin"}
                )

    def _taken_up(self, draft: Draft) -> PlaceMention | None:
        """The place named last before a telling that says "there", "the town" and the like."""
        frames = [f for f in draft.frames if not f.title] or draft.frames
        for frame in frames:
            found = None
            back = _points_back(frame.sentence)
            if back is not None:
                found = self._last_before(frame.sentence, *back)
            elif _points_back(frame.sentence, _SITES) is not None:
                found = self._right_before(frame.sentence)
            if found is None and _points_back(frame.sentence, _OWNED, {"its"}) is not None:
                found = self._last_before(frame.sentence, frame.sentence.start, "town")
            if found is not None:
                return found
        return None

    def _right_before(self, sentence: Sentence) -> PlaceMention | None:
        """The place that the sentence before in the same paragraph names."""
        found = self._last_before(sentence, sentence.start, "")
        if found is None or found.sentence.unit is not sentence.unit:
            return None
        return found if found.sentence.index == sentence.index - 1 else None

    def _last_before(self, sentence: Sentence, at: int, noun: str) -> PlaceMention | None:
        """The place named last before token `at` of a sentence, the kind that `noun` takes up before any
        other; a capital is no village.
        """
        other: PlaceMention | None = None
        index = sentence.index
        for i in sorted((i for i in self.places if i <= index), reverse=True):
            exact = [
                p
                for p in self.places[i]
                if not p.context
                and p.precision != "country"
                and not p.sentence.unit.title
                and (i < index or p.span.end <= at)
            ]
            if not exact and i == index - 1:  # "The violence came to Gao. Cars blew up at the airport."
                exact = [p for p in self.places[i] if p.precision == "place" and _led_to(p)]
            kind = [p for p in exact if _of_kind(p, noun)]
            that = noun and sentence.doc[at - 1].lower_ == "that"
            fitting = _named_last(kind) if that else best_place(kind)
            if fitting is not None:
                return self._as_told(fitting) if i < index else fitting
            if other is None and noun not in _NATURAL:
                other = best_place([p for p in exact if not (noun in _SETTLEMENTS and _capital(p))])
        return other

    def _as_told(self, place: PlaceMention) -> PlaceMention:
        """A place, or the more exact one that another telling gives of the event of its sentence."""
        draft = self.owner.get(place.sentence.index)
        exact = best_place(draft.places) if draft is not None else None
        return exact if exact is not None and _narrows(exact, place) else place


def _named_last(places: Sequence[PlaceMention]) -> PlaceMention | None:
    """What "that town" takes up: the last of the places themselves, not of what they are put by."""
    own = [p for p in places if p.precision == "place" and not p.aside and not p.within]
    return max(own, key=lambda p: p.span.start, default=None) or best_place(places)


def _narrows(inner: PlaceMention, outer: PlaceMention) -> bool:
    return inner.rank > outer.rank and related(inner, outer)


def _fled_from(place: PlaceMention) -> bool:
    """ "people displaced from Seytenga"."""
    before = words_before(place.sentence, place.span, 3)
    return before[-1:] == ["from"] and bool(_ESCAPED & set(before))


def _led_to(place: PlaceMention) -> bool:
    return words_before(place.sentence, place.span, 1)[-1:] in (["to"], ["from"]) and not place.way


def _points_back(
    sentence: Sentence, nouns: Collection[str] = _ANAPHORS, determiners: Collection[str] = _DEFINITE
) -> tuple[int, str] | None:
    """Where a sentence points back with one of `nouns` behind a determiner (or, by default, with "there" and
    the like): the token and the noun ("" for "there"); None where it does not.
    """
    found = [
        (sentence.start + i, "" if w in _THERE else w)
        for i, w in enumerate(sentence.lower)
        if (nouns is _ANAPHORS and w in _THERE)
        or (w in nouns and _definite(sentence, i, determiners) and not _way_on(sentence, i))
    ]
    return next((f for f in found if f[1] in _SETTLEMENTS), found[0] if found else None)


def _way_on(sentence: Sentence, i: int) -> bool:
    """Whether a noun is a way's: "the road from Banibangou"."""
    return sentence.lower[i + 1 : i + 2] in (["from"], ["to"], ["between"])


_MODIFIERS = 5
"""Words that may stand between a determiner and its noun: "the little gold-mining town"."""


def _definite(sentence: Sentence, i: int, determiners: Collection[str]) -> bool:
    """Whether a noun stands behind one of the determiners, adjectives and other nouns passed over."""
    told = sentence.lower
    if not {*told[max(0, i - 2) : i]}.isdisjoint(determiners):
        return True
    for j in range(i - 1, max(-1, i - 2 - _MODIFIERS), -1):
        if told[j] in determiners:
            return True
        token = sentence.doc[sentence.start + j]
        if token.text != "-" and token.tag_ not in {"JJ", "JJS", "NN", "NNS", "VBN", "VBG", "RB"}:
            return False
    return False


_SETTLEMENTS = {"village", "town", "hamlet", "settlement", "locality"}
_ADMIN = {"province", "region", "district", "prefecture", "department", "state", "governorate"}


def _capital(place: PlaceMention) -> bool:
    return place.place is not None and place.place.feature == "PPLC"


def _of_kind(place: PlaceMention, noun: str) -> bool:
    """Whether a noun can take up a place: a village is no province, "the lake" is called one by its name."""
    if noun in _SETTLEMENTS:
        return place.precision == "place" and not _capital(place)
    if noun in _ADMIN:
        return place.precision == "admin"
    if noun in _NATURAL:
        return noun in {*place.span.text.lower().split(), *words_before(place.sentence, place.span, 2)}
    return True


_NATURAL = {"lake", "forest", "park"}


def whereabouts(
    places: Sequence[PlaceMention],
    drafts: Sequence[Draft],
    sentences: Sequence[Sentence],
    days: dict[int, list[DateHit]],
) -> Whereabouts:
    """The places of an article and the sentences of its events, put side by side."""
    found = Whereabouts(sentences=sentences, days=days)
    for place in places:
        found.places.setdefault(place.sentence.index, []).append(place)
    for draft in drafts:
        for frame in draft.frames:
            found.owner.setdefault(frame.sentence.index, draft)
            found.given |= {id(p) for p in frame.places}
    return found
