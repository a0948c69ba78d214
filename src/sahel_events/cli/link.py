"""`sahel-events link`: reports in, events out, each once with all its reports."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import UsageError
from . import complete
from .common import DONE, SOME_FAILED, chosen_id, error_console, fail, hint, need_events_file, without_gc

if TYPE_CHECKING:
    from ..linking.linker import Linker
    from ..linking.run import LinkSummary
    from ..settings import Settings

EPILOG = """\b
Examples:
  sahel-events link                                  events.jsonl to linked.jsonl
  sahel-events link march.jsonl april.jsonl -o spring.jsonl
  sahel-events link --why 5f3a 91cc                  why two records are joined or kept apart
  sahel-events show linked.jsonl --min-killed 10
  sahel-events link -o - | jq -c 'select(.reports | length > 1) | .casualties'

\b
Exit codes: 0 done, 1 some lines are no events or stand twice (the rest is linked), 2 wrong usage."""


def link(
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="EVENTS", help="Events files; - for standard input. Else events.jsonl."),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="FILE",
            help="Where the events go; - for standard output. Else linked.jsonl beside events.jsonl.",
        ),
    ] = None,
    why: Annotated[
        tuple[str, str] | None,
        typer.Option(
            metavar="ID ID", help="Explain why two records are joined or not; beginnings will do.",
            autocompletion=complete.ids,
        ),
    ] = None,
    settings: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Settings file; otherwise sahel-events.toml, if it is there."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")] = False,
) -> None:
    """Join the reports of one event, so that its dead are counted once.

    Each line of the output is one event with all its reports: which report supports which value, who says
    it, the lowest, best and highest toll, and where they disagree. The same records give the same events
    in any order.
    """
    from ..settings import load_settings

    sources = files or ["events.jsonl"]
    for source in sources:
        need_events_file(source)
    linker = _linker(load_settings(settings))
    with without_gc():
        if why is not None:
            code = _explain(sources, linker, why)
        else:
            code = link_to(sources, output, linker, quiet=quiet)
    raise typer.Exit(code)


def link_output(events: str, settings: Settings, *, quiet: bool) -> int:
    """Link an events file that was just written, beside it, and return the exit code."""
    with without_gc():
        return link_to([events], None, _linker(settings), quiet=quiet)


def _linker(settings: Settings) -> Linker:
    from ..lexicon.actors import ActorTable
    from ..lexicon.gazetteer import Gazetteer
    from ..lexicon.versions import made_with
    from ..linking.linker import Linker
    from ..linking.reports import Reader

    gazetteer = Gazetteer.load(settings.gazetteer, settings.gazetteer_only)
    return Linker(Reader(ActorTable.load(settings.actors), gazetteer, made_with(settings)))


def link_to(sources: list[str], output: str | None, linker: Linker, *, quiet: bool) -> int:
    """Link events files (- is standard input) to `output`, tell what was done, and return the exit code."""
    from ..linking.run import link_files
    from ..store import linked_path

    first = "events.jsonl" if sources[0] == "-" else sources[0]
    target = output or linked_path(first)
    if target != "-" and any(source != "-" and _same(source, target) for source in sources):
        raise UsageError(f"{target}: is read and would be written; name another file with -o")
    streams = [sys.stdin.buffer if source == "-" else source for source in sources]
    summary = link_files(streams, target, linker, fail)
    if summary.broken or summary.doubles:
        hint("the others are linked; give each file that extract has written, and each once")
    if not quiet:
        from ..views.console import say
        from ..views.linked import summary_lines

        for line in summary_lines(summary, None if target == "-" else target):
            say(error_console(), "", line)
    return _code(summary)


def _same(one: str, other: str) -> bool:
    return Path(other).exists() and Path(one).samefile(other)


def _code(summary: LinkSummary) -> int:
    return SOME_FAILED if summary.broken or summary.doubles else DONE


def _explain(sources: list[str], linker: Linker, why: tuple[str, str]) -> int:
    from ..form import parse_whole
    from ..linking.run import LinkSummary, read_events
    from ..views.console import make_console
    from ..views.linked import print_comparison

    summary = LinkSummary()
    streams = [sys.stdin.buffer if source == "-" else source for source in sources]
    raw = read_events(streams, linker, fail, summary)
    one, other = (chosen_id(raw, ident) for ident in why)
    comparison = linker.why(one, other)
    print_comparison(make_console(), comparison, parse_whole(raw[one])[0], parse_whole(raw[other])[0])
    sys.stdout.flush()
    return _code(summary)
