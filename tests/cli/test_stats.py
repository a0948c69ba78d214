"""`sahel-events stats`: tables that fit, JSON that is documented, files that are broken."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console

import factories
import sahel_events
from sahel_events.analysis.tally import BY, Sum, tally
from sahel_events.views.tallies import OVERVIEW, bar, print_overview, print_table, sum_text

Run = Callable[..., Any]
DOCS = Path(__file__).parents[2] / "docs"

MANY = [
    factories.record(
        f"r{i}",
        date=factories.day(f"20{10 + i % 14}-0{1 + i % 9}-11"),
        actors=[
            factories.actor(f"A group with a name that is very long indeed, number {i % 30}", actor_id=None)
        ],
        location=factories.place(f"Village {i % 40}", ("ML", "BF", "NE", None)[i % 4], gazetteer_id=None),
        casualties=[factories.casualty(i * 997, None, kind=kind) for kind in ("killed", "injured", "freed")],
    )
    for i in range(120)
]


def printed(
    width: int, records: list[dict[str, Any]], *by: str, colour: bool = False, **options: Any
) -> list[str]:
    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=colour,
        **options,
        color_system="standard" if colour else None,
    )
    found = tally(records, by or OVERVIEW)
    if by:
        for each in found.tables:
            print_table(console, each)
    else:
        print_overview(console, found, 10)
    return out.getvalue().splitlines()


@pytest.mark.parametrize("width", [60, 80, 140])
def test_no_line_is_wider_than_the_console_and_numbers_end_in_one_column(width: int) -> None:
    lines = printed(width, MANY)
    assert max(map(cell_len, lines)) <= width
    head = next(line for line in lines if line.startswith("country "))
    end = head.index("events") + len("events")
    rows = lines[lines.index(head) + 1 :][:3]
    assert [row[end - 2 : end] for row in rows] == ["30", "30", "30"]


def test_a_wide_console_shows_all_kinds_of_people() -> None:
    heads = {width: printed(width, MANY, "country")[2].split() for width in (80, 140)}
    assert heads == {
        80: ["country", "events", "killed", "injured"],
        140: ["country", "events", "killed", "injured", "freed"],
    }


def test_a_long_table_is_cut_and_says_so() -> None:
    lines = printed(80, MANY)
    assert lines.count("and 20 more") == 1
    assert "by year" in lines


def test_a_short_time_is_shown_by_month() -> None:
    assert "by month" in printed(80, [factories.record("r1")])


def test_colour_changes_no_words_and_no_colour_sends_none() -> None:
    import re

    plain, coloured = printed(80, MANY), printed(80, MANY, colour=True)
    assert plain == [re.sub(r"\x1b\[[\d;]*m", "", line).rstrip() for line in coloured]
    assert any("\x1b[31m" in line for line in coloured)
    assert not any("\x1b[3" in line for line in printed(80, MANY, colour=True, no_color=True))


def test_names_of_an_article_stay_words() -> None:
    record = factories.record("r1", actors=[factories.actor("[red]\x1b[31m\u202e x", actor_id=None)])
    assert printed(80, [record], "actor")[3].startswith("[red]\ufffd[31m\ufffd x ")


@pytest.mark.parametrize(
    ("share", "blocks", "expected"),
    [
        (1.0, True, "████"),
        (0.5, True, "██"),
        (0.25, True, "█"),
        (0.28125, True, "█▏"),
        (0.001, True, "▏"),
        (0.0, True, ""),
        (1.0, False, "####"),
        (0.3, False, "#"),
        (0.001, False, "#"),
        (0.0, False, ""),
    ],
)
def test_bar(share: float, blocks: bool, expected: str) -> None:
    assert bar(share, 4, blocks=blocks) == expected


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        (None, "–"),
        (Sum(5, 5, 5, 1), "5"),
        (Sum(5, 5, 5, 2, 1), "5+"),
        (Sum(1000, 1000, 2000, 2), "1,000-2,000"),
        (Sum(5, 5, 9, 2, 1), "5-9+"),
        (Sum(37, 39, 41, 2), "39 (37-41)"),
        (Sum(37, 39, 41, 2, 1), "39 (37-41+)"),
    ],
)
def test_sum_text(people: Sum | None, expected: str) -> None:
    assert sum_text(people) == expected


def test_the_overview(run: Run, events: Path) -> None:
    result = run("stats")
    assert (result.exit_code, result.lines[0]) == (0, "4 events")
    assert [line for line in result.lines if line.startswith("by ")] == [
        "by month",
        "by country",
        "by type",
        "by actor",
        "by source",
    ]
    assert "4 of 4 events" in result.stderr
    assert "sahel-events link joins them" in result.stderr


def test_several_tables_filtered_and_cut(run: Run, events: Path) -> None:
    result = run("stats", "--by", "type", "--by", "actor", "--limit", "1", "--country", "ML")
    assert result.exit_code == 0
    assert [line for line in result.lines if line.startswith(("by ", "and "))] == [
        "by type",
        "and 1 more",
        "by actor",
        "and 1 more",
    ]
    assert "2 of 4 events" in result.stderr


def test_json_is_one_object_with_all_rows(run: Run, events: Path) -> None:
    result = run("stats", "--json", "--by", "country", "--limit", "1")
    assert json.loads(result.stdout) == {
        "stats_version": 1,
        "events": 4,
        "linked_events": 0,
        "tolls": {"killed": {"low": 50, "best": 50, "high": 50, "open": 1, "events": 3}},
        "tables": [
            {
                "by": "country",
                "overlapping": False,
                "gaps_left_out": False,
                "rows": [
                    {
                        "key": "ML",
                        "label": "Mali",
                        "events": 2,
                        "tolls": {"killed": {"low": 37, "best": 37, "high": 37, "open": 1, "events": 2}},
                    },
                    {
                        "key": "NE",
                        "label": "Niger",
                        "events": 1,
                        "tolls": {"killed": {"low": 13, "best": 13, "high": 13, "open": 0, "events": 1}},
                    },
                    {"key": None, "label": "unknown", "events": 1, "tolls": {}},
                ],
            }
        ],
    }


def test_a_broken_line_is_named_and_the_rest_counted(run: Run, events: Path) -> None:
    with events.open("a") as file:
        file.write("{\n")
    result = run("stats")
    assert (result.exit_code, result.lines[0]) == (1, "4 events")
    assert "events.jsonl:5: not valid JSON" in result.stderr


def test_no_event_is_no_error(run: Run, folder: Path) -> None:
    (folder / "events.jsonl").write_text("")
    result = run("stats")
    assert (result.exit_code, result.lines[0], result.lines.count("no events")) == (0, "0 events", 5)


WRONG = [
    ("unknown table", ["--by", "colour"], "cannot count by 'colour'; possible: year, month"),
    ("unknown actor", ["--actor", "Frnace"], "no actor is called 'Frnace'; did you mean France"),
    ("no such file", ["gone.jsonl"], "gone.jsonl: no such file"),
]


@pytest.mark.parametrize(("options", "message"), [c[1:] for c in WRONG], ids=[c[0] for c in WRONG])
def test_wrong_usage(run: Run, events: Path, options: list[str], message: str) -> None:
    result = run("stats", *options)
    assert (result.exit_code, message in result.stderr) == (2, True)


def test_without_utf8_the_bars_are_ascii(run: Run, events: Path) -> None:
    source = str(Path(sahel_events.__file__).parents[1])
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "COLUMNS": "80", "PYTHONPATH": source}
    done = subprocess.run(
        [sys.executable, "-m", "sahel_events", "stats", str(events), "--by", "status"],
        env=environment, capture_output=True, check=True,
    )  # fmt: skip
    assert b"confirmed      3 #####" in done.stdout
    assert done.stdout.isascii()


def keys(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {key for each in value.values() for key in keys(each)}
    return {key for each in value for key in keys(each)} if isinstance(value, list) else set()


def test_every_key_and_table_is_explained() -> None:
    page = (DOCS / "stats.md").read_text(encoding="utf-8")
    found = keys(tally(MANY, list(BY)).to_dict())
    assert {name for name in {*found, *BY} if f"`{name}`" not in page} == set()
