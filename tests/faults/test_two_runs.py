"""Two runs at once that write one file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from faulty import Ran, as_documented, events_file, finished, leftovers, ran
from runs import many, put, start, wait

pytestmark = pytest.mark.slow


@pytest.fixture
def held(folder: Path) -> Callable[..., list[Ran]]:
    """Starts a run of some seconds, and another of the same output beside it; how both ended."""

    def both(*more: str) -> list[Ran]:
        put(folder, many(40, n3=f"count at {folder / 'read'} until {folder / 'go'}"))
        first = start("extract", "raw", "-j", "1", "-q", *more, cwd=folder)
        wait(lambda: (folder / "read").exists())
        second = ran("extract", "raw", "-j", "1", "-q", *more, cwd=folder)
        (folder / "go").touch()
        return [finished(first), second]

    return both


@pytest.mark.parametrize("more", [(), pytest.param(("--link",), marks=pytest.mark.long)], ids=["", "--link"])
def test_extract(folder: Path, held: Callable[..., list[Ran]], more: tuple[str, ...]) -> None:
    first, second = held(*more)
    assert (first.code, first.errors) == (0, [])
    as_documented("another run on the same output", second)
    assert (folder / "events.jsonl").read_bytes().count(b"\n") == 40
    assert leftovers(folder) == []


@pytest.mark.long
def test_one_file_of_rejected_candidates_for_two_outputs(folder: Path) -> None:
    """Each writes its own whole; the last stands. Neither removes what the other is writing."""
    put(folder, many(30))
    put(folder, {"slow/000.txt": f"count at {folder / 'read'} until {folder / 'go'}"})
    first = start("extract", "raw", "slow", "-j", "1", "-q", "-o", "1", "--rejected", "dropped", cwd=folder)
    wait(lambda: (folder / "read").exists())
    second = ran("extract", "raw", "-j", "1", "-q", "-o", "2", "--rejected", "dropped", cwd=folder)
    assert (folder / "dropped").read_bytes().count(b"\n") == 30
    (folder / "go").touch()
    assert [finished(first), second] == [Ran(0, []), Ran(0, [])]
    assert (folder / "dropped").read_bytes().count(b"\n") == 31
    assert (folder / "1").read_bytes().startswith((folder / "2").read_bytes())
    assert leftovers(folder) == []


WRITERS = [
    pytest.param(("export", "-f", "sqlite"), id="sqlite"),
    pytest.param(("link",), id="link", marks=pytest.mark.long),
    pytest.param(("report",), id="report", marks=pytest.mark.long),
    pytest.param(("export", "-f", "csv"), id="csv", marks=pytest.mark.long),
]


@pytest.mark.parametrize("command", WRITERS)
def test_other_commands(folder: Path, command: tuple[str, ...]) -> None:
    """Both write whole files, of which the later one stands."""
    events_file(folder / "a.jsonl", 400)
    events_file(folder / "b.jsonl", 200)
    name, *options = command
    alone = []
    for source in ("a.jsonl", "b.jsonl"):
        assert ran(name, source, *options, "-q", "-o", "out", cwd=folder).code == 0
        alone.append((folder / "out").read_bytes())
    both = [start(name, source, *options, "-q", "-o", "out", cwd=folder) for source in ("a.jsonl", "b.jsonl")]
    assert [finished(each).code for each in both] == [0, 0]
    assert (folder / "out").read_bytes() in alone
    assert leftovers(folder) == []


def test_what_a_killed_run_left_is_removed_and_nothing_else(folder: Path) -> None:
    """What another run still writes stays: it holds a lock on it."""
    import fcntl

    events_file(folder / "events.jsonl", 3)
    put(folder, {".out.dead.tmp": "half", ".out.live.tmp": "half"})
    put(folder, {".out.tmp": "mine", ".outer.a.tmp": "mine"})
    with (folder / ".out.live.tmp").open() as live:
        fcntl.flock(live, fcntl.LOCK_EX)
        assert ran("export", "-q", "-o", "out", cwd=folder).code == 0
    assert leftovers(folder) == [".out.live.tmp", ".out.tmp", ".outer.a.tmp"]
