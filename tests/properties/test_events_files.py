"""Events files of any content: what is no event is named, what is one goes through every command, and what is
written is read back."""

from __future__ import annotations

import copy
import io
import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import event, example, given
from hypothesis import strategies as st
from pydantic import ValidationError
from typer.testing import CliRunner

import exported
import factories
import strategies as our
from sahel_events import store
from sahel_events.cli.app import app
from sahel_events.exports import export
from sahel_events.form import parse_whole
from sahel_events.linking.linker import Linker
from sahel_events.linking.record import LinkedEvent
from sahel_events.linking.run import link_files
from sahel_events.report import Report, write_report
from sahel_events.schema import TYPE_OF_SUB, Event, json_schema

Record = dict[str, Any]

# ------------------------------------------------------------------------------------------- records


def words(text: str, start: int) -> Record:
    return {"text": text, "span": [start, start + len(text)], "rule": "r"}


SOME = our.FEW
WORDS = st.builds(words, SOME, st.integers(0, 10**6))
DAY = st.dates(date(1, 1, 1), date(9999, 1, 1))


@st.composite
def days(draw: st.DrawFn) -> Record:
    """A date: full or without a year."""
    first, length = draw(DAY), draw(st.integers(0, 364))
    start, end = first.isoformat(), (first + timedelta(days=length)).isoformat()
    if draw(st.booleans()):
        start, end = f"--{start[5:]}", f"--{end[5:]}"
    return draw(WORDS) | {
        "start": start,
        "end": end,
        "precision": draw(our.one_of("day", "week", "month", "year")),
    }


@st.composite
def casualties(draw: st.DrawFn) -> Record:
    low = draw(st.integers(0, 10**7))
    high = draw(st.none() | st.integers(low, 10**7 + low))
    return draw(WORDS) | {
        "kind": draw(our.one_of("killed", "injured", "captured", "abducted", "missing", "freed")),
        "min": low, "max": high, "approximate": draw(st.booleans()), "who": draw(st.none() | SOME),
    }  # fmt: skip


COUNTRY = st.none() | our.one_of("ML", "BF", "NE", "TD", "FR", "ZZ")
LOCATIONS = st.builds(
    lambda base, row: base | row, WORDS,
    st.fixed_dictionaries({
        "name": SOME | our.one_of("Gao", "Djibo"), "country": COUNTRY, "admin1": st.none() | SOME,
        "admin2": st.none() | SOME, "lat": st.none() | st.floats(-90, 90),
        "lon": st.none() | st.floats(-180, 180),
        "precision": our.one_of("place", "admin", "area", "country"), "gazetteer_id": st.none() | SOME,
    }),
)  # fmt: skip
ACTORS = st.builds(
    lambda base, row: base | row, WORDS,
    st.fixed_dictionaries({
        "name": SOME | our.one_of("JNIM", "gunmen"),
        "role": our.one_of("perpetrator", "target", "supporter", "claimant"),
        "actor_id": st.none() | SOME | st.just("jnim"), "category": st.none() | SOME, "country": COUNTRY,
    }),
)  # fmt: skip


@st.composite
def records(draw: st.DrawFn, ident: st.SearchStrategy[str] = SOME) -> Record:
    """Any record that the model takes."""
    sub = draw(st.sampled_from(sorted(TYPE_OF_SUB)))
    row = factories.record(
        draw(ident), sub_event_type=sub, status=draw(our.one_of("confirmed", "reported", "claimed",
        "denied")),
        main=draw(st.booleans()), date=draw(st.none() | days()), location=draw(st.none() | LOCATIONS),
        actors=draw(st.lists(ACTORS, max_size=3)), casualties=draw(st.lists(casualties(), max_size=3)),
        evidence=draw(st.lists(WORDS, min_size=1, max_size=2)), confidence=draw(st.floats(0, 1)),
    )  # fmt: skip
    row["article"] |= {
        "id": draw(SOME), "path": draw(SOME), "title": draw(st.none() | SOME),
        "url": draw(st.none() | SOME), "source": draw(st.none() | SOME),
        "published": draw(st.none() | DAY.map(date.isoformat)),
    }  # fmt: skip
    return row


def event_of(record: Record) -> Event:
    return Event.model_validate_json(json.dumps(record))


def places(record: Record) -> Iterator[tuple[Record, str]]:
    """Each key of a record and of the objects in it, with the object."""
    for key, value in record.items():
        yield record, key
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, dict):
                yield from ((inner, each) for each in inner)


@st.composite
def changed(draw: st.DrawFn) -> Record:
    """A record with one value that may be wrong: of another type, or of the right one and out of range."""
    record = copy.deepcopy(draw(st.sampled_from([*exported.records()[:9], factories.record()])))
    holder, key = draw(st.sampled_from(list(places(record))))
    old = holder[key]
    of_type = {
        str: SOME | our.one_of("2019-02-31", "--13-01", "0000-00-00", "Gao", "battles"),
        int: st.integers(), float: st.floats(allow_nan=False),
    }.get(type(old), our.PLAIN_JSON)  # fmt: skip
    holder[key] = draw(of_type if draw(st.integers(0, 3)) else our.PLAIN_JSON)
    return record


# --------------------------------------------------------------------------------------- invariants


@given(st.lists(records(), max_size=3))
def test_what_is_written_is_read_back(tmp_path_factory: pytest.TempPathFactory, rows: list[Record]) -> None:
    """By the full model, and by the reader of `show`, record by record; twice gives the same bytes."""
    folder = tmp_path_factory.mktemp("events")
    events = [event_of(row) for row in rows]
    store.write_events(folder / "a.jsonl", events)
    again = list(store.read_events(folder / "a.jsonl"))
    assert again == events
    store.write_events(folder / "b.jsonl", again)
    assert (folder / "a.jsonl").read_bytes() == (folder / "b.jsonl").read_bytes()
    for lean in (False, True):
        found = list(store.read_lines(folder / "a.jsonl", lean=lean))
        assert [(line.problem, line.record["id"]) for line in found] == [(None, e.id) for e in events]


@given(changed())
def test_the_model_takes_nothing_that_the_form_refuses(record: Record) -> None:
    """What Pydantic takes, msgspec's form and the schema take; the schema refuses nothing else."""
    line = json.dumps(record).encode()
    try:
        taken = Event.model_validate_json(line) is not None
    except ValidationError:
        taken = False
    event("taken" if taken else "refused")
    if taken:
        assert parse_whole(line)[1] is None


@pytest.fixture(scope="module")
def validator() -> Any:
    jsonschema = pytest.importorskip(
        "jsonschema", reason="needs jsonschema: pip install 'sahel-events[test]'"
    )
    return jsonschema.Draft202012Validator(json_schema())


@given(changed() | records())
def test_the_schema_takes_what_the_model_takes(validator: Any, record: Record) -> None:
    try:
        event_of(record)
    except ValidationError:
        event("refused")
        return
    event("taken")
    validator.validate(record)


@given(records().map(event_of))
def test_a_linked_record_is_read_back(linked_of: Any, found: Event) -> None:
    linked = linked_of([json.loads(found.to_json())])
    line = linked.to_json()
    assert LinkedEvent.model_validate_json(line) == linked
    record, problem = parse_whole(line.encode())
    assert problem is None
    assert record["reports"] == [found.id]


@pytest.fixture(scope="module")
def linked_of(reader: Any) -> Any:
    """Makes the linked event of records."""
    from sahel_events.linking.merge import merge

    return lambda rows: merge(rows, reader)


TEXT_FORMATS = ("csv", "acled", "ucdp", "geojson")


@pytest.mark.slow
@our.scaled(quick=30)
@given(st.lists(changed() | records(), min_size=1, max_size=3))
@example([factories.record(date=factories.day("2019-02-31"))])
@example([factories.record(date=factories.day("2019-12-31", "2019-01-01"))])
def test_every_export_takes_what_the_reader_takes(rows: list[Record]) -> None:
    """Whatever the values, each record that the reader of events files takes comes out of each format."""
    read = list(store.read_lines(io.BytesIO(b"".join(json.dumps(row).encode() + b"\n" for row in rows))))
    taken = [line.record for line in read if line.problem is None]
    event(f"{len(taken)} taken")
    for format in TEXT_FORMATS:
        out = io.StringIO(newline="")
        assert export(taken, format, out).events == len(taken)
        out.getvalue().encode("utf-8")


@pytest.fixture(scope="module")
def reader() -> Any:
    from sahel_events.linking.reports import Reader

    return Reader()


@pytest.fixture(scope="module")
def weights() -> Any:
    from sahel_events.linking.fits import Weights

    return Weights.load()


@our.scaled()
@given(changed())
@example(factories.record(date=factories.day("2019-02-31")))
@example(factories.record(event_type="wars", sub_event_type="raid"))
@example(factories.record(status="rumoured"))
@example(factories.record(location=factories.place(lat="north")))
@example(factories.record(confidence=10**400))
def test_linking_takes_a_record_or_names_it(
    tmp_path_factory: pytest.TempPathFactory, reader: Any, weights: Any, record: Record
) -> None:
    """Each record is in one linked event, or its line is told of: none is lost, whatever its values."""
    path = tmp_path_factory.mktemp("link") / "linked.jsonl"
    sound = factories.record("sound")
    data = b"".join(json.dumps(row).encode() + b"\n" for row in (sound, record))
    told: list[str] = []
    summary = link_files([io.BytesIO(data)], path, Linker(reader, weights), told.append)
    event("linked" if summary.records == 2 else "named")
    lines = list(store.read_lines(path))
    assert [line.problem for line in lines] == [None] * summary.events
    assert summary.records + len(told) == 2
    assert sum(len(line.record["reports"]) for line in lines) == summary.records


@pytest.mark.slow
@our.scaled(quick=10)
@given(changed())
@example(factories.record(date=factories.day("2019-02-31")))
@example(factories.record(event_type="wars", sub_event_type="raid"))
@example(factories.record(location=factories.place(lat="north")))
@example(factories.record(confidence=10**400))
def test_show_and_report_take_what_the_reader_takes(
    tmp_path_factory: pytest.TempPathFactory, record: Record
) -> None:
    """No traceback, whatever values a record has: it is shown, counted and mapped, or named on standard
    error."""
    path = tmp_path_factory.mktemp("cli") / "events.jsonl"
    path.write_bytes(json.dumps(factories.record("a")).encode() + b"\n" + json.dumps(record).encode() + b"\n")
    for arguments in (
        ["show", "--sort", "date", "--min-killed", "0"], ["show", "--since", "2019", "--sort", "place"],
        ["show", "--why", "a"], ["stats", "--by", "type", "--by", "week", "--by", "country", "--by", "actor"],
        ["stats", "--json"],
    ):  # fmt: skip
        done = CliRunner().invoke(app, [arguments[0], str(path), *arguments[1:]])
        assert isinstance(done.exception, SystemExit | None), (arguments, done.exception)
    lines = [line for line in store.read_lines(path, lean=True) if line.problem is None]
    write_report(lines, Report(title="A page", about="of a test", reports={}))
