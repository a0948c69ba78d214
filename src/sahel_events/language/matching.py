"""Matches the patterns of the rules files on the words of a text, as a spaCy `Matcher` of them all would.

`Matcher` tries the first token of every pattern at every token of a text. Of the thousand patterns of the
trigger rules a paragraph has the words of a few dozen, and no pattern asks more of a token than its lower
case: an index of first words leads to the few that may start at a word. A `Matcher` of these few, made anew
for each paragraph, took a fifth of a whole run, this takes a hundredth. Since it asks for words alone, it
also reads texts that no model has seen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacy.tokens import Doc, Span

from ..errors import TableError
from .phrases import Patterned, TokenPattern, compile_pattern

Match = tuple[str, int, int]
"""Rule id, first token, token after the last."""


class _Pattern:
    """One pattern: for each token its words (None for any but those of `barred`), and whether it may be
    missing."""

    __slots__ = ("barred", "key", "later", "number", "plain", "steps")

    def __init__(self, key: str, number: int, tokens: Sequence[TokenPattern]) -> None:
        self.key = key
        self.number = number
        self.steps = [(_words(token), token.get("OP") == "?") for token in tokens]
        self.barred = frozenset(word for token in tokens for word in _barred(token))
        required = [words for words, optional in self.steps if words is not None and not optional]
        self.later = required[-1] if len(required) > 1 else None
        self.plain = required if len(required) == len(self.steps) else None

    def starts(self) -> frozenset[str] | None:
        """The words that a match may start with; None where any may be the first."""
        found: frozenset[str] = frozenset()
        for words, optional in self.steps:
            if words is None:
                return None
            found |= words
            if not optional:
                break
        return found

    def ends(self, words: Sequence[str], start: int) -> list[tuple[int, bool]]:
        """The ends of the matches that start at `start`, each with whether the last token took part."""
        if self.plain is not None:  # most patterns: so many words, one after the other
            end = start + len(self.plain)
            fits = all(word in wanted for word, wanted in zip(words[start:end], self.plain, strict=False))
            return [(end, True)] if fits and end <= len(words) else []
        here, last = {start}, set[int]()
        for wanted, optional in self.steps:
            if wanted is None:
                last = {i + 1 for i in here if i < len(words) and words[i] not in self.barred}
            else:
                last = {i + 1 for i in here if i < len(words) and words[i] in wanted}
            here = last | here if optional else last
            if not here:
                return []
        return [(end, end in last) for end in sorted(here) if end > start]


def _words(token: TokenPattern) -> frozenset[str] | None:
    lower = token.get("LOWER")
    if lower is None:
        return None
    return frozenset([lower] if isinstance(lower, str) else lower["IN"])


def _barred(token: TokenPattern) -> Sequence[str]:
    text = token.get("TEXT")
    return text["NOT_IN"] if isinstance(text, dict) else ()


class RuleMatcher:
    """All patterns of a set of rules."""

    def __init__(self) -> None:
        self._by_word: dict[str, list[_Pattern]] = {}
        self._always: list[_Pattern] = []
        self._count = 0

    def add(self, key: str, patterns: Sequence[Sequence[TokenPattern]]) -> None:
        """Add patterns of `compile_pattern` under `key`."""
        for tokens in patterns:
            pattern = _Pattern(key, self._count, tokens)
            self._count += 1
            starts = pattern.starts()
            if starts is None:
                self._always.append(pattern)
            for word in starts or ():
                self._by_word.setdefault(word, []).append(pattern)

    def __call__(self, text: Doc | Span) -> list[Match]:
        """The matches in a text, the longest of one rule's that overlap; tokens count in `text`."""
        return self.match([token.lower_ for token in text])

    def occurs(self, words: Sequence[str]) -> bool:
        """Whether any pattern matches in a text of these lower-case words."""
        for start, word in enumerate(words):
            for pattern in (*self._by_word.get(word, ()), *self._always):
                if pattern.ends(words, start):
                    return True
        return False

    def match(self, words: Sequence[str]) -> list[Match]:
        """The matches in a text of these lower-case words."""
        there = set(words)
        found: dict[tuple[int, int, int, int], Match] = {}
        for start, word in enumerate(words):
            asked = self._by_word.get(word)
            if asked is None and not self._always:
                continue
            for pattern in (*(asked or ()), *self._always):
                if pattern.later is not None and pattern.later.isdisjoint(there):
                    continue
                for end, closed in pattern.ends(words, start):
                    found[end - closed, start, pattern.number, end] = (pattern.key, start, end)
        return _longest(found)


def _longest(found: Mapping[tuple[int, int, int, int], Match]) -> list[Match]:
    """The longest of the overlapping matches of each rule, rules in the order in which a `Matcher` that reads
    from left to right is done with their first match."""
    by_rule: dict[str, set[tuple[int, int]]] = {}
    for order in sorted(found):
        key, start, end = found[order]
        by_rule.setdefault(key, set()).add((start, end))
    kept: list[Match] = []
    for key, spans in by_rule.items():
        taken: set[int] = set()
        for start, end in sorted(spans, key=lambda s: (s[0] - s[1], s[0])):
            if taken.isdisjoint(range(start, end)):
                taken.update(range(start, end))
                kept.append((key, start, end))
    return kept


def rule_matcher(file: str, rules: Mapping[str, Patterned]) -> RuleMatcher:
    """A matcher of all patterns of `rules`, each under its rule's id. Raises TableError, which names `file`
    and the rule, for a pattern that cannot be compiled.
    """
    matcher = RuleMatcher()
    for rule in rules.values():
        try:
            matcher.add(rule.id, [compile_pattern(p) for p in rule.patterns])
        except ValueError as error:
            raise TableError(file, None, f"rule {rule.id!r}: {error}") from error
    return matcher
