"""A gold file that breaks the form is named, with field and cause; so is every other one."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest

from hand_made import gold_row, write_gold
from sahel_events.errors import EvaluationError, StoreError
from sahel_events.evaluation.gold import GoldArticle, read_gold

WRONG: list[tuple[tuple[Any, ...], Any, str, str]] = [
    (("events",), {}, "events: Input should be a valid array", "no list of events"),
    (("events", 0), 3, r"events\[0\]: Input should be an object, not 3", "an event that is a number"),
    (("events", 0, "event_type"), "battle", r"events\[0\].event_type: .*, not 'battle'", "no such type"),
    (
        ("events", 0, "sub_event_type"),
        "raid",
        r"events\[0\].sub_event_type: 'raid' is no",
        "no such sub-type",
    ),
    (("events", 0, "sub_event_type"), "attack", r"'attack' is no sub-type of 'battles'", "of another type"),
    (("events", 0, "main"), 1, r"events\[0\].main: .* boolean, not 1", "a number for yes"),
    (("events", 0, "evidence"), "", r"events\[0\].evidence: .*at least 1", "no words"),
    (("events", 0, "ignore"), ["dates"], r"ignore\[0\]: .*'date'.*, not 'dates'", "a field that is none"),
    (("events", 0, "optinal"), True, "unknown key 'optinal'; is 'optional' meant", "a misspelt key"),
    (("events", 0, "date", "start"), "2019-13-01", r"events\[0\].date: '2019-13-01' is no day", "no month"),
    (("events", 0, "date", "start"), "20191125", "'20191125' is no day", "not as dates are written"),
    (("events", 0, "date", "start"), "2019-11-25", "one end has a year", "half a year"),
    (
        ("events", 0, "date"),
        {"start": "2020-01-02", "end": "2020-01-01", "precision": "day"},
        "ends before",
        "an end before the start",
    ),
    (("events", 0, "location", "country"), "Mali", r"country: .*, not 'Mali'", "no country code"),
    (("events", 0, "location", "lat"), 100, r"location.lat: .*, not 100", "beyond the pole"),
    (("events", 0, "actors", 0, "role"), "doer", r"actors\[0\].role: .*, not 'doer'", "no such role"),
    (
        ("events", 0, "casualties", 0, "min"),
        "4",
        r"casualties\[0\].min: .*integer, not '4'",
        "text for a count",
    ),
    (("events", 0, "casualties", 0, "min"), 9, "min 9 is above max 4", "an interval the wrong way round"),
    (("article",), "a2", "article: 'a2', where the file's name says 'a1'", "another article's id"),
    (("published",), "last week", "published: 'last week' is no day", "no publication date"),
]


@pytest.mark.parametrize(
    ("path", "value", "message"), [pytest.param(*case[:3], id=case[3]) for case in WRONG]
)
def test_wrong_value(tmp_path: Path, path: tuple[Any, ...], value: Any, message: str) -> None:
    row = copy.deepcopy(gold_row())
    *way, last = path
    place: Any = row
    for step in way:
        place = place[step]
    place[last] = value
    (tmp_path / "a1.json").write_text(json.dumps(row), encoding="utf-8")
    with pytest.raises(EvaluationError, match=message) as caught:
        read_gold(tmp_path)
    (problem,) = caught.value.problems
    assert problem.startswith(str(tmp_path / "a1.json") + ": ")


@pytest.mark.parametrize("key", [k for k in gold_row()["events"][0] if k != "id"] + ["article", "events"])
def test_missing_key(tmp_path: Path, key: str) -> None:
    row = copy.deepcopy(gold_row())
    del (row if key in row else row["events"][0])[key]
    (tmp_path / "a1.json").write_text(json.dumps(row), encoding="utf-8")
    with pytest.raises(EvaluationError, match=rf"{key}: Field required"):
        read_gold(tmp_path)


@pytest.mark.parametrize(
    ("data", "message"),
    [(b"", "Invalid JSON"), (b'{"article": "a1", "eve', "Invalid JSON"), (b"\xff\xfe", "Invalid JSON")],
    ids=["empty", "cut off", "no UTF-8"],
)
def test_no_json(tmp_path: Path, data: bytes, message: str) -> None:
    (tmp_path / "a1.json").write_bytes(data)
    with pytest.raises(EvaluationError, match=message):
        read_gold(tmp_path)


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    write_gold(tmp_path, gold_row({"main": 1}, {"status": "so"}), gold_row(article="a2"))
    (tmp_path / "a3.json").write_text("{")
    with pytest.raises(EvaluationError) as caught:
        read_gold(tmp_path)
    assert [re.search(r"a\d", problem[len(str(tmp_path)) :]) is not None for problem in caught.value.problems]
    assert len(caught.value.problems) == 3


def test_events_of_one_id_are_told(tmp_path: Path) -> None:
    write_gold(tmp_path, gold_row({}, {"id": "e1"}))
    with pytest.raises(EvaluationError, match="several events have the id 'e1'"):
        read_gold(tmp_path)


def test_a_folder_without_gold_is_no_empty_score(tmp_path: Path) -> None:
    (tmp_path / "unseen.txt").write_text("a1")
    with pytest.raises(EvaluationError, match="no gold in it"):
        read_gold(tmp_path)
    with pytest.raises(StoreError, match="no such folder"):
        read_gold(tmp_path / "gone")


def test_keys_of_the_coder_are_left_alone(tmp_path: Path) -> None:
    write_gold(tmp_path, gold_row({"note": "the army gives 4, the mayor 6"}, coder="B"))
    (article,) = read_gold(tmp_path)
    assert isinstance(article, GoldArticle)
    assert article.judged == 1


def test_shipped_gold_is_in_the_form() -> None:
    articles = read_gold(Path(__file__).parents[1] / "gold")
    assert (len(articles), sum(article.judged for article in articles)) == (36, 89)
