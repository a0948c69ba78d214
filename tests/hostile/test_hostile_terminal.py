"""What reaches a terminal of the hostile corpus: printable text, line feeds, and colours of our own."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

pytest.importorskip("termios", reason="no pseudo-terminals here")

from hostile_runs import ENVIRONMENT, MARKS, Corpus
from terminal import COLOUR, PROGRESS, acting, on_terminal

from as_acled import HEADER

pytestmark = pytest.mark.slow

PLAIN = {"NO_COLOR": "1", "TERM": "dumb", "PAGER": ""}
COLOURED = {"TERM": "xterm-256color", "FORCE_COLOR": "1", "PAGER": ""}
EVERY_COLUMN = "id,date,type,place,actors,killed,status,source,title,url"
MARKED = [
    f"corpus/marks/{name}"
    for name in ("marks.html", "invisible-tags.txt", "bidi-override.txt", "no-text.jsonl")
]
SHOWN = [
    ["show", "all.jsonl"],
    ["show", "all.jsonl", "--why", "m000"],
    ["show", "all.jsonl", "--why", "m030"],
    ["show", "all.jsonl", "--jsonl"],
    ["show", "all.jsonl", "--format", "csv"],
    ["show", "linked.jsonl"],
    ["stats", "all.jsonl"],
    ["compare", "theirs.csv", "all.jsonl", "--limit", "100"],
    ["export", "all.jsonl"],
    ["export", "all.jsonl", "--format", "acled"],
    ["export", "all.jsonl", "--format", "ucdp"],
    ["export", "all.jsonl", "--format", "geojson"],
    ["clean", "corpus/marks/terminal-csi.txt"],
    ["clean", "--kept", "corpus/marks/bidi-override.txt"],
    ["extract", *MARKED, "--fresh", "-o", "-"],
]


@pytest.fixture(scope="module")
def shown(events: Corpus) -> Path:
    """The folder, with a table of others' that has the marks in every column."""
    with (events.folder / "theirs.csv").open("w", encoding="utf-8", newline="", errors="replace") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number, mark in enumerate(MARKS):
            row = dict.fromkeys(HEADER, mark) | {
                "event_id_cnty": f"{mark}{number}", "event_date": "2019-11-25", "fatalities": number,
                    "iso": 466,
                "latitude": 16.27, "longitude": -0.04, "event_type": "Battles",
                "sub_event_type": "Armed clash",
                "country": "Mali", "time_precision": 1, "geo_precision": 1, "year": 2019,
            }  # fmt: skip
            writer.writerow([row[name] for name in HEADER])
    return events.folder


def is_table(args: list[str]) -> bool:
    """Whether the output is the flat CSV, whose cells keep the tabs of a text."""
    return args[-1] == "csv" or args == ["export", "all.jsonl"]


@pytest.mark.parametrize("args", SHOWN, ids=" ".join)
def test_only_printable_text_reaches_a_terminal(shown: Path, args: list[str]) -> None:
    said = on_terminal(*args, cwd=shown, environment=ENVIRONMENT | PLAIN)
    assert "Traceback" not in said
    assert len(said.splitlines()) > 3, said
    assert acting(said) == ({"\t"} if is_table(args) else set())


@pytest.mark.parametrize("args", [pytest.param(args, id=" ".join(args)) for args in SHOWN])
def test_only_colours_of_ours_reach_a_terminal(shown: Path, args: list[str]) -> None:
    said = on_terminal(*args, cwd=shown, environment=ENVIRONMENT | COLOURED)
    rest = COLOUR.sub("", said)
    if args[0] == "extract":
        rest = PROGRESS.sub("", rest)
    assert len(said.splitlines()) > 3, said
    assert acting(rest) == ({"\t"} if is_table(args) else set())


def test_a_run_that_names_files_sends_no_more_than_its_bar(shown: Path) -> None:
    said = on_terminal("extract", "corpus/names", "-o", "x.jsonl", "--fresh", cwd=shown,
                       environment=ENVIRONMENT | COLOURED)  # fmt: skip
    assert "a link" in said
    assert acting(PROGRESS.sub("", COLOUR.sub("", said))) == set()
