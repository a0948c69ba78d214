"""The names on the map: countries where Natural Earth puts them, towns and regions from our gazetteer."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

_FIRST, _SECOND = 3.0, 4.0
"""Natural Earth's `MIN_LABEL` (the zoom level of a web map from which a name is shown) of names of rank 1 and
2: up to 3 are Mali, Niger, Chad and Nigeria, up to 4 Burkina Faso, Benin and Ghana."""

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


def places(towns: Path, gazetteer: Path, admin1: set[str]) -> list[Label]:
    """Labels of the towns of towns.csv, with the position of the gazetteer's most populous town of that name
    and country, and of the first-level units of the countries `admin1` that the gazetteer has.

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
    labels = [
        _label(best[town["name"], town["country"]], town["kind"], int(town["rank"])) for town in wanted
    ]
    regions = [_label(row, "admin1", 3) for row in rows if row["feature"] == "ADM1" and row["country"] in admin1]
    return labels + sorted(regions, key=lambda label: (label["country"], label["name"]))


def _people(row: dict[str, str]) -> int:
    """The population of a row, -1 where there is no row."""
    return int(row["population"] or 0) if row else -1


def _label(row: dict[str, str], kind: str, rank: int) -> Label:
    """The label of a row of the gazetteer."""
    at = [round(float(row["lon"]) * 100), round(float(row["lat"]) * 100)]
    return {"name": row["name"], "kind": kind, "country": row["country"], "at": at, "rank": rank}
