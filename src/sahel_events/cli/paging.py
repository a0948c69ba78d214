"""Long output on a terminal goes through a pager, as git does it."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
from contextlib import suppress

DEFAULT = "less"
_NO_PAGER = ("", "cat")


def put(output: str, *, paged: bool = True) -> None:
    """Write to standard output: through the pager where that is a terminal, `paged`, and the output has more
    lines than it shows at once; otherwise as it is.

    The pager is PAGER, else less; empty or "cat" is none. less gets LESS=FRX (leave where it fits on a
    screen, show colours, leave the text standing) and LESSCHARSET=utf-8 where these are not set. Quitting it
    early is no error. Where it cannot be started, the output is written as it is. Raises BrokenPipeError
    where the reader of a pipe went away.
    """
    command = _pager() if paged and sys.stdout.isatty() and not _fits(output) else None
    if command is None or not _page(command, output):
        sys.stdout.write(output)
        sys.stdout.flush()


def _fits(output: str) -> bool:
    lines = shutil.get_terminal_size().lines
    return output.count("\n") < lines  # the prompt takes the last one


def _pager() -> list[str] | None:
    """The pager as a command line; None where there is none."""
    given = os.environ.get("PAGER", DEFAULT)
    try:
        command = shlex.split(given)
    except ValueError:  # a quotation mark that is not closed
        return None
    if not command or command[0] in _NO_PAGER or shutil.which(command[0]) is None:
        return None
    return command


def _page(command: list[str], output: str) -> bool:
    """Show the output in the pager and wait until it is left; False where it cannot be started."""
    environment = {"LESS": "FRX", **os.environ}
    if "utf" in (sys.stdout.encoding or "").lower():
        environment.setdefault("LESSCHARSET", "utf-8")
    sys.stdout.flush()
    try:
        pager = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)
    except OSError:
        return False
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the pager's
    try:
        with suppress(BrokenPipeError):  # left before the end
            pager.communicate(output.encode(sys.stdout.encoding or "utf-8", "backslashreplace"))
        pager.wait()
    finally:
        signal.signal(signal.SIGINT, before)
    return True
