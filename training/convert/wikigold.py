"""WikiGold, sentences of English Wikipedia (PER, ORG, LOC, MISC)."""

from __future__ import annotations

from pathlib import Path

from .entities import Text, from_iob, read_columns


def read(path: Path, peoples: set[str]) -> list[Text]:
    """The sentences of the WikiGold file."""
    return [from_iob(sentence, peoples) for sentence in read_columns(path, 0, 1)]
