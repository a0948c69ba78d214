"""Linked events in words: what a run joined, why two records are one event, and what each report says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from rich.console import Console

from . import text
from .layout import Column, gap, pad, table_lines, widths

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


_LEDGER = (Column("field", 12), Column("value", 24), Column("said by", 10), Column("reports", 10))


def print_ledger(console: Console, record: Record) -> None:
    """Print a linked event: each value with the reports that support it, and what they disagree about."""
    console.print(f"{text.one_line(record['id'])}  {_line(record)}", soft_wrap=True)
    console.print()
    rows = [
        tuple(map(text.one_line, (row.field, row.value, ", ".join(row.said_by), ", ".join(row.reports))))
        for row in ledger_rows(record)
    ]
    _print_table(console, _LEDGER, rows)
    console.print()
    for quote in record["evidence"]:
        console.print(
            f"{text.one_line(quote['report'])} ({text.one_line(quote['article'])}): "
            f"“{text.one_line(quote['text'])}”", soft_wrap=True,
        )


class LedgerRow(NamedTuple):
    """A value of a linked event: who says it, and the ids of the reports that support it. `field` is empty
    for a further count of the row before."""

    field: str
    value: str
    said_by: Sequence[str] = ()
    reports: Sequence[str] = ()


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
            yield LedgerRow("", f"{told}{day}", (text.words(value["said_by"]),), (value["report"],))
    for row in record["disagreements"]:
        values = "; ".join(f"{value['value']} ({', '.join(value['reports'])})" for value in row["values"])
        about = text.words(row["field"].removeprefix("casualties.").replace(".", ", "))
        yield LedgerRow("differs", f"{about}: {values}")


def _print_table(console: Console, columns: tuple[Column, ...], rows: Sequence[tuple[str, ...]]) -> None:
    sizes = widths(list(columns), rows, console.width)
    blanks = " " * gap(console.width)
    heads = [pad(column.title, size) for column, size in zip(columns, sizes, strict=True)]
    console.file.write(blanks.join(heads).rstrip() + "\n")
    for lines in table_lines(rows, sizes):
        for cells in lines:
            console.file.write(blanks.join(cells).rstrip() + "\n")
