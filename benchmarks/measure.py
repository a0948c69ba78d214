"""Runs a command in a process of its own and measures it whole: start-up, imports and exit included."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import sahel_events

from . import ROOT

PYTHONPATH = os.pathsep.join(map(str, (Path(sahel_events.__file__).parents[1], ROOT)))
"""For the processes: the package that is measured is the one that this process found."""
_SAMPLE = 0.1
"""Seconds between two looks at the memory of a process tree: a look costs under a millisecond."""
_UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss, in bytes


@dataclass(frozen=True)
class Run:
    """One process from start to exit. Seconds; memory in MB (10**6 bytes).

    cpu: user and system time of the process and of the children that it waited for. peak: largest resident
    memory of any one process among them, as the kernel counts it. tree: largest sum over all processes at
    one time, sampled; None where not asked for or where there is no /proc. first: when the first byte was
    on standard output.
    """

    wall: float
    cpu: float
    peak: float
    tree: float | None = None
    first: float | None = None


class FailedRunError(Exception):
    """A command that is measured ended with an error, or said nothing."""


def run(command: Sequence[str], cwd: Path, *, tree: bool = False) -> Run:
    """Run `command` to its end. Raises FailedRunError where it ends with another code than 0."""
    with (cwd / "stderr.txt").open("w+b") as errors:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=cwd, env=_environment(), stdout=subprocess.DEVNULL, stderr=errors,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
        watch = _Watch(process.pid) if tree else None
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            errors.seek(0)
            told = errors.read().decode(errors="replace")[-2000:]
            raise FailedRunError(f"{' '.join(command)}: exit code {process.returncode}\n{told}")
    return Run(
        wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _UNIT / 1e6, watch.end() if watch else None
    )


def first_output(command: Sequence[str], cwd: Path) -> Run:
    """Run `command` until its first byte is on standard output, then end it. Raises FailedRunError where
    nothing comes."""
    started = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=cwd, env=_environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert process.stdout is not None
    byte = os.read(process.stdout.fileno(), 1)
    first = time.perf_counter() - started
    process.terminate()
    process.stdout.close()
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    if not byte:
        raise FailedRunError(f"{' '.join(command)}: no output")
    return Run(first, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _UNIT / 1e6, None, first)


def output(command: Sequence[str]) -> str:
    """What `command` prints. Raises FailedRunError where it ends with another code than 0."""
    done = subprocess.run(command, env=_environment(), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise FailedRunError(f"{' '.join(command)}: exit code {done.returncode}\n{done.stderr[-2000:]}")
    return done.stdout


def program(*arguments: str | Path) -> list[str]:
    """The command line of the program that is measured."""
    return [sys.executable, "-m", "sahel_events", *map(str, arguments)]


def module(name: str, *arguments: str | Path) -> list[str]:
    """The command line of a module of this folder."""
    return [sys.executable, "-m", f"benchmarks.{name}", *map(str, arguments)]


def _environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": PYTHONPATH, "COLUMNS": "200"}


class _Watch:
    """Adds up the resident memory of a process and all below it, again and again."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._largest = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def end(self) -> float | None:
        """The largest sum in MB; None where the system does not tell."""
        self._stop.set()
        self._thread.join()
        return self._largest / 1e6 if self._largest else None

    def _look(self) -> None:
        while not self._stop.wait(_SAMPLE):
            self._largest = max(self._largest, sum(map(_resident, _tree(self._pid))))


def _tree(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            for child in task.read_text().split():
                yield from _tree(int(child))


def _resident(pid: int) -> int:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
