"""All fuzz targets by name, and the check of what an input costs.

No import of a fuzzer: `scripts/fuzz.py` runs them under atheris, `test_regressions.py` runs the kept corpus.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable

import fuzz_articles
import fuzz_data
import fuzz_records

Target = Callable[[bytes], None]

TARGETS: dict[str, Target] = {
    "readers": fuzz_articles.readers,
    "cleaner": fuzz_articles.cleaner,
    "strings": fuzz_data.strings,
    "tables": fuzz_data.tables,
    "records": fuzz_records.records,
    "journal": fuzz_records.journal,
    "extraction": fuzz_articles.extraction,
}

LARGEST = 64_000
"""Bytes of the largest input that is made: a long article has 30,000."""
LARGEST_SENTENCE = 1_600
"""The same for `extraction`, where a fuzzer makes one sentence of it all: 80 acts with 80 counts take
0.6 s, and twice as many four times as long."""
MOST_SECONDS = 2.0
"""Processor time that an input of that size may take. The slowest that fuzzing found, 32,000 lines, takes
1.4; the bound is against cost that grows faster than the input."""
MOST_MEMORY = 300 << 20
"""Bytes by which an input may raise the most memory that was ever held; the first article loads a pipeline of
150 MB."""


def largest(name: str) -> int:
    """Bytes of the largest input of a target."""
    return LARGEST_SENTENCE if name == "extraction" else LARGEST


def run(name: str, data: bytes, *, slack: float = 1.0) -> None:
    """Run a target. Raises whatever it raises, which is a finding, and AssertionError where it took too
    much; `slack`: by how much the time may be longer, for code or machines that are slow."""
    before, start = _peak(), time.process_time()
    TARGETS[name](data)
    if time.process_time() - start > slack * MOST_SECONDS:  # once more: it may have loaded a library
        start = time.process_time()
        TARGETS[name](data)
        took = time.process_time() - start
        assert took <= slack * MOST_SECONDS, f"{len(data):,} bytes took {took:.1f} s of processor time"
    grown = _peak() - before
    assert grown <= MOST_MEMORY, f"{len(data):,} bytes took {grown >> 20:,} MB of memory"


def _peak() -> int:
    """The most memory that this process has held, in bytes."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
