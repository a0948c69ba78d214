"""Natural Earth's files, read as features: attributes, and lines of (longitude, latitude)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import shapefile

from .topology import Line, Point

COUNTRIES = "ne_10m_admin_0_countries_deu"
"""Natural Earth has the countries in several views; its own has Northern Cyprus and Somaliland as countries,
which have no ISO code, this one (Germany's) does not. Western Sahara is apart in both."""
ADMIN1 = "ne_10m_admin_1_states_provinces_lines"
UNIT_NAMES = "ne_10m_admin_1_label_points"
LAKES = "ne_10m_lakes"
RIVERS = "ne_10m_rivers_lake_centerlines"
_MICRO = 1_000_000  # source coordinates are matched as whole millionths of a degree (0.1 m)


class SourceError(Exception):
    """A source file is missing or not what it should be."""


def layer(folder: Path, name: str) -> Iterator[tuple[dict[str, Any], list[Line]]]:
    """(attributes, lines or rings) of each feature of NAME.json (GeoJSON) or NAME.shp of a folder.

    A shapefile without its .dbf gives features without attributes. Rings of a polygon, holes too, follow one
    another: the even-odd rule tells which is which.
    """
    if (path := folder / f"{name}.json").is_file():
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        for feature in features:
            if feature["geometry"] is not None:
                yield feature["properties"], [_line(part) for part in _parts(feature["geometry"])]
        return
    if not (path := folder / f"{name}.shp").is_file():
        raise SourceError(f"{folder} has neither {name}.json nor {name}.shp")
    with path.open("rb") as shp:
        table = path.with_suffix(".dbf")
        if table.is_file():
            with table.open("rb") as dbf, shapefile.Reader(shp=shp, dbf=dbf, encoding="utf-8") as reader:
                for item in reader.iterShapeRecords():
                    yield item.record.as_dict(), _shape_lines(item.shape)
        else:
            with shapefile.Reader(shp=shp) as reader:
                for shape in reader.iterShapes():
                    yield {}, _shape_lines(shape)


def points(folder: Path, name: str) -> Iterator[tuple[dict[str, Any], tuple[float, float]]]:
    """(attributes, (longitude, latitude)) of each feature of NAME.json, a GeoJSON file of points."""
    if not (path := folder / f"{name}.json").is_file():
        raise SourceError(f"{folder} has no {name}.json")
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        lon, lat = feature["geometry"]["coordinates"][:2]
        yield feature["properties"], (lon, lat)


def _parts(geometry: dict[str, Any]) -> list[Any]:
    """The lists of positions of a GeoJSON geometry of lines or polygons."""
    coordinates = geometry["coordinates"]
    match geometry["type"]:
        case "LineString":
            return [coordinates]
        case "MultiLineString" | "Polygon":
            return list(coordinates)
        case "MultiPolygon":
            return [ring for polygon in coordinates for ring in polygon]
    raise SourceError(f"a geometry of type {geometry['type']}, where lines or polygons were expected")


def _shape_lines(shape: Any) -> list[Line]:
    """The parts of a shapefile's shape."""
    starts = [*shape.parts, len(shape.points)]
    return [_line(shape.points[start:end]) for start, end in pairwise(starts)]


def _line(positions: Any) -> Line:
    """Positions in degrees as points in millionths of a degree, none twice in a row."""
    line: list[Point] = []
    for position in positions:
        point = round(position[0] * _MICRO), round(position[1] * _MICRO)
        if not line or line[-1] != point:
            line.append(point)
    return line
