"""What the commands show on a terminal: the table of events, messages, the summary of a run."""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.style import Style
from rich.text import Text

from . import text
from .layout import Column, gap, pad, table_lines, widths

PIPE_WIDTH = 140
"""Width of a table where standard output is no terminal and COLUMNS is not set."""

_COLUMNS = (
    (Column("id", 5), Style(dim=True)),
    (Column("date", 10), Style(color="cyan")),
    (Column("place", 11), Style(color="green")),
    (Column("type", 13), Style(bold=True)),
    (Column("actors", 19), Style()),
    (Column("toll", 11), Style(color="red")),
    (Column("source", 6), Style(dim=True)),
)
_LEAST_ID = 4


class _PipedConsole(Console):
    """Lets a closed pipe (`| head`) be told to the caller; rich would end the program with exit code 1."""

    def on_broken_pipe(self) -> None:
        """Raise the error that rich caught (called by rich)."""
        raise BrokenPipeError


def make_console(*, stderr: bool = False) -> Console:
    """A console that takes text as it is: no markup, no emoji codes, no highlighting. NO_COLOR and COLUMNS
    count."""
    console = _PipedConsole(stderr=stderr, markup=False, emoji=False, highlight=False, soft_wrap=True)
    if not console.is_terminal and not os.environ.get("COLUMNS"):
        console.width = PIPE_WIDTH
    return console


def say(console: Console, kind: str, message: str) -> None:
    """One message on one line: `kind` is "error", "warning", "hint" or "" for a plain one."""
    style = {"error": "bold red", "warning": "yellow", "hint": "cyan"}.get(kind, "")
    line = Text(f"{kind}: " if kind else "", style=style)
    console.print(line.append(text.one_line(message), style=""), soft_wrap=True)


def short_ids(ids: Collection[str], wanted: Iterable[str] | None = None) -> dict[str, str]:
    """For each of `ids`, or of those of them that are `wanted`, its shortest beginning that no other id has.

    At least four characters, for ids told apart by eye.
    """
    wanted = sorted(set(ids if wanted is None else wanted))
    begins = {ident[:_LEAST_ID] for ident in wanted}
    ordered = sorted({ident for ident in ids if ident[:_LEAST_ID] in begins})  # others are no neighbours
    short: dict[str, str] = {}
    for ident in wanted:
        i = bisect_left(ordered, ident)
        neighbours = (ordered[i - 1] if i else "", ordered[i + 1] if i + 1 < len(ordered) else "")
        size = _LEAST_ID
        while size < len(ident) and any(other.startswith(ident[:size]) for other in neighbours):
            size += 1
        short[ident] = ident[:size]
    return short


def print_events(console: Console, records: Sequence[Mapping[str, Any]], ids: Mapping[str, str]) -> None:
    """Print a table of events: id, date, place, type, actors with roles, toll, source. `ids` gives the id
    to show."""
    rows = [
        (
            text.one_line(ids.get(record["id"], record["id"])),
            text.short_date(record["date"]),
            text.short_place(record["location"]),
            text.type_with_status(record),
            text.actors_with_roles(record),
            text.toll(record),
            text.source(record),
        )
        for record in records
    ]
    columns = [column for column, _ in _COLUMNS]
    sizes = widths(columns, rows, console.width)
    blanks = " " * gap(console.width)
    dash = "─" if "utf" in console.encoding else "-"

    def write(cells: Iterable[str]) -> None:
        console.file.write(blanks.join(cells).rstrip() + "\n")

    write(pad(column.title, size) for column, size in zip(columns, sizes, strict=True))
    write(dash * size for size in sizes)
    paints = [_painter(console, style) for _, style in _COLUMNS] if console.color_system else None
    for lines in table_lines(rows, sizes):
        for cells in lines:
            write(cells if paints is None else (paint(c) for paint, c in zip(paints, cells, strict=True)))


def _painter(console: Console, style: Style) -> Callable[[str], str]:
    system = console._color_system  # Rich renders a style in public only through its slow segments
    shown = style.without_color if console.no_color else style
    return lambda cell: shown.render(cell, color_system=system) if cell.strip() else cell
