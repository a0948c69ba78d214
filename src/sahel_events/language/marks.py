"""Names of the span groups, and how components write and others read them."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Span
from spacy.util import filter_spans

ACTORS = "sahel_actors"
PLACES = "sahel_places"
DATES = "sahel_dates"
QUANTITIES = "sahel_quantities"
TRIGGERS = "sahel_triggers"
CUES = "sahel_cues"
NAMES = "sahel_names"
"""Names of the actor table alone, those inside a longer mention too."""
GROUPS = (ACTORS, PLACES, DATES, QUANTITIES, TRIGGERS, CUES)


def mark(doc: Doc, group: str, spans: Iterable[Span], *, overlapping: bool = False) -> None:
    """Write `spans` to `doc.spans[group]` in order of the text, the longest of overlapping ones alone unless
    `overlapping`."""
    found = list(spans)
    kept = found if overlapping else filter_spans(found)
    doc.spans[group] = sorted(kept, key=lambda s: (s.start, s.end))


def marked(doc: Doc, group: str) -> list[Span]:
    """The spans of a group, empty where the component did not run."""
    return list(doc.spans[group]) if group in doc.spans else []


def ids(span: Span) -> tuple[str, ...]:
    """The ids of the tables that a span carries in `kb_id_`."""
    return tuple(i for i in span.kb_id_.split("|") if i)
