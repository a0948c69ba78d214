"""Tasks over worker processes, their outcomes in the order of the tasks, whatever becomes of a worker."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, wait
from itertools import chain, islice
from types import TracebackType
from typing import Self

from ..settings import Settings
from . import worker
from .outcome import Done, Known, Task
from .process import Slot, Worker, one_thread

Item = Task | Known
"""What a crew is given: tasks, and outcomes known already, which keep their place among the others."""
SMALL = 8
AHEAD = 256
"""How many items are looked at, and held, beyond the first whose outcome is waited for."""
BATCH = 8
"""Tasks in one message to a worker, once it is under way: a message costs 0.3 ms, an article without a
trigger little more. The first ones are single, so that something can be shown."""


def make_crew(settings: Settings, jobs: int | None = None) -> Crew:
    """Who does the tasks: this process for `jobs` 1, else that many worker processes (None: one for each core
    that this process may use)."""
    return Crew(settings, _cores() if jobs is None else jobs)


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS and Windows
        return os.cpu_count() or 1


class Crew:
    """Does tasks in this process or in workers; a context manager."""

    def __init__(self, settings: Settings, jobs: int) -> None:
        self.settings, self.jobs = settings, jobs
        self._shop: worker.Workshop | None = None
        self._workers: list[Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for each in self._workers:
            each.stop()

    def run(self, items: Iterable[Item]) -> Iterator[tuple[Item, Done]]:
        """Each item with what came of it, in the order of the items, which are asked for as they are needed.

        Workers are started at the first stretch of AHEAD items with more than SMALL tasks. Raises ModelError,
        TableError and UsageError for wrong settings, WorkerError where workers cannot be started.
        """
        rest = iter(items)
        ahead = AHEAD if self.jobs > 1 else 1  # alone, a slow pipe is read as it comes
        while stretch := list(islice(rest, ahead)):
            if self.jobs > 1 and sum(isinstance(item, Task) for item in stretch) > SMALL:
                yield from self._with_workers(chain(stretch, rest))
                return
            for item in stretch:
                yield item, self.again(item) if isinstance(item, Task) else Done(item.outcome)

    def again(self, task: Task) -> Done:
        """Do one task, while the caller waits."""
        if self._workers:
            return min(self._workers, key=Worker.load).alone(task)
        if self._shop is None:
            with one_thread():
                self._shop = worker.Workshop(self.settings)
        return self._shop.do(task)

    def _with_workers(self, items: Iterator[Item]) -> Iterator[tuple[Item, Done]]:
        self._workers = [Worker(self.settings) for _ in range(self.jobs)]
        window: deque[Slot] = deque()
        size = 1
        more = True
        while more or window:
            while more and len(window) < AHEAD and (free := min(self._workers, key=Worker.load)).has_room:
                batch = self._next_batch(items, window, size)
                more = batch is not None
                if batch:
                    free.give(batch)
                    size = min(size + 1, BATCH)
            if window and window[0].done is None:
                self._collect()
            while window and (done := window[0].done) is not None:
                yield window.popleft().item, done

    @staticmethod
    def _next_batch(items: Iterator[Item], window: deque[Slot], size: int) -> list[Slot] | None:
        """Slots of up to `size` tasks, put into the window with the outcomes between them; None at the
        end."""
        batch: list[Slot] = []
        for item in islice(items, AHEAD):
            slot = Slot(item, None if isinstance(item, Task) else Done(item.outcome))
            window.append(slot)
            if isinstance(item, Task):
                batch.append(slot)
            if len(batch) == size or len(window) >= AHEAD:
                return batch
        return batch or None

    def _collect(self) -> None:
        """Wait until a batch is done."""
        running = {each.batches[0].future for each in self._workers if each.batches}
        finished, _ = wait(running, return_when=FIRST_COMPLETED)
        for each in self._workers:
            while each.batches and each.batches[0].future in finished:
                each.take()
