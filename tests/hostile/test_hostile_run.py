"""The hostile corpus through `extract`: nothing crashes, all is accounted for, nothing comes from outside."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hostile_entry import Entry
from hostile_files import ENTRIES, expected
from hostile_names import STOLEN
from hostile_runs import Corpus, Ran, summary_of
from terminal import acting

from sahel_events.controls import UNSAFE
from sahel_events.schema import Event, Rejected
from sahel_events.views.text import one_line

pytestmark = pytest.mark.slow

MOST_MEMORY = 1_500_000_000
"""Bytes that no process of a run may take."""


def test_the_corpus_is_large_and_told() -> None:
    assert len(ENTRIES) >= 60
    assert len({entry.id for entry in ENTRIES}) == len({entry.file for entry in ENTRIES}) == len(ENTRIES)
    assert all(entry.why for entry in ENTRIES)


def test_most_of_it_can_be_written_here(corpus: Corpus) -> None:
    """Devices need rights, some names another file system."""
    assert len(corpus.missing) <= 6, corpus.missing


def test_it_ends_well(extracted: Ran) -> None:
    assert b"Traceback" not in extracted.err + extracted.out
    assert b"a fault of this program" not in extracted.err
    assert (extracted.code, extracted.out) == (1, b"")
    assert extracted.memory < MOST_MEMORY


def test_every_file_is_accounted_for(corpus: Corpus, extracted: Ran) -> None:
    assert summary_of(extracted.err.decode()) == expected(corpus.made)


def named(entry: Entry, err: str) -> bool:
    """Whether a message names the file, or for a folder a file in it."""
    path = os.fsencode(entry.file).decode("utf-8", "replace")
    return f" corpus/{one_line(path)}" in err


def test_what_is_not_read_is_named(corpus: Corpus, extracted: Ran) -> None:
    err = extracted.err.decode()
    failing = [entry for entry in corpus.made if set(entry.expected) - {"read"}]
    assert len(failing) > 40
    assert [entry.id for entry in failing if not named(entry, err)] == []


def test_messages_are_printable_lines(extracted: Ran) -> None:
    shown = extracted.err.decode()
    assert acting(shown) == set()
    messages = shown.partition("articles  ")[0].splitlines()
    assert all(line.startswith(("error: ", "warning: ", "hint: ")) for line in messages)


def test_records_are_as_their_schema_says(corpus: Corpus, extracted: Ran) -> None:
    records = (corpus.folder / "events.jsonl").read_bytes().splitlines()
    assert len(records) > 100
    for line in records:
        assert Event.model_validate_json(line).to_json().encode() == line
        assert UNSAFE.search(line.decode()) is None
    for line in (corpus.folder / "rejected.jsonl").read_bytes().splitlines():
        assert Rejected.model_validate_json(line).to_json().encode() == line
    assert len({json.loads(line)["id"] for line in records}) == len(records)


def test_nothing_from_outside_comes_in(corpus: Corpus, extracted: Ran) -> None:
    """Neither what links lead to, nor where the corpus lies."""
    for file in ("events.jsonl", "rejected.jsonl"):
        text = (corpus.folder / file).read_text(encoding="utf-8")
        assert STOLEN not in text
        assert "root:" not in text
        assert str(corpus.folder) not in text
        assert str(Path.home()) not in text
    assert STOLEN.encode() not in extracted.err


def test_one_process_writes_the_same(corpus: Corpus, extracted: Ran) -> None:
    (corpus.folder / "again").mkdir()
    outputs = ("-o", "again/events.jsonl", "--rejected", "again/rejected.jsonl")
    alone = corpus.run("extract", "corpus", "--jobs", "1", *outputs)
    assert summary_of(alone.err.decode()) == expected(corpus.made)
    for file in ("events.jsonl", "rejected.jsonl"):
        assert (corpus.folder / "again" / file).read_bytes() == (corpus.folder / file).read_bytes()
