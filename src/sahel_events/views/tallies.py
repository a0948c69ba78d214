"""Sums of events as tables with bars, for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from . import text
from .layout import gap, pad

if TYPE_CHECKING:
    from ..analysis.tally import Row, Sum, Table, Tally

_EIGHTHS = " ▏▎▍▌▋▊▉█"
_LONGEST_BAR, _SHORTEST_BAR = 40, 6
_LONGEST_LABEL, _SHORTEST_LABEL = 48, 8
_WIDE: Final = 100
"""Cells from which kinds of people beside the killed and injured have columns of their own."""
_MONTHS: Final = 24
"""Months of the overview; a longer time is shown by years."""

_STYLES = {
    "day": "cyan", "week": "cyan", "month": "cyan", "year": "cyan", "country": "green", "admin1": "green",
    "place": "green", "type": "bold", "sub-type": "bold", "source": "dim",
}
"""How labels are coloured: as the same things are in the table of `show`."""
_TOLL_STYLES = {"killed": "red", "injured": "yellow"}

OVERVIEW: Final = ("month", "year", "country", "type", "actor", "source")
"""The tables that `print_overview` takes."""


def sum_text(people: Sum | None) -> str:
    """Counts added up: "1,396"; "1,396-1,450+" for an interval, "+" where some counts are open above;
    "1,329 (985-1,448)" where the best sum is not the lowest."""
    if people is None:
        return text.UNKNOWN
    high = f"{people.high:,}{'+' if people.open else ''}"
    if people.low == people.high:
        return high
    if people.best == people.low:
        return f"{people.low:,}-{high}"
    return f"{people.best:,} ({people.low:,}-{high})"


def bar(share: float, width: int, *, blocks: bool) -> str:
    """A bar of `share` (0 to 1) of `width` cells, in eighths of a cell where `blocks` can be shown; what is
    more than nothing has at least the shortest."""
    if not share:
        return ""
    if not blocks:
        return "#" * max(1, round(share * width))
    full, rest = divmod(max(1, round(share * width * 8)), 8)
    return "█" * full + (_EIGHTHS[rest] if rest else "")


def print_overview(console: Console, tally: Tally, most: int) -> None:
    """Print the total and the tables of OVERVIEW, each with `most` rows; the time by months, or by years
    where there are more than _MONTHS."""
    tables = {table.by: table for table in tally.tables}
    unit = "month" if len(tables["month"].rows) <= _MONTHS and not tables["month"].gaps else "year"
    print_total(console, tally)
    for name in (unit, *OVERVIEW[2:]):
        print_table(console, tables[name], _MONTHS if name == unit else most)


def print_total(console: Console, tally: Tally) -> None:
    """Print the number of events, and how many people of each kind they count."""
    events = tally.total.events
    noun = "linked event" if tally.linked == events > 0 else "event"
    mixed = f", {tally.linked:,} of them linked" if 0 < tally.linked < events else ""
    _say(console, f"{events:,} {noun}{'' if events == 1 else 's'}{mixed}", "bold")
    tolls = tally.total.tolls
    if not tolls:
        return
    rows = [("people", "counted", "events", "give no count")]
    for kind, people in tolls.items():
        rows.append(
            (text.words(kind), _shown(console, people), f"{people.events:,}", f"{events - people.events:,}")
        )
    sizes = [_widest(column) for column in zip(*rows, strict=True)]
    styles = ["dim", *(_TOLL_STYLES.get(kind, "") for kind in tolls)]
    for (kind, *cells), style in zip(rows, styles, strict=True):
        numbers = (cell.rjust(size) for cell, size in zip(cells, sizes[1:], strict=True))
        _say(console, "  ".join((pad(kind, sizes[0]), *numbers)), style)


def print_table(console: Console, table: Table, most: int | None = None) -> None:
    """Print the rows of a table with bars; of those that tell something `most` (None: all), the latest of a
    timeline, and those that do not. Says what the numbers do not show by themselves."""
    from ..analysis.periods import UNITS

    told = [row for row in table.rows if row.key is not None]
    untold = [row for row in table.rows if row.key is None]
    cut = max(0, len(told) - most) if most is not None else 0
    timeline = table.by in UNITS
    shown = told[cut:] if timeline else told[: len(told) - cut]
    _say(console, f"\nby {table.by}", "bold")
    if not table.rows:
        _say(console, "no events", "dim")
        return
    _Rows(console, table.by, [*shown, *untold]).print()
    if cut:
        _say(console, f"and {cut:,} {'earlier' if timeline else 'more'}", "dim")
    if table.gaps:
        _say(console, f"{table.by}s without an event are left out", "dim")
    if table.overlapping:
        noun = {"source": "articles"}.get(table.by, f"{table.by}s")
        _say(console, f"an event with several {noun} counts for each of them", "dim")


class _Rows:
    """Rows laid out for a console: label, events, bar, killed, injured, and on wide terminals the rest of
    those counted. What the events do not tell has no bar: it is no group, and may be larger than all."""

    def __init__(self, console: Console, by: str, rows: Sequence[Row]) -> None:
        from ..analysis.tally import in_order

        self.console, self.by, self.rows = console, by, rows
        self.blocks = _has_blocks(console)
        self.most = max((row.events for row in rows if row.key is not None), default=0)
        self.labels = [text.one_line(row.label) or text.UNKNOWN for row in rows]
        self.columns = {"events": [f"{row.events:,}" for row in rows]}
        for kind in in_order(kind for row in rows for kind in row.tolls):
            if kind in _TOLL_STYLES or console.width >= _WIDE:
                self.columns[kind] = [
                    _shown(console, row.tolls.get(kind)) if row.events else "" for row in rows
                ]
        self._fit()

    def _fit(self) -> None:
        """Drop the last columns until label and bar have room; share what is left between these two."""
        self.gap = " " * gap(self.console.width)
        while True:
            self.sizes = {name: _widest([*cells, name]) for name, cells in self.columns.items()}
            taken = sum(self.sizes.values()) + len(self.gap) * (len(self.sizes) + 1)
            room = self.console.width - taken
            if room >= 2 * _SHORTEST_LABEL + _SHORTEST_BAR or len(self.columns) == 1:
                break
            self.columns.popitem()
        widest = min(_widest([*self.labels, self.by]), _LONGEST_LABEL, room - _SHORTEST_BAR)
        self.label = max(widest, _SHORTEST_LABEL)
        self.bar = max(0, min(_LONGEST_BAR, room - self.label))

    def print(self) -> None:
        """Print the heading and the rows."""
        heads = [name.rjust(size) for name, size in self.sizes.items()]
        head = self.gap.join((pad(self.by, self.label), heads[0], " " * self.bar, *heads[1:]))
        _say(self.console, head.rstrip(), "dim")
        for i in range(len(self.rows)):
            cells = self._cells(i)
            if self.console.color_system is None:  # of thousands of days Rich would take seconds
                self.console.file.write(self.gap.join(cell for cell, _ in cells).rstrip() + "\n")
                continue
            line = Text(self.gap).join(Text(cell, style=style) for cell, style in cells)
            line.rstrip()
            self.console.print(line, soft_wrap=True)

    def _cells(self, i: int) -> list[tuple[str, str]]:
        """The cells of a row, each with its style."""
        row = self.rows[i]
        label = _cut(self.labels[i], self.label, "…" if self.blocks else "...")
        drawn = bar(row.events / self.most, self.bar, blocks=self.blocks) if row.key is not None else ""
        numbers = [
            (cells[i].rjust(self.sizes[name]), _TOLL_STYLES.get(name, ""))
            for name, cells in self.columns.items()
        ]
        style = _STYLES.get(self.by, "") if row.key is not None else "dim"
        return [(label, style), numbers[0], (drawn.ljust(self.bar), "blue"), *numbers[1:]]


def _has_blocks(console: Console) -> bool:
    return "utf" in console.encoding


def _shown(console: Console, people: Sum | None) -> str:
    return "-" if people is None and not _has_blocks(console) else sum_text(people)


def _widest(cells: Iterable[str]) -> int:
    return max(map(cell_len, cells))


def _cut(label: str, width: int, dots: str) -> str:
    """`label` in exactly `width` cells; what is too long ends in `dots`."""
    if cell_len(label) <= width:
        return pad(label, width)
    return set_cell_size(label, width - cell_len(dots)) + dots


def _say(console: Console, line: str, style: str = "") -> None:
    console.print(Text(line, style=style), soft_wrap=True)
