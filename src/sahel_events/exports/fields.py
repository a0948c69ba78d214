"""Fields of a record that this version does not know: a newer one wrote them, and no format has a column for
them."""

from __future__ import annotations

from collections.abc import Iterator

from .values import Record

_WORDS = frozenset(("text", "span", "rule"))
_TOP = frozenset((
    "id", "schema_version", "linked_version", "article", "event_type", "sub_event_type", "status", "main",
    "date", "location", "actors", "casualties", "evidence", "trigger", "status_evidence", "confidence",
    "unknown", "why", "disagreements", "reports", "articles", "first_published", "last_published", "alone",
))
_WITHIN: dict[str, frozenset[str]] = {
    "article": frozenset(("id", "path", "title", "published", "published_rule", "url", "source", "sha256")),
    "date": _WORDS | {"start", "end", "precision", "reports"},
    "location": _WORDS | {
        "name", "country", "admin1", "admin2", "lat", "lon", "precision", "gazetteer_id", "reports",
    },
    "actors": _WORDS | {
        "name", "role", "actor_id", "category", "country", "names", "reports", "named_by", "denied_by",
    },
    "casualties": _WORDS | {"kind", "min", "max", "approximate", "who", "low", "best", "high", "values"},
    "evidence": _WORDS | {"report", "article"},
}
"""The fields of `schema.Event` and `linking.record.LinkedEvent`, which are slow to import; a test holds them
equal."""


def unknown_fields(record: Record) -> Iterator[str]:
    """The fields of a record that are not known, as `severity` or `location.altitude`, each once."""
    found = [] if _TOP.issuperset(record) else [*record.keys() - _TOP]
    for key, known in _WITHIN.items():
        value = record[key]
        for row in (value,) if isinstance(value, dict) else value or ():
            if not known.issuperset(row):
                found += [f"{key}.{name}" for name in row.keys() - known]
    yield from sorted(set(found))
