"""What the classifier of sentences sees of one: words with names masked, sides beside verbs, marks of the
rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from spacy.tokens import Span, Token

from .frames import Refused
from .reading import Mention, Sentence

_STEM = 5  # letters: "abducted", "abductors" and "abduction" share them
_OBLIQUE = frozenset({"obl", "nmod", "pobj"})


def features(sentence: Sentence, triggers: Sequence[Span], refused: Sequence[Refused]) -> dict[str, float]:
    """Names of features with their values, from a sentence with the triggers that rules kept and refused
    there. Rare kinds of evidence weigh less, so that few training sentences do not learn them by heart.
    """
    found: dict[str, float] = {}
    for name, value in _words(sentence):
        found.setdefault(name, value)
    for names in (_sides(sentence), _rules(sentence, triggers, refused)):
        for name, value in names:
            found[name] = found.get(name, 0.0) + value
    return found


def _words(sentence: Sentence) -> Iterator[tuple[str, float]]:
    words = _masked(sentence)
    for word in words:
        yield f"w={word}", 1.0
        if word[0] != "<" and len(word) >= _STEM:
            yield f"p={word[:_STEM]}", 0.6
    for a, b in pairwise(["^", *words, "$"]):
        yield f"b={a}_{b}", 0.7
    for a, b in zip(words, words[2:], strict=False):
        yield f"k={a}_{b}", 0.35


def _masked(sentence: Sentence) -> list[str]:
    """Lemmas; names give way to what they name, so that a place or group of one article teaches nothing."""
    sides = {
        i: f"<{m.side}>" for m in _own_mentions(sentence) for i in range(m.start, min(m.end, sentence.end))
    }
    found: list[str] = []
    for token in sentence.span:
        if token.pos_ in {"PUNCT", "SPACE"}:
            continue
        word = _mask(token, sides.get(token.i), token.i == sentence.start)
        if not (found and found[-1] == word and word[0] == "<"):
            found.append(word)
    return found


def _mask(token: Token, side: str | None, first: bool) -> str:
    name = token.pos_ == "PROPN"
    if side is not None and (token.ent_type_ or name):
        return side
    if token.ent_type_ in {"PERSON", "PER"}:
        return "<per>"
    if token.ent_type_ in {"GPE", "LOC", "PLACE"} or (token.ent_type_ and name):
        return "<ent>"
    if name and not first:
        return "<propn>"
    if token.pos_ == "NUM" or token.text[0].isdigit():
        return "<n>"
    return str(token.lemma_.lower()) or "<n>"


def _own_mentions(sentence: Sentence) -> list[Mention]:
    return [
        m
        for m in sentence.mentions
        if m.span.doc is sentence.doc and sentence.start <= m.start < sentence.end
    ]


def _sides(sentence: Sentence) -> Iterator[tuple[str, float]]:
    """Each side with its place in the clause and the words that it hangs on."""
    for mention in _own_mentions(sentence):
        root = sentence.doc[mention.start : min(mention.end, sentence.end)].root
        yield f"s={mention.side}", 1.0
        yield f"sd={mention.side}/{root.dep_}", 1.0
        yield f"sh={mention.side}/{root.dep_}/{root.head.lemma_.lower()}", 0.7
        if root.dep_ in _OBLIQUE:
            yield f"sg={mention.side}/{root.head.head.lemma_.lower()}", 0.5


def _rules(
    sentence: Sentence, triggers: Sequence[Span], refused: Sequence[Refused]
) -> Iterator[tuple[str, float]]:
    yield f"n={min(len(sentence.quantities), 2)}", 1.0
    if sentence.dates:
        yield "date", 1.0
    if sentence.places:
        yield "place", 1.0
    for trigger in triggers:
        yield f"T={trigger.label_}", 1.0
        yield f"TR={trigger.id_}", 0.5
    for no in refused:
        yield f"R={no.trigger.label_}/{no.reason.value}", 1.0
        yield f"RR={no.reason.value}", 1.0
    for cue in sentence.cues:
        yield f"C={cue.label_}", 0.5
    if not triggers:
        yield "T0", 1.0
