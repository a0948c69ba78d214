"""What the commands tell, kept as JSON lines: `--log-file` and `--log-level`, which every command has.

Messages come through the logger `sahel_events`, as those of any library do: `views.console.say` hands on what
it prints, and `scale.run` tells of each piece of a corpus.
"""

from __future__ import annotations

import inspect
import json
import logging
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from .. import __version__
from ..corpus.remote import open_text
from ..errors import SahelEventsError, UsageError
from .common import DONE, exit_code

LOG = logging.getLogger("sahel_events")
LOG.addHandler(logging.NullHandler())  # else Python prints warnings itself
LEVELS = ("debug", "info", "warning", "error")
"""Names of levels, from the one that tells most."""


class JsonLines(logging.Formatter):
    """One object a line, in ASCII, so that no text of an article acts on who reads the file: `time` (UTC),
    `level`, `message`, then what is known of it: `file`, `line`, `reason` and counts."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record (called by logging)."""
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told: dict[str, Any] = {
            "time": moment.replace("+00:00", "Z"), "level": record.levelname.lower(),
            "message": record.getMessage(), **getattr(record, "fields", {}),
        }
        if record.exc_info:
            told["traceback"] = self.formatException(record.exc_info)
        return json.dumps(told, default=str)


class _ToConsole(logging.Handler):
    """Prints what the commands have not printed themselves: with `--log-level` and no file."""

    def emit(self, record: logging.LogRecord) -> None:
        """Print a record (called by logging)."""
        from ..views.console import make_console, say

        if not getattr(record, "printed", False):
            say(make_console(stderr=True), record.levelname.lower(), record.getMessage(), log=False)


def logged(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options `--log-file` and `--log-level`."""
    own = inspect.signature(command, eval_str=True)
    options = inspect.signature(_options, eval_str=True).parameters

    def with_log(**values: Any) -> None:
        file, level = values.pop("log_file"), values.pop("log_level")
        if file is None and level is None:
            command(**values)
            return
        with _kept(command.__name__, file, level):
            command(**values)

    parameters = [*own.parameters.values(), *options.values()]
    with_log.__signature__ = own.replace(parameters=parameters)  # type: ignore[attr-defined]
    with_log.__annotations__ = {each.name: each.annotation for each in parameters}
    with_log.__name__, with_log.__doc__ = command.__name__, command.__doc__
    return with_log


def _options(
    *,
    log_file: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Add what is told, with times and counts, to FILE as JSON lines."),
    ] = None,
    log_level: Annotated[
        str | None,
        typer.Option(
            metavar="LEVEL", show_default=False,
            help="Least level of it: debug, info (else), warning, error. Without FILE on standard error.",
        ),
    ] = None,
) -> None:
    """The options."""


@contextmanager
def _kept(command: str, file: Path | None, level: str | None) -> Iterator[None]:
    """Keep what is told within the block, and how it ends. Raises UsageError for a file that cannot be
    written and a level that is none."""
    handler = _handler(file, level or "info")
    LOG.addHandler(handler)
    LOG.setLevel(handler.level)
    began = time.monotonic()
    arguments = [open_text(each) for each in sys.argv[1:]]
    told = {"command": command, "version": __version__, "arguments": arguments}
    LOG.info("%s begins", command, extra={"fields": told})
    code = DONE
    try:
        yield
    except BaseException as error:
        code = exit_code(error)
        if isinstance(error, Exception) and not isinstance(error, (typer.Exit, BrokenPipeError)):
            trace = None if isinstance(error, SahelEventsError) else error
            LOG.log(logging.ERROR, "%s", error, exc_info=trace, extra={"printed": True})
        raise
    finally:
        ended = {"command": command, "exit_code": code, "seconds": round(time.monotonic() - began, 3)}
        LOG.info("%s ends", command, extra={"fields": ended})
        LOG.removeHandler(handler)
        handler.close()


def _handler(file: Path | None, level: str) -> logging.Handler:
    if level not in LEVELS:
        raise UsageError(f"--log-level {level}: give {', '.join(LEVELS[:-1])} or {LEVELS[-1]}")
    handler: logging.Handler = _ToConsole()
    if file is not None:
        try:
            handler = logging.FileHandler(file, encoding="utf-8")
        except OSError as error:
            cause = f"cannot be written: {error.strerror}; name another"
            raise UsageError(f"--log-file {file}: {cause}") from error
        handler.setFormatter(JsonLines())
    handler.setLevel(level.upper())
    return handler
