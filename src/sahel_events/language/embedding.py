"""Vectors of words that the model has met before, remembered while we read.

What an embedding makes of a word depends on nothing but the word: its norm, affixes and shape, and whether a
space follows. News repeats its words, so that a look into a table replaces most of that layer's work. New
words are worked out by spaCy's own BLIS, whose digits, other than OpenBLAS's, do not depend on which words
come together (measured for 1 to 1,024 rows): the order of articles changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc
from thinc.api import Model, NumpyOps

_KEPT = 16_000
"""Words remembered, some 9 MB an embedding; then it starts over, so that memory does not grow. 2,000 articles
have 13,000 words."""

Features = NDArray[np.uint64]
Vectors = NDArray[np.float32]


class Embedding:
    """Stands in for one embedding layer of spaCy's: the same vectors for the same words."""

    def __init__(self, layer: Model[list[Doc], list[Vectors]]) -> None:
        """`layer`: one that `is_embedding` is true of."""
        self._extract, *self._rest = layer.layers
        self._rows: dict[bytes, int] = {}
        self._vectors: Vectors = np.empty((0, 0), dtype=np.float32)
        self.layer: Model[list[Doc], list[Vectors]] = Model("remembered", self._forward, layers=[layer])

    def _forward(
        self, model: Model[Any, Any], docs: list[Doc], is_train: bool
    ) -> tuple[list[Vectors], Callable[[Any], Any]]:
        if is_train:
            trained: tuple[list[Vectors], Callable[[Any], Any]] = model.layers[0](docs, True)
            return trained
        features: list[Features] = self._extract.predict(docs)
        keys = [_keys(rows) for rows in features]
        vectors = self._table(dict(zip(chain(*keys), chain(*features), strict=True)))
        return [vectors[[self._rows[k] for k in ks]] for ks in keys], lambda _: []

    def _table(self, words: Mapping[bytes, Features]) -> Vectors:
        """The vectors of all words that are known, these among them."""
        fresh = [k for k in words if k not in self._rows]
        if len(self._rows) + len(fresh) > _KEPT:
            self._rows, fresh = {}, list(words)
        if fresh:
            computed = self._computed(np.stack([words[k] for k in fresh]))
            first = len(self._rows)
            last = first + len(fresh)
            if last > len(self._vectors):  # the first words, or more at once than are kept: none is there yet
                self._vectors = np.empty((max(_KEPT, last), computed.shape[1]), dtype=np.float32)
            self._vectors[first:last] = computed
            self._rows.update((k, first + i) for i, k in enumerate(fresh))
        return self._vectors

    def _computed(self, rows: Features) -> Vectors:
        found: Any = [rows]
        for layer in self._rest:
            found = layer.predict(found)
        vectors: Vectors = found[0]
        return vectors


def is_embedding(layer: Model[Any, Any]) -> bool:
    """Whether a layer makes vectors of words by features of theirs alone: no static or character vectors, no
    other device.
    """
    names = [part.name for part in layer.layers]
    return (
        len(names) > 1
        and names[0] == "extract_features"
        and names[-1] == "ragged2list"
        and isinstance(layer.ops, NumpyOps)
    )


def _keys(rows: Features) -> list[bytes]:
    """What tells the words of a text apart: the bytes of their features."""
    size = rows.shape[1] * rows.itemsize
    data = np.ascontiguousarray(rows).tobytes()
    return [data[i : i + size] for i in range(0, len(data), size)]
