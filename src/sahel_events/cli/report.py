"""`sahel-events report`: events as one page with a map, a timeline and a table."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import UsageError
from .common import DONE, error_console, fail, need_events_file, without_gc
from .filters import filtered
from .questions import Asked
from .reading import Reading

if TYPE_CHECKING:
    from ..store import Line

EPILOG = """\b
Examples:
  sahel-events report                                events.jsonl as report.html
  sahel-events report linked.jsonl -o sahel.html     each event once, all its reports beside it
  sahel-events report --articles data/raw            with the words around each quotation
  sahel-events report --country ML --since 2019 --title "Mali since 2019"

\b
The page is one file: it opens from disk, loads nothing from the network, and can be mailed.
Exit codes: 0 done, 1 some lines are no events (the rest is in the page), 2 wrong usage or no such name."""


@filtered
def report(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="Events file, plain or linked; - for standard input.")
    ] = "events.jsonl",
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="HTML", help="Where the page goes; - is standard output.")
    ] = "report.html",
    *,
    asked: Asked,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="Title of the page.")] = None,
    articles: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder that was read by extract: quotations get their context."),
    ] = None,
    reports: Annotated[
        str | None,
        typer.Option(
            metavar="EVENTS",
            help="Events file that a linked file was made from; else the one beside it, if it is there.",
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")] = False,
) -> None:
    """Make a page from events: a map, a timeline and a table that act together.

    A click on an event shows the words of the article that each value was read from; events of a linked
    file come with all their reports.
    """
    if articles is not None and not articles.is_dir():
        raise UsageError(f"--articles {articles}: no such folder; give the one that extract has read")
    if output != "-" and file != "-" and Path(output).exists() and Path(output).samefile(file):
        raise UsageError(f"{output}: is read and would be written; name another file with -o")
    reading = Reading(file, lean=True)
    with without_gc():
        lines = reading.chosen(asked)
        behind, code = _reports(file, reports, lines)
        name = "standard input" if file == "-" else Path(file).name
        made_of = {"title": title or f"Events in {name}", "about": _about(lines, reading)}
        page, hints = _page(lines, behind, articles, **made_of)
        _write(page, output)
    if not quiet:
        _tell(lines, reading, output, hints)
    raise typer.Exit(max(code, reading.code))


def _about(lines: list[Line], reading: Reading) -> str:
    """"80 of 89 events from 36 articles, 2013-01-10 to 2023-05-02"."""
    from ..views.text import plural

    records = [line.record for line in lines]
    articles = {ident for each in records for ident in each.get("articles") or [each["article"]["id"]]}
    starts = sorted(each["date"]["start"] for each in records if each["date"])
    days = [start for start in starts if not start.startswith("--")]
    parts = [f"{_of_all(lines, reading)} from {plural(len(articles), 'article')}"]
    if days:
        parts.append(f", {days[0]} to {days[-1]}")
    if reading.broken:
        are = "is no event and is" if reading.broken == 1 else "are no events and are"
        parts.append(f"; {plural(reading.broken, 'line')} of the file {are} not in it")
    return "".join(parts)


def _of_all(lines: list[Line], reading: Reading) -> str:
    from ..views.text import plural

    few = f"{len(lines):,} of " if len(lines) < len(reading.ids) else ""
    return few + plural(len(reading.ids), "event")


def _page(
    lines: list[Line], behind: Mapping[str, bytes], articles: Path | None, *, title: str, about: str
) -> tuple[str, list[str]]:
    """The page, and what the user may want to add to the command."""
    from ..form import is_linked
    from ..report import Report, write_report

    hints = []
    linked = [line.record for line in lines if is_linked(line.record)]
    if linked and not behind:
        hints.append("--reports EVENTS, the file that these were linked from, adds the reports' own values")
    if articles is None:
        return write_report(lines, Report(title=title, about=about, reports=behind)), hints
    from .articles import Articles

    found = Articles(articles)
    page = write_report(lines, Report(title=title, about=about, reports=behind, passages=found.passages))
    if not found.number and (behind or len(linked) < len(lines)):
        hints.append(f"no article in {articles} is as it was when it was read: the words are the records'")
    return page, hints


def _reports(file: str, reports: str | None, lines: list[Line]) -> tuple[dict[str, bytes], int]:
    """The lines behind linked events by the ids of their records, out of the file named or the one beside
    `file`, and the exit code of reading it."""
    from ..form import is_linked

    wanted = {ident for line in lines if is_linked(line.record) for ident in line.record["reports"]}
    if reports is not None:
        need_events_file(reports)
    source = reports or _beside(file)
    if not wanted or source is None:
        return {}, DONE
    reading = Reading(source, lean=True)
    found = {
        line.record["id"]: line.raw
        for line in reading
        if line.record["id"] in wanted and not is_linked(line.record)
    }
    if reports is not None and (missing := len(wanted) - len(found)):
        fail(
            f"{reports}: {missing:,} of {len(wanted):,} reports are not in it",
            "of these the page shows what the linked file keeps",
        )
    return found, reading.code


def _beside(file: str) -> str | None:
    """The events file that `link` made `file` from, if it is there under the name that `link` goes by."""
    if file == "-":
        return None
    from ..store import events_path

    source = events_path(file)
    return source if source is not None and Path(source).is_file() else None


def _write(page: str, output: str) -> None:
    from ..store import AtomicLines

    with AtomicLines(output) as target:
        target.write_bytes(page.encode("utf-8"))


def _tell(lines: list[Line], reading: Reading, output: str, hints: list[str]) -> None:
    from ..views.console import say

    where = "" if output == "-" else f" in {output}"
    say(error_console(), "", f"{_of_all(lines, reading)}{where}")
    for hint in hints:
        say(error_console(), "hint", hint)
