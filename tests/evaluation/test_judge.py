"""The judgement is that of the set of tests that the project is measured with, figure for figure."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from hand_made import EVENT, RIGHT, gold, of_article
from sahel_events.evaluation.gold import FIELDS, read_gold
from sahel_events.evaluation.judge import ALL_RIGHT, Score, judge
from spoilt import GOLD, spoilt_records

REFEREE: dict[str, dict[str, dict[str, float]]] = json.loads(
    (Path(__file__).parent / "referee.json").read_text(encoding="utf-8")
)
UNSEEN = set((GOLD / "unseen.txt").read_text(encoding="utf-8").split())


@pytest.mark.parametrize("part", ["all", "only", "skip"])
def test_figures_are_those_of_the_referee(part: str) -> None:
    """Every figure that score.py printed of the same records: all articles, and with --only and --skip."""
    articles = [a for a in read_gold(GOLD) if part == "all" or (a.article in UNSEEN) is (part == "only")]
    score = Score.of(judge(articles, spoilt_records()))
    wanted = REFEREE[part]
    for field, tally in score.fields.items():
        assert {
            "precision": round(tally.precision, 4),
            "recall": round(tally.recall, 4),
            "f1": round(tally.f1, 4),
            "tp": tally.right,
            "fp": tally.spurious,
            "fn": tally.missed,
        } == wanted[field], field
    assert {"f1": round(score.all_right, 4), "of": score.mains} == wanted[ALL_RIGHT]


def test_the_pinned_figures_are_of_everything_that_is_judged() -> None:
    for figures in REFEREE.values():
        assert set(figures) == {*FIELDS, ALL_RIGHT}
        assert all(0 < figures[field]["f1"] < 1 for field in FIELDS)


LONG = " ".join(f"word{i}" for i in range(80))
CASES: list[tuple[list[dict[str, Any]], str, float, str]] = [
    *(([RIGHT], field, 1.0, f"all right: {field}") for field in (*FIELDS, ALL_RIGHT)),
    ([], "event", 0.0, "nothing found"),
    ([of_article("a2")], "event", 0.0, "records of another article do not count"),
    ([RIGHT, RIGHT], "event", 2 / 3, "an event is paired once, the second is spurious"),
    ([RIGHT | {"date": None}], "date", 0.0, "no date"),
    ([RIGHT | {"date": None}], ALL_RIGHT, 0.0, "no date, so not all right"),
    ([RIGHT | {"status": "claimed"}], ALL_RIGHT, 1.0, "the status does not decide"),
    ([RIGHT | {"status": "claimed"}], "status", 0.0, "wrong status"),
    ([RIGHT | {"actors": RIGHT["actors"][:1]}], "actors", 2 / 3, "one actor of two"),
    (
        [RIGHT | {"actors": [*RIGHT["actors"], {"name": "villagers", "role": "target"}]}],
        "actors",
        1.0,
        "an optional actor neither gains nor costs",
    ),
    (
        [RIGHT | {"casualties": [{"kind": "killed", "min": 4, "max": None, "who": None}]}],
        "killed",
        0.0,
        "an open count is not an exact one",
    ),
    (
        [RIGHT | {"location": RIGHT["location"] | {"name": "Inékar", "lat": 16.0}}],
        "location",
        1.0,
        "a place 11 km away",
    ),
    (
        [RIGHT | {"location": RIGHT["location"] | {"name": "Gao", "lat": 16.3, "lon": 0.0}}],
        "location",
        0.0,
        "a place 250 km away",
    ),
    (
        [RIGHT | {"location": RIGHT["location"] | {"name": "Inékar", "precision": "admin"}}],
        "location",
        0.0,
        "another precision at the same spot",
    ),
    (
        [
            RIGHT
            | {"evidence": [{"text": f"{LONG} {LONG} {EVENT['evidence']}"}], "date": None, "casualties": []}
        ],
        "event",
        0.0,
        "words behind the ninetieth are not compared",
    ),
]


@pytest.mark.parametrize(("records", "field", "f1"), [pytest.param(*case[:3], id=case[3]) for case in CASES])
def test_judgement(records: list[dict[str, Any]], field: str, f1: float) -> None:
    assert Score.of(judge([gold()], records)).f1()[field] == pytest.approx(f1)


OPEN = [
    ({"ignore": ["date"]}, RIGHT | {"date": None}, "date", (0, 0, 0), "an ignored field is not judged"),
    (
        {"ignore": ["casualties"]},
        RIGHT | {"casualties": []},
        "killed",
        (0, 0, 0),
        "the killed are casualties",
    ),
    ({"optional": True}, RIGHT, "event", (0, 0, 0), "an optional event does not gain"),
    ({"optional": True}, None, "event", (0, 0, 0), "nor cost"),
    (
        {"date": None, "date_if_published": {"start": "2019-11-25", "end": "2019-11-25", "precision": "day"}},
        RIGHT,
        "date",
        (0, 1, 0),
        "a date that only a publication date tells, without one",
    ),
    (
        {"date": None, "date_if_published": {"start": "2019-11-25", "end": "2019-11-25", "precision": "day"}},
        RIGHT | {"article": RIGHT["article"] | {"published": "2019-11-26"}},
        "date",
        (1, 0, 0),
        "a date that only a publication date tells, with one",
    ),
    (
        {"date_accept": ["2020-01"]},
        RIGHT | {"date": {"start": "2020-01-07", "end": "2020-01-07"}},
        "date",
        (1, 0, 0),
        "a beginning that gold accepts",
    ),
]


@pytest.mark.parametrize(
    ("event", "record", "field", "tally"), [pytest.param(*case[:4], id=case[4]) for case in OPEN]
)
def test_what_gold_leaves_open(
    event: dict[str, Any], record: dict[str, Any] | None, field: str, tally: tuple[int, int, int]
) -> None:
    found = Score.of(judge([gold(event)], [record] if record else [])).fields[field]
    assert (found.right, found.spurious, found.missed) == tally
