"""`python -m benchmarks`: measures, prints a table, saves it.

    python -m benchmarks                          everything, some hours
    python -m benchmarks --quick                  a few articles, once: does it work, and roughly how fast
    python -m benchmarks --only speed startup     some parts
    python -m benchmarks --only memory --memory 100000:1
    python -m benchmarks --write                  take the table over into docs/benchmarks.md as well

Figures are kept in DIR/results.json by entry: what is measured again replaces what was there, the rest stays
with its date and commit. DIR/results.md is the table of all.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from . import ROOT
from .measure import FailedRunError
from .parts import CORPORA, PARTS, Options
from .table import render

PAGE = ROOT / "docs" / "benchmarks.md"
FIGURES = ROOT / "benchmarks" / "results.json"
"""The figures behind the table of the page."""
BEGIN, END = "<!-- figures: python -m benchmarks --write -->", "<!-- end of figures -->"
QUICK: dict[str, Any] = {
    "articles": 20, "repeats": 1, "starts": 1, "memory": ((20, 1), (20, 2)), "second_run": 20,
    "shown_events": 1_000,
}  # fmt: skip
"""What --quick measures, where nothing else is asked for."""
VERSIONS = ("spacy", "thinc", "numpy", "pydantic", "msgspec", "dateparser", "typer", "rich")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure; exit code 1 where a process that was measured failed."""
    args = _parser().parse_args(arguments)
    options = _options(args)
    args.out.mkdir(parents=True, exist_ok=True)
    results = _begun(args.out / "results.json")
    try:
        for part in args.only:
            before = _load()
            for name, figures in PARTS[part](options):
                figures["measured"] = _measured(before)
                results["entries"].pop(name, None)
                results["entries"][name] = figures
                _save(args.out, results)
                before = _load()
    except FailedRunError as error:
        print(f"a run failed, what was measured before it is kept: {error}", file=sys.stderr)
        return 1
    table = render(results)
    print(table)
    if args.write:
        FIGURES.write_text(_json(results), encoding="utf-8")
        PAGE.write_text(page_with(PAGE.read_text(encoding="utf-8"), table), encoding="utf-8")
    return 0


def page_with(page: str, table: str) -> str:
    """The page with `table` between its markers. Raises ValueError where it has none."""
    head, found, rest = page.partition(BEGIN)
    _, ended, tail = rest.partition(END)
    if not found or not ended:
        raise ValueError(f"{PAGE}: no lines {BEGIN!r} and {END!r}")
    return f"{head}{BEGIN}\n\n{table}\n{END}{tail}"


def _parser() -> argparse.ArgumentParser:
    cli = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    cli.add_argument("--quick", action="store_true", help="few articles, one repeat")
    cli.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), metavar="PART",
                     help=f"parts: {', '.join(PARTS)}")  # fmt: skip
    cli.add_argument("--corpora", nargs="+", choices=CORPORA, metavar="NAME",
                     help=f"corpora of speed, equality and stages: {', '.join(CORPORA)}")  # fmt: skip
    cli.add_argument("--articles", type=int, metavar="N", help="articles of a corpus (default 2000)")
    cli.add_argument("--repeats", type=int, metavar="N", help="runs of each side (default 5)")
    cli.add_argument("--memory", nargs="+", type=_size, metavar="ARTICLES:JOBS",
                     help="sizes of memory (default 1000:1 1000:2 10000:1 10000:2 100000:1)")  # fmt: skip
    cli.add_argument("--second-run", type=int, metavar="N", help="unchanged articles (default 10000)")
    cli.add_argument("--shown-events", type=int, metavar="N", help="events that show reads (default 100000)")
    cli.add_argument("--cache", type=Path, default=ROOT / "build" / "benchmarks", metavar="DIR",
                     help="where corpora are kept and runs write")  # fmt: skip
    cli.add_argument("--out", type=Path, metavar="DIR", help="where results go (default: the cache)")
    cli.add_argument("--write", action="store_true", help="put the table into docs/benchmarks.md")
    return cli


def _options(args: argparse.Namespace) -> Options:
    args.out = args.out or args.cache
    options = Options(args.cache.resolve())
    if args.quick:
        options = replace(options, **QUICK)
    for name in ("articles", "repeats", "corpora", "memory", "second_run", "shown_events"):
        given = getattr(args, name)
        if given is not None:
            value: Any = tuple(given) if isinstance(given, list) else given
            options = replace(options, **{name: value})
    return options


def _size(text: str) -> tuple[int, int]:
    articles, _, jobs = text.partition(":")
    return int(articles), int(jobs or 1)


def _begun(path: Path) -> dict[str, Any]:
    """The results that are there, if they are of this machine and these versions; else none."""
    machine = _machine()
    if path.is_file():
        before: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if before["machine"] == machine:
            return before
    return {"machine": machine, "entries": {}}


def _save(folder: Path, results: dict[str, Any]) -> None:
    (folder / "results.json").write_text(_json(results), encoding="utf-8")
    (folder / "results.md").write_text(render(results), encoding="utf-8")


def _json(results: dict[str, Any]) -> str:
    return json.dumps(results, indent=1, ensure_ascii=False) + "\n"


def _machine() -> dict[str, str]:
    versions = ", ".join(f"{name} {version(name)}" for name in VERSIONS)
    return {
        "machine": f"{_processor()}, {os.cpu_count()} cores, {_memory()}",
        "system": f"{platform.system()} {platform.release()}",
        "Python": f"{platform.python_implementation()} {platform.python_version()}",
        "versions": f"sahel-events {version('sahel-events')}, {versions}",
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def _memory() -> str:
    try:
        size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError):
        return "memory unknown"
    return f"{size / 1e9:.0f} GB"


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}"


def _measured(before: str) -> dict[str, str]:
    date = datetime.now(UTC).strftime("%Y-%m-%d %H:%M")
    return {"date": date, "commit": _commit(), "load": f"{before}, {_load()}"}


def _commit() -> str:
    try:
        found = subprocess.run(
            ["git", "describe", "--always", "--dirty", "--abbrev=10", "--exclude=*"], cwd=ROOT,
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return found.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
