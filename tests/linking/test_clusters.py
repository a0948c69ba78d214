"""Mean linkage: no chains, one record of an article to an event, the same for any order."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahel_events.linking.clusters import clusters, components

Scores = dict[frozenset[int], int | None]


def grouped(members: list[int], scores: Scores, articles: dict[int, str] | None = None) -> list[list[int]]:
    return clusters(
        members,
        lambda a, b: scores.get(frozenset((a, b))),
        article=lambda n: (articles or {}).get(n, f"a{n}"),
        order=str,
    )


def scores(**pairs: int) -> Scores:
    return {frozenset((int(name[1]), int(name[2]))): points for name, points in pairs.items()}


CASES: list[tuple[str, Scores, dict[int, str], list[list[int]]]] = [
    ("nothing agrees", {}, {}, [[1], [2], [3]]),
    ("two agree", scores(p12=500, p13=-1, p23=-1), {}, [[1, 2], [3]]),
    ("all agree", scores(p12=500, p13=400, p23=300), {}, [[1, 2, 3]]),
    ("a chain: 2 agrees with both, 1 and 3 cannot be one", scores(p12=5000, p23=4000), {}, [[1, 2], [3]]),
    ("the mean decides", scores(p12=5000, p23=3000, p13=-1000), {}, [[1, 2, 3]]),
    (
        "one article tells 1 and 3 apart",
        scores(p12=5000, p23=4000, p13=9000),
        {1: "a", 3: "a"},
        [[1, 2], [3]],
    ),
    (
        "nobody joins them through a third",
        scores(p12=5000, p24=4000, p14=4000, p34=4500, p23=1000),
        {1: "a", 3: "a"},
        [[1, 2], [3, 4]],
    ),
]


@pytest.mark.parametrize(("found", "articles", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_clusters(found: Scores, articles: dict[int, str], expected: list[list[int]]) -> None:
    members = sorted({n for group in expected for n in group})
    assert grouped(members, found, articles) == expected


@given(st.data())
def test_any_order_gives_the_same(data: Any) -> None:
    members = list(range(1, 8))
    pairs = [frozenset((a, b)) for a in members for b in members if a < b]
    points = st.one_of(st.none(), st.integers(-4, 4).map(lambda n: n * 500))
    found = {pair: data.draw(points) for pair in pairs}
    articles = {n: data.draw(st.sampled_from("abc")) for n in members}
    expected = grouped(members, found, articles)
    assert grouped(data.draw(st.permutations(members)), found, articles) == expected
    assert sorted(n for group in expected for n in group) == members
    for group in expected:
        assert len({articles[n] for n in group}) == len(group)


def test_components() -> None:
    assert components(5, [(3, 1), (4, 3)]) == [[0], [1, 3, 4], [2]]
