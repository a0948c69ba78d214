"""A whole run of `extract`: articles of any number in, an events file out."""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from ..corpus.files import Problem, SourceFile
from ..corpus.pieces import CHANGED, Piece, pieces_of, settled, stamp_of
from ..corpus.read import find_pieces
from ..corpus.remote import open_text
from ..errors import SkipReason, UsageError
from ..settings import Settings
from .cluster import ClusterCrew
from .fingerprint import fingerprint
from .ids import Ids
from .journal import Entry, Journal
from .outcome import Done, Known, Outcome, Task, failed
from .processes import Crew, Item, make_crew
from .upload import lines_to

_LOG = logging.getLogger(__name__)


class ExtractRun:
    """Reads articles and writes their events, over processes; a context manager and an iterator.

        with ExtractRun(["data/raw"], settings, "events.jsonl") as run:
            for outcome in run:
                ...

    Iterating does the work and gives the outcome of each piece in the order of the input. Leaving the block
    puts the files in place; leaving it with an exception leaves them as they were. The bytes written depend
    on the input alone. What is done is kept in a journal beside the output (in the working directory for one
    at a URL; not for standard output and devices), so that the next run does the rest, or what is new;
    `fresh` starts over.

    jobs: how many processes, 1 for this one alone, None for one for each core. cluster: the address of a Dask
    scheduler that has the work done, or "local" for one of `jobs` processes started here. say: is told, in a
    sentence, what the user should know of the journal. Raises UsageError, StoreError, ModelError, TableError
    and WorkerError.
    """

    def __init__(
        self, paths: Iterable[str | Path], settings: Settings, output: str, *, rejected: str | None = None,
        jobs: int | None = None, cluster: str | None = None, fresh: bool = False,
        say: Callable[[str], None] = lambda _: None, stdin: BinaryIO | None = None,
    ) -> None:
        if jobs is not None and jobs < 1:
            raise UsageError(f"--jobs {jobs}: give 1 or more")
        if rejected is not None and _same(rejected, output):
            raise UsageError(
                f"--rejected: events and rejected candidates cannot both go to {open_text(output)}; "
                "give it another file"
            )
        self.paths, self.settings, self.output, self.rejected = list(paths), settings, output, rejected
        self._fresh, self._say, self._stdin = fresh, say, stdin
        self._crew: Crew | ClusterCrew = (
            make_crew(settings, jobs) if cluster is None else ClusterCrew(settings, cluster, jobs)
        )
        self._ids = Ids()
        self._journal: Journal | None = None
        self._reread: tuple[SourceFile, int, Iterator[Piece | Problem]] | None = None

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            stack.callback(self._ids.close)
            self._events = stack.enter_context(lines_to(self.output))
            self._dropped = stack.enter_context(lines_to(self.rejected)) if self.rejected else None
            if self._events.replaces:
                path = Journal.files_of(self.output)[0]
                self._journal = Journal(
                    path, fingerprint(self.settings), self._say, fresh=self._fresh,
                    rejected=self._dropped is not None,
                )
                stack.callback(self._journal.close)
            stack.enter_context(self._crew)
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None and self._journal is not None:
                self._journal.finish()
        except BaseException:
            self._stack.__exit__(*sys.exc_info())
            raise
        self._stack.__exit__(kind, error, trace)

    def __iter__(self) -> Iterator[Outcome]:
        for item, done in self._crew.run(self._items()):
            outcome = self._settle(item, done)
            _tell(item, outcome)
            self._events.write_bytes(outcome.events)
            if self._dropped is not None:
                self._dropped.write_bytes(outcome.rejected)
            yield outcome

    @property
    def written(self) -> list[str]:
        """The files that the run writes: `extract .` reads the folder that they stand in."""
        files = [path for path in (self.output, self.rejected) if path is not None and path != "-"]
        return files if self.output == "-" else [*files, *Journal.files_of(self.output)]

    def _items(self) -> Iterator[Item]:
        for found in find_pieces(self.paths, self.settings, stdin=self._stdin, exclude=self.written):
            if isinstance(found, Problem):
                yield Known(Outcome(problems=(found,)))
            elif isinstance(found, Piece):
                yield self._item(found, None)
            elif found.many:
                yield from self._records(found)
            else:
                stamp = stamp_of(found)
                size = int(stamp.partition(":")[0]) if stamp is not None else 0
                yield self._item(Piece(found, size=size), stamp)

    def _records(self, source: SourceFile) -> Iterator[Item]:
        """The records of a file: from the journal where the file is as it was, else one by one."""
        stamp = settled(stamp_of(source), time.time_ns())
        last = -1
        if self._journal is not None and self._journal.unchanged(source, stamp):
            for entry in self._journal.entries(source):
                if entry is None:
                    break
                last = entry.line
                yield self._known(Piece(source, entry.line), entry)
            else:
                return
        pieces, whole = 0, True
        for piece in pieces_of(source, self.settings):
            if isinstance(piece, Problem):
                whole = False
                yield Known(Outcome(problems=(piece,)))
                continue
            pieces += 1
            if (piece.line or 0) > last:
                yield self._item(piece, None)
        if whole and stamp is not None:
            yield Known(Outcome(), ends=(source, stamp, pieces))

    def _item(self, piece: Piece, stamp: str | None) -> Item:
        """A piece as it is known from the journal, or as a task."""
        entry = self._journal.get(piece.source, piece.line) if self._journal is not None else None
        if entry is not None:
            same = entry.stamp == stamp if stamp is not None else False
            if same or (piece.line is not None and entry.digest == piece.digest):
                return self._known(piece, entry)
        taken, expected = self._ids.expect(piece)
        return Task(piece, entry.digest if entry is not None else None, taken, expected)

    def _known(self, piece: Piece, entry: Entry) -> Known:
        self._ids.await_(entry.outcome.ids)
        if self._journal is not None:
            self._journal.keep(entry)
        return Known(entry.outcome, Task(piece, expected=entry.outcome.ids))

    def _settle(self, item: Item, done: Done) -> Outcome:
        """What a piece comes to now that all before it have their ids; kept in the journal."""
        task = item.task if isinstance(item, Known) else item
        if task is None:
            if isinstance(item, Known) and item.ends is not None and self._journal is not None:
                self._journal.whole(*item.ends)
            return done.outcome or Outcome()
        self._ids.arrived(task.expected)
        outcome, made = done.outcome, isinstance(item, Task)
        if outcome is None and self._journal is not None:
            entry = self._journal.get(task.piece.source, task.piece.line)
            if entry is not None:
                outcome, made = entry.outcome, False
                self._journal.restamp(entry, done.stamp)
        if outcome is None or not self._ids.fit(outcome):
            taken = self._ids.taken_of(outcome) if outcome is not None else task.taken
            done = self._again(replace(task, known=None, taken=taken))
            outcome, made = done.outcome or Outcome(), True
        self._ids.take(outcome)
        if made and self._journal is not None and not outcome.passing:
            self._journal.put(task.piece, done.digest, done.stamp, outcome)
        return outcome if done.note is None else replace(outcome, problems=(*outcome.problems, done.note))

    def _again(self, task: Task) -> Done:
        """Do a task once more. A record that came from the journal is read from its file first, which is
        read on from the last that was asked for: they are asked for in their order."""
        source, line = task.piece.source, task.piece.line
        if line is not None and task.piece.data is None:
            if self._reread is None or self._reread[0] != source or self._reread[1] >= line:
                self._reread = (source, 0, pieces_of(source, self.settings))
            rest = self._reread[2]
            piece = next((p for p in rest if isinstance(p, Piece) and p.line == line), None)
            if piece is None:
                return failed(task.piece, Problem(task.piece.shown, line, SkipReason.CHANGED, CHANGED))
            self._reread = (source, line, rest)
            task = replace(task, piece=piece)
        return self._crew.again(task)


def _tell(item: Item, outcome: Outcome) -> None:
    """Say in the log what a piece came to."""
    task = item.task if isinstance(item, Known) else item
    if task is None or not _LOG.isEnabledFor(logging.DEBUG):
        return
    counts = {name: sum(found.values()) for name, found in outcome.counts.items()}
    told = {
        "file": task.piece.shown, "line": task.piece.line, "bytes": outcome.size,
        "articles": outcome.articles, "ids": outcome.ids, **counts,
        "kept_from_an_earlier_run": isinstance(item, Known),
    }
    _LOG.debug("%s: %d events", task.piece.shown, counts.get("events", 0), extra={"fields": told})


def _same(one: str, other: str) -> bool:
    return one == other or os.path.realpath(one) == os.path.realpath(other)
