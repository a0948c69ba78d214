from __future__ import annotations

from datetime import date

import pytest

from sahel_events.corpus.dateline_forms import date_line, opening
from sahel_events.corpus.dates import find_dates, month_and_day, parse_date

VALUES = [
    ("2022-10-02T06:45:00+00:00", date(2022, 10, 2), "ISO"),
    ("2023-03-20T23:30:00-04:00", date(2023, 3, 20), "the day as written, not shifted to UTC"),
    ("Mon, 23 Dec 2019 17:23:00 GMT", date(2019, 12, 23), "RFC 2822"),
    ("20191223", date(2019, 12, 23), "compact"),
    ("20191223T172300Z", date(2019, 12, 23), "compact with time"),
    (1577121780, date(2019, 12, 23), "seconds"),
    (1577121780000, date(2019, 12, 23), "milliseconds"),
    ("1577121780", date(2019, 12, 23), "seconds as text"),
    (date(2019, 12, 23), date(2019, 12, 23), "a date"),
    ("05/03/2020", date(2020, 3, 5), "day first"),
    ("03/25/2020", date(2020, 3, 25), "day first cannot be"),
    ("December 23rd, 2019", date(2019, 12, 23), "in words"),
    ("2019-02-30", None, "no such day"),
    ("1970-01-01", None, "a default, not a date"),
    ("9999-12-31", None, "a default, not a date"),
    ("yesterday", None, "relative"),
    ("", None, "empty"),
    (True, None, "no number"),
    (float("nan"), None, "no number"),
    (None, None, "nothing"),
    ([], None, "no value"),
]


@pytest.mark.parametrize(("value", "expected"), [v[:2] for v in VALUES],
                         ids=[f"{v[0]}: {v[2]}" for v in VALUES])
def test_parse_date(value, expected):
    assert parse_date(value) == expected


@pytest.mark.parametrize("text", ["May 2020", "Dec 24", "on page 12-13-2014x", "v1.2.2020.1", "2019-2020",
                                  "31/31/2020"])
def test_no_full_date(text):
    assert list(find_dates(text)) == []


def test_found_dates_slice_back():
    text = "From 3 March 2020 to March 5th, 2020 (2020-03-07)."
    assert [text[d.start:d.end] for d in find_dates(text)] == ["3 March 2020", "March 5th, 2020",
        "2020-03-07"]


@pytest.mark.parametrize(("text", "expected"), [
    ("October 4", (10, 4)), ("Oct. 4th", (10, 4)), ("4 Oct", (10, 4)), ("Feb 29", (2, 29)), ("Feb 30", None),
    ("x", None),
])
def test_month_and_day(text, expected):
    assert month_and_day(text) == expected


# opening words, place, day with year, month and day, first words of the prose
OPENINGS = [
    ("BAMAKO, October 4 (Wire) - The army said", "BAMAKO", None, (10, 4), "The"),
    ("PARIS (Wire) — The number of people", "PARIS", None, None, "The"),
    ("(Nairobi, March 9, 2022) – Chadian forces", "Nairobi", date(2022, 3, 9), None, "Chadian"),
    ("NOUAKCHOTT, 10 March 2017 — The coalition", "NOUAKCHOTT", date(2017, 3, 10), None, "The"),
    ("Bamako — Thirty-five people, 24 of them children, were killed in a raid on a village, officials said.",
     "Bamako", None, None, "Thirty-five"),
    ("DAMASAK, Nigeria, March 21, 2015 (Wire) - Soldiers", "DAMASAK", date(2015, 3, 21), None, "Soldiers"),
    ("GENEVA, Feb 9 2023 - Niger is fighting", "GENEVA", date(2023, 2, 9), None, "Niger"),
    ("OUAGADOUGOU (Wire), Wednesday, January 22, 2020 - Burkina", "OUAGADOUGOU", date(2020, 1, 22), None,
     "Burkina"),
    ("OUAGADOUGOU/NIAMEY, March 9, 2022 (Wire) - Five", "OUAGADOUGOU", date(2022, 3, 9), None, "Five"),
    ("N'DJAMENA, Chad (AP) -- “We saw them,” he said", "N'DJAMENA", None, None, "“We"),
    ("Fada N'Gourma, Burkina Faso – At least nine", "Fada N'Gourma", None, None, "At"),
    ("MAIDUGURI, Nigeria, Monday - Boko Haram", "MAIDUGURI", None, None, "Boko"),
    ("Dakar, 3 May 2012 (IRIN) - Aid workers", "Dakar", date(2012, 5, 3), None, "Aid"),
    ("GENEVA (25 October 2022) - Independent experts", "GENEVA", date(2022, 10, 25), None, "Independent"),
    ("OUAGADOUGOU, 2 July 2019. Seven soldiers were", "OUAGADOUGOU", date(2019, 7, 2), None, "Seven"),
]


@pytest.mark.parametrize(("text", "place", "day", "month_day", "prose"), OPENINGS,
                         ids=[o[0][:30] for o in OPENINGS])
def test_opening(text, place, day, month_day, prose):
    found = opening(text)
    assert found is not None
    assert text[slice(*found.place)] == place
    assert (found.written.day if found.written else None) == day
    assert found.month_day == month_day
    assert text[found.prose:].startswith(prose)


@pytest.mark.parametrize("text", [
    "MALI: UNREST IN THE CAPITAL (UPDATE 2)",
    "UPDATE: Gunmen killed fifty people in the village and then left the place for the bush, said the mayor.",
    "BREAKING - Gunmen attack",
    "BAMAKO-based analysts said that the army had lost",
    "Burkina Faso toll climbs to 24 - Army",
    "Jean-Pierre Lacroix, who heads the mission, - He said",
    "On Monday, January 5, 2020 - gunmen came",
    "FILE - In this photo soldiers stand",
    "Niamey fell silent on 2 July 2019. Seven soldiers were dead.",
    "BAMAKO, October 4. Seven soldiers were dead.",
])
def test_no_opening(text):
    assert opening(text) is None


# line, day, place, says when it was updated
LINES = [
    ("3 Jan, 2021 09:12", date(2021, 1, 3), None, False),
    ("September 20, 2010 | NOUAKCHOTT", date(2010, 9, 20), "NOUAKCHOTT", False),
    (" date 2021-06-14 advertisement", date(2021, 6, 14), None, False),
    ("Published 18 May 2022, 6:00 a.m.", date(2022, 5, 18), None, False),
    ("13 Jul 2020 | 08:10 AM UTC", date(2020, 7, 13), None, False),
    ("27/01/2020 - 19h52", date(2020, 1, 27), None, False),
    ("12 June 2019 - 18:04 Agency staff", date(2019, 6, 12), None, False),
    ("OUAGADOUGOU, Burkina Faso — Jan. 5, 2020", date(2020, 1, 5), "OUAGADOUGOU", False),
    ("By our reporters in Mali | March 8, 2015", date(2015, 3, 8), None, False),
    ("NIAMEY, Sunday 4 April 2021", date(2021, 4, 4), "NIAMEY", False),
    ("Issued on: 27/01/2020 - 19:52 Modified: 28/01/2020 - 10:00", date(2020, 1, 27), None, False),
    ("Updated 10:20 AM ET, Thu March 5, 2019", date(2019, 3, 5), None, True),
    ("March 5, 2019, 10:20 AM · 2 min read", date(2019, 3, 5), None, False),
    ("Posted by admin on 5 March 2019 at 10:20", date(2019, 3, 5), None, False),
    ("First published on Thu 12 Mar 2020 06.00 GMT", date(2020, 3, 12), None, False),
    ("WORLD NEWSAUGUST 9, 2022 / 6:20 PM / UPDATED 2 YEARS AGO", date(2022, 8, 9), None, False),
    ("2020-01-27T10:00:00Z", date(2020, 1, 27), None, False),
    ("Saturday, February 1, 2020 - our review of the last days of January", date(2020, 2, 1), None, False),
]


@pytest.mark.parametrize(("line", "day", "place", "updated"), LINES, ids=[row[0][:40] for row in LINES])
def test_date_line(line, day, place, updated):
    found = date_line(line)
    assert found is not None
    assert found.written.day == day
    assert (line[slice(*found.place)] if found.place else None) == place
    assert found.says_updated is updated


@pytest.mark.parametrize("line", [
    "Soldiers patrol Gao on January 5, 2020",
    "On January 5, 2020, gunmen attacked the town of Djibo.",
    "Widows lay wreaths for the nineteen men of the garrison killed in Tessit on March 15, 2021",
    "Next issue: February 15",
    "It was the worst attack since March 3, 2020.",
])
def test_no_date_line(line):
    assert date_line(line) is None
