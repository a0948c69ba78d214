"""The journal: what it gives back, and what becomes of it when it is damaged, full or in the way."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases import table
from runs import PYTHONPATH, jsonl, many, put
from sahel_events.corpus.files import Problem, SourceFile
from sahel_events.corpus.pieces import Piece
from sahel_events.errors import SkipReason, StoreError
from sahel_events.scale.journal import Journal
from sahel_events.scale.outcome import Outcome
from strategies import scaled

pytestmark = pytest.mark.slow

Run = Callable[..., Any]
JOURNAL = Path("events.jsonl.journal")

OUTCOME = Outcome(
    b'{"a": "\xc3\xa9\xe2\x80\xa8"}\n', b"{}\n", 1, (("a", "b"),), ("a",),
    (Problem("a.txt", 3, SkipReason.BAD_JSON, "cause"), Problem("b", None, None, "doubt", warning=True)),
    {"events": {"battles": 2}}, 17,
)  # fmt: skip
TEXT = Piece(SourceFile(Path("a.txt"), "a.txt", "txt", False))


def line(number: int) -> Piece:
    return Piece(SourceFile(Path("a.jsonl"), "a.jsonl", "jsonl", False), number, b"{}")


@pytest.fixture
def journal(folder: Path) -> Any:
    made: list[Journal] = []

    def opened(fingerprint: str = "f", **options: Any) -> Journal:
        for each in made:
            each.close()
        made[:] = [Journal(JOURNAL, fingerprint, lambda said: None, **options)]
        return made[0]

    yield opened
    for each in made:
        each.close()


class TestEntries:
    def test_what_is_put_is_found(self, journal: Any) -> None:
        journal().put(TEXT, b"digest", "1:2:3", OUTCOME)
        entry = journal().get(TEXT.source, None)
        assert entry is not None
        assert (entry.digest, entry.stamp, entry.outcome) == (b"digest", "1:2:3", OUTCOME)
        entry = journal(rejected=False).get(TEXT.source, None)
        assert entry.outcome == replace(OUTCOME, rejected=b"")
        journal(rejected=False).restamp(entry, "4:5:6")
        entry = journal().get(TEXT.source, None)
        assert (entry.digest, entry.stamp, entry.outcome) == (b"digest", "4:5:6", OUTCOME)
        assert journal().get(line(1).source, 1) is None

    def test_a_later_one_takes_the_place(self, journal: Any) -> None:
        one = journal()
        one.put(TEXT, b"old", None, Outcome())
        one.put(TEXT, b"new", None, OUTCOME)
        assert one.get(TEXT.source, None).digest == b"new"

    def test_lines_come_in_their_order(self, journal: Any) -> None:
        one = journal()
        numbers = [*range(1, 200), 1000]
        for number in reversed(numbers):
            one.put(line(number), b"%d" % number, None, OUTCOME)
        assert not one.unchanged(line(1).source, "stamp")
        one.whole(line(1).source, "stamp", len(numbers))
        assert one.unchanged(line(1).source, "stamp")
        assert not one.unchanged(line(1).source, "another")
        assert not one.unchanged(line(1).source, None)
        assert [entry.line for entry in one.entries(line(1).source)] == numbers

    def test_what_a_run_did_not_see_is_forgotten(self, journal: Any) -> None:
        one = journal()
        for number in (1, 2, 3):
            one.put(line(number), b"", None, OUTCOME)
        one = journal()
        one.keep(one.get(line(2).source, 2))
        one.put(TEXT, b"", None, OUTCOME)
        one.finish()
        one = journal()
        assert [entry.line for entry in one.entries(line(1).source)] == [2]
        assert one.get(TEXT.source, None) is not None

    @pytest.mark.parametrize("options", [{"fingerprint": "other"}, {"fresh": True}], ids=str)
    def test_another_fingerprint_and_a_fresh_start_know_nothing(self, journal: Any, options: Any) -> None:
        journal().put(TEXT, b"", None, OUTCOME)
        assert journal(**options).get(TEXT.source, None) is None


@pytest.fixture
def base(run: Run, folder: Path, settled: None) -> bytes:
    """A corpus with its events file and journal, and the bytes of the events."""
    put(folder, many(30))
    jsonl(folder / "raw" / "z.jsonl", [f"Line {n}" for n in range(30)])
    whole = run().bytes
    shutil.copy(JOURNAL, "sound")
    return bytes(whole)


@pytest.fixture
def quick_fingerprint(monkeypatch: pytest.MonkeyPatch, base: bytes) -> None:
    """The fingerprint of the corpus's journal, read once."""
    from sahel_events.scale import run
    from sahel_events.scale.fingerprint import fingerprint
    from sahel_events.settings import Settings

    known = fingerprint(Settings())
    monkeypatch.setattr(run, "fingerprint", lambda settings: known)


DAMAGE = [
    (lambda data: b"", 0, "empty: as good as none"),
    (lambda data: b"Dear journal, ...", 1, "another kind of file"),
    (lambda data: data[:4096], 1, "cut off after the first page"),
    (lambda data: data[: len(data) // 2], 1, "cut off in the middle"),
    (lambda data: data[:30_000] + bytes(4096) + data[34_096:], 1, "a page of zeros"),
    (lambda data: b"\x00" * len(data), 1, "zeros alone"),
    (lambda data: data.replace(b"TABLE files (fi", b"TABLE files \xb8\xbdi"), 1, "a table in no UTF-8"),
    (lambda data: data.replace(b"Line 7", b"Line 8").replace(b"030.txt", b"031.txt"), 0, "nothing"),
]


@pytest.mark.parametrize(("damage", "said"), table(DAMAGE))
def test_a_damaged_journal_is_told_of_and_used_as_far_as_it_goes(
    run: Run, base: bytes, damage: Callable[[bytes], bytes], said: int
) -> None:
    JOURNAL.write_bytes(damage(JOURNAL.read_bytes()))
    ran = run()
    assert ran.bytes == base
    assert len(ran.said) == said
    assert all("events.jsonl.journal: damaged" in each for each in ran.said)
    assert run().said == []


def test_what_is_whole_of_a_damaged_journal_is_used(
    run: Run, base: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = bytearray(JOURNAL.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 4096] = b"\xff" * 4096
    JOURNAL.write_bytes(data)
    done: list[str] = []
    monkeypatch.setattr("obedient.obey", done.append)
    ran = run()
    assert ran.bytes == base
    assert 0 < len(done) < 60
    assert f"; {60 - len(done)} of its articles can be used" in ran.said[0]
    assert Path("events.jsonl.journal.damaged").read_bytes() == bytes(data)


PLACES = st.floats(0, 1, exclude_max=True)


@scaled(quick=40)  # two runs of sixty articles each
@given(
    cut=st.floats(0, 1),
    spots=st.lists(st.tuples(PLACES, st.binary(min_size=1, max_size=40)), max_size=6),
)
def test_whatever_the_damage_the_bytes_are_right(
    run: Run, base: bytes, cut: float, spots: list[tuple[float, bytes]], quick_fingerprint: None
) -> None:
    data = bytearray(Path("sound").read_bytes())
    for spot, new in spots:
        at = int(spot * len(data))
        data[at : at + len(new)] = new
    JOURNAL.write_bytes(data[: max(int(cut * 1.5 * len(data)), 1)])
    assert run().bytes == base
    assert run().bytes == base


def test_a_row_changed_by_hand_is_as_good_as_none(run: Run, base: bytes) -> None:
    with sqlite3.connect(JOURNAL) as db:
        (other,) = db.execute("SELECT outcome FROM pieces WHERE id = 9").fetchone()
        db.execute("UPDATE pieces SET outcome = ? WHERE id IN (3, 40)", (other,))
        db.execute("UPDATE pieces SET digest = zeroblob(3) WHERE id = 5")
    db.close()
    assert run().bytes == base


class TestCannotBeWritten:
    def test_something_else_has_the_name(self, run: Run, folder: Path) -> None:
        put(folder, many(3) | {"events.jsonl.journal/a": ""})
        with pytest.raises(StoreError, match=r"^events\.jsonl\.journal: cannot be written: "):
            run()
        assert sorted(path.name for path in folder.iterdir()) == ["events.jsonl.journal", "raw"]

    def test_a_full_disk(self, run: Run, folder: Path) -> None:
        """Told by a limit on the size of files, in a process of its own."""
        put(folder, many(200))
        code = (
            "import resource, sys\nfrom sahel_events.cli import main\n"
            "resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))\nmain()"
        )
        command = [sys.executable, "-c", code, "extract", "raw", "-j", "1", "-q"]
        environment = {"PYTHONPATH": PYTHONPATH, "COLUMNS": "300"}
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, check=False, timeout=60
        )
        assert done.returncode == 2, done.stderr
        assert b": cannot be written: " in done.stderr
        assert b"Traceback" not in done.stderr
        assert not (folder / "events.jsonl").exists()
        assert len(run().ids) == 200

    def test_a_run_stopped_by_sigterm_keeps_what_it_has(self, run: Run, folder: Path) -> None:
        from runs import start

        put(folder, many(60, **{f"n{n}": f"wait 50, count at {folder / 'read'}" for n in range(60)}))
        running = start("extract", "raw", "-j", "1", cwd=folder)
        with pytest.raises(subprocess.TimeoutExpired):
            running.wait(2)
        running.send_signal(signal.SIGTERM)
        running.communicate(timeout=10)
        assert running.returncode == 128 + signal.SIGTERM
        assert len(run().ids) == 60
        assert 60 <= (folder / "read").stat().st_size <= 61
