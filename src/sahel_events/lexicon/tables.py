"""What all tables share: where packaged data lie, and CSV files read row by row with their line numbers."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from importlib.resources import as_file, files
from pathlib import Path

from ..errors import TableError

_REPOSITORY = Path(__file__).parents[3]


def packaged(name: str) -> Path:
    """The path of a packaged data file, `name` counted from `sahel_events/data` ("actors.csv",
    "rules/blocks.toml").

    The gazetteer is put into the package when a wheel is built; in a checkout (an editable install) it lies
    in the repository's `data/`. Raises TableError where neither has the file.
    """
    with as_file(files("sahel_events") / "data" / name) as path:
        if path.is_file():
            return path
    source = _REPOSITORY / "data" / name
    if source.is_file() and (_REPOSITORY / "pyproject.toml").is_file():
        return source
    raise TableError(name, None, "packaged data file is missing; reinstall sahel-events")


def read_rows(path: Path, columns: Sequence[str], required: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Rows of a CSV file as (line, values), the values in the order of `columns`.

    The file is UTF-8 (a BOM is allowed) with a header; its columns may stand in any order. Columns that the
    file lacks give "", unless they are in `required`. Values are stripped; empty rows are passed over. `line`
    counts from 1 and is the last line of the row. A file that needs all columns and has them in order is one
    of ours: its values are handed on as they are. Raises TableError for a file that cannot be read, unknown
    or missing columns, and rows with too few or too many values.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = [name.strip() for name in next(reader, [])]
            order = _order(path, header, columns, required)
            ours, width = header == list(columns) == list(required), len(header)
            for row in reader:
                if len(row) == width and ours:
                    yield reader.line_num, row
                elif not any(value.strip() for value in row):
                    continue
                elif len(row) != width:
                    reason = f"{len(row)} values where the header has {width}"
                    raise TableError(str(path), reader.line_num, reason)
                else:
                    yield reader.line_num, [row[i].strip() if i >= 0 else "" for i in order]
    except (OSError, UnicodeDecodeError) as error:
        raise TableError(str(path), None, f"cannot be read as UTF-8 text: {error}") from error
    except csv.Error as error:
        raise TableError(str(path), reader.line_num, f"not valid CSV: {error}") from error


def _order(path: Path, header: list[str], columns: Sequence[str], required: Sequence[str]) -> list[int]:
    """The position in `header` of each of `columns`, -1 where it is not there."""
    if len(set(header)) != len(header):
        twice = next(name for name in header if header.count(name) > 1)
        raise TableError(str(path), 1, f"column {twice!r} stands twice in the header")
    if len(header) == 1 and ";" in header[0]:
        raise TableError(str(path), 1, "columns are parted by semicolons; use commas")
    unknown = [name for name in header if name not in columns]
    if unknown:
        raise TableError(str(path), 1, f"unknown column {unknown[0]!r}; allowed: {', '.join(columns)}")
    missing = [name for name in required if name not in header]
    if missing:
        raise TableError(str(path), 1, f"column {missing[0]!r} is missing; needed: {', '.join(required)}")
    return [header.index(name) if name in header else -1 for name in columns]
