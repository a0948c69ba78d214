"""Which articles, and which of their paragraphs, can tell an event by their words alone, before any model
reads them.

Most news is of other things, and uses the words of violence for them: records are broken, strikers hit the
post, singles are released. An article is read where one of its sentences has a word that may carry an event
beside a sign of arms, or tells of violence twice over; or where it tells of violence at all beside a place, a
people or a force of the region. What these words are: `[gate]` and `[genre]` in words.toml, sides in
groups.toml, the tables of actors and places. Whoever adds triggers of his own means them: each is a sign.

Of such an article those paragraphs are read that have a word which may carry an event or a toll. Where one
paragraph alone has a sign, and that without arms or a side ("the late attack of the cyclist from Faso"), it
and the title alone are.

The rule holds whether the pipeline has read the article or not, so that a run may leave out what it says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

import spacy
from spacy.pipeline import Sentencizer
from spacy.tokens import Doc, Span

from ..errors import RejectReason
from ..language.components.actors import Actors, actor_table
from ..language.components.dates import Dates
from ..language.components.places import gazetteer, place_names
from ..language.components.triggers import Triggers, trigger_rules
from ..language.marks import TRIGGERS, marked
from ..language.matching import RuleMatcher
from ..language.ngrams import spans_of
from ..language.phrases import compile_pattern
from ..language.words import words
from ..lexicon.gazetteer import Place
from ..settings import Settings
from .frames import Refused
from .genre import EVERYDAY, WEAPONS
from .reading import SIDES_ARMED, SIDES_STATE, Sentence, Unit
from .resolve import FORCES
from .tolls import toll_matcher, toll_rules

RULE = "gate.no_sign"
_MILD_ACTS = words("gate.mild_acts")
"""Acts that are told of banks and clubs as well."""
_EVERYDAY = EVERYDAY | words("gate.everyday")
_SURE = words("gate.sure")
"""Words that nothing but violence is told with."""
_SIGNS = (WEAPONS - {"rocket", "rockets"}) | words("gate.signs")
"""Words beside which a trigger is believed."""
_COMMON = words("gate.common")
"""Heads of groups.toml that are at home in every part of a newspaper."""
_SIDES = SIDES_ARMED | (SIDES_STATE - {"authority"}) | {"protester"}
_BEFORE = words("gate.before_place")
_SHORT_VILLAGE = 5  # letters: names of villages no longer than these are words of many languages
_WORDS_KEPT = 30_000
"""Words that the tokenizer remembers, about 9 MB; then it starts over, so that memory does not grow."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph that may tell events: its kept text, where that stands in the article (see `Unit`),
    whether it is the title, its number among the blocks of the article's own text."""

    text: str
    segments: tuple[tuple[int, int], ...]
    title: bool
    block: int

    def unit(self, doc: Doc, skimmed: bool = False) -> Unit:
        """The paragraph as `doc` has read it."""
        return Unit(doc, self.segments, self.title, self.block, skimmed)


@dataclass(frozen=True, slots=True)
class _Glance:
    """A sentence with the words that may carry an event: triggers and tolls."""

    sentence: Span
    triggers: Sequence[Span]
    before: Span | None

    @property
    def around(self) -> list[Span]:
        """The sentence and the one before it in the paragraph: where a side that acts is named."""
        return [self.sentence] if self.before is None else [self.sentence, self.before]


class Sign(IntEnum):
    """How much a sentence says that an event is told."""

    NONE = 0
    WEAK = 1
    """Violence twice over, or beside a place or a people of the region, without arms or a side."""
    STRONG = 2


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an article's words say. `read`: the numbers of the passages that may tell an event; `refused`: the
    triggers of its other passages, which carry nothing."""

    read: frozenset[int]
    refused: list[Refused]


class Gate:
    """The rule; make one for many articles."""

    def __init__(self, settings: Settings) -> None:
        """Raises TableError for wrong tables and rules."""
        rules = str(settings.rules) if settings.rules else None
        self._settings = settings
        self._triggers = Triggers(rules)
        self._dates = Dates(rules)
        self._tolls = toll_matcher(settings.rules)
        self._own = _added(self._triggers.rules, trigger_rules())
        self._own_tolls = _added(self._tolls.rules, toll_rules())
        self._nlp = spacy.blank("en")
        self._sentences = Sentencizer()
        actors = actor_table(settings.actors).rows
        self._known = frozenset(r.id for r in actors if r.category in FORCES | {"civilians_group"})

    def judge(self, passages: Sequence[Passage]) -> Verdict:
        """Which of an article's passages the pipeline must read."""
        if len(self._nlp.vocab) > _WORDS_KEPT:
            self._nlp = spacy.blank("en")
        told: dict[int, list[_Glance]] = {}
        signs: dict[int, Sign] = {}
        for number, passage in enumerate(passages):
            doc = self._nlp.make_doc(passage.text)
            lower = [token.lower_ for token in doc]
            if not (self._triggers.matcher.occurs(lower) or self._tolls.matcher.occurs(lower)):
                continue
            told[number] = []
            if Sign.STRONG not in signs.values():
                told[number] = list(self._glances(self._sentences(doc), lower))
                signs[number] = max(map(self._sign, told[number]), default=Sign.NONE)
        weak = {number for number, sign in signs.items() if sign is Sign.WEAK}
        if Sign.STRONG in signs.values() or len(weak) > 1:
            return Verdict(frozenset(told), [])
        read = weak | {n for n in told if weak and passages[n].title}
        return Verdict(
            frozenset(read), [r for n in told if n not in read for r in _no_sign(passages[n], told[n])]
        )

    def _glances(self, doc: Doc, lower: Sequence[str]) -> Iterator[_Glance]:
        tolls = self._tolls.matcher.match(lower)
        hits = self._triggers.matcher.match(lower)
        if hits:
            if any(lower[start] == "march" for _, start, _ in hits):
                self._dates(doc)  # "March 5" is no march
            self._triggers(doc)
        triggers = marked(doc, TRIGGERS)
        before = None
        for sentence in doc.sents:
            here = [t for t in triggers if sentence.start <= t.start < sentence.end]
            counts = any(sentence.start <= start < sentence.end for _, start, _ in tolls)
            if here or counts:
                yield _Glance(sentence, here, before)
            before = sentence

    def _sign(self, glance: _Glance) -> Sign:
        """Whether a sentence is a reason to read the article."""
        if any(map(_sure, glance.triggers)) or self._is_own(glance) or any(map(self._armed, glance.around)):
            return Sign.STRONG
        grave = {t[0].lower_ for t in glance.triggers if self._grave(t)}
        weak = len(grave) > 1 or (bool(grave) and any(map(self._of_region, glance.around)))
        return Sign.WEAK if weak else Sign.NONE

    def _is_own(self, glance: _Glance) -> bool:
        """Whether a rule of the user's found something."""
        if any(t.id_ in self._own for t in glance.triggers):
            return True
        return bool(self._own_tolls) and any(
            rule.id in self._own_tolls for _, rule in self._tolls(glance.sentence)
        )

    def _grave(self, trigger: Span) -> bool:
        """Whether a word tells of violence or unrest outside of sport, trade and the arts."""
        weak = self._triggers.rules[trigger.id_].weak and trigger.label_ != "blast"
        if trigger.text == "March":
            return False  # the month, where no day stands beside it
        return not weak and trigger.label_ not in _MILD_ACTS and trigger[0].lower_ not in _EVERYDAY

    def _armed(self, sentence: Span) -> bool:
        """Whether a sentence has a sign of arms, or names an armed, state or protesting side."""
        lower = [token.lower_ for token in sentence]
        if not _SIGNS.isdisjoint(lower) or self._heads.occurs(lower):
            return True
        return any(set(s.kb_id_.split("|")) & self._known for s in self._names.named(sentence))

    @cached_property
    def _names(self) -> Actors:
        settings = self._settings
        table = str(settings.actors) if settings.actors else None
        return Actors(self._nlp, table, str(settings.rules) if settings.rules else None)

    @cached_property
    def _heads(self) -> RuleMatcher:
        """The nouns of the sides that no other news is full of."""
        matcher = RuleMatcher()
        for rule in self._names.rules.values():
            if rule.side in _SIDES:
                heads = [head for head in rule.heads if head not in _COMMON]
                matcher.add(rule.id, [compile_pattern(head) for head in heads])
        return matcher

    def _of_region(self, sentence: Span) -> bool:
        """Whether a sentence names a place or a people of the countries that the gazetteer is about."""
        places = gazetteer(self._settings.gazetteer, self._settings.gazetteer_only)
        if any(places.demonym(token.text) in places.home for token in sentence if token.text[0].isupper()):
            return True
        for span in spans_of(sentence, place_names(self._settings.gazetteer, self._settings.gazetteer_only)):
            place = places.find(span.text)[0]
            before = span.doc[span.start - 1].lower_ if span.start else ""
            if not span[0].text[0].isupper() or place.country not in places.home:
                continue
            if _surely(place, span) or (before in _BEFORE and _long_enough(place, span)):
                return True
        return False


def _no_sign(passage: Passage, glances: Sequence[_Glance]) -> Iterator[Refused]:
    """The triggers of a passage that is not read."""
    for glance in glances:
        sentence = Sentence(passage.unit(glance.sentence.doc), glance.sentence, 0)
        for trigger in glance.triggers:
            yield Refused(sentence, trigger, RejectReason.NO_SIGN, RULE)


def _sure(trigger: Span) -> bool:
    """Whether nothing but violence is told with these words: "kidnapped", "struck by a mine", "shot dead"."""
    return trigger[0].lower_ in _SURE or (len(trigger) > 1 and trigger[-1].lower_ in _SURE)


def _surely(place: Place, span: Span) -> bool:
    """Whether a name needs no preposition to be a place's: more than a village's, and no short word."""
    return not place.bulk and len(span.text) > 3


def _long_enough(place: Place, span: Span) -> bool:
    return not place.bulk or len(span.text) > _SHORT_VILLAGE


def _added(rules: Mapping[str, object], shipped: Mapping[str, object]) -> frozenset[str]:
    """The ids of the rules that the user added or changed."""
    return frozenset(key for key, rule in rules.items() if shipped.get(key) != rule)
