"""Measure a pipeline on the held-out texts: `python training/evaluate.py PIPELINE CORPUS [--out
FIGURES.json]`.

CORPUS is the folder that train.py filled. Scores come from `Language.evaluate`, as in `spacy evaluate`, in
per cent; speed is words per second of CPU time on one core over the held-out wire texts.
"""

from __future__ import annotations

import argparse
import io
import json
import statistics
import time
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import spacy
from convert.entities import LABELS
from spacy.language import Language
from spacy.scorer import get_ner_prf
from spacy.tokens import Doc, DocBin, Span
from spacy.training import Example

#: What sources without our finer labels mark: places are one class, peoples and dates are not marked.
COARSE = {"PERSON": "PERSON", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
ENTITY_SETS = ("gmb_test", "uner_test", "gum_ner_test")
SYNTAX_SETS = ("ewt_test", "gum_test", "gum_news_test")
SYNTAX_SCORES = ("tag_acc", "pos_acc", "morph_acc", "dep_uas", "dep_las", "lemma_acc", "sents_f")
RUNS = 3  # of the speed and load measurements; the median counts


def read(path: Path, nlp: Language) -> list[Doc]:
    """The documents of a `.spacy` file."""
    return list(DocBin().from_disk(path).get_docs(nlp.vocab))


def relabelled(doc: Doc, coarse: bool) -> Doc:
    """The same document with only the entities that are compared.

    `coarse` merges GPE and LOC, drops what COARSE lacks, and leaves "the" before and "'s" after a name out of
    it, on both sides, because the sources differ there. Otherwise labels that we do not have (EVENT) are
    dropped.
    """
    spans = []
    for entity in doc.ents:
        label = COARSE.get(entity.label_) if coarse else entity.label_
        start, end = entity.start, entity.end
        if coarse and end - start > 1 and doc[start].lower_ == "the":
            start += 1
        if coarse and end - start > 1 and doc[end - 1].lower_ in ("'s", "’s"):
            end -= 1
        if label in LABELS:
            spans.append(Span(doc, start, end, label=label))
    taken = {token.i for span in spans for token in span}
    missing = [doc[t.i : t.i + 1] for t in doc if t.ent_iob == 0 and t.i not in taken]
    copy = doc.copy()
    copy.set_ents(spans, missing=missing, default="outside")
    return copy


def entity_scores(nlp: Language, path: Path) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 of names, with our labels (`fine`) and with three classes (`coarse`)."""
    gold = read(path, nlp)
    found = list(nlp.pipe(doc.text for doc in gold))
    scores: dict[str, dict[str, float]] = {}
    for name, coarse in (("fine", False), ("coarse", True)):
        examples = [
            Example(relabelled(p, coarse), relabelled(g, coarse)) for p, g in zip(found, gold, strict=True)
        ]
        result = get_ner_prf(examples)
        scores[name] = {key[-1:]: round(100 * result[key], 1) for key in ("ents_p", "ents_r", "ents_f")}
        scores[name] |= {f"{k} f": round(100 * v["f"], 1) for k, v in sorted(result["ents_per_type"].items())}
    return scores


def syntax_scores(nlp: Language, path: Path) -> dict[str, float]:
    """Accuracies of tags, features, lemmas and arcs, and F1 of sentence boundaries."""
    result = nlp.evaluate(Example(nlp.make_doc(doc.text), doc) for doc in read(path, nlp))
    return {key: round(100 * result[key], 1) for key in SYNTAX_SCORES if result.get(key) is not None}


def one_sentence_each(nlp: Language, path: Path) -> dict[str, float]:
    """As syntax_scores, each gold sentence being a document of its own."""
    docs = (sentence.as_doc() for doc in read(path, nlp) for sentence in doc.sents)
    result = nlp.evaluate(Example(nlp.make_doc(doc.text), doc) for doc in docs if doc.text.strip())
    return {key: round(100 * result[key], 1) for key in SYNTAX_SCORES if result.get(key) is not None}


def words_per_second(nlp: Language, texts: list[str]) -> int:
    """Words a second of CPU time, the median of RUNS passes over the texts."""
    words = sum(len(nlp.make_doc(text)) for text in texts)

    def passes() -> Iterator[float]:
        for _ in range(RUNS):
            start = time.process_time()
            for _doc in nlp.pipe(texts, batch_size=64):
                pass
            yield words / (time.process_time() - start)

    return round(statistics.median(passes()))


def load_seconds(path: Path) -> float:
    """Seconds that `spacy.load` takes, spaCy being imported: the median of RUNS."""

    def loads() -> Iterator[float]:
        for _ in range(RUNS):
            start = time.perf_counter()
            spacy.load(path)
            yield time.perf_counter() - start

    return round(statistics.median(loads()), 2)


def zipped_megabytes(path: Path) -> float:
    """The size of the folder as a wheel stores it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(path.rglob("*")):
            archive.write(file, file.relative_to(path))
    return round(buffer.tell() / 1e6, 2)


def measure(pipeline: Path, corpus: Path, entity_sets: Iterable[str] = ENTITY_SETS) -> dict[str, object]:
    """All figures of one pipeline folder; `corpus` holds the `.spacy` files."""
    nlp = spacy.load(pipeline)
    figures: dict[str, object] = {
        "pipeline": f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}",
        "zipped_mb": zipped_megabytes(pipeline),
        "load_s": load_seconds(pipeline),
    }
    with nlp.select_pipes(enable=["ner"]):
        figures["entities"] = {name: entity_scores(nlp, corpus / f"{name}.spacy") for name in entity_sets}
    with nlp.select_pipes(disable=["ner"]):
        figures["sentence_by_sentence"] = {
            name: one_sentence_each(nlp, corpus / f"{name}.spacy") for name in SYNTAX_SETS
        }
        figures["rule_boundaries"] = {
            name: syntax_scores(nlp, corpus / f"{name}.spacy") for name in SYNTAX_SETS
        }
    with nlp.select_pipes(disable=[name for name in ("ner", "sentencizer") if name in nlp.pipe_names]):
        figures["own_boundaries"] = {
            name: syntax_scores(nlp, corpus / f"{name}.spacy") for name in SYNTAX_SETS
        }
    figures["words_per_second"] = words_per_second(
        nlp, [doc.text for doc in read(corpus / "gmb_test.spacy", nlp)]
    )
    return figures


def write_figures(figures: dict[str, object], path: Path) -> None:
    """Write figures as JSON."""
    path.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pipeline", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--out", type=Path, help="write the figures here instead of printing them")
    arguments = parser.parse_args()
    figures = measure(arguments.pipeline, arguments.corpus)
    if arguments.out:
        write_figures(figures, arguments.out)
    else:
        print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
