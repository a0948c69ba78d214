"""Universal NER annotation of UD English EWT (PER, ORG, LOC): dev to train on, test only to test."""

from __future__ import annotations

from pathlib import Path

from .entities import Text, from_iob, read_columns


def read(path: Path, peoples: set[str]) -> list[Text]:
    """The sentences of an `.iob2` file of Universal NER."""
    return [from_iob(sentence, peoples) for sentence in read_columns(path, 1, 2, "\t")]
