"""UCDP GED's layout: columns, codes and sides after its codebook, read back with pandas."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

import exported
import factories
from cases import table
from sahel_events.counts import people
from sahel_events.exports import Outcome, export
from sahel_events.exports.cells import harmless
from sahel_events.exports.ucdp import COLUMNS, NO_DAY, NO_POINT, NOT_GED, OPEN, priogrid

IN_ORDER = (
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id "
    "conflict_name dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a "
    "side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office source_date "
    "source_headline source_original where_prec where_coordinates where_description adm_1 adm_2 "
    "latitude longitude geom_wkt priogrid_gid country country_id region event_clarity date_prec "
    "date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob"
)
"""As the header of GED 25.1 has them."""

ASSIGNED = (
    "id",
    "active_year",
    "code_status",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "side_a_dset_id",
    "side_a_new_id",
    "side_b_dset_id",
    "side_b_new_id",
)


def written(*records: dict[str, Any]) -> tuple[str, Outcome]:
    out = io.StringIO(newline="")
    outcome = export(records, "ucdp", out)
    return out.getvalue(), outcome


def row(record: dict[str, Any] | None = None, **changes: Any) -> dict[str, str]:
    """The row of a record with these changes."""
    text, _ = written(record or factories.record(**changes))
    (found,) = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    return found


def told(**changes: Any) -> dict[str, int]:
    return dict(written(factories.record(**changes))[1].told)


def actor(name: str, role: str, category: str | None, **changes: Any) -> dict[str, Any]:
    return factories.actor(
        name, role=role, category=category, **({"actor_id": None, "country": None} | changes)
    )


ARMY = actor("Malian Armed Forces", "target", "state_forces", actor_id="malian_armed_forces", country="ML")
JNIM = actor(
    "Jama'at Nusrat al-Islam wal-Muslimin", "perpetrator", "rebel_jihadist", actor_id="jnim", country="ML"
)
ISGS = actor("Islamic State in the Greater Sahara", "target", "rebel_jihadist", actor_id="isgs", country="ML")


def test_the_columns_stand_in_geds_order() -> None:
    assert " ".join(COLUMNS) == IN_ORDER
    assert len(COLUMNS) == 49
    assert written()[0] == IN_ORDER.replace(" ", ",") + "\r\n"


def test_what_ucdp_assigns_is_blank_and_our_id_is_kept() -> None:
    found = row()
    assert {name: found[name] for name in ASSIGNED} == dict.fromkeys(ASSIGNED, "")
    assert found["relid"] == "SE-d01-0123456789ab"


DATES = [
    (factories.day(), ("2019", "1", "1", "2019-11-25 00:00:00.000", "2019-11-25 00:00:00.000"), "a day"),
    (
        factories.day("2019-11-25", "2019-11-26"),
        ("2019", "2", "1", "2019-11-25 00:00:00.000", "2019-11-26 00:00:00.000"),
        "a night: two days",
    ),
    (
        factories.day("2019-11-18", "2019-11-24", precision="week"),
        ("2019", "3", "2", "2019-11-18 00:00:00.000", "2019-11-24 00:00:00.000"),
        "a week",
    ),
    (
        factories.day("2019-11-01", "2019-11-30", precision="month"),
        ("2019", "4", "2", "2019-11-01 00:00:00.000", "2019-11-30 00:00:00.000"),
        "a month",
    ),
    (
        factories.day("2019-01-01", "2019-12-31", precision="year"),
        ("2019", "5", "2", "2019-01-01 00:00:00.000", "2019-12-31 00:00:00.000"),
        "a year",
    ),
    (factories.day("--11-25"), ("", "", "2", "", ""), "without a year"),
    (None, ("", "", "2", "", ""), "no date"),
]


@pytest.mark.parametrize(("date", "expected"), table(DATES))
def test_dates(date: dict[str, Any] | None, expected: tuple[str, ...]) -> None:
    found = row(date=date)
    names = ("year", "date_prec", "event_clarity", "date_start", "date_end")
    assert tuple(found[name] for name in names) == expected
    assert (NO_DAY in told(date=date)) == (not expected[0])


SIDES = [
    (
        "armed_clash",
        [JNIM, ARMY],
        ("1", "Government of Mali", JNIM["name"], "432", ""),
        "the government is side A whoever attacks",
    ),
    (
        "air_drone_strike",
        [
            actor(
                "French Armed Forces",
                "perpetrator",
                "external_forces",
                country="FR",
                actor_id="french_armed_forces",
            ),
            ISGS,
        ],
        ("1", "Government of France", ISGS["name"], "220", ""),
        "a foreign government",
    ),
    (
        "armed_clash",
        [JNIM, ISGS],
        ("2", JNIM["name"], ISGS["name"], "", ""),
        "two groups: who acts is side A",
    ),
    (
        "attack",
        [JNIM, actor("villagers", "target", "civilians")],
        ("3", JNIM["name"], "Civilians", "", ""),
        "one-sided violence",
    ),
    (
        "attack",
        [ARMY | {"role": "perpetrator"}],
        ("3", "Government of Mali", "Civilians", "432", ""),
        "by a government",
    ),
    (
        "remote_explosive_landmine_ied",
        [JNIM, actor("farmers", "target", "civilians")],
        ("3", JNIM["name"], "Civilians", "", ""),
        "a bomb against civilians",
    ),
    (
        "excessive_force_against_protesters",
        [ARMY | {"role": "perpetrator"}, actor("crowd", "target", "protesters")],
        ("3", "Government of Mali", "Civilians", "432", ""),
        "deadly force against protesters",
    ),
    (
        "armed_clash",
        [actor("MINUSMA", "target", "peacekeepers", actor_id="minusma", country="ML"), JNIM],
        ("1", "MINUSMA", JNIM["name"], "", ""),
        "peacekeepers are no government",
    ),
    (
        "attack",
        [actor("women", "perpetrator", "civilians")],
        ("3", "women", "Civilians", "", ""),
        "who attacks is armed, whatever the word",
    ),
    ("armed_clash", [JNIM], ("", JNIM["name"], "", "", ""), "one side alone has no type"),
    ("attack", [], ("", "", "", "", ""), "nobody named"),
    ("peaceful_protest", [ARMY], ("", "", "Government of Mali", "", "432"), "no organised violence"),
    ("accident", [ARMY], ("", "", "Government of Mali", "", "432"), "an accident"),
]


@pytest.mark.parametrize(("sub", "actors", "expected"), table(SIDES))
def test_sides_and_type_of_violence(
    sub: str, actors: list[dict[str, Any]], expected: tuple[str, ...]
) -> None:
    found = row(sub_event_type=sub, actors=actors)
    assert tuple(found[n] for n in ("type_of_violence", "side_a", "side_b", "gwnoa", "gwnob")) == expected
    both = found["side_a"] and found["side_b"]
    assert found["dyad_name"] == (f"{found['side_a']} - {found['side_b']}" if both else "")


def dead(low: int, who: str | None, high: int | None = -1) -> dict[str, Any]:
    return factories.casualty(low, low if high == -1 else high, who=who)


DEATHS = [
    ([JNIM, ARMY], [dead(38, "soldiers"), dead(15, "assailants")], (38, 15, 0, 0), "either side"),
    (
        [JNIM, ARMY],
        [dead(2, "villagers"), dead(3, None), dead(4, "people")],
        (0, 0, 2, 7),
        "civilians, and nobody knows",
    ),
    ([JNIM, ISGS], [dead(5, "militants")], (0, 0, 0, 5), "a word that fits both sides"),
    ([JNIM, ISGS], [dead(5, "Islamic State in the Greater Sahara")], (0, 5, 0, 0), "a name that fits one"),
    ([JNIM, ARMY], [dead(6, "peacekeepers")], (0, 0, 0, 6), "a side that is not in it"),
    ([JNIM, ARMY], [dead(7, "Burcin Aslan")], (0, 0, 0, 7), "a person"),
    ([], [dead(3, "soldiers")], (0, 0, 0, 3), "no sides"),
    ([JNIM, ARMY], [], (0, 0, 0, 0), "nobody dead"),
]


@pytest.mark.parametrize(("actors", "casualties", "expected"), table(DEATHS))
def test_deaths_are_shared_out_and_add_up(
    actors: list[dict[str, Any]], casualties: list[dict[str, Any]], expected: tuple[int, ...]
) -> None:
    found = row(sub_event_type="armed_clash", actors=actors, casualties=casualties)
    names = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
    assert tuple(int(found[name]) for name in names) == expected
    assert sum(expected) == int(found["best"])


def test_an_open_count_has_its_best_as_the_highest() -> None:
    found = row(casualties=[dead(24, None, None)])
    assert (found["low"], found["best"], found["high"]) == ("24", "24", "24")
    assert told(casualties=[dead(24, None, None)])[OPEN] == 1
    found = row(casualties=[dead(10, None, 15)])
    assert (found["low"], found["best"], found["high"]) == ("10", "10", "15")


def test_a_linked_event_has_the_counts_of_its_ledger_and_all_sources() -> None:
    found = row(exported.linked())
    assert (found["low"], found["best"], found["high"], found["number_of_sources"]) == ("5", "5", "24", "2")
    assert (found["source_article"], found["source_original"], found["deaths_a"]) == (
        "a1; a2",
        "army; group",
        "5",
    )


def test_what_ged_would_not_hold_is_kept_and_told_of() -> None:
    assert told(sub_event_type="peaceful_protest")[NOT_GED] == 1
    assert told(sub_event_type="armed_clash", actors=[JNIM, ARMY], casualties=[])[NOT_GED] == 1
    assert NOT_GED not in told(sub_event_type="armed_clash", actors=[JNIM, ARMY])


PLACES = [
    (factories.place(), ("1", "POINT (2.4022 15.9182)", "Mali", "432", "Africa"), "a town"),
    (
        factories.place(admin2="Koro", precision="admin"),
        ("3", "POINT (2.4022 15.9182)", "Mali", "432", "Africa"),
        "second order",
    ),
    (
        factories.place(precision="admin"),
        ("4", "POINT (2.4022 15.9182)", "Mali", "432", "Africa"),
        "first order",
    ),
    (factories.place(precision="area"), ("5", "POINT (2.4022 15.9182)", "Mali", "432", "Africa"), "vaguer"),
    (
        factories.place("DR Congo", "CD", precision="country", lat=None),
        ("6", "", "DR Congo (Zaire)", "490", "Africa"),
        "a country, in UCDP's spelling",
    ),
    (
        factories.place("Cairo", "EG"),
        ("1", "POINT (2.4022 15.9182)", "Egypt", "651", "Middle East"),
        "UCDP's regions",
    ),
    (None, ("", "", "", "", ""), "no place"),
]


@pytest.mark.parametrize(("location", "expected"), table(PLACES))
def test_places(location: dict[str, Any] | None, expected: tuple[str, ...]) -> None:
    found = row(location=location)
    names = ("where_prec", "geom_wkt", "country", "country_id", "region")
    assert tuple(found[name] for name in names) == expected
    assert (NO_POINT in told(location=location)) == (not expected[1])


CELLS = [
    (10.51, 2.29, 145085, "published with another reader of the grid"),
    (-90, -180, 1, "the first cell"),
    (89.9, 179.9, 259200, "the last of 360 rows of 720"),
    (90, 180, 259200, "on the edge"),
    (0, 0, 129961, "a corner belongs to the cell north-east of it"),
    (-0.1, -0.1, 129240, "south-west of it"),
]


@pytest.mark.parametrize(("lat", "lon", "cell"), table(CELLS))
def test_cells_of_prio_grid(lat: float, lon: float, cell: int) -> None:
    assert priogrid(lat, lon) == cell


def test_pandas_reads_counts_and_sums() -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    records = exported.records()
    frame = pandas.read_csv(io.StringIO(written(*records)[0]), parse_dates=["date_start", "date_end"])
    assert frame.shape == (len(records), 49)
    assert (frame["date_start"].dtype.kind, frame["date_end"].dtype.kind) == ("M", "M")
    tolls = [toll for record in records if (toll := people(record, "killed")) is not None]
    assert frame["best"].sum() == sum(toll.best for toll in tolls)
    assert frame["low"].sum() == sum(toll.low for toll in tolls)
    parts = frame[["deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"]].sum(axis=1)
    assert (parts == frame["best"]).all()
    assert (frame["low"] <= frame["best"]).all()
    assert (frame["best"] <= frame["high"]).all()


@pytest.mark.parametrize("text", exported.HOSTILE)
def test_hostile_text_is_one_line_and_no_formula(text: str) -> None:
    found = row(exported.hostile(text))
    assert found["where_coordinates"] == harmless(" ".join(text.split()))
    assert not any(c in cell for cell in found.values() for c in "\r\n\t\x1b\x00")
