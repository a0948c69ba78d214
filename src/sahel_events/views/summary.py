"""What a run did, in counts: nothing that was read, skipped, failed or dropped goes unsaid."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

from rich.text import Text

from . import text

if TYPE_CHECKING:
    from ..scale.outcome import Outcome


@dataclass
class RunSummary:
    """Counts of a run of `extract`; `add` takes one outcome after the other.

    articles: read. skipped, failed: inputs that gave nothing, by reason. warnings: inputs that were read,
    but not quite as they stand. events: by event type. rejected: candidates by reason. undated, unplaced:
    events without a date or place, by the reason in their record.
    """

    articles: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    warnings: int = 0
    events: Counter[str] = field(default_factory=Counter)
    rejected: Counter[str] = field(default_factory=Counter)
    undated: Counter[str] = field(default_factory=Counter)
    unplaced: Counter[str] = field(default_factory=Counter)

    def add(self, outcome: Outcome) -> None:
        """Count what came of one piece."""
        self.articles += outcome.articles
        for problem in outcome.problems:
            if problem.reason is None:
                self.warnings += 1
            elif problem.reason.failed:
                self.failed[problem.reason.value] += 1
            else:
                self.skipped[problem.reason.value] += 1
        for name, counts in outcome.counts.items():
            getattr(self, name).update(counts)

    def counts(self) -> dict[str, object]:
        """All counts by their names, those by reason or type as dictionaries."""
        return {
            each.name: dict(value) if isinstance(value := getattr(self, each.name), Counter) else value
            for each in fields(self)
        }

    @property
    def anything_readable(self) -> bool:
        """Whether some input could be read at all, if only to be skipped for its language."""
        return bool(self.articles or self.skipped.get("other_language"))

    @property
    def warned(self) -> bool:
        """Whether anything was skipped or read with a warning."""
        return bool(self.warnings or self.skipped.total())

    def render(self, target: str | None) -> Text:
        """The summary as a text of several lines; `target` names the file written, None for standard
        output."""
        lines = [
            f"articles   {self.articles} read, {_listed('skipped', self.skipped)}, "
            f"{_listed('failed', self.failed)}, {text.plural(self.warnings, 'warning')}",
            f"events     {self.events.total()}" + (f" written to {text.one_line(target)}" if target else ""),
        ]
        lines += _table(self.events)
        lines.append(f"rejected   {text.plural(self.rejected.total(), 'candidate')}")
        lines += _table(self.rejected)
        unknown = _listed("without date", self.undated), _listed("without place", self.unplaced)
        lines.append(f"unknown    {', '.join(unknown)}")
        return Text("\n".join(lines))


def _listed(label: str, counts: Counter[str]) -> str:
    total = f"{counts.total()} {label}"
    reasons = ", ".join(f"{name} {number}" for name, number in _ranked(counts))
    return f"{total} ({reasons})" if reasons else total


def _table(counts: Counter[str]) -> list[str]:
    return [f"  {number:>8} {name}" for name, number in _ranked(counts)]


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
