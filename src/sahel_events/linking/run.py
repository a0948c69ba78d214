"""Linking whole files: event records in, linked events out, one to a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from ..form import is_linked, parse_whole
from ..store import AtomicLines, Line, read_lines
from .linker import Linker
from .merge import merge
from .record import LinkedEvent
from .taken import unfit

Told = Callable[[str], None]


@dataclass
class LinkSummary:
    """What a run did. `records`: how many were taken up; `sizes`: events by their number of reports;
    `alone`: records that could not be compared, by reason; `broken`: lines that are no events; `doubles`:
    records left out since their id was there."""

    records: int = 0
    sizes: Counter[int] = field(default_factory=Counter)
    alone: Counter[str] = field(default_factory=Counter)
    broken: int = 0
    doubles: int = 0

    @property
    def events(self) -> int:
        """How many events came out."""
        return sum(self.sizes.values())

    @property
    def joined(self) -> int:
        """How many of them have several reports."""
        return sum(count for size, count in self.sizes.items() if size > 1)


def read_events(
    sources: Iterable[str | Path | BinaryIO], linker: Linker, told: Told, summary: LinkSummary
) -> dict[str, bytes]:
    """Take the records of `sources` into `linker`; the line of each by its id. Lines that are no events and
    records whose id was there are named to `told`, counted in `summary` and passed over. Raises StoreError
    for a file that cannot be read."""
    raw: dict[str, bytes] = {}
    for source in sources:
        name = source if isinstance(source, (str, Path)) else "standard input"
        for line in read_lines(source):
            problem = _problem(line) or _double(line, linker)
            if problem is None:
                raw[line.record["id"]] = line.raw
                summary.records += 1
                continue
            if line.problem is None and "id" in line.record and line.record["id"] in raw:
                summary.doubles += 1
            else:
                summary.broken += 1
            told(f"{name}:{line.number}: {problem}")
    return raw


def _problem(line: Line) -> str | None:
    if line.problem is None and is_linked(line.record):
        return "a linked event; link takes the events that extract writes"
    return line.problem or unfit(line.raw)


def _double(line: Line, linker: Linker) -> str | None:
    if linker.add(line.record):
        return None
    return f"the id {line.record['id']!r} was there already; this record is left out"


def linked_events(linker: Linker, raw: dict[str, bytes], summary: LinkSummary) -> Iterator[LinkedEvent]:
    """The events of all records taken up, in the order of their days, then of their ids. `raw`: the line of
    each record by its id."""
    order = sorted(linker.groups(), key=linker.first_day)
    for group in order:
        alone = linker.alone(group[0]) if len(group) == 1 else None
        if alone is not None:
            summary.alone[alone] += 1
        summary.sizes[len(group)] += 1
        yield merge((parse_whole(raw[ident])[0] for ident in group), linker.reader, alone)


def link_files(
    sources: Iterable[str | Path | BinaryIO], output: str | Path, linker: Linker, told: Told
) -> LinkSummary:
    """Link the records of `sources` (events files or open streams) and write the events to `output`, whole or
    not at all. Raises StoreError for files that cannot be read or written."""
    summary = LinkSummary()
    raw = read_events(sources, linker, told, summary)
    with AtomicLines(output) as writer:
        for event in linked_events(linker, raw, summary):
            writer.write_line(event.to_json())
    return summary
