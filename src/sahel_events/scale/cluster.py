"""Tasks over the workers of a Dask cluster, their outcomes in the order of the tasks, whatever becomes of a
worker."""

from __future__ import annotations

import queue
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Any, Self

from ..corpus.files import Problem
from ..errors import SkipReason, UsageError
from ..settings import Settings
from .dask_cluster import LOCAL, LOOK_S, DaskCluster, Nothing
from .outcome import Done, Task, failed
from .process import Slot
from .processes import AHEAD, Item, cores, next_batch, slot_of

BATCH = 32
"""Tasks in one message, once it is under way: Dask spends some milliseconds on each message, and a batch that
is lost with its worker is a second of work."""
EACH = 3
"""Batches given out for each worker: one that it does, one that waits there, one on its way."""
DIED = "the workers that read it died, one after the other: killed, out of memory, or a crash below Python"


@dataclass(frozen=True, slots=True)
class _Batch:
    slots: Sequence[Slot]
    with_tables: bool = False


class ClusterCrew:
    """Does tasks on a cluster; a context manager with the methods of `Crew`.

    address: that of Dask's scheduler (tcp://HOST:PORT), or "local" for `jobs` worker processes here (None:
    one for each core). Files of this machine are sent to the workers of a cluster elsewhere; what stands at
    a URL they read themselves. The cluster is called on with the first task. Raises UsageError.
    """

    def __init__(self, settings: Settings, address: str, jobs: int | None = None) -> None:
        if address != LOCAL and "://" not in address:
            raise UsageError(f"--cluster {address}: give tcp://HOST:PORT, or {LOCAL}")
        if address != LOCAL and jobs is not None:
            raise UsageError(
                f"--jobs {jobs}: the cluster at {address} has the workers that it has; leave --jobs out"
            )
        self.settings, self.address = settings, address
        self._jobs = jobs or cores()
        self._cluster: DaskCluster | None = None
        self._finished: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._running: dict[Any, _Batch] = {}
        self._suspects: list[Slot] = []
        self._ahead = AHEAD

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._running.clear()
        if self._cluster is not None:
            self._cluster.close()

    def run(self, items: Iterable[Item]) -> Iterator[tuple[Item, Done]]:
        """Each item with what came of it, in the order of the items, which are asked for as they are needed.

        Raises ModelError, TableError and UsageError for wrong settings, WorkerError where the cluster cannot
        be reached or used, or is lost.
        """
        rest = iter(items)
        window: deque[Slot] = deque()
        size, more = 1, True
        while more or window:
            while more and self._has_room(window):
                batch = next_batch(rest, window, size, self._ahead, self._slot)
                more = batch is not None
                if batch:
                    self._give(_Batch(batch))
                    size = min(size * 2, BATCH)
            if window and window[0].done is None:
                self._collect()
            while window and (done := window[0].done) is not None:
                yield window.popleft().item, done

    def again(self, task: Task) -> Done:
        """Do one task, while the caller waits. What kills one worker after the other has failed."""
        slot = self._slot(task)
        if slot.done is not None:
            return slot.done
        cluster = self._begun()
        done = cluster.result(cluster.submit([slot.task], with_tables=True))
        if isinstance(done, Nothing):
            piece = task.piece
            return failed(piece, Problem(piece.shown, piece.line, SkipReason.WORKER_DIED, DIED))
        return done[0]

    def _slot(self, item: Item) -> Slot:
        return slot_of(item, self.settings, carried=self.address != LOCAL)

    def _has_room(self, window: Sequence[Slot]) -> bool:
        """Whether another batch may be given out. Until the first there is no cluster."""
        if self._cluster is None:
            return len(window) < AHEAD
        most = EACH * max(self._cluster.workers, 1)
        self._ahead = max(AHEAD, 2 * most * BATCH)
        return not self._suspects and len(window) < self._ahead and len(self._running) < most

    def _begun(self) -> DaskCluster:
        if self._cluster is None:
            self._cluster = DaskCluster(self.settings, self.address, self._jobs)
        return self._cluster

    def _give(self, batch: _Batch) -> None:
        tasks = [slot.task for slot in batch.slots]
        future = self._begun().submit(tasks, with_tables=batch.with_tables)
        self._running[future] = batch
        future.add_done_callback(self._finished.put)

    def _collect(self) -> None:
        """Wait for a batch, and put its outcomes into their slots. Of a batch that died with one worker after
        the other each task is done alone, once nothing else is under way: what dies then, dies of itself."""
        cluster = self._begun()
        if not self._running:
            suspects, self._suspects = self._suspects, []
            for slot in suspects:
                slot.done = self.again(slot.task)
            return
        try:
            future = self._finished.get(timeout=LOOK_S)
        except queue.Empty:
            _ = cluster.workers  # raises where there are none any more
            return
        batch = self._running.pop(future)
        done = cluster.result(future)
        if done is Nothing.NO_TABLES:
            self._give(replace(batch, with_tables=True))
        elif done is Nothing.WORKERS_DIED:
            self._suspects += batch.slots
        else:
            for slot, each in zip(batch.slots, done, strict=True):
                slot.done = each
                slot.item = replace(slot.task, content=None)
