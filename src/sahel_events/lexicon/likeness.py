"""Names that are nearly alike, found among thousands through how they begin or end."""

from __future__ import annotations

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
        for number in {number for end in _ends(bare) for number in self._by_end.get(end, ())}:
            other, other_bare, place = self._names[number]
            likeness = max(ratio(key, other, cutoff), ratio(bare, other_bare, cutoff))
            if likeness >= cutoff:
                yield likeness, place

    @cached_property
    def _names(self) -> list[tuple[str, str, int]]:
        return [(key, sound(key), number) for key, number in self._folded]

    @cached_property
    def _by_end(self) -> dict[str, list[int]]:
        index: dict[str, list[int]] = {}
        for number, (_, bare, _) in enumerate(self._names):
            for end in _ends(bare):
                index.setdefault(end, []).append(number)
        return index


def _ends(text: str) -> tuple[str, str]:
    """How a name begins and ends: names alike by 0.85 share one of the two, or differ at both ends at
    once."""
    return f"^{text[:2]}", f"{text[-3:]}$"


def ratio(a: str, b: str, cutoff: float) -> float:
    """difflib's ratio of two texts, 0 to 1; 0 where a cheap upper bound shows it to be below `cutoff`."""
    if 2 * min(len(a), len(b)) < cutoff * (len(a) + len(b)):
        return 0.0
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= cutoff else 0.0
