"""Train the classifier of sentences.

    python training/classifier/train.py OUT.jsonl.gz [--articles RAW GOLD]… [--skip LIST]… [--folds K]

Learns from sentences.tsv (sub-type or "none", status, sentence; written for this project) and, with
--articles, from the sentences of articles with gold: those of the evidence tell its type, the others nothing.
--folds also writes OUT.0 … OUT.K-1, each trained without every Kth article (named in OUT.0.txt …), for
figures on articles that were not trained on.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from spacy.tokens import Span

from sahel_events.corpus.read import article_from_text, read_articles
from sahel_events.events.assemble import Assembler
from sahel_events.events.classifier import NONE
from sahel_events.events.features import features
from sahel_events.events.frames import Refused
from sahel_events.events.reading import Sentence
from sahel_events.pipeline import Extractor
from sahel_events.schema import Article
from sahel_events.settings import Settings

SENTENCES = Path(__file__).with_name("sentences.tsv")
RARE = 2  # a feature of fewer sentences is left out
NONE_WEIGHT = 0.5  # of sentences outside of the evidence: some retell an event all the same


@dataclass
class Notes:
    """Takes the classifier's place: writes down what it would have seen."""

    seen: list[tuple[str, dict[str, float]]] = field(default_factory=list)

    def chances(
        self, sentence: Sentence, triggers: Sequence[Span], refused: Sequence[Refused]
    ) -> Mapping[str, float]:
        """No opinion, but a note."""
        self.seen.append((sentence.span.text, features(sentence, triggers, refused)))
        return {}


class Reader:
    """Articles to sentences with features, by the rules alone."""

    def __init__(self) -> None:
        self.notes = Notes()
        self.extractor = Extractor(Settings(language_check=False))
        self.extractor.assembler = Assembler(self.extractor.settings, self.notes)

    def sentences(self, article: Article) -> list[tuple[str, dict[str, float]]]:
        """The sentences of an article that the classifier is asked about, each with its features."""
        self.notes.seen = []
        self.extractor.article(article)
        return self.notes.seen


def words(text: str) -> set[str]:
    """Lower-case words."""
    return set(re.findall(r"\w+", text.casefold()))


def holds(sentence: str, evidence: str) -> float:
    """How much of the shorter of the two is in the other."""
    mine, theirs = words(sentence), words(evidence)
    return 2.0 if evidence in sentence else len(mine & theirs) / max(1, min(len(theirs), max(len(mine), 5)))


def labels(sentences: Sequence[str], gold: dict) -> list[str]:
    """The sub-type that each sentence tells, by the evidence of the gold events; an event's first quotation
    goes before its others.
    """
    told: list[tuple[int, str] | None] = [None] * len(sentences)
    for event in gold["events"]:
        for rank, quotation in enumerate([event["evidence"], *event.get("evidence_also", [])]):
            fits = [holds(s, quotation) for s in sentences]
            best = max(range(len(fits)), key=fits.__getitem__, default=None)
            if best is not None and fits[best] >= 0.7:
                told[best] = min(filter(None, [told[best], (rank, event["sub_event_type"])]))
    return [t[1] if t else NONE for t in told]


Example = tuple[dict[str, float], str, float]


def written(reader: Reader) -> Iterator[Example]:
    """The sentences written for the classifier."""
    for number, line in enumerate(SENTENCES.read_text(encoding="utf-8").splitlines()):
        label, _, text = line.split("\t")
        seen = reader.sentences(article_from_text(text, id=f"written{number}"))
        whole: Counter[str] = Counter()
        for _, found in seen:
            whole.update(found)
        if whole:
            yield dict(whole), label, 1.0


def from_articles(
    reader: Reader, raw: Path, gold: Path, skip: set[str]
) -> Iterator[tuple[str, list[Example]]]:
    """Id and sentences of each article that has gold and is not in `skip`."""
    for article in read_articles([raw], Settings(language_check=False)):
        file = gold / f"{getattr(article, 'id', '')}.json"
        if not isinstance(article, Article) or not file.is_file() or article.id in skip:
            continue
        seen = reader.sentences(article)
        told = labels([text for text, _ in seen], json.loads(file.read_text(encoding="utf-8")))
        pairs = zip((f for _, f in seen), told, strict=True)
        yield article.id, [(f, label, NONE_WEIGHT if label == NONE else 1.0) for f, label in pairs]


def fit(examples: Sequence[Example], out: Path) -> None:
    """Train, round the weights to a signed byte each, write them."""
    often = Counter(name for found, _, _ in examples for name in found)
    kept = [{k: v for k, v in found.items() if often[k] >= RARE} for found, _, _ in examples]
    vectors = DictVectorizer()
    table = vectors.fit_transform(kept)
    model = LogisticRegression(C=3, max_iter=60)
    model.fit(table, [label for _, label, _ in examples], sample_weight=[w for _, _, w in examples])
    scale = float(abs(model.coef_).max()) / 127
    rows = (model.coef_ / scale).round().astype(int).T.tolist()
    bias = [round(float(b), 4) for b in model.intercept_]
    head = {"classes": model.classes_.tolist(), "bias": bias, "scale": scale}
    with out.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as file:
        lines = [head, *([n, r] for n, r in zip(vectors.feature_names_, rows, strict=True) if any(r))]
        for line in lines:
            file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
    print(f"{len(examples)} sentences, {len(lines) - 1} features, {out.stat().st_size} bytes")


def _arguments() -> argparse.Namespace:
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("out", type=Path)
    pairs = {"nargs": 2, "action": "append", "default": [], "type": Path, "metavar": ("RAW", "GOLD")}
    parser.add_argument("--articles", **pairs)
    parser.add_argument("--skip", type=Path, action="append", default=[], help="file of ids not to read")
    parser.add_argument("--folds", type=int, default=0, help="models without a share of the articles")
    return parser.parse_args()


def main() -> None:
    """The command."""
    given = _arguments()
    skip = {name for path in given.skip for name in path.read_text().split()}
    reader = Reader()
    own = list(written(reader))
    articles = [a for raw, gold in given.articles for a in from_articles(reader, raw, gold, skip)]
    fit([*own, *(e for _, found in articles for e in found)], given.out)
    for fold in range(given.folds):
        rest = [e for i, (_, found) in enumerate(articles) if i % given.folds != fold for e in found]
        fit([*own, *rest], given.out.with_name(f"{given.out.name}.{fold}"))
        left = [name for i, (name, _) in enumerate(articles) if i % given.folds == fold]
        given.out.with_name(f"{given.out.name}.{fold}.txt").write_text("\n".join(left) + "\n")


if __name__ == "__main__":
    main()
