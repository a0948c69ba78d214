"""One gold event and the record that is all right, for tests that change one thing about them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sahel_events.evaluation.gold import GoldArticle

EVENT: dict[str, Any] = {
    "id": "e1",
    "event_type": "battles",
    "sub_event_type": "armed_clash",
    "status": "confirmed",
    "main": True,
    "date": {"start": "--11-25", "end": "--11-25", "precision": "day"},
    "location": {"name": "Ménaka", "country": "ML", "precision": "place", "lat": 15.9, "lon": 2.4},
    "actors": [
        {"name": "militants", "role": "perpetrator"},
        {"name": "Malian Armed Forces", "role": "target", "accept": ["FAMa"]},
        {"name": "civilians", "role": "target", "optional": True},
    ],
    "casualties": [
        {"kind": "killed", "min": 4, "max": 4, "who": "soldiers"},
        {"kind": "injured", "min": 3, "max": None, "who": "soldiers", "approximate": True},
    ],
    "evidence": "four soldiers were killed near Ménaka",
}
RIGHT: dict[str, Any] = {
    "id": "r1",
    "article": {"id": "a1", "path": "a1.txt", "published": None, "source": None},
    "event_type": "battles",
    "sub_event_type": "armed_clash",
    "status": "confirmed",
    "main": True,
    "date": {"start": "2019-11-25", "end": "2019-11-25", "precision": "day"},
    "location": {"name": "Menaka", "country": "ML", "precision": "place", "lat": 15.9, "lon": 2.4},
    "actors": [
        {"name": "gunmen", "role": "perpetrator", "text": "gunmen"},
        {"name": "FAMA", "role": "target", "text": "soldiers"},
    ],
    "casualties": [
        {"kind": "killed", "min": 4, "max": 4, "who": "soldiers"},
        {"kind": "injured", "min": 3, "max": None, "who": "soldiers"},
    ],
    "evidence": [{"text": "Four soldiers were killed near Ménaka on Monday."}],
    "confidence": 0.8,
}


def gold_row(*changes: dict[str, Any], **keys: Any) -> dict[str, Any]:
    """A gold file: one event for each of `changes`, the one above without; `keys` are the file's."""
    events = [EVENT | {"id": f"e{i}"} | change for i, change in enumerate(changes or ({},), 1)]
    return {"article": "a1", "published": None, "events": events} | keys


def gold(*changes: dict[str, Any], **keys: Any) -> GoldArticle:
    """The same, checked."""
    return GoldArticle.model_validate_json(json.dumps(gold_row(*changes, **keys)))


def of_article(ident: str, **changes: Any) -> dict[str, Any]:
    """The record, of another article."""
    return RIGHT | {"id": f"r-{ident}", "article": RIGHT["article"] | {"id": ident}} | changes


def write_gold(folder: Path, *rows: dict[str, Any]) -> Path:
    """A folder with gold files."""
    folder.mkdir(exist_ok=True)
    for row in rows:
        (folder / f"{row['article']}.json").write_text(json.dumps(row), encoding="utf-8")
    return folder


def write_lines(path: Path, *rows: Any) -> Path:
    """A file with one row a line; texts are written as they are."""
    lines = (row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path
