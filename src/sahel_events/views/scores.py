"""The figures of `evaluate` as tables of text, from the values that `--json` prints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from rich.console import Console
from rich.text import Text

from . import text
from .layout import pad

Figures = Mapping[str, Any]

_COUNTS = (("right", "tp"), ("spurious", "fp"), ("missed", "fn"))
_SHORT = {
    "event_type": "type",
    "sub_event_type": "sub",
    "location": "place",
    "casualties": "counts",
}
"""Headings of the wide tables, which fit into 100 cells."""


def print_figures(console: Console, figures: Figures) -> None:
    """Print everything but the single errors."""
    fields = figures["fields"]
    event = fields["event"]
    wanted, given = event["tp"] + event["fn"], event["tp"] + event["fp"]
    _say(console, f"{figures['articles']} articles, {wanted} gold events, {given} records", "bold")
    _table(
        console,
        ("field", "precision", "recall", "F1", *(name for name, _ in _COUNTS)),
        [(name, *_rates(each), *(str(each[key]) for _, key in _COUNTS)) for name, each in fields.items()],
    )
    main = figures["main_event_all_right"]
    _say(
        console,
        f"main events with type, date, place and killed all right: {main['right']} of {main['of']}"
        + (f" ({main['share']:.3f})" if main["of"] else ""),
    )
    _groups(console, "event type", figures["by_type"])
    _groups(console, "source form", figures["by_form"])
    _stages(console, figures)
    _calibration(console, figures["calibration"])


def _groups(console: Console, title: str, groups: Mapping[str, Figures]) -> None:
    """One row for each group: precision, recall and F1 of events, F1 of the rest."""
    if not groups:
        return
    names = [name for name in next(iter(groups.values()))["fields"] if name != "event"]
    heads = (_SHORT.get(name, name) for name in names)
    rows = []
    for group, figures in groups.items():
        fields = figures["fields"]
        event = fields["event"]
        f1 = (_rates(fields[name])[2] for name in names)
        rows.append((text.words(group), str(event["tp"] + event["fn"]), *_rates(event), *f1))
    _say(console, f"\nby {title}: gold events with precision, recall and F1; F1 of each field", "bold")
    _table(console, (title, "n", "P", "R", "F1", *heads), rows)


def _stages(console: Console, figures: Figures) -> None:
    stages = figures["stages"]
    _say(console, f"\n{sum(stages.values())} errors by stage", "bold")
    apart = " or ".join(text.words(name) for name in figures["not_told_apart"])
    rows = [
        (text.words(name), str(number), apart if name == "not_told_apart" else "")
        for name, number in stages.items()
    ]
    _table(console, ("stage", "errors", ""), rows)


def _calibration(console: Console, figures: Figures) -> None:
    _say(console, "\nconfidence against correctness (type, date, place and killed all right)", "bold")
    rows = [
        (
            f"{each['low']:.1f}-{each['high']:.1f}",
            str(each["records"]),
            str(each["right"]),
            _share(each["share"]),
            _share(each["confidence"]),
        )
        for each in figures["bins"]
    ]
    _table(console, ("confidence", "records", "right", "share", "mean"), rows)
    _say(
        console,
        f"expected calibration error: {figures['expected_error']:.3f} over {figures['records']} records",
    )


def print_errors(console: Console, errors: Iterable[Figures], about: Mapping[str, str]) -> None:
    """Print each error under its stage, in the order of `about`, which says what went wrong at each."""
    order = list(about)
    ranked = sorted(errors, key=lambda each: order.index(each["stage"]))
    for stage, found in groupby(ranked, key=lambda each: each["stage"]):
        listed = list(found)
        _say(console, f"\n{text.words(stage)} ({len(listed)}): {about[stage]}", "bold")
        for each in listed:
            number = f" e{each['event']}" if each["event"] else ""
            _say(console, f"  {each['article']}{number}  {each['field']}: {_compared(each)}")


def _compared(error: Figures) -> str:
    gold, got = _shown(error["field"], error["gold"]), _shown(error["field"], error["got"])
    parts = [f"gold {gold}" if gold else "", f"got {got}" if got else "", *error["reasons"]]
    return " | ".join(part for part in parts if part)


def _shown(field: str, value: Any) -> str:
    """A value in short, with the words and the rule that it was read with."""
    if not isinstance(value, Mapping):
        return text.one_line(str(value or ""))
    shape = {"date": text.short_date, "location": text.short_place, "actors": text.actor_with_role}
    shown = shape.get(field, text.casualty)(value)
    words = f" “{text.one_line(value['text'])}”" if value.get("text") else ""
    return f"{shown}{words}" + (f" [{text.one_line(value['rule'])}]" if value.get("rule") else "")


def _rates(figures: Figures) -> tuple[str, str, str]:
    """Precision, recall and F1; a dash where there is nothing to count."""
    given, wanted = figures["tp"] + figures["fp"], figures["tp"] + figures["fn"]
    shares = ((given, "precision"), (wanted, "recall"), (given or wanted, "f1"))
    precision, recall, f1 = (_share(figures[key] if total else None) for total, key in shares)
    return precision, recall, f1


def _share(value: float | None) -> str:
    return text.UNKNOWN if value is None else f"{value:.3f}"


def _table(console: Console, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """The first column and one without a heading to the left, numbers to the right."""
    sizes = [max(len(cell) for cell in column) for column in zip(heads, *rows, strict=True)]
    gap = " " if sum(sizes) + 2 * len(sizes) > console.width else "  "
    for i, row in enumerate([heads, *rows]):
        cells = [
            pad(cell, size) if at == 0 or not heads[at] else cell.rjust(size)
            for at, (cell, size) in enumerate(zip(row, sizes, strict=True))
        ]
        _say(console, gap.join(cells).rstrip(), "dim" if i == 0 else "")


def _say(console: Console, line: str, style: str = "") -> None:
    console.print(Text(line, style=style), soft_wrap=True)
