"""How wide the columns of a table have to be, so that it fits and is as short as it can be.

A search: cells are taken from columns one at a time, then moved between them, as long as that makes the table
shorter. How long it is, a sample of its rows tells.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product

BREAK = "\v"
"""Where a line of a cell ends in any case; no text of an article has it (`views.text.safe`)."""

Words = list[list[int]]
"""The lengths of words, line by line."""

SAMPLE = 100
"""Rows that are tried. With 40 the table of 10,000 records was up to a tenth longer; with 400 at best a
twelfth shorter, for three times the 0.1 s."""

_BROKEN = 3
"""Lines that a broken word counts for: with fewer, names of places are broken in terminals of 120 cells."""

_MOVES = (1, 2, 4, 8, 16)
"""Cells that are moved at once: a column that is one cell wider often helps nothing, and one that is eight
wider does."""


def fit(
    wanted: Sequence[int], least: Sequence[int], rows: Sequence[Sequence[str]], room: int,
    measure: Callable[[str], int],
) -> list[int]:
    """Widths of columns that have `room` cells together: none wider than `wanted` or narrower than `least`,
    and the `rows` short. Wider than the room where the least widths are. `measure` tells how many cells a
    word takes."""
    columns = [
        _Column([_words(row[i], measure) for row in rows], low, high)
        for i, (low, high) in enumerate(zip(least, wanted, strict=True))
    ]
    widths = [max(low, min(high, room // 2)) for low, high in zip(least, wanted, strict=True)]
    while sum(widths) > room:
        narrower = [(_price(columns, widths, {i: -1}), -size, i) for i, size in enumerate(widths)
                    if size > least[i]]
        if not narrower:
            return widths
        widths[min(narrower)[2]] -= 1
    while move := _best_move(columns, widths, room - sum(widths)):
        widths = [size + move.get(i, 0) for i, size in enumerate(widths)]
    return widths


def _best_move(columns: Sequence[_Column], widths: Sequence[int], spare: int) -> dict[int, int]:
    """How to change the widths so that it shortens the table most, with the spare cells or another column's;
    {} where nothing does."""
    best: dict[int, int] = {}
    least = _price(columns, widths, best)
    for taker, giver, cells in product(range(len(columns)), (None, *range(len(columns))), _MOVES):
        given = spare if giver is None else widths[giver] - columns[giver].least
        if giver == taker or cells > given or widths[taker] + cells > columns[taker].most:
            continue
        change = {taker: cells} if giver is None else {taker: cells, giver: -cells}
        if (price := _price(columns, widths, change)) < least:
            best, least = change, price
    return best


def _price(columns: Sequence[_Column], widths: Sequence[int], change: dict[int, int]) -> int:
    """The lines that the rows take, and more for words that are broken."""
    found = [column.at(widths[i] + change.get(i, 0)) for i, column in enumerate(columns)]
    lines = found[0][0] if len(found) == 1 else map(max, *(heights for heights, _ in found))
    return sum(lines) + _BROKEN * sum(broken for _, broken in found)


class _Column:
    """A column: its cells, and how narrow and wide it may be."""

    def __init__(self, cells: Sequence[Sequence[Words]], least: int, most: int) -> None:
        self.cells, self.least, self.most = cells, least, most
        self._known: dict[int, tuple[list[int], int]] = {}

    def at(self, width: int) -> tuple[list[int], int]:
        """How many lines each cell takes at a width, and how many cells have a broken word."""
        if width not in self._known:
            words = ([word for part in cell for line in part for word in line] for cell in self.cells)
            broken = sum(max(lengths) > width for lengths in words)
            self._known[width] = [sum(_height(part, width) for part in cell) for cell in self.cells], broken
        return self._known[width]


def _words(cell: str, measure: Callable[[str], int]) -> list[Words]:
    parts = ([line.split(" ") for line in part.split("\n")] for part in cell.split(BREAK))
    return [[list(map(measure, words)) for words in part] for part in parts]


def _height(cell: Words, width: int) -> int:
    """How many lines of `width` words take: one where all of them fit, else each line by itself."""
    if sum(map(sum, cell)) + sum(map(len, cell)) - 1 <= width:
        return 1
    height = 0
    for line in cell:
        height, used = height + 1, 0
        for word in line:
            if used and used + 1 + word <= width:
                used += 1 + word
                continue
            height += bool(used) + (word - 1) // width if word else 0
            used = (word - 1) % width + 1 if word else used
    return height
