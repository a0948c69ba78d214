"""Which tests reach which line of the rooms that `scripts/mutants.py` makes mutants of, as coverage.py
tells."""

from __future__ import annotations

import ast
import functools
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest
from coverage import CoverageData
from mutants_drawn import PACKAGE, ROOMS, ROOT, Mutant

FLOORS = "tests/test_gate.py"
TESTS = (
    *("tests/events", "tests/corpus"),  # those that mirror the rooms
    "tests/scale/test_urls.py",  # of `corpus.remote`
    *("tests/test_pipeline.py", "tests/properties", "tests/cli/test_extract.py", FLOORS),
)
"""Those whose work the rooms do. Others run them too, but rather notice what is wrong elsewhere."""


def digest() -> str:
    """Of the sources whose lines are counted."""
    texts = (path.read_bytes() for room in ROOMS for path in sorted((PACKAGE / room).glob("*.py")))
    return hashlib.sha256(b"\0".join(texts)).hexdigest()


def reach(where: Path, seed: int) -> dict[str, Any]:
    """What each test takes, and the tests that run each line.

    As {"seconds": {test: seconds}, "lines": {file: {line: [number of the test among them, …]}}}. Measures the
    tests that the file `where` does not know yet, all of them where a source has changed.
    """
    kept = json.loads(where.read_text(encoding="utf-8")) if where.exists() else {}
    if kept.get("sources") != digest():
        kept = {"sources": digest(), "seconds": {}, "lines": {}}
    where.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        environ = os.environ | {"COVERAGE_FILE": f"{work}/data", "PYTHONPATH": str(ROOT / "src")}
        command = [sys.executable, __file__, work, str(where), str(seed)]
        where.write_text(json.dumps(kept), encoding="utf-8")
        subprocess.run(command, env=environ, cwd=ROOT, check=True)
        merge(kept, Path(work))
    where.write_text(json.dumps(kept), encoding="utf-8")
    return kept


class Measure:
    """Plugin: leaves out the tests known, writes down what the others take.

    What functions have cached is dropped at the first test of each file: else tables would be loaded, and
    the lines that load them reached, in the first test of all alone.
    """

    def __init__(self, known: dict[str, float]) -> None:
        self.known, self.seconds = known, dict[str, float]()
        self.file, self.begun = "", 0.0

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out the tests known, and the slow ones but for those of the floors."""
        items[:] = [item for item in items if item.nodeid not in self.known and quick(item)]

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Drop what was cached."""
        file, self.file = self.file, str(item.path)
        if file != self.file:
            rooms = tuple(f"sahel_events.{room}." for room in ROOMS)
            modules = [vars(sys.modules[n]) for n in list(sys.modules) if n.startswith(rooms)]
            for value in [v for names in modules for v in names.values()]:
                if isinstance(value, functools._lru_cache_wrapper) and value.__module__.startswith(rooms):
                    value.cache_clear()

    def pytest_runtest_logstart(self) -> None:
        """Start the clock: processor time, whatever else the machine does."""
        self.begun = time.process_time()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Write down what a test took that passed, or failed as it is known to."""
        if report.when == "call" and report.outcome != "failed":
            self.seconds[report.nodeid] = round(time.process_time() - self.begun, 4)


def quick(item: pytest.Item) -> bool:
    """Whether a test is run against mutants."""
    return "slow" not in item.keywords or item.nodeid.startswith(FLOORS)


def measure(work: Path, known: dict[str, float], seed: int) -> int:
    """Run the tests not known under coverage.py, in this process."""
    plugin = Measure(known)
    options = [
        "-q",
        "-p",
        "no:cacheprovider",
        "--cov",
        "--cov-context=test",
        "--cov-report=",
        "--cov-fail-under=0",
        "--hypothesis-seed",
    ]
    code = pytest.main([*options, str(seed), *TESTS], plugins=[plugin])
    (work / "seconds.json").write_text(json.dumps(plugin.seconds), encoding="utf-8")
    return 0 if code in {0, 1, 5} else int(code)  # 1: some fail, and are left out; 5: none to run


def merge(kept: dict[str, Any], work: Path) -> None:
    """Put what was measured beside what is known."""
    new = json.loads((work / "seconds.json").read_text(encoding="utf-8"))
    kept["seconds"].update(new)
    if not (work / "data").exists():
        return
    data = CoverageData(str(work / "data"))
    data.read()
    number = {test: i for i, test in enumerate(kept["seconds"])}
    modules: dict[str, set[int]] = {}
    for test in new:
        modules.setdefault(test.partition("::")[0], set()).add(number[test])
    for file in data.measured_files():
        if not file.startswith(tuple(f"{PACKAGE / room}{os.sep}" for room in ROOMS)):
            continue
        lines = kept["lines"].setdefault(str(Path(file).relative_to(PACKAGE)), {})
        for line, contexts in data.contexts_by_lineno(file).items():
            tests = set(lines.get(str(line), ()))
            for context in contexts:
                test, _, phase = context.rpartition("|")
                if phase == "setup":  # what a fixture of a module runs is for all tests of the module
                    tests |= modules.get(test.partition("::")[0], set())
                elif test in new:
                    tests.add(number[test])
            lines[str(line)] = sorted(tests)


def reaching(mutant: Mutant, known: dict[str, Any]) -> list[str]:
    """The tests that run the statement mutated, quickest first; those of the floors last."""
    lines, names = known["lines"].get(mutant.file, {}), list(known["seconds"])
    tests = {names[t] for line in statement(mutant) for t in lines.get(str(line), ())}
    return sorted(tests, key=lambda t: (t.startswith(FLOORS), known["seconds"][t], t))


def statement(mutant: Mutant) -> range:
    """The lines of the smallest statement that has the mutated line; of one with a body, those of its
    head."""
    found = range(mutant.line, mutant.line + 1)
    best = 10**9
    for node in ast.walk(ast.parse((PACKAGE / mutant.file).read_text(encoding="utf-8"))):
        if not isinstance(node, ast.stmt) or node.end_lineno is None:
            continue
        parts = getattr(node, "body", None)
        end = parts[0].lineno - 1 if isinstance(parts, list) and parts else node.end_lineno
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            continue
        if node.lineno <= mutant.line <= max(end, node.lineno) and end - node.lineno < best:
            best, found = end - node.lineno, range(node.lineno, max(end, node.lineno) + 1)
    return found


if __name__ == "__main__":
    folder, measured, number = sys.argv[1:]
    known = json.loads(Path(measured).read_text(encoding="utf-8"))
    sys.exit(measure(Path(folder), known["seconds"], int(number)))
