"""Every message of the program is provoked; it names the file or option, the cause and the way out."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from message_catalogue import NOT_SHOWN, PART, PASSED_ON, SECTIONS, page
from message_sites import pattern, sites
from provoke import By, Output, Row

from sahel_events.errors import SkipReason

ROWS = [row for _, _, rows in SECTIONS for row in rows]
PAGE = Path(__file__).parents[2] / "docs" / "errors.md"


@pytest.fixture(scope="module")
def said() -> dict[int, Output]:
    """What each command said that has been run."""
    return {}


def ran(by: By, said: dict[int, Output], folder: Path) -> Output:
    """What a command says; it is run once for all of its rows."""
    if id(by) not in said:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("COLUMNS", "140")
            folder.mkdir()
            said[id(by)] = by(folder, patch)
        shutil.rmtree(folder, ignore_errors=True)
    return said[id(by)]


@pytest.mark.parametrize("row", ROWS, ids=[f"{row.by}: {row.message}"[:90] for row in ROWS])
def test_a_message_names_what_is_wrong_why_and_the_way_out(
    row: Row, said: dict[int, Output], tmp_path: Path
) -> None:
    output = ran(row.by, said, tmp_path / "here")
    assert output.code == row.code
    found = output.said(pattern(row.message))
    assert found, output.lines
    here = [each for each in found if row.names in each.partition("\n")[0]]
    assert here, f"it does not name {row.names}: {found}"
    assert row.way, "say what can be done"
    assert any(row.way in each for each in here), f"it does not say: {row.way}: {here}"


def test_every_message_of_the_source_has_a_row() -> None:
    """A new message fails here: give it a row in one of the files beside this, with how it is provoked."""
    known = {row.message for row in ROWS} | NOT_SHOWN.keys() | PART.keys()
    ways = [row.way for row in ROWS]
    new = {
        f"{site.function}: {site.template}" for site in sites()
        if site.has_words and site.template not in known and not (site.hint and _is_way(site.template, ways))
    }
    assert not new


def _is_way(template: str, ways: list[str]) -> bool:
    """Whether a text is a hint that some row asks for."""
    return any(way in template for way in ways if len(way) > 9)


def test_every_place_that_passes_messages_on_is_known() -> None:
    """A new call of a sink with nothing but a variable fails here: say in PASSED_ON where its words are made,
    and see that they are collected (`message_sites.MAKERS`)."""
    bare = {site.function for site in sites() if site.sink and not site.has_words}
    assert bare == PASSED_ON.keys()


def test_no_row_is_of_a_message_that_is_gone() -> None:
    there = {site.template for site in sites()}
    assert not {row.message for row in ROWS} - there
    assert not (NOT_SHOWN.keys() | PART.keys()) - there


@pytest.mark.parametrize("reason", SkipReason)
def test_every_reason_has_a_way_out(reason: SkipReason) -> None:
    assert reason.way_out


def test_the_page_has_every_message() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python scripts/make_errors.py"
