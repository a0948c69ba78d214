"""How often a folder of articles uses words that can carry an event: what a gate can save hangs on that.

    python -m benchmarks.rates FOLDER...
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language

from sahel_events.corpus.clean import KEPT, clean, kept_text
from sahel_events.corpus.read import read_articles
from sahel_events.language.build import load_pipeline
from sahel_events.language.marks import TRIGGERS, marked
from sahel_events.schema import Article
from sahel_events.settings import Settings


@dataclass
class Rates:
    """Counts, and of each how many have a trigger: articles, units (titles and paragraphs), sentences,
    tokens (with: of the units that have one)."""

    articles: int = 0
    articles_with: int = 0
    units: int = 0
    units_with: int = 0
    sentences: int = 0
    sentences_with: int = 0
    tokens: int = 0
    tokens_with: int = 0

    def add(self, article: Article, nlp: Language) -> None:
        """Count one article."""
        found = False
        for block in clean(article, None):
            if block.label not in KEPT:
                continue
            doc = nlp(kept_text(article, block)[0])
            at = {span.start for span in marked(doc, TRIGGERS)}
            found = found or bool(at)
            self.units += 1
            self.units_with += bool(at)
            self.tokens += len(doc)
            self.tokens_with += len(doc) if at else 0
            for sentence in doc.sents:
                self.sentences += 1
                self.sentences_with += any(sentence.start <= i < sentence.end for i in at)
        self.articles += 1
        self.articles_with += found

    def __str__(self) -> str:
        return "; ".join(
            f"{getattr(self, f'{name}_with'):,} of {getattr(self, name):,} {name} "
            f"({getattr(self, f'{name}_with') / max(getattr(self, name), 1):.1%})"
            for name in ("articles", "units", "sentences", "tokens")
        )


def rates(paths: Iterable[Path], nlp: Language) -> Rates:
    """The rates of all articles under `paths`."""
    counted = Rates()
    for item in read_articles(paths, Settings()):
        if isinstance(item, Article):
            counted.add(item, nlp)
    return counted


if __name__ == "__main__":
    nlp = load_pipeline()
    for folder in sys.argv[1:]:
        print(f"{folder}: with a trigger: {rates([Path(folder)], nlp)}")
