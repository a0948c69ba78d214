"""Reading a paragraph without the model: its sentences, and what our tables and rules find by words alone."""

from __future__ import annotations

from spacy.language import Language
from spacy.pipeline import Sentencizer
from spacy.tokens import Doc

from .build import COMPONENTS

_BY_WORDS = tuple(name for name in COMPONENTS if name != "sahel_triggers")
"""What a paragraph without an event may still give to its neighbours: places, days, names."""


class Skimmer:
    """Reads paragraphs that tell no event; make one for many articles."""

    def __init__(self, nlp: Language) -> None:
        """`nlp`: the pipeline that reads the other paragraphs, with our components."""
        self._nlp = nlp
        self._pipes = [Sentencizer(), *(nlp.get_pipe(name) for name in _BY_WORDS)]

    def __call__(self, text: str) -> Doc:
        """The text as a Doc with sentences and span groups, but no tags, heads, entities or triggers."""
        doc = self._nlp.make_doc(text)
        for pipe in self._pipes:
            doc = pipe(doc)
        return doc
