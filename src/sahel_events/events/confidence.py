"""How far a record can be trusted: from what was found, how directly, and how well tellings agree."""

from __future__ import annotations

from .frames import DateHit
from .merge import Draft
from .places import PlaceMention
from .roles import Cast


def confidence(draft: Draft, date: DateHit | None, place: PlaceMention | None, cast: Cast) -> float:
    """A figure between 0.05 and 0.95: 0.35 for a bare trigger (0.3 without a date), more for each value read
    directly.
    """
    score = 0.35
    score += (
        0.15
        if date is not None and date.kind == "event" and date.distance <= 12
        else 0.05
        if date is not None
        else -0.05
    )
    if place is not None:
        score += 0.1 + (0.1 if place.attached and place.place is not None else 0.0)
    score += 0.1 if cast.agent_sides else 0.0
    score += 0.05 if cast.patient_sides else 0.0
    score += 0.05 if any(t.kind.value == "killed" for t in draft.tolls) else 0.0
    score += 0.05 if len(draft.frames) > 1 else 0.0
    return round(min(max(score, 0.05), 0.95), 2)
