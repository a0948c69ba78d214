"""Passages of an article with words marked in them: coloured and numbered, in angle quotes without colour."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.text import Text

from . import text

CONTEXT = 160
"""Characters of the article shown before and after marked words: about a sentence of news (20 to 25
words)."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Words to mark: characters `start` to `end`, how (a style of Rich), and the number behind them (None for
    evidence)."""

    start: int
    end: int
    style: str
    number: int | None

    def within(self, article: str) -> bool:
        """Whether the article has such characters."""
        return 0 <= self.start < self.end <= len(article)


def passages(article: str, marks: Sequence[Mark], *, plain: bool) -> Iterator[Text]:
    """The passages of the article that hold marked words, these marked; "[…]" for what is left out. Marks
    outside the article are passed over; `plain` is for a console without colour."""
    inside = [mark for mark in marks if mark.within(article)]
    shown = text.safe(article)
    previous = 0
    for start, end in windows(shown, ((mark.start, mark.end) for mark in inside)):
        if start > previous:
            yield Text("[…]", style="dim")
        yield _marked(shown, start, end, inside, plain=plain)
        previous = end
    if previous < len(shown.rstrip()):
        yield Text("[…]", style="dim")


def windows(article: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches of an article that hold `spans`: each with CONTEXT around it, widened to whole words,
    joined where they touch."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        low, high = max(0, start - CONTEXT), min(len(article), end + CONTEXT)
        while low > 0 and not article[low - 1].isspace():
            low -= 1
        while high < len(article) and not article[high].isspace():
            high += 1
        if joined and low <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(high, joined[-1][1]))
        else:
            joined.append((low, high))
    return joined


def _marked(article: str, start: int, end: int, marks: Sequence[Mark], *, plain: bool) -> Text:
    """One passage: words in the style of their field, and behind them the numbers of their values."""
    inside = [mark for mark in marks if start <= mark.start and mark.end <= end]
    edges = sorted({start, end, *(m.start for m in inside), *(m.end for m in inside)})
    passage = Text()
    for left, right in itertools.pairwise(edges):
        if plain:
            passage.append("‹" * sum(mark.start == left and mark.number is not None for mark in inside))
        styles = [mark.style for mark in inside if mark.start <= left and right <= mark.end]
        passage.append(article[left:right], style=" ".join(sorted(filter(None, styles), key=len)))
        ending = [mark.number for mark in inside if mark.end == right and mark.number is not None]
        if ending:
            numbers = f"[{','.join(map(str, ending))}]"
            passage.append("›" * len(ending) + numbers if plain else numbers, style="dim")
    passage.rstrip()
    return passage
