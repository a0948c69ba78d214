"""Messages about runs: their options and outputs, journal, processes and clusters; how each is provoked."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from provoke import ARTICLE, Call, Command, Output, Patch, Said, put, rows, without

ONE = {"a.txt": ARTICLE}
STOPS = {"a.txt": ARTICLE + "interrupt"}

OPTIONS = [
    *rows(Command("schema --log-level loud"), 2, [
        ("--log-level {level}: give {…} or {…}", "--log-level", "give debug", "")]),
    *rows(Command("schema --log-file gone/x"), 2, [
        ("--log-file {file}: cannot be written: {strerror}; name another", "--log-file", "name another", "")]),
    *rows(Command("extract"), 2, [
        ("no input: name the files and folders to read", "no input", "such as: sahel-events extract data/raw", "")]),
    *rows(Command("extract empty", {"empty/.hidden": ""}), 2, [
        ("nothing to read in {…}", "empty", "articles are .txt", "nothing in it could be read; nothing is written")]),
    *rows(Command("extract a.txt --published soon", ONE), 2, [
        ("--published {text} is no date: give YYYY-MM-DD", "--published", "give YYYY-MM-DD", "")]),
    *rows(Command("extract a.txt --link -o -", ONE), 2, [
        ("--link needs the events in a file of this machine, not {where}; give -o FILE", "--link", "give -o FILE", "")]),
    *rows(Command("extract a.txt --rejected events.jsonl", ONE), 2, [
        ("--rejected: events and rejected candidates cannot both go to {…}; give it another file", "--rejected",
         "give it another file", "")]),
    *rows(Command("extract a.txt --jobs 1", STOPS), 130, [
        ("{…} is left as it was", "events.jsonl", "the same command goes on", "Ctrl-C")]),
    *rows(Command("extract a.txt --jobs 1 -o -", STOPS), 130, [
        ("the output is cut off", "output", "with -o FILE the same command goes on", "Ctrl-C")]),
    *rows(Command("extract a.txt --cluster here", ONE), 2, [
        ("--cluster {address}: give tcp://HOST:PORT, or local", "--cluster", "give tcp://HOST:PORT", "")]),
    *rows(Command("extract a.txt --cluster tcp://h:1 --jobs 2", ONE), 2, [
        ("--jobs {jobs}: the cluster at {address} has the workers that it has; leave --jobs out", "--jobs",
         "leave --jobs out", "")]),
    *rows(Command("extract a.txt --cluster local", ONE, patch=without("distributed")), 2, [
        ("--cluster needs Dask: pip install 'sahel-events[cluster]'", "--cluster", "pip install", "")]),
    *rows(Command("extract http://x.example/a.txt", patch=without("fsspec.core")), 2, [
        ("{told}: reading and writing at URLs needs fsspec: pip install 'sahel-events[cluster]'", "http://x.example/a.txt",
         "pip install", "")]),
]


def main_fails(folder: Path, patch: Patch) -> Any:
    """A fault of ours that nobody foresaw."""
    import sys

    from sahel_events import cli

    patch.setattr(sys, "argv", ["sahel-events", "schema"])
    patch.setattr("sahel_events.schema.json_schema", raising(KeyError("x")))
    patch.setattr("signal.signal", lambda *_: None)
    heard: list[str] = []
    patch.setattr("sahel_events.cli.common.fail", lambda message, hint: heard.extend([message, f"hint: {hint}"]))
    with pytest.raises(SystemExit) as end:
        cli.main()
    return Output(int(str(end.value)), heard)


def from_python(make: Callable[[], Any]) -> Call:
    """Something that only a caller from Python can ask for."""
    return Call(lambda folder, patch: make())


def no_jobs() -> Any:
    """A run with no process."""
    from sahel_events.scale.run import ExtractRun
    from sahel_events.settings import Settings

    return ExtractRun(["a.txt"], Settings(), "events.jsonl", jobs=0)


def no_day() -> Any:
    """A spaCy Doc with a publication date that is none."""
    from sahel_events.pipeline import _published

    doc: Any = SimpleNamespace(_=SimpleNamespace(sahel_published="soon"))
    return _published(doc)


def store(error: Exception) -> Call:
    """A store that fails in its own way."""

    def ask(folder: Path, patch: Patch) -> Any:
        import fsspec.core

        from sahel_events.corpus.files import find_sources

        def url_to_fs(url: str) -> Any:
            if isinstance(error, ImportError):
                raise error
            return SimpleNamespace(info=fail), "a.txt"

        def fail(path: str) -> Any:
            raise error.__context__ or error

        patch.setattr(fsspec.core, "url_to_fs", url_to_fs)
        return list(find_sources(["s3://bucket/a.txt"]))

    return Call(ask)


LAZY = FileNotFoundError()
LAZY.__context__ = ImportError("boto")
PYTHON = [
    *rows(Call(main_fails), 1, [
        ("a fault of this program, please report it: {__name__}: {error}", "a fault of this program",
         "the same command with --log-file FILE", "outside of any article")]),
    *rows(from_python(no_jobs), 2, [("--jobs {jobs}: give 1 or more", "--jobs", "give 1 or more", "from Python")]),
    *rows(from_python(no_day), 2, [
        ("doc._.sahel_published: {given} is no date such as 2020-06-17", "sahel_published", "such as", "from Python")]),
    *rows(store(ImportError("install s3fs")), 2, [
        ("{told}: a package for {scheme}:// is missing, install it: {error}", "s3://bucket/a.txt", "install s3fs", "")]),
    *rows(store(LAZY), 2, [
        ("{…}: a package is missing, install it: {error}", "s3://bucket/a.txt", "install it", "")]),
    *rows(store(FileNotFoundError()), 1, [
        ("no such file or folder", "s3://bucket/a.txt", "see that the path is right", "at a URL")]),
]


def journal(spoil: Callable[[Any, Path], object], fingerprint: str = "a") -> Call:
    """A journal that was written, spoilt and opened again: what it tells its user."""

    def open_(folder: Path, patch: Patch) -> Any:
        from sahel_events.scale.journal import Journal

        said: list[Said] = []
        path = Path("events.jsonl.journal")
        first = Journal(path, "a", lambda text: None)
        first.finish()
        first.close()
        spoil(path, folder)
        again = Journal(path, fingerprint, lambda text: said.append(Said(text)))
        again.close()
        return said

    return Call(open_)


def held(path: Path, folder: Path) -> None:
    """Another run has the journal, as long as this test runs."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA locking_mode=EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    HELD.append(other)


HELD: list[sqlite3.Connection] = []


def fails_later(folder: Path, patch: Patch) -> Any:
    """A journal whose file is damaged in the middle of the run."""
    from sahel_events.scale.journal import Journal

    said: list[Said] = []
    path = Path("events.jsonl.journal")
    open_ = Journal(path, "a", lambda text: said.append(Said(text)))
    error = sqlite3.DatabaseError("database disk image is malformed")
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    open_._survive(error)
    open_.close()
    return said


JOURNAL = [
    *rows(journal(lambda path, folder: put(path, b"SQLite format 3\x00" + b"x" * 9000)), 1, [
        ("{path}: {why}; {saved} of its articles can be used (the old file is now {aside})", "events.jsonl.journal",
         "can be used", "a warning; the others are read again")]),
    *rows(Call(fails_later), 1, [
        ("{path}: damaged ({error}); this run goes on without it, the next one starts over", "events.jsonl.journal",
         "this run goes on without it", "a warning")]),
    *rows(journal(lambda path, folder: None, "b"), 1, [
        ("program, tables, rules or settings have changed: all articles are read again", "program, tables",
         "all articles are read again", "a warning")]),
    *rows(journal(held), 2, [
        ("{path}: in use: another run is writing the same events file; wait for it, or name another with -o",
         "events.jsonl.journal", "wait for it", "")]),
]


def piece() -> Any:
    """A file as it is handed to workers."""
    from sahel_events.corpus.files import SourceFile
    from sahel_events.corpus.pieces import Piece

    return Piece(SourceFile(Path("a.txt"), "a.txt", "txt", False))


def broken_pool(*_: Any) -> Any:
    """What comes of a task whose process died."""
    from concurrent.futures.process import BrokenProcessPool

    gone: Future[Any] = Future()
    gone.set_exception(BrokenProcessPool())
    return gone


def dies() -> Any:
    """An article that its process dies of, each time."""
    from sahel_events.scale.process import Worker

    crew: Any = SimpleNamespace(_submit=broken_pool, _replace=lambda: None)
    task: Any = SimpleNamespace(piece=piece())
    return Worker.alone(crew, task).outcome.problems


def never_starts() -> Any:
    """Processes that die while they start."""
    from sahel_events.scale.process import Worker

    crew: Any = SimpleNamespace(stop=lambda: None, _start=lambda: None, _ready=broken_pool())
    return Worker._replace(crew)


def again(count: int) -> Callable[[], Any]:
    """Articles that were read again after their process died."""

    def make() -> Any:
        from sahel_events.scale.outcome import Outcome
        from sahel_events.scale.process import Done, _note

        slots: Any = [SimpleNamespace(done=Done(Outcome()), task=SimpleNamespace(piece=piece())) for _ in range(count)]
        batch: Any = SimpleNamespace(slots=slots, tasks=[slot.task for slot in slots])
        _note(batch)
        return slots[0].done.note

    return make


def cluster_dies() -> Any:
    """An article that the workers of a cluster die of."""
    from sahel_events.scale.cluster import ClusterCrew
    from sahel_events.scale.dask_cluster import Nothing

    cluster = SimpleNamespace(submit=lambda *_, **__: None, result=lambda _: Nothing.WORKERS_DIED)
    crew: Any = SimpleNamespace(_slot=lambda task: SimpleNamespace(done=None, task=task), _begun=lambda: cluster)
    task: Any = SimpleNamespace(piece=piece())
    return ClusterCrew.again(crew, task).outcome.problems


def cluster(method: str, *args: Any, **parts: Any) -> Call:
    """A method of a cluster whose parts are made for it."""

    def call(folder: Path, patch: Patch) -> Any:
        from sahel_events.scale.dask_cluster import DaskCluster

        made: Any = SimpleNamespace(address="tcp://h:1", **parts)
        found = getattr(DaskCluster, method)
        return found.fget(made) if isinstance(found, property) else found(made, *args)

    return Call(call)


def raising(error: Exception) -> Callable[..., Any]:
    """A function that fails."""

    def fail(*_: Any, **__: Any) -> Any:
        raise error

    return fail


class KilledError(Exception):
    """Stands for Dask's own."""


def client(**answers: Any) -> Any:
    """A Dask client that answers so."""
    return SimpleNamespace(close=lambda: None, **answers)


def future(status: str, error: Exception | None = None) -> Any:
    """A task of a cluster that has ended so."""
    return SimpleNamespace(done=lambda: True, status=status, exception=lambda: error)


DASK = SimpleNamespace(scheduler=SimpleNamespace(KilledWorker=KilledError))
STARTED = SimpleNamespace(LocalCluster=raising(OSError("no room")))
KIT: Any = None
GONE = "once it is back, the same command goes on"
SAME = "install the same as here"


def result(found: Any) -> Call:
    """What a cluster's task has ended with."""
    return cluster("result", found, _dask=DASK, _await=lambda _: None)


def check(scheduler: Any = lambda _: None, workers: Any = None) -> Call:
    """A cluster that is looked over before the work."""
    found = {"tcp://w:2": workers}
    dask = client(run_on_scheduler=scheduler, run=lambda *_, **__: found)
    return cluster("_check", {}, _client=dask, _kit=KIT)


def local() -> Call:
    """Workers of this machine that cannot be started."""
    from contextlib import ExitStack

    return cluster("_started", 2, _dask=STARTED, _stack=ExitStack())


LOST = "cluster {address}: the connection to its scheduler is lost; once it is back, the same command goes on"
WORKERS = [
    *rows(from_python(dies), 1, [
        ("the worker process that read it died: killed, out of memory, or a crash below Python", "a.txt",
         "run again with --jobs 1 or more memory", "")]),
    *rows(from_python(cluster_dies), 1, [
        ("the workers that read it died, one after the other: killed, out of memory, or a crash below Python", "a.txt",
         "run again with --jobs 1 or more memory", "on a cluster")]),
    *rows(from_python(never_starts), 2, [
        ("worker processes die while they start: too little memory, or a script that calls this at its top level, "
         'without `if __name__ == "__main__":`; --jobs 1 works without them', "--jobs", "--jobs 1 works without", "")]),
    *rows(from_python(again(1)), 1, [
        ("the worker process that read it died; it was read again", "a.txt", "it was read again", "a warning")]),
    *rows(from_python(again(3)), 1, [
        ("a worker process died in this article or one of the {more} after it; they were read again", "a.txt",
         "they were read again", "a warning")]),
    *rows(cluster("workers", _looked=-99.0, _seen=-999.0, _asked=dict), 2, [
        ("cluster {address}: no workers for {WORKERS_S} s; start some, the same command goes on", "tcp://h:1",
         "start some", "")]),
    *rows(result(future("lost")), 2, [(LOST, "tcp://h:1", GONE, "")]),
    *rows(result(future("error", KeyError("x"))), 2, [
        ("cluster {address}: {__name__}: {error}; is the scheduler's installation the same as here?", "tcp://h:1",
         "the same as here", "")]),
    *rows(local(), 2, [
        ("--cluster local: workers cannot be started: {error}; --jobs 1 works without them", "--cluster",
         "--jobs 1 works", "")]),
    *rows(cluster("_reached", _dask=SimpleNamespace(Client=raising(ValueError("x")))), 2, [
        ("--cluster {address}: {error}; give tcp://HOST:PORT of a Dask scheduler", "--cluster", "give tcp://", "")]),
    *rows(cluster("_reached", _dask=SimpleNamespace(Client=raising(OSError("x")))), 2, [
        ("cluster {address}: cannot be reached within {REACH_S} s; is `dask scheduler` running there?", "tcp://h:1",
         "is `dask scheduler` running there?", "")]),
    *rows(cluster("_reached", _dask=SimpleNamespace(
        Client=lambda *_, **__: client(wait_for_workers=raising(TimeoutError())))), 2, [
        ("cluster {address}: no workers within {WORKERS_S} s; start some with `dask worker {address}`", "tcp://h:1",
         "start some with", "")]),
    *rows(check(raising(ImportError("No module named 'sahel_events'"))), 2, [
        ("{who} lacks sahel-events, or has another version ({error}); install the same as here", "tcp://h:1", SAME, "")]),
    *rows(check(workers=RuntimeError("No module named 'sahel_events'")), 2, [
        ("{who} lacks sahel-events, or has another version ({__name__}: {error}); install the same as here",
         "tcp://w:2", SAME, "")]),
    *rows(check(workers=ImportError("x")), 2, [
        ("{who}: {error}; see that it has the same installation as here", "tcp://w:2", "the same installation", "")]),
    *rows(check(workers=KeyError("x")), 2, [
        ("{who}: {__name__}: {error}; see that it has the same installation as here", "tcp://w:2",
         "the same installation", "")]),
    *rows(check(workers="spacy 3.7, not 3.8"), 2, [
        ("worker {address} has {what}; start all workers from the same installation", "tcp://w:2",
         "start all workers from the same installation", "")]),
]
