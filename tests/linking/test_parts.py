"""Acts, sides, tolls and words of two reports, and their sum."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sahel_events.errors import TableError
from sahel_events.linking.fits import Weights
from sahel_events.linking.reports import Reader

Told = Callable[..., Any]

CASES = [
    ("one kind of act", {}, {}, "link.act.same"),
    ("an attack may be told as a clash", {}, {"sub_event_type": "attack"}, "link.act.related"),
    ("an air strike answers an ambush", {}, {"sub_event_type": "air_drone_strike"}, "link.act.unlike"),
    ("a claim names the gunmen", {"by": "JNIM"}, {}, "link.perpetrator.fits"),
    ("two groups", {"by": "JNIM"}, {"by": "Boko Haram"}, "link.perpetrator.differs"),
    ("nobody named", {"by": None}, {}, "link.perpetrator.unknown"),
    ("other people", {"of": "villagers"}, {}, "link.target.differs"),
    (
        "who began is told either way",
        {"by": "jihadists"},
        {"by": "soldiers", "of": "jihadists"},
        "link.sides.swapped",
    ),
    ("the same large toll", {"killed": 53}, {"killed": 53}, "link.toll.same_large"),
    ("the same toll", {"killed": 6}, {"killed": 6}, "link.toll.same"),
    ("the same small toll", {"killed": 2}, {"killed": 2}, "link.toll.same_small"),
    ("at least eleven may be twelve", {"killed": (11, None)}, {"killed": 12}, "link.toll.meets"),
    ("a toll that grows", {"killed": 20}, {"killed": 53, "published": "2019-10-04"}, "link.toll.grows"),
    ("a toll that shrinks", {"killed": 95}, {"killed": 35, "published": "2019-10-04"}, "link.toll.differs"),
    ("nearly the same", {"killed": 7}, {"killed": 6, "published": "2019-10-04"}, "link.toll.close"),
    ("none and many", {"killed": 0}, {"killed": 9}, "link.toll.differs"),
    ("no count", {"killed": None}, {}, "link.toll.unknown"),
    (
        "a church in both",
        {"words": "They fired at the church."},
        {"words": "The pastor of the church died."},
        "setting.church",
    ),
    (
        "nothing in both",
        {"words": "They fired at the church."},
        {"words": "A bus was hit."},
        "link.words.none",
    ),
    (
        "a name in both",
        {"words": "The dead include Awa Traore."},
        {"words": "He wept for Awa Traore."},
        "link.words.name",
    ),
]


@pytest.mark.parametrize(("one", "other", "rule"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_parts(told: Told, reader: Reader, weights: Weights, one: Any, other: Any, rule: str) -> None:
    a, b = reader.read(told("r1", **one)), reader.read(told("r2", **other))
    assert rule in [part.rule for part in weights.compare(a, b)]
    assert sum(p.points for p in weights.compare(a, b)) == sum(p.points for p in weights.compare(b, a))


def test_score_is_the_sum_of_the_parts_or_none(told: Told, reader: Reader, weights: Weights) -> None:
    reports = [
        reader.read(told(f"r{i}", **changes)) for i, (_, *pair, _) in enumerate(CASES) for changes in pair
    ]
    for one in reports:
        for other in reports:
            parts = weights.compare(one, other)
            total = sum(part.points for part in parts)
            vetoed = any(part.veto for part in parts)
            assert weights.score(one, other) == (None if vetoed else total)
            joined = weights.score(one, other, least=0)
            assert joined == (total if total > 0 and not vetoed else None)


def test_a_rule_that_is_not_there_is_named() -> None:
    with pytest.raises(TableError, match=r"link\.nonsense"):
        Weights.load()["link.nonsense"]
