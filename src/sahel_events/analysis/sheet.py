"""CSV files as spreadsheets and data portals write them: any separator, BOM or code page, rows with their
lines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ..corpus.decode import BadBytes, check_text, decode
from ..errors import StoreError

_SEPARATORS = (",", ";", "\t", "|")
_LONGEST_CELL = 10_000_000
"""Characters; Python's own limit of 131,072 is in reach of a cell of notes, and this one guards against a
quote that is never closed in a file of gigabytes."""


class SheetRow(NamedTuple):
    """One row: the `line` of the file on which it begins, its cells, and the `problem` with it, if there is
    one (a phrase without file and line)."""

    line: int
    cells: list[str]
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A CSV file: the names of its columns, its text, the separator, and what the user should be told."""

    path: str
    header: list[str]
    text: str
    separator: str
    warning: str | None

    def rows(self) -> Iterator[SheetRow]:
        """The rows behind the header; empty ones are passed over. One with more or fewer cells than the
        header has a problem."""
        csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))
        reader = csv.reader(io.StringIO(self.text, newline=""), delimiter=self.separator)
        width, begin = len(self.header), 1
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield SheetRow(begin, [], f"not valid CSV: {error}")
                return
            line, begin = begin, reader.line_num + 1
            if line == 1 or not any(map(str.strip, cells)):
                continue
            if len(cells) != width:
                yield SheetRow(line, cells, f"{len(cells)} values where the header has {width}")
            else:
                yield SheetRow(line, cells)


def read_sheet(path: str | Path, encoding: str | None = None) -> Sheet:
    """Read a CSV file with a header in its first line.

    The separator is the one that parts the header into most columns; `encoding` as in `corpus.decode.decode`.
    Raises StoreError where the file cannot be read or is no text.
    """
    try:
        data = Path(path).read_bytes()
        check_text(data)
        decoded = decode(data, encoding)
    except OSError as error:
        raise StoreError(
            f"{path}: cannot be read: {error.strerror or error}; see that it is yours to read, and whole"
        ) from error
    except BadBytes as error:
        raise StoreError(f"{path}: {error.cause}; a CSV file is wanted") from error
    header, separator = max(
        ((_header(decoded.text, each), each) for each in _SEPARATORS),
        key=lambda found: (len(found[0]), -_SEPARATORS.index(found[1])),
    )
    return Sheet(str(path), header, decoded.text, separator, decoded.warning)


def _header(text: str, separator: str) -> list[str]:
    try:
        first = next(csv.reader(io.StringIO(text, newline=""), delimiter=separator), [])
    except csv.Error:
        return []
    return [" ".join(cell.split()) for cell in first]
