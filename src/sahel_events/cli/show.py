"""`sahel-events show`: the events of a file as a table, filtered, or one event with its reasons."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import typer

from ..errors import UsageError
from ..query import SORTS, nearest, sort_records
from ..store import Line
from . import complete
from .common import did_you_mean, error_console, tell_lost, without_gc
from .filters import filtered
from .paging import put
from .questions import Asked, check_known
from .reading import Reading

FORMATS = ("table", "jsonl", "csv", "geojson")

EPILOG = """\b
Examples:
  sahel-events show --actor France
  sahel-events show --place Ménaka --since 2019-11 --until 2020-02 --sort date
  sahel-events show --type attack --min-killed 10 --status confirmed --status reported
  sahel-events show linked.jsonl --columns date,place,actors,killed,injured,reports
  sahel-events show --country ML --jsonl | jq -r '[.date.start, .location.name] | @tsv'
  sahel-events show --why 5f3a --articles data/raw

\b
Columns: id, date, place, event (sub-type, with status and background), actors, toll, source; country,
  admin1, lat, lon, precision (of the place), type, sub-type, status, main, perpetrator, target, supporter,
  claimant, killed, injured, captured, abducted, missing, freed, confidence, reports, published, article,
  title, url, path, evidence.

\b
Filters are combined with "and"; of one that is given several times, one value needs to fit.
Actors: "A → B" is A acting against B. Counts: "24+" is 24 or more, "~20" about 20, "23 (16-30)" the best
of several reports with the lowest and highest. A date "--11-25" is one whose year the article does not tell.
Below 140 columns types and armed groups have short names, below 100 the source is left out, below 80 date
and place, type and actors stand one below the other.
Colours: battles yellow, explosions magenta, violence against civilians red, protests green, riots cyan,
strategic developments blue; reported and claimed in italics, denied struck through; 10 or more dead red;
dim what is background, or no exact day or place. NO_COLOR turns them off, FORCE_COLOR on.
Output longer than the terminal goes through PAGER (less); PAGER=cat and --no-pager turn that off.
Exit codes: 0 done, 1 some lines are no events (the rest is shown), 2 wrong usage or no such name."""


@filtered
def show(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="Events file, linked or not; - for standard input.")
    ] = "events.jsonl",
    *,
    asked: Asked,
    sort: Annotated[
        str | None,
        typer.Option(
            metavar="|".join(SORTS), help="Order; else that of the file.", autocompletion=complete.sorts
        ),
    ] = None,
    reverse: Annotated[bool, typer.Option("--reverse", help="Turn the order round.")] = False,
    limit: Annotated[int | None, typer.Option(metavar="N", min=1, help="Show the first N only.")] = None,
    columns: Annotated[
        str | None,
        typer.Option(
            metavar="NAME,...", help="Columns, of those named below.", autocompletion=complete.columns
        ),
    ] = None,
    form: Annotated[
        str,
        typer.Option(
            "--format", metavar="|".join(FORMATS), help="Form of the output.", autocompletion=complete.formats
        ),
    ] = "table",
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="The matching lines unchanged; short for --format jsonl.")
    ] = False,
    no_pager: Annotated[
        bool, typer.Option("--no-pager", help="Never show output through a pager.")
    ] = False,
    why: Annotated[
        str | None,
        typer.Option(
            metavar="ID", help="Explain one event; its id's beginning will do.", autocompletion=complete.ids
        ),
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
    form = _form(form, jsonl=jsonl)
    names = _names(columns, form)
    if why is not None:
        from .explain import explain

        reading = Reading(file)
        explain(list(reading), why, file, articles, paged=not no_pager)
        raise typer.Exit(reading.code)
    reading = Reading(file, lean=form == "jsonl" or _lean(names, form))
    with without_gc():
        if form == "jsonl":
            query = asked.query()
            _print_lines(_in_order(reading.matching(query), sort, reverse), limit, paged=not no_pager)
            check_known(asked, query, reading.vocabulary)
        else:
            lines = list(_in_order(reading.chosen(asked), sort, reverse))
            if form == "table":
                _print_table(lines[:limit], reading, len(lines), names, paged=not no_pager)
            else:
                _print_export([line.record for line in lines[:limit]], form, names, paged=not no_pager)
    raise typer.Exit(reading.code)


def _form(form: str, *, jsonl: bool) -> str:
    if form not in FORMATS:
        near = did_you_mean(nearest(form, FORMATS)) or f"; possible: {', '.join(FORMATS)}"
        raise UsageError(f"no format is called {form!r}{near}")
    if jsonl and form not in {"table", "jsonl"}:
        raise UsageError(f"--jsonl and --format {form} are two forms; give one")
    return "jsonl" if jsonl else form


def _names(columns: str | None, form: str) -> tuple[str, ...]:
    """The columns asked for; () where none are."""
    if columns is None:
        return ()
    if form not in {"table", "csv"}:
        raise UsageError(f"--columns is for tables and csv; {form} has whole records")
    from ..views.columns import named

    return named(columns)


def _lean(names: Sequence[str], form: str) -> bool:
    from ..views.columns import lean

    return form == "table" and lean(names)


def _in_order(lines: Iterable[Line], sort: str | None, reverse: bool) -> Iterator[Line]:
    if sort is not None:
        return iter(sort_records(lines, sort, reverse=reverse, record=lambda line: line.record))
    return reversed(list(lines)) if reverse else iter(lines)


def _print_lines(lines: Iterator[Line], limit: int | None, *, paged: bool) -> None:
    if sys.stdout.isatty():
        from ..controls import escaped

        put("".join(escaped(line.raw.decode()) + "\n" for line in islice(lines, limit)), paged=paged)
    else:
        out = sys.stdout.buffer
        for line in islice(lines, limit):
            out.write(line.raw + b"\n")
    for _ in lines:  # broken lines after the limit are told of as well
        pass


def _print_export(
    records: Sequence[Mapping[str, Any]], form: str, names: Sequence[str], *, paged: bool
) -> None:
    from ..exports import export
    from ..views.text import safe

    out = StringIO(newline="")
    if names:
        from ..exports.cells import write_rows
        from ..views.columns import flat

        write_rows(names, flat(records, names), out)
    else:
        tell_lost(export(records, form, out).told)
    if sys.stdout.isatty():
        put(safe(out.getvalue().replace("\r\n", "\n")), paged=paged)
    else:
        sys.stdout.buffer.write(out.getvalue().encode())


def _print_table(
    lines: Sequence[Line], reading: Reading, matching: int, names: Sequence[str], *, paged: bool
) -> None:
    """On a terminal the footer stands below the table, in the pager too; else it goes to standard error."""
    from ..views.console import make_console, say, short_ids
    from ..views.table import event_lines, footer

    console = make_console()
    records = [line.record for line in lines]
    table: Iterator[str] = iter(())
    missing: tuple[str, ...] = ()
    if lines:
        ids = short_ids(reading.ids, {record["id"] for record in records})
        table, missing = event_lines(console, records, ids, names)
    end = footer(console, records, matching, len(reading.ids), missing)
    if sys.stdout.isatty():
        put("".join(f"{line}\n" for line in (*table, *end)), paged=paged)
        return
    for line in table:
        sys.stdout.write(line + "\n")
    sys.stdout.flush()
    for line in end:
        say(error_console(), "", line)
