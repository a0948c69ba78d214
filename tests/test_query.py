"""What matches, in which order, and what a misspelt name may have meant."""

from __future__ import annotations

from typing import Any

import pytest

import factories
from sahel_events.errors import UsageError
from sahel_events.lexicon.fold import fold
from sahel_events.query import (
    NameMatch,
    Query,
    Vocabulary,
    has_name,
    nearest,
    overlaps,
    period,
    sort_records,
)

NAMES = [
    ("whole", "French Armed Forces", "french armed forces", True),
    ("words within", "suspected JNIM fighters", "jnim", True),
    ("accents", "Ménaka", "MENAKA", True),
    ("hyphens part words", "al-Qaeda-linked gunmen", "al-Qaeda", True),
    ("spaces in hyphens' place", "al Qaeda", "al-Qaida", False),
    ("apostrophes", "N’Djamena", "N'Djamena", True),
    ("plural in the text", "suspected militants", "militant", True),
    ("plural in the question", "a militant", "militants", True),
    ("part of a word", "Nigerian army", "Niger", False),
    ("beginning of a word", "Gaoua", "Gao", False),
    ("end of a word", "Agadez", "adez", False),
    ("nothing", "Gao", "…", False),
]


@pytest.mark.parametrize(
    ("text", "wanted", "expected"), [case[1:] for case in NAMES], ids=[case[0] for case in NAMES]
)
def test_has_name(text: str, wanted: str, expected: bool) -> None:
    assert has_name(text, fold(wanted)) is expected


OVERLAPS = [
    # event, window, published, expected, why
    ("2019-11-25", "2019-11-25", "2019-11-25", "2019-11-25", None, True, "the day itself"),
    ("2019-11-25", "2019-11-25", "2019-11-26", None, None, False, "the day before"),
    ("2019-11-25", "2019-11-25", None, "2019-11-24", None, False, "the day after"),
    ("2019-11-01", "2019-11-30", "2019-11-30", "2019-12-31", None, True, "a month that shares its last day"),
    ("2019-01-01", "2019-12-31", "2019-06-01", "2019-06-02", None, True, "a year around the window"),
    ("--11-25", "--11-25", "2019-11-01", "2019-11-30", None, True, "no year: in the month"),
    ("--11-25", "--11-25", "2019-12-01", "2020-10-31", None, False, "no year: outside in every year"),
    ("--11-25", "--11-25", "2019-12-01", "2020-11-30", None, True, "no year: in the window's second year"),
    ("--12-30", "--01-02", "2020-01-01", "2020-01-31", None, True, "no year: over New Year"),
    ("--12-30", "--01-02", "2020-02-01", "2020-02-28", None, False, "no year: over New Year, outside"),
    ("--11-25", "--11-25", "2022-01-01", None, None, True, "no year, open: some year fits"),
    ("--11-25", "--11-25", None, "2012-01-01", None, True, "no year, open before: some year fits"),
    ("--11-25", "--11-25", "2022-01-01", None, "2019-12-01", False, "no year: not after publication"),
    ("--11-25", "--11-25", "2019-01-01", None, "2019-12-01", True, "no year: before publication"),
    ("--02-29", "--02-29", "2020-02-01", "2020-02-29", None, True, "no year: leap day"),
    ("--11-25", "--11-25", "2019-01-01", "2020-01-01", "soon", True, "no year: a publication that is no day"),
]


@pytest.mark.parametrize(
    ("start", "end", "since", "until", "latest", "expected"),
    [case[:6] for case in OVERLAPS],
    ids=[case[6] for case in OVERLAPS],
)
def test_overlaps(
    start: str, end: str, since: str | None, until: str | None, latest: str | None, expected: bool
) -> None:
    assert overlaps(start, end, since, until, latest=latest) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019", ("2019-01-01", "2019-12-31")),
        ("2020-02", ("2020-02-01", "2020-02-29")),
        ("2019-11-25", ("2019-11-25", "2019-11-25")),
    ],
)
def test_period(text: str, expected: tuple[str, str]) -> None:
    assert period(text) == expected


@pytest.mark.parametrize("text", ["", "soon", "2019-13", "2019-02-29", "25/11/2019", "--11-25", "0000"])
def test_what_is_no_period(text: str) -> None:
    with pytest.raises(UsageError, match="is no date: give YYYY"):
        period(text)


FRANCE = NameMatch("France", ids=frozenset({"french_armed_forces", "barkhane"}))
MATCHES = [
    ("nothing asked", Query(), {}, True),
    ("actor by id", Query(actors=(FRANCE,)), {}, True),
    ("actor by another id", Query(actors=(NameMatch("JNIM", frozenset({"jnim"})),)), {}, False),
    ("actor by the word of the text", Query(actors=(NameMatch("soldiers"),)), {}, True),
    ("one of two actors", Query(actors=(NameMatch("JNIM", frozenset({"jnim"})), FRANCE)), {}, True),
    ("no actors", Query(actors=(FRANCE,)), {"actors": []}, False),
    ("place by name", Query(places=(NameMatch("menaka"),)), {}, True),
    ("place by id", Query(places=(NameMatch("Other", frozenset({"gn:2453348"})),)), {}, True),
    ("place by region", Query(places=(NameMatch("X", regions=frozenset({"menaka"})),)), {}, True),
    ("place by country", Query(places=(NameMatch("Mali", country="ML"),)), {}, True),
    ("place in another country", Query(places=(NameMatch("Niger", country="NE"),)), {}, False),
    ("no place", Query(places=(NameMatch("menaka"),)), {"location": None}, False),
    ("country", Query(countries=frozenset({"ML"})), {}, True),
    ("country, no place", Query(countries=frozenset({"ML"})), {"location": None}, False),
    ("type", Query(types=frozenset({"strategic_developments"})), {}, True),
    ("sub-type", Query(types=frozenset({"accident"})), {}, True),
    ("other type", Query(types=frozenset({"battles"})), {}, False),
    ("status", Query(statuses=frozenset({"claimed"})), {}, False),
    ("main", Query(main=True), {}, True),
    ("background", Query(main=False), {}, False),
    ("since", Query(since="2019-11-26"), {}, False),
    ("no date", Query(since="2000-01-01"), {"date": None}, False),
    ("killed enough", Query(min_killed=13), {}, True),
    ("not killed enough", Query(min_killed=14), {}, False),
    ("up to ten killed", Query(min_killed=1), {"casualties": [factories.casualty(0, 10)]}, False),
    ("nobody counted", Query(min_killed=0), {"casualties": []}, False),
    ("nobody killed", Query(min_killed=0), {"casualties": [factories.casualty(0, 0)]}, True),
    ("confidence", Query(min_confidence=0.86), {}, True),
    ("too little confidence", Query(min_confidence=0.87), {}, False),
    ("and", Query(actors=(FRANCE,), types=frozenset({"battles"})), {}, False),
]


@pytest.mark.parametrize(
    ("query", "changes", "expected"), [c[1:] for c in MATCHES], ids=[c[0] for c in MATCHES]
)
def test_matches(query: Query, changes: dict[str, Any], expected: bool) -> None:
    assert query.matches(factories.record(**changes)) is expected


def ordered(by: str, records: list[dict[str, Any]], *, reverse: bool = False) -> list[str]:
    return [r["id"] for r in sort_records(records, by, reverse=reverse, record=lambda r: r)]


DATED = [
    factories.record("none", date=None),
    factories.record("yearless", date=factories.day("--01-01")),
    factories.record("late", date=factories.day("2020-01-01")),
    factories.record("early", date=factories.day("2019-01-01")),
]
DEADLY = [
    factories.killed() | {"id": "unknown"},
    factories.killed((3, 3, None)) | {"id": "three"},
    factories.killed((24, None, None)) | {"id": "many"},
]


@pytest.mark.parametrize(
    ("by", "records", "reverse", "expected"),
    [
        ("date", DATED, False, ["early", "late", "yearless", "none"]),
        ("date", DATED, True, ["yearless", "late", "early", "none"]),
        ("killed", DEADLY, False, ["many", "three", "unknown"]),
        ("killed", DEADLY, True, ["three", "many", "unknown"]),
    ],
    ids=["dates", "dates reversed, unknown still last", "deadliest first", "least deadly first"],
)
def test_sort(by: str, records: list[dict[str, Any]], reverse: bool, expected: list[str]) -> None:
    assert ordered(by, records, reverse=reverse) == expected


def test_sort_by_something_else() -> None:
    with pytest.raises(UsageError, match="possible: date, place, type, killed, confidence"):
        ordered("size", [])


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Frnace", ["France"]), ("menaka", ["Ménaka"]), ("Boulikesi", ["Boulikessi"]), ("xyz", [])],
)
def test_nearest(name: str, expected: list[str]) -> None:
    assert nearest(name, {"France", "Ménaka", "Boulikessi", "…"}) == expected


def test_vocabulary_knows_names_of_the_file() -> None:
    vocabulary = Vocabulary()
    vocabulary.add(factories.record())
    assert vocabulary.knows_actor(NameMatch("soldiers"))
    assert not vocabulary.knows_actor(NameMatch("sailors"))
    assert vocabulary.knows_place(NameMatch("menaka"))
    assert not vocabulary.knows_place(NameMatch("Gao"))
    assert vocabulary.types == {"strategic_developments", "accident"}
