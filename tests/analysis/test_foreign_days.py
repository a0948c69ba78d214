"""Days as foreign data sets write them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cases import table
from sahel_events.analysis.days import order_of, parse_day

NOV = date(2019, 11, 25)

DAYS: list[tuple[str, Any, date | None, str]] = [
    ("2019-11-25", None, NOV, "ISO"),
    (" 2019-11-25 ", None, NOV, "blanks around"),
    ("2019-11-25 00:00:00.000", None, NOV, "GED, with a time of day"),
    ("2019-11-25T00:00:00Z", None, NOV, "with a T"),
    ("2019/11/25", None, NOV, "slashes, the year first"),
    ("25 November 2019", None, NOV, "ACLED"),
    ("25-November-2019", None, NOV, "ACLED, older"),
    ("25-Nov-19", None, NOV, "a spreadsheet's"),
    ("25-Nov-2019", None, NOV, "with the whole year"),
    ("1 Sept 2019", None, date(2019, 9, 1), "four letters of September"),
    ("November 25, 2019", None, NOV, "American"),
    ("31-Dec-97", None, date(1997, 12, 31), "ACLED's first year"),
    ("1-Jan-89", None, date(1989, 1, 1), "GED's first year"),
    ("1-Jan-88", None, date(2088, 1, 1), "no data set is so old"),
    ("25/11/2019", "dmy", NOV, "numbers, told which"),
    ("11/25/2019", "mdy", NOV, "numbers, the month first"),
    ("25.11.2019 00:00", "dmy", NOV, "dots and a time"),
    ("11/25/19", "mdy", NOV, "two digits of the year"),
    ("25/11/2019", None, None, "numbers, not told which"),
    ("25/11/2019", "mdy", None, "there is no month 25"),
    ("30 February 2019", None, None, "a day that no calendar has"),
    ("25 Novembre 2019", None, None, "another language"),
    ("25 Foo 2019", None, None, "no month"),
    ("25 Ma 2019", None, None, "two letters"),
    ("25 Nova 2019", None, None, "no month's beginning"),
    ("2019", None, None, "a year"),
    ("43794", None, None, "a spreadsheet's day number"),
    ("--11-25", None, None, "without a year"),
    ("soon", None, None, "words"),
]


@pytest.mark.parametrize(("text", "order", "expected"), table(DAYS))
def test_parse_day(text: str, order: Any, expected: date | None) -> None:
    assert parse_day(text, order) == expected


ORDERS: list[tuple[list[str], str | None, str]] = [
    (["01/02/2019", "25/02/2019"], "dmy", "a day after the 12th comes first"),
    (["01/02/2019", "02/25/2019"], "mdy", "it comes second"),
    (["01/02/2019"], "either", "nothing tells"),
    (["25/02/2019", "02/25/2019"], "either", "both kinds"),
    (["2019-02-25", ""], None, "none is written so"),
]


@pytest.mark.parametrize(("texts", "expected"), table(ORDERS))
def test_order(texts: list[str], expected: str | None) -> None:
    assert order_of(texts) == expected
