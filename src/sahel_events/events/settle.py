"""Giving the tolls, days and places of a sentence to the frames in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from spacy.tokens import Span

from ..errors import RejectReason
from ..language.words import words
from ..schema import CasualtyKind
from .acts import TOLL_ACTS
from .casualties import Toll
from .clauses import habitual, plural_noun
from .dates import SINCE
from .frames import HANDED_ON, DateHit, Frame
from .intervals import DateValue
from .places import PlaceMention
from .reading import Sentence
from .substance import told_of_sides


def attach_tolls(frames: Sequence[Frame], tolls: Sequence[Toll]) -> None:
    """Each toll to the frame whose words hold it, else to the nearest."""
    for toll in tolls:
        home = next((f for f in frames if f.start <= toll.anchor.start < f.end), None)
        if home is None and frames:
            home = min(frames, key=lambda f: min(abs(f.start - toll.start), abs(f.end - toll.start)))
        if home is not None:
            home.tolls.append(toll)


def attach_places(frames: Sequence[Frame], places: Sequence[PlaceMention]) -> None:
    """Places inside a frame's words are its own; what stands before the first frame is for all of them that
    have none.
    """
    for place in places:
        home = next((f for f in frames if f.start <= place.span.start < f.end), None)
        if home is not None:
            place.distance = min((abs(place.span.start - t.start) for t in home.triggers), default=0)
            home.places.append(place)
    if len(frames) > 1:
        opening = (
            [p for p in frames[0].places if p.span.end <= frames[0].triggers[0].start]
            if frames[0].triggers
            else []
        )
        for frame in frames[1:]:
            if not frame.after and not any(not p.context for p in frame.places):
                frame.places += [p for p in opening if not p.context]
    for before, frame in pairwise(frames):
        if _of_its_subject(before, frame) and not any(not p.context for p in frame.places):
            frame.places += [p for p in before.places if not p.context]


def attach_dates(frames: Sequence[Frame], sentence: Sentence, days: Sequence[tuple[DateValue, int]]) -> None:
    """Dates inside a frame's words, as dates of the event or of what was said of it; a date that opens the
    sentence is for all its frames that have none and are not told as older.
    """
    for value, index in days:
        span = sentence.dates[index]
        if SINCE.match(span.text) and span.label_ in {"year", "month"}:
            continue
        # "quiet since June 9, when gunmen killed eleven": the day of what follows
        at = span.end + 2 if sentence.doc[span.end : span.end + 2].text.lower() == ", when" else span.start
        for frame in frames:
            if frame.start <= at < frame.end:
                frame.dates.append(_hit(frame, sentence, value, span))
                break
    if len(frames) > 1:
        first = frames[0]
        opening = [
            d
            for d in first.dates
            if first.triggers and d.span.end <= first.triggers[0].start and d.kind == "event"
        ]
        for frame in frames[1:]:
            if not frame.after and frame.date is None:
                frame.dates += [DateHit(d.value, d.span, sentence, d.kind, 20) for d in opening]
    for before, frame in pairwise(frames):
        if frame.date is None and _of_its_subject(before, frame):
            hits = [d for d in before.dates if d.kind == "event"]
            frame.dates += [DateHit(d.value, d.span, sentence, d.kind, HANDED_ON) for d in hits]


def _of_its_subject(before: Frame, frame: Frame) -> bool:
    """Whether the frame before is a relative clause on the subject of this one: "the men who broke into the
    Kuriga school on March 7 | abducted 137 children".
    """
    if before.sentence is not frame.sentence or not before.triggers or not frame.triggers:
        return False
    doc, left, verb = frame.sentence.doc, before.triggers[-1], frame.triggers[0]
    ahead = {t.lower_ for t in doc[max(frame.sentence.start, before.triggers[0].start - 3) : left.start]}
    between = doc[left.end : verb.start]
    return (
        bool(ahead & {"who", "that", "which"})
        and verb[0].tag_ in {"VBD", "VBN"}
        and not any(t.is_punct or t.tag_ in {"CC", "WP", "WDT", "WRB", "PRP"} for t in between)
    )


def mark_recent(frames: Sequence[Frame], sentence: Sentence) -> None:
    """Mark the frames that a weekday or another word of these days dates, where no publication date turns
    it into a day.
    """
    for span in sentence.dates:
        if span.label_ in {"weekday", "weekday_span", "days_ago", "period"} and (
            "year" not in span.text and "month" not in span.text and not of_saying(sentence, span)
        ):
            for frame in frames:
                if frame.start <= span.start < frame.end and frame.date is None:
                    frame.recent = span.text.split()[-1].casefold()


@dataclass(slots=True)
class Setting:
    """The day and place that a sentence without an event sets for the next one in its paragraph: "On
    Saturday, a rumour brought residents into the streets of Badalabougou. Security agents opened fire …".
    """

    block: int = -1
    dates: list[tuple[DateValue, Span, Sentence]] = field(default_factory=list)
    places: list[PlaceMention] = field(default_factory=list)

    def hand_on(
        self,
        frames: Sequence[Frame],
        sentence: Sentence,
        days: Sequence[tuple[DateValue, int]],
        places: Sequence[PlaceMention],
    ) -> None:
        """Give the setting to `frames` of `sentence` that have none, or take it from a sentence without
        frames.
        """
        if sentence.unit.block != self.block or any(f.triggers for f in frames):
            if sentence.unit.block == self.block:
                self._give([f for f in frames if f.triggers and not f.reference])
            self.block, self.dates, self.places = sentence.unit.block, [], []
        if not any(f.triggers for f in frames):
            self.dates = [
                (v, sentence.dates[i], sentence)
                for v, i in days
                if v.precision == "day" and not of_saying(sentence, sentence.dates[i])
            ]
            self.places = [
                p
                for p in places
                if _alone(sentence, p)
                or (not p.context and p.precision == "place" and (self.dates or p.attached))
            ]

    def _give(self, frames: Sequence[Frame]) -> None:
        for frame in frames[:1]:
            if not any(not p.context for p in frame.places):
                frame.places += self.places
            if not frame.dates:
                frame.dates += [DateHit(v, span, home, "event", HANDED_ON) for v, span, home in self.dates]


_NUMBERED = re.compile(r"^\W*(?:(?:\d{1,3}|[a-zA-Z])\s?[.):]\s)?")
_BRACKETS = re.compile(r"\s?[(\[][^()\[\]]{2,60}[)\]]")


def _alone(sentence: Sentence, place: PlaceMention) -> bool:
    """Whether a place is all that a sentence says, beside its number and what brackets put it in:
    "Ouagadougou. Some 400 people held a sit-in", "2) Djibo (Soum). Gunmen …".
    """
    if place.precision == "country" or place.within:
        return False
    bare = _BRACKETS.sub("", _NUMBERED.sub("", sentence.text, count=1))
    return bare.strip(" .:-–—•*\n") == place.span.text


def loose_date(sentence: Sentence, value: DateValue, index: int) -> DateHit:
    """A date of a sentence that tells no event."""
    span = sentence.dates[index]
    return DateHit(value, span, sentence, "report" if of_saying(sentence, span) else "event", HANDED_ON)


def _hit(frame: Frame, sentence: Sentence, value: DateValue, span: Span) -> DateHit:
    distance = min((abs(span.start - t.start) for t in frame.triggers), default=10)
    kind = "report" if of_saying(sentence, span) else "event"
    return DateHit(value, span, sentence, kind, distance)


_PREPOSITIONS = words("settle.prepositions")


def of_saying(sentence: Sentence, span: Span) -> bool:
    """Whether a date belongs to a verb of saying: "said on Monday", "announced late on Friday"; or opens a
    sentence whose first verb is one ("On Monday, the army said …") with no other verb between.
    """
    doc = sentence.doc
    says = [c for c in sentence.cues if c.label_ == "say" and c.text.lower() not in {"post", "posts"}]
    says += [t for t in sentence.triggers if t.label_ == "claim"]  # "Claimed by JNIM on 26/12"
    i = span.start - 1
    while i >= sentence.start and doc[i].lower_ in _PREPOSITIONS:
        i -= 1
    for steps in range(6):
        j = i - steps
        if j < sentence.start:
            break
        token = doc[j]
        if any(c.start <= j < c.end for c in says):
            return True
        if any(t.start <= j < t.end for t in sentence.triggers):
            return False
        if (
            token.pos_ in {"VERB"}
            or token.text in {",", ";"}
            or token.lower_ in {"that", "when", "who", "which", "and"}
        ):
            return False
    return _next_says(sentence, span, says)


def _next_says(sentence: Sentence, span: Span, says: Sequence[Span]) -> bool:
    """ "On Monday, the army said …"; "Dandjinou announced" behind the date."""
    if span.start - sentence.start > 3:
        return False
    doc = sentence.doc
    for i in range(span.end, min(span.end + 12, sentence.end)):
        if any(t.start <= i < t.end for t in sentence.triggers):
            return False
        if any(c.start <= i < c.end for c in says) and doc[i].pos_ in {"VERB", "AUX"}:
            return True
        if doc[i].pos_ == "VERB":
            return False
    return False


_COUNTED_ACTS = words("settle.counted_acts")
_ANY_TOTAL = words("settle.any_total")
"""Sum years even where a sentence has no trigger."""
_TOTAL = _ANY_TOTAL | words("settle.total")
_SUPERLATIVE = words("settle.superlative")
_SEVERAL = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|\d+|several|various|multiple|different|separate|many|numerous|twin|double)"
    r"\s+"
    r"(?:(?:separate|different|simultaneous|coordinated|such|other|recent|deadly|major|terrorist|"
    r"jihadist|suspected|armed|suicide|bomb|new|"
    r"near-simultaneous|village|militant|rebel)\s+){0,2}"
    r"(?:attacks|raids|ambushes|incidents|assaults|clashes|bombings|"
    r"explosions|massacres|killings|villages were)\b"
)
"""A toll of several attacks is no event's (docs/rulings.md): "nine people were killed in two attacks"."""
_YEARS = re.compile(
    r"\b(?:in|over|within|during)(?: more than| less than| almost| nearly| the| past| last| some)* "
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|several|many) (?:years|decades|months)\b"
)
"""A toll "in eight years" is a total."""
_SINCE_WHEN = re.compile(r"\bsince (?=[^,]{2,25}, when\b)")
"""Sums nothing: "had been empty since June 9, when a raid killed eleven"."""
_SINCE = re.compile(r"\bsince (?!then|monday|tuesday|wednesday|thursday|friday|saturday|sunday|dawn)")
LARGEST = 5000
"""No single event of ACLED's or UCDP's records for the region killed as many; larger counts sum years."""


def total(frame: Frame) -> RejectReason | None:
    """Whether a frame sums years or places, or tells what goes on, instead of one event."""
    sentence = frame.sentence
    text = _SINCE_WHEN.sub("", sentence.doc[frame.start : frame.end].text.lower())
    if not frame.triggers:
        return RejectReason.TOTAL if any(w in text for w in _ANY_TOTAL) else None
    day = bool(frame.recent) or (frame.date is not None and frame.date.value.precision in {"day", "week"})
    deaths = [t for t in frame.tolls if t.kind is CasualtyKind.KILLED and not t.zero]
    if any(t.count.min >= LARGEST or (t.count.min >= 2000 and t.count.max is None) for t in deaths):
        return RejectReason.TOTAL
    if (
        deaths
        and "have " in text
        and any(t.count.max is None and t.count.approximate and t.count.min >= 200 for t in deaths)
        and not day
    ):
        return RejectReason.TOTAL
    if deaths and not day and _YEARS.search(text) and not _superlative(text):
        return RejectReason.TOTAL
    if deaths and _SEVERAL.search(text) and not frame.title:
        return RejectReason.TOTAL
    if (
        any(t.kind is CasualtyKind.KILLED and not t.zero for t in frame.tolls)
        and not day
        and _SINCE.search(text)
        and not _superlative(text)
    ):
        return RejectReason.TOTAL
    counting = frame.acts <= TOLL_ACTS | _COUNTED_ACTS
    if counting and not day and any(w in text for w in _TOTAL) and not _superlative(text):
        return RejectReason.TOTAL
    if (
        frame.date is not None
        and frame.date.value.precision == "year"
        and frame.acts <= TOLL_ACTS | {"abduct", "arrest", "free", "claim"}
    ):
        return RejectReason.TOTAL
    if (
        not day
        and habitual(sentence, frame.start, frame.end)
        and not any(t.kind is CasualtyKind.KILLED for t in frame.tolls)
    ):
        return RejectReason.HABITUAL
    if (
        not day
        and all(plural_noun(t) for t in frame.triggers)
        and not frame.tolls
        and not any(p.attached and p.precision == "place" for p in frame.places)
        and not told_of_sides(frame)
    ):
        return RejectReason.HABITUAL
    return None


def _superlative(text: str) -> bool:
    return any(w in text for w in _SUPERLATIVE)
