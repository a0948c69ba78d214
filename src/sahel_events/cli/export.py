"""`sahel-events export`: the events of a file for spreadsheets, maps, databases and others' layouts."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..errors import UsageError
from .common import error_console, tell_lost, without_gc
from .filters import filtered
from .questions import Asked
from .reading import Reading

if TYPE_CHECKING:
    from ..exports import Format, Outcome

FORMATS = ("csv", "acled", "ucdp", "geojson", "parquet", "sqlite")
"""Those of `exports.FORMATS`, for --help, which need not import them; a test holds them equal."""

EPILOG = """\b
Examples:
  sahel-events export > events.csv
  sahel-events export --format geojson -o events.geojson --country Mali --since 2019
  sahel-events export linked.jsonl --format acled -o mine.csv
  sahel-events export --format sqlite && datasette events.sqlite
  sahel-events export --format csv --bom -o for-excel.csv

\b
csv      one row an event, flat                      text, to standard output
acled    ACLED's 31 columns, words and codes         text
ucdp     the 49 columns of UCDP GED                  text
geojson  one feature an event, for QGIS              text
parquet  nested columns (pip install 'sahel-events[parquet]')
sqlite   tables and full-text search, for Datasette

\b
Every event of the file that the filters choose is one row, a linked event with all its reports too. What a
format has no place for is told with the number of events that it concerns. docs/export.md has every column.
Exit codes: 0 done, 1 some lines are no events (the rest is written), 2 wrong usage or no such name."""


@filtered
def export(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="Events file, plain or linked; - for standard input.")
    ] = "events.jsonl",
    *,
    asked: Asked,
    format_: Annotated[
        str, typer.Option("--format", "-f", metavar="|".join(FORMATS), help="What to write.")
    ] = "csv",
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="FILE",
            help="Where it goes; - for standard output. Else standard output for text, and for parquet and "
                 "sqlite FILE's name with their suffix.",
        ),
    ] = None,
    bom: Annotated[
        bool, typer.Option("--bom", help="Begin with a byte order mark, by which Excel knows UTF-8.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")] = False,
) -> None:
    """Write events for other programs: CSV, ACLED's and UCDP's layouts, GeoJSON, Parquet, SQLite.

    A file appears whole or not at all.
    """
    from .. import exports

    if format_ not in exports.FORMATS:
        raise UsageError(f"no format is called {format_!r}; possible: {', '.join(FORMATS)}")
    chosen = exports.FORMATS[format_]
    out = _target(chosen, output, file)
    reading = Reading(file)
    with without_gc():
        records = [line.record for line in reading.chosen(asked)]
        actors = asked.actor_table if chosen.look_up_actors else None
        stream = _Terminal() if out == "-" and sys.stdout.isatty() else out
        outcome = exports.export(records, format_, stream, bom=bom, actors=actors)
    if not quiet:
        _tell(outcome, len(reading.ids), chosen, out)
    raise typer.Exit(reading.code)


def _target(chosen: Format, output: str | None, file: str) -> str:
    """Where the export goes; a file is never the one that is read."""
    if output is None:
        if chosen.is_text:
            return "-"
        output = str((Path("events") if file == "-" else Path(file)).with_suffix(chosen.suffix))
    if output == "-" and not chosen.is_text:
        raise UsageError(f"{chosen.name} is no text: give it a file with -o")
    path = Path(output)
    if path.is_dir():
        raise UsageError(f"{output}: is a folder; -o is to be a file")
    if file != "-" and output != "-" and path.exists() and Path(file).exists() and path.samefile(file):
        raise UsageError(f"{output}: is the file that is read; give another with -o")
    return output


def _tell(outcome: Outcome, number: int, chosen: Format, out: str) -> None:
    from ..views.console import say

    where = "" if out == "-" else f" in {out}"
    say(error_console(), "", f"{outcome.events} of {number} events written as {chosen.name}{where}")
    tell_lost(outcome.told)


class _Terminal:
    """Standard output where it is a terminal: marks of writing direction are shown as U+FFFD, so that an
    article cannot turn the lines round."""

    def write(self, text: str, /) -> Any:
        """Print text."""
        from ..views.text import safe

        return sys.stdout.write("".join(_lines(safe, text.splitlines(keepends=True))))


def _lines(safe: Any, lines: Iterable[str]) -> Iterable[str]:
    for line in lines:
        body = line.rstrip("\r\n")
        yield safe(body) + line[len(body):].replace("\r", "")
