"""Everything that is told of a sentence: the records of `sentences.jsonl`, read by a person and found right.

The other tables look at one field each; a rule may spoil another on its way. Here stand their sentences,
those of which all is right, with whatever the record says of them. Who changes a rule on purpose changes a
line here.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from sahel_events.pipeline import Result
from sahel_events.schema import Casualty, Event

WEDNESDAY = date(2020, 6, 17)
SENTENCES = [
    json.loads(line)
    for line in (Path(__file__).parent / "sentences.jsonl").read_text(encoding="utf-8").splitlines()
]


def told(result: Result) -> list[str]:
    """A line for each event; where there is none, the reasons for which candidates were rejected."""
    reasons = sorted({rejected.reason.value for rejected in result.rejected})
    return [line(event) for event in result.events] or [f"none: {', '.join(reasons)}"]


def line(event: Event) -> str:
    kind = f"{event.sub_event_type} {event.status.value}{'' if event.main else ' background'}"
    cast = "; ".join(f"{actor.role.value} {actor.name}" for actor in event.actors)
    tolls = "; ".join(map(toll, event.casualties))
    place, day = event.location, event.date
    where = f"{place.name}, {place.precision}, {place.country}" if place else "nowhere"
    when = f"{day.start}/{day.end} {day.precision}" if day else "no day"
    return " | ".join([kind, cast, tolls, where, when])


def toll(row: Casualty) -> str:
    about = "about " if row.approximate else ""
    count = f"{row.min}" if row.min == row.max else f"{row.min}-{row.max or ''}"
    return f"{row.kind.value} {about}{count} {row.who or '?'}"


@pytest.mark.parametrize("sentence", SENTENCES, ids=[s["text"][:60] for s in SENTENCES])
def test_all_that_is_told(read: Callable[..., Result], sentence: dict[str, list[str]]) -> None:
    assert told(read(sentence["text"], WEDNESDAY)) == sentence["told"]
