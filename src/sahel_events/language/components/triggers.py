"""`sahel_triggers`: words that carry an event, by the patterns of triggers.toml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from ...lexicon.rules import load_rules
from ..marks import DATES, TRIGGERS, mark, marked
from ..matching import RuleMatcher, rule_matcher
from ..words import words

ACTS = words("triggers.acts")
"""What a trigger can say happened; events/typing.py turns acts into ACLED's types."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerRule:
    """One rule of triggers.toml (see the head of that file)."""

    id: str
    act: str
    patterns: tuple[str, ...]
    match: tuple[str, ...]
    no_match: tuple[str, ...]
    pos: str = "any"
    weak: bool = False

    def __post_init__(self) -> None:
        if self.act not in ACTS:
            raise ValueError(f"unknown act {self.act!r}; allowed: {', '.join(sorted(ACTS))}")
        if self.pos not in {"any", "verb", "noun"}:
            raise ValueError(f"pos {self.pos!r} is none of any, verb, noun")


@lru_cache(maxsize=8)
def trigger_rules(extra: Path | None = None) -> dict[str, TriggerRule]:
    """The trigger rules by id, the user's folder `extra` included."""
    return {rule.id: rule for rule in load_rules("triggers", TriggerRule, extra)}


@lru_cache(maxsize=8)
def _matcher(extra: Path | None) -> RuleMatcher:
    """Of the rules, made once for the look at the words and for the pipeline."""
    return rule_matcher("triggers.toml", trigger_rules(extra))


class Triggers:
    """Marks triggers: `label_` is the act, `id_` the rule. Of overlapping matches the longest counts."""

    def __init__(self, rules: str | None = None) -> None:
        extra = Path(rules) if rules else None
        self.rules, self.matcher = trigger_rules(extra), _matcher(extra)

    def __call__(self, doc: Doc) -> Doc:
        """Match and mark."""
        mark(doc, TRIGGERS, _nested(self.match(doc)), overlapping=True)
        return doc

    def match(self, doc: Doc) -> list[Span]:
        """The trigger spans of `doc`, the strong before the weak where two cover the same words."""
        found = []
        dated = {token.i for span in marked(doc, DATES) for token in span}  # "March 5" is no march
        for key, start, end in self.matcher(doc):
            if start in dated:
                continue
            rule = self.rules[key]
            if end - start > 1 or _fits(doc, start, rule.pos):
                found.append((end - start, rule.weak, Span(doc, start, end, label=rule.act, span_id=rule.id)))
        found.sort(key=lambda f: (-f[0], f[1], f[2].start))
        return [span for _, _, span in found]


_SPECIFIC = words("triggers.specific")
"""Acts that a longer match around them must not hide: "came under an air attack"."""


def _nested(spans: list[Span]) -> list[Span]:
    """The longest of overlapping spans, and specific acts inside a longer span of another act."""
    kept = filter_spans(spans)
    inner = [
        s
        for s in spans
        if s.label_ in _SPECIFIC
        and any(k.start <= s.start and s.end <= k.end and k.label_ not in _SPECIFIC for k in kept)
    ]
    return kept + filter_spans(inner)


_NOMINAL = {"NOUN", "PROPN"}
_VERBAL = {"VERB", "AUX"}
_EITHER = {"clashes", "attacks", "raids", "protests", "ambushes"}


def _fits(doc: Doc, index: int, pos: str) -> bool:
    """Whether the tagger lets the word be a verb or a noun. Forms in -ed are verbs whatever it says: it takes
    `wounded` in lists for an adjective."""
    token = doc[index]
    if pos == "any" or not token.pos_:
        return True
    noun = (  # "Clashes between …": a noun, whatever the tagger says
        token.lower_ in _EITHER
        and index + 1 < len(doc)
        and doc[index + 1].lower_ in {"between", "near", "against", "on", "by"}
    )
    if pos == "noun":
        return noun or token.pos_ not in _VERBAL
    if noun:
        return False
    if token.lower_.endswith("ed") or token.pos_ in _VERBAL:
        return True
    return (
        token.tag_.startswith("VB")
        or (token.pos_ == "ADJ" and not token.lower_.endswith("ing"))
        or (token.lower_.endswith("ing") and token.pos_ not in _NOMINAL)
    )


@Language.factory(
    "sahel_triggers", assigns=["doc.spans"], requires=["token.pos"], default_config={"rules": None}
)
def make_triggers(nlp: Language, name: str, rules: str | None) -> Triggers:
    """The component `sahel_triggers`; `rules`: a folder of the user's rules files."""
    return Triggers(rules)
