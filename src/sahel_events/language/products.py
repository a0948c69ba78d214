"""Matrix products of the model by numpy's own BLAS, while we read.

spaCy multiplies with the BLIS that it brings along, on one core at 18 GFLOPS where numpy's OpenBLAS does
70, and the products are more than half of what the shipped pipeline costs. Sums are rounded in another order:
the last digit of a vector may differ, no tag, name or dependency of the sample articles does. A pipeline on
another device, or with products of its own, is left as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from spacy.language import Language
from thinc.api import Model, NumpyOps


class Products:
    """The layers of a pipeline whose products may be exchanged; make one for many articles."""

    def __init__(self, nlp: Language, but: Iterable[Model[Any, Any]] = ()) -> None:
        """`but`: layers that go on as they are."""
        left = {id(layer) for layer in but}
        self._layers = [x for _, pipe in nlp.pipeline for x in _layers(pipe) if id(x) not in left]
        self._ops = NumpyOps(use_blis=False)

    @contextmanager
    def exchanged(self) -> Iterator[None]:
        """Within the block the layers multiply with numpy."""
        before = [layer.ops for layer in self._layers]
        for layer in self._layers:
            layer.ops = self._ops
        try:
            yield
        finally:
            for layer, ops in zip(self._layers, before, strict=True):
                layer.ops = ops


def _layers(pipe: Any) -> Iterator[Model[Any, Any]]:
    model = getattr(pipe, "model", None)
    if isinstance(model, Model):
        yield from (layer for layer in model.walk() if type(layer.ops) is NumpyOps)
