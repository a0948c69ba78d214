"""How messages are provoked: a command in a folder with files of its own, or a call of the library."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner

import factories
from sahel_events.cli.app import app
from sahel_events.errors import SahelEventsError
from sahel_events.lexicon.gazetteer import Gazetteer

_LOAD = Gazetteer.load
Content = str | bytes | Callable[[Path], object]
Patch = pytest.MonkeyPatch

EVENTS = {"events.jsonl": factories.line("aa11") + factories.line("aa22")}
"""An events file with nothing wrong."""
ARTICLE = (
    "BAMAKO, Nov 26 - Thirteen French soldiers were killed when two helicopters collided near Menaka.\n"
    "\nThe army said that the crash was an accident, and that nobody had fired at them on that day.\n"
)
MANY = "".join(f"{ARTICLE} {number}\n" for number in range(20))


@dataclass(frozen=True)
class Command:
    """A command line; `files` are made before, and `patch` takes away what the machine has."""

    args: str
    files: Mapping[str, Content] = field(default_factory=dict)
    stdin: bytes | None = None
    patch: Callable[[Patch], object] = lambda _: None

    def __call__(self, folder: Path, patch: Patch) -> Output:
        """Run it in `folder`."""
        for name, content in self.files.items():
            put(folder / name, content)
        patch.chdir(folder)
        patch.setattr("sahel_events.pipeline.Extractor", Silent)
        patch.setattr("sahel_events.lexicon.gazetteer.Gazetteer.load", lambda *_: gazetteer())
        self.patch(patch)
        result = CliRunner().invoke(app, self.args.split(), input=self.stdin, catch_exceptions=False)
        return Output(result.exit_code, [*result.stderr.splitlines(), *result.stdout.splitlines()])

    def __str__(self) -> str:
        return self.args


@dataclass(frozen=True)
class Call:
    """A call of the library that raises its own error, or gives problems; its code is that of a command."""

    function: Callable[[Path, Patch], Any]

    def __call__(self, folder: Path, patch: Patch) -> Output:
        """Call it in `folder`."""
        patch.chdir(folder)
        try:
            given = self.function(folder, patch)
        except (SahelEventsError, ValueError) as error:
            return Output(2, [f"error: {error}", f"hint: {getattr(error, 'way_out', '')}"])
        if isinstance(given, Output):
            return given
        problems = [given] if hasattr(given, "cause") else given
        lines = [f"error: {problem}" for problem in problems]
        reasons = filter(None, (each.reason for each in problems))
        return Output(1, lines + [f"hint: {reason.way_out}" for reason in reasons])

    def __str__(self) -> str:
        return "from Python"


By = Command | Call


@dataclass(frozen=True)
class Output:
    """What a command said, and its exit code."""

    code: int
    lines: list[str]

    def said(self, wanted: re.Pattern[str]) -> list[str]:
        """The lines that look as wanted, each with the command's hints, which follow the first of a kind."""
        hints = [line for line in self.lines if line.startswith("hint: ")]
        return ["\n".join([line, *hints]) for line in self.lines if wanted.search(line)]


@cache
def gazetteer() -> Any:
    """The shipped places, read once: commands read them anew."""
    return _LOAD()


class Silent:
    """An extractor that finds nothing, without a model."""

    def __init__(self, settings: Any) -> None:
        self.nlp = self.assembler = None

    def extract(self, items: Any) -> Iterator[Any]:
        """One empty result for each article or problem."""
        for item in items:
            if "interrupt" in getattr(item, "text", ""):
                raise KeyboardInterrupt
            problem = item if hasattr(item, "cause") else None
            article = None if problem else item
            yield SimpleNamespace(article=article, problem=problem, events=(), rejected=())


def put(path: Path, content: Content) -> None:
    """Make a file, or what `content` makes of its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if callable(content):
        content(path)
    else:
        path.write_bytes(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)


def cut(text: str) -> bytes:
    """Gzip data that end before their end."""
    return gzip.compress(text.encode(), mtime=0)[:-12]


def spoilt(text: str) -> bytes:
    """Gzip data with wrong bytes behind a good beginning."""
    data = bytearray(gzip.compress(text.encode(), 0, mtime=0))
    data[len(data) // 2 :] = b"\xff" * (len(data) - len(data) // 2)
    return bytes(data)


def without(*modules: str) -> Callable[[Patch], object]:
    """A machine on which packages are not installed."""
    import sys

    def patch(monkeypatch: Patch) -> None:
        for name in modules:
            monkeypatch.setitem(sys.modules, name, None)

    return patch




@dataclass(frozen=True)
class Row:
    """A message of the catalogue: its template as the source has it, what of it names the file or the option,
    its words on the way out, when it comes, how it is provoked, and the exit code then."""

    message: str
    names: str
    way: str
    when: str
    by: By
    code: int


def rows(by: By, code: int, said: list[tuple[str, str, str, str]]) -> list[Row]:
    """Rows of what one command says: (message, names, way out, when)."""
    return [Row(*each, by, code) for each in said]


class Said(str):
    """What a journal tells its user, as a warning."""

    cause = ""
    reason = None
