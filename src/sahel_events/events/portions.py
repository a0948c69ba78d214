"""Portions in which a text of any size is read, so that what is compared within one never grows with the
text: paragraphs and sentences have a longest size, far above that of news.

In 123 conflict articles, 172 of a broadcaster, 36 samples and 400 notes of single events the longest
paragraph has 2,570 characters, the longest sentence 84 tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from .gate import Passage

LONGEST_PARAGRAPH = 6_000
"""Characters of a paragraph that the pipeline reads at one go."""
LONGEST_RUN = 900
"""Characters without the end of a sentence, fewer than 200 tokens of prose: what is cut only after the model
has read it must be read again."""
LONGEST_SENTENCE = 200
"""Tokens of a sentence. The grammar of the event rooms looks from each word of a sentence at the others."""
MOST_SENTENCES = 100
"""Sentences of a paragraph."""

_END = re.compile(r"[.!?…][\"”’)\]]{0,2}\s")
_PAUSE = frozenset({",", ";", ":", "–", "—", ")"})


def portions(passage: Passage) -> Iterator[Passage]:
    """The passage in portions of at most LONGEST_PARAGRAPH characters, and of no more than LONGEST_RUN where
    no sentence ends: up to the last end of a sentence, else the last pause or white space before that, else
    exactly as many. A paragraph of news is its own only portion."""
    text, start = passage.text, 0
    while len(text) - start > LONGEST_RUN:
        end = _end(text, start)
        if end == len(text):
            break
        yield from _part(passage, start, end)
        start = end
    yield from _part(passage, start, len(text)) if start else (passage,)


def _end(text: str, start: int) -> int:
    """Where the portion ends that begins at `start`."""
    last = start
    for found in _END.finditer(text, start, start + LONGEST_PARAGRAPH):
        if found.end() - last > LONGEST_RUN:
            break
        last = found.end()
    if len(text) - last <= LONGEST_RUN and len(text) - start <= LONGEST_PARAGRAPH:
        return len(text)
    if last > start:
        return last
    half, most = start + LONGEST_RUN // 2, start + LONGEST_RUN
    return max(text.rfind(", ", half, most) + 1, text.rfind("; ", half, most) + 1) or (
        text.rfind(" ", half, most) + 1 or most
    )


def recut(passage: Passage, doc: Doc) -> list[Passage] | None:
    """The parts in which a passage is to be read again: where `doc`, what a pipeline made of it, has a
    sentence of more than LONGEST_SENTENCE tokens, or more than MOST_SENTENCES; None where it has not."""
    starts = [0]
    count = 0
    for sentence in doc.sents:
        count += 1
        long = sentence.end - sentence.start > LONGEST_SENTENCE
        if (long or count > MOST_SENTENCES) and sentence.start > starts[-1]:
            starts.append(sentence.start)
            count = 1
        if long:
            starts += _cuts(doc, sentence.start, sentence.end)
            starts.append(sentence.end)
            count = 0
    starts = [start for start in starts if start < len(doc)]
    if len(starts) < 2:
        return None
    at = [doc[start].idx for start in starts]
    ends = [*at[1:], len(passage.text)]
    return [part for a, b in zip(at, ends, strict=True) for part in _part(passage, a, b)]


def _cuts(doc: Doc, start: int, end: int) -> list[int]:
    """Where the tokens start:end are cut: behind the last pause of a stretch, if its second half has one."""
    found = []
    while end - start > LONGEST_SENTENCE:
        most = start + LONGEST_SENTENCE
        pauses = (i for i in range(most - 1, most - LONGEST_SENTENCE // 2, -1) if doc[i].text in _PAUSE)
        start = next(pauses, most - 1) + 1
        found.append(start)
    return found


def _part(passage: Passage, start: int, end: int) -> Iterator[Passage]:
    """Characters start:end of a passage as one of its own, where they are more than white space."""
    text = passage.text[start:end]
    if not text.strip():
        return
    before = [(k, at) for k, at in passage.segments if k <= start]
    first, at = before[-1]
    inside = [(k - start, at) for k, at in passage.segments if start < k < end]
    yield Passage(text, ((0, at + start - first), *inside), passage.title, passage.block)
