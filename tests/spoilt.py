"""Records made from the gold of the sample articles, each spoilt in its turn in one of fourteen ways.

`python tests/spoilt.py > spoilt.jsonl` writes them, for the set of tests that this project is
measured with (its score.py); what that printed is pinned in evaluation/referee.json.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

GOLD = Path(__file__).parent / "gold"
WAYS = 14


def spoilt_records() -> list[dict[str, Any]]:
    """The records, in the order of the gold files."""
    articles = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(GOLD.glob("*.json"))]
    every = [(article, event) for article in articles for event in article["events"]]
    found: list[dict[str, Any]] = []
    for n, (article, event) in enumerate(every):
        for record in _spoil(_record(article, event, n), n % WAYS, every[(n + 1) % len(every)][1]):
            found.append(record | {"id": f"r{len(found):03}"})
    return found


def _record(article: dict[str, Any], event: dict[str, Any], n: int) -> dict[str, Any]:
    """The record that would be all right."""
    keys = ("event_type", "sub_event_type", "status", "main", "date", "location")
    ident = article["article"]
    return {
        **{key: event[key] for key in keys},
        "article": {
            "id": ident,
            "path": f"{ident}.txt",
            "published": article["published"] if n % 5 else None,
            "source": None,
        },
        "actors": [{"name": a["name"], "role": a["role"]} for a in event["actors"]],
        "casualties": [{k: c[k] for k in ("kind", "min", "max", "who")} for c in event["casualties"]],
        "evidence": [{"text": event["evidence"]}],
        "confidence": n * 37 % 101 / 100,
    }


def _spoil(record: dict[str, Any], way: int, other: dict[str, Any]) -> Iterator[dict[str, Any]]:
    place, day = record["location"], record["date"]
    if way == 1:  # not found
        return
    changes: dict[int, dict[str, Any]] = {
        2: {"date": None},
        3: {"date": day and day | {"start": "2001-01-01"}},
        4: {"location": None},
        5: {"location": place and place | {"name": "Nowhere", "lat": (place["lat"] or 0) + 0.1}},
        6: {"location": place and place | {"name": "Nowhere", "lat": (place["lat"] or 0) - 3.0}},
        7: {"actors": [a | {"role": "supporter"} for a in record["actors"][:1]] + record["actors"][1:]},
        8: {"casualties": [c | {"min": c["min"] + 1} for c in record["casualties"]]},
        9: {
            "event_type": other["event_type"],
            "sub_event_type": other["sub_event_type"],
            "status": "claimed",
        },
        10: {"actors": [*record["actors"], {"name": "Gunmen", "role": "target"}]},
        11: {"evidence": [{"text": other["evidence"]}], "date": None},
        12: {"casualties": [], "evidence": [{"text": " ".join([record["evidence"][0]["text"]] * 12)}]},
        13: {"actors": [a | {"name": "the " + a["name"].upper()} for a in record["actors"]]},
    }
    yield record | changes.get(way, {})
    if way == 10:  # told twice
        yield record | {"casualties": []}


if __name__ == "__main__":
    for row in spoilt_records():
        print(json.dumps(row, ensure_ascii=False))
