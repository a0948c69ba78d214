"""Events files: written whole or not at all, read past broken lines."""

from __future__ import annotations

import io
import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import factories
from sahel_events import form, schema, store
from sahel_events.errors import StoreError
from sahel_events.schema import Event


def test_the_version_repeated_for_speed_is_the_schemas() -> None:
    assert form.SCHEMA_VERSION == schema.SCHEMA_VERSION


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    events = [factories.event("a"), factories.event("b", location=None)]
    path = tmp_path / "events.jsonl"
    assert store.write_events(path, events) == 2
    assert list(store.read_events(path)) == events


def test_writing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    one, other = tmp_path / "1", tmp_path / "2"
    for path in (one, other):
        store.write_events(path, [factories.event("a"), factories.event("b")])
    assert one.read_bytes() == other.read_bytes()


def interrupted() -> Iterator[Event]:
    yield factories.event()
    raise KeyboardInterrupt


def test_an_exception_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text("old\n")
    with pytest.raises(KeyboardInterrupt):
        store.write_events(path, interrupted())
    assert path.read_text() == "old\n"
    assert list(tmp_path.iterdir()) == [path]


def test_nothing_is_there_before_the_end(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    with store.EventsWriter(path) as writer:
        writer.write(factories.event())
        assert not path.exists()
    assert path.exists()


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664], ids=oct)
def test_the_mode_of_an_old_file_is_kept(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "events.jsonl"
    path.touch()
    path.chmod(mode)
    store.write_events(path, [])
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a_new_file_follows_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        store.write_events(tmp_path / "new", [])
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640


def test_a_link_is_followed(tmp_path: Path) -> None:
    target, link = tmp_path / "real.jsonl", tmp_path / "link.jsonl"
    target.write_text("old")
    link.symlink_to(target)
    store.write_events(link, [factories.event()])
    assert link.is_symlink()
    assert target.read_text() == factories.line()


def test_a_device_is_written_and_not_replaced() -> None:
    store.write_events(os.devnull, [factories.event()])
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize("path", ["missing/events.jsonl", "."], ids=["no such folder", "a folder"])
def test_what_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoreError, match=f"^{path}: cannot be written: "):
        store.write_events(path, [])


def broken(**changes: object) -> str:
    return json.dumps(factories.record(**changes))


PROBLEMS = [
    ("not json", "{", "not valid JSON: EOF while parsing an object (column 1)"),
    ("cut off", factories.line()[:500], "not valid JSON: "),
    ("a list", "[]", "not an event: a JSON object is expected"),
    ("not a number", '{"confidence": NaN}', "not valid JSON: expected value (column 16)"),
    ("too deep", "[" * 100_000, "not valid JSON: "),
    ("other version", broken(schema_version=2), "schema version 2; this program reads version 1"),
    ("version of another type", broken(schema_version="1"), "schema version '1'"),
    ("version true", broken(schema_version=True), "schema version True"),
    ("key missing", "{}", "not an event: 'id' is missing"),
    ("wrong type", broken(main="yes"), "not an event: 'main' is 'yes'"),
    ("true for a count", broken(casualties=[factories.casualty(True)]), "'casualties.min' is True"),
    ("actor is a word", broken(actors=["JNIM"]), "'actors' holds 'JNIM', an object is expected"),
    ("not a day", broken(date=factories.day("yesterday")), "not an event: date 'yesterday'"),
    ("no evidence", broken(evidence=[]), "'evidence' is empty"),
]


@pytest.mark.parametrize(
    ("line", "problem"), [case[1:] for case in PROBLEMS], ids=[case[0] for case in PROBLEMS]
)
def test_a_broken_line_is_told_of_and_passed(line: str, problem: str) -> None:
    data = f"{factories.line('a')}{line}\n{factories.line('b')}".encode()
    first, second, third = store.read_lines(io.BytesIO(data))
    assert (first.record["id"], third.record["id"]) == ("a", "b")
    assert second.number == 2
    assert second.problem is not None
    assert problem in second.problem
    assert second.raw == line.encode()


@pytest.mark.parametrize("data", [b'{"a": "\xe9"}', b'{"a": "\\ud800"}'], ids=["latin 1", "lone surrogate"])
def test_what_is_no_text_is_told_of(data: bytes) -> None:
    (line,) = store.read_lines(io.BytesIO(data))
    assert line.problem is not None
    assert line.problem.startswith("not valid JSON: ")


@pytest.mark.parametrize(
    "data",
    ["{0}{1}", "\n{0}\n\n{1}\n", "\ufeff{0}{1}", "{0}{1[:-1]}"],
    ids=["plain", "empty lines", "byte order mark", "no end of line"],
)
def test_forms_of_a_file(data: str) -> None:
    text = data.replace("{1[:-1]}", factories.line("b")[:-1]).replace("{1}", factories.line("b"))
    text = text.replace("{0}", factories.line("a"))
    lines = list(store.read_lines(io.BytesIO(text.encode())))
    assert [line.problem for line in lines] == [None, None]
    assert [line.raw.decode() + "\n" for line in lines] == [factories.line("a"), factories.line("b")]


def test_line_separators_within_a_record_do_not_part_it() -> None:
    data = factories.line().replace("Thirteen die in Mali", "Thirteen\u2028die\u0085in Mali").encode()
    (line,) = store.read_lines(io.BytesIO(data))
    assert line.problem is None


@given(st.binary(max_size=300))
def test_any_bytes_are_read_without_a_crash(data: bytes) -> None:
    for line in store.read_lines(io.BytesIO(data)):
        assert line.problem


@given(
    st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), st.lists),
    st.sampled_from(sorted(factories.record())),
)
def test_any_value_in_any_field_is_read_without_a_crash(value: object, field: str) -> None:
    (line,) = store.read_lines(io.BytesIO(json.dumps(factories.record() | {field: value}).encode()))
    assert line.problem is None or line.record == {}


def test_the_full_model_names_file_line_and_field(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text(factories.line() + broken(confidence=2) + "\n")
    with pytest.raises(StoreError, match=r"events\.jsonl:2: confidence: Input should be less than"):
        list(store.read_events(path))


def test_reading_what_is_not_there() -> None:
    with pytest.raises(StoreError, match=r"^nowhere: cannot be read: "):
        list(store.read_lines("nowhere"))


PATHS = [
    ("events.jsonl", "linked.jsonl"),
    ("x/events.jsonl", "x/linked.jsonl"),
    ("march.jsonl", "march.linked.jsonl"),
]


@pytest.mark.parametrize(("events", "linked"), PATHS)
def test_a_linked_file_is_named_after_its_events(events: str, linked: str) -> None:
    assert (store.linked_path(events), store.events_path(linked)) == (linked, events)


def test_names_that_link_does_not_choose() -> None:
    assert (store.linked_path("march"), store.events_path("spring.jsonl")) == ("march.linked.jsonl", None)
