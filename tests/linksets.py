"""The linking sets: what is linked of them, from gold and from the articles, and how right it is."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from sahel_events.evaluation.gold import GoldArticle, read_gold
from sahel_events.evaluation.links import LinkScore, gold_records, judge_links, read_stories
from sahel_events.linking.fits import Weights
from sahel_events.linking.linker import Linker
from sahel_events.linking.merge import merge
from sahel_events.linking.reports import Reader

HERE: Final = Path(__file__).parent
FIRST: Final = HERE / "linkset"
SECOND: Final = HERE / "linkset2"
PARTS: Final = ("first", "second", "third", "third_unseen", "fourth")
"""The first set; of the second folder the articles m01 to m40, and of n01 to n40, by another author, those
read while rules were written and those never read. The authors tell of some of the same events: each part is
linked by itself. The fourth (p01 to p30) was written last; its errors were looked at in half of its stories,
after it had been scored."""


def folder(part: str) -> Path:
    """The folder of a part: raw, gold and links.json."""
    return FIRST if part == "first" else SECOND


def names(part: str) -> set[str]:
    """The ids of the articles of a part."""
    every = {path.stem for path in (folder(part) / "gold").glob("*.json")}
    unseen = set((SECOND / "unseen.txt").read_text(encoding="utf-8").split())
    if part == "third_unseen":
        return unseen
    letter = {"first": "k", "second": "m", "third": "n", "fourth": "p"}[part]
    return {name for name in every - unseen if name.startswith(letter)}


def gold(part: str) -> list[GoldArticle]:
    """The gold articles of a part."""
    wanted = names(part)
    return [article for article in read_gold(folder(part) / "gold") if article.article in wanted]


def extracted(part: str) -> list[dict[str, Any]]:
    """The records of the articles of a part, with default settings."""
    from sahel_events.corpus.read import read_articles
    from sahel_events.pipeline import Extractor
    from sahel_events.settings import Settings

    chosen = Settings()
    raw = [folder(part) / "raw" / f"{name}.txt" for name in sorted(names(part))]
    results = Extractor(chosen).extract(read_articles(raw, chosen))
    return [json.loads(event.to_json()) for result in results for event in result.events]


def linked(records: Iterable[Any], reader: Reader, weights: Weights) -> list[str]:
    """The lines of the events that `records` tell of."""
    by_id = {record["id"]: record for record in records}
    linker = Linker(reader, weights)
    for record in by_id.values():
        linker.add(record)
    return [merge([by_id[i] for i in group], reader).to_json() for group in linker.groups()]


def score(part: str, records: Sequence[Any], reader: Reader, weights: Weights) -> LinkScore:
    """How right the events of `records` are."""
    wanted = names(part)
    stories = [
        story for story in read_stories(folder(part) / "links.json")
        if all(article in wanted for article, _ in story.members)
    ]
    events = [json.loads(line) for line in linked(records, reader, weights)]
    return judge_links(gold(part), stories, records, events)


def figures() -> dict[str, dict[str, dict[str, float]]]:
    """All figures: by part, then "gold" or "extracted"."""
    reader, weights = Reader(), Weights.load()
    return {
        part: {
            "gold": asdict(score(part, gold_records(gold(part)), reader, weights)),
            "extracted": asdict(score(part, extracted(part), reader, weights)),
        }
        for part in PARTS
    }
