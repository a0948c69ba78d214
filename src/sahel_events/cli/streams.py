"""Standard input, output and error when they fail: closed, on a full disk, or left by whoever read them.

A command says once, and in one line, that it cannot print, and ends with an exit code that tells so. Standard
error has nobody left to tell: what cannot be written there is dropped, and the work goes on.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import TYPE_CHECKING, TextIO

from ..errors import StoreError

if TYPE_CHECKING:
    from typing_extensions import Buffer

_CLOSED = ((0, os.O_WRONLY), (1, os.O_RDONLY), (2, os.O_WRONLY))
"""How /dev/null takes the place of a closed stream: using standard input and output then fails (EBADF), as it
would with the closed one, and no file that is opened later gets their numbers and what is meant for them."""


def guard() -> None:
    """Put streams in the place of Python's that tell of their failures as the module says (POSIX alone: a
    console of Windows has streams of its own)."""
    if os.name == "posix":
        for number, flags in _CLOSED:
            _fill(number, flags)
        sys.stdin = sys.stdin or open(0, encoding="utf-8", closefd=False)  # noqa: SIM115  (a descriptor)
        sys.stdout = _stream(sys.stdout, _Output(1, "wb", closefd=False))
        sys.stderr = _stream(sys.stderr, _Errors(2, "wb", closefd=False))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal without the letter: no crash


def let_go_of_stdout() -> None:
    """The reader went away (`| head`), which is its right: send what is left, and the flush at exit,
    nowhere."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # no real file, as under a test runner
        return


def _fill(number: int, flags: int) -> None:
    try:
        os.fstat(number)
    except OSError:
        opened = os.open(os.devnull, flags)
        if opened != number:
            os.dup2(opened, number)
            os.close(opened)
        os.set_inheritable(number, True)  # worker processes need them as much


def _stream(before: TextIO | None, raw: io.FileIO) -> TextIO:
    """A text stream on `raw` with the encoding of the one before; with `python -u` it holds no more than a
    line."""
    if not isinstance(before, io.TextIOWrapper):
        return io.TextIOWrapper(io.BufferedWriter(raw), "utf-8")
    lines = before.line_buffering or before.write_through
    return io.TextIOWrapper(io.BufferedWriter(raw), before.encoding, line_buffering=lines)


class _Output(io.FileIO):
    """Standard output. The first write that fails raises StoreError, or BrokenPipeError where its reader is
    gone; the rest, such as the flush at exit, is dropped."""

    failed = False

    def write(self, data: Buffer, /) -> int | None:  # type: ignore[override]  # None as FileIO says
        """Write bytes (called by the stream above)."""
        if self.failed:
            return memoryview(data).nbytes
        try:
            return super().write(data)
        except BrokenPipeError:
            self.failed = True
            raise
        except OSError as error:
            self.failed = True
            cause = "it is closed" if error.errno == errno.EBADF else error.strerror or error
            raise StoreError(f"standard output: cannot be written: {cause}; see where it goes") from error


class _Errors(io.FileIO):
    """Standard error. What cannot be written is dropped."""

    def write(self, data: Buffer, /) -> int | None:  # type: ignore[override]  # None as FileIO says
        """Write bytes (called by the stream above)."""
        try:
            return super().write(data)
        except OSError:
            return memoryview(data).nbytes
