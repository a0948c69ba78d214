"""The inputs that fuzzing kept, and those of its findings, through the targets that it ran.

`scripts/fuzz.py TARGET --keep` wrote them (CONTRIBUTING.md says how): mutations of our own seeds, compressed
and in base64.
"""

from __future__ import annotations

import base64
import json
import time
import zlib
from datetime import date
from pathlib import Path
from typing import Any

import fuzz_seeds
import fuzz_targets
import pytest

CORPUS = Path(__file__).parent / "corpus"


def corpus(target: str) -> list[tuple[str, bytes]]:
    """The kept inputs of a target with their names."""
    path = CORPUS / f"{target}.json"
    texts: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return [(name, zlib.decompress(base64.b64decode(text))) for name, text in texts.items()]


QUICK = [name for name in fuzz_targets.TARGETS if name != "extraction"]


@pytest.mark.parametrize("target", QUICK)
def test_kept_inputs(target: str) -> None:
    _run(target, corpus(target))


@pytest.mark.slow
def test_kept_inputs_of_the_whole_extraction() -> None:
    _run("extraction", corpus("extraction"))


@pytest.mark.parametrize("target", QUICK)
def test_seeds(target: str) -> None:
    """What fuzzing starts from keeps to the promises too."""
    _run(target, [(str(number), data) for number, data in enumerate(fuzz_seeds.seeds(target))])


def _run(target: str, inputs: list[tuple[str, bytes]]) -> None:
    assert inputs
    for name, data in inputs:
        try:
            fuzz_targets.run(target, data, slack=5)  # a busy machine is no failure
        except Exception as error:
            error.add_note(f"input {name} of {target}: {data[:200]!r}")
            raise


def test_the_kept_corpus_is_small() -> None:
    assert sum(path.stat().st_size for path in CORPUS.iterdir()) < 300_000


BROKEN: list[tuple[str, str, Any, str]] = [
    ("readers", "sahel_events.corpus.read.detect_language", lambda text: 1 // 0, "an exception"),
    ("readers", "sahel_events.corpus.metadata.parse_date", lambda value: date(1970, 1, 1), "a default day"),
    ("cleaner", "fuzz_articles.kept_text", lambda *_: ("", []), "words that are lost"),
    ("cleaner", "sahel_events.corpus.clean.units", lambda text: [(0, 1)] if text else [], "text in no block"),
    ("strings", "fuzz_data.parse_date", lambda value: date(1970, 1, 1), "a day before the first"),
    ("records", "fuzz_records.parse_whole", lambda raw: ({}, "no"), "a line that is not read again"),
    ("tables", "fuzz_data.load_settings", lambda path: {}["x"], "an error that is not ours"),
    ("journal", "fuzz_records.Journal.get", lambda *_: None, "a piece that is not found again"),
]


@pytest.mark.parametrize(("target", "name", "instead", "why"), BROKEN, ids=[why for *_, why in BROKEN])
def test_a_broken_promise_is_found(
    target: str, name: str, instead: Any, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The targets look: each of these faults, put in on purpose, fails on the seeds."""
    monkeypatch.setattr(name, instead)
    with pytest.raises((AssertionError, ArithmeticError, LookupError)):
        _run(target, [(str(number), data) for number, data in enumerate(fuzz_seeds.seeds(target))])


@pytest.mark.parametrize(
    ("costly", "why"),
    [(lambda data: _burn(0.05), "processor time"), (lambda data: None, "memory")],
    ids=["processor time", "memory"],
)
def test_what_an_input_costs_is_measured(costly: Any, why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(fuzz_targets.TARGETS, "cleaner", costly)
    monkeypatch.setattr(fuzz_targets, "MOST_SECONDS", 0.02)
    monkeypatch.setattr(fuzz_targets, "MOST_MEMORY", -1 if why == "memory" else 1 << 40)  # -1: any is
    with pytest.raises(AssertionError, match=f"took .* of {why}"):
        fuzz_targets.run("cleaner", b"")


def _burn(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass
