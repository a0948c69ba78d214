"""Cells of a CSV file whose text is hostile: what a spreadsheet or a terminal would act on is made harmless,
in a way that can be taken back.

A spreadsheet runs a cell as a formula that begins with = + - @ (or their full-width forms), a tab or a line
end (OWASP, "CSV Injection"). Text of that kind gets an apostrophe in front, as OWASP advises. So does such
text behind a semicolon, a tab or a line end: the spreadsheet of a country that writes decimals with a comma
parts cells at semicolons, loses the quotes, and would begin a cell there. Text that has apostrophes there
already gets one more, so that taking one away gives back every text (`original`).

Numbers are written as numbers: a negative longitude is no formula. Control characters other than tab and line
ends, and what UTF-8 cannot hold, become U+FFFD: a file printed to a terminal must not steer it. Marks that
turn the direction of writing are text of the languages that need them, and stay.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence

from .values import Stream

LINE_END = "\r\n"
"""RFC 4180, section 2."""

_STEERING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_TRIGGER = "=+\\-@\uff1d\uff0b\uff0d\uff20"
_INVISIBLE = " \u00a0\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\u061c\ufeff"
"""What a spreadsheet may pass over at the beginning of a cell."""

_BEGINS = f"'*[{_INVISIBLE}]*[{_TRIGGER}]"
_FORMULA = re.compile(f"(?:\\A|(?<=[;\t\r\n]))(?={_BEGINS})|\\A(?='*[\t\r\n])")
_ESCAPED = re.compile(f"(?:\\A|(?<=[;\t\r\n]))'(?={_BEGINS})|\\A'(?='*[\t\r\n])")
_MAY_NEED = re.compile(f"[{_TRIGGER}\t\r\n\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")

_WORDS = {True: "true", False: "false"}


def harmless(text: str) -> str:
    """Text that no spreadsheet runs and no terminal obeys."""
    if text.isprintable() and ";" not in text and text[:1].isalnum():
        return text
    if _MAY_NEED.search(text) is None:
        return text
    return _FORMULA.sub("'", _STEERING.sub("\ufffd", text))


def original(text: str) -> str:
    """The text that `harmless` was given, but for the characters that became U+FFFD."""
    return _ESCAPED.sub("", text)


def write_rows(header: Sequence[str], rows: Iterable[Sequence[object]], stream: Stream) -> None:
    """Write a header and rows of values as CSV after RFC 4180 to a text stream: text made harmless, true and
    false in small letters, numbers as they are, nothing for None."""
    writer = csv.writer(stream, lineterminator=LINE_END)
    writer.writerow(header)
    for row in rows:
        writer.writerow([
            harmless(value) if value.__class__ is str else _WORDS[value] if value.__class__ is bool else value
            for value in row  # no isinstance: a tenth of the time of a file
        ])
