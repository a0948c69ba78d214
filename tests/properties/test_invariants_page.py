"""docs/invariants.md names tests that there are, each of which states something of any input."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
PAGE = TESTS.parent / "docs" / "invariants.md"
ROW = re.compile(
    r"^\| (?P<name>[^|]+) \| (?P<what>[^|]+) \| `(?P<file>[\w/.]+)::(?P<test>\w+)` \|$", re.MULTILINE
)
ROWS = [match.groupdict() for match in ROW.finditer(PAGE.read_text(encoding="utf-8"))]


@cache
def stated(file: str) -> dict[str, list[str]]:
    """The tests of a file that draw their input, with their decorators."""
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    tests = [each for each in tree.body if isinstance(each, ast.FunctionDef)]
    marks = {each.name: [ast.unparse(mark) for mark in each.decorator_list] for each in tests}
    return {name: of for name, of in marks.items() if any(mark.startswith("given(") for mark in of)}


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_each_invariant_has_its_test(row: dict[str, str]) -> None:
    """And the number of its examples is the profile's: no test has a number of its own but through
    `strategies.scaled`, which the long profile overrules."""
    assert row["test"] in stated(row["file"])
    assert not any("max_examples" in mark for mark in stated(row["file"])[row["test"]])


def test_names_are_told_apart() -> None:
    names, tests = {row["name"] for row in ROWS}, {(row["file"], row["test"]) for row in ROWS}
    assert len(names) == len(tests) == len(ROWS)
    assert len(re.findall(r"^\| (?!name |---)", PAGE.read_text(encoding="utf-8"), re.MULTILINE)) == len(ROWS)


def test_every_property_is_on_the_page() -> None:
    told = {(row["file"], row["test"]) for row in ROWS}
    for path in sorted((TESTS / "properties").glob("test_*.py")):
        file = path.relative_to(TESTS).as_posix()
        assert {(file, name) for name in stated(file)} <= told
