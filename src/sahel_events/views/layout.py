"""Tables of plain text: column widths, wrapping and alignment.

Rich's own Table took 0.66 ms a row where it was measured, 6.6 s for 10,000 events; `show` has 1.5 s
for all it does. This lays out the same in a tenth of the time; Rich still measures the cells and colours
them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rich.cells import cell_len, chop_cells

_GLUE = "\u00a0"  # a blank at which a line does not break

BREAK = "\v"
"""Where a line of a cell ends in any case; no text of an article has it (`views.text.safe`)."""


def gap(available: int) -> int:
    """Blanks between two columns: one on narrow terminals, where every cell counts, otherwise two."""
    return 1 if available < 100 else 2


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

    Every column gets what its longest cell needs if that fits. Otherwise cells are taken one at a time from
    the column where it makes the table the least longer and breaks the fewest words, of several from the
    widest, none below its `least` as long as another can give. How long the table is, a sample of its rows
    tells.
    """
    needed = [_cells(column.title) for column in columns]
    for row in rows:
        for i, cell in enumerate(row):
            if len(cell) > needed[i] or not cell.isascii():
                needed[i] = max(needed[i], *(_cells(line.replace("\n", " ")) for line in cell.split(BREAK)))
    least = [min(column.least, need) for column, need in zip(columns, needed, strict=True)]
    room = available - gap(available) * (len(columns) - 1)
    if sum(needed) > room:
        needed = [max(low, min(need, room // 2)) for low, need in zip(least, needed, strict=True)]
        sample = rows[:: max(1, len(rows) // _SAMPLE)][:_SAMPLE]
        for lowest in (least, [min(FEWEST, low) for low in least]):
            squeeze = _Squeeze(needed, lowest, sample)
            while sum(needed) > room and squeeze.one():
                pass
    return needed


FEWEST = 3
"""Cells that a column keeps where not even the `least` of all have room."""


_SAMPLE = 100
"""Rows that the widths are tried on. With 40 the table of 10,000 records was up to a tenth longer; with 400
at best a twentieth shorter, for three times the 0.1 s."""


_BROKEN = 3
"""Lines that a broken word counts for: with fewer, names of places are broken in terminals of 120 cells."""


class _Squeeze:
    """Takes cells from columns of the `widths`, which it changes, where `rows` suffer least."""

    def __init__(self, widths: list[int], least: Sequence[int], rows: Sequence[Sequence[str]]) -> None:
        self.widths, self.least, self.rows = widths, least, rows
        self.lines = [[len(wrap(cell, size)) for cell, size in zip(row, widths, strict=True)] for row in rows]

    def one(self) -> bool:
        """Take one cell from the best column; False where none can give one."""
        can = [i for i, size in enumerate(self.widths) if size > self.least[i]]
        if not can:
            return False
        heights = [max(lines) for lines in self.lines]
        best = min(can, key=lambda i: (self._price(i, heights), -self.widths[i]))
        self.widths[best] -= 1
        for row, lines in zip(self.rows, self.lines, strict=True):
            lines[best] = len(wrap(row[best], self.widths[best]))
        return True

    def _price(self, column: int, heights: Sequence[int]) -> int:
        """The lines that a column would add with a cell less, and the words that it would break."""
        size, price = self.widths[column] - 1, 0
        for row, height in zip(self.rows, heights, strict=True):
            cell = row[column]
            if len(cell) > size:
                price += max(0, len(wrap(cell, size)) - height)
                price += _BROKEN * any(len(word) == size + 1 for word in cell.replace("\n", " ").split(" "))
        return price


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
    rows: Iterable[Sequence[str]], sizes: Sequence[int], right: Sequence[int] = ()
) -> Iterator[list[Sequence[str]]]:
    """For each row its lines, each a sequence of cells padded to columns of `sizes` cells; those of the
    columns numbered `right` stand at the right."""
    for row in rows:
        cells = list(map(wrap, row, sizes))
        for i in right:
            cells[i] = tuple(" " * (len(line) - len(core := line.rstrip())) + core for line in cells[i])
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
