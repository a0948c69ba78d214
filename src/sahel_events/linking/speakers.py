"""Who says what a record tells: the army, an official, the group itself, residents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import cast, get_args

from ..lexicon.rules import load_rules
from .record import Speaker
from .reports import Record

_SAY = (
    "say", "says", "said", "saying", "tell", "tells", "told", "announce", "announced", "announces",
    "confirm", "confirmed", "confirms", "declare", "declared", "state", "stated", "states", "statement",
    "report", "reported", "reports", "revised", "raised", "put", "puts", "gave", "gives", "added", "adds",
    "acknowledged", "admitted", "count", "counted", "published", "described", "documented", "verified",
    "spoke of", "speaks of", "speaks for", "wrote", "listed", "claim", "claims", "claimed", "claiming",
    "boasts", "boasted", "posted", "estimate", "estimated", "estimates",
)
"""Verbs of saying, as they stand after a speaker."""

_SAID_BY = (
    "according to", "announced by", "confirmed by", "told by", "reported by", "published by", "statement by",
    "statement from", "issued by", "claimed by", "informed by", "quoting", "cited by",
)
"""Words that a speaker may follow: not "said", whose object is as often what was said."""

_BEFORE, _AFTER = 60, 30
"""Characters that may stand between a speaker and the verb ("the governor of the region, a colonel, said"),
and between "according to" and the speaker ("according to two officials of the district")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerRule:
    """A rule of speakers.toml. `who`: words for the speaker; `bare`: whether the word alone is enough, where
    no speaker stands with a verb of saying."""

    id: str
    label: str
    who: tuple[str, ...]
    match: tuple[str, ...]
    no_match: tuple[str, ...]
    bare: bool = False

    def __post_init__(self) -> None:
        if self.label not in get_args(Speaker):
            raise ValueError(f"label {self.label!r} is none of {', '.join(get_args(Speaker))}")
        for text in self.match:
            if _said((self,), text) != self.label:
                raise ValueError(f"does not match its example {text!r}")
        for text in self.no_match:
            if _said((self,), text) is not None:
                raise ValueError(f"matches its counter-example {text!r}")


def _any(words: Iterable[str]) -> re.Pattern[str]:
    listed = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)", re.IGNORECASE)


_VERB, _BY = _any(_SAY), _any(_SAID_BY)


@cache
def _words(rules: tuple[SpeakerRule, ...]) -> tuple[re.Pattern[str], dict[str, SpeakerRule]]:
    by_word = {word: rule for rule in reversed(rules) for word in rule.who}
    return _any(by_word), by_word


def _said(rules: tuple[SpeakerRule, ...], sentence: str) -> str | None:
    """The label of the rule whose word stands nearest to a verb of saying in `sentence`; None for none."""
    pattern, by_word = _words(rules)
    speakers = list(pattern.finditer(sentence))
    if not speakers:
        return None
    pairs = [
        (verb.start() - who.end(), who) for verb in _VERB.finditer(sentence) for who in speakers
        if _beside(sentence, who.end(), verb.start(), _BEFORE)
    ]
    pairs += [
        (who.start() - verb.end(), who) for verb in _BY.finditer(sentence) for who in speakers
        if _beside(sentence, verb.end(), who.start(), _AFTER)
    ]
    if pairs:
        return by_word[min(pairs, key=lambda pair: (pair[0], pair[1].start()))[1].group().lower()].label
    return next((rule.label for who in speakers if (rule := by_word[who.group().lower()]).bare), None)


def _beside(sentence: str, start: int, end: int, most: int) -> bool:
    return 0 <= end - start <= most and not re.search(r"[.;]", sentence[start:end])


@cache
def _rules() -> tuple[SpeakerRule, ...]:
    return load_rules("speakers", SpeakerRule)


def speaker(record: Record, span: Sequence[int] | None) -> Speaker:
    """Who says what stands at `span` of a record's article, by the sentence of the evidence that holds it,
    else by the evidence that names a speaker, else by the record's status. One of record.Speaker."""
    sentences = [row for row in record["evidence"] if span and _holds(row.get("span"), span)]
    for row in (*sentences, *record["evidence"]):
        found = _of_sentence(row["text"])
        if found is not None:
            return found
    if record["status"] == "claimed":
        return "group"
    if record["status"] == "reported":
        return "unnamed"
    return "official" if (record.get("why") or {}).get("status") == "status.authority" else "article"


@lru_cache(maxsize=4096)
def _of_sentence(text: str) -> Speaker | None:
    return cast("Speaker | None", _said(_rules(), text))


def _holds(outer: Sequence[int] | None, inner: Sequence[int]) -> bool:
    return outer is not None and outer[0] <= inner[0] and inner[1] <= outer[1]
