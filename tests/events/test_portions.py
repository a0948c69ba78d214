"""Paragraphs in portions: nothing is lost, nothing too long, and offsets lead back to the article."""

from __future__ import annotations

import pytest
import spacy

from cases import table
from sahel_events.events.gate import Passage
from sahel_events.events.portions import (
    LONGEST_PARAGRAPH,
    LONGEST_RUN,
    LONGEST_SENTENCE,
    MOST_SENTENCES,
    portions,
    recut,
)

TOLD = "Gunmen killed 12 soldiers near Gao. "
TEXTS = [
    (TOLD * 3, 1, "a paragraph of news"),
    (TOLD * 250, 2, "many sentences"),
    (TOLD[:-2] + " and then " * 500, 6, "a run without an end, parted at blanks"),
    ("one, two; " * 300, 4, "parted at pauses"),
    ("x" * 4_000, 5, "a word"),
    (".,;:!?-()[]{}" * 400, 6, "marks"),
    (TOLD * 30 + "x" * 2_000 + " " + TOLD * 30, 4, "a word among sentences"),
]
SEGMENTS = ((0, 50), (40, 100), (1_500, 2_000), (3_000, 9_000))


def offset(passage: Passage, at: int) -> int:
    """Where a character of a passage stands in the article."""
    kept, start = [segment for segment in passage.segments if segment[0] <= at][-1]
    return start + at - kept


@pytest.mark.parametrize(("text", "count"), table(TEXTS))
def test_portions(text: str, count: int) -> None:
    whole = Passage(text, SEGMENTS, False, 7)
    parts = list(portions(whole))
    assert "".join(part.text for part in parts) == text
    assert len(parts) == count
    assert all(len(part.text) <= LONGEST_PARAGRAPH for part in parts)
    assert all("." in part.text or len(part.text) <= LONGEST_RUN for part in parts)
    at = 0
    for part in parts:
        assert (part.title, part.block, part.segments[0][0]) == (False, 7, 0)
        assert [offset(part, i) for i in range(len(part.text))] == [
            offset(whole, at + i) for i in range(len(part.text))
        ]
        at += len(part.text)


def test_white_space_is_no_portion() -> None:
    parts = list(portions(Passage("Gao" + " " * 5_000 + "Gao", ((0, 0),), False, 0)))
    assert [(part.text.strip(), part.segments) for part in parts] == [
        ("Gao", ((0, 0),)), ("Gao", ((0, parts[1].segments[0][1]),)),
    ]  # fmt: skip
    assert parts[1].segments[0][1] + parts[1].text.index("Gao") == 5_003


@pytest.mark.parametrize(("words", "starts", "parts"), table([
    (50, {10, 20}, 0, "short sentences"),
    (LONGEST_SENTENCE, set(), 0, "as long as may be"),
    (LONGEST_SENTENCE + 1, set(), 2, "a word more"),
    (1_000, {10, 20}, 6, "a long one behind short ones"),
    (4 * MOST_SENTENCES, set(range(0, 4 * MOST_SENTENCES, 2)), 2, "many sentences"),
]))  # fmt: skip
def test_recut(words: int, starts: set[int], parts: int) -> None:
    doc = spacy.blank("en")("word " * words)
    for token in doc:
        token.is_sent_start = token.i in starts or token.i == 0
    found = recut(Passage(doc.text, ((0, 0),), False, 0), doc)
    if not parts:
        assert found is None
        return
    assert found is not None
    assert "".join(part.text for part in found) == doc.text
    assert len(found) == parts
    if not starts:
        assert all(len(part.text.split()) <= LONGEST_SENTENCE for part in found)
