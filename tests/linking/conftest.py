"""Tables, loaded once, and records of one event each, made by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import factories
from sahel_events.linking.fits import Weights
from sahel_events.linking.reports import Reader

Record = dict[str, Any]


@pytest.fixture(scope="session")
def reader() -> Reader:
    """A reader with the shipped tables."""
    return Reader()


@pytest.fixture(scope="session")
def weights() -> Weights:
    """The shipped rules."""
    return Weights.load()


@pytest.fixture
def told() -> Callable[..., Record]:
    """Makes a record of an attack on soldiers; see `report`."""
    return report


def report(ident: str = "r1", **changes: Any) -> Record:
    """A record of one article of its own: gunmen kill five soldiers at Boulikessi on 30 September 2019.

    `day`, `place` (name, or a whole location, or None), `killed` (count or (least, most)), `by`, `of`,
    `words`, `published` change one part; other names replace whole fields.
    """
    day = changes.pop("day", "2019-09-30")
    when = None if day is None else factories.day(*(day if isinstance(day, tuple) else (day,)))
    where = changes.pop("place", "Boulikessi")
    if isinstance(where, str):
        spot = {"Boulikessi": (14.88, -1.93), "Mondoro": (14.68, -1.95), "Gao": (16.27, -0.04)}[where]
        where = factories.place(
            where,
            text="Gao",
            admin1="Gao" if where == "Gao" else "Mopti",
            gazetteer_id=f"own:{where}",
            lat=spot[0],
            lon=spot[1],
        )
    killed = changes.pop("killed", 5)
    low, high = killed if isinstance(killed, tuple) else (killed, killed)
    actors = [
        {
            "name": name,
            "role": role,
            "actor_id": None,
            "category": None,
            "country": None,
            "text": name,
            "span": [0, 1],
        }
        for role, name in (
            ("perpetrator", changes.pop("by", "gunmen")),
            ("target", changes.pop("of", "soldiers")),
        )
        if name is not None
    ]
    words = changes.pop("words", "Gunmen attacked the post.")
    record = factories.record(
        ident,
        sub_event_type=changes.pop("sub_event_type", "armed_clash"),
        date=when,
        location=where,
        actors=actors,
        casualties=[]
        if killed is None
        else [
            {
                "kind": "killed",
                "min": low,
                "max": high,
                "approximate": False,
                "who": "soldiers",
                "text": "five",
                "span": [0, 4],
            }
        ],
        evidence=[{"text": words, "span": [0, len(words)], "rule": "evidence.sentence"}],
    )
    article = {
        "id": f"a-{ident}",
        "sha256": f"{ident:>064}",
        "title": None,
        "published": changes.pop("published", "2019-10-01"),
    }
    record["article"] |= article | changes.pop("article", {})
    return record | changes
