"""`sahel-events stats`: events and people counted, by month, country, type, actor and more."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from .common import error_console, without_gc
from .filters import filtered
from .questions import Asked
from .reading import Reading

if TYPE_CHECKING:
    from ..analysis.tally import Tally

EPILOG = """\b
Examples:
  sahel-events stats                                 totals, and a few tables
  sahel-events stats linked.jsonl --by month --country ML
  sahel-events stats --by actor --limit 20 --since 2019
  sahel-events stats --by country --by type --json | jq '.tables[0].rows[0]'

\b
Sums: "1,396-1,450+" is 1,396 at least and 1,450 at most but for counts that are open above; "39 (37-41)"
the best sum of linked events with the lowest and highest. docs/stats.md tells what is counted how.
Exit codes: 0 done, 1 some lines are no events (the rest is counted), 2 wrong usage or no such name."""

ROWS = 10
"""Rows of a table of the overview: five tables then fit on two or three screens."""


@filtered
def stats(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="Events file; - for standard input.")
    ] = "events.jsonl",
    *,
    by: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="Count by year, month, week, day, country, admin1, place, type, sub-type, actor, role, "
            "status, source or main; given several times, several tables.",
        ),
    ] = None,
    limit: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Show N rows of each table only.")
    ] = None,
    asked: Asked,
    json: Annotated[bool, typer.Option("--json", help="Print all sums as one JSON object.")] = False,
) -> None:
    """Count events and the people killed, injured and more, in total and by group.

    A linked event counts once. An event that names two actors counts for both.
    """
    from ..analysis.tally import tally
    from ..views.tallies import OVERVIEW

    reading = Reading(file, lean=True)
    tables = tuple(dict.fromkeys(by or ())) or tuple(name for name in OVERVIEW if not json or name != "year")
    tally((), tables)  # a wrong name is told before ten thousand lines are read
    with without_gc():
        lines = reading.chosen(asked)
        found = tally((line.record for line in lines), tables)
        _print(found, overview=not by, limit=limit, json=json)
    _report(found, reading)
    raise typer.Exit(reading.code)


def _print(found: Tally, *, overview: bool, limit: int | None, json: bool) -> None:
    if json:
        import json as writer

        typer.echo(writer.dumps(found.to_dict(), indent=1))
        return
    from ..views.console import make_console
    from ..views.tallies import print_overview, print_table, print_total

    console = make_console()
    if overview:
        print_overview(console, found, limit or ROWS)
    else:
        print_total(console, found)
        for table in found.tables:
            print_table(console, table, limit)
    sys.stdout.flush()


def _report(found: Tally, reading: Reading) -> None:
    """What was counted of how much, on standard error."""
    from ..views.console import say

    console = error_console()
    say(console, "", f"{found.total.events} of {len(reading.ids)} events")
    if found.total.events > found.linked:
        say(console, "hint", "two reports of one event count as two here; sahel-events link joins them")
