"""`sahel-events evaluate`: what it prints, what it says of bad input, exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import factories
from hand_made import gold_row, of_article, write_gold, write_lines

Run = Callable[..., Any]


@pytest.fixture
def judged(folder: Path) -> Path:
    """A folder with gold of three articles, records of two, one of them wrong, and a rejected candidate."""
    write_gold(folder / "gold", gold_row(article="a1"), gold_row(article="a2"), gold_row(article="a3"))
    write_lines(folder / "events.jsonl", of_article("a1"), of_article("a2", date=None, status="claimed"))
    write_lines(folder / "dropped.jsonl", factories.rejected("a3").to_json())
    return folder


def test_figures(run: Run, judged: Path) -> None:
    result = run("evaluate", "gold", "events.jsonl", "--rejected", "dropped.jsonl")
    assert (result.exit_code, result.stderr) == (0, "")
    shown = [" ".join(line.split()) for line in result.lines]
    assert shown[:4] == [
        "3 articles, 3 gold events, 2 records",
        "field precision recall F1 right spurious missed",
        "event 1.000 0.667 0.800 2 0 1",
        "event_type 1.000 0.667 0.800 2 0 1",
    ]
    for line in (
        "date 1.000 0.333 0.500 1 0 2",
        "main events with type, date, place and killed all right: 1 of 3 (0.333)",
        "battles 3 1.000 0.667 0.800 0.800 0.800 0.400 0.500 0.800 0.800 0.800 0.800",
        "3 errors by stage",
        "status wrong 1",
        "0.8-0.9 2 1 0.500 0.800",
        "expected calibration error: 0.300 over 2 records",
    ):
        assert line in shown
    assert any(
        line.startswith("not told apart 1 not read or cleaned away or not triggered") for line in shown
    )


def test_the_tables_fit_into_a_hundred_cells(run: Run, judged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    long = {"event_type": "violence_against_civilians", "sub_event_type": "attack"}
    write_gold(judged / "gold", gold_row(long, article="a1"))
    lines = run("evaluate", "gold", "events.jsonl").lines
    assert any(line.startswith("violence against civilians") for line in lines)
    assert max(map(len, lines)) <= 100


def test_errors_are_listed_by_stage(run: Run, judged: Path) -> None:
    result = run("evaluate", "gold", "events.jsonl", "--rejected", "dropped.jsonl", "--errors")
    assert result.lines[-8:] == [
        "not told apart (1): missed, and the files given do not tell where",
        "  a3 e1  event: gold four soldiers were killed near Ménaka",
        "",
        "status wrong (1): another status",
        "  a2 e1  status: gold confirmed | got claimed",
        "",
        "date or place missed (1): gold has a date or place, the record has none",
        "  a2 e1  date: gold --11-25",
    ]


def test_json(run: Run, judged: Path) -> None:
    result = run("evaluate", "gold", "events.jsonl", "--json", "--errors")
    figures = json.loads(result.stdout)
    assert figures["fields"]["event"] == {
        "precision": 1.0,
        "recall": 0.6667,
        "f1": 0.8,
        "tp": 2,
        "fp": 0,
        "fn": 1,
    }
    assert [e["stage"] for e in figures["errors"]] == [
        "status_wrong",
        "date_or_place_missed",
        "not_told_apart",
    ]
    assert len(figures["missing"]) == 1
    assert result.exit_code == 1


def test_missing_articles_are_named_counted_and_fail(run: Run, judged: Path) -> None:
    result = run("evaluate", "gold", "events.jsonl")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "error: a3: no record in the events file; gold events that count as missed: 1",
        "error: 1 article of gold missing in the events file",
        "hint: --raw DIR tells whether they were read and gave no event",
    ]
    assert "event               1.000   0.667" in result.stdout


def test_what_cannot_be_judged_is_named_and_counted(run: Run, judged: Path) -> None:
    (judged / "gold" / "a2.json").write_text('{"article": "a2"}')
    write_lines(judged / "events.jsonl", of_article("a1", schema_version=9), "{")
    result = run("evaluate", "gold", "events.jsonl")
    assert (result.exit_code, result.stdout) == (1, "")
    *problems, hint = result.stderr.splitlines()
    assert hint == "hint: mend these and run again; docs/evaluation.md has the form of gold"
    assert [line.split(": ")[1] for line in problems] == [
        "gold/a2.json",
        "events.jsonl:1",
        "events.jsonl:2",
        "3 problems; nothing was judged",
    ]


def test_a_long_list_of_problems_is_cut_and_counted(run: Run, judged: Path) -> None:
    write_lines(judged / "events.jsonl", *["{"] * 500)
    lines = run("evaluate", "gold", "events.jsonl").stderr.splitlines()
    assert len(lines) < 60
    assert lines[-3:-1] == ["error: … and 450 more", "error: 500 problems; nothing was judged"]


def test_an_empty_gold_folder(run: Run, judged: Path) -> None:
    (judged / "empty").mkdir()
    result = run("evaluate", "empty", "events.jsonl")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "error: empty: no gold in it" in result.stderr


@pytest.mark.parametrize(
    "args", [["gone", "events.jsonl"], ["gold", "gone.jsonl"], ["gold"]], ids=["gold", "events", "too few"]
)
def test_wrong_usage(run: Run, judged: Path, args: list[str]) -> None:
    assert run("evaluate", *args).exit_code == 2


def test_events_come_from_standard_input(run: Run, judged: Path) -> None:
    data = (judged / "events.jsonl").read_bytes()
    assert run("evaluate", "gold", "-", stdin=data).lines[0] == "3 articles, 3 gold events, 2 records"
    result = run("evaluate", "gold", "-", stdin=b"{\n")
    assert "error: -:1: not valid JSON" in result.stderr


def test_words_of_the_files_cannot_move_the_cursor(run: Run, judged: Path) -> None:
    write_lines(judged / "events.jsonl", of_article("a1", evidence=[{"text": "\x1b[2J gone"}], date=None))
    assert "\x1b" not in run("evaluate", "gold", "events.jsonl", "--errors").stdout
