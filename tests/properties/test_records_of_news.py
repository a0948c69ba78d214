"""Every record of any news is sound: its words stand where it says, its intervals are in order, and all that
describe its form agree on it."""

from __future__ import annotations

import io
import json
import re
from datetime import date
from typing import Any

import pytest
from hypothesis import event, given

import strategies as our
from sahel_events.corpus.read import article_from_text
from sahel_events.form import form_problem, parse_lean, parse_whole
from sahel_events.pipeline import Extractor, Result
from sahel_events.schema import Event, Rejected, json_schema
from sahel_events.store import read_lines

pytestmark = pytest.mark.slow


def spans_slice_back(result: Result) -> None:
    """`article_text[start:end] == text` for every span of every record, rejected ones too."""
    assert result.article is not None
    for record in (*result.events, *result.rejected):
        for span in record.spans():
            assert result.article.text[slice(*span.span)] == span.text
            assert span.text == span.text.strip() != ""
    for found in result.events:
        if found.article.published_rule and result.article.published is None:
            assert found.article.published is not None  # read from the text, by the rule that is named


def intervals_are_ordered(result: Result) -> None:
    """Days from the first to the last, at most a year of them; counts from the least to the most."""
    for found in result.events:
        if found.date is not None:
            assert found.date.start.startswith("--") == found.date.end.startswith("--")
            if not found.date.start.startswith("--"):
                first, last = map(date.fromisoformat, (found.date.start, found.date.end))
                assert 0 <= (last - first).days <= 366
        for row in found.casualties:
            assert row.min >= 0
            assert row.max is None or row.min <= row.max
        assert 0 <= found.confidence <= 1


def unknown_is_said(result: Result) -> None:
    """What is null has its reason, what is not has none."""
    for found in result.events:
        for field in ("date", "location"):
            assert (getattr(found, field) is None) == (field in found.unknown)


def forms_agree(result: Result) -> None:
    """The full model, the form that `show` checks by two parsers, and the file's reader take each line, and
    give the record back."""
    lines = [f"{found.to_json()}\n".encode() for found in result.events]
    assert [line.record["id"] for line in read_lines(io.BytesIO(b"".join(lines)))] == [
        found.id for found in result.events
    ]
    for found, line in zip(result.events, lines, strict=True):
        assert Event.model_validate_json(line) == found
        record, problem = parse_whole(line)
        assert problem is None
        assert form_problem(record) is None
        assert parse_lean([line]) is not None
    for rejected in result.rejected:
        assert Rejected.model_validate_json(rejected.to_json()) == rejected


def lines_are_lines(result: Result) -> None:
    """A record is one line of printable JSON, whatever a reader takes for the end of one."""
    for record in (*result.events, *result.rejected):
        line = record.to_json()
        assert len(line.splitlines()) == 1
        assert not re.search("[\x00-\x1f\x7f-\x9f\u2028\u2029]", line)


def nothing_twice(result: Result) -> None:
    """No id twice, no event with the trigger of another, all in the order of the text."""
    ids = [found.id for found in result.events]
    triggers = [found.trigger.span for found in result.events]
    assert len(set(ids)) == len(ids)
    assert triggers == sorted(set(triggers))


SOUND = (
    spans_slice_back, intervals_are_ordered, unknown_is_said, forms_agree, lines_are_lines, nothing_twice,
)  # fmt: skip


@our.scaled()
@given(our.disturbed(), our.PUBLISHED)
def test_records_are_sound(extractor: Extractor, text: str, published: date | None) -> None:
    result = extractor.article(article_from_text(text, published=published))
    event("gives events" if result.events else "gives none")
    for holds in SOUND:
        holds(result)


@pytest.fixture(scope="module")
def validator() -> Any:
    """Another's reader of the JSON Schema that `sahel-events schema` prints."""
    jsonschema = pytest.importorskip(
        "jsonschema", reason="needs jsonschema: pip install 'sahel-events[test]'"
    )
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@our.scaled(quick=20)
@given(our.NEWS, our.PUBLISHED)
def test_records_fit_the_schema(
    extractor: Extractor, validator: Any, text: str, published: date | None
) -> None:
    """What `sahel-events schema` prints describes every line that `extract` writes."""
    events = extractor.article(article_from_text(text, published=published)).events
    event("gives events" if events else "gives none")
    for found in events:
        validator.validate(json.loads(found.to_json()))
