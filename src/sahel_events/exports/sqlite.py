"""An SQLite database: tables with keys and indexes, full-text search, and views (docs/export.md has them)."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from ..errors import StoreError
from .flat import COLUMNS, NAMES, rows
from .values import Record, listed, reports, text

_TYPES = {"text": "TEXT", "date": "TEXT", "integer": "INTEGER", "real": "REAL", "boolean": "INTEGER"}
_EVENTS = ",\n  ".join(f'"{name}" {_TYPES[kind]}' for name, kind in COLUMNS)
_OF_EVENT = "event INTEGER NOT NULL REFERENCES events(event)"

SEARCHED = (
    "evidence", "place", "perpetrators", "targets", "supporters", "claimants", "casualties", "article_title",
)
"""The columns of `events` that full-text search looks in."""

_TABLES = f"""
CREATE TABLE events (
  event INTEGER PRIMARY KEY,
  {_EVENTS}
);
CREATE TABLE actors (
  {_OF_EVENT}, name TEXT NOT NULL, role TEXT NOT NULL, actor_id TEXT, category TEXT, country TEXT, text TEXT,
  rule TEXT
);
CREATE TABLE casualties (
  casualty INTEGER PRIMARY KEY, {_OF_EVENT}, kind TEXT NOT NULL, who TEXT, low INTEGER NOT NULL,
  best INTEGER NOT NULL, high INTEGER, approximate INTEGER, text TEXT, rule TEXT
);
CREATE TABLE counts (
  casualty INTEGER NOT NULL REFERENCES casualties(casualty), {_OF_EVENT}, low INTEGER, high INTEGER,
  approximate INTEGER, who TEXT, report TEXT, published TEXT, said_by TEXT, text TEXT
);
CREATE TABLE evidence ({_OF_EVENT}, text TEXT NOT NULL, rule TEXT, report TEXT, article TEXT);
CREATE TABLE reports ({_OF_EVENT}, report TEXT NOT NULL, article TEXT);
CREATE TABLE disagreements ({_OF_EVENT}, field TEXT, value TEXT, report TEXT);
"""

_INDEXES = """
CREATE INDEX events_id ON events(id);
CREATE INDEX events_date_start ON events(date_start);
CREATE INDEX events_type ON events(event_type, sub_event_type);
CREATE INDEX events_country ON events(country, admin1);
CREATE INDEX actors_event ON actors(event);
CREATE INDEX actors_name ON actors(name);
CREATE INDEX actors_actor_id ON actors(actor_id);
CREATE INDEX casualties_event ON casualties(event);
CREATE INDEX counts_casualty ON counts(casualty);
CREATE INDEX counts_event ON counts(event);
CREATE INDEX evidence_event ON evidence(event);
CREATE INDEX reports_event ON reports(event);
CREATE INDEX disagreements_event ON disagreements(event);
"""

_SEARCH = f"""
CREATE VIRTUAL TABLE events_fts USING fts5(
  {", ".join(SEARCHED)}, content="events", content_rowid="event", tokenize="unicode61 remove_diacritics 2"
);
INSERT INTO events_fts(events_fts) VALUES ('rebuild');
"""

_VIEWS = """
CREATE VIEW by_month AS
SELECT substr(date_start, 1, 7) AS month, country, count(*) AS events, sum(killed_low) AS killed_low,
  sum(killed_best) AS killed_best, sum(killed_high) AS killed_high,
  sum(killed_low IS NOT NULL AND killed_high IS NULL) AS open_above
FROM events WHERE date_start IS NOT NULL AND substr(date_start, 1, 7) = substr(date_end, 1, 7)
GROUP BY 1, 2;
CREATE VIEW by_actor AS
SELECT actors.name, actors.role, count(DISTINCT actors.event) AS events, min(events.date_start) AS first,
  max(events.date_end) AS last
FROM actors JOIN events USING (event) GROUP BY 1, 2;
CREATE VIEW by_place AS
SELECT country, admin1, place, latitude, longitude, place_precision, count(*) AS events,
  sum(killed_low) AS killed_low, sum(killed_best) AS killed_best
FROM events WHERE place IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6;
CREATE VIEW to_check AS
SELECT event, id, confidence, status, date_start, place, sub_event_type, perpetrators, targets, casualties,
  evidence
FROM events ORDER BY confidence;
"""


_OF_DISKS = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}
"""What SQLite says where not the records are to blame."""


def write(records: Iterable[Record], path: Path) -> Counter[str]:
    """Write records to a new SQLite database at `path`, which is not there yet. Raises StoreError where
    SQLite refuses one, or lacks FTS5, OSError where the disk does not take it."""
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as base:
            base.execute("PRAGMA journal_mode = OFF")  # nobody else sees the file before it is whole
            base.execute("PRAGMA synchronous = OFF")
            base.execute("PRAGMA encoding = 'UTF-8'")
            base.executescript(_TABLES)
            base.execute("BEGIN")
            _fill(base, records)
            base.execute("COMMIT")
            base.executescript(_INDEXES + _SEARCH + _VIEWS)
    except (sqlite3.Error, OverflowError) as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _OF_DISKS:
            raise OSError(str(error)) from error
        raise StoreError(
            f"{path.name}: cannot be written: {error}; extract the events again, or mend the record"
        ) from error
    return Counter()


def _fill(base: sqlite3.Connection, records: Iterable[Record]) -> None:
    kept: list[tuple[int, Record]] = []

    def numbered() -> Iterator[Record]:
        for number, record in enumerate(records, 1):
            kept.append((number, record))
            yield record

    base.executemany(
        f"INSERT INTO events ({', '.join(NAMES)}) VALUES ({_marks(len(NAMES))})",
        _plain(rows(numbered())),
    )
    for table, width, values in (
        ("actors", 8, _actors), ("evidence", 5, _evidence), ("reports", 3, _reports),
        ("disagreements", 4, _disagreements),
    ):
        base.executemany(
            f"INSERT INTO {table} VALUES ({_marks(width)})",
            _plain(row for number, record in kept for row in values(number, record)),
        )
    counts: list[tuple[Any, ...]] = []
    base.executemany(f"INSERT INTO casualties VALUES ({_marks(10)})", _plain(_casualties(kept, counts)))
    base.executemany(f"INSERT INTO counts VALUES ({_marks(10)})", _plain(counts))


def _marks(number: int) -> str:
    return ", ".join("?" * number)


def _plain(rows: Iterable[Iterable[Any]]) -> Iterator[list[Any]]:
    """Rows of values as SQLite takes them. A NUL becomes U+FFFD: SQLite's own functions end a text at it."""
    for row in rows:
        yield [
            value.replace("\0", "\ufffd") if value.__class__ is str and "\0" in value else value
            for value in row
        ]


def _texts(row: Record, *keys: str) -> list[str | None]:
    return [text(row.get(key)) for key in keys]


def _actors(number: int, record: Record) -> Iterator[tuple[Any, ...]]:
    for actor in record["actors"]:
        yield number, *_texts(actor, "name", "role", "actor_id", "category", "country", "text", "rule")


def _evidence(number: int, record: Record) -> Iterator[tuple[Any, ...]]:
    for row in record["evidence"]:
        yield number, *_texts(row, "text", "rule", "report", "article")


def _reports(number: int, record: Record) -> Iterator[tuple[Any, ...]]:
    for report, article in reports(record):
        yield number, report, article


def _disagreements(number: int, record: Record) -> Iterator[tuple[Any, ...]]:
    for row in listed(record, "disagreements"):
        for version in listed(row, "values"):
            for report in listed(version, "reports"):
                yield number, *_texts(row, "field"), *_texts(version, "value"), text(report)


def _casualties(
    kept: Iterable[tuple[int, Record]], counts: list[tuple[Any, ...]]
) -> Iterator[tuple[Any, ...]]:
    """The rows of `casualties`; those of `counts` are put into the list."""
    key = 0
    for number, record in kept:
        for row in record["casualties"]:
            key += 1
            low, best = row["min"], row.get("best")
            values = (*_texts(row, "kind", "who"), low, low if best is None else best, row["max"])
            yield key, number, *values, _flag(row), *_texts(row, "text", "rule")
            counts += [
                (
                    key, number, value.get("min"), value.get("max"), _flag(value),
                    *_texts(value, "who", "report", "published", "said_by", "text"),
                )
                for value in listed(row, "values")
            ]


def _flag(row: Record) -> int | None:
    value = row.get("approximate")
    return None if value is None else int(bool(value))
