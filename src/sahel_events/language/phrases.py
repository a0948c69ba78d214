"""The small pattern language of the rules files, compiled to spaCy `Matcher` patterns.

`gunmen ~open fire .. on|at ?the bus`: tokens separated by spaces, matched on their lower case; `a|b`
alternatives; `~verb` any inflection; `..` up to three other words within the clause, `...` up to eight;
`?word` a word that may be missing.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Protocol

from spacy.matcher import Matcher
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from ..errors import TableError
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
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    stem = verb + verb[-1] if verb in _DOUBLING else verb
    third = verb + "es" if verb.endswith(("s", "sh", "ch", "x", "z")) else verb + "s"
    return verb, third, stem + "ed", stem + "ing"


def _one(word: str) -> list[TokenPattern]:
    optional = word.startswith("?")
    word = word.removeprefix("?")
    forms: list[str] = []
    for choice in word.split("|"):
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


class RuleMatcher:
    """Matches patterns of many rules as one spaCy `Matcher` would, asking only those that can match.

    `Matcher` tries the first token of every pattern at every token of a text. Of the thousand patterns of the
    trigger rules a paragraph has the words of a few dozen: a pattern is asked where a word of its first
    token that must be there occurs in the text. Measured on the sample articles: a third of the whole run.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self._patterns: list[tuple[str, list[TokenPattern]]] = []
        self._by_word: dict[str, list[int]] = {}
        self._always: list[int] = []
        self._made: OrderedDict[tuple[int, ...], Matcher] = OrderedDict()

    def add(self, key: str, patterns: Sequence[list[TokenPattern]]) -> None:
        """Add patterns under `key`. Raises ValueError for one that spaCy refuses."""
        Matcher(self.vocab).add(key, list(patterns), greedy="LONGEST")
        for pattern in patterns:
            number = len(self._patterns)
            self._patterns.append((key, pattern))
            needed = _needed(pattern)
            if needed is None:
                self._always.append(number)
            for word in needed or ():
                self._by_word.setdefault(word, []).append(number)

    def __call__(self, text: Doc | Span) -> list[tuple[int, int, int]]:
        """Matches as `(key, start, end)`, the longest of one key's that overlap; tokens count in `text`."""
        words_here = {token.lower_ for token in text}
        asked = sorted({n for word in words_here for n in self._by_word.get(word, ())} | {*self._always})
        return list(self._matcher(tuple(asked))(text)) if asked else []

    def _matcher(self, asked: tuple[int, ...]) -> Matcher:
        """A `Matcher` of these patterns, in the order in which they were added; the last few are kept."""
        made = self._made.get(asked)
        if made is None:
            made = Matcher(self.vocab, validate=False)
            by_key: dict[str, list[list[TokenPattern]]] = {}
            for number in asked:
                key, pattern = self._patterns[number]
                by_key.setdefault(key, []).append(pattern)
            for key, patterns in by_key.items():
                made.add(key, patterns, greedy="LONGEST")
            self._made[asked] = made
            if len(self._made) > _KEPT:
                self._made.popitem(last=False)
        return made


_KEPT = 64
"""Matchers kept for texts with the same words of rules: sentences of one paragraph share most of theirs."""


def _needed(pattern: list[TokenPattern]) -> frozenset[str] | None:
    """The words of which a text must have one for `pattern` to match; None where any text may."""
    for token in pattern:
        lower = token.get("LOWER")
        if lower is None or token.get("OP", "1") in {"?", "*"}:
            continue
        return frozenset([lower] if isinstance(lower, str) else lower["IN"])
    return None


def rule_matcher(vocab: Vocab, file: str, rules: Mapping[str, Patterned]) -> RuleMatcher:
    """A matcher of all patterns of `rules`, each under its rule's id. Raises TableError, which
    names `file` and the rule, for a pattern that cannot be compiled.
    """
    matcher = RuleMatcher(vocab)
    for rule in rules.values():
        try:
            matcher.add(rule.id, [compile_pattern(p) for p in rule.patterns])
        except ValueError as error:
            raise TableError(file, None, f"rule {rule.id!r}: {error}") from error
    return matcher
