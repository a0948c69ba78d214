"""The CSV file, read back by the csv module and by pandas."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import exported
import factories
from cases import table
from sahel_events.counts import KINDS, people
from sahel_events.exports import export
from sahel_events.exports.cells import harmless, original
from sahel_events.exports.flat import COLUMNS, NAMES, rows
from sahel_events.exports.values import ROLES
from sahel_events.schema import CasualtyKind, Role


def written(*records: dict[str, Any], bom: bool = False) -> str:
    out = io.StringIO(newline="")
    export(records, "csv", out, bom=bom)
    return out.getvalue()


def cells(record: dict[str, Any]) -> dict[str, str]:
    """The cells of one record by column."""
    (row,) = csv.DictReader(io.StringIO(written(record), newline=""), strict=True)
    return row


def one(**changes: Any) -> dict[str, Any]:
    return factories.record(**changes)


CELLS = [
    (one(), {"date_start": "2019-11-25", "date_end": "2019-11-25", "date_without_year": ""}, "a day"),
    (
        one(date=factories.day("--11-25", "--11-26")),
        {"date_start": "", "date_end": "", "date_without_year": "'--11-25/--11-26", "unknown_date": ""},
        "without a year, guarded: -(-11)-25 is a formula",
    ),
    (one(date=None), {"date_start": "", "unknown_date": "not_named", "date_precision": ""}, "no date"),
    (
        one(date=factories.day("2019-02-31")),
        {"date_start": "", "unknown_date": "no days of the calendar: 2019-02-31/2019-02-31"},
        "no such day",
    ),
    (one(location=None), {"place": "", "latitude": "", "unknown_place": "not_named"}, "no place"),
    (one(location=factories.place(lon=-2.5)), {"longitude": "-2.5"}, "a negative number is a number"),
    (
        one(location=factories.place(lat="=1", lon=2)),
        {"latitude": "", "longitude": ""},
        "text is no latitude",
    ),
    (one(location=factories.place(lat=91.0)), {"latitude": "", "longitude": ""}, "beyond the pole"),
    (
        one(
            actors=[
                factories.actor(),
                factories.actor("militants", role="perpetrator", actor_id=None),
                factories.actor("raiders", role="perpetrator", actor_id=None),
                factories.actor(),
            ]
        ),
        {
            "perpetrators": "militants; raiders",
            "perpetrator_ids": "",
            "targets": "French Armed Forces",
            "target_ids": "french_armed_forces",
            "supporters": "",
        },
        "actors by role, each once",
    ),
    (
        one(casualties=[factories.casualty(24, None, approximate=True)]),
        {"killed_low": "24", "killed_best": "24", "killed_high": "", "casualties": "killed ~24+ (soldiers)"},
        "open above",
    ),
    (one(casualties=[]), {"killed_low": "", "killed_best": "", "casualties": ""}, "not told is not zero"),
    (
        one(casualties=[factories.casualty(0, 0, who=None)]),
        {"killed_low": "0", "casualties": "killed 0"},
        "zero",
    ),
    (
        exported.linked(),
        {
            "killed_low": "5",
            "killed_best": "5",
            "killed_high": "24",
            "casualties": "killed 5 (5-24) (soldiers)",
            "articles": "a1; a2",
            "reports": "r1; r2",
            "number_of_reports": "2",
            "article_source": "",
            "article_published": "2020-03-02",
            "last_published": "2020-03-04",
            "disagreements": "casualties.killed.soldiers",
            "evidence": "Five soldiers died. […] JNIM killed dozens of soldiers.",
        },
        "a linked event",
    ),
]


@pytest.mark.parametrize(("record", "expected"), table(CELLS))
def test_cells_of_a_record(record: dict[str, Any], expected: dict[str, str]) -> None:
    row = cells(record)
    assert {name: row[name] for name in expected} == expected


def test_pandas_reads_types_counts_and_sums() -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    records = exported.records()
    frame = pandas.read_csv(io.StringIO(written(*records)), keep_default_na=False, na_values=[""])
    assert list(frame.columns) == list(NAMES)
    assert list(frame["id"]) == [record["id"] for record in records]
    for kind in KINDS:
        tolls = [toll for record in records if (toll := people(record, kind)) is not None]
        assert frame[f"{kind}_best"].sum() == sum(toll.best for toll in tolls)
        assert frame[f"{kind}_low"].sum() == sum(toll.low for toll in tolls)
        assert frame[f"{kind}_high"].count() == sum(toll.high is not None for toll in tolls)
    for name, kind in COLUMNS:
        if kind in ("real", "integer"):
            assert frame[name].dtype.kind in "fi", name
    assert frame["main"].dtype == bool
    assert frame["latitude"].count() == 7


@pytest.mark.parametrize("text", exported.HOSTILE)
def test_hostile_text_arrives_as_text(text: str) -> None:
    row = cells(exported.hostile(text))
    assert row["place"] == harmless(text)
    assert original(row["evidence"]) == harmless_without_guard(text)
    assert row["latitude"] == "15.9182"


def harmless_without_guard(text: str) -> str:
    return original(harmless(text))


@given(st.text())
def test_any_text_arrives_as_text(text: str) -> None:
    row = cells(exported.hostile(text))
    assert original(row["place"]) == original(harmless(text))
    assert (row["killed_low"], row["confidence"]) == ("1", "0.86")


def test_an_empty_file_has_its_header() -> None:
    assert written() == ",".join(NAMES) + "\r\n"


def test_a_byte_order_mark_is_there_on_demand() -> None:
    assert written(bom=True).startswith("\ufeffid,")
    assert written().startswith("id,")


def test_a_row_has_a_value_for_each_column() -> None:
    for row in rows(exported.records()):
        assert len(row) == len(COLUMNS)


def test_the_roles_and_kinds_are_those_of_the_schema() -> None:
    assert list(ROLES) == [role.value for role in Role]
    assert list(KINDS) == [kind.value for kind in CasualtyKind]
