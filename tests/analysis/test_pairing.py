"""Which of their events are ours: the parts of a comparison, the pairs, and those left over."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import factories
from as_acled import csv_text
from cases import table
from sahel_events.analysis.comparison import Match, match
from sahel_events.analysis.entries import Entry, EntryReader
from sahel_events.analysis.points import Limits, Points, Rule, act_rule, day_rule, place_rule, toll_rule
from sahel_events.analysis.theirs import read_theirs
from sahel_events.lexicon.rules import load_rules
from sahel_events.query import Query

Row = dict[str, str]

THEIRS: Row = {
    "event_id_cnty": "T1",
    "event_date": "2019-11-25",
    "time_precision": "1",
    "event_type": "Battles",
    "sub_event_type": "Armed clash",
    "actor1": "JNIM: Group for Support of Islam and Muslims",
    "actor2": "Military Forces of Mali (2013-2020)",
    "country": "Mali",
    "location": "Ménaka",
    "latitude": "15.9182",
    "longitude": "2.4022",
    "geo_precision": "1",
    "fatalities": "5",
}
SIDES = [
    factories.actor("Malian Armed Forces", actor_id="malian_armed_forces", country="ML"),
    factories.actor("Jama'at Nusrat al-Islam wal-Muslimin", role="perpetrator", actor_id="jnim"),
]
WORDS = "Armed men on motorcycles fell on the post at the entrance of the town before dawn"


def ours(ident: str = "o1", **changes: Any) -> dict[str, Any]:
    """The record of the same event."""
    given: dict[str, Any] = {
        "sub_event_type": "armed_clash",
        "actors": SIDES,
        "casualties": [factories.casualty(5, 5)],
    } | changes
    return factories.record(ident, **given)


def matched(
    folder: Path, rows: list[Row], records: list[dict[str, Any]], limits: Limits | None = None
) -> Match:
    path = folder / "theirs.csv"
    path.write_text(csv_text([THEIRS | row for row in rows]), encoding="utf-8")
    return match(read_theirs(path), records, limits=limits)


def two(folder: Path, row: Row, **changes: Any) -> tuple[Entry, Entry]:
    found = matched(folder, [row], [ours(**changes)])
    return found.theirs[0], found.ours[0]


DAYS: list[tuple[Row, Any, str, str]] = [
    ({}, {}, "day.same", "one day"),
    ({}, ("2019-11-25", "2019-11-26"), "day.same", "a night"),
    ({}, ("2019-11-20", "2019-11-26"), "day.in_week", "a week"),
    ({"time_precision": "2"}, {}, "day.in_week", "theirs is a week"),
    ({"time_precision": "3"}, {}, "day.in_month", "theirs is a month"),
    ({}, ("2019-01-01", "2019-12-31"), "day.in_year", "a year"),
    ({}, ("2019-11-26",), "day.next", "the day after"),
    ({}, ("2019-11-22",), "day.near", "three days before"),
    ({}, ("2019-11-29",), "day.apart", "four days after"),
    ({}, ("--11-25",), "day.no_year", "the latest such day before publication"),
    ({"event_date": "2018-11-25"}, ("--11-25",), "day.apart", "a year earlier"),
    ({}, None, "day.unknown", "no day, but published in the month after"),
    ({"event_date": "2019-10-20"}, None, "day.apart", "published more than a month later"),
    ({"event_date": "2019-11-27"}, None, "day.apart", "published before"),
    ({"event_date": ""}, {}, "day.none", "no day of theirs"),
]


@pytest.mark.parametrize(("row", "when", "rule"), table(DAYS))
def test_days(tmp_path: Path, row: Row, when: Any, rule: str) -> None:
    date = None if when is None else factories.day(*when) if when else factories.day()
    assert day_rule(*two(tmp_path, row, date=date), 3) == rule


def test_a_day_without_year_or_publication_is_none(tmp_path: Path) -> None:
    article = factories.record()["article"] | {"published": None}
    assert day_rule(*two(tmp_path, {}, date=factories.day("--11-25"), article=article), 3) == "day.none"


PLACES: list[tuple[Row, dict[str, Any] | None, str, str]] = [
    ({}, {}, "place.same", "name and coordinates"),
    ({"location": "Menaka"}, {"lat": None, "lon": None}, "place.same", "the name alone, in another spelling"),
    ({"location": "Minaka"}, {"lat": 15.8}, "place.same", "nearly the name, not far"),
    ({"location": "Tabankort"}, {"lat": 15.94}, "place.same", "another name, 2 km away"),
    ({"location": "Tabankort"}, {"lat": 16.0}, "place.near", "another name, 9 km away"),
    ({"location": "Tabankort"}, {"lat": 16.2}, "place.around", "another name, 31 km away"),
    ({"location": "Tabankort", "geo_precision": "2"}, {"lat": 16.2}, "place.near", "theirs is near a place"),
    ({"location": "Tabankort"}, {"lat": 16.5}, "place.apart", "another name, 65 km away"),
    ({}, {"lat": 16.5}, "place.homonym", "the name, 65 km away"),
    (
        {"location": "Tabankort"},
        {"lat": None, "lon": None},
        "place.unlisted",
        "another name, without coordinates",
    ),
    ({}, {"country": "NE", "lat": 17.0}, "place.apart", "another country"),
    ({}, {"country": "NE"}, "place.same", "another country, but the same spot: a border"),
    ({"admin1": "Menaka"}, {"precision": "admin", "lat": 14.0}, "place.in_region", "the region by name"),
    ({"admin1": "Menaka region"}, {"precision": "admin", "lat": 14.0}, "place.in_region", "GED's name of it"),
    (
        {"admin2": "Anderamboukane"},
        {"precision": "admin", "admin2": "Andéramboukane", "lat": 14.0},
        "place.in_district",
        "the district",
    ),
    ({}, {"precision": "admin", "lat": 16.5}, "place.in_region", "close to the centre of a region"),
    ({"admin1": "Gao"}, {"precision": "admin", "lat": 18.0}, "place.apart", "another region"),
    ({"geo_precision": "3"}, {"lat": 16.5}, "place.in_region", "theirs is a region"),
    ({}, {"precision": "area", "lat": 17.5}, "place.in_area", "a stretch of land"),
    ({}, {"precision": "area", "lat": 22.0}, "place.apart", "far from a stretch of land"),
    ({}, {"precision": "country", "lat": 17.0}, "place.in_country", "the country"),
    (
        {"country": ""},
        {"precision": "country", "lat": 17.0},
        "place.apart",
        "a country, and theirs is not told",
    ),
    ({}, None, "place.unknown", "no place of ours"),
    ({"location": "", "latitude": "", "longitude": "", "country": ""}, {}, "place.unknown", "none of theirs"),
]


@pytest.mark.parametrize(("row", "where", "rule"), table(PLACES))
def test_places(tmp_path: Path, row: Row, where: dict[str, Any] | None, rule: str) -> None:
    location = None if where is None else factories.place() | where
    assert place_rule(*two(tmp_path, row, location=location), 40) == rule


ACTS: list[tuple[Row, str, str, str]] = [
    ({}, "armed_clash", "act.same", "the same"),
    ({}, "government_regains_territory", "act.type", "the same type"),
    ({}, "looting_property_destruction", "act.related", "raids are told as clashes or as looting"),
    ({}, "agreement", "act.unlike", "another"),
    ({"sub_event_type": ""}, "armed_clash", "act.type", "theirs has the type alone"),
    ({"sub_event_type": "", "event_type": "Riots/Protests"}, "mob_violence", "act.type", "two types in one"),
    (
        {"sub_event_type": "", "event_type": "Unheard of"},
        "armed_clash",
        "act.unknown",
        "no type that we know",
    ),
]


@pytest.mark.parametrize(("row", "sub", "rule"), table(ACTS))
def test_acts(tmp_path: Path, row: Row, sub: str, rule: str) -> None:
    assert act_rule(*two(tmp_path, row, sub_event_type=sub)) == rule


TOLLS: list[tuple[str, tuple[int, int | None] | None, str, str]] = [
    ("5", (5, 5), "toll.same", "the same"),
    ("20", (20, 20), "toll.same_large", "many"),
    ("2", (2, 2), "toll.same_small", "few"),
    ("5", (5, None), "toll.same", "the lower end"),
    ("7", (5, None), "toll.meets", "within"),
    ("7", (5, 9), "toll.meets", "between"),
    ("4", (5, None), "toll.differs", "fewer"),
    ("0", (5, 5), "toll.differs", "none of theirs"),
    ("0", (0, 0), "toll.unknown", "none of both says nothing"),
    ("", (5, 5), "toll.unknown", "theirs does not tell"),
    ("5", None, "toll.unknown", "ours does not tell"),
]


@pytest.mark.parametrize(("theirs", "count", "rule"), table(TOLLS))
def test_tolls(tmp_path: Path, theirs: str, count: tuple[int, int | None] | None, rule: str) -> None:
    rows = [] if count is None else [factories.casualty(*count)]
    one, other = two(tmp_path, {"fatalities": theirs}, casualties=rows)
    assert toll_rule(one.killed, other.killed) == rule


NAMES: list[tuple[str, str, str]] = [
    ("JNIM: Group for Support of Islam and Muslims", "jnim", "before the colon"),
    ("Military Forces of Mali (2020-2021)", "malian_armed_forces", "years in brackets"),
    ("Police Forces of Mali (2013-2020) Gendarmerie", "malian_gendarmerie", "the unit at the end"),
    ("Islamic State (Greater Sahara)", "isgs", "the whole name with its brackets"),
    ("Government of Mali", "government_of_mali", "UCDP"),
    (
        "MINUSMA: United Nations Multidimensional Integrated Stabilization Mission in Mali (2013-)",
        "minusma",
        "UN",
    ),
]


@pytest.mark.parametrize(("name", "ident"), table(NAMES))
def test_names_of_actors(tmp_path: Path, name: str, ident: str) -> None:
    one, _ = two(tmp_path, {"actor1": name})
    assert [side.actor for side in one.sides[0]] == [ident]


FAMILIES: list[tuple[str, str, str]] = [
    ("Civilians (Mali)", "civil", "civilians"),
    ("Unidentified Armed Group (Mali)", "armed", "nobody knows who"),
    ("Sobame Da Communal Militia (Mali)", "armed", "a militia that the table lacks"),
    ("Protesters (Mali)", "civil", "protesters"),
    ("Private Security Forces (Mali)", "state", "guards"),
]


@pytest.mark.parametrize(("name", "family"), table(FAMILIES))
def test_words_for_actors(tmp_path: Path, name: str, family: str) -> None:
    one, _ = two(tmp_path, {"actor1": name})
    assert [side.family for side in one.sides[0]] == [family]


WHO: list[tuple[Row, set[str], str]] = [
    ({}, {"perpetrator.same", "target.same"}, "as told"),
    (
        {"actor1": THEIRS["actor2"], "actor2": THEIRS["actor1"]},
        {"perpetrator.same", "target.same"},
        "in any order",
    ),
    ({"actor1": "Unidentified Armed Group (Mali)"}, {"perpetrator.fits", "target.same"}, "nobody knows who"),
    ({"actor1": "Dan Na Ambassagou"}, {"perpetrator.differs", "target.same"}, "another group"),
    ({"actor1": "X and/or JNIM"}, {"perpetrator.same", "target.same"}, "one of two"),
    ({"actor1": "X", "assoc_actor_1": "Y; JNIM"}, {"perpetrator.same", "target.same"}, "an ally"),
    ({"actor1": "", "actor2": ""}, set(), "theirs names nobody: no points"),
]


@pytest.mark.parametrize(("row", "rules"), table(WHO))
def test_sides(tmp_path: Path, row: Row, rules: set[str]) -> None:
    parts = Points().parts(*two(tmp_path, row))
    found = {part.rule.removeprefix("compare.") for part in parts}
    assert {rule for rule in found if rule.startswith(("perpetrator", "target"))} == rules


def pairs(found: Match) -> list[tuple[str, str]]:
    return sorted((found.theirs[p.theirs].ident, found.ours[p.ours].ident) for p in found.pairing.pairs)


PAIRED: list[tuple[list[Row], list[dict[str, Any]], list[tuple[str, str]], str]] = [
    ([{}], [ours()], [("T1", "o1")], "the same"),
    ([{}], [], [], "none of ours"),
    ([], [ours()], [], "none of theirs"),
    ([{}], [ours(date=factories.day("2019-12-25"))], [], "a month later"),
    (
        [{}],
        [ours(location=factories.place("Tessalit", lat=20.2, lon=1.0, gazetteer_id=None))],
        [],
        "elsewhere",
    ),
    ([{}], [ours(location=None)], [("T1", "o1")], "no place, but day, sides, act and dead"),
    ([{"fatalities": ""}], [ours(location=None)], [], "no place and no dead"),
    ([{}], [ours(date=None, actors=[], casualties=[])], [], "the place alone"),
    ([{"event_date": "2019-11-26"}], [ours()], [("T1", "o1")], "the day of the report"),
    (
        [{}, {"event_id_cnty": "T2", "fatalities": "2"}],
        [ours("o1", casualties=[factories.casualty(2, 2)]), ours("o2")],
        [("T1", "o2"), ("T2", "o1")],
        "two on one day and place: the dead tell them apart",
    ),
    (
        [{}, {"event_id_cnty": "T2", "event_date": "2019-11-26"}],
        [ours()],
        [("T1", "o1")],
        "the likelier of two rows",
    ),
    (
        [{"notes": WORDS + ".", "event_date": "2012-01-01"}],
        [ours(evidence=[{"text": f"{WORDS}, he said.", "span": [0, 1], "rule": "x"}])],
        [("T1", "o1")],
        "the same words, another day: a slip",
    ),
    (
        [{"notes": WORDS + ".", "event_date": "2012-01-01", "latitude": "19", "location": "Kidal"}],
        [ours(evidence=[{"text": f"{WORDS}, he said.", "span": [0, 1], "rule": "x"}])],
        [],
        "the same words, another day and place: what many articles say",
    ),
    ([{"notes": "Men came on motorcycles.", "event_date": "2012-01-01"}], [ours()], [], "other words"),
    ([{"source": "d01", "event_date": ""}], [ours()], [("T1", "o1")], "the row names our article"),
    (
        [{"source": "Agence; D01.txt", "event_date": ""}],
        [ours()],
        [("T1", "o1")],
        "by its file, among others",
    ),
    (
        [{"source": "d02"}],
        [
            ours(),
            ours("o2", date=None, article=factories.record()["article"] | {"id": "d02", "path": "d02.txt"}),
        ],
        [("T1", "o2")],
        "the row names another article of ours: it is looked for there alone",
    ),
    ([{"source": "d99"}], [ours()], [("T1", "o1")], "the row names an article that we lack"),
]


@pytest.mark.parametrize(("rows", "records", "expected"), table(PAIRED))
def test_pairs(
    tmp_path: Path, rows: list[Row], records: list[dict[str, Any]], expected: list[tuple[str, str]]
) -> None:
    assert pairs(matched(tmp_path, rows, records)) == expected


def test_limits(tmp_path: Path) -> None:
    records = [ours(location=factories.place("X", lat=16.2), date=factories.day("2019-11-26"))]
    for limits, found in ((Limits(1, 40), 1), (Limits(0, 40), 0), (Limits(1, 30), 0), (Limits(), 1)):
        assert len(matched(tmp_path, [{}], records, limits).pairing.pairs) == found


def test_another_report_and_another_row_are_told_apart_from_what_only_one_has(tmp_path: Path) -> None:
    records = [
        ours("o1"),
        ours("o2", casualties=[factories.casualty(6, 6)]),
        ours("o3", date=factories.day("2001-01-01")),
    ]
    rows = [
        {},
        {"event_id_cnty": "T2", "event_date": "2019-11-26"},
        {"event_id_cnty": "T3", "event_date": "1999-01-01"},
    ]
    found = matched(tmp_path, rows[:1], records).compared()
    assert [each.ours.ident for each in found.pairs] == ["o1"]
    assert [(each.theirs.ident, each.ours.ident) for each in found.other_reports] == [("T1", "o2")]
    assert [each.ident for each in found.only_ours] == ["o3"]
    found = matched(tmp_path, rows, records[:1]).compared()
    assert [each.ident for each in found.only_theirs] == ["T2", "T3"]
    assert {ident: each.ours.ident for ident, each in found.doubles.items()} == {"T2": "o1"}
    assert (found.compared, found.share) == (3, 1 / 3)


def test_a_linked_event_is_one_and_known_by_each_of_its_articles(tmp_path: Path) -> None:
    linked = ours() | {"linked_version": 1, "articles": ["a1", "a2"], "reports": ["r1", "r2"]}
    found = matched(tmp_path, [{"source": "a2", "event_date": ""}], [linked])
    assert pairs(found) == [("T1", "o1")]


def test_the_order_of_neither_file_counts(tmp_path: Path) -> None:
    rows = [{"event_id_cnty": f"T{i}"} for i in range(4)]
    records = [ours(f"o{i}") for i in range(4)]
    expected = pairs(matched(tmp_path, rows, records))
    assert expected == [(f"T{i}", f"o{i}") for i in range(4)]
    assert pairs(matched(tmp_path, rows[::-1], records[2:] + records[:2])) == expected


def test_a_quotation_is_found_whatever_else_is_wrong_and_a_stock_phrase_is_none(tmp_path: Path) -> None:
    name = "fighters of the Islamic State in the Greater Sahara"
    rows = [
        {"event_id_cnty": f"T{i}", "notes": f"In raid {i} {name} came.", "event_date": "2001-01-01"}
        for i in range(60)
    ]
    record = ours(
        evidence=[{"text": f"On Monday {name} were seen in a market.", "span": [0, 1], "rule": "x"}]
    )
    assert pairs(matched(tmp_path, rows, [record])) == []


FILTERED: list[tuple[dict[str, Any], list[str], list[str], list[str], str]] = [
    ({}, ["T1"], ["T2"], ["o2"], "no filter"),
    ({"since": "2019-11-26"}, ["T1"], [], [], "one day of the pair fits: it is shown"),
    ({"since": "2020-01-01"}, [], [], [], "nothing fits"),
    ({"countries": frozenset({"NE"})}, [], ["T2"], [], "theirs by country"),
    ({"types": frozenset({"battles"})}, ["T1"], ["T2"], [], "by type"),
    ({"min_killed": 6}, [], ["T2"], [], "by the dead"),
    ({"main": False}, ["T1"], ["T2"], ["o2"], "what only ours have leaves rows of theirs in"),
]


@pytest.mark.parametrize(("asked", "both", "only_theirs", "only_ours"), table(FILTERED))
def test_filters(
    tmp_path: Path, asked: dict[str, Any], both: list[str], only_theirs: list[str], only_ours: list[str]
) -> None:
    rows = [
        {"event_date": "2019-11-26"},
        {
            "event_id_cnty": "T2",
            "country": "Niger",
            "latitude": "13.5",
            "longitude": "2.1",
            "location": "Niamey",
            "event_date": "2019-01-01",
            "fatalities": "9",
        },
    ]
    records = [
        ours(),
        ours("o2", sub_event_type="agreement", main=False, date=factories.day("2010-01-01"), casualties=[]),
    ]
    found = matched(tmp_path, rows, records).compared(Query(**asked))
    assert [each.theirs.ident for each in found.pairs] == both
    assert [each.ident for each in found.only_theirs] == only_theirs
    assert [each.ident for each in found.only_ours] == only_ours


def test_differences(tmp_path: Path) -> None:
    record = ours(
        date=factories.day("2019-11-26"),
        location=factories.place("Inekar", lat=16.0, gazetteer_id=None),
        sub_event_type="government_regains_territory",
        casualties=[factories.casualty(8, None)],
    )
    (found,) = matched(tmp_path, [{}], [record]).compared().pairs
    assert [(d.field, d.theirs, d.ours) for d in found.differences] == [
        ("killed", "5", "8+"),
        ("date", "2019-11-25", "2019-11-26"),
        ("place", "Ménaka", "Inekar"),
        ("type", "armed_clash", "government_regains_territory"),
    ]
    assert (found.km, found.points) == (9.1, sum(part.points for part in found.parts))


def test_tolls_of_pairs(tmp_path: Path) -> None:
    counts: list[tuple[str, list[Any]]] = [
        ("5", [factories.casualty(5, 5)]),
        ("5", [factories.casualty(3, None)]),
        ("5", [factories.casualty(7, 9)]),
        ("5", [factories.casualty(1, 2)]),
        ("5", []),
        ("", [factories.casualty(2, 2)]),
    ]
    rows = [
        {"event_id_cnty": f"T{i}", "fatalities": n, "event_date": f"2019-0{i + 1}-15"}
        for i, (n, _) in enumerate(counts)
    ]
    records = [
        ours(f"o{i}", casualties=c, date=factories.day(f"2019-0{i + 1}-15"))
        for i, (_, c) in enumerate(counts)
    ]
    assert matched(tmp_path, rows, records).compared().tolls() == {
        "agree": 2,
        "ours_higher": 1,
        "ours_lower": 1,
        "only_theirs_counts": 1,
        "only_ours_counts": 1,
        "theirs_killed": 20,
        "ours_killed": 16,
    }


def test_the_share_in_the_months_that_ours_has(tmp_path: Path) -> None:
    rows = [
        {},
        {"event_id_cnty": "T2", "latitude": "20", "event_date": "2019-11-02"},
        {"event_id_cnty": "T3", "event_date": "2005-01-01"},
    ]
    found = matched(tmp_path, rows, [ours()]).compared()
    assert (found.in_our_months(), found.compared) == ((1, 2), 3)


EXPLAINED: list[tuple[str, str, str, str]] = [
    ("T1", "T1 o1", "one event", "a pair by their id"),
    ("o1", "T1 o1", "one event", "a pair by our id"),
    ("o2", "T1 o2", "no pair: the row is in a likelier one", "another report"),
    ("T3", "T3 o1", "no pair: this is the likest event", "nothing near"),
]


@pytest.mark.parametrize(("ident", "expected", "verdict"), table(EXPLAINED))
def test_why(tmp_path: Path, ident: str, expected: str, verdict: str) -> None:
    rows = [{}, {"event_id_cnty": "T3", "event_date": "1999-01-01"}]
    records = [ours("o1"), ours("o2", casualties=[factories.casualty(6, 6)])]
    best, said = matched(tmp_path, rows, records).explained(ident)
    assert best is not None
    assert f"{best.theirs.ident} {best.ours.ident}" == expected
    assert said.startswith(verdict)


def test_why_a_row_has_no_pair_whose_event_another_has(tmp_path: Path) -> None:
    rows = [{}, {"event_id_cnty": "T2", "event_date": "2019-11-26"}]
    best, said = matched(tmp_path, rows, [ours()]).explained("T2")
    assert best is not None
    assert (best.ours.ident, said) == ("o1", "no pair: the event of ours is in a likelier one")
    assert matched(tmp_path, [], [ours()]).explained("o1")[0] is None


def test_every_rule_that_a_comparison_can_name_is_in_the_table() -> None:
    import re

    import sahel_events.analysis.points as module

    source = Path(module.__file__).read_text(encoding="utf-8")
    named = set(re.findall(r'"((?:day|place|act|toll|words|article)\.[a-z_]+)"', source))
    named |= {
        f"{side}.{how}"
        for side in ("perpetrator", "target")
        for how in ("same", "fits", "unknown", "differs")
    }
    rules = {rule.id.removeprefix("compare.") for rule in load_rules("compare", Rule)}
    assert named | {"bias", "words.none"} == rules


def test_entries_of_lean_records_are_those_of_whole_ones(tmp_path: Path) -> None:
    from sahel_events.store import read_lines

    path = tmp_path / "events.jsonl"
    path.write_text(
        factories.line("aa11") + factories.line("aa12", location=None, date=None), encoding="utf-8"
    )
    reader = EntryReader()
    both = [[reader.ours(line.record) for line in read_lines(path, lean=lean)] for lean in (True, False)]
    for one, other in zip(*both, strict=True):
        for name in (
            "start",
            "end",
            "told",
            "at",
            "precision",
            "country",
            "admin1",
            "admin2",
            "name",
            "sides",
            "killed",
            "texts",
            "articles",
            "subs",
            "types",
        ):
            assert getattr(one, name) == getattr(other, name), name
