"""Whether words of a toll count anybody at all: only tried, avenged, a noun, bodies carried off."""

from __future__ import annotations

from spacy.tokens import Span

from ..language.words import words
from .parts import Item
from .reading import Sentence


def stands_alone(sentence: Sentence, span: Span) -> bool:
    """Whether a noun for those taken is told by itself: "300 rebels killed, 150 prisoners", "13 were
    prisoners".
    """
    doc = sentence.doc
    if span.start == sentence.start:
        return False
    after = doc[span.end].text if span.end < sentence.end else "."
    said = doc[span.start - 1].lower_ in {"were", "are"}
    listed = span.start - 2 >= sentence.start and doc[span.start - 2].text in {",", ":", ";", "and"}
    return after in {".", ",", ";", "and"} and (said or (listed and doc[span.start - 1].pos_ == "NUM"))


def of_the_dead(sentence: Sentence, item: Item) -> bool:
    """Whether an item is of bodies or things, which nobody abducts: "carrying off several of its dead"."""
    near = sentence.doc[item.start : min(item.end + 3, sentence.end)]
    return any(
        t.lower_ in _LIFELESS and t.i > 0 and t.nbor(-1).lower_ in {*_WHOSE, "of"} for t in near
    ) or (
        near[item.end - item.start - 1].lower_ in _LIFELESS
    )


_LIFELESS = {"dead", "bodies", "corpses", "wounded"}
_WHOSE = {"their", "its", "his", "the"}
_TRIES = words("losses.tries")


def only_tried(sentence: Sentence, span: Span) -> bool:
    """Whether nobody suffered: "attempted to assassinate a mayor", "beaten almost to death"."""
    before = [t.lower_ for t in sentence.doc[max(sentence.start, span.start - 4) : span.start]]
    if {"nearly", "almost"} & ({*before[-1:]} | {t.lower_ for t in span}):
        return True
    return before[-1:] == ["to"] and bool(_TRIES & set(before[:-1]))


_PUBLISHED = {"toll", "figure", "figures", "statement", "report", "video", "count", "list", "images", "data"}


def published(sentence: Sentence, span: Span) -> bool:
    """Whether what is released is a text: "according to a toll released by officials"."""
    return span.start > sentence.start and sentence.doc[span.start - 1].lower_ in _PUBLISHED


_AVENGED = ({"response", "to"}, {"retaliation", "for"}, {"reprisal", "for"}, {"revenge", "for"}, {"avenge"})


def avenged(sentence: Sentence, span: Span) -> bool:
    """Whether a death is what an act answers, no part of it: "in response to the murder of a chief"."""
    before = {t.lower_ for t in sentence.doc[max(sentence.start, span.start - 4) : span.start]}
    return any(words <= before for words in _AVENGED)


def is_noun(sentence: Sentence, span: Span) -> bool:
    """Whether a participle stands for those who suffered: "the wounded", "its injured"."""
    doc = sentence.doc
    return (
        span.start > sentence.start
        and len(span) == 1
        and doc[span.start - 1].lower_ in {"the", "its", "their", "our"}
        and not doc[span.start].lower_.endswith("ing")
    )
