"""Widths of columns that make a table short."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from cases import table
from sahel_events.views.fitting import fit
from sahel_events.views.layout import wrap

FITTED = table([
    ([10, 10], [4, 4], [["a" * 10, "b" * 10]], 20, [10, 10], "all have room"),
    ([30, 6], [4, 4], [["one two " * 3 + "one", "abcdef"]], 21, [15, 6], "the one with blanks gives way"),
    ([16, 16], [4, 4], [["abcdefgh abcdefgh", "abcdefghijklmnop"]], 24, [8, 16], "a word is not broken"),
    ([5, 20], [5, 8], [["abcde", "x" * 20]], 10, [5, 8], "the least widths are wider than the room"),
    ([9, 20], [3, 4], [["a b\nc d", "one two three four five"]] * 3, 17, [4, 13], "lines of a cell"),
])


@pytest.mark.parametrize(("wanted", "least", "rows", "room", "expected"), FITTED)
def test_fitted(
    wanted: list[int], least: list[int], rows: list[list[str]], room: int, expected: list[int]
) -> None:
    assert fit(wanted, least, rows, room, cell_len) == expected


WORDS = st.text(alphabet="abcdé \n", min_size=1, max_size=30)


@given(st.lists(st.lists(WORDS, min_size=3, max_size=3), min_size=1, max_size=6), st.integers(15, 60))
def test_widths_stay_within_their_bounds_and_the_room(rows: list[list[str]], room: int) -> None:
    wanted = [max(4, *(len(row[i]) for row in rows)) for i in range(3)]
    widths = fit(wanted, [4, 4, 4], rows, room, cell_len)
    assert sum(widths) <= max(room, 12)
    assert all(4 <= size <= most for size, most in zip(widths, wanted, strict=True))


@given(WORDS, st.integers(4, 30))
def test_lines_are_counted_as_they_are_wrapped(cell: str, width: int) -> None:
    from sahel_events.views.fitting import _height, _words

    assert sum(_height(part, width) for part in _words(cell, cell_len)) == len(wrap(cell, width))
