"""How the cost of each stage grows with the size of one article.

    python -m benchmarks.cost                              all kinds of text, 1 kB to 10 MB; about an hour
    python -m benchmarks.cost --kinds dense names --sizes 10000 40000
    python -m benchmarks.cost --write                      take the table over into docs/cost.md

Prints processor seconds, and for each stage the exponent by which they grow between the two largest sizes: 1
is linear, 2 quadratic. A kind of text that has taken more than --most seconds, or that as a page has too many
elements to be read, gets no larger. The limit of
characters (`Settings.max_chars`) is lifted, those within an article (portions, chapters) are not.
"""

from __future__ import annotations

import argparse
import math
import os
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeVar

from . import ROOT

if __name__ == "__main__":
    os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")  # as `extract` does

from spacy.language import Language
from spacy.tokens import Doc

from sahel_events.corpus.clean import clean, title_of
from sahel_events.corpus.dateline import find_dateline
from sahel_events.corpus.decode import BadBytes
from sahel_events.corpus.html import read_page
from sahel_events.corpus.read import article_from_text
from sahel_events.events.portions import recut
from sahel_events.events.reading import Story, Unit
from sahel_events.pipeline import Extractor, passages_of
from sahel_events.settings import Settings

from .texts import KINDS, page

T = TypeVar("T")
Found = dict[str, dict[int, dict[str, float]]]
"""Seconds by kind of text, size and stage."""
SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
MOST = 60.0
"""Seconds for one text after which no larger one of its kind is measured."""
NOISE = 0.02
"""Seconds below which no growth is told."""
PAGE = ROOT / "docs" / "cost.md"
BEGIN, END = "<!-- figures: python -m benchmarks.cost --write -->", "<!-- end of figures -->"


class Meter:
    """Takes the stages of an article one by one, and how long each takes."""

    def __init__(self) -> None:
        self.extractor = Extractor(Settings(max_chars=10**9, max_seconds=0))
        self.stages("Gunmen killed 12 soldiers in Ansongo on Tuesday.\n\nThe mayor of Gaoo said so.")  # loads

    def stages(self, text: str) -> dict[str, float]:
        """Processor seconds of each stage for a text."""
        spent: dict[str, float] = {}

        def timed(stage: str, work: Callable[[], T]) -> T:
            start = time.process_time()
            done = work()
            spent[stage] = spent.get(stage, 0.0) + time.process_time() - start
            return done

        given = self.extractor
        article = timed("article", lambda: article_from_text(text))
        timed("html", lambda: read_page(page(text)))
        blocks = timed("clean", lambda: clean(article))
        dateline = timed("dateline", lambda: find_dateline(article, blocks))
        passages = timed("passages", lambda: passages_of(article, blocks, dateline))
        read = timed("gate", lambda: given.gate.judge(passages)).read
        told, again = [p for i, p in enumerate(passages) if i in read], False
        units: list[Unit] = []
        with given.nlp.memory_zone(), given.shortcuts.taken():
            while told:
                texts = [p.text for p in told]
                docs = timed("tokenizer", partial(_made, given.nlp, texts))
                for name, pipe in given.nlp.pipeline:
                    docs = timed(name, partial(_piped, pipe, docs))
                cut = [None if again else recut(p, doc) for p, doc in zip(told, docs, strict=True)]
                units += [p.unit(d) for p, d, c in zip(told, docs, cut, strict=True) if c is None]
                told, again = [part for parts in cut if parts for part in parts], True
            skimmed = [p for i, p in enumerate(passages) if i not in read]
            units += timed("skim", lambda: [p.unit(given.skim(p.text), skimmed=True) for p in skimmed])
            units.sort(key=lambda unit: unit.segments)
            story = Story(article, dateline, title_of(article, blocks), units)
            timed("assembly", lambda: given.assembler.events(story))
        return spent


def _made(nlp: Language, texts: list[str]) -> list[Doc]:
    return [nlp.make_doc(text) for text in texts]


def _piped(pipe: Any, docs: list[Doc]) -> list[Doc]:
    return list(pipe.pipe(docs) if hasattr(pipe, "pipe") else map(pipe, docs))


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    about = (__doc__ or "").partition("\n")[0]
    cli = argparse.ArgumentParser(prog="python -m benchmarks.cost", description=about)
    cli.add_argument("--kinds", nargs="+", choices=KINDS, default=list(KINDS), help="kinds of text")
    cli.add_argument("--sizes", nargs="+", type=int, default=SIZES, metavar="N", help="characters")
    cli.add_argument("--most", type=float, default=MOST, metavar="S", help="seconds for a text (default 60)")
    cli.add_argument("--write", action="store_true", help="put the table into docs/cost.md")
    args = cli.parse_args(arguments)
    table = render(measured(args.kinds, args.sizes, args.most))
    print(table)
    if args.write:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
        after = rest.partition(END)[2]
        PAGE.write_text(f"{before}{BEGIN}\n\n{table}\n\n{END}{after}", encoding="utf-8")
    return 0


def measured(kinds: Sequence[str], sizes: Sequence[int], most: float) -> Found:
    """Seconds by kind, size and stage."""
    meter = Meter()
    found: Found = {}
    for kind in kinds:
        by_size = found[kind] = {}
        for size in sizes:
            try:
                by_size[size] = meter.stages(KINDS[kind](size))
            except BadBytes as refused:
                print(f"{kind} {size}: {refused}", file=sys.stderr)
                break
            print(f"{kind} {size}: {sum(by_size[size].values()):.2f} s", file=sys.stderr)
            if sum(by_size[size].values()) > most:
                break
    return found


def growth(smaller: tuple[int, float], larger: tuple[int, float]) -> float:
    """The exponent by which seconds grow between two (size, seconds)."""
    return math.log(larger[1] / max(smaller[1], 1e-9)) / math.log(larger[0] / smaller[0])


def render(found: Found) -> str:
    """A row for each kind: seconds by size, the dearest stages of the largest, and what grows fastest."""
    sizes = sorted({size for by_size in found.values() for size in by_size})
    head = ["text", *(f"{size:,}" for size in sizes), "exponent", "dearest stages", "fastest growing stage"]
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    for kind, by_size in found.items():
        done = list(by_size)
        total = {size: sum(stages.values()) for size, stages in by_size.items()}
        cells = [f"{total[size]:.2f}" if size in total else "–" for size in sizes]
        last = by_size[done[-1]]
        dear = sorted(last, key=lambda stage: -last[stage])[:3]
        told = ", ".join(f"{stage} {last[stage]:.2f}" for stage in dear)
        rates = {
            stage: growth((done[-2], before), (done[-1], last[stage]))
            for stage, before in (by_size[done[-2]] if len(done) > 1 else {}).items()
            if before > NOISE
        }
        fastest = max(rates, key=lambda stage: rates[stage], default=None)
        ends = [(size, total[size]) for size in done[-2:]]
        whole = f"{growth(ends[0], ends[1]):.2f}" if len(ends) > 1 else "–"
        most = "–" if fastest is None else f"{fastest} {rates[fastest]:.2f}"
        lines.append(f"| {kind} | {' | '.join(cells)} | {whole} | {told} | {most} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
