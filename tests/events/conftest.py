"""Sentences as the rooms of `events` read them, for tests of one rule by itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.language import Language
from spacy.tokens import Span

from sahel_events.events.mentions import read_units
from sahel_events.events.reading import Sentence, Unit
from sahel_events.language.components.actors import group_rules
from sahel_events.language.components.places import gazetteer


@pytest.fixture(scope="session")
def sentences(pipeline: Language) -> Callable[[str], list[Sentence]]:
    """The sentences of a paragraph."""

    def read(text: str) -> list[Sentence]:
        unit = Unit(pipeline(text), ((0, 0),), title=False, block=0)
        return read_units([unit], group_rules(), gazetteer())

    return read


@pytest.fixture(scope="session")
def placed(sentences: Callable[[str], list[Sentence]]) -> Callable[[str], tuple[Sentence, Span]]:
    """The place that stands in brackets in a text, «so», and its sentence."""

    def find(text: str) -> tuple[Sentence, Span]:
        at = text.index("«")
        for sentence in sentences(text.replace("«", "").replace("»", "")):
            for place in sentence.places:
                if place.start_char == at:
                    return sentence, place
        raise AssertionError(f"no place in brackets: {text}")

    return find
