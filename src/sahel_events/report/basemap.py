"""The outlines as the page draws them: SVG paths, and names with the scale from which on they are shown."""

from __future__ import annotations

from typing import Any, Final

from .outlines import Label, Outlines, project, svg_path

BOX: Final = (-1900, -3800, 3600, 0)
"""West, north, east and south of what the outlines show in detail, in hundredths of a degree (south is
positive, as on the page): West Africa, the Sahel and the Maghreb. The first view does not widen for an event
outside of it, which is on the map all the same."""

HOME: Final = (-1750, -2400, 2400, -800)
"""The same of what is shown where no event has a place: Senegal to Chad."""

_FROM: Final[dict[tuple[str, int], float]] = {
    ("country", 1): 0.0, ("country", 2): 0.25, ("country", 3): 0.4,
    ("capital", 1): 0.28, ("capital", 2): 0.4, ("capital", 3): 0.6,
    ("admin1 capital", 1): 0.4, ("admin1 capital", 2): 0.6, ("admin1 capital", 3): 0.9,
    ("town", 1): 0.5, ("town", 2): 0.8, ("town", 3): 1.1,
    ("admin1", 1): 0.9, ("admin1", 2): 0.9, ("admin1", 3): 0.9,
}  # fmt: skip
"""Pixels for one unit (1.11 km) from which on a name is shown, by kind and rank: chosen by looking at the map
900 pixels wide, so that names neither crowd it nor leave a zoomed map without one."""


def base_map(outlines: Outlines) -> dict[str, Any]:
    """The map under the events as plain JSON types; positions are those of `outlines.project`."""
    return {
        "land": [
            [country.code or country.name, svg_path(country.rings, closed=True)]
            for country in outlines.countries
        ],
        "admin1": "".join(svg_path(unit.lines, closed=False) for unit in outlines.admin1),
        "lakes": "".join(svg_path(lake.lines, closed=True) for lake in outlines.lakes),
        "rivers": "".join(svg_path(river.lines, closed=False) for river in outlines.rivers),
        "labels": [_label(label) for label in sorted(outlines.labels, key=_first)],
        "box": _corners(BOX),
        "home": _corners(HOME),
    }


def country_names(outlines: Outlines) -> dict[str, str]:
    """The name of each country by its code."""
    return {country.code: country.name for country in outlines.countries if country.code}


def _corners(box: tuple[int, int, int, int]) -> list[int]:
    west, north, east, south = box
    left, top = project(west / 100, -north / 100)
    right, bottom = project(east / 100, -south / 100)
    return [round(left), round(top), round(right), round(bottom)]


def _first(label: Label) -> tuple[float, str]:
    return _FROM[label.kind, label.rank], label.name


def _label(label: Label) -> list[Any]:
    x, y = project(label.lon, label.lat)
    kind = "country" if label.kind == "country" else "admin" if label.kind == "admin1" else "town"
    return [kind, label.name, round(x), round(y), _FROM[label.kind, label.rank]]
