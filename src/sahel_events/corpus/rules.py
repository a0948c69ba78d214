"""The rules of this room: what a line of a page is (`boilerplate.toml`), what a class name of HTML says
(`html.toml`), how lines with a date and a place look (`datelines.toml`)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from ..lexicon.rules import RegexRule, load_rules


class BlockLabel(StrEnum):
    """What a block of an article is. Only `title` and `body` may yield events."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    DATELINE = "dateline"
    BYLINE = "byline"
    BODY = "body"
    HEADING = "heading"
    REPEAT = "repeat"
    CAPTION = "caption"
    LINK = "link"
    SHARE = "share"
    COMMENT = "comment"
    TAGS = "tags"
    NAVIGATION = "navigation"
    NOTICE = "notice"


class Scope(StrEnum):
    """How far a rule reaches.

    line: the block that it matches. list: that block and the list items and headlines after it. rest: that
    block and, where prose has come before it, everything after it. section: that block as a heading, and the
    blocks up to the next heading. cut: the matched stretch inside a block is left out (the group `cut` where
    the pattern has one).
    """

    LINE = "line"
    LIST = "list"
    REST = "rest"
    SECTION = "section"
    CUT = "cut"


LONGEST_CUT = 20_000
"""Characters of the longest block in which glued-in stretches are looked for, eight times those of the
longest paragraph of 331 news articles: from one place a pattern may look as far as the block goes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockRule(RegexRule):
    """A rule about a block of text; `label` is a BlockLabel, `scope` a Scope. The pattern is not tried on
    blocks of more than `max_chars` characters, nor, where `needs` are given, on blocks that hold none of them
    in lower case: a search for plain words costs a tenth of one by pattern."""

    scope: str = "line"
    max_chars: int = 300
    needs: tuple[str, ...] = ()
    bound: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        RegexRule.__post_init__(self)
        object.__setattr__(self, "bound", _bound(self.compiled))
        BlockLabel(self.label)
        Scope(self.scope)
        for text in self.match:
            if not self.may_fit(text.lower()):
                raise ValueError(f"holds none of its `needs` in its example {text!r}")

    @property
    def longest(self) -> int:
        """Characters of the longest block that the pattern is tried on."""
        return LONGEST_CUT if self.scope == Scope.CUT else self.max_chars

    def may_fit(self, lower: str) -> bool:
        """Whether a block with this text in lower case may fit, before the pattern is tried."""
        for word in self.needs:
            if word in lower:
                return True
        return not self.needs

    @property
    def find(self) -> Callable[[str], re.Match[str] | None]:
        """How to look for the pattern in a block: `search` would try one that is bound to the beginning at
        every character."""
        return self.compiled.match if self.bound else self.compiled.search


def _bound(pattern: re.Pattern[str]) -> bool:
    """Whether every branch of a pattern begins with "^"; the parser factors that out of them."""
    parse = re._parser.parse  # type: ignore[attr-defined]  # the only parser of re's syntax
    return str(parse(pattern.pattern, pattern.flags)[:1]).startswith("[(AT, AT_BEGINNING)")


@lru_cache(maxsize=8)
def block_rules(extra: Path | None = None) -> tuple[BlockRule, ...]:
    """The rules of `boilerplate.toml`, with those of the user's folder `extra`. Raises TableError."""
    return load_rules("boilerplate", BlockRule, extra)


@dataclass(frozen=True, slots=True, kw_only=True)
class WordRule(RegexRule):
    """A rule about a word or a name; `label` says what it is taken for."""


@lru_cache(maxsize=8)
def dateline_rules(extra: Path | None = None) -> dict[str, WordRule]:
    """The rules of `datelines.toml` by their id. Raises TableError."""
    return {rule.id: rule for rule in load_rules("datelines", WordRule, extra)}


@lru_cache(maxsize=8)
def html_rules(extra: Path | None = None) -> tuple[WordRule, ...]:
    """The rules of `html.toml`: patterns over the tag, class, id and role of an HTML element. Raises
    TableError."""
    return load_rules("html", WordRule, extra)
