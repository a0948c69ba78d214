"""Parquet, read back by DuckDB, pandas and pyarrow."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import exported
import factories
from sahel_events.counts import KINDS, people
from sahel_events.errors import StoreError, UsageError
from sahel_events.exports import export
from sahel_events.exports.parquet import COLUMNS
from strategies import scaled


@pytest.fixture
def duckdb() -> Any:
    return pytest.importorskip(
        "duckdb", reason="duckdb is not installed: pip install 'sahel-events[parquet]'"
    )


def written(folder: Path, *records: dict[str, Any]) -> Path:
    path = folder / "events.parquet"
    export(records, "parquet", path)
    return path


def schema(duckdb: Any, path: Path) -> list[tuple[str, str]]:
    return [row[:2] for row in duckdb.sql(f"DESCRIBE FROM '{path}'").fetchall()]


def test_the_types_are_the_same_whatever_the_rows(duckdb: Any, tmp_path: Path) -> None:
    empty = schema(duckdb, written(tmp_path))
    assert [name for name, _ in empty] == list(COLUMNS)
    bare = factories.record("bare", actors=[], casualties=[], date=None, location=None, status_evidence=None)
    assert schema(duckdb, written(tmp_path, *[bare] * 1500)) == empty
    assert schema(duckdb, written(tmp_path, *[bare] * 1500, *exported.records())) == empty
    types = dict(empty)
    assert types["date"].startswith('STRUCT("start" DATE')
    assert types["killed"] == "STRUCT(low BIGINT, best BIGINT, high BIGINT)"
    assert types["confidence"] == "DOUBLE"


def test_duckdb_reads_counts_and_sums(duckdb: Any, tmp_path: Path) -> None:
    path, records = written(tmp_path, *exported.records()), exported.records()
    assert [row[0] for row in duckdb.sql(f"SELECT id FROM '{path}'").fetchall()] == [r["id"] for r in records]
    for kind in KINDS:
        tolls = [toll for record in records if (toll := people(record, kind)) is not None]
        query = f"SELECT count({kind}), sum({kind}.low), sum({kind}.best) FROM '{path}'"
        low, best = sum(t.low for t in tolls), sum(t.best for t in tolls)
        assert duckdb.sql(query).fetchall() == [(len(tolls), low if tolls else None, best if tolls else None)]
    actors = duckdb.sql(f"SELECT count(*) FROM (SELECT unnest(actors) FROM '{path}')").fetchall()
    assert actors == [(sum(len(record["actors"]) for record in records),)]


def test_nested_values_are_those_of_the_record(duckdb: Any, tmp_path: Path) -> None:
    import datetime

    plain, linked = duckdb.sql(
        f"FROM '{written(tmp_path, factories.record(), exported.linked())}'"
    ).fetchall()
    names = list(COLUMNS)
    first, second = dict(zip(names, plain, strict=True)), dict(zip(names, linked, strict=True))
    assert first["date"]["start"] == datetime.date(2019, 11, 25)
    assert first["actors"][0]["name"] == "French Armed Forces"
    assert first["actors"][0]["span"] == factories.record()["actors"][0]["span"]
    assert first["why"] == factories.record()["why"]
    assert first["linked"] is False
    assert second["linked"] is True
    assert second["casualties"][0]["values"][1]["max"] is None
    assert second["casualties"][0]["values"][1]["said_by"] == "group"
    assert second["reports"] == [{"report": "r1", "article": "a1"}, {"report": "r2", "article": "a2"}]
    assert second["disagreements"][0]["values"][1] == {"value": "24+", "reports": ["r2"]}
    assert second["actors"][0]["names"][1] == {"name": "fighters", "reports": ["r2"]}


def test_dates_without_a_year_and_dates_that_are_none(duckdb: Any, tmp_path: Path) -> None:
    path = written(tmp_path, *exported.records())
    found = dict(duckdb.sql(f"SELECT id, (date.\"start\", date.without_year) FROM '{path}'").fetchall())
    assert found["yearless"] == (None, "--11-25/--11-26")
    assert found["impossible"] == (None, None)
    assert found["undated"] == (None, None)


def test_pandas_reads_it_through_pyarrow(duckdb: Any, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    frame = pandas.read_parquet(written(tmp_path, *exported.records()), engine="pyarrow")
    assert list(frame["id"]) == [record["id"] for record in exported.records()]
    assert frame["killed"].dropna().map(lambda toll: toll["best"]).sum() == sum(
        toll.best for record in exported.records() if (toll := people(record, "killed")) is not None
    )


def test_hostile_text_arrives_as_it_is(duckdb: Any, tmp_path: Path) -> None:
    path = written(tmp_path, *map(exported.hostile, exported.HOSTILE))
    found = duckdb.sql(f"SELECT location.name, evidence[1].text, actors[1].name, article.url FROM '{path}'")
    assert found.fetchall() == [(text,) * 4 for text in exported.HOSTILE]


@scaled(quick=20)  # a database for each
@given(st.lists(st.text(), max_size=20))
def test_any_text_arrives_as_it_is(duckdb: Any, tmp_path: Path, texts: list[str]) -> None:
    path = written(tmp_path, *map(exported.hostile, texts))
    assert duckdb.sql(f"SELECT location.name FROM '{path}'").fetchall() == [(text,) for text in texts]


def test_the_same_records_give_the_same_bytes(duckdb: Any, tmp_path: Path) -> None:
    first = written(tmp_path, *exported.records()).read_bytes()
    assert written(tmp_path, *exported.records()).read_bytes() == first


def test_a_count_beyond_64_bits_is_refused_in_one_line(duckdb: Any, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"^[^\n]*cannot be written: [^\n]*$"):
        written(tmp_path, factories.record(casualties=[factories.casualty(10**30, 10**30)]))
    assert list(tmp_path.iterdir()) == []


def test_without_duckdb_the_message_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(UsageError, match=r"pip install 'sahel-events\[parquet\]'"):
        written(tmp_path, factories.record())
    assert list(tmp_path.iterdir()) == []
