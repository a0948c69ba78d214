"""Files of articles for whole runs, and runs over them."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

from sahel_events.scale.run import ExtractRun
from sahel_events.settings import Settings


def put(folder: Path, name: str, texts: list[str]) -> None:
    """Write a file of texts."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if ".json" in name:
        text = "\n".join(json.dumps({"text": each}) for each in (texts if name.endswith("l") else texts[:1]))
    elif ".csv" in name:
        text = "\n".join(["text", *(f'"{each}"' for each in texts)])
    else:
        text = "\n\n".join(texts)
    path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())


def run(folder: Path, *paths: Path, jobs: int = 1, output: str = "events.jsonl", **settings: Any) -> bytes:
    """The bytes of the events file of a run."""
    wanted = Settings(language_check=False, **settings)
    whole = ExtractRun(list(paths), wanted, str(folder / output), say=lambda _: None, jobs=jobs)
    with whole:
        for _ in whole:
            pass
    return (folder / output).read_bytes()
