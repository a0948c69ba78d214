"""A comparison with a foreign data set in words and tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from . import text
from .layout import Column, gap, pad, table_lines, widths

if TYPE_CHECKING:
    from ..analysis.comparison import Comparison, Found
    from ..analysis.entries import Entry

_PAIR = (
    Column("theirs", 7), Column("ours", 5), Column("date", 10), Column("place", 8), Column("type", 8),
    Column("killed", 6), Column("points", 6), Column("differs", 12),
)  # fmt: skip
_ONE = (
    Column("id", 7), Column("date", 10), Column("place", 10), Column("type", 8), Column("actors", 12),
    Column("killed", 6), Column("note", 6),
)  # fmt: skip
_STYLES = {
    "theirs": "dim", "ours": "dim", "id": "dim", "date": "cyan", "place": "green", "type": "bold",
    "killed": "red", "differs": "yellow",
}
"""As the same things are coloured in the table of `show`; what differs as a warning."""
_RIGHT = {"points", "killed"}


def summary_lines(found: Comparison) -> Iterator[str]:
    """What was compared and found, a sentence a line."""
    compared = found.compared
    yield f"{text.plural(compared, 'row')} of theirs, {text.plural(found.ours, 'event')} of ours"
    line = f"found by both   {len(found.pairs):,}"
    if found.share is not None:
        line += f" of {compared:,} of theirs ({found.share:.0%})"
    inside, of = found.in_our_months()
    if 0 < of < compared:
        line += f"; {inside:,} of the {of:,} ({inside / of:.0%}) that lie in months of ours"
    yield line
    doubles = sum(each.ident in found.doubles for each in found.only_theirs)
    yield f"only theirs     {len(found.only_theirs):,}" + (
        f", {doubles:,} of them like an event that a better pair has" if doubles else ""
    )
    yield f"only ours       {len(found.only_ours):,}"
    if found.other_reports:
        yield f"other reports   {len(found.other_reports):,} of ours, most of events that are found by both"
    tolls = found.tolls()
    agree, more, fewer = tolls["agree"], tolls["ours_higher"], tolls["ours_lower"]
    if both := agree + more + fewer:
        line = f"killed          the same in {agree:,} of {text.plural(both, 'pair')}, "
        line += f"ours higher in {more:,} and lower in {fewer:,}; "
        yield f"{line}in all {tolls['theirs_killed']:,} of theirs, {tolls['ours_killed']:,} of ours"


def print_comparison(console: Console, found: Comparison, most: int | None) -> None:
    """Print what was found, and of each kind of events `most` (None: all)."""
    from .console import short_ids

    for i, line in enumerate(summary_lines(found)):
        console.print(Text(line, style="bold" if i == 0 else ""), soft_wrap=True)
    differing = sorted((each for each in found.pairs if each.differences), key=_by_difference)
    alike = [each for each in found.pairs if not each.differences]
    reports, doubles = found.other_reports, found.doubles
    every = [*found.only_ours, *(e.ours for e in (*found.pairs, *reports, *doubles.values()))]
    shown = [*(e.ours for part in (differing, alike, reports) for e in part[:most]), *found.only_ours[:most]]
    like = {e.ident: doubles[e.ident].ours.ident for e in found.only_theirs[:most] if e.ident in doubles}
    ids = short_ids([e.ident for e in every], [*(e.ident for e in shown), *like.values()])
    like = {row: ids[ident] for row, ident in like.items()}
    for title, part in (("found by both, and different", differing), ("found by both, and alike", alike)):
        _section(console, title, _PAIR, [_pair_row(each, ids) for each in part[:most]], len(part))
    rows = [_row(each, each.ident, like.get(each.ident)) for each in found.only_theirs[:most]]
    _section(console, "only theirs", _ONE, rows, len(found.only_theirs))
    rows = [_row(each, ids[each.ident]) for each in found.only_ours[:most]]
    _section(console, "only ours", _ONE, rows, len(found.only_ours))
    rows = [_pair_row(each, ids) for each in reports[:most]]
    _section(console, "other reports: ours like a row that a better pair has", _PAIR, rows, len(reports))


def _section(
    console: Console, title: str, columns: Sequence[Column], shown: Sequence[tuple[str, ...]], count: int
) -> None:
    """A heading and a table of the first of `count` rows; nothing where there are none."""
    if not count:
        return
    console.print(Text(f"\n{title}", style="bold"), soft_wrap=True)
    sizes = widths(columns, shown, console.width)
    blanks = " " * gap(console.width)
    heads = [
        column.title.rjust(size) if column.title in _RIGHT else pad(column.title, size)
        for column, size in zip(columns, sizes, strict=True)
    ]
    console.print(Text(blanks.join(heads).rstrip(), style="dim"), soft_wrap=True)
    styles = [_STYLES.get(column.title, "") for column in columns]
    right = [column.title in _RIGHT for column in columns]
    for lines in table_lines(shown, sizes):
        for cells in lines:
            aligned = [
                cell.rstrip().rjust(size) if flush else cell
                for cell, size, flush in zip(cells, sizes, right, strict=True)
            ]
            if console.color_system is None:  # as in views.tallies
                console.file.write(blanks.join(aligned).rstrip() + "\n")
                continue
            parts = zip(aligned, styles, strict=True)
            line = Text(blanks).join(Text(cell, style=style) for cell, style in parts)
            line.rstrip()
            console.print(line, soft_wrap=True)
    if count > len(shown):
        console.print(Text(f"and {count - len(shown):,} more", style="dim"), soft_wrap=True)


def print_pair(console: Console, found: Found, verdict: str) -> None:
    """Print two events, what became of them, and the parts that speak for and against their being one."""
    for name, entry in (("theirs", found.theirs), ("ours", found.ours)):
        cells = [cell.replace("\n", " ") for cell in _row(entry, text.one_line(entry.ident)) if cell]
        console.print(f"{name:8}{', '.join(cells)}", soft_wrap=True)
    for each in found.differences:
        line = f"differs {each.field}: {text.words(each.theirs)} / {text.words(each.ours)}"
        console.print(Text(line, style=_STYLES["differs"]), soft_wrap=True)
    console.print(f"\n{verdict}\n", soft_wrap=True)
    for part in found.parts:
        console.print(f"{part.points:+8,}  {text.one_line(part.why)}  {part.rule}", soft_wrap=True)
    console.print(f"{found.points:+8,}  together", soft_wrap=True)


def _by_difference(found: Found) -> tuple[int, int]:
    """The largest difference in dead first, then the least likely pair."""
    one, other = found.theirs.killed, found.ours.killed
    told = any(each.field == "killed" for each in found.differences)
    return -abs(one.best - other.best) if told and one and other else 0, found.points


def _pair_row(found: Found, ids: Mapping[str, str]) -> tuple[str, ...]:
    """The row of a pair: values are theirs, and what differs says ours."""
    ident, day, place, kind, _, killed, _ = _row(found.theirs, found.theirs.ident)
    differs = [f"{each.field} {text.words(each.ours)}" for each in found.differences]
    ours = text.one_line(ids[found.ours.ident])
    points = f"{found.points / 1000:.1f}"
    return ident, ours, day, place, kind, killed, points, text.ITEM_END.join(differs)


def _row(entry: Entry, ident: str, like: str | None = None) -> tuple[str, ...]:
    """Id, date, place, type, actors, killed, and which event of a better pair it is like."""
    from ..analysis.comparison import killed_text

    record = entry.record
    kind = " or ".join(map(text.words, sorted(entry.subs) or sorted(entry.types)))
    actors = dict.fromkeys(text.one_line(actor["name"]) for actor in record["actors"])
    return (
        text.one_line(ident), text.short_date(record["date"]), text.short_place(record["location"]),
        kind or text.UNKNOWN, text.ITEM_END.join(actors) or text.UNKNOWN, killed_text(entry) or text.UNKNOWN,
        f"like {like}" if like else "",
    )  # fmt: skip
