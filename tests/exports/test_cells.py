"""Cells of CSV files: nothing of a text runs in a spreadsheet, and every text can be had back."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cases import table
from exported import HOSTILE
from sahel_events.exports.cells import harmless, original, write_rows

STEERING = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]"

CELLS = [
    ("Ménaka", "Ménaka", "plain text stays"),
    ("=1+1", "'=1+1", "a formula"),
    ("+1", "'+1", "plus"),
    ("-1", "'-1", "minus, in text"),
    ("@A1", "'@A1", "at"),
    ("\t=1", "'\t'=1", "a tab, and the formula behind it"),
    ("\rx", "'\rx", "a carriage return"),
    ("\nx", "'\nx", "a line feed"),
    (" =1", "' =1", "a blank before it"),
    ("\u200f=1", "'\u200f=1", "a mark of direction before it"),
    ("\uff1d1", "'\uff1d1", "a full-width sign"),
    ("'=1", "''=1", "what looks guarded gets one more"),
    ("'tis", "'tis", "an apostrophe is one"),
    ("a;=1+1", "a;'=1+1", "behind a semicolon, where other countries' spreadsheets begin a cell"),
    ("a\n-b", "a\n'-b", "behind a line end, where a reader without quotes begins a row"),
    ("1-2=3", "1-2=3", "signs within a text"),
    ("a; b", "a; b", "our own lists"),
    ("\u200fعربي", "\u200fعربي", "marks of direction are text"),
    ("\x1b[2J", "\ufffd[2J", "controls steer terminals"),
    ("a\x00b\x85", "a\ufffdb\ufffd", "NUL and C1"),
    ("\ud800", "\ufffd", "a lone surrogate is no UTF-8"),
]


@pytest.mark.parametrize(("text", "expected"), table(CELLS))
def test_text_is_made_harmless(text: str, expected: str) -> None:
    assert harmless(text) == expected


TEXTS = st.text(alphabet=st.one_of(st.sampled_from("='+-@;\t\r\n \u200f\uff1da"), st.characters()))


@given(TEXTS)
@example("'" * 50 + "=")
def test_every_text_can_be_had_back(text: str) -> None:
    assert original(harmless(text)) == re.sub(STEERING, "\ufffd", text)


@given(TEXTS)
def test_no_cell_begins_like_a_formula_however_it_is_parted(text: str) -> None:
    for piece in re.split("[;\t\r\n]", harmless(text)):
        assert piece.lstrip(" \u00a0\u200f\ufeff")[:1] not in tuple("=+-@\uff1d\uff0b\uff0d\uff20")
    assert re.search(STEERING, harmless(text)) is None


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_cells_come_back_through_the_csv_module(texts: list[str]) -> None:
    out = io.StringIO(newline="")
    write_rows([str(i) for i, _ in enumerate(texts)], [texts], out)
    _, row = csv.reader(io.StringIO(out.getvalue(), newline=""), strict=True)
    assert row == [harmless(text) for text in texts]


def test_values_that_are_no_text() -> None:
    out = io.StringIO(newline="")
    write_rows(["a"], [[-1.5], [True], [False], [None], [0]], out)
    assert out.getvalue() == 'a\r\n-1.5\r\ntrue\r\nfalse\r\n""\r\n0\r\n'


def test_the_hostile_texts_are_of_every_kind() -> None:
    assert any(harmless(text) != text for text in HOSTILE)
    assert any("\u202e" in text for text in HOSTILE)
