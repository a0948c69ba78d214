"""`extract --no-gate`: slower, and the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sahel_events.scale.fingerprint import fingerprint
from sahel_events.settings import Settings

TEXTS = {
    "sport": "The striker hit the post twice and battled on.\n",
    "war": "Gunmen killed four villagers near Gao on Monday 6 January 2020.\n",
}


@pytest.mark.slow
def test_the_same_files_come_of_both(run: Callable[..., Any], folder: Path) -> None:
    (folder / "raw").mkdir()
    for name, text in TEXTS.items():
        (folder / "raw" / f"{name}.txt").write_text(text)
    written = []
    for options in ([], ["--no-gate", "--fresh"]):
        assert run("extract", "raw", "--rejected", "r.jsonl", "-q", *options).exit_code == 0
        written.append([(folder / name).read_bytes() for name in ("events.jsonl", "r.jsonl")])
    assert written[0] == written[1]
    assert all(written[0])


def test_what_was_read_with_the_gate_is_known_without_it() -> None:
    assert fingerprint(Settings(gate=False)) == fingerprint(Settings())
    assert fingerprint(Settings(classifier=False)) != fingerprint(Settings())
