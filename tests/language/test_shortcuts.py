"""What `extract` does to the layers of a model while it reads, and undoes."""

from __future__ import annotations

import pytest
from spacy.language import Language
from thinc.api import Model

from sahel_events.language.shortcuts import Shortcuts

TEXT = "Gunmen killed four villagers near Gao on Monday, the mayor's office said. JNIM claimed the attack."


def test_the_same_is_read_with_and_without(pipeline: Language) -> None:
    plain = pipeline(TEXT)
    with Shortcuts(pipeline).taken():
        doc = pipeline(TEXT)
    attributes = ["TAG", "POS", "DEP", "HEAD", "ENT_TYPE", "ENT_IOB", "LEMMA"]
    assert (doc.to_array(attributes) == plain.to_array(attributes)).all()


def test_layers_are_exchanged_within_the_block_alone_even_after_an_error(pipeline: Language) -> None:
    models = [m for _, pipe in pipeline.pipeline if isinstance(m := getattr(pipe, "model", None), Model)]

    def layers() -> list[tuple[int, int]]:
        return [(id(layer), id(layer.ops)) for model in models for layer in model.walk()]

    def fail_within() -> None:
        with Shortcuts(pipeline).taken():
            names = [layer.name for model in models for layer in model.walk()]
            assert (names.count("remembered"), names.count("encoder")) == (2, 2)
            assert not all(m.ops.use_blis for model in models for m in model.walk())
            raise KeyError

    before = layers()
    with pytest.raises(KeyError):
        fail_within()
    assert layers() == before
