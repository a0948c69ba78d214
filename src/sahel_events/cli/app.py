"""The application: its commands, and what happens to errors that nobody caught below."""

from __future__ import annotations

import os
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from .. import __version__
from ..errors import SahelEventsError
from . import clean, compare, evaluate, export, extract, link, report, schema, show, stats
from .common import exit_code, fail
from .logs import logged

EPILOG = """\b
Examples:
  sahel-events extract data/raw                 write events.jsonl
  sahel-events link                             join the reports of one event, in linked.jsonl
  sahel-events show --actor France              what French forces did or suffered
  sahel-events show --why 5f3a                  why that record says what it says
  sahel-events show --jsonl --min-killed 10 | jq .location.name
  sahel-events export --format geojson -o events.geojson    for QGIS

\b
Exit codes: 0 done, 1 some inputs failed (the rest is done), 2 wrong usage."""


class _Commands(TyperGroup):
    """Runs a command; our own errors become one line and an exit code, a closed pipe ends quietly."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command asked for (called by Typer)."""
        try:
            value = super().invoke(ctx)
            sys.stdout.flush()
        except SahelEventsError as error:
            fail(str(error), error.way_out)
            raise typer.Exit(exit_code(error)) from error
        except BrokenPipeError as error:
            _let_go_of_stdout()
            raise typer.Exit(exit_code(error)) from None
        return value


def _let_go_of_stdout() -> None:
    """The reader went away (`| head`), which is its right: send what is left, and the flush at exit,
    nowhere."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # no real file, as under a test runner
        return


app = typer.Typer(
    name="sahel-events",
    cls=_Commands,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command(name="extract", epilog=extract.EPILOG, no_args_is_help=False)(logged(extract.extract))
app.command(name="link", epilog=link.EPILOG)(logged(link.link))
app.command(name="show", epilog=show.EPILOG)(logged(show.show))
app.command(name="report", epilog=report.EPILOG)(logged(report.report))
app.command(name="export", epilog=export.EPILOG)(logged(export.export))
app.command(name="stats", epilog=stats.EPILOG)(logged(stats.stats))
app.command(name="compare", epilog=compare.EPILOG)(logged(compare.compare))
app.command(name="evaluate", epilog=evaluate.EPILOG)(logged(evaluate.evaluate))
app.command(name="clean", epilog=clean.EPILOG)(logged(clean.clean))
app.command(name="schema", epilog=schema.EPILOG)(logged(schema.schema))


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"sahel-events {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Turn a folder of saved news articles about the Sahel into conflict events, each value traceable to
    its words.

    Works offline; needs no server and no key.
    """
