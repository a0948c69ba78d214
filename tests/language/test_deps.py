"""Who does what, in Universal Dependencies and in ClearNLP's labels, on Docs built by hand."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc, Token

from cases import table
from sahel_events.language import deps

UD = {
    "nsubjpass": "nsubj:pass",
    "auxpass": "aux:pass",
    "dobj": "obj",
    "dative": "iobj",
    "csubjpass": "csubj:pass",
    "agent": "case",
    "pobj": "obl",
}

Row = tuple[str, str, str, int, str]  # word, part of speech, tag, index of the head, ClearNLP's label

KILLED_ACTIVE: list[Row] = [
    ("Gunmen", "NOUN", "NNS", 1, "nsubj"),
    ("killed", "VERB", "VBD", 1, "ROOT"),
    ("ten", "NUM", "CD", 3, "nummod"),
    ("soldiers", "NOUN", "NNS", 1, "dobj"),
    ("and", "CCONJ", "CC", 3, "cc"),
    ("guards", "NOUN", "NNS", 3, "conj"),
    ("and", "CCONJ", "CC", 1, "cc"),
    ("fled", "VERB", "VBD", 1, "conj"),
]
KILLED_PASSIVE: list[Row] = [
    ("Ten", "NUM", "CD", 1, "nummod"),
    ("soldiers", "NOUN", "NNS", 3, "nsubjpass"),
    ("were", "AUX", "VBD", 3, "auxpass"),
    ("killed", "VERB", "VBN", 3, "ROOT"),
    ("by", "ADP", "IN", 3, "agent"),
    ("gunmen", "NOUN", "NNS", 4, "pobj"),
    ("and", "CCONJ", "CC", 3, "cc"),
    ("buried", "VERB", "VBN", 3, "conj"),
]
HAVE_KILLED: list[Row] = [
    ("Gunmen", "NOUN", "NNS", 2, "nsubj"),
    ("have", "AUX", "VBP", 2, "aux"),
    ("killed", "VERB", "VBN", 2, "ROOT"),
    ("ten", "NUM", "CD", 2, "dobj"),
]
OPEN_COMPLEMENT: list[Row] = [
    ("Gunmen", "NOUN", "NNS", 1, "nsubj"),
    ("began", "VERB", "VBD", 1, "ROOT"),
    ("shooting", "VERB", "VBG", 1, "xcomp"),
    ("villagers", "NOUN", "NNS", 2, "dobj"),
]


@pytest.fixture(params=["clear", "ud"])
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def build(nlp: Language, rows: list[Row], scheme: str) -> Doc:
    labels = [label if scheme == "clear" else UD.get(label, label) for *_, label in rows]
    return Doc(
        nlp.vocab,
        words=[r[0] for r in rows],
        pos=[r[1] for r in rows],
        tags=[r[2] for r in rows],
        heads=[r[3] for r in rows],
        deps=labels,
    )


def word(found: Token | None) -> str | None:
    return found.text if found is not None else None


@pytest.mark.parametrize(
    ("rows", "verb", "subject", "passive"),
    table(
        [
            (
                KILLED_ACTIVE,
                1,
                "Gunmen",
                None,
                "active",
            ),
            (KILLED_ACTIVE, 7, "Gunmen", None, "a coordinated verb shares the subject"),
            (KILLED_PASSIVE, 3, None, "soldiers", "passive"),
            (
                KILLED_PASSIVE,
                7,
                "soldiers",
                "soldiers",
                "a coordinated participle shares the passive's subject",
            ),
            (HAVE_KILLED, 2, "Gunmen", None, "perfect"),
            (
                OPEN_COMPLEMENT,
                2,
                "Gunmen",
                None,
                "an open complement has the subject of its governor",
            ),
        ]
    ),
)
def test_arguments(
    blank: Language,
    scheme: str,
    rows: list[Row],
    verb: int,
    subject: str | None,
    passive: str | None,
) -> None:
    token = build(blank, rows, scheme)[verb]
    assert word(deps.subject(token)) == subject
    assert word(deps.passive_subject(token)) == passive


@pytest.mark.parametrize(
    ("rows", "verb", "passive", "surely"),
    table(
        [
            (KILLED_ACTIVE, 1, False, False, "past tense"),
            (KILLED_PASSIVE, 3, True, True, "auxiliary"),
            (HAVE_KILLED, 2, False, False, "have makes a participle active"),
            (OPEN_COMPLEMENT, 2, False, False, "-ing forms are active"),
        ]
    ),
)
def test_is_passive(
    blank: Language, scheme: str, rows: list[Row], verb: int, passive: bool, surely: bool
) -> None:
    token = build(blank, rows, scheme)[verb]
    assert deps.is_passive(token) is passive
    assert deps.is_passive(token, surely=True) is surely


@pytest.mark.parametrize(
    ("words", "tags", "verb", "expected"),
    table(
        [
            (["Ten", "were", "killed"], ["CD", "VBD", "VBN"], 2, True, "the words tell without any label"),
            (
                ["They", "had", "been", "badly", "wounded"],
                ["PRP", "VBD", "VBN", "RB", "VBN"],
                4,
                True,
                "adverbs are passed over",
            ),
            (
                ["They", "had", "badly", "wounded", "ten"],
                ["PRP", "VBD", "RB", "VBN", "CD"],
                3,
                False,
                "have behind an adverb",
            ),
            (["Men", "wounded", "in", "raids"], ["NNS", "VBN", "IN", "NNS"], 1, True, "a bare participle"),
        ]
    ),
)
def test_words_tell_where_labels_do_not(
    blank: Language, words: list[str], tags: list[str], verb: int, expected: bool
) -> None:
    pos = {"C": "NUM", "V": "VERB", "P": "PRON", "R": "ADV", "N": "NOUN", "I": "ADP"}
    doc = Doc(blank.vocab, words=words, tags=tags, pos=[pos[tag[0]] for tag in tags])
    assert deps.is_passive(doc[verb]) is expected
