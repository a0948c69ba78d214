"""Records of JSON, JSONL and CSV files, one after the other, with the line where each begins."""

from __future__ import annotations

import codecs
import csv
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from gzip import BadGzipFile
from itertools import chain
from typing import Any, BinaryIO

from ..errors import SkipReason
from .decode import BadBytes, bom_encoding, decode, read_capped
from .metadata import has_text, whole

_DELIMITERS = ",;\t|"
MOST_RECORDS = 100_000
"""Articles in one JSON file, which is read as a whole: of `Settings.max_bytes` that leaves 200 bytes to each,
half of the shortest news. Two million records of one character took 2 GB, and as many messages."""
LONGEST_LINE = 25
"""How many times `Settings.max_bytes` a line is read to its end for what stands behind it: 500 MB, a second.
Who goes on beyond reads gigabytes of a file that is no text, or of compressed zeroes."""
_END = "\0"
"""A row of our own behind the last; no line that is read holds a zero byte."""


@dataclass(frozen=True, slots=True)
class Row:
    """One record: its line from 1 (None for the whole file), its fields; or `problem`, why it has none.
    `warning`: what the user should know of a record that is good."""

    line: int | None
    fields: Mapping[str, object] | None = None
    problem: BadBytes | None = None
    warning: str | None = None


def json_rows(text: str) -> Iterator[Row]:
    """The articles of a JSON file: the object itself, or those of a list or of an `articles` list (NewsAPI's
    answer) with their number as `line`."""
    try:
        value = _loads(text)
    except BadBytes as problem:
        yield Row(None, problem=problem)
        return
    inner = value.get("articles") if isinstance(value, dict) else value
    if isinstance(inner, list) and len(inner) > MOST_RECORDS:
        most = f"more than {MOST_RECORDS:,}: as JSON lines (.jsonl) they may be any number"
        cause = f"{len(inner):,} records, {most}"
        yield Row(None, problem=BadBytes(SkipReason.TOO_LARGE, cause))
    elif isinstance(inner, list):
        for number, item in enumerate(inner, 1):
            yield _row(number, item)
    else:
        yield _row(None, value)


def jsonl_row(line: int, data: bytes, encoding: str | None) -> Row:
    """The article of one line of a JSONL file."""
    decoded = _decoded(line, data, encoding)
    if isinstance(decoded.content, BadBytes):
        return Row(line, problem=decoded.content)
    if not decoded.content.strip():
        return Row(line, problem=BadBytes(SkipReason.EMPTY, "nothing but white space"))
    try:
        return _row(line, _loads(decoded.content), decoded.warning)
    except BadBytes as problem:
        return Row(line, problem=problem)


def csv_rows(stream: BinaryIO, max_bytes: int, encoding: str | None) -> Iterator[Row]:
    """The articles of a CSV file with a head line, a row each. Delimiter: the one of , ; tab | that the head
    line has most of."""
    warnings: dict[int, str] = {}
    failed: list[Row] = []
    lines = _csv_lines(_lines(stream, max_bytes, encoding), warnings, failed)
    head = next(lines, None)
    if head is None:
        yield from failed
        return
    delimiter = max(_DELIMITERS, key=head.count)
    try:
        names = next(csv.reader([head], delimiter=delimiter), [])
    except csv.Error as error:
        yield Row(1, problem=BadBytes(SkipReason.BAD_CSV, f"not a valid CSV head line: {error}"))
        return
    if not has_text(names):
        shown = ", ".join(f"{name:.40}" for name in names[:12])
        cause = f"no column with the articles' texts among {shown}: no row is read"
        yield Row(1, problem=BadBytes(SkipReason.NO_TEXT, cause))
        return
    reader = csv.reader(chain(lines, [_END]), delimiter=delimiter)
    while True:
        line = reader.line_num + 2
        try:
            values = _next_row(reader, max_bytes)
        except csv.Error as error:
            yield Row(line, problem=BadBytes(SkipReason.BAD_CSV, f"not a valid CSV row: {error}"))
            continue
        if values is None or values == [_END]:
            break
        if values and values[-1].endswith(_END):
            yield Row(line, problem=BadBytes(SkipReason.BAD_CSV, OPEN_QUOTE))
            break
        if any(value.strip() for value in values):
            yield _csv_row(line, names, values, warnings.get(line))
    yield from failed


OPEN_QUOTE = "a quotation mark in this row is not closed: the file's rest would be in it, and is not read"


def _csv_row(line: int, names: list[str], values: list[str], warning: str | None) -> Row:
    if len(values) > len(names):
        cause = f"{len(values)} values for {len(names)} columns: is a quotation mark missing?"
        return Row(line, problem=BadBytes(SkipReason.BAD_CSV, cause))
    return Row(line, dict(zip(names, values, strict=False)), warning=warning)


def _next_row(reader: Any, max_bytes: int) -> list[str] | None:
    """The next row. The limit of the field's size is global to the csv module: set for this one call."""
    before = csv.field_size_limit(max_bytes)
    try:
        return next(reader, None)
    finally:
        csv.field_size_limit(before)


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    content: str | BadBytes
    warning: str | None = None


def raw_lines(stream: BinaryIO, max_bytes: int) -> Iterator[tuple[int, bytes | BadBytes]]:
    """The lines of a stream with their numbers from 1 and their "\n", the only end of a line here (U+2028 and
    U+0085 may stand in a text). A line that is too long, and compressed data that break off, come as the
    problem; the lines after a long one go on, unless it is longer than any (LONGEST_LINE). Lines of UTF-16
    and UTF-32 come in UTF-8 with its mark."""
    number = 0
    while True:
        number += 1
        try:
            data = stream.readline(max_bytes + 1)
            if len(data) > max_bytes:
                if _line_ends(stream, max_bytes):
                    yield number, _too_large(max_bytes)
                    continue
                most = f"{LONGEST_LINE * max_bytes:,}"
                cause = f"a line of more than {most} bytes: the rest of the file is not read"
                yield number, BadBytes(SkipReason.TOO_LARGE, cause)
                return
        except EOFError:
            yield number, BadBytes(SkipReason.TRUNCATED, "the gzip data end before their end mark")
            return
        except (BadGzipFile, zlib.error, OSError) as error:
            yield number, BadBytes(SkipReason.UNREADABLE, f"cannot be read on: {error}")
            return
        if not data:
            return
        bom = bom_encoding(data) if number == 1 else None
        if bom is not None and bom[0] != "utf-8":
            yield from _wide_lines(data, stream, max_bytes)
            return
        yield number, data


def _line_ends(stream: BinaryIO, max_bytes: int) -> bool:
    """Whether a line that is too long ends within bounds; what is left of it is read then."""
    for _ in range(LONGEST_LINE - 1):
        data = stream.readline(max_bytes)
        if not data or data.endswith(b"\n"):
            return True
    return False


def _lines(stream: BinaryIO, max_bytes: int, encoding: str | None) -> Iterator[_Line]:
    """Decoded lines with their "\n"; see `raw_lines`."""
    for number, data in raw_lines(stream, max_bytes):
        yield _Line(number, data) if isinstance(data, BadBytes) else _decoded(number, data, encoding)


def _too_large(max_bytes: int) -> BadBytes:
    return BadBytes(SkipReason.TOO_LARGE, f"more than {max_bytes:,} bytes (setting max_bytes)")


def _decoded(number: int, data: bytes, encoding: str | None) -> _Line:
    if b"\x00" in data:
        return _Line(number, BadBytes(SkipReason.BINARY, "a zero byte in the line: binary data, not text"))
    try:
        decoded = decode(data, encoding)
    except BadBytes as problem:
        return _Line(number, problem)
    return _Line(number, decoded.text, decoded.warning)


def _wide_lines(
    start: bytes, stream: BinaryIO, max_bytes: int
) -> Iterator[tuple[int, bytes | BadBytes]]:
    """Lines of a UTF-16 or UTF-32 file, which cannot be split at the byte "\n"."""
    try:
        data = start + read_capped(stream, max_bytes)
    except BadBytes as problem:
        yield 1, problem
        return
    for number, text in enumerate(decode(data).text.split("\n"), 1):
        yield number, codecs.BOM_UTF8 + f"{text}\n".encode("utf-8", "replace")


def _csv_lines(lines: Iterator[_Line], warnings: dict[int, str], failed: list[Row]) -> Iterator[str]:
    for line in lines:
        if isinstance(line.content, BadBytes):
            failed.append(Row(line.number, problem=line.content))
            yield "\n"  # keeps the count of lines
            continue
        if line.warning is not None:
            warnings[line.number] = line.warning
        yield line.content


def _loads(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if "\n" in text.strip() else ""
        cause = f"not valid JSON: {error.msg} ({line}column {error.colno})"
        raise BadBytes(SkipReason.BAD_JSON, cause) from error
    except (ValueError, RecursionError) as error:
        raise BadBytes(SkipReason.BAD_JSON, f"JSON that cannot be read: {error}") from error


def _row(line: int | None, value: object, warning: str | None = None) -> Row:
    if not isinstance(value, dict):
        cause = f"a JSON object with the article's fields is wanted, not {type(value).__name__}"
        return Row(line, problem=BadBytes(SkipReason.BAD_JSON, cause))
    mended = {key: whole(item) if isinstance(item, str) else item for key, item in value.items()}
    if mended != value:
        broken = "half of a surrogate pair in the text: U+FFFD stands there; save it again as UTF-8"
        warning = f"{warning}; {broken}" if warning else broken
    return Row(line, mended, warning=warning)
