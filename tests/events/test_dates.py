"""Date expressions to days (docs/fields.md). The publication date of the tables is a Wednesday."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import date

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

import sahel_events.language.build  # noqa: F401  registers `sahel_dates`
from cases import table
from sahel_events.corpus.read import article_from_text
from sahel_events.events.dates import DateContext, resolve
from sahel_events.events.headings import heading_year, heads_day
from sahel_events.events.intervals import DateValue
from sahel_events.language.components.dates import date_rules
from sahel_events.pipeline import Extractor
from sahel_events.schema import Event

WEDNESDAY = date(2020, 6, 17)
When = Callable[..., "DateValue | None"]
NLP = spacy.blank("en")
NLP.add_pipe("sahel_dates")


def values(
    nlp: Language, text: str, published: date | None, last: DateValue | None = None
) -> list[DateValue]:
    """The values of all date expressions of a text, each counting from the day named before it."""
    context = DateContext(published, last)
    doc = nlp(text)
    found = []
    for span in doc.spans["sahel_dates"]:
        value = resolve(span, date_rules(), context)
        if value is not None:
            found.append(value)
            context.last = value if value.precision == "day" else context.last
    return found


def shown(found: list[DateValue]) -> list[str]:
    return [
        f"{v.start}/{v.end} {v.precision}" if v.start != v.end else f"{v.start} {v.precision}" for v in found
    ]


PUBLISHED = [
    ("on Wednesday", "2020-06-17 day", "the weekday of the publication is that day"),
    ("on Tuesday", "2020-06-16 day", "the day before"),
    ("on Thursday", "2020-06-11 day", "a weekday counts back"),
    ("late on Monday", "2020-06-15 day", "part of a day"),
    ("last Wednesday", "2020-06-10 day", "last: not the day itself"),
    ("last Sunday", "2020-06-14 day", "last Sunday is the nearest"),
    ("Friday night", "2020-06-12 day", "night of a weekday"),
    ("yesterday", "2020-06-16 day", "yesterday"),
    ("today", "2020-06-17 day", "today is the day of publication"),
    ("the day before yesterday", "2020-06-15 day", "two days back"),
    ("three days ago", "2020-06-14 day", "days ago"),
    ("a week ago", "2020-06-08/2020-06-14 week", "a week ago is that week"),
    ("two weeks ago", "2020-06-01/2020-06-07 week", "Monday to Sunday"),
    ("last week", "2020-06-08/2020-06-14 week", "last week"),
    ("this week", "2020-06-15/2020-06-21 week", "this week"),
    ("over the weekend", "2020-06-13/2020-06-14 day", "Saturday and Sunday"),
    ("last month", "2020-05-01/2020-05-31 month", "last month"),
    ("about a month ago", "2020-05-01/2020-05-31 month", "that month"),
    ("two months ago", "2020-04-01/2020-04-30 month", "months ago"),
    ("six months ago", "2019-12-01/2019-12-31 month", "over the turn of the year"),
    ("two years ago", "2018-01-01/2018-12-31 year", "years ago"),
    ("last year", "2019-01-01/2019-12-31 year", "last year"),
    ("March 3", "2020-03-03 day", "month and day of this year"),
    ("July 3", "2019-07-03 day", "the nearest past year"),
    ("June 17", "2020-06-17 day", "the day of publication"),
    ("3 March", "2020-03-03 day", "day first"),
    ("the 3rd of March", "2020-03-03 day", "ordinal"),
    ("March 3, 2013", "2013-03-03 day", "a year of its own"),
    ("3 March 2013", "2013-03-03 day", "day first, with year"),
    ("Tuesday, March 3", "2020-03-03 day", "weekday beside it"),
    ("2019-11-25", "2019-11-25 day", "ISO"),
    ("November 24 of last year", "2019-11-24 day", "of last year"),
    ("in May", "2020-05-01/2020-05-31 month", "a month"),
    ("in November", "2019-11-01/2019-11-30 month", "a month that is still to come is last year's"),
    ("in February", "2020-02-01/2020-02-29 month", "the last day of a leap year's February"),
    ("October 2016", "2016-10-01/2016-10-31 month", "month and year"),
    ("March of the previous year", "2019-03-01/2019-03-31 month", "the year before that of the publication"),
    ("November the year before", "2019-11-01/2019-11-30 month", "in other words"),
    ("early June", "2020-06-01/2020-06-10 day", "early is 1 to 10"),
    ("mid-June 2019", "2019-06-11/2019-06-20 day", "mid is 11 to 20"),
    ("late June 2019", "2019-06-21/2019-06-30 day", "late is 21 to the end"),
    ("in 2015", "2015-01-01/2015-12-31 year", "a year"),
    ("the night of April 20", "2020-04-20/2020-04-21 day", "a night is that day to the next"),
    ("the night of December 31, 2019", "2019-12-31/2020-01-01 day", "a night over the turn of the year"),
    ("March 27 and 28", "2020-03-27/2020-03-28 day", "two days"),
    ("from 30 April to 2 May 2019", "2019-04-30/2019-05-02 day", "over the turn of a month"),
    ("16-17 February", "2020-02-16/2020-02-17 day", "days with a hyphen"),
    ("overnight Sunday to Monday", "2020-06-14/2020-06-15 day", "a night between weekdays"),
    ("between Friday and Sunday", "2020-06-12/2020-06-14 day", "weekdays"),
    ("the 30th of April to the 2nd of May 2019", "2019-04-30/2019-05-02 day", "ordinals on both sides"),
    ("the night of 31 December to 1 January", "2019-12-31/2020-01-01 day", "a night named by both its days"),
    ("June 2 or 3", "2020-06-02/2020-06-03 day", "one of two days"),
    ("15-20 June", "2020-06-15/2020-06-20 day", "days that began before the publication"),
    ("on November, 24th", "2019-11-24 day", "a comma between month and day"),
    ("Claimed on January, 12.", "2020-01-12 day", "a comma between month and day, no ordinal"),
    ("TUESDAY 3 MARCH", "2020-03-03 day", "capitals, as in a heading"),
    ("On the 10th, a mission fell", "2020-06-10 day", "a day of this month"),
    ("seized on the 19th near Dan Kano", "2020-05-19 day", "a day still to come is last month's"),
    ("on the 31st.", "2020-05-31 day", "a day that this month has not"),
    ("On Sunday 14, the air force", "2020-06-14 day", "a weekday and its day"),
    ("on Sunday 31, at Madama", "2020-05-31 day", "a weekday and its day, last month's"),
    ("on Sunday 12, at Madama", "2020-06-14 day", "a day that does not fit its weekday is not trusted"),
    ("in the night from Saturday 13 to Sunday 14", "2020-06-13/2020-06-14 day", "a night by both its days"),
    ("between Sunday 31 and Monday 1,", "2020-05-31/2020-06-01 day", "over the turn of a month"),
    ("On Sunday 12 soldiers were killed", "2020-06-14 day", "a number that counts people"),
]


@pytest.mark.parametrize(("text", "expected"), table(PUBLISHED))
def test_with_publication_date(text: str, expected: str) -> None:
    assert shown(values(NLP, text, WEDNESDAY)) == [expected]


UNDATED = [
    ("March 3", "--03-03 day", "month and day without a year"),
    ("3 March", "--03-03 day", "day first"),
    ("February 29", "--02-29 day", "the day of leap years"),
    ("the night of April 20", "--04-20/--04-21 day", "a night"),
    ("the night of December 31", "--12-31/--01-01 day", "New Year's night"),
    ("in November", "--11-01/--11-30 month", "a month alone"),
    ("early June", "--06-01/--06-10 day", "part of a month"),
    ("March 27 and 28", "--03-27/--03-28 day", "two days"),
    ("March 3, 2013", "2013-03-03 day", "a year of its own"),
    ("October 2016", "2016-10-01/2016-10-31 month", "month and year"),
    ("in 2015", "2015-01-01/2015-12-31 year", "a year"),
]
TELL_NOTHING = [
    "on Wednesday",
    "yesterday",
    "last night",
    "today",
    "two weeks ago",
    "last month",
    "last week",
    "a year ago",
    "last Sunday",
    "over the weekend",
    "overnight",
    "between Friday and Sunday",
    "the next day",
    "two days earlier",
    "the same day",
    "this year",
]


@pytest.mark.parametrize(("text", "expected"), table(UNDATED))
def test_without_publication_date(text: str, expected: str) -> None:
    assert shown(values(NLP, text, None)) == [expected]


@pytest.mark.parametrize("text", TELL_NOTHING)
def test_nothing_from_the_clock(text: str) -> None:
    """Without a publication date, or a day named before, these are no dates."""
    assert values(NLP, text, None) == []


@pytest.mark.parametrize(
    ("text", "published"),
    table([
        ("two weeks ago", date.min, "a week before the first day"),
        ("last weekend", date.min, "a weekend before it"),
    ]),
)  # fmt: skip
def test_days_beyond_the_calendar(text: str, published: date) -> None:
    assert values(NLP, text, published) == []


@pytest.mark.parametrize("published", [None, WEDNESDAY], ids=["undated", "dated"])
@pytest.mark.parametrize("text", ["February 30", "31 April 2019", "2019-02-29", "June 31", "30/02/2020"])
def test_impossible_days(text: str, published: date | None) -> None:
    assert values(NLP, text, published) == []


def test_many_dates_take_time_as_their_number() -> None:
    def took(times: int) -> float:
        doc = NLP("They met on the 3rd. " * times)
        spans, context = list(doc.spans["sahel_dates"]), DateContext(WEDNESDAY)
        assert len(spans) == times
        start = time.process_time()
        for span in spans:
            assert resolve(span, date_rules(), context) is not None
        return time.process_time() - start

    short, long = (min(took(times) for _ in range(2)) for times in (250, 2000))
    assert long < 24 * short  # its square: 64 times


def date_of(day: str) -> DateValue:
    return DateValue(day, day, "day")


MONDAY = DateValue("2020-03-02", "2020-03-02", "day")
PARTIAL = DateValue("--02-28", "--02-28", "day")


@pytest.mark.parametrize(
    ("text", "last", "expected"),
    table(
        [
            ("the next day", MONDAY, "2020-03-03 day", "next day"),
            ("The following day", MONDAY, "2020-03-03 day", "following day"),
            ("the day after", MONDAY, "2020-03-03 day", "day after"),
            ("the previous day", MONDAY, "2020-03-01 day", "previous day"),
            ("two days earlier", MONDAY, "2020-02-29 day", "days earlier, over a leap day"),
            ("three days later", MONDAY, "2020-03-05 day", "days later"),
            ("a day before", MONDAY, "2020-03-01 day", "a day before"),
            ("the same day", MONDAY, "2020-03-02 day", "the same day"),
            ("that night", MONDAY, "2020-03-02 day", "that night"),
            ("the following Friday", MONDAY, "2020-03-06 day", "the following weekday counts on"),
            ("the previous Friday", MONDAY, "2020-02-28 day", "the previous weekday counts back"),
            ("that same Monday", MONDAY, "2020-03-02 day", "the weekday of the day named before"),
            ("that same Friday", MONDAY, "2020-06-12 day", "of another weekday: counts from the publication"),
            ("on 9 April", date_of("2019-04-02"), "2019-04-09 day", "a week after a day of last year"),
            ("on 9 June", date_of("2019-06-02"), "2020-06-09 day", "days ago: no need of another year"),
            ("on 9 April", date_of("2019-01-02"), "2020-04-09 day", "far from the day named before"),
            ("14 March of this year", MONDAY, "2020-03-14 day", "day, month and year in words"),
            ("14 March last year", MONDAY, "2019-03-14 day", "the year before"),
            ("the next day", PARTIAL, "--03-01 day", "without a year, of a year that is no leap year"),
            ("two days earlier", PARTIAL, "--02-26 day", "without a year"),
        ]
    ),
)
def test_from_the_day_named_before(text: str, last: DateValue, expected: str) -> None:
    assert shown(values(NLP, text, WEDNESDAY, last)) == [expected]


def test_days_in_brackets_share_the_year() -> None:
    """Published in mid-June, the 18th lies ahead; the day named before says which year is meant."""
    text = "Around 15 June 2020 (between 12 and 18 June), troops killed 20."
    assert shown(values(NLP, text, WEDNESDAY)) == ["2020-06-15 day", "2020-06-12/2020-06-18 day"]


BULLETIN = [
    ("Week of 27 February to 5 March 2023. On 1 March a car blew up.", "2023-03-01", "within the week"),
    ("Written on 2 January 2023. On 30 December a car blew up.", "2022-12-30", "over the turn of the year"),
    ("Written on 2 January 2023. On 3 May a car blew up.", "--05-03", "far from it: of any year"),
]


@pytest.mark.parametrize(("text", "expected"), table(BULLETIN))
def test_a_full_day_gives_the_year_to_those_beside_it(text: str, expected: str) -> None:
    assert values(NLP, text, None)[-1].start == expected


@pytest.mark.parametrize(
    ("line", "year"),
    table(
        [
            ("- 2013: Agadez, Arlit -", 2013, "between dashes"),
            ("2019-2020: the black winter", 2019, "two years: the first"),
            ("2015", 2015, "a year alone"),
            ("2013 was a bad year for the town and its people.", None, "a sentence"),
            ("In 2013: nothing", None, "no heading"),
            ("2013-05-02: an attack", None, "a day"),
        ]
    ),
)
def test_a_line_of_a_timeline_gives_the_year(line: str, year: int | None) -> None:
    assert heading_year(line) == year


@pytest.mark.parametrize(
    ("line", "expected"),
    table(
        [
            ("TUESDAY 28 FEBRUARY", True, "capitals"),
            ("Friday, 3 March", True, "a comma"),
            ("- March 3rd:", True, "a dash and a colon"),
            ("3 March 2023", True, "with its year"),
            ("On 3 March", False, "a phrase"),
            ("March 3: an ambush", False, "something else beside it"),
            ("March", False, "a month"),
        ]
    ),
)
def test_a_line_heads_a_day(line: str, expected: bool) -> None:
    assert heads_day(line) is expected


def test_each_counts_from_the_one_before() -> None:
    text = "It began on March 3. The next day it went on. Two days later it ended."
    assert shown(values(NLP, text, WEDNESDAY)) == ["2020-03-03 day", "2020-03-04 day", "2020-03-06 day"]


@pytest.mark.parametrize(
    "text",
    [
        "He may march.",
        "The March of Dimes",
        "at 12:30",
        "1,200 people",
        "in the sun",
        "12 dead, 4/5 wounded",
        "on the 10th floor",
        "the 12th battalion",
    ],
)
def test_no_date(text: str) -> None:
    assert values(NLP, text, WEDNESDAY) == []


PIECES = [
    "Monday",
    "Sunday",
    "last",
    "next",
    "two",
    "days",
    "weeks",
    "ago",
    "earlier",
    "night",
    "the",
    "of",
    "March",
    "May",
    "April",
    "31",
    "30",
    "29",
    "February",
    "2019",
    "2020",
    "and",
    "to",
    "early",
    "mid",
    "late",
    "week",
    "month",
    "year",
    ",",
    "-",
    "in",
    "on",
    "0",
    "99",
    "12/13",
    "same",
    "day",
    "following",
    "previous",
    "between",
    "overnight",
]


@given(
    st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join),
    st.none() | st.dates(date(1900, 1, 1), date(2100, 12, 31)),
)
def test_any_expression_is_an_interval_or_nothing(text: str, published: date | None) -> None:
    for value in values(NLP, text, published):
        assert re.fullmatch(r"(--|\d{4}-)\d\d-\d\d", value.start)
        assert value.full == (not value.end.startswith("--"))
        if value.full:
            assert date.fromisoformat(value.start) <= date.fromisoformat(value.end)


@given(st.text(max_size=60), st.none() | st.dates())
def test_any_text_is_read(text: str, published: date | None) -> None:
    values(NLP, text, published)


def test_the_headings_of_a_diary_date_what_stands_below(extractor: Extractor) -> None:
    text = (
        "Security diary of Burkina Faso\n\nCompiled on Monday 6 March 2023 from official statements, "
        "local media and our own network of observers in the regions.\n\n"
        "TUESDAY 28 FEBRUARY\n\nGunmen attacked the village of Bourzanga and killed four civilians, "
        "the mayor said. They burned the market and left for the north before the army came.\n\n"
        "THURSDAY 2 MARCH\n\nOuagadougou. A grenade was thrown into a bar, wounding three customers. "
        "The police are looking for two men on a motorcycle.\n\n"
        "IN FIGURES\n\nMore than six thousand schools are closed, "
        "and two million people have fled their homes.\n"
    )
    found = extractor.article(article_from_text(text, id="diary")).events
    assert [(e.date and e.date.start, e.location and e.location.name) for e in found] == [
        ("2023-02-28", "Bourzanga"),
        ("2023-03-02", "Ouagadougou"),
    ]


def test_since_a_day_when_something_was_done(tell_one: Callable[[str], Event]) -> None:
    event = tell_one("Seytenga had been empty since June 9, when a raid cost eleven gendarmes their lives.")
    assert event.date is not None
    assert event.date.start == "--06-09"


def test_since_a_day_alone_sums(tell: Callable[[str], list[Event]]) -> None:
    assert tell("Since June 9, gunmen have killed eleven gendarmes in Seytenga.") == []
