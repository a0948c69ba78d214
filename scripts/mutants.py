"""Mutation test: would the tests notice a mistake in the rules? Draws mutants and says which were caught.

    python scripts/mutants.py --seed 7 --count 100
    python scripts/mutants.py --seed 7 --count 100 --list      the mutants alone, none run

The mutants are mutmut's (its operators, its numbers), of all functions of the rooms below, drawn with equal
chances. Each runs in a process forked from one that has collected the tests and loaded the pipeline, against
the tests that reach its line, quickest first, until one fails; it has a limit of processor time and of
memory. Which tests reach which line is measured once with coverage.py and kept under `--map` until a source
changes. Tests may be added meanwhile: they alone are measured then. Results are kept under `--out`, so that
a run cut off goes on.

mutmut makes no mutants of functions with decorators other than @staticmethod and @classmethod, nor of
constants of modules. Mutants that no test can tell from the source ("equivalent") are not sorted out: they
count as survivors. The exit code is 1 where fewer than `--least` in 100 were caught.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pytest
from mutants_drawn import ROOT, Mutant, draw
from mutants_reached import TESTS, reach, reaching

LIMIT_TIMES, LIMIT_LEAST = 10, 120
"""Processor seconds: so many times what the tests take with the true source, no fewer than the second
figure."""
STUCK = 30
"""Seconds by the clock for each of them, after which a mutant waits for something that never comes."""
MEMORY = 8 * 2**30
"""Bytes of address space: the tests themselves take under 2 GB."""


@dataclass
class Trial:
    """Tests that run with a mutant in a process of their own. `code` and `failed` when it has ended: 0 where
    all passed, 1 or minus the signal otherwise, and the tests that failed."""

    mutant: Mutant | None
    items: list[pytest.Item]
    limit: int
    pid: int = 0
    read: int = 0
    begun: float = field(default_factory=time.monotonic)
    code: int = 0
    failed: list[str] = field(default_factory=list)

    def ended(self) -> bool:
        """Look whether it has ended; end it where it waits for something that never comes."""
        pid, status = os.waitpid(self.pid, os.WNOHANG)
        if not pid:
            if time.monotonic() - self.begun > self.limit * STUCK:
                os.killpg(self.pid, signal.SIGKILL)
            return False
        with os.fdopen(self.read, encoding="utf-8") as pipe:
            self.failed = pipe.read().splitlines()
        self.code = os.waitstatus_to_exitcode(status)
        return True

    def result(self) -> dict[str, Any]:
        """What became of the mutant: `outcome`, `by` (the test that failed), how many `tests` reach it,
        `seconds`."""
        if self.code == 0:
            outcome, by = "survived", "" if self.items else "no test reaches it"
        else:
            outcome, by = "caught", self.failed[0] if self.failed else f"ended with {self.code}"
        seconds = round(time.monotonic() - self.begun, 1)
        return {"outcome": outcome, "by": by, "tests": len(self.items), "seconds": seconds}


class Runner:
    """Plugin: instead of running the collected tests, runs those of each mutant in a process of its own."""

    def __init__(self, mutants: Sequence[Mutant], known: dict[str, Any], out: Path, jobs: int) -> None:
        self.mutants, self.known, self.out, self.jobs = mutants, known, out, jobs
        self.failed: list[str] = []
        kept = out.read_text(encoding="utf-8").splitlines() if out.exists() else []
        self.results: dict[str, dict[str, Any]] = {r["name"]: r for r in map(json.loads, kept)}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Write down what failed: in the forked process."""
        if report.failed and report.nodeid not in self.failed:
            self.failed.append(report.nodeid)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run all mutants; then the tests that caught one, without any: one that fails then has caught
        nothing."""
        preload()
        items = {item.nodeid: item for item in session.items}
        queue = [mutant for mutant in self.mutants if mutant.name not in self.results]
        running: list[Trial] = []
        while queue or running:
            while queue and len(running) < self.jobs:
                mutant = queue.pop(0)
                tests = [items[t] for t in reaching(mutant, self.known) if t in items]
                running.append(self.start(mutant, tests))
            time.sleep(0.05)
            for trial in [t for t in running if t.ended()]:
                running.remove(trial)
                self.keep(trial)
        killers = sorted({r["by"] for r in self.results.values()} & set(items))
        plain = self.start(None, [items[t] for t in killers])
        while not plain.ended():
            time.sleep(0.05)
        for result in self.results.values():
            if result["by"] in plain.failed:
                result["outcome"] = "unsound: the test fails without it"
        return True

    def keep(self, trial: Trial) -> None:
        """Add a result to the file, and say it."""
        result = asdict(trial.mutant) | trial.result()  # type: ignore[arg-type]
        self.results[result["name"]] = result
        with self.out.open("a", encoding="utf-8") as out:
            out.write(json.dumps(result) + "\n")
        said = f"{result['outcome']:9} {result['name']}:{result['line']}"
        say(f"{said}  {result['by']}  [{result['seconds']} s]")

    def start(self, mutant: Mutant | None, items: list[pytest.Item]) -> Trial:
        """Run tests with a mutant, to the first that fails; without any, all of them."""
        seconds = sum(self.known["seconds"].get(item.nodeid, 1.0) for item in items)
        trial = Trial(mutant, items, int(max(LIMIT_LEAST, LIMIT_TIMES * seconds)))
        trial.read, write = os.pipe()
        trial.pid = os.fork()
        if trial.pid == 0:
            os.close(trial.read)
            self.inside(trial, write)
        os.close(write)
        return trial

    def inside(self, trial: Trial, write: int) -> None:
        """What the forked process does; it never returns."""
        code = 1
        try:
            os.setpgid(0, 0)
            nothing = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(nothing, stream)
            resource.setrlimit(resource.RLIMIT_CPU, (trial.limit, trial.limit))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            os.environ["MUTANT_UNDER_TEST"] = trial.mutant.active if trial.mutant else ""
            for item, following in zip(trial.items, [*trial.items[1:], None], strict=True):
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                if self.failed and trial.mutant:
                    break
            os.write(write, "\n".join(self.failed).encode())
            code = 1 if self.failed else 0
        finally:
            os._exit(code)


def preload() -> None:
    """Load the pipeline once for all mutants: they are of other rooms."""
    from sahel_events.language import build

    nlp, load = build.load_pipeline(), build.load_pipeline
    build.load_pipeline = lambda *given, **named: load(*given, **named) if given or named else nlp


def run(
    mutants: Sequence[Mutant], texts: dict[str, str], known: dict[str, Any], args: argparse.Namespace
) -> list[dict[str, Any]]:
    """The results of all mutants, in their order."""
    with tempfile.TemporaryDirectory() as work:
        shutil.copytree(ROOT / "src", f"{work}/src", ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("data", "pyproject.toml"):
            Path(work, name).symlink_to(ROOT / name)
        for file, text in texts.items():
            Path(work, "src", "sahel_events", file).write_text(text, encoding="utf-8")
        sys.path.insert(0, f"{work}/src")
        os.environ.update(PYTHONPATH=f"{work}/src", HYPOTHESIS_STORAGE_DIRECTORY=f"{work}/hypothesis")
        os.chdir(ROOT)
        out = args.out or args.map.parent / f"{args.seed}.jsonl"
        runner = Runner(mutants, known, out, args.jobs)
        options = ["-q", "-s", "-p", "no:cacheprovider", "--hypothesis-seed", str(args.seed)]
        code = pytest.main([*options, *TESTS], plugins=[runner])
        if code:
            raise SystemExit(f"pytest could not collect the tests: {code}")
    return [runner.results[mutant.name] for mutant in mutants]


def say(line: str) -> None:
    """Print at once: a run takes long."""
    print(line, flush=True)


def main() -> int:
    """Draw, run, count."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--least", type=int, default=75, help="of 100 (default: 75)")
    parser.add_argument("--list", action="store_true", help="print the mutants, run none")
    parser.add_argument("--map", type=Path, default=ROOT / ".mutants" / "reached.json")
    parser.add_argument("--out", type=Path, help="default: .mutants/SEED.jsonl")
    parser.add_argument("--jobs", type=int, default=1, help="mutants at once (default: 1)")
    args = parser.parse_args()
    mutants, texts, among = draw(args.seed, args.count)
    if args.list:
        for mutant in mutants:
            say(f"{mutant.name}:{mutant.line}\n{mutant.diff}\n")
        return 0
    known = reach(args.map, args.seed)
    results = run(mutants, texts, known, args)
    caught = sum(r["outcome"] == "caught" for r in results)
    for result in results:
        if result["outcome"] != "caught":
            reached = result["by"] or f"{result['tests']} tests reach it"
            say(f"\n{result['outcome']}: {result['name']}:{result['line']} ({reached})\n{result['diff']}")
    say(f"\n{caught} of {len(results)} mutants caught, drawn from {among} with seed {args.seed}")
    return int(100 * caught < args.least * len(results))


if __name__ == "__main__":
    sys.exit(main())
