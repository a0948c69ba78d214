"""Messages about disks, memory, streams and time, most of them provoked by a fault put in the place of the real
one; `tests/faults` brings about the real ones."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from provoke import ARTICLE, EVENTS, Call, Command, Patch, rows
from rows_runs import raising


def no_memory(patch: Patch) -> None:
    """A machine without memory for the records."""
    patch.setattr("sahel_events.cli.show.Reading", raising(MemoryError()))


def small_pages(patch: Patch) -> None:
    """Limits that a small page is beyond."""
    patch.setattr("sahel_events.corpus.markup.SMALL", 0)
    patch.setattr("sahel_events.corpus.markup.MOST_MARKUP", 20)
    patch.setattr("sahel_events.corpus.markup.MOST_ATTRIBUTES", 10)


def no_folder(patch: Patch) -> None:
    """A machine on which no temporary folder can be made."""
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    patch.setattr(tempfile, "TemporaryDirectory", raising(full))


def closed_output(folder: Path, patch: Patch) -> Any:
    """Standard output that was closed."""
    from sahel_events.cli.streams import _Output

    handle = os.open(os.devnull, os.O_RDONLY)
    try:
        output = _Output(handle, "wb", closefd=False)
        output.write(b"x")
    finally:
        os.close(handle)


def full_output(folder: Path, patch: Patch) -> Any:
    """Standard output on a full disk."""
    from sahel_events.cli.streams import _Output

    with _Output(os.open("/dev/full", os.O_WRONLY), "wb") as output:
        output.write(b"x")


def closed_input(folder: Path, patch: Patch) -> Any:
    """Standard input that was closed."""
    from sahel_events.corpus.decode import BadBytes, read_capped
    from sahel_events.corpus.files import Problem

    try:
        read_capped(SimpleNamespace(read=raising(OSError(errno.EBADF, "bad"))), 9)  # type: ignore[arg-type]
    except BadBytes as bad:
        return Problem("standard input", None, bad.reason, bad.cause)


def a_pipe(folder: Path, patch: Patch) -> Any:
    """A pipe that took the place of a file."""
    from sahel_events.corpus.decode import BadBytes
    from sahel_events.corpus.files import Problem
    from sahel_events.corpus.pieces import _opened

    os.mkfifo("a.txt")
    try:
        _opened(Path("a.txt"), stream=False)
    except BadBytes as bad:
        return Problem("a.txt", None, bad.reason, bad.cause)


def article_ends_with(error: Exception) -> Call:
    """An article whose reading ends with an error."""

    def call(folder: Path, patch: Patch) -> Any:
        from sahel_events.corpus.read import article_from_text
        from sahel_events.pipeline import Extractor

        extractor: Any = SimpleNamespace(article=raising(error))
        item = article_from_text(ARTICLE, id="a").model_copy(update={"path": "a.txt"})
        return [result.problem for result in Extractor.extract(extractor, [item])]

    return Call(call)


def too_slow(folder: Path, patch: Patch) -> Any:
    """An article that takes long."""
    from sahel_events.errors import TimeLimitError

    return article_ends_with(TimeLimitError(60))(folder, patch)


def slow_file(folder: Path, patch: Patch) -> Any:
    """A file whose reading takes long."""
    from sahel_events.corpus.files import SourceFile
    from sahel_events.corpus.pieces import Piece
    from sahel_events.errors import TimeLimitError
    from sahel_events.scale import worker
    from sahel_events.scale.outcome import Task
    from sahel_events.settings import Settings

    patch.setattr(worker, "each_limited", raising(TimeLimitError(60)))
    shop: Any = SimpleNamespace(settings=Settings())
    task = Task(Piece(SourceFile(Path("a.txt"), "a.txt", "txt", gzipped=False), size=1))
    return list(worker.Workshop._read(shop, task))


def ids_on_a_full_disk(folder: Path, patch: Patch) -> Any:
    """The ids of a run, whose file cannot be written."""
    from sahel_events.scale.ids import Ids
    from sahel_events.scale.outcome import Outcome

    ids = Ids()
    ids.close()
    ids.take(Outcome(ids=("a",)))


def slow_rule(folder: Path, patch: Patch) -> Any:
    """A rule of the user whose pattern takes exponential time."""
    from sahel_events.corpus.rules import block_rules

    rule = """[[rule]]
id = "own.slow"
label = "share"
pattern = '''^(?:a|aa)+$'''
match = ["aa"]
no_match = ["b"]
"""
    Path("rules").mkdir()
    Path("rules/boilerplate.toml").write_text(rule, encoding="utf-8")
    return block_rules(folder / "rules")


def missing_word(folder: Path, patch: Patch) -> Any:
    """A phrase of a rule in which a word is missing."""
    from sahel_events.language.phrases import _one

    return _one("attack|")


FAULTS = [
    *rows(Command("show", EVENTS, patch=no_memory), 2, [
        ("not enough memory; no file is left half written", "memory", "fewer events or articles at a time", "")]),
    *rows(Call(closed_output), 2, [
        ("standard output: cannot be written: it is closed; see where it goes", "standard output",
         "see where it goes", "`>&-`")]),
    *rows(Call(full_output), 2, [
        (f"standard output: cannot be written: {each}; see where it goes", "standard output", "see where it goes",
         "a full disk")
        for each in ("{error}", "{strerror}")]),
    *rows(Call(closed_input), 1, [
        ("standard input is closed", "standard input", "yours to read", "`<&-`")]),
    *rows(Call(a_pipe), 1, [
        ("not a regular file any more", "a.txt", "run again", "a pipe took its place while the run was under way")]),
    *rows(Command("clean a.html", {"a.html": "<b>" * 30}, patch=small_pages), 1, [
        ("a page of more than {MOST_MARKUP} elements and attributes", "a.html", "cut it up", "500,000")]),
    *rows(Command("clean b.html", {"b.html": f"<b {'x ' * 30}>"}, patch=small_pages), 1, [
        ("a page with an element of more than {MOST_ATTRIBUTES} attributes", "b.html", "cut it up", "1,000")]),
    *rows(article_ends_with(MemoryError()), 1, [
        ("not enough memory to read it", "a.txt",
         "fewer --jobs", "")]),
    *rows(Call(too_slow), 1, [
        ("article {id} {error}", "a.txt", "max_seconds in sahel-events.toml allows more", "")]),
    *rows(Call(slow_file), 1, [
        ("reading it {error}", "a.txt", "max_seconds in sahel-events.toml allows more", "")]),
    *rows(Command("extract a.txt", {"a.txt": ARTICLE, "sahel-events.toml": "max_seconds = -1.0"}), 2, [
        ("{file}: {key} = {value} is no number of 0 or more", "sahel-events.toml", "number of 0 or more", "")]),
    *rows(Command("export --format sqlite", EVENTS, patch=no_folder), 2, [
        ("no temporary folder: {error}; TMPDIR names the folder in which it is made", "temporary folder",
         "TMPDIR names the folder", "")]),
    *rows(Call(ids_on_a_full_disk), 2, [
        ("temporary file of article ids: cannot be written: {error}; {way}", "article ids", "TMPDIR", "")]),
]
"""Of disks, memory, streams and time."""

SLOW_RULES = [
    *rows(Call(slow_rule), 2, [
        ("the pattern takes far too long on {pumped} many times over: give repeats an upper limit ({0,40} for *), "
         "make them possessive (\\w++), and let no two beside each other take the same characters",
         "boilerplate.toml", "give repeats an upper limit", "")]),
    *rows(Call(missing_word), 2, [
        ("{word}: a word is missing; write one on each side of |, and behind ~", "attack",
         "write one on each side", "in a phrase of a rule")]),
]
"""Of rules that are taken for a fault when they are loaded."""
