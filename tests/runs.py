"""Corpora and runs of the program for the tests of whole runs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import sahel_events

STUB = Path(__file__).parent / "scale" / "stub"
PYTHONPATH = os.pathsep.join(map(str, (STUB, Path(__file__).parent, Path(sahel_events.__file__).parents[1])))
"""For processes of their own: the extractor that needs no model, and the package that is tested here."""


def start(*args: str, cwd: Path, stdin: int | None = None) -> subprocess.Popen[bytes]:
    """The program in a process of its own, with the obedient extractor."""
    environment = os.environ | {"PYTHONPATH": PYTHONPATH, "COLUMNS": "300"}
    return subprocess.Popen(
        [sys.executable, "-m", "sahel_events", *args], cwd=cwd, env=environment, stdin=stdin,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def put(folder: Path, texts: dict[str, str]) -> Path:
    """Write articles."""
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def jsonl(path: Path, texts: list[str], **fields: Any) -> Path:
    """Write articles as lines."""
    path.write_text("".join(json.dumps({"text": text} | fields) + "\n" for text in texts))
    return path


def many(count: int, **special: str) -> dict[str, str]:
    """Articles `raw/000.txt` …, those of `special` (by number, "n7") with words of their own."""
    return {f"raw/{n:03}.txt": special.get(f"n{n}", f"Article {n}.") for n in range(count)}
