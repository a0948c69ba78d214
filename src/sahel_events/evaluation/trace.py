"""Finds the stage of each error, from what is at hand: records and gold always, the rejected candidates and
the articles where their files are given."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from ..schema import Rejected
from .gold import GoldEvent
from .judge import Judgement
from .likeness import Row, overlap, record_quotations, words
from .sources import ArticleText
from .stages import Mistake, Stage
from .values import value_mistakes

Spans = list[tuple[int, int]]

TOLD_FROM: Final = 0.7
"""Where there are no spans to compare: two quotations with this share of common words tell the same. With
nothing else in common it is what the judge pairs at."""
KEPT_FROM: Final = 0.5
"""A quotation was kept if at least half of its characters were."""
_WORD = re.compile(r"[^\W_]+")


class Tracer:
    """Says for each error where it arose.

    `rejected` and `texts` are None where their files are not given. `changed` names the articles whose text
    is another than when they were read, so that spans say nothing.
    """

    def __init__(
        self,
        rejected: Iterable[Rejected] | None = None,
        texts: Mapping[str, ArticleText] | None = None,
        changed: Collection[str] = (),
    ) -> None:
        self.texts, self.changed = texts, frozenset(changed)
        self.rejected: dict[str, list[Rejected]] | None = None
        if rejected is not None:
            self.rejected = {}
            for row in rejected:
                self.rejected.setdefault(row.article.id, []).append(row)

    @property
    def cannot_tell(self) -> list[Stage]:
        """The stages that NOT_TOLD_APART stands for: none of them where both files are given."""
        found = [] if self.texts is not None else [Stage.NOT_READ, Stage.CLEANED_AWAY]
        if found or self.rejected is None:
            found.append(Stage.NOT_TRIGGERED)
        if self.rejected is None:
            found.append(Stage.REJECTED_WRONGLY)
        return found

    def mistakes(self, judgements: Iterable[Judgement]) -> list[Mistake]:
        """Every error, in the order of the judgements, which stand together by article."""
        return [
            mistake
            for article, found in groupby(judgements, lambda each: each.article)
            for mistake in self._article(article, list(found))
        ]

    def _article(self, article: str, judgements: Sequence[Judgement]) -> Iterator[Mistake]:
        text = self.texts.get(article) if self.texts is not None else None
        rejected = self.rejected.get(article, []) if self.rejected is not None else []
        scene = _Scene(judgements, rejected, None if article in self.changed else text)
        unread = self.texts is not None and text is None and not any(j.record for j in judgements)
        for each in judgements:
            if not each.judged:
                continue
            if each.record is None:
                assert each.gold is not None
                stage, got, reasons = (Stage.NOT_READ, None, ()) if unread else self._missed(each.gold, scene)
                yield Mistake(
                    article, stage, "event", each.number, _id(got), each.gold.evidence, _told(got), reasons
                )
            elif each.gold is None:
                stage, number = scene.spurious(each.record)
                yield Mistake(article, stage, "event", number, each.record["id"], None, _told(each.record))
            else:
                yield from value_mistakes(each)

    def _missed(self, event: GoldEvent, scene: _Scene) -> tuple[Stage, Row | None, tuple[str, ...]]:
        """The stage of a gold event without a record, the record that took its place, and the reasons of the
        candidates that stand in its words."""
        if scene.cleaned_away(event):
            return Stage.CLEANED_AWAY, None, ()
        alike = scene.record_of(event, paired=False)
        if alike is not None:
            return Stage.TOLD_OTHERWISE, alike, ()
        reasons = scene.reasons(event, trigger=True)
        if reasons:
            return Stage.REJECTED_WRONGLY, None, reasons
        joined = scene.record_of(event, paired=True)
        if joined is not None:
            return Stage.JOINED_WRONGLY, joined, ()
        reasons = scene.reasons(event, trigger=False)
        if reasons:
            return Stage.REJECTED_WRONGLY, None, reasons
        if self.cannot_tell:
            return Stage.NOT_TOLD_APART, None, ()
        return Stage.NOT_TRIGGERED, None, ()


class _Scene:
    """One article: what stands in the words of its gold events."""

    def __init__(
        self, judgements: Sequence[Judgement], rejected: Sequence[Rejected], text: ArticleText | None
    ) -> None:
        self.judgements, self.rejected, self.text = judgements, rejected, text

    def cleaned_away(self, event: GoldEvent) -> bool:
        """Whether no quotation of the event is in the text that was kept."""
        if self.text is None:
            return False
        kept = self.text.kept
        return not any(
            sum(max(0, min(end, b) - max(start, a)) for a, b in kept) >= KEPT_FROM * (end - start)
            for start, end in self._spans(event)
        )

    def record_of(self, event: GoldEvent, *, paired: bool) -> Row | None:
        """The first record, with or without a gold event of its own, that tells what the event's words do."""
        records = (j.record for j in self.judgements if j.record and (j.gold is not None) is paired)
        return next((record for record in records if self._tells(record, event)), None)

    def spurious(self, record: Row) -> tuple[Stage, int | None]:
        """The stage of a record without gold, and the gold event in whose words it stands."""
        told = [j for j in self.judgements if j.gold is not None and self._tells(record, j.gold)]
        if not told:
            return Stage.KEPT_WRONGLY, None
        first = next((j for j in told if j.record is None), told[0])
        return Stage.TOLD_OTHERWISE if first.record is None else Stage.JOINED_WRONGLY, first.number

    def reasons(self, event: GoldEvent, *, trigger: bool) -> tuple[str, ...]:
        """Why candidates in the event's words were rejected: those whose trigger stands there, or whose
        sentence does."""
        found = []
        for row in self.rejected:
            part = row.trigger if trigger else row.evidence
            if self._same_words(event, [part.span], [part.text], whole=trigger):
                found.append(f"{row.reason.value} ({row.trigger.text}: {', '.join(row.rules)})")
        return tuple(dict.fromkeys(found))

    def _tells(self, record: Row, event: GoldEvent) -> bool:
        spans = [tuple(row["span"]) for row in record["evidence"] if row.get("span")]
        return self._same_words(event, spans, record_quotations(record))

    def _same_words(
        self, event: GoldEvent, spans: Sequence[Any], texts: Sequence[str], *, whole: bool = False
    ) -> bool:
        """Whether some words stand in the event's: by their spans where the article is at hand, else by the
        words themselves (`whole`: all of them)."""
        own = self._spans(event)
        if own and spans:
            return any(start < b and a < end for start, end in own for a, b in spans)
        if whole:
            return any(set(words(t)) <= set(words(q)) for t in texts for q in event.quotations)
        return overlap(event.quotations, texts) >= TOLD_FROM

    def _spans(self, event: GoldEvent) -> Spans:
        if self.text is None:
            return []
        return [span for quotation in event.quotations for span in find(self.text.text, quotation)]


def find(text: str, quotation: str) -> Spans:
    """Where the words of a quotation stand in a text, whatever stands between them."""
    parts = _WORD.findall(quotation)
    if not parts:
        return []
    pattern = r"[\W_]+".join(map(re.escape, parts))
    return [match.span() for match in re.finditer(rf"\b{pattern}\b", text, re.IGNORECASE)]


def _id(record: Row | None) -> str | None:
    return record["id"] if record is not None else None


def _told(record: Row | None) -> str | None:
    """What a record tells, in short."""
    if record is None:
        return None
    return f"{record['sub_event_type']}: {record_quotations(record)[0]}"
