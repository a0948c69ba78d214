"""Names that are nearly alike, found among thousands through the pairs of letters they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import cached_property

from .fold import sound


class Neighbours:
    """Folded names, each with a number of the caller's; nothing is worked out before the first question."""

    def __init__(self, names: Iterable[tuple[str, int]]) -> None:
        self._folded = list(names)

    def like(self, key: str, cutoff: float) -> Iterator[tuple[float, int]]:
        """(likeness, number) of each name that is like the folded name `key` by `cutoff` (0 to 1) or more.

        Likeness is difflib's ratio of the names, or of their skeletons (`sound`) where that is higher. A
        name may come more than once, if it was given more than once.
        """
        bare = sound(key)
        pairs = _pairs(bare)
        shared = Counter(number for pair in pairs for number in self._by_pair.get(pair, ()))
        for number, count in shared.items():
            if 2 * count < len(pairs):
                continue  # one letter in eight wrong spoils two pairs of nine; half of them is too much
            other, other_bare, place = self._names[number]
            likeness = max(_ratio(key, other, cutoff), _ratio(bare, other_bare, cutoff))
            if likeness >= cutoff:
                yield likeness, place

    @cached_property
    def _names(self) -> list[tuple[str, str, int]]:
        return [(key, sound(key), number) for key, number in self._folded]

    @cached_property
    def _by_pair(self) -> dict[str, list[int]]:
        index: dict[str, list[int]] = {}
        for number, (_, bare, _) in enumerate(self._names):
            for pair in _pairs(bare):
                index.setdefault(pair, []).append(number)
        return index


def _pairs(text: str) -> set[str]:
    padded = f"^{text}$"
    return {padded[i : i + 2] for i in range(len(padded) - 1)}


def _ratio(a: str, b: str, cutoff: float) -> float:
    """difflib's ratio of two texts; 0 where a cheap upper bound shows it to be below `cutoff`."""
    if 2 * min(len(a), len(b)) < cutoff * (len(a) + len(b)):
        return 0.0
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= cutoff else 0.0
