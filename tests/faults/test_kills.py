"""Runs killed with -9 at moments drawn by a generator, then run again until they are done."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from faulty import Ran, as_documented, finished, leftovers
from runs import all_gone, children_of, is_alive, jsonl, many, put, start

pytestmark = pytest.mark.slow

SEED = int(os.environ.get("SAHEL_EVENTS_SEED", "20261122"))
OLD = b"old\n"


@dataclass
class Killer:
    """Kills runs of `command` in `folder`, whose outputs are to become `whole`; counts what it did."""

    folder: Path
    draw: random.Random
    jobs: int
    more: tuple[str, ...] = ("--rejected", "events.rejected")
    outputs: tuple[str, ...] = ("events.jsonl", "events.rejected")
    whole: dict[str, bytes] = field(default_factory=dict)
    seconds: float = 0.0
    kills: int = 0
    late: int = 0
    seen: int = 0

    def begin(self) -> None:
        """A corpus whose run takes some seconds, and what comes of it undisturbed."""
        waits = {f"n{n}": f"wait {10 + n % 20} {n}" for n in range(60)}
        put(self.folder, many(60, **waits))
        jsonl(self.folder / "raw" / "z.jsonl", [f"wait 10 {n}" for n in range(20)])
        begun = time.monotonic()
        self._to_the_end()
        self.seconds = time.monotonic() - begun
        self.whole = {name: (self.folder / name).read_bytes() for name in self.outputs}
        ids = [json.loads(line)["id"] for line in self.whole["events.jsonl"].splitlines()]
        assert len(ids) == len(set(ids)) == 80

    def _start(self) -> subprocess.Popen[bytes]:
        return start(
            "extract", "raw", "-q", "-j", str(self.jobs), *self.more, cwd=self.folder, start_new_session=True
        )

    def _to_the_end(self) -> None:
        """A run that nobody disturbs is done, and says nothing: the journal does not stand in its way."""
        running = self._start()
        _, errors = running.communicate(timeout=120)
        assert (running.returncode, errors) == (0, b"")
        assert leftovers(self.folder) == []

    def trial(self, number: int) -> None:
        """Kill `number` runs one after the other, from the start, from old outputs, or when the corpus is
        another than that of the journal; then let one be done, and look at what came of it."""
        self._set_out()
        for _ in range(number):
            self._kill()
        self._to_the_end()
        for name, data in self.whole.items():
            assert (self.folder / name).read_bytes() == data, (name, f"seed {SEED}, kill {self.kills}")

    def _set_out(self) -> None:
        how = self.draw.choice(("nothing", "old outputs", "another corpus"))
        if how != "another corpus":
            for path in (*self.folder.glob("events.*"), *self.folder.glob("linked.*")):
                path.unlink()
        if how == "old outputs":
            for name in self.outputs:
                (self.folder / name).write_bytes(OLD)
        if how == "another corpus":
            put(self.folder, {"raw/000.txt": f"Other {self.kills}.", "raw/0000.txt": "New."})
            put(self.folder, {"raw/030.txt": f"Other {self.kills}."})
            (self.folder / "raw" / "010.txt").unlink()
            self._to_the_end()
            (self.folder / "raw" / "0000.txt").unlink()
            put(self.folder, {f"raw/0{n}0.txt": f"wait {10 + 10 * n % 20} {10 * n}" for n in (0, 1, 3)})
        self.before = {
            name: (self.folder / name).read_bytes() if (self.folder / name).exists() else None
            for name in self.outputs
        }

    def _kill(self) -> None:
        """Kill a run, its processes all at once or the first alone, or one worker, at some moment."""
        running = self._start()
        over = threading.Event()
        watch = threading.Thread(target=self._watch, args=(over,))
        watch.start()
        try:
            running.wait(self.draw.uniform(0.05, self.seconds))
            self.late += 1
        except subprocess.TimeoutExpired:
            children = children_of(running.pid)
            victim = self.draw.choice(["all", "first", "worker"])
            if victim == "all":
                os.killpg(running.pid, signal.SIGKILL)
            elif victim == "worker" and len(children) > 2:  # the first is Python's tracker of resources
                with suppress(ProcessLookupError):
                    os.kill(self.draw.choice(children[1:]), signal.SIGKILL)
            else:
                victim = "first"
                running.kill()
            self.kills += 1
            run = finished(running, 120)
            assert all_gone(children)
            if victim != "worker" and run.code == -signal.SIGKILL:
                as_documented("kill -9", Ran(128 - run.code, list(filter(_ours, run.errors))))
        over.set()
        watch.join()
        running.communicate()
        assert self.torn == []
        assert not is_alive(running.pid)

    def _watch(self, over: threading.Event) -> None:
        """At every moment an output is the one before, or the new one, or not there."""
        self.torn: list[str] = []
        while not over.wait(0.005):
            for name in self.outputs:
                try:
                    data = (self.folder / name).read_bytes()
                except FileNotFoundError:
                    continue
                self.seen += 1
                if data not in (self.before[name], self.whole[name]):
                    self.torn.append(name)

    def told(self) -> str:
        """The figures."""
        return (
            f"seed {SEED}: {self.kills} kills over {self.jobs} jobs {' '.join(self.more)}, {self.late} too "
            f"late; {self.seen} looks at an output on the way; undisturbed {self.seconds:.1f} s"
        )


def _ours(line: str) -> bool:
    """Whether a line is not of Python's tracker of resources, which tells that it cleaned up."""
    return "resource_tracker" not in line and "warnings.warn" not in line


def test_a_few_kills(folder: Path) -> None:
    killer = Killer(folder, random.Random(SEED), 1)
    killer.begin()
    killer.trial(6)
    assert killer.kills


@pytest.mark.long
@pytest.mark.parametrize("jobs", [1, 2])
def test_fifty_kills(folder: Path, jobs: int) -> None:
    """A hundred in all."""
    _kill(Killer(folder, random.Random(SEED + jobs), jobs), 50)


@pytest.mark.long
@pytest.mark.parametrize("jobs", [1, 2])
def test_kills_of_runs_that_link(folder: Path, jobs: int) -> None:
    killer = Killer(folder, random.Random(SEED + jobs), jobs, ("--link",), ("events.jsonl", "linked.jsonl"))
    _kill(killer, 15)


def _kill(killer: Killer, number: int) -> None:
    killer.begin()
    while killer.kills < number:
        killer.trial(killer.draw.randint(1, 4))
    print(killer.told())
