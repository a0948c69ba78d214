"""GeoJSON, read back by a validator of RFC 7946 and by json."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import exported
import factories
from sahel_events.counts import people
from sahel_events.exports import export
from sahel_events.exports.flat import NAMES
from sahel_events.exports.geojson import NOWHERE


def written(*records: dict[str, Any]) -> tuple[str, tuple[tuple[str, int], ...]]:
    out = io.StringIO(newline="")
    return_value = export(records, "geojson", out)
    return out.getvalue(), return_value.told


def test_a_validator_takes_it() -> None:
    geojson = pytest.importorskip("geojson_pydantic", reason="geojson-pydantic is not installed")
    text, told = written(*exported.records())
    collection = geojson.FeatureCollection.model_validate_json(text)
    assert len(collection.features) == len(exported.records())
    points = [feature.geometry for feature in collection.features if feature.geometry is not None]
    assert {point.type for point in points} == {"Point"}
    assert told == ((NOWHERE, len(exported.records()) - len(points)),)


def test_features_have_the_counts_of_the_records() -> None:
    features = json.loads(written(*exported.records())[0])["features"]
    assert [feature["id"] for feature in features] == [record["id"] for record in exported.records()]
    tolls = [toll for record in exported.records() if (toll := people(record, "killed")) is not None]
    assert sum(f["properties"]["killed_best"] or 0 for f in features) == sum(toll.best for toll in tolls)
    for feature in features:
        assert list(feature["properties"]) == list(NAMES)
        assert set(feature) == {"type", "id", "geometry", "properties"}


def test_longitude_comes_first() -> None:
    (feature,) = json.loads(written(factories.record())[0])["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [2.4022, 15.9182]}
    assert feature["properties"]["place_precision"] == "place"
    assert feature["properties"]["main"] is True


def test_an_empty_collection() -> None:
    assert json.loads(written()[0]) == {"type": "FeatureCollection", "features": []}


@pytest.mark.parametrize("text", exported.HOSTILE)
def test_hostile_text_arrives_as_it_is(text: str) -> None:
    (feature,) = json.loads(written(exported.hostile(text))[0])["features"]
    assert feature["properties"]["place"] == text
    assert feature["properties"]["evidence"] == text


@given(st.text(st.characters(exclude_categories=())))
def test_nothing_of_a_text_stands_in_the_file_that_acts(text: str) -> None:
    written_text, _ = written(exported.hostile(text))
    written_text.encode()
    assert not any(c in written_text for c in "\x1b\x00\x7f\x85\u202e\u200f\u2028")
    (feature,) = json.loads(written_text)["features"]
    assert len(feature["properties"]["evidence"]) == len(text)
