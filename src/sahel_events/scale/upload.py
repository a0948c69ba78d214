"""Lines into a file at a URL, which appears whole or not at all."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import IO
from uuid import uuid4

from ..corpus.remote import cause_of, file_system, is_url, local_path, name_here, open_text
from ..store import AtomicLines

WHOLE_AT_ONCE = frozenset({"s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "adl", "oss"})
"""Stores that show an object when all of it has come, in parts or not, and until then the one before."""


def lines_to(path: str) -> AtomicLines:
    """Who writes lines to a path or a URL. Raises UsageError for a URL that no package here can write."""
    return UploadedLines(path) if is_url(local_path(path)) else AtomicLines(local_path(path))


class UploadedLines(AtomicLines):
    """Writes lines to a file at a URL.

    Lines go to a temporary file in the working directory, which leaving the block without an exception sends:
    to its place where the store shows whole objects alone (WHOLE_AT_ONCE), else under another name beside it,
    which then becomes its own. Entering the block writes and removes an empty file there, so that what may
    not be written is known before the work. Raises StoreError where it cannot be written.
    """

    def __init__(self, url: str) -> None:
        super().__init__(name_here(url))
        self.path = open_text(url)
        self._system, self._there = file_system(url)
        folder, slash, name = self._there.rpartition("/")
        self._beside = f"{folder}{slash}.{name}.{uuid4().hex[:8]}.tmp"

    def _open(self) -> IO[bytes]:
        try:
            self._system.pipe_file(self._beside, b"")
        except Exception as error:  # each store's package has exceptions of its own
            raise OSError(cause_of(error)) from error
        self._remove()
        return super()._open()

    def _commit(self, stream: IO[bytes]) -> None:
        with stream:
            stream.flush()
        assert self._temporary is not None
        try:
            self._send(self._temporary)
        except Exception as error:
            raise OSError(cause_of(error)) from error

    def _send(self, file: Path) -> None:
        if self.path.partition(":")[0].lower() in WHOLE_AT_ONCE:
            self._system.put_file(str(file), self._there)
            return
        try:
            self._system.put_file(str(file), self._beside)
            self._system.mv(self._beside, self._there)
        except BaseException:
            self._remove()
            raise

    def _remove(self) -> None:
        with suppress(Exception):  # a store that forbids removing keeps an empty file
            self._system.rm_file(self._beside)
