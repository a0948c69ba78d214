"""The ids of a run's articles: unique, and the same whatever the order in which the articles are done."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from ..corpus.pieces import Piece
from ..errors import StoreError
from .outcome import Outcome


class Ids:
    """The ids that articles have, on disk where they are many, and those that articles under way will have.

    An article gets the first of its candidates that no article before it has. Articles are done before those
    before them are known, so each is done with the ids that it will probably get, and done again where it
    gets another. Raises StoreError where the disk does not take them.
    """

    def __init__(self) -> None:
        with _told():
            self._taken = sqlite3.connect("", isolation_level=None)  # a file without a name, gone when closed
            self._taken.execute("PRAGMA journal_mode=OFF")
            self._taken.execute("CREATE TABLE ids (id TEXT PRIMARY KEY) WITHOUT ROWID")
            self._taken.execute("BEGIN")
        self._expected: dict[str, int] = {}

    def close(self) -> None:
        """Forget everything."""
        self._taken.close()

    def expect(self, piece: Piece) -> tuple[frozenset[str], tuple[str, ...]]:
        """Which of the ids of a piece that can be told without reading it will be taken, and which of them it
        will have itself."""
        candidates = piece.source.ids(piece.line)
        taken = frozenset(each for each in candidates if each in self._expected or self._has(each))
        free = next((each for each in candidates if each not in taken), None)
        expected = (free,) if piece.line is None and free is not None else ()
        self.await_(expected)
        return taken, expected

    def await_(self, ids: Iterable[str]) -> None:
        """Expect that articles under way will have `ids`."""
        for each in ids:
            self._expected[each] = self._expected.get(each, 0) + 1

    def arrived(self, ids: Iterable[str]) -> None:
        """Expect them no more: what becomes of them is known."""
        for each in ids:
            left = self._expected.pop(each, 1) - 1
            if left:
                self._expected[each] = left

    def fit(self, outcome: Outcome) -> bool:
        """Whether the articles of an outcome have the ids that they should have after all before it."""
        own: set[str] = set()
        for candidates, made in zip(outcome.candidates, outcome.ids, strict=True):
            right = next((each for each in candidates if each not in own and not self._has(each)), "")
            if right != made:
                return False
            own.add(right)
        return True

    def taken_of(self, outcome: Outcome) -> frozenset[str]:
        """Those of the candidates of an outcome's articles that articles before it have."""
        return frozenset(each for ids in outcome.candidates for each in ids if self._has(each))

    def take(self, outcome: Outcome) -> None:
        """Give the articles of an outcome their ids."""
        with _told():
            self._taken.executemany("INSERT INTO ids VALUES (?)", ((each,) for each in outcome.ids if each))

    def _has(self, id: str) -> bool:
        with _told():
            return self._taken.execute("SELECT 1 FROM ids WHERE id = ?", (id,)).fetchone() is not None


@contextmanager
def _told() -> Iterator[None]:
    """Raise StoreError where the disk does not take the ids."""
    try:
        yield
    except sqlite3.Error as error:
        way = "make room, or let TMPDIR name another folder"
        raise StoreError(f"temporary file of article ids: cannot be written: {error}; {way}") from error
