"""Runs with an extractor that needs no model, here, in workers and in processes of their own."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from runs import PYTHONPATH, STUB

sys.path.insert(0, str(STUB))


@pytest.fixture
def obedient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The obedient extractor, here and in worker processes."""
    import obedient

    import sahel_events.pipeline

    monkeypatch.setattr(sahel_events.pipeline, "Extractor", obedient.Extractor)
    monkeypatch.setenv("PYTHONPATH", PYTHONPATH)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files written just now count as long settled, so that their stamps are trusted."""
    monkeypatch.setattr("sahel_events.corpus.pieces.RACY_NS", -1)


@pytest.fixture
def run(folder: Path, obedient: None) -> Callable[..., Any]:
    """Runs an extraction in the folder: the outcomes, the events' lines, what was said."""
    from sahel_events.scale.run import ExtractRun
    from sahel_events.settings import Settings

    class Ran:
        def __init__(self, *paths: str, output: str = "events.jsonl", settings: dict[str, Any] | None = None,
                     **options: Any) -> None:
            self.said: list[str] = []
            whole = ExtractRun(
                paths or ("raw",), Settings(**settings or {}), output, say=self.said.append,
                **{"jobs": 1} | options,
            )
            with whole:
                self.outcomes = list(whole)
            self.problems = [problem for outcome in self.outcomes for problem in outcome.problems]
            self.bytes = Path(output).read_bytes() if output != "-" else b""
            self.ids = [json.loads(line)["id"].rpartition("-")[0] for line in self.bytes.splitlines()]

    return Ran
