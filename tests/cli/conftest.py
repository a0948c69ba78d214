"""The command line, run in a folder of its own, with the extraction replaced where a test is not about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner

import factories
from sahel_events.cli.app import app


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "140")
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Callable[..., Any]:
    """Runs the command line in the folder; exceptions that are no exits fail the test."""

    def runner(*args: str, stdin: bytes | None = None) -> Any:
        result = CliRunner().invoke(app, list(args), input=stdin, catch_exceptions=False)
        result.lines = result.stdout.splitlines()
        return result

    return runner


@pytest.fixture
def events(folder: Path) -> Path:
    """An events file of four events."""
    lines = [
        factories.line("aa11"),
        factories.line(
            "aa22",
            sub_event_type="armed_clash",
            status="claimed",
            date=factories.day("2020-03-01"),
            location=factories.place("Gao", text="Gao", admin1="Gao", gazetteer_id=None),
            actors=[factories.actor("militants", text="fighters", actor_id=None, country=None)],
            casualties=[factories.casualty(24, None)],
            confidence=0.4,
        ),
        factories.line(
            "bb33",
            main=False,
            date=None,
            location=factories.place("Niger", "NE", text="Gao", admin1=None, precision="country"),
        ),
        factories.line(
            "cc44", sub_event_type="attack", date=factories.day("--05-01"), location=None, casualties=[]
        ),
    ]
    path = folder / "events.jsonl"
    path.write_text("".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> None:
    """An extractor that makes one event and one rejected candidate of each article, without a model."""
    import sahel_events.pipeline as pipeline

    class Extractor:
        def __init__(self, settings: Any) -> None:
            self.settings = settings

        def extract(self, items: Iterable[Any]) -> Iterator[Any]:
            for item in items:
                if hasattr(item, "cause"):
                    yield SimpleNamespace(article=None, problem=item, events=(), rejected=())
                    continue
                if "interrupt" in item.text:
                    raise KeyboardInterrupt
                yield SimpleNamespace(
                    article=item,
                    problem=None,
                    events=(factories.event(item.id),),
                    rejected=(factories.rejected(item.id),),
                )

    monkeypatch.setattr(pipeline, "Extractor", Extractor)
