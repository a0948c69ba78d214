"""The progress bar: bytes done of bytes to do, articles, and nothing where it is not shown."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from sahel_events.scale.outcome import Outcome
from sahel_events.views.progress import ExtractProgress


@pytest.mark.parametrize(("total", "share"), [(400, 0.5), (None, None)], ids=["files", "standard input"])
def test_pieces_add_up(total: int | None, share: float | None) -> None:
    console = Console(file=io.StringIO(), force_terminal=True, width=100)
    with ExtractProgress(console, total, shown=True) as progress:
        progress.advance(Outcome(articles=2, size=150))
        progress.advance(Outcome(articles=0, size=50))
        (task,) = progress._progress.tasks
        assert (task.completed, task.total, task.fields["articles"]) == (200, total, 2)
        assert share is None or task.percentage == 100 * share


def test_nothing_is_written_where_it_is_not_shown() -> None:
    out = io.StringIO()
    with ExtractProgress(Console(file=out, force_terminal=True), 400, shown=False) as progress:
        progress.advance(Outcome(articles=2, size=150))
    assert out.getvalue() == ""
