"""What the commands share: exit codes and messages on standard error."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

DONE, SOME_FAILED, WRONG_USAGE = 0, 1, 2
"""Exit codes."""

ENCODING_HELP = "Encoding of the input; otherwise BOM, UTF-8, then cp1252 with a warning."


@contextmanager
def without_gc() -> Iterator[None]:
    """Hold the garbage collector back: of ten thousand parsed records none is in a cycle, and looking for
    cycles among them took a third of the time of `show`."""
    gc.disable()
    try:
        yield
    finally:
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


def did_you_mean(names: Iterable[str]) -> str:
    """ "; did you mean A, B or C?", or nothing where there is no suggestion."""
    listed = list(names)
    if not listed:
        return ""
    *first, last = listed
    return f"; did you mean {', '.join(first)} or {last}?" if first else f"; did you mean {last}?"
