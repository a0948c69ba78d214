"""Processor time against size: what was once worst in each stage takes no more than its share when a text is
four times as long. `python -m benchmarks.cost` measures all stages and kinds of text (docs/cost.md)."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial

import pytest

from cases import table
from sahel_events.corpus.clean import clean
from sahel_events.corpus.dateline import find_dateline
from sahel_events.corpus.read import article_from_text
from sahel_events.events.chapters import LONGEST, TELLINGS
from sahel_events.pipeline import Extractor, passages_of
from sahel_events.schema import Article
from test_benchmarks import ROOT

sys.path.insert(0, str(ROOT))  # `benchmarks` is beside the package, not in it

from benchmarks.texts import KINDS

MOST = 8.0
"""How much longer a text of four times the length may take: 4 is linear, 16 quadratic."""


LONG_ENOUGH = 0.05
"""Seconds of work that are measured at once: of one millisecond the ratios were 2 to 8 where ours is 4."""


def seconds(work: Callable[[], object]) -> float:
    """The processor time of a run, of so many that they can be measured."""
    runs, start = 0, time.process_time()
    while runs == 0 or time.process_time() - start < LONG_ENOUGH:
        work()
        runs += 1
    return (time.process_time() - start) / runs


def ratio(make: Callable[[int], Callable[[], object]], size: int, repeats: int = 3) -> float:
    """How much longer four times the size takes: the least of each, measured in turn, since machines are
    now faster, now slower."""
    long, short = make(4 * size), make(size)
    taken = [(seconds(long), seconds(short)) for _ in range(repeats)]
    return min(each for each, _ in taken) / min(each for _, each in taken)


def story(kind: str, size: int) -> Article:
    return article_from_text(KINDS[kind](size), id=kind)


def clean_it(kind: str, size: int) -> Callable[[], object]:
    return partial(clean, story(kind, size))


def judge_it(extractor: Extractor, kind: str, size: int) -> Callable[[], object]:
    article = story(kind, size)
    blocks = clean(article)
    passages = passages_of(article, blocks, find_dateline(article, blocks))
    return partial(extractor.gate.judge, passages)


@pytest.mark.parametrize(("kind", "size"), table([
    ("lines", 8_000, "a block for every ten characters"),
    ("datelines", 6_000, "each line a date"),
    ("blanks", 250_000, "blanks alone"),
    ("word", 250_000, "one word"),
]))  # fmt: skip
def test_cleaning(kind: str, size: int) -> None:
    assert ratio(partial(clean_it, kind), size) < MOST


@pytest.mark.parametrize(("kind", "size"), table([
    ("brackets", 25_000, "marks that the tokenizer cuts off one by one: 100 s for a megabyte"),
    ("capitals", 50_000, "one word of capitals"),
    ("names", 5_000, "no two names alike"),
]))  # fmt: skip
def test_looking_at_the_words(extractor: Extractor, kind: str, size: int) -> None:
    judge_it(extractor, kind, 1_000)()
    assert ratio(partial(judge_it, extractor, kind), size) < MOST


def events_of(extractor: Extractor, kind: str, size: int) -> Callable[[], object]:
    """Reads and assembles a text without its limit of characters."""
    return partial(extractor.article, story(kind, size))


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "size"), table([
    ("dense", 15_000, "each telling was compared with each: 33 s for 100 kB"),
    ("paragraph", 15_000, "all in one paragraph"),
    ("sentence", 5_000, "each word of a sentence looked at the others: 25 s for 10 kB"),
]))  # fmt: skip
def test_whole_articles(extractor: Extractor, kind: str, size: int) -> None:
    events_of(extractor, kind, 3_000)()  # what is loaded and remembered once
    assert ratio(partial(events_of, extractor, kind), size, repeats=1) < MOST


@pytest.mark.slow
class TestChapters:
    """A text longer than any article of news is assembled in chapters."""

    def test_each_tells_its_events(self, extractor: Extractor) -> None:
        text = KINDS["dense"](20_000)
        events = extractor.article(article_from_text(text)).events
        assert len(events) > 1.5 * TELLINGS
        starts = [event.evidence[0].span[0] for event in events]
        assert starts == sorted(starts)
        assert starts[-1] > 19_000

    def test_what_is_told_again_in_another_is_one_event(self, extractor: Extractor) -> None:
        """As it is within one."""
        told = "Gunmen killed 12 soldiers in Ansongo on 3 March 2020."
        between = "The minister spoke of roads and schools to those who had come to hear him."
        text = "\n\n".join([told, *[between] * (LONGEST + 50), told])
        (event,) = extractor.article(article_from_text(text)).events
        result = extractor.article(article_from_text(text.replace("12 soldiers", "9 soldiers", 1)))
        assert (event.main, [c.min for c in event.casualties]) == (True, [12])
        assert [[c.min for c in e.casualties] for e in result.events] == [[9], [12]]
        assert all(e.main for e in result.events)  # of one day

    def test_what_is_dropped_is_told(self, extractor: Extractor) -> None:
        told = "Gunmen killed 12 soldiers in Ansongo on 3 March 2020."
        between = "The minister spoke of roads and schools to those who had come to hear him."
        text = "\n\n".join([told, *[between] * (LONGEST + 50), told])
        (dropped,) = extractor.article(article_from_text(text)).rejected
        assert dropped.reason.value == "retelling_of_a_kept_event"
        assert dropped.rules[1] == "draft.chapter_before"
        assert dropped.evidence.span[0] > 20_000
