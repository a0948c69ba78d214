"""What the commands share: exit codes and messages on standard error."""

from __future__ import annotations

import gc
import sys
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ..errors import UsageError
from ..query import nearest
from . import ended_by

if TYPE_CHECKING:
    from rich.console import Console

DONE, SOME_FAILED, WRONG_USAGE = 0, 1, 2
"""Exit codes."""

ENCODING_HELP = "Encoding of the input; otherwise BOM, UTF-8, then cp1252 with a warning."


def stopped(error: KeyboardInterrupt, remains: str, hint: str | None = None) -> typer.Exit:
    """Say what cut the command off and what `remains`; the exit to raise."""
    words, code = ended_by(error)
    fail(f"{words}; {remains}", hint)
    return typer.Exit(code)


@contextmanager
def without_gc() -> Iterator[None]:
    """Hold the garbage collector back: of ten thousand parsed records none is in a cycle, and looking for
    cycles among them took a third of the time of `show`."""
    gc.disable()
    try:
        yield
    finally:
        if "duckdb" not in sys.modules:  # which prints a list of its objects that nobody collected
            gc.freeze()  # nor does it look at them later on, when messages are printed or the program ends
        gc.enable()


def error_console() -> Console:
    """A console on standard error."""
    from ..views.console import make_console

    return make_console(stderr=True)


def fail(message: str, hint: str | None = None) -> None:
    """Say what is wrong, on one line, and what to do about it on the next."""
    from ..views.console import say

    console = error_console()
    say(console, "error", message)
    if hint:
        say(console, "hint", hint)


def tell_lost(told: Iterable[tuple[str, int]]) -> None:
    """Say what an export has no place for: pairs of a sentence and how many events it concerns."""
    from ..views.console import say
    from ..views.text import plural

    console = error_console()
    for sentence, concerned in told:
        say(console, "note", f"{plural(concerned, 'event')} {sentence}")


def need_events_file(path: str) -> None:
    """End the command where `path` is no file; - is standard input."""
    if path != "-" and not Path(path).is_file():
        cause = "is a folder" if Path(path).is_dir() else "no such file"
        fail(f"{path}: {cause}", "sahel-events extract PATH... makes an events file")
        raise typer.Exit(WRONG_USAGE)


def chosen_id(ids: Collection[str], beginning: str) -> str:
    """The one of `ids` that is, or begins with, `beginning`. Raises UsageError where none or several do."""
    if beginning in ids:
        return beginning
    found = sorted({each for each in ids if each.startswith(beginning)})
    if not found:
        near = did_you_mean(nearest(beginning, ids))
        raise UsageError(f"no event has an id that begins with {beginning!r}{near}")
    if len(found) > 1:
        more = ", …" if len(found) > 5 else ""
        raise UsageError(f"{len(found)} ids begin with {beginning!r}: {', '.join(found[:5])}{more}")
    return found[0]


def did_you_mean(names: Iterable[str]) -> str:
    """ "; did you mean A, B or C?", or nothing where there is no suggestion."""
    listed = list(names)
    if not listed:
        return ""
    *first, last = listed
    return f"; did you mean {', '.join(first)} or {last}?" if first else f"; did you mean {last}?"
