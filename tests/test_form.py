"""Lean records: the same as whole ones as far as they go, and nothing where a line is not quite right."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import factories
from sahel_events import form, store

KEYS = {name: [key for key, _ in keys] + list(form._ALSO.get(name, ())) for name, _, keys in form._FORM}
"""What a lean record has, by field."""


def part(field: str, whole: Any) -> Any:
    """What lean records keep of a value."""
    if field in KEYS and isinstance(whole, list):
        return [part(field, each) for each in whole]
    if field in KEYS and whole is not None:
        return {key: part(key, whole.get(key)) for key in KEYS[field]}
    return whole


def read(record: Any) -> dict[str, Any]:
    """A lean record, read by its keys alone."""

    def value(field: str, of: Any) -> Any:
        if field in KEYS and isinstance(of, list):
            return [value(field, each) for each in of]
        if field in KEYS and of is not None:
            return {key: value(key, of[key]) for key in KEYS[field]}
        return of

    found: dict[str, Any] = value("", record)
    return found


def assert_the_same(data: bytes) -> None:
    """Both readers give the same lines, problems word for word."""
    whole, lean = (list(store.read_lines(io.BytesIO(data), lean=lean)) for lean in (False, True))
    assert [(line.number, line.raw, line.problem) for line in lean] == [
        (line.number, line.raw, line.problem) for line in whole
    ]
    for one, other in zip(lean, whole, strict=True):
        if one.problem is None:
            expected = part("", other.record)
            assert repr(read(one.record)) == repr(expected)  # 1 is not True, nor 1.0


def test_a_plain_file_is_read_by_the_lean_reader() -> None:
    lines = [factories.line("a", location=None).encode(), factories.line("b").encode()]
    records = form.parse_lean(lines)
    assert records is not None
    assert [record["id"] for record in records] == ["a", "b"]
    assert [read(record) for record in records] == [part("", json.loads(line)) for line in lines]
    assert "trigger" in json.loads(lines[1])
    assert "trigger" not in KEYS[""]


BROKEN = {
    "invalid UTF-8 in a name": lambda line: line.replace("Ménaka".encode(), b"M\xe9naka"),
    "invalid UTF-8 where nobody looks": lambda line: line.replace(b"trigger.collide", b"trigger.\xe9"),
    "a surrogate in UTF-8": lambda line: line.replace(b"trigger.collide", b"\xed\xa0\x80"),
    "half a surrogate pair": lambda line: line.replace(b"trigger.collide", rb"\ud800"),
    "half of one in a name": lambda line: line.replace(b'"Agence"', rb'"\udc00"'),
    "a control character": lambda line: line.replace(b"trigger.collide", b"a\x01"),
    "an unknown escape": lambda line: line.replace(b"trigger.collide", rb"\q"),
    "NaN": lambda line: line.replace(b"0.86", b"NaN"),
    "NaN where nobody looks": lambda line: line.replace(b"15.9182", b"NaN"),
    "infinite": lambda line: line.replace(b"0.86", b"-Infinity"),
    "too large for a float": lambda line: line.replace(b"0.86", b"1e999"),
    "a zero before": lambda line: line.replace(b"15.9182", b"015"),
    "a number for an id": lambda line: line.replace(b'"d01-0123456789ab"', b"1"),
    "true for a count": lambda line: line.replace(b'"min":13', b'"min":true'),
    "a fraction for a count": lambda line: line.replace(b'"min":13', b'"min":13.0'),
    "a large count": lambda line: line.replace(b'"max":13', b'"max":13000000000000000000000'),
    "a whole number for the confidence": lambda line: line.replace(b"0.86", b"1"),
    "true for the confidence": lambda line: line.replace(b"0.86", b"true"),
    "version 1.0": lambda line: line.replace(b'"schema_version":1', b'"schema_version":1.0'),
    "version true": lambda line: line.replace(b'"schema_version":1', b'"schema_version":true'),
    "version 2": lambda line: line.replace(b'"schema_version":1', b'"schema_version":2'),
    "no version": lambda line: line.replace(b'"schema_version":1,', b""),
    "a key twice": lambda line: line.replace(b'"main":true', b'"main":1,"main":true'),
    "an escaped key": lambda line: line.replace(b'"main":', rb'"m\u0061in":'),
    "a number for words nobody needs": lambda line: line.replace(b'"text":"French soldiers"', b'"text":5'),
    "a list for a name nobody needs": lambda line: line.replace(b'"admin1":"', b'"admin1":[1],"admin":"'),
    "a text for a latitude": lambda line: line.replace(b"15.9182", b'"15"'),
    "a number for a title": lambda line: line.replace(b'"title":"', b'"title":5,"t":"'),
    "no day": lambda line: line.replace(b'"2019-11-25"', b'"2019-11-25\\n"'),
    "two on a line": lambda line: line.rstrip(b"\n") + line,
    "two on a line with a blank": lambda line: line.rstrip(b"\n") + b" " + line,
    "one on two lines": lambda line: line.replace(b'"actors":[', b'"actors":[\n'),
    "two on a line and one on two": lambda line: (
        line.rstrip(b"\n") + line + line.replace(b'"main":', b'\n"main":')
    ),
    "a comma after": lambda line: line.replace(b"}\n", b"},\n"),
    "carriage returns": lambda line: line.replace(b"\n", b"\r\n"),
    "blanks around": lambda line: b" " + line.replace(b"\n", b" \n"),
    "an empty line": lambda line: line + b"\n",
    "a byte order mark": lambda line: b"\xef\xbb\xbf" + line,
    "no line feed at the end": lambda line: line.rstrip(b"\n"),
    "no evidence": lambda line: line.replace(b'"evidence":[', b'"evidence":[],"e":['),
}


@pytest.mark.parametrize("change", BROKEN.values(), ids=BROKEN)
def test_what_is_wrong_is_told_in_the_same_words(change: Any) -> None:
    changed = change(factories.line().encode())
    assert changed != factories.line().encode()
    assert_the_same(changed)
    assert_the_same(factories.line("a").encode() + changed + factories.line("b").encode())


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"location": factories.place(admin1=[1])}, "not an event: 'location.admin1' is [1]"),
        ({"location": factories.place(lat="15")}, "not an event: 'location.lat' is '15'"),
        ({"actors": [factories.actor(actor_id={})]}, "not an event: 'actors.actor_id' is {}"),
        ({"casualties": [factories.casualty(approximate=1)]}, "not an event: 'casualties.approximate' is 1"),
    ],
)
def test_what_may_be_missing_is_of_its_type(changes: Any, problem: str) -> None:
    assert form.parse_whole(json.dumps(factories.record() | changes).encode()) == ({}, problem)


def test_chunks_end_at_lines_and_numbers_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_CHUNK", 3000)  # two lines
    lines = [factories.line(str(number)).encode() for number in range(7)]
    lines[4] = b"{}\n"
    data = b"".join(lines)
    assert [line.number for line in store.read_lines(io.BytesIO(data), lean=True)] == [1, 2, 3, 4, 5, 6, 7]
    assert_the_same(data)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def places(record: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    """Each key of a record and of the objects in it, with the object."""
    for key, value in record.items():
        yield record, key
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, dict):
                yield from ((inner, each) for each in inner)


@given(st.data())
def test_any_value_anywhere_is_judged_alike(data: st.DataObject) -> None:
    record = json.loads(factories.line())
    holder, key = data.draw(st.sampled_from(list(places(record))))
    if data.draw(st.booleans()):
        holder[key] = data.draw(VALUES)
    else:
        del holder[key]
    line = json.dumps(record, ensure_ascii=data.draw(st.booleans()))
    assert_the_same(line.encode("utf-8", "surrogatepass") + b"\n")


@given(st.data())
def test_bytes_changed_anywhere_are_judged_alike(data: st.DataObject) -> None:
    line = factories.line().encode()
    at = data.draw(st.integers(0, len(line) - 1))
    upto = data.draw(st.integers(at, min(at + 4, len(line))))
    marks = st.sampled_from([b"\n", b"}\n{", b"\\", b'"', b",", b"{}", b"[]", b"-"])
    new = data.draw(st.binary(max_size=4) | marks)
    assert_the_same(factories.line("a").encode() + line[:at] + new + line[upto:])
