"""One telling of an event within one sentence: its triggers, participants, tolls, days and places."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Span

from ..errors import RejectReason
from ..language.components.triggers import TriggerRule
from ..language.words import words
from .acts import FAMILY
from .casualties import Toll
from .clauses import ground
from .conjuncts import prepositional
from .intervals import DateValue
from .participants import find_roles, suffers
from .places import PlaceMention
from .reading import SIDES_ARMED, SIDES_STATE, Mention, Roles, Sentence
from .segments import event_groups
from .takings import as_taken

HANDED_ON = 30  # tokens: farther than any date of the sentence itself


@dataclass(slots=True)
class DateHit:
    """A date of a frame. kind: "event" (dates what happened), "report" (dates what was said of it)."""

    value: DateValue
    span: Span
    sentence: Sentence
    kind: str
    distance: int = 0

    @property
    def rank(self) -> tuple[bool, int]:
        """Days of the calendar before weekdays, then the nearer one."""
        return self.span.label_ not in {"day", "day_span", "night_of"}, self.distance


@dataclass(slots=True)
class Frame:
    """A telling: tokens start:end of a sentence with the triggers there. `reference`: a definite noun ("the
    attack") that takes up what was told; `new`: a word says that it is another event; `after`: told as
    older than its sentence's main event; `recent`: dated by a weekday or "last night" that nothing in the
    text can turn into a day; `weak`: only triggers that carry an event beside a toll or sides;
    `guessed`: found by the classifier alone; `acts`: what the triggers say happened; `families`: kinds of
    event told, the bare dead and wounded tell of any armed one; `bodies`, `reply`: what
    `sequels` has found of it.
    """

    sentence: Sentence
    start: int
    end: int
    triggers: list[Span]
    roles: Roles = field(default_factory=Roles)
    tolls: list[Toll] = field(default_factory=list)
    dates: list[DateHit] = field(default_factory=list)
    places: list[PlaceMention] = field(default_factory=list)
    reference: bool = False
    new: bool = False
    after: bool = False
    denied: Span | None = None
    recent: str = ""
    weak: bool = False
    guessed: bool = False
    acts: frozenset[str] = field(init=False)
    families: frozenset[str] = field(init=False)
    bodies: bool | None = field(init=False, default=None, repr=False, compare=False)
    reply: bool | None = field(init=False, default=None, repr=False, compare=False)
    _date: DateHit | None = field(init=False, default=None, repr=False, compare=False)
    _dated: int = field(init=False, default=0, repr=False, compare=False)

    def __post_init__(self) -> None:
        self.acts = frozenset(t.label_ for t in self.triggers)  # each telling is compared with each
        self.families = frozenset(FAMILY[act] for act in self.acts)

    @property
    def title(self) -> bool:
        """Whether the telling is a headline."""
        return self.sentence.unit.title

    @property
    def date(self) -> DateHit | None:
        """The nearest date of what happened."""
        if self._dated != len(self.dates):  # they only ever grow
            of_event = (d for d in self.dates if d.kind == "event")
            self._date, self._dated = min(of_event, key=lambda d: d.rank, default=None), len(self.dates)
        return self._date

    @property
    def people(self) -> list[Mention]:
        """All participants."""
        return [*self.roles.agents, *self.roles.patients]


@dataclass(slots=True)
class Refused:
    """A trigger that carries no event, and why; `rule` is the id of the cue or test that decided."""

    sentence: Sentence
    trigger: Span
    reason: RejectReason
    rule: str


def build_frames(sentence: Sentence, rules: dict[str, TriggerRule]) -> tuple[list[Frame], list[Refused]]:
    """The frames of a sentence (triggers and participants only) and the triggers refused."""
    kept, refused = [], []
    for trigger in sentence.triggers:
        if _part_of_name(sentence, trigger):
            continue
        found = ground(sentence, trigger, title=sentence.unit.title)
        read = as_taken(sentence, trigger) if found is None else None
        if read is not None:
            kept.append(read)
        else:
            refused.append(
                Refused(sentence, trigger, *(found or (RejectReason.FIGURATIVE, "frame.takes_nothing")))
            )
    frames = [frame_of(sentence, group, bounds) for group, bounds in event_groups(sentence, kept)]
    for frame in frames:
        frame.weak = all(rules[t.id_].weak for t in frame.triggers if t.id_ in rules)
    return frames, refused


def _part_of_name(sentence: Sentence, trigger: Span) -> bool:
    """Whether the word belongs to the name of an organisation ("Rally for Mali")."""
    if sentence.doc[trigger.end : trigger.end + 1].text.lower() in {"place", "part"} and len(trigger) == 1:
        return True  # "took place"
    return any(
        m.side in {"named", "org"}
        and m.start <= trigger.start
        and trigger.end <= m.end
        and (m.ids or m.end - m.start > len(trigger))  # "Rockets were fired": no name
        for m in sentence.mentions
    )


_DEFINITE = words("frames.definite")


def frame_of(sentence: Sentence, triggers: list[Span], bounds: tuple[int, int]) -> Frame:
    """The frame that `triggers` tell in tokens start:end of a sentence, with its participants."""
    start, end = bounds
    frame = Frame(sentence, start, end, triggers)
    for trigger in triggers:
        found = find_roles(sentence, trigger)
        struck = bool(frame.acts & {"ied", "accident"}) and bool(frame.roles.patients)
        if (
            trigger[0].lower_.endswith("ing")
            and trigger is not triggers[0]
            and (frame.roles.agents or struck)
        ):
            found.agents = []  # "opened fire on buses carrying workers, killing 39": who opened fire kills
        if _shares_subject(sentence, triggers, trigger):
            # "an airstrike targeted a convoy of the brigade and killed seven": the strike kills
            found.agents = []
        if trigger[0].lemma_ == "fall" and trigger.label_ == "overtake":  # "the town fell to the rebels"
            found.agents, found.patients = [m for m in found.patients if m.armed or m.side in SIDES_STATE], []
        if trigger.label_ == "claim":
            doers = [] if sentence.has_cue("no_claim") else [m for m in found.agents if m.armed]
            found.claimants, found.agents = doers, []
            found.patients = []
        if suffers(trigger):  # "a unit that was sweeping the sector fell into an ambush"
            hit = found.patients
            frame.roles.agents = [m for m in frame.roles.agents if all(m is not p for p in hit)]
        for role in ("agents", "patients", "claimants", "supporters"):
            for mention in getattr(found, role):
                frame.roles.add(role, [mention], found.how.get(mention.start, "role.order"))
    _claimants(frame)
    doc = sentence.doc
    nouns = [t for t in triggers if t.label_ not in {"claim"}]
    frame.reference = bool(nouns) and (
        all(_is_reference(t) for t in nouns)
        or (
            nouns[0].start - start <= 2 and _is_reference(nouns[0])  # "The assaults took place …"
        )
    )
    frame.after = start > sentence.start and any(
        c.label_ == "other_event" and start <= c.start <= start + 2 for c in sentence.cues
    )
    if (
        start == sentence.start and not frame.after
    ):  # "Two years after suicide attackers drove it out, the force …"
        frame.after = any(
            c.label_ == "other_event"
            and " " in c.text
            and c.text.lower().endswith(" after")
            and c.start <= start + 3
            and c.end <= triggers[0].start
            for c in sentence.cues
        )
    if not frame.after:  # "it would be the first strike since X took control of the north"
        frame.after = doc[triggers[0].start].pos_ == "VERB" and any(
            c.label_ == "other_event"
            and c.text.lower() == "since"
            and start < c.start
            and triggers[0].start - c.end > 0
            and not any(s.start == c.end for s in sentence.dates)
            for c in sentence.cues
        )
    frame.new = any(
        c.label_ == "new_event" and start <= c.start < end and _marks_new(frame, c) for c in sentence.cues
    )
    frame.denied = next(
        (
            c
            for c in sentence.cues
            if c.label_ == "deny"
            and start <= c.start < triggers[-1].start
            and c.id_ == "cue.deny"
            and not any(t.lower_ in {"but"} for t in doc[c.end : triggers[-1].start])
        ),
        None,
    )
    return frame


def _shares_subject(sentence: Sentence, triggers: list[Span], trigger: Span) -> bool:
    """Whether a verb stands right behind "and", so that its subject is that of the verb before, a noun that
    tells.
    """
    before = [t for t in triggers if t.end < trigger.start]
    joined = trigger[0].pos_ == "VERB" and sentence.doc[trigger.start - 1].lower_ == "and"
    return (
        joined and len(before) > 1 and before[0][-1].pos_ == "NOUN" and before[1].start - before[0].end <= 2
    )


def _claimants(frame: Frame) -> None:
    """Who a claim in the frame's words is made by: the nearest armed or named side before it that no
    preposition takes.
    """
    sentence = frame.sentence
    if sentence.has_cue("no_claim") is not None:
        return
    speaker = _says_it_did(frame)
    if speaker is not None:
        frame.roles.claimants.append(speaker)
        frame.roles.how.setdefault(speaker.start, "role.says_it_did")
        return
    cue = sentence.has_cue("claim", start=frame.start, end=frame.end)
    if cue is None and not (frame.start == sentence.start and (cue := sentence.has_cue("claim"))):
        return
    before = [m for m in sentence.mentions if m.end <= cue.start and m.armed and m.side != "bomber"]
    free = [m for m in before if not prepositional(sentence, m) or _spoken_for(sentence, m)]
    if free and all(m is not free[0] for m in frame.roles.claimants):
        frame.roles.claimants.append(free[0])
        frame.roles.how.setdefault(free[0].start, "role.claims")


_SPEAKING = words("frames.speaking")


def _spoken_for(sentence: Sentence, mention: Mention) -> bool:
    """ "a spokesman of JNIM", "a statement by the group": the group itself speaks."""
    window = {t.lower_ for t in sentence.doc[max(sentence.start, mention.start - 4) : mention.start]}
    return bool(window & _SPEAKING)


def _says_it_did(frame: Frame) -> Mention | None:
    """An armed side that says in the frame's sentence that it (or its men) did what the frame tells: "X
    says it killed", "JNIM claimed to have detonated".
    """
    sentence = frame.sentence
    doc = sentence.doc
    for cue in sentence.cues:
        if cue.label_ not in {"say", "claim_verb"} or cue.end > frame.triggers[0].start:
            continue
        speakers = [
            m
            for m in sentence.mentions
            if m.end <= cue.start and m.side in {*SIDES_ARMED, "named"} and not prepositional(sentence, m)
        ]
        after = [t.lower_ for t in doc[cue.end : cue.end + 4]]
        own = bool({"it", "its", "they", "their"} & set(after)) or after[:2] == ["to", "have"]
        if (
            speakers
            and own
            and (speakers[0].side in SIDES_ARMED or cue.label_ == "claim_verb" or speakers[0].ids)
            and speakers[0].armed
        ):
            return speakers[0]
    return None


def _marks_new(frame: Frame, cue: Span) -> bool:
    """Whether a word such as "another" stands with the trigger's noun, or opens the sentence ("Elsewhere,
    …").
    """
    if cue.text.lower() in {"elsewhere", "meanwhile", "separately"}:
        return True
    if cue.text.lower() in {"also", "other", "in other", "earlier"}:
        return False
    return any(0 <= t.start - cue.end <= 4 and t[0].pos_ in {"NOUN", "PROPN"} for t in frame.triggers) or (
        cue.start - frame.start <= 2
        and cue.text.lower() in {"a second", "second", "a third"}
        and any(0 <= m.start - cue.end <= 2 for m in frame.sentence.mentions)
    )


_DEEDS = {"attack", "attacks", "raid", "assault", "ambush", "operation", "strike", "offensive", "bombing"}


def _is_reference(trigger: Span) -> bool:
    """Whether a trigger is a noun with a definite determiner: "the attack", "this bloody raid"."""
    if trigger.start == trigger.sent.start:
        return False
    if trigger[0].pos_ not in {"NOUN", "PROPN"}:
        inside = {t.lower_ for t in trigger[1:-1]} & {"the", "this", "these"}
        return bool(inside) and trigger[-1].lower_ in _DEEDS  # "carried out the raid"
    for i in range(trigger.start - 1, max(trigger.sent.start, trigger.start - 4) - 1, -1):
        token = trigger.doc[i]
        if token.lower_ in _DEFINITE:
            return True
        if token.pos_ not in {"ADJ", "NOUN", "PROPN"} and token.text != "-":
            return False
    return False
