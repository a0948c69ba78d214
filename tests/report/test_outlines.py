"""The base map: that places lie in their countries, that neighbours fit, that it is small, that bad files are
named."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import cases
from sahel_events.errors import TableError
from sahel_events.lexicon.tables import packaged
from sahel_events.report.outlines import (
    TRUE_AT,
    Country,
    Line,
    Outlines,
    Point,
    load_outlines,
    project,
    read_outlines,
    svg_path,
)

INSIDE = [
    (-7.98, 12.61, "ML", "Bamako"),
    (-3.01, 16.77, "ML", "Timbuktu"),
    (2.40, 15.92, "ML", "Ménaka"),
    (-3.98, 22.68, "ML", "Taoudenni"),
    (2.11, 13.51, "NE", "Niamey"),
    (12.61, 13.32, "NE", "Diffa, 5 km from Nigeria"),
    (-0.03, 14.04, "BF", "Dori"),
    (-1.63, 14.10, "BF", "Djibo"),
    (15.04, 12.11, "TD", "N'Djamena, across the river from Kousséri"),
    (14.96, 12.08, "CM", "Kousséri, across the river from N'Djamena"),
    (13.16, 11.85, "NG", "Maiduguri"),
    (14.71, 13.47, "TD", "Bol, on Lake Chad"),
    (-16.0, 18.08, "MR", "Nouakchott, on the coast"),
    (-15.6, 13.44, "GM", "a strip in Senegal"),
    (-23.6, 15.1, "CV", "an island"),
    (28.4, 9.75, "", "Abyei, which the source leaves out"),
    (2.35, 48.86, "FR", "Paris"),
    (-0.13, 51.51, "GB", "London"),
    (-77.04, 38.9, "US", "Washington"),
    (37.62, 55.75, "RU", "Moscow"),
    (116.4, 39.9, "CN", "Beijing"),
    (28.23, -29.5, "LS", "a country inside of another"),
    (26.0, -29.1, "ZA", "beside a hole"),
]
AT_SEA = [
    (-20.0, 15.0, "the Atlantic"), (3.0, 4.0, "the Gulf of Guinea"), (18.0, 34.5, "the Mediterranean"),
    (50.5, 42.0, "the Caspian"),
]
BORDERS = [
    ("ML", "NE", "the Sahel"), ("ML", "BF", "the Liptako"), ("NE", "NG", "a long one"),
    ("TD", "CM", "a river"),
    ("GM", "SN", "an enclave but for the coast"), ("LS", "ZA", "a true enclave"), ("FR", "DE", "far away"),
    ("DZ", "ML", "a straight line"),
]
LIMIT = 150_000
"""Characters of all paths in the page, whose bar is 1 MB; 111,482 when this was written."""


@pytest.fixture(scope="module")
def outlines() -> Outlines:
    return load_outlines()


def inside(point: tuple[float, float], rings: Iterable[Sequence[Point]]) -> bool:
    """The even-odd rule, written for this test alone."""
    x, y = point[0] * 100, point[1] * 100
    crossings = (
        (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
        for ring in rings for (x1, y1), (x2, y2) in pairwise(ring)
    )
    return sum(crossings) % 2 == 1


def steps(country: Country) -> Counter[tuple[Point, Point]]:
    return Counter(step for ring in country.rings for step in pairwise(ring))


def drawn(outlines: Outlines) -> dict[str, str]:
    return {
        "countries": "".join(svg_path(country.rings, closed=True) for country in outlines.countries),
        "admin1": "".join(svg_path(unit.lines, closed=False) for unit in outlines.admin1),
        "lakes": "".join(svg_path(lake.lines, closed=True) for lake in outlines.lakes),
        "rivers": "".join(svg_path(river.lines, closed=False) for river in outlines.rivers),
    }


@pytest.mark.parametrize(("lon", "lat", "code"), cases.table(INSIDE))
def test_a_place_lies_in_its_country_and_in_no_other(
    outlines: Outlines, lon: float, lat: float, code: str,
) -> None:
    assert [country.code for country in outlines.countries if inside((lon, lat), country.rings)] == [code]


@pytest.mark.parametrize(("lon", "lat"), cases.table(AT_SEA))
def test_the_sea_is_in_no_country(outlines: Outlines, lon: float, lat: float) -> None:
    assert [country.name for country in outlines.countries if inside((lon, lat), country.rings)] == []


@pytest.mark.parametrize(("one", "other"), cases.table(BORDERS))
def test_neighbours_have_the_same_border(outlines: Outlines, one: str, other: str) -> None:
    """Every stretch stands in both, in opposite directions: no gap and no overlap."""
    by_code = {country.code: country for country in outlines.countries}
    first, second = steps(by_code[one]), steps(by_code[other])
    shared = [(a, b) for a, b in first if (b, a) in second]
    ends = Counter(point for step in shared for point in step)
    assert len(shared) >= 4
    assert not [step for step in first if step in second]
    loose = [point for point, count in ends.items() if count == 1]
    assert len(loose) <= 4, "the shared stretches make one line or two, not crumbs"


def test_inland_countries_have_no_stretch_of_their_own(outlines: Outlines) -> None:
    """A country without a coast is closed in by its neighbours on all sides."""
    all_steps = Counter(step for country in outlines.countries for step in steps(country))
    for country in outlines.countries:
        if country.code in {"ML", "BF", "NE", "TD", "CF", "SS", "LS", "CH"}:
            alone = [step for step in steps(country) if (step[1], step[0]) not in all_steps]
            assert alone == [], country.name


def test_rings_are_closed_and_enclose_something(outlines: Outlines) -> None:
    shapes = [(item.name, ring) for item in outlines.countries for ring in item.rings]
    shapes += [(item.name, ring) for item in outlines.lakes for ring in item.lines]
    for name, ring in shapes:
        assert ring[0] == ring[-1], name
        assert len(set(ring)) >= 3, name
        assert sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) != 0, name


def test_every_country_of_the_region_is_there_once_with_its_units(outlines: Outlines) -> None:
    region = {"ML", "NE", "BF", "TD", "MR", "SN", "GM", "GW", "GN", "CI", "GH", "TG", "BJ", "NG", "CM"}
    codes = Counter(country.code for country in outlines.countries if country.code)
    assert {code for code in codes if codes[code] == 1} >= region | {"DZ", "LY", "EH", "CV", "SD", "SS"}
    assert max(codes.values()) == 1
    assert {unit.country for unit in outlines.admin1} >= region
    assert all(re.fullmatch("[A-Z]{2}", code) for code in codes)


def test_lines_of_units_end_on_a_border_or_on_one_another(outlines: Outlines) -> None:
    """Mali's, but for ends at which the line of its capital's district closes on itself."""
    mali = next(country for country in outlines.countries if country.code == "ML")
    lines = next(unit.lines for unit in outlines.admin1 if unit.country == "ML")
    border = {point for ring in mali.rings for point in ring}
    ends = Counter(point for line in lines for point in (line[0], line[-1]))
    assert [point for point, count in ends.items() if count == 1 and point not in border] == []


def test_waters_and_names(outlines: Outlines) -> None:
    assert {"Niger", "Senegal", "Benue", "Chari"} <= {river.name for river in outlines.rivers}
    assert {"Lake Chad", "Lake Volta"} <= {lake.name for lake in outlines.lakes}
    names = {(label.name, label.kind, label.country) for label in outlines.labels}
    assert {
        ("Mali", "country", "ML"), ("Bamako", "capital", "ML"), ("Gao", "admin1 capital", "ML"),
        ("Djibo", "town", "BF"), ("Tillabéri", "admin1", "NE"), ("Borno", "admin1", "NG"),
    } <= names
    assert len(names) == len(outlines.labels)


def test_labels_lie_in_their_countries(outlines: Outlines) -> None:
    """All inland; on a coast of this detail a port may lie up to 2 km out."""
    inland = {"ML", "BF", "NE", "TD", "CF"}
    rings = {country.code: country.rings for country in outlines.countries}
    out = [
        label.name for label in outlines.labels
        if label.country in inland and not inside((label.lon, label.lat), rings[label.country])
    ]
    assert out == ["Tinzaouaten"], "it stands on the border itself"


def test_the_paths_are_small_and_hold_nothing_but_numbers(outlines: Outlines) -> None:
    paths = drawn(outlines)
    assert sum(map(len, paths.values())) < LIMIT
    for path in paths.values():
        assert re.fullmatch(r"(M-?\d+(?: |(?=-))-?\d+l(?:-?\d+(?: |(?=[-Mz]|$)))+z?)+", path)


def test_the_file_is_small() -> None:
    assert packaged("outlines.json").stat().st_size < 200_000  # 62 kB in the wheel


PATHS: list[tuple[list[Line], bool, str, str]] = [
    ([((0, 0), (0, 100), (0, 50))], False, "M0 0l0-100 0 50", "y grows to the south"),
    ([((0, 0), (0, -5))], False, "M0 0l0 5", "a positive step after the l"),
    ([((0, 10), (100, 10), (100, 0), (0, 10))], True, "M0-10l97 0 0 10z", "closed, and narrowed"),
    ([((-300, -200), (-100, -200))], False, "M-290 200l193 0", "west and south"),
    ([((7, 7), (7, 7))], False, "", "a line that is a point"),
    ([((0, 0), (1, 0), (0, 0))], True, "", "a ring without an inside"),
    ([((0, 0), (0, 1)), ((5, 5), (5, 6))], False, "M0 0l0-1M5-5l0-1", "two lines"),
    ([], True, "", "nothing"),
]


@pytest.mark.parametrize(("lines", "closed", "path"), cases.table(PATHS))
def test_svg_path(lines: list[Line], closed: bool, path: str) -> None:
    assert svg_path(lines, closed=closed) == path


def test_a_path_read_back_is_where_its_points_are(outlines: Outlines) -> None:
    """The steps of Mali's path, added up, are its points projected: rounding does not pile up."""
    ring = next(country for country in outlines.countries if country.code == "ML").rings[0]
    numbers = [int(number) for number in re.findall(r"-?\d+", svg_path([ring], closed=True))]
    x, y = 0, 0
    points = set()
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + dx, y + dy
        points.add((x, y))
    expected = {tuple(round(value) for value in project(lon / 100, lat / 100)) for lon, lat in ring}
    assert points == expected


def test_project_is_true_at_its_latitude() -> None:
    assert project(0, 0) == (0, 0)
    x, y = project(1, TRUE_AT)
    assert y == -100 * TRUE_AT
    assert x == pytest.approx(100 * math.cos(math.radians(TRUE_AT)))


LABEL = {"name": "A", "kind": "town", "country": "ML", "at": [5, 1], "rank": 1}
GOOD: dict[str, Any] = {
    "about": "", "arcs": [[0, 0, 10, 0], [10, 0, 0, 10, -10, -10]],
    "countries": [{"code": "ML", "name": "Mali", "rings": [[0, 1]]}], "admin1": [], "lakes": [], "rivers": [],
    "labels": [LABEL],
}
SPOILT: list[tuple[dict[str, Any], str, str]] = [
    ({"arcs": [[0, 0, 10, 0], [11, 0, 0, 10, -11, -10]]}, "do not meet", "arcs that do not meet"),
    ({"arcs": [[0, 0, 10, 0], [10, 0, 0, 10]]}, "Mali is open", "an open ring"),
    ({"arcs": [[0, 0, 10, 0], [10, 0, 0]]}, "3 numbers", "half a point"),
    ({"arcs": [[0, 0, 10, 0], [10, 0, 0, 9999, -10, -9999]]}, "leaves the Earth", "a latitude over 90"),
    ({"arcs": [[0, 0, 10, 0]]}, "has arc 1, and there are 1", "an arc that is not there"),
    ({"arcs": "none"}, r"arcs", "another type"),
    ({"labels": [{**LABEL, "kind": "city"}]}, "city", "a kind unknown"),
    ({"labels": [{**LABEL, "at": [5]}]}, "length", "half a position"),
    ({"lakes": [{"name": "L", "rings": [[0, 0, 5, 5]]}]}, "ring of L", "a lake that is a line"),
    ({"rivers": [{"name": "R", "lines": [[0, 0]]}]}, "R has a line of 2", "a river that is a point"),
    ({"extra": 1}, "extra", "a field unknown"),
]


def test_a_good_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "map.json"
    path.write_text(json.dumps(GOOD), encoding="utf-8")
    (mali,) = read_outlines(path).countries
    assert mali == Country("ML", "Mali", (((0, 0), (10, 0), (10, 10), (0, 0)),))


@pytest.mark.parametrize(("change", "reason"), cases.table(SPOILT))
def test_a_spoilt_file_is_refused_by_name(tmp_path: Path, change: dict[str, Any], reason: str) -> None:
    path = tmp_path / "map.json"
    path.write_text(json.dumps(GOOD | change), encoding="utf-8")
    with pytest.raises(TableError, match=reason) as caught:
        read_outlines(path)
    assert str(caught.value).startswith(str(path))


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[]"])
def test_what_is_no_json_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "map.json"
    path.write_bytes(content)
    with pytest.raises(TableError, match=r"map\.json"):
        read_outlines(path)


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"none\.json: cannot be read"):
        read_outlines(tmp_path / "none.json")


def test_the_notice_says_whose_map_it_is() -> None:
    notice = Path(__file__).parents[2].joinpath("NOTICE").read_text(encoding="utf-8")
    assert "Natural Earth" in notice
    assert "sahel_events/data/outlines.json" in notice
