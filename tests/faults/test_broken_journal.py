"""A journal that is broken, cut, of another version, held by another, or not to be written."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from cases import table
from faulty import as_anyone, as_documented, leftovers, ran
from runs import many, put

pytestmark = pytest.mark.slow

Change = Callable[[Path], None]


def _text(path: Path) -> None:
    path.write_text("Dear journal, ...")


def _cut(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def _other_version(path: Path) -> None:
    with sqlite3.connect(path) as base:
        base.execute("PRAGMA user_version = 99")
        base.execute("ALTER TABLE pieces RENAME COLUMN seal TO stamped")
    base.close()


def _of_others(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as base:
        base.execute("CREATE TABLE pieces (mine TEXT)")
    base.close()


CHANGES = [
    (_text, "journal is broken", "another kind of file"),
    (_cut, "journal is broken", "half of it"),
    (_other_version, "journal is of another version", "a form that a later version may have"),
    (_of_others, "journal is broken", "a database of another program"),
]


LATE = (), (), (), pytest.mark.long
CASES = [
    pytest.param(*case.values, id=case.id, marks=mark)
    for case, mark in zip(table(CHANGES), LATE, strict=True)
]


@pytest.mark.parametrize(("change", "fault"), CASES)
def test_a_journal_that_is_no_use(folder: Path, change: Change, fault: str) -> None:
    put(folder, many(30))
    assert ran("extract", "raw", "-j", "1", "-q", cwd=folder).code == 0
    whole = (folder / "events.jsonl").read_bytes()
    change(folder / "events.jsonl.journal")
    run = ran("extract", "raw", "-j", "1", cwd=folder)
    told = [line for line in run.errors if line.startswith(("warning", "error", "hint"))]
    as_documented(fault, run._replace(errors=told))
    assert (folder / "events.jsonl").read_bytes() == whole
    assert (folder / "events.jsonl.journal.damaged").exists()
    assert ran("extract", "raw", "-j", "1", "-q", cwd=folder).errors == []
    assert leftovers(folder) == []


def test_a_journal_held_by_another_program(folder: Path) -> None:
    put(folder, many(3) | {"events.jsonl": "old\n"})
    base = sqlite3.connect(folder / "events.jsonl.journal", isolation_level=None)
    base.execute("BEGIN EXCLUSIVE")
    as_documented("another run on the same output", ran("extract", "raw", "-j", "1", "-q", cwd=folder))
    base.close()
    assert (folder / "events.jsonl").read_text() == "old\n"
    assert ran("extract", "raw", "-j", "1", "-q", cwd=folder).code == 0
    assert leftovers(folder) == []


def test_a_journal_that_may_not_be_written(folder: Path) -> None:
    put(folder, many(3))
    assert ran("extract", "raw", "-j", "1", "-q", cwd=folder).code == 0
    whole = (folder / "events.jsonl").read_bytes()
    (folder / "events.jsonl.journal").chmod(0o444)
    run = ran("extract", "raw", "-j", "1", "-q", cwd=folder, before=as_anyone())
    as_documented("journal may not be written", run)
    assert (folder / "events.jsonl").read_bytes() == whole
    assert leftovers(folder) == []


def test_a_folder_in_its_place(folder: Path) -> None:
    put(folder, many(3) | {"events.jsonl.journal/a": "a"})
    as_documented("journal is a folder", ran("extract", "raw", "-j", "1", "-q", cwd=folder))
    assert not (folder / "events.jsonl").exists()
    assert leftovers(folder) == []
