"""Corpora and runs of the program for the tests of whole runs."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

import sahel_events

STUB = Path(__file__).parent / "scale" / "stub"
PYTHONPATH = os.pathsep.join(map(str, (STUB, Path(__file__).parent, Path(sahel_events.__file__).parents[1])))
"""For processes of their own: the extractor that needs no model, and the package that is tested here."""


def start(*args: str, cwd: Path, before: Sequence[str] = (), **options: Any) -> subprocess.Popen[bytes]:
    """The program in a process of its own, with the obedient extractor. `before`: a command that runs it."""
    environment = os.environ | {"PYTHONPATH": PYTHONPATH, "COLUMNS": "300"} | options.pop("env", {})
    streams = {"stdin": None, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(
        [*before, sys.executable, "-m", "sahel_events", *args], cwd=cwd, env=environment, **streams | options
    )


def interrupt(running: subprocess.Popen[bytes], processes: list[int]) -> None:
    """Press Ctrl-C, which reaches all processes of a terminal, and see that the run ends and says so."""
    for pid in (*processes, running.pid):
        os.kill(pid, signal.SIGINT)
    _, errors = running.communicate(timeout=60)
    assert (running.returncode, errors.decode().splitlines()) == (130, [
        "error: interrupted; events.jsonl is left as it was",
        "hint: the same command goes on where this one stopped",
    ])  # fmt: skip


def put(folder: Path, texts: dict[str, str]) -> Path:
    """Write articles."""
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def jsonl(path: Path, texts: list[str], **fields: Any) -> Path:
    """Write articles as lines."""
    path.write_text("".join(json.dumps({"text": text} | fields) + "\n" for text in texts))
    return path


def many(count: int, **special: str) -> dict[str, str]:
    """Articles `raw/000.txt` …, those of `special` (by number, "n7") with words of their own."""
    return {f"raw/{n:03}.txt": special.get(f"n{n}", f"Article {n}.") for n in range(count)}


def children_of(pid: int) -> list[int]:
    """The processes that a process has started, by whichever of its threads."""
    if not Path("/proc/self/task").exists():
        pytest.skip("no /proc")
    found: list[int] = []
    for thread in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):  # it has ended
            found += map(int, thread.read_text().split())
    return found


def working(pid: int) -> list[int]:
    """The processes of a run with two workers, once they are there; a machine may be slow to start them."""
    wait(lambda: len(children_of(pid)) > 2 or not is_alive(pid))  # two, and Python's tracker of resources
    return children_of(pid)


def wait(until: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until something is so, or the seconds are over."""
    deadline = time.monotonic() + seconds
    while not until() and time.monotonic() < deadline:
        time.sleep(0.05)


def is_alive(pid: int) -> bool:
    """Whether a process goes on."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


def all_gone(pids: list[int]) -> bool:
    """Whether processes have ended, or do so soon."""
    wait(lambda: not any(map(is_alive, pids)), 10)
    return not any(map(is_alive, pids))
