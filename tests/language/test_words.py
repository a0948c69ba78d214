"""The lists of words.toml: each is read by the module that it is named after, and wrong ones are refused."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, Final

import pytest

import sahel_events
from cases import table
from sahel_events.errors import TableError
from sahel_events.language import words as words_module
from sahel_events.language.words import words
from sahel_events.lexicon.tables import packaged

SOURCE: Final = Path(sahel_events.__file__).parent
ROOMS: Final = {"language/components/places.py": "place_names"}
"""Modules whose lists are not under their own name."""


def read_by_the_code() -> set[tuple[str, str]]:
    """(room, list) of every `words(...)`, the room that of the module that asks."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        room = ROOMS.get(path.relative_to(SOURCE).as_posix(), path.stem)
        for asked, name in re.findall(r'\bwords\("(\w+)\.(\w+)"\)', path.read_text(encoding="utf-8")):
            assert asked == room, path
            found.add((room, name))
    return found


def test_every_list_is_read_by_the_module_that_it_is_named_after() -> None:
    tables = tomllib.loads(packaged("words.toml").read_text(encoding="utf-8"))
    lists = {(room, name) for room, its in tables.items() if room != "verbs" for name in its}
    assert lists == read_by_the_code()


@pytest.mark.parametrize(
    ("tables", "message"),
    table(
        [
            ({"room": {}}, r"no list of words 'room\.list'", "no such list"),
            ({"room": {"list": []}}, r"no list of words 'room\.list'", "an empty list"),
            ({"room": {"list": ["a", "b", "a"]}}, r"room\.list: twice: a", "a word twice"),
        ]
    ),
)
def test_wrong_lists_are_refused(
    monkeypatch: pytest.MonkeyPatch, tables: dict[str, Any], message: str
) -> None:
    monkeypatch.setattr(words_module, "_tables", lambda: tables)
    with pytest.raises(TableError, match=message):
        words("room.list")
