"""The work on one piece, in this process or in one that does nothing else."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from ..corpus.decode import BadBytes
from ..corpus.files import Problem
from ..corpus.pieces import NO_MEMORY, load
from ..corpus.read import Found, read_piece
from ..errors import SkipReason, TimeLimitError
from ..limit import each_limited
from ..settings import Settings
from .outcome import Done, Outcome, Task, failed, gather

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from ..pipeline import Result


THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS",
           "VECLIB_MAXIMUM_THREADS", "NUMEXPR_NUM_THREADS")
"""What the numerical libraries are told by to use one thread each; they look once, when they are loaded. Of
more threads no run here was faster, and the processes of one run would take the cores from each other."""


def opened(task: Task, settings: Settings) -> Task | Done:
    """The task with the bytes of its file; or what comes of it, where these are those of the outcome that is
    kept, or cannot be read."""
    if task.piece.line is not None or task.content is not None:
        return task
    try:
        content = load(task.piece, settings)
    except BadBytes as bad:
        return failed(task.piece, Problem(task.piece.shown, None, bad.reason, bad.cause))
    if content.digest == task.known:
        return Done(None, content.digest, content.stamp)
    return replace(task, content=content)


class Workshop:
    """Does tasks, one after the other; loads the pipeline for the first."""

    def __init__(self, settings: Settings) -> None:
        from ..pipeline import Extractor  # here, since it brings spaCy with it

        self.settings = settings
        self._extractor = Extractor(settings)

    def ready(self) -> None:
        """Load the pipeline. Raises ModelError and TableError."""
        _ = self._extractor.nlp, self._extractor.assembler

    def do(self, task: Task) -> Done:
        """The outcome of a task. Raises ModelError, TableError and UsageError for wrong settings."""
        try:
            return self._done(task)
        except MemoryError:  # what it had taken is free again; the next task may need less
            piece = task.piece
            return failed(piece, Problem(piece.shown, piece.line, SkipReason.OUT_OF_MEMORY, NO_MEMORY))

    def _done(self, task: Task) -> Done:
        whole = opened(task, self.settings)
        if isinstance(whole, Done):
            return whole
        if whole.content is not None:
            return Done(self._outcome(whole), whole.content.digest, whole.content.stamp)
        digest = whole.piece.digest
        return Done(None if digest == whole.known else self._outcome(whole), digest)

    def _outcome(self, task: Task) -> Outcome:
        taken = set(task.taken)
        problems: list[Problem] = []
        candidates: list[tuple[str, ...]] = []
        ids: list[str] = []
        results: list[Result] = []
        for found in self._read(task):
            if isinstance(found, Problem):
                problems.append(found)
                continue
            article = found.with_own_id(taken)
            candidates.append(found.ids)
            if isinstance(article, Problem):
                problems.append(article)
                ids.append("")
            else:
                ids.append(article.id)
                results += self._extractor.extract([article])
        return replace(gather(results, problems, candidates, ids), size=task.piece.size)

    def _read(self, task: Task) -> Iterator[Found | Problem]:
        """What is in a piece, the reading of each article within its limit of time."""
        piece, seconds = task.piece, self.settings.max_seconds
        try:
            yield from each_limited(read_piece(piece, self.settings, task.content), seconds)
        except TimeLimitError as error:
            yield Problem(piece.shown, piece.line, SkipReason.TIMED_OUT, f"reading it {error}")


_shop: Workshop | None = None
"""The workshop of a worker process: one for its whole life."""


def begin(settings: Settings, lifeline: Connection) -> None:
    """Make this process a worker. `lifeline` closes when the run ends, however that comes about."""
    global _shop
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes; the first of them decides
    for name in THREADS:
        os.environ[name] = "1"
    threading.Thread(target=_end_with, args=(lifeline,), daemon=True).start()
    _shop = Workshop(settings)


def _end_with(lifeline: Connection) -> None:
    """End this process when the other end is closed or its process gone, killed or not."""
    with suppress(EOFError, OSError):
        lifeline.recv()
    os._exit(1)


def ready() -> None:
    """Load the pipeline in a worker process; see `Workshop.ready`."""
    assert _shop is not None
    _shop.ready()


def do(tasks: Sequence[Task]) -> list[Done]:
    """Do tasks in a worker process; see `Workshop.do`."""
    assert _shop is not None
    return [_shop.do(task) for task in tasks]
