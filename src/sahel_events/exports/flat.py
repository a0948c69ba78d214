"""One row for each event: the columns that the CSV file, the GeoJSON properties and the SQLite table `events`
share (docs/export.md explains each)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal, NamedTuple

from ..counts import KINDS, people
from ..form import is_linked
from ..lexicon.versions import phrases
from .values import (
    JOINED,
    ROLES,
    Record,
    by_role,
    days,
    line,
    listed,
    part,
    point,
    quotations,
    reports,
    text,
)

Type = Literal["text", "integer", "real", "boolean", "date"]


class Column(NamedTuple):
    """A column: its name, and the type of its values where they are known."""

    name: str
    type: Type = "text"


_BETWEEN_QUOTES = " […] "

COLUMNS: tuple[Column, ...] = (
    Column("id"),
    Column("date_start", "date"), Column("date_end", "date"), Column("date_precision"),
    Column("date_without_year"), Column("date_text"),
    Column("event_type"), Column("sub_event_type"), Column("status"), Column("main", "boolean"),
    Column("place"), Column("country"), Column("admin1"), Column("admin2"), Column("latitude", "real"),
    Column("longitude", "real"), Column("place_precision"), Column("gazetteer_id"), Column("place_text"),
    *(Column(f"{role}s") for role in ROLES), *(Column(f"{role}_ids") for role in ROLES),
    *(Column(f"{kind}_{end}", "integer") for kind in KINDS for end in ("low", "best", "high")),
    Column("casualties"), Column("confidence", "real"),
    Column("article_id"), Column("article_path"), Column("article_title"), Column("article_source"),
    Column("article_url"), Column("article_published", "date"), Column("last_published", "date"),
    Column("articles"), Column("reports"), Column("number_of_reports", "integer"), Column("disagreements"),
    Column("evidence"), Column("unknown_date"), Column("unknown_place"), Column("made_with"),
)
"""The columns, in order."""

NAMES = tuple(column.name for column in COLUMNS)


def rows(records: Iterable[Record]) -> Iterator[list[Any]]:
    """The values of each record in the order of COLUMNS; None where nothing is known. Dates are texts."""
    for record in records:
        values: list[Any] = []
        for piece in _PIECES:
            values += piece(record)
        yield values


def _date(record: Record) -> tuple[Any, ...]:
    found, when = days(record), part(record, "date")
    start, end = found.start and found.start.isoformat(), found.end and found.end.isoformat()
    return start, end, text(when.get("precision")), found.without_year, text(when.get("text"))


def _type(record: Record) -> tuple[Any, ...]:
    return (
        text(record["event_type"]), text(record["sub_event_type"]), text(record["status"]), record["main"]
    )


def _place(record: Record) -> tuple[Any, ...]:
    where = part(record, "location")
    lat, lon = point(record) or (None, None)
    if not where:
        return _NOWHERE
    return (
        text(where.get("name")), text(where.get("country")), text(where.get("admin1")),
        text(where.get("admin2")), lat, lon, text(where.get("precision")), text(where.get("gazetteer_id")),
        text(where.get("text")),
    )


_NOWHERE = (None,) * 9


def _actors(record: Record) -> list[str | None]:
    names: list[str | None] = []
    ids: list[str | None] = []
    actors = by_role(record)
    for role in ROLES:
        side = actors[role]
        names.append(JOINED.join([line(actor["name"]) for actor in side]) if side else None)
        known = [line(actor["actor_id"]) for actor in side if actor.get("actor_id")] if side else None
        ids.append(JOINED.join(known) if known else None)
    return names + ids


def _tolls(record: Record) -> list[int | str | None]:
    values: list[int | str | None] = []
    told = {row["kind"] for row in record["casualties"]}
    for kind in KINDS:
        toll = people(record, kind) if kind in told else None
        values += toll if toll is not None else (None, None, None)
    return [*values, JOINED.join([_casualty(row) for row in record["casualties"]]) or None]


def _casualty(row: Record) -> str:
    """One count in words: "killed 24+ (soldiers)", "injured ~20"; of a linked event "killed 23 (16-30)"."""
    low, high, best = row["min"], row["max"], row.get("best")
    span = f"{low}+" if high is None else str(low) if low == high else f"{low}-{high}"
    if best is not None and low != high:
        span = f"{best} ({span})"
    about = "~" if row.get("approximate") else ""
    who = f" ({line(row['who'])})" if row["who"] else ""
    return f"{line(row['kind'])} {about}{span}{who}"


def _article(record: Record) -> tuple[Any, ...]:
    article = record["article"]
    source = None if is_linked(record) else article["source"]  # "3 reports" is no outlet
    last = record.get("last_published") if is_linked(record) else article["published"]
    return (
        text(article["id"]), text(article["path"]) or None, text(article.get("title")), text(source),
        text(article.get("url")), text(article["published"]), text(last),
    )


def _reports(record: Record) -> tuple[Any, ...]:
    found = reports(record)
    if not is_linked(record):
        ((report, article),) = found
        return article, report, 1, None
    fields = JOINED.join([line(row.get("field")) for row in listed(record, "disagreements")])
    articles = JOINED.join(dict.fromkeys(article for _, article in found))
    return articles, JOINED.join(report for report, _ in found), len(found), fields or None


def _words(record: Record) -> tuple[Any, ...]:
    wrong = days(record).wrong
    date = f"no days of the calendar: {wrong}" if wrong else None
    place = None
    if record["date"] is None:
        date = _reason(record, "date")
    if record["location"] is None:
        place = _reason(record, "location")
    return _BETWEEN_QUOTES.join(quotations(record)), date, place


def _made_with(record: Record) -> tuple[str | None]:
    return (JOINED.join(map(line, phrases(record.get("made_with")))) or None,)


def _reason(record: Record, key: str) -> str | None:
    return text(part(record, "unknown").get(key) or "not said")


_PIECES: tuple[Callable[[Record], Iterable[Any]], ...] = (
    lambda record: (text(record["id"]),), _date, _type, _place, _actors, _tolls,
    lambda record: (record["confidence"],), _article, _reports, _words, _made_with,
)
"""What makes the columns, in their order."""
