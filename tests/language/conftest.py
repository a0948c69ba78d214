"""A bare English pipeline with our components, for what needs no model."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from sahel_events.language.build import add_components


@pytest.fixture(scope="session")
def blank() -> Language:
    """`spacy.blank("en")` with all six components: no tags, no parse, no entities."""
    return add_components(spacy.blank("en"))
