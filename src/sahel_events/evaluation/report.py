"""All figures of an evaluation: by field, event type and source form, errors by stage, calibration."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..schema import EventType
from .calibration import Bin, calibration, expected_error
from .judge import ALL_RIGHT, Judgement, Score, Tally
from .stages import Mistake, Stage


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What came of it.

    missing: one line for each gold article that is not in the events file and is not known to have been read;
    its events count as missed. changed: one line for each article whose text is another now. notes: what else
    a reader of the figures should know. cannot_tell: the stages that were not told apart.
    """

    articles: int
    judgements: tuple[Judgement, ...]
    forms: Mapping[str, str]
    mistakes: tuple[Mistake, ...]
    cannot_tell: tuple[Stage, ...]
    missing: tuple[str, ...]
    changed: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def problems(self) -> tuple[str, ...]:
        """What makes the figures doubtful."""
        return (*self.missing, *self.changed)

    @property
    def score(self) -> Score:
        """Tallies of all fields."""
        return Score.of(self.judgements)

    @property
    def stages(self) -> dict[Stage, int]:
        """How many errors arose at each stage, in the order of the stages; those without are left out."""
        counts = Counter(mistake.stage for mistake in self.mistakes)
        return {stage: counts[stage] for stage in Stage if counts[stage]}

    @property
    def bins(self) -> list[Bin]:
        """Confidence against correctness."""
        return calibration(self.judgements)

    def by_form(self) -> dict[str, Score]:
        """Scores by the kind of file that the article was read from."""
        groups: dict[str, list[Judgement]] = {}
        for each in self.judgements:
            groups.setdefault(self.forms[each.article], []).append(each)
        return {name: Score.of(groups[name]) for name in sorted(groups)}

    def by_type(self) -> dict[str, Score]:
        """Scores by event type: a pair belongs to gold's type, a record without gold to its own. Only a wrong
        type or sub-type is spurious in the type that was given, as it is missed in the one that is right."""
        scores: dict[str, Score] = {}
        for each in self.judgements:
            given = str((each.record or {}).get("event_type"))
            home = given if each.gold is None else each.gold.event_type.value
            one = Score.of([each])
            if each.gold is not None and each.record is not None and given != home:
                for name in ("event_type", "sub_event_type"):
                    tally = one.fields[name]
                    away = scores.setdefault(given, Score()).fields[name]
                    away.spurious, tally.spurious = away.spurious + tally.spurious, 0
            scores.setdefault(home, Score()).add(one)
        order = [kind.value for kind in EventType]
        return {name: scores[name] for name in [*order, *sorted(set(scores) - set(order))] if name in scores}

    def to_dict(self, *, errors: bool = False) -> dict[str, Any]:
        """All figures as values of JSON; with `errors` each error too."""
        score = self.score
        return {
            "articles": self.articles,
            **_scored(score),
            "by_type": {name: _scored(part) for name, part in self.by_type().items()},
            "by_form": {name: _scored(part) for name, part in self.by_form().items()},
            "stages": {stage.value: number for stage, number in self.stages.items()},
            "not_told_apart": [stage.value for stage in self.cannot_tell],
            "calibration": _calibrated(self.bins),
            "missing": list(self.missing),
            "changed": list(self.changed),
            "notes": list(self.notes),
            **({"errors": [mistake.row() for mistake in self.mistakes]} if errors else {}),
        }


def _scored(score: Score) -> dict[str, Any]:
    return {
        "fields": {name: _figures(tally) for name, tally in score.fields.items()},
        ALL_RIGHT: {"share": round(score.all_right, 4), "right": score.perfect, "of": score.mains},
    }


def _figures(tally: Tally) -> dict[str, Any]:
    return {
        "precision": round(tally.precision, 4),
        "recall": round(tally.recall, 4),
        "f1": round(tally.f1, 4),
        "tp": tally.right,
        "fp": tally.spurious,
        "fn": tally.missed,
    }


def _calibrated(bins: list[Bin]) -> dict[str, Any]:
    return {
        "expected_error": round(expected_error(bins), 4),
        "records": sum(each.records for each in bins),
        "bins": [
            {
                "low": each.low,
                "high": each.high,
                "records": each.records,
                "right": each.right,
                "share": round(each.share, 4) if each.records else None,
                "confidence": round(each.confidence, 4) if each.records else None,
            }
            for each in bins
        ],
    }
