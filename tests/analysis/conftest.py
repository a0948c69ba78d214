"""What `extract` makes of the articles of the tests, once for all tests that need it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import gate

if TYPE_CHECKING:
    from sahel_events.pipeline import Extractor


def lines_of(extractor: Extractor, raw: Path) -> list[str]:
    from sahel_events.corpus.read import read_articles
    from sahel_events.settings import Settings

    results = extractor.extract(read_articles([raw], Settings()))
    return [event.to_json() for result in results for event in result.events]


@pytest.fixture(scope="session")
def sample_lines(extractor: Extractor) -> list[str]:
    """The lines of the events file of the sample articles."""
    return lines_of(extractor, gate.RAW)


@pytest.fixture(scope="session")
def linkset_lines(extractor: Extractor) -> list[str]:
    """The lines of that of the linking set."""
    return lines_of(extractor, gate.LINKSET / "raw")
