"""ACLED's layout: columns, words and codes after its codebook, read back with pandas."""

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
from sahel_events.exports.acled import (
    COLUMNS,
    IMPLIED,
    NEW_TYPE,
    NO_DAY,
    NO_PLACE,
    NO_WORD,
    VAGUE,
    interaction,
)
from sahel_events.exports.cells import harmless
from sahel_events.exports.tables import acled
from sahel_events.schema import SUB_EVENT_TYPES, TYPE_OF_SUB

IN_ORDER = (
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 "
    "assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country "
    "admin1 admin2 admin3 location latitude longitude geo_precision source source_scale notes "
    "fatalities tags timestamp"
)
"""As the issue that asked for them lists them."""


def written(*records: dict[str, Any]) -> tuple[str, Outcome]:
    out = io.StringIO(newline="")
    outcome = export(records, "acled", out)
    return out.getvalue(), outcome


def row(**changes: Any) -> dict[str, str]:
    """The row of a record with these changes."""
    (found,) = csv.DictReader(io.StringIO(written(factories.record(**changes))[0], newline=""), strict=True)
    return found


def told(**changes: Any) -> dict[str, int]:
    return dict(written(factories.record(**changes))[1].told)


def actor(name: str, role: str, category: str | None, **changes: Any) -> dict[str, Any]:
    return factories.actor(
        name, role=role, category=category, **({"actor_id": None, "country": None} | changes)
    )


ARMY = actor("Malian Armed Forces", "target", "state_forces", actor_id="malian_armed_forces", country="ML")
FRENCH = actor(
    "French Armed Forces", "perpetrator", "external_forces", country="FR", actor_id="french_armed_forces"
)
JNIM = actor("JNIM", "perpetrator", "rebel_jihadist", actor_id="jnim", country="ML")


def test_the_columns_stand_in_acleds_order() -> None:
    assert " ".join(COLUMNS) == IN_ORDER
    assert written()[0] == IN_ORDER.replace(" ", ",") + "\r\n"


DATES = [
    (factories.day(), ("2019-11-25", "2019", "1"), "a day"),
    (factories.day("2019-11-25", "2019-11-26"), ("2019-11-25", "2019", "1"), "a night: its first day"),
    (factories.day("2019-11-22", "2019-11-24"), ("2019-11-23", "2019", "2"), "a weekend: its middle"),
    (
        factories.day("2019-11-18", "2019-11-24", precision="week"),
        ("2019-11-21", "2019", "2"),
        "a week: its middle",
    ),
    (
        factories.day("2019-11-01", "2019-11-30", precision="month"),
        ("2019-11-15", "2019", "3"),
        "a month: its middle",
    ),
    (factories.day("2019-06-01", "2019-06-10"), ("2019-06-01", "2019", "3"), "early June: its first day"),
    (factories.day("2019-06-21", "2019-06-30"), ("2019-06-30", "2019", "3"), "late June: its last day"),
    (factories.day("2019-06-11", "2019-06-20"), ("2019-06-15", "2019", "3"), "mid June: its middle"),
    (factories.day("2019-12-28", "2020-01-10"), ("2020-01-03", "2020", "3"), "over the turn of the year"),
    (
        factories.day("2019-01-01", "2019-12-31", precision="year"),
        ("", "2019", ""),
        "a year: no day, but the year",
    ),
    (factories.day("2019-11-01", "2020-02-29"), ("", "", ""), "months of two years"),
    (factories.day("--11-25"), ("", "", ""), "without a year"),
    (factories.day("2019-02-31"), ("", "", ""), "no day of the calendar"),
    (None, ("", "", ""), "no date"),
]


@pytest.mark.parametrize(("date", "expected"), table(DATES))
def test_dates_after_the_codebook(date: dict[str, Any] | None, expected: tuple[str, ...]) -> None:
    found = row(date=date)
    assert (found["event_date"], found["year"], found["time_precision"]) == expected
    assert (NO_DAY in told(date=date)) == (not expected[0])


TYPES = [
    ("armed_clash", ("Political violence", "Battles", "Armed clash"), "a battle"),
    (
        "air_drone_strike",
        ("Political violence", "Explosions/Remote violence", "Air/drone strike"),
        "an air strike",
    ),
    (
        "excessive_force_against_protesters",
        ("Political violence; Demonstrations", "Protests", "Excessive force against protesters"),
        "both kinds of disorder",
    ),
    ("mob_violence", ("Political violence", "Riots", "Mob violence"), "no demonstration"),
    ("coup", ("Strategic developments", "Strategic developments", "Other"), "ACLED's own example of Other"),
    ("accident", ("Strategic developments", "Strategic developments", "Other"), "ACLED has no accidents"),
]


@pytest.mark.parametrize(("sub", "expected"), table(TYPES))
def test_types_in_acleds_words(sub: str, expected: tuple[str, ...]) -> None:
    found = row(sub_event_type=sub)
    assert (found["disorder_type"], found["event_type"], found["sub_event_type"]) == expected
    assert (NO_WORD in told(sub_event_type=sub)) == (sub in ("coup", "accident"))
    assert (f"sub_event_type={sub}" in found["tags"]) == (sub in ("coup", "accident"))


def test_every_sub_type_has_words() -> None:
    assert set(acled().sub_event_types) == set(TYPE_OF_SUB)
    for kind, subs in SUB_EVENT_TYPES.items():
        assert len({acled().sub_event_types[sub][1] for sub in subs}) == 1, kind


def test_a_type_of_a_newer_version_is_written_as_it_stands() -> None:
    changes = {"sub_event_type": "siege", "event_type": "sieges"}
    assert (row(**changes)["event_type"], row(**changes)["sub_event_type"]) == ("sieges", "siege")
    assert told(**changes)[NEW_TYPE] == 1


SIDES = [
    ("armed_clash", [JNIM, ARMY],
     "JNIM||Rebel group|Malian Armed Forces||State forces|State forces-Rebel group|",
     "who acts is actor1; the interaction has ACLED's order"),
    ("armed_clash", [actor("gunmen", "perpetrator", "armed_group"), ARMY],
     "Unidentified Armed Group (Mali)|gunmen|Political militia|Malian Armed Forces||State forces|"
     "State forces-Political militia|",
     "a word alone is ACLED's generic name"),
    ("attack", [JNIM, actor("villagers", "target", "civilians")],
     "JNIM||Rebel group|Civilians (Mali)|villagers|Civilians|Rebel group-Civilians|Civilian targeting",
     "violence against civilians"),
    ("attack", [JNIM],
     "JNIM||Rebel group|Civilians (Mali)||Civilians|Rebel group-Civilians|Civilian targeting",
     "its target is always actor2"),
    ("attack", [],
     "Unidentified Armed Group (Mali)||Political militia|Civilians (Mali)||Civilians|"
     "Political militia-Civilians|Civilian targeting",
     "nobody is named"),
    ("attack", [actor("women", "perpetrator", "civilians"), actor("people", "target", "civilians")],
     "Unidentified Armed Group (Mali)|women|Political militia|Civilians (Mali)|people|Civilians|"
     "Political militia-Civilians|Civilian targeting",
     "who attacks is armed, whatever the word"),
    ("remote_explosive_landmine_ied", [actor("farmers", "target", "civilians")],
     "Unidentified Armed Group (Mali)||Political militia|Civilians (Mali)|farmers|Civilians|"
     "Political militia-Civilians|Civilian targeting",
     "a mine that kills farmers"),
    ("air_drone_strike", [FRENCH, JNIM | {"role": "target"}],
     "French Armed Forces||External/Other forces|JNIM||Rebel group|Rebel group-External/Other forces|",
     "forces outside their own country"),
    ("attack", [actor("MINUSMA", "perpetrator", "peacekeepers", actor_id="minusma"),
                actor("people", "target", "civilians")],
     "MINUSMA||External/Other forces|Civilians (Mali)|people|Civilians|"
     "External/Other forces-Civilians|Civilian targeting",
     "the one pair that is written the other way round"),
    ("armed_clash", [JNIM,
                     actor("GATIA", "supporter", "militia", actor_id="gatia"),
                     ARMY,
                     actor("VDP", "target", "militia", actor_id="vdp")],
     "JNIM|GATIA|Rebel group|Malian Armed Forces|VDP|State forces|State forces-Rebel group|",
     "supporters and further actors are associated ones"),
    ("attack", [actor("Dozo hunters", "perpetrator", "militia", actor_id="dozo", country="ML")],
     "Dozo hunters||Identity militia|Civilians (Mali)||Civilians|Identity militia-Civilians|"
     "Civilian targeting",
     "a militia of a community"),
    ("peaceful_protest", [],
     "Protesters (Mali)||Protesters||||Protesters only|",
     "a protest has protesters"),
    ("violent_demonstration", [actor("crowd", "perpetrator", "protesters")],
     "Rioters (Mali)|crowd|Rioters||||Rioters only|",
     "those of a riot are rioters"),
    ("peaceful_protest", [actor("crowd", "target", "protesters")],
     "Protesters (Mali)|crowd|Protesters||||Protesters only|",
     "one side alone is actor1"),
    ("accident", [ARMY],
     "Malian Armed Forces||State forces||||State forces only|",
     "an accident has one side"),
    ("coup", [],
     "|||||||",
     "nobody is named, and nobody implied"),
    ("arrests", [actor("authorities", "perpetrator", "political"),
                 actor("Amadou Koufa", "target", "individual", actor_id="amadou_koufa", country="ML")],
     "authorities||State forces|Amadou Koufa||Rebel group|State forces-Rebel group|",
     "a leader is of the kind of his group"),
    ("arrests", [actor("Government of Mali", "perpetrator", "political", actor_id="government_of_mali",
                       country="ML"),
                 actor("Rally for Mali", "target", "political", actor_id="rpm", country="ML")],
     "Government of Mali||State forces|Rally for Mali||Civilians|State forces-Civilians|",
     "governments and parties"),
    ("agreement", [actor("ECOWAS", "perpetrator", "political", actor_id="ecowas")],
     "ECOWAS||External/Other forces||||External/Other forces only|",
     "a body of many states"),
    ("agreement", [actor("Unheard-of", "perpetrator", "political", actor_id="users_own", country="ML")],
     "Unheard-of||Civilians||||Civilians only|",
     "an id that the table does not have"),
]


@pytest.mark.parametrize(("sub", "actors", "expected"), table(SIDES))
def test_sides(sub: str, actors: list[dict[str, Any]], expected: str) -> None:
    found = row(sub_event_type=sub, actors=actors)
    names = COLUMNS[COLUMNS.index("actor1") : COLUMNS.index("iso")]
    assert "|".join(found[name] for name in names) == expected


def test_implied_sides_are_told_of() -> None:
    assert told(sub_event_type="attack", actors=[])[IMPLIED] == 1
    assert IMPLIED not in told(sub_event_type="attack", actors=[JNIM, actor("men", "target", "civilians")])


def test_every_pair_of_kinds_is_one_of_the_codebook() -> None:
    kinds = acled().inters
    pairs = {interaction(one, two) for one in kinds for two in kinds}
    assert len(pairs) == 36  # eight kinds, whichever acts
    assert {interaction(kind, "") for kind in kinds} == {f"{kind} only" for kind in kinds}
    assert "External/Other forces-Civilians" in pairs
    assert "Civilians-External/Other forces" not in pairs


PLACES = [
    (factories.place(),
     "466|Western Africa|Mali|Ménaka||Ménaka|15.9182|2.4022|1", "a town"),
    (factories.place("Koro district", admin2="Koro", precision="admin"),
     "466|Western Africa|Mali|Ménaka|Koro|Koro district|15.9182|2.4022|2", "a small region"),
    (factories.place("Mopti region", precision="admin"),
     "466|Western Africa|Mali|Ménaka||Mopti region|15.9182|2.4022|3", "a larger one"),
    (factories.place("northern Mali", precision="area"),
     "466|Western Africa|Mali|Ménaka||northern Mali|15.9182|2.4022|3", "an area"),
    (factories.place("Tripoli", "LY", lat=32.88721, lon=13.19139, admin1=None),
     "434|Northern Africa|Libya|||Tripoli|32.8872|13.1914|1", "four decimals"),
    (factories.place("Laayoune", "EH", admin1=None),
     "732||EH|||Laayoune|15.9182|2.4022|1", "a territory that ACLED does not list"),
    (factories.place("Nowhere", "ZZ", admin1=None),
     "||ZZ|||Nowhere|15.9182|2.4022|1", "a code that nobody knows"),
    (factories.place("Ménaka", None, lat=None),
     "|||Ménaka||Ménaka|||1", "no country, no coordinates"),
    (None,
     "||||||||", "no place"),
]


@pytest.mark.parametrize(("location", "expected"), table(PLACES))
def test_places(location: dict[str, Any] | None, expected: str) -> None:
    found = row(location=location)
    names = (
        "iso",
        "region",
        "country",
        "admin1",
        "admin2",
        "location",
        "latitude",
        "longitude",
        "geo_precision",
    )
    assert "|".join(found[name] for name in names) == expected
    assert (NO_PLACE in told(location=location)) == (location is None)


def count(low: int, high: int | None, text: str, approximate: bool = True) -> dict[str, Any]:
    return factories.casualty(low, high, approximate=approximate) | {"text": text, "span": [0, len(text)]}


FATALITIES = [
    ([count(24, None, "dozens of soldiers")], "12", "dozens"),
    ([count(36, None, "several dozen")], "12", "several dozen are dozens"),
    ([count(200, None, "Hundreds of people")], "100", "hundreds"),
    ([count(10, None, "tens of people")], "10", "tens"),
    ([count(3, None, "several")], "3", "several"),
    ([count(40, None, "scores of fishermen")], "40", "scores: ACLED has no rule, our count stays"),
    ([count(12, 12, "a dozen soldiers")], "12", "a dozen is a number"),
    ([count(24, 24, "two dozen")], "24", "two dozen are too"),
    ([count(13, 13, "Thirteen", approximate=False)], "13", "a number"),
    ([count(51, None, "more than 50", approximate=False)], "51", "an open number"),
    ([count(10, 15, "between 10 and 15", approximate=False)], "10", "the lower of two"),
    (
        [count(24, None, "dozens") | {"who": "civilians"}, count(5, 5, "five", approximate=False)],
        "17",
        "groups are added",
    ),
    ([count(8, 8, "eight", approximate=False) | {"kind": "injured"}], "0", "the injured are no dead"),
    ([], "0", "nothing told is 0 in ACLED's files"),
]


@pytest.mark.parametrize(("casualties", "expected"), table(FATALITIES))
def test_fatalities_after_acleds_rules(casualties: list[dict[str, Any]], expected: str) -> None:
    assert row(casualties=casualties)["fatalities"] == expected


def test_what_a_vague_count_was_stays_in_the_tags() -> None:
    vague = [count(24, None, "dozens")]
    assert "killed=24-" in row(casualties=vague)["tags"].split("; ")
    assert told(casualties=vague)[VAGUE] == 1


def test_a_linked_event_is_one_row_of_its_reports() -> None:
    (found,) = csv.DictReader(io.StringIO(written(exported.linked())[0], newline=""))
    assert (found["event_id_cnty"], found["source"], found["fatalities"]) == ("SE-linked1", "a1; a2", "5")
    assert "[Reports differ on casualties.killed.soldiers: 5 or 24+.]" in found["notes"]
    assert "reports=2" in found["tags"].split("; ")
    later = exported.linked()
    later["casualties"][0]["best"] = 24  # of the report that says "dozens"
    (found,) = csv.DictReader(io.StringIO(written(later)[0], newline=""))
    assert found["fatalities"] == "12"


def test_claims_stand_in_the_notes() -> None:
    claim = actor("JNIM", "claimant", "rebel_jihadist", actor_id="jnim")
    assert row(actors=[claim])["notes"].endswith("[Claimed by JNIM.]")
    assert "Claimed" not in row(actors=[JNIM, claim])["notes"]


def test_pandas_reads_counts_and_sums() -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    records = exported.records()
    frame = pandas.read_csv(io.StringIO(written(*records)[0]), parse_dates=["event_date"])
    assert frame.shape == (len(records), 31)
    assert frame["event_date"].dtype.kind == "M"
    tolls = [toll for record in records if (toll := people(record, "killed")) is not None]
    assert frame["fatalities"].sum() == sum(toll.best for toll in tolls)
    assert set(frame["time_precision"].dropna()) | set(frame["geo_precision"].dropna()) <= {1, 2, 3}


@pytest.mark.parametrize("text", exported.HOSTILE)
def test_hostile_text_is_one_line_and_no_formula(text: str) -> None:
    (found,) = csv.DictReader(io.StringIO(written(exported.hostile(text))[0], newline=""), strict=True)
    assert found["location"] == harmless(" ".join(text.split()))
    assert not any(c in cell for cell in found.values() for c in "\r\n\t\x1b\x00")
