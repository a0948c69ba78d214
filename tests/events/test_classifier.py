"""The classifier of sentences: its file, its opinion, and how rules and opinion are weighed."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from cases import table
from sahel_events import Extractor
from sahel_events.corpus.read import article_from_text
from sahel_events.errors import TableError
from sahel_events.events.assemble import Assembler
from sahel_events.events.classifier import ACT_OF_SUB, NONE, RULE, load_classifier
from sahel_events.language.components.triggers import ACTS
from sahel_events.schema import TYPE_OF_SUB, Event
from sahel_events.settings import Settings


def events(extractor: Extractor, text: str) -> tuple[Event, ...]:
    return extractor.article(article_from_text(text, id="t")).events


class Says:
    """An opinion that is always the same."""

    def __init__(self, **chances: float) -> None:
        self.said = chances

    def chances(self, *_: object) -> dict[str, float]:
        return self.said


def with_opinion(extractor: Extractor, **chances: float) -> Extractor:
    own = Extractor(extractor.settings, extractor.nlp)
    own.assembler = Assembler(own.settings, Says(**chances))
    return own


CLASH = "Militants ambushed an army patrol near Boni on 3 May 2019."
QUIET = "Herders watered their camels near Boni on 3 May 2019."


def test_every_sub_type_has_an_act_and_a_class() -> None:
    assert set(ACT_OF_SUB) == set(TYPE_OF_SUB)
    assert set(ACT_OF_SUB.values()) <= set(ACTS)
    assert {*load_classifier().classes} == {*TYPE_OF_SUB, NONE}


@pytest.mark.parametrize(
    ("far", "sub", "rule"),
    table(
        [
            (0.6, "armed_clash", "type.", "the rules' own type is likely enough"),
            (0.001, "mob_violence", RULE, "another type is far likelier"),
        ]
    ),
)
def test_a_type_is_corrected_only_where_another_is_far_likelier(
    extractor: Extractor, far: float, sub: str, rule: str
) -> None:
    found = events(with_opinion(extractor, armed_clash=far, mob_violence=0.3, none=0.1), CLASH)
    assert [e.sub_event_type for e in found] == [sub]
    assert found[0].why["event_type"].startswith(rule)
    assert (found[0].why["event_type"] == RULE) == (rule == RULE)


def test_armed_men_alone_are_no_civilians(extractor: Extractor) -> None:
    found = events(
        with_opinion(extractor, attack=0.9), "Soldiers killed four militants near Boni on 3 May 2019."
    )
    assert [e.sub_event_type for e in found] == ["armed_clash"]


@pytest.mark.parametrize(
    ("none", "sub", "count"),
    table(
        [
            (0.02, 0.9, 1, "nearly sure"),
            (0.3, 0.65, 0, "not sure that there is an event"),
            (0.02, 0.3, 0, "not sure what it is"),
        ]
    ),
)
def test_an_event_that_no_rule_found_is_offered_only_when_sure(
    extractor: Extractor, none: float, sub: float, count: int
) -> None:
    text = f"Soldiers did not attack. {QUIET}"
    found = events(with_opinion(extractor, none=none, coup=sub, arrests=0.01), text)
    assert [e.sub_event_type for e in found] == ["coup"] * count
    for event in found:
        assert (event.trigger.rule, event.why["event_type"]) == (RULE, RULE)
        assert event.location is not None
        assert event.location.name == "Boni"


def test_an_offer_gives_way_to_an_event_of_the_same_kind(extractor: Extractor) -> None:
    found = events(with_opinion(extractor, none=0.01, armed_clash=0.9), f"{CLASH}\n\n{QUIET}")
    assert len(found) == 1


def test_headlines_are_not_asked_about(extractor: Extractor) -> None:
    asked = []

    class Notes(Says):
        def chances(self, sentence: object, *_: object) -> dict[str, float]:
            asked.append(sentence.unit.title)  # type: ignore[attr-defined]
            return {}

    own = Extractor(extractor.settings, extractor.nlp)
    own.assembler = Assembler(own.settings, Notes())
    events(own, f"Army patrol ambushed near Boni\n\nBAMAKO, May 4 2019 (Wire) - {CLASH}")
    assert asked
    assert not any(asked)


def test_it_can_be_turned_off(extractor: Extractor) -> None:
    own = Extractor(Settings(classifier=False), extractor.nlp)
    assert own.assembler.opinion is None
    assert all(e.why["event_type"] != RULE for e in events(own, CLASH))


@pytest.mark.parametrize(
    ("content", "said"),
    table(
        [
            (b"", "not a file of the classifier", "empty"),
            (b"no gzip", "not a file of the classifier", "not compressed"),
            (gzip.compress(b'{"classes": ["a", "b"], "bias": [0, 0]}\n'), "scale", "a head without scale"),
            (
                gzip.compress(b'{"classes": ["a", "b"], "bias": [0, 0], "scale": 1}\n["w=x", [1]]\n'),
                "length",
                "a row too short",
            ),
        ]
    ),
)
def test_a_broken_file_is_named(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "weights.gz"
    file.write_bytes(content)
    with pytest.raises(TableError, match=said) as caught:
        load_classifier(file)
    assert "weights.gz" in str(caught.value)


def test_chances_add_up_to_one(tmp_path: Path, extractor: Extractor) -> None:
    file = tmp_path / "weights.gz"
    lines = [{"classes": ["attack", "none"], "bias": [0.0, 1.0], "scale": 0.5}, ["w=kill", [100, -100]]]
    file.write_bytes(gzip.compress("".join(json.dumps(x) + "\n" for x in lines).encode()))
    own = Extractor(extractor.settings, extractor.nlp)
    seen: list[dict[str, float]] = []

    class Notes:
        def chances(self, *asked: object) -> dict[str, float]:
            seen.append(load_classifier(file).chances(*asked))  # type: ignore[arg-type]
            return {}

    own.assembler = Assembler(own.settings, Notes())
    events(own, "Gunmen killed two herders near Boni. Rain fell.")
    killed, rain = seen
    assert sum(killed.values()) == pytest.approx(1)
    assert killed["attack"] > 0.99
    assert rain["none"] == pytest.approx(0.731, abs=0.001)


def test_a_word_for_the_act_goes_before_the_classifier(extractor: Extractor) -> None:
    text = "A drone strike killed seven militants near Boni on 3 May 2019."
    (event,) = events(with_opinion(extractor, attack=0.99, none=0.01), text)
    assert (event.sub_event_type, event.why["event_type"]) == ("air_drone_strike", "type.air")
