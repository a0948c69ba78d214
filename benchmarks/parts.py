"""What is measured: each function does one part and gives its entries, a name and the figures."""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from .corpora import Corpus, corpus
from .measure import Run, first_output, module, output, program, run

Entry = tuple[str, dict[str, Any]]
"""A name such as "speed mixed", and figures of JSON types."""
CORPORA = ("conflict", "mixed", "long", "jsonl")
JOBS = (1, 2)
MEMORY = ((1_000, 1), (1_000, 2), (10_000, 1), (10_000, 2), (100_000, 1))
"""Articles and jobs: at the largest size the one process that does all the work is the one to look at."""
SECOND_RUN = 10_000
SHOWN_EVENTS = 100_000
FILTER = ("--actor", "France", "--min-killed", "5")
STARTS = 5
"""How often what takes a second or two is measured."""
_STAGES = 10
"""The stages need no start-up to be paid off: a tenth of the articles, but no fewer than twenty."""
_FEWEST = 20


@dataclass(frozen=True)
class Options:
    """How much is measured. `cache`: the folder of corpora and of the runs' outputs."""

    cache: Path
    articles: int = 2_000
    repeats: int = 5
    corpora: tuple[str, ...] = CORPORA
    memory: tuple[tuple[int, int], ...] = MEMORY
    second_run: int = SECOND_RUN
    shown_events: int = SHOWN_EVENTS
    starts: int = STARTS

    def corpus(self, name: str, count: int | None = None) -> Corpus:
        """A corpus, made where it is not there."""
        return corpus(name, self.articles if count is None else count, self.cache)

    def folder(self, name: str, *, empty: bool = True) -> Path:
        """A folder to run in."""
        path = self.cache / "work" / name
        if empty:
            shutil.rmtree(path, ignore_errors=True)
        path.mkdir(parents=True, exist_ok=True)
        return path


def speed(options: Options) -> Iterator[Entry]:
    """Plain spaCy and `extract` in turns over the same files, so that what else the machine does strikes
    both; every second time in the opposite order."""
    for name in options.corpora:
        made = options.corpus(name)
        folder = options.folder("speed")
        sides: dict[str, Callable[[], Run]] = {"plain": partial(run, module("plain", made.path), folder)}
        sides |= {f"jobs {jobs}": partial(_extract, made, folder, jobs) for jobs in JOBS}
        runs: list[dict[str, Any]] = []
        outputs = set()
        for repeat in range(options.repeats):
            for side in list(sides)[:: 1 if repeat % 2 == 0 else -1]:
                taken = sides[side]()
                say(f"speed {name}, {repeat + 1} of {options.repeats}, {side}: {taken.wall:.1f} s")
                runs.append({"repeat": repeat, "side": side} | asdict(taken))
                if side != "plain":
                    outputs.add(_digest(folder / "events.jsonl"))
        figures = {"articles": made.articles, "words": made.words, "runs": runs}
        yield f"speed {name}", figures | {"same_bytes": len(outputs) == 1}


def equality(options: Options) -> Iterator[Entry]:
    """Whether `extract --no-gate` gives the bytes of `extract`."""
    there = "--no-gate" in output(program("extract", "--help"))
    for name in options.corpora:
        figures: dict[str, Any] = {"available": there}
        if there:
            made, folder = options.corpus(name), options.folder("equality")
            digests = []
            for extra in ([], ["--no-gate"]):
                files = ("-o", "e.jsonl", "--rejected", "r.jsonl")
                run(program("extract", made.path, *files, "--fresh", *extra), folder)
                digests.append([_digest(folder / "e.jsonl"), _digest(folder / "r.jsonl")])
            figures |= {"same": digests[0] == digests[1], "articles": made.articles}
        say(f"equality {name}: {figures}")
        yield f"equality {name}", figures


def memory(options: Options) -> Iterator[Entry]:
    """Peak memory by the size of the corpus, with the time that the run took."""
    for count, jobs in options.memory:
        made = options.corpus("brief", count)
        folder = options.folder(f"brief-{count}")
        command = program("extract", made.path, "-o", "events.jsonl", "--fresh", "--jobs", str(jobs))
        taken = run(command, folder, tree=True)
        say(f"memory {count}, jobs {jobs}: {taken.peak:.0f} MB, {taken.wall:.0f} s")
        figures = {"articles": made.articles, "words": made.words, "jobs": jobs}
        yield f"memory {count} jobs {jobs}", figures | asdict(taken)


def startup(options: Options) -> Iterator[Entry]:
    """What a user waits for before anything is there, or where nothing is to be done."""
    here = options.folder("startup")
    yield _starts("startup help", options, partial(run, program("--help"), here))

    events = _events_file(options, here)
    command = program("show", events, *FILTER)
    yield _starts("startup show", options, partial(run, command, here), events=options.shown_events)

    for name in ("conflict", "mixed"):
        made = options.corpus(name)
        command = program("extract", made.path, "-o", "-")
        yield _starts(f"startup first event, {name}", options, partial(first_output, command, here))

    made = options.corpus("brief", options.second_run)
    folder = options.folder(f"brief-{options.second_run}", empty=False)
    command = program("extract", made.path, "-o", "events.jsonl")
    first = run(command, folder)  # quick where the memory part has been here
    say(f"the run before the second: {first.wall:.1f} s")
    yield _starts("startup second run", options, partial(run, command, folder), articles=made.articles)


def stages(options: Options) -> Iterator[Entry]:
    """CPU time of each stage within one process."""
    for name in options.corpora:
        if name == "jsonl":  # the articles of the others
            continue
        made = options.corpus(name, max(options.articles // _STAGES, _FEWEST))
        folder = options.folder("stages")
        figures = json.loads(output(module("stages", made.path, folder / "events.jsonl")))
        say(f"stages {name}: {sum(figures['cpu'].values()):.1f} s")
        yield f"stages {name}", figures | {"words": made.words}


PARTS: dict[str, Callable[[Options], Iterator[Entry]]] = {
    "speed": speed, "equality": equality, "startup": startup, "stages": stages, "memory": memory,
}
"""The parts in the order in which they are measured: the longest last."""


def say(message: str) -> None:
    """Tell on standard error what is going on: standard output is for the table."""
    print(message, file=sys.stderr, flush=True)


def _extract(made: Corpus, folder: Path, jobs: int) -> Run:
    for old in folder.glob("events.jsonl*"):
        old.unlink()
    return run(program("extract", made.path, "-o", "events.jsonl", "--jobs", str(jobs)), folder)


def _starts(name: str, options: Options, once: Callable[[], Run], **figures: Any) -> Entry:
    runs = [asdict(once()) for _ in range(options.starts)]
    say(f"{name}: " + ", ".join(f"{each['wall']:.2f}" for each in runs) + " s")
    return name, figures | {"runs": runs}


def _events_file(options: Options, folder: Path) -> Path:
    """A file of `options.shown_events` events: those of a hundred conflict articles again and again, each
    with an id of its own."""
    made = options.corpus("conflict", min(100, options.articles))
    run(program("extract", made.path, "-o", "few.jsonl"), folder)
    lines = (folder / "few.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    with (folder / "many.jsonl").open("w", encoding="utf-8") as file:
        for number in range(options.shown_events):
            record = records[number % len(records)]
            size = len(record["id"]) // 2
            record["id"] = hashlib.blake2b(str(number).encode(), digest_size=size).hexdigest()
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    return folder / "many.jsonl"


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
