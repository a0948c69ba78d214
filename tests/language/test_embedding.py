"""Vectors of words that were met before are those that the layer would make of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from spacy.language import Language
from thinc.api import Model

from sahel_events.language import embedding
from sahel_events.language.embedding import Embedding, is_embedding

TEXTS = [
    "Gunmen killed four villagers near Gao.",
    "Four villagers near Gao can't leave; the U.N. left.",
    "",
    "Gao.",
]


@pytest.fixture
def layer(pipeline: Language) -> Callable[[], Model[Any, Any]]:
    """The first layer of the shared token-to-vector layer, as it is when asked."""
    return lambda: pipeline.get_pipe("tok2vec").model.layers[0]  # type: ignore[attr-defined]


@pytest.mark.parametrize("kept", [16_000, 12, 2])
def test_the_vectors_are_those_of_the_layer(
    pipeline: Language, layer: Callable[[], Any], kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However few words are remembered, and in whatever order they come."""
    monkeypatch.setattr(embedding, "_KEPT", kept)
    batches = [[pipeline.make_doc(t) for t in texts] for texts in (TEXTS[:1], TEXTS[1:], TEXTS[::-1], TEXTS)]
    plain = [layer().predict(docs) for docs in batches]
    stand_in = Embedding(layer()).layer
    known = [stand_in.predict(docs) for docs in batches]
    for a, b in zip(plain, known, strict=True):
        for x, y in zip(a, b, strict=True):
            assert np.array_equal(x, y)


def test_a_layer_of_another_kind_is_left_alone(layer: Callable[[], Model[Any, Any]]) -> None:
    assert is_embedding(layer())
    assert not any(map(is_embedding, layer().layers))
