"""The table of events that `show` prints: as wide as the terminal, in colours that mean something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from rich.console import Console

from . import colour, columns, text
from .fitting import BREAK
from .layout import FEWEST, Column, Paint, gap, table_lines, widths, wrap

Record = Mapping[str, Any]

_SHORT_BELOW = 140
"""Cells of a terminal below which types and armed groups are called by their short names."""

def event_lines(
    console: Console, records: Sequence[Record], ids: Mapping[str, str], names: Sequence[str] = ()
) -> tuple[Iterator[str], tuple[str, ...]]:
    """The lines of a table of events, none wider than the console, and the columns for which there was no
    room.

    `ids` gives the id to show of each; `names` are columns (`columns.named`), by default those of
    `columns.by_width`. Coloured where the console has colours.
    """
    asked = tuple(names) or columns.by_width(console.width)
    fitting = _fitting(asked, console.width)
    missing = asked[len(fitting):] if names or console.width >= columns.SOURCE_FROM else ("source",)
    rows = _rows(records, fitting, _look(console, ids))
    if "utf" not in console.encoding:
        rows = [tuple(cell.replace(text.ARROW, "->") for cell in row) for row in rows]
    return _lines(console, records, rows, fitting), missing


def footer(
    console: Console, records: Sequence[Record], matching: int, of: int, missing: Sequence[str]
) -> Iterator[str]:
    """The lines below a table: how many events are shown, of how many that match, of how many in the file;
    the columns for which there was no room; on a coloured terminal what the colours mean."""
    if len(records) < matching:
        yield f"first {len(records):,} of {matching:,} matching, {of:,} events"
    else:
        yield f"{matching:,} of {of:,} events"
    if missing and records:
        yield f"no room for {', '.join(missing)}: a wider terminal or fewer --columns"
    if records and console.color_system and console.file.isatty():
        yield colour.legend(records)


_STATED = ("status", "id", "source")
"""Columns that look the same for background."""


def _look(console: Console, ids: Mapping[str, str]) -> columns.Look:
    if console.width >= _SHORT_BELOW:
        return columns.Look(ids)
    from ..lexicon.short_names import short_names

    return columns.Look(ids, short_names(), short=True)


def _fitting(names: Sequence[str], width: int) -> tuple[str, ...]:
    """As many of the columns as have room, each with its fewest cells."""
    most = max(1, (width + gap(width)) // (FEWEST + gap(width)))
    return tuple(names[:most])


def _rows(records: Sequence[Record], names: Sequence[str], look: columns.Look) -> list[tuple[str, ...]]:
    cells = [columns.get(name).cell for name in names]
    return [tuple([cell(record, look) for cell in cells]) for record in records]


def _lines(
    console: Console, records: Sequence[Record], rows: Sequence[Sequence[str]], names: Sequence[str]
) -> Iterator[str]:
    """The lines of the table, its head first."""
    heads = [Column(name, columns.get(name).least, columns.get(name).right) for name in names]
    sizes = widths(heads, rows, console.width)
    blanks = " " * gap(console.width)
    dash = "─" if "utf" in console.encoding else "-"
    coloured = console.color_system is not None
    for cells in next(table_lines([[column.title for column in heads]], sizes, _right(heads))):
        line = blanks.join(cells).rstrip()
        yield colour.paint(line, "head") if coloured else line
    rule = blanks.join(dash * size for size in sizes)
    yield colour.paint(rule, "dim") if coloured else rule
    paint = _painter(records, rows, names, sizes) if coloured else None
    for lines in table_lines(rows, sizes, _right(heads), paint):
        yield from [blanks.join(cells).rstrip() for cells in lines]


def _right(heads: Iterable[Column]) -> tuple[int, ...]:
    return tuple(i for i, column in enumerate(heads) if column.right)


def _painter(
    records: Sequence[Record], rows: Sequence[Sequence[str]], names: Sequence[str], sizes: Sequence[int]
) -> Paint:
    """What gives the cells of a row their colours. Background is dim."""

    def painted(number: int, cells: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
        record, row = records[number], rows[number]
        return [_cell(name, record, row[i], cells[i], sizes[i]) for i, name in enumerate(names)]

    return painted


def _cell(name: str, record: Record, cell: str, lines: tuple[str, ...], size: int) -> tuple[str, ...]:
    """The lines of one cell in its colours: those of a stacked one in those of its parts, the notes behind a
    type (status, background) in that of the status."""
    if name in columns.STACKED:
        done: tuple[str, ...] = ()
        for part, of in zip(cell.split(BREAK), columns.STACKED[name], strict=True):
            done += _cell(of, record, part, lines[len(done) : len(done) + len(wrap(part, size))], size)
        return done
    meaning = columns.COLUMNS[name].colour(record) if record["main"] or name in _STATED else "dim"
    if name == "event" and "\n" in cell:
        return _noted(cell, lines, size, meaning, colour.of_status(record) or "dim")
    return _coloured(lines, meaning) if meaning else lines


@lru_cache(maxsize=16384)
def _coloured(lines: tuple[str, ...], meaning: str) -> tuple[str, ...]:
    return tuple([colour.paint(line, meaning) for line in lines])


@lru_cache(maxsize=16384)
def _noted(cell: str, lines: tuple[str, ...], size: int, meaning: str, noted: str) -> tuple[str, ...]:
    """The lines of a type, and behind it of its notes in another colour."""
    title = cell.partition("\n")[0]
    if len(lines) == 1:
        before, after = lines[0][: len(title) + 1], lines[0][len(title) + 1 :]
        return (colour.paint(before, meaning) + colour.paint(after, noted),)
    many = len(wrap(title, size))
    return tuple(colour.paint(line, meaning if i < many else noted) for i, line in enumerate(lines))
