"""Matching the words that say what happened to people: the rules of tolls.toml over a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from spacy.tokens import Span

from ..language.matching import rule_matcher
from ..lexicon.rules import load_rules
from ..schema import CasualtyKind

VOICES = frozenset({"verb", "subject", "object", "noun_of", "state", "toll", "body"})


@dataclass(frozen=True, slots=True, kw_only=True)
class TollRule:
    """One rule of tolls.toml (see the head of that file). `needs`: words one of which must stand in the
    clause. `unless`: stretches of text none of which may stand in the sentence. `animate`: the words take
    only people, so that any noun beside them is counted.
    """

    id: str
    kind: str
    voice: str
    patterns: tuple[str, ...]
    match: tuple[str, ...]
    no_match: tuple[str, ...]
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    animate: bool = False

    def __post_init__(self) -> None:
        CasualtyKind(self.kind)
        if self.voice not in VOICES:
            raise ValueError(f"voice {self.voice!r}; allowed: {', '.join(sorted(VOICES))}")


@lru_cache(maxsize=8)
def toll_rules(extra: Path | None = None) -> dict[str, TollRule]:
    """The toll rules by id, the user's folder `extra` included."""
    return {rule.id: rule for rule in load_rules("tolls", TollRule, extra)}


@lru_cache(maxsize=8)
def toll_matcher(extra: Path | None = None) -> TollMatcher:
    """The matcher of the toll rules, made once for the look at the words and for the assembly."""
    return TollMatcher(extra)


class TollMatcher:
    """Finds the words of tolls.toml: (span, rule) in order of the text, all rules that match at a place."""

    def __init__(self, extra: Path | None = None) -> None:
        self.rules = toll_rules(extra)
        self.matcher = rule_matcher("tolls.toml", self.rules)

    def __call__(self, sentence: Span, lower: Sequence[str] | None = None) -> list[tuple[Span, TollRule]]:
        """All matches in `sentence`, a shorter one inside a longer one of a kind left out. `lower`: the
        words in lower case, where they are there already.
        """
        matches = self.matcher(sentence) if lower is None else self.matcher.match(lower)
        found = [(sentence[start:end], self.rules[key]) for key, start, end in matches]
        kept = [
            (span, rule)
            for span, rule in found
            if not any(
                other is not span
                and r.kind == rule.kind
                and r.voice == rule.voice
                and other.start <= span.start
                and span.end <= other.end
                and len(other) > len(span)
                for other, r in found
            )
        ]
        return sorted(kept, key=lambda item: (item[0].start, item[0].end, item[1].id))
