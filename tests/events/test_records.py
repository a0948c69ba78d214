"""Records: what cannot be known is null with its reason, every value has its words, ids are stable."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from cases import known_failures, table
from sahel_events.corpus.read import article_from_text
from sahel_events.pipeline import Extractor
from sahel_events.schema import Event

WEDNESDAY = date(2020, 6, 17)
TEXT = "Gunmen killed four soldiers near Gao on Monday, the army said."


@pytest.mark.parametrize(
    ("text", "published", "unknown"),
    table(
        [
            (TEXT, WEDNESDAY, {}, "day and place are known"),
            (
                TEXT,
                None,
                {"date": "no_date_in_text_or_no_publication_date"},
                "a weekday without publication date",
            ),
            (
                "Gunmen killed four soldiers near Gao.",
                WEDNESDAY,
                {"date": "no_date_in_text"},
                "no day in the text",
            ),
            (
                "Gunmen killed ten civilians on Monday.",
                WEDNESDAY,
                {"location": "no_place_in_text"},
                "no place",
            ),
            (
                "Gunmen killed four soldiers near Gao on February 30.",
                WEDNESDAY,
                {"date": "no_date_in_text"},
                "no such day",
            ),
        ]
    ),
)
def test_unknown(
    tell_one: Callable[..., Event], text: str, published: date | None, unknown: dict[str, str]
) -> None:
    event = tell_one(text, published)
    assert event.unknown == unknown
    assert (event.date is None) == ("date" in unknown)
    assert (event.location is None) == ("location" in unknown)


@pytest.mark.parametrize(
    ("text", "expected"),
    table(
        [
            (
                "Gunmen killed four soldiers near Gao on Sunday.",
                ("2020-06-14", "2020-06-14", "day"),
                "a weekday",
            ),
            (
                "Gunmen killed four soldiers near Gao two weeks ago.",
                ("2020-06-01", "2020-06-07", "week"),
                "a week",
            ),
            (
                "Gunmen killed four soldiers near Gao last month.",
                ("2020-05-01", "2020-05-31", "month"),
                "a month",
            ),
            (
                "On Monday, the army said that gunmen killed four soldiers near Gao.",
                ("2020-06-15", "2020-06-15", "day"),
                "the announcement's day stands in",
            ),
            (
                "Gunmen killed four soldiers near Gao on Sunday, the army said on Tuesday.",
                ("2020-06-14", "2020-06-14", "day"),
                "the event's day before the announcement's",
            ),
        ]
    )
    + known_failures(
        [
            (
                "Gunmen killed four soldiers near Gao overnight, the army said on Tuesday.",
                ("2020-06-15", "2020-06-16", "day"),
                "overnight is the day before to the day it was told",
                "the announcement's day alone",
            ),
        ]
    ),
)
def test_date(tell_one: Callable[..., Event], text: str, expected: tuple[str, str, str]) -> None:
    found = tell_one(text, WEDNESDAY).date
    assert found is not None
    assert (found.start, found.end, found.precision) == expected


@pytest.mark.xfail(reason="the day of the burial", raises=AssertionError, strict=True)
def test_the_day_of_a_burial_is_none_of_the_event(tell_one: Callable[..., Event]) -> None:
    text = "The 13 soldiers killed in the helicopter crash near Menaka were buried on Monday."
    assert tell_one(text, WEDNESDAY).date is None


def test_month_and_day_without_a_year(tell_one: Callable[..., Event]) -> None:
    found = tell_one("Gunmen killed four soldiers near Gao on March 3.").date
    assert found is not None
    assert (found.start, found.end) == ("--03-03", "--03-03")


def test_every_value_has_its_words_and_rule(tell_one: Callable[..., Event]) -> None:
    event = tell_one(TEXT, WEDNESDAY)
    assert event.date is not None
    assert event.location is not None
    assert (event.date.text, event.location.text, event.trigger.text) == ("Monday", "Gao", "killed")
    assert event.evidence[0].text == TEXT
    for part in (
        *event.actors,
        *event.casualties,
        *event.evidence,
        event.trigger,
        event.date,
        event.location,
    ):
        assert part.rule
        assert TEXT[part.span[0] : part.span[1]] == part.text
    assert set(event.why) == {"event_type", "status", "main", "confidence"}
    assert 0 < event.confidence <= 1


def test_id_is_that_of_the_event(extractor: Extractor) -> None:
    """The same for the same event of the same article, others for other articles and other events."""

    def ids(text: str, article: str) -> list[str]:
        return [event.id for event in extractor.article(article_from_text(text, id=article)).events]

    two = TEXT + "\n\nGunmen kidnapped five teachers in Bandiagara on May 2."
    assert ids(TEXT, "a") == ids(TEXT, "a") == ids(two, "a")[:1]
    assert ids(TEXT, "a") != ids(TEXT, "b")
    assert len(set(ids(two, "a"))) == 2


def test_article_of_an_event(tell_one: Callable[..., Event]) -> None:
    article = tell_one(TEXT, WEDNESDAY).article
    assert (article.published, article.published_rule) == ("2020-06-17", "metadata:published")
    assert tell_one(TEXT).article.published is None


def test_better_founded_events_are_more_certain(tell_one: Callable[..., Event]) -> None:
    vague = tell_one("Gunmen attacked a convoy.")
    assert tell_one(TEXT, WEDNESDAY).confidence > vague.confidence
