"""`sahel-events link` and `extract --link`; linked files in `show`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import factories
from sahel_events import __version__

Run = Callable[..., Any]
OTHER = {"id": "d02", "sha256": "1" * 64, "published": "2019-11-28", "path": "d02.txt"}


@pytest.fixture
def two_reports(folder: Path) -> Path:
    """events.jsonl: two articles on one event, and one on another."""
    base = factories.record("aa11")["article"]
    lines = [
        factories.line("aa11"),
        factories.line("bb22", article=base | OTHER, casualties=[factories.casualty(14, 14)]),
        factories.line(
            "cc33", article=base | {"id": "d03", "sha256": "2" * 64}, date=factories.day("2018-01-01")
        ),
    ]
    (folder / "events.jsonl").write_text("".join(lines), encoding="utf-8")
    return folder / "events.jsonl"


def read(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_link_writes_beside_the_events(run: Run, two_reports: Path) -> None:
    result = run("link")
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        "3 records tell of 2 events in linked.jsonl",
        "1 event has several reports, 2 at most",
    ]
    assert [e["reports"] for e in read(two_reports.with_name("linked.jsonl"))] == [["cc33"], ["aa11", "bb22"]]


def test_every_event_says_what_joined_it(run: Run, two_reports: Path) -> None:
    run("link", "-q")
    made = [event["made_with"] for event in read(two_reports.with_name("linked.jsonl"))]
    assert [(each["version"], each["model"], each["own"]) for each in made] == 2 * [(__version__, None, None)]
    assert all(each["data"] for each in made)


def test_link_from_and_to_the_pipe(run: Run, two_reports: Path) -> None:
    result = run("link", "-", "-o", "-", "-q", stdin=two_reports.read_bytes())
    assert [json.loads(line)["reports"] for line in result.lines] == [["cc33"], ["aa11", "bb22"]]


def test_why_tells_the_parts(run: Run, two_reports: Path) -> None:
    result = run("link", "--why", "aa", "bb")
    assert result.exit_code == 0
    assert "one event: they agree" in result.stdout
    assert "link.place.same" in result.stdout
    assert "kept apart" in run("link", "--why", "aa", "cc").stdout


WRONG = [
    ("no such file", ("link", "none.jsonl"), "none.jsonl: no such file"),
    ("onto itself", ("link", "events.jsonl", "-o", "events.jsonl"), "is read and would be written"),
    ("no such id", ("link", "--why", "aa", "zz"), "no event has an id that begins with 'zz'"),
    ("an id of several", ("link", "--why", "", "aa"), "3 ids begin with ''"),
    ("extract to the pipe", ("extract", "x", "-o", "-", "--link"), "--link needs the events in a file"),
]


@pytest.mark.parametrize(("args", "message"), [c[1:] for c in WRONG], ids=[c[0] for c in WRONG])
def test_wrong_usage(run: Run, two_reports: Path, args: tuple[str, ...], message: str) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert message in result.stderr


def test_broken_lines_are_told_and_the_exit_code_says_so(run: Run, two_reports: Path) -> None:
    with two_reports.open("a", encoding="utf-8") as stream:
        stream.write("{\n" + factories.line("aa11"))
    result = run("link")
    assert result.exit_code == 1
    assert "events.jsonl:4: not valid JSON" in result.stderr
    assert "events.jsonl:5: the id 'aa11' was there already" in result.stderr
    assert "1 record left out, whose id was there already" in result.stderr


def test_show_counts_a_linked_event_once(run: Run, two_reports: Path) -> None:
    run("link", "-q")
    result = run("show", "linked.jsonl", "--actor", "France", "--min-killed", "13", "--sort", "killed")
    assert result.exit_code == 0
    assert [line.split()[-1] for line in result.lines if "reports" in line] == ["reports"]
    assert "14 (13-14) killed" in result.stdout
    assert result.stderr.strip() == "2 of 2 events"


def test_show_why_of_a_linked_event_is_its_ledger(run: Run, two_reports: Path) -> None:
    run("link", "-q")
    ident = read(two_reports.with_name("linked.jsonl"))[1]["id"]
    shown = run("show", "linked.jsonl", "--why", ident[:6]).stdout
    for words in (
        "14 (13 to 14) soldiers",
        "13 on 2019-11-26",
        "14 on 2019-11-28",
        "killed, soldiers:",
    ):
        assert words in shown


@pytest.mark.slow
def test_extract_does_both_steps(run: Run, folder: Path) -> None:
    (folder / "a.txt").write_text(
        "BAMAKO, Oct 1, 2019 (Wire) - Gunmen killed 25 soldiers in an attack on a camp at Boulikessi on "
        "Monday, the army said.\n",
        encoding="utf-8",
    )
    (folder / "b.txt").write_text(
        "BAMAKO, Oct 4, 2019 (Wire) - Thirty-eight soldiers died in Monday's attack by jihadists on the camp "
        "at Boulikessi, the government said on Friday.\n",
        encoding="utf-8",
    )
    result = run("extract", "a.txt", "b.txt", "--link", "-q")
    assert result.exit_code == 0
    (event,) = read(folder / "linked.jsonl")
    assert [(r["low"], r["best"], r["high"]) for r in event["casualties"]] == [(25, 38, 38)]
