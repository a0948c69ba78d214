"""docs/export.md: every column, table and view of every format is there, and what it shows is what comes."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

import exported
from sahel_events.exports import FORMATS, acled, export, flat, geojson, parquet, ucdp
from sahel_events.exports.cells import harmless
from sahel_events.exports.tables import vague_counts

PAGE = (Path(__file__).parents[2] / "docs" / "export.md").read_text(encoding="utf-8")


def section(name: str) -> str:
    assert f"\n## {name}\n" in PAGE
    return PAGE.split(f"\n## {name}\n")[1].split("\n## ")[0]


def first_cells(text: str) -> set[str]:
    """What stands in code in the first cells of the tables."""
    rows = re.findall(r"(?m)^\| (.+?) \|", text)
    return {name for row in rows for name in re.findall(r"`([^`]+)`", row)}


COLUMNS = [
    *(("csv", name) for name in flat.NAMES),
    *(("acled", name) for name in acled.COLUMNS),
    *(("ucdp", name) for name in ucdp.COLUMNS),
    *(("parquet", name) for name in parquet.COLUMNS),
]


@pytest.mark.parametrize(("name", "column"), COLUMNS, ids=[" ".join(pair) for pair in COLUMNS])
def test_every_column_is_documented(name: str, column: str) -> None:
    assert column in first_cells(section(name))


@pytest.mark.parametrize("name", ["csv", "acled", "ucdp", "parquet"])
def test_no_other_column_is(name: str) -> None:
    known = {column for each, column in COLUMNS if each == name}
    assert first_cells(section(name)) <= known


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_its_section(name: str) -> None:
    assert section(name)
    assert f"--format {name}" in PAGE or name == "csv"


def test_every_table_column_and_view_of_the_database_is_documented(tmp_path: Path) -> None:
    export(exported.records(), "sqlite", tmp_path / "x.sqlite")
    base = sqlite3.connect(tmp_path / "x.sqlite")
    named = set(re.findall(r"`([^`]+)`", section("sqlite")))
    rows = base.execute("SELECT type, name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall()
    names = {name for _, name in rows if not name.startswith("events_fts_")}
    assert names <= named
    for name in names - {"events", "events_fts"} - {name for kind, name in rows if kind == "view"}:
        columns = {row[1] for row in base.execute(f"PRAGMA table_info({name})")}
        assert columns <= named, name


def test_the_notes_shown_are_those_that_are_told() -> None:
    sentences = {
        value for module in (acled, ucdp, geojson) for key, value in vars(module).items()
        if key.isupper() and isinstance(value, str)
    }
    shown = re.findall(r"(?m)^note: \d+ events? (.+)$", PAGE)
    assert shown
    assert set(shown) <= sentences


def test_the_cells_shown_are_those_that_are_written() -> None:
    rows = re.findall(r"(?m)^\| `(.+)` \| `(.+)` \|$", section("Hostile text"))
    assert len(rows) == 6
    for text, cell in rows:
        assert harmless(text) == cell


def test_the_numbers_of_vague_words_are_those_of_the_rules() -> None:
    shown = dict(re.findall(r"(?m)\| (\d+) \| `(acled\.\w+)`", section("acled")))
    found = {rule: number for number, rule in shown.items()}
    assert found == {rule.id: rule.label for rule in vague_counts()}
