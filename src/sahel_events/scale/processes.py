"""Tasks over worker processes, their outcomes in the order of the tasks, whatever becomes of a worker."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, wait
from itertools import chain, islice
from types import TracebackType
from typing import Self

from ..corpus.remote import Remote
from ..settings import Settings
from . import worker
from .outcome import Done, Known, Task
from .process import Slot, Worker, one_thread
from .worker import opened

Item = Task | Known
"""What a crew is given: tasks, and outcomes known already, which keep their place among the others."""
SMALL = 8
AHEAD = 256
"""How many items are looked at, and held, beyond the first whose outcome is waited for."""
BATCH = 8
"""Tasks in one message to a worker, once it is under way: a message costs 0.3 ms, an article without a
trigger little more. The first ones are single, so that something can be shown."""
HEAVY = 4_000_000
"""Bytes of files after which a batch is full, whatever the number of its tasks."""


def make_crew(settings: Settings, jobs: int | None = None) -> Crew:
    """Who does the tasks: this process for `jobs` 1, else that many worker processes (None: one for each core
    that this process may use)."""
    return Crew(settings, cores() if jobs is None else jobs)


def cores() -> int:
    """How many cores this process may use."""
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
            each.let_go()  # all before one is waited for: if that is cut off, no task keeps Python waiting
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
            slot = self._slot(task)
            return slot.done or min(self._workers, key=Worker.load).alone(slot.task)
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
                batch = next_batch(items, window, size, AHEAD, self._slot)
                more = batch is not None
                if batch:
                    free.give(batch)
                    size = min(size + 1, BATCH)
            if window and window[0].done is None:
                self._collect()
            while window and (done := window[0].done) is not None:
                yield window.popleft().item, done

    def _slot(self, item: Item) -> Slot:
        return slot_of(item, self.settings, carried=False)

    def _collect(self) -> None:
        """Wait until a batch is done."""
        running = {each.batches[0].future for each in self._workers if each.batches}
        finished, _ = wait(running, return_when=FIRST_COMPLETED)
        for each in self._workers:
            while each.batches and each.batches[0].future in finished:
                each.take()


def slot_of(item: Item, settings: Settings, *, carried: bool) -> Slot:
    """The place of an item: with its outcome where that is there already, and a task with the bytes of its
    file where they are to be `carried`, or lie in the memory of this process."""
    if isinstance(item, Known):
        return Slot(item, Done(item.outcome))
    path = item.piece.source.path
    if not carried and not (isinstance(path, Remote) and path.held_here):
        return Slot(item)
    whole = opened(item, settings)
    return Slot(item, whole) if isinstance(whole, Done) else Slot(whole)


def next_batch(
    items: Iterator[Item], window: deque[Slot], size: int, ahead: int, slot_of: Callable[[Item], Slot]
) -> list[Slot] | None:
    """Slots of up to `size` tasks, put into the window of at most `ahead` with the outcomes between them;
    None at the end."""
    batch: list[Slot] = []
    weight = 0
    for item in islice(items, ahead):
        slot = slot_of(item)
        window.append(slot)
        if slot.done is None:
            batch.append(slot)
            weight += slot.task.piece.size
        if len(batch) == size or weight > HEAVY or len(window) >= ahead:
            return batch
    return batch or None
