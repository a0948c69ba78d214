"""`sahel_dates`: date expressions, found by the regular expressions of dates.toml. Reading them is
events/dates.py's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from ...lexicon.rules import compile_safely, load_rules
from ..marks import DATES, mark

MONTHS = (
    "January|Jan\\.?|February|Feb\\.?|March|Mar\\.|April|Apr\\.?|May|June|Jun\\.?|July|Jul\\.?|August|Aug\\.?|"
    "September|Sept?\\.?|October|Oct\\.?|November|Nov\\.?|December|Dec\\.?"
)
WEEKDAYS = (
    "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|"
    "Mon\\.|Tues?\\.|Wed\\.|Thurs?\\.|Fri\\.|Sat\\.|Sun\\."
)
MONTHS += "|" + "|".join(m.upper() for m in MONTHS.split("|") if "." not in m)
_MACROS = {
    "<<MONTH>>": f"(?P<m1>(?-i:{MONTHS}))",
    "<<MONTH2>>": f"(?P<m2>(?-i:{MONTHS}))",
    "<<MONTH3>>": f"(?P<m3>(?-i:{MONTHS}))",
    "<<DOW>>": f"(?P<dow>{WEEKDAYS})",
    "<<DOW2>>": f"(?P<dow2>{WEEKDAYS})",
}
_NAMES = {"<<MONTH>>": re.compile(rf"\b(?:{MONTHS})"), "<<DOW>>": re.compile(rf"(?i)\b(?:{WEEKDAYS})")}


class _Seen:
    """Which of the words that rules need a text holds; each is looked for once."""

    def __init__(self, text: str) -> None:
        self._text, self._lower = text, text.lower()
        self._known: dict[str, bool] = {}

    def __contains__(self, need: str) -> bool:
        if need not in self._known:
            name = _NAMES.get(need)
            self._known[need] = need in self._lower if name is None else name.search(self._text) is not None
        return self._known[need]


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRule:
    """One rule of dates.toml: `form` says how its named groups are read. The pattern is not tried on a text
    that holds none of `needs` in lower case (`<<MONTH>>`, `<<DOW>>`: the name of one).
    """

    id: str
    form: str
    pattern: str
    match: tuple[str, ...]
    no_match: tuple[str, ...]
    needs: tuple[str, ...] = ()
    compiled: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        text = self.pattern
        for macro, regex in _MACROS.items():
            text = text.replace(macro, regex)
        compiled = compile_safely(rf"(?<![\w/-])(?:{text})(?!\w)", "i")
        object.__setattr__(self, "compiled", compiled)
        for example in self.match:
            if not compiled.search(example):
                raise ValueError(f"does not match its example {example!r}")
            if not self.may_fit(_Seen(example)):
                raise ValueError(f"holds none of its `needs` in its example {example!r}")
        for counter in self.no_match:
            if compiled.search(counter):
                raise ValueError(f"matches its counter-example {counter!r}")

    @property
    def longest(self) -> int:
        """Characters of the longest paragraph that is read at one go (see `events/portions.py`)."""
        return 6000

    def may_fit(self, seen: _Seen) -> bool:
        """Whether a text may hold what the pattern finds."""
        return not self.needs or any(need in seen for need in self.needs)


@lru_cache(maxsize=8)
def date_rules(extra: Path | None = None) -> dict[str, DateRule]:
    """The date rules by id, in order, the user's folder `extra` included."""
    return {rule.id: rule for rule in load_rules("dates", DateRule, extra)}


class Dates:
    """Marks date expressions: `label_` is the form, `id_` the rule; the longest of overlapping ones."""

    def __init__(self, rules: str | None = None) -> None:
        self.rules = date_rules(Path(rules) if rules else None)

    def __call__(self, doc: Doc) -> Doc:
        """Match and mark."""
        mark(doc, DATES, self.match(doc))
        return doc

    def match(self, doc: Doc) -> list[Span]:
        """The date spans of `doc`, in the order of the rules."""
        found = []
        text = doc.text  # spaCy puts it together from the tokens each time
        seen = _Seen(text)
        for rule in self.rules.values():
            if not rule.may_fit(seen):
                continue
            for m in rule.compiled.finditer(text):
                span = doc.char_span(*m.span(), alignment_mode="expand")
                if span is not None:
                    found.append(Span(doc, span.start, span.end, label=rule.form, span_id=rule.id))
        return found


@Language.factory("sahel_dates", assigns=["doc.spans"], default_config={"rules": None})
def make_dates(nlp: Language, name: str, rules: str | None) -> Dates:
    """The component `sahel_dates`; `rules`: a folder of the user's rules files."""
    return Dates(rules)
