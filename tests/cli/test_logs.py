"""`--log-file` and `--log-level`: what a run told, for programs to read."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import factories
from sahel_events import __version__
from sahel_events.cli import main
from sahel_events.cli.logs import LEVELS, LOG

Run = Callable[..., Any]

HOSTILE = "bad \x1b]0;x\x07 \u202e ü.txt"


def logged(path: Path) -> list[dict[str, Any]]:
    text = path.read_text(encoding="ascii")
    assert all(line.isprintable() for line in text.splitlines())
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def corpus(folder: Path) -> Path:
    (folder / "raw").mkdir()
    (folder / "raw" / "a.txt").write_text("Gunmen killed five soldiers in Gao, Mali, on Monday.")
    (folder / "raw" / HOSTILE).write_bytes(b"\x00\x01\x02")
    return folder


def test_a_run_is_told_from_its_beginning_to_its_end(run: Run, corpus: Path) -> None:
    result = run("extract", "raw", "-q", "--log-file", "log", "--log-level", "debug")
    lines = logged(Path("log"))
    assert result.exit_code == 1
    assert [line["message"] for line in (lines[0], lines[-1])] == ["extract begins", "extract ends"]
    assert lines[0]["version"] == __version__
    assert lines[-1]["exit_code"] == 1
    assert lines[-1]["seconds"] > 0
    (failed,) = (line for line in lines if line["level"] == "error")
    assert (failed["file"], failed["line"], failed["reason"]) == (f"raw/{HOSTILE}", None, "binary")
    (done,) = (line for line in lines if line["level"] == "debug" and line.get("articles"))
    assert (done["file"], done["events"], done["articles"]) == ("raw/a.txt", 1, 1)
    (whole,) = (line for line in lines if "unplaced" in line)
    assert whole["failed"] == {"binary": 1}
    assert sum(whole["events"].values()) == 1


def test_what_quiet_keeps_from_the_screen_is_in_the_file(run: Run, corpus: Path) -> None:
    Path("raw/notes.pdf").write_text("x")
    result = run("extract", "raw", "-q", "--log-file", "log")
    assert "notes.pdf" not in result.stderr
    assert any("notes.pdf" in line["message"] for line in logged(Path("log")) if line["level"] == "warning")


@pytest.mark.parametrize(("level", "told"), [("debug", 4), ("info", 3), ("warning", 1), ("error", 1)])
def test_the_level_says_how_much(run: Run, corpus: Path, level: str, told: int) -> None:
    run("extract", f"raw/{HOSTILE}", "-q", "--log-file", "log", "--log-level", level)
    found = logged(Path("log"))
    assert len(found) >= told
    assert {line["level"] for line in found} <= set(LEVELS[LEVELS.index(level):])


def test_runs_are_added_to_the_file(run: Run, events: Path) -> None:
    for _ in range(2):
        assert run("show", "--log-file", "log").exit_code == 0
    assert [line["message"] for line in logged(Path("log"))] == 2 * [
        "show begins", "4 of 4 events", "show ends",
    ]


def test_without_a_file_only_what_is_not_printed_anyhow(run: Run, events: Path) -> None:
    plain, told = run("show"), run("show", "--log-level", "info")
    assert told.stdout == plain.stdout
    assert told.stderr.splitlines() == ["info: show begins", *plain.stderr.splitlines(), "info: show ends"]


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--log-level", "loud"), "--log-level loud: give debug, info, warning or error"),
        (("--log-file", "no/such/folder"), "--log-file no/such/folder: cannot be written: No such file"),
        (("--log-file", "."), "--log-file .: cannot be written: Is a directory"),
    ],
)
def test_wrong_usage(run: Run, events: Path, args: tuple[str, ...], message: str) -> None:
    result = run("show", *args)
    assert result.exit_code == 2
    assert message in result.stderr


def test_errors_of_ours_are_one_line_with_the_exit_code(run: Run, folder: Path) -> None:
    assert run("show", "none.jsonl", "--log-file", "log").exit_code == 2
    lines = logged(Path("log"))
    assert [line["message"] for line in lines if line["level"] == "error"] == ["none.jsonl: no such file"]
    assert lines[-1]["exit_code"] == 2


def test_a_fault_of_ours_is_one_line_on_the_screen_and_whole_in_the_file(
    events: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("of\x1b[31m ours")

    monkeypatch.setattr("sahel_events.cli.show.Reading", broken)
    monkeypatch.setattr(sys, "argv", ["sahel-events", "show", "--log-file", "log"])
    monkeypatch.setattr("signal.signal", lambda *_: None)
    monkeypatch.setattr("sahel_events.cli.streams.guard", lambda: None)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    told = capsys.readouterr().err
    assert "a fault of this program, please report it: ZeroDivisionError: of" in told
    assert "\x1b" not in told
    assert "Traceback" not in told
    (error,) = (line for line in logged(Path("log")) if line["level"] == "error")
    assert "in broken" in error["traceback"]


def test_nothing_is_left_behind(run: Run, events: Path) -> None:
    before = list(LOG.handlers)
    run("show", "--log-file", "log")
    assert LOG.handlers == before
    assert all(isinstance(handler, logging.NullHandler) for handler in before)


def test_arguments_are_kept_without_secrets(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["x", "https://user:secret@host.org/a?token=secret"])
    run("show", "--log-file", "log")
    assert logged(Path("log"))[0]["arguments"] == ["https://host.org/a?…"]


def test_every_command_has_both(run: Run) -> None:
    from sahel_events.cli.app import app

    for command in app.registered_commands:
        assert "--log-file" in run(str(command.name), "--help").stdout


def test_a_name_from_an_article_does_not_act(run: Run, folder: Path) -> None:
    Path("events.jsonl").write_text(factories.line("aa11") + "\n{\n", encoding="utf-8")
    run("show", "--why", HOSTILE, "--log-file", "log")
    assert logged(Path("log"))
