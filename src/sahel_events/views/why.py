"""Why a record says what it says: the article's words with each value marked, and the rule behind each
value."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from rich.console import Console
from rich.text import Text

from . import text
from .layout import Column, gap, pad, table_lines, widths
from .passages import Mark, passages

Record = Mapping[str, Any]

STYLES = {
    "trigger": "bold magenta", "status": "yellow", "date": "cyan", "place": "green", "actor": "bold blue",
    "toll": "red", "evidence": "underline",
}
"""How the words behind each field are marked."""


class Value(NamedTuple):
    """A value of a record: its `field` ("actor"), the `value` as text, the `words` it was read from with
    their `span` in the article, and the `rule` that read it; words and span are None for values without
    words of their own. All texts are safe to show."""

    field: str
    value: str
    words: str | None
    span: tuple[int, int] | None
    rule: str


def values(record: Record) -> list[Value]:
    """Every value of a record with its words and its rule, in the order of the record."""
    why = {**record.get("why", {})}
    found = [_type(record, why)]
    status = record.get("status_evidence")
    found.append(_value("status", text.words(record["status"]), status, why.pop("status", "")))
    found.append(_or_reason("date", "date", text.short_date(record["date"]), record, why))
    found.append(_or_reason("place", "location", _place(record["location"]), record, why))
    found += [_value("actor", text.actor_with_role(actor), actor) for actor in record["actors"]]
    found += [_value("toll", text.casualty(row), row) for row in record["casualties"]]
    found.append(_value("main", "main" if record["main"] else "background", None, why.pop("main", "")))
    found.append(_value("confidence", f"{record['confidence']:.2f}", None, why.pop("confidence", "")))
    found += [_value("evidence", "", row) for row in record["evidence"]]
    found += [_value(text.words(key), "", None, rule) for key, rule in sorted(why.items())]
    return found


def _type(record: Record, why: dict[str, str]) -> Value:
    named = f"{text.words(record['sub_event_type'])} ({text.words(record['event_type'])})"
    rules = [why.pop(key, "") for key in ("event_type", "sub_event_type")]
    return _value("trigger", named, record.get("trigger"), *dict.fromkeys(filter(None, rules)))


def _value(field: str, value: str, source: Record | None, *rules: str) -> Value:
    if source is None:
        return Value(field, text.one_line(value), None, None, _joined(rules))
    words, span = source.get("text"), source.get("span")
    return Value(
        field,
        text.one_line(value),
        None if words is None else text.one_line(words),
        (span[0], span[1]) if span else None,
        _joined((source.get("rule"), *rules)),
    )


def _joined(rules: tuple[str | None, ...]) -> str:
    return text.one_line(", ".join(dict.fromkeys(filter(None, rules))))


def _or_reason(field: str, key: str, value: str, record: Record, why: dict[str, str]) -> Value:
    rule = why.pop(key, "")
    if record[key] is not None:
        return _value(field, value, record[key], rule)
    reason = text.words(record.get("unknown", {}).get(key, "no reason given"))
    return _value(field, f"unknown: {reason}", None, rule)


def _place(location: Record | None) -> str:
    if location is None:
        return ""
    parts = [location["name"], location.get("admin1"), location["country"]]
    named = ", ".join(dict.fromkeys(part for part in parts if part))
    if location.get("lat") is None or location.get("lon") is None:
        return f"{named} (no coordinates)"
    return f"{named} ({location['lat']:.2f}, {location['lon']:.2f}, {location.get('precision')})"


def print_why(console: Console, record: Record, article: str | None, note: str = "") -> None:
    """Print one event, its values with words and rules, and the words of the article with the values marked.

    `article` is the text that the spans count in; without it the quotations kept in the record are printed
    alone, after `note`, which says why. Marked words are coloured, on a console without colour put in angle
    quotes, and numbered as in the table of values.
    """
    found = values(record)
    numbers = _numbers(found)
    console.print(_head(record), Text(), sep="\n")
    _print_values(console, found, numbers)
    console.print()
    if note:
        console.print(Text(text.one_line(note), style="yellow"), Text(), soft_wrap=False, sep="\n")
    plain = console.color_system is None or console.no_color
    body = _quotations(found) if article is None else passages(article, _marks(found, numbers), plain=plain)
    for part in body:
        console.print(part, soft_wrap=False)
    if made := text.made_with(record):
        console.print(Text(f"\nmade with {made}", style="dim"), soft_wrap=False)


def _marks(found: Sequence[Value], numbers: Sequence[int | None]) -> list[Mark]:
    return [
        Mark(*value.span, STYLES.get(value.field, ""), number)
        for number, value in zip(numbers, found, strict=True)
        if value.span is not None
    ]


def _numbers(found: Sequence[Value]) -> list[int | None]:
    """The number of each value that has words of its own; evidence only underlines."""
    count = itertools.count(1)
    return [next(count) if value.span and value.field != "evidence" else None for value in found]


def _head(record: Record) -> Text:
    article = record["article"]
    title = text.one_line(article.get("title") or article["path"])
    published = text.one_line(article.get("published") or "no date")
    rule = article.get("published_rule")
    lines = Text(text.one_line(record["id"]), style="bold").append(f"\n{title}", style="not bold")
    about = f"\n{text.one_line(article['path'])}, {text.source(record)}, published {published}"
    return lines.append(about + (f" ({text.one_line(rule)})" if rule else ""), style="not bold dim")


def _print_values(console: Console, found: Sequence[Value], numbers: Sequence[int | None]) -> None:
    rows = [
        (f"[{number}]" if number else "", value.field, value.value,
         f"“{value.words}”" if value.words else "", value.rule)
        for number, value in zip(numbers, found, strict=True) if value.field != "evidence"
    ]
    columns = (
        Column("", 4), Column("field", 10), Column("value", 20), Column("words", 18), Column("rule", 14)
    )
    sizes = widths(columns, rows, console.width)
    blanks = " " * gap(console.width)
    for head in ([column.title for column in columns], ["─" * size for size in sizes]):
        console.print(Text(blanks.join(map(pad, head, sizes)).rstrip()))
    for row, lines in zip(rows, table_lines(rows, sizes), strict=True):
        for cells in lines:
            line = Text(blanks.join(cells).rstrip())
            line.stylize(STYLES.get(row[1], ""), sizes[0] + len(blanks), sum(sizes[:3]) + 2 * len(blanks))
            console.print(line)


def _quotations(found: Sequence[Value]) -> Iterator[Text]:
    for value in found:
        if value.field == "evidence" and value.words:
            yield Text(f"“{value.words}”").append(f" {value.rule}", style="dim")
