"""What the commands share: exit codes and messages on standard error."""

from __future__ import annotations

import gc
import sys
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ..errors import SahelEventsError, UsageError
from ..query import nearest
from . import ended_by

if TYPE_CHECKING:
    from rich.console import Console

    from ..corpus.files import Problem
    from ..errors import SkipReason

DONE, SOME_FAILED, WRONG_USAGE = 0, 1, 2
"""Exit codes."""

ENCODING_HELP = "Encoding of the input; otherwise BOM, UTF-8, then cp1252 with a warning."


def exit_code(error: BaseException) -> int:
    """The exit code of a command that ends with an exception."""
    if isinstance(error, typer.Exit):
        return error.exit_code
    if isinstance(error, SystemExit) and isinstance(error.code, int):
        return error.code
    if isinstance(error, KeyboardInterrupt):
        return ended_by(error)[1]
    if isinstance(error, BrokenPipeError):  # `| head`
        return DONE
    return WRONG_USAGE if isinstance(error, (SahelEventsError, OSError, MemoryError)) else SOME_FAILED


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


class Problems:
    """Tells of what could not be read, and of each kind once what can be done about it."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._told: set[SkipReason] = set()

    def tell(self, problem: Problem, *, failed: bool, quiet: bool = False) -> None:
        """Print one problem, as an error where it `failed`; where `quiet`, only keep it in the log."""
        from ..views.console import say

        reason = problem.reason
        say(
            self._console, "error" if failed else "warning", str(problem), quiet=quiet,
            file=problem.path, line=problem.line, reason=reason,
        )
        if reason is not None and not quiet and reason not in self._told:
            self._told.add(reason)
            say(self._console, "hint", reason.way_out)


def hint(message: str) -> None:
    """Say what can be done about what was said before."""
    from ..views.console import say

    say(error_console(), "hint", message)


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
        near = did_you_mean(nearest(beginning, ids)) or "; sahel-events show prints the ids"
        raise UsageError(f"no event has an id that begins with {beginning!r}{near}")
    if len(found) > 1:
        more = ", …" if len(found) > 5 else ""
        raise UsageError(
            f"{len(found)} ids begin with {beginning!r}: {', '.join(found[:5])}{more}; give more of it"
        )
    return found[0]


def did_you_mean(names: Iterable[str]) -> str:
    """ "; did you mean A, B or C?", or nothing where there is no suggestion."""
    listed = list(names)
    if not listed:
        return ""
    *first, last = listed
    return f"; did you mean {', '.join(first)} or {last}?" if first else f"; did you mean {last}?"
