"""When an article was published and where it was written, as its own text says, else its metadata."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from ..schema import Article, Publication, Span
from .clean import Block, BlockLabel
from .dateline_forms import DateLine, Opening, date_line, inner_opening, names_no_place, opening
from .dates import WrittenDate

__all__ = ["Dateline", "find_dateline"]

NEAR = timedelta(days=31)
"""How far the date of a line may be from the month and day of the date line that it gives the year to: pages
give the day of their own copy, days or weeks after the agency's."""
_BYLINE_PLACE = re.compile(
    r"^\W{0,3}[Bb]y\b.{1,80}?(?:\bin|,)\s(?:the\s)?"
    r"(?P<place>[A-ZÀ-Þ][\w'’.-]{2,24}(?:[ -][A-ZÀ-Þ][\w'’.-]{1,24}){0,2})"
    r"(?=\W{0,3}(?:$|[|·•–—-]|and\b|\d|Mon|Tue|Wed|Thu|Fri|Sat|Sun))"
)
OPENING_PARAGRAPHS = 2
"""In how many of the first paragraphs an agency's date line is looked for: the first may be a summary."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """What an article says of its own day and place.

    published: the publication date, from the text's own words or, without any, from metadata and options.
    place, place_rule: the city of the date line as written, and which form gave it. month_day,
    month_day_span: month and day of a date line that gives no year, and its words. body_start: where the
    prose begins in the paragraph that the date line opens (offset into the article's text).
    """

    published: Publication | None = None
    place: Span | None = None
    place_rule: str | None = None
    month_day: tuple[int, int] | None = None
    month_day_span: Span | None = None
    body_start: int | None = None


def find_dateline(
    article: Article, blocks: Sequence[Block], user_rules: Path | None = None
) -> Dateline:
    """The article's day and place.

    The day, best first: the date line that opens the story; a line with date and place; a line with a date
    above the story, or below it where it says "published"; the metadata; `--published`. A date line with
    month and day alone takes the year of a line's date near it (its day is the story's own), else the
    metadata's date stands. Dates more than a year after the metadata's are refused. A date inside the prose
    is never the publication's.
    """
    return _Finder(article, blocks, user_rules).dateline()


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that gives a date, and whether it stands above the story."""

    block: Block
    line: DateLine
    above: bool


class _Finder:
    def __init__(self, article: Article, blocks: Sequence[Block], user_rules: Path | None) -> None:
        self.article, self.user_rules = article, user_rules
        self.opened = self._opening(blocks)
        self.lines, self.bylines = self._lines(blocks)

    def dateline(self) -> Dateline:
        place, place_rule = self._place()
        if self.opened is None:
            return Dateline(self._published(), place, place_rule)
        block, found = self.opened
        span = found.month_day_span
        words = self._span(block.start + span[0], block.start + span[1]) if span else None
        return Dateline(
            self._published(), place, place_rule, found.month_day, words, block.start + found.prose
        )

    def _opening(self, blocks: Sequence[Block]) -> tuple[Block, Opening] | None:
        body = [block for block in blocks if block.label is BlockLabel.BODY]
        for block in body[:OPENING_PARAGRAPHS]:
            text = self.article.text[block.start:block.end]
            found = opening(text, self.user_rules) or inner_opening(text, self.user_rules)
            if found is not None:
                return (block, found) if not found.loose or self._alone(found, body) else None
        return None

    def _alone(self, first: Opening, body: Sequence[Block]) -> bool:
        """Whether no other paragraph opens with another date: a list of incidents has one for each."""
        others = (opening(self.article.text[block.start:block.end], self.user_rules) for block in body)
        days = {found.written.day for found in others if found is not None and found.written is not None}
        return first.written is None or days <= {first.written.day}

    def _lines(self, blocks: Sequence[Block]) -> tuple[list[_Line], list[Block]]:
        """The lines that give a date, and those above the story that may name the author's place."""
        lines, bylines, prose = [], [], 0
        for block in blocks:
            if block.label is BlockLabel.BODY:
                prose += 1
            elif block.label in {BlockLabel.DATELINE, BlockLabel.BYLINE}:
                line = date_line(self.article.text[block.start:block.end], self.user_rules)
                if line is not None:
                    lines.append(_Line(block, line, prose < 2))
                if prose == 0:
                    bylines.append(block)
        return lines, bylines

    def _published(self) -> Publication | None:
        outside = self.article.published
        candidates = [*self._of_opening(), *self._of_lines()]
        for found in candidates:
            if outside is None or found.date <= outside.date + timedelta(days=366):
                return found
        return outside

    def _of_opening(self) -> list[Publication]:
        if self.opened is None:
            return []
        block, found = self.opened
        if found.written is not None:
            return [self._at(found.written, block, "dateline.opening")]
        if found.month_day is None or found.month_day_span is None or not self._of_lines():
            return []
        day = _nearest(found.month_day, self._of_lines()[0].date)
        if day is None:
            return []
        written = WrittenDate(day, *found.month_day_span)
        return [self._at(written, block, "dateline.opening_with_year_of_line")]

    def _of_lines(self) -> list[Publication]:
        """Dates of lines: with a place first, then above the story, then below it where it says so; lines
        that tell of a change of the page last."""
        usable = [line for line in self.lines if line.above or line.line.says_published]
        ranked = sorted(usable, key=_rank)
        return [self._at(line.line.written, line.block, _rule_of(line.line)) for line in ranked]

    def _place(self) -> tuple[Span | None, str | None]:
        """The city: of the opening, of a line with a date, of the author's line ("By NAME in CITY")."""
        if self.opened is not None and self.opened[1].place is not None:
            block, found = self.opened
            assert found.place is not None
            return self._span(block.start + found.place[0], block.start + found.place[1]), "dateline.opening"
        for line in self.lines:
            if line.above and line.line.place is not None:
                start, end = line.line.place
                return self._span(line.block.start + start, line.block.start + end), "dateline.line"
        for block in self.bylines:
            found_at = _BYLINE_PLACE.search(self.article.text[block.start:block.end])
            if found_at is not None and not names_no_place(found_at["place"], self.user_rules):
                start, end = found_at.span("place")
                return self._span(block.start + start, block.start + end), "dateline.byline"
        return None, None

    def _at(self, written: WrittenDate, block: Block, rule: str) -> Publication:
        start, end = block.start + written.start, block.start + written.end
        return Publication(date=written.day, rule=rule, text=self.article.text[start:end], span=(start, end))

    def _span(self, start: int, end: int) -> Span:
        return Span(text=self.article.text[start:end], span=(start, end))


def _rank(line: _Line) -> tuple[bool, bool, bool, int]:
    return line.line.says_updated, line.line.place is None, not line.above, line.block.start


def _rule_of(line: DateLine) -> str:
    if line.says_updated:
        return "dateline.line_updated"
    return "dateline.line" if line.place is not None else "dateline.line_without_place"


def _nearest(month_day: tuple[int, int], near: date) -> date | None:
    """The day of that month and day that is nearest to `near`, if it is within `NEAR`."""
    days = []
    for year in (near.year - 1, near.year, near.year + 1):
        try:
            days.append(date(year, *month_day))
        except ValueError:  # 29 February
            continue
    best = min(days, key=lambda day: abs(day - near), default=None)
    return best if best is not None and abs(best - near) <= NEAR else None
