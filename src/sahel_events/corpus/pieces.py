"""What is read at one go: a whole file, or one record of a file that holds many. Told without reading any
text, so that pieces can be handed to other processes, and recognised in a later run."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import stat
import time
from codecs import BOM_UTF8
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, cast

from ..errors import SkipReason
from ..settings import Settings
from .decode import BadBytes, decode, read_capped
from .files import Problem, SourceFile, shown, side_paths
from .metadata import Metadata, from_fields
from .records import Row, csv_rows, json_rows, raw_lines
from .remote import Remote, RemoteError, look, open_remote
from .warc import page_records

RACY_NS = 2_000_000_000
"""A file that changed less than two seconds before it was read may change again without a trace in its times:
the coarsest clock of a file system (FAT's) ticks that slowly."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A whole file (`line` None), or a record of one: `data` are its bytes as they stand in the file, for a
    row of CSV its fields as JSON, for a record of WARC the page.

    `side`: what the file's side file says of all its records, behind what a WARC record says of its page.
    `warning`: what the user should know of it; `problem`: why there is nothing to read. `size`: the bytes of
    the file that it stands for, for progress."""

    source: SourceFile
    line: int | None = None
    data: bytes | None = None
    side: Metadata | None = None
    warning: str | None = None
    problem: tuple[SkipReason, str] | None = None
    size: int = 0

    @property
    def shown(self) -> str:
        """The file's path for messages."""
        return shown(self.source.path)

    @property
    def digest(self) -> bytes:
        """What tells a changed record from an unchanged one. Of a whole file that is `Content.digest`."""
        told = repr((self.side, self.warning, self.problem)).encode("utf-8", "backslashreplace")
        return digest_of(self.data or b"", told)


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of a whole file and of its side file, if it has one (None where that cannot be read); the
    digest of both, and the stamp by which an unchanged file is recognised without reading it (None where it
    changed too recently to tell)."""

    data: bytes
    side: tuple[Path | Remote, bytes | None] | None
    digest: bytes
    stamp: str | None


def digest_of(*parts: bytes) -> bytes:
    """16 bytes that differ for parts that differ."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.digest()


def stamp_of(source: SourceFile) -> str | None:
    """Size and times of a file and of its side file, as text that changes where one of them does; None where
    there is no such file. At a URL it is what the folder's list told."""
    side = _side_path(source)
    try:
        first = _stamp(source.path)
        second = "" if side is None else _stamp(side)
    except (OSError, ValueError):
        return None
    if first is None or second is None:
        return None
    return f"{first} {second}".rstrip()


def _stamp(path: Path | Remote) -> str | None:
    if isinstance(path, Remote):
        return path.stamp
    status = path.stat()
    return f"{status.st_size}:{status.st_mtime_ns}:{status.st_ctime_ns}"


def _has_changed(source: SourceFile, before: str | None) -> bool:
    """Whether a file is another than it was. One at a URL that comes in one answer never is."""
    if not isinstance(source.path, Remote):
        return stamp_of(source) != before
    if source.path.at_once and not source.many:
        return False
    try:
        now = look(source.path.url)
    except RemoteError:
        return True
    return now is None or now.stamp != source.path.stamp


def settled(stamp: str | None, now_ns: int) -> str | None:
    """The stamp, or None where the file changed so shortly before `now_ns` that it may again, unseen."""
    if stamp is None:
        return None
    times = [int(part) for file in stamp.split() for part in file.split(":")[1:] if part.isdigit()]
    newest = max(times, default=0)  # a store's mark of the content is as good at once
    return stamp if now_ns - newest > RACY_NS else None


def load(piece: Piece, settings: Settings) -> Content:
    """The bytes of a whole file. Raises BadBytes where it cannot be read, is too large, or changes while it
    is being read."""
    if piece.data is not None:
        return Content(piece.data, None, digest_of(piece.data), None)
    now = time.time_ns()
    before = stamp_of(piece.source)
    data = _whole(piece.source, settings.max_bytes)
    path = _side_path(piece.source)
    told = None
    if path is not None:
        with suppress(BadBytes):
            told = _side_bytes(path, settings)
    if _has_changed(piece.source, before):
        raise BadBytes(SkipReason.CHANGED, CHANGED)
    digest = digest_of(data, *([] if path is None else [told or b""]))
    return Content(data, None if path is None else (path, told), digest, settled(before, now))


MOST_MEMBERS = 10_000
"""Gzip members of which a whole file may consist, each of which costs as much as a file: the blocks of bgzip
hold 64 kB each. A million empty ones, 20 MB, took 10 s."""


def _whole(source: SourceFile, max_bytes: int) -> bytes:
    """All bytes of a file, decompressed. Gzip data are no longer than what they pack, or they hold a name or
    empty members that take long and come to nothing."""
    with _opened(source.path) as stream:
        data = read_capped(stream, max_bytes)
    if not source.gzipped:
        return data
    if (members := data.count(b"\x1f\x8b\x08")) > MOST_MEMBERS:
        raise BadBytes(SkipReason.TOO_LARGE, f"{members:,} gzip members, more than {MOST_MEMBERS:,}")
    with gzip.GzipFile(fileobj=BytesIO(data)) as packed:
        return read_capped(cast(BinaryIO, packed), max_bytes)


CHANGED = "the file changed while it was being read"
NO_MEMORY = "not enough memory to read it"


def pieces_of(source: SourceFile, settings: Settings) -> Iterator[Piece | Problem]:
    """The pieces of a file in their order: the file itself, or its records, one at a time in memory. What
    cannot be read of a file of records comes after what could."""
    if not source.many:
        yield Piece(source, size=size_of(source))
        return
    side, problems = read_side(_side_path(source), settings)
    yield from problems
    before = stamp_of(source)
    try:
        yield from _records(source, settings, side)
    except BadBytes as bad:
        yield Problem(shown(source.path), None, bad.reason, bad.cause)
    if _has_changed(source, before):
        yield Problem(shown(source.path), None, SkipReason.CHANGED, CHANGED)


def records_in(
    source: SourceFile, settings: Settings, stream: BinaryIO, side: Metadata | None = None
) -> Iterator[Piece]:
    """The records of an open file. Raises BadBytes where it holds none."""
    empty = True
    for piece in _CUT[source.form](source, settings, stream):
        empty = False
        yield replace(piece, side=piece.side.over(side or Metadata()) if piece.side is not None else side)
    if empty:
        raise BadBytes(SkipReason.EMPTY, "no records in the file")


def _records(source: SourceFile, settings: Settings, side: Metadata) -> Iterator[Piece]:
    with open_source(source) as stream:
        raw = stream.fileobj if isinstance(stream, gzip.GzipFile) else stream
        done = 0
        for piece in records_in(source, settings, stream, side):
            at = raw.tell()
            yield replace(piece, size=at - done)
            done = at


_START = 64
"""Bytes of a line by which it is told whether it may be a JSON object."""
MOST_JUNK = 1000
"""Lines in a row that begin like no JSON object, after which a file is left: it is none of JSON lines, or
hostile. Each costs what an article without events costs, and a line on the screen."""
JUNK = f"{MOST_JUNK:,} lines in a row are no JSON objects: the rest of the file is not read"


def _jsonl_pieces(source: SourceFile, settings: Settings, stream: BinaryIO) -> Iterator[Piece]:
    junk = 0
    for number, data in raw_lines(stream, settings.max_bytes):
        if isinstance(data, BadBytes):
            yield Piece(source, number, problem=(data.reason, data.cause))
        elif start := data[:_START].removeprefix(BOM_UTF8).lstrip() or data.strip():
            junk = 0 if start.startswith(b"{") or settings.encoding is not None else junk + 1
            yield Piece(source, number, data)
            if junk == MOST_JUNK:
                raise BadBytes(SkipReason.BAD_JSON, JUNK)


def _csv_pieces(source: SourceFile, settings: Settings, stream: BinaryIO) -> Iterator[Piece]:
    for row in csv_rows(stream, settings.max_bytes, settings.encoding):
        if row.problem is not None:
            yield Piece(source, row.line, problem=(row.problem.reason, row.problem.cause))
        else:
            data = json.dumps(dict(row.fields or {}), ensure_ascii=False).encode("utf-8", "replace")
            yield Piece(source, row.line, data, warning=row.warning)


def _warc_pieces(source: SourceFile, settings: Settings, stream: BinaryIO) -> Iterator[Piece]:
    for page in page_records(stream, settings.max_bytes):
        if isinstance(page.data, BadBytes):
            yield Piece(source, page.number, problem=(page.data.reason, page.data.cause))
        else:
            yield Piece(source, page.number, page.data, page.metadata)


_CUT = {"jsonl": _jsonl_pieces, "csv": _csv_pieces, "warc": _warc_pieces}


@contextmanager
def open_source(source: SourceFile) -> Iterator[BinaryIO]:
    """The bytes of a file, decompressed. Raises BadBytes where it cannot be opened."""
    with _opened(source.path, stream=source.many) as stream:
        yield cast(BinaryIO, gzip.GzipFile(fileobj=stream)) if source.gzipped else stream


def _opened(path: Path | Remote, *, stream: bool = False) -> BinaryIO:
    try:
        return open_remote(path, stream=stream) if isinstance(path, Remote) else _regular(path)
    except OSError as error:
        raise BadBytes(SkipReason.UNREADABLE, error.strerror or str(error)) from error
    except RemoteError as error:
        raise BadBytes(SkipReason.UNREADABLE, str(error)) from error


_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)  # the latter for Windows


def _regular(path: Path) -> BinaryIO:
    """A file, open; a pipe that took the place of one since its folder was listed is not waited for."""
    handle = os.open(path, os.O_RDONLY | _AT_ONCE)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError("not a regular file any more")
    return os.fdopen(handle, "rb")


def read_side(
    path: Path | Remote | None, settings: Settings, data: bytes | None = None
) -> tuple[Metadata, list[Problem]]:
    """The metadata of a side file (see `_side_path`), and what is wrong with them. `data`: its bytes, where
    they are read already."""
    if path is None:
        return Metadata(), []
    try:
        text = decode(_side_bytes(path, settings) if data is None else data).text
    except BadBytes as error:
        return Metadata(), [_not_used(path, error.cause)]
    row = next(json_rows(text), Row(None))
    if row.problem is not None or row.line is not None:
        cause = row.problem.cause if row.problem is not None else "a JSON object is wanted, not a list"
        return Metadata(), [_not_used(path, cause)]
    metadata = from_fields(row.fields or {})
    problems = [Problem(shown(path), None, None, warning, warning=True) for warning in metadata.warnings]
    return replace(metadata, id=None, warnings=()), problems


def _not_used(path: Path | Remote, cause: str) -> Problem:
    return Problem(shown(path), None, None, f"not used: {cause}; mend it or take it away", warning=True)


def _side_path(source: SourceFile) -> Path | Remote | None:
    """The side file, where there is one. A link is none: it may lead to a file that is not of the corpus."""
    if isinstance(source.path, Remote):
        return source.path.side
    if source.alone:
        return None
    return next((side for side in side_paths(source) if _is_file(side)), None)


def _is_file(path: Path) -> bool:
    """Whether there is a file, and no link to one; asked for every file."""
    try:
        return stat.S_ISREG(os.lstat(path).st_mode)
    except (OSError, ValueError):
        return False


def _side_bytes(path: Path | Remote, settings: Settings) -> bytes:
    with _opened(path) as stream:
        return read_capped(stream, settings.max_bytes)


def size_of(source: SourceFile) -> int:
    """The bytes of a file, 0 where they cannot be told."""
    if isinstance(source.path, Remote):
        return source.path.size or 0
    try:
        return source.path.stat().st_size
    except (OSError, ValueError):
        return 0
