"""Articles to events to answers, with the shipped pipeline: the promises of the commands taken together."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sahel_events
from hand_made import gold_row, write_gold

pytestmark = pytest.mark.slow

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
    result = run("extract", "raw", "--rejected", "dropped.jsonl")
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


GOLD = {
    "event_type": "strategic_developments",
    "sub_event_type": "accident",
    "date": {"start": "2019-11-25", "end": "2019-11-25", "precision": "day"},
    "location": {"name": "Menaka", "country": "ML", "precision": "place"},
    "actors": [{"name": "French Armed Forces", "role": "target"}],
    "casualties": [{"kind": "killed", "min": 13, "max": 13, "who": "soldiers"}],
    "evidence": "Thirteen French soldiers were killed on Monday when two helicopters collided",
}
PLANNED = GOLD | {"evidence": "The union will hold a rally in Niamey on Sunday"}


def test_from_articles_to_figures(run: Run, extracted: Path) -> None:
    """What extract writes is what evaluate reads: events, rejected candidates and the articles."""
    plan = "NIAMEY, March 3, 2021 (Agence) - The union will hold a rally in Niamey on Sunday, it said.\n"
    (extracted / "raw" / "plan.txt").write_text(plan)
    assert run("extract", "raw", "-q", "--rejected", "dropped.jsonl").exit_code == 0
    rows = (gold_row(GOLD, article="crash"), gold_row(PLANNED, article="plan"))
    write_gold(extracted / "gold", *rows)
    files = ["--rejected", "dropped.jsonl", "--raw", "raw"]
    result = run("evaluate", "gold", "events.jsonl", *files, "--json", "--errors")
    figures = json.loads(result.stdout)
    assert result.exit_code == 0
    assert figures["main_event_all_right"] == {"share": 0.5, "right": 1, "of": 2}
    assert {name: part["fields"]["event"]["tp"] for name, part in figures["by_form"].items()} == {"txt": 1}
    (lost,) = (each for each in figures["errors"] if each["article"] == "plan")
    assert (lost["stage"], lost["reasons"][0].split()[0]) == ("rejected_wrongly", "planned")


def test_rejected_candidates_are_the_same_bytes_again(run: Run, extracted: Path) -> None:
    first = (extracted / "dropped.jsonl").read_bytes()
    run("extract", "raw", "-q", "--rejected", "dropped.jsonl")
    assert (extracted / "dropped.jsonl").read_bytes() == first


def test_evaluate_loads_no_spacy(extracted: Path) -> None:
    write_gold(extracted / "gold", gold_row(GOLD, article="crash"))
    code = (
        "import sys, sahel_events\n"
        "found = sahel_events.evaluate('gold', 'events.jsonl', raw='raw')\n"
        "assert found.score.fields['event'].right == 1\n"
        "sys.exit([name for name in ('spacy', 'thinc', 'numpy') if name in sys.modules] or None)"
    )
    environment = os.environ | {"PYTHONPATH": str(Path(sahel_events.__file__).parents[1])}
    subprocess.run([sys.executable, "-c", code], cwd=extracted, check=True, timeout=60, env=environment)
