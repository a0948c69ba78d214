"""A Dask cluster: reached or started, found fit, and watched. Only `extract --cluster` imports Dask."""

from __future__ import annotations

import logging
import queue
import time
from contextlib import ExitStack, suppress
from dataclasses import replace
from enum import Enum, auto
from multiprocessing import resource_tracker
from typing import Any

from ..errors import SahelEventsError, UsageError, WorkerError
from ..settings import Settings
from . import cluster_worker
from .cluster_worker import Kit, other_parts, packed
from .fingerprint import digest_of, made_with
from .outcome import Done, Task
from .process import interrupts_held, one_thread

LOCAL = "local"
REACH_S = 10.0
"""How long to try to reach a cluster. One that is there answers within the second."""
WORKERS_S = 60.0
"""How long to wait for a first worker, and for another when the last is gone: machines take that long to
come."""
LOST = "the connection to its scheduler is lost; once it is back, the same command goes on"
LOOK_S = 2.0
"""How often to ask how many workers there are."""


class Nothing(Enum):
    """Why nothing came of tasks: their worker has yet to be sent the user's tables; the workers that had them
    died, one after the other."""

    NO_TABLES = auto()
    WORKERS_DIED = auto()


class DaskCluster:
    """The cluster at `address`, or `jobs` worker processes of this machine ("local"), for runs with
    `settings`. Raises WorkerError where it cannot be reached, has no workers, or one that would make other
    records; UsageError where Dask is not installed."""

    def __init__(self, settings: Settings, address: str, jobs: int) -> None:
        try:
            import distributed
        except ImportError as error:
            raise UsageError("--cluster needs Dask: pip install 'sahel-events[cluster]'") from error
        self.address = address
        self._dask: Any = distributed
        self._stack = ExitStack()
        with self._stack:
            self._client = self._started(jobs) if address == LOCAL else self._reached()
            self._stack.callback(self._client.close, timeout=REACH_S)
            wanted = made_with(settings)
            files = packed(settings) if address != LOCAL else ()
            self._kit = Kit(settings, digest_of(wanted), files)
            self._check(wanted)
            self._workers, self._seen = 0, time.monotonic()
            self._looked = -LOOK_S
            self._stack = self._stack.pop_all()

    def close(self) -> None:
        """Let go of the cluster, with whatever it has still to do; end it where it was started here."""
        self._stack.close()

    @property
    def workers(self) -> int:
        """How many worker processes there are. Raises WorkerError where there are none for WORKERS_S."""
        now = time.monotonic()
        if now - self._looked >= LOOK_S:
            self._workers = len(self._asked())
            self._looked = now
            if self._workers:
                self._seen = now
            elif now - self._seen > WORKERS_S:
                raise WorkerError(
                    f"cluster {self.address}: no workers for {WORKERS_S:.0f} s; "
                    "start some, the same command goes on"
                )
        return self._workers

    def submit(self, tasks: list[Task], *, with_tables: bool = False) -> Any:
        """A future for what comes of `tasks`; the user's tables go with them on demand."""
        kit = self._kit if with_tables or not self._kit.files else replace(self._kit, files=None)
        return self._client.submit(cluster_worker.do, kit, tasks, pure=False)

    def result(self, future: Any) -> list[Done] | Nothing:
        """What came of tasks, awaited, or why nothing did. Raises what the tasks raise, and WorkerError where
        the cluster is lost."""
        self._await(future)
        if future.status == "finished":
            found: list[Done] | None = self._value(future)
            return Nothing.NO_TABLES if found is None else found
        if future.status != "error":  # cancelled or lost
            raise WorkerError(f"cluster {self.address}: {LOST}")
        error = future.exception()
        if isinstance(error, self._dask.scheduler.KilledWorker):
            return Nothing.WORKERS_DIED
        if isinstance(error, SahelEventsError):
            raise error
        cause = f"{type(error).__name__}: {error}; is the scheduler's installation the same as here?"
        raise WorkerError(f"cluster {self.address}: {cause}") from error

    def _await(self, future: Any) -> None:
        if future.done():
            return
        finished: queue.SimpleQueue[Any] = queue.SimpleQueue()
        future.add_done_callback(finished.put)
        while not future.done():
            with suppress(queue.Empty):
                finished.get(timeout=LOOK_S)
            _ = self.workers  # raises where there are none any more

    def _value(self, future: Any) -> Any:
        while True:
            try:
                return future.result(timeout=WORKERS_S)  # it may have died with its worker, to be done again
            except TimeoutError:
                _ = self.workers

    def _asked(self) -> dict[str, int]:
        try:
            found: dict[str, int] = self._client.nthreads()
        except Exception as error:
            raise WorkerError(f"cluster {self.address}: {LOST}") from error
        return found

    def _started(self, jobs: int) -> Any:
        """A client of workers of this machine. They never hear of Ctrl-C, which this process sees to."""
        import dask

        quiet = {"distributed.scheduler.allowed-failures": 1, "logging.distributed": "critical"}
        self._stack.enter_context(dask.config.set(quiet))
        resource_tracker.ensure_running()  # starting it lets Ctrl-C through again
        try:
            with one_thread(), interrupts_held():
                cluster = self._dask.LocalCluster(
                    n_workers=jobs, threads_per_worker=1, dashboard_address=":0", memory_limit=0,
                    silence_logs=logging.CRITICAL,
                )
                self._stack.callback(cluster.close, timeout=REACH_S)
                return self._dask.Client(cluster, set_as_default=False)
        except Exception as error:
            raise WorkerError(
                f"--cluster {LOCAL}: workers cannot be started: {error}; --jobs 1 works without them"
            ) from error

    def _reached(self) -> Any:
        try:
            client = self._dask.Client(self.address, timeout=REACH_S, set_as_default=False)
        except ValueError as error:
            raise UsageError(
                f"--cluster {self.address}: {error}; give tcp://HOST:PORT of a Dask scheduler"
            ) from error
        except Exception as error:
            cause = f"cannot be reached within {REACH_S:.0f} s; is `dask scheduler` running there?"
            raise WorkerError(f"cluster {self.address}: {cause}") from error
        try:
            client.wait_for_workers(1, timeout=WORKERS_S)
        except TimeoutError as error:
            client.close()
            cause = f"no workers within {WORKERS_S:.0f} s; start some with `dask worker {self.address}`"
            raise WorkerError(f"cluster {self.address}: {cause}") from error
        return client

    def _check(self, wanted: dict[str, str]) -> None:
        """See whether scheduler and workers are fit to make the records that this program would make."""
        try:
            self._client.run_on_scheduler(cluster_worker.importable)
        except Exception as error:
            raise _unfit(f"scheduler {self.address}", error) from error
        found = self._client.run(cluster_worker.compare, self._kit, wanted, on_error="return")
        for worker, differs in found.items():
            if isinstance(differs, Exception):
                raise _unfit(f"worker {worker}", differs) from differs
            if differs is not None:
                raise WorkerError(other_parts(worker, differs))


def _unfit(who: str, error: Exception) -> WorkerError:
    cause = str(error) if isinstance(error, ImportError) else f"{type(error).__name__}: {error}"
    if "No module named" in cause or "ModuleNotFoundError" in cause:  # as Dask hands it on
        return WorkerError(
            f"{who} lacks sahel-events, or has another version ({cause}); install the same as here"
        )
    return WorkerError(f"{who}: {cause}; see that it has the same installation as here")
