"""From drafts to records: choosing the values, naming the actors, checking what is enough for an event."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Span

from ..errors import RejectReason
from ..lexicon.gazetteer import Gazetteer
from ..schema import (
    TYPE_OF_SUB,
    ArticleRef,
    Casualty,
    DateRange,
    Event,
    Location,
    Sourced,
)
from .casualties import Toll
from .classifier import second_opinion
from .confidence import rate
from .counting import settle_tolls
from .dates import DateContext
from .draft import Draft
from .frames import DateHit, Refused
from .genre import genres, out_of_genre
from .intervals import DateValue
from .places import PlaceMention
from .reading import Sentence, Story
from .resolve import ActorNames
from .roles import cast_of
from .sides import Sides
from .status import decide_status
from .typing import decide
from .whereabouts import Whereabouts

NATIONAL = {"coup", "change_to_group_activity", "arrests"}
"""Acts that have the country where no place is named (docs/rulings.md)."""


class Recorder:
    """Writes the records of one article."""

    def __init__(
        self,
        story: Story,
        sentences: Sequence[Sentence],
        names: ActorNames,
        gazetteer: Gazetteer,
        context: DateContext,
    ) -> None:
        """`sentences`: all that were read of the article."""
        self.article = article = story.article
        self.names = names
        self.context = context
        self._sentences = len(sentences)
        self._countries = _countries(sentences, gazetteer)
        self._kinds = genres(sentences)
        self._subject: Subject | None = None
        self._events: list[Event] = []
        self._told: set[tuple[object, ...]] = set()
        published = story.dateline.published
        self.ref = ArticleRef(
            id=article.id,
            path=article.path,
            title=story.title,
            url=article.url,
            source=article.source,
            sha256=article.sha256,
            published=published.date.isoformat() if published else None,
            published_rule=published.rule if published else None,
        )

    def add(self, drafts: Sequence[Draft], where: Whereabouts) -> list[Refused]:
        """Write the records of a chapter's drafts. Returns those that are not enough for an event, and those
        that a chapter before has told with all the same facts.
        """
        if drafts and self._subject is None:
            self._subject = Subject.of(drafts)
        told = len(self._events)
        refused: list[Refused] = []
        for draft in drafts:
            reason = out_of_genre(draft, self._kinds, self.names.group)
            if reason is not None:
                refused.append(_refused(draft, reason, "draft.genre"))
                continue
            main = self._subject is not None and self._subject.tells(draft)
            event = self._event(draft, where, self._countries, main)
            if event is None:
                refused.append(_refused(draft, RejectReason.BACKGROUND_THIN, "draft.background"))
            elif _facts(event) in self._told:
                refused.append(_refused(draft, RejectReason.RETELLING, "draft.chapter_before"))
            else:
                self._events.append(event)
        self._told |= {_facts(event) for event in self._events[told:]}
        return refused

    def events(self) -> list[Event]:
        """The records of all chapters, with their confidence."""
        return [rate(event, len(self._events), self._sentences) for event in self._events]

    def _event(self, draft: Draft, where: Whereabouts, countries: set[str], main: bool) -> Event | None:
        hit = draft.date or (where.day(draft) if main else None) or _report_date(draft)
        place, found_by = where.of(draft)
        counted = any(not t.zero for t in draft.tolls)
        if not counted and hit is not None and hit.value.precision == "year" and (not main or place is None):
            return None
        if (
            not main
            and not counted
            and ((hit is None and place is None) or _in_relative_clause(_trigger(draft)))
        ):
            return None
        country = place.country if place is not None else None
        year = int(hit.value.start[:4]) if hit is not None and hit.value.full else self._year()
        cast = cast_of(
            draft,
            lambda m: self.names.name(
                m, country=country, countries=countries, year=year, armed="armed" in draft.families
            ),
            self.names.group,
            where.sentences_beside(draft),
        )
        tolls = settle_tolls(draft, self.names.group)
        killed = frozenset(
            self.names.group(t.mention)
            for t in tolls
            if t.mention is not None and t.kind.value == "killed" and not t.zero
        )
        told = decide(draft.frames, Sides(cast.agent_sides, cast.patient_sides), killed)
        sub, type_rule = second_opinion(*told, draft.frames, cast.patient_sides)
        status, status_rule, said_in, said = decide_status(draft.frames, cast.claimant_mentions)
        if place is None and sub in NATIONAL:
            place, found_by = where.country(), "+national_act"
        location = self._location(place, found_by)
        trigger = _trigger(draft)
        lead = draft.frames[0].sentence
        evidence = [
            self._sourced(f.sentence, f.sentence.start, f.sentence.end, "evidence.sentence")
            for f in draft.frames
        ]
        unknown = {}
        if hit is None:
            unknown["date"] = (
                "no_date_in_text"
                if self.context.published is not None
                else "no_date_in_text_or_no_publication_date"
            )
        if location is None:
            unknown["location"] = "no_place_in_text"
        actors = cast.actors(self._words)
        casualties = [self._casualty(t) for t in tolls]
        unique = list({e.span: e for e in evidence}.values())
        return Event(
            id=self._id(sub, lead, trigger),
            article=self.ref,
            event_type=TYPE_OF_SUB[sub],
            sub_event_type=sub,
            status=status,
            main=main,
            date=self._date(hit),
            location=location,
            actors=tuple(actors),
            casualties=tuple(casualties),
            evidence=tuple(unique),
            trigger=self._sourced(_home(draft, trigger), trigger.start, trigger.end, trigger.id_),
            status_evidence=self._sourced(said_in, said.start, said.end, said.id_)
            if said_in is not None and said is not None
            else None,
            confidence=0.0,  # `rate` says it when all events of the article are known
            unknown=unknown,
            why={
                "event_type": type_rule,
                "status": status_rule,
                "main": "main.subject_or_same_day" if main else "main.other_day",
            },
        )

    def _year(self) -> int | None:
        return self.context.published.year if self.context.published is not None else None

    def _id(self, sub: str, lead: Sentence, trigger: Span) -> str:
        text, span = lead.words(lead.start, lead.end)
        stamp = f"{self.article.id}\x1f{text}\x1f{span[0]}\x1f{trigger.text}\x1f{trigger.start}\x1f{sub}"
        return hashlib.sha256(stamp.encode()).hexdigest()[:16]

    def _words(self, sentence: Sentence, start: int, end: int) -> tuple[str, tuple[int, int]]:
        _, (a, b) = sentence.words(start, end)
        return self.article.text[a:b], (a, b)

    def _sourced(self, sentence: Sentence, start: int, end: int, rule: str) -> Sourced:
        while end - 1 > start and sentence.doc[end - 1].is_space:
            end -= 1
        text, span = self._words(sentence, start, end)
        return Sourced(text=text, span=span, rule=rule)

    def _date(self, hit: DateHit | None) -> DateRange | None:
        if hit is None:
            return None
        text, span = self._words(hit.sentence, hit.span.start, hit.span.end)
        rule = hit.span.id_ if hit.kind == "event" else f"{hit.span.id_}+of_announcement"
        return DateRange(
            text=text,
            span=span,
            rule=rule,
            start=hit.value.start,
            end=hit.value.end,
            precision=hit.value.precision,
        )

    def _location(self, hit: PlaceMention | None, found_by: str) -> Location | None:
        if hit is None:
            return None
        text, span = self._words(hit.sentence, hit.span.start, hit.span.end)
        if hit.place is None:
            by, unit = hit.anchor, hit.anchor.place
            return Location(
                text=text,
                span=span,
                rule=hit.rule + found_by + by.rule,
                name=hit.span.text,
                country=by.country,
                admin1=by.admin1,
                admin2=by.admin2,
                lat=unit.lat if unit is not None else None,
                lon=unit.lon if unit is not None else None,
                precision=unit.precision if unit is not None else hit.precision,
                gazetteer_id=None,
            )
        p = hit.place
        return Location(
            text=text,
            span=span,
            rule=hit.rule + found_by + ("+fuzzy" if hit.fuzzy else ""),
            name=p.name if hit.rule in {"place.capital", "place.direction"} else hit.span.text,
            country=p.country or None,
            admin1=p.admin1 or None,
            admin2=p.admin2 or None,
            lat=p.lat,
            lon=p.lon,
            precision=p.precision,
            gazetteer_id=p.id,
        )

    def _casualty(self, toll: Toll) -> Casualty:
        text, span = self._words(toll.sentence, toll.start, toll.end)
        return Casualty(
            text=text,
            span=span,
            rule=toll.rule,
            kind=toll.kind,
            min=toll.count.min,
            max=toll.count.max,
            approximate=toll.count.approximate,
            who=toll.who,
        )


def _countries(sentences: Iterable[Sentence], gazetteer: Gazetteer) -> set[str]:
    found = {m.country for s in sentences for m in s.mentions if m.country}
    for sentence in sentences:
        for span in sentence.places:
            code = gazetteer.country_of(span.text)
            if code:
                found.add(code)
    return found


def _trigger(draft: Draft) -> Span:
    body = [f for f in draft.frames if not f.title and f.triggers] or [f for f in draft.frames if f.triggers]
    strong = [t for t in body[0].triggers if t.label_ != "claim"]
    return (strong or body[0].triggers)[0]


def _in_relative_clause(trigger: Span) -> bool:
    """ "the Islamists who had seized the north": no clause of its own (docs/rulings.md)."""
    window = [t.lower_ for t in trigger.doc[max(trigger.sent.start, trigger.start - 3) : trigger.start]]
    return any(w in {"who", "which"} for w in window)


def _refused(draft: Draft, reason: RejectReason, rule: str) -> Refused:
    trigger = _trigger(draft)
    return Refused(_home(draft, trigger), trigger, reason, rule)


def _home(draft: Draft, trigger: Span) -> Sentence:
    return next(f.sentence for f in draft.frames if any(t is trigger for t in f.triggers))


def _report_date(draft: Draft) -> DateHit | None:
    """The announcement's day, where the telling gives no other (docs/rulings.md)."""
    return next((d for f in draft.frames if not f.title for d in f.dates), None)


def _facts(event: Event) -> tuple[object, ...]:
    """What an event is told to be, without the words."""
    place, day = event.location, event.date
    return (
        event.sub_event_type,
        (day.start, day.end) if day is not None else None,
        (place.name, place.country, place.gazetteer_id) if place is not None else None,
        frozenset((a.role, a.actor_id or a.name) for a in event.actors),
        frozenset((c.kind, c.min, c.max, c.who) for c in event.casualties),
    )


@dataclass(frozen=True, slots=True)
class Subject:
    """What the article is about: the draft of the headline, else the one told first; and those of its day."""

    draft: Draft
    day: DateValue | None
    block: int

    @classmethod
    def of(cls, drafts: Sequence[Draft]) -> Subject:
        """The subject of an article whose first chapter has these drafts (one at least)."""
        titled = (d for d in drafts if any(f.title for f in d.frames))
        draft = next(titled, None) or min(drafts, key=lambda d: d.frames[0].sentence.index)
        day = draft.date.value if draft.date is not None else None
        return cls(draft, day, draft.frames[0].sentence.unit.block)

    def tells(self, draft: Draft) -> bool:
        """Whether a draft is the subject, or of its day; without a day, whether it stands near it."""
        if draft is self.draft:
            return True
        hit = draft.date
        if hit is not None:
            same = self.day is not None and not hit.value.disjoint(self.day)
            return same and hit.value.precision == "day"
        lead = draft.frames[0]
        return lead.sentence.unit.block <= self.block + 1 and not lead.after
