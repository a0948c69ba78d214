"""Tables: widths, wrapping, ids, colour."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

import factories
from sahel_events.views import console as console_module
from sahel_events.views.console import print_events, say, short_ids
from sahel_events.views.layout import Column, gap, widths, wrap

LONG = factories.record(
    "b2",
    sub_event_type="armed_clash",
    status="claimed",
    main=False,
    date=None,
    location=factories.place("Boulikessi camp", None),
    actors=[factories.actor("Jama'at Nusrat al-Islam wal-Muslimin", role="perpetrator"), factories.actor()],
    casualties=[factories.casualty(24, None), factories.casualty(4, 4, kind="injured", approximate=True)],
)


def printed(width: int, *records: dict, colour: bool = False, **options: object) -> list[str]:
    out = io.StringIO()
    system = "standard" if colour else None
    console = Console(file=out, width=width, force_terminal=colour, color_system=system, **options)
    print_events(console, records, short_ids([r["id"] for r in records]))
    return out.getvalue().splitlines()


@pytest.mark.parametrize("width", [60, 80, 100, 140, 200])
def test_no_line_is_wider_than_the_console(width: int) -> None:
    lines = printed(width, factories.record("a1"), LONG)
    assert max(map(cell_len, lines)) <= max(width, 80)  # below 80 the least widths of the columns win


def test_at_140_columns_a_short_event_is_one_line() -> None:
    head, _, row = printed(140, factories.record("a1b2c3"))
    assert head.split() == ["id", "date", "place", "type", "actors", "toll", "source"]
    assert row == "a1b2  2019-11-25  Ménaka, ML  accident  French Armed Forces (target)  13 killed  Agence"


def test_at_80_columns_items_stand_on_lines_of_their_own() -> None:
    lines = printed(80, LONG)
    assert any("24+ killed," in line for line in lines)
    assert any("~4 injured" in line for line in lines)
    assert any(line.strip().startswith("French Armed Forces") for line in lines)


def test_colour_changes_no_words_and_no_colour_sends_none() -> None:
    plain = printed(120, LONG)
    coloured = printed(120, LONG, colour=True)
    assert any("\x1b[3" in line for line in coloured)
    without = printed(120, LONG, colour=True, no_color=True)
    assert not any("\x1b[3" in line for line in without)
    assert len(plain) == len(coloured) == len(without)


def test_markup_and_escapes_of_an_article_stay_words() -> None:
    row = printed(140, factories.record("a1", actors=[factories.actor("[/x][red]\x1b[31m :boom:")]))[2]
    assert "[/x][red]\ufffd[31m :boom: (target)" in row


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        (["abcdef"], ["abcd"]),
        (["abcdef", "abcdxy"], ["abcde", "abcdx"]),
        (["abcd", "abcdef"], ["abcd", "abcde"]),
        (["ab", "cd"], ["ab", "cd"]),
    ],
    ids=["alone", "told apart later", "one begins the other", "short"],
)
def test_short_ids(ids: list[str], expected: list[str]) -> None:
    assert list(short_ids(ids).values()) == expected
    for ident, short in zip(sorted(set(ids)), expected, strict=True):
        assert short_ids(ids, [ident]) == {ident: short}


@given(st.text(max_size=60), st.integers(2, 30))
def test_wrapping_keeps_all_but_blanks_and_fits(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cell_len(line) <= width or len(line.strip()) == 1 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(st.lists(st.lists(st.text(max_size=40), min_size=3, max_size=3), max_size=5), st.integers(30, 120))
def test_widths_fit(rows: list[list[str]], available: int) -> None:
    columns = [Column("a", 5), Column("b", 8), Column("c", 4)]
    sizes = widths(columns, rows, available)
    assert sum(sizes) + 2 * gap(available) <= available


@pytest.mark.parametrize(
    ("environment", "width"),
    [({"COLUMNS": "80"}, 80), ({}, console_module.PIPE_WIDTH)],
    ids=["COLUMNS", "pipe"],
)
def test_width_of_a_pipe(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], width: int) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert console_module.make_console().width == width


def test_a_message_is_one_line() -> None:
    out = io.StringIO()
    say(Console(file=out, width=20), "error", "a\nb\x1b[31m [red]" + "long " * 20)
    assert out.getvalue().count("\n") == 1
    assert out.getvalue().startswith("error: a b\ufffd[31m [red]long ")
