"""One worker process, and what it has to do.

It is a `ProcessPoolExecutor` of one process: what dies takes only its own tasks with it, and it is known
which these were.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace

from ..corpus.files import Problem
from ..errors import SkipReason, WorkerError
from ..settings import Settings
from . import worker
from .outcome import Done, Known, Task, failed

STARTS = 3
"""How often a worker that dies before it is ready is started again: who kills one by hand, or the system when
memory is short, may do so once or twice."""
TRIES = 2
"""How often a task is given to a process with nothing else to do before it has failed: once could be chance,
since a user or a system that is short of memory kills at any moment."""
DIED = "the worker process that read it died: killed, out of memory, or a crash below Python"
DONE_AGAIN = "a worker process died in this article or one of the {more} after it; they were read again"
DONE_ONE_AGAIN = "the worker process that read it died; it was read again"


@dataclass(slots=True)
class Slot:
    """The place of an item in the order, and what came of it."""

    item: Task | Known
    done: Done | None = None

    @property
    def task(self) -> Task:
        """The item of a slot whose outcome is not there yet."""
        assert isinstance(self.item, Task)
        return self.item


@dataclass(frozen=True, slots=True)
class Batch:
    """Tasks that go to a worker in one message."""

    slots: Sequence[Slot]
    future: Future[list[Done]]

    @property
    def tasks(self) -> list[Task]:
        """The tasks of the slots."""
        return [slot.task for slot in self.slots]


class Worker:
    """A process that does tasks. It has one batch that it does and one that waits, so that it need not."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.batches: deque[Batch] = deque()
        self._start()

    def load(self) -> int:
        """How many batches it has."""
        return len(self.batches)

    @property
    def has_room(self) -> bool:
        """Whether it may be given a batch."""
        return len(self.batches) < 2

    def give(self, slots: Sequence[Slot]) -> None:
        """Let it do the tasks of `slots`."""
        batch = Batch(slots, Future())
        self.batches.append(Batch(slots, self._submit(batch.tasks)))

    def take(self) -> None:
        """Put the outcomes of the first batch, which is done, into their slots. Where the process died,
        another does what it had, the first batch task by task: the one that kills TRIES more has failed.
        Raises what the tasks raise, and WorkerError where no process lives long enough to begin.
        """
        batch = self.batches[0]
        try:
            done = batch.future.result()
        except BrokenProcessPool:
            self._recover()
            return
        self.batches.popleft()
        for slot, each in zip(batch.slots, done, strict=True):
            slot.done = each

    def alone(self, task: Task) -> Done:
        """Do one task while the caller waits, again in a new process where this one dies."""
        for _ in range(TRIES):
            try:
                (done,) = self._submit([task]).result()
            except BrokenProcessPool:
                self._replace()
            else:
                return done
        piece = task.piece
        return failed(piece, Problem(piece.shown, piece.line, SkipReason.WORKER_DIED, DIED))

    def let_go(self) -> None:
        """Have the process end, whatever it does, and not wait for it."""
        self._lifeline.close()

    def stop(self) -> None:
        """End the process, whatever it does."""
        self.let_go()
        self._executor.shutdown(wait=True, cancel_futures=True)

    def _submit(self, tasks: list[Task]) -> Future[list[Done]]:
        try:
            return self._executor.submit(worker.do, tasks)
        except BrokenProcessPool as error:
            gone: Future[list[Done]] = Future()
            gone.set_exception(error)
            return gone

    def _recover(self) -> None:
        begun = self._ready.done() and self._ready.exception() is None
        batches = list(self.batches)
        self.batches.clear()
        self._replace()
        if begun:
            first = batches.pop(0)
            for slot, task in zip(first.slots, first.tasks, strict=True):
                slot.done = self.alone(task)
            _note(first)
        for batch in batches:
            self.give(batch.slots)

    def _replace(self) -> None:
        """Put another process in the place of one that died, and wait until it is ready."""
        for _ in range(STARTS):
            self.stop()
            self._start()
            try:
                self._ready.result()
            except BrokenProcessPool:
                continue
            return
        raise WorkerError(
            "worker processes die while they start: too little memory, or a script that calls this at its "
            'top level, without `if __name__ == "__main__":`; --jobs 1 works without them'
        )

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")  # fork would copy threads' locks in whatever state
        end, self._lifeline = context.Pipe(duplex=False)
        with one_thread(), interrupts_held():
            self._executor = ProcessPoolExecutor(1, context, worker.begin, (self.settings, end))
            self._ready = self._executor.submit(worker.ready)


def _note(batch: Batch) -> None:
    """Say with the first of a batch done again that it was, where no article is named as the cause."""
    done = [slot.done for slot in batch.slots if slot.done is not None]
    if any(map(_died, done)):
        return
    piece = batch.tasks[0].piece
    cause = DONE_ONE_AGAIN if len(done) == 1 else DONE_AGAIN.format(more=len(done) - 1)
    note = Problem(piece.shown, piece.line, None, cause, warning=True)
    batch.slots[0].done = replace(done[0], note=note)


def _died(done: Done) -> bool:
    return done.outcome is not None and any(
        problem.reason is SkipReason.WORKER_DIED for problem in done.outcome.problems
    )


@contextmanager
def one_thread() -> Iterator[None]:
    """Let numerical libraries that are loaded within, here or in a process started here, use one thread."""
    before = {name: os.environ.get(name) for name in worker.THREADS}
    os.environ.update(dict.fromkeys(worker.THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextmanager
def interrupts_held() -> Iterator[None]:
    """Hold back Ctrl-C, and what comes of a terminal that is closed, while a process starts: it inherits
    that, and so never hears of one. So does Python's own process that tracks semaphores."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
