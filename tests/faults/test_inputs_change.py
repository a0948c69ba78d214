"""Articles that vanish, grow, shrink or are replaced while a run goes on."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from cases import table
from faulty import Ran, as_documented, events_file, finished, leftovers, ran
from runs import put, start, wait

pytestmark = pytest.mark.slow


def _first(folder: Path) -> str:
    """The text of an article that is being read until the file "go" is there."""
    return f"count at {folder / 'read'} until {folder / 'go'}"


def _begun(folder: Path) -> subprocess.Popen[bytes]:
    running = start("extract", "raw", "-j", "1", "-q", cwd=folder)
    wait(lambda: (folder / "read").exists())
    return running


def _go_on(folder: Path, running: subprocess.Popen[bytes]) -> Ran:
    (folder / "go").touch()
    return finished(running)


def _vanish(path: Path) -> None:
    path.unlink()


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _replace(path: Path) -> None:
    new = path.with_name(".new")
    new.write_text("Another text.")
    new.replace(path)


def _grow(path: Path) -> None:
    with path.open("a") as file:
        file.write(" And more.")


BEFORE_ITS_TURN = [
    (_vanish, "file vanishes", 2, "it vanishes"),
    (_folder, "file becomes another thing", 2, "a folder in its place"),
    (_pipe, "file becomes another thing", 2, "a pipe in its place, which nobody writes"),
    (_empty, "file is emptied", 2, "it is cut to nothing"),
    (_replace, None, 3, "another in its place"),
    (_grow, None, 3, "it grows"),
]



@pytest.mark.parametrize(("change", "fault", "events"), table(BEFORE_ITS_TURN))
def test_a_file_changes_before_its_turn(
    folder: Path, change: Callable[[Path], None], fault: str | None, events: int
) -> None:
    """The folder is listed at the beginning; a file counts as what it is when it is read."""
    put(folder, {"raw/a.txt": _first(folder), "raw/b.txt": "B.", "raw/c.txt": "C."})
    running = _begun(folder)
    change(folder / "raw" / "b.txt")
    run = _go_on(folder, running)
    if fault is None:
        assert run == Ran(0, [])
    else:
        as_documented(fault, run, FILE="raw/b.txt")
    ids = _ids(folder / "events.jsonl")
    assert len(ids) == events
    assert len(set(ids)) == events
    assert leftovers(folder) == []


def _ids(path: Path) -> list[str]:
    return [json.loads(line)["id"] for line in path.read_bytes().splitlines()]


def _lines(texts: list[str]) -> str:
    return "".join(json.dumps({"text": text}) + "\n" for text in texts)


def test_a_file_of_records_grows_and_the_next_run_has_all(folder: Path) -> None:
    put(folder, {"raw/a.jsonl": _lines([_first(folder)] * 40)})
    running = _begun(folder)
    with (folder / "raw" / "a.jsonl").open("a") as file:
        file.write(_lines(["New."]))
    as_documented("file of records changes", _go_on(folder, running), FILE="raw/a.jsonl")
    assert len(_ids(folder / "events.jsonl")) in {40, 41}
    assert ran("extract", "raw", "-j", "1", "-q", cwd=folder) == Ran(0, [])
    assert len(_ids(folder / "events.jsonl")) == 41


def test_a_file_of_records_shrinks(folder: Path) -> None:
    """The lines are read in blocks of some hundred kilobytes, so that it has to be a larger one."""
    texts = [_first(folder) + " x" * 50_000] * 60
    put(folder, {"raw/a.jsonl": _lines(texts)})
    running = _begun(folder)
    os.truncate(folder / "raw" / "a.jsonl", 2_500_000)
    run = _go_on(folder, running)
    assert run.code == 1
    errors = [line for line in run.errors if not line.startswith("hint: ")]
    assert errors[-1] == "error: raw/a.jsonl: the file changed while it was being read"
    assert all("raw/a.jsonl" in line for line in errors)
    assert ran("extract", "raw", "-j", "1", "-q", cwd=folder).code == 1  # the line that is cut
    assert len(_ids(folder / "events.jsonl")) == 24


def test_a_file_of_records_vanishes_while_it_is_read(folder: Path) -> None:
    """Who has it open reads on; that it is gone is told."""
    put(folder, {"raw/a.jsonl": _lines([_first(folder)] * 30)})
    running = _begun(folder)
    (folder / "raw" / "a.jsonl").unlink()
    as_documented("file of records changes", _go_on(folder, running), FILE="raw/a.jsonl")
    assert len(_ids(folder / "events.jsonl")) == 30


def test_a_folder_vanishes_that_is_still_to_be_read(folder: Path) -> None:
    put(folder, {"raw/a.txt": _first(folder), "raw/z/b.txt": "B.", "raw/zz.txt": "Z."})
    running = _begun(folder)
    (folder / "raw" / "z" / "b.txt").unlink()
    (folder / "raw" / "z").rmdir()
    as_documented("file vanishes", _go_on(folder, running), FILE="raw/z")
    assert len(_ids(folder / "events.jsonl")) == 2


def test_a_file_that_is_written_all_the_time(folder: Path) -> None:
    """Named, not taken half; the next run has it whole."""
    put(folder, {"raw/a.txt": "A.", "raw/b.txt": "Gunmen attacked a village in Mali.\n" * 120_000})
    put(folder, {"sahel-events.toml": "max_chars = 20_000_000\n"})
    running = start("extract", "raw", "-j", "1", "-q", cwd=folder)
    with (folder / "raw" / "b.txt").open("a") as file:
        while running.poll() is None:
            file.write("More. ")
            file.flush()
            time.sleep(0.001)
    run = finished(running)
    if run.code:  # read in a moment without a change otherwise
        as_documented("file changes while it is read", run, FILE="raw/b.txt")
    again = ran("extract", "raw", "-j", "1", "-q", cwd=folder)
    assert (again.code, again.errors) == (0, [])
    assert len(_ids(folder / "events.jsonl")) == 2


def test_an_events_file_is_replaced_while_it_is_read(folder: Path) -> None:
    """`extract` puts a new file in the place: who reads the old one reads it whole."""
    events_file(folder / "events.jsonl", 3000)
    events_file(folder / "new", 30)
    running = start("export", "-f", "geojson", "-o", "out", cwd=folder)
    wait(lambda: running.poll() is not None or _is_open(running.pid, folder / "events.jsonl"))
    (folder / "new").replace(folder / "events.jsonl")
    run = finished(running)
    assert run.code == 0
    assert len(json.loads((folder / "out").read_text())["features"]) in {30, 3000}


def _is_open(pid: int, path: Path) -> bool:
    try:
        return any(link.readlink() == path for link in Path(f"/proc/{pid}/fd").iterdir())
    except OSError:
        return False
