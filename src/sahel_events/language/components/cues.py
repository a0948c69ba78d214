"""`sahel_cues`: words that deny, plan, doubt, claim or attribute, by the patterns of cues.toml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from ...lexicon.rules import load_rules
from ..marks import CUES, mark
from ..matching import rule_matcher


@dataclass(frozen=True, slots=True, kw_only=True)
class CueRule:
    """One rule of cues.toml (see the head of that file)."""

    id: str
    cue: str
    patterns: tuple[str, ...]
    match: tuple[str, ...]
    no_match: tuple[str, ...]


@lru_cache(maxsize=8)
def cue_rules(extra: Path | None = None) -> dict[str, CueRule]:
    """The cue rules by id, the user's folder `extra` included."""
    return {rule.id: rule for rule in load_rules("cues", CueRule, extra)}


class Cues:
    """Marks cues: `label_` is the kind of cue, `id_` the rule. Cues of different kinds may overlap."""

    def __init__(self, rules: str | None = None) -> None:
        self.rules = cue_rules(Path(rules) if rules else None)
        self.matcher = rule_matcher("cues.toml", self.rules)

    def __call__(self, doc: Doc) -> Doc:
        """Match and mark."""
        found = [
            Span(doc, start, end, label=self.rules[key].cue, span_id=key)
            for key, start, end in self.matcher(doc)
        ]
        mark(doc, CUES, found, overlapping=True)
        return doc


@Language.factory("sahel_cues", assigns=["doc.spans"], default_config={"rules": None})
def make_cues(nlp: Language, name: str, rules: str | None) -> Cues:
    """The component `sahel_cues`; `rules`: a folder of the user's rules files."""
    return Cues(rules)
