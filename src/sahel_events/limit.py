"""A limit of processor time for a piece of work, whatever it does.

In the main thread of a POSIX process a timer of the system interrupts it, `re` in the middle of a match
included. Elsewhere (threads, as those of a Dask worker; Windows) another thread watches: it can interrupt
between two steps of Python only, not within one call of compiled code.
"""

from __future__ import annotations

import ctypes
import signal
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

from .errors import TimeLimitError

T = TypeVar("T")
_SOON = 0.001
"""Seconds after which a limit that passed while it was held is told."""
_LOOK = 0.25
"""Seconds between two looks of a thread that watches another, at most."""


class TimedOut(BaseException):
    """Raised within the work; no Exception, so that nothing on the way takes it for a fault of its own."""


class _Limit:
    """A limit that can be stopped and goes on where it stopped."""

    def __init__(self, seconds: float) -> None:
        self.left = seconds
        self.running = False

    def go(self) -> None:
        """Count from now on."""
        raise NotImplementedError

    def stop(self) -> None:
        """Count no more, and raise nothing."""
        raise NotImplementedError


_now = threading.local()  # .limit: the one that this thread works under


class _Alarm(_Limit):
    """By the system's timer of the processor time that this process takes."""

    def go(self) -> None:
        self.before = signal.signal(signal.SIGVTALRM, _ring)
        self.running = True
        signal.setitimer(signal.ITIMER_VIRTUAL, self.left)

    def stop(self) -> None:
        self.running = False
        self.left = max(signal.setitimer(signal.ITIMER_VIRTUAL, 0)[0], _SOON)
        if callable(self.before):  # else ours stays: by itself it does nothing, and a late signal would kill
            signal.signal(signal.SIGVTALRM, self.before)


def _ring(_signal: int, _frame: FrameType | None) -> None:
    limit = getattr(_now, "limit", None)
    if limit is not None and limit.running:
        raise TimedOut


class _Watch(_Limit):
    """By a thread that watches this one."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.watched = threading.get_ident()
        self.lock = threading.Lock()

    def go(self) -> None:
        self.running, self.fired = True, False
        self.ended = threading.Event()
        self.until = self._clock() + self.left
        threading.Thread(target=self._look, args=(self.ended,), daemon=True).start()

    def stop(self) -> None:
        with self.lock:
            self.running = False
            if self.fired:  # it may be on its way still
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self.watched), None)
        self.ended.set()
        self.left = max(self.until - self._clock(), _SOON)

    def _look(self, ended: threading.Event) -> None:
        while (left := self.until - self._clock()) > 0:
            if ended.wait(min(left, _LOOK)):
                return
        with self.lock:
            if self.running:
                self.fired = True
                raised = ctypes.py_object(TimedOut)
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self.watched), raised)

    def _clock(self) -> float:
        """Processor time of the thread that is watched, else (Windows, macOS) the time of day."""
        if hasattr(time, "pthread_getcpuclockid"):
            return time.clock_gettime(time.pthread_getcpuclockid(self.watched))
        return time.monotonic()


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Let what is done within take that many seconds of processor time, 0 for any number. Raises
    TimeLimitError where it takes more. Not to be nested: within another limit that one counts."""
    if not seconds or getattr(_now, "limit", None) is not None:
        yield
        return
    main = threading.current_thread() is threading.main_thread() and hasattr(signal, "setitimer")
    limit = _now.limit = _Alarm(seconds) if main else _Watch(seconds)
    try:
        try:
            limit.go()
            yield
        finally:
            limit.stop()
    except TimedOut:  # also between the end of the work and the limit's
        limit.stop()
        raise TimeLimitError(seconds) from None
    finally:
        _now.limit = None


@contextmanager
def held() -> Iterator[None]:
    """Stop the limit of this thread, if it has one: for what must not be broken off halfway, or is no part
    of the work."""
    limit: _Limit | None = getattr(_now, "limit", None)
    if limit is None or not limit.running:
        yield
        return
    limit.stop()
    try:
        yield
    finally:
        limit.go()


def each_limited(items: Iterable[T], seconds: float) -> Iterator[T]:
    """The items, each of which may take that many seconds of processor time. Raises TimeLimitError."""
    steps = iter(items)
    while True:
        with time_limit(seconds):
            try:
                item = next(steps)
            except StopIteration:
                return
        yield item
