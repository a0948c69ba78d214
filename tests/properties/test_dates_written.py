"""Days come back from every writing of them, and whatever else is read is a day or nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from email.utils import format_datetime
from typing import Any

from hypothesis import event, example, given
from hypothesis import strategies as st

import strategies as our
from sahel_events.analysis.days import order_of, parse_day
from sahel_events.corpus.clean import clean
from sahel_events.corpus.dateline import find_dateline
from sahel_events.corpus.dates import FIRST_YEAR, LAST_YEAR, find_dates, month_and_day, parse_date
from sahel_events.corpus.metadata import from_fields
from sahel_events.corpus.read import article_from_text
from sahel_events.errors import UsageError
from sahel_events.query import overlaps, period

NEWS_DAYS = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
WRITTEN = {
    "ISO": "{:%Y-%m-%d}", "ISO with time": "{:%Y-%m-%d}T08:15:00Z", "with slashes": "{:%Y/%m/%d}",
    "day first": "{:%d/%m/%Y}", "with dots": "{:%d.%m.%Y}", "British": "{0.day} {0:%B} {0.year:04}",
    "American": "{0:%B} {0.day}, {0.year:04}", "short": "{0:%b} {0.day}, {0.year:04}", "compact": "{:%Y%m%d}",
    "with a weekday": "{0:%A}, {0:%B} {0.day}, {0.year:04}",
}  # fmt: skip
PIECES = our.one_of(
    "3", "31", "March", "Mar.", "2020", "-", "/", ".", ", ", " ", "0", "13", "29", "February", "May", "th",
    "st",
    "T10:00:00Z", "Monday", "of", "1990", "2101", "99", "BAMAKO", "(AFP)", "—", "Nov", "26", ":", "Updated",
    "\n",
)  # fmt: skip
SCRAPS = st.lists(PIECES, max_size=12).map("".join) | st.lists(PIECES, max_size=12).map(" ".join)


@given(NEWS_DAYS, st.sampled_from(sorted(WRITTEN)))
def test_a_day_of_news_comes_back_from_its_writing(day: date, how: str) -> None:
    assert parse_date(WRITTEN[how].format(day)) == day
    assert parse_date(format_datetime(datetime(day.year, day.month, day.day, tzinfo=UTC))) == day


@given(st.dates(date(1989, 1, 1), date(2088, 12, 31)))
def test_a_day_of_a_table_comes_back_from_its_writing(day: date) -> None:
    """Of ACLED, GED and spreadsheets; two numbers only as they are said to be meant."""
    for how in ("{:%Y-%m-%d}", "{0.day} {0:%B} {0.year}", "{0:%d-%b-%y}", "{0:%B} {0.day}, {0.year}"):
        assert parse_day(how.format(day)) == day
    assert parse_day(f"{day:%d/%m/%Y}", "dmy") == parse_day(f"{day:%m/%d/%y}", "mdy") == day
    assert parse_day(f"{day:%d/%m/%Y}") is None


@given(SCRAPS | our.STRANGE | st.text(max_size=20), st.sampled_from([None, "dmy", "mdy"]))
def test_any_text_is_a_day_or_none(text: str, order: Any) -> None:
    found = parse_date(text)
    assert found is None or FIRST_YEAR <= found.year <= LAST_YEAR
    parse_day(text, order)
    order_of([text, text])
    parts = month_and_day(text)
    assert parts is None or date(2000, *parts)
    last = 0
    for written in find_dates(text):
        event("a date in it")
        assert last <= written.start < written.end <= len(text)
        last = written.end


@given(our.PLAIN_JSON | st.dates() | st.datetimes() | st.floats() | st.integers())
@example(10**400)
def test_any_value_of_metadata_is_a_day_or_none(value: object) -> None:
    found = parse_date(value)
    assert found is None or (type(found) is date and FIRST_YEAR <= found.year <= LAST_YEAR)


@given(
    st.dictionaries(
        our.one_of("date", "published", "id", "title", "source", "url", "DATE ") | st.text(max_size=5),
        our.PLAIN_JSON,
    )
)
def test_any_fields_are_metadata(fields: dict[str, object]) -> None:
    """Text or nothing, on one line, that UTF-8 can hold."""
    found = from_fields(fields)
    for text in (found.id, found.title, found.url, found.source):
        assert text is None or text == " ".join(text.encode("utf-8").decode("utf-8").split()) != ""


HEADS = st.lists(st.one_of(SCRAPS, our.TITLES, our.DATELINES, our.EVENTS), min_size=1, max_size=5).map(
    "\n".join
)


@given(HEADS | our.disturbed())
def test_a_dateline_stands_where_it_is_said_to(text: str) -> None:
    article = article_from_text(text)
    found = find_dateline(article, clean(article))
    event("with a date" if found.published else "without")
    for span in (found.published, found.place, found.month_day_span):
        if span is not None and span.span is not None:
            assert article.text[slice(*span.span)] == span.text
    if found.published is not None:
        assert FIRST_YEAR <= found.published.date.year <= LAST_YEAR
    assert found.body_start is None or 0 <= found.body_start <= len(text)


@given(our.STRANGE | SCRAPS | st.from_regex(r"\d{4}(-\d\d){0,2}", fullmatch=True))
def test_a_period_is_an_interval_or_refused(text: str) -> None:
    try:
        first, last = period(text)
    except UsageError:
        event("refused")
        return
    assert date.fromisoformat(first) <= date.fromisoformat(last)


MONTH_DAYS = st.dates(date(2000, 1, 1), date(2000, 12, 31)).map(lambda day: f"--{day:%m-%d}")


@given(
    MONTH_DAYS,
    MONTH_DAYS,
    st.lists(NEWS_DAYS.map(date.isoformat), min_size=2, max_size=2).map(sorted),
    NEWS_DAYS,
)
def test_a_day_of_no_year_is_in_a_window_if_it_is_in_some_year(
    start: str, end: str, window: list[str], published: date
) -> None:
    """Against a count of the years one by one."""
    since, until = window
    latest = published.isoformat()
    some = False
    for year in range(FIRST_YEAR - 1, LAST_YEAR + 1):
        first, last = f"{year}{start[1:]}", f"{year + (end < start)}{end[1:]}"
        some |= first <= until and last >= since and first <= latest
    assert overlaps(start, end, since, until, latest=latest) is some
