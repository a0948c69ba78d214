"""Standard input: what it holds is told by its beginning, and lines are read as they come."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import BinaryIO, Literal, cast

from ..settings import Settings
from .decode import BadBytes, check_text, read_beginning, read_capped
from .files import Problem, SourceFile
from .pieces import Piece, records_in

_BEGINNING = 65_536
"""Bytes by which the kind of the input is told."""


def pieces_of_stream(stream: BinaryIO, settings: Settings) -> Iterator[Piece | Problem]:
    """The pieces of a stream: lines of JSON one at a time, whatever their number, anything else as a whole of
    at most `settings.max_bytes`; gzipped or not."""
    try:
        start = read_beginning(stream, _BEGINNING)
        if start.startswith(b"\x1f\x8b"):
            stream = cast(BinaryIO, gzip.GzipFile(fileobj=_joined(start, stream)))
            start = read_beginning(stream, _BEGINNING)
        if _sniff(start) == "jsonl":
            yield from records_in(_source("jsonl"), settings, _joined(start, stream))
            return
        data = read_capped(_joined(start, stream), settings.max_bytes)
        check_text(data)
        source = _source(_sniff(data))
        if source.many:
            yield from records_in(source, settings, _joined(data, None))
        else:
            yield Piece(source, data=data)
    except BadBytes as bad:
        yield Problem("-", None, bad.reason, bad.cause)


def _source(form: str) -> SourceFile:
    return SourceFile(Path("-"), f"stdin.{form}", form, False)


def _sniff(data: bytes) -> Literal["txt", "html", "json", "jsonl"]:
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.lower().startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        return "html"
    if start.startswith((b"{", b"[")):
        first = data.lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")
        try:
            json.loads(first[0])
        except (ValueError, RecursionError):
            return "json" if start.startswith(b"{") and start[1:].lstrip().startswith(b'"') else "txt"
        return "jsonl" if first[2].strip() else "json"
    return "txt"


class _Joined(RawIOBase):
    """Bytes, and behind them a stream."""

    def __init__(self, start: bytes, rest: BinaryIO | None) -> None:
        self._start, self._rest = start, rest

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """The next bytes."""
        if not self._start and self._rest is not None:
            self._start = self._rest.read(len(buffer))
        data, self._start = self._start[: len(buffer)], self._start[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


def _joined(start: bytes, rest: BinaryIO | None) -> BinaryIO:
    return BufferedReader(_Joined(start, rest))
