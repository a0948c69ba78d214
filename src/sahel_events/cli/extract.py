"""`sahel-events extract`: articles in, events out."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..corpus.remote import open_text
from ..errors import StoreError, UsageError
from ..store import linked_path
from .common import (
    DONE,
    ENCODING_HELP,
    SOME_FAILED,
    WRONG_USAGE,
    Problems,
    error_console,
    fail,
    stopped,
)
from .link import link_output
from .logs import LOG

if TYPE_CHECKING:
    from rich.console import Console

    from ..corpus.files import Problem
    from ..settings import Settings
    from ..views.summary import RunSummary

EPILOG = """\b
Examples:
  sahel-events extract data/raw --link
  sahel-events extract march.jsonl.gz -o march.events.jsonl --rejected march.rejected.jsonl
  sahel-events extract notes/ --published 2019-11-26 --gazetteer my_places.csv
  curl -s https://example.org/a.html | sahel-events extract - -o - | jq .location.name

\b
Exit codes: 0 done, 1 some inputs failed (the rest is written), 2 wrong usage or nothing to read."""


GOES_ON = "the same command goes on where this one stopped"


def extract(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH",
            show_default=False,
            help="Files, folders, URLs of either: .txt .html .json .jsonl .csv .warc, also .gz; - for "
            "standard input.",
        ),
    ] = None,
    output: Annotated[
        str,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Where the events go, a URL too; - for standard output."
        ),
    ] = "events.jsonl",
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Publication date of articles that give none (YYYY-MM-DD)."),
    ] = None,
    model: Annotated[
        str | None, typer.Option(metavar="NAME|PATH", help="Another spaCy pipeline than the one shipped.")
    ] = None,
    gazetteer: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", exists=True, dir_okay=False, help="CSV with places of yours, added to ours."
        ),
    ] = None,
    actors: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", exists=True, dir_okay=False, help="CSV with actors of yours, added to ours."
        ),
    ] = None,
    rules: Annotated[
        Path | None,
        typer.Option(metavar="DIR", exists=True, file_okay=False, help="Folder with rules of yours (TOML)."),
    ] = None,
    encoding: Annotated[
        str | None,
        typer.Option(metavar="NAME", help=ENCODING_HELP),
    ] = None,
    rejected: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help="Write the candidates that were not kept, with reasons, as JSON lines."
        ),
    ] = None,
    settings: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Settings file; otherwise sahel-events.toml, if it is there."),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", "-j", metavar="N", min=1, show_default=False,
            help="Worker processes; 1 is none. Otherwise one for each core, and none for a few articles.",
        ),
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Have the work done by a Dask cluster: tcp://HOST:PORT of its scheduler, or local.",
        ),
    ] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Read all articles again, whatever earlier runs have done.")
    ] = False,
    link: Annotated[
        bool, typer.Option("--link", help="Then join the reports of one event, as sahel-events link does.")
    ] = False,
    no_gate: Annotated[
        bool,
        typer.Option(
            "--no-gate", help="Read everything with the whole pipeline; slower, same events; to check."
        ),
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 on warnings too.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")] = False,
) -> None:
    """Read articles, write their events.

    Events are written one to a line, in JSON. The file appears whole at the end, or not at all. What was
    read is kept in FILE.journal: the next run goes on where one was cut off, and reads only what is new or
    has changed. Progress, warnings and a summary go to standard error.
    """
    if link and (output == "-" or "://" in output):
        where = open_text(output)
        raise UsageError(f"--link needs the events in a file of this machine, not {where}; give -o FILE")
    if not paths:
        _nothing("no input: name the files and folders to read", "such as: sahel-events extract data/raw")
    from ..scale.worker import THREADS
    from ..settings import load_settings

    for name in THREADS:  # as in the workers; numpy looks when it is loaded, and sums otherwise with more
        os.environ[name] = "1"
    chosen = load_settings(settings).updated(
        published=_day(published),
        model=model,
        gazetteer=gazetteer,
        actors=actors,
        rules=rules,
        encoding=encoding,
        gate=False if no_gate else None,
    )
    job = _Job(paths or [], chosen, output, rejected, jobs, cluster, fresh, quiet, _identity(output))
    try:
        summary = job.run(error_console())
    except KeyboardInterrupt as error:
        raise job.stopped(error) from None
    if not summary.anything_readable:
        _nothing(
            f"nothing to read in {', '.join(map(open_text, paths or []))}",
            "articles are .txt, .html, .json, .jsonl, .csv and .warc files; nothing was written",
        )
    unlinked = link and _linked(output, chosen, quiet=quiet) != DONE
    failed = bool(summary.failed) or unlinked or (strict and summary.warned)
    raise typer.Exit(SOME_FAILED if failed else DONE)


def _linked(output: str, chosen: Settings, *, quiet: bool) -> int:
    try:
        return link_output(output, chosen, quiet=quiet)
    except KeyboardInterrupt as error:
        remains = f"{output} is written, {linked_path(output)} is left as it was"
        raise stopped(error, remains, f"sahel-events link {output} makes it") from None


def _nothing(message: str, hint: str) -> None:
    fail(message, hint)
    raise typer.Exit(WRONG_USAGE)


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--published {text!r} is no date: give YYYY-MM-DD") from None


def _identity(path: str) -> object:
    """What differs for a file that took the place of another."""
    try:
        found = Path(path).stat()
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino, found.st_mtime_ns


class _NothingToReadError(Exception):
    """Leaves the writers' blocks, so that they put nothing in place."""


@dataclass(frozen=True)
class _Job:
    """One run of the command."""

    paths: list[str]
    settings: Settings
    output: str
    rejected: str | None
    jobs: int | None
    cluster: str | None
    fresh: bool
    quiet: bool
    before: object = None

    def run(self, console: Console) -> RunSummary:
        """Extract, write, report. Raises what the library raises; the outputs are then left as they were."""
        from ..views.summary import RunSummary

        summary = RunSummary()
        try:
            self._write(console, summary)
        except _NothingToReadError:
            return summary
        LOG.info(
            "%d articles read, %d events", summary.articles, summary.events.total(),
            extra={"fields": {"output": open_text(self.output), **summary.counts()}, "printed": True},
        )
        if not self.quiet:
            target = None if self.output == "-" else open_text(self.output)
            console.print(summary.render(target), soft_wrap=True)
        return summary

    def stopped(self, error: KeyboardInterrupt) -> typer.Exit:
        """Say what remains where a signal ended the run."""
        if self.output == "-":
            return stopped(error, "the output is cut off", "with -o FILE the same command goes on")
        if self.before != _identity(self.output):  # it came when the file was in place already
            return stopped(error, f"{open_text(self.output)} is written")
        return stopped(error, f"{open_text(self.output)} is left as it was", GOES_ON)

    def _write(self, console: Console, summary: RunSummary) -> None:
        from ..scale.run import ExtractRun
        from ..views.console import say
        from ..views.progress import ExtractProgress

        def told(sentence: str) -> None:
            say(console, "warning", sentence, quiet=self.quiet)

        run = ExtractRun(
            self.paths, self.settings, self.output, rejected=self.rejected, jobs=self.jobs,
            cluster=self.cluster, fresh=self.fresh, say=told,
        )
        problems, shown = Problems(console), console.is_terminal and not self.quiet
        total = self._bytes(run.written) if shown else None
        begun = False
        try:
            with run, ExtractProgress(console, total, shown=shown) as progress:
                begun = True
                for outcome in run:
                    summary.add(outcome)
                    for problem in outcome.problems:
                        self._report(problems, problem)
                    progress.advance(outcome)
                if not summary.anything_readable:
                    raise _NothingToReadError
        except StoreError as error:
            if not begun or self.output == "-":
                raise
            fail(str(error), f"{open_text(self.output)} is left as it was; {GOES_ON}")
            raise typer.Exit(WRONG_USAGE) from error

    def _report(self, problems: Problems, problem: Problem) -> None:
        failed = problem.reason is not None and problem.reason.failed
        problems.tell(problem, failed=failed, quiet=self.quiet and not failed)

    def _bytes(self, written: list[str]) -> int | None:
        """The bytes of all files to be read; None where a store would have to be asked twice."""
        from ..corpus.files import SourceFile, find_sources
        from ..corpus.pieces import size_of
        from ..corpus.remote import is_url

        if any(map(is_url, self.paths)):
            return None
        found = find_sources((path for path in self.paths if path != "-"), written)
        return sum(size_of(item) for item in found if isinstance(item, SourceFile)) or None
