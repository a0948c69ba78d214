"""Calendar dates as news pages and metadata write them. Full dates only; never today's clock.

Numbers alone are read day first ("05/03/2020" is 5 March), as the press of the Sahel, France and Britain
writes them, unless that day cannot be ("03/25/2020" is 25 March).
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_NAMES = [
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
]
MONTHS = {name[:3]: number for number, name in enumerate(_NAMES, 1)}
"""Numbers of the months by the first three letters of their English names."""
MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|" \
        r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
"""A month's name or its usual short form; to be used with IGNORECASE."""
WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?)(?![a-z])\.?"
"""A weekday's name or its usual short form; to be used with IGNORECASE."""
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_FULL = re.compile(
    rf"(?:(?<![\w/.-])|(?-i:(?<=[A-Za-z])(?=[A-Z][A-Za-z]{{2}})))(?:"
    rf"(?P<d1>{_DAY})(?:\s+of)?[\s-]{{1,3}}(?P<m1>{MONTH}),?[\s-]{{1,3}}(?P<y1>\d{{4}})"
    rf"|(?P<m2>{MONTH})[\s-]{{1,3}}(?P<d2>{_DAY}),?[\s-]{{1,3}}(?P<y2>\d{{4}})"
    rf"|(?P<y3>\d{{4}})(?P<s3>[-/.])(?P<m3>\d{{1,2}})(?P=s3)(?P<d3>\d{{1,2}})(?:T\d\d:?\d\d[\d:.,]{{0,16}}(?:Z|[+-]\d\d:?\d\d)?)?"
    rf"|(?P<d4>\d{{1,2}})(?P<s4>[-/.])(?P<m4>\d{{1,2}})(?P=s4)(?P<y4>\d{{4}})"
    rf")(?!\w|[-/.]\d)",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?\d{4,6}Z?)?")
MONTH_DAY = rf"(?:{MONTH}\s+{_DAY}|{_DAY}\s+{MONTH})(?![\w/])"
"""A month and a day without a year; to be used with IGNORECASE."""

FIRST_YEAR, LAST_YEAR = 1990, 2100
"""Publication dates outside are refused: no online archive of the region's press goes back further, and dates
such as 1970-01-01 and 9999-12-31 are a site's defaults (htmldate, too, refuses dates before the 1990s)."""


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A calendar day and the characters `start:end` of the text that give it."""

    day: date
    start: int
    end: int


def find_dates(text: str) -> Iterator[WrittenDate]:
    """The full, plausible dates of a text, in order. A weekday before a date is no part of it."""
    for match in _FULL.finditer(text):
        day = _day_of(match)
        if day is not None and plausible(day):
            yield WrittenDate(day, *match.span())


def plausible(day: date) -> bool:
    """Whether an article can have been published on that day."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def parse_date(value: object) -> date | None:
    """The calendar date of a metadata value, as written there (no shift of time zone); None where it is none.

    Text: ISO 8601, RFC 2822 ("Mon, 23 Dec 2019 17:23:00 GMT"), dates in words, day-first numbers, "20191223".
    Numbers: seconds or milliseconds since 1970, in UTC.
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, date):
        day: date | None = value.date() if isinstance(value, datetime) else value
    elif isinstance(value, (int, float)):
        day = _from_epoch(value)
    else:
        day = _from_text(str(value)[:200].strip())
    return day if day is not None and plausible(day) else None


def month_and_day(text: str) -> tuple[int, int] | None:
    """Month and day of text such as "October 4", "Oct. 4th" or "4 Oct"; None where that is no day of a leap
    year."""
    word = re.search(MONTH, text, re.IGNORECASE)
    number = re.search(r"\d{1,2}", text)
    if word is None or number is None:
        return None
    day = _day(2000, _month(word[0]), int(number[0]))
    return (day.month, day.day) if day else None


def _from_text(text: str) -> date | None:
    first = next(find_dates(text), None)
    if first is not None:
        return first.day
    compact = _COMPACT.fullmatch(text)
    if compact is not None:
        return _day(*(int(part) for part in compact.groups()))
    return _from_epoch(float(text)) if re.fullmatch(r"\d{9,13}(?:\.\d{1,6})?", text) else None


def _from_epoch(seconds: float) -> date | None:
    if not 0 < seconds < 1e14:
        return None
    return datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC).date()


def _day_of(match: re.Match[str]) -> date | None:
    for form in "1234":
        if match[f"y{form}"]:
            year, month, day = match[f"y{form}"], match[f"m{form}"], match[f"d{form}"]
            break
    if not month.isdecimal():
        return _day(int(year), _month(month), int(re.sub(r"\D", "", day)))
    return _day(int(year), int(month), int(day)) or (
        _day(int(year), int(day), int(month)) if form == "4" else None
    )


def _month(word: str) -> int:
    return MONTHS[word[:3].lower()]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def latest_of_month(day: int, until: date) -> date | None:
    """The latest day with this number in its month (1 to 31) that is not after `until`; None where neither
    that month nor the one before has it.
    """
    before = until.replace(day=1) - timedelta(days=1)
    for month in (until, before):
        if day <= calendar.monthrange(month.year, month.month)[1]:
            found = month.replace(day=day)
            if found <= until:
                return found
    return None
