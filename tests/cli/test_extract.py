"""`sahel-events extract`: outputs, messages, exit codes. The extraction itself is a stub here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import factories

Run = Callable[..., Any]

pytestmark = pytest.mark.usefixtures("stub")

TEXT = "BAMAKO, Nov 26 - Thirteen French soldiers were killed when two helicopters collided near Menaka.\n"


@pytest.fixture
def articles(folder: Path) -> Path:
    """A folder with two articles."""
    (folder / "raw").mkdir()
    for name in ("a", "b"):
        (folder / "raw" / f"{name}.txt").write_text(TEXT + name)
    return folder / "raw"


def test_events_are_written_and_the_run_is_summed_up(run: Run, articles: Path, folder: Path) -> None:
    result = run("extract", "raw")
    assert (result.exit_code, result.stdout) == (0, "")
    assert (folder / "events.jsonl").read_text(encoding="utf-8") == factories.line("a") + factories.line("b")
    assert result.stderr.splitlines() == [
        "articles   2 read, 0 skipped, 0 failed, 0 warnings",
        "events     2 written to events.jsonl",
        "         2 strategic_developments",
        "rejected   2 candidates",
        "         2 planned",
        "unknown    0 without date, 0 without place",
    ]


def test_events_go_to_standard_output(run: Run, articles: Path, folder: Path) -> None:
    result = run("extract", "raw/a.txt", "-o", "-")
    assert result.stdout == factories.line("a")
    assert not (folder / "events.jsonl").exists()


def test_standard_input_is_read(run: Run, folder: Path) -> None:
    result = run("extract", "-", "-q", "-o", "out.jsonl", stdin=TEXT.encode())
    assert result.exit_code == 0
    assert (folder / "out.jsonl").read_text(encoding="utf-8").count("\n") == 1


def test_rejected_candidates_are_written_with_reasons(run: Run, articles: Path, folder: Path) -> None:
    run("extract", "raw", "--rejected", "dropped.jsonl")
    lines = (folder / "dropped.jsonl").read_text(encoding="utf-8").splitlines()
    assert lines == [factories.rejected(name).to_json() for name in "ab"]


def test_an_interrupted_run_leaves_the_old_file_of_rejected_candidates(
    run: Run, articles: Path, folder: Path
) -> None:
    (folder / "dropped.jsonl").write_text("old\n")
    (articles / "z.txt").write_text("interrupt " + TEXT)
    assert run("extract", "raw", "--rejected", "dropped.jsonl").exit_code == 130
    assert (folder / "dropped.jsonl").read_text() == "old\n"
    assert sorted(path.name for path in folder.iterdir()) == ["dropped.jsonl", "events.jsonl.journal", "raw"]


def test_quiet_says_nothing(run: Run, articles: Path) -> None:
    result = run("extract", "raw", "--quiet")
    assert (result.exit_code, result.output) == (0, "")


def test_the_second_run_over_the_working_directory_passes_over_its_own_output(
    run: Run, articles: Path
) -> None:
    first = run("extract", ".")
    second = run("extract", ".")
    assert (second.exit_code, second.stderr) == (first.exit_code, first.stderr)


def test_a_failed_input_is_named_and_the_rest_is_written(run: Run, articles: Path, folder: Path) -> None:
    (articles / "c.jsonl").write_text('{"text": "' + TEXT.strip() + '"}\n{"te\n')
    (articles / "d.txt").write_bytes(b"\x00\x01\x02")
    result = run("extract", "raw", "gone.txt")
    assert result.exit_code == 1
    assert (folder / "events.jsonl").read_text(encoding="utf-8").count("\n") == 3
    errors = [line for line in result.stderr.splitlines() if line.startswith("error: ")]
    assert [line.split(": ")[1] for line in errors] == ["raw/c.jsonl:2", "raw/d.txt", "gone.txt"]


@pytest.mark.parametrize(("options", "code"), [([], 0), (["--strict"], 1)], ids=["plain", "strict"])
@pytest.mark.parametrize(
    ("name", "data"),
    [("c.txt", "Douze soldats tués à Ménaka, a dit l’armée.".encode("cp1252") * 5), ("c.pdf", b"%PDF")],
    ids=["read as cp1252", "unknown kind of file"],
)
def test_a_warning_fails_a_strict_run_only(
    run: Run, articles: Path, name: str, data: bytes, options: list[str], code: int
) -> None:
    (articles / name).write_bytes(data)
    result = run("extract", "raw", *options)
    assert result.exit_code == code
    assert f"warning: raw/{name}: " in result.stderr


NOTHING = [
    ("no paths", [], "no input: name the files and folders to read"),
    ("no such path", ["gone"], "nothing to read in gone"),
    ("an empty folder", ["empty"], "nothing to read in empty"),
    ("unreadable alone", ["empty.txt"], "nothing to read in empty.txt"),
]


@pytest.mark.parametrize(("paths", "message"), [c[1:] for c in NOTHING], ids=[c[0] for c in NOTHING])
def test_nothing_to_read(run: Run, folder: Path, paths: list[str], message: str) -> None:
    (folder / "empty").mkdir()
    (folder / "empty.txt").touch()
    (folder / "events.jsonl").write_text("old\n")
    result = run("extract", *paths)
    assert result.exit_code == 2
    assert f"error: {message}\nhint: " in result.stderr
    assert (folder / "events.jsonl").read_text() == "old\n"


WRONG = [
    ("published", ["--published", "soon"], "--published 'soon' is no date"),
    ("gazetteer", ["--gazetteer", "gone.csv"], "gone.csv"),
    ("settings", ["--settings", "gone.toml"], "gone.toml: no such settings file"),
    ("encoding", ["--encoding", "klingon"], "klingon"),
    ("one file for two", ["--rejected", "events.jsonl"], "cannot both go to events.jsonl"),
    ("no such folder", ["-o", "gone/events.jsonl"], "gone/events.jsonl: cannot be written"),
    ("a folder", ["-o", "raw"], "raw: cannot be written"),
]


@pytest.mark.parametrize(("options", "message"), [c[1:] for c in WRONG], ids=[c[0] for c in WRONG])
def test_wrong_usage(run: Run, articles: Path, folder: Path, options: list[str], message: str) -> None:
    result = run("extract", "raw", *options)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())
    assert not (folder / "events.jsonl").exists()


def test_an_interrupted_run_leaves_the_old_file(run: Run, articles: Path, folder: Path) -> None:
    (folder / "events.jsonl").write_text("old\n")
    (articles / "z.txt").write_text("interrupt " + TEXT)
    result = run("extract", "raw")
    assert result.exit_code == 130
    assert "interrupted; events.jsonl is left as it was" in result.stderr
    assert (folder / "events.jsonl").read_text() == "old\n"
    assert sorted(path.name for path in folder.iterdir()) == ["events.jsonl", "events.jsonl.journal", "raw"]


def test_the_options_reach_the_settings(run: Run, articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sahel_events.pipeline as pipeline

    seen = []

    class Extractor(pipeline.Extractor):  # the stub
        def __init__(self, settings: Any) -> None:
            seen.append(settings)
            super().__init__(settings)

    monkeypatch.setattr(pipeline, "Extractor", Extractor)
    run("extract", "raw", "--published", "2019-11-26", "--model", "other", "--encoding", "cp1252")
    (settings,) = seen
    assert (str(settings.published), settings.model, settings.encoding) == ("2019-11-26", "other", "cp1252")
