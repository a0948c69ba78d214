"""What the event rooms read an article as: paragraphs, sentences and mentions, with offsets into the
article's text. `mentions` builds them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span

from ..corpus.dateline import Dateline
from ..language.components.quantities import Count
from ..schema import Article

SIDES_ARMED = frozenset({"militant", "rebel", "bomber", "militia", "mercenary"})
SIDES_STATE = frozenset({"army", "security", "police", "gendarme", "peacekeeper", "authority"})


@dataclass(frozen=True, slots=True)
class Unit:
    """One paragraph that the pipeline read: its Doc over the kept text, and where that text stands in the
    article.

    segments: (offset in the kept text, offset in the article) of each stretch without a cut, ascending.
    skimmed: without the model, so that it tells no event, but may say where and when another was.
    """

    doc: Doc
    segments: tuple[tuple[int, int], ...]
    title: bool
    block: int
    skimmed: bool = False

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the article of characters `start:end` of the Doc's text (end > start)."""
        return self._map(start), self._map(end - 1) + 1

    def _map(self, offset: int) -> int:
        kept, at = self.segments[bisect_right(self.segments, (offset, float("inf"))) - 1]
        return at + offset - kept


@dataclass(frozen=True, slots=True)
class Story:
    """One article as the assembler takes it: paragraphs that may hold events, in order."""

    article: Article
    dateline: Dateline
    title: str | None
    units: Sequence[Unit]


@dataclass(slots=True)
class Mention:
    """Somebody who can act or suffer: tokens start:end of a Doc. `count` is what stands before the noun ("six
    Mauritanian soldiers"); `mission`: a post or convoy of no named owner where peacekeepers were the force
    named last.
    """

    span: Span
    side: str
    ids: tuple[str, ...] = ()
    facility: bool = False
    country: str | None = None
    count: Count | None = None
    count_span: Span | None = None
    armed: bool = False
    force: tuple[str, ...] = ()
    mission: bool = False
    start: int = field(init=False)
    end: int = field(init=False)

    def __post_init__(self) -> None:
        self.start, self.end = self.span.start, self.span.end  # asked for a hundred times each

    def becomes(self, span: Span, side: str) -> None:
        """Take other words, and the side that they tell."""
        self.span, self.side = span, side
        self.start, self.end = span.start, span.end

    @property
    def text(self) -> str:
        """The words."""
        return str(self.span.text)

    @property
    def people(self) -> bool:
        """Whether the words stand for people who can be counted."""
        return not self.facility and self.side not in {"convoy", "org"}


@dataclass(slots=True)
class Sentence:
    """One sentence, tokens start:end of its Doc, with all marks in it, in order. `index` counts sentences of
    the article from 0; `chances`: what the classifier thinks that it tells; `entry`: that of a chronicle, 0
    outside of one; `lower`: its words in lower case; `text`: as the Doc has it.
    """

    unit: Unit
    span: Span
    index: int
    mentions: list[Mention] = field(default_factory=list)
    dates: list[Span] = field(default_factory=list)
    places: list[Span] = field(default_factory=list)
    quantities: list[Span] = field(default_factory=list)
    triggers: list[Span] = field(default_factory=list)
    countries: list[tuple[Span, str]] = field(default_factory=list)
    nations: list[tuple[Span, str]] = field(default_factory=list)
    before: Sentence | None = None
    cues: list[Span] = field(default_factory=list)
    chances: Mapping[str, float] = field(default_factory=dict)
    entry: int = 0
    doc: Doc = field(init=False)
    start: int = field(init=False)
    end: int = field(init=False)
    lower: list[str] = field(init=False)
    text: str = field(init=False)

    def __post_init__(self) -> None:
        self.doc, self.start, self.end = self.unit.doc, self.span.start, self.span.end
        self.lower = [token.lower_ for token in self.span]  # once for all the rules that look for a word
        self.text = self.span.text

    def has_cue(self, *kinds: str, start: int | None = None, end: int | None = None) -> Span | None:
        """The first cue of one of `kinds` within tokens start:end (the sentence where not given)."""
        low, high = self.start if start is None else start, self.end if end is None else end
        return next((c for c in self.cues if c.label_ in kinds and low <= c.start and c.end <= high), None)

    def at(self, words: Collection[str]) -> list[int]:
        """The tokens whose lower case is one of `words`."""
        return [i for i, word in enumerate(self.lower, self.start) if word in words]

    def home(self, span: Span) -> Sentence:
        """The sentence, this one or one before it, that holds `span`: a pronoun stands for other words."""
        sentence: Sentence | None = self
        while sentence is not None:
            if sentence.doc is span.doc and sentence.start <= span.start < sentence.end:
                return sentence
            sentence = sentence.before
        return self

    def words(self, start: int, end: int) -> tuple[str, tuple[int, int]]:
        """Characters of tokens start:end: (Doc text, offsets in the article)."""
        span = self.doc[start:end]
        return span.text, self.unit.place(span.start_char, span.end_char)


@dataclass(slots=True)
class Roles:
    """Mentions by role, in order of the text. `how` keeps the rule for each (by the first token)."""

    agents: list[Mention] = field(default_factory=list)
    patients: list[Mention] = field(default_factory=list)
    claimants: list[Mention] = field(default_factory=list)
    supporters: list[Mention] = field(default_factory=list)
    how: dict[int, str] = field(default_factory=dict)

    def add(self, role: str, mentions: Iterable[Mention], how: str) -> None:
        """Put mentions into the list of `role` ("agents" …) unless they are in one already."""
        for mention in mentions:
            if not _of_them(mention) and all(
                mention is not m for kind in (self.agents, self.patients, self.claimants) for m in kind
            ):
                getattr(self, role).append(mention)
                self.how.setdefault(mention.start, how)

    def support(self, mention: Mention) -> None:
        """Make a mention a supporter, whatever it was taken for."""
        self.agents = [m for m in self.agents if m is not mention]
        self.patients = [m for m in self.patients if m is not mention]
        if all(mention is not m for m in self.supporters):
            self.supporters.append(mention)
            self.how[mention.start] = "role.supports"


def _of_them(mention: Mention) -> bool:
    """Whether a mention is a part of one that was named: "five bombers, two of them women", "14 people, five
    children among them".
    """
    before = list(mention.span.doc[max(mention.start - 5, 0) : mention.start])
    for i in range(len(before) - 1):
        if before[i].lower_ == "of" and before[i + 1].lower_ in {"them", "whom"}:
            return all(t.tag_ in {"CD", "CC", "NN", "NNS", "JJ"} for t in before[i + 2 :])
    after = [t.lower_ for t in mention.span.doc[mention.end : mention.end + 2]]
    return after in _AMONG and any(t.text == "," for t in before[-3:])


_AMONG = (["among", "them"], ["among", "whom"])
