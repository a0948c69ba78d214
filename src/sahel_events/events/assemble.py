"""From the paragraphs of one article to its events: frames, drafts, records."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from spacy.tokens import Span

from ..corpus.dateline import Dateline
from ..errors import RejectReason
from ..language.components.actors import actor_table, group_rules
from ..language.components.dates import date_rules
from ..language.components.places import gazetteer
from ..language.components.triggers import trigger_rules
from ..schema import CasualtyKind, Event
from ..settings import Settings
from .acts import TOLL_ACTS
from .casualties import Toll, find_tolls
from .chapters import chapters
from .claims import attach_claims
from .classifier import Opinion, guess, load_classifier
from .dates import DateContext, resolve
from .draft import Draft, GroupOf
from .frames import HANDED_ON, DateHit, Frame, Refused, build_frames
from .geography import survey
from .headings import Diary, heading_year, mark_entries
from .intervals import DateValue
from .mentions import read_units
from .merge import fit, keeps_apart
from .places import PlaceMention, read_places
from .reading import SIDES_STATE, Sentence, Story
from .records import Recorder
from .resolve import ActorNames
from .settle import (
    Setting,
    attach_dates,
    attach_places,
    attach_tolls,
    loose_date,
    mark_recent,
    of_saying,
    total,
)
from .substance import substantial
from .sums import sums
from .tolls import toll_matcher
from .whereabouts import whereabouts


class Assembler:
    """Builds events. Holds the tables; safe to use for any number of articles, one after the other."""

    def __init__(self, settings: Settings, opinion: Opinion | None = None) -> None:
        """`opinion`: another classifier than the shipped one."""
        self.opinion = opinion or (load_classifier() if settings.classifier else None)
        self.groups = group_rules(settings.rules)
        self.dates = date_rules(settings.rules)
        self.triggers = trigger_rules(settings.rules)
        self.tolls = toll_matcher(settings.rules)
        self.gazetteer = gazetteer(settings.gazetteer, settings.gazetteer_only)
        self.names = ActorNames(actor_table(settings.actors))
        self.armed = frozenset(
            r.id for r in self.names.table.rows if r.category in {"rebel_jihadist", "rebel_other", "militia"}
        )
        self.forces = frozenset(
            r.id for r in self.names.table.rows if r.category in {"state_forces", "external_forces"}
        )
        self.parents = {r.id: r.parents for r in self.names.table.rows if r.id in self.armed}
        self.homes = {
            r.id: r.country
            for r in self.names.table.rows
            if r.category in {"state_forces", "rebel_other", "militia"}
        }
        self.individuals = frozenset(r.id for r in self.names.table.rows if r.category == "individual")

    def events(self, story: Story) -> tuple[list[Event], list[Refused]]:
        """The events of an article in order of their first words, and the triggers that carry none."""
        sentences = read_units(
            story.units, self.groups, self.gazetteer, self.individuals, self.armed, self.forces, self.parents
        )
        mark_entries(sentences)
        context = date_context(story.dateline)
        frames, refused, places, hits = self._frames(sentences, context)
        recorder = Recorder(story, sentences, self.names, self.gazetteer, context)
        for chapter in chapters(sentences, frames, places):
            drafts, more = self._drafts(chapter.frames, context)
            attach_claims(drafts, chapter.sentences)
            where = whereabouts(chapter.places, drafts, chapter.sentences, hits)
            refused += [*more, *recorder.add(drafts, where)]
        return recorder.events(), refused

    def _frames(
        self, sentences: Sequence[Sentence], context: DateContext
    ) -> tuple[list[Frame], list[Refused], list[PlaceMention], dict[int, list[DateHit]]]:
        """Frames of all sentences with tolls, days and places attached; titles come last, as retellings."""
        frames: list[Frame] = []
        refused: list[Refused] = []
        everywhere: list[PlaceMention] = []
        hits: dict[int, list[DateHit]] = {}
        geography = survey(sentences, self.gazetteer, self.homes)
        setting, diary = Setting(), Diary.of(sentences)
        for sentence in sentences:
            found, no = build_frames(sentence, self.triggers)
            refused += no
            self._judge(sentence, found, no)
            places = read_places(sentence, geography)
            everywhere += places
            tolls = [] if sentence.unit.skimmed else find_tolls(sentence, self.tolls)
            if not found:
                found = loose_frame(sentence, tolls)
            hurt = {t.start for t in tolls if t.kind is CasualtyKind.INJURED}  # "were taken to hospital"
            taken = (t for f in found for t in taken_people(f) if t.start not in hurt)
            attach_tolls(found, [*tolls, *taken])
            attach_places(found, places)
            days = self._days(sentence, context)
            attach_dates(found, sentence, days)
            if not found:
                hits[sentence.index] = [loose_date(sentence, v, i) for v, i in days]
            setting.hand_on(found, sentence, days, places)
            diary.hand_on(found, sentence, days)
            if context.published is None:
                mark_recent(found, sentence)
            for frame in found or self._guess(sentence, no, places, days):
                reason = total(frame)
                if reason is None:
                    frames.append(frame)
                else:
                    refused += [Refused(sentence, t, reason, "frame.total") for t in frame.triggers]
        frames.sort(key=lambda f: (f.title, f.sentence.index, f.start))
        return frames, refused, everywhere, hits

    def _judge(self, sentence: Sentence, found: Sequence[Frame], refused: Sequence[Refused]) -> None:
        """Ask the classifier what a sentence tells; headlines and what no model has read are never asked
        about.
        """
        if self.opinion is not None and not (sentence.unit.title or sentence.unit.skimmed):
            triggers = [t for f in found for t in f.triggers]
            sentence.chances = self.opinion.chances(sentence, triggers, refused)

    def _guess(
        self,
        sentence: Sentence,
        refused: Sequence[Refused],
        places: Sequence[PlaceMention],
        days: Sequence[tuple[DateValue, int]],
    ) -> list[Frame]:
        """What the classifier finds told in a sentence where the rules find nothing, with day and place."""
        frame = guess(sentence, refused)
        if frame is None:
            return []
        attach_places([frame], places)
        attach_dates([frame], sentence, days)
        return [frame]

    def _days(self, sentence: Sentence, context: DateContext) -> list[tuple[DateValue, int]]:
        """The dates of a sentence that can be read, with the index of their span; keeps `context.last` up
        to date.
        """
        found = []
        context.heading = heading_year(sentence.text.strip()) or context.heading
        for i, span in enumerate(sentence.dates):
            value = resolve(span, self.dates, context)
            if value is not None and not _bounds(sentence, span):
                found.append((value, i))
                if value.precision == "day" and not (context.last and of_saying(sentence, span)):
                    context.last = value
        return found

    def _drafts(self, frames: Sequence[Frame], context: DateContext) -> tuple[list[Draft], list[Refused]]:
        """Join frames to drafts; a frame too thin to found an event, and with none to join, is refused."""
        drafts: list[Draft] = []
        refused: list[Refused] = []
        told = any(not f.title for f in frames)
        thin: Frame | None = None
        for frame in sums(frames):
            frames = [f for f in frames if f is not frame]
            refused += [Refused(frame.sentence, t, RejectReason.TOTAL, "draft.sum") for t in frame.triggers]
        for frame in (f for f in frames if not f.guessed):
            home = choose(drafts, frame, self.names.group, context.published)
            if thin is not None and _completes(thin, frame, home):
                drafts.append(Draft([thin, frame]))
                refused = [r for r in refused if r.trigger not in thin.triggers]
            elif home is not None:
                home.add(frame)
            elif substantial(frame) and not frame.reference and not (frame.title and (drafts or told)):
                same_day(drafts, frame)
                drafts.append(Draft([frame]))
            elif substantial(frame) and frame.reference and not frame.title and _own_facts(frame):
                drafts.append(Draft([frame]))
            else:
                reason = RejectReason.RETELLING if frame.title else RejectReason.NO_SUBSTANCE
                rule = "draft.headline" if frame.title else "draft.substance"
                refused += [Refused(frame.sentence, t, reason, rule) for t in frame.triggers]
                thin = frame
                continue
            thin = None
        if not drafts and told:
            refused = by_headline(drafts, frames, refused, self.names.group)
        offer(drafts, [f for f in frames if f.guessed])
        for draft in drafts:
            draft.sort()
        return drafts, refused


def by_headline(
    drafts: list[Draft], frames: Sequence[Frame], refused: list[Refused], group: GroupOf
) -> list[Refused]:
    """Found the event of an article whose headline alone tells it in full, and what the text adds ("During
    the attack …"); what stays refused.
    """
    head = next((f for f in frames if f.title and not f.guessed and f.tolls and substantial(f)), None)
    if head is None:
        return refused
    drafts.append(Draft([head]))
    for frame in frames:
        if not frame.title and not frame.guessed and keeps_apart(drafts[0], frame, group) is None:
            drafts[0].add(frame)
    kept = {t for f in drafts[0].frames for t in f.triggers}
    return [r for r in refused if r.trigger not in kept]


def offer(drafts: list[Draft], guesses: Sequence[Frame]) -> None:
    """Add what the classifier alone found, where no event of the article tells of such an act already: what
    does is more likely its retelling.
    """
    for frame in guesses:
        if not any(d.families & frame.families for d in drafts):
            drafts.append(Draft([frame]))
    drafts.sort(key=lambda d: (d.frames[0].title, d.frames[0].sentence.index, d.frames[0].start))


def choose(drafts: Sequence[Draft], frame: Frame, group: GroupOf, published: date | None) -> Draft | None:
    """The draft that a frame joins: of those that nothing keeps it apart from, the one that it fits best."""
    open_drafts = [(d, i) for i, d in enumerate(drafts) if keeps_apart(d, frame, group, published) is None]
    if not open_drafts:
        return None
    last = len(drafts) - 1  # a headline tells what comes first, a sentence goes on with what came last
    return max(open_drafts, key=lambda d: fit(d[0], frame, d[1] if frame.title else last - d[1]))[0]


def _completes(thin: Frame, frame: Frame, home: Draft | None) -> bool:
    """Whether a count is that of the act told right before it, which was too thin to found an event: "Two
    cars blew up at the airport … Ten soldiers were killed".
    """
    if thin.title or frame.title or not thin.acts - TOLL_ACTS or not frame.acts <= TOLL_ACTS:
        return False
    if thin.reference or frame.date is not None or not any(not t.zero for t in frame.tolls):
        return False
    distance = frame.sentence.index - thin.sentence.index
    same = frame.sentence.unit is thin.sentence.unit
    if not 0 <= distance <= 1 + same:
        return False
    told_later = home is not None and home.last.sentence.index >= thin.sentence.index
    return not told_later and not (home is not None and _said_in(home, frame.sentence))


def _said_in(draft: Draft, sentence: Sentence) -> bool:
    """Whether an event has these very words already."""
    return any(f.sentence.text.strip() == sentence.text.strip() for f in draft.frames)


_BOUNDS = {"by", "until", "since", "till"}


def _bounds(sentence: Sentence, span: Span) -> bool:
    """Whether a date bounds a stretch instead of dating something: "by January 28", "until Monday"; not
    "since June 9, when gunmen killed eleven".
    """
    if sentence.doc[span.end : span.end + 2].text.lower() == ", when":
        return False
    return span.start > sentence.start and sentence.doc[span.start - 1].lower_ in _BOUNDS


def same_day(drafts: Sequence[Draft], frame: Frame) -> None:
    """Give a new event that names no day the day of the event told right before: in the sentence before, in
    the same paragraph ("In the neighbouring settlement the dead numbered 30"), or where a sentence turns to
    another place ("In Moundou, youths set fire to the town hall").
    """
    if frame.dates or frame.recent or frame.after:
        return
    elsewhere = _turns_elsewhere(frame)
    for draft in drafts:
        steps = frame.sentence.index - draft.last.sentence.index
        near = steps == 1 and draft.last.sentence.unit is frame.sentence.unit
        near = near or (elsewhere and 0 < steps <= 2)
        if near and draft.date is not None and draft.date.value.precision == "day":
            hit = draft.date
            frame.dates.append(DateHit(hit.value, hit.span, hit.sentence, "event", HANDED_ON))
            return


_LOCATIVE = {"in", "at", "near", "outside", "around"}


def _turns_elsewhere(frame: Frame) -> bool:
    """Whether a sentence begins with the place of what it tells."""
    start = frame.sentence.start
    opens = frame.sentence.doc[start].lower_ in _LOCATIVE
    return opens and any(p.span.start - start <= 3 and p.precision == "place" for p in frame.places)


def _own_facts(frame: Frame) -> bool:
    return frame.date is not None or any(not p.context and p.attached for p in frame.places)


def taken_people(frame: Frame) -> list[Toll]:
    """The count of those whom a verb such as `take` or `carry off` has as its object: captured by a state's
    forces, abducted by others.
    """
    found = []
    state = any(m.side in SIDES_STATE for m in frame.roles.agents)
    for trigger in frame.triggers:
        if trigger.label_ != "seize_person":
            continue
        for mention in frame.roles.patients[:1]:
            if trigger[0].lower_.endswith("ing") and mention.end <= trigger.start:
                continue  # "ten soldiers killed, with the enemy carrying off its dead"
            if mention.count is not None and mention.count_span is not None:
                kind = CasualtyKind.CAPTURED if state or mention.armed else CasualtyKind.ABDUCTED
                start = min(mention.count_span.start, mention.start)
                found.append(
                    Toll(
                        kind,
                        mention.count,
                        mention.text,
                        mention,
                        frame.sentence,
                        start,
                        mention.end,
                        trigger,
                        trigger.id_,
                    )
                )
    return found


_ACT_OF = {"killed": "kill", "injured": "wound", "abducted": "abduct", "captured": "arrest", "freed": "free"}


def loose_frame(sentence: Sentence, tolls: Sequence[Toll]) -> list[Frame]:
    """A frame for a sentence whose only sign of an event is that it counts: the words of the count are its
    trigger; none where nobody is counted.
    """
    if not tolls:
        return []
    counted = next((t for t in tolls if not t.zero and t.kind.value in _ACT_OF and not t.old), None)
    triggers = []
    if counted is not None:
        a = counted.anchor
        triggers = [
            Span(sentence.doc, a.start, a.end, label=_ACT_OF[counted.kind.value], span_id=counted.rule)
        ]
    return [Frame(sentence, sentence.start, sentence.end, triggers)]


def date_context(dateline: Dateline) -> DateContext:
    """What relative dates of an article count from: its publication date."""
    published: date | None = dateline.published.date if dateline.published is not None else None
    return DateContext(published)
