"""Where an event happened, to whom and with what, by words that few reports of one week share."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ..lexicon.rules import load_rules

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A rule of settings.toml: its `words` (runs of words, lower case) are looked for in the evidence, or
    `of_target` in the names of the targets and of those counted."""

    id: str
    points: int
    words: tuple[str, ...]
    match: tuple[str, ...]
    no_match: tuple[str, ...]
    of_target: bool = False

    def __post_init__(self) -> None:
        finder = SettingWords((self,))
        for text in self.match:
            if not finder.find(text, text):
                raise ValueError(f"does not match its example {text!r}")
        for text in self.no_match:
            if finder.find(text, text):
                raise ValueError(f"matches its counter-example {text!r}")


class SettingWords:
    """Finds settings by their first words, so that a text is gone through once for all rules."""

    def __init__(self, rules: Iterable[Setting]) -> None:
        self.points = {rule.id: rule.points for rule in rules}
        self._runs: dict[bool, dict[str, list[tuple[str, str]]]] = {
            False: defaultdict(list), True: defaultdict(list),
        }
        for rule in rules:
            for run in rule.words:
                self._runs[rule.of_target][run.partition(" ")[0]].append((f" {run} ", rule.id))

    @classmethod
    def load(cls) -> SettingWords:
        """The shipped rules. Raises TableError for what is wrong in them."""
        return cls(load_rules("settings", Setting))

    def find(self, evidence: str, targets: str) -> frozenset[str]:
        """The ids of the rules whose words stand in the evidence, or in the names of targets."""
        return frozenset((*self._found(evidence, of_target=False), *self._found(targets, of_target=True)))

    def _found(self, text: str, *, of_target: bool) -> set[str]:
        words = _WORD.findall(text.lower())
        runs = self._runs[of_target]
        first = runs.keys() & words
        if not first:
            return set()
        joined = f" {' '.join(words)} "
        return {ident for word in first for run, ident in runs[word] if run in joined}
