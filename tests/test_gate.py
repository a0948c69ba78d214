"""The sample articles are read as well as they were: no figure below its floor, no change of the corpus
unseen."""

from __future__ import annotations

import json
from typing import Any

import pytest

import gate
from scoring import FIELDS, score


@pytest.fixture(scope="module")
def pinned() -> dict[str, Any]:
    pins: dict[str, Any] = json.loads(gate.FLOORS.read_text(encoding="utf-8"))
    return pins


@pytest.fixture(scope="module")
def records() -> list[dict[str, Any]]:
    return gate.extract_records()


def test_corpus_is_the_one_that_the_floors_were_set_on(pinned: dict[str, Any]) -> None:
    """Whoever changes an article or its gold measures again: `python scripts/measure.py --write --corpus`."""
    assert gate.digest() == pinned["corpus_sha256"]


@pytest.mark.slow
@pytest.mark.parametrize("part", ["development", "unseen"])
def test_no_figure_below_its_floor(records: list[dict[str, Any]], pinned: dict[str, Any], part: str) -> None:
    figures = gate.measure(records)
    assert gate.shortfalls({part: figures[part]}, {part: pinned["floors"][part]}) == []


@pytest.mark.slow
@pytest.mark.parametrize("field", FIELDS)
def test_gate_notices_a_loss(records: list[dict[str, Any]], pinned: dict[str, Any], field: str) -> None:
    """Every other event spoilt in one field, or left out: the gate names that field."""
    spoilt = [spoil(dict(r), field) if i % 2 else r for i, r in enumerate(records)]
    short = gate.shortfalls(gate.measure([r for r in spoilt if r]), pinned["floors"])
    assert any(line.startswith(f"development {field}:") for line in short)
    assert any(line.startswith(f"unseen {field}:") for line in short)


def spoil(record: dict[str, Any], field: str) -> dict[str, Any]:
    if field == "event":
        return {}
    if field in {"actors", "killed", "casualties"}:
        return record | {"actors" if field == "actors" else "casualties": []}
    return record | {field: "wrong" if isinstance(record[field], str) else None}


def test_floors_cover_every_field(pinned: dict[str, Any]) -> None:
    for part in ("development", "unseen"):
        assert set(FIELDS) < set(pinned["floors"][part])
    assert {part: len(names) for part, names in gate.parts().items()} == {"development": 24, "unseen": 12}


def test_floors_are_only_raised() -> None:
    floors = {"development": {"date": 0.8, "event": 0.5}}
    figures = {"development": {"date": 0.7, "event": 0.9, "status": 0.6}}
    assert gate.raised(figures, floors) == {"development": {"date": 0.8, "event": 0.89, "status": 0.59}}


GOLD: dict[str, Any] = {
    "article": "a1",
    "events": [
        {
            "event_type": "battles",
            "sub_event_type": "armed_clash",
            "status": "confirmed",
            "main": True,
            "date": {"start": "--11-25", "end": "--11-25"},
            "location": {"name": "Ménaka", "country": "ML", "precision": "place", "lat": 15.9, "lon": 2.4},
            "actors": [
                {"name": "militants", "role": "perpetrator"},
                {"name": "Malian Armed Forces", "role": "target", "accept": ["FAMa"]},
                {"name": "civilians", "role": "target", "optional": True},
            ],
            "casualties": [
                {"kind": "killed", "min": 4, "max": 4},
                {"kind": "injured", "min": 3, "max": None},
            ],
            "evidence": "four soldiers were killed near Ménaka",
        }
    ],
}
RIGHT: dict[str, Any] = {
    "article": {"id": "a1", "published": None},
    "event_type": "battles",
    "sub_event_type": "armed_clash",
    "status": "confirmed",
    "date": {"start": "2019-11-25", "end": "2019-11-25"},
    "location": {"name": "Menaka", "country": "ML", "precision": "place", "lat": 15.9, "lon": 2.4},
    "actors": [{"name": "gunmen", "role": "perpetrator"}, {"name": "FAMA", "role": "target"}],
    "casualties": [{"kind": "killed", "min": 4, "max": 4}, {"kind": "injured", "min": 3, "max": None}],
    "evidence": [{"text": "Four soldiers were killed near Ménaka on Monday."}],
}
OTHER = RIGHT | {"article": {"id": "a2", "published": None}}


@pytest.mark.parametrize(
    ("records", "field", "f1"),
    [
        *(pytest.param([RIGHT], field, 1.0, id=f"all right: {field}") for field in FIELDS),
        pytest.param([], "event", 0.0, id="nothing found"),
        pytest.param([OTHER], "event", 0.0, id="records of another article do not count"),
        pytest.param([RIGHT, RIGHT], "event", 2 / 3, id="an event is paired once, the second is spurious"),
        pytest.param([RIGHT | {"date": None}], "date", 0.0, id="no date"),
        pytest.param([RIGHT | {"status": "claimed"}], "status", 0.0, id="wrong status"),
        pytest.param([RIGHT | {"actors": RIGHT["actors"][:1]}], "actors", 2 / 3, id="one actor of two"),
        pytest.param(
            [RIGHT | {"actors": [*RIGHT["actors"], {"name": "villagers", "role": "target"}]}],
            "actors",
            1.0,
            id="an optional actor neither gains nor costs",
        ),
        pytest.param(
            [RIGHT | {"casualties": [{"kind": "killed", "min": 4, "max": None}]}],
            "killed",
            0.0,
            id="an open count is not an exact one",
        ),
        pytest.param(
            [RIGHT | {"location": RIGHT["location"] | {"name": "Inékar", "lat": 16.0}}],
            "location",
            1.0,
            id="a place 11 km away",
        ),
        pytest.param(
            [RIGHT | {"location": RIGHT["location"] | {"name": "Gao", "lat": 16.3, "lon": 0.0}}],
            "location",
            0.0,
            id="a place 250 km away",
        ),
    ],
)
def test_scorer(records: list[dict[str, Any]], field: str, f1: float) -> None:
    assert score([GOLD], records)[field] == pytest.approx(f1)
