"""Join the two trained halves, a lemmatizer and the sentence rule into the pipeline that is shipped."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from convert.tokens import add_abbreviations, blank
from numpy.typing import NDArray
from spacy.language import Language
from spacy.pipeline import Lemmatizer
from thinc.api import Model

NAME, VERSION = "sahel_news", "0.1.0"
#: As pyproject.toml asks. spaCy would write the patch version of the training machine as the lower bound, and
#: warn (W095) wherever an older 3.8 loads the pipeline.
SPACY_VERSIONS = ">=3.8.0,<3.9.0"
#: Bits kept of the 23 of a float32's mantissa. No held-out figure moves by more than 0.1 (MODEL_CARD.md), and
#: the rest zips away: 7 bits bring 15.5 MB to 8.1.
MANTISSA_BITS = 7

_BE_HAVE_DO = {
    **dict.fromkeys(
        ("am", "is", "are", "was", "were", "been", "being", "'m", "'re", "'s", "’m", "’re", "’s"), "be"
    ),
    **dict.fromkeys(("has", "had", "having", "'ve", "’ve"), "have"),
    **dict.fromkeys(("does", "did", "done"), "do"),
    **{"got": "get", "ca": "can", "wo": "will", "'ll": "will", "’ll": "will", "'d": "would", "’d": "would"},
}
#: Lemmas of parts of speech that the tables of spacy-lookups-data, older than UD's AUX, do not know. Other
#: forms are lowered.
CLOSED_CLASSES = {
    "aux": _BE_HAVE_DO,
    "pron": {"i": "I", "me": "I", "him": "he", "us": "we", "them": "they", "these": "this", "those": "that"},
    "det": {"an": "a", "these": "this", "those": "that"},
    "part": {"n't": "not", "n’t": "not", "’s": "'s"},
}


def rounded(weights: NDArray[Any], bits: int = MANTISSA_BITS) -> Any:
    """The same numbers to `bits` bits of mantissa, to the nearest."""
    drop = np.uint64(23 - bits)
    raw = weights.astype(np.float32).view(np.uint32).astype(np.uint64)
    half = np.uint64(1) << (drop - np.uint64(1))
    return (((raw + half) >> drop) << drop).astype(np.uint32).view(np.float32)


def round_weights(nlp: Language) -> None:
    """Round all weights of the pipeline in place."""
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        if not isinstance(model, Model):
            continue
        for node in model.walk():
            for name in node.param_names:
                if node.has_param(name):
                    weights: Any = node.get_param(name)
                    node.set_param(name, rounded(weights))


def mend_lemmas(lemmatizer: Lemmatizer) -> None:
    """Teach the rule lemmatizer the closed classes of Universal Dependencies, and base forms of verbs.

    Where the tagger does not see an infinitive, its rules make "nee" of "need" and leave the capital of
    "Thank", so each base form becomes an exception of its own. "wound", which the tables give to "wind", is
    to wound in the news.
    """
    exceptions = lemmatizer.lookups.get_table("lemma_exc")
    index = lemmatizer.lookups.get_table("lemma_index")
    rules = lemmatizer.lookups.get_table("lemma_rules")
    for part, lemmas in CLOSED_CLASSES.items():
        exceptions[part] = {form: [lemma] for form, lemma in lemmas.items()}
        index[part] = []
        rules[part] = [["", ""]]  # lowers what is no exception
    bases = {verb: [verb] for verb in index["verb"]}
    exceptions["verb"] = {**bases, **exceptions["verb"], "wound": ["wound"]}


def clean_settings(nlp: Language) -> None:
    """Drop the settings of training: its callbacks and paths do not exist where the pipeline is loaded."""
    config = nlp.config.copy()
    for section in ("training", "pretraining", "corpora", "initialize", "paths"):
        config[section] = {}
    nlp.config = config


def keep_strings(folder: Path, nlp: Language) -> None:
    """Trim the saved strings to those that the pipeline needs: the tokenizer's, the labels and the features.

    Training adds every word of the corpora, which costs size and loading time.
    """
    needed = set(blank().vocab.strings)
    for name in nlp.pipe_names:
        needed.update(nlp.pipe_labels.get(name, []))
    for label in nlp.pipe_labels["morphologizer"]:
        features = [part for part in label.split("|") if part]
        needed.update(features)
        needed.update(piece for part in features for piece in part.split("="))
        needed.add("|".join(part for part in features if not part.startswith("POS=")))
    text = json.dumps(sorted(needed), ensure_ascii=False, indent=0)
    (folder / "vocab" / "strings.json").write_text(text, encoding="utf-8")


def assemble(syntax: Path, ner: Path, out: Path, meta: dict[str, Any]) -> Language:
    """Write the shipped pipeline to `out` and return it as loaded from there.

    In: the folders of the two trained pipelines and what to add to meta.json (description, licence, sources).
    """
    nlp = add_abbreviations(spacy.load(syntax))
    nlp.add_pipe("sentencizer", before="parser")
    lemmatizer = nlp.add_pipe("lemmatizer", config={"mode": "rule"})
    if not isinstance(lemmatizer, Lemmatizer):
        raise TypeError(f"not spaCy's lemmatizer: {type(lemmatizer).__name__}")
    lemmatizer.initialize()
    mend_lemmas(lemmatizer)
    nlp.add_pipe("ner", source=spacy.load(ner))
    round_weights(nlp)
    clean_settings(nlp)
    nlp.meta.pop("performance", None)
    nlp.meta.update({"name": NAME, "version": VERSION, "spacy_version": SPACY_VERSIONS, **meta})
    nlp.to_disk(out)
    keep_strings(out, nlp)
    return spacy.load(out)
