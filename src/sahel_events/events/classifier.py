"""A trained second opinion on what a sentence tells: one of ACLED's sub-types, or no event.

A softmax over sparse features (`features`), trained by training/classifier on sentences written for it. The
rules decide; the classifier corrects a type that rules chose by the sides alone
and that it finds far less likely than another, and offers a telling
where the rules found none and it is nearly sure.
"""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Span

from ..errors import RejectReason, TableError
from ..lexicon.tables import packaged
from .features import features
from .frames import Frame, Refused, frame_of
from .reading import Sentence

FILE = "classifier.jsonl.gz"
RULE = "type.model"
NONE = "none"
OPEN = frozenset(
    {
        "type.armed_target",
        "type.soldiers_dead",
        "type.civilian_target",
        "type.armed_dead",
        "type.civilian_dead",
        "type.convoy",
        "type.unknown_target",
        "type.post_burnt",
        "type.other",
    }
)
"""Rules that go by the sides or by nothing: where a word for the act itself decides, rules know better."""
_ON_CIVILIANS = {"attack", "sexual_violence"}
_UNREAL = {
    RejectReason.NEGATED,
    RejectReason.PLANNED,
    RejectReason.HYPOTHETICAL,
    RejectReason.HABITUAL,
}
FAR = 2.5  # log odds by which another type must beat the rules' own
SURE = 0.9  # chance of an event, and
SURE_TYPE = 0.45  # of its type, for a telling that no rule found

ACT_OF_SUB = {
    "armed_clash": "clash",
    "government_regains_territory": "regain",
    "non_state_actor_overtakes_territory": "overtake",
    "air_drone_strike": "air_strike",
    "suicide_bomb": "suicide",
    "shelling_artillery_missile": "shell",
    "remote_explosive_landmine_ied": "ied",
    "grenade": "grenade",
    "attack": "attack",
    "abduction_forced_disappearance": "abduct",
    "sexual_violence": "rape",
    "peaceful_protest": "protest",
    "protest_with_intervention": "disperse",
    "excessive_force_against_protesters": "disperse",
    "violent_demonstration": "riot",
    "mob_violence": "mob",
    "agreement": "agreement",
    "arrests": "arrest",
    "change_to_group_activity": "group_change",
    "disrupted_weapons_use": "arms_find",
    "headquarters_or_base_established": "base",
    "looting_property_destruction": "loot",
    "non_violent_transfer_of_territory": "handover",
    "coup": "coup",
    "accident": "accident",
    "other": "free",
}
"""The act that a telling of each sub-type stands for where sides and joining ask for one."""


class Opinion(Protocol):
    """Whatever can say what a sentence tells."""

    def chances(
        self, sentence: Sentence, triggers: Sequence[Span], refused: Sequence[Refused]
    ) -> Mapping[str, float]:
        """The chance of each sub-type and of `NONE`; empty for no opinion."""
        ...


@dataclass(frozen=True)
class Classifier:
    """The shipped weights: for each feature one signed byte a class, `scale` of which is one unit."""

    classes: tuple[str, ...]
    bias: tuple[float, ...]
    scale: float
    weights: Mapping[str, Sequence[int]]

    def chances(
        self, sentence: Sentence, triggers: Sequence[Span], refused: Sequence[Refused]
    ) -> dict[str, float]:
        """The chance of each sub-type and of `NONE`."""
        index, table = self._table
        known = [(index[n], v) for n, v in features(sentence, triggers, refused).items() if n in index]
        units = np.array([v for _, v in known]) * self.scale
        rows = np.empty((len(known) + 1, len(self.classes)))
        rows[0] = self.bias
        np.multiply(table[[i for i, _ in known]] if known else table[:0], units[:, np.newaxis], out=rows[1:])
        scores = np.add.reduce(rows).tolist()  # row by row: the digits are those of a loop
        top = max(scores)
        powers = [math.exp(s - top) for s in scores]
        total = sum(powers)
        return {c: p / total for c, p in zip(self.classes, powers, strict=True)}

    @cached_property
    def _table(self) -> tuple[dict[str, int], NDArray[np.float64]]:
        """The row of each feature, and the rows."""
        rows = np.array(list(self.weights.values()), dtype=np.float64).reshape(-1, len(self.classes))
        return {name: i for i, name in enumerate(self.weights)}, rows


@lru_cache(maxsize=4)
def load_classifier(path: Path | None = None) -> Classifier:
    """The classifier in `path`, or the packaged one. Raises TableError for a file that is none."""
    file = path or packaged(FILE)
    try:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            head = json.loads(next(lines))
            return _checked(head, dict(map(json.loads, lines)))
    except (OSError, EOFError, StopIteration, KeyError, TypeError, ValueError) as error:
        raise TableError(str(file), None, f"not a file of the classifier: {error}") from error


def _checked(head: dict[str, Any], weights: dict[str, list[int]]) -> Classifier:
    if any(len(row) != len(head["classes"]) for row in weights.values()):
        raise ValueError("a row whose length is not that of classes")
    return Classifier(tuple(head["classes"]), tuple(head["bias"]), head["scale"], weights)


def likeliest(chances: Mapping[str, float]) -> str:
    """The likeliest sub-type, whatever the chance that there is no event."""
    return max((c for c in chances if c != NONE), key=lambda c: chances[c])


def second_opinion(
    sub: str, rule: str, frames: Sequence[Frame], patients: Set[str] = frozenset()
) -> tuple[str, str]:
    """The sub-type and what decided it: the rules' own, unless they went by the sides alone and the
    sentence that tells first is far likelier to tell another type. `patients`: the groups of the targets;
    armed men alone are never civilians.
    """
    first = next((f for f in frames if not f.title), None)
    if first is None or not first.sentence.chances:
        return sub, rule
    chances = first.sentence.chances
    best = likeliest(chances)
    if first.guessed:
        return best, RULE
    if patients == {"armed"} and best in _ON_CIVILIANS:
        return sub, rule
    if best != sub and rule in OPEN and chances[best] > math.exp(FAR) * chances.get(sub, 0.0):
        return best, RULE
    return sub, rule


def guess(sentence: Sentence, refused: Sequence[Refused]) -> Frame | None:
    """A telling in a sentence where no rule found one, if the classifier is nearly sure; its trigger is the
    word on which the sentence hangs. What rules refused as not real (negated, planned …) stays refused.
    """
    chances = sentence.chances
    if not chances or 1 - chances[NONE] < SURE or any(r.reason in _UNREAL for r in refused):
        return None
    best = likeliest(chances)
    if chances[best] < SURE_TYPE:
        return None
    root = sentence.span.root.i
    trigger = Span(sentence.doc, root, root + 1, label=ACT_OF_SUB[best], span_id=RULE)
    frame = frame_of(sentence, [trigger], (sentence.start, sentence.end))
    frame.guessed = True
    return frame
