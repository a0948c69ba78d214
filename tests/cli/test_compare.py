"""`sahel-events compare`: tables, JSON, CSV, files that are broken, hostile text."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

import factories
from as_acled import csv_text
from cases import table
from sahel_events.analysis.tables import COLUMNS

Run = Callable[..., Any]
DOCS = Path(__file__).parents[2] / "docs"

ROWS = [
    {"event_id_cnty": "MLI1", "event_date": "2019-11-25", "event_type": "Strategic developments",
     "sub_event_type": "Accident", "actor2": "Military Forces of France (2017-)", "country": "Mali",
     "location": "Menaka", "latitude": "15.9", "longitude": "2.4", "geo_precision": "1", "fatalities": "12"},
    {"event_id_cnty": "MLI2", "event_date": "2019-11-26", "event_type": "Strategic developments",
     "sub_event_type": "Accident", "actor2": "Military Forces of France (2017-)", "country": "Mali",
     "location": "Menaka", "latitude": "15.9", "longitude": "2.4", "geo_precision": "1", "fatalities": "2"},
    {"event_id_cnty": "NIR3", "event_date": "2012-01-01", "event_type": "Riots", "country": "Niger",
     "location": "=HYPERLINK \x1b[31m", "notes": "x", "source": "@SUM(A1)"},
]  # fmt: skip


@pytest.fixture
def theirs(folder: Path, events: Path) -> Path:
    """Three rows: one that ours has with another toll, one that is like it, one that ours lacks."""
    path = folder / "theirs.csv"
    path.write_text(csv_text(ROWS), encoding="utf-8")
    return path


def test_the_summary_and_the_tables(run: Run, theirs: Path) -> None:
    result = run("compare", "theirs.csv")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.lines[:5] == [
        "3 rows of theirs, 4 events of ours",
        "found by both   1 of 3 of theirs (33%); 1 of the 2 (50%) that lie in months of ours",
        "only theirs     2, 1 of them like an event that a better pair has",
        "only ours       3",
        "killed          the same in 0 of 1 pair, ours higher in 1 and lower in 0; "
        "in all 12 of theirs, 13 of ours",
    ]
    assert [
        line for line in result.lines if line in {"found by both, and different", "only theirs", "only ours"}
    ]
    row = next(line for line in result.lines if line.startswith("MLI1"))
    assert row.split()[1:3] == ["aa11", "2019-11-25"]
    assert row.endswith("killed 13")
    assert any(line.startswith("MLI2") and line.endswith("like aa11") for line in result.lines)


@pytest.mark.parametrize("width", [80, 140])
def test_no_line_of_a_table_is_wider_than_the_terminal(
    run: Run, theirs: Path, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = run("compare", "theirs.csv").lines
    assert max(map(cell_len, lines[lines.index("found by both, and different") :])) <= width


def test_tables_are_cut_and_say_so(run: Run, theirs: Path) -> None:
    assert run("compare", "theirs.csv", "--limit", "1").lines.count("and 1 more") == 1


def test_json_has_everything(run: Run, theirs: Path) -> None:
    found = json.loads(run("compare", "theirs.csv", "--json", "--limit", "1").stdout)
    assert found["counts"] == {"both": 1, "only_theirs": 2, "only_ours": 3, "other_report": 0}
    assert (found["share"], found["in_our_months"]) == (1 / 3, {"found": 1, "of": 2})
    (pair,) = found["pairs"]
    assert (pair["theirs"]["line"], pair["ours"]["id"], pair["ours"]["articles"]) == (2, "aa11", ["d01"])
    assert pair["points"] == sum(reason["points"] for reason in pair["reasons"])
    assert pair["differences"] == [{"field": "killed", "theirs": "12", "ours": "13"}]
    assert [each["better_pair"] for each in found["only_theirs"]] == ["aa11", None]


def keys(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {key for each in value.values() for key in keys(each)}
    return {key for each in value for key in keys(each)} if isinstance(value, list) else set()


def test_every_key_and_column_is_explained(run: Run, theirs: Path) -> None:
    from sahel_events.analysis.columns import find_columns
    from sahel_events.lexicon.rules import read_table

    page = (DOCS / "compare.md").read_text(encoding="utf-8")
    found = json.loads(run("compare", "theirs.csv", "--json").stdout)
    found["theirs"]["columns"] = {}
    fields = {rule.id.removeprefix("column.") for rule in read_table("columns")}
    names = {*keys(found), *COLUMNS, *fields}
    assert {name for name in names if f"`{name}`" not in page} == set()
    assert find_columns(["date"], {}, "x").at == {"date": 0}


def test_every_rule_and_its_points_are_in_the_page() -> None:
    from sahel_events.lexicon.rules import read_table

    page = (DOCS / "compare.md").read_text(encoding="utf-8")
    for rule in read_table("compare"):
        if rule.values["points"]:
            row = f"| `{rule.id.removeprefix('compare.')}` | {rule.values['points']:+,} |"
            assert row in page, row


def test_csv_opens_in_a_spreadsheet_and_runs_nothing(run: Run, theirs: Path, folder: Path) -> None:
    assert run("compare", "theirs.csv", "--csv", "out.csv").exit_code == 0
    content = (folder / "out.csv").read_bytes().decode()
    rows = list(csv.DictReader(io.StringIO(content, newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert [row["result"] for row in rows] == ["both", "only_theirs", "only_theirs", *["only_ours"] * 3]
    assert (rows[0]["theirs_killed"], rows[0]["ours_killed"], rows[0]["differs"]) == (
        "12",
        "13",
        "killed: 12, ours 13",
    )
    assert rows[2]["theirs_place"] == "'=HYPERLINK \ufffd[31m"
    assert "\x1b" not in content


def test_csv_to_standard_output_is_alone_there(run: Run, theirs: Path) -> None:
    lines = run("compare", "theirs.csv", "--csv", "-").stdout.splitlines()
    assert (lines[0], len(lines)) == (",".join(COLUMNS), 7)


def test_a_terminal_is_not_steered(run: Run, theirs: Path) -> None:
    result = run("compare", "theirs.csv")
    assert "\x1b" not in result.stdout
    assert "=HYPERLINK \ufffd[31m" in result.stdout


def test_filters_hold_for_both_sides(run: Run, theirs: Path) -> None:
    found = json.loads(run("compare", "theirs.csv", "--json", "--country", "Niger").stdout)
    assert [each["id"] for each in found["only_theirs"]] == ["NIR3"]
    assert [each["id"] for each in found["only_ours"]] == ["bb33"]
    assert found["pairs"] == []


def test_a_name_that_only_theirs_has_is_known(run: Run, theirs: Path) -> None:
    assert run("compare", "theirs.csv", "--place", "hyperlink").exit_code == 0
    result = run("compare", "theirs.csv", "--place", "Nowhereville")
    assert (result.exit_code, "no place is called 'Nowhereville'" in result.stderr) == (2, True)


def test_why(run: Run, theirs: Path) -> None:
    result = run("compare", "theirs.csv", "--why", "MLI1")
    assert result.exit_code == 0
    assert result.lines[0].startswith("theirs  MLI1, 2019-11-25, Menaka, ML, accident")
    assert "one event: the likeliest pair that either has" in result.lines
    assert any(line.endswith("the same place: 2 km  compare.place.same") for line in result.lines)
    assert result.lines[-1].endswith("together")


def test_rows_and_lines_that_cannot_be_read_are_named_and_the_rest_is_compared(
    run: Run, theirs: Path, events: Path
) -> None:
    rows = [ROWS[0], ROWS[2] | {"event_date": "soon"}]
    theirs.write_text(csv_text(rows), encoding="utf-8")
    result = run("compare", "theirs.csv")
    assert (result.exit_code, result.lines[0]) == (1, "1 row of theirs, 4 events of ours")
    assert "theirs.csv:3: the date 'soon' is none that can be read" in result.stderr
    theirs.write_text(csv_text(ROWS), encoding="utf-8")
    with events.open("a") as file:
        file.write("{\n")
    result = run("compare", "theirs.csv")
    assert (result.exit_code, result.lines[0]) == (1, "3 rows of theirs, 4 events of ours")
    assert "events.jsonl:5: not valid JSON" in result.stderr


def test_many_rows_that_cannot_be_read_do_not_flood_the_terminal(run: Run, theirs: Path) -> None:
    theirs.write_text(csv_text([ROWS[0] | {"event_date": "soon"}] * 30), encoding="utf-8")
    result = run("compare", "theirs.csv")
    assert result.stderr.count("\n") == 22  # the hint, too
    assert "theirs.csv: 10 more rows cannot be read" in result.stderr


def test_no_rows_and_no_events(run: Run, theirs: Path, events: Path) -> None:
    theirs.write_text(csv_text([]), encoding="utf-8")
    events.write_text("")
    result = run("compare", "theirs.csv")
    assert (result.exit_code, result.lines[0]) == (0, "0 rows of theirs, 0 events of ours")
    assert "theirs.csv: no rows behind the header" in result.stderr
    assert json.loads(run("compare", "theirs.csv", "--json").stdout)["share"] is None


WRONG: list[tuple[list[str], str, str]] = [
    (["gone.csv"], "gone.csv: no such file", "no file of theirs"),
    (["."], ".: is a folder", "a folder"),
    (["theirs.csv", "gone.jsonl"], "gone.jsonl: no such file", "no file of ours"),
    (["events.jsonl"], "no column with a date: events.jsonl has the columns", "ours for theirs"),
    (["theirs.csv", "--column", "date"], "--column is FIELD=NAME, such as date=Datum, not 'date'", "no name"),
    (["theirs.csv", "--column", "day=x"], "no field is called 'day'; possible: id, date", "no field"),
    (["theirs.csv", "--dates", "ymd"], "--dates is dmy (25/11/2019) or mdy (11/25/2019), not 'ymd'", "dates"),
    (["theirs.csv", "--json", "--csv", "-"], "both write to standard output", "two in one"),
    (["theirs.csv", "--why", "zz"], "no event has an id that begins with 'zz'", "no id"),
    (["theirs.csv", "--actor", "Frnace"], "no actor is called 'Frnace'; did you mean France", "no actor"),
    (["theirs.csv", "--days=-1"], "days", "less than nothing"),
]


@pytest.mark.parametrize(("options", "message"), table(WRONG))
def test_wrong_usage(run: Run, theirs: Path, options: list[str], message: str) -> None:
    result = run("compare", *options)
    assert (result.exit_code, message in result.stderr) == (2, True), result.stderr


def test_a_file_of_ones_own(run: Run, theirs: Path) -> None:
    theirs.write_text("Datum;Ort;Tote\n25.11.2019;Menaka;13\n", encoding="utf-8")
    result = run(
        "compare",
        "theirs.csv",
        "--json",
        "--column",
        "date=Datum",
        "--column",
        "place=Ort",
        "--column",
        "killed=Tote",
    )
    found = json.loads(result.stdout)
    assert (result.exit_code, found["theirs"]["form"], found["counts"]["both"]) == (0, "other", 1)
    assert found["theirs"]["columns"] == {"date": "Datum", "place": "Ort", "killed": "Tote"}


def test_events_come_from_standard_input(run: Run, theirs: Path, events: Path) -> None:
    result = run("compare", "theirs.csv", "-", stdin=events.read_bytes())
    assert result.lines[0] == "3 rows of theirs, 4 events of ours"


def test_a_linked_file(run: Run, theirs: Path, folder: Path) -> None:
    lines = factories.line("aa11") + factories.line(
        "aa12", article=factories.record()["article"] | {"id": "d02", "path": "d02.txt"}
    )
    (folder / "events.jsonl").write_text(lines, encoding="utf-8")
    theirs.write_text(csv_text(ROWS[:1]), encoding="utf-8")
    assert "other reports   1 of ours" in run("compare", "theirs.csv").stdout
    assert run("link", "-q").exit_code == 0
    found = json.loads(run("compare", "theirs.csv", "linked.jsonl", "--json").stdout)
    assert (found["ours"], found["counts"]["both"], found["counts"]["other_report"]) == (1, 1, 0)
    assert found["pairs"][0]["ours"]["articles"] == ["d01", "d02"]


def test_no_spacy_is_imported() -> None:
    import os
    import subprocess
    import sys

    import sahel_events

    modules = ("cli.app", "analysis.comparison", "analysis.tally", "analysis.tables", "views.compared")
    code = f"import sys, {', '.join(f'sahel_events.{name}' for name in (*modules, 'views.tallies'))}; "
    code += "sys.exit(any(name.split('.')[0] in {'spacy', 'thinc'} for name in sys.modules))"
    source = str(Path(sahel_events.__file__).parents[1])
    assert (
        subprocess.run(
            [sys.executable, "-c", code], env=os.environ | {"PYTHONPATH": source}, check=False
        ).returncode
        == 0
    )
