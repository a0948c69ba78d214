"""`sahel-events evaluate`: how right an events file is, against events coded by hand."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import EvaluationError
from .common import DONE, SOME_FAILED, error_console, fail

if TYPE_CHECKING:
    from ..evaluation.report import Evaluation

EPILOG = """\b
Examples:
  sahel-events evaluate tests/gold events.jsonl
  sahel-events evaluate tests/gold events.jsonl --rejected dropped.jsonl --raw data/raw
  sahel-events evaluate tests/gold events.jsonl --skip tests/gold/unseen.txt --errors
  sahel-events evaluate tests/gold events.jsonl --only tests/gold/unseen.txt
  sahel-events evaluate tests/gold events.jsonl --json | jq .fields.date.f1

\b
A gold folder holds one JSON file for each article, named by its id; docs/evaluation.md tells the form.
Exit codes: 0 done, 1 something cannot be judged, or an article of gold is missing, 2 wrong usage."""

MOST_SHOWN = 50
"""Problems that are told one by one: a file of another kind has one in each line."""


def evaluate(
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD", exists=True, file_okay=False, help="Folder with gold files.")
    ],
    events: Annotated[str, typer.Argument(metavar="EVENTS", help="Events file; - for standard input.")],
    rejected: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="What extract --rejected wrote: tells what was rejected wrongly."),
    ] = None,
    raw: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="The articles: tells what was not read or cleaned away."),
    ] = None,
    only: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Judge the articles whose ids this file lists.")
    ] = None,
    skip: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Leave out the articles whose ids this file lists.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    errors: Annotated[bool, typer.Option("--errors", help="Print each error, by stage.")] = False,
) -> None:
    """Compare events with events coded by hand.

    Prints precision, recall and F1 by field, event type and source form, errors by the stage that they arose
    at, and confidence against correctness.
    """
    from ..evaluation.evaluate import evaluate as judged
    from ..settings import load_settings

    source = sys.stdin.buffer if events == "-" else events
    try:
        found = judged(
            gold, source, rejected=rejected, raw=raw, only=only, skip=skip, settings=load_settings()
        )
    except EvaluationError as error:
        for problem in error.problems[:MOST_SHOWN]:
            fail(problem)
        if len(error.problems) > MOST_SHOWN:
            fail(f"… and {len(error.problems) - MOST_SHOWN} more")
        hint = "mend these and run again; docs/evaluation.md has the form of gold"
        fail(f"{_counted(len(error.problems), 'problem')}; nothing was judged", hint)
        raise typer.Exit(SOME_FAILED) from None
    _print(found, json=json, errors=errors)
    _report(found, told=raw is not None)
    raise typer.Exit(SOME_FAILED if found.problems else DONE)


def _print(found: Evaluation, *, json: bool, errors: bool) -> None:
    from ..evaluation.stages import Stage
    from ..views.console import make_console
    from ..views.scores import print_errors, print_figures

    figures = found.to_dict(errors=errors)
    if json:
        import json as writer

        typer.echo(writer.dumps(figures, indent=1, ensure_ascii=False))
        return
    console = make_console()
    print_figures(console, figures)
    if errors:
        print_errors(console, figures["errors"], {stage.value: stage.about for stage in Stage})
    sys.stdout.flush()


def _report(found: Evaluation, *, told: bool) -> None:
    """What makes the figures doubtful, on standard error."""
    from ..views.console import say

    console = error_console()
    for note in found.notes:
        say(console, "warning", note)
    for problem in found.problems:
        say(console, "error", problem)
    if found.missing:
        articles = _counted(len(found.missing), "article")
        say(console, "error", f"{articles} of gold missing in the events file")
        if not told:
            say(console, "hint", "--raw DIR tells whether they were read and gave no event")
        else:
            say(console, "hint", "extract them too, or leave them out with --skip FILE")


def _counted(number: int, name: str) -> str:
    return f"{number} {name}" if number == 1 else f"{number} {name}s"
