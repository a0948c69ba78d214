"""Tables: widths, wrapping, ids, colour."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

import factories
from cases import table
from reported import linked
from sahel_events.errors import UsageError
from sahel_events.form import as_event
from sahel_events.schema import EventType
from sahel_events.views import colour as colour_module
from sahel_events.views import console as console_module
from sahel_events.views.columns import COLUMNS, Look, get, named
from sahel_events.views.console import say, short_ids
from sahel_events.views.layout import Column, gap, widths, wrap
from sahel_events.views.table import event_lines, footer

CODE = re.compile(r"\x1b\[[0-9;]*m")
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


def printed(
    width: int, *records: dict, colour: bool = False, names: tuple[str, ...] = (), encoding: str = "utf-8"
) -> list[str]:
    out = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    console = Console(file=out, width=width, color_system="standard" if colour else None)
    lines, _ = event_lines(console, records, short_ids([r["id"] for r in records]), names)
    return list(lines)


@pytest.mark.parametrize("colour", [False, True], ids=["plain", "coloured"])
@pytest.mark.parametrize("names", [(), tuple(COLUMNS)], ids=["default", "all columns"])
@pytest.mark.parametrize("width", [20, 60, 79, 80, 99, 100, 140, 200])
def test_no_line_is_wider_than_the_console(width: int, names: tuple[str, ...], colour: bool) -> None:
    lines = printed(width, factories.record("a1"), LONG, names=names, colour=colour)
    assert max(cell_len(CODE.sub("", line)) for line in lines) <= width


HEADS = table([
    (200, "id date place event actors toll source", "wide"),
    (100, "id date place event actors toll source", "the narrowest with the source"),
    (99, "id date place event actors toll", "the source gives way"),
    (80, "id date place event actors toll", "the narrowest with a column for each"),
    (79, "id when, where what toll", "stacked"),
    (60, "id when, where what toll", "narrow"),
])


@pytest.mark.parametrize(("width", "expected"), HEADS)
def test_what_gives_way(width: int, expected: str) -> None:
    assert " ".join(printed(width, LONG)[0].split()) == expected


def test_at_140_columns_a_short_event_is_one_line() -> None:
    row = printed(140, factories.record("a1b2c3"))[2]
    assert row == "a1b2  2019-11-25  Ménaka, ML  accident  → French Armed Forces  13 killed  Agence"


def test_at_80_columns_sides_and_kinds_of_harm_stand_on_lines_of_their_own() -> None:
    assert printed(80, LONG)[2:] == [
        "b2 –    Boulikessi    armed clash           JNIM                  24+ killed,",
        "        camp          (claimed, background) → French Armed Forces ~4 injured",
    ]


def test_at_60_columns_what_belongs_together_stands_below_one_another() -> None:
    assert printed(60, LONG)[2:] == [
        "b2 –              armed clash                24+ killed,",
        "   Boulikessi     (claimed, background)      ~4 injured",
        "   camp           JNIM → French Armed Forces",
    ]


def test_columns_that_are_asked_for_stand_in_their_order() -> None:
    lines = printed(140, factories.record("a1"), LONG, names=("killed", "place", "target", "lat", "id"))
    assert lines == [
        "killed  place            target                   lat  id",
        "──────  ───────────────  ───────────────────  ───────  ──",
        "    13  Ménaka, ML       French Armed Forces  15.9182  a1",
        "   24+  Boulikessi camp  French Armed Forces  15.9182  b2",
    ]


def test_too_many_columns_are_told_of() -> None:
    console = Console(file=io.StringIO(), width=20, color_system=None)
    lines, missing = event_lines(console, [LONG], {}, tuple(COLUMNS))
    assert missing == tuple(COLUMNS)[5:]
    (_, told) = footer(console, [LONG], 1, 3, missing)
    assert told.startswith("no room for toll, source, country")
    assert list(lines)


FOOTERS = table([
    (1, 1, 3, ["1 of 3 events"], "all that match"),
    (1, 1200, 3000, ["first 1 of 1,200 matching, 3,000 events"], "limited"),
    (0, 0, 3, ["0 of 3 events"], "none"),
])


@pytest.mark.parametrize(("shown", "matching", "of", "expected"), FOOTERS)
def test_footer(shown: int, matching: int, of: int, expected: list[str]) -> None:
    console = Console(file=io.StringIO(), width=100, color_system=None)
    assert list(footer(console, [LONG] * shown, matching, of, ())) == expected


def test_a_stream_without_the_letters_gets_others() -> None:
    lines = printed(100, factories.record("a1"), encoding="ascii")
    assert set(lines[1]) == {"-", " "}
    assert "-> French Armed Forces" in lines[2]


def test_colour_changes_no_words() -> None:
    for width in (60, 80, 120):
        plain = printed(width, LONG, factories.record())
        coloured = printed(width, LONG, factories.record(), colour=True)
        assert [CODE.sub("", line) for line in coloured] == plain
        assert any("\x1b[" in line for line in coloured)
        assert not any("\x1b[" in line for line in plain)


COLOURS = table([
    ({"sub_event_type": "armed_clash"}, 140, "33", "armed clash", "a battle"),
    ({"sub_event_type": "attack"}, 60, "31", "attack", "on civilians"),
    ({"sub_event_type": "armed_clash", "status": "claimed"}, 140, "3;33", "(claimed)", "somebody's word"),
    ({"sub_event_type": "armed_clash", "status": "denied"}, 60, "9", "(denied)", "denied"),
    ({"main": False}, 140, "2", "accident", "background"),
    ({"date": factories.day("--11-25")}, 140, "2", "--11-25", "no year"),
    ({"location": factories.place("Mali", precision="country")}, 140, "2", "Mali", "a country is no place"),
    ({}, 140, "1;31", "13 killed", "many dead"),
    ({"casualties": [factories.casualty(1, 1)]}, 140, "1", "1 killed", "one dead"),
])  # fmt: skip


@pytest.mark.parametrize(("changes", "width", "code", "words"), COLOURS)
def test_colours_mean_something(changes: dict, width: int, code: str, words: str) -> None:
    lines = printed(width, factories.record("a1", **changes), colour=True)
    assert any(f"\x1b[{code}m{words}\x1b[0m" in line for line in lines)


WANTED = table([
    (True, {"TERM": "xterm"}, True, "a terminal"),
    (False, {"TERM": "xterm"}, False, "a pipe"),
    (True, {"TERM": "dumb"}, False, "a dumb terminal"),
    (True, {"TERM": "xterm", "NO_COLOR": "1"}, False, "forbidden"),
    (True, {"TERM": "xterm", "NO_COLOR": ""}, True, "set but empty is not set"),
    (False, {"FORCE_COLOR": "1"}, True, "forced in a pipe"),
    (True, {"TERM": "dumb", "FORCE_COLOR": "1"}, True, "forced on a dumb terminal"),
    (False, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, "forbidden goes before forced, as in Python"),
])


@pytest.mark.parametrize(("terminal", "environment", "expected"), WANTED)
def test_when_colours_are_sent(terminal: bool, environment: dict[str, str], expected: bool) -> None:
    assert colour_module.wanted(terminal=terminal, environment=environment) is expected


def test_every_type_has_a_colour_and_a_name_in_the_legend() -> None:
    assert {kind.value for kind in EventType} == set(colour_module.TYPES) <= set(colour_module.CODES)
    shown = colour_module.legend([factories.record(), LONG])
    assert CODE.sub("", shown) == "battles  strategic  10+ killed"


def test_markup_and_escapes_of_an_article_stay_words() -> None:
    row = printed(140, factories.record("a1", actors=[factories.actor("[/x][red]\x1b[31m :boom:\v")]))[2]
    assert "→ [/x][red]\ufffd[31m :boom:\ufffd" in row


COLUMN_NAMES = table([
    ("id,date", ("id", "date"), "in their order"),
    (" Killed , PLACE,,", ("killed", "place"), "blanks and case"),
    ("sub_event_type,deaths,latitude", ("sub-type", "killed", "lat"), "names that others use"),
    ("id,id", ("id",), "twice"),
])


@pytest.mark.parametrize(("given", "expected"), COLUMN_NAMES)
def test_names_of_columns(given: str, expected: tuple[str, ...]) -> None:
    assert named(given) == expected


@pytest.mark.parametrize(
    ("given", "message"),
    table([
        ("id,plase", "no column is called 'plase'; did you mean place?", "nearly"),
        ("xqzw", "no column is called 'xqzw'; there are id, date,", "not at all"),
        (" , ", "names none; there are id, date,", "nothing"),
    ]),
)
def test_unknown_columns(given: str, message: str) -> None:
    with pytest.raises(UsageError, match=re.escape(message)):
        named(given)


def test_every_column_has_a_cell_for_any_record() -> None:
    bare = factories.record("x", date=None, location=None, actors=[], casualties=[])
    for record in (bare, LONG, as_event(linked())):
        for name in COLUMNS:
            assert get(name).cell(record, Look()), name


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
