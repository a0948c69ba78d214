"""The SQLite database, read back by sqlite3 as Datasette reads it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import exported
import factories
from sahel_events.counts import KINDS, people
from sahel_events.errors import StoreError
from sahel_events.exports import export
from sahel_events.exports.flat import NAMES
from strategies import scaled

Make = Callable[..., sqlite3.Connection]


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Make]:
    """Makes a database of records and opens it."""
    opened: list[sqlite3.Connection] = []

    def maker(*records: dict[str, Any]) -> sqlite3.Connection:
        path = tmp_path / "events.sqlite"
        export(records, "sqlite", path)
        opened.append(sqlite3.connect(path))
        return opened[-1]

    yield maker
    for base in opened:
        base.close()


def column(base: sqlite3.Connection, query: str) -> list[Any]:
    return [row[0] for row in base.execute(query)]


def test_counts_and_sums_are_those_of_the_records(made: Make) -> None:
    base, records = made(*exported.records()), exported.records()
    assert column(base, "SELECT id FROM events ORDER BY event") == [record["id"] for record in records]
    for table, key in (("actors", "actors"), ("casualties", "casualties"), ("evidence", "evidence")):
        assert column(base, f"SELECT count(*) FROM {table}") == [sum(len(r[key]) for r in records)]
    for kind in KINDS:
        tolls = [toll for record in records if (toll := people(record, kind)) is not None]
        found = base.execute(
            f"SELECT sum({kind}_low), sum({kind}_best), count({kind}_high) FROM events"
        ).fetchone()
        low, best = sum(t.low for t in tolls), sum(t.best for t in tolls)
        assert found == (
            low if tolls else None,
            best if tolls else None,
            sum(t.high is not None for t in tolls),
        )


def test_it_is_sound(made: Make) -> None:
    base = made(*exported.records())
    assert column(base, "PRAGMA integrity_check") == ["ok"]
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    base.execute("INSERT INTO events_fts(events_fts, rank) VALUES ('integrity-check', 1)")
    for table in ("actors", "casualties", "counts", "evidence", "reports", "disagreements"):
        keys = {row[2] for row in base.execute(f"PRAGMA foreign_key_list({table})")}
        assert "events" in keys, table
        assert base.execute(f"PRAGMA index_list({table})").fetchall(), table


def test_the_table_of_events_has_the_flat_columns(made: Make) -> None:
    assert [row[1] for row in made().execute("PRAGMA table_info(events)")] == ["event", *NAMES]


SEARCHES = [("helicopters", ["d1"]), ("menaka", ["d1", "d2"]), ("collid*", ["d1"]), ("jnim", ["linked1"])]


@pytest.mark.parametrize(("words", "ids"), SEARCHES, ids=[words for words, _ in SEARCHES])
def test_full_text_search_finds_words_accents_aside(made: Make, words: str, ids: list[str]) -> None:
    other = [{"text": "Nobody saw it.", "span": [0, 14], "rule": "r"}]
    base = made(factories.record("d1"), factories.record("d2", evidence=other), exported.linked())
    query = "SELECT id FROM events WHERE event IN (SELECT rowid FROM events_fts WHERE events_fts MATCH ?)"
    assert [row[0] for row in base.execute(query, (words,))] == ids


def test_datasette_finds_the_search_table(made: Make) -> None:
    """The query by which Datasette 0.65 looks for one (datasette.utils.detect_fts_sql)."""
    query = """
        select name from sqlite_master where rootpage = 0 and (
            sql like '%VIRTUAL TABLE%USING FTS%content="events"%'
            or sql like '%VIRTUAL TABLE%USING FTS%content=[events]%'
            or (tbl_name = 'events' and sql like '%VIRTUAL TABLE%USING FTS%'))"""
    assert column(made(), query) == ["events_fts"]


def test_a_linked_event_has_its_ledger(made: Make) -> None:
    base = made(factories.record(), exported.linked())
    assert base.execute("SELECT report, article FROM reports WHERE event = 2").fetchall() == [
        ("r1", "a1"),
        ("r2", "a2"),
    ]
    assert base.execute("SELECT low, best, high FROM casualties WHERE event = 2").fetchall() == [(5, 5, 24)]
    ledger = "SELECT low, high, approximate, said_by, text FROM counts WHERE event = 2"
    assert base.execute(ledger).fetchall() == [
        (5, 5, 0, "army", "Five soldiers"),
        (24, None, 1, "group", "dozens of soldiers"),
    ]
    assert base.execute("SELECT field, value, report FROM disagreements").fetchall() == [
        ("casualties.killed.soldiers", "5", "r1"),
        ("casualties.killed.soldiers", "24+", "r2"),
    ]
    assert base.execute("SELECT count(*) FROM counts WHERE event = 1").fetchone() == (0,)


def test_the_views_answer(made: Make) -> None:
    base = made(*exported.records())
    months = base.execute("SELECT month, country, events, killed_best, open_above FROM by_month").fetchall()
    assert ("2020-03", "ML", 1, 5, 0) in months
    assert ("2019-11", "ML", 4, 50, 1) in months
    assert sum(events for _, _, events, _, _ in months) == 6  # three without a day, and one of a year
    assert ("JNIM", "perpetrator", 1, "2020-03-01", "2020-03-01") in base.execute(
        "SELECT * FROM by_actor"
    ).fetchall()
    assert column(base, "SELECT sum(events) FROM by_place") == [9]
    assert column(base, "SELECT id FROM to_check LIMIT 1") == ["linked1"]


def test_an_event_that_stands_twice_is_kept_twice(made: Make) -> None:
    assert column(made(factories.record("a"), factories.record("a")), "SELECT id FROM events") == ["a", "a"]


@pytest.mark.parametrize("text", exported.HOSTILE)
def test_hostile_text_arrives_as_it_is(made: Make, text: str) -> None:
    base = made(exported.hostile(text))
    arrived = text.replace("\0", "\ufffd")  # at which SQLite's own functions end a text
    for query in (
        "SELECT place FROM events",
        "SELECT evidence FROM events",
        "SELECT name FROM actors",
        "SELECT text FROM evidence",
        "SELECT who FROM casualties",
        "SELECT article_title FROM events",
    ):
        assert column(base, query) == [arrived], query


@scaled()
@given(st.lists(st.text(), max_size=20))
def test_any_text_arrives_as_it_is(made: Make, texts: list[str]) -> None:
    with closing(made(*map(exported.hostile, texts))) as base:
        assert column(base, "SELECT text FROM evidence") == [text.replace("\0", "\ufffd") for text in texts]


def test_an_empty_database_has_its_tables(made: Make) -> None:
    assert column(made(), "SELECT count(*) FROM events") == [0]


def test_a_count_beyond_64_bits_is_refused_in_one_line(made: Make, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"^[^\n]*cannot be written: [^\n]*$"):
        made(factories.record(casualties=[factories.casualty(10**30, 10**30)]))
    assert list(tmp_path.iterdir()) == []
