"""CSV: one row an event, flat (`flat.COLUMNS`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from .cells import write_rows
from .flat import NAMES, rows
from .values import Record, Stream


def write(records: Iterable[Record], stream: Stream) -> Counter[str]:
    """Write records as CSV to a text stream, after `cells` harmless to spreadsheets and terminals. Nothing
    that it has a column for is lost, so that it has nothing to tell."""
    write_rows(NAMES, rows(records), stream)
    return Counter()
