"""The base map of the report: countries, first-level units, waters and names, from data/outlines.json.

The file is made of Natural Earth's vectors (public domain) and of our gazetteer by scripts/build_outlines.py.
Its positions are whole hundredths of a degree, longitude before latitude; the map's are those of `project`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import cos, radians
from pathlib import Path
from typing import Literal

import msgspec

from ..errors import TableError
from ..lexicon.tables import packaged

Point = tuple[int, int]
Line = tuple[Point, ...]
LabelKind = Literal["country", "capital", "admin1 capital", "town", "admin1"]

UNITS = 100
"""Units of the map in one degree of latitude; one unit is 1.11 km."""
TRUE_AT = 15.0
"""Latitude in degrees at which a kilometre is as long across the map as along it: the middle of the Sahel.
Shapes are 3 % too narrow at the Gulf of Guinea, 20 % too wide at the Mediterranean."""
_ACROSS = UNITS * cos(radians(TRUE_AT))


@dataclass(frozen=True, slots=True)
class Country:
    """A country, or a land with a code of its own. `code` is ISO 3166-1 alpha-2 ("XK" for Kosovo), "" for the
    few that have none; `name` the project's English name; `rings` are closed, holes are rings too (even-odd
    rule), neighbours have the very same points along their border."""

    code: str
    name: str
    rings: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Admin1:
    """The borders between the first-level units of a country, without names: Natural Earth's units are older
    than some reforms (Mali has eight regions, Burkina Faso its 45 provinces)."""

    country: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Water:
    """A lake (`lines` are closed rings) or a river (open lines); `name` may be ""."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """A name at a position in degrees. `country` is a code; `rank` 1 is to be shown at once, 2 and 3 when the
    map is nearer."""

    name: str
    kind: LabelKind
    country: str
    lon: float
    lat: float
    rank: int


@dataclass(frozen=True, slots=True)
class Outlines:
    """All of the base map; lines and rings are in hundredths of a degree."""

    countries: tuple[Country, ...]
    admin1: tuple[Admin1, ...]
    lakes: tuple[Water, ...]
    rivers: tuple[Water, ...]
    labels: tuple[Label, ...]


class _Shape(msgspec.Struct, forbid_unknown_fields=True):
    code: str | None
    name: str
    rings: list[list[int]]


class _Units(msgspec.Struct, forbid_unknown_fields=True):
    country: str
    lines: list[list[int]]


class _Lake(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    rings: list[list[int]]


class _River(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    lines: list[list[int]]


class _Label(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    kind: LabelKind
    country: str
    at: tuple[int, int]
    rank: Literal[1, 2, 3]


class _File(msgspec.Struct, forbid_unknown_fields=True):
    about: str
    arcs: list[list[int]]
    countries: list[_Shape]
    admin1: list[_Units]
    lakes: list[_Lake]
    rivers: list[_River]
    labels: list[_Label]


def project(lon: float, lat: float) -> tuple[float, float]:
    """A position in degrees on the map, (x, y): x to the east, y to the south, in units of 0.01 degree of
    latitude (1.11 km). Equirectangular, true at 15 degrees north and south (TRUE_AT)."""
    return lon * _ACROSS, -lat * UNITS


def svg_path(lines: Iterable[Sequence[Point]], *, closed: bool) -> str:
    """Lines or rings in hundredths of a degree as the `d` of an SVG path, in whole units of `project`.

    Each line is "M" and relative steps ("l"); with `closed`, the last point is left out for a "z". Lines that
    are a single point on the map are left out. The result has nothing but digits, "-", spaces and "Mlz".
    """
    return "".join(_path(line, closed) for line in lines)


def _path(line: Sequence[Point], closed: bool) -> str:
    """One line as a piece of a path."""
    points: list[Point] = []
    for lon, lat in line:
        x, y = project(lon / UNITS, lat / UNITS)
        point = round(x), round(y)
        if not points or points[-1] != point:
            points.append(point)
    if closed and len(points) > 1 and points[0] == points[-1]:
        points.pop()
    if len(points) < (3 if closed else 2):
        return ""
    steps = "".join(
        _number(x2 - x1) + _number(y2 - y1) for (x1, y1), (x2, y2) in pairwise(points)
    )
    return f"M{points[0][0]}{_number(points[0][1])}l{steps.removeprefix(' ')}{'z' if closed else ''}"


def _number(value: int) -> str:
    """A number as it may follow another: a minus parts them as well as a space."""
    return str(value) if value < 0 else f" {value}"


@lru_cache(maxsize=1)
def load_outlines() -> Outlines:
    """The base map that comes with the package; read once. Raises TableError as `read_outlines`."""
    return read_outlines(packaged("outlines.json"))


def read_outlines(path: Path) -> Outlines:
    """The base map of a file. Raises TableError, naming the file and what is wrong, where it cannot be read,
    has another form, or a line, a ring or an arc that is none."""
    try:
        content = msgspec.json.decode(path.read_bytes(), type=_File)
        arcs = [_line(numbers, "an arc") for numbers in content.arcs]
        return Outlines(
            tuple(
                Country(item.code or "", item.name, tuple(_ring(one, arcs, item.name) for one in item.rings))
                for item in content.countries
            ),
            tuple(
                Admin1(item.country, tuple(_line(line, f"admin1 of {item.country}") for line in item.lines))
                for item in content.admin1
            ),
            tuple(
                Water(item.name, tuple(_closed(_line(line, item.name), item.name) for line in item.rings))
                for item in content.lakes
            ),
            tuple(
                Water(item.name, tuple(_line(line, item.name) for line in item.lines))
                for item in content.rivers
            ),
            tuple(
                Label(item.name, item.kind, item.country, item.at[0] / UNITS, item.at[1] / UNITS, item.rank)
                for item in content.labels
            ),
        )
    except OSError as error:
        raise TableError(str(path), None, f"cannot be read: {error.strerror}") from error
    except (msgspec.MsgspecError, UnicodeDecodeError, ValueError) as error:
        raise TableError(str(path), None, f"not a file of outlines: {error}") from error


def _line(numbers: list[int], what: str) -> Line:
    """A first point and steps as points. Raises ValueError if they make no line on the Earth."""
    if len(numbers) < 4 or len(numbers) % 2:
        raise ValueError(f"{what} has a line of {len(numbers)} numbers, not of two points or more")
    x = y = 0
    points = []
    for i in range(0, len(numbers), 2):
        x, y = x + numbers[i], y + numbers[i + 1]
        points.append((x, y))
    if any(abs(x) > 180 * UNITS or abs(y) > 90 * UNITS for x, y in points):
        raise ValueError(f"{what} has a line that leaves the Earth")
    return tuple(points)


def _ring(numbers: list[int], arcs: list[Line], name: str) -> Line:
    """The ring that some arcs make; ~n is arc n backwards. Raises ValueError if they make none."""
    points: list[Point] = []
    for number in numbers:
        at = number if number >= 0 else ~number
        if at >= len(arcs):
            raise ValueError(f"{name} has arc {at}, and there are {len(arcs)}")
        arc = arcs[at] if number >= 0 else arcs[at][::-1]
        if points and points[-1] != arc[0]:
            raise ValueError(f"the arcs of {name} do not meet at {points[-1]} and {arc[0]}")
        points += arc[1:] if points else arc
    return _closed(tuple(points), name)


def _closed(ring: Line, name: str) -> Line:
    """The ring itself. Raises ValueError if it is open or encloses nothing."""
    if len(ring) < 4 or ring[0] != ring[-1]:
        raise ValueError(f"a ring of {name or 'a lake'} is open or has fewer than three corners")
    return ring
