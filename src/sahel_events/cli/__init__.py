"""The command line. Parses and prints; the work is done by functions that can be imported from elsewhere."""

from __future__ import annotations

import os
import signal
import sys
from io import TextIOWrapper
from types import FrameType

__all__ = ["main"]


def main() -> None:
    """Run the command line (`sahel-events`) and leave with its exit code."""
    if os.environ.get("_SAHEL_EVENTS_COMPLETE", "").startswith("complete_"):
        _say_nothing()
    from .app import app

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal without the letter: no crash
    signal.signal(signal.SIGTERM, _stopped)
    try:
        app(prog_name="sahel-events")
    except Exception as error:  # all that is foreseen is an exit by now
        from .common import exit_code, fail

        hint = "the same command with --log-file FILE keeps the details in FILE"
        fail(f"a fault of this program, please report it: {type(error).__name__}: {error}", hint)
        sys.exit(exit_code(error))


def _say_nothing() -> None:
    """The shell completes a half-written command: no error, nor a traceback at Ctrl-C, may land in it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())


def _stopped(number: int, _frame: FrameType | None) -> None:
    """End by way of an exception, so that temporary files are removed."""
    sys.exit(128 + number)
