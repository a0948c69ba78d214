"""Disks that are full, read-only or not there: what stood there stays, and nothing half written is left."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from cases import table
from faulty import Disk, Ran, as_anyone, as_documented, finished, leftovers, ran
from runs import PYTHONPATH, many, put, start, wait

pytestmark = pytest.mark.slow

EVENTS = "../events.jsonl"
EXTRACT = ("extract", "../raw", "-j", "1", "-q", "-o", "out")
REJECTED = ("extract", "../raw", "-j", "1", "-q", "-o", "../new.jsonl", "--rejected", "out")
LINK = ("link", EVENTS, "-o", "out")
REPORT = ("report", EVENTS, "-o", "out")
COMPARE = ("compare", "../theirs.csv", EVENTS, "--csv", "out")


def export(name: str) -> tuple[str, ...]:
    return ("export", EVENTS, "-f", name, "-o", "out")


needs_duckdb = pytest.mark.skipif(find_spec("duckdb") is None, reason="needs sahel-events[parquet]")
SOON = [
    (export("sqlite"), "sqlite, which is made elsewhere"),
]
"""The writers of which the quick run has each fault."""
LATE = [
    (LINK, "link"),
    (REJECTED, "rejected candidates"), (REPORT, "report"), (COMPARE, "compare"),
    (export("csv"), "csv"),
]
LATEST = [(export(name), name) for name in ("acled", "ucdp", "geojson")]
WRITERS = [
    *table(SOON), *table(LATE),
    *(pytest.param(*case.values, id=case.id, marks=pytest.mark.long) for case in table(LATEST)),
    pytest.param(export("parquet"), id="parquet", marks=needs_duckdb),
]


@pytest.mark.parametrize("command", WRITERS)
def test_a_full_disk(disk: Disk, command: tuple[str, ...]) -> None:
    disk.seed = {"out": b"old\n"}
    run = disk.run(*command, kind="0")
    fault = "full disk, extract" if command[0] == "extract" else "full disk"
    as_documented(fault, run, FILE="out", EVENTS="../new.jsonl")
    assert disk.after == {"out": b"old\n"}
    assert not (disk.folder / "new.jsonl").exists()


@pytest.mark.parametrize("command", WRITERS)
def test_a_read_only_disk(disk: Disk, command: tuple[str, ...]) -> None:
    disk.seed = {"out": b"old\n"}
    as_documented("read-only disk", disk.run(*command, kind="ro"), FILE="out")
    assert disk.after == {"out": b"old\n"}
    assert not (disk.folder / "new.jsonl").exists()


def test_extract_on_a_read_only_disk(disk: Disk) -> None:
    disk.seed = {"out": b"old\n"}
    as_documented("read-only disk", disk.run(*EXTRACT, kind="ro"), FILE="out")
    assert disk.after == {"out": b"old\n"}


def test_the_disk_fills_up_on_the_way_and_what_is_done_stays(disk: Disk) -> None:
    """Whether the events or the journal feel it first, with room again the journal has what it had."""
    count = disk.folder / "read"
    put(disk.folder, many(120, **{f"n{n}": f"count at {count} wait 30 {n}" for n in range(120)}))
    disk.seed = {"out": b"old\n"}
    run = disk.run(*EXTRACT, kind="150")
    journal = run.errors[:1] and "journal" in run.errors[0]
    fault = "full disk, extract's journal" if journal else "full disk, extract"
    as_documented(fault, run, FILE="out", EVENTS="out")
    assert disk.after["out"] == b"old\n"
    assert set(disk.after) <= {"out", "out.journal", "out.journal-journal"}
    first = count.stat().st_size
    shutil.copytree(disk.folder / "after", disk.folder / "room")
    again = ran(*EXTRACT, cwd=disk.folder / "room")
    assert (again.code, again.errors) == (0, [])
    assert (disk.folder / "room" / "out").read_bytes().count(b"\n") == 120
    assert 120 <= count.stat().st_size < 120 + first


def test_a_limit_on_the_size_of_files(disk: Disk) -> None:
    """Where no disk can be mounted this is what comes nearest."""
    code = (
        "import resource, sys; from sahel_events.cli import main; "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000)); main()"
    )
    (disk.folder / "here").mkdir()
    (disk.folder / "here" / "out").write_bytes(b"old\n")
    running = subprocess.Popen(
        [sys.executable, "-c", code, *export("csv")], cwd=disk.folder / "here",
        env=os.environ | {"PYTHONPATH": PYTHONPATH}, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    as_documented("limit on the size of files", finished(running), FILE="out")
    assert (disk.folder / "here" / "out").read_bytes() == b"old\n"
    assert leftovers(disk.folder / "here") == []


TEMPORARY = [
    pytest.param("sqlite", id="sqlite"),
    pytest.param("parquet", marks=needs_duckdb, id="parquet"),
]


@pytest.mark.parametrize("name", TEMPORARY)
def test_a_full_disk_for_temporary_files(disk: Disk, name: str) -> None:
    run = disk.run("export", EVENTS, "-f", name, "-o", "../out", kind="40", env={"TMPDIR": "."})
    as_documented("full disk for temporary files", run, FILE="../out")
    assert disk.after == {}
    assert not (disk.folder / "out").exists()


def test_no_folder_for_temporary_files(disk: Disk) -> None:
    code = "import tempfile; tempfile._candidate_tempdir_list = lambda: ['/nowhere']; " \
           "from sahel_events.cli import main; main()"
    running = subprocess.Popen(
        [sys.executable, "-c", code, "export", "events.jsonl", "-f", "sqlite", "-o", "out"], cwd=disk.folder,
        env=os.environ | {"PYTHONPATH": PYTHONPATH}, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    as_documented("no folder for temporary files", finished(running))
    assert not (disk.folder / "out").exists()
    assert leftovers(disk.folder) == []


def test_more_ids_than_the_disk_takes() -> None:
    """Some millions of articles have their ids on disk."""
    code = (
        "import resource, signal\n"
        "from sahel_events.errors import StoreError\n"
        "from sahel_events.scale.ids import Ids\n"
        "from sahel_events.scale.outcome import Outcome\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))\n"
        "ids = Ids()\n"
        "try:\n"
        "    for n in range(1000):\n"
        "        ids.take(Outcome(ids=tuple(f'{n}-{m}' + 100 * 'x' for m in range(100))))\n"
        "except StoreError as error:\n"
        "    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | {"PYTHONPATH": PYTHONPATH}, capture_output=True,
        timeout=60, check=True,
    )  # fmt: skip
    assert done.stdout.decode().startswith("temporary file of article ids: cannot be written: ")
    assert "TMPDIR" in done.stdout.decode()


NOT_WRITABLE = [
    ("no/out", "missing output folder", "a folder that is missing"),
    ("file/out", "output folder is a file", "a folder that is a file"),
    ("folder", "output is a folder", "a folder in the place of the file"),
    ("shut/out", "output folder without permission", "a folder that may not be written"),
]
COMMANDS = [("extract", "raw", "-j", "1", "-q"), ("link", "events.jsonl"), ("report", "events.jsonl")]


@pytest.fixture
def places(disk: Disk) -> Path:
    """A folder with places in which nothing can be written."""
    put(disk.folder, {"file": "a file", "folder/a": "a", "shut/out": "old\n"})
    (disk.folder / "shut").chmod(0o555)
    return disk.folder


def test_in_a_folder_that_may_not_be_written(places: Path) -> None:
    _nothing_there(places, ("export", "events.jsonl"), *NOT_WRITABLE[-1][:2])


@pytest.mark.parametrize(("output", "fault"), table(NOT_WRITABLE[:-1]))
def test_where_nothing_can_be_written(places: Path, output: str, fault: str) -> None:
    _nothing_there(places, ("export", "events.jsonl"), output, fault)


@pytest.mark.long
@pytest.mark.parametrize("command", COMMANDS, ids=lambda each: each[0])
@pytest.mark.parametrize(("output", "fault"), table(NOT_WRITABLE))
def test_where_no_other_command_can_write(
    places: Path, command: tuple[str, ...], output: str, fault: str
) -> None:
    _nothing_there(places, command, output, fault)


def _nothing_there(folder: Path, command: tuple[str, ...], output: str, fault: str) -> None:
    before = sorted(path for path in folder.rglob("*"))
    run = ran(*command, "-o", output, cwd=folder, before=as_anyone())
    if command[0] == "export" and output == "folder":
        fault = "output is a folder, export"
    as_documented(fault, run, FILE=output)
    assert sorted(path for path in folder.rglob("*")) == before
    assert (folder / "shut" / "out").read_text() == "old\n"


def _halfway(folder: Path, out: str) -> Any:
    """A run that has begun, and waits for the file "go"."""
    put(folder, many(30, n9=f"count at {folder / 'read'} until {folder / 'go'}"))
    running = start("extract", "raw", "-j", "1", "-q", "-o", out, cwd=folder)
    wait(lambda: (folder / "read").exists())
    return running


def test_the_output_folder_vanishes(folder: Path) -> None:
    put(folder, {"there/out": "old\n"})
    running = _halfway(folder, "there/out")
    shutil.rmtree(folder / "there")
    (folder / "go").touch()
    as_documented("output folder vanishes", finished(running), EVENTS="there/out")
    assert not (folder / "there").exists()


def test_the_output_folder_is_moved_away_and_back(folder: Path) -> None:
    """Whoever moves a folder back, moves back what is done."""
    put(folder, {"there/out": "old\n"})
    running = _halfway(folder, "there/out")
    (folder / "there").rename(folder / "away")
    (folder / "go").touch()
    run = finished(running)
    assert run.code == 2
    assert "Traceback" not in "".join(run.errors)
    assert (folder / "away" / "out").read_text() == "old\n"
    (folder / "away").rename(folder / "there")
    again = ran("extract", "raw", "-j", "1", "-q", "-o", "there/out", cwd=folder)
    assert again == Ran(0, [])
    assert (folder / "there" / "out").read_bytes().count(b"\n") == 30
    assert leftovers(folder / "there") == []
