"""Confidence against correctness, in ten bins."""

from __future__ import annotations

from typing import Any

import pytest

from hand_made import RIGHT, gold
from sahel_events.evaluation.calibration import calibration, expected_error
from sahel_events.evaluation.judge import Judgement, judge_article


def judged(confidence: float, *, right: bool = True, **event: Any) -> list[Judgement]:
    record = RIGHT | {"confidence": confidence} | ({} if right else {"date": None})
    return judge_article(gold(event), [record])


@pytest.mark.parametrize(
    ("confidence", "low"),
    [
        (0.0, 0.0),
        (0.05, 0.0),
        (0.1, 0.1),
        (0.3, 0.3),
        (0.69, 0.6),
        (0.7, 0.7),
        (0.95, 0.9),
        (1.0, 0.9),
        (1, 0.9),
    ],
)
def test_bin_of(confidence: float, low: float) -> None:
    bins = calibration(judged(confidence))
    assert len(bins) == 10
    assert [b.low for b in bins if b.records] == [low]


def test_expected_error() -> None:
    """Four at 0.75, one of them right: off by 0.5. One at 0.95, right: off by 0.05."""
    sure = judged(0.95)
    doubtful = [*judged(0.75), *(each for _ in range(3) for each in judged(0.75, right=False))]
    bins = calibration([*sure, *doubtful])
    assert [(b.records, b.right, b.share) for b in bins if b.records] == [(4, 1, 0.25), (1, 1, 1.0)]
    assert expected_error(bins) == pytest.approx((4 * 0.5 + 0.05) / 5)


def test_a_record_without_gold_is_wrong_and_one_of_an_optional_event_does_not_count() -> None:
    made_up = RIGHT | {"id": "r2", "confidence": 0.5, "evidence": [{"text": "else"}], "event_type": "riots"}
    made_up |= {"date": None, "location": None, "casualties": []}
    bins = calibration(judge_article(gold({"optional": True}), [RIGHT, made_up]))
    assert [(b.low, b.records, b.right) for b in bins if b.records] == [(0.5, 1, 0)]


def test_nothing_to_judge() -> None:
    assert expected_error(calibration([])) == 0.0
