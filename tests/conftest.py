"""Puts `tests/` on the path, so that every folder of tests can import `factories` and `cases`, and loads the
shipped pipeline once for all of them."""

from __future__ import annotations

import signal
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from spacy.language import Language

    from sahel_events.pipeline import Extractor, Result
    from sahel_events.schema import Event

settings.register_profile("quick", max_examples=50, deadline=None)  # a busy machine is no failure
settings.register_profile("long", max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
settings.load_profile("quick")  # `--hypothesis-profile long` for the long job


if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # in the background: tests press Ctrl-C all the same
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the tests marked `long` to the long job."""
    if config.getoption("--hypothesis-profile") == "long":
        return
    reason = pytest.mark.skip(reason="of the long job: --hypothesis-profile long")
    for item in items:
        if "long" in item.keywords:
            item.add_marker(reason)


Tell = Callable[..., "list[Event]"]


@pytest.fixture(scope="session")
def pipeline() -> Language:
    """The shipped pipeline with our components."""
    from sahel_events.language.build import load_pipeline

    return load_pipeline()


@pytest.fixture(scope="session")
def extractor(pipeline: Language) -> Extractor:
    """The whole way, with default settings."""
    from sahel_events.pipeline import Extractor

    return Extractor(nlp=pipeline)


@pytest.fixture(scope="session")
def read(extractor: Extractor) -> Callable[..., Result]:
    """What comes of a text: `read(text, published=date)`."""
    from sahel_events.corpus.read import article_from_text

    def reader(text: str, published: date | None = None) -> Result:
        return extractor.article(article_from_text(text, published=published))

    return reader


@pytest.fixture(scope="session")
def tell(read: Callable[..., Result]) -> Tell:
    """The events of a text: `tell(text, published=date)`."""
    return lambda text, published=None: list(read(text, published).events)


@pytest.fixture(scope="session")
def tell_one(tell: Tell) -> Callable[..., Event]:
    """The only event of a text; fails where there are none or several."""

    def only(text: str, published: date | None = None) -> Event:
        events = tell(text, published)
        assert len(events) == 1, [e.evidence[0].text for e in events]
        return events[0]

    return only
