"""Where an event happened, to whom and with what, by words that few reports of one week share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..lexicon.rules import check_examples, load_rules
from .runs import Runs


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
        check_examples(self.match, self.no_match, lambda text: bool(finder.find(text, text)))


class SettingWords:
    """Finds settings in the words of a report."""

    def __init__(self, rules: Iterable[Setting]) -> None:
        rules = tuple(rules)
        self.points = {rule.id: rule.points for rule in rules}
        self._evidence, self._targets = (
            Runs({run: rule.id for rule in rules if rule.of_target is of_target for run in rule.words})
            for of_target in (False, True)
        )

    @classmethod
    def load(cls) -> SettingWords:
        """The shipped rules. Raises TableError for what is wrong in them."""
        return cls(load_rules("settings", Setting))

    def find(self, evidence: str, targets: str) -> frozenset[str]:
        """The ids of the rules whose words stand in the evidence, or in the names of targets."""
        return frozenset((*self._evidence.values(evidence), *self._targets.values(targets)))
