"""Signals to the program, to its workers, and to all of them at once."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cases import table
from faulty import as_documented, finished, leftovers, ran
from runs import all_gone, children_of, many, put, start, wait, working

pytestmark = pytest.mark.slow

SIGNALS = [
    (signal.SIGINT, "Ctrl-C"),
    (signal.SIGTERM, "kill, a system that shuts down"),
    (signal.SIGHUP, "a terminal that is closed"),
]


@pytest.fixture
def begun(folder: Path) -> Callable[..., subprocess.Popen[bytes]]:
    """Starts a run with an old output, and waits until it has read articles."""

    def starter(*more: str, jobs: str = "1", **options: Any) -> subprocess.Popen[bytes]:
        count = folder / "read"
        texts = {f"n{n}": f"count at {count} until {folder / 'go'}" for n in range(12, 60)}
        put(folder, many(60, **texts))
        put(folder, {"events.jsonl": "old\n", "linked.jsonl": "old\n"})
        running = start(
            "extract", "raw", "-j", jobs, *more, cwd=folder, start_new_session=True, **options
        )
        wait(count.exists)
        return running

    return starter


def _remains(folder: Path) -> None:
    """Nothing of the run but its journal, which goes on where it was."""
    assert (folder / "events.jsonl").read_text() == "old\n"
    assert leftovers(folder) == []
    (folder / "go").touch()
    again = ran("extract", "raw", "-j", "1", "-q", cwd=folder)
    assert (again.code, again.errors) == (0, [])
    assert (folder / "events.jsonl").read_bytes().count(b"\n") == 60


TO_THE_PROGRAM = [
    pytest.param(signal.SIGINT, "1", id="Ctrl-C"),
    pytest.param(signal.SIGTERM, "2", id="kill"),
    pytest.param(signal.SIGHUP, "1", id="a terminal that is closed"),
]


@pytest.mark.parametrize(("number", "jobs"), TO_THE_PROGRAM)
def test_a_signal_to_the_program(folder: Path, begun: Any, number: signal.Signals, jobs: str) -> None:
    running = begun(jobs=jobs)
    children = children_of(running.pid)
    running.send_signal(number)
    as_documented(number.name, finished(running))
    assert all_gone(children)
    _remains(folder)


@pytest.mark.long
@pytest.mark.parametrize("number", table(SIGNALS))
def test_a_signal_to_all_processes_at_once(folder: Path, begun: Any, number: signal.Signals) -> None:
    running = begun(jobs="2")
    children = working(running.pid)
    os.killpg(running.pid, number)
    as_documented(number.name, finished(running))
    assert all_gone(children)
    _remains(folder)


@pytest.mark.long
@pytest.mark.parametrize(
    "number", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL, signal.SIGSEGV], ids=lambda each: each.name
)
def test_a_signal_to_a_worker(folder: Path, begun: Any, number: signal.Signals) -> None:
    """SIGKILL is what the system sends where memory is short."""
    running = begun("-q", jobs="2")
    os.kill(working(running.pid)[-1], number)
    (folder / "go").touch()
    run = finished(running)
    assert (run.code, run.errors) == (0, [])
    assert (folder / "events.jsonl").read_bytes().count(b"\n") == 60


def test_the_user_is_told_of_a_worker_that_was_killed(folder: Path) -> None:
    put(folder, many(20, n3=f"die once at {folder / 'died'}"))
    run = ran("extract", "raw", "-j", "2", cwd=folder)
    warned = [line for line in run.errors if line.startswith("warning")]
    as_documented("a worker is killed", run._replace(errors=warned))
    assert (folder / "events.jsonl").read_bytes().count(b"\n") == 20


def test_a_worker_that_is_killed_by_an_article(folder: Path) -> None:
    put(folder, many(20, n3="die"))
    run = ran("extract", "raw", "-j", "2", "-q", cwd=folder)
    as_documented("an article kills its worker", run, FILE="raw/003.txt")
    assert (folder / "events.jsonl").read_bytes().count(b"\n") == 19


@pytest.mark.long
def test_sigint_held_back_as_by_nohup_and_in_the_background(folder: Path, begun: Any) -> None:
    running = begun("-q", before=["sh", "-c", 'trap "" INT HUP; exec "$@"', "sh"])
    os.killpg(running.pid, signal.SIGINT)
    os.killpg(running.pid, signal.SIGHUP)
    (folder / "go").touch()
    assert finished(running).code == 0
    assert (folder / "events.jsonl").read_bytes().count(b"\n") == 60


@pytest.mark.long
def test_impatience(folder: Path, begun: Any) -> None:
    """Ctrl-C again and again."""
    running = begun(jobs="2")
    children = children_of(running.pid)
    for _ in range(5):
        running.send_signal(signal.SIGINT)
        time.sleep(0.02)
    as_documented("SIGINT", finished(running))
    assert (folder / "events.jsonl").read_text() == "old\n"
    assert all_gone(children)
    (folder / "go").touch()
    assert ran("extract", "raw", "-j", "1", "-q", cwd=folder).code == 0
    assert leftovers(folder) == []


def _while_reading(folder: Path, *args: str) -> subprocess.Popen[bytes]:
    """A command that waits for the rest of standard input."""
    running = start(*args, cwd=folder, stdin=subprocess.PIPE)
    wait(lambda: _has_handler(running.pid))
    return running


def _has_handler(pid: int) -> bool:
    """Whether the program has begun to listen for SIGTERM."""
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        pytest.skip("no /proc")
    caught = int(status.read_text().partition("SigCgt:")[2].split()[0], 16)
    return bool(caught >> (signal.SIGTERM - 1) & 1)


OTHERS = [
    pytest.param(signal.SIGINT, ("link", "-", "-o", "out"), id="link"),
    pytest.param(signal.SIGTERM, ("show", "-"), id="show"),
]


@pytest.mark.parametrize(("number", "args"), OTHERS)
def test_other_commands(folder: Path, number: signal.Signals, args: tuple[str, ...]) -> None:
    put(folder, {"out": "old\n"})
    running = _while_reading(folder, *args)
    running.send_signal(number)
    as_documented(f"{number.name}, other commands", finished(running))
    assert (folder / "out").read_text() == "old\n"
    assert leftovers(folder) == []


def test_while_link_of_extract_is_under_way(folder: Path) -> None:
    """The events are there by then."""
    put(folder, many(400) | {"linked.jsonl": "old\n"})
    running = start("extract", "raw", "-j", "1", "--link", "-q", cwd=folder)
    wait(lambda: (folder / "events.jsonl").exists())
    running.send_signal(signal.SIGINT)
    as_documented("SIGINT, extract --link", finished(running))
    assert (folder / "events.jsonl").read_bytes().count(b"\n") == 400
    assert (folder / "linked.jsonl").read_text() == "old\n"
    assert leftovers(folder) == []
