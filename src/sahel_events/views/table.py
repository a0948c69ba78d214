"""The table of events that `show` prints: as wide as the terminal, in colours that mean something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any

from rich.console import Console

from . import colour, columns, text
from .layout import BREAK, FEWEST, Column, gap, table_lines, widths, wrap

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
    right = _right(heads)
    for record, row, lines in zip(records, rows, table_lines(rows, sizes, right), strict=True):
        shown = _painted(record, row, lines, names, sizes) if coloured else lines
        yield from (blanks.join(cells).rstrip() for cells in shown)


def _right(heads: Iterable[Column]) -> tuple[int, ...]:
    return tuple(i for i, column in enumerate(heads) if column.right)


def _painted(
    record: Record, row: Sequence[str], lines: Sequence[Sequence[str]], names: Sequence[str],
    sizes: Sequence[int],
) -> Iterator[Sequence[str]]:
    """The lines of one event in its colours."""
    cells = zip(*lines, strict=True)
    painted = [_cell(*each) for each in zip(names, repeat(record), row, cells, sizes, strict=False)]
    return zip(*painted, strict=True)


def _cell(name: str, record: Record, cell: str, lines: Sequence[str], size: int) -> list[str]:
    """The lines of one cell in its colours: those of a stacked one in those of its parts, the notes behind a
    type (status, background) in that of the status. Background is dim."""
    if BREAK in cell:
        done: list[str] = []
        for part, of in zip(cell.split(BREAK), columns.STACKED[name], strict=True):
            done += _cell(of, record, part, lines[len(done) : len(done) + len(wrap(part, size))], size)
        return done + list(lines[len(done) :])
    meaning = columns.COLUMNS[name].colour(record) if record["main"] or name in _STATED else "dim"
    title, _, note = cell.partition("\n")
    if name != "event" or not note:
        return [colour.paint(line, meaning) for line in lines]
    noted = colour.of_status(record) or "dim"
    if lines[0].rstrip().endswith(")"):  # all on one line
        before, after = lines[0][: len(title) + 1], lines[0][len(title) + 1 :]
        return [colour.paint(before, meaning) + colour.paint(after, noted), *lines[1:]]
    many = len(wrap(title, size))
    return [colour.paint(line, meaning if i < many else noted) for i, line in enumerate(lines)]
