"""The names on the map: countries where Natural Earth puts them, first-level units too,
towns from our gazetteer."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

_FIRST, _SECOND = 3.0, 4.0
"""Natural Earth's `MIN_LABEL` (the zoom level of a web map from which a name is shown) of names of rank 1 and
2: up to 3 are Mali, Niger, Nigeria and Burkina Faso, up to 4 Benin and Liberia; Togo and Gambia have 5."""

_UNITS = {
    "Mou Houn": "Mouhoun", "Nassarawa": "Nasarawa", "Ouaddaï": "Ouaddai", "Komoé": "Comoé",
    "Ville de N'Djamena": "N'Djamena", "Extrême-Nord": "Far North", "Nord": "North", "Sud": "South",
    "Est": "East", "Ouest": "West", "Nord-Ouest": "North-West", "Sud-Ouest": "South-West",
    "Atakora": "Atacora", "Hodh ech Chargui": "Hodh Ech Chargui", "Hodh el Gharbi": "Hodh El Gharbi",
}
"""Natural Earth's names of first-level units where English news, or our gazetteer, writes another."""

Label = dict[str, Any]


def countries(features: list[dict[str, Any]]) -> list[Label]:
    """A label for each country of the file: {name, kind, country, at, rank}, `at` in 0.01 degree."""
    return [
        {
            "name": feature["name"], "kind": "country", "country": feature["code"], "rank": feature["rank"],
            "at": [round(feature["at"][0] * 100), round(feature["at"][1] * 100)],
        }
        for feature in features
    ]


def rank(least_zoom: float) -> int:
    """1 for names to show at once, 2 and 3 for those to show when the map is nearer."""
    return 1 if least_zoom <= _FIRST else 2 if least_zoom <= _SECOND else 3


def places(towns: Path, gazetteer: Path) -> list[Label]:
    """Labels of the towns of towns.csv, with the position of the gazetteer's most populous town of that name
    and country.

    Raises ValueError for a town that the gazetteer has not.
    """
    with gazetteer.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    best: dict[tuple[str, str], dict[str, str]] = {}
    for row in rows:
        key = row["name"], row["country"]
        if row["feature"].startswith("PPL") and _people(row) >= _people(best.get(key, {})):
            best[key] = row
    with towns.open(encoding="utf-8", newline="") as file:
        wanted = list(csv.DictReader(file))
    missing = [town["name"] for town in wanted if (town["name"], town["country"]) not in best]
    if missing:
        raise ValueError(f"{towns.name}: not in the gazetteer: {', '.join(missing)}")
    return [_label(best[town["name"], town["country"]], town["kind"], int(town["rank"])) for town in wanted]


def units(features: Iterable[tuple[dict[str, Any], tuple[float, float]]], countries: set[str]) -> list[Label]:
    """Labels of the first-level units of some countries, one for each name: the northernmost of its points,
    as the islands of the units that have some lie south of them."""
    found: dict[tuple[str, str], tuple[float, float]] = {}
    for fields, at in features:
        name = _UNITS.get(fields["name"], fields["name"])
        if fields["iso_a2"] in countries and "-99" not in name:
            key = fields["iso_a2"], name
            found[key] = max(found.get(key, at), at, key=lambda position: position[1])
    return [
        {"name": name, "kind": "admin1", "country": code, "at": [round(x * 100), round(y * 100)], "rank": 3}
        for (code, name), (x, y) in sorted(found.items())
    ]


def _people(row: dict[str, str]) -> int:
    """The population of a row, -1 where there is no row."""
    return int(row["population"] or 0) if row else -1


def _label(row: dict[str, str], kind: str, rank: int) -> Label:
    """The label of a row of the gazetteer."""
    at = [round(float(row["lon"]) * 100), round(float(row["lat"]) * 100)]
    return {"name": row["name"], "kind": kind, "country": row["country"], "at": at, "rank": rank}
