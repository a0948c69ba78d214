"""Days as foreign data sets write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final, Literal

Order = Literal["dmy", "mdy"]

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ][\d:.Z+ ]*)?")
_NAMED = re.compile(r"(\d{1,2})[\s.-]+([^\W\d_]{3,9})\.?[\s,.-]+(\d{4}|\d\d)")
_NAMED_US = re.compile(r"([^\W\d_]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})")
_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d\d)(?: [\d:.]*)?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FULL = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
         "november", "december")  # fmt: skip

FIRST_YEAR: Final = 1989
"""UCDP GED begins in 1989 and ACLED in 1997: years of two digits are of that time and later."""


def parse_day(text: str, order: Order | None = None) -> date | None:
    """The day that `text` names: 2019-11-25 (with a time of day behind it too), 25 November 2019, 25-Nov-19,
    November 25, 2019; 25/11/2019 only where `order` says which number is the month. None for anything
    else."""
    text = text.strip()
    try:
        if found := _ISO.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _NAMED.fullmatch(text):
            month = _month(found[2])
            return None if month is None else date(_year(found[3]), month, int(found[1]))
        if found := _NAMED_US.fullmatch(text):
            month = _month(found[1])
            return None if month is None else date(_year(found[3]), month, int(found[2]))
        if order is not None and (found := _NUMBERS.fullmatch(text)):
            numbers = int(found[1]), int(found[2])
            return date(_year(found[3]), *(reversed(numbers) if order == "dmy" else numbers))
    except ValueError:  # 30 February
        return None
    return None


def order_of(texts: Iterable[str]) -> Order | Literal["either"] | None:
    """Which of two numbers is the month, in a column of days such as 25/11/2019: told by the days after the
    12th. "either" where none is, or both kinds are; None where no day is written so."""
    first = second = False
    seen = False
    for text in texts:
        found = _NUMBERS.fullmatch(text.strip())
        if found is None:
            continue
        seen = True
        first |= int(found[1]) > 12
        second |= int(found[2]) > 12
    if not seen:
        return None
    return "either" if first == second else "dmy" if first else "mdy"


def _month(word: str) -> int | None:
    word = word.lower()
    number = next((i for i, name in enumerate(_MONTHS) if word.startswith(name)), None)
    if number is None or not (_FULL[number].startswith(word) or word == "sept"):
        return None
    return number + 1


def _year(text: str) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    return year + (1900 if year >= FIRST_YEAR % 100 else 2000)
