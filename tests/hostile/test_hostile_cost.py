"""What each hostile file costs by itself: processor time and memory, in a process that has the pipeline
already. Of the long job; `pytest -s` prints the ten that cost most.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hostile_entry import Entry
from hostile_files import ENTRIES, expected
from hostile_runs import Corpus, summary_of

from sahel_events.corpus.read import read_articles
from sahel_events.pipeline import Extractor

pytestmark = pytest.mark.long
MOST_SECONDS = 10
"""Processor time of one file."""
MOST_KILOBYTES = 1_500_000
NAMED = [entry for entry in ENTRIES if not str(entry.file).endswith(".meta.json")]


@pytest.fixture(scope="module")
def costs() -> dict[str, tuple[float, int]]:
    """Seconds and kilobytes by the ids of the files, the dearest printed at the end."""
    return {}


@pytest.fixture(scope="module", autouse=True)
def told(costs: dict[str, tuple[float, int]]) -> object:
    yield
    for name, (seconds, memory) in sorted(costs.items(), key=lambda each: -each[1][0])[:10]:
        print(f"{seconds:8.2f} s {memory / 1000:8.0f} MB  {name}", file=sys.stderr)


@pytest.fixture(scope="module")
def read_in_child(extractor: Extractor) -> Callable[[Path], tuple[Counter[str], float, int]]:
    """Reads a folder in a fork of this process: what came of it, its processor time and its memory."""
    if not hasattr(os, "fork"):
        pytest.skip("no fork here")
    _ = extractor.nlp, extractor.assembler, extractor.gate

    def read(folder: Path) -> tuple[Counter[str], float, int]:
        receiving, sending = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(receiving)
            _tell(extractor, folder, sending)
        os.close(sending)
        with os.fdopen(receiving) as pipe:
            told = pipe.read()
        _, status, used = os.wait4(child, 0)
        assert os.waitstatus_to_exitcode(status) == 0, told
        counts, seconds = json.loads(told)
        return Counter(counts), seconds, used.ru_maxrss

    return read


def _tell(extractor: Extractor, folder: Path, pipe: int) -> None:
    """Read a folder and write what came of it, and the seconds that it took; ends the process."""
    try:
        before = time.process_time()
        counts = Counter(
            "read" if result.problem is None else result.problem.reason.value
            for result in extractor.extract(read_articles([folder], extractor.settings))
            if result.problem is None or result.problem.reason is not None
        )
        os.write(pipe, json.dumps([counts, time.process_time() - before]).encode())
        os._exit(0)
    except BaseException as error:
        os.write(pipe, repr(error).encode())
        os._exit(1)


@pytest.mark.parametrize("entry", [pytest.param(entry, id=entry.id) for entry in NAMED])
def test_one_file(
    entry: Entry, written: Callable[..., Corpus], read_in_child: Callable[[Path], tuple[Counter[str], float,
        int]],
    costs: dict[str, tuple[float, int]],
) -> None:
    sides = [side for side in ENTRIES if side is not entry and entry.id in (f"{side.id}-article",
        f"marks-in-{side.id}")]
    corpus = written([entry, *sides])
    if corpus.missing:
        pytest.skip("; ".join(corpus.missing))
    counts, seconds, memory = read_in_child(corpus.folder / "corpus")
    costs[entry.id] = seconds, memory
    wanted = Counter(entry.expected) + sum((Counter(side.expected) for side in sides), Counter())
    assert counts == wanted
    assert seconds < MOST_SECONDS
    assert memory < MOST_KILOBYTES


def test_the_whole_corpus_at_once(written: Callable[..., Corpus]) -> None:
    """With the big files, through the program with two workers."""
    corpus = written([*ENTRIES])
    done = corpus.run("extract", "corpus", "--jobs", "2")
    assert b"Traceback" not in done.err
    assert summary_of(done.err.decode()) == expected(corpus.made)
    assert done.memory < 1000 * MOST_KILOBYTES
