"""A Parquet file with nested types kept, written by DuckDB; the schema is the same whatever the records."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ..counts import KINDS, people
from ..errors import StoreError, UsageError
from ..form import is_linked
from .values import Record, days, listed, part, point, reports, text

MISSING = "Parquet is written by DuckDB, which is not installed: pip install 'sahel-events[parquet]'"

_WORDS = '"text" VARCHAR, span INTEGER[], "rule" VARCHAR'
_TOLL = "STRUCT(low BIGINT, best BIGINT, high BIGINT)"
_VALUE = (
    'STRUCT("min" BIGINT, "max" BIGINT, approximate BOOLEAN, who VARCHAR, report VARCHAR, published VARCHAR, '
    'said_by VARCHAR, "text" VARCHAR, span INTEGER[])'
)

COLUMNS: Mapping[str, str] = {
    "id": "VARCHAR", "linked": "BOOLEAN", "event_type": "VARCHAR", "sub_event_type": "VARCHAR",
    "status": "VARCHAR", "main": "BOOLEAN", "confidence": "DOUBLE",
    "date": f'STRUCT("start" DATE, "end" DATE, "precision" VARCHAR, without_year VARCHAR, {_WORDS}, '
            "reports VARCHAR[])",
    "location": "STRUCT(name VARCHAR, country VARCHAR, admin1 VARCHAR, admin2 VARCHAR, lat DOUBLE, "
                f'lon DOUBLE, "precision" VARCHAR, gazetteer_id VARCHAR, {_WORDS}, reports VARCHAR[])',
    "actors": 'STRUCT(name VARCHAR, "role" VARCHAR, actor_id VARCHAR, category VARCHAR, country VARCHAR, '
              f'{_WORDS}, "names" STRUCT(name VARCHAR, reports VARCHAR[])[], reports VARCHAR[], '
              "named_by VARCHAR[], denied_by VARCHAR[])[]",
    "casualties": "STRUCT(kind VARCHAR, who VARCHAR, low BIGINT, best BIGINT, high BIGINT, "
                  f'approximate BOOLEAN, {_WORDS}, "values" {_VALUE}[])[]',
    **dict.fromkeys(KINDS, _TOLL),
    "evidence": f"STRUCT({_WORDS}, report VARCHAR, article VARCHAR)[]",
    "article": "STRUCT(id VARCHAR, path VARCHAR, title VARCHAR, published VARCHAR, published_rule VARCHAR, "
               "url VARCHAR, source VARCHAR, sha256 VARCHAR)",
    "trigger": f"STRUCT({_WORDS})", "status_evidence": f"STRUCT({_WORDS})",
    "reports": "STRUCT(report VARCHAR, article VARCHAR)[]",
    "first_published": "VARCHAR", "last_published": "VARCHAR",
    "disagreements": 'STRUCT(field VARCHAR, "values" STRUCT("value" VARCHAR, reports VARCHAR[])[])[]',
    "unknown": "MAP(VARCHAR, VARCHAR)", "why": "MAP(VARCHAR, VARCHAR)", "alone": "VARCHAR",
    "made_with": "STRUCT(version VARCHAR, \"data\" VARCHAR, model VARCHAR, own VARCHAR)",
}
"""The columns with their DuckDB types, in order."""

_ALONE = {"threads": 1, "autoinstall_known_extensions": False, "autoload_known_extensions": False}
"""How DuckDB is to work: with one thread, so that rows stay in order, and with what it has: it would fetch
extensions from the network."""
_SPAN = "span"
_TEXTS_OF_WORDS = ("text", "rule")
_LARGEST = 1 << 30
"""Bytes that a record may have; DuckDB's own limit of 16 MiB is for files that nobody has checked."""


def write(records: Iterable[Record], path: Path) -> Counter[str]:
    """Write records to a Parquet file at `path`. Raises UsageError where DuckDB is not installed, StoreError
    where it refuses a record, OSError where the disk does not take it."""
    try:
        import duckdb
    except ImportError as error:
        raise UsageError(MISSING) from error
    kept = list(records)
    columns = ", ".join(f"{_quoted(name)}: {_quoted(kind)}" for name, kind in COLUMNS.items())
    with tempfile.TemporaryDirectory(prefix="sahel-events-") as folder:
        lines = Path(folder) / "events.jsonl"
        copy = (
            f"COPY (SELECT * FROM read_json({_quoted(str(lines))}, format = 'newline_delimited', "
            f"columns = {{{columns}}}, maximum_object_size = {_LARGEST}, date_format = '%Y-%m-%d')) "
            f"TO {_quoted(str(path))} (FORMAT parquet, COMPRESSION zstd)"
        )
        with duckdb.connect(config=_ALONE) as base:
            try:
                _write_lines(map(as_read, kept), lines)
                base.execute(copy)
            except (duckdb.Error, ValueError):  # a value of another type than the schema's: look at each
                _write_lines(map(nested, kept), lines)
                try:
                    base.execute(copy)
                except duckdb.IOException as error:  # the disk's fault
                    raise OSError(str(error).partition("\n")[0]) from error
                except duckdb.Error as error:
                    cause = str(error).partition("\n")[0]
                    raise StoreError(
                        f"{path.name}: cannot be written: {cause}; "
                        "extract the events again, or mend the record"
                    ) from error
    return Counter()


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _write_lines(rows: Iterable[Mapping[str, Any]], path: Path) -> None:
    from msgspec.json import encode

    with path.open("wb") as stream:
        for row in rows:
            stream.write(encode(row) + b"\n")


def as_read(record: Record) -> dict[str, Any]:
    """A record in the form of COLUMNS, with whatever objects it has as they are: DuckDB passes over keys that
    the columns lack, and refuses most values of another type."""
    linked = is_linked(record)
    rows = record["casualties"]
    if not linked:
        rows = [{**row, "low": row["min"], "best": row["min"], "high": row["max"]} for row in rows]
    where, date = record["location"], record["date"]
    if where is not None and point(record) is None:
        where = {**where, "lat": None, "lon": None}
    return {
        **record, "linked": linked, "casualties": rows, **_tolls(record), "location": where,
        "date": None if date is None else {**date, **_interval(record)},
        "article": None if linked else record["article"],
        "reports": [{"report": report, "article": article} for report, article in reports(record)],
    }


def _tolls(record: Record) -> dict[str, dict[str, int | None]]:
    kinds = {row["kind"] for row in record["casualties"]}
    tolls = {kind: people(record, kind) for kind in KINDS if kind in kinds}
    return {kind: toll._asdict() for kind, toll in tolls.items() if toll is not None}


def _interval(record: Record) -> dict[str, str | None]:
    found = days(record)
    return {
        "start": None if found.start is None else found.start.isoformat(),
        "end": None if found.end is None else found.end.isoformat(), "without_year": found.without_year,
    }


def nested(record: Record) -> dict[str, Any]:
    """A record in the form of COLUMNS, each value looked at: what is of no use there is null."""
    found: dict[str, Any] = {
        "id": text(record["id"]), "linked": is_linked(record), "event_type": text(record["event_type"]),
        "sub_event_type": text(record["sub_event_type"]), "status": text(record["status"]),
        "main": record["main"], "confidence": record["confidence"],
        "date": _date(record), "location": _location(record),
        "actors": [_actor(row) for row in record["actors"]],
        "casualties": [_casualty(row) for row in record["casualties"]],
        "evidence": [_words(row, "report", "article") for row in record["evidence"]],
        "article": _texts(record["article"], *_ARTICLE) if not is_linked(record) else None,
        "reports": [{"report": report, "article": article} for report, article in reports(record)],
        "disagreements": [
            _texts(row, "field") | {"values": [
                _texts(version, "value") | {"reports": _list(version, "reports")}
                for version in listed(row, "values")
            ]} for row in listed(record, "disagreements")
        ],
        **_texts(record, "first_published", "last_published", "alone"), **_tolls(record),
    }
    made = part(record, "made_with")
    found["made_with"] = _texts(made, "version", "data", "model", "own") if made else None
    for key in ("trigger", "status_evidence"):
        found[key] = _words(part(record, key)) if record.get(key) else None
    for key in ("unknown", "why"):
        found[key] = {str(text(name)): text(value) for name, value in part(record, key).items()}
    return found


_ARTICLE = ("id", "path", "title", "published", "published_rule", "url", "source", "sha256")


def _texts(row: Record, *keys: str) -> dict[str, Any]:
    return {key: text(row.get(key)) for key in keys}


def _list(row: Record, key: str) -> list[str | None]:
    return [text(value) for value in listed(row, key)]


def _words(row: Record, *more: str) -> dict[str, Any]:
    """The words that a value was read from, with what else of `more` is text."""
    span = [value for value in listed(row, _SPAN) if type(value) is int]
    return _texts(row, *_TEXTS_OF_WORDS, *more) | {_SPAN: span or None}


def _date(record: Record) -> dict[str, Any] | None:
    when = record["date"]
    if when is None:
        return None
    return _words(when, "precision") | _interval(record) | {"reports": _list(when, "reports")}


def _location(record: Record) -> dict[str, Any] | None:
    where = record["location"]
    if where is None:
        return None
    lat, lon = point(record) or (None, None)
    names = ("name", "country", "admin1", "admin2", "precision", "gazetteer_id")
    return _words(where, *names) | {"lat": lat, "lon": lon, "reports": _list(where, "reports")}


def _actor(row: Record) -> dict[str, Any]:
    return _words(row, "name", "role", "actor_id", "category", "country") | {
        "names": [
            _texts(each, "name") | {"reports": _list(each, "reports")} for each in listed(row, "names")
        ],
        **{key: _list(row, key) for key in ("reports", "named_by", "denied_by")},
    }


def _casualty(row: Record) -> dict[str, Any]:
    best = row.get("best")
    return _words(row, "kind", "who") | {
        "low": row["min"], "best": row["min"] if best is None else best, "high": row["max"],
        "approximate": _of(bool, row.get("approximate")),
        "values": [
            _words(value, "who", "report", "published", "said_by") | {
                "min": _of(int, value.get("min")), "max": _of(int, value.get("max")),
                "approximate": _of(bool, value.get("approximate")),
            }
            for value in listed(row, "values")
        ],
    }


def _of(kind: type, value: Any) -> Any:
    return value if type(value) is kind else None
