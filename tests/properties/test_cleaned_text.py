"""What cleaning keeps: words of the article as they stand in it, and offsets that lead back to them."""

from __future__ import annotations

import re

from hypothesis import event, example, given
from hypothesis import strategies as st

import strategies as our
from sahel_events.corpus.clean import Block, clean, kept_text
from sahel_events.corpus.read import article_from_text
from sahel_events.corpus.rules import Scope, block_rules
from sahel_events.corpus.units import units
from sahel_events.schema import Article

GLUED = our.one_of(
    *(text for rule in block_rules(None) if rule.scope == Scope.CUT for text in rule.match),
    "ADVERTISEMENT", " ADVERTISEMENT ", " (Read more: Army denies massacre) ", "(Read more: Army denies it)",
    " pic.twitter.com/abc123 ", "pic.twitter.com/abc123", "\u00ad", "\u200b", "© AFP ", "Ann RoeAnn Roe",
    " Reporting by A. Diallo; Editing by B. Fall",
)  # fmt: skip
"""What pages leave in the middle of paragraphs: the examples of the rules that cut it out, and some glued."""


@st.composite
def glued(draw: st.DrawFn) -> str:
    """News with such pieces at the beginning, the end, between words or within one."""
    text = draw(our.NEWS)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, 1000)) * len(text) // 1000
        if draw(st.booleans()):
            at = text.rfind(" ", 0, at) + 1
        text = text[:at] + draw(st.one_of(GLUED, GLUED, GLUED, our.WHOLE)) + text[at:]
    return text


TEXTS = glued()


def offsets(kept: str, segments: list[tuple[int, int]]) -> list[int]:
    """Where each kept character stands in the article."""
    found = []
    for number, (start, at) in enumerate(segments):
        end = segments[number + 1][0] if number + 1 < len(segments) else len(kept)
        found += range(at, at + end - start)
    return found


def blocks_of(text: str) -> tuple[Article, list[Block]]:
    article = article_from_text(text)
    found = clean(article)
    event("with a cut" if any(block.cuts for block in found) else "without")
    return article, found


@given(TEXTS)
@example("The attackers burned houses and (Read more: Army denies it)took cattle.")
@example("They burned houses and\u00ad (Read more: Army denies it)\u00adtook cattle.")
def test_no_word_is_joined_across_a_cut(text: str) -> None:
    """Every word of the kept text stands in one piece in the article's: no cut parts it, but for characters
    that nobody sees, such as soft hyphens."""
    article, found = blocks_of(text)
    for block in found:
        kept, segments = kept_text(article, block)
        at = offsets(kept, segments)
        assert len(at) == len(kept)
        unseen = {n for start, end, why in block.cuts if why == "cut.invisible" for n in range(start, end)}
        for word in re.finditer(r"\w+", kept):
            stretch = range(at[word.start()], at[word.end() - 1] + 1)
            assert "".join(article.text[n] for n in stretch if n not in unseen) == word[0]


@given(TEXTS)
def test_kept_and_cut_are_the_whole_text(text: str) -> None:
    """Blocks and what is cut from them hold all that is not white space, each character once."""
    article, found = blocks_of(text)
    seen: list[int] = []
    for block in found:
        kept, segments = kept_text(article, block)
        here = offsets(kept, segments) + [at for start, end, _ in block.cuts for at in range(start, end)]
        assert sorted(here) == list(range(block.start, block.end))
        seen += here
    assert len(set(seen)) == len(seen)
    left = set(range(len(article.text))) - set(seen)
    assert not any(article.text[at].strip() for at in left)


@given(our.disturbed())
def test_units_are_in_order_and_lose_nothing(text: str) -> None:
    position = 0
    for start, end in units(text):
        assert position <= start < end <= len(text)
        assert not text[position:start].strip()
        assert text[start:end] == text[start:end].strip()
        position = end
    assert not text[position:].strip()


@given(TEXTS)
def test_cleaning_twice_gives_the_same(text: str) -> None:
    article = article_from_text(text)
    assert clean(article) == clean(article)
