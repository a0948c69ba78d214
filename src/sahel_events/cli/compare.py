"""`sahel-events compare`: the user's own ACLED or UCDP file against our events."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ..errors import UsageError
from ..store import AtomicLines
from .common import (
    ENCODING_HELP,
    SOME_FAILED,
    chosen_id,
    error_console,
    fail,
    hint,
    need_events_file,
    without_gc,
)
from .filters import filtered
from .questions import Asked, check_known
from .reading import Reading

if TYPE_CHECKING:
    from ..analysis.comparison import Comparison, Match
    from ..analysis.points import Limits
    from ..analysis.theirs import Theirs
    from ..query import Query

EPILOG = """\b
Examples:
  sahel-events compare acled-mali.csv                     our events.jsonl against ACLED's
  sahel-events compare acled.csv linked.jsonl --country ML --since 2019 --until 2021
  sahel-events compare GEDEvent_v25_1.csv --csv compared.csv
  sahel-events compare acled.csv --why MLI3516            why a row has its pair, or none
  sahel-events compare mine.csv --column date=Datum --column killed=Tote --dates dmy
  sahel-events compare acled.csv --json | jq '.only_theirs[].id'

\b
ACLED's exports old and new and UCDP GED are known by their columns; docs/compare.md tells how pairs are made.
A filter shows pairs of which one side fits, and the events of either side that fit.
Exit codes: 0 done, 1 some rows or lines cannot be read (the rest is compared), 2 wrong usage."""

ROWS = 10
"""Events of each kind that are printed without --limit: four tables then fit on two screens."""
MOST_SHOWN = 20
"""Rows that cannot be read that are told one by one, as in `cli.reading`."""


@filtered
def compare(
    theirs: Annotated[str, typer.Argument(metavar="THEIRS", help="CSV file of ACLED, UCDP GED or your own.")],
    file: Annotated[
        str, typer.Argument(metavar="[EVENTS]", help="Our events, plain or linked; - for standard input.")
    ] = "events.jsonl",
    *,
    days: Annotated[
        int | None, typer.Option(metavar="N", min=0, help="Days that a pair may lie apart; else 3.")
    ] = None,
    km: Annotated[
        float | None, typer.Option(metavar="N", min=0, help="Kilometres that places may lie apart; else 40.")
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(metavar="FIELD=NAME", help="Name of a column of theirs, such as date=Datum."),
    ] = None,
    dates: Annotated[
        str | None, typer.Option(metavar="dmy|mdy", help="How dates such as 03/04/2019 are meant.")
    ] = None,
    encoding: Annotated[str | None, typer.Option(metavar="NAME", help=ENCODING_HELP)] = None,
    asked: Asked,
    limit: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Show N events of each kind; else 10.")
    ] = None,
    why: Annotated[
        str | None, typer.Option(metavar="ID", help="Explain one row or event; its id's beginning will do.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print everything as one JSON object.")] = False,
    csv: Annotated[
        str | None, typer.Option(metavar="FILE", help="Write all of it as CSV; - for standard output.")
    ] = None,
) -> None:
    """Compare events with a data set of yours: what both have, what only one has, and where they differ.

    Events are paired one to one by day, place, type, actors and dead, the likeliest pairs first.
    """
    from ..analysis.points import DAYS, KM, Limits
    from ..analysis.theirs import read_theirs

    if json and csv == "-":
        raise UsageError("--json and --csv - both write to standard output; name a file for one of them")
    if dates not in {None, "dmy", "mdy"}:
        raise UsageError(f"--dates is dmy (25/11/2019) or mdy (11/25/2019), not {dates!r}")
    order: Literal["dmy", "mdy"] | None = "dmy" if dates == "dmy" else "mdy" if dates == "mdy" else None
    if not Path(theirs).is_file():
        raise UsageError(
            f"{theirs}: {'is a folder' if Path(theirs).is_dir() else 'no such file'}; give a CSV file"
        )
    need_events_file(file)
    limits = Limits(DAYS if days is None else days, KM if km is None else km)
    with without_gc():
        foreign = read_theirs(theirs, columns=_named(column or []), order=order, encoding=encoding)
        reading = Reading(file, lean=True)
        found, query = _matched(foreign, reading, asked, limits)
        _tell_problems(foreign)
        if why is not None:
            _explain(found, why)
        else:
            _print(found.compared(query), limit, json=json, csv=csv)
    raise typer.Exit(SOME_FAILED if foreign.problems else reading.code)


def _named(columns: list[str]) -> dict[str, str]:
    """Names of columns by field."""
    found = {}
    for each in columns:
        field, equals, name = each.partition("=")
        if not (field.strip() and equals and name.strip()):
            raise UsageError(f"--column is FIELD=NAME, such as date=Datum, not {each!r}")
        found[field.strip()] = name.strip()
    return found


def _matched(foreign: Theirs, reading: Reading, asked: Asked, limits: Limits) -> tuple[Match, Query | None]:
    """Everything paired, and the query of the filters. Raises UsageError for names that neither the tables
    nor one of the files have."""
    from ..analysis.comparison import match

    query = asked.query() if asked != Asked() else None
    reading.listening = query is not None
    ours = [line.record for line in reading]
    if query is not None:
        for record in foreign.records:
            reading.vocabulary.add(record)
        check_known(asked, query, reading.vocabulary)
    return match(foreign, ours, limits=limits, actors=asked.actor_table), query


def _tell_problems(foreign: Theirs) -> None:
    """What cannot be read of theirs, on standard error."""
    from ..views.console import say

    if foreign.warning:
        say(error_console(), "warning", f"{foreign.path}: {foreign.warning}")
    for problem in foreign.problems[:MOST_SHOWN]:
        fail(problem)
    if len(foreign.problems) > MOST_SHOWN:
        fail(f"{foreign.path}: {len(foreign.problems) - MOST_SHOWN} more rows cannot be read")
    if foreign.problems:
        hint("the other rows are compared; mend these and run again (docs/compare.md has what is read)")
    if not foreign.rows:
        say(error_console(), "warning", f"{foreign.path}: no rows behind the header: is it the right file?")


def _print(found: Comparison, limit: int | None, *, json: bool, csv: str | None) -> None:
    from ..analysis import tables

    if csv is not None:
        from io import StringIO

        from ..exports.cells import write_rows

        lines = StringIO(newline="")
        write_rows(tables.COLUMNS, tables.rows(found), lines)
        with AtomicLines(csv) as out:
            out.write_bytes(lines.getvalue().encode())
    if json:
        import json as writer

        typer.echo(writer.dumps(tables.to_dict(found), indent=1))
    elif csv != "-":
        from ..views.compared import print_comparison
        from ..views.console import make_console

        print_comparison(make_console(), found, limit or ROWS)
        sys.stdout.flush()


def _explain(found: Match, beginning: str) -> None:
    """Why a row of theirs, or an event of ours, has the partner that it has, or none."""
    from ..views.compared import print_pair
    from ..views.console import make_console

    ident = chosen_id({entry.ident for entry in (*found.theirs, *found.ours)}, beginning)
    best, verdict = found.explained(ident)
    if best is None:
        raise UsageError(f"{ident}: there is nothing to compare it with: the other file has no events")
    print_pair(make_console(), best, verdict)
    sys.stdout.flush()
