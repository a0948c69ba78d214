"""Groups of reports of one event, out of scores of pairs: mean linkage, so that chains join nothing."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Sequence

NEVER = -9000
"""What a pair counts for that must not be joined: more than any agreement of two reports brings."""


def clusters(
    members: Sequence[int], score: Callable[[int, int], int | None], article: Callable[[int], str],
    order: Callable[[int], str],
) -> list[list[int]]:
    """Part `members` into groups, each sorted by `order`, the groups by their first members.

    Starts with each alone and joins the two groups whose pairs have the highest mean score, as long as it is
    above 0. Two groups that hold records of one `article` are never joined: what one article tells apart
    stays apart, whoever else joins them. `score` gives None for a pair that must not be joined. `order` gives
    each member a key of its own, which decides between equals: the result does not depend on the order of
    `members`.
    """
    ranked = sorted(members, key=order)
    groups: dict[int, list[int]] = {rank: [member] for rank, member in enumerate(ranked)}
    articles: dict[int, set[str]] = {rank: {article(member)} for rank, member in enumerate(ranked)}
    sums: dict[int, dict[int, int]] = {rank: {} for rank in groups}
    heap: list[tuple[float, int, int]] = []
    for a, one in enumerate(ranked):
        for b in range(a + 1, len(ranked)):
            if articles[a] & articles[b]:
                continue
            found = score(one, ranked[b])
            sums[a][b] = sums[b][a] = NEVER if found is None else found
            if sums[a][b] > 0:
                heap.append((-sums[a][b], a, b))
    heapq.heapify(heap)
    while heap:
        negated, a, b = heapq.heappop(heap)
        if a not in groups or b not in sums[a] or negated != -_mean(sums, groups, a, b):
            continue  # from before one of the two was joined to others
        _merge(groups, articles, sums, a, b)
        for other in sums[a]:
            mean = _mean(sums, groups, a, other)
            if mean > 0:
                heapq.heappush(heap, (-mean, min(a, other), max(a, other)))
    return sorted((sorted(group, key=order) for group in groups.values()), key=lambda group: order(group[0]))


def _mean(sums: dict[int, dict[int, int]], groups: dict[int, list[int]], a: int, b: int) -> float:
    return sums[a][b] / (len(groups[a]) * len(groups[b]))


def _merge(
    groups: dict[int, list[int]], articles: dict[int, set[str]], sums: dict[int, dict[int, int]],
    a: int, b: int,
) -> None:
    """Put group b into a. Sums are kept only with groups that may still be joined."""
    groups[a] += groups.pop(b)
    articles[a] |= articles.pop(b)
    mine, theirs = sums[a], sums.pop(b)
    sums[a] = {
        other: mine[other] + theirs[other]
        for other in mine.keys() & theirs.keys()
        if other in groups and not articles[other] & articles[a]
    }
    for other in mine.keys() | theirs.keys():
        if other in sums and other != a:
            sums[other].pop(b, None)
            sums[other].pop(a, None)
            if other in sums[a]:
                sums[other][a] = sums[a][other]


def components(count: int, edges: Collection[tuple[int, int]]) -> list[list[int]]:
    """The numbers 0 to `count` - 1 in groups that `edges` connect, each in ascending order."""
    parent = list(range(count))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    for one, other in edges:
        a, b = root(one), root(other)
        if a != b:
            parent[max(a, b)] = min(a, b)
    found: dict[int, list[int]] = {}
    for number in range(count):
        found.setdefault(root(number), []).append(number)
    return list(found.values())
