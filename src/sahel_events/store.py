"""Events files: one event a line in JSON, written whole or not at all, read line by line.

Reading comes in two depths. `read_lines` parses the JSON, checks the form of each line, and goes on after a
broken one: 10,000 events in a third of a second; where only what filters and tables look at is asked for,
100,000 in a second and a half (docs/performance.md has figures). `read_events` validates each record against
the full model and stops at the first that is wrong.
"""

from __future__ import annotations

import errno
import glob
import os
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any, BinaryIO, NamedTuple, Self

from .errors import StoreError
from .form import parse_lean, parse_sound, parse_whole

if TYPE_CHECKING:
    from .schema import Event

Parse = Callable[[bytes], tuple[dict[str, Any], str | None]]

_BOM = b"\xef\xbb\xbf"
_MEND = "mend the line, or extract the events again"
_CHUNK = 1 << 15
"""Bytes that are parsed at once: with a quarter of it or four times as much `show` took as long or longer."""


class Line(NamedTuple):
    """One line of an events file: its `number` from 1, its bytes without the line end, and either the parsed
    `record` or the `problem` with it (one phrase, without file and line)."""

    number: int
    raw: bytes
    record: Mapping[str, Any]
    problem: str | None = None


def read_lines(source: str | Path | BinaryIO, *, lean: bool = False) -> Iterator[Line]:
    """The lines of an events file or of an open binary stream, in their order; empty lines are passed over.

    A line that is no event (not UTF-8, not JSON, another schema version, a key missing or of the wrong
    type) comes with its `problem`, and reading goes on. `lean`: records need hold only what filters and
    tables look at, which is twice as fast. Raises StoreError where the file cannot be opened or read.
    """
    lines = _lean_lines if lean else _whole_lines
    if not isinstance(source, (str, Path)):
        with _told("standard input"):
            yield from lines(source)
        return
    with _told(source), Path(source).open("rb", buffering=_CHUNK) as stream:
        yield from lines(stream)


@contextmanager
def _told(source: str | Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno == errno.EBADF:
            raise StoreError(f"{source}: cannot be read: it is closed; name a file instead of -") from error
        raise StoreError(
            f"{source}: cannot be read: {error.strerror or error}; see that it is yours to read, and whole"
        ) from error


def _lines(lines: Iterable[bytes], start: int = 1, parse: Parse = parse_whole) -> Iterator[Line]:
    for number, line in enumerate(lines, start):
        raw = line.removesuffix(b"\n")
        if number == 1:
            raw = raw.removeprefix(_BOM)
        if raw and not raw.isspace():
            yield Line(number, raw, *parse(raw))


def _whole_lines(stream: BinaryIO) -> Iterator[Line]:
    number = 1
    while lines := stream.readlines(_CHUNK):
        parse = parse_whole if parse_lean(lines) is None else parse_sound  # form is soonest checked so
        yield from _lines(lines, number, parse)
        number += len(lines)


def _lean_lines(stream: BinaryIO) -> Iterator[Line]:
    number = 1
    while lines := stream.readlines(_CHUNK):
        records = parse_lean(lines)
        if records is None:
            yield from _lines(lines, number)
        else:
            for each, (line, record) in enumerate(zip(lines, records, strict=True), number):
                yield Line(each, line.removesuffix(b"\n"), record)
        number += len(lines)


def read_events(path: str | Path) -> Iterator[Event]:
    """The events of a file, validated. Raises StoreError with file, line and cause at the first line that
    is none."""
    from pydantic import ValidationError

    from .schema import Event

    for line in read_lines(path):
        if line.problem is not None:
            raise StoreError(f"{path}:{line.number}: {line.problem}; {_MEND}")
        try:
            yield Event.model_validate_json(line.raw)
        except ValidationError as error:
            first = error.errors(include_url=False, include_context=False)[0]
            where = ".".join(str(part) for part in first["loc"]) or "record"
            cause = f"{where}: {first['msg']}"
            raise StoreError(f"{path}:{line.number}: {cause}; {_MEND}") from error


class AtomicLines:
    """Writes lines to a file that appears whole or not at all; a context manager.

    Lines go to a temporary file in the same folder. Leaving the block without an exception flushes it to
    the disk and moves it to `path`; an exception removes it, and what stood at `path` before stays
    untouched. `path` "-" is standard output; a target that is no regular file (a pipe, /dev/null) is
    written directly. A symbolic link is followed; the mode of an existing file is kept. What runs left that
    were killed while they wrote the same file is removed. Raises StoreError where it cannot be written.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = str(path)
        self._target = Path(os.path.realpath(path)) if self.path != "-" else None
        self._temporary: Path | None = None
        self._stream: IO[bytes] | None = None

    def __enter__(self) -> Self:
        try:
            self._stream = self._open()
        except OSError as error:
            raise self._failed(error) from error
        return self

    @property
    def replaces(self) -> bool:
        """Whether the file appears at the end, in the place of an older one."""
        return self._temporary is not None

    def _open(self) -> IO[bytes]:
        if self._target is None:
            return sys.stdout.buffer
        if self._target.exists() and not self._target.is_file():
            return self._target.open("wb")
        _sweep(self._target)
        handle, name = _made(self._target)
        self._temporary = Path(name)
        return os.fdopen(handle, "wb")

    def write_line(self, line: str) -> None:
        """Write `line`, which has no line end, and a line feed."""
        self.write_bytes(line.encode("utf-8") + b"\n")

    def write_bytes(self, lines: bytes) -> None:
        """Write lines with their line feeds; to standard output at once, so that its reader need not wait."""
        assert self._stream is not None, "used outside its with block"
        try:
            self._stream.write(lines)
            if self._target is None:
                self._stream.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise self._failed(error) from error

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        stream, self._stream = self._stream, None
        assert stream is not None
        try:
            if self._target is None:
                stream.flush()
            elif kind is not None:
                stream.close()
            else:
                self._commit(stream)
        except BrokenPipeError:
            raise
        except OSError as failure:
            raise self._failed(failure) from failure
        finally:
            if self._temporary is not None:
                self._temporary.unlink(missing_ok=True)

    def _commit(self, stream: IO[bytes]) -> None:
        with stream:
            stream.flush()
            if self._temporary is not None:
                os.fsync(stream.fileno())
        if self._temporary is not None and self._target is not None:
            self._temporary.chmod(self._mode())
            self._temporary.replace(self._target)
            _sync_folder(self._target.parent)

    def _mode(self) -> int:
        assert self._target is not None
        if self._target.exists():
            return stat.S_IMODE(self._target.stat().st_mode)
        umask = os.umask(0)  # the only way to read it is to set it
        os.umask(umask)
        return 0o666 & ~umask

    def _failed(self, error: OSError) -> StoreError:
        return cannot_write("standard output" if self._target is None else self.path, error)


_WAYS_OUT = {
    errno.ENOSPC: "make room, or name another file",
    errno.EDQUOT: "make room, or name another file",
    errno.EFBIG: "name a file where larger ones are allowed (ulimit -f)",
    errno.ENOENT: "is its folder there?",
}


def cannot_write(path: str | Path, error: OSError) -> StoreError:
    """The error that tells that a file cannot be written, why, and the way out where there is one."""
    way = _WAYS_OUT.get(error.errno or 0, "name another file")
    return StoreError(f"{path}: cannot be written: {error.strerror or error}; {way}")


def _made(target: Path) -> tuple[int, str]:
    """A new temporary file for `target`, open and locked for as long as its writer lives."""
    while True:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".tmp")
        try:
            _lock(handle, wait=True)
            if os.fstat(handle).st_nlink:  # else another run took it for a dead one's before it was locked
                return handle, name
        except BaseException:
            os.close(handle)
            Path(name).unlink(missing_ok=True)
            raise
        os.close(handle)


def _sweep(target: Path) -> None:
    """Remove the temporary files of `target` whose writers are gone."""
    for left in target.parent.glob(f".{glob.escape(target.name)}.*.tmp"):
        with suppress(OSError), left.open("rb") as stream:
            if _lock(stream.fileno()):
                left.unlink()


def _lock(handle: int, *, wait: bool = False) -> bool:
    """Lock an open file, so that other runs see that it is in use, and tell whether it could be; `wait` until
    another lets go of it. The system does so when its process ends, however that comes about."""
    try:
        import fcntl
    except ImportError:  # Windows: nothing is known to be left, and nothing swept
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _sync_folder(folder: Path) -> None:
    """Make the new name of a file last through a power cut; not every file system can."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        return
    finally:
        os.close(handle)


class EventsWriter(AtomicLines):
    """Writes events to a file that appears whole or not at all (see AtomicLines)."""

    def write(self, event: Event) -> None:
        """Write one event as one line."""
        self.write_line(event.to_json())


def write_events(path: str | Path, events: Iterable[Event]) -> int:
    """Write `events` in their order and return how many there were. Raises StoreError; see AtomicLines."""
    count = 0
    with EventsWriter(path) as writer:
        for event in events:
            writer.write(event)
            count += 1
    return count


def linked_path(events: str) -> str:
    """Where the linked events of an events file go by default: linked.jsonl beside events.jsonl,
    NAME.linked.jsonl beside any other NAME.jsonl."""
    path = Path(events)
    if path.name == "events.jsonl":
        return str(path.with_name("linked.jsonl"))
    return str(path.with_name(f"{path.name.removesuffix('.jsonl')}.linked.jsonl"))


def events_path(linked: str) -> str | None:
    """The events file that the linked events of `linked` were made from, by the names of `linked_path`; None
    where it has another name. Whether it is there is not looked at."""
    path = Path(linked)
    if path.name == "linked.jsonl":
        return str(path.with_name("events.jsonl"))
    if path.name.endswith(".linked.jsonl"):
        return str(path.with_name(path.name.removesuffix(".linked.jsonl") + ".jsonl"))
    return None
