"""What came of one piece of a corpus, ready to be written."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..corpus.files import Problem, SourceFile
from ..corpus.pieces import Content, Piece
from ..errors import SkipReason

if TYPE_CHECKING:
    from ..pipeline import Result

COUNTED = ("events", "undated", "unplaced", "rejected")
"""What an outcome counts: events by type, those without date or place by reason, candidates by reason."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The records of a piece, an article or several: `events` and `rejected` as lines of their files.

    articles: how many were read. candidates: for each article found the ids that it may have, best first;
    ids: the one that its records carry ("" where all were taken). counts: see COUNTED. size: bytes of the
    input.
    """

    events: bytes = b""
    rejected: bytes = b""
    articles: int = 0
    candidates: tuple[tuple[str, ...], ...] = ()
    ids: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    size: int = 0

    def packed(self) -> tuple[bytes, bytes]:
        """The outcome as two compressed parts: the rejected candidates, and all else."""
        problems = [(p.path, p.line, p.reason, p.cause, p.warning) for p in self.problems]
        values = (self.articles, self.candidates, self.ids, problems, self.counts, self.size)
        rest = json.dumps(values).encode() + b"\n" + self.events
        return zlib.compress(self.rejected, 1), zlib.compress(rest, 1)

    @classmethod
    def unpacked(cls, rejected: bytes | None, rest: bytes) -> Outcome:
        """The outcome of the two parts, whose digest the caller has checked; without the rejected candidates
        where they are None."""
        head, _, events = zlib.decompress(rest).partition(b"\n")
        articles, candidates, ids, found, counts, size = json.loads(head)
        problems = [
            Problem(path, line, reason and SkipReason(reason), cause, warning)
            for path, line, reason, cause, warning in found
        ]
        dropped = b"" if rejected is None else zlib.decompress(rejected)
        candidates = tuple(map(tuple, candidates))
        return cls(events, dropped, articles, candidates, tuple(ids), tuple(problems), counts, size)

    @property
    def passing(self) -> bool:
        """Whether another run may fare better with the same input, so that this is not worth keeping."""
        return any(p.reason is not None and p.reason.passing for p in self.problems)


@dataclass(frozen=True, slots=True)
class Task:
    """A piece to be done. `known`: the digest of an outcome that is kept, which then need not be done again;
    `taken`: ids that articles before it have; `expected`: those that its own will probably have; `content`:
    the bytes of its file, where who does it may not be able to read that."""

    piece: Piece
    known: bytes | None = None
    taken: frozenset[str] = frozenset()
    expected: tuple[str, ...] = ()
    content: Content | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """An outcome that is there already. `task`: how to do it again, None where it needs no doing at all.
    `ends`: the file whose last piece came before, with its stamp and the number of its pieces."""

    outcome: Outcome
    task: Task | None = None
    ends: tuple[SourceFile, str, int] | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """A task done: its outcome, or None where the digest was the known one. `stamp`: that of the file when it
    was read. `note`: what befell this run while it was done, which is no part of the outcome."""

    outcome: Outcome | None
    digest: bytes = b""
    stamp: str | None = None
    note: Problem | None = None


def failed(piece: Piece, problem: Problem) -> Done:
    """What comes of a piece that could not be done."""
    return Done(Outcome(problems=(problem,), size=piece.size))


def gather(
    results: Iterable[Result], problems: Iterable[Problem], candidates: Iterable[tuple[str, ...]],
    ids: Iterable[str],
) -> Outcome:
    """The outcome of results; `problems` are those of reading."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in COUNTED}
    events: list[str] = []
    rejected: list[str] = []
    found = list(problems)
    articles = 0
    for result in results:
        articles += result.article is not None
        if result.problem is not None:
            found.append(result.problem)
        for event in result.events:
            events.append(event.to_json() + "\n")
            counts["events"][event.event_type.value] += 1
            if event.date is None:
                counts["undated"][event.unknown.get("date", "no_reason_given")] += 1
            if event.location is None:
                counts["unplaced"][event.unknown.get("location", "no_reason_given")] += 1
        for candidate in result.rejected:
            rejected.append(candidate.to_json() + "\n")
            counts["rejected"][candidate.reason.value] += 1
    return Outcome(
        "".join(events).encode(), "".join(rejected).encode(), articles, tuple(candidates), tuple(ids),
        tuple(found), {name: dict(counter) for name, counter in counts.items() if counter},
    )
