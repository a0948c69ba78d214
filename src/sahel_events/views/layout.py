"""Tables of plain text: column widths, wrapping and alignment.

Rich's own Table took 0.66 ms a row where it was measured, 6.6 s for 10,000 events; `show` has 1.5 s
for all it does. This lays out the same in a tenth of the time; Rich still measures the cells and colours
them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rich.cells import cell_len, chop_cells

from .fitting import BREAK, SAMPLE, fit

_GLUE = "\u00a0"  # a blank at which a line does not break


def gap(available: int) -> int:
    """Blanks between two columns: one on narrow terminals, where every cell counts, otherwise two."""
    return 1 if available < 100 else 2


Paint = Callable[[int, list[tuple[str, ...]]], list[tuple[str, ...]]]

_ONE_CELL_EACH = re.compile("[ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2190\u2192]*")
"""Latin letters with their accents, dashes, quotation marks and arrows: nearly all that tables hold."""


def _cells(text: str) -> int:
    """How many cells of a terminal a text takes; Rich looks up each character."""
    return len(text) if _ONE_CELL_EACH.fullmatch(text) else cell_len(text)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its `title`, the fewest cells that it may be squeezed to when the table is too wide, and
    whether its cells stand at the `right`, as numbers do."""

    title: str
    least: int = 6
    right: bool = False


def widths(columns: Sequence[Column], rows: Sequence[Sequence[str]], available: int) -> list[int]:
    """The width of each column in cells, so that all fit into `available`.

    Every column gets what its longest cell needs if that fits. Otherwise they share so that the table is
    short and few words are broken (`fitting`), none below its `least` as long as another can give.
    """
    needed = [_cells(column.title) for column in columns]
    for row in rows:
        for i, cell in enumerate(row):
            if len(cell) > needed[i] or not cell.isascii():
                needed[i] = max(needed[i], *(_cells(line.replace("\n", " ")) for line in cell.split(BREAK)))
    least = [min(column.least, need) for column, need in zip(columns, needed, strict=True)]
    room = available - gap(available) * (len(columns) - 1)
    if sum(needed) > room:
        titles = [[column.title for column in columns]]
        lines = [*titles, *rows[:: max(1, len(rows) // SAMPLE)][:SAMPLE]]
        if sum(least) > room:
            least = [min(FEWEST, low) for low in least]
        needed = fit(needed, least, lines, room, _cells)
    return needed


FEWEST = 3
"""Cells that a column keeps where not even the `least` of all have room."""


@lru_cache(maxsize=16384)
def wrap(text: str, width: int) -> tuple[str, ...]:
    """`text` in lines of `width` cells, padded with blanks.

    Where all of it fits on one line, line feeds in it count as blanks; otherwise lines break at them, at
    blanks, and inside words that are longer than a line. At BREAK a line ends in any case.
    """
    if BREAK in text:
        return tuple(line for part in text.split(BREAK) for line in wrap(part, width))
    if len(text) <= width and (text.isascii() or _cells(text) <= width):
        return (pad(text.replace("\n", " "), width),)
    return tuple(pad(line, width) for item in text.split("\n") for line in _wrap_item(item, width))


def _wrap_item(text: str, width: int) -> list[str]:
    lines: list[str] = []
    line, used = "", 0
    for word in text.split(" "):
        size = _cells(word)
        if line and used + 1 + size <= width:
            line, used = f"{line} {word}", used + 1 + size
            continue
        if line:
            lines.append(line)
        while size > width:
            piece = chop_cells(word, width)[0] or word[0]
            lines.append(piece)
            word = word[len(piece):]
            size = _cells(word)
        line, used = word, size
    return [*lines, line] if line or not lines else lines


def table_lines(
    rows: Iterable[Sequence[str]], sizes: Sequence[int], right: Sequence[int] = (), paint: Paint | None = None
) -> Iterator[list[Sequence[str]]]:
    """For each row its lines, each a sequence of cells padded to columns of `sizes` cells; those of the
    columns numbered `right` stand at the right. `paint` gets the number of the row and the lines of its
    cells, and gives them back in colours."""
    for number, row in enumerate(rows):
        cells = list(map(wrap, row, sizes))
        for i in right:
            cells[i] = tuple(" " * (len(line) - len(core := line.rstrip())) + core for line in cells[i])
        if paint is not None:
            cells = paint(number, cells)
        height = max(map(len, cells))
        if height == 1:
            yield [[cell[0] for cell in cells]]
        else:
            yield [
                [cell[i] if i < len(cell) else " " * size for cell, size in zip(cells, sizes, strict=True)]
                for i in range(height)
            ]


def pad(text: str, size: int) -> str:
    """`text` with blanks up to `size` cells; blanks that held words together become plain ones."""
    text = text.replace(_GLUE, " ")
    return text.ljust(size) if text.isascii() else text + " " * (size - _cells(text))
