"""Mentions joined in a list, and those that a preposition takes."""

from __future__ import annotations

from ..language.words import words
from .reading import SIDES_STATE, Mention, Sentence

CLAUSE_WORDS = words("conjuncts.clause_words")
"""Words that open a clause, whatever the tagger says."""


def prepositional(sentence: Sentence, mention: Mention) -> bool:
    """Whether a preposition governs the mention ("by gunmen", "of soldiers"), its count and determiner
    passed over; not one that a day in front has taken ("On Thursday people gathered").
    """
    doc = sentence.doc
    i = min(mention.start, mention.count_span.start if mention.count_span is not None else mention.start) - 1
    while i >= sentence.start and (
        doc[i].tag_ in {"DT", "PRP$", "CD", "POS"} or doc[i].pos_ in {"ADJ", "NUM", "NOUN", "PROPN"}
    ):
        if any(date.start <= i < date.end for date in sentence.dates):
            return False
        i -= 1
    return i >= sentence.start and doc[i].pos_ == "ADP" and doc[i].lower_ not in CLAUSE_WORDS


def object_of_other(sentence: Sentence, mention: Mention) -> bool:
    """Whether a verb right before takes the mention: "sent to fight jihadists"."""
    start = min(mention.start, mention.count_span.start if mention.count_span is not None else mention.start)
    if start - 1 < sentence.start:
        return False
    before = sentence.doc[start - 1]
    return before.pos_ == "VERB" and before.tag_ in {"VB", "VBD", "VBG", "VBZ", "VBP"}


def with_conjuncts(sentence: Sentence, first: Mention | None, before: int = 0) -> list[Mention]:
    """A mention and those that a list joins to it on the right ("Chadian and Nigerien troops", "X, Y and
    Z"). Members that end by token `before` share the verb there and open no clause of their own.
    """
    if first is None:
        return []
    found = [first]
    for mention in sentence.mentions:
        if mention.start < found[-1].end:
            continue
        gap = [t.lower_ for t in sentence.doc[found[-1].end : mention.start]]
        if (
            gap
            and (all(list_word(w) for w in gap) or _allies(gap))
            and (mention.end <= before or not starts_clause(sentence, mention))
        ):
            found.append(mention)
        else:
            break
    return found


def with_left_conjuncts(sentence: Sentence, last: Mention) -> list[Mention]:
    """A mention with those that a list joins to it on the left."""
    found = [last]
    for mention in reversed(sentence.mentions):
        if mention.end > found[0].start:
            continue
        gap = [t.lower_ for t in sentence.doc[mention.end : found[0].start]]
        if gap and (
            (all(list_word(w) for w in gap) and any(w in {"and", "or"} for w in gap)) or _allies(gap)
        ):
            found.insert(0, mention)
        else:
            break
    return [*_nation_before(sentence, found[0]), *found]


_ALLY = words("conjuncts.ally")


def _allies(gap: list[str]) -> bool:
    """Whether the words between two sides make the second the first one's ally: "the army and its Russian
    partners from Wagner", "soldiers accompanied by Dozo hunters".
    """
    own = bool({"its", "their"} & set(gap)) and "and" in gap[:2]
    return own and all(list_word(w) or w in _ALLY for w in gap)


_ADJECTIVES = {"ADJ", "PROPN", "NOUN"}
"""What a small tagger takes the first adjective of a sentence for."""
_FORCES = {"troops", "soldiers", "forces", "army", "armies"}


def _nation_before(sentence: Sentence, mention: Mention) -> list[Mention]:
    """ "French and Malian troops": the forces of the nation that "and" joins to the mention's own."""
    forces = mention.side in SIDES_STATE or mention.span[-1].lower_ in _FORCES
    if not forces or mention.start - 2 < sentence.start:
        return []
    if sentence.doc[mention.start - 1].lower_ != "and":
        return []
    return [
        Mention(span, "army", country=code)
        for span, code in sentence.nations
        if span.end == mention.start - 1 and code != mention.country and span[0].pos_ in _ADJECTIVES
    ]


_LIST = words("conjuncts.list")


def list_word(word: str) -> bool:
    """Whether a word may stand between two members of a list."""
    return word in _LIST or word.isdigit()


def starts_clause(sentence: Sentence, mention: Mention) -> bool:
    """Whether a verb follows the mention at once: then it is the subject of a clause of its own."""
    after = sentence.doc[mention.end : mention.end + 2]
    return any(t.pos_ in {"VERB", "AUX"} and t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in after)
