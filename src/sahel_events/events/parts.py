"""A counted phrase, and which of them the text counts within another: "24 of them children"."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span, Token

from ..language import deps
from ..language.components.quantities import Count
from ..language.words import words
from .lists import LONGEST_MODIFIER
from .reading import Mention, Sentence

_SUB_AFTER = ({"of", "them"}, {"of", "whom"}, {"of", "which"}, {"among", "them"})
_SUB_BEFORE = {"including", "among", "includes", "include", "notably", "included"}


@dataclass(frozen=True, slots=True)
class Item:
    """A counted noun phrase, or a count that stands alone. `loose`: one person by grammar alone, whom only a
    verb that takes people makes one; `pronoun`: by a pronoun; `governed`: behind a preposition.
    """

    start: int
    end: int
    count: Count
    mention: Mention | None
    quantity: Span | None
    loose: bool = False
    pronoun: bool = False
    governed: bool = False


def without_parts(sentence: Sentence, items: list[Item]) -> list[Item]:
    """The items that the text does not count within another."""
    kept: list[Item] = []
    last_part: Item | None = None
    first = next((i for i in items if not i.loose), None)
    for item in items:
        if last_part is not None and (
            _beside_whole(sentence, last_part, item) or _told_itself(sentence, item)
        ):
            last_part = None
            kept.append(item)
            continue
        if kept and _included(sentence, kept[-1], last_part, item):
            last_part = item
            continue
        if _is_part(sentence, item, first=item is first) or (
            last_part is not None
            and sentence.doc[last_part.end : item.start].text.lower()
            in {"and", "and a", "and an", ", a", ","}
        ):
            before = sentence.doc[max(sentence.start, item.start - 4) : item.start].text.lower()
            if last_part is not None or any(w in before for w in ("including", "among", "notably")):
                last_part = item
            continue
        last_part = None
        kept.append(item)
    return kept


_BESIDE = (["and", "also"], ["as", "well", "as"], ["in", "addition", "to"], ["plus"], ["along", "with"])
"""Words that go on counting beside the whole of which a part was told."""


_TOLD_ITSELF = {"reported", "dead", "killed", "wounded", "injured", "missing"}


def _told_itself(sentence: Sentence, item: Item) -> bool:
    """Whether a bare count has its own word of loss: "three dead including an officer, two reported dead"."""
    bare = item.mention is None and item.quantity is not None and item.end < sentence.end
    return bare and sentence.doc[item.end].lower_ in _TOLD_ITSELF


def _beside_whole(sentence: Sentence, part: Item, item: Item) -> bool:
    """Whether an item stands beside the whole again: "two members including a colonel and also a child"."""
    gap = [t.lower_ for t in sentence.doc[part.end : item.start] if t.text != ","]
    return any(gap[: len(words)] == words for words in _BESIDE)


def _included(sentence: Sentence, whole: Item, last_part: Item | None, item: Item) -> bool:
    """Whether "including" opens a list of parts that the item belongs to: "six people including women (one
    pregnant) and a child". A comma before "including" closes with the next ", and".
    """
    doc = sentence.doc
    gap = doc[whole.end : item.start]
    opening = next((t for t in gap if t.lower_ in {"including", "notably"}), None)
    if opening is None or len(gap) > LONGEST_MODIFIER or whole.count.min < 2:
        return False
    finite = (t for t in gap if t.pos_ in {"VERB", "AUX"} and t.tag_ in {"VBD", "VBZ", "VBP"})
    if any(t.i > opening.i or t.lower_ != "reported" for t in finite) or ";" in gap.text:
        return False
    closed = last_part is not None and doc[last_part.end : item.start].text.lower().startswith(", and")
    told = {t.text for t in doc[opening.i : last_part.end]} if last_part is not None else set()
    oxford = "," in told and "and" not in told  # "including a chief, a woman, and five children"
    return not (closed and not oxford and doc[opening.i - 1].text == ",")


_BEFORE_PART = {"at", "least", ",", "and", "a", "an", "the", "several", "them", "whom", "those"}


def _is_part(sentence: Sentence, item: Item, *, first: bool) -> bool:
    """Whether the text counts the item within another figure: "24 of them children", "including two women".

    The first figure of a sentence stands for itself: "14 of them were gunned down" counts those told of
    before.
    """
    doc = sentence.doc
    after = [t.lower_ for t in doc[item.end : min(item.end + 3, sentence.end)]]
    if item.start > sentence.start and doc[item.start - 1].pos_ == "VERB" and after[:1] == ["of"]:
        return False  # "ambushed three policemen and killed one of them"
    if set(after[:2]) in _SUB_AFTER or (len(after) > 2 and after[1:] == ["of", "them"]):
        return not first
    if item.mention is None and item.count == Count(1, 1) and doc[item.start - 1].text == ",":
        rest = {t.lower_ for t in doc[item.end : sentence.end]}
        if after[:1] and after[0] in {"from", "in", "a", "an"} and rest & {"other", "others"}:
            return True  # "two individuals, one from Gao and the other from Kidal"
    if after[:1] == ["included"]:
        return True  # "189 persons, two women included, are in custody"
    before = [t.lower_ for t in doc[max(sentence.start, item.start - 4) : item.start]]
    if item.quantity is None and before[:1] == ["one"] and before[1:3] in (["of", "them"], ["of", "whom"]):
        return True  # "two dead, one of them a lieutenant"
    if before[-2:] == [",", "not"] or before[-3:] == [",", "and", "not"]:
        return True  # "sixty-nine people, and not around sixty"
    if after[:2] == ["among", "them"] or after[:2] == ["among", "the"]:
        return True
    if item.quantity is None and {"among", "them"} <= {t.lower_ for t in doc[item.end : item.end + 6]}:
        return True  # "five people, a Frenchman and a Belgian among them"
    start = item.start
    for back in range(1, 5):
        i = start - back
        if i < sentence.start:
            break
        word = doc[i].lower_
        if word == "among" and doc[i + 2 : i + 3].text == "," and doc[i - 1].text != ",":
            return False  # "30 killed, a dozen policemen among them, and nearly 300 hurt"
        if word in _SUB_BEFORE:
            return not (word == "among" and item.end < sentence.end and _then_verb(doc[item.end]))
        titled = doc[i].pos_ == "NOUN" and item.quantity is None  # "including the officer Sidi Ould Brahim"
        if not titled and word not in _BEFORE_PART:
            break
    return False


def says_who(sentence: Sentence, start: int) -> bool:
    """Whether the phrase at token `start` only says what somebody is: "the prefect, who also was a police
    officer", "his father who is a village chief".
    """
    doc = sentence.doc
    i = start - 1
    while i > sentence.start and (doc[i].pos_ in {"ADV", "ADJ", "DET", "NOUN"}):
        i -= 1
    if i <= sentence.start or doc[i].lower_ not in {"is", "was", "are", "were"}:
        return False
    return "who" in {t.lower_ for t in doc[max(sentence.start, i - 2) : i]}


_TELLS = words("parts.tells")
_OPENS = {",", ";", ":", "”", '"', "and", "but", "while"}


def only_tells(sentence: Sentence, phrase: Span) -> bool:
    """Whether one person only tells of others: "…, the mayor of Djibo said", "…, said a teacher"."""
    doc = sentence.doc
    if phrase[-1].lower_ in _TELLS:  # "a corporal confides": a noun, says the tagger
        return True
    if phrase.root.dep_ in deps.SUBJECT and phrase.root.head.lower_ in _TELLS:
        return True
    start = phrase.start
    while start > sentence.start and doc[start - 1].pos_ in {"DET", "ADJ", "PRON"}:
        start -= 1
    before = doc[start - 1] if start > sentence.start else None
    if before is not None and before.lower_ in _TELLS and before.i > sentence.start:
        return doc[before.i - 1].text in _OPENS
    if before is not None and before.lower_ not in _OPENS:
        return False
    for token in doc[phrase.end : min(phrase.end + 5, sentence.end)]:
        if token.lower_ in _TELLS:
            return token.tag_ != "VBN"
        if token.pos_ not in {"ADP", "PROPN", "NOUN", "DET", "ADJ", "ADV"}:
            return False
    return False


def _then_verb(token: Token) -> bool:
    return token.lower_ in {"who", "killed", "wounded", "dead", "that", "were"}
