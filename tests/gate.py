"""The corpus gate: figures of the sample articles against the floors of gate.json."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from scoring import read_gold, score

HERE: Final = Path(__file__).parent
RAW: Final = HERE.parent / "data" / "raw"
GOLD: Final = HERE / "gold"
FLOORS: Final = HERE / "gate.json"
MARGIN: Final = 0.01
"""Floors lie this far below what was measured: room for one value of a hundred."""

Figures = dict[str, dict[str, float]]


def parts() -> dict[str, list[str]]:
    """Ids of the articles that the rules were written with (development), and of those never read
    (unseen)."""
    unseen = set((GOLD / "unseen.txt").read_text(encoding="utf-8").split())
    every = {path.stem for path in GOLD.glob("*.json")}
    return {"development": sorted(every - unseen), "unseen": sorted(unseen)}


def digest() -> str:
    """SHA-256 over names and bytes of the articles and of the gold files, in order of their names."""
    found = hashlib.sha256()
    for folder in (RAW, GOLD):
        for path in sorted(folder.iterdir()):
            content = path.read_bytes()
            found.update(f"{folder.name}/{path.name} {len(content)}\n".encode())
            found.update(content)
    return found.hexdigest()


def extract_records() -> list[dict[str, Any]]:
    """The records of all sample articles, with default settings."""
    from sahel_events.corpus.read import read_articles
    from sahel_events.pipeline import Extractor
    from sahel_events.settings import Settings

    settings = Settings()
    results = Extractor(settings).extract(read_articles([RAW], settings))
    return [json.loads(event.to_json()) for result in results for event in result.events]


def measure(records: Sequence[Mapping[str, Any]]) -> Figures:
    """F1 of each field, for each part of the articles."""
    return {part: score(read_gold(GOLD, names), records) for part, names in parts().items()}


def shortfalls(figures: Figures, floors: Figures) -> list[str]:
    """One line for each figure that lies below its floor."""
    return [
        f"{part} {field}: {figures[part].get(field, 0.0):.3f} is below its floor {floor:.3f}"
        for part, fields in floors.items()
        for field, floor in fields.items()
        if figures[part].get(field, 0.0) < floor
    ]


def raised(figures: Figures, floors: Figures) -> Figures:
    """The floors, each raised to MARGIN below its figure where that is higher; none is ever lowered."""
    return {
        part: {
            field: max(floors.get(part, {}).get(field, 0.0), round(figure - MARGIN, 3))
            for field, figure in fields.items()
        }
        for part, fields in figures.items()
    }
