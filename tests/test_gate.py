"""The sample articles are read as well as they were: no figure below its floor, no change of the corpus
unseen."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import gate
from sahel_events.evaluation.gold import FIELDS


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
@pytest.mark.parametrize("part", sorted(gate.parts()))
def test_no_figure_below_its_floor(records: list[dict[str, Any]], pinned: dict[str, Any], part: str) -> None:
    figures = gate.measure(records)
    assert gate.shortfalls({part: figures[part]}, {part: pinned["floors"][part]}) == []


@pytest.mark.slow
def test_no_article_is_read_worse_than_it_was(records: list[dict[str, Any]], pinned: dict[str, Any]) -> None:
    """Whoever gains in one article what is lost in another: `python scripts/measure.py --write`, while the
    floors hold."""
    assert gate.risen(gate.wrong(records), pinned["wrong"]) == []


@pytest.mark.slow
@pytest.mark.parametrize("field", FIELDS)
def test_gate_notices_a_loss(records: list[dict[str, Any]], pinned: dict[str, Any], field: str) -> None:
    """Every other event spoilt in one field, or left out: the gate names that field."""
    spoilt = [spoil(dict(r), field) if i % 2 else r for i, r in enumerate(records)]
    short = gate.shortfalls(gate.measure([r for r in spoilt if r]), pinned["floors"])
    assert any(line.startswith(f"development {field}:") for line in short)
    assert any(line.startswith(f"unseen {field}:") for line in short)
    assert any(line.startswith(f"link {field}:") for line in short)


def spoil(record: dict[str, Any], field: str) -> dict[str, Any]:
    if field == "event":
        return {}
    if field in {"actors", "killed", "casualties"}:
        return record | {"actors" if field == "actors" else "casualties": []}
    return record | {field: "wrong" if isinstance(record[field], str) else None}


def test_floors_cover_every_field(pinned: dict[str, Any]) -> None:
    for part in gate.parts():
        assert set(FIELDS) < set(pinned["floors"][part])
    assert {part: len(names) for part, names in gate.parts().items()} == {
        "development": 24,
        "unseen": 12,
        "link": 48,
        "news": 45,
        "news_unseen": 36,
    }


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({"d01": {"date": 1}, "d02": {}}, []),
        ({"d01": {}}, []),
        ({"d01": {"date": 2}}, ["d01 date: 2 wrong, were 1"]),
        ({"d01": {"date": 1, "event": 1}}, ["d01 event: 1 wrong, were 0"]),
        ({"d02": {"date": 1}}, ["d02 date: 1 wrong, were 0"]),
    ],
    ids=["the same", "mended", "one more", "another field", "another article"],
)
def test_an_article_read_worse_is_named(counts: gate.Counts, said: list[str]) -> None:
    assert gate.risen(counts, {"d01": {"date": 1}}) == said


def test_articles_nobody_reads_are_summed_up(pinned: dict[str, Any]) -> None:
    parts = gate.parts()
    unread = {name for part in gate.UNREAD for name in parts[part]}
    assert not unread & set(pinned["wrong"])
    assert set(gate.UNREAD) < set(pinned["wrong"])


def test_floors_are_only_raised() -> None:
    floors = {"development": {"date": 0.8, "event": 0.5}}
    figures = {"development": {"date": 0.7, "event": 0.9, "status": 0.6}}
    assert gate.raised(figures, floors) == {"development": {"date": 0.8, "event": 0.89, "status": 0.59}}


def test_no_floor_is_below_what_it_was(pinned: dict[str, Any]) -> None:
    """Of any commit up to this one, so that a lowered floor is seen however it was written."""
    earlier = gate.earlier_floors()
    if not earlier:
        pytest.skip("no history to look at: not a checkout, or no git")
    for commit, floors in earlier.items():
        assert gate.lowered(pinned["floors"], floors) == [], commit


@pytest.mark.parametrize(
    ("floors", "said"),
    [
        ({"development": {"date": 0.8}}, []),
        ({"development": {"date": 0.9, "event": 0.5}, "link": {"date": 0.1}}, []),
        ({"development": {"date": 0.79}}, ["development date: floor 0.790, was 0.800"]),
        ({"development": {"event": 0.9}}, ["development date: floor 0.000, was 0.800"]),
        ({}, ["development date: floor 0.000, was 0.800"]),
    ],
    ids=["the same", "raised and more", "lowered", "a field gone", "a part gone"],
)
def test_a_lowered_floor_is_named(floors: gate.Figures, said: list[str]) -> None:
    assert gate.lowered(floors, {"development": {"date": 0.8}}) == said


def test_history_is_read_from_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every version of the file counts, not the last alone; and no history is no error."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):  # set where a hook of git runs the tests
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(gate, "ROOT", tmp_path)
    monkeypatch.setattr(gate, "FLOORS", tmp_path / "gate.json")
    assert gate.earlier_floors() is None
    git = ["git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@b"]
    subprocess.run([*git, "init", "-q"], check=True)
    for floor in (0.9, 0.7):
        gate.FLOORS.write_text(json.dumps({"floors": {"unseen": {"date": floor}}}))
        subprocess.run([*git, "add", "gate.json"], check=True)
        subprocess.run([*git, "commit", "-qm", "floors"], check=True)
    earlier = gate.earlier_floors()
    assert [floors["unseen"]["date"] for floors in (earlier or {}).values()] == [0.7, 0.9]


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """scripts/measure.py with floors of its own and a date figure of 0.9."""
    monkeypatch.syspath_prepend(str(gate.ROOT / "scripts"))
    import measure

    monkeypatch.setattr(gate, "FLOORS", tmp_path / "gate.json")
    monkeypatch.setattr(gate, "extract_records", list)
    monkeypatch.setattr(gate, "digest", lambda: "d1")
    monkeypatch.setattr(gate, "parts", lambda: {"unseen": ["d03"]})
    monkeypatch.setattr(gate, "measure", lambda _: {"unseen": {"date": 0.9}})
    monkeypatch.setattr(gate, "wrong", lambda _: {"d01": {"date": 1}, "d02": {}})

    def run(*args: str, date: float, digest: str = "d1") -> int:
        pins = {"corpus_sha256": digest, "floors": {"unseen": {"date": date}}}
        gate.FLOORS.write_text(json.dumps(pins))
        monkeypatch.setattr(sys, "argv", ["measure.py", *args])
        return int(measure.main())

    return run


@pytest.mark.parametrize(
    ("args", "date", "digest", "code", "after"),
    [
        (["--write"], 0.5, "d1", 0, 0.89),
        (["--write"], 0.895, "d1", 0, 0.895),
        (["--write"], 0.95, "d1", 1, 0.95),
        ([], 0.95, "d1", 1, 0.95),
        ([], 0.5, "d1", 0, 0.5),
        (["--write"], 0.5, "d2", 1, 0.5),
        (["--write", "--corpus"], 0.5, "d2", 0, 0.89),
        (["--write", "--corpus"], 0.95, "d2", 1, 0.95),
    ],
    ids=[
        "raised",
        "kept",
        "refused",
        "told without --write",
        "only printed",
        "another corpus",
        "another corpus on purpose",
        "another corpus is no way to lower a floor",
    ],
)
def test_writing_floors(
    script: Callable[..., int], args: list[str], date: float, digest: str, code: int, after: float
) -> None:
    assert script(*args, date=date, digest=digest) == code
    pins = json.loads(gate.FLOORS.read_text())
    assert pins["floors"]["unseen"]["date"] == after
    written = "--write" in args and code == 0
    assert pins.get("wrong") == ({"d01": {"date": 1}, "d02": {}} if written else None)
