"""Look-up of names of many words in a Doc through folded keys: no matcher over 40,000 patterns is built.

A `PhraseMatcher` over the place names took 3.2 s to build and 450 MB, a dictionary of folded names 0.25 s.
"""

from __future__ import annotations

from collections.abc import Iterator, KeysView

from spacy.tokens import Doc, Span

from ..lexicon.fold import fold

_GLUE = {"-", "–", "'", "’", "."}
"""Tokens that may stand inside a name without being part of its key."""


_BEGIN = 4
"""Letters by which most words are told not to begin any of 60,000 names."""


class Names:
    """Folded names to look for; `longest`: tokens that one may have."""

    def __init__(self, keys: KeysView[str], longest: int) -> None:
        self.keys = keys
        self.longest = longest
        self.begins = frozenset(key[:_BEGIN] for key in keys)


def spans_of(doc: Doc | Span, names: Names) -> Iterator[Span]:
    """Spans of `doc` whose folded text is one of `names`: at each token the longest run.

    A run starts and ends with a word and holds no line break. Runs found may overlap one another.
    """
    texts = [token.text for token in doc]
    keys = [fold(text) for text in texts]
    for start, key in enumerate(keys):
        if not key or (len(key) >= _BEGIN and key[:_BEGIN] not in names.begins):
            continue
        best, joined = 0, ""
        for stop in range(start, min(start + names.longest, len(keys))):
            if not keys[stop] and texts[stop] not in _GLUE:  # punctuation, white space
                break
            joined += keys[stop]
            if len(joined) >= _BEGIN and joined[:_BEGIN] not in names.begins:
                break
            if keys[stop] and joined in names.keys:
                best = stop + 1
        if best:
            yield doc[start:best]
