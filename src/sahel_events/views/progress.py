"""The progress bar of a run."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Self

from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

if TYPE_CHECKING:
    from rich.console import Console

    from ..scale.outcome import Outcome


class _Rate(ProgressColumn):
    """Articles a second since the beginning."""

    def render(self, task: Task) -> Text:
        """The rate, or nothing before the first article."""
        elapsed, count = task.elapsed or 0.0, task.fields["articles"]
        return Text(f"{count / elapsed:.1f}/s" if elapsed > 0 and count else "")


class ExtractProgress:
    """A bar with articles done, rate and time left; a context manager.

    The bar measures bytes of the files, since how many articles a file holds is known only once it is read.
    Without `total` (standard input) it only shows that work goes on.
    """

    def __init__(self, console: Console, total: int | None, *, shown: bool) -> None:
        self._done = 0
        self._articles = 0
        self._progress = Progress(
            BarColumn(), TextColumn("{task.fields[articles]} articles"), _Rate(), TimeRemainingColumn(),
            console=console, transient=True, disable=not shown,
        )
        self._task = self._progress.add_task("", total=total, articles=0)

    def __enter__(self) -> Self:
        if not self._progress.disable:  # Rich up to 14.2 left an empty line where nothing is shown
            self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._progress.disable:
            self._progress.stop()

    def advance(self, outcome: Outcome) -> None:
        """One piece is done."""
        self._done += outcome.size
        self._articles += outcome.articles
        if not self._progress.disable:
            self._progress.update(self._task, completed=self._done, articles=self._articles)
