"""`export`: what it takes, what it refuses, and that files appear whole or not at all."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import exported
import factories
from cases import table
from sahel_events.errors import StoreError, UsageError
from sahel_events.exports import FORMATS, export
from sahel_events.store import read_lines

INSTALLED = [
    pytest.param(
        name,
        marks=pytest.mark.skipif(
            name == "parquet" and importlib.util.find_spec("duckdb") is None,
            reason="duckdb is not installed: pip install 'sahel-events[parquet]'",
        ),
    )
    for name in FORMATS
]


def count(path: Path, name: str) -> int:
    """How many events a file holds."""
    if name == "geojson":
        return len(json.loads(path.read_text(encoding="utf-8"))["features"])
    if name == "sqlite":
        return int(sqlite3.connect(path).execute("SELECT count(*) FROM events").fetchone()[0])
    if name == "parquet":
        import duckdb

        return int(duckdb.sql(f"SELECT count(*) FROM read_parquet('{path}')").fetchall()[0][0])
    with path.open(encoding="utf-8", newline="") as file:
        return len(list(csv.DictReader(file, strict=True)))


@pytest.mark.parametrize("name", INSTALLED)
def test_every_event_is_one_row(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"events{FORMATS[name].suffix}"
    outcome = export(exported.records(), name, path)
    assert outcome.events == len(exported.records()) == count(path, name)


@pytest.mark.parametrize("name", INSTALLED)
def test_a_file_read_line_by_line_gives_the_same_as_its_records(tmp_path: Path, name: str) -> None:
    source = tmp_path / "events.jsonl"
    source.write_text(factories.line("a") + "{broken\n" + factories.line("b"), encoding="utf-8")
    lines = [line.record for line in read_lines(source) if line.problem is None]
    export(lines, name, tmp_path / "out")
    assert count(tmp_path / "out", name) == 2


def breaking() -> Iterator[dict[str, Any]]:
    yield factories.record()
    raise ZeroDivisionError


@pytest.mark.parametrize("name", INSTALLED)
def test_a_file_appears_whole_or_not_at_all(tmp_path: Path, name: str) -> None:
    path = tmp_path / "out"
    path.write_text("before")
    with pytest.raises(ZeroDivisionError):
        export(breaking(), name, path)
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", INSTALLED)
def test_a_folder_that_is_not_there(tmp_path: Path, name: str) -> None:
    with pytest.raises(StoreError, match="cannot be written: No such file or directory"):
        export([], name, tmp_path / "no" / "out")


@pytest.mark.parametrize("name", INSTALLED)
def test_fields_of_a_newer_version_are_told_of(tmp_path: Path, name: str) -> None:
    newer = factories.record("a", severity=4)
    newer["location"]["altitude"] = 300
    newer["actors"][0]["rank"] = "general"
    told = dict(export([newer, factories.record("b", severity={})], name, tmp_path / "out").told)
    sentence = "with the field {!r}, which this version does not know: left out"
    assert {key: told[sentence.format(key)] for key in ("severity", "location.altitude", "actors.rank")} == {
        "severity": 2,
        "location.altitude": 1,
        "actors.rank": 1,
    }


@pytest.mark.parametrize("name", INSTALLED)
def test_values_of_other_types_than_the_schema_allows(tmp_path: Path, name: str) -> None:
    """`form` checks the keys that filters need; the others may hold anything."""
    odd = factories.record("a", unknown=[], why="x", trigger=None, status_evidence=7)
    odd["article"] |= {"title": 5, "url": ["x"]}
    odd["location"] |= {"lat": "north", "lon": None, "admin1": {"a": 1}, "precision": 3, "span": "no"}
    odd["actors"][0] |= {"category": 9, "country": "Mali", "text": None, "span": [1.5]}
    odd["casualties"][0] |= {"approximate": None, "text": 4}
    assert export([odd], name, tmp_path / "out").events == 1
    assert count(tmp_path / "out", name) == 1


WRONG = [
    (("xlsx", "-", {}), "no format is called 'xlsx'; possible: csv, acled", "another format"),
    (("sqlite", "-", {}), "sqlite is no text: give it a file", "a database to standard output"),
    (
        ("parquet", io.StringIO(), {}),
        "parquet is no text: give it a file",
        "a binary format to a text stream",
    ),
    (
        ("geojson", "-", {"bom": True}),
        "a byte order mark is for spreadsheets; geojson has none",
        "a mark in JSON",
    ),
]


@pytest.mark.parametrize(("call", "message"), table(WRONG))
def test_wrong_usage(call: tuple[str, Any, dict[str, Any]], message: str) -> None:
    name, out, options = call
    with pytest.raises(UsageError, match=message):
        export([], name, out, **options)


def test_a_stream_and_a_file_get_the_same_text(tmp_path: Path) -> None:
    for name in ("csv", "acled", "ucdp", "geojson"):
        out = io.StringIO(newline="")
        export(exported.records() * 30, name, out)
        export(exported.records() * 30, name, tmp_path / "out")
        assert (tmp_path / "out").read_bytes() == out.getvalue().encode()


def test_a_byte_order_mark_in_a_file(tmp_path: Path) -> None:
    export([], "acled", tmp_path / "out", bom=True)
    assert (tmp_path / "out").read_bytes().startswith(b"\xef\xbb\xbfevent_id_cnty,")
