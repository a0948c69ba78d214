"""The journal beside an events file: what came of each piece of the corpus, so that it is not done again.

SQLite, from the standard library: a run that is killed at any moment leaves what it had committed, a piece is
found among millions without reading the others, and a second run over the same file is kept out. The outcomes
themselves are in it, compressed, so that it alone is enough to write the events file again, with or without
rejected candidates. Every row is sealed with a digest: a row that was damaged on disk is as good as none.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from ..corpus.files import SourceFile
from ..corpus.pieces import Piece
from ..corpus.remote import Remote, is_url, known_as, local_path, name_here
from ..errors import StoreError
from .outcome import Outcome

APPLICATION = 0x5A4E1E57
FORMAT = 1
COMMIT_S = 1.0
"""Seconds between commits: what a run that is killed has to do again."""
PAGE = 64
"""Rows fetched at once."""
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_FORMAT}
"""What SQLite says of a file that is not what it should be; the rest is about disks, rights and locks."""
_ERRORS = (sqlite3.Error, UnicodeDecodeError)
"""What the module raises: the latter where SQLite's message has the broken bytes of a damaged table in it."""
_OF_ANOTHER = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_WAYS_OUT = {
    sqlite3.SQLITE_FULL: "make room",
    sqlite3.SQLITE_IOERR: "is there room on the disk, and does it work?",
    sqlite3.SQLITE_READONLY: "make it writable, or delete it to read all articles again",
    sqlite3.SQLITE_CANTOPEN: "is its folder there, and may it be written?",
}
_TABLES = """
CREATE TABLE run (fingerprint TEXT);
CREATE TABLE files (file BLOB PRIMARY KEY, stamp TEXT, pieces INTEGER) WITHOUT ROWID;
CREATE TABLE pieces (
    id INTEGER PRIMARY KEY, file BLOB, line INTEGER, stamp TEXT, digest BLOB, rejected BLOB, outcome BLOB,
    seal BLOB,
    UNIQUE (file, line)
);
"""
_VALUES = "file, line, stamp, digest, rejected, outcome, seal"
_ROW = f"id, {_VALUES}"


@dataclass(frozen=True, slots=True)
class Entry:
    """What the journal has of a piece: its row, line, the stamp of its file, its digest and its outcome."""

    id: int
    line: int
    stamp: str | None
    digest: bytes
    outcome: Outcome


class Journal:
    """The journal of one events file. `say` is told, in a sentence, of what the user should know. Outcomes
    that it gives have their rejected candidates only where `rejected` are asked for.

    Opening raises StoreError where another run has it, or where it cannot be written; so does writing.
    """

    def __init__(
        self, path: str | Path, fingerprint: str, say: Callable[[str], None], *, fresh: bool = False,
        rejected: bool = True,
    ) -> None:
        self.path, self._fingerprint, self._say = Path(path), fingerprint, say
        self._committed = time.monotonic()
        self._broken, self._rejected = False, rejected
        self._kept: list[tuple[int]] = []
        try:
            self._db = self._opened()
            self._begin(fresh)
        except _ERRORS as error:
            raise self._failed(error) from error

    @staticmethod
    def files_of(output: str) -> list[str]:
        """The journal of an events file, and the files that may lie beside it."""
        path = journal_path(output)
        return [path, f"{path}-journal", f"{path}.damaged"]

    def get(self, source: SourceFile, line: int | None) -> Entry | None:
        """What there is of a piece, if that is whole."""
        query = f"SELECT {_ROW} FROM pieces WHERE file = ? AND line = ?"
        for row in self._rows(query, (_key(source), line or 0)):
            return self._entry(row)
        return None

    def unchanged(self, source: SourceFile, stamp: str | None) -> bool:
        """Whether all pieces of a file of records are here, and the file is as it was."""
        if stamp is None:
            return False
        query = (
            "SELECT pieces = (SELECT count(*) FROM pieces p WHERE p.file = f.file) FROM files f"
            " WHERE file = ? AND stamp = ?"
        )
        return any(row[0] for row in self._rows(query, (_key(source), stamp)))

    def entries(self, source: SourceFile) -> Iterator[Entry | None]:
        """The pieces of a file in their order; None in the place of the first that is damaged, which is the
        last."""
        line = -1
        query = f"SELECT {_ROW} FROM pieces WHERE file = ? AND line > ? ORDER BY line LIMIT {PAGE}"
        while rows := self._rows(query, (_key(source), line)):
            for row in rows:
                entry = self._entry(row)
                yield entry
                if entry is None:
                    return
                line = entry.line

    def put(self, piece: Piece, digest: bytes, stamp: str | None, outcome: Outcome) -> None:
        """Keep what came of a piece, in the place of what was there."""
        values = (_key(piece.source), piece.line or 0, stamp, digest, *outcome.packed())
        self._write(
            f"INSERT OR REPLACE INTO pieces ({_VALUES}) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (*values, self._seal(*values)),
        )
        query = "INSERT OR IGNORE INTO seen SELECT id FROM pieces WHERE file = ? AND line = ?"
        self._write(query, values[:2])
        if time.monotonic() - self._committed > COMMIT_S:
            self.commit()

    def restamp(self, entry: Entry, stamp: str | None) -> None:
        """Remember that a piece is still part of the corpus, and when its file was read."""
        self.keep(entry)
        if stamp != entry.stamp:
            for row in self._rows(f"SELECT {_ROW} FROM pieces WHERE id = ?", (entry.id,)):
                values = (*row[1:3], stamp, *row[4:-1])
                query = "UPDATE pieces SET stamp = ?, seal = ? WHERE id = ?"
                self._write(query, (stamp, self._seal(*values), entry.id))

    def keep(self, entry: Entry) -> None:
        """Remember that a piece is still part of the corpus."""
        self._kept.append((entry.id,))
        if len(self._kept) >= 1000:
            self._write_kept()

    def _write_kept(self) -> None:
        kept, self._kept = self._kept, []
        if kept:
            self._write("INSERT OR IGNORE INTO seen VALUES (?)", *kept)

    def whole(self, source: SourceFile, stamp: str, pieces: int) -> None:
        """Say that all pieces of a file of records are here."""
        self._write("INSERT OR REPLACE INTO files VALUES (?, ?, ?)", (_key(source), stamp, pieces))

    def finish(self) -> None:
        """Forget the pieces that are no longer part of the corpus."""
        self._write_kept()
        self._write("DELETE FROM pieces WHERE id NOT IN (SELECT id FROM seen)")
        self._write("DELETE FROM files WHERE file NOT IN (SELECT file FROM pieces)")
        self.commit()

    def commit(self) -> None:
        """Put what was written on the disk."""
        self._write("COMMIT")
        self._write("BEGIN")
        self._committed = time.monotonic()

    def close(self) -> None:
        """Keep what was written and let go of the file."""
        with suppress(*_ERRORS):  # on a full disk: what was committed before stays
            self._db.execute("COMMIT")
        self._db.close()
        if self._broken:
            self.path.unlink(missing_ok=True)

    def _connected(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, isolation_level=None, timeout=0.2)
        db.text_factory = lambda data: data.decode("utf-8", "replace")
        db.execute("PRAGMA locking_mode=EXCLUSIVE")
        return db

    def _opened(self) -> sqlite3.Connection:
        """The database, made or mended where it has to be."""
        db = self._connected()
        other = False
        try:
            db.execute("BEGIN EXCLUSIVE")
            db.execute("COMMIT")  # the lock stays
            if not db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                return _made(db)
            if _sound(db):
                return db
            other = _number(db, "application_id") == APPLICATION and _number(db, "user_version") != FORMAT
        except _ERRORS as error:
            if not _is_damage(error):
                db.close()
                raise
        db.close()
        return self._mended("of another version of this program" if other else "damaged")

    def _mended(self, why: str) -> sqlite3.Connection:
        """A new database with what is whole and readable of the old one, which is put aside."""
        aside = self.path.with_name(f"{self.path.name}.damaged")
        self.path.replace(aside)
        self.path.with_name(f"{self.path.name}-journal").unlink(missing_ok=True)
        db = _made(self._connected())
        db.execute("BEGIN")
        for order in ("", "DESC"):  # from both ends towards the damage
            with suppress(*_ERRORS), closing(_unlocked(aside)) as old:
                for row in old.execute(f"SELECT {_ROW} FROM pieces ORDER BY id {order}"):
                    if row[-1] == self._seal(*row[1:-1]):
                        db.execute("INSERT OR IGNORE INTO pieces VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        saved = db.execute("SELECT count(*) FROM pieces").fetchone()[0]
        if saved:
            db.execute("INSERT INTO run VALUES (?)", (self._fingerprint,))
        db.execute("COMMIT")
        self._say(f"{self.path}: {why}; {saved} of its articles can be used (the old file is now {aside})")
        return db

    def _begin(self, fresh: bool) -> None:
        row = self._db.execute("SELECT fingerprint FROM run").fetchone()
        self._db.execute("CREATE TEMP TABLE seen (id INTEGER PRIMARY KEY)")
        self._db.execute("BEGIN")
        if fresh or row is None or row[0] != self._fingerprint:
            if row is not None and not fresh:
                self._say("program, tables, rules or settings have changed: all articles are read again")
            for table in ("run", "files", "pieces"):
                self._db.execute(f"DELETE FROM {table}")
            self._db.execute("INSERT INTO run VALUES (?)", (self._fingerprint,))
            self.commit()
        else:
            self._db.execute("UPDATE run SET fingerprint = fingerprint")  # told now where that may not be

    def _entry(self, row: tuple[object, ...]) -> Entry | None:
        ident, _, line, stamp, digest, rejected, outcome, seal = row
        if seal != self._seal(*row[1:-1]):
            return None
        assert isinstance(ident, int)
        assert isinstance(line, int)
        assert isinstance(digest, bytes)
        assert isinstance(rejected, bytes)
        assert isinstance(outcome, bytes)
        parts = Outcome.unpacked(rejected if self._rejected else None, outcome)
        return Entry(ident, line, None if stamp is None else str(stamp), digest, parts)

    def _seal(self, *values: object) -> bytes:
        """The digest of a row's values and of what they were made with."""
        *told, rejected, outcome = values
        digest = hashlib.blake2b(repr((self._fingerprint, told)).encode(), digest_size=16)
        for part in (rejected, outcome):
            data = part if isinstance(part, bytes) else b""
            digest.update(len(data).to_bytes(8, "big"))
            digest.update(data)
        return digest.digest()

    def _rows(self, query: str, values: tuple[object, ...]) -> list[tuple[object, ...]]:
        """The rows of a query; none where the file turns out to be damaged."""
        if self._broken:
            return []
        try:
            return self._db.execute(query, values).fetchall()
        except _ERRORS as error:
            self._survive(error)
            return []

    def _write(self, query: str, *rows: tuple[object, ...]) -> None:
        if self._broken:
            return
        try:
            self._db.executemany(query, rows) if rows else self._db.execute(query)
        except _ERRORS as error:
            self._survive(error)

    def _survive(self, error: Exception) -> None:
        """Go on without a journal where it is damaged. Raises StoreError for what the user has to mend."""
        if not _is_damage(error):
            raise self._failed(error) from error
        self._broken = True
        self._say(f"{self.path}: damaged ({error}); this run goes on without it, the next one starts over")

    def _failed(self, error: Exception) -> StoreError:
        if _code(error) in _OF_ANOTHER:
            return StoreError(
                f"{self.path}: in use: another run is writing the same events file; "
                "wait for it, or name another with -o"
            )
        way = _WAYS_OUT.get(_code(error) or 0, "name another place with -o")
        return StoreError(f"{self.path}: cannot be written: {error}; {way}")


def journal_path(output: str) -> str:
    """Where the journal of an events file lies: beside it, or of one at a URL in the working directory, since
    no store can hold a database."""
    if is_url(local_path(output)):
        return f"{name_here(output)}.journal"
    output = str(local_path(output))
    return f"{os.path.realpath(output) if Path(output).is_symlink() else output}.journal"


def _key(source: SourceFile) -> bytes:
    """What a file is known by; the secrets of a URL are no part of it."""
    return known_as(source.path.url).encode() if isinstance(source.path, Remote) else os.fsencode(source.path)


def _made(db: sqlite3.Connection) -> sqlite3.Connection:
    db.executescript(
        f"BEGIN; PRAGMA application_id={APPLICATION}; PRAGMA user_version={FORMAT}; {_TABLES} COMMIT;"
    )
    return db


def _sound(db: sqlite3.Connection) -> bool:
    """Whether a database is a journal of this form, with all of its pages in order."""
    found = [_number(db, each) for each in ("application_id", "user_version")]
    return found == [APPLICATION, FORMAT] and db.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"


def _number(db: sqlite3.Connection, pragma: str) -> int:
    return int(db.execute(f"PRAGMA {pragma}").fetchone()[0])


def _unlocked(path: Path) -> sqlite3.Connection:
    """A database to read from that nobody writes."""
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    db.text_factory = lambda data: data.decode("utf-8", "replace")
    return db


def _is_damage(error: Exception) -> bool:
    return isinstance(error, UnicodeDecodeError) or _code(error) in _DAMAGE


def _code(error: Exception) -> int | None:
    """SQLite's primary code of an error; None for errors of the Python module itself."""
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF
