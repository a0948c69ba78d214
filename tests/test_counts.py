"""How many people a record counts."""

from __future__ import annotations

from typing import Any

import pytest

import factories
from sahel_events.counts import people
from sahel_events.form import as_event

PEOPLE = [
    ("none", factories.killed(), None),
    ("one group", factories.killed((13, 13, "soldiers")), (13, 13, 13)),
    ("groups are added", factories.killed((13, 13, "soldiers"), (2, 4, "civilians")), (15, 15, 17)),
    ("versions of one group are not", factories.killed((30, 40, "people"), (20, 20, "People")), (30, 30, 40)),
    ("an open end opens all", factories.killed((13, 13, "soldiers"), (24, None, None)), (37, 37, None)),
]


@pytest.mark.parametrize(("record", "expected"), [c[1:] for c in PEOPLE], ids=[c[0] for c in PEOPLE])
def test_people(record: dict[str, Any], expected: object) -> None:
    assert people(record, "killed") == expected


def test_people_of_a_linked_event_are_the_sums_of_its_sides() -> None:
    sides = [{"kind": "killed", "who": who, "low": 3, "best": 5, "high": 9} for who in (None, None)]
    linked = {"casualties": sides, "articles": ["a"], "reports": ["r"]}
    assert people(as_event(linked), "killed") == (6, 10, 18)
