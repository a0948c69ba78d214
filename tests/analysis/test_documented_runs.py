"""The runs that the pages show are runs of the program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

import gate
from as_acled import stories_csv
from sahel_events.cli.app import app
from sahel_events.evaluation.gold import read_gold
from sahel_events.evaluation.links import read_stories


def shown(page: str, command: str) -> str:
    """What a page shows of a command: its lines up to the end of the block, and its words."""
    text = (gate.ROOT / "docs" / page).read_text(encoding="utf-8")
    found = re.search(rf"\$ sahel-events {re.escape(command)}\n(.*?)\n```", text, re.DOTALL)
    assert found is not None, f"docs/{page} has no run of {command!r}"
    return found[1]


def printed(command: str) -> str:
    return CliRunner().invoke(app, command.split(), catch_exceptions=False).stdout.rstrip("\n")


@pytest.mark.slow
def test_the_run_of_stats(sample_lines: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    Path("events.jsonl").write_text("\n".join(sample_lines) + "\n", encoding="utf-8")
    command = "stats --by country --by status --since 2019 --until 2021"
    assert printed(command) == shown("stats.md", command)


@pytest.mark.slow
def test_the_run_of_compare(
    linkset_lines: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    Path("events.jsonl").write_text("\n".join(linkset_lines) + "\n", encoding="utf-8")
    stories = read_stories(gate.LINKSET / "links.json")
    theirs = stories_csv(read_gold(gate.LINKSET / "gold"), stories)
    Path("theirs.csv").write_text(theirs, encoding="utf-8")
    command = "compare theirs.csv --limit 2"
    assert printed(command) == shown("compare.md", command)
