"""Lines that head a part of an article with a day or a year: "TUESDAY 28 FEBRUARY" in a diary, "- 2013:
Agadez, Arlit -" in a timeline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..language.components.dates import MONTHS, WEEKDAYS
from .frames import HANDED_ON, DateHit, Frame
from .intervals import DateValue
from .reading import Sentence

_YEAR = re.compile(
    r"^\W{0,4}(?P<first>(?:19|20)\d\d)(?:\s?[-–/]\s?(?:19|20)\d\d)?\s?(?:[:–-](?!\d)|$)"
)
_DAY = re.compile(
    rf"(?i)^\W*(?:(?:{WEEKDAYS}),? )?(?:(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{MONTHS})|"
    rf"(?:{MONTHS}) \d{{1,2}}(?:st|nd|rd|th)?)(?:,? \d{{4}})?\W*$"
)
_ENTRY = re.compile(
    rf"(?i)^\W*(?:[^\W\d][\w'’ -]{{2,30}}, )?(?:(?:{WEEKDAYS}),? )?(?:\d{{1,2}}(?:st|nd|rd|th)? (?:{MONTHS})|"
    rf"(?:{MONTHS}) \d{{1,2}}(?:st|nd|rd|th)?)(?:,? \d{{4}})?(?: ?:| [–—-])\s"
)
"""A day before a colon: "* 27 June: MUJAO routs the MNLA in Gao", "Inates, December 10: 71 soldiers die"."""
_LONGEST = 30  # tokens: more than a heading or the beginning of an entry can have


def mark_entries(sentences: Sequence[Sentence]) -> None:
    """Number the entries of a chronicle in `Sentence.entry`: what stands below its headings, or behind a day
    and a colon up to the end of the paragraph. An article with one such line is no chronicle.
    """
    opened = {s.index for s in sentences if not s.unit.title and (_opens_part(s) or _opens_entry(s))}
    if len(opened) < 2:
        return
    entry, last, block = 0, 0, -1
    for sentence in sentences:
        if sentence.index in opened:
            last += 1
            entry, block = last, -1 if _opens_part(sentence) else sentence.unit.block
        elif block not in {-1, sentence.unit.block}:
            entry, block = 0, -1
        sentence.entry = entry


def _opens_entry(sentence: Sentence) -> bool:
    start = sentence.doc[sentence.start : min(sentence.start + _LONGEST, sentence.end)]
    return _ENTRY.match(start.text) is not None


def _opens_part(sentence: Sentence) -> bool:
    if sentence.end - sentence.start > _LONGEST:
        return False
    return _heads(sentence) or heading_year(sentence.text.strip()) is not None


def heads_day(text: str) -> bool:
    """Whether a line is a day and nothing else: "TUESDAY 28 FEBRUARY", "- 3 March:"."""
    return len(text) <= 40 and _DAY.match(text.strip()) is not None


def heading_year(text: str) -> int | None:
    """The year that heads a part of a timeline ("- 2013: Agadez, Arlit -"), None for any other text."""
    found = _YEAR.match(text) if len(text) <= 60 and not text.rstrip().endswith(".") else None
    return int(found["first"]) if found else None


@dataclass(slots=True)
class Diary:
    """The days that head the parts of a diary, handed on to what is told below them. An article with one
    such line has its own date there and is no diary.
    """

    is_diary: bool
    day: DateHit | None = None
    block: int = -1

    @classmethod
    def of(cls, sentences: Sequence[Sentence]) -> Diary:
        """The diary that the sentences of an article make up, or none."""
        lines = {s.text.strip() for s in sentences if _heads(s)}
        return cls(len(lines) > 1)

    def hand_on(
        self, frames: Sequence[Frame], sentence: Sentence, days: Sequence[tuple[DateValue, int]]
    ) -> None:
        """Take the day of a heading, or give the last one to the frames that have none. What the cleaner
        left out between two paragraphs, most often another heading, ends the day.
        """
        if not self.is_diary:
            return
        if _heads(sentence):
            hits = (DateHit(v, sentence.dates[i], sentence, "event", HANDED_ON) for v, i in days)
            self.day = next(hits, None)
        elif sentence.unit.block - self.block > 1:
            self.day = None
        elif self.day is not None:
            for frame in frames:
                if not (frame.dates or frame.recent or frame.after or frame.reference):
                    frame.dates.append(self.day)
        self.block = sentence.unit.block


def _heads(sentence: Sentence) -> bool:
    short = len(sentence.doc) <= _LONGEST
    return short and not sentence.unit.title and heads_day(sentence.doc.text)
