"""The hostile corpus: all of its files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import hostile_bytes
import hostile_marks
import hostile_names
import hostile_pages
import hostile_words
from hostile_entry import CannotBeMade, Entry

ENTRIES = [
    *hostile_marks.ENTRIES, *hostile_names.ENTRIES, *hostile_bytes.ENTRIES, *hostile_pages.ENTRIES,
    *hostile_words.ENTRIES,
]  # fmt: skip


def write_all(folder: Path, entries: Iterable[Entry] = ENTRIES) -> tuple[list[Entry], list[str]]:
    """Write files below a folder: those that could be written, and why the rest could not."""
    made, missing = [], []
    for entry in entries:
        try:
            entry.write(folder)
        except CannotBeMade as error:
            missing.append(str(error))
        else:
            made.append(entry)
    return made, missing


def expected(entries: Iterable[Entry]) -> Counter[str]:
    """What the summary is to count of them."""
    counts: Counter[str] = Counter()
    for entry in entries:
        counts.update(entry.expected)
    return counts
