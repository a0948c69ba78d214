"""Records as the page takes them: beside the record itself what its map, timeline, table and filters ask for,
worked out by what `show` shows them with."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from typing import Any

from ..counts import KINDS, people
from ..form import is_linked
from ..views import text
from ..views.linked import ledger_rows
from .outlines import project

Record = Mapping[str, Any]
Entry = dict[str, Any]


def entry(record: Record, at_hand: Container[str] = ()) -> Entry:
    """What the page filters, draws and lists of one event, plain or linked: plain JSON types, every text safe
    to show. Unknown values are None.

    A linked event comes with its ledger, unless its only report is `at_hand` (ids), which says the same.
    """
    toll = {kind: people(record, kind) for kind in dict.fromkeys(row["kind"] for row in record["casualties"])}
    found = {
        "id": text.one_line(record["id"]),
        "type": text.one_line(record["event_type"]),
        "sub": text.type_name(text.one_line(record["sub_event_type"])),
        "status": text.words(record["status"]),
        "main": record["main"],
        "date": _date(record["date"]),
        "place": _place(record["location"]),
        "actors": _lines(text.sides(record)),
        "names": sorted({text.one_line(actor["name"]) for actor in record["actors"]}),
        "toll": _lines(text.toll(record)),
        "counts": {kind: toll[kind] for kind in KINDS if kind in toll},
        "confidence": round(record["confidence"], 2),
        "source": text.source(record),
    }
    if is_linked(record):
        reports = record["reports"]
        found["ledger"] = [] if len(reports) == 1 and reports[0] in at_hand else _ledger(record)
    return found


_ENDS = re.compile(f"{re.escape(text.ITEM_END)}|{re.escape(text.SIDE_END)}")


def _lines(cell: str) -> str | None:
    """A cell of a table as the page takes it: an item a line; None where there is none."""
    return None if cell == text.UNKNOWN else _ENDS.sub("\n", cell).replace(text.GLUE, " ")


def _date(when: Record | None) -> list[str] | None:
    if when is None:
        return None
    return [text.one_line(when["start"]), text.one_line(when["end"]), text.short_date(when)]


def _place(location: Record | None) -> Entry | None:
    """A place by its name, and where it is drawn: x and y of `outlines.project`, if it has coordinates."""
    if location is None:
        return None
    lat, lon, at = location.get("lat"), location.get("lon"), None
    if isinstance(lat, (int, float)) and isinstance(lon, (int, float)) and abs(lat) <= 90 and abs(lon) <= 180:
        x, y = project(lon, lat)
        at = (round(x, 1), round(y, 1))
    return {
        "name": text.one_line(location["name"]),
        "country": text.one_line(location["country"] or ""),
        "admin1": text.one_line(location.get("admin1") or ""),
        "precision": text.one_line(location.get("precision") or "place"),
        "at": at,
    }


def _ledger(record: Record) -> list[list[Any]]:
    """Rows of a linked event's ledger: field, value, speakers, and the numbers (from 1) of the reports."""
    number = {ident: index for index, ident in enumerate(record["reports"], 1)}
    rows = []
    for row in ledger_rows(record):
        value = row.value
        if row.field == "differs":
            for ident, index in number.items():
                value = value.replace(ident, f"report {index}")
        behind = [number[ident] for ident in row.reports if ident in number]
        rows.append([text.words(row.field), text.one_line(value), ", ".join(row.said_by), behind])
    return rows
