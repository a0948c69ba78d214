"""Fuzz targets of what the program wrote itself and reads again: events files, linked files, the journal."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from fuzz_articles import folder
from pydantic import ValidationError

from sahel_events.corpus.files import Problem, SourceFile
from sahel_events.corpus.pieces import Piece
from sahel_events.counts import people
from sahel_events.errors import SkipReason, StoreError
from sahel_events.form import is_linked, parse_lean, parse_whole
from sahel_events.linking.record import LinkedEvent
from sahel_events.query import SORTS, Query, Vocabulary, sort_records
from sahel_events.scale.journal import Journal
from sahel_events.scale.outcome import Outcome
from sahel_events.schema import Event
from sahel_events.store import Line, read_events, read_lines
from sahel_events.views import text as views

QUERIES = (
    Query(since="2019-01-01", until="2020-12-31"), Query(min_killed=1, main=True), Query(since="2019-01-01"),
    Query(min_confidence=0.5, countries=frozenset({"ML"}), types=frozenset({"battles"})),
)  # fmt: skip


def records(data: bytes) -> None:
    """Lines of an events file: both parsers say the same, what the models take the form takes, what the form
    takes can be asked, sorted and shown, and what is written is read back."""
    whole, lean = list(read_lines(BytesIO(data))), list(read_lines(BytesIO(data), lean=True))
    assert [line[:2] for line in whole] == [line[:2] for line in lean]
    for one, other in zip(whole, lean, strict=True):
        if one.problem != other.problem:  # numbers of 4,301 digits, two hundred brackets: see parse_lean
            assert one.problem is not None
            assert one.problem.startswith("not valid JSON")
        _check_line(one)
        if one.problem is None and other.problem is None:
            for key in ("id", "event_type", "status", "main", "confidence"):
                assert one.record[key] == other.record[key]
            _use(other.record)
    sound = [line for line in whole if line.problem is None]
    for by in SORTS:
        assert len(sort_records(sound, by, record=lambda line: line.record)) == len(sound)
    path = folder() / "events.jsonl"
    path.write_bytes(data)
    said = ""
    try:
        list(read_events(path))
    except StoreError as error:
        said = str(error)
    finally:
        path.unlink()
    assert not said or said.startswith(f"{path}:")


def _check_line(line: Line) -> None:
    if line.problem is not None:
        assert line.record == {}
        assert not _validates(Event, line.raw), f"a valid event is refused: {line.problem}"
        if "an event: date" not in line.problem:  # the model of linked events takes any text for a day
            assert not _validates(LinkedEvent, line.raw), f"a valid linked event is refused: {line.problem}"
        return
    _use(line.record)
    if is_linked(line.record):
        return
    event = _validates(Event, line.raw)
    if event is not None:
        for row in line.record["casualties"]:
            toll = people(line.record, row["kind"])
            assert toll is not None
            assert toll.high is None or toll.low <= toll.best <= toll.high
        again = event.to_json().encode()
        assert Event.model_validate_json(again) == event
        assert parse_whole(again)[1] is None
        assert parse_lean([again + b"\n"]) is not None


def _validates(kind: Any, raw: bytes) -> Any:
    """The model of a line, None where it is none."""
    try:
        return kind.model_validate_json(raw)
    except ValidationError:
        return None


def _use(record: Any) -> None:
    """Ask and show a record whose form is right."""
    Vocabulary().add(record)
    for query in QUERIES:
        query.matches(record)
    for row in record["casualties"]:
        assert people(record, row["kind"]) is not None
    shown = [
        views.short_date(record["date"]), views.short_place(record["location"]), views.sides(record),
        views.toll(record), views.type_with_status(record), views.source(record),
    ]
    for cell in shown:
        assert views.safe(cell) == cell, "a character that acts on the terminal"


SAID: list[str] = []
OUTCOME = Outcome(
    b'{"a": "\xc3\xa9\xe2\x80\xa8"}\n', b"{}\n", 1, (("a", "b"),), ("a",),
    (Problem("a.txt", 3, SkipReason.BAD_JSON, "cause"),), {"events": {"battles": 2}}, 17,
)  # fmt: skip
MANY = SourceFile(Path("a.jsonl"), "a.jsonl", "jsonl", False)


def journal(data: bytes) -> None:
    """A journal, damaged in whatever way: opened and mended or refused in words, entries that are whole or
    none at all, and what is put into it is found."""
    path = folder() / "events.jsonl.journal"
    path.write_bytes(data)
    said = ""
    try:
        for _ in range(2):
            _use_journal(path)
    except StoreError as error:
        said = str(error)
    finally:
        for left in path.parent.glob("events.jsonl.journal*"):
            left.unlink()
    assert not said or said.startswith(f"{path}: ")


def _use_journal(path: Path) -> None:
    one = Journal(path, "f", SAID.append)
    try:
        for entry in one.entries(MANY):
            assert entry is None or entry.outcome == OUTCOME, "an outcome that was never put there"
        one.unchanged(MANY, "1:2:3")
        one.put(Piece(MANY, 1, b"{}"), b"digest", "1:2:3", OUTCOME)
        found = one.get(MANY, 1)
        broken = bool(SAID) and "goes on without it" in SAID[-1]
        assert broken or (found is not None and found.outcome == OUTCOME)
        if found is not None:
            one.restamp(found, "4:5:6")
        one.whole(MANY, "4:5:6", 1)
        one.finish()
    finally:
        one.close()
        SAID.clear()


def small_journal() -> bytes:
    """A journal with three records of one file, as a run leaves it."""
    path = folder() / "small.journal"
    one = Journal(path, "f", SAID.append)
    for number in range(1, 4):
        one.put(Piece(MANY, number, b"{}"), b"digest", "1:2:3", OUTCOME)
    one.whole(MANY, "1:2:3", 3)
    one.finish()
    one.close()
    try:
        return path.read_bytes()
    finally:
        path.unlink()


