"""However an input is named, nothing that is made of it tells where it lies, or who reads it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hostile_entry import STORY

from cases import table
from runs import start

pytestmark = pytest.mark.slow

INPUTS = table([
    ("absolute", "an absolute path"),
    ("corpus", "a relative path of a folder"),
    ("./corpus/../corpus", "a path that goes up and down"),
    ("../{up}/corpus", "a path through the folder above"),
    ("../{up}/corpus/a.txt", "a file through the folder above"),
    ("absolute/a.txt", "an absolute path of a file"),
    ("file://absolute", "a URL of a folder here"),
    ("file://absolute/a.txt", "a URL of a file here"),
])  # fmt: skip


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A working directory in a home with a name, with a corpus in it."""
    home = tmp_path / "users" / "jane-doe" / "work"
    (home / "corpus").mkdir(parents=True)
    (home / "corpus" / "a.txt").write_text(STORY)
    (home / "corpus" / "broken.json").write_text("{")
    return home


@pytest.mark.parametrize("given", INPUTS)
def test_no_record_tells_where_the_corpus_lies(home: Path, given: str) -> None:
    path = given.format(up=home.name).replace("absolute", str(home / "corpus"))
    _run(home, "extract", path, "--rejected", "rejected.jsonl", "--jobs", "1")
    for name in ("events.jsonl", "rejected.jsonl"):
        assert not _tells(home / name, home)


def test_nothing_that_is_made_of_records_does(home: Path) -> None:
    """Though all files are named by their whole paths."""
    events, linked = str(home / "events.jsonl"), str(home / "linked.jsonl")
    _run(home, "extract", str(home / "corpus"), "-o", events, "--jobs", "1")
    _run(home, "link", events, "-o", linked)
    made = {"events": events, "linked": linked}
    for kind in ("events", "linked"):
        for format_ in ("csv", "acled", "ucdp", "geojson", "sqlite"):
            target = str(home / f"{kind}.{format_}")
            _run(home, "export", made[kind], "--format", format_, "-o", target)
            assert not _tells(Path(target), home)
        _run(home, "report", made[kind], "--articles", str(home / "corpus"), "-o", str(home / f"{kind}.html"))
        assert not _tells(home / f"{kind}.html", home)
    assert not _tells(Path(linked), home)


def _tells(file: Path, home: Path) -> list[str]:
    """Which of the secrets are in a file, that is not empty."""
    written = file.read_bytes()
    assert written
    own = str(Path.home())
    return [each for each in (str(home), "jane-doe",
        *([own] if len(own) > 5 else [])) if each.encode() in written]


def _run(folder: Path, *args: str) -> None:
    running = start(*args, cwd=folder)
    _, errors = running.communicate(timeout=60)
    assert running.returncode in (0, 1), errors
    assert b"Traceback" not in errors
