"""Confidence against correctness: of the records given 0.8, are 80% right?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from .judge import Judgement

BINS: Final = 10
"""Bins of equal width; a confidence of 1 belongs to the last."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Records of one range of confidence: from `low`, below `high`. `confidence` is their mean, `right` how
    many are all right (type, date, place and killed)."""

    low: float
    high: float
    records: int
    right: int
    confidence: float

    @property
    def share(self) -> float:
        """Share of the records that are right; 0 where there are none."""
        return self.right / self.records if self.records else 0.0


def calibration(judgements: Iterable[Judgement]) -> list[Bin]:
    """The ten bins, empty ones too. Records of optional gold events are left out, as everywhere; a record
    without a gold event is wrong."""
    held: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for each in judgements:
        if each.record is not None and each.judged:
            score = float(each.record["confidence"])
            held[min(int(score * BINS), BINS - 1)].append((score, each.all_right))
    return [
        Bin(
            i / BINS,
            (i + 1) / BINS,
            len(found),
            sum(right for _, right in found),
            sum(score for score, _ in found) / len(found) if found else 0.0,
        )
        for i, found in enumerate(held)
    ]


def expected_error(bins: Iterable[Bin]) -> float:
    """Expected calibration error: the distance of mean confidence and share right, over the bins, each as
    heavy as it has records; 0 where there are none."""
    listed = list(bins)
    total = sum(each.records for each in listed)
    return sum(each.records * abs(each.confidence - each.share) for each in listed) / total if total else 0.0
