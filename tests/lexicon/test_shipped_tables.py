"""The shipped tables themselves: rows that must be there, and properties that every row must have."""

from __future__ import annotations

import re
import time
from collections import Counter

import pytest

from sahel_events.lexicon.actors import ActorTable
from sahel_events.lexicon.demonyms import demonyms, nations
from sahel_events.lexicon.fold import fold
from sahel_events.lexicon.gazetteer import Gazetteer


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    return Gazetteer.load()


@pytest.fixture(scope="module")
def actors() -> ActorTable:
    return ActorTable.load()


def test_ids_of_places_are_unique_and_of_their_form(places: Gazetteer) -> None:
    ids = Counter(place.id for place in places)
    assert [ident for ident, number in ids.items() if number > 1] == []
    assert [ident for ident in ids if not re.fullmatch(r"gn:\d+|se:[a-z0-9-]+", ident)] == []


def test_every_place_says_what_it_rests_on(places: Gazetteer) -> None:
    assert [place.id for place in places if not place.source] == []


def test_no_alternate_repeats_its_name(places: Gazetteer) -> None:
    for place in places:
        keys = [fold(name) for name in place.names]
        assert len(set(keys)) == len(keys), place
        assert "" not in keys, place


def test_no_names_with_brackets_or_transcriptions(places: Gazetteer) -> None:
    assert [place.name for place in places if "(" in "".join(place.names)] == []
    assert not places.find("bamakw")
    assert not places.find("gayw")


def test_one_populated_place_for_a_name_within_two_kilometres(places: Gazetteer) -> None:
    seen: dict[tuple[str, str, float, float], str] = {}
    for place in places:
        if place.feature.startswith("PPL"):
            key = (place.country, fold(place.name), round(place.lat, 2), round(place.lon, 2))
            assert seen.setdefault(key, place.id) == place.id


@pytest.mark.parametrize(("country", "units"), [("ML", 20), ("BF", 17), ("NE", 8), ("TD", 23), ("NG", 20)])
def test_first_level_units(places: Gazetteer, country: str, units: int) -> None:
    assert len([p for p in places if p.country == country and p.feature == "ADM1"]) >= units


@pytest.mark.parametrize("country", ["ML", "BF", "NE"])
def test_villages_carry_units_that_have_a_row(places: Gazetteer, country: str) -> None:
    units = {p.admin1 for p in places if p.country == country and p.feature == "ADM1"}
    carried = {p.admin1 for p in places if p.country == country and p.feature.startswith("PPL")} - {""}
    assert carried <= units


@pytest.mark.parametrize("name", [
    "Boulikessi", "Gaskindé", "Solhan", "Inates", "Chinagodrar", "Tongo-Tongo", "Seytenga", "Moura",
    "Ogossagou", "Sobane-Da", "Banibangou", "Tchoma Bangou", "Zaroumdareye", "Darey-Daye", "Tessit",
    "Indelimane", "Mondoro", "Dioura", "Nampala", "Boni", "Silgadji", "Arbinda", "Yirgou", "Barsalogho",
    "Djibo", "Mansila", "Barkaram", "Bohoma", "Ngouboua", "Kukawa", "Baga", "Monguno", "Damasak", "Gamboru",
    "Bosso", "Toumour", "Blabrine", "Kouri Bougoudi", "Tinzaouaten", "Labbezanga", "Wagadou forest",
    "Kompienga", "Madjoari", "Nadiagou", "Porga", "Kpendjal", "Koundjoaré", "Kpékpakandi", "Tanwalbougou",
    "Foubé", "Dablo", "Kelbo", "Pobé-Mengao", "Nassoumbou", "Koutougou", "Baraboulé", "Tongomayel", "Toeni",
    "Gomboro", "Kaïn", "Chibok", "Dapchi", "Fotokol", "Kolofata",
])
def test_places_that_reporting_names(places: Gazetteer, name: str) -> None:
    assert places.find(name)


def test_ids_of_actors_are_slugs(actors: ActorTable) -> None:
    assert [row.id for row in actors.rows if not re.fullmatch(r"[a-z0-9_]+", row.id)] == []


def test_rows_that_stand_for_an_army_are_its_children(actors: ActorTable) -> None:
    for row in actors.rows:
        if row.stands_for:
            assert row.stands_for in row.parents, row.id
            assert actors.get(row.stands_for).stands_for is None, row.id


def test_generic_words_are_no_names(actors: ActorTable) -> None:
    for word in ("villagers", "residents", "farmers", "terrorists", "jihadists", "gunmen", "civilians"):
        assert actors.candidates(word) == ()


def test_years_run_forwards(actors: ActorTable) -> None:
    for row in actors.rows:
        assert (row.active_from or 0) <= (row.active_to or 9999), row.id


def test_countries_of_actors_exist(actors: ActorTable, places: Gazetteer) -> None:
    assert {row.country for row in actors.rows} - {""} <= set(places.countries)


def test_demonyms_have_countries(places: Gazetteer) -> None:
    assert set(demonyms().values()) | set(nations().values()) <= set(places.countries)
    assert len(demonyms()) > 300


def test_tables_are_ready_at_once() -> None:
    """0.3 s and 0.05 s on a quiet machine; the limits here leave room for a busy one."""
    start = time.process_time()
    Gazetteer.load()
    middle = time.process_time()
    ActorTable.load()
    end = time.process_time()
    assert middle - start < 1.0
    assert end - middle < 0.2
