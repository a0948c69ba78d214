"""The small pattern language of the rules files, compiled to spaCy `Matcher` patterns.

`gunmen ~open fire .. on|at ?the bus`: tokens separated by spaces, matched on their lower case; `a|b`
alternatives; `~verb` any inflection; `..` up to three other words within the clause, `...` up to eight;
`?word` a word that may be missing.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Protocol

from .words import verb_forms, words

TokenPattern = dict[str, Any]


class Patterned(Protocol):
    """A rule of a rules file with patterns."""

    @property
    def id(self) -> str:
        """The rule's id."""

    @property
    def patterns(self) -> tuple[str, ...]:
        """Patterns of this module's language."""


IRREGULAR = verb_forms()
_DOUBLING = words("phrases.doubling")


@cache
def inflect(verb: str) -> tuple[str, ...]:
    """All forms of an English verb, the base first: regular ones by rule, the others from `IRREGULAR`."""
    if verb in IRREGULAR:
        return (verb, *IRREGULAR[verb])
    if "-" in verb:
        head, _, tail = verb.rpartition("-")
        return tuple(f"{head}-{form}" for form in inflect(tail))
    if verb.endswith("ee"):
        return verb, verb + "s", verb + "d", verb + "ing"
    if verb.endswith("e"):
        return verb, verb + "s", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2:-1] not in {*"aeiou"}:
        return verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    stem = verb + verb[-1] if verb in _DOUBLING else verb
    third = verb + "es" if verb.endswith(("s", "sh", "ch", "x", "z")) else verb + "s"
    return verb, third, stem + "ed", stem + "ing"


def _one(word: str) -> list[TokenPattern]:
    optional = word.startswith("?")
    word = word.removeprefix("?")
    forms: list[str] = []
    for choice in word.split("|"):
        if not choice.strip("~-"):
            raise ValueError(f"{word!r}: a word is missing; write one on each side of |, and behind ~")
        forms += inflect(choice[1:]) if choice.startswith("~") else [choice]
    pieces = [form.replace("-", " - ").split() for form in forms]
    if len({len(p) for p in pieces}) > 1:
        raise ValueError(f"{word!r}: alternatives must have the same number of tokens")
    out: list[TokenPattern] = []
    for column in zip(*pieces, strict=True):
        values = sorted(set(column))
        out.append({"LOWER": values[0]} if len(values) == 1 else {"LOWER": {"IN": values}})
        if optional:
            out[-1]["OP"] = "?"
    return out


_GAP: list[TokenPattern] = [{"TEXT": {"NOT_IN": [",", ";", ":", "."]}, "OP": "?"}]
_GAPS = {"..": 3, "...": 8}


def compile_pattern(pattern: str) -> list[TokenPattern]:
    """A pattern of the rules files as a spaCy `Matcher` pattern. Raises ValueError for an empty or uneven
    one.

    Words with hyphens are cut as spaCy's English tokenizer cuts them ("shoot-out" is three tokens).
    """
    found: list[TokenPattern] = []
    for word in pattern.split():
        found += _GAP * _GAPS[word] if word in _GAPS else _one(word)
    if not found:
        raise ValueError("empty pattern")
    return found
