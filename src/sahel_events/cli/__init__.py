"""The command line. Parses and prints; the work is done by functions that can be imported from elsewhere."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType

__all__ = ["main"]


def main() -> None:
    """Run the command line (`sahel-events`) and leave with its exit code."""
    if os.environ.get("_SAHEL_EVENTS_COMPLETE", "").startswith("complete_"):
        _say_nothing()
    try:
        from .streams import guard

        guard()
        for number, usual in _ends().items():
            if signal.getsignal(number) is usual:  # not ignored, as under nohup
                signal.signal(number, _stopped)
        from .app import app

        app(prog_name="sahel-events")
    except KeyboardInterrupt as error:  # while the program is being loaded; later on a command tells more
        words, code = ended_by(error)
        print(f"error: {words}; no file is left half written", file=sys.stderr)
        sys.exit(code)
    except Exception as error:  # all that is foreseen is an exit by now
        from .common import exit_code, fail

        hint = "the same command with --log-file FILE keeps the details in FILE"
        fail(f"a fault of this program, please report it: {type(error).__name__}: {error}", hint)
        sys.exit(exit_code(error))


class StoppedError(KeyboardInterrupt):
    """A signal asked the program to end: as with Ctrl-C, nothing but cleaning up is to be done."""


def ended_by(error: KeyboardInterrupt) -> tuple[str, int]:
    """What ended the program, in words, and the exit code: 130 for Ctrl-C, 143 for SIGTERM, 129 for SIGHUP,
    as shells count."""
    if isinstance(error, StoppedError) and error.args[0] != signal.SIGINT:
        number = signal.Signals(error.args[0])
        return f"stopped by {number.name}", 128 + number
    return "interrupted", 128 + signal.SIGINT


def _say_nothing() -> None:
    """The shell completes a half-written command: no error, nor a traceback at Ctrl-C, may land in it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())


def _ends() -> dict[signal.Signals, object]:
    """The signals that ask a program to end, with what Python does of itself when they come: Ctrl-C, what
    `kill` and systemd send, and what comes of a terminal that is closed."""
    usual = {"SIGINT": signal.default_int_handler, "SIGTERM": signal.SIG_DFL, "SIGHUP": signal.SIG_DFL}
    return {getattr(signal, name): what for name, what in usual.items() if hasattr(signal, name)}


def _stopped(number: int, _frame: FrameType | None) -> None:
    """End by way of an exception, so that temporary files are removed and workers ended. That takes a second,
    and is not to be cut off by a second Ctrl-C."""
    for each in _ends():
        signal.signal(each, signal.SIG_IGN)
    raise StoppedError(number)
