"""A comparison as JSON and as rows of a table (docs/compare.md has the keys)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from .comparison import COMPARE_VERSION, Comparison, Found, killed_text
from .entries import Entry

BOTH, THEIRS, OURS, REPORT = "both", "only_theirs", "only_ours", "other_report"
"""What a row of the table is."""

COLUMNS: Final = (
    "result", "points", "theirs_id", "theirs_line", "theirs_start", "theirs_end", "theirs_place",
    "theirs_country", "theirs_type", "theirs_actors", "theirs_killed", "ours_id", "ours_start", "ours_end",
    "ours_place", "ours_country", "ours_type", "ours_actors", "ours_killed", "ours_articles", "km", "differs",
    "reasons", "better_pair",
)
"""Columns of the CSV file."""


def to_dict(found: Comparison) -> dict[str, Any]:
    """The object that `compare --json` prints."""
    in_months = found.in_our_months()
    return {
        "compare_version": COMPARE_VERSION,
        "theirs": {
            "file": found.theirs.path, "form": found.theirs.columns.form, "rows": found.theirs.rows,
            "unreadable": len(found.theirs.problems), "compared": found.compared,
            "columns": {
                name: found.theirs.header[number] for name, number in found.theirs.columns.at.items()
            },
        },
        "ours": found.ours, "days": found.limits.days, "km": found.limits.km,
        "counts": {
            BOTH: len(found.pairs), THEIRS: len(found.only_theirs), OURS: len(found.only_ours),
            REPORT: len(found.other_reports),
        },
        "share": found.share, "in_our_months": {"found": in_months[0], "of": in_months[1]},
        "killed": found.tolls(),
        "pairs": [_pair(each) for each in found.pairs],
        "only_theirs": [
            _theirs(each) | {"better_pair": _taken(found.doubles.get(each.ident))}
            for each in found.only_theirs
        ],
        "only_ours": [_ours(each) for each in found.only_ours],
        "other_reports": [_pair(each) for each in found.other_reports],
    }  # fmt: skip


def _taken(double: Found | None) -> str | None:
    """The id of the event of ours that was given to a better pair."""
    return None if double is None else double.ours.ident


def _pair(found: Found) -> dict[str, Any]:
    return {
        "theirs": _theirs(found.theirs), "ours": _ours(found.ours), "points": found.points,
        "km": found.km,
        "reasons": [{"rule": p.rule, "points": p.points, "why": p.why} for p in found.parts],
        "differences": [
            {"field": d.field, "theirs": d.theirs, "ours": d.ours} for d in found.differences
        ],
    }  # fmt: skip


def _theirs(entry: Entry) -> dict[str, Any]:
    record = entry.record
    types = sorted(entry.types)
    return {
        "id": entry.ident, "line": record["line"], **_event(entry),
        "type": types[0] if len(types) == 1 else None, "types": types, "sub_types": sorted(entry.subs),
    }  # fmt: skip


def _ours(entry: Entry) -> dict[str, Any]:
    kinds = {"type": entry.record["event_type"], "sub_type": entry.record["sub_event_type"]}
    return {"id": entry.ident, **_event(entry), **kinds, "articles": articles(entry)}


def articles(entry: Entry) -> list[str]:
    """The ids of the articles of one of our events."""
    return list(entry.record.get("articles") or (entry.record["article"]["id"],))


def _event(entry: Entry) -> dict[str, Any]:
    when, where, toll = entry.record["date"], entry.record["location"], entry.killed
    return {
        "start": when and when["start"], "end": when and when["end"],
        "place": where and where["name"], "country": where and where["country"],
        "actors": [actor["name"] for actor in entry.record["actors"]],
        "killed": toll and {"low": toll.low, "best": toll.best, "high": toll.high},
    }  # fmt: skip


def rows(found: Comparison) -> Iterator[list[object]]:
    """The rows of the CSV file under COLUMNS: pairs, then only theirs, only ours, other reports."""
    for each in found.pairs:
        yield _row(BOTH, each.theirs, each.ours, each)
    for entry in found.only_theirs:
        yield _row(THEIRS, entry, None, None, _taken(found.doubles.get(entry.ident)))
    for entry in found.only_ours:
        yield _row(OURS, None, entry)
    for each in found.other_reports:
        yield _row(REPORT, each.theirs, each.ours, each, each.theirs.ident)


def _row(
    result: str,
    theirs: Entry | None,
    ours: Entry | None,
    found: Found | None = None,
    taken: str | None = None,
) -> list[object]:
    differs = found and "; ".join(f"{d.field}: {d.theirs}, ours {d.ours}" for d in found.differences)
    reasons = found and "; ".join(f"{p.why} ({p.points:+d})" for p in found.parts)
    return [
        result, found and found.points, *_cells(theirs, line=True), *_cells(ours, line=False),
        ours and " | ".join(articles(ours)), found and found.km, differs, reasons, taken,
    ]  # fmt: skip


def _cells(entry: Entry | None, *, line: bool) -> list[object]:
    """Id, line, first and last day, place, country, type, actors, killed."""
    if entry is None:
        return [None] * (9 if line else 8)
    event = _event(entry)
    types = " or ".join(sorted(entry.subs) or sorted(entry.types))
    numbers = [entry.record["line"]] if line else []
    return [
        entry.ident, *numbers, event["start"], event["end"], event["place"], event["country"], types,
        " | ".join(event["actors"]), killed_text(entry) or None,
    ]  # fmt: skip
