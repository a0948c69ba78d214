"""Cuts plain text into units: paragraphs, and single lines where a line is a paragraph of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

_BREAK = re.compile(r"(?:\r\n|[\r\n\v\f\x85\u2028\u2029])")
_BULLET = re.compile(r"^(?:[•▪●◦‣∙·*–—-]|\(?\d{1,2}[.)]|[►▶>»])\s+\S")
_ENDS_SENTENCE = re.compile(r"[.!?…:;][\"”’')\]»]{0,3}$")

WRAP_MAX = 110
"""Longest line of text that was wrapped by hand or by a mail program: those wrap at 65 to 100 characters,
while paragraphs of news are longer."""
_RAGGED = 12
"""By how many characters a wrapped line may fall short of the width although the next word would have fitted
(long words, tabs, justified text)."""
_SHORTEST_WRAP = 40


_DUMP_DATE = re.compile(r"\s*date:?\s\d{4}-\d\d-\d\d(?=(?:\s+\S+){4})", re.IGNORECASE)
"""What dumps of web pages write before the page's own first line ("date 2020-01-27 Gunmen kill …"): the day
is a line of its own where at least four words, a headline, follow."""


def is_bullet(text: str) -> bool:
    """Whether a unit is an item of a list: a bullet or a number, and words."""
    return _BULLET.match(text) is not None


def ends_sentence(text: str) -> bool:
    """Whether text ends with a mark that ends a sentence or announces what follows, quotes and brackets
    aside."""
    return _ENDS_SENTENCE.search(text[-8:]) is not None


def units(text: str) -> list[tuple[int, int]]:
    """The units of a text as offsets, without white space around, in order; all that is not white space is in
    one.

    A line is a unit. Lines are joined where the text is wrapped: where all of its lines are short and a line
    is as long as it could be, or where one goes on in lower case after a long line without an end mark.
    """
    lines = [part for line in _lines(text) for part in _parted(text, line)]
    width = _wrap_width(text, lines)
    joined: list[tuple[int, int]] = []
    last = (0, 0)
    for start, end in lines:
        if joined and _goes_on(text, last, (start, end), width):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
        last = (start, end)
    return joined


def _lines(text: str) -> Iterator[tuple[int, int]]:
    position = 0
    while position < len(text):
        found = _BREAK.search(text, position)
        stop = found.start() if found else len(text)
        line = text[position:stop]
        stripped = line.strip()
        if stripped:
            start = position + line.index(stripped[0])
            yield start, start + len(stripped)
        position = found.end() if found else len(text)


def _parted(text: str, line: tuple[int, int]) -> list[tuple[int, int]]:
    """A line, in two where it is the text's first and a dump's date stands before its headline."""
    start, end = line
    found = _DUMP_DATE.match(text, 0, end)
    if found is None or start > found.end():
        return [line]
    rest = text[found.end() : end]
    return [(start, found.end()), (end - len(rest.lstrip()), end)]


def _wrap_width(text: str, lines: list[tuple[int, int]]) -> int | None:
    """The width at which a text is wrapped; None where its lines are whole paragraphs. In wrapped prose most
    lines are full and most full lines go on in lower case; in lists of equally long lines none does."""
    lengths = sorted(end - start for start, end in lines)
    if len(lengths) < 4:
        return None
    width = lengths[len(lengths) * 95 // 100]
    if not _SHORTEST_WRAP <= width <= WRAP_MAX:
        return None
    full = sum(length >= width - _RAGGED for length in lengths)
    low = sum(text[start].islower() for start, _ in lines)
    return width if full >= 0.4 * len(lengths) and low >= 0.25 * full else None


def _goes_on(text: str, before: tuple[int, int], line: tuple[int, int], width: int | None) -> bool:
    """Whether a line is the rest of the paragraph of the line before."""
    if len(_BREAK.findall(text, before[1], line[0])) != 1:
        return False
    first = text[line[0]:line[1]]
    if is_bullet(first):
        return False
    length = before[1] - before[0]
    if width is not None:
        return length + 1 + len(first.split(None, 1)[0]) > width - _RAGGED
    unended = not ends_sentence(text[before[0]:before[1]])
    return unended and first[0].islower() and length >= _SHORTEST_WRAP
