"""Date expressions to calendar days: against the publication date, a day named before, or the text's own
year.

Written forms that ours do not take apart go to dateparser, one expression at a time. Nothing here ever
looks at today's clock: dateparser gets the publication date as its base, or a fixed day where an expression
carries its own year. Rulings: docs/rulings.md, "Dates and places".
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from spacy.tokens import Span

from ..corpus.dates import MONTHS, latest_of_month
from ..language.components.dates import DateRule
from ..language.components.quantities import number
from ..schema import DatePrecision
from .intervals import DateValue, day_value, month_of, week_of, year_of

_DAYS = {name: i for i, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
_PARTS = {
    "early": (1, 10),
    "beginning of": (1, 10),
    "start of": (1, 10),
    "mid": (11, 20),
    "middle of": (11, 20),
    "late": (21, 31),
    "end of": (21, 31),
}
"""Early, mid and late June are days 1-10, 11-20 and 21-30 (docs/rulings.md)."""


@dataclass(slots=True)
class DateContext:
    """What relative expressions count from: `published` (None: unknown), `last`, the day named before, and
    `heading`, the year that a line of a timeline gives to the days below it.
    """

    published: date | None
    last: DateValue | None = None
    heading: int | None = None


def resolve(span: Span, rules: dict[str, DateRule], context: DateContext) -> DateValue | None:
    """The days that a date span means, None where the text alone cannot tell."""
    rule = rules[span.id_]
    found = rule.compiled.search(span.text) or rule.compiled.search(*_with_neighbours(span))
    if found is None:
        return None
    groups = {k: v.casefold() for k, v in found.groupdict().items() if v}
    try:
        if rule.form == "other":
            return _other(span.text)
        return _FORMS[rule.form](groups, context)
    except (ValueError, OverflowError):  # February 30, month 13; a day beyond the calendar's first or last
        return None


_BESIDE = 30
"""Words before and behind an expression that a rule may ask for: those of dates.toml ask for four at most."""


def _with_neighbours(span: Span) -> tuple[str, int]:
    """The text around a span, and where the span begins in it: what a rule wants beside its words is seen
    there alone. The whole text is long, and spaCy would put it together for each span."""
    window = span.doc[max(span.start - _BESIDE, 0) : span.end + _BESIDE]
    return window.text, span.start_char - window.start_char


@lru_cache(maxsize=4096)
def _other(text: str) -> DateValue | None:
    """A full date in another written form ("26.12.2019", "26-Dec-2019"), day before month. dateparser takes
    0.6 ms a call with a language given and 5.7 ms without.
    """
    import dateparser  # 0.1 s to import, needed by few articles

    found = dateparser.parse(
        text,
        languages=["en"],
        settings={
            "DATE_ORDER": "DMY",
            "REQUIRE_PARTS": ["day", "month", "year"],
            "RELATIVE_BASE": datetime(2000, 1, 1),
        },
    )
    return day_value(found.date()) if found is not None else None


def _month(groups: dict[str, str]) -> int | None:
    name = groups.get("m1") or groups.get("m2") or groups.get("m3")
    return MONTHS[name[:3].casefold()] if name else (int(groups["mn"]) if "mn" in groups else None)


def _anchor_year(month: int, day: int, context: DateContext, *, exact: bool) -> int | None:
    """The year of the nearest past `month`/`day` before the publication date; of an `exact` day that follows
    one of another year closely, that year. One day ahead is let through: an article of an outlet in the
    Americas may carry the date of the day before.
    """
    if context.heading is not None:
        return context.heading
    if context.published is None:
        return _year_beside(month, day, context.last)
    year = context.published.year
    near = date(year, month, min(day, calendar.monthrange(year, month)[1]))
    ahead = near - context.published
    if exact and ahead < -_TOLD_LATER and (told := _year_told(month, day, context.last)) is not None:
        return told
    if ahead > timedelta(days=1) and not (ahead <= _AHEAD and _just_named(month, context)):
        return year - 1
    return year


_AHEAD = timedelta(days=7)
_TOLD_LATER = timedelta(days=45)
"""How far a day without a year may follow the day named before it, and how long ago it must be otherwise, to
be of that one's year: "11 April 2021 … on April 19", told in August 2022.
"""


def _year_told(month: int, day: int, last: DateValue | None) -> int | None:
    """The year of the full day named before, where this one follows it closely."""
    if last is None or not last.full or (month, day) == (2, 29):
        return None
    named = date.fromisoformat(last.start)
    years = (y for y in (named.year, named.year + 1) if y <= 9999)
    return next((y for y in years if timedelta(0) <= date(y, month, day) - named <= _TOLD_LATER), None)


def _year_beside(month: int, day: int, last: DateValue | None) -> int | None:
    """The year of a full day named before, where this one lies within a week of it: the days of a bulletin
    for "the week of 27 February to 5 March 2023".
    """
    if last is None or not last.full or (month, day) == (2, 29):
        return None
    named = date.fromisoformat(last.start)
    years = (y for y in (named.year, named.year + 1, named.year - 1) if 1 <= y <= 9999)
    return next((y for y in years if abs(date(y, month, day) - named) <= _AHEAD), None)


def _just_named(month: int, context: DateContext) -> bool:
    """Whether the day named last is of this month and the year of the publication: "Around 11 May 2020
    (between 4 and 16 May)", published on May 14.
    """
    last = context.last
    if last is None or not last.full or context.published is None:
        return False
    return last.start[:7] == f"{context.published.year}-{month:02d}"


def _year(
    groups: dict[str, str], month: int, day: int, context: DateContext, *, exact: bool = True
) -> int | None:
    if "y" in groups:
        return int(groups["y"])
    relative = groups.get("rel") or groups.get("rel2")
    if relative in {"last year", "this year"} and context.published is not None:
        return context.published.year - (relative == "last year")
    return _anchor_year(month, day, context, exact=exact)


def _made(year: int | None, month: int, day: int) -> str:
    if year is None:
        date(2000, month, day)
        return f"--{month:02d}-{day:02d}"
    return date(year, month, day).isoformat()


def _day(groups: dict[str, str], context: DateContext) -> DateValue | None:
    month, day = _month(groups), int(groups.get("d1") or groups.get("d1b") or 0)
    if not month or not day:
        return None
    value = _made(_year(groups, month, day, context), month, day)
    return DateValue(value, value, "day")


def _day_numeric(groups: dict[str, str], context: DateContext) -> DateValue | None:
    first, second = int(groups["d1"]), int(groups["mn"])
    if second > 12 >= first:
        first, second = second, first
    return _day({**groups, "d1": str(first), "mn": str(second)}, context)


def _day_span(groups: dict[str, str], context: DateContext) -> DateValue | None:
    first, last = int(groups.get("d1") or groups["d1b"]), int(groups["d2"])
    months = [MONTHS[groups[m][:3].casefold()] for m in ("m1", "m2", "m3") if m in groups]
    if not months:
        return None
    begin, end = months[0], months[-1]
    year = _year(groups, *((end, last) if begin > end else (begin, first)), context)
    if begin == end and first > last:
        return None
    first_year = year - 1 if year is not None and begin > end else year
    return DateValue(_made(first_year, begin, first), _made(year, end, last), "day")


def _of_this_month(groups: dict[str, str], context: DateContext) -> DateValue | None:
    """ "on the 10th", "Sunday 12", "from Saturday 11 to Sunday 12": the latest such days not after the
    publication. A weekday that does not fit its day is read alone.
    """
    if context.published is None:
        return None
    first, last = int(groups["d1"]), int(groups.get("d2", groups["d1"]))
    end = latest_of_month(last, context.published)
    dow = groups.get("dow2") or groups.get("dow")
    if end is None or (dow and end.weekday() != _DAYS[dow[:3]]):
        return _weekday(groups, context) if dow and last == first else None
    return day_value(latest_of_month(first, end) or end, end)


def _night_of(groups: dict[str, str], context: DateContext) -> DateValue | None:
    start = _day(groups, context)
    return _with_next_day(start) if start else None


def _with_next_day(start: DateValue) -> DateValue:
    if start.full:
        return day_value(date.fromisoformat(start.start), date.fromisoformat(start.start) + timedelta(days=1))
    after = date.fromisoformat("2001" + start.start[1:]) + timedelta(days=1)
    return DateValue(start.start, f"--{after.month:02d}-{after.day:02d}", "day")


def _month_form(groups: dict[str, str], context: DateContext) -> DateValue | None:
    month = _month(groups)
    if month is None:
        return None
    first, last = _PARTS.get(groups.get("part", ""), (1, 31))
    if "y" in groups:
        year: int | None = int(groups["y"])
    elif (
        groups.get("rel") in {"the same year", "that year"} and context.last is not None and context.last.full
    ):
        year = int(context.last.start[:4])
    elif groups.get("rel") in {"the year before", "the previous year"} and context.published is not None:
        year = context.published.year - 1
    else:
        year = _year(groups, month, 1, context, exact=False)
    length = calendar.monthrange(year or 2001, month)[1]
    precision: DatePrecision = "month" if (first, last) == (1, 31) else "day"
    return DateValue(_made(year, month, first), _made(year, month, min(last, length)), precision)


def weekday_before(published: date, weekday: int, *, strictly: bool = False) -> date:
    """The latest day with that weekday (Monday 0) not after `published`, or before it where `strictly`."""
    back = (published.weekday() - weekday) % 7
    return published - timedelta(days=back or (7 if strictly else 0))


_FROM_LAST = {"the same", "that", "that same", "this same", "the following", "the previous"}


def _weekday(groups: dict[str, str], context: DateContext) -> DateValue | None:
    weekday = _DAYS[groups["dow"][:3].casefold()]
    relative = groups.get("rel", "")
    last = context.last
    if relative in _FROM_LAST and last is not None and last.full:
        anchor = date.fromisoformat(last.start)
        if relative == "the following":
            return day_value(anchor + timedelta(days=((weekday - anchor.weekday()) % 7) or 7))
        if relative == "the previous":
            return day_value(weekday_before(anchor, weekday, strictly=True))
        if anchor.weekday() == weekday:
            return last
    if context.published is None:
        return None
    if groups.get("rel2") == "last week":
        monday = context.published - timedelta(days=context.published.weekday() + 7)
        return day_value(monday + timedelta(days=weekday))
    return day_value(weekday_before(context.published, weekday, strictly=relative in {"last", "past"}))


def _weekday_span(groups: dict[str, str], context: DateContext) -> DateValue | None:
    if context.published is None:
        return None
    end = weekday_before(context.published, _DAYS[groups["dow2"][:3].casefold()])
    start = weekday_before(end, _DAYS[groups["dow"][:3].casefold()], strictly=True)
    return day_value(start, end)


def _days_ago(groups: dict[str, str], context: DateContext) -> DateValue | None:
    if context.published is None:
        return None
    back = {"the day before yesterday": 2, "yesterday": 1, "last night": 1}.get(groups["word"].casefold(), 0)
    return day_value(context.published - timedelta(days=back))


_FEW = {"a couple of": 2, "a few": 3, "several": 3, "a": 1, "an": 1}


def _count(word: str) -> int:
    return _FEW[word.casefold()] if word.casefold() in _FEW else number(word)


def _units_ago(groups: dict[str, str], context: DateContext) -> DateValue | None:
    if context.published is None:
        return None
    return _shift(context.published, groups["unit"].casefold(), -_count(groups["n"]), exact_days=True)


def _shift(anchor: date, unit: str, steps: int, *, exact_days: bool) -> DateValue:
    """The day, week, month or year that lies `steps` units from `anchor`: "two weeks ago" is that week."""
    if unit == "day":
        return day_value(anchor + timedelta(days=steps))
    if unit in {"week", "fortnight"}:
        day = anchor + timedelta(weeks=steps * (2 if unit == "fortnight" else 1))
        if not exact_days:
            return day_value(day)
        return week_of(day)
    if unit == "month":
        months = anchor.year * 12 + anchor.month - 1 + steps
        return month_of(months // 12, months % 12 + 1)
    return year_of(anchor.year + steps)


def _period(groups: dict[str, str], context: DateContext) -> DateValue | None:
    published, unit = context.published, groups["unit"].casefold()
    if published is None:
        return None
    past = groups["rel"].casefold() != "this"
    if unit == "weekend":
        sunday = weekday_before(published, 6, strictly=True)
        return day_value(sunday - timedelta(days=1), sunday)
    if unit == "week":
        return week_of(published - timedelta(days=7 if past else 0))
    if unit == "month":
        return _shift(published, "month", -1 if past else 0, exact_days=True)
    return year_of(published.year - past)


def _same_day(groups: dict[str, str], context: DateContext) -> DateValue | None:
    return context.last


def _shifted(groups: dict[str, str], context: DateContext) -> DateValue | None:
    """ "two days earlier", "the next day": from the day named before, if that is a single day or night."""
    last = context.last
    if last is None or last.precision != "day":
        return None
    if "word" in groups:
        word = groups["word"].casefold()
        if groups.get("unit2") in {"week", "month", "year"}:
            unit, steps = groups["unit2"], 1 if word in {"next", "following"} else -1
        elif (word in {"previous"} and "unit2" not in groups) or (
            word in {"next", "following"} and "unit2" not in groups
        ):
            return None
        else:
            unit, steps = "day", 1 if word in {"next", "following", "day after"} else -1
    else:
        back = groups["dir"].casefold() in {"earlier", "before", "previously", "prior"}
        unit, steps = groups["unit"].casefold(), _count(groups["n"]) * (-1 if back else 1)
    if not last.full:
        anchor = date.fromisoformat("2001" + (last.start if steps < 0 else last.end)[1:])
        shifted = _shift(anchor, unit, steps, exact_days=False)
        return DateValue("-" + shifted.start[4:], "-" + shifted.end[4:], shifted.precision)
    return _shift(date.fromisoformat(last.start if steps < 0 else last.end), unit, steps, exact_days=False)


def _overnight(groups: dict[str, str], context: DateContext) -> DateValue | None:
    return None  # a night, but which one it does not say; "overnight on April 20" is a night_of


def _year_form(groups: dict[str, str], context: DateContext) -> DateValue | None:
    return year_of(int(groups["y"]))


def _part_of_month(groups: dict[str, str], context: DateContext) -> DateValue | None:
    if context.published is None:
        return None
    month = _shift(context.published, "month", -1 if groups["rel"] == "last" else 0, exact_days=True)
    first, last = _PARTS[f"{groups['part']} of"]
    end = min(last, int(month.end[8:]))
    return DateValue(f"{month.start[:8]}{first:02d}", f"{month.start[:8]}{end:02d}", "day")


_FORMS: dict[str, Callable[[dict[str, str], DateContext], DateValue | None]] = {
    "day": _day,
    "day_numeric": _day_numeric,
    "day_span": _day_span,
    "night_of": _night_of,
    "of_this_month": _of_this_month,
    "month": _month_form,
    "weekday": _weekday,
    "weekday_span": _weekday_span,
    "days_ago": _days_ago,
    "units_ago": _units_ago,
    "period": _period,
    "same_day": _same_day,
    "shifted": _shifted,
    "overnight": _overnight,
    "year": _year_form,
    "part_of_month": _part_of_month,
}

SINCE = re.compile(r"(?i)^(?:since|by|until|throughout|this year|the past|so far)")
"""Expressions that bound a stretch rather than date an event."""
