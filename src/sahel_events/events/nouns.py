"""People whom no rule of groups.toml knows: counted nouns ("three loggers"), one person by an article ("a
vendor"), by a title or by a name.

A verb that takes only people (`animate` in tolls.toml) tells that they are people, whatever the noun; things
that such a verb takes now and then (`nouns.things`) are the exceptions.
"""

from __future__ import annotations

from spacy.tokens import Span, Token

from ..language.components.quantities import Count
from ..language.words import words
from .reading import Mention, Sentence

COLLECTIVE = words("nouns.collective")
MEASURES = words("nouns.measures")
_THINGS = words("nouns.things")
_STATES = words("nouns.states")
"""Words of a toll that may stand where a noun does ("12 dead", "the wounded")."""
OPENERS = words("nouns.openers")


def noun_end(sentence: Sentence, start: int) -> int | None:
    """The token after the noun phrase whose first adjective or noun is `start`; None where none is there."""
    doc = sentence.doc
    dated = {i for d in sentence.dates for i in range(d.start, d.end)}
    end = None
    for i in range(start, sentence.end):
        token = doc[i]
        if i in dated or token.lower_ in _STATES:
            break
        if token.lower_ == "part" and doc[i : i + 2].text.lower() == "part of":  # "a driver part of a convoy"
            break
        if token.pos_ in {"NOUN", "PROPN"}:
            end = i + 1
        elif not (
            token.pos_ == "ADJ"
            or (token.text in {"-", "'", '"', "“", "‘"} and i + 1 < sentence.end)
            or _heavily(token)
            or (i > start and doc[i - 1].lower_.endswith("ly") and _heavily(doc[i - 1]))
            or (token.tag_ in {"VBN", "VBG"} and i + 1 < sentence.end and doc[i + 1].pos_ in {"NOUN", "ADJ"})
        ):
            break
    return end


def _heavily(token: Token) -> bool:
    """Whether an adverb stands within a noun phrase: "three internally displaced persons"."""
    if token.pos_ != "ADV" or not token.lower_.endswith("ly") or token.i + 2 >= len(token.doc):
        return False
    return token.nbor().tag_ in {"JJ", "VBN", "VBD"} and token.nbor(2).pos_ in {"NOUN", "ADJ"}


_WHOSE = {"his", "her", "their", "its"}


def counted_noun(sentence: Sentence, quantity: Span) -> Span | None:
    """The noun phrase right behind a count, None where none is there or its head is a thing or an act."""
    start = quantity.end
    while start < sentence.end and sentence.doc[start].lower_ in {"of", "other", "more", "further"}:
        start += 1
    of = start > quantity.end and sentence.doc[start - 1].lower_ == "of"
    if of and start < sentence.end and sentence.doc[start].lower_ in _WHOSE:
        start, of = start + 1, False  # "several of his close collaborators"
    end = noun_end(sentence, start)
    if end is None or of:
        return None
    head = sentence.doc[end - 1]
    people = _may_be_people(sentence, head) and head.lower_ not in MEASURES
    return sentence.doc[start:end] if people else None


def singles(sentence: Sentence, taken: set[int]) -> list[Mention]:
    """One person each by words that no mention counts: "a vendor", "the voting officer", "Sidi Ould
    Brahim". `taken`: tokens that are counted already.
    """
    placed = {i for p in sentence.places if p.label_ == "gazetteer" for i in range(p.start, p.end)}
    found: list[Mention] = []
    i = sentence.start
    while i < sentence.end:
        span = (i not in placed and _described(sentence, i)) or _named(sentence, i, placed)
        if span is None or span.end - 1 in placed or any(t.i in taken for t in span):
            i += 1
            continue
        found.append(_mention(sentence, span))
        i = span.end
    return found


_ROUGHLY = {"few", "couple", "dozen", "hundred", "thousand", "handful"}
"""Words behind "a" that make many of it: "a few kilometres"."""


def _described(sentence: Sentence, i: int) -> Span | None:
    """A noun phrase with an article or a possessive before token `i`."""
    doc = sentence.doc
    before = sentence.lower[i - sentence.start - 1] if i > sentence.start else ""
    if before == "and":
        before = _shared_owner(sentence, i - 1)
    if before not in OPENERS or doc[i].lower_ in OPENERS or doc[i].lower_ in _ROUGHLY:
        return None
    end = noun_end(sentence, i)
    if end is None:
        return None
    head = doc[end - 1]
    acronym = head.is_upper and any(m.side == "named" and m.end == end for m in sentence.mentions)
    named = before not in {"a", "an", "another"} and head.pos_ == "PROPN" and end - i == 1  # "the Pentagon"
    plural = head.tag_ in {"NNS", "NNPS"} and before not in {"a", "an", "another", "one"}
    if acronym or named or plural or head.lower_ in COLLECTIVE or not _may_be_people(sentence, head):
        return None
    return doc[i:end]


def _shared_owner(sentence: Sentence, joint: int) -> str:
    """The possessive that two nouns share across the "and" at token `joint`: "his driver and bodyguard"."""
    doc = sentence.doc
    i = joint - 1
    while i > sentence.start and doc[i].pos_ in {"NOUN", "ADJ"}:
        i -= 1
    return doc[i].lower_ if i < joint - 1 and doc[i].lower_ in {"his", "her", "their"} else ""


def _named(sentence: Sentence, i: int, placed: set[int]) -> Span | None:
    """Two or more words with a capital that are no place, with the title before them."""
    doc = sentence.doc
    end = i
    while (
        end < sentence.end
        and doc[end].pos_ == "PROPN"
        and doc[end].text[:1].isupper()
        and not doc[end].is_upper
        and end not in placed
    ):
        end += 1
    named = (m for m in sentence.mentions if m.side in {"named", "org"})
    if end - i < 2 or in_places(sentence, i, end) or any(m.start < end and i < m.end for m in named):
        return None
    return doc[i:end] if _may_be_people(sentence, doc[end - 1]) else None


_PLACES = words("nouns.places")


def in_places(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the names start:end are of a place: "Mondoro Commune", "the villages of Wouro Orowel [or
    Malougou] and Wouro Diam".
    """
    doc = sentence.doc
    if doc[end - 1].lower_ in _PLACES or doc[start].lower_ in _PLACES:
        return True
    i = start - 1
    while i > sentence.start and (
        doc[i].pos_ in {"PROPN", "PUNCT"} or doc[i].lower_ in {"and", "or", "[", "]"}
    ):
        i -= 1
    return i > sentence.start and doc[i].lower_ == "of" and doc[i - 1].lower_ in _PLACES


def _may_be_people(sentence: Sentence, head: Token) -> bool:
    """Whether a noun is no thing, no act and no place that people hold."""
    if head.lower_ in _THINGS or head.lower_.removesuffix("s") in _THINGS:
        return False
    acts = {i for t in sentence.triggers for i in (t.start, t.end - 1)}
    held = (m for m in sentence.mentions if m.facility or m.side in {"convoy", "authority"})
    return head.i not in acts and not any(m.start <= head.i < m.end for m in held)


def _mention(sentence: Sentence, span: Span) -> Mention:
    """The mention that ends where the phrase does, counted as one; else a civilian of its own."""
    known = next((m for m in sentence.mentions if m.end == span.end and m.start >= span.start), None)
    if known is not None:
        one = Count(1, 1)
        return Mention(span, known.side, known.ids, country=known.country, count=one, armed=known.armed)
    return Mention(span, "civilian", count=Count(1, 1))


def governed(sentence: Sentence, start: int) -> bool:
    """Whether a preposition takes the phrase at token `start`: "at a farm", "by a local official"."""
    doc = sentence.doc
    i = start - 1
    while i >= sentence.start and (doc[i].lower_ in OPENERS or doc[i].pos_ in {"ADJ", "DET"}):
        i -= 1
    return (
        i >= sentence.start
        and doc[i].pos_ in {"ADP", "SCONJ"}
        and doc[i].tag_ != "RP"
        and doc[i].lower_ not in {"as", "after"}
    )
