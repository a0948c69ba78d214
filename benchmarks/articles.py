"""The articles that corpora are made of: those of the repository."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from sahel_events.corpus.read import read_articles
from sahel_events.schema import Article
from sahel_events.settings import Settings

from . import ROOT

ORDINARY = Path(__file__).parent / "ordinary"


@cache
def conflict() -> tuple[str, ...]:
    """Texts of conflict news: the samples of data/raw, and those articles of the two test sets whose gold has
    events. The test articles that nobody reads are left to nobody here too."""
    return tuple(_conflict())


def _conflict() -> Iterator[str]:
    yield from _texts([ROOT / "data" / "raw"])
    for name in ("linkset", "newsset"):
        folder = ROOT / "tests" / name
        unseen = folder / "unseen.txt"
        left_out = unseen.read_text(encoding="utf-8").split() if unseen.is_file() else []
        paths = []
        for path in sorted((folder / "raw").iterdir()):
            gold = json.loads((folder / "gold" / f"{path.stem}.json").read_text(encoding="utf-8"))
            if gold["events"] and path.stem not in left_out:
                paths.append(path)
        yield from _texts(paths)


@cache
def ordinary() -> tuple[str, ...]:
    """Texts of ordinary news, written for this: sport, markets, health, courts, councils, weddings."""
    return tuple(_texts([ORDINARY]))


def _texts(paths: list[Path]) -> Iterator[str]:
    for item in read_articles(paths, Settings()):
        if not isinstance(item, Article):
            raise TypeError(f"an article of the benchmarks cannot be read: {item}")
        yield item.text
