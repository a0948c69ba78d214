"""The whole way from articles to events: the only room that knows it all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from .corpus.clean import KEPT, Block, BlockLabel, clean, kept_text, title_of
from .corpus.dateline import Dateline, find_dateline
from .corpus.pieces import NO_MEMORY
from .corpus.read import Problem, article_from_text, read_articles
from .errors import SahelEventsError, SkipReason, TimeLimitError, UsageError
from .events.assemble import Assembler
from .events.frames import Refused
from .events.gate import Gate, Passage
from .events.headings import heads_day
from .events.portions import portions, recut
from .events.reading import Story, Unit
from .language.build import load_pipeline, model_name, name_of
from .language.shortcuts import Shortcuts
from .language.skim import Skimmer
from .lexicon.versions import made_with
from .limit import held, time_limit
from .schema import Article, Event, MadeWith, Rejected, RejectedArticle, Span
from .settings import Settings


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one article, or the problem that kept it from being read."""

    article: Article | None
    problem: Problem | None = None
    events: tuple[Event, ...] = ()
    rejected: tuple[Rejected, ...] = ()


class Extractor:
    """Articles in, events out. Loads the pipeline at the first article; use one for many articles."""

    def __init__(self, settings: Settings | None = None, nlp: Language | None = None) -> None:
        """`nlp`: a pipeline that has our components already (default: that of `settings.model`)."""
        self.settings = settings or Settings()
        self._given = nlp

    @cached_property
    def nlp(self) -> Language:
        """The pipeline, loaded when first asked for."""
        with held():
            return self._given or load_pipeline(self.settings)

    @cached_property
    def shortcuts(self) -> Shortcuts:
        """What makes the pipeline faster while it is used here."""
        return Shortcuts(self.nlp)

    @cached_property
    def skim(self) -> Skimmer:
        """What reads paragraphs by their words alone."""
        return Skimmer(self.nlp)

    @cached_property
    def gate(self) -> Gate:
        """What tells by the words alone which articles the pipeline need not read."""
        with held():
            return Gate(self.settings)

    @cached_property
    def made_with(self) -> MadeWith:
        """What the records say of their making."""
        known = name_of(self.settings.model) if self._given is None else model_name(self._given)
        return made_with(self.settings, known)

    @cached_property
    def assembler(self) -> Assembler:
        """The rooms behind the pipeline."""
        with held():
            return Assembler(self.settings)

    def extract(self, items: Iterable[Article | Problem]) -> Iterator[Result]:
        """One result for each article or problem, in the same order.

        An article that our own code stumbles over, or that the memory does not suffice for, costs itself, not
        the run: its result is a problem with the reason INTERNAL_ERROR or OUT_OF_MEMORY. Raises ModelError,
        TableError and UsageError for wrong settings.
        """
        for item in items:
            if isinstance(item, Problem):
                yield Result(None, item)
                continue
            try:
                yield self.article(item)
            except TimeLimitError as error:
                cause = f"article {item.id!r} {error}"
                yield Result(None, Problem(item.path, None, SkipReason.TIMED_OUT, cause))
            except SahelEventsError:
                raise
            except MemoryError:
                yield Result(None, Problem(item.path, None, SkipReason.OUT_OF_MEMORY, NO_MEMORY))
            except Exception as error:
                first = str(error).partition("\n")[0]
                cause = f"a fault of this program, please report it: {type(error).__name__}: {first}"
                yield Result(None, Problem(item.path, None, SkipReason.INTERNAL_ERROR, cause))

    def article(self, article: Article) -> Result:
        """The events of one article, sorted as they stand in it, every span checked against its text. Raises
        TimeLimitError where it takes longer than `settings.max_seconds`.
        """
        try:
            with time_limit(self.settings.max_seconds):
                return self._result(article)
        except TimeLimitError:
            self._forget()
            raise

    def _forget(self) -> None:
        """Drop what an article that was broken off may have left half done; the next one loads it anew."""
        for name in ("nlp", "shortcuts", "skim", "gate", "assembler"):
            self.__dict__.pop(name, None)

    def _result(self, article: Article) -> Result:
        blocks = clean(article, self.settings.rules)
        dateline = find_dateline(article, blocks, self.settings.rules)
        passages = passages_of(article, blocks, dateline)
        verdict = self.gate.judge(passages)
        events: list[Event] = []
        rejected: list[Rejected] = []
        if verdict.read or not self.settings.gate:
            story = Story(article, dateline, title_of(article, blocks), ())
            events, rejected = self._records(story, passages, verdict.read)
        if not verdict.read:  # whatever the pipeline makes of it, where it was asked
            events, rejected = [], []
        rejected += [_rejected(article, r) for r in verdict.refused]
        rejected.sort(key=lambda r: (r.trigger.span, r.reason, r.rules))
        made = {"made_with": self.made_with if events or rejected else None}
        events = [event.model_copy(update=made) for event in events]
        rejected = [candidate.model_copy(update=made) for candidate in rejected]
        records: list[Event | Rejected] = [*events, *rejected]
        for record in records:
            check_spans(record, article.text)
        return Result(article, None, tuple(events), tuple(rejected))

    def _records(
        self, story: Story, passages: Sequence[Passage], read: Collection[int]
    ) -> tuple[list[Event], list[Rejected]]:
        """What comes of the passages of an article: those of the numbers `read` by the whole pipeline, each
        for itself, whatever stands beside it, the rest by their words.
        """
        assembler, skim = self.assembler, self.skim  # their strings must outlive the zone
        with self.nlp.memory_zone(), self.shortcuts.taken():
            numbers = sorted(read)
            docs = dict(zip(numbers, self._read([passages[i] for i in numbers]), strict=True))
            if not self.settings.gate:  # by themselves, so that the others are multiplied in the same rows
                self._read([p for i, p in enumerate(passages) if i not in read])
            units = [
                unit
                for i, p in enumerate(passages)
                for unit in (docs[i] if i in read else _whole(p, skim(p.text), skim))
            ]
            events, refused = assembler.events(replace(story, units=units))
            return events, [_rejected(story.article, r) for r in refused]

    def _read(self, passages: Sequence[Passage]) -> list[list[Unit]]:
        """For each passage what the whole pipeline reads in it; more than one unit where it is too long."""
        docs = list(self.nlp.pipe([p.text for p in passages]))
        parts = [recut(p, doc) for p, doc in zip(passages, docs, strict=True)]
        again = self.nlp.pipe([part.text for cut in parts if cut for part in cut])
        return [
            [p.unit(doc)] if cut is None else [part.unit(next(again)) for part in cut]
            for p, doc, cut in zip(passages, docs, parts, strict=True)
        ]


_TOLD = KEPT | {BlockLabel.SUBTITLE, BlockLabel.DATELINE, BlockLabel.HEADING}
"""Blocks by which the distance of two paragraphs is counted: links, captions and share bars that stand
between them take them no further apart."""


def passages_of(article: Article, blocks: Sequence[Block], dateline: Dateline) -> list[Passage]:
    """What is read of an article: its blocks that may tell events, in portions that can be read at one go."""
    found: list[Passage] = []
    number = -1
    for block in blocks:
        number += block.label in _TOLD
        if not _kept(article, block):
            continue
        text, segments = kept_text(article, block)
        start = dateline.body_start
        if start is not None and block.start <= start < block.end:
            skip = start - block.start
            text, segments = text[skip:], [(max(k - skip, 0), max(a, start)) for k, a in segments]
            segments = _last_of_equals(segments)
        if text.strip():
            found += portions(Passage(text, tuple(segments), block.label is BlockLabel.TITLE, number))
    return found


def _kept(article: Article, block: Block) -> bool:
    """Whether a block goes to the pipeline: what may tell events, and the days that head parts of a diary."""
    return block.label in KEPT or (
        block.label is BlockLabel.HEADING and heads_day(article.text[block.start : block.end])
    )


def _whole(passage: Passage, doc: Doc, skim: Skimmer) -> list[Unit]:
    """The units of a passage that was skimmed, in more than one where a sentence is too long."""
    parts = recut(passage, doc)
    if parts is None:
        return [passage.unit(doc, skimmed=True)]
    return [part.unit(skim(part.text), skimmed=True) for part in parts]


def _rejected(article: Article, refused: Refused) -> Rejected:
    """The record of a trigger that carries no event."""
    sentence, trigger = refused.sentence, refused.trigger
    return Rejected(
        article=RejectedArticle(id=article.id, path=article.path, sha256=article.sha256),
        reason=refused.reason,
        why=refused.reason.why,
        rules=(trigger.id_, refused.rule),
        trigger=_span(article, sentence.words(trigger.start, trigger.end)[1]),
        evidence=_span(article, sentence.words(sentence.start, sentence.end)[1]),
    )


def _span(article: Article, offsets: tuple[int, int]) -> Span:
    """The article's words between two offsets, without white space at their ends."""
    text = article.text[slice(*offsets)]
    start = offsets[0] + len(text) - len(text.lstrip())
    return Span(text=text.strip(), span=(start, start + len(text.strip())))


def _last_of_equals(segments: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    return sorted(dict(segments).items())


def check_spans(record: Event | Rejected, text: str) -> None:
    """Raise AssertionError unless every span of the record slices back to its words: a bug of ours, never
    the user's.
    """
    for span in record.spans():
        start, end = span.span
        if text[start:end] != span.text:
            raise AssertionError(
                f"span {span.span} of article {record.article.id} is {text[start:end]!r}, not {span.text!r}"
            )


def extract(
    source: str | Path | Article | Iterable[str | Path | Article],
    *,
    settings: Settings | None = None,
    published: date | None = None,
) -> list[Event]:
    """The events of files, folders, articles or a text.

    source: a `Path` (or several), `Article`s, or a str: the path of a file or folder that is there, else an
    article's text. published: publication date for articles that give none. Raises ModelError, TableError
    or UsageError for wrong settings, TimeLimitError for an article that takes longer than
    `settings.max_seconds`; files that cannot be read are left out (use `Extractor` to see them).
    """
    chosen = (settings or Settings()).updated(published=published)
    extractor = Extractor(chosen)
    articles = (item for item in _items(source, chosen) if isinstance(item, Article))
    return [e for article in articles for e in extractor.article(article).events]


def _is_path(text: str) -> bool:
    """Whether a text is the path of a file or folder that is there."""
    try:
        return bool(text.strip()) and "\n" not in text and Path(text).exists()
    except (OSError, ValueError):  # longer than a name may be, or with a character that none may have
        return False


def _items(
    source: str | Path | Article | Iterable[str | Path | Article], settings: Settings
) -> Iterator[Article | Problem]:
    if isinstance(source, str) and not _is_path(source):
        yield article_from_text(source, published=settings.published)
        return
    for item in [source] if isinstance(source, (str, Path, Article)) else source:
        if isinstance(item, Article):
            yield item
        else:
            yield from read_articles([item], settings)


class SahelEvents:
    """The last component: assembles the marks of a Doc into events, as JSON texts in `doc._.sahel_events`.

    The Doc is read as one article of plain text, each line a paragraph; its publication date is
    `doc._.sahel_published` (an ISO date), if that is set before.
    """

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp
        self.model = model_name(nlp)
        self.assembler = Assembler(Settings())
        if not Doc.has_extension("sahel_events"):
            Doc.set_extension("sahel_events", default=None)
        if not Doc.has_extension("sahel_published"):
            Doc.set_extension("sahel_published", default=None)

    def __call__(self, doc: Doc) -> Doc:
        """Assemble; spans count characters of `doc.text`. Raises UsageError for a publication date that is
        none.
        """
        article = article_from_text(doc.text, id="doc", published=_published(doc))
        units = [Unit(doc, ((0, 0),), False, 0)] if doc.text.strip() else []
        events, _ = self.assembler.events(Story(article, Dateline(article.published), None, units))
        made = {"made_with": made_with(Settings(), self.model)}
        doc._.sahel_events = [event.model_copy(update=made).to_json() for event in events]
        return doc


def _published(doc: Doc) -> date | None:
    given = doc._.sahel_published
    try:
        return date.fromisoformat(given) if given else None
    except (TypeError, ValueError) as error:
        raise UsageError(f"doc._.sahel_published: {given!r} is no date such as 2020-06-17") from error


@Language.factory(
    "sahel_events", assigns=["doc._.sahel_events"], requires=["doc.sents", "doc.ents", "token.pos"]
)
def make_sahel_events(nlp: Language, name: str) -> Any:
    """The component `sahel_events`; adds the marking components that the pipeline lacks before itself."""
    from .language.build import add_components

    add_components(nlp)
    return SahelEvents(nlp)
