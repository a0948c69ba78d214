"""Events for other programs: spreadsheets, ACLED's and UCDP's layouts, maps, data frames, databases.

```python
from sahel_events.exports import export
from sahel_events.store import read_lines

export((line.record for line in read_lines("events.jsonl")), "geojson", "events.geojson")
```
"""

from __future__ import annotations

import codecs
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import StoreError, UsageError
from ..store import AtomicLines
from .fields import Fields
from .values import Record, Stream

if TYPE_CHECKING:
    from ..lexicon.actors import ActorTable

__all__ = ["FORMATS", "Format", "Outcome", "export"]

_CHUNK = 1 << 16
"""Characters that are encoded and handed on at once."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its `name`, the `suffix` of its files, what it is `about` in a line, and the `module` of this
    package whose function `write` writes it, imported where it is asked for. Text (`is_text`) is written to a
    stream and may go to standard output, the rest to a file of its own. A spreadsheet opens those with
    `cells`; those that `look_up_actors` ask the actor table for their kinds."""

    name: str
    suffix: str
    about: str
    module: str
    is_text: bool = True
    cells: bool = False
    look_up_actors: bool = False

    def writer(self) -> Callable[..., Counter[str]]:
        """The function that writes it: `write(records, stream or path)`, and the actor table for those that
        look up actors."""
        write: Callable[..., Counter[str]] = import_module(f".{self.module}", __package__).write
        return write


FORMATS: Mapping[str, Format] = {
    each.name: each for each in (
        Format("csv", ".csv", "one row an event, flat", "comma", cells=True),
        Format("acled", ".csv", "ACLED's 31 columns", "acled", cells=True, look_up_actors=True),
        Format("ucdp", ".csv", "the 49 columns of UCDP GED", "ucdp", cells=True, look_up_actors=True),
        Format("geojson", ".geojson", "one feature an event", "geojson"),
        Format("parquet", ".parquet", "nested columns (needs DuckDB)", "parquet", is_text=False),
        Format("sqlite", ".sqlite", "tables and full-text search", "sqlite", is_text=False),
    )
}
"""The formats by name."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was written: how many `events`, and what the format has no place for: what there is of it, with
    the number of events that it concerns ("without a place: …", 12), most first."""

    events: int
    told: tuple[tuple[str, int], ...]


def export(
    records: Iterable[Record], format: str, out: str | Path | Stream, *, bom: bool = False,
    actors: ActorTable | None = None,
) -> Outcome:
    """Write records (of `store.read_lines`, plain or linked) in a format of FORMATS.

    `out` is a path, or for text formats "-" (standard output) or a text stream with `newline=""`. A file
    appears whole or not at all. `bom`: begin it with a byte order mark, by which Excel knows UTF-8. `actors`:
    the actor table that kinds of actors are looked up in, else the shipped one. Raises UsageError for another
    format and for a binary one without a path; StoreError where the file cannot be written.
    """
    if format not in FORMATS:
        raise UsageError(f"no format is called {format!r}; possible: {', '.join(FORMATS)}")
    chosen = FORMATS[format]
    if not chosen.is_text and (out == "-" or not isinstance(out, (str, Path))):
        raise UsageError(f"{format} is no text: give it a file with -o")
    if bom and not chosen.cells:
        raise UsageError(f"--bom: a byte order mark is for spreadsheets; {format} has none: leave it out")
    told: Counter[str] = Counter()
    number = [0]
    counted = _counted(records, number, told)
    if not chosen.is_text:
        assert isinstance(out, (str, Path)), "checked above"
        told += _write_file(chosen, counted, out)
    elif isinstance(out, (str, Path)):
        with AtomicLines(out) as lines:
            stream = _Encoded(lines.write_bytes, bom=bom)
            told += _write_text(chosen, counted, stream, actors)
            stream.flush()
    else:
        if bom:
            out.write("\ufeff")
        told += _write_text(chosen, counted, out, actors)
    return Outcome(number[0], tuple(told.most_common()))


def _write_text(
    chosen: Format, records: Iterable[Record], stream: Stream, actors: ActorTable | None
) -> Counter[str]:
    write = chosen.writer()
    return write(records, stream, actors) if chosen.look_up_actors else write(records, stream)


def _write_file(chosen: Format, records: Iterable[Record], out: str | Path) -> Counter[str]:
    """Make the file in a folder of its own and move its bytes to where it is to appear."""
    with AtomicLines(out) as lines, _own_folder() as folder:
        made = folder / (Path(out).name or "events")
        try:
            told = chosen.writer()(records, made)
            with made.open("rb") as stream:
                while piece := stream.read(1 << 20):
                    lines.write_bytes(piece)
        except OSError as error:
            cause = error.strerror or error
            raise StoreError(f"{out}: cannot be made: {folder}: {cause}; {_TMPDIR}") from error
    return told


_TMPDIR = "TMPDIR names the folder in which it is made"


@contextmanager
def _own_folder() -> Iterator[Path]:
    """A temporary folder. Raises StoreError where none can be made."""
    try:
        folder = tempfile.TemporaryDirectory(prefix="sahel-events-", ignore_cleanup_errors=True)
    except OSError as error:
        raise StoreError(f"no temporary folder: {error.strerror or error}; {_TMPDIR}") from error
    with folder as name:
        yield Path(name)


def _counted(records: Iterable[Record], number: list[int], told: Counter[str]) -> Iterator[Record]:
    fields = Fields()
    for record in records:
        number[0] += 1
        for field in fields.unknown(record):
            told[f"with the field {field!r}, which this version does not know: left out"] += 1
        yield record


class _Encoded:
    """A text stream that hands UTF-8 on in large pieces."""

    def __init__(self, write: Callable[[bytes], None], *, bom: bool) -> None:
        self._write = write
        self._pieces: list[str] = []
        self._size = 0
        if bom:
            write(codecs.BOM_UTF8)

    def write(self, text: str, /) -> None:
        """Take text."""
        self._pieces.append(text)
        self._size += len(text)
        if self._size >= _CHUNK:
            self.flush()

    def flush(self) -> None:
        """Hand on what was taken."""
        if self._pieces:
            self._write("".join(self._pieces).encode())
            self._pieces.clear()
            self._size = 0
