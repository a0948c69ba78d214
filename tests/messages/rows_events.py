"""Messages about events files, questions to them, and what is written: how each is provoked, and what it says."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from provoke import EVENTS, Call, Command, rows, without

import factories


def line(**changes: Any) -> str:
    """A line of an events file with other values, right or not."""
    return json.dumps(factories.record("bb01") | changes) + "\n"


def linked(**changes: Any) -> str:
    """A line of a linked file, likewise."""
    return line(linked_version=1, reports=["aa11"], articles=["d01"], **changes)


def less(key: str) -> str:
    """A line without a key."""
    record = factories.record("bb02")
    del record[key]
    return json.dumps(record) + "\n"


BAD_LINES = [
    "{\n", "[]\n", line(schema_version=9), line(actors=["x"]), less("status"), line(status=3),
    line(location=factories.place(lat="x")), line(date=factories.day("soon")), line(evidence=[]), line(linked_version=7), line(linked_version=1),
    linked(casualties=None),
]
BROKEN = {"events.jsonl": factories.line("aa11") + "".join(BAD_LINES) + "{\n" * 20}
READ = "sahel-events extract writes a file whole"

LINES = [
    *rows(Command("show", BROKEN), 1, [
        ("not valid JSON: {…}", "events.jsonl:2", READ, "a line that was cut off or edited"),
        ("not an event: a JSON object is expected", "events.jsonl:3", READ, ""),
        ("schema version {version}; this program reads version {SCHEMA_VERSION}", "events.jsonl:4", READ,
         "a file of another version of the program"),
        ("not an event: {field} holds {item}, an object is expected", "events.jsonl:5", READ, ""),
        ("not an event: {name} is missing", "events.jsonl:6", READ, ""),
        ("not an event: {name} is {value}", "events.jsonl:7", READ, "a value of the wrong type"),
        ("not an event: '{field}.{key}' is {…}", "events.jsonl:8", READ, ""),
        ("not an event: date {…} to {…}", "events.jsonl:9", READ, ""),
        ("not an event: {key} is empty", "events.jsonl:10", READ, ""),
        ("linked version {version}; this program reads version {LINKED_VERSION}", "events.jsonl:11", READ, ""),
        ("not a linked event: {key} is missing or empty", "events.jsonl:12", READ, ""),
        ("not a linked event: {problem}", "events.jsonl:13", READ, ""),
        ("{…}: {…} more lines are no events", "events.jsonl", READ, "more than twenty such lines"),
    ]),
    *rows(Command("link", {"events.jsonl": factories.line("aa11") * 2 + linked() + line(sub_event_type="murder")}), 1, [
        ("{sub_type} is no sub-type of ours", "events.jsonl:4", "that extract has written", ""),
        ("the id {…} was there already; this record is left out", "events.jsonl:2", "and each once", ""),
        ("a linked event; link takes the events that extract writes", "events.jsonl:3", "that extract writes", ""),
    ]),
    *rows(Command("show gone.jsonl"), 2, [
        ("{path}: no such file", "gone.jsonl", "sahel-events extract PATH... makes an events file", ""),
    ]),
    *rows(Command("show .", EVENTS), 2, [
        ("{path}: is a folder", ".", "sahel-events extract PATH... makes an events file", ""),
    ]),
]


def closed(patch: Any) -> None:
    """No standard input."""
    import sahel_events.store as store

    def fail(*_: Any) -> Any:
        raise OSError(9, "Bad file descriptor")

    patch.setattr(store, "_whole_lines", fail)
    patch.setattr(store, "_lean_lines", fail)


def unreadable(patch: Any) -> None:
    """A disk that fails."""
    import sahel_events.store as store

    def fail(*_: Any) -> Any:
        raise OSError(5, "Input/output error")

    patch.setattr(store, "_whole_lines", fail)
    patch.setattr(store, "_lean_lines", fail)


def model(text: str) -> Call:
    """Reads events from Python, checked by the whole model."""

    def read(folder: Path, patch: Any) -> Any:
        from sahel_events.store import read_events

        Path("events.jsonl").write_text(text)
        return list(read_events("events.jsonl"))

    return Call(read)


def toll(folder: Path, patch: Any) -> Any:
    """A linked toll whose counts are not in order, from Python."""
    from sahel_events.linking.record import LinkedCasualty

    return LinkedCasualty._ordered(LinkedCasualty.model_construct(low=9, best=3, high=4))


WHEN = "an event that is read or made from Python"
ONE = factories.casualty()
MODEL = [
    *rows(Call(toll), 2, [("low {low}, best {best} and high {high} are not in order", "best 3", "not in order", WHEN)]),
    *rows(model("{\n"), 2, [
        ("{path}:{number}: {problem}; mend the line, or extract the events again", "events.jsonl:1", "mend the line", WHEN)]),
    *rows(model(line(confidence=7)), 2, [
        ("{path}:{number}: {where}: {…}; mend the line, or extract the events again", "events.jsonl:1", "mend the line",
         WHEN)]),
    *rows(model(line(casualties=[ONE | {"min": 9, "max": 3}])), 2, [
        ("min {min} is above max {max}", "events.jsonl:1", "extract the events again", WHEN)]),
    *rows(model(line(trigger={**factories.at("collided"), "rule": "x", "span": [0, 3]})), 2, [
        ("span {span} does not measure {text}", "events.jsonl:1", "extract the events again", WHEN)]),
    *rows(model(line(date=factories.day("2020-01-02", "--01-02"))), 2, [
        ("one end has a year and the other none: {start}, {end}", "events.jsonl:1", "extract the events again", WHEN)]),
    *rows(model(line(date=factories.day("2020-01-02", "2020-01-01"))), 2, [
        ("date interval ends before it starts: {start}, {end}", "events.jsonl:1", "extract the events again", WHEN)]),
    *rows(model(line(sub_event_type="grenade", event_type="battles")), 2, [
        ("{sub_event_type} is no sub-type of {value}", "events.jsonl:1", "extract the events again", WHEN)]),
    *rows(model(line(date=None)), 2, [
        ("{field} is null without a reason in `unknown`", "events.jsonl:1", "extract the events again", WHEN)]),
]

QUESTIONS = [
    *rows(Command("show", EVENTS, patch=unreadable), 2, [
        ("{source}: cannot be read: {error}; see that it is yours to read, and whole", "events.jsonl",
         "see that it is yours to read", ""),
    ]),
    *rows(Command("show -", patch=closed), 2, [
        ("{source}: cannot be read: it is closed; name a file instead of -", "standard input",
         "name a file instead of -", "a program that was started without one")]),
    *rows(Command("show --sort size", EVENTS), 2, [
        ("cannot sort by {sort}; possible: {…}", "size", "possible: date", "")]),
    *rows(Command("show --format xml", EVENTS), 2, [
        ("no format is called {form}{near}", "xml", "possible: table", "")]),
    *rows(Command("show --jsonl --format csv", EVENTS), 2, [
        ("--jsonl and --format {form} are two forms; give one", "--jsonl", "give one", "")]),
    *rows(Command("show --jsonl --columns id", EVENTS), 2, [
        ("--columns is for tables and csv; {form} has whole records", "--columns", "is for tables and csv", "")]),
    *rows(Command("show --columns colour", EVENTS), 2, [
        ("no column is called {given}{hint}", "'colour'", "did you mean country", "")]),
    *rows(Command("show --columns ,", EVENTS), 2, [
        ("--columns {names} names none; there are {…}", "--columns", "there are id", "")]),
    *rows(Command("show --why zz", EVENTS), 2, [
        ("no event has an id that begins with {beginning}{near}", "'zz'", "sahel-events show prints the ids", "")]),
    *rows(Command("show --why aa", EVENTS), 2, [
        ("{…} ids begin with {beginning}: {…}{more}; give more of it", "'aa'", "give more of it", "")]),
    *rows(Command("show --since soon", EVENTS), 2, [
        ("{text} is no date: give YYYY, YYYY-MM or YYYY-MM-DD", "'soon'", "give YYYY", "")]),
    *rows(Command("show --since 2020 --until 2019", EVENTS), 2, [
        ("--since {since} is after --until {until}: give the earlier first", "--since", "give the earlier", "")]),
    *rows(Command("show --country Malli", EVENTS), 2, [
        ("no country is called {name}{…}", "'Malli'", "did you mean Mali", "")]),
    *rows(Command("show --actor Frnace", EVENTS), 2, [
        ("no {kind} is called {name}{…}", "'Frnace'", "did you mean", "also a place that nobody knows")]),
    *rows(Command("show --type murder", EVENTS), 2, [
        ("no {field} is called {word}{near}", "'murder'", "possible: battles", "also a status")]),
    *rows(Command("stats --by colour", EVENTS), 2, [
        ("cannot count by {name}; possible: {…}", "'colour'", "possible:", "")]),
]


def sort(folder: Path, patch: Any) -> Any:
    """A sort that there is not, from Python."""
    from sahel_events.query import sort_records

    return sort_records([], "size", record=dict)


def why(folder: Path, patch: Any) -> Any:
    """An id that there is not, from Python."""
    from sahel_events.linking.linker import Linker

    empty: Any = SimpleNamespace(_numbers={})
    return Linker.why(empty, "x", "y")


def formats(**options: Any) -> Call:
    """An export from Python."""

    def write(folder: Path, patch: Any) -> Any:
        from sahel_events.exports import export

        return export([], **{"format": "csv", "out": "-"} | options)

    return Call(write)


def copied_badly(patch: Any) -> None:
    """A disk that fails while a made file is put in its place."""
    from sahel_events.exports import sqlite

    def write(records: Any, path: Path) -> dict[str, int]:
        path.mkdir()
        return {}

    patch.setattr(sqlite, "write", write)


HUGE = factories.line("aa11").replace('"min":13', '"min":99999999999999999999')
EXPORTS = [
    *rows(Call(sort), 2, [("cannot sort by {by}; possible: {…}", "'size'", "possible: date", "from Python")]),
    *rows(Call(why), 2, [
        ("--why: no record has the id {wanted}; sahel-events show prints the ids", "'x'", "prints the ids", "")]),
    *rows(Command("export --format xml", EVENTS), 2, [
        ("no format is called {format_}; possible: {…}", "'xml'", "possible: csv", "")]),
    *rows(Command("export --format sqlite -o -", EVENTS), 2, [
        ("{name} is no text: give it a file with -o", "sqlite", "give it a file with -o", "")]),
    *rows(Command("export -o .", EVENTS), 2, [
        ("{output}: is a folder; -o is to be a file", ".", "-o is to be a file", "")]),
    *rows(Command("export -o events.jsonl", EVENTS), 2, [
        ("{output}: is the file that is read; give another with -o", "events.jsonl", "give another with -o", "")]),
    *rows(Command("export --format geojson --bom -o x", EVENTS), 2, [
        ("--bom: a byte order mark is for spreadsheets; {format} has none: leave it out", "--bom", "leave it out", "")]),
    *rows(formats(format="xml"), 2, [
        ("no format is called {format}; possible: {…}", "'xml'", "possible: csv", "from Python")]),
    *rows(formats(format="sqlite"), 2, [
        ("{format} is no text: give it a file with -o", "sqlite", "give it a file with -o", "from Python")]),
    *rows(Command("export --format parquet", EVENTS, patch=without("duckdb")), 2, [
        ("Parquet is written by DuckDB, which is not installed: pip install 'sahel-events[parquet]'", "Parquet",
         "pip install", "")]),
    *rows(Command("export --format parquet", {"events.jsonl": HUGE}), 2, [
        ("{name}: cannot be written: {…}; extract the events again, or mend the record", "events.parquet",
         "extract the events again", "a value that the format cannot hold")]),
    *rows(Command("export --format sqlite", {"events.jsonl": HUGE}), 2, [
        ("{name}: cannot be written: {error}; extract the events again, or mend the record", "events.sqlite",
         "extract the events again", "a value that the format cannot hold")]),
    *rows(Command("export --format sqlite", EVENTS, patch=copied_badly), 2, [
        ("{out}: cannot be made: {folder}: {strerror}; TMPDIR names the folder in which it is made", "events.sqlite",
         "TMPDIR names the folder", "a full disk"),
        ("{out}: cannot be made: {folder}: {error}; TMPDIR names the folder in which it is made", "events.sqlite",
         "TMPDIR names the folder", "the same")]),
    *rows(Command("export -o gone/x.csv", EVENTS), 2, [
        ("{path}: cannot be written: {error}; {way}", "gone/x.csv",
         "is its folder there?", "a full disk, a folder that is not there or not yours")]),
    *rows(Command("report --articles gone", EVENTS), 2, [
        ("--articles {articles}: no such folder; give the one that extract has read", "--articles", "give the one", "")]),
    *rows(Command("report -o events.jsonl", EVENTS), 2, [
        ("{output}: is read and would be written; name another file with -o", "events.jsonl", "name another file", "")]),
    *rows(Command("link -o events.jsonl", EVENTS), 2, [
        ("{target}: is read and would be written; name another file with -o", "events.jsonl", "name another file", "")]),
]
