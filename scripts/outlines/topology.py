"""Lines that share stretches, cut into arcs: each arc is simplified once, so that neighbours keep one border.

Points are (longitude, latitude) in whole millionths of a degree until they are rounded for the file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

Point = tuple[int, int]
Line = list[Point]
Tolerance = Callable[[Point], float]
"""How far (in the unit of the points) the line may move at a point."""

UNIT = 10_000
"""Millionths of a degree in one unit of the file, 0.01 degree."""


def arcs_of(rings: Iterable[Line], fixed: Iterable[Point] = ()) -> tuple[list[Line], list[list[int]]]:
    """Closed rings as (arcs, for each ring the numbers of its arcs in order; ~n is arc n backwards).

    Rings are cut where they part from or join one another (a point that has other neighbours in another ring)
    and at the `fixed` points. A ring without such a point is one closed arc.
    """
    rings = [ring for ring in rings if len(ring) > 3]
    cuts = _junctions(rings) | set(fixed)
    arcs: list[Line] = []
    known: dict[tuple[Point, ...], int] = {}
    numbered = []
    for ring in rings:
        numbers = []
        for arc in _cut(ring, cuts):
            backwards = tuple(reversed(arc))
            if (key := tuple(arc)) in known:
                numbers.append(known[key])
            elif backwards in known:
                numbers.append(~known[backwards])
            else:
                known[key] = len(arcs)
                numbers.append(len(arcs))
                arcs.append(arc)
        numbered.append(numbers)
    return arcs, numbered


def _junctions(rings: Sequence[Line]) -> set[Point]:
    """Points at which rings part: where the two neighbours of a point differ from ring to ring."""
    neighbours: dict[Point, frozenset[Point]] = {}
    found = set()
    for ring in rings:
        around = ring[:-1]
        for i, point in enumerate(around):
            pair = frozenset((around[i - 1], around[(i + 1) % len(around)]))
            if neighbours.setdefault(point, pair) != pair:
                found.add(point)
    return found


def _cut(ring: Line, cuts: set[Point]) -> list[Line]:
    """A closed ring as lines that meet at the cuts; one closed line, from its least point on, if it has none
    (so that a hole and what fills it give the same arc)."""
    around = ring[:-1]
    first = next((i for i, point in enumerate(around) if point in cuts), None)
    if first is None:
        least = around.index(min(around))
        around = around[least:] + around[:least]
        return [[*around, around[0]]]
    around = around[first:] + around[:first]
    lines, line = [], [around[0]]
    for point in [*around[1:], around[0]]:
        line.append(point)
        if point in cuts:
            lines.append(line)
            line = [point]
    return [*lines, line] if len(line) > 1 else lines


def chains_of(lines: Iterable[Line], grid: int) -> list[Line]:
    """Lines joined end to end as far as no third one meets them; stretches that stand twice are kept once.

    Points are first put on a grid of `grid` units, which joins ends that nearly meet.
    """
    links: dict[Point, set[Point]] = defaultdict(set)
    for line in lines:
        snapped = [(round(x / grid) * grid, round(y / grid) * grid) for x, y in line]
        for one, other in pairwise(snapped):
            if one != other:
                links[one].add(other)
                links[other].add(one)
    ends = {point for point, others in links.items() if len(others) != 2}
    chains = []
    for point in [*sorted(ends), *sorted(links)]:  # the closed ones, which have no end, come last
        while links[point]:
            chains.append(_walk(links, point, min(links[point]), ends))
    return chains


def _walk(links: dict[Point, set[Point]], start: Point, second: Point, ends: set[Point]) -> Line:
    """The chain from `start` by way of `second` to the next end; its links are taken away."""
    chain = [start, second]
    links[start].discard(second)
    links[second].discard(start)
    while chain[-1] not in ends and links[chain[-1]]:
        here = chain[-1]
        there = links[here].pop()
        links[there].discard(here)
        chain.append(there)
    return chain


def simplified(line: Line, tolerance: Tolerance) -> Line:
    """A line with fewer points, rounded to the unit of the file; the ends stay.

    Douglas and Peucker (1973): a point stays if without it the line would move there by more than the
    tolerance. A closed line is halved first, at the point farthest from its ends.
    """
    if len(line) > 3 and line[0] == line[-1]:
        far = max(range(len(line)), key=lambda i: (_distance(line[i], line[0], line[0]), -i))
        thin = simplified_open(line[:far + 1], tolerance)[:-1] + simplified_open(line[far:], tolerance)
    else:
        thin = simplified_open(line, tolerance)
    return straightened([(_rounded(x), _rounded(y)) for x, y in thin])


def _rounded(value: int) -> int:
    """Millionths of a degree in units of the file; halves go up, on either side of zero."""
    return (2 * value + UNIT) // (2 * UNIT)


def simplified_open(line: Line, tolerance: Tolerance) -> Line:
    """Douglas and Peucker for a line whose ends differ; without recursion."""
    keep = {0, len(line) - 1}
    stretches = [(0, len(line) - 1)]
    while stretches:
        start, end = stretches.pop()
        worst, at = 1.0, -1
        for i in range(start + 1, end):
            excess = _distance(line[i], line[start], line[end]) / tolerance(line[i])
            if excess > worst:
                worst, at = excess, i
        if at >= 0:
            keep.add(at)
            stretches += [(start, at), (at, end)]
    return [line[i] for i in sorted(keep)]


def _distance(point: Point, start: Point, end: Point) -> float:
    """From a point to the stretch between two others."""
    (x, y), (x1, y1), (x2, y2) = point, start, end
    dx, dy = x2 - x1, y2 - y1
    square = dx * dx + dy * dy
    share = max(0.0, min(1.0, ((x - x1) * dx + (y - y1) * dy) / square)) if square else 0.0
    return float(((x - x1 - share * dx) ** 2 + (y - y1 - share * dy) ** 2) ** 0.5)


def straightened(line: Line) -> Line:
    """Without points that stand twice in a row and without points on a straight line between their
    neighbours."""
    thin: Line = []
    for point in line:
        if thin and thin[-1] == point:
            continue
        while len(thin) > 1 and _turn(thin[-2], thin[-1], point) == 0:
            thin.pop()
        if not thin or thin[-1] != point:
            thin.append(point)
    return thin


def _turn(one: Point, two: Point, three: Point) -> int:
    """Twice the area of a triangle: 0 where three points lie on a line."""
    return (two[0] - one[0]) * (three[1] - one[1]) - (two[1] - one[1]) * (three[0] - one[0])


def area(ring: Sequence[Point]) -> float:
    """Of a closed ring, without sign, in the square of its unit."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))) / 2


def inside(point: Point, rings: Iterable[Sequence[Point]]) -> bool:
    """Whether a point lies in an area, by the even-odd rule over all its rings."""
    x, y = point
    odd = False
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                odd = not odd
    return odd
