"""Whole files: what is read, what is passed over and named, what is written."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sahel_events import form
from sahel_events.form import parse_whole
from sahel_events.linking.fits import Weights
from sahel_events.linking.linker import Linker
from sahel_events.linking.record import LINKED_VERSION, LinkedEvent, linked_schema
from sahel_events.linking.reports import Reader
from sahel_events.linking.run import LinkSummary, link_files

Told = Callable[..., Any]


@pytest.fixture
def link(reader: Reader, weights: Weights) -> Callable[..., tuple[LinkSummary, list[Any], list[str]]]:
    """Links sources to a file; gives the summary, the events and what was told."""

    def run(target: Path, *sources: Any) -> tuple[LinkSummary, list[Any], list[str]]:
        heard: list[str] = []
        summary = link_files(sources, target, Linker(reader, weights), heard.append)
        return summary, [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()], heard

    return run


def lines(*records: Any) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def test_reports_of_two_files_are_one_event(tmp_path: Path, told: Told, link: Any) -> None:
    first, second = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    first.write_bytes(lines(told("r1"), told("r3", day="2020-05-05")))
    second.write_bytes(lines(told("r2")))
    summary, events, heard = link(tmp_path / "linked.jsonl", first, second)
    assert [event["reports"] for event in events] == [["r1", "r2"], ["r3"]]
    assert (summary.records, summary.events, summary.joined, heard) == (3, 2, 1, [])
    assert events[0]["articles"] == ["a-r1", "a-r2"]
    for event in events:
        LinkedEvent.model_validate_json(json.dumps(event))


BAD = [
    ("no JSON", b"{\n", "not valid JSON", 1, 0),
    ("another version", lines({"schema_version": 9}), "schema version 9", 1, 0),
    ("a double id", b"", "the id 'r1' was there already", 0, 1),
]


@pytest.mark.parametrize(
    ("bad", "message", "broken", "doubles"), [c[1:] for c in BAD], ids=[c[0] for c in BAD]
)
def test_bad_lines_are_named_and_the_rest_is_linked(
    tmp_path: Path, told: Told, link: Any, bad: bytes, message: str, broken: int, doubles: int
) -> None:
    stream = io.BytesIO(lines(told("r1")) + (bad or lines(told("r1", killed=9))) + lines(told("r2")))
    summary, events, heard = link(tmp_path / "linked.jsonl", stream)
    assert [event["reports"] for event in events] == [["r1", "r2"]]
    assert (summary.broken, summary.doubles) == (broken, doubles)
    assert heard[0].startswith("standard input:2: ")
    assert message in heard[0]


def test_a_linked_file_is_not_linked_again(tmp_path: Path, told: Told, link: Any) -> None:
    target = tmp_path / "linked.jsonl"
    link(target, io.BytesIO(lines(told("r1"))))
    summary, events, heard = link(tmp_path / "twice.jsonl", target)
    assert (summary.broken, events) == (1, [])
    assert "a linked event" in heard[0]


def test_what_cannot_be_compared_is_an_event_with_the_reason(tmp_path: Path, told: Told, link: Any) -> None:
    records = lines(told("r1", day=None, place=None), told("r2", day=None, place=None))
    summary, events, _ = link(tmp_path / "linked.jsonl", io.BytesIO(records))
    assert [event["alone"] for event in events] == ["neither place nor day"] * 2
    assert dict(summary.alone) == {"neither place nor day": 2}


def test_no_records_make_an_empty_file(tmp_path: Path, link: Any) -> None:
    summary, events, _ = link(tmp_path / "linked.jsonl", io.BytesIO(b""))
    assert (summary.events, events) == (0, [])


def test_a_linked_line_reads_as_an_event(tmp_path: Path, told: Told, link: Any) -> None:
    """What `show` and its filters look at: counts from the lowest to the highest, the first article."""
    target = tmp_path / "linked.jsonl"
    link(target, io.BytesIO(lines(told("r1", killed=20), told("r2", killed=53, published="2019-10-05"))))
    record, problem = parse_whole(target.read_bytes().strip())
    assert problem is None
    assert [(r["min"], r["best"], r["max"]) for r in record["casualties"]] == [(20, 53, 53)]
    assert record["article"] == {
        "id": "a-r1",
        "path": "",
        "title": None,
        "published": "2019-10-01",
        "url": None,
        "source": "2 reports",
    }


COUNTED = {"kind": "killed", "low": 1, "best": 1, "high": 2, "who": None}
SPOILT = [
    ("another version", {"linked_version": 2}, "linked version 2; this program reads version 1"),
    ("no reports", {"reports": []}, "not a linked event: 'reports' is missing or empty"),
    ("no casualties", {"casualties": None}, "not a linked event: 'casualties' is None"),
    (
        "a count without best",
        {"casualties": [{"kind": "killed", "low": 1, "high": 2, "who": None}]},
        "not a linked event: 'casualties.best' is missing",
    ),
    ("no evidence", {"evidence": []}, "not an event: 'evidence' is empty"),
    ("no articles", {"articles": []}, "not a linked event: 'articles' is missing or empty"),
    ("articles that are no list", {"articles": 5}, "not a linked event: 'articles' is 5"),
    ("an article without a name", {"articles": [None]}, "not a linked event: 'articles' is None"),
    ("counts that are none", {"casualties": [{**COUNTED, "values": [{}]}]},
     "not a linked event: 'casualties.values.min' is missing"),
    ("no list of counts", {"casualties": [{**COUNTED, "values": None}]},
     "not a linked event: 'casualties.values' is None"),
    ("a list for a date", {"date": []}, "not a linked event: 'date' is []"),
    ("half a span", {"evidence": [{"report": "r", "article": "a", "text": "t", "span": [1]}]},
     "not a linked event: 'evidence.span' is [1]"),
]


@pytest.mark.parametrize(("changes", "problem"), [c[1:] for c in SPOILT], ids=[c[0] for c in SPOILT])
def test_a_spoilt_linked_line_is_named(
    tmp_path: Path, told: Told, link: Any, changes: Any, problem: str
) -> None:
    target = tmp_path / "linked.jsonl"
    _, (event,), _ = link(target, io.BytesIO(lines(told("r1"))))
    assert parse_whole(json.dumps(event | changes).encode()) == ({}, problem)


def test_versions_and_schema_are_one() -> None:
    assert form.LINKED_VERSION == LINKED_VERSION
    assert set(linked_schema()["required"]) >= {"id", "reports", "casualties", "disagreements"}
