"""Fields of a record that this version does not know: a newer one wrote them, and no format has a column for
them."""

from __future__ import annotations

from .values import Record

_WORDS = frozenset(("text", "span", "rule"))
_TOP = frozenset((
    "id", "schema_version", "linked_version", "article", "event_type", "sub_event_type", "status", "main",
    "date", "location", "actors", "casualties", "evidence", "trigger", "status_evidence", "confidence",
    "unknown", "why", "disagreements", "reports", "articles", "first_published", "last_published", "alone",
    "made_with",
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
    "made_with": frozenset(("version", "data", "model", "own")),
}
"""The fields of `schema.Event` and `linking.record.LinkedEvent`, which are slow to import; a test holds them
equal."""


class Fields:
    """Finds fields that are not known. Most records of a file have the same keys in the same order, which are
    looked at once."""

    def __init__(self) -> None:
        self._fine: set[tuple[str, tuple[str, ...]]] = set()

    def unknown(self, record: Record) -> list[str]:
        """The fields of a record that are not known, as `severity` or `location.altitude`, each once."""
        found = self._in("", record, _TOP)
        for key, known in _WITHIN.items():
            value = record.get(key)
            for row in (value,) if isinstance(value, dict) else value or ():
                found += self._in(key, row, known)
        return sorted(set(found))

    def _in(self, key: str, row: Record, known: frozenset[str]) -> list[str]:
        names = (key, tuple(row))
        if names in self._fine:
            return []
        found = [f"{key}.{name}" if key else name for name in names[1] if name not in known]
        if not found:
            self._fine.add(names)
        return found
