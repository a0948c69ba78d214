"""The limit of processor time: what it breaks off, in which threads, and what it leaves alone."""

from __future__ import annotations

import re
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from cases import table
from sahel_events.errors import TimeLimitError
from sahel_events.limit import each_limited, held, time_limit

SHORT = 0.1
on_posix = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timer on this platform")


def spin(seconds: float = 60.0) -> None:
    """Take so much processor time."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


def stubborn() -> None:
    """Go on after any fault."""
    while True:
        try:
            spin()
        except Exception:
            continue


def match() -> None:
    """Hang in one call of `re`, which looks for signals while it matches."""
    re.match(r"(?:a|aa)+$", "a" * 99 + "b")


def in_thread(work: Callable[[], None]) -> None:
    """Do it in another thread; raises what it raises."""
    with ThreadPoolExecutor(1) as threads:
        threads.submit(work).result(timeout=60)


def limited(work: Callable[[], None], seconds: float = SHORT) -> Callable[[], None]:
    """The work within a limit."""

    def done() -> None:
        with time_limit(seconds):
            work()

    return done


@on_posix
@pytest.mark.parametrize("work", table([
    (spin, "a loop"), (stubborn, "a loop that takes every exception for its own"), (match, "one long match"),
]))  # fmt: skip
def test_what_takes_too_long_is_broken_off(work: Callable[[], None]) -> None:
    start = time.process_time()
    with pytest.raises(TimeLimitError, match=r"more than 0.1 s of processor time.*max_seconds"):
        limited(work)()
    assert time.process_time() - start < 5


@pytest.mark.skipif(sys.gettrace() is not None, reason="under coverage.py no thread is interrupted in time")
@pytest.mark.parametrize("work", [spin, stubborn])
def test_in_another_thread(work: Callable[[], None]) -> None:
    """As in a worker of Dask, whose tasks run in threads."""
    with pytest.raises(TimeLimitError):
        in_thread(limited(work))


@pytest.mark.skipif(sys.gettrace() is not None, reason="under coverage.py no thread is interrupted in time")
def test_two_threads_have_limits_of_their_own() -> None:
    with ThreadPoolExecutor(2) as threads:
        slow, quick = threads.submit(limited(spin)), threads.submit(limited(lambda: spin(0.01), 30))
        quick.result(timeout=60)
        with pytest.raises(TimeLimitError):
            slow.result(timeout=60)


@pytest.mark.parametrize("run", [lambda work: work(), in_thread])
def test_what_ends_in_time_is_left_alone(run: Callable[[Callable[[], None]], None]) -> None:
    """Also what comes after it, however long it takes."""
    run(limited(lambda: None))
    run(lambda: spin(2 * SHORT))


@pytest.mark.parametrize("run", [lambda work: work(), in_thread])
def test_no_limit(run: Callable[[Callable[[], None]], None]) -> None:
    run(limited(lambda: spin(0.05), 0))


@pytest.mark.parametrize("run", [lambda work: work(), in_thread])
def test_what_is_held_is_not_broken_off_and_does_not_count(run: Callable[[Callable[[], None]], None]) -> None:
    done: list[str] = []

    def work() -> None:
        with time_limit(SHORT):
            with held():
                spin(3 * SHORT)
                done.append("held")
            done.append("after")
            spin()

    with pytest.raises(TimeLimitError):
        run(work)
    assert done == ["held", "after"]


def test_waiting_takes_no_processor_time() -> None:
    with time_limit(SHORT):
        time.sleep(3 * SHORT)


def test_a_fault_within_comes_through() -> None:
    with pytest.raises(KeyError), time_limit(60):
        raise KeyError
    with time_limit(60):
        pass


@on_posix
def test_the_caller_keeps_a_handler_of_his_own() -> None:
    def mine(*_: object) -> None: ...

    before = signal.signal(signal.SIGVTALRM, mine)
    try:
        with pytest.raises(TimeLimitError):
            limited(spin)()
        assert signal.getsignal(signal.SIGVTALRM) is mine
        assert signal.getitimer(signal.ITIMER_VIRTUAL)[0] == 0
    finally:
        signal.signal(signal.SIGVTALRM, before)


@on_posix
def test_a_late_signal_is_harmless() -> None:
    limited(lambda: None)()
    signal.raise_signal(signal.SIGVTALRM)


def test_the_inner_of_two_limits_does_not_count() -> None:
    with time_limit(60), time_limit(SHORT):
        spin(2 * SHORT)


def test_each_item_has_the_whole_time() -> None:
    def items() -> Iterator[int]:
        for number in range(3):
            spin(0.6 * SHORT)
            yield number
        spin()

    found: list[int] = []

    def take() -> None:
        for item in each_limited(items(), SHORT):
            spin(2 * SHORT)  # what is done with an item is not of its reading
            found.append(item)

    with pytest.raises(TimeLimitError):
        take()
    assert found == [0, 1, 2]


def test_threads_end() -> None:
    before = threading.active_count()
    in_thread(limited(lambda: None))
    time.sleep(0.05)
    assert threading.active_count() <= before
