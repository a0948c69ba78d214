"""`sahel-events show`: the events of a file as a table, filtered, or one event with its reasons."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from ..errors import UsageError
from ..query import SORTS, Query, Vocabulary, sort_records
from ..store import Line, read_lines
from .common import DONE, SOME_FAILED, error_console, fail, need_events_file, without_gc
from .questions import Asked, check_known

EPILOG = """\b
Examples:
  sahel-events show --actor France
  sahel-events show --place Ménaka --since 2019-11 --until 2020-02 --sort date
  sahel-events show --type attack --min-killed 10 --status confirmed --status reported
  sahel-events show --country ML --jsonl | jq -r '[.date.start, .location.name] | @tsv'
  sahel-events show --why 5f3a --articles data/raw

\b
Filters are combined with "and"; of one that is given several times, one value needs to fit.
Counts: "24+" is 24 or more, "~20" about 20. A date "--11-25" is one whose year the article does not tell.
Exit codes: 0 done, 1 some lines are no events (the rest is shown), 2 wrong usage or no such name."""


def show(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="Events file; - for standard input.")
    ] = "events.jsonl",
    actor: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Actor by any of its names; a state or group with all under it."),
    ] = None,
    place: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Place, region or country, by any of its names.")
    ] = None,
    country: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Country of the event's place, by name or ISO code."),
    ] = None,
    type_: Annotated[
        list[str] | None, typer.Option("--type", metavar="TYPE", help="Event type or sub-type.")
    ] = None,
    status: Annotated[
        list[str] | None, typer.Option(metavar="STATUS", help="confirmed, reported, claimed or denied.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="First day: YYYY, YYYY-MM or YYYY-MM-DD.")
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Last day: the same.")] = None,
    min_killed: Annotated[
        int | None, typer.Option(metavar="N", min=0, help="At least N killed (lower ends of the counts).")
    ] = None,
    main: Annotated[
        bool | None,
        typer.Option(
            "--main/--background", show_default=False, help="Only what articles are about, or the rest."
        ),
    ] = None,
    min_confidence: Annotated[
        float | None, typer.Option(metavar="X", min=0, max=1, help="Confidence of at least X, 0 to 1.")
    ] = None,
    sort: Annotated[
        str | None, typer.Option(metavar="|".join(SORTS), help="Order; else that of the file.")
    ] = None,
    reverse: Annotated[bool, typer.Option("--reverse", help="Turn the order round.")] = False,
    limit: Annotated[int | None, typer.Option(metavar="N", min=1, help="Show the first N only.")] = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Print the matching lines unchanged.")] = False,
    why: Annotated[
        str | None, typer.Option(metavar="ID", help="Explain one event; its id's beginning will do.")
    ] = None,
    articles: Annotated[
        Path | None, typer.Option(metavar="DIR", help="With --why: the folder that was read by extract.")
    ] = None,
) -> None:
    """Show events as a table, or explain one of them.

    Accents and case do not matter in names.
    """
    if sort is not None and sort not in SORTS:
        raise UsageError(f"cannot sort by {sort!r}; possible: {', '.join(SORTS)}")
    if why is not None:
        from .explain import explain

        reading = _Reading(file)
        explain(list(reading), why, file, articles)
        raise typer.Exit(reading.code)
    reading = _Reading(file, lean=True)
    asked = Asked(
        actors=tuple(actor or ()),
        places=tuple(place or ()),
        countries=tuple(country or ()),
        types=tuple(type_ or ()),
        statuses=tuple(status or ()),
        since=since,
        until=until,
        min_killed=min_killed,
        main=main,
        min_confidence=min_confidence,
    )
    with without_gc():
        _answer(asked, reading, sort=sort, reverse=reverse, limit=limit, jsonl=jsonl)
    raise typer.Exit(reading.code)


def _answer(
    asked: Asked, reading: _Reading, *, sort: str | None, reverse: bool, limit: int | None, jsonl: bool
) -> None:
    query = asked.query()
    matching = reading.matching(query)
    if sort is not None or reverse:
        matching = iter(_sorted(matching, sort, reverse))
    if jsonl:
        _print_lines(matching, limit)
        check_known(asked, query, reading.vocabulary)
    else:
        lines = list(matching)
        check_known(asked, query, reading.vocabulary)
        _print_table(lines[:limit], reading, len(lines))


class _Reading:
    """The events of a file, read once; lines that are none are told of and passed over."""

    def __init__(self, file: str, *, lean: bool = False) -> None:
        self.file = file
        self.lean = lean
        self.broken = 0
        self.ids: list[str] = []
        self.vocabulary = Vocabulary()
        self.listening = False
        need_events_file(file)

    @property
    def code(self) -> int:
        """The exit code, once all is read."""
        return SOME_FAILED if self.broken else DONE

    def __iter__(self) -> Iterator[Line]:
        for line in read_lines(sys.stdin.buffer if self.file == "-" else self.file, lean=self.lean):
            if line.problem is not None:
                self._report(line)
                continue
            self.ids.append(line.record["id"])
            if self.listening:
                self.vocabulary.add(line.record)
            yield line
        if self.broken > _MOST_REPORTS:
            fail(f"{self._name()}: {self.broken - _MOST_REPORTS} more lines are no events")

    def matching(self, query: Query) -> Iterator[Line]:
        """The lines whose record fits. Of the file's names those are kept that `check_known` may ask for."""
        self.vocabulary.names = not all(name.listed for name in (*query.actors, *query.places))
        self.listening = bool(self.vocabulary.names or query.types or query.statuses)
        return (line for line in self if query.matches(line.record))

    def _report(self, line: Line) -> None:
        self.broken += 1
        if self.broken <= _MOST_REPORTS:
            fail(f"{self._name()}:{line.number}: {line.problem}")

    def _name(self) -> str:
        return "standard input" if self.file == "-" else self.file


_MOST_REPORTS = 20  # a file of another kind has as many wrong lines as it has lines: a screenful tells enough


def _sorted(lines: Iterable[Line], sort: str | None, reverse: bool) -> list[Line]:
    if sort is None:
        return list(lines)[::-1]
    return sort_records(lines, sort, reverse=reverse, record=lambda line: line.record)


def _print_lines(lines: Iterator[Line], limit: int | None) -> None:
    out = sys.stdout.buffer
    for line in islice(lines, limit):
        out.write(line.raw + b"\n")
    for _ in lines:  # broken lines after the limit are told of as well
        pass


def _print_table(lines: list[Line], reading: _Reading, matching: int) -> None:
    from ..views.console import make_console, print_events, say, short_ids

    if lines:
        records = [line.record for line in lines]
        ids = short_ids(reading.ids, {record["id"] for record in records})
        print_events(make_console(), records, ids)
        sys.stdout.flush()
    shown = f"{len(lines)} of {matching} matching, " if len(lines) < matching else f"{matching} of "
    say(error_console(), "", f"{shown}{len(reading.ids)} events")
