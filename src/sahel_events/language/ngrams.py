"""Look-up of names of many words in a Doc through folded keys: no matcher over 40,000 patterns is built.

A `PhraseMatcher` over the place names took 3.2 s to build and 450 MB, a dictionary of folded names 0.25 s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Doc, Span

from ..lexicon.fold import fold

_GLUE = {"-", "–", "'", "’", "."}
"""Tokens that may stand inside a name without being part of its key."""


def spans_of(doc: Doc | Span, known: Callable[[str], bool], longest: int) -> Iterator[Span]:
    """Spans of `doc` whose folded text `known` accepts: at each token the longest run of up to `longest`
    tokens.

    A run starts and ends with a word and holds no line break. Runs found may overlap one another.
    """
    texts = [token.text for token in doc]
    keys = [fold(text) for text in texts]
    for start, key in enumerate(keys):
        if not key:
            continue
        best, joined = 0, ""
        for stop in range(start, min(start + longest, len(keys))):
            if not keys[stop] and texts[stop] not in _GLUE:  # punctuation, white space
                break
            joined += keys[stop]
            if keys[stop] and known(joined):
                best = stop + 1
        if best:
            yield doc[start:best]
