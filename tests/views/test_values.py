"""Values as short, safe texts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import factories
from cases import table
from sahel_events.controls import escaped
from sahel_events.views import text
from sahel_events.views.layout import wrap

UNSAFE = [
    ("escape", "a\x1b[31mb"),
    ("clipboard", "a\x1b]52;c;eA==\x07b"),
    ("C1", "a\x9b31mb"),
    ("override", "a\u202eb"),
    ("isolate", "a\u2066b"),
    ("mark", "a\u200fb"),
    ("surrogate", "a\ud800b"),
    ("separator", "a\u2028b"),
    ("tag", "a\U000e0041b"),
    ("joiner", "a\u2060b"),
    ("private", "a\ue000b"),
    ("noncharacter", "a\U0010ffffb"),
    ("annotation", "a\ufffab"),
]


@pytest.mark.parametrize("given", [case[1] for case in UNSAFE], ids=[case[0] for case in UNSAFE])
def test_controls_are_made_visible_one_for_one(given: str) -> None:
    shown = text.safe(given)
    assert len(shown) == len(given)
    assert "\ufffd" in shown
    assert shown.isprintable()


def test_soft_hyphens_are_hyphens() -> None:
    assert text.safe("a\xadb") == "a-b"


SIGNS = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
"""Signs of numbers and of verses, which are seen; those of hieroglyphs (U+13430 to U+1343F) are too."""


@given(st.characters(categories=["Cc", "Cs", "Co", "Zl", "Zp", "Cf"], exclude_characters=f"{SIGNS}\t\n"))
def test_what_is_not_printable_is_shown_as_such(given: str) -> None:
    assert text.safe(given).isprintable() or "\U00013430" <= given <= "\U0001343f"


@given(st.text(alphabet=st.characters()))
def test_one_line_is_printable_and_one_line(given: str) -> None:
    shown = text.one_line(given)
    shown.encode("utf-8")
    assert len(shown.splitlines()) <= 1
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for c in shown)
    assert shown == text.one_line(shown)


DATES = [
    (None, "–"),
    (("2019-11-25", "2019-11-25", "day"), "2019-11-25"),
    (("2019-11-25", "2019-11-26", "day"), "2019-11-25/26"),
    (("2019-11-30", "2019-12-01", "day"), "2019-11-30/12-01"),
    (("2019-12-31", "2020-01-01", "day"), "2019-12-31/2020-01-01"),
    (("2019-11-18", "2019-11-24", "week"), "2019-11-18/24"),
    (("2019-11-01", "2019-11-30", "month"), "2019-11"),
    (("2019-01-01", "2019-12-31", "year"), "2019"),
    (("--11-25", "--11-25", "day"), "--11-25"),
    (("--09-29", "--09-30", "day"), "--09-29/30"),
    (("--12-31", "--01-01", "day"), "--12-31/--01-01"),
    (("--11-01", "--11-30", "month"), "--11"),
]


@pytest.mark.parametrize(("when", "expected"), DATES, ids=[case[1] for case in DATES])
def test_dates(when: tuple[str, str, str] | None, expected: str) -> None:
    record = None if when is None else dict(zip(("start", "end", "precision"), when, strict=True))
    assert text.short_date(record) == expected


COUNTS = [(13, 13, False, "13"), (24, None, True, "~24+"), (0, 10, False, "0-10"), (20, 20, True, "~20")]


@pytest.mark.parametrize(("low", "high", "approximate", "expected"), COUNTS, ids=[case[3] for case in COUNTS])
def test_counts(low: int, high: int | None, approximate: bool, expected: str) -> None:
    assert text.count(low, high, approximate=approximate) == expected


CELLS: list[tuple[str, Any, dict[str, Any], str]] = [
    ("toll", text.toll, {}, "13\u00a0killed"),
    ("no toll", text.toll, {"casualties": []}, "–"),
    (
        "two kinds",
        text.toll,
        {"casualties": [factories.casualty(), factories.casualty(4, None, kind="injured")]},
        "13\u00a0killed,\n4+\u00a0injured",
    ),
    ("type", text.type_with_status, {}, "accident"),
    (
        "type and status",
        text.type_with_status,
        {"status": "claimed", "main": False},
        "accident\n(claimed, background)",
    ),
    ("source", text.source, {}, "Agence"),
]


@pytest.mark.parametrize(("cell", "changes", "expected"), [c[1:] for c in CELLS], ids=[c[0] for c in CELLS])
def test_cells(cell: Any, changes: dict[str, Any], expected: str) -> None:
    assert cell(factories.record(**changes)) == expected


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        (None, "–"),
        (factories.place(), "Ménaka, ML"),
        (factories.place("Mali", precision="country"), "Mali"),
        (factories.place("the Sahel", None), "the Sahel"),
    ],
    ids=["none", "place", "country", "no country"],
)
def test_places(location: dict[str, Any] | None, expected: str) -> None:
    assert text.short_place(location) == expected


def side(name: str, role: str) -> dict[str, Any]:
    return factories.actor(name, role=role)


SIDES = table([
    ([], "–", "nobody"),
    ([side("A", "perpetrator")], "A", "who acts alone"),
    ([side("B", "target")], "→ B", "who suffers alone"),
    ([side("A", "perpetrator"), side("B", "target"), side("C", "target")], "A\n→ B, C", "two targets"),
    ([side("A", "perpetrator"), side("A", "claimant")], "A (claims it)", "who acts claims it"),
    ([side("B", "target"), side("C", "claimant")], "→ B,\nclaimed by C", "another claims it"),
    ([side("A", "perpetrator"), side("B", "target"), side("D", "supporter")], "A\n→ B,\nwith D", "helper"),
    ([side("A", "perpetrator"), side("A", "perpetrator")], "A", "named twice"),
    ([side("A", "perpetrator"), side("E", "witness")], "A,\nwitness: E", "a role of a newer version"),
    ([side("A\x1b[31m\u202e\nB", "target")], "→ A\ufffd[31m\ufffd B", "controls in a name"),
    ([side("Long Front of X", "perpetrator")], "LFX", "a short name"),
])  # fmt: skip


@pytest.mark.parametrize(("actors", "expected"), SIDES)
def test_sides(actors: list[Any], expected: str) -> None:
    assert text.sides({"actors": actors}, {"Long Front of X": "LFX"}) == expected


NAMES = table([
    ("armed_clash", "armed clash", "armed clash", "in words"),
    ("remote_explosive_landmine_ied", "remote explosive/landmine/IED", "mine/IED", "as ACLED writes it"),
    ("a_new_type", "a new type", "a new type", "of a newer version"),
])


@pytest.mark.parametrize(("name", "long", "short"), NAMES)
def test_names_of_types(name: str, long: str, short: str) -> None:
    assert (text.type_name(name), text.type_name(name, short=True)) == (long, short)


def test_every_long_type_has_its_names() -> None:
    from sahel_events.schema import TYPE_OF_SUB

    assert set(text.SHORT_TYPES) <= set(TYPE_OF_SUB)
    wrapped = {name for name in TYPE_OF_SUB if len(wrap(text.type_name(name, short=True), 16)) > 2}
    assert wrapped == set()


@given(st.text())
def test_escaped_json_is_the_same_value_without_controls(given: str) -> None:
    line = escaped(json.dumps(given, ensure_ascii=False))
    assert json.loads(line) == given
    assert text.safe(line) == line
