"""Events and tolls added up: what falls into which row, and what the sums are."""

from __future__ import annotations

from typing import Any

import pytest

import factories
from cases import table
from sahel_events.analysis.periods import between, period_of
from sahel_events.analysis.tally import BY, tally
from sahel_events.errors import UsageError

Date = tuple[str, str] | None

PERIODS: list[tuple[Date, str, tuple[str | None, str], str]] = [
    (("2019-11-25", "2019-11-25"), "day", ("2019-11-25", "2019-11-25"), "a day"),
    (("2019-11-25", "2019-11-25"), "week", ("2019-W48", "2019-W48"), "an ISO week"),
    (
        ("2018-12-31", "2018-12-31"),
        "week",
        ("2019-W01", "2019-W01"),
        "a week belongs to the year of its Thursday",
    ),
    (("2019-11-25", "2019-11-25"), "month", ("2019-11", "2019-11"), "a month"),
    (("2019-11-25", "2019-11-25"), "year", ("2019", "2019"), "a year"),
    (("2019-11-30", "2019-12-01"), "month", ("2019-11", "2019-11"), "a night counts by its first day"),
    (("2019-12-31", "2020-01-01"), "year", ("2019", "2019"), "a night at the turn of the year"),
    (
        ("2019-11-30", "2019-12-02"),
        "month",
        (None, "several months"),
        "three days cross a border: neither month",
    ),
    (("2019-11-01", "2019-11-30"), "month", ("2019-11", "2019-11"), "a month is within itself"),
    (("2019-11-01", "2019-11-30"), "day", (None, "several days"), "a month is no day"),
    (("2019-01-01", "2019-12-31"), "month", (None, "several months"), "a year is not its January"),
    (("2019-01-01", "2019-12-31"), "year", ("2019", "2019"), "a year is within itself"),
    (
        ("--11-25", "--11-25"),
        "month",
        (None, "year unknown"),
        "November of no year is no month of a timeline",
    ),
    (None, "month", (None, "unknown"), "no date"),
    (("2019-02-30", "2019-02-30"), "month", (None, "unknown"), "a day that no calendar has"),
]


@pytest.mark.parametrize(("when", "unit", "expected"), table(PERIODS))
def test_period(when: Date, unit: str, expected: tuple[str | None, str]) -> None:
    given = None if when is None else {"start": when[0], "end": when[1]}
    assert period_of(given, unit) == expected


BETWEEN: list[tuple[str, str, str, int, list[str] | None, str]] = [
    (
        "2019-11",
        "2020-02",
        "month",
        9,
        ["2019-11", "2019-12", "2020-01", "2020-02"],
        "over the turn of the year",
    ),
    ("2019", "2019", "year", 9, ["2019"], "one"),
    ("2020-W53", "2021-W01", "week", 9, ["2020-W53", "2021-W01"], "a year of 53 weeks"),
    ("2020-02-28", "2020-03-01", "day", 9, ["2020-02-28", "2020-02-29", "2020-03-01"], "a leap day"),
    ("2019-01", "2019-03", "month", 2, None, "too many"),
    ("9999-12-30", "9999-12-31", "day", 9, ["9999-12-30", "9999-12-31"], "the end of the calendar"),
]


@pytest.mark.parametrize(("first", "last", "unit", "most", "expected"), table(BETWEEN))
def test_between(first: str, last: str, unit: str, most: int, expected: list[str] | None) -> None:
    assert between(first, last, unit, most) == expected


def counted(by: str, *changes: dict[str, Any]) -> list[tuple[str | None, str, int]]:
    found = tally([factories.record(f"r{i}", **change) for i, change in enumerate(changes)], [by])
    return [(row.key, row.label, row.events) for row in found.tables[0].rows]


def actor(name: str, role: str = "target", ident: str | None = None) -> dict[str, Any]:
    return factories.actor(name, role=role, actor_id=ident)


ROWS: list[tuple[str, list[dict[str, Any]], list[tuple[str | None, str, int]], str]] = [
    (
        "month",
        [
            {"date": factories.day("2020-01-02")},
            {"date": factories.day("2019-11-02")},
            {"date": factories.day("--05-01")},
            {"date": None},
            {"date": factories.day("2019-01-01", "2019-12-31")},
        ],
        [
            ("2019-11", "2019-11", 1),
            ("2019-12", "2019-12", 0),
            ("2020-01", "2020-01", 1),
            (None, "several months", 1),
            (None, "year unknown", 1),
            (None, "unknown", 1),
        ],
        "time in order, a month without an event, then what cannot be placed",
    ),
    ("year", [{"date": None}], [(None, "unknown", 1)], "nothing is dated"),
    (
        "country",
        [
            {},
            {"location": factories.place("Gao")},
            {"location": factories.place("Niger", "NE")},
            {"location": factories.place("three borders", None)},
            {"location": None},
        ],
        [("ML", "Mali", 2), ("NE", "Niger", 1), (None, "no one country", 1), (None, "unknown", 1)],
        "most first, unknown last",
    ),
    ("country", [{"location": factories.place("Nowhere", "ZZ")}], [("ZZ", "ZZ", 1)], "a code without a name"),
    (
        "admin1",
        [{}, {"location": factories.place("Mali", admin1=None)}, {"location": None}],
        [("ML:Ménaka", "Ménaka, ML", 1), (None, "no region told", 1), (None, "unknown", 1)],
        "regions",
    ),
    (
        "place",
        [{}, {"location": factories.place("Menaka")}],
        [("gn:2453348", "Menaka, ML", 2)],
        "two spellings of one entry; of equals the first in the alphabet",
    ),
    (
        "type",
        [{}, {"sub_event_type": "armed_clash"}],
        [("battles", "battles", 1), ("strategic_developments", "strategic developments", 1)],
        "equals in the order of the alphabet",
    ),
    ("sub-type", [{}], [("accident", "accident", 1)], "sub-types"),
    (
        "actor",
        [
            {
                "actors": [
                    actor("JNIM", "claimant", "jnim"),
                    actor("JNIM", "perpetrator", "jnim"),
                    actor("Gunmen"),
                ]
            },
            {"actors": [actor("gunmen")]},
            {"actors": []},
        ],
        [("gunmen", "Gunmen", 2), ("jnim", "JNIM", 1), (None, "none named", 1)],
        "an actor in two roles counts once, two actors of one event count each",
    ),
    (
        "role",
        [{"actors": [actor("a"), actor("b")]}, {"actors": []}],
        [("target", "target", 1), (None, "none named", 1)],
        "roles",
    ),
    (
        "status",
        [{"status": "claimed"}, {}],
        [("claimed", "claimed", 1), ("confirmed", "confirmed", 1)],
        "status",
    ),
    (
        "source",
        [{}, {"article": factories.record()["article"] | {"source": None}}],
        [("Agence", "Agence", 1), ("d01", "d01", 1)],
        "an article without an outlet stands for itself, as in show",
    ),
    (
        "main",
        [{}, {"main": False}],
        [("background", "background", 1), ("main", "main", 1)],
        "main and background",
    ),
]


@pytest.mark.parametrize(("by", "changes", "expected"), table(ROWS))
def test_rows(by: str, changes: list[dict[str, Any]], expected: list[tuple[str | None, str, int]]) -> None:
    assert counted(by, *changes) == expected


def test_every_way_to_count_has_a_case() -> None:
    assert set(BY) - {"week", "day"} == {row[0] for row in ROWS}


def test_too_long_a_time_has_no_empty_periods() -> None:
    days = [{"date": factories.day(day)} for day in ("2019-01-01", "2021-01-01")]
    (found,) = tally([factories.record(f"r{i}", **day) for i, day in enumerate(days)], ["day"]).tables
    assert (found.gaps, [row.key for row in found.rows]) == (True, ["2019-01-01", "2021-01-01"])


Counts = list[dict[str, Any]]

TOLLS: list[tuple[list[Counts], dict[str, dict[str, int]], str]] = [
    (
        [[factories.casualty(4, 4)], [factories.casualty(3, 9)], []],
        {"killed": {"low": 7, "best": 7, "high": 13, "open": 0, "events": 2}},
        "intervals; an event without a count",
    ),
    (
        [[factories.casualty(24, None)], [factories.casualty(5, 6)]],
        {"killed": {"low": 29, "best": 29, "high": 30, "open": 1, "events": 2}},
        "of a count that is open above the lower end is added, and it is said that it is open",
    ),
    (
        [[factories.casualty(4, 4), factories.casualty(6, 6), factories.casualty(2, 2, who="civilians")]],
        {"killed": {"low": 8, "best": 8, "high": 8, "open": 0, "events": 1}},
        "two versions of one group's dead are not added, two groups are",
    ),
    (
        [[factories.casualty(0, 0, kind="injured"), factories.casualty(1, 1, kind="killed")]],
        {
            "killed": {"low": 1, "best": 1, "high": 1, "open": 0, "events": 1},
            "injured": {"low": 0, "best": 0, "high": 0, "open": 0, "events": 1},
        },
        "none injured is a count",
    ),
    ([[]], {}, "nobody is counted"),
]


@pytest.mark.parametrize(("rows", "expected"), table(TOLLS))
def test_tolls(rows: list[Counts], expected: dict[str, dict[str, int]]) -> None:
    found = tally([factories.record(f"r{i}", casualties=counts) for i, counts in enumerate(rows)])
    assert found.to_dict()["tolls"] == expected
    assert list(found.total.tolls) == list(expected)


def test_a_linked_event_counts_once_with_its_best_count_and_for_each_of_its_articles() -> None:
    values = [{"min": 71, "max": None}, {"min": 60, "max": 60}]
    row = {"kind": "killed", "who": "soldiers", "low": 60, "best": 71, "high": 71, "values": values}
    linked = factories.record("x1", casualties=[row | {"min": 60, "max": 71}]) | {
        "linked_version": 1,
        "articles": ["d01", "d02"],
        "reports": ["r1", "r2"],
    }
    found = tally([linked, factories.record("r3", casualties=[])], ["source"])
    assert (found.total.events, found.linked) == (2, 1)
    assert found.to_dict()["tolls"] == {"killed": {"low": 60, "best": 71, "high": 71, "open": 1, "events": 1}}
    assert [(row.key, row.events) for row in found.tables[0].rows] == [("Agence", 1), ("d01", 1), ("d02", 1)]
    assert found.tables[0].overlapping


def test_an_unknown_name_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(
        UsageError, match="cannot count by 'colour'; possible: year, month, week, day, country"
    ):
        tally([], ["colour"])
