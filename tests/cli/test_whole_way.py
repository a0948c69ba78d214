"""Articles to events to answers, with the shipped pipeline: the promises of the commands taken together."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

CRASH = """BAMAKO, Nov 26, 2019 (Agence) - Thirteen French soldiers were killed on Monday when two \
helicopters collided near Menaka in Mali, the French army said.
"""
ATTACK = """Gunmen kill four soldiers in Niger

NIAMEY, March 3, 2021 (Agence) - Gunmen killed four Nigerien soldiers in an attack on an army post \
near Diffa on Tuesday, the defence ministry said.
"""


@pytest.fixture
def extracted(run: Run, folder: Path) -> Path:
    """The folder, after a run over two articles."""
    (folder / "raw").mkdir()
    (folder / "raw" / "crash.txt").write_text(CRASH)
    (folder / "raw" / "attack.json").write_text(json.dumps({"title": "Attack", "text": ATTACK}))
    result = run("extract", "raw")
    assert result.exit_code == 0, result.output
    return folder


def test_from_articles_to_answers(run: Run, extracted: Path) -> None:
    first = (extracted / "events.jsonl").read_bytes()
    assert first.count(b"\n") >= 2

    french = run("show", "--actor", "France")
    assert "French Armed Forces" in french.stdout
    assert "Niger" not in french.stdout

    ident = french.lines[2].split()[0]
    why = run("show", "--why", ident)
    assert (why.exit_code, "‹" in why.stdout) == (0, True)

    assert run("extract", "raw", "-q").exit_code == 0
    assert (extracted / "events.jsonl").read_bytes() == first


def test_every_span_is_that_of_the_words(extracted: Path) -> None:
    texts = {"crash": CRASH, "attack": ATTACK}
    for line in (extracted / "events.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        text = texts[record["article"]["id"]]
        parts = [*record["actors"], *record["casualties"], *record["evidence"], record["trigger"]]
        parts += [record[key] for key in ("date", "location", "status_evidence") if record[key]]
        for part in parts:
            assert text[part["span"][0] : part["span"][1]] == part["text"]
