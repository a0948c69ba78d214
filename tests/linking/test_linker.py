"""The linker as a whole: no candidate missed, the same for any order and one by one, figures that hold."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from typing import Any

import pytest

import linksets
from sahel_events.errors import UsageError
from sahel_events.evaluation.links import LinkScore, gold_records
from sahel_events.linking.candidates import Candidates
from sahel_events.linking.fits import Weights
from sahel_events.linking.linker import Linker
from sahel_events.linking.reports import Reader

Told = Callable[..., Any]
RECORDS = gold_records(linksets.gold("first"))


def test_candidates_hold_every_pair_that_agrees(reader: Reader, weights: Weights) -> None:
    """Of all pairs of gold records of the linking set: what scores above 0 is looked at, whichever came
    first, and most of the rest is not."""
    reports = [reader.read(record) for record in RECORDS]
    looked = 0
    for one, other in itertools.permutations(reports, 2):
        index = Candidates()
        index.add(0, one)
        near = index.near(other) == {0}
        looked += near
        if (weights.score(one, other) or 0) > 0:
            assert near, (one.ident, other.ident)
    assert looked < len(reports) * (len(reports) - 1) / 10


def test_any_order_gives_the_same_bytes(reader: Reader, weights: Weights) -> None:
    expected = linksets.linked(RECORDS, reader, weights)
    for seed in range(5):
        shuffled = random.Random(seed).sample(RECORDS, len(RECORDS))
        assert linksets.linked(shuffled, reader, weights) == expected


def test_one_by_one_gives_the_same_as_all_at_once(reader: Reader, weights: Weights) -> None:
    """Groups asked for after every record: what was worked out before does not bind what comes after."""
    linker = Linker(reader, weights)
    for record in RECORDS:
        linker.add(record)
        linker.groups()
    whole = Linker(reader, weights)
    for record in reversed(RECORDS):
        whole.add(record)
    assert linker.groups() == whole.groups()


FLOORS = [
    # part, then found, b3, pairs and tolls: 0.02 and more below what was measured when they were set
    ("first", 1.0, 0.98, 0.97, 0.95),
    ("second", 1.0, 0.98, 0.97, 0.91),
    ("third", 1.0, 0.95, 0.92, 0.83),
    ("third_unseen", 1.0, 0.95, 0.93, 0.81),
    ("fourth", 1.0, 0.96, 0.95, 0.62),
]


def above(found: LinkScore, floors: list[float]) -> bool:
    """Whether no figure is below its floor."""
    figures = (found.found, found.b3, found.pairs, found.tolls)
    return all(figure >= floor for figure, floor in zip(figures, floors, strict=True))


@pytest.mark.parametrize("floors", FLOORS, ids=[f[0] for f in FLOORS])
def test_gold_records_are_joined(reader: Reader, weights: Weights, floors: Any) -> None:
    part, *least = floors
    found = linksets.score(part, gold_records(linksets.gold(part)), reader, weights)
    assert above(found, least), found


def test_a_text_saved_twice_is_two_reports_of_one_event(told: Told, reader: Reader, weights: Weights) -> None:
    linker = Linker(reader, weights)
    for ident in ("r1", "r2"):
        linker.add(told(ident, article={"id": ident, "path": f"{ident}.txt", "sha256": "1" * 64}))
    assert linker.groups() == [("r1", "r2")]


def test_events_that_one_article_tells_apart_are_never_joined(
    told: Told, reader: Reader, weights: Weights
) -> None:
    one = {"article": {"id": "one", "sha256": "1" * 64}}
    linker = Linker(reader, weights)
    for record in (told("r1", killed=20, **one), told("r2", killed=20, **one), told("r3", killed=20)):
        linker.add(record)
    assert sorted(map(len, linker.groups())) == [1, 2]
    assert linker.why("r1", "r2").reason == "one article tells them apart"


def test_an_id_is_taken_up_once(told: Told, reader: Reader, weights: Weights) -> None:
    linker = Linker(reader, weights)
    assert linker.add(told("r1"))
    assert not linker.add(told("r1", killed=50))
    assert linker.groups() == [("r1",)]


REASONS = [
    ("they agree", {}, {}, True, "they agree"),
    (
        "another day",
        {},
        {"day": "2019-11-30"},
        False,
        "their days are further apart, or apart without a count that they share",
    ),
    (
        "little in common",
        {"by": None, "of": None, "killed": None},
        {"place": None, "day": ("2019-09-01", "2019-09-30")},
        False,
        "too little speaks for one event",
    ),
    (
        "nothing to go by",
        {},
        {"day": None, "place": None},
        False,
        "r2 has neither place nor day, so that it cannot be compared",
    ),
]


@pytest.mark.parametrize(
    ("one", "other", "joined", "reason"), [c[1:] for c in REASONS], ids=[c[0] for c in REASONS]
)
def test_why(
    told: Told, reader: Reader, weights: Weights, one: Any, other: Any, joined: bool, reason: str
) -> None:
    linker = Linker(reader, weights)
    linker.add(told("r1", **one))
    linker.add(told("r2", **other))
    found = linker.why("r1", "r2")
    assert (found.joined, found.reason) == (joined, reason)
    assert linker.why("r2", "r1") == found


def test_why_of_an_id_that_is_not_there(told: Told, reader: Reader, weights: Weights) -> None:
    with pytest.raises(UsageError, match="no record has the id 'r9'"):
        Linker(reader, weights).why("r9", "r1")


EXTRACTED = [
    ("first", 0.96, 0.97, 0.95, 0.91),
    ("second", 0.93, 0.94, 0.89, 0.52),
    ("third", 0.97, 0.93, 0.88, 0.58),
    ("third_unseen", 0.94, 0.91, 0.86, 0.63),
    ("fourth", 0.9, 0.86, 0.69, 0.18),
]


@pytest.mark.slow
@pytest.mark.parametrize("floors", EXTRACTED, ids=[f[0] for f in EXTRACTED])
def test_extracted_records_are_joined(reader: Reader, weights: Weights, floors: Any) -> None:
    part, *least = floors
    found = linksets.score(part, linksets.extracted(part), reader, weights)
    assert above(found, least), found
