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
        "+beside", "+taken_up", "+on_way" or "+office".
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

    @staticmethod
    def _last_resort(draft: Draft) -> tuple[PlaceMention | None, str]:
        """What only hints at the place: a journey's ends, or where somebody who tells of it holds office."""
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
            if _takes_up(frame.sentence):
                found = self._last_before(frame.sentence.index)
            elif _takes_up(frame.sentence, _SITES):
                found = self._right_before(frame.sentence)
            if found is not None:
                return found
        return None

    def _right_before(self, sentence: Sentence) -> PlaceMention | None:
        """The place that the sentence before in the same paragraph names."""
        found = self._last_before(sentence.index)
        if found is None or found.sentence.unit is not sentence.unit:
            return None
        return found if found.sentence.index == sentence.index - 1 else None

    def _last_before(self, index: int) -> PlaceMention | None:
        for i in sorted((i for i in self.places if i < index), reverse=True):
            exact = [
                p
                for p in self.places[i]
                if not p.context and p.precision != "country" and not p.sentence.unit.title
            ]
            if not exact and i == index - 1:  # "The violence came to Gao. Cars blew up at the airport."
                exact = [p for p in self.places[i] if p.precision == "place" and _led_to(p)]
            if exact:
                return best_place(exact)
        return None


def _narrows(inner: PlaceMention, outer: PlaceMention) -> bool:
    return inner.rank > outer.rank and related(inner, outer)


def _led_to(place: PlaceMention) -> bool:
    return words_before(place.sentence, place.span, 1)[-1:] in (["to"], ["from"]) and not place.way


def _takes_up(sentence: Sentence, nouns: Collection[str] = _ANAPHORS) -> bool:
    """Whether a sentence points back with one of `nouns` (or, by default, with "there" and the like)."""
    told = sentence.lower
    if nouns is _ANAPHORS and _THERE & set(told):
        return True
    return any(
        w in nouns
        and _DEFINITE & set(told[max(0, i - 2) : i])
        and not {"from", "to", "between"} & set(told[i + 1 : i + 2])  # "the road from Banibangou"
        for i, w in enumerate(told)
    )


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
