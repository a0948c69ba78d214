"""The console that the commands print on, their messages, and the short forms of ids."""

from __future__ import annotations

import logging
import os
import shutil
import sys
from bisect import bisect_left
from collections.abc import Collection, Iterable

from rich.console import Console
from rich.text import Text

from . import colour, text

PIPE_WIDTH = 140
"""Width of a table where standard output is no terminal and COLUMNS is not set."""

_LEAST_ID = 4
_LOG = logging.getLogger("sahel_events")
_LEVELS = {"error": logging.ERROR, "warning": logging.WARNING}


class _PipedConsole(Console):
    """Lets a closed pipe (`| head`) be told to the caller; rich would end the program with exit code 1."""

    def on_broken_pipe(self) -> None:
        """Raise the error that rich caught (called by rich)."""
        raise BrokenPipeError


def make_console(*, stderr: bool = False) -> Console:
    """A console that takes text as it is: no markup, no emoji codes, no highlighting. COLUMNS, NO_COLOR,
    FORCE_COLOR and TERM=dumb count (`colour.wanted`)."""
    stream = sys.stderr if stderr else sys.stdout
    terminal = stream.isatty()
    coloured = colour.wanted(terminal=terminal)
    return _PipedConsole(
        stderr=stderr, markup=False, emoji=False, highlight=False, soft_wrap=True,
        width=_width(terminal), height=shutil.get_terminal_size().lines,  # with both, Rich asks nobody else
        force_terminal=terminal or coloured, color_system="standard" if coloured else None,
    )


def _width(terminal: bool) -> int:
    """COLUMNS, or the width of the terminal that is written to; Rich would take 80 for a dumb one."""
    given = os.environ.get("COLUMNS", "")
    if given.isdecimal() and int(given):
        return int(given)
    if terminal:
        return shutil.get_terminal_size((80, 24)).columns
    return PIPE_WIDTH


def say(
    console: Console, kind: str, message: str, *, quiet: bool = False, log: bool = True, **fields: object
) -> None:
    """One message on one line: `kind` is "error", "warning", "hint", "note" or "" for a plain one. With `log`
    it goes to the logger `sahel_events` too, with `fields`; `quiet`: only there."""
    if log:
        level = _LEVELS.get(kind, logging.INFO)
        _LOG.log(level, "%s", message, extra={"fields": fields, "printed": True})
    if quiet:
        return
    style = {"error": "bold red", "warning": "yellow", "hint": "cyan"}.get(kind, "")
    line = Text(f"{kind}: " if kind else "", style=style)
    console.print(line.append(text.one_line(message), style=""), soft_wrap=True)


def short_ids(ids: Collection[str], wanted: Iterable[str] | None = None) -> dict[str, str]:
    """For each of `ids`, or of those of them that are `wanted`, its shortest beginning that no other id has.

    At least four characters, for ids told apart by eye.
    """
    wanted = sorted(set(ids if wanted is None else wanted))
    begins = {ident[:_LEAST_ID] for ident in wanted}
    ordered = sorted({ident for ident in ids if ident[:_LEAST_ID] in begins})  # others are no neighbours
    short: dict[str, str] = {}
    for ident in wanted:
        i = bisect_left(ordered, ident)
        neighbours = (ordered[i - 1] if i else "", ordered[i + 1] if i + 1 < len(ordered) else "")
        size = max(_LEAST_ID - 1, *(_shared(ident, other) for other in neighbours)) + 1
        short[ident] = ident[:size]
    return short


def _shared(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginnings."""
    for number, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return number
    return min(len(one), len(other))
