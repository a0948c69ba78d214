"""What each block of an article is, and which rule said so. Nothing is dropped: blocks that are not the
article's prose are labelled, and later stages read title and body alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from ..schema import Article
from .dateline_forms import date_line, opening
from .metadata import same_words
from .rules import LONGEST_CUT, BlockLabel, BlockRule, Scope, block_rules
from .units import ends_sentence, is_bullet, units

__all__ = ["KEPT", "Block", "BlockLabel", "clean", "kept_text", "title_of"]

KEPT = frozenset({BlockLabel.TITLE, BlockLabel.BODY})
"""Blocks that may hold events: comments, captions, links and the rest never do."""

_SPACES = {ord(space): " " for space in "\t\r\n\v\f\x85\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
           "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"}
_INNER_END = re.compile(r"(?<![^\W\d_])[^\W\d_]{3,}[.!?][\"”’)]{0,2}\s+[\"“‘(]?[A-ZÀ-Þ]")
_WORD = re.compile(r"[^\W_]+")
_WORDLY = re.compile(r"\w")
_JOINED = re.compile(r"\w\w")

SHORT_WORDS = 8
"""Longest section heading in words; headlines of other stories between paragraphs are longer ("Ten herders
shot dead at a well in western Niger, local mayor says")."""
_LONG = 200
"""Characters above which a block is prose whatever its end: headlines and captions without a mark of theirs
are shorter (the longest title of the sample articles has 97)."""
_TEASER = 220
_PROSE_BEFORE_COMMENTS = 200
"""Characters of prose that must have come before the head of the comments closes an article: above the text
such a line is a counter."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of an article: offsets into its text, what it is, the rule that said so, and the glued-in
    stretches within it that are left out: `(start, end, rule)`, offsets into the article's text."""

    start: int
    end: int
    label: BlockLabel
    rule: str
    cuts: tuple[tuple[int, int, str], ...] = ()


def clean(article: Article, user_rules: Path | None = None) -> list[Block]:
    """The blocks of an article, in order: they cover all that is not white space, exactly once. A BODY block
    is one paragraph. `user_rules`: the user's folder of rules files (`Settings.rules`). Raises TableError for
    a wrong rule."""
    return _Cleaner(article, user_rules).blocks()


def kept_text(article: Article, block: Block) -> tuple[str, list[tuple[int, int]]]:
    """A block's text without its cuts, every kind of white space a blank, and how its offsets map to the
    article's: segments `(kept_start, article_start)`, each good up to the next. Within a segment offsets run
    in step."""
    pieces: list[str] = []
    segments: list[tuple[int, int]] = []
    length, position = 0, block.start
    for start, end in [*((start, end) for start, end, _ in block.cuts), (block.end, block.end)]:
        if start > position:
            segments.append((length, position))
            pieces.append(article.text[position:start])
            length += start - position
        position = end
    return "".join(pieces).translate(_SPACES), segments


def title_of(article: Article, blocks: Sequence[Block]) -> str | None:
    """The article's title: that of its metadata, else the text of its title block; None without either."""
    if article.title:
        return article.title
    block = next((block for block in blocks if block.label is BlockLabel.TITLE), None)
    return " ".join(kept_text(article, block)[0].split()) if block is not None else None


@dataclass(slots=True)
class _Unit:
    """A unit of the text on its way to a block."""

    start: int
    end: int
    text: str
    rule: BlockRule | None = None
    dated: bool = False
    prose: bool = False
    label: BlockLabel | None = None
    why: str = ""

    def be(self, label: BlockLabel, why: str) -> None:
        self.label, self.why = label, why

    @property
    def words(self) -> int:
        return len(_WORD.findall(self.text[:400]))


class _Cleaner:
    """Labels the units of one article: by rule, then by shape and place."""

    def __init__(self, article: Article, user_rules: Path | None) -> None:
        self.article, self.user_rules = article, user_rules
        rules = block_rules(user_rules)
        line_rules = [rule for rule in rules if rule.scope != Scope.CUT]
        self.tests = [(rule.max_chars, rule.needs, rule.find, rule) for rule in line_rules]
        self.cut_rules = [rule for rule in rules if rule.scope == Scope.CUT]
        flat = article.text.translate(_SPACES)
        self.units = [_Unit(start, end, flat[start:end]) for start, end in units(article.text)]

    def blocks(self) -> list[Block]:
        """All steps: single units, then sections, the head of the page, and what is left."""
        for unit in self.units:
            self._look_at(unit)
        self._loosen()
        self._sections()
        self._head()
        self._rest()
        return [
            Block(unit.start, unit.end, unit.label or BlockLabel.BODY, unit.why, self._cuts(unit))
            for unit in self.units
        ]

    def _look_at(self, unit: _Unit) -> None:
        """What a unit is by itself."""
        text, length, lower = unit.text, len(unit.text), unit.text.lower()
        unit.rule = next((
            rule for most, needs, find, rule in self.tests
            if length <= most and (not needs or rule.may_fit(lower)) and find(text)
        ), None)
        if unit.rule is None:
            unit.dated = date_line(unit.text, self.user_rules) is not None
            unit.prose = not unit.dated and _is_prose(unit.text, self.user_rules)

    def _loosen(self) -> None:
        """In texts whose paragraphs mostly end without a mark (incident lists, posts) such lines are prose
        too; the first stays for the title."""
        plain = [unit for unit in self.units if not (unit.rule or unit.dated) and unit.words >= SHORT_WORDS]
        open_ended = [unit for unit in plain if not unit.prose]
        if len(plain) > 2 and 2 * len(open_ended) > len(plain):
            for unit in plain[1:]:
                unit.prose = True

    def _sections(self) -> None:
        """Labels by rule, and the sections that some rules open."""
        prose = 0
        section: BlockRule | None = None
        for index, unit in enumerate(self.units):
            if section is not None and not self._inside(section, index, prose):
                section = None
            if section is not None and section.scope == Scope.REST:
                unit.be(BlockLabel.COMMENT, section.id)
            elif unit.rule is not None:
                section = self._opened(unit.rule, section, prose)
                is_head = unit.rule.scope == Scope.SECTION
                unit.be(BlockLabel.HEADING if is_head else BlockLabel(unit.rule.label), unit.rule.id)
            elif section is not None:
                unit.be(*_in_section(section))
            elif unit.prose:
                prose += len(unit.text)

    def _opened(self, rule: BlockRule, section: BlockRule | None, prose: int) -> BlockRule | None:
        if rule.scope == Scope.REST:
            return rule if prose >= _PROSE_BEFORE_COMMENTS else section
        return rule if rule.scope in {Scope.LIST, Scope.SECTION} else section

    def _inside(self, section: BlockRule, index: int, prose: int) -> bool:
        """Whether the section that is open goes on at this unit, after so many characters of prose."""
        unit = self.units[index]
        if section.scope == Scope.REST:
            return True
        if section.scope == Scope.SECTION:
            return unit.prose or is_bullet(unit.text)
        if is_bullet(unit.text):
            return True
        if section.label == BlockLabel.HEADING or not prose:
            # a summary's points are bullets; above the story, the title may come next
            return False
        if not unit.prose:
            return True  # also the date of another story
        # the first words of another story, between two headlines
        before, after = self.units[index - 1], self.units[index + 1: index + 2]
        return (
            len(unit.text) <= _TEASER and before.rule is None and bool(after)
            and after[0].rule is None and not after[0].prose and not after[0].dated
        )

    def _head(self) -> None:
        """Title, standfirst and what stands above the first prose."""
        prose = (n for n, unit in enumerate(self.units) if unit.prose and unit.label is None)
        first = next(prose, len(self.units))
        head = [unit for unit in self.units[:first] if unit.label is None and not unit.dated]
        title = self._title(head)
        passed = title is None
        for unit in head:
            if unit is title:
                unit.be(BlockLabel.TITLE, "shape.title")
                passed = True
            elif title is not None and same_words(unit.text, title.text):
                unit.be(BlockLabel.REPEAT, "shape.title_again")
            elif passed and unit.words >= 4:
                unit.be(BlockLabel.SUBTITLE, "shape.standfirst")
            elif passed and first < len(self.units) and unit is self.units[first - 1]:
                unit.be(BlockLabel.HEADING, "shape.heading")
            else:
                unit.be(BlockLabel.NAVIGATION, "shape.head_line")
        if title is not None:
            for unit in self.units:
                if unit.label is None and not unit.prose and same_words(unit.text, title.text):
                    unit.be(BlockLabel.REPEAT, "shape.title_again")

    def _title(self, head: list[_Unit]) -> _Unit | None:
        """The unit that is the title: the one that the metadata give, one that is given twice, the first of
        five words, of four, the first."""
        known = self.article.title
        if known:
            same = next((unit for unit in head if same_words(unit.text, known)), None)
            if same is not None:
                return same
        wordy = [unit for unit in head if unit.words >= 4]
        for unit, after in pairwise(wordy):
            if same_words(unit.text, after.text):
                return unit
        return next((unit for unit in wordy if unit.words >= 5), None) or next(iter(wordy or head), None)

    def _rest(self) -> None:
        """Units that no rule and no section took: prose, lists, headings, leftovers."""
        last = max((n for n, unit in enumerate(self.units) if unit.prose and unit.label is None), default=-1)
        prose = 0
        for index, unit in enumerate(self.units):
            if unit.label is not None:
                continue
            if unit.dated:
                in_text = prose > 1 and index < last
                unit.be(*((BlockLabel.HEADING, "shape.date_heading") if in_text
                          else (BlockLabel.DATELINE, "shape.date_line")))
            elif unit.prose:
                prose += 1
                unit.be(BlockLabel.BODY, "shape.prose")
            elif is_bullet(unit.text):
                unit.be(BlockLabel.BODY, "shape.list_item")
            elif unit.words > SHORT_WORDS:
                unit.be(BlockLabel.LINK, "shape.headline_between")
            elif index > last:
                unit.be(BlockLabel.TAGS, "shape.trailing_line")
            else:
                unit.be(BlockLabel.HEADING, "shape.heading")

    def _cuts(self, unit: _Unit) -> tuple[tuple[int, int, str], ...]:
        """The glued-in stretches of a block that may yield events; of overlapping ones the first."""
        labelled = unit.label in {BlockLabel.BODY, BlockLabel.TITLE, BlockLabel.SUBTITLE}
        if not labelled or len(unit.text) > LONGEST_CUT:
            return ()
        found = []
        lower = unit.text.lower()
        for rule in self.cut_rules:
            if not rule.may_fit(lower):
                continue
            group = "cut" if "cut" in rule.compiled.groupindex else 0
            found += [(*match.span(group), rule.id) for match in rule.compiled.finditer(unit.text)]
        cuts: list[tuple[int, int, str]] = []
        for start, end, why in sorted(found):
            if end > start and (not cuts or start >= cuts[-1][1]):
                cuts.append((start, end, why))
        at = unit.start
        return tuple((at + start, at + end, why) for start, end, why in _apart(unit.text, cuts))


def _apart(text: str, cuts: Sequence[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """The cuts, but where a run of them would make one word of two ("and (Read more: …)took") the first
    without the blank or mark at one of its ends, or not at all. Characters without width may go from within a
    word."""
    for run in _runs(cuts):
        first, last = run[0][0], run[-1][1]
        joins = bool(_JOINED.fullmatch(text[max(first - 1, 0) : first] + text[last : last + 1]))
        for start, end, why in run:
            if joins and not _unseen(text[start:end]):
                joins = False
                if not _WORDLY.match(text[start]):
                    start += 1
                elif not _WORDLY.match(text[end - 1]):
                    end -= 1
                else:
                    continue
            if start < end:
                yield start, end, why


def _runs(cuts: Sequence[tuple[int, int, str]]) -> Iterator[list[tuple[int, int, str]]]:
    """Cuts in runs of those between which nothing is kept."""
    run: list[tuple[int, int, str]] = []
    for cut in cuts:
        if run and run[-1][1] != cut[0]:
            yield run
            run = []
        run.append(cut)
    if run:
        yield run


def _unseen(text: str) -> bool:
    """Whether no character of a text has a width: soft hyphens, joiners, marks of direction."""
    return all(unicodedata.category(character) == "Cf" for character in text)


def _in_section(section: BlockRule) -> tuple[BlockLabel, str]:
    if section.label == BlockLabel.HEADING:
        return BlockLabel.BODY, "block.summary"
    return BlockLabel(section.label), section.id


def _is_prose(text: str, user_rules: Path | None) -> bool:
    """Whether a unit has the shape of prose: it ends as sentences do, holds two of them, is long, or opens
    with a place and date as agencies' stories do."""
    if len(text) > _LONG or _INNER_END.search(text):
        return True
    words = len(_WORD.findall(text))
    if ends_sentence(text) and text[-1] not in "?!" and words >= 4:
        return True
    if text[0] in "\"“‘" and text[-1] in "\"”’?!" and words >= 4:
        return True
    if words > 3 and text[-1] in "?!" and is_bullet(text):
        return True
    found = opening(text, user_rules)
    return found is not None and len(text) - found.prose > 40
