"""One hostile file: how it is written, and what is to become of it."""

from __future__ import annotations

import gzip
import json
import os
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

STORY = (
    "GAO, Mali, November 26, 2019 (Agence) - Gunmen killed five soldiers in Gao on Monday, the army said.\n"
)
"""An article with one event, for what is hostile around it. Short: hundreds of them are read."""
QUIET = "The market of the town was open on Monday, and the river was high.\n"
"""An article without an event, for what is hostile to the reader alone: the model need not look at it."""
ONE = {"read": 1}


class CannotBeMade(Exception):  # noqa: N818  (it says why a file is left out, it is no failure)
    """The platform, or the user that runs the tests, cannot make such a file."""


Make = Callable[[Path], None]


@dataclass(frozen=True)
class Entry:
    """A hostile file.

    id: name of the case. file: its path below the folder; bytes where it is no UTF-8. make: writes it to the
    path given (its folder is there). expected: what the summary counts of it, "read" or the value of a
    `SkipReason`, by number. why: what it is, and what it could do. big: costs more than half a second to
    write or to read, so that it is left to the long run.
    """

    id: str
    file: str | bytes
    make: Make
    expected: Mapping[str, int]
    why: str
    big: bool = False

    def write(self, folder: Path) -> Path:
        """Write it below a folder. Raises CannotBeMade."""
        path = Path(os.fsdecode(os.path.join(os.fsencode(folder), os.fsencode(self.file))))  # noqa: PTH118
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.make(path)
        except (OSError, NotImplementedError, AttributeError) as error:
            raise CannotBeMade(f"{self.id}: {error}") from error
        return path


def text(words: str, encoding: str = "utf-8") -> Make:
    """Writes a text; lone surrogates as they are."""
    return data(words.encode(encoding, "surrogatepass" if encoding.startswith("utf") else "strict"))


def data(raw: bytes) -> Make:
    """Writes bytes."""
    return lambda path: _put(path, raw)


def lazy(made: Callable[[], str | bytes]) -> Make:
    """Writes what a function makes, so that it takes no memory before."""

    def make(path: Path) -> None:
        made_now = made()
        _put(path, made_now.encode("utf-8", "surrogatepass") if isinstance(made_now, str) else made_now)

    return make


def zipped(pieces: Callable[[], Iterable[bytes]]) -> Make:
    """Writes gzip data of pieces, of which one is in memory at a time."""

    def make(path: Path) -> None:
        with path.open("wb") as target, gzip.GzipFile(fileobj=target, mode="wb", mtime=0,
            compresslevel=1) as out:
            for piece in pieces():
                out.write(piece)

    return make


def zeroes(size: int, window: int = zlib.MAX_WBITS | 16) -> bytes:
    """Deflated zeroes: a bomb. `window` as for `zlib.compressobj`; 31 is gzip, 15 is zlib."""
    packer = zlib.compressobj(9, wbits=window)
    block = bytes(1 << 20)
    parts = [packer.compress(block) for _ in range(size >> 20)]
    return b"".join([*parts, packer.flush()])


def sparse(size: int, start: bytes = b"") -> Make:
    """Writes a file of a size in bytes that takes next to no disk."""

    def make(path: Path) -> None:
        _put(path, start)
        os.truncate(path, size)

    return make


def article(**fields: Any) -> Make:
    """Writes a JSON article with the story, or with a text among `fields`."""
    return text(json.dumps({"text": STORY} | fields))


def lines(rows: Iterable[Mapping[str, Any]]) -> Make:
    """Writes JSON lines, each with the story unless it has a text."""
    return text("".join(json.dumps({"text": STORY} | dict(row)) + "\n" for row in rows))


def page(body: str = "", head: str = "", before: str = "<!doctype html>") -> str:
    """A page with the story in it."""
    story = "".join(f"<p>{part}</p>" for part in STORY.split("\n\n"))
    return f"{before}<html><head>{head}</head><body><article>{story}{body}</article></body></html>"


def html(body: str = "", head: str = "", before: str = "<!doctype html>") -> Make:
    """Writes a page with the story."""
    return text(page(body, head, before))


def _put(path: Path, raw: bytes) -> None:
    path.write_bytes(raw)
