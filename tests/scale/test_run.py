"""Runs after runs: what is done again, what is not, and that the bytes are those of a run from the start."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cases import table
from runs import jsonl, put
from sahel_events.errors import SkipReason, StoreError, UsageError

Run = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("settled")


@pytest.fixture
def corpus(folder: Path) -> Path:
    """Six texts, three lines and a row, each of which tells when it is read."""
    texts = {f"raw/{name}.txt": f"Text {name}, count at {folder / 'read'}" for name in "abcdef"}
    put(folder, texts)
    jsonl(folder / "raw" / "lines.jsonl", [f"Line {n}, count at {folder / 'read'}" for n in range(3)])
    put(folder, {"raw/rows.csv": f'id,text\nr1,"Row, count at {folder / "read"}"\n'})
    return folder


@pytest.fixture
def read(folder: Path) -> Callable[[], int]:
    """How many articles were read since the last time it was asked."""

    def count() -> int:
        path = folder / "read"
        length = path.stat().st_size if path.exists() else 0
        path.unlink(missing_ok=True)
        return length

    return count


def afresh(run: Run) -> bytes:
    """The bytes of a run that knows of no other."""
    try:
        return run(output="afresh.jsonl", fresh=True).bytes
    finally:
        for name in ("afresh.jsonl", "afresh.jsonl.journal"):
            Path(name).unlink(missing_ok=True)


def change(*edits: tuple[str, str | None]) -> None:
    for name, text in edits:
        path = Path("raw", name)
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)


CHANGES = [
    ([], 0, "nothing"),
    ([("g.txt", "New.")], 0, "a new article (which tells nothing of being read)"),
    ([("c.txt", "Changed.")], 0, "one that changed"),
    ([("c.txt", None)], 0, "one that vanished"),
    ([("a.txt", None), ("z/a.txt", "Another a.")], 0, "an id that has become free"),
    ([("A/a.txt", "An a before it.")], 1, "an id that has been taken: the one behind it gets another"),
    ([("a.meta.json", '{"source": "a paper"}')], 1, "a side file"),
    ([("lines.meta.json", '{"source": "a paper"}')], 3, "a side file of lines"),
    ([("rows.csv", "id,text\nr1,Changed.\n")], 0, "a row"),
    ([("0.jsonl", '{"id": "lines:2", "text": "New."}\n')], 1, "the id of a line in the journal"),
]


@pytest.mark.parametrize(("edits", "again"), table(CHANGES))
def test_a_later_run_does_what_is_new_and_no_more(
    run: Run, corpus: Path, read: Callable[[], int], edits: list[tuple[str, str | None]], again: int
) -> None:
    run(rejected="dropped.jsonl")
    assert read() == 10
    change(*edits)
    later = run(rejected="dropped.jsonl")
    assert read() == again
    dropped = Path("dropped.jsonl").read_bytes()
    assert later.bytes == afresh(run)
    run(rejected="dropped.jsonl", fresh=True)
    assert Path("dropped.jsonl").read_bytes() == dropped


def test_lines_added_are_done_and_no_others(run: Run, corpus: Path, read: Callable[[], int]) -> None:
    run()
    read()
    with Path("raw/lines.jsonl").open("a") as file:
        file.write('{"text": "New."}\n')
    assert len(run().ids) == 11
    assert read() == 0
    assert len(run().ids) == 11


def test_a_file_touched_or_copied_is_read_and_not_done_again(
    run: Run, corpus: Path, read: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    run()
    read()
    for path in Path("raw").iterdir():
        os.utime(path, (1_500_000_000, 1_500_000_000))
    first = run().bytes
    monkeypatch.setattr("sahel_events.scale.worker.load", None)  # now the stamps are known
    monkeypatch.setattr("sahel_events.corpus.pieces.open_source", None)
    assert run().bytes == first
    assert read() == 0


def test_the_output_is_written_again_where_it_is_gone(
    run: Run, corpus: Path, read: Callable[[], int]
) -> None:
    first = run().bytes
    read()
    Path("events.jsonl").unlink()
    assert run(rejected="dropped.jsonl").bytes == first
    assert Path("dropped.jsonl").read_bytes().count(b"\n") == 10
    assert read() == 0


def test_problems_are_told_again(run: Run, corpus: Path) -> None:
    put(corpus, {"raw/x.txt": "", "raw/y.jsonl": '{"te\n', "raw/z.pdf": "x"})
    (corpus / "raw" / "w.txt").write_bytes("Gunmen à Ménaka.".encode("cp1252"))
    first = [str(problem) for problem in run().problems]
    assert len(first) == 4
    assert [str(problem) for problem in run().problems] == first


def test_fresh_reads_everything(run: Run, corpus: Path, read: Callable[[], int]) -> None:
    first = run()
    again = run(fresh=True)
    assert (read(), again.bytes, again.said) == (20, first.bytes, [])


MADE_WITH = [
    ({"published": date(2020, 1, 1)}, "a setting"),
    ({"gazetteer": Path("places.csv")}, "a table"),
    ({"rules": Path("rules")}, "a folder of rules"),
]


@pytest.mark.parametrize("settings", table(MADE_WITH))
def test_what_records_are_made_with_makes_them_anew(
    run: Run, corpus: Path, read: Callable[[], int], settings: dict[str, Any]
) -> None:
    put(corpus, {"places.csv": "a", "rules/a.toml": "a"})
    run()
    assert run(settings=settings).said == [
        "program, tables, rules or settings have changed: all articles are read again"
    ]
    assert read() == 20
    assert run(settings=settings).said == []
    assert read() == 0
    put(corpus, {"places.csv": "b", "rules/a.toml": "b"})
    run(settings=settings)
    assert read() == (0 if "published" in settings else 10)


def test_the_program_is_part_of_it(run: Run, corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sahel_events.scale.fingerprint import fingerprint
    from sahel_events.settings import Settings

    first = fingerprint(Settings())
    assert fingerprint(Settings()) == first
    monkeypatch.setattr("sahel_events.scale.fingerprint.release", lambda name: "99")
    assert fingerprint(Settings()) != first


def test_every_file_of_data_is_part_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The gazetteer lies outside of the package in a checkout."""
    from sahel_events.lexicon.tables import packaged
    from sahel_events.scale import fingerprint
    from sahel_events.settings import Settings

    seen: list[Path] = []
    whole = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: seen.append(path.resolve()) or whole(path))
    fingerprint.fingerprint(Settings())
    data = Path(fingerprint.__file__).parents[1] / "data"
    files = [path.resolve() for path in data.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert {packaged("gazetteer.csv").resolve(), *files} <= set(seen)
    assert {"run.py", "assemble.py", "actors.csv"} <= {path.name for path in seen}


def test_a_model_that_is_not_there_is_no_fault_of_the_fingerprint() -> None:
    from sahel_events.scale.fingerprint import fingerprint
    from sahel_events.settings import Settings

    assert len({fingerprint(Settings(model=name)) for name in ("no.such", "no_such", "../x")}) == 3


def test_standard_output_has_no_journal(
    run: Run, corpus: Path, read: Callable[[], int], capfdbinary: Any
) -> None:
    for _ in range(2):
        run(output="-", rejected="dropped.jsonl")
    assert read() == 20
    assert not list(corpus.glob("*journal*"))


def _until(last: int, cut: Any) -> None:
    with cut:
        for number, _ in enumerate(cut):
            if number == last:
                raise KeyboardInterrupt


def test_a_run_cut_off_goes_on(run: Run, corpus: Path, read: Callable[[], int]) -> None:
    from sahel_events.scale.run import ExtractRun
    from sahel_events.settings import Settings

    Path("events.jsonl").write_text("old\n")
    cut = ExtractRun(["raw"], Settings(), "events.jsonl", jobs=1)
    with pytest.raises(KeyboardInterrupt):
        _until(3, cut)
    assert Path("events.jsonl").read_text() == "old\n"
    assert read() == 4
    later = run()
    assert read() == 6
    assert later.bytes == afresh(run)


def test_two_runs_at_once(run: Run, corpus: Path) -> None:
    from sahel_events.scale.run import ExtractRun
    from sahel_events.settings import Settings

    with ExtractRun(["raw"], Settings(), "events.jsonl", jobs=1):
        with pytest.raises(StoreError, match="another run is writing the same events file"):
            run()
        assert len(run(output="other.jsonl").ids) == 10
    assert sorted(p.name for p in corpus.iterdir() if p.name.startswith(".")) == []


def test_one_file_for_two(run: Run) -> None:
    with pytest.raises(UsageError, match=r"cannot both go to events\.jsonl"):
        run(rejected="./events.jsonl")


def test_what_a_killed_run_left_is_swept(run: Run, corpus: Path) -> None:
    put(corpus, {".events.jsonl.abcd.tmp": "half", ".other.jsonl.abcd.tmp": "half"})
    run()
    assert [p.name for p in corpus.iterdir() if p.name.startswith(".")] == [".other.jsonl.abcd.tmp"]


def test_cut_off_gzip_gives_what_was_whole_and_is_named(run: Run, folder: Path) -> None:
    lines = "".join(json.dumps({"text": f"Text {n}.", "x": os.urandom(400).hex()}) + "\n" for n in range(50))
    (folder / "a.jsonl.gz").write_bytes(gzip.compress(lines.encode())[:12_000])
    for _ in range(2):
        ran = run("a.jsonl.gz")
        assert len(ran.ids) > 5
        (problem,) = ran.problems
        assert problem.reason is SkipReason.TRUNCATED
        assert str(problem).startswith(f"a.jsonl.gz:{len(ran.ids) + 1}: the gzip data end before")
