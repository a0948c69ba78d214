"""The shipped pipeline: what the rest of the program relies on."""

from __future__ import annotations

import json
import time
from importlib.resources import as_file, files
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

LABELS = {"PERSON", "ORG", "GPE", "LOC", "NORP", "DATE"}
PIPES = ["tok2vec", "tagger", "morphologizer", "sentencizer", "parser", "lemmatizer", "ner"]


@pytest.fixture(scope="module")
def folder() -> Path:
    with as_file(files("sahel_events") / "data" / "model") as path:
        return path


@pytest.fixture(scope="module")
def nlp(folder: Path) -> Language:
    return spacy.load(folder)


def test_pipeline_is_whole(nlp: Language) -> None:
    assert nlp.pipe_names == PIPES
    assert set(nlp.get_pipe("ner").labels) == LABELS
    assert not any(nlp.analyze_pipes()["problems"].values())


def test_loads_in_under_a_second(folder: Path) -> None:
    start = time.process_time()
    spacy.load(folder)
    assert time.process_time() - start < 1


def test_card_and_licence_lie_beside_the_weights(folder: Path) -> None:
    assert "CC BY-SA 4.0" in (folder / "LICENSE").read_text(encoding="utf-8")
    assert "Groningen" in (folder / "README.md").read_text(encoding="utf-8")
    figures = json.loads((folder / "figures.json").read_text(encoding="utf-8"))
    assert figures["zipped_mb"] < 10


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        pytest.param("Col. Sadio Camara spoke. He left.", 2, id="rank"),
        pytest.param(
            "Lt.-Col. Damiba met Brig. Gen. Barmou on Nov. 12. They spoke.", 2, id="double rank, month"
        ),
        pytest.param("The U.N. mission left. It was 5 p.m. on Monday.", 2, id="dotted letters"),
        pytest.param("Six people died! Who fired?", 2, id="other marks"),
    ],
)
def test_sentences(nlp: Language, text: str, sentences: int) -> None:
    assert len(list(nlp(text).sents)) == sentences


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        pytest.param("al-Qaida", ["al", "-", "Qaida"], id="hyphens between letters are cut"),
        pytest.param("Ouagadougou-Djibo", ["Ouagadougou", "-", "Djibo"], id="road names too"),
        pytest.param("co-ordinated", ["co-ordinated"], id="but not after a prefix that is no word"),
        pytest.param("N'Djamena", ["N'Djamena"], id="apostrophes inside names stay"),
        pytest.param("Jama’at", ["Jama’at"], id="curly ones too"),
        pytest.param("G5", ["G5"], id="letters and digits stay together"),
    ],
)
def test_tokens(nlp: Language, text: str, tokens: list[str]) -> None:
    assert [token.text for token in nlp.make_doc(text)] == tokens


@pytest.mark.parametrize(
    ("text", "arc"),
    [
        pytest.param("Gunmen killed 25 and wounded dozens.", "wounded VERB conj killed", id="one subject"),
        pytest.param(
            "24 soldiers were killed and 29 injured.", "injured VERB conj killed", id="short passive"
        ),
        pytest.param("The village was attacked by rebels.", "village NOUN nsubj:pass attacked", id="passive"),
    ],
)
def test_arcs_of_casualty_sentences(nlp: Language, text: str, arc: str) -> None:
    found = {f"{token.text} {token.pos_} {token.dep_} {token.head.text}" for token in nlp(text)}
    assert arc in found


@pytest.mark.parametrize(
    ("text", "word", "lemma"),
    [
        pytest.param("They need help.", "need", "need", id="base form that a rule would cut"),
        pytest.param("Gunmen wounded six.", "Gunmen", "gunman", id="irregular plural"),
        pytest.param("They have been killed.", "been", "be", id="auxiliary"),
        pytest.param("Dozens were abducted.", "abducted", "abduct", id="regular past"),
    ],
)
def test_lemmas(nlp: Language, text: str, word: str, lemma: str) -> None:
    assert {token.lemma_ for token in nlp(text) if token.text == word} == {lemma}


def test_names(nlp: Language) -> None:
    doc = nlp("Gunmen attacked Djibo in northern Burkina Faso on Monday, President Ibrahim Traore said.")
    names = {(entity.text, entity.label_) for entity in doc.ents}
    assert {("Burkina Faso", "GPE"), ("Monday", "DATE"), ("Ibrahim Traore", "PERSON")} <= names


def test_all_annotation_has_a_string(nlp: Language) -> None:
    doc = nlp(
        "SIX KILLED IN “MALI”: The army’s men didn't fire... (AFP) — e.g. at 25% of 3,000 @user http://a.bc"
    )
    for token in doc:
        assert all(
            isinstance(s, str) for s in (token.tag_, token.dep_, token.lemma_, str(token.morph), token.pos_)
        )
