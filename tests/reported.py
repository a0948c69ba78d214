"""A linked event written by hand, with the texts of its three reports."""

from __future__ import annotations

from typing import Any

import factories
from sahel_events.linking.record import LinkedEvent

TEXTS = {
    "n1": "GAO, May 3 (Wire) - Gunmen killed six soldiers at Tabankort on Sunday, the army said.\n",
    "n2": "Nine dead at Tabankort\n\nNine soldiers died in Sunday's attack at Tabankort, a minister said.\n",
    "n3": "JNIM said that it had killed 12 soldiers at Tabankort.\n",
}
"""The articles by their ids; report "r1" stands in "n1"."""


def _at(number: int, words: str) -> dict[str, Any]:
    return factories.at(words, within=TEXTS[f"n{number}"])


def _count(number: int, low: int, words: str, said_by: str, **changes: Any) -> dict[str, Any]:
    row = {
        "min": low, "max": low, "approximate": False, "who": "soldiers", "report": f"r{number}",
        "published": f"2020-05-0{number + 2}", "said_by": said_by, **_at(number, words),
    }
    return row | changes


def linked(id: str = "e1f2a3b4c5d60718", **changes: Any) -> dict[str, Any]:
    """The record as a dictionary in the form of the file; `changes` replace whole fields."""
    reports = ["r1", "r2", "r3"]
    named = {"reports": reports, "named_by": ["army"], "denied_by": []}
    counts = [
        _count(3, 12, "12 soldiers", "group"), _count(1, 6, "six soldiers", "army"),
        _count(2, 9, "Nine soldiers", "official"),
    ]
    row: dict[str, Any] = {
        "id": id, "linked_version": 1, "event_type": "battles", "sub_event_type": "armed_clash",
        "status": "confirmed", "main": True,
        "date": {"start": "2020-05-03", "end": "2020-05-03", "precision": "day", "reports": reports},
        "location": {
            "name": "Tabankort", "country": "ML", "admin1": "Gao", "admin2": None, "lat": 17.8, "lon": 0.2,
            "precision": "place", "gazetteer_id": None, "reports": reports,
        },
        "actors": [
            {
                "name": "Jama'at Nusrat al-Islam wal-Muslimin", "role": "perpetrator", "actor_id": "jnim",
                "category": "rebel_jihadist", "country": "ML",
                "names": [{"name": "gunmen", "reports": ["r1"]}], **named,
            },
            {
                "name": "Malian Armed Forces", "role": "target", "actor_id": "malian_armed_forces",
                "category": "state_forces", "country": "ML",
                "names": [{"name": "soldiers", "reports": reports}], **named,
            },
        ],
        "casualties": [
            {"kind": "killed", "who": "soldiers", "low": 6, "best": 9, "high": 12, "values": counts},
        ],
        "evidence": [
            {"report": f"r{number}", "article": f"n{number}", **_at(number, words)}
            for number, words in enumerate(
                ("Gunmen killed six soldiers at Tabankort on Sunday", "Nine soldiers died in Sunday's attack",
                 "JNIM said that it had killed 12 soldiers"), 1,
            )
        ],
        "disagreements": [], "reports": reports, "articles": ["n1", "n2", "n3"],
        "first_published": "2020-05-03", "last_published": "2020-05-05", "confidence": 0.9, "alone": None,
    }
    return row | changes


def line(id: str = "e1f2a3b4c5d60718", **changes: Any) -> str:
    """The same, validated, as one line of a linked file with its line end."""
    import json

    return LinkedEvent.model_validate_json(json.dumps(linked(id, **changes))).to_json() + "\n"
