"""Distances on the ground."""

from __future__ import annotations

import pytest

from sahel_events.lexicon.distance import distance_km


def test_distance_km() -> None:
    """A degree of a meridian is 111.2 km; Bamako and Mopti lie 461 km apart."""
    assert distance_km((12.0, 3.0), (13.0, 3.0)) == pytest.approx(111.2, abs=0.05)
    assert distance_km((12.65, -8.0), (14.48, -4.18)) == pytest.approx(461, abs=2)
