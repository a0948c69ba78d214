"""Which files are read, in which order, without holding more than the names of a level."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases import table
from sahel_events.corpus.files import Problem, SourceFile, find_sources
from sahel_events.errors import SkipReason


def put(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    return folder


def names(*paths: Path) -> list[str]:
    return [item.name for item in find_sources(paths) if isinstance(item, SourceFile)]


NAMES = st.sampled_from(["a", "b", "a-b", "a b", "A", "é"])
PATHS = st.lists(st.lists(NAMES, min_size=1, max_size=3), max_size=8)


@given(paths=PATHS)
def test_the_order_is_that_of_whole_paths(
    tmp_path_factory: pytest.TempPathFactory, paths: list[list[str]]
) -> None:
    """`a-b/x` comes before `a/x` and `a.txt` before both, as if all paths were sorted at once."""
    folder = tmp_path_factory.mktemp("walk")
    wanted = sorted({"/".join(parts) + ".txt" for parts in paths})
    assert names(put(folder, *wanted)) == wanted


TWICE = [
    ((["in", "in"], 4), "the same folder"),
    ((["in", "in/sub"], 2), "a folder in it"),
    ((["in/sub", "in"], 2), "a folder around it"),
    ((["in", "in/sub/b.txt"], 1), "a file in it"),
    ((["in/sub/b.txt", "in"], 1), "a file before its folder"),
    ((["in", "in/.hidden/c.txt"], 0), "a hidden file in it, which the folder's reading passes over"),
    ((["in", "in2"], 0), "a folder whose name goes on"),
]


@pytest.mark.parametrize("case", table(TWICE))
def test_what_is_named_twice_is_read_once(tmp_path: Path, case: tuple[list[str], int]) -> None:
    given, twice = case
    put(tmp_path, "in/a.txt", "in/d.txt", "in/sub/b.txt", "in/sub/e.txt", "in/.hidden/c.txt", "in2/a.txt")
    found = list(find_sources([tmp_path / name for name in given]))
    problems = [item for item in found if isinstance(item, Problem)]
    assert [problem.reason for problem in problems] == [SkipReason.DUPLICATE_ID] * twice
    paths = [item.path.resolve() for item in found if isinstance(item, SourceFile)]
    assert len(paths) == len(set(paths)) > 0


def test_links_to_one_file_are_one_file(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    first, second = find_sources([tmp_path / "b.txt", tmp_path / "a.txt"])
    assert isinstance(first, SourceFile)
    assert isinstance(second, Problem)


def test_files_about_to_be_written_are_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "sub/a.txt", "sub/events.jsonl", "events.jsonl", "sub/events.jsonl.journal")
    monkeypatch.chdir(tmp_path)
    written = (Path("sub/events.jsonl"), Path("sub/events.jsonl.journal"))
    found = list(find_sources([Path()], written))
    assert [item.name for item in found if isinstance(item, SourceFile)] == ["events.jsonl", "sub/a.txt"]
    assert len(found) == 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every folder")
def test_a_folder_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    put(tmp_path, "a/x.txt", "b/y.txt")
    (tmp_path / "a").chmod(0)
    try:
        first, second = find_sources([tmp_path])
    finally:
        (tmp_path / "a").chmod(0o700)
    assert isinstance(first, Problem)
    assert (first.path, first.reason) == ((tmp_path / "a").as_posix(), SkipReason.UNREADABLE)
    assert isinstance(second, SourceFile)


def test_folders_may_lie_deeper_than_calls_may(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders within folders, more than Python's limit of recursion: made from within, and taken away here,
    since pytest's own way of removing them recurses."""
    pit = tmp_path / "pit"
    pit.mkdir()
    try:
        with monkeypatch.context() as within:
            within.chdir(pit)
            for _ in range(1200):
                Path("d").mkdir()
                os.chdir("d")
            Path("a.txt").touch()
        assert names(pit) == ["d/" * 1200 + "a.txt"]
    finally:
        subprocess.run(["rm", "-rf", pit], check=True)


TOLD = [
    (Problem("in/a.txt", None, SkipReason.UNREADABLE, "no such file"), "in/a.txt: no such file", "a file"),
    (Problem("in/a.csv", 3, SkipReason.BAD_CSV, "no text"), "in/a.csv:3: no text", "a line of it"),
    (Problem("in/a.csv", 0, None, "odd", warning=True), "in/a.csv:0: odd", "its first line, counted from 0"),
]


@pytest.mark.parametrize(("problem", "text"), table(TOLD))
def test_a_problem_names_its_place(problem: Problem, text: str) -> None:
    assert str(problem) == text
