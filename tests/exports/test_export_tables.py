"""The tables behind the layouts: what is refused, and that they cover what there is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cases import table
from sahel_events.errors import TableError
from sahel_events.exports import tables
from sahel_events.exports.fields import _TOP, _WITHIN
from sahel_events.exports.tables import acled, code_of, countries, ucdp, vague_counts
from sahel_events.lexicon.actors import CATEGORIES, ActorTable
from sahel_events.lexicon.gazetteer import Gazetteer
from sahel_events.linking.record import (
    LinkedActor,
    LinkedCasualty,
    LinkedDate,
    LinkedEvent,
    LinkedLocation,
    Quote,
)
from sahel_events.schema import Actor, ArticleRef, Casualty, DateRange, Event, EventType, Location, Sourced


def test_every_country_of_the_gazetteer_has_a_row() -> None:
    assert {place.country for place in Gazetteer.load().countries.values()} <= set(countries())


SAHEL = [
    ("ML", ("466", "Mali", "Western Africa", "432", "Mali", "Africa"), "Mali"),
    ("NE", ("562", "Niger", "Western Africa", "436", "Niger", "Africa"), "Niger"),
    ("BF", ("854", "Burkina Faso", "Western Africa", "439", "Burkina Faso", "Africa"), "Burkina Faso"),
    ("TD", ("148", "Chad", "Middle Africa", "483", "Chad", "Africa"), "Chad"),
    ("CI", ("384", "Ivory Coast", "Western Africa", "437", "Ivory Coast", "Africa"), "Côte d'Ivoire"),
    ("SD", ("729", "Sudan", "Northern Africa", "625", "Sudan", "Africa"), "Sudan"),
]


@pytest.mark.parametrize(("code", "expected"), table(SAHEL))
def test_countries_of_the_region(code: str, expected: tuple[str, ...]) -> None:
    assert countries()[code][1:] == expected


def test_codes_and_numbers_stand_once() -> None:
    for field in ("iso", "acled", "gw", "ucdp"):
        values = [value for row in countries().values() if (value := getattr(row, field))]
        assert len(values) == len(set(values)), field


def test_acled_has_18_regions_at_most_and_ucdp_five() -> None:
    assert len({row.acled_region for row in countries().values()} - {""}) == 17
    assert {row.ucdp_region for row in countries().values()} - {""} == {
        "Africa",
        "Americas",
        "Asia",
        "Europe",
        "Middle East",
    }


def test_every_category_of_actor_has_a_kind() -> None:
    for known in (acled().categories, ucdp().sides):
        assert set(CATEGORIES) <= set(known)
        assert {"armed_group", "civilians", "protesters", "organisation"} <= set(known)


def test_actors_named_one_by_one_are_in_the_actor_table() -> None:
    ids = {row.id for row in ActorTable.load().rows}
    assert set(acled().actors) <= ids


def test_types_and_generic_names_are_known() -> None:
    assert set(acled().implied) | ucdp().types <= {kind.value for kind in EventType}
    assert {*acled().implied.values(), *acled().generic.values()} <= set(acled().inter_of_generic)
    assert set(acled().inter_of_generic.values()) <= set(acled().inters)


def test_vague_counts_are_numbers() -> None:
    assert {rule.id: int(rule.label) for rule in vague_counts()} == {
        "acled.dozens": 12,
        "acled.hundreds": 100,
        "acled.tens": 10,
        "acled.several": 3,
    }


def test_the_code_of_an_interval() -> None:
    assert [code_of(((1, 2), (2, 7)), days) for days in (1, 2, 3, 7, 8)] == [1, 1, 2, 2, None]


def test_the_known_fields_are_those_of_the_models() -> None:
    plain, linked = set(Event.model_fields), set(LinkedEvent.model_fields)
    assert plain | linked == _TOP
    models = {
        "article": (ArticleRef,),
        "date": (DateRange, LinkedDate),
        "location": (Location, LinkedLocation),
        "actors": (Actor, LinkedActor),
        "casualties": (Casualty, LinkedCasualty),
        "evidence": (Sourced, Quote),
    }
    for key, kinds in models.items():
        assert set().union(*(kind.model_fields for kind in kinds)) == _WITHIN[key], key


WRONG = [
    ("acled.toml", lambda text: text.replace("[implied]", "[implies]"), "needs the tables", "another table"),
    ("acled.toml", lambda text: text + "]", "not a valid TOML file", "no TOML"),
    (
        "acled.toml",
        lambda text: text.replace('militia = "Political militia"', 'militia = "Militia"', 1),
        "'militia' is 'Militia', which is no kind of actor",
        "an unknown kind",
    ),
    (
        "acled.toml",
        lambda text: text.replace('["Political violence", "Battles", "Armed clash"]', '["Battles"]'),
        "'armed_clash' needs disorder, event and sub-event type",
        "words that are missing",
    ),
    (
        "ucdp.toml",
        lambda text: text.replace('militia = "group"', 'militia = "army"'),
        "'militia' is 'army', which is no kind of side",
        "an unknown side",
    ),
    (
        "countries.csv",
        lambda text: text.replace("ML,466,", "ML,four,"),
        "are to be numbers",
        "a number that is none",
    ),
    ("countries.csv", lambda text: text.replace("ML,466,", "NE,466,"), "stands twice", "a country twice"),
    (
        "countries.csv",
        lambda text: text.replace("code,iso", "code,is"),
        "unknown column 'is'",
        "another column",
    ),
]


@pytest.mark.parametrize(("name", "spoil", "message"), table(WRONG))
def test_a_wrong_table_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, spoil: Callable[[str], str], message: str
) -> None:
    source = tables.packaged(f"exports/{name}").read_text(encoding="utf-8")
    spoilt = tmp_path / name
    spoilt.write_text(spoil(source), encoding="utf-8")
    assert spoilt.read_text(encoding="utf-8") != source
    monkeypatch.setattr(tables, "packaged", lambda _: spoilt)
    load = {"acled.toml": acled, "ucdp.toml": ucdp, "countries.csv": countries}[name]
    with pytest.raises(TableError, match=message) as error:
        load.__wrapped__()
    assert name in str(error.value)
