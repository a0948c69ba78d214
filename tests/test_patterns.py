"""Every regular expression of the package on texts that are pumped from its own repeats, classes and
examples: time grows no faster than the text, up to the longest text that it is ever tried on."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import pytest

import sahel_events
from sahel_events.corpus.rules import block_rules, dateline_rules, html_rules
from sahel_events.language.components.dates import date_rules
from sahel_events.lexicon.probe import slow_text
from sahel_events.lexicon.rules import load_regex_rules, rule_files

AT_ONE_PLACE = {
    "sahel_events.corpus.dateline_forms._OPENING", "sahel_events.corpus.dateline_forms._DATED",
    "sahel_events.corpus.dateline_forms._PLACE_AT_START", "sahel_events.corpus.units._DUMP_DATE",
    "sahel_events.corpus.remote._URL", "sahel_events.events.sequels._OF_THOSE",
    "sahel_events.lexicon.rules._ID", "sahel_events.linking.tolls._ENEMY",
}  # fmt: skip
"""Patterns that are only matched at the beginning of a text, never looked for in it."""
LONGEST = 2000
"""Characters of the texts: about the longest paragraph of news, shorter than the longest that is read at one
go (`portions.LONGEST_PARAGRAPH`, 6,000), so that this takes seconds."""
NOT_FOR_TEXTS = {"sahel_events.lexicon.rules._RULE_HEAD"}
"""Those for tables that the user writes himself."""


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """The patterns that the modules of the package hold, with their names."""
    for module in pkgutil.walk_packages(sahel_events.__path__, "sahel_events."):
        if not module.name.endswith("__main__"):
            for name, value in vars(importlib.import_module(module.name)).items():
                if not name.startswith("__"):
                    yield from _within(f"{module.name}.{name}", value)


def _within(name: str, value: Any) -> Iterator[tuple[str, re.Pattern[str]]]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield name, value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _within(name, inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _within(name, inner)


OURS = {(p.pattern, p.flags): (name, p) for name, p in patterns()}
BOUND = [(name, p) for name, p in OURS.values() if name in AT_ONE_PLACE]
FREE = [(name, p) for name, p in OURS.values() if name not in AT_ONE_PLACE | NOT_FOR_TEXTS]
RULES = [
    *block_rules(), *dateline_rules().values(), *html_rules(), *date_rules().values(),
    *(rule for name in ("acled_counts", "revisions") for rule in load_regex_rules(name)),
]  # fmt: skip


class AtStart:
    """A pattern that is matched at the beginning, in the shape of one that is looked for."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern, self.flags, self._whole = pattern.pattern, pattern.flags, pattern

    def finditer(self, text: str) -> list[re.Match[str]]:
        found = self._whole.match(text)
        return [found] if found is not None else []


def test_all_patterns_are_here() -> None:
    """So that none is passed over because it was not found."""
    assert len(OURS) > 100
    assert len(BOUND) >= len(AT_ONE_PLACE)
    with_patterns = {"acled_counts", "boilerplate", "datelines", "dates", "html", "revisions"}
    assert with_patterns <= set(rule_files())
    assert len(RULES) > 90


@pytest.mark.parametrize(("name", "pattern"), FREE, ids=[name for name, _ in FREE])
def test_what_is_looked_for(name: str, pattern: re.Pattern[str]) -> None:
    assert slow_text(pattern, (), LONGEST) is None


@pytest.mark.parametrize(("name", "pattern"), BOUND, ids=[name for name, _ in BOUND])
def test_what_is_matched_at_the_beginning(name: str, pattern: re.Pattern[str]) -> None:
    bound: Any = AtStart(pattern)
    assert slow_text(bound, (), LONGEST) is None


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_rules(rule: Any) -> None:
    assert slow_text(rule.compiled, (*rule.match, *rule.no_match), rule.longest) is None


@pytest.mark.parametrize("text", [
    "Share | Print | Comments (4) " * 10 + "\x01", "x" * 300, "Facebook Twitter " * 17 + "!!!!",
])  # fmt: skip
def test_a_line_of_share_words_is_told_at_once(text: str) -> None:
    """300 characters took 48 s when words could be parted in four ways."""
    rule = next(rule for rule in RULES if rule.id == "block.share_line")
    assert slow_text(rule.compiled, [text], 300) is None
