"""Whether two sides can be the same people."""

from __future__ import annotations

import pytest

from sahel_events.lexicon.actors import ActorTable
from sahel_events.linking.sides import Side, Sides, best, compare

CASES = [
    ("one word", "gunmen", "gunmen", "same"),
    ("words of one kind", "jihadists", "militants", "same"),
    ("a vague word and another", "gunmen", "jihadists", "fits"),
    ("jihadists are JNIM", "jihadists", "JNIM", "fits"),
    ("a katiba is within JNIM", "Katiba Macina", "JNIM", "same"),
    ("two groups", "Islamic State in the Greater Sahara", "JNIM", "differs"),
    ("a group and an army", "JNIM", "Malian Armed Forces", "differs"),
    ("jihadists are no soldiers", "jihadists", "soldiers", "differs"),
    ("gunmen may be anybody's", "gunmen", "soldiers", "unknown"),
    ("soldiers are an army's", "soldiers", "Malian Armed Forces", "fits"),
    ("soldiers are no gendarmes", "soldiers", "gendarmes", "unknown"),
    ("two armies", "Malian Armed Forces", "Niger Armed Forces", "differs"),
    ("an army and the police of its state", "Malian Armed Forces", "Malian Police", "unknown"),
    ("people may be soldiers", "people", "soldiers", "unknown"),
    ("villagers are no soldiers", "villagers", "soldiers", "differs"),
    ("civilians and villagers", "civilians", "villagers", "same"),
]


@pytest.fixture(scope="module")
def sides() -> Sides:
    return Sides(ActorTable.load())


@pytest.mark.parametrize(("one", "other", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_compare(sides: Sides, one: str, other: str, expected: str) -> None:
    assert compare(sides.of(one), sides.of(other)) == expected
    assert compare(sides.of(other), sides.of(one)) == expected


def test_best_takes_the_likest_and_is_unknown_without_anybody(sides: Sides) -> None:
    both = (sides.of("villagers"), sides.of("soldiers"))
    assert best(both, (sides.of("Malian Armed Forces"),)) == "fits"
    assert best((), both) == "unknown"


def test_an_id_that_this_run_does_not_know_leaves_the_words(sides: Sides) -> None:
    """Records may have been made with rows of the user's own."""
    side = sides.of("Brigade X", "users_own", "militia", "ML")
    assert side == Side("Brigade X", frozenset(), None, "armed", False, "militant", "ML")
