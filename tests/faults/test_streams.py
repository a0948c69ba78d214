"""Standard streams that fail: full, closed, or left by whoever read them."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from faulty import Ran, as_documented, events_file, finished, ran
from runs import many, put, start

pytestmark = pytest.mark.slow

PRINTERS = {
    "show": ("show",), "show --jsonl": ("show", "--jsonl"), "stats": ("stats",),
    "stats --json": ("stats", "--json"), "export": ("export",), "report": ("report", "-o", "-"),
    "link": ("link", "-o", "-"), "extract": ("extract", "raw", "-o", "-", "-j", "1", "-q"),
    "clean": ("clean", "raw/000.txt"), "clean --text": ("clean", "raw/000.txt", "--text"),
    "schema": ("schema",), "compare": ("compare", "theirs.csv"),
    "compare --json": ("compare", "theirs.csv", "--json"),
    "compare --csv": ("compare", "theirs.csv", "--csv", "-"), "show --why": ("show", "--why", "d000"),
    "link --why": ("link", "--why", "d000", "d001"),
    "compare --why": ("compare", "theirs.csv", "--why", "d000"),
    "evaluate": ("evaluate", "gold", "events.jsonl"),
    "evaluate --json": ("evaluate", "gold", "events.jsonl", "--json"),
    "--help": ("--help",), "show --help": ("show", "--help"), "--version": ("--version",),
}
SOON = {"show", "--version"}
CASES = [
    pytest.param(args, id=name, marks=() if name in SOON else pytest.mark.long)
    for name, args in PRINTERS.items()
]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all that the commands read."""
    folder = tmp_path_factory.mktemp("streams")
    put(folder, many(3))
    put(folder, {"theirs.csv": "id,date,country,latitude,longitude,killed\n1,2010-03-01,Mali,15.9,2.4,13\n"})
    events_file(folder / "events.jsonl", 3)
    gold = Path(__file__).parents[1] / "gold" / "d01.json"
    put(folder, {"gold/d000.json": json.dumps(_of(json.loads(gold.read_text(encoding="utf-8")), "d000"))})
    return folder


def _of(gold: Any, ident: str) -> Any:
    return gold | {"article": ident}


@pytest.mark.parametrize("args", CASES)
def test_a_full_disk_behind_standard_output(place: Path, args: tuple[str, ...]) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full")
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        run = finished(start(*args, cwd=place, stdout=full))
    as_documented("full disk behind standard output", Ran(run.code, run.errors[:1]))


@pytest.mark.parametrize("args", CASES)
def test_standard_output_is_closed(place: Path, args: tuple[str, ...]) -> None:
    run = ran(*args, cwd=place, before=["sh", "-c", 'exec "$@" >&-', "sh"])
    as_documented("standard output is closed", Ran(run.code, run.errors[:1]))


@pytest.mark.parametrize("args", CASES)
def test_the_reader_of_standard_output_goes_away(place: Path, args: tuple[str, ...]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    running = start(*args, cwd=place, stdout=writer)
    os.close(writer)
    as_documented("reader of standard output goes away", finished(running))


def test_a_command_that_prints_nothing_needs_no_standard_output(place: Path, tmp_path: Path) -> None:
    closed = ["sh", "-c", 'exec "$@" >&- <&-', "sh"]
    run = ran("report", "-o", str(tmp_path / "a.html"), cwd=place, before=closed)
    assert run.code == 0
    assert (tmp_path / "a.html").read_text().endswith("</html>\n")


HOW = ["pipe", "full", "closed"]


@pytest.mark.parametrize("how", HOW)
def test_standard_error_is_nobodys(folder: Path, how: str) -> None:
    """The file is made all the same, by workers too, and the exit code tells what could not be said."""
    put(folder, many(20) | {"raw/x.json": "{"})
    args = ("extract", "raw", "-j", "1" if how == "pipe" else "2")
    if how == "closed":
        running = start(*args, cwd=folder, before=["sh", "-c", 'exec "$@" 2>&-', "sh"])
    elif how == "full":
        with open("/dev/full", "wb") as full:  # noqa: PTH123
            running = start(*args, cwd=folder, stderr=full)
    else:
        reader, writer = os.pipe()
        os.close(reader)
        running = start(*args, cwd=folder, stderr=writer)
        os.close(writer)
    as_documented("standard error fails", finished(running))
    assert (folder / "events.jsonl").read_bytes().count(b"\n") == 20
    assert sorted(path.name for path in folder.iterdir()) == ["events.jsonl", "events.jsonl.journal", "raw"]


CLOSED = [
    pytest.param(("show", "-"), id="show"),
    pytest.param(("link", "-", "-o", "out"), id="link"),
]


@pytest.mark.parametrize("args", CLOSED)
def test_standard_input_is_closed(place: Path, args: tuple[str, ...]) -> None:
    run = ran(*args, cwd=place, before=["sh", "-c", 'exec "$@" <&-', "sh"])
    as_documented("standard input is closed", run)
    assert not (place / "out").exists()


def test_standard_input_of_extract_is_closed(folder: Path) -> None:
    run = ran("extract", "-", cwd=folder, before=["sh", "-c", 'exec "$@" <&-', "sh"])
    as_documented("standard input is closed, extract", run)
    assert not (folder / "events.jsonl").exists()


def test_standard_input_breaks_off(folder: Path) -> None:
    """What came is read; the half line is named."""
    running = start("extract", "-", "-q", cwd=folder, stdin=subprocess.PIPE)
    assert running.stdin is not None
    running.stdin.write(b'{"text": "One."}\n{"text": "Two."}\n{"text": "Thr')
    as_documented("standard input breaks off", finished(running))
    assert (folder / "events.jsonl").read_bytes().count(b"\n") == 2
