"""The events file of a command: read once, its broken lines told of, the names that occur in it kept."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from ..query import Query, Vocabulary
from ..store import Line, read_lines
from .common import DONE, SOME_FAILED, fail, hint, need_events_file
from .questions import Asked, check_known


class Reading:
    """The events of a file, read once; lines that are none are told of and passed over."""

    def __init__(self, file: str, *, lean: bool = False) -> None:
        """`file` is a path, or - for standard input; `lean` as in `store.read_lines`. Ends the command where
        there is no such file."""
        self.file = file
        self.lean = lean
        self.broken = 0
        self.ids: list[str] = []
        self.vocabulary = Vocabulary()
        self.listening = False
        need_events_file(file)

    @property
    def code(self) -> int:
        """The exit code, once all is read."""
        return SOME_FAILED if self.broken else DONE

    def __iter__(self) -> Iterator[Line]:
        for line in read_lines(sys.stdin.buffer if self.file == "-" else self.file, lean=self.lean):
            if line.problem is not None:
                self._report(line)
                continue
            self.ids.append(line.record["id"])
            if self.listening:
                self.vocabulary.add(line.record)
            yield line
        if self.broken > _MOST_REPORTS:
            fail(f"{self._name()}: {self.broken - _MOST_REPORTS} more lines are no events")
        if self.broken:
            hint("the other lines are read; sahel-events extract writes a file whole, or mend the lines")

    def matching(self, query: Query) -> Iterator[Line]:
        """The lines whose record fits. Of the file's names those are kept that `check_known` may ask for."""
        self.vocabulary.names = not all(name.listed for name in (*query.actors, *query.places))
        self.listening = bool(self.vocabulary.names or query.types or query.statuses)
        return (line for line in self if query.matches(line.record))

    def chosen(self, asked: Asked) -> list[Line]:
        """The lines that the filters choose, in their order. Raises UsageError for a name, type or status
        that nobody knows."""
        query = asked.query()
        lines = list(self.matching(query))
        check_known(asked, query, self.vocabulary)
        return lines

    def _report(self, line: Line) -> None:
        self.broken += 1
        if self.broken <= _MOST_REPORTS:
            fail(f"{self._name()}:{line.number}: {line.problem}")

    def _name(self) -> str:
        return "standard input" if self.file == "-" else self.file


_MOST_REPORTS = 20  # a file of another kind has as many wrong lines as it has lines: a screenful tells enough
