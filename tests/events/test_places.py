"""Where an event was."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cases import known_failures, table
from sahel_events.schema import Event

CASES = [
    ("Gunmen killed ten civilians in the village of Solhan.", ("Solhan", "BF", "place"), "a village"),
    (
        "Ten soldiers were killed in an ambush 11 km south of Aguelhoc.",
        ("Aguelhoc", "ML", "place"),
        "a distance",
    ),
    ("Gunmen killed ten civilians in northern Mali.", ("northern Mali", "ML", "area"), "part of a country"),
    ("Gunmen killed ten civilians in Mali.", ("Mali", "ML", "country"), "a country"),
    (
        "Gunmen killed ten civilians in Solhan, in northern Burkina Faso.",
        ("Solhan", "BF", "place"),
        "the most exact place",
    ),
    (
        "In northern Burkina Faso, gunmen killed ten civilians in Solhan.",
        ("Solhan", "BF", "place"),
        "the most exact place, named last",
    ),
    (
        "The army told reporters in Bamako that gunmen killed ten civilians in Solhan.",
        ("Solhan", "BF", "place"),
        "not where it was said",
    ),
    (
        "Gunmen from Mali killed ten civilians in Solhan.",
        ("Solhan", "BF", "place"),
        "not where they came from",
    ),
    (
        "Gunmen killed ten civilians in the village of Zzyzxville.",
        ("Zzyzxville", None, "place"),
        "a village no table has",
    ),
    ("Gunmen killed ten civilians in Ménaka.", ("Ménaka", "ML", "place"), "as the text spells it"),
    ("Gunmen killed ten civilians in Menaka.", ("Menaka", "ML", "place"), "without the accent"),
]
KNOWN = [
    (
        "More than 50 soldiers died in an attack on the Inates base.",
        ("Inates", "NE", "place"),
        "the base is no part of the name",
        "'Inates base'",
    ),
    (
        "The attack took place 11 km south of Aguelhoc. Gunmen killed ten soldiers.",
        ("Aguelhoc", "ML", "place"),
        "the place is in the sentence before",
        "no place: 'took place' is read as a seizure of persons",
    ),
]


@pytest.mark.parametrize(("text", "expected"), table(CASES) + known_failures(KNOWN))
def test_location(tell_one: Callable[[str], Event], text: str, expected: tuple[str, str | None, str]) -> None:
    place = tell_one(text).location
    assert place is not None
    assert (place.name, place.country, place.precision) == expected


@pytest.mark.parametrize(
    ("name", "precision"),
    table(
        [
            ("the Soum province", "admin", "a province"),
            ("the Gao region", "admin", "a region, not its town"),
            ("the three borders area", "area", "an area of several countries"),
        ]
    ),
)
def test_precision_of_units(tell_one: Callable[[str], Event], name: str, precision: str) -> None:
    place = tell_one(f"Gunmen killed ten civilians in {name}.").location
    assert place is not None
    assert place.precision == precision


def test_known_places_carry_id_and_coordinates(tell_one: Callable[[str], Event]) -> None:
    place = tell_one("Gunmen killed ten civilians in Djibo.").location
    assert place is not None
    assert place.gazetteer_id
    assert place.lat == pytest.approx(14.1, abs=0.1)
    assert place.lon == pytest.approx(-1.63, abs=0.1)


def test_unknown_places_carry_neither(tell_one: Callable[[str], Event]) -> None:
    place = tell_one("Gunmen killed ten civilians in the village of Zzyzxville.").location
    assert place is not None
    assert (place.gazetteer_id, place.lat, place.lon) == (None, None, None)


def test_a_national_act_has_the_country(tell_one: Callable[[str], Event]) -> None:
    place = tell_one("The government of Mali dissolved the militia Dan Na Ambassagou.").location
    assert place is None or (place.country, place.precision) == ("ML", "country")


@pytest.mark.xfail(reason="Djibo, named later, draws Gao to Burkina Faso", raises=AssertionError, strict=True)
def test_a_well_known_town_stays_in_its_country(tell: Callable[[str], list[Event]]) -> None:
    events = tell(
        "Gunmen killed four soldiers near Gao on March 3. The next day, militants killed two teachers "
        "near Djibo."
    )
    assert [e.location.country if e.location else None for e in events] == ["ML", "BF"]
