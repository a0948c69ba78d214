"""Days and places of two reports: which rule of links.toml holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import factories
from sahel_events.linking.fits import Weights
from sahel_events.linking.reports import Reader, days_of

DAYS = [
    ("the same day", "2019-09-30", "2019-09-30", "same"),
    ("the same night", ("2019-09-29", "2019-09-30"), ("2019-09-29", "2019-09-30"), "same"),
    ("a day of a night", ("2019-09-29", "2019-09-30"), "2019-09-30", "meet"),
    ("a day of a week", ("2019-09-30", "2019-10-06"), "2019-10-02", "in_week"),
    ("a day of a month", ("2019-09-01", "2019-09-30"), "2019-09-30", "in_month"),
    ("a day of a year", ("2019-01-01", "2019-12-31"), "2019-09-30", "in_year"),
    ("the day after, as where one gives the announcement's", "2019-09-30", "2019-10-01", "next"),
    ("three days later", "2019-09-30", "2019-10-03", "few"),
    ("one village, two attacks", "2019-09-30", "2019-10-04", "apart"),
    ("a month and the next are two", ("2019-09-01", "2019-09-30"), "2019-10-01", "apart"),
    ("a day without its year", "--09-30", "2019-09-30", "same"),
    ("a day without its year, another", "--09-30", "2019-05-30", "apart"),
]


@pytest.mark.parametrize(("one", "other", "rule"), [c[1:] for c in DAYS], ids=[c[0] for c in DAYS])
def test_days(
    told: Callable[..., Any], reader: Reader, weights: Weights, one: Any, other: Any, rule: str
) -> None:
    pair = [reader.read(told(name, day=day)) for name, day in (("r1", one), ("r2", other))]
    assert weights.compare(*pair)[1].rule == f"link.day.{rule}"


def test_days_apart_need_a_count_that_both_have(
    told: Callable[..., Any], reader: Reader, weights: Weights
) -> None:
    """A village attacked on two days running has two tolls."""
    one, other = told("r1", killed=5), told("r2", killed=7, day="2019-10-01")
    assert weights.compare(reader.read(one), reader.read(other))[1].rule == "link.day.apart"


UNDATED = [
    ("published in its week", "2019-10-02", "soon"),
    ("published weeks later", "2019-10-20", "unknown"),
    ("published months later", "2020-03-01", "late"),
    ("published before it happened", "2019-09-20", "unpublished"),
    ("published nobody knows when", None, "unknown"),
]


@pytest.mark.parametrize(("published", "rule"), [c[1:] for c in UNDATED], ids=[c[0] for c in UNDATED])
def test_a_report_without_a_day_is_judged_by_its_publication(
    told: Callable[..., Any], reader: Reader, weights: Weights, published: str | None, rule: str
) -> None:
    dated, undated = reader.read(told("r1")), reader.read(told("r2", day=None, published=published))
    for pair in ((dated, undated), (undated, dated)):
        assert weights.compare(*pair)[1].rule == f"link.day.{rule}"


def spot(name: str, lat: float | None, lon: float | None, **changes: Any) -> dict[str, Any]:
    row = factories.place(name, text="Gao", lat=lat, lon=lon, admin1=None, gazetteer_id=None)
    return row | changes


VILLAGE = spot("Ouro Tamba", 14.0, -3.0, admin1="Mopti", admin2="Koro")
REGION = {"precision": "admin", "admin1": "Mopti", "gazetteer_id": "gn:2453347"}
PLACES = [
    (
        "the same entry",
        spot("Gao", 16.2, 0.0, gazetteer_id="x"),
        spot("Gao town", 16.2, 0.0, gazetteer_id="x"),
        "same",
    ),
    ("one name, close by", VILLAGE, spot("Ouro-Tamba", 14.1, -3.1), "same"),
    ("one name, far off in one country", VILLAGE, spot("Ouro Tamba", 16.0, -1.0), "homonym"),
    ("one name in two countries", VILLAGE, spot("Ouro Tamba", 13.0, 2.0, country="NE"), "apart"),
    ("two spellings", spot("Wuro Tambal", 14.5, -3.2), spot("Wuro Tambol", 14.5, -3.2), "alike"),
    ("a name and more", spot("Inatax", 14.4, -1.3), spot("Inatax post", 14.4, -1.3), "alike"),
    ("two villages side by side", VILLAGE, spot("Binedama", 14.05, -3.05), "near"),
    ("two villages of one district", VILLAGE, spot("Binedama", 14.25, -3.1), "around"),
    ("two villages far apart", VILLAGE, spot("Binedama", 15.0, -3.0), "apart"),
    ("a village in the region named", VILLAGE, spot("Mopti region", 14.5, -4.0, **REGION), "in_region"),
    (
        "a village in the district named",
        VILLAGE,
        spot("Koro", 14.0, -3.0, precision="admin", admin1="Mopti", admin2="Koro", gazetteer_id="y"),
        "in_district",
    ),
    (
        "a village of another region, close to the centre of the one named",
        spot("X", 15.0, -4.2, admin1="Tombouctou"),
        spot("Mopti region", 14.5, -4.0, **REGION),
        "beside_region",
    ),
    (
        "a village in the stretch of land named",
        VILLAGE,
        spot("central Mali", 14.5, -4.0, precision="area"),
        "in_area",
    ),
    ("a village in the country named", VILLAGE, spot("Mali", 17.0, -4.0, precision="country"), "in_country"),
    (
        "a country and a village of another",
        VILLAGE,
        spot("Niger", 17.0, 9.0, precision="country", country="NE"),
        "apart",
    ),
    (
        "one region twice",
        spot("Mopti", 14.5, -4.0, **REGION),
        spot("Mopti region", 14.5, -4.0, **REGION),
        "same_unit",
    ),
    (
        "two regions",
        spot("Mopti", 14.5, -4.0, **REGION),
        spot("Gao region", 16.3, 0.0, precision="admin", admin1="Gao", gazetteer_id="z"),
        "apart",
    ),
    (
        "a village that the gazetteer lacks, in the unit of another",
        spot("Nabirin", 14.0, -3.0, precision="admin", admin1="Mopti"),
        VILLAGE,
        "unlisted",
    ),
    (
        "one such village twice",
        spot("Nabirin", 14.0, -3.0, precision="admin", admin1="Mopti"),
        spot("Nabirin", 14.0, -3.0, precision="admin", admin1="Mopti"),
        "same",
    ),
    ("no place", VILLAGE, None, "unknown"),
]


@pytest.mark.parametrize(("one", "other", "rule"), [c[1:] for c in PLACES], ids=[c[0] for c in PLACES])
def test_places(
    told: Callable[..., Any], reader: Reader, weights: Weights, one: Any, other: Any, rule: str
) -> None:
    pair = [reader.read(told(name, place=place)) for name, place in (("r1", one), ("r2", other))]
    for first, second in (pair, pair[::-1]):
        assert weights.compare(first, second)[2].rule == f"link.place.{rule}"


def test_a_place_that_the_other_report_names_is_near(
    told: Callable[..., Any], reader: Reader, weights: Weights
) -> None:
    other = spot("Binedama", 14.05, -3.05)
    naming = reader.read(told("r1", place=VILLAGE, words="Gunmen came to Ouro Tamba from Binedama, he said."))
    assert weights.compare(naming, reader.read(told("r2", place=other)))[2].rule == "link.place.named"
    placeless = reader.read(told("r3", place=None, words="The dead of Binedama were buried."))
    assert weights.compare(placeless, reader.read(told("r2", place=other)))[2].rule == "link.place.in_words"


def test_a_village_told_by_the_town_beside_it(
    told: Callable[..., Any], reader: Reader, weights: Weights
) -> None:
    town = factories.place("Dori", "BF", text="Gao", admin1="Sahel", lat=14.04, lon=-0.03, gazetteer_id=None)
    village = spot("Nowhere-Wuro", 13.9, -0.1, country="BF")
    pair = [reader.read(told(name, place=place)) for name, place in (("r1", town), ("r2", village))]
    assert weights.compare(*pair)[2].rule == "link.place.by_town"


def test_an_interval_across_new_year_without_years_keeps_its_length() -> None:
    days = days_of({"start": "--12-31", "end": "--01-01"})
    assert days is not None
    assert days.length == 2



LARGE = [
    ("large and alike", 30, 58, "2019-09-30", "elsewhere"),
    ("small", 5, 5, "2019-09-30", "apart"),
    ("large and small", 5, 58, "2019-09-30", "apart"),
    ("large and four times as large", 20, 90, "2019-09-30", "apart"),
    ("on another day", 30, 58, "2019-10-01", "apart"),
]


@pytest.mark.parametrize(("one", "other", "day", "rule"), [c[1:] for c in LARGE], ids=[c[0] for c in LARGE])
def test_a_country_seldom_has_two_large_tolls_on_a_day(
    told: Callable[..., Any], reader: Reader, weights: Weights, one: int, other: int, day: str, rule: str
) -> None:
    pair = (told("r1", killed=one), told("r2", killed=other, day=day, place="Gao"))
    assert weights.compare(*map(reader.read, pair))[2].rule == f"link.place.{rule}"
