"""Who says what a record tells: the army, an official, the group itself, residents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import cast, get_args

from ..lexicon.rules import check_examples, load_rules
from .record import Speaker
from .reports import Record
from .runs import Found, Runs

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
        check_examples(self.match, self.no_match, lambda text: _said((self,), text) is not None)


@dataclass(frozen=True, slots=True)
class _Says:
    """A verb of saying, or, `by`, words that a speaker follows."""

    by: bool


@cache
def _words(rules: tuple[SpeakerRule, ...]) -> Runs[SpeakerRule | _Says]:
    words: dict[str, SpeakerRule | _Says] = dict.fromkeys(_SAY, _Says(by=False))
    words |= dict.fromkeys(_SAID_BY, _Says(by=True))
    for rule in reversed(rules):
        words |= dict.fromkeys(rule.who, rule)
    return Runs(words)


def _said(rules: tuple[SpeakerRule, ...], sentence: str) -> str | None:
    """The label of the rule whose word stands nearest to a verb of saying in `sentence`; None for none."""
    speakers: list[Found[SpeakerRule]] = []
    verbs: list[Found[_Says]] = []
    for found in _words(rules).find(sentence):
        (verbs if isinstance(found.value, _Says) else speakers).append(found)  # type: ignore[arg-type]
    pairs = [
        (gap, who.start, who.value) for verb in verbs for who in speakers
        if (gap := _gap(sentence, verb, who)) is not None
    ]
    if pairs:
        return min(pairs, key=lambda pair: pair[:2])[2].label
    return next((who.value.label for who in speakers if who.value.bare), None)


def _gap(sentence: str, verb: Found[_Says], who: Found[SpeakerRule]) -> int | None:
    """The characters between a speaker and a verb, where they are near enough and in one clause."""
    if verb.value.by:
        start, end, most = verb.end, who.start, _AFTER
    else:
        start, end, most = who.end, verb.start, _BEFORE
    return end - start if 0 <= end - start <= most and not _CLAUSE_END.search(sentence, start, end) else None


_CLAUSE_END = re.compile(r"[.;]")


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
