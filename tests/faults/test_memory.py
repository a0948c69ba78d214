"""Memory that does not suffice: for one article, in the program and in a worker."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from faulty import Ran, as_documented, events_file, ran
from runs import many, put
from sahel_events.errors import SkipReason

pytestmark = pytest.mark.slow

LIMIT = 3 << 30
"""Bytes of address space: a worker without the model has a tenth of that."""


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_article_that_needs_more_than_there_is(folder: Path, jobs: str) -> None:
    """Under a limit, which workers inherit."""
    if shutil.which("prlimit") is None:
        pytest.skip("no prlimit")
    put(folder, many(20, n3=f"hoard {LIMIT}; count at {folder / 'read'}"))
    limit = ["prlimit", f"--as={LIMIT}"]
    for _ in range(2):  # it is tried again
        run = ran("extract", "raw", "-j", jobs, "-q", cwd=folder, before=limit)
        as_documented("an article needs too much memory", run, FILE="raw/003.txt")
        assert (folder / "events.jsonl").read_bytes().count(b"\n") == 19
    assert (folder / "read").stat().st_size == 2


def test_an_article_that_cannot_be_held(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Memory may end while the file is read, before there is an article."""
    from sahel_events.corpus.files import SourceFile
    from sahel_events.corpus.pieces import Piece
    from sahel_events.scale import worker
    from sahel_events.scale.outcome import Task
    from sahel_events.settings import Settings

    put(tmp_path, {"a.txt": "A."})
    monkeypatch.setattr("sahel_events.scale.worker.load", _no_memory)
    shop = worker.Workshop(Settings())
    done = shop.do(Task(Piece(SourceFile(tmp_path / "a.txt", "a.txt", "txt", False))))
    assert done.outcome is not None
    (problem,) = done.outcome.problems
    assert problem.reason is SkipReason.OUT_OF_MEMORY
    assert problem.path.endswith("/a.txt")
    assert done.outcome.passing


def test_an_article_that_the_pipeline_has_no_memory_for(monkeypatch: pytest.MonkeyPatch) -> None:
    from sahel_events.corpus.read import article_from_text
    from sahel_events.pipeline import Extractor

    extractor = Extractor()
    whole = iter([_no_memory, lambda article: _Result(article)])
    monkeypatch.setattr(extractor, "article", lambda article: next(whole)(article))
    articles = [article_from_text(text, id=text) for text in "ab"]
    first, second = _results(extractor, articles)
    assert first.problem.reason is SkipReason.OUT_OF_MEMORY
    assert second.article is articles[1]


def _no_memory(*_: Any) -> Any:
    raise MemoryError


class _Result:
    def __init__(self, article: Any) -> None:
        self.article = article


def _results(extractor: Any, articles: Any) -> Iterator[Any]:
    return iter(extractor.extract(articles))


def test_the_program_itself(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it is not an article that asks for too much. (A limit would be met in any line of a library.)"""
    from typer.testing import CliRunner

    from sahel_events.cli.app import app

    events_file(folder / "events.jsonl", 3)
    put(folder, {"out": "old\n"})
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr("sahel_events.report.write_report", _no_memory)
    result = CliRunner().invoke(app, ["report", str(folder / "events.jsonl"), "-o", str(folder / "out")])
    as_documented("too little memory for the program", Ran(result.exit_code, result.stderr.splitlines()))
    assert (folder / "out").read_text() == "old\n"
