"""Tellings that only sum others: "34 died in attacks … 22 at Bourasso … 12 at Namissiguima"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..schema import CasualtyKind
from .frames import Frame

_PLURAL = re.compile(
    r"(?i)\b(?:attacks|raids|assaults|ambushes|massacres|killings|strikes|blasts|bombings|explosions|incidents|"
    r"villages|hamlets|localities|towns|places|sites)\b"
)
_MOST = 4


def sums(frames: Sequence[Frame]) -> list[Frame]:
    """The tellings of attacks or places, without an exact place, whose dead are those of two to four tellings
    behind them that name one each (docs/rulings.md: totals that sum several places are no event).
    """
    found = []
    told = [f for f in frames if not f.title]
    for k, frame in enumerate(told):
        n = _dead(frame)
        if n < 2 or _places(frame) or not _PLURAL.search(frame.sentence.text):
            continue
        parts = [f for f in told[k + 1 :] if _dead(f) and f.sentence is not frame.sentence]
        if any(_adds_up(parts[i : i + size], n) for size in range(2, _MOST + 1) for i in range(len(parts))):
            found.append(frame)
    return found


def _adds_up(parts: Sequence[Frame], n: int) -> bool:
    """Whether each of the tellings names a place that the others do not, and their dead are `n`."""
    places = [_places(f) for f in parts]
    own = all(p and not any(p & q for q in places if q is not p) for p in places)
    return len(parts) > 1 and own and sum(_dead(f) for f in parts) == n


def _places(frame: Frame) -> set[str]:
    return {p.span.text for p in frame.places if not p.context and p.precision == "place"}


def _dead(frame: Frame) -> int:
    """The first count of the dead, 0 without one."""
    return next((t.count.min for t in frame.tolls if t.kind is CasualtyKind.KILLED and not t.old), 0)
