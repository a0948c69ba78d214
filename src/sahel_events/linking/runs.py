"""Runs of words looked for in a text, all in one go: what the rules of linking are made of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A run found at characters `start` to `end` of a text, and what it stands for."""

    start: int
    end: int
    value: T


class Runs(Generic[T]):
    """Runs of words (lower case, parted by blanks), each with a value. Looked up by their first words: a text
    is gone through once for all."""

    def __init__(self, values: Mapping[str, T]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = defaultdict(list)
        for run in sorted(values, key=len, reverse=True):
            words = tuple(_WORD.findall(run.lower()))
            self._by_first[words[0]].append((words, values[run]))

    def find(self, text: str) -> Iterator[Found[T]]:
        """The runs in `text`, whatever their case, in their order; of those that begin at one word the
        longest."""
        lowered = text.lower()
        if len(lowered) != len(text):  # a letter whose lower case has two would shift the offsets
            lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        found = list(self._found(_WORD.findall(lowered)))
        if not found:
            return
        words = list(_WORD.finditer(lowered))
        for first, last, value in found:
            yield Found(words[first].start(), words[last].end(), value)

    def values(self, text: str) -> Iterator[T]:
        """What the runs in `text` stand for; cheaper where nobody asks where they are."""
        for _, _, value in self._found(_WORD.findall(text.lower())):
            yield value

    def _found(self, words: list[str]) -> Iterator[tuple[int, int, T]]:
        """The first and last of the words of each run, and its value."""
        for i, word in enumerate(words):
            if word not in self._by_first:
                continue
            for run, value in self._by_first[word]:
                if len(run) == 1 or tuple(words[i : i + len(run)]) == run:
                    yield i, i + len(run) - 1, value
                    break
