"""Words that hold counts of one list together: commas, "and", "along with", and what describes a member."""

from __future__ import annotations

from ..language.words import words
from .reading import Sentence

_LIST_WORDS = words("lists.words")
_JOINING = {",", "and", "plus", "as", "or", "&", "+", "along", "together", "with"}
BREAKS = words("lists.breaks")
_BREAKS = BREAKS - {"as"}
LONGEST_MODIFIER = 16
"""Words between two counts of one list: "a soldier of the camp at In-Delimane and two guards"."""


def is_list(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the tokens start:end hold two counts of one list together: "and", commas, "others"."""
    words: set[str] = set()
    for token in sentence.doc[start:end]:  # asked of every pair of counts: the first other word says no
        if token.lower_ not in _LIST_WORDS:
            return False
        words.add(token.lower_)
    if "with" in words and not {"along", "together", "his", "her", "their"} & words:
        return False
    return not words.isdisjoint(_JOINING)


def is_modified_list(sentence: Sentence, start: int, end: int) -> bool:
    """The same with words between that describe the first: "a man of the Arab community and six others"."""
    doc = sentence.doc
    if is_list(sentence, start, end):
        return True
    tail = end
    while tail > start and doc[tail - 1].lower_ in _LIST_WORDS:
        tail -= 1
    gap, joint = doc[start:tail], {t.lower_ for t in doc[tail:end]}
    if not 0 < len(gap) <= LONGEST_MODIFIER or any(
        t.text in {".", "“", "”", '"', ";"} or (t.lower_ in _BREAKS and t.i > start) for t in gap
    ):
        return False
    comma = gap[0].text == "," and gap[1:2].text.lower() in {"including", "among", "who"}
    if gap[0].lower_ in {"including", "notably"}:  # "two members including a colonel and also a child"
        return bool({"along", "together", "also", "plus"} & joint) or {"as", "well"} <= joint
    if comma or gap[0].lower_ == "who":
        return bool({"along", "together"} & joint) or (comma and {",", "and"} <= joint)
    if any(t.pos_ == "VERB" and t.tag_ not in {"VBG", "VBN"} for t in gap):
        return False
    opens = gap[0].pos_ == "ADP" or gap[0].text == "(" or gap[0].lower_ in _DESCRIBE
    return opens and gap[0].lower_ not in _NO_MODIFIER and bool({"and", "&", "plus", "+"} & joint)


_DESCRIBE = {"belonging", "traveling", "travelling"}
_NO_MODIFIER = {"by", "after", "with", "during"}


def only_words(sentence: Sentence, start: int, end: int, allowed: frozenset[str] | set[str]) -> bool:
    """Whether the tokens start:end are adverbs and `allowed` words alone."""
    return all(t.lower_ in allowed or t.pos_ == "ADV" for t in sentence.doc[start:end])
