"""Event records written by hand, for tests of everything that comes after the extraction."""

from __future__ import annotations

from typing import Any

from sahel_events.schema import TYPE_OF_SUB, Event, Rejected

ARTICLE_TEXT = (
    "BAMAKO, Nov 26 (Agence) - Thirteen French soldiers were killed when two helicopters collided near "
    "Ménaka\nlate on Monday, the army said.\n\n"
    "The wounded pilot of a third aircraft was taken to Gao. "
    "JNIM claimed that its fighters had fired first.\n"
)
"""The text that the spans of `event()` count in."""


def at(text: str, *, within: str = ARTICLE_TEXT) -> dict[str, Any]:
    """`text` and `span` of the first place where `text` stands in the article."""
    start = within.index(text)
    return {"text": text, "span": [start, start + len(text)]}


def actor(
    name: str = "French Armed Forces", *, text: str = "French soldiers", **changes: Any
) -> dict[str, Any]:
    """One row of `actors`."""
    row = {
        **at(text),
        "rule": "actors.table",
        "name": name,
        "role": "target",
        "actor_id": "french_armed_forces",
        "category": "state",
        "country": "FR",
    }
    return row | changes


def casualty(
    low: int | None = 13, high: int | None = 13, *, text: str = "Thirteen French soldiers", **changes: Any
) -> dict[str, Any]:
    """One row of `casualties`."""
    row = {
        **at(text),
        "rule": "toll.passive",
        "kind": "killed",
        "min": low,
        "max": high,
        "approximate": False,
        "who": "soldiers",
    }
    return row | changes


def day(
    start: str = "2019-11-25", end: str | None = None, *, text: str = "late on Monday", **changes: Any
) -> dict[str, Any]:
    """A `date`."""
    return {
        **at(text),
        "rule": "date.weekday",
        "start": start,
        "end": end or start,
        "precision": "day",
    } | changes


def place(
    name: str = "Ménaka", country: str | None = "ML", *, text: str = "Ménaka", **changes: Any
) -> dict[str, Any]:
    """A `location`."""
    row = {
        **at(text),
        "rule": "place.near",
        "name": name,
        "country": country,
        "admin1": "Ménaka",
        "admin2": None,
        "lat": 15.9182,
        "lon": 2.4022,
        "precision": "place",
        "gazetteer_id": "gn:2453348",
    }
    return row | changes


MADE_WITH = {"version": "0.1.0", "data": "0123456789ab", "model": "en_sahel_news 0.1.0", "own": None}


def record(id: str = "d01-0123456789ab", **changes: Any) -> dict[str, Any]:
    """An event record as a dictionary in the form of the file; `changes` replace whole fields."""
    sub = changes.get("sub_event_type", "accident")
    row: dict[str, Any] = {
        "id": id,
        "schema_version": 1,
        "article": {
            "id": "d01",
            "path": "data/raw/d01.txt",
            "title": "Thirteen die in Mali",
            "published": "2019-11-26",
            "published_rule": "dateline.agency",
            "url": None,
            "source": "Agence",
            "sha256": "0" * 64,
        },
        "event_type": TYPE_OF_SUB[sub].value if sub in TYPE_OF_SUB else "battles",
        "sub_event_type": sub,
        "status": "confirmed",
        "main": True,
        "date": day(),
        "location": place(),
        "actors": [actor()],
        "casualties": [casualty()],
        "evidence": [
            at(
                "Thirteen French soldiers were killed when two helicopters collided near "
                "Ménaka\nlate on Monday"
            )
            | {"rule": "evidence.sentence"}
        ],
        "trigger": at("collided") | {"rule": "trigger.collide"},
        "status_evidence": at("the army said") | {"rule": "status.official"},
        "confidence": 0.86,
        "unknown": {},
        "why": {"event_type": "type.accident", "status": "status.official", "main": "main.title"},
        "made_with": MADE_WITH,
    }
    row |= changes
    for field in ("date", "location"):
        if row[field] is None:
            row["unknown"] = {**row["unknown"], field: "not_named"}
    return row


def event(id: str = "d01-0123456789ab", **changes: Any) -> Event:
    """The same, validated."""
    import json

    return Event.model_validate_json(json.dumps(record(id, **changes)))


def rejected(id: str = "d01", **changes: Any) -> Rejected:
    """A rejected candidate of the same article; `changes` replace whole fields."""
    import json

    row: dict[str, Any] = {
        "article": {"id": id, "path": f"{id}.txt", "sha256": "0" * 64},
        "reason": "planned",
        "why": "it is planned",
        "rules": ["fire.verb", "cue.plan"],
        "trigger": at("fired"),
        "evidence": at("JNIM claimed that its fighters had fired first."),
    }
    return Rejected.model_validate_json(json.dumps(row | changes))


def line(id: str = "d01-0123456789ab", **changes: Any) -> str:
    """The same, as one line of an events file with its line end."""
    return event(id, **changes).to_json() + "\n"


def killed(*rows: tuple[int, int | None, str | None]) -> dict[str, Any]:
    """A record that counts such dead: (least, most, who)."""
    return record(casualties=[casualty(low, high, who=who) for low, high, who in rows])
