"""Linked events in words: what a run joined, why two records are one event, and what each report says."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from rich.console import Console
from rich.text import Text

from . import text
from .layout import Column, gap, pad, table_lines, widths
from .passages import Mark, passages
from .why import STYLES

if TYPE_CHECKING:
    from ..linking.linker import Comparison
    from ..linking.run import LinkSummary

Record = Mapping[str, Any]


def summary_lines(summary: LinkSummary, output: str | None) -> Iterator[str]:
    """What a run did, a sentence a line; `output` is where the events went, None for standard output."""
    where = f" in {output}" if output else ""
    yield f"{text.plural(summary.records, 'record')} tell of {text.plural(summary.events, 'event')}{where}"
    if summary.joined:
        most = max(summary.sizes)
        events = text.plural(summary.joined, "event")
        yield f"{events} {'has' if summary.joined == 1 else 'have'} several reports, {most} at most"
    for reason, count in sorted(summary.alone.items()):
        yield f"{text.plural(count, 'record')} could not be compared with others: {reason}"
    if summary.doubles:
        yield f"{text.plural(summary.doubles, 'record')} left out, whose id was there already"
    if summary.broken:
        yield f"{text.plural(summary.broken, 'line')} passed over as no event"


_PART = (Column("points", 6), Column("what", 30), Column("rule", 12))


def print_comparison(console: Console, comparison: Comparison, one: Record, other: Record) -> None:
    """Print two records, whether they are joined, and the parts that speak for and against it."""
    for record in (one, other):
        console.print(f"{text.one_line(record['id'])}  {_line(record)}", soft_wrap=True)
        console.print(f"    “{text.one_line(record['evidence'][0]['text'])}”", soft_wrap=True)
    verdict = "one event" if comparison.joined else "kept apart"
    console.print(f"\n{verdict}: {text.one_line(comparison.reason)}\n", soft_wrap=True)
    rows = [(_points(part.points), text.one_line(part.why), part.rule) for part in comparison.parts]
    rows.append((_points(comparison.points), "together", ""))
    _print_table(console, _PART, rows)


def _points(thousandths: int) -> str:
    return f"{thousandths / 1000:+.1f}"


def _line(record: Record) -> str:
    return ", ".join((
        text.short_date(record["date"]), text.short_place(record["location"]),
        text.words(record["sub_event_type"]), text.toll(record).replace("\n", " "), text.source(record),
    ))


_LEDGER = (
    Column("", 4), Column("field", 11), Column("value", 24), Column("said by", 10), Column("reports", 10)
)


class LedgerRow(NamedTuple):
    """A line of a linked event's ledger: `field` (empty for a further count of the row before), `value`, who
    says it, the ids of the reports that do, and where its words stand in the article of the only one, None
    where it has none of its own."""

    field: str
    value: str
    said_by: Sequence[str] = ()
    reports: Sequence[str] = ()
    span: tuple[int, int] | None = None


def print_ledger(
    console: Console, record: Record, articles: Mapping[str, str] | None = None, note: str = ""
) -> None:
    """Print a linked event: each value with the reports that support it, what they disagree about, and the
    words of each report, marked and numbered in the passages of its article.

    `articles` are the texts by the id of the article; of a report whose article is not there the quotation is
    printed, and `note`, which says why.
    """
    names = _short(record["reports"])
    rows = list(ledger_rows(record))
    count = itertools.count(1)
    numbers = [next(count) if row.span else None for row in rows]
    console.print(f"{text.one_line(record['id'])}  {_line(record)}", soft_wrap=True)
    console.print()
    marks = [f"[{number}]" if number else "" for number in numbers]
    cells = [
        (mark, row.field, row.value, ", ".join(row.said_by), ", ".join(row.reports))
        for mark, row in zip(marks, rows, strict=True)
    ]
    _print_table(console, _LEDGER, [tuple(names(text.one_line(cell)) for cell in row) for row in cells])
    if note:
        console.print()
        console.print(Text(text.one_line(note), style="yellow"), soft_wrap=True)
    for quote in record["evidence"]:
        article = (articles or {}).get(quote["article"])
        console.print()
        head = f"{names(text.one_line(quote['report']))} ({text.one_line(quote['article'])})"
        if article is None:
            console.print(f"{head}: “{text.one_line(quote['text'])}”", soft_wrap=True)
            continue
        console.print(Text(head, style="bold"))
        for part in passages(article, _marks(quote, rows, numbers), plain=console.color_system is None):
            console.print(part, soft_wrap=False)


_BEGINNING = 8
"""Characters of an id of sixteen that tell a report from any other in practice."""


def _short(reports: Sequence[str]) -> Callable[[str], str]:
    """Shortens the ids of the reports within a text to their beginnings, where these differ."""
    short = {text.one_line(report): text.one_line(report)[:_BEGINNING] for report in reports}
    if len(set(short.values())) < len(short):
        return lambda words: words
    anyone = re.compile("|".join(map(re.escape, sorted(short, key=len, reverse=True))))
    return lambda words: anyone.sub(lambda found: short[found[0]], words)


def _marks(quote: Record, rows: Sequence[LedgerRow], numbers: Sequence[int | None]) -> list[Mark]:
    """What to mark in the article of a report: its counts, and the words that carry the event."""
    marks = [
        Mark(row.span[0], row.span[1], STYLES["toll"], number)
        for row, number in zip(rows, numbers, strict=True)
        if row.span is not None and quote["report"] in row.reports
    ]
    if quote["span"]:
        marks.append(Mark(quote["span"][0], quote["span"][1], STYLES["evidence"], None))
    return marks


def spans(record: Record, article: str) -> Iterator[tuple[Sequence[int], str]]:
    """Where the words of an article's reports stand in its text, and the words: what tells whether a text is
    the article that was read."""
    reports = {quote["report"] for quote in record["evidence"] if quote["article"] == article}
    values = (value for row in record["casualties"] for value in row["values"])
    for words in (*record["evidence"], *values):
        if words["report"] in reports and words["span"]:
            yield words["span"], words["text"]


def ledger_rows(record: Record) -> Iterator[LedgerRow]:
    """Each value of a linked event, then what its reports disagree about. Texts are as they stand in the
    record."""
    if record["date"]:
        yield LedgerRow("date", text.short_date(record["date"]), (), record["date"]["reports"])
    if record["location"]:
        yield LedgerRow("place", text.short_place(record["location"]), (), record["location"]["reports"])
    for actor in record["actors"]:
        names = [row["name"] for row in actor["names"] if row["name"] != actor["name"]]
        also = f", also {', '.join(names)}" if names else ""
        denied = f"; denied in {', '.join(actor['denied_by'])}" if actor["denied_by"] else ""
        said_by = [text.words(speaker) for speaker in actor["named_by"]]
        yield LedgerRow(actor["role"], f"{actor['name']}{also}{denied}", said_by, actor["reports"])
    for row in record["casualties"]:
        group = f" {row['who']}" if row["who"] else ""
        yield LedgerRow(row["kind"], f"{row['best']} ({row['low']} to {row['high']}){group}")
        for value in row["values"]:
            told = text.count(value["min"], value["max"], approximate=value["approximate"])
            day = f" on {value['published']}" if value["published"] else ""
            span = (value["span"][0], value["span"][1]) if value["span"] else None
            yield LedgerRow("", f"{told}{day}", (text.words(value["said_by"]),), (value["report"],), span)
    for row in record["disagreements"]:
        values = "; ".join(f"{value['value']} ({', '.join(value['reports'])})" for value in row["values"])
        about = text.words(row["field"].removeprefix("casualties.").replace(".", ", "))
        yield LedgerRow("differs", f"{about}: {values}")


def _print_table(console: Console, columns: tuple[Column, ...], rows: Sequence[tuple[str, ...]]) -> None:
    sizes = widths(list(columns), rows, console.width)
    blanks = " " * gap(console.width)
    heads = [pad(column.title, size) for column, size in zip(columns, sizes, strict=True)]
    console.print(Text(blanks.join(heads).rstrip(), style="bold"), soft_wrap=True)
    for lines in table_lines(rows, sizes):
        for cells in lines:
            console.print(Text(blanks.join(cells).rstrip()), soft_wrap=True)
