"""Confidence: which signs a record bears, what they weigh, and that the file of weights is checked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import factories
from cases import table
from sahel_events.errors import TableError
from sahel_events.events.confidence import LEAST, MOST, SIGNS, chance, rate, read_weights, signs, weights
from sahel_events.lexicon.tables import packaged

SIGNS_OF = table([
    ({"date": None}, "date.none", True, "no date"),
    ({"date": None}, "date.undatable", False, "no date, though the text has one of its own"),
    ({}, "date.none", False, "a date"),
    ({}, "date.elsewhere", False, "the date stands in the evidence"),
    ({"date": factories.day(text="fired first")}, "date.elsewhere", True, "another sentence has it"),
    ({"date": factories.day(rule="date.weekday+of_announcement")}, "date.announced", True, "announced then"),
    ({"location": None}, "place.none", True, "no place"),
    ({"location": factories.place(gazetteer_id=None)}, "place.unlisted", True, "a name that no table has"),
    ({"location": factories.place(rule="place.gazetteer+beside")}, "place.taken_up", True, "beside it"),
    ({"actors": []}, "actor.no_target", True, "nobody suffers"),
    ({}, "actor.no_target", False, "French soldiers suffer"),
    ({}, "actor.no_perpetrator", True, "nobody acts"),
    ({"casualties": []}, "killed.none", True, "no dead"),
    ({"casualties": [factories.casualty(4, None)]}, "killed.open", True, "at least four"),
    ({"casualties": [factories.casualty(), factories.casualty(2, 2)]}, "killed.several", True, "two groups"),
    ({"main": False}, "background", True, "background"),
    ({}, "told.once", True, "one telling"),
])  # fmt: skip


@pytest.mark.parametrize(("changes", "sign", "there"), SIGNS_OF)
def test_signs(changes: dict[str, Any], sign: str, there: bool) -> None:
    assert (sign in signs(factories.event(**changes), 1, 9)) is there


@pytest.mark.parametrize(("beside", "sign"), table([
    (1, "article.one", "the only event"), (5, "article.many", "one of many"),
]))  # fmt: skip
def test_signs_of_the_article(beside: int, sign: str) -> None:
    assert sign in signs(factories.event(), beside, 9)
    assert sign not in signs(factories.event(), 3, 9)


def test_sign_of_a_short_text() -> None:
    assert "article.brief" in signs(factories.event(), 1, 2)
    assert "article.brief" not in signs(factories.event(), 1, 9)


def test_rate_says_what_it_rests_on() -> None:
    event = factories.event(date=None)
    rated = rate(event, 1, 9)
    assert rated.why["confidence"].split() == list(signs(event, 1, 9))
    assert LEAST <= rated.confidence <= MOST
    assert rated.confidence == round(chance(signs(event, 1, 9), weights()), 2)


def test_unknown_values_are_less_certain() -> None:
    known = rate(factories.event(), 1, 9).confidence
    assert rate(factories.event(date=None), 1, 9).confidence < known
    assert rate(factories.event(location=None), 1, 9).confidence < known


def test_chance_is_logistic() -> None:
    flat = dict.fromkeys(SIGNS, 0.0) | {"base": 0.0}
    assert chance((), flat) == 0.5
    assert chance(("date.none",), flat | {"date.none": -100.0}) < 1e-6


GOOD = packaged("confidence.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(("text", "reason"), table([
    ("[weights", "cannot be read as TOML", "broken TOML"),
    ("a = 1\n", "no table", "no weights"),
    (GOOD.replace("base = ", "bass = "), "base, bass", "a name misspelt"),
    (GOOD + "odd = 1.0\n", "odd", "a sign that nothing reads"),
    (GOOD.replace("base = ", "base = true #"), "no finite number: base", "no number"),
    (GOOD.replace("base = ", "base = nan #"), "no finite number: base", "not a number"),
]))  # fmt: skip
def test_wrong_weights(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "confidence.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TableError, match=reason) as caught:
        read_weights(path)
    assert str(path) in str(caught.value)
