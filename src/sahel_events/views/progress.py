"""The progress bar of a run."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

if TYPE_CHECKING:
    from rich.console import Console

    from ..schema import Article


class _Rate(ProgressColumn):
    """Articles a second since the beginning."""

    def render(self, task: Task) -> Text:
        """The rate, or nothing before the first article."""
        elapsed, count = task.elapsed or 0.0, task.fields["articles"]
        return Text(f"{count / elapsed:.1f}/s" if elapsed > 0 and count else "")


class ExtractProgress:
    """A bar with articles done, rate and time left; a context manager.

    The bar measures bytes of the files, since how many articles a file holds is known only once it is read:
    `sizes` gives the bytes of each file by the path that its articles carry. Within a file the part done is
    told from the length of the texts seen. Without sizes (standard input) the bar only shows that work goes
    on.
    """

    def __init__(self, console: Console, sizes: Mapping[str, int], *, shown: bool) -> None:
        self._sizes = sizes
        self._done = 0
        self._path: str | None = None
        self._within = 0
        self._articles = 0
        self._progress = Progress(
            BarColumn(), TextColumn("{task.fields[articles]} articles"), _Rate(), TimeRemainingColumn(),
            console=console, transient=True, disable=not shown,
        )
        self._task = self._progress.add_task("", total=sum(sizes.values()) or None, articles=0)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def advance(self, article: Article) -> None:
        """One article is done."""
        if article.path != self._path:
            self._done += self._sizes.get(self._path or "", 0)
            self._path, self._within = article.path, 0
        self._within += len(article.text)
        self._articles += 1
        seen = self._done + min(self._within, self._sizes.get(article.path, 0))
        self._progress.update(self._task, completed=seen, articles=self._articles)
