"""`sahel-events show`: the events of a file as a table, filtered, or one event with its reasons."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from ..errors import UsageError
from ..query import SORTS, sort_records
from ..store import Line
from .common import error_console, without_gc
from .filters import filtered
from .questions import Asked, check_known
from .reading import Reading

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


@filtered
def show(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="Events file; - for standard input.")
    ] = "events.jsonl",
    *,
    asked: Asked,
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

        reading = Reading(file)
        explain(list(reading), why, file, articles)
        raise typer.Exit(reading.code)
    reading = Reading(file, lean=True)
    with without_gc():
        _answer(asked, reading, sort=sort, reverse=reverse, limit=limit, jsonl=jsonl)
    raise typer.Exit(reading.code)


def _answer(
    asked: Asked, reading: Reading, *, sort: str | None, reverse: bool, limit: int | None, jsonl: bool
) -> None:
    if jsonl:
        query = asked.query()
        _print_lines(_in_order(reading.matching(query), sort, reverse), limit)
        check_known(asked, query, reading.vocabulary)
    else:
        lines = list(_in_order(reading.chosen(asked), sort, reverse))
        _print_table(lines[:limit], reading, len(lines))


def _in_order(lines: Iterable[Line], sort: str | None, reverse: bool) -> Iterator[Line]:
    if sort is not None:
        return iter(sort_records(lines, sort, reverse=reverse, record=lambda line: line.record))
    return reversed(list(lines)) if reverse else iter(lines)


def _print_lines(lines: Iterator[Line], limit: int | None) -> None:
    out = sys.stdout.buffer
    for line in islice(lines, limit):
        out.write(line.raw + b"\n")
    for _ in lines:  # broken lines after the limit are told of as well
        pass


def _print_table(lines: list[Line], reading: Reading, matching: int) -> None:
    from ..views.console import make_console, print_events, say, short_ids

    if lines:
        records = [line.record for line in lines]
        ids = short_ids(reading.ids, {record["id"] for record in records})
        print_events(make_console(), records, ids)
        sys.stdout.flush()
    shown = f"{len(lines)} of {matching} matching, " if len(lines) < matching else f"{matching} of "
    say(error_console(), "", f"{shown}{len(reading.ids)} events")
