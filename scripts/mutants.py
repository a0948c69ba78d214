"""Mutation test: would the tests notice a mistake in the rules? Draws mutants and says which were caught.

    python scripts/mutants.py --seed 7 --count 100
    python scripts/mutants.py --seed 7 --count 100 --list      the mutants alone, none run

The mutants are mutmut's (its operators, its numbers), of all functions of the rooms below, drawn with equal
chances. Each runs in a process forked from one that has collected the tests and loaded the pipeline, against the
tests that reach its line, quickest first, until one fails; it has a limit of processor time and of memory. Which
tests reach which line is measured once with coverage.py and kept under `--map` until a source changes. Tests may
be added meanwhile: they alone are measured then. Results are kept under `--out`, so that a run cut off goes on.

mutmut makes no mutants of functions with decorators other than @staticmethod and @classmethod, nor of constants
of modules. Mutants that no test can tell from the source ("equivalent") are not sorted out: they count as
survivors. The exit code is 1 where fewer than `--least` in 100 were caught.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import functools
import hashlib
import itertools
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "sahel_events"
ROOMS = ("events", "corpus")
TESTS = ("tests/events", "tests/corpus", "tests/test_pipeline.py", "tests/test_gate.py")
"""Those of the rooms, of the whole way, and of the floors of the figures."""
LIMIT_TIMES, LIMIT_LEAST = 10, 60
"""Processor seconds: so many times what the tests take with the true source, no fewer than the second figure."""
STUCK = 30
"""Seconds by the clock for each of them, after which a mutant waits for something that never comes."""
MEMORY = 8 * 2**30
"""Bytes of address space: the tests themselves take under 2 GB."""


@dataclass
class Mutant:
    """One mutation of one function."""

    name: str
    """mutmut's: module, function, number."""
    file: str
    """Within the package."""
    line: int
    diff: str
    active: str
    """The name by which the module written for this run knows it."""


# ---- mutants ----------------------------------------------------------------------------------------------


def draw(seed: int, count: int) -> tuple[list[Mutant], dict[str, str], int]:
    """The mutants drawn, in order of file and line, the text of each module with its own, of how many drawn."""
    from mutmut.mutation.file_mutation import create_mutations

    every: list[tuple[str, str, Any]] = []
    modules: dict[str, tuple[Any, dict[Any, tuple[str, int]]]] = {}
    for path in sorted(path for room in ROOMS for path in (PACKAGE / room).glob("*.py")):
        file = str(path.relative_to(PACKAGE))
        module, mutations, *_ = create_mutations(str(path), path.read_text(encoding="utf-8"))
        names = dict(functions(module))
        modules[file] = module, names
        counted: dict[str, int] = {}
        for mutation in mutations:
            if mutation.contained_by_top_level_function in names:
                name, _ = names[mutation.contained_by_top_level_function]
                counted[name] = counted.get(name, 0) + 1
                every.append((file, f"{name}__mutmut_{counted[name]}", mutation))
    drawn = sorted(random.Random(seed).sample(range(len(every)), min(count, len(every))))
    mutants: list[Mutant] = []
    texts = {}
    for file, group in itertools.groupby((every[i] for i in drawn), key=lambda m: m[0]):
        found, texts[file] = written(file, *modules[file], list(group))
        mutants += found
    return mutants, texts, len(every)


def functions(module: Any) -> Iterator[tuple[Any, tuple[str, int]]]:
    """Top-level functions and methods of a parsed module: node, mutmut's name for it, line of its `def`."""
    from mutmut.mutation.trampoline_templates import mangle_function_name

    def level(nodes: Any, lines: Sequence[ast.stmt], class_name: str | None = None) -> Iterator[Any]:
        kinds = {"FunctionDef", "ClassDef"}
        places = [n for n in lines if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)]
        for node, place in zip((n for n in nodes if type(n).__name__ in kinds), places, strict=True):
            if type(node).__name__ == "FunctionDef":
                yield node, (mangle_function_name(name=node.name.value, class_name=class_name), place.lineno)
            elif class_name is None:
                yield from level(node.body.body, place.body, node.name.value)  # type: ignore[union-attr]

    yield from level(module.body, ast.parse(module.code).body)


def written(
    file: str, module: Any, names: Any, drawn: Sequence[tuple[str, str, Any]]
) -> tuple[list[Mutant], str]:
    """The mutants drawn from one module, and its text with a switch in each function that has one."""
    from mutmut.mutation.file_mutation import combine_mutations_to_source

    made = combine_mutations_to_source(module, [mutation for _, _, mutation in drawn])
    lines = made.code.splitlines()
    dotted = ".".join(["sahel_events", *Path(file).with_suffix("").parts])
    starts = dict(names.values())
    counted: dict[str, int] = {}
    mutants = []

    def body(name: str) -> list[str]:
        span = made.line_span_by_function_name[name]
        text = lines[span.start - 1 : span.end]
        first = next(i for i, line in enumerate(text) if line.lstrip().startswith(("def ", "async def ")))
        return [text[first].replace(name, ""), *text[first + 1 :]]

    for _, name, _ in drawn:
        function = name.partition("__mutmut_")[0]
        counted[function] = counted.get(function, 0) + 1
        local = f"{function}__mutmut_{counted[function]}"
        before, after = body(f"{function}__mutmut_orig"), body(local)
        first = next(i for i, (a, b) in enumerate(itertools.zip_longest(before, after)) if a != b)
        changes = list(difflib.unified_diff(before, after, n=0, lineterm=""))[3:]
        line = starts[function] + first
        mutants.append(Mutant(f"{dotted}.{name}", file, line, "\n".join(changes), f"{dotted}.{local}"))
    return mutants, made.code


# ---- which tests reach a line -----------------------------------------------------------------------------


def digest() -> str:
    """Of the sources whose lines are counted."""
    texts = (path.read_bytes() for room in ROOMS for path in sorted((PACKAGE / room).glob("*.py")))
    return hashlib.sha256(b"\0".join(texts)).hexdigest()


def reach(where: Path, seed: int) -> dict[str, Any]:
    """What each test takes, and the tests that run each line.

    As {"seconds": {test: seconds}, "lines": {file: {line: [test, …]}}}. Measures the tests that the file `where`
    does not know yet, all of them where a source has changed.
    """
    kept = json.loads(where.read_text(encoding="utf-8")) if where.exists() else {}
    if kept.get("sources") != digest():
        kept = {"sources": digest(), "seconds": {}, "lines": {}}
    where.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        environ = os.environ | {"COVERAGE_FILE": f"{work}/data"}
        command = [sys.executable, __file__, "--measure", work, "--map", str(where), "--seed", str(seed)]
        where.write_text(json.dumps(kept), encoding="utf-8")
        subprocess.run(command, env=environ, cwd=ROOT, check=True)
        merge(kept, Path(work))
    where.write_text(json.dumps(kept), encoding="utf-8")
    return kept


class Measure:
    """Plugin: leaves out the tests known, writes down what the others take.

    What functions have cached is dropped at the first test of each file: else tables would be loaded, and the lines
    that load them reached, in the first test of all alone.
    """

    def __init__(self, known: dict[str, float]) -> None:
        self.known, self.seconds = known, dict[str, float]()
        self.file = ""

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

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Write down what a test took."""
        if report.when == "call" and report.outcome == "passed":
            self.seconds[report.nodeid] = report.duration


def quick(item: pytest.Item) -> bool:
    """Whether a test is run against mutants."""
    return "slow" not in item.keywords or item.path.name == "test_gate.py"


def measure(work: Path, known: dict[str, float], seed: int) -> int:
    """Run the tests not known under coverage.py, in this process."""
    plugin = Measure(known)
    options = ["-q", "-p", "no:cacheprovider", "--cov", "--cov-context=test", "--cov-report=", "--hypothesis-seed"]
    code = pytest.main([*options, str(seed), *TESTS], plugins=[plugin])
    (work / "seconds.json").write_text(json.dumps(plugin.seconds), encoding="utf-8")
    return 0 if code in {0, 1, 5} else int(code)  # 1: some fail, and are left out; 5: none to run


def merge(kept: dict[str, Any], work: Path) -> None:
    """Put what was measured beside what is known."""
    from coverage import CoverageData

    new = json.loads((work / "seconds.json").read_text(encoding="utf-8"))
    kept["seconds"].update(new)
    if not (work / "data").exists():
        return
    data = CoverageData(str(work / "data"))
    data.read()
    modules: dict[str, list[str]] = {}
    for test in new:
        modules.setdefault(test.partition("::")[0], []).append(test)
    for file in data.measured_files():
        if not file.startswith(tuple(f"{PACKAGE / room}{os.sep}" for room in ROOMS)):
            continue
        lines = kept["lines"].setdefault(str(Path(file).relative_to(PACKAGE)), {})
        for line, contexts in data.contexts_by_lineno(file).items():
            tests = set(lines.get(str(line), ()))
            for context in contexts:
                test, _, phase = context.rpartition("|")
                if phase == "setup":  # what a fixture of a module runs is for all tests of the module
                    tests.update(modules.get(test.partition("::")[0], ()))
                elif test in new:
                    tests.add(test)
            lines[str(line)] = sorted(tests)


def reaching(mutant: Mutant, known: dict[str, Any]) -> list[str]:
    """The tests that run the statement mutated, quickest first."""
    lines = known["lines"].get(mutant.file, {})
    tests = {t for line in statement(mutant) for t in lines.get(str(line), ())}
    return sorted(tests, key=lambda t: (known["seconds"][t], t))


def statement(mutant: Mutant) -> range:
    """The lines of the smallest statement that has the mutated line; of one with a body, those of its head."""
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


# ---- running ----------------------------------------------------------------------------------------------


class Runner:
    """Plugin: instead of running the collected tests, runs those of each mutant in a process of its own."""

    def __init__(self, mutants: Sequence[Mutant], known: dict[str, Any], out: Path) -> None:
        self.mutants, self.known, self.out = mutants, known, out
        self.failed: list[str] = []
        kept = out.read_text(encoding="utf-8").splitlines() if out.exists() else []
        self.results: dict[str, dict[str, Any]] = {r["name"]: r for r in map(json.loads, kept)}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Write down what failed: in the forked process."""
        if report.failed and report.nodeid not in self.failed:
            self.failed.append(report.nodeid)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run all mutants; then the tests that caught one, without any: one that fails then has caught nothing."""
        preload()
        items = {item.nodeid: item for item in session.items}
        for mutant in self.mutants:
            if mutant.name not in self.results:
                tests = [items[t] for t in reaching(mutant, self.known) if t in items]
                self.keep(asdict(mutant) | self.outcome(mutant, tests))
        killers = sorted({r["by"] for r in self.results.values()} & set(items))
        _, unsound = self.forked("", [items[t] for t in killers], 3600, stop=False)
        for result in self.results.values():
            if result["by"] in unsound:
                result["outcome"] = "unsound: the test fails without it"
        return True

    def keep(self, result: dict[str, Any]) -> None:
        """Add a result to the file, and say it."""
        self.results[result["name"]] = result
        with self.out.open("a", encoding="utf-8") as out:
            out.write(json.dumps(result) + "\n")
        say(f"{result['outcome']:9} {result['name']}:{result['line']}  {result['by']}  [{result['seconds']} s]")

    def outcome(self, mutant: Mutant, items: list[pytest.Item]) -> dict[str, Any]:
        """What became of a mutant: `outcome`, `by` (the test that failed), how many `tests` reach it, `seconds`."""
        begun = time.monotonic()
        limit = max(LIMIT_LEAST, LIMIT_TIMES * sum(self.known["seconds"][i.nodeid] for i in items))
        code, failed = self.forked(mutant.active, items, int(limit)) if items else (0, [])
        if code == 0:
            outcome, by = "survived", "" if items else "no test reaches it"
        else:
            outcome, by = "caught", failed[0] if failed else f"ended by signal {-code}"
        seconds = round(time.monotonic() - begun, 1)
        return {"outcome": outcome, "by": by, "tests": len(items), "seconds": seconds}

    def forked(
        self, active: str, items: list[pytest.Item], limit: int, *, stop: bool = True
    ) -> tuple[int, list[str]]:
        """Run tests with a mutant ("" for none), to the first that fails or all of them.

        Returns 0 where all passed, 1 or minus the signal that ended it otherwise, and the tests that failed.
        """
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(read)
            self.inside(active, items, limit, write, stop=stop)
        os.close(write)
        end = time.monotonic() + limit * STUCK
        while not (done := os.waitpid(child, os.WNOHANG))[0]:
            if time.monotonic() > end:
                os.killpg(child, signal.SIGKILL)
            time.sleep(0.05)
        with os.fdopen(read, encoding="utf-8") as pipe:
            failed = pipe.read().splitlines()
        return os.waitstatus_to_exitcode(done[1]), failed

    def inside(
        self, active: str, items: list[pytest.Item], limit: int, write: int, *, stop: bool
    ) -> None:
        """What the forked process does; it never returns."""
        code = 1
        try:
            os.setpgid(0, 0)
            nothing = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(nothing, stream)
            resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            os.environ["MUTANT_UNDER_TEST"] = active
            for item, following in zip(items, [*items[1:], None], strict=True):
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                if self.failed and stop:
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


def run(mutants: Sequence[Mutant], texts: dict[str, str], known: dict[str, Any], out: Path, seed: int) -> list[Any]:
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
        runner = Runner(mutants, known, out)
        options = ["-q", "-s", "-p", "no:cacheprovider", "--hypothesis-seed", str(seed)]
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
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.measure:
        known = json.loads(args.map.read_text(encoding="utf-8"))
        return measure(args.measure, known["seconds"], args.seed)
    mutants, texts, among = draw(args.seed, args.count)
    if args.list:
        for mutant in mutants:
            say(f"{mutant.name}:{mutant.line}\n{mutant.diff}\n")
        return 0
    known = reach(args.map, args.seed)
    results = run(mutants, texts, known, args.out or args.map.parent / f"{args.seed}.jsonl", args.seed)
    caught = sum(r["outcome"] == "caught" for r in results)
    for result in results:
        if result["outcome"] != "caught":
            reached = result["by"] or f"{result['tests']} tests reach it"
            say(f"\n{result['outcome']}: {result['name']}:{result['line']} ({reached})\n{result['diff']}")
    say(f"\n{caught} of {len(results)} mutants caught, drawn from {among} with seed {args.seed}")
    return int(100 * caught < args.least * len(results))


if __name__ == "__main__":
    sys.exit(main())
