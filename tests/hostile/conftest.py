"""The hostile corpus, written and read once for all tests that look at what came of it."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hostile_entry import Entry
from hostile_files import ENTRIES, write_all
from hostile_runs import MARKS, Corpus, Ran

import exported


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Corpus]]:
    """Writes entries: `written([entry, ...])`. They are removed here, since pytest's way recurses, and the
    corpus has folders deeper than that can."""
    if not hasattr(os, "wait4"):
        pytest.skip("no wait4 here, which tells the memory of processes")
    folders = []

    def write(entries: list[Entry]) -> Corpus:
        folder = tmp_path_factory.mktemp("hostile")
        folders.append(folder)
        made, missing = write_all(folder / "corpus", entries)
        return Corpus(folder, made, missing)

    yield write
    for folder in folders:
        subprocess.run(["rm", "-rf", folder], check=False)


@pytest.fixture(scope="session")
def corpus(written: Callable[..., Corpus]) -> Corpus:
    """All files but the big ones."""
    return written([entry for entry in ENTRIES if not entry.big])


@pytest.fixture(scope="session")
def extracted(corpus: Corpus) -> Ran:
    """The run of `extract` over them, with two workers: events.jsonl and rejected.jsonl."""
    before = names(corpus.folder)
    done = corpus.run("extract", "corpus", "--jobs", "2", "--rejected", "rejected.jsonl")
    assert names(corpus.folder) - before == {"events.jsonl", "events.jsonl.journal", "rejected.jsonl"}
    return done


def names(folder: Path) -> set[str]:
    """What lies in a folder, but for what this module puts there."""
    return {path.name for path in folder.iterdir()} - {".out", ".err"}


@pytest.fixture(scope="session")
def events(corpus: Corpus, extracted: Ran) -> Corpus:
    """The corpus with its events.jsonl; with linked.jsonl; and with all.jsonl, to which records are added
    that have the marks in every field, those that no extractor writes too."""
    assert extracted.code in (0, 1), extracted.err
    assert corpus.run("link", "--quiet").code == 0
    lines = (corpus.folder / "events.jsonl").read_text(encoding="utf-8")
    for number, mark in enumerate(MARKS):
        record = exported.hostile(mark) | {"id": f"m{number:03}"}
        record["article"] |= {"path": f"{mark}/{number}.txt", "id": f"{mark}{number}"}
        lines += json.dumps(record) + "\n"
    (corpus.folder / "all.jsonl").write_text(lines, encoding="utf-8")
    return corpus
