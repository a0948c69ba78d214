"""The application: its commands, and what happens to errors that nobody caught below."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from .. import __version__
from ..errors import SahelEventsError
from . import clean, compare, evaluate, export, extract, link, report, schema, show, stats
from .common import DONE, exit_code, fail, stopped
from .logs import logged
from .streams import let_go_of_stdout

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
    """Runs a command; our own errors, and what befalls any program, become one line and an exit code, a
    closed pipe ends quietly."""

    def main(self, *args: Any, **more: Any) -> Any:
        """Parse and run (called by Typer)."""
        try:
            return super().main(*args, **more)
        except (SahelEventsError, OSError) as error:  # of --help and --version, which run no command
            sys.exit(_told(error))

    def make_context(self, *args: Any, **more: Any) -> Any:
        """Parse (called by Typer); --help and --version print at once."""
        try:
            return super().make_context(*args, **more)
        except BrokenPipeError:
            let_go_of_stdout()
            raise typer.Exit(0) from None

    def invoke(self, ctx: Any) -> Any:
        """Run the command asked for (called by Typer)."""
        try:
            try:
                value = super().invoke(ctx)
            except typer.Exit:
                sys.stdout.flush()
                raise
            sys.stdout.flush()
        except BrokenPipeError:
            let_go_of_stdout()
            raise typer.Exit(DONE) from None
        except (SahelEventsError, OSError, MemoryError) as error:
            raise typer.Exit(_told(error)) from error
        except KeyboardInterrupt as error:
            raise stopped(error, "no file is left half written") from None
        return value


def _told(error: Exception) -> int:
    """Say what ended the command, and return its exit code."""
    if isinstance(error, MemoryError):
        hint = "fewer events or articles at a time need less"
        fail("not enough memory; no file is left half written", hint)
    elif isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        fail(f"{where}{error.strerror or error}")
    else:
        fail(str(error), error.way_out if isinstance(error, SahelEventsError) else None)
    return exit_code(error)


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
