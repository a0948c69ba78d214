"""A folder for runs that meet faults."""

from __future__ import annotations

from pathlib import Path

import pytest

from faulty import Disk, events_file
from runs import many, put


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder."""
    return tmp_path


@pytest.fixture
def disk(folder: Path) -> Disk:
    """A disk, and beside it a corpus, an events file and a data set of others'."""
    put(folder, many(12))
    events_file(folder / "events.jsonl")
    put(folder, {"theirs.csv": "id,date,country,latitude,longitude,killed\n1,2010-03-01,Mali,15.9,2.4,13\n"})
    return Disk(folder)
