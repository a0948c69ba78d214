"""How far two places are from each other."""

from __future__ import annotations

import math

Point = tuple[float, float]
"""Latitude and longitude, in degrees."""


def distance_km(a: Point, b: Point) -> float:
    """Great-circle distance of two points, in km."""
    p, q = math.radians(a[0]), math.radians(b[0])
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return 12742 * math.asin(math.sqrt(h))
