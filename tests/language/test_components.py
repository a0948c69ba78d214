"""Each component as spaCy knows it: what it marks, with which labels and ids, in which pipelines it runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

import sahel_events.pipeline  # noqa: F401  registers `sahel_events`
from cases import table
from sahel_events.errors import TableError
from sahel_events.language.build import COMPONENTS, add_components
from sahel_events.language.components.triggers import ACTS
from sahel_events.language.marks import GROUPS
from sahel_events.settings import Settings

Marks = list[tuple[str, str]]


def marks(doc: Doc, group: str) -> Marks:
    return [(span.text, span.label_) for span in doc.spans[group]]


@pytest.mark.parametrize(
    ("group", "text", "expected"),
    table(
        [
            (
                "sahel_dates",
                "It fell on Monday, March 5, 2020.",
                [("Monday, March 5, 2020", "day")],
                "a day, whole",
            ),
            (
                "sahel_dates",
                "In May it rained; last week too.",
                [("In May", "month"), ("last week", "period")],
                "forms",
            ),
            ("sahel_dates", "He may march on.", [], "words that are months only in capitals"),
            ("sahel_quantities", "About 40 of them.", [("About 40", "count")], "a count with what bends it"),
            ("sahel_quantities", "On May 5, 2020.", [], "no count inside a date"),
            (
                "sahel_triggers",
                "They attacked and looted it.",
                [("attacked", "attack"), ("looted", "loot")],
                "acts",
            ),
            ("sahel_triggers", "A car bomb went off.", [("car bomb", "ied")], "the longest match"),
            ("sahel_cues", "They will not go.", [("will", "planned"), ("not", "negated")], "kinds of cue"),
            ("sahel_actors", "Suspected jihadists fled.", [("Suspected jihadists", "militant")], "a side"),
            ("sahel_actors", "JNIM fled.", [("JNIM", "named")], "a name of the table"),
            ("sahel_places", "It fell in Gao.", [("Gao", "gazetteer")], "a place"),
        ]
    ),
)
def test_marks_without_a_model(blank: Language, group: str, text: str, expected: Marks) -> None:
    found = marks(blank(text), group)
    assert found[: len(expected)] == expected
    assert expected or not found


@pytest.mark.parametrize(
    ("group", "text", "expected"),
    table(
        [
            ("sahel_triggers", "The storm passed.", [], "a noun is no attack"),
            ("sahel_triggers", "Attackers stormed it.", [("stormed", "attack")], "the verb is"),
            (
                "sahel_actors",
                "JNIM militants ambushed the French army.",
                [("JNIM militants", "militant"), ("French army", "named")],
                "names and noun phrases",
            ),
            ("sahel_actors", "He spoke of jihadist violence.", [], "a noun that only modifies another"),
            (
                "sahel_places",
                "Gunmen came to the village of Ouagalala.",
                [("Ouagalala", "ner")],
                "a name no table has",
            ),
            (
                "sahel_places",
                "Fighters of Al-Qaeda in the Islamic Maghreb left Mali.",
                [("Mali", "gazetteer")],
                "no place inside an actor's name",
            ),
        ]
    ),
)
def test_marks_of_the_shipped_pipeline(pipeline: Language, group: str, text: str, expected: Marks) -> None:
    assert marks(pipeline(text), group) == expected


def test_names_carry_the_ids_of_their_table(blank: Language) -> None:
    doc = blank("JNIM and Boko Haram fled.")
    jnim, boko = (span for span in doc.spans["sahel_actors"] if span.label_ == "named")
    assert jnim.id_ == boko.id_ == "actor.table"
    assert jnim.kb_id_ != boko.kb_id_
    assert jnim.kb_id_
    assert boko.kb_id_


TEXT = "Gunmen killed at least ten soldiers near Gao on Monday, the army said, and will not stop."


def test_every_mark_has_a_label_and_the_id_of_its_rule(pipeline: Language) -> None:
    doc = pipeline(TEXT)
    for group in GROUPS:
        spans = list(doc.spans[group])
        assert spans, group
        assert all(span.label_ and "." in span.id_ for span in spans)
        assert [(s.start, s.end) for s in spans] == sorted((s.start, s.end) for s in spans)
    assert {span.label_ for span in doc.spans["sahel_triggers"]} <= ACTS


@pytest.mark.parametrize("name", COMPONENTS)
def test_any_component_runs_alone(name: str) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe(name)
    doc = nlp(TEXT)
    assert name in doc.spans
    assert [span.text for span in nlp("").spans[name]] == []


def test_order(pipeline: Language) -> None:
    assert tuple(pipeline.pipe_names[-len(COMPONENTS) :]) == COMPONENTS


def test_spacy_sees_no_problem(pipeline: Language) -> None:
    analysis = pipeline.analyze_pipes()
    assert analysis is not None
    assert not any(analysis["problems"].values())
    assert all(analysis["summary"][name]["assigns"] == ["doc.spans"] for name in COMPONENTS)


def test_components_that_are_there_stay_as_they_are() -> None:
    nlp = spacy.blank("en")
    mine = nlp.add_pipe("sahel_cues")
    add_components(nlp)
    assert nlp.get_pipe("sahel_cues") is mine
    assert sorted(nlp.pipe_names) == sorted(COMPONENTS)


def test_pipeline_with_components_is_saved_and_loaded(blank: Language, tmp_path: Path) -> None:
    blank.to_disk(tmp_path / "saved")
    again = spacy.load(tmp_path / "saved")
    assert again.pipe_names == blank.pipe_names
    for group in GROUPS:
        assert marks(again(TEXT), group) == marks(blank(TEXT), group)


def test_marks_survive_bytes(pipeline: Language) -> None:
    doc = pipeline(TEXT)
    again = Doc(pipeline.vocab).from_bytes(doc.to_bytes())
    for group in GROUPS:
        assert [(s.text, s.label_, s.id_, s.kb_id_) for s in again.spans[group]] == [
            (s.text, s.label_, s.id_, s.kb_id_) for s in doc.spans[group]
        ]


def test_rules_of_the_user_are_added(tmp_path: Path) -> None:
    (tmp_path / "triggers.toml").write_text(
        '[[rule]]\nid = "mine.pitch"\nact = "attack"\npatterns = ["~pitch into"]\n'
        'match = "They pitched into it."\nno_match = "The pitch was wet."\n',
        encoding="utf-8",
    )
    nlp = add_components(spacy.blank("en"), Settings(rules=tmp_path))
    doc = nlp("They pitched into the camp and attacked it.")
    assert [span.id_ for span in doc.spans["sahel_triggers"]] == ["mine.pitch", "attack.verb"]


@pytest.mark.parametrize(
    ("change", "message"),
    table(
        [
            (
                'act = "brawl"',
                r"triggers\.toml:1: rule 'mine\.x': unknown act 'brawl'; allowed: ",
                "unknown act",
            ),
            (
                'act = "attack"\npos = "adverb"',
                r"pos 'adverb' is none of any, verb, noun",
                "unknown part of speech",
            ),
            ('act = "attack"\ncolour = "red"', r"unknown key 'colour'; allowed: ", "unknown key"),
            ('act = "attack"\nweak = "yes"', r"weak = 'yes' is not of type bool", "wrong type"),
        ]
    ),
)
def test_wrong_rules_are_named(tmp_path: Path, change: str, message: str) -> None:
    (tmp_path / "triggers.toml").write_text(
        f'[[rule]]\nid = "mine.x"\n{change}\npatterns = ["x"]\nmatch = "x"\nno_match = "y"\n',
        encoding="utf-8",
    )
    with pytest.raises(TableError, match=message):
        add_components(spacy.blank("en"), Settings(rules=tmp_path))


def test_uneven_pattern_of_the_user_is_named(tmp_path: Path) -> None:
    (tmp_path / "triggers.toml").write_text(
        '[[rule]]\nid = "mine.x"\nact = "attack"\npatterns = ["one|two-three"]\n'
        'match = "one"\nno_match = "y"\n',
        encoding="utf-8",
    )
    with pytest.raises(TableError, match=r"rule 'mine\.x': 'one\|two-three': alternatives must have"):
        add_components(spacy.blank("en"), Settings(rules=tmp_path))


def test_uneven_cue_of_the_user_is_named(tmp_path: Path) -> None:
    (tmp_path / "cues.toml").write_text(
        '[[rule]]\nid = "mine.x"\ncue = "negated"\npatterns = ["one|two-three"]\n'
        'match = "one"\nno_match = "y"\n',
        encoding="utf-8",
    )
    with pytest.raises(TableError, match=r"rule 'mine\.x'"):
        add_components(spacy.blank("en"), Settings(rules=tmp_path))


# word, part of speech, tag, head, ClearNLP's label, Universal Dependencies' label
PASSIVE = [
    ("Ten", "NUM", "CD", 1, "nummod", "nummod"),
    ("soldiers", "NOUN", "NNS", 3, "nsubjpass", "nsubj:pass"),
    ("were", "AUX", "VBD", 3, "auxpass", "aux:pass"),
    ("killed", "VERB", "VBN", 3, "ROOT", "ROOT"),
    ("by", "ADP", "IN", 3, "agent", "case"),
    ("militants", "NOUN", "NNS", 4, "pobj", "obl"),
    ("near", "ADP", "IN", 3, "prep", "case"),
    ("Gao", "PROPN", "NNP", 6, "pobj", "obl"),
    (".", "PUNCT", ".", 3, "punct", "punct"),
]
ACTIVE = [
    ("Militants", "NOUN", "NNS", 1, "nsubj", "nsubj"),
    ("killed", "VERB", "VBD", 1, "ROOT", "ROOT"),
    ("ten", "NUM", "CD", 3, "nummod", "nummod"),
    ("soldiers", "NOUN", "NNS", 1, "dobj", "obj"),
    ("near", "ADP", "IN", 1, "prep", "case"),
    ("Gao", "PROPN", "NNP", 4, "pobj", "obl"),
    (".", "PUNCT", ".", 1, "punct", "punct"),
]


@pytest.fixture(scope="module")
def whole() -> Language:
    """A bare pipeline with all that follows the parser."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sahel_events")
    return nlp


@pytest.mark.parametrize(
    ("rows", "column"),
    table(
        [
            (ACTIVE, 4, "active, ClearNLP"),
            (ACTIVE, 5, "active, UD"),
            (PASSIVE, 4, "passive, ClearNLP"),
            (PASSIVE, 5, "passive, UD"),
        ]
    ),
)
def test_pipelines_of_either_scheme_give_the_same_event(
    whole: Language, rows: list[tuple[Any, ...]], column: int
) -> None:
    """A user's own pipeline: here the part before our components is written by hand."""
    words = [row[0] for row in rows]
    doc = Doc(
        whole.vocab,
        words=words,
        spaces=[True] * (len(words) - 2) + [False, False],
        pos=[r[1] for r in rows],
        tags=[r[2] for r in rows],
        heads=[r[3] for r in rows],
        deps=[r[column] for r in rows],
    )
    for _, component in whole.pipeline:
        doc = component(doc)
    [event] = map(json.loads, doc._.sahel_events)
    assert event["sub_event_type"] == "armed_clash"
    assert event["location"]["name"] == "Gao"
    assert [(c["kind"], c["min"], c["max"]) for c in event["casualties"]] == [("killed", 10, 10)]
    assert {(a["name"], a["role"]) for a in event["actors"]} == {
        ("militants", "perpetrator"),
        ("Malian Armed Forces", "target"),
    }
