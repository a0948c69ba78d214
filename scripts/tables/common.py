"""Reading and writing CSV, folding names and measuring distances, for the table builders."""

from __future__ import annotations

import csv
import math
import re
from pathlib import Path

from sahel_events.lexicon.fold import fold

HERE = Path(__file__).parent


def read(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file with a header."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def hand(name: str) -> list[dict[str, str]]:
    """The rows of one of our own input files, `name` without .csv."""
    return read(HERE / f"{name}.csv")


def write(path: Path, columns: tuple[str, ...], rows: list[dict[str, str]]) -> None:
    """Write `rows` with LF line ends."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def split(text: str) -> list[str]:
    """The parts of a `|` list."""
    return [part.strip() for part in text.split("|") if part.strip()]


def unique(names: list[str], but: str = "") -> list[str]:
    """`names` in order, without those that fold to nothing, to `but`, or to one that came before."""
    seen, kept = {fold(but), ""}, []
    for name in names:
        if fold(name) not in seen:
            seen.add(fold(name))
            kept.append(name)
    return kept


def slug(text: str, joint: str = "-") -> str:
    """`text` as an id: folded words with `joint` between them."""
    return joint.join(filter(None, map(fold, re.split(r"[\s\-/,()’']+", text))))


def km(a: dict[str, str], b: dict[str, str]) -> float:
    """Great-circle distance of two rows with lat and lon, in kilometres."""
    p, q = math.radians(float(a["lat"])), math.radians(float(b["lat"]))
    east = math.radians(float(b["lon"]) - float(a["lon"]))
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(east / 2) ** 2
    return 12742 * math.asin(math.sqrt(h))
