"""The hostile corpus in a folder, and runs of the program over it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import hostile_marks
from hostile_entry import Entry

import sahel_events

ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith(("LESS",
    "PAGER"))} | {
    "PYTHONPATH": str(Path(sahel_events.__file__).parents[1]), "COLUMNS": "200", "PYTHONUTF8": "1",
}  # fmt: skip
MARKS = [*hostile_marks.EVERY, *hostile_marks.FORMULAS, *hostile_marks.SCRIPT, *hostile_marks.URLS]


class Ran(NamedTuple):
    """How a command ended: its exit code, what it said, and the most memory that it or a process of its took,
    in bytes."""

    code: int
    out: bytes
    err: bytes
    memory: int


@dataclass(frozen=True)
class Corpus:
    """A folder with the corpus in `corpus/`: the files that are there, and why others are not."""

    folder: Path
    made: list[Entry]
    missing: list[str]

    def run(self, *args: str, **environment: str) -> Ran:
        """Run the program in the folder."""
        out, err = self.folder / ".out", self.folder / ".err"
        with out.open("wb") as stdout, err.open("wb") as stderr:
            running = subprocess.Popen(
                [sys.executable, "-m", "sahel_events", *args], cwd=self.folder, stdin=subprocess.DEVNULL,
                stdout=stdout, stderr=stderr, env=ENVIRONMENT | environment,
            )  # fmt: skip
            _, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
        memory = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        return Ran(running.returncode, out.read_bytes(), err.read_bytes(), memory)


def summary_of(err: str) -> Counter[str]:
    """What the summary counts: "read", and the reasons of what was skipped or failed."""
    (line,) = re.findall("(?m)^articles .*$", err)
    counts = Counter({"read": int(re.findall(r"(\d+) read", line)[0])})
    for listed in re.findall(r"\d+ (?:skipped|failed) \(([^)]*)\)", line):
        counts.update({name: int(number) for name, number in re.findall(r"(\w+) (\d+)", listed)})
    return +counts
