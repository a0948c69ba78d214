"""The encoder in fewer passes: the numbers of spaCy's, but for their last digits."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from spacy.language import Language
from spacy.ml.models.tok2vec import MaxoutWindowEncoder, MishWindowEncoder
from thinc.api import Model

from cases import table
from sahel_events.language.encoder import encoder, is_encoder


def made(layer: Model[Any, Any], width: int) -> Model[Any, Any]:
    """The row of convolutions of an encoder, with weights."""
    layer.initialize(X=[np.ones((3, width), dtype=np.float32)])
    return layer.layers[0]


@pytest.mark.parametrize("rows", [0, 1, 2, 50])
@pytest.mark.parametrize(("width", "pieces", "depth"), [(96, 3, 4), (8, 2, 2)])
def test_the_numbers_are_those_of_spacy(rows: int, width: int, pieces: int, depth: int) -> None:
    layer = made(MaxoutWindowEncoder(width, 1, pieces, depth), width)
    given = np.random.default_rng(0).standard_normal((rows, width)).astype(np.float32)
    assert np.allclose(encoder(layer).predict(given), layer.predict(given), atol=1e-4)


@pytest.mark.parametrize(
    "layer",
    table(
        [
            (made(MaxoutWindowEncoder(8, 2, 3, 2), 8), "a wider window"),
            (made(MishWindowEncoder(8, 1, 2), 8), "another activation"),
        ]
    ),
)
def test_an_encoder_of_another_kind_is_left_alone(layer: Model[Any, Any]) -> None:
    assert not is_encoder(layer)


def test_those_of_the_shipped_pipeline_are_known(pipeline: Language) -> None:
    """The shared one and that of the NER."""
    models = [pipeline.get_pipe(name).model for name in ("tok2vec", "ner")]  # type: ignore[attr-defined]
    assert [sum(map(is_encoder, model.walk())) for model in models] == [1, 1]
