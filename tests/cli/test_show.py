"""`sahel-events show`: filters, forms of output, suggestions, broken files."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

import factories
import reported
from sahel_events.views.columns import COLUMNS

Run = Callable[..., Any]

FILTERS = [
    ("all", "", "aa11 aa22 bb33 cc44"),
    ("actor through the table", "--actor France", "aa11 bb33 cc44"),
    ("actor, accents and case", "--actor FRÁNCE", "aa11 bb33 cc44"),
    ("actor by a generic word", "--actor militant", "aa22"),
    ("any of two actors", "--actor France --actor militants", "aa11 aa22 bb33 cc44"),
    ("place", "--place menaka", "aa11"),
    ("place by country", "--place Mali", "aa11 aa22"),
    ("country by name", "--country niger", "bb33"),
    ("country by code", "--country ml", "aa11 aa22"),
    ("type", "--type battles", "aa22"),
    ("sub-type in words", "--type armed-clash", "aa22"),
    ("known type without events", "--type grenade", ""),
    ("status", "--status claimed", "aa22"),
    ("since, and a day without a year", "--since 2020", "aa22"),
    ("until", "--until 2019-11", "aa11 cc44"),
    ("killed", "--min-killed 20", "aa22"),
    ("background", "--background", "bb33"),
    ("main", "--main", "aa11 aa22 cc44"),
    ("confidence", "--min-confidence 0.5", "aa11 bb33 cc44"),
    ("and", "--actor France --country ML", "aa11"),
    ("sort by date", "--sort date", "aa11 aa22 cc44 bb33"),
    ("sort by killed", "--sort killed", "aa22 aa11 bb33 cc44"),
    ("sort reversed", "--sort killed --reverse", "aa11 bb33 aa22 cc44"),
    ("reversed alone", "--reverse", "cc44 bb33 aa22 aa11"),
    ("limit", "--limit 2", "aa11 aa22"),
]


@pytest.mark.parametrize(("options", "ids"), [c[1:] for c in FILTERS], ids=[c[0] for c in FILTERS])
def test_filters(run: Run, events: Path, options: str, ids: str) -> None:
    result = run("show", *options.split())
    assert (result.exit_code, [line.split()[0] for line in result.lines[2:]]) == (0, ids.split())


@pytest.mark.parametrize(("options", "ids"), [c[1:] for c in FILTERS], ids=[c[0] for c in FILTERS])
def test_jsonl_is_the_lines_of_the_file(run: Run, events: Path, options: str, ids: str) -> None:
    lines = {
        line.split('"')[3]: line for line in events.read_text(encoding="utf-8").splitlines(keepends=True)
    }
    result = run("show", "--jsonl", *options.split())
    assert result.stdout_bytes == "".join(lines[ident] for ident in ids.split()).encode()
    assert result.stderr == ""


WRONG = [
    ("unknown actor", "--actor Frnace", "no actor is called 'Frnace'; did you mean France"),
    ("unknown place", "--place Menakaa", "no place is called 'Menakaa'; did you mean Ménaka"),
    ("unknown country", "--country Malli", "no country is called 'Malli'; did you mean Mali"),
    ("unknown type", "--type atack", "no type is called 'atack'; did you mean attack?"),
    (
        "unknown status",
        "--status sure",
        "no status is called 'sure'; possible: confirmed, reported, claimed, denied",
    ),
    ("one of two unknown", "--actor France --actor Xqzw", "no actor is called 'Xqzw'"),
    ("no date", "--since soon", "'soon' is no date: give YYYY, YYYY-MM or YYYY-MM-DD"),
    ("turned round", "--since 2020 --until 2019", "--since 2020 is after --until 2019"),
    ("sort", "--sort size", "cannot sort by 'size'; possible: date, place"),
    ("negative", "--min-killed=-1", "min-killed"),
    ("confidence over 1", "--min-confidence 2", "min-confidence"),
    ("unknown option", "--colour", "No such option"),
    ("unknown column", "--columns id,plaze", "no column is called 'plaze'; did you mean place?"),
    ("no column", "--columns ,", "--columns ',' names none; there are id, date,"),
    ("columns of lines", "--columns id --jsonl", "--columns is for tables and csv; jsonl has whole records"),
    ("unknown format", "--format josn", "no format is called 'josn'; did you mean jsonl?"),
    ("two formats", "--format csv --jsonl", "--jsonl and --format csv are two forms; give one"),
    ("no such id", "--why zz", "no event has an id that begins with 'zz'"),
    ("several ids", "--why aa", "2 ids begin with 'aa': aa11, aa22"),
]


@pytest.mark.parametrize(("options", "message"), [c[1:] for c in WRONG], ids=[c[0] for c in WRONG])
def test_wrong_usage(run: Run, events: Path, options: str, message: str) -> None:
    result = run("show", *options.split())
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.stderr


def test_a_missing_file_says_how_to_make_one(run: Run) -> None:
    result = run("show")
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        "error: events.jsonl: no such file",
        "hint: sahel-events extract PATH... makes an events file",
    ]


def test_standard_input(run: Run) -> None:
    result = run("show", "-", "--jsonl", stdin=factories.line("x").encode())
    assert (result.exit_code, result.stdout) == (0, factories.line("x"))


def test_an_empty_file_has_no_table(run: Run, folder: Path) -> None:
    (folder / "events.jsonl").touch()
    result = run("show")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "0 of 0 events\n")


@pytest.mark.parametrize("option", ["--jsonl", "--sort=date"])
def test_a_broken_line_is_named_and_the_rest_is_shown(run: Run, events: Path, option: str) -> None:
    lines = events.read_text(encoding="utf-8").splitlines(keepends=True)
    other = lines[0].replace('"schema_version":1', '"schema_version":7')
    events.write_text("".join([lines[0], "{broken\n", other, *lines[1:]]), encoding="utf-8")
    result = run("show", option)
    assert result.exit_code == 1
    assert all(ident in result.stdout for ident in ("aa11", "aa22", "bb33", "cc44"))
    first, second, *_ = result.stderr.splitlines()
    assert first.startswith("error: events.jsonl:2: not valid JSON: ")
    assert second == "error: events.jsonl:3: schema version 7; this program reads version 1"


def test_a_file_of_another_kind_is_not_told_of_line_by_line(run: Run, folder: Path) -> None:
    (folder / "notes.txt").write_text("no event\n" * 500)
    result = run("show", "notes.txt")
    assert result.exit_code == 1
    assert "error: notes.txt: 480 more lines are no events" in result.stderr
    assert result.stderr.count("\n") == 23  # 20 lines, how many more, what can be done, the events shown


def test_escapes_in_a_record_do_not_reach_the_terminal(run: Run, folder: Path) -> None:
    line = factories.line().replace('"name":"Ménaka"', '"name":"\\u001b]52;c;eA==\\u0007\\u202eX[/red]"')
    (folder / "events.jsonl").write_text(line, encoding="utf-8")
    assert "\ufffd]52;c;eA==\ufffd\ufffdX[/red], ML" in run("show").stdout


def write_article(path: Path, text: str = factories.ARTICLE_TEXT) -> str:
    import hashlib

    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return hashlib.sha256(factories.ARTICLE_TEXT.encode()).hexdigest()


@pytest.mark.parametrize(
    ("place", "options"),
    [
        ("d01.txt", []),
        ("data/raw/d01.txt", []),
        ("else/where/deep/d01.txt", ["--articles", "else/where/deep"]),
    ],
    ids=["working directory", "folder below", "--articles"],
)
def test_why_marks_the_words_of_the_article(run: Run, folder: Path, place: str, options: list[str]) -> None:
    sha256 = write_article(folder / place)
    article = factories.record()["article"] | {"path": "d01.txt", "sha256": sha256}
    (folder / "events.jsonl").write_text(factories.line("aa11", article=article), encoding="utf-8")
    result = run("show", "--why", "aa", *options)
    assert result.exit_code == 0
    assert "two helicopters ‹collided›[1] near" in result.stdout
    assert "trigger.collide" in result.stdout


@pytest.mark.parametrize(
    ("text", "note"),
    [(None, "is not to be found"), ("another text", "is another than when it was read")],
    ids=["gone", "changed"],
)
def test_why_without_the_article_says_so(
    run: Run, events: Path, folder: Path, text: str | None, note: str
) -> None:
    if text is not None:
        write_article(folder / "data/raw/d01.txt", text)
    result = run("show", "--why", "aa11")
    assert result.exit_code == 0
    assert note in result.stdout
    assert "“Thirteen French soldiers were killed" in result.stdout
    assert "‹" not in result.stdout


@pytest.mark.parametrize("options", ["--format jsonl", "--jsonl", "--format jsonl --jsonl"])
def test_formats_of_lines(run: Run, events: Path, options: str) -> None:
    assert run("show", *options.split()).stdout == events.read_text(encoding="utf-8")


def test_geojson_and_csv_hold_the_events_asked_for(run: Run, events: Path) -> None:
    made = json.loads(run("show", "--format", "geojson", "--country", "ML").stdout)
    assert [feature["id"] for feature in made["features"]] == ["aa11", "aa22"]
    made = run("show", "--format", "csv", "--sort", "killed", "--limit", "2").stdout
    rows = list(csv.DictReader(StringIO(made)))
    assert [(row["id"], row["killed_low"]) for row in rows] == [("aa22", "24"), ("aa11", "13")]


def test_csv_of_chosen_columns(run: Run, folder: Path) -> None:
    formula = factories.actor("=cmd|' /C calc'!A1", role="perpetrator")
    lines = factories.line("aa11", actors=[formula], date=None) + factories.line("bb22")
    (folder / "events.jsonl").write_text(lines, encoding="utf-8")
    result = run("show", "--format", "csv", "--columns", "id,date,perpetrator,toll,lat")
    assert list(csv.reader(StringIO(result.stdout))) == [
        ["id", "date", "perpetrator", "toll", "lat"],
        ["aa11", "", "'=cmd|' /C calc'!A1", "13 killed", "15.9182"],
        ["bb22", "2019-11-25", "", "13 killed", "15.9182"],
    ]


def test_columns_of_linked_events(run: Run, folder: Path) -> None:
    (folder / "linked.jsonl").write_text(reported.line() + factories.line(), encoding="utf-8")
    result = run("show", "linked.jsonl", "--columns", "id,killed,reports,source")
    assert [line.split() for line in result.lines[2:]] == [
        ["e1f2", "9", "(6-12)", "3", "3", "reports"], ["d01-", "13", "1", "Agence"],
    ]


def test_every_column_is_named_in_the_help(run: Run) -> None:
    words = set(run("show", "--help").stdout.replace(",", " ").replace(";", " ").replace(".", " ").split())
    assert set(COLUMNS) <= words


@pytest.mark.parametrize(
    ("where", "options"),
    [("{}.txt", []), ("data/raw/{}.txt", []), ("else/where/deep/{}.txt", ["--articles", "else/where"])],
    ids=["working directory", "folder below", "--articles"],
)
def test_the_ledger_marks_the_words_of_each_report(
    run: Run, folder: Path, where: str, options: list[str]
) -> None:
    (folder / "linked.jsonl").write_text(reported.line(), encoding="utf-8")
    for ident, text in reported.TEXTS.items():
        path = folder / where.format(ident)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    result = run("show", "linked.jsonl", "--why", "e1", *options)
    assert result.exit_code == 0
    assert "Gunmen killed ‹six soldiers›[2] at Tabankort" in result.stdout
    assert "‹Nine soldiers›[3] died" in result.stdout
    assert "had killed ‹12 soldiers›[1]" in result.stdout
    assert "[1]               12 on 2020-05-05" in result.stdout
    assert "Not to be found" not in result.stdout


def test_the_ledger_takes_no_other_text_for_the_article(run: Run, folder: Path) -> None:
    (folder / "linked.jsonl").write_text(reported.line(), encoding="utf-8")
    (folder / "n1.txt").write_text("Another text, as long as the article was and longer, " * 4)
    (folder / "n2.txt").write_text(reported.TEXTS["n2"])
    shown = run("show", "linked.jsonl", "--why", "e1").stdout
    assert "Not to be found, or not as they were read: n1, n3 (--articles DIR names" in shown
    assert "r1 (n1): “Gunmen killed six soldiers at Tabankort on Sunday”" in shown
    assert "‹Nine soldiers›[3] died" in shown
