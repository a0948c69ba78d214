"""`sahel-events export`: where it writes, what it tells, filters, broken files."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import exported
import factories
from cases import table
from sahel_events.cli.export import FORMATS
from sahel_events.exports import FORMATS as KNOWN

Run = Callable[..., Any]


def ids(text: str, column: str = "id") -> list[str]:
    return [row[column] for row in csv.DictReader(io.StringIO(text, newline=""), strict=True)]


def test_the_formats_of_the_help_are_those_there_are() -> None:
    assert tuple(KNOWN) == FORMATS


def test_csv_goes_to_standard_output(run: Run, events: Path) -> None:
    result = run("export")
    assert result.exit_code == 0
    assert ids(result.stdout_bytes.decode()) == ["aa11", "aa22", "bb33", "cc44"]
    assert result.stderr == "4 of 4 events written as csv\n"


FILTERED = [
    ("--actor France", ["aa11", "bb33", "cc44"], "an actor"),
    ("--country ML --min-killed 20", ["aa22"], "and"),
    ("--background", ["bb33"], "background"),
    ("--type grenade", [], "none"),
]


@pytest.mark.parametrize(("options", "expected"), table(FILTERED))
def test_filters_are_those_of_show(run: Run, events: Path, options: str, expected: list[str]) -> None:
    result = run("export", *options.split())
    assert (result.exit_code, ids(result.stdout_bytes.decode())) == (0, expected)
    assert result.stderr == f"{len(expected)} of 4 events written as csv\n"


TOLD = [
    ("acled", "note: 2 events without a day that event_date can hold: it is empty", "no date, or no year"),
    ("acled", "note: 1 event without a place: country, location and coordinates are empty", "one event"),
    (
        "ucdp",
        "note: 1 event with a count of the dead that is open above: high is the best count",
        "an open count",
    ),
    (
        "geojson",
        "note: 1 event without coordinates: the geometry is null, and maps leave them out",
        "no place",
    ),
]


@pytest.mark.parametrize(("name", "note"), table(TOLD))
def test_what_a_format_has_no_place_for_is_told(run: Run, events: Path, name: str, note: str) -> None:
    result = run("export", "--format", name)
    assert note in result.stderr.splitlines()
    assert "note" not in run("export", "--format", name, "--quiet").stderr


@pytest.mark.parametrize("name", ["csv", "acled", "ucdp", "geojson"])
def test_a_file_holds_what_standard_output_has(run: Run, events: Path, name: str) -> None:
    assert run("export", "-f", name, "-o", "out").exit_code == 0
    assert (events.parent / "out").read_bytes() == run("export", "-f", name).stdout_bytes


def test_a_database_lies_beside_the_events_by_default(run: Run, events: Path) -> None:
    result = run("export", "--format", "sqlite")
    assert (result.exit_code, result.stderr) == (0, "4 of 4 events written as sqlite in events.sqlite\n")
    base = sqlite3.connect(events.with_suffix(".sqlite"))
    assert base.execute("SELECT count(*) FROM events").fetchone() == (4,)


def test_standard_input(run: Run, folder: Path) -> None:
    line = factories.line("x").encode()
    assert ids(run("export", "-", stdin=line).stdout_bytes.decode()) == ["x"]
    result = run("export", "-", "-f", "sqlite", stdin=line)
    assert (result.exit_code, (folder / "events.sqlite").exists()) == (0, True)


def test_a_linked_file_has_one_row_an_event(run: Run, folder: Path) -> None:
    linked = {key: value for key, value in exported.linked().items() if key != "article"}
    for row in linked["casualties"]:
        del row["min"], row["max"]
    (folder / "linked.jsonl").write_text(json.dumps(linked) + "\n", encoding="utf-8")
    result = run("export", "linked.jsonl", "--format", "ucdp")
    assert result.exit_code == 0
    (row,) = csv.DictReader(io.StringIO(result.stdout, newline=""))
    assert (row["relid"], row["number_of_sources"], row["best"]) == ("SE-linked1", "2", "5")


@pytest.mark.parametrize("name", ["csv", "acled", "geojson"])
def test_a_broken_line_is_named_and_the_rest_is_written(run: Run, events: Path, name: str) -> None:
    lines = events.read_text(encoding="utf-8").splitlines(keepends=True)
    surrogate = factories.line("dd55").replace('"Ménaka"', '"\\ud800"')
    events.write_text("".join([lines[0], "{broken\n", surrogate, *lines[1:]]), encoding="utf-8")
    result = run("export", "-f", name, "-o", "out")
    assert result.exit_code == 1
    assert result.stderr.startswith("error: events.jsonl:2: not valid JSON: ")
    assert "error: events.jsonl:3: not valid JSON: " in result.stderr  # a lone surrogate is no text
    assert f"4 of 4 events written as {name} in out" in result.stderr
    text = (events.parent / "out").read_text(encoding="utf-8")
    assert all(ident in text for ident in ("aa11", "aa22", "bb33", "cc44"))


def test_an_empty_file_has_its_header(run: Run, folder: Path) -> None:
    (folder / "events.jsonl").touch()
    result = run("export")
    assert (result.exit_code, result.stderr) == (0, "0 of 0 events written as csv\n")
    assert result.stdout.startswith("id,date_start,")


WRONG = [
    (
        "--format xlsx",
        "no format is called 'xlsx'; possible: csv, acled, ucdp, geojson, parquet, sqlite",
        "format",
    ),
    ("--format sqlite -o -", "sqlite is no text: give it a file with -o", "a database to standard output"),
    ("-o events.jsonl", "events.jsonl: is the file that is read; give another with -o", "the input itself"),
    ("-o sub/../events.jsonl", "is the file that is read", "the input by another name"),
    ("-o sub", "sub: is a folder; -o is to be a file", "a folder"),
    ("-o no/where.csv", "no/where.csv: cannot be written: No such file or directory", "no such folder"),
    ("--format geojson --bom", "a byte order mark is for spreadsheets; geojson has none", "a mark in JSON"),
    ("--actor Frnace", "no actor is called 'Frnace'; did you mean France", "a misspelt actor"),
    ("--sort date", "No such option", "an option of show alone"),
]


@pytest.mark.parametrize(("options", "message"), table(WRONG))
def test_wrong_usage(run: Run, events: Path, options: str, message: str) -> None:
    (events.parent / "sub").mkdir()
    before = events.read_bytes()
    result = run("export", *options.split())
    assert (result.exit_code, message in result.stderr) == (2, True), result.stderr
    assert "Traceback" not in result.stderr
    assert events.read_bytes() == before
    assert {path.name for path in events.parent.iterdir()} == {"events.jsonl", "sub"}


def test_a_missing_file_says_how_to_make_one(run: Run) -> None:
    result = run("export")
    assert (result.exit_code, result.stderr.splitlines()[0]) == (2, "error: events.jsonl: no such file")


def test_bom(run: Run, events: Path) -> None:
    assert run("export", "--bom").stdout_bytes.startswith(b"\xef\xbb\xbfid,")


def test_on_a_terminal_an_article_cannot_turn_the_line_round(
    run: Run, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from sahel_events.cli.export import _Terminal

    _Terminal().write("a,\u202eb,\u200f\x1b[2J\r\n")
    assert capsys.readouterr().out == "a,\ufffdb,\ufffd\ufffd[2J\n"
