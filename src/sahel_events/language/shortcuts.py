"""The same numbers for less work, while a pipeline reads: what `extract` does to the layers of a model.

- Vectors of words that were met before are looked up (`embedding`).
- The encoder is done in fewer passes (`encoder`).
- Matrix products are numpy's: spaCy multiplies with the BLIS that it brings along, on one core at 18 GFLOPS
  where numpy's OpenBLAS does 70, and the products are more than half of what the shipped pipeline costs.

Sums are rounded in another order: the last digit of a vector may differ, no tag, name or dependency of the
sample articles does. Layers of other kinds and on another device are left as they are, and so is the
pipeline when nothing is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from spacy.language import Language
from thinc.api import Model, NumpyOps

from ..limit import held
from .embedding import Embedding, is_embedding
from .encoder import encoder, is_encoder


class Shortcuts:
    """Those of one pipeline; make them once for many articles."""

    def __init__(self, nlp: Language) -> None:
        layers = [layer for _, pipe in nlp.pipeline for layer in _layers(pipe)]
        self._exchanged = [
            (above, i, layer, other)
            for above in layers
            for i, layer in enumerate(above.layers)
            if (other := _other(layer)) is not None
        ]
        words = (part for _, _, layer, _ in self._exchanged if is_embedding(layer) for part in layer.walk())
        left = {id(part) for part in words}
        self._multiplying = [x for x in layers if type(x.ops) is NumpyOps and id(x) not in left]
        self._ops = NumpyOps(use_blis=False)

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Within the block the pipeline takes them."""
        before = [layer.ops for layer in self._multiplying]
        try:
            with held():
                self._exchange()
            yield
        finally:
            with held():
                for layer, ops in zip(self._multiplying, before, strict=True):
                    layer.ops = ops
                for above, i, layer, _ in self._exchanged:
                    above.layers[i] = layer

    def _exchange(self) -> None:
        for above, i, _, other in self._exchanged:
            above.layers[i] = other
        for layer in self._multiplying:
            layer.ops = self._ops


def _layers(pipe: Any) -> Iterator[Model[Any, Any]]:
    model = getattr(pipe, "model", None)
    if isinstance(model, Model):
        yield from model.walk()


def _other(layer: Model[Any, Any]) -> Model[Any, Any] | None:
    """What stands in for a layer, None where nothing does."""
    if is_embedding(layer):
        return Embedding(layer).layer
    return encoder(layer) if is_encoder(layer) else None
