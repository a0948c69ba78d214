"""Names asked for, against the shipped tables."""

from __future__ import annotations

import pytest

import factories
from sahel_events.lexicon.actors import ActorTable
from sahel_events.lexicon.gazetteer import Gazetteer
from sahel_events.query import Query, actor_match, place_match


@pytest.fixture(scope="module")
def table() -> ActorTable:
    return ActorTable.load()


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.mark.parametrize(
    ("asked", "named", "expected"),
    [
        ("France", "French Armed Forces", True),
        ("FRANCE", "Operation Barkhane", True),
        ("france", "Task Force Takuba", True),
        ("Al-Qaeda", "Jama'at Nusrat al-Islam wal-Muslimin", True),
        ("jnim", "Jama'at Nusrat al-Islam wal-Muslimin", True),
        ("Mali", "Malian Armed Forces", True),
        ("Mali", "Jama'at Nusrat al-Islam wal-Muslimin", False),
        ("France", "Malian Armed Forces", False),
    ],
)
def test_an_actor_is_found_through_country_and_parent(
    table: ActorTable, asked: str, named: str, expected: bool
) -> None:
    row = table.resolve(named)
    assert row is not None
    record = factories.record(actors=[factories.actor(named, actor_id=row.id)])
    assert Query(actors=(actor_match(asked, table),)).matches(record) is expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("Mali", True),
        ("république du mali", True),
        ("Menaka", True),
        ("MÉNAKA", True),
        ("Gao", False),
        ("Niger", False),
    ],
)
def test_a_place_is_found_by_any_of_its_names(gazetteer: Gazetteer, asked: str, expected: bool) -> None:
    assert Query(places=(place_match(asked, gazetteer),)).matches(factories.record()) is expected


def test_a_place_is_found_under_its_other_spelling(gazetteer: Gazetteer) -> None:
    (place, *_) = gazetteer.find("Timbuktu")
    record = factories.record(
        location=factories.place("Timbuktu", gazetteer_id=place.id, admin1=place.admin1)
    )
    assert Query(places=(place_match("Tombouctou", gazetteer),)).matches(record)
