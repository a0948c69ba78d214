"""Records for tests of the page, and of what a hostile article may put into them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import factories
from sahel_events.form import parse_whole
from sahel_events.store import Line

DESK = {"width": 1400, "height": 1000}
"""The window of a desk."""

HOSTILE = "</script><script>hacked=1</script><img src=x onerror=hacked=1>&lt;\u2028\u202e'\"`${hacked=1}"
"""Words that would act if they were taken for markup, script or direction."""


def lines_of(records: Iterable[dict[str, Any]]) -> list[Line]:
    """Records as the lines of a file."""
    raws = [json.dumps(record).encode() for record in records]
    return [Line(number, raw, *parse_whole(raw)) for number, raw in enumerate(raws, 1)]


def told(ident: str, day: str = "2019-11-25", name: str = "Ménaka", **changes: Any) -> dict[str, Any]:
    """A record with a place of that name, at its coordinates where it is one of PLACES."""
    lat, lon = PLACES.get(name, (None, None))
    where = factories.place(name, changes.pop("country", "ML"), lat=lat, lon=lon, gazetteer_id=None)
    return factories.record(ident, date=factories.day(day), location=where, **changes)


PLACES = {"Ménaka": (15.92, 2.40), "Gao": (16.27, -0.04), "Diffa": (13.32, 12.61), "Bamako": (12.65, -8.0)}
