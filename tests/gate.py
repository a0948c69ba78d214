"""The gate: figures of the sample articles against the floors of gate.json, which are raised and never
lowered."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from sahel_events.evaluation.gold import read_gold
from sahel_events.evaluation.judge import Score, judge

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parent
RAW: Final = ROOT / "data" / "raw"
GOLD: Final = HERE / "gold"
LINKSET: Final = HERE / "linkset"
"""48 more articles, written for this project: several reports of one event each. Their ids are k01 to k48."""
NEWSSET: Final = HERE / "newsset"
"""81 more by other authors, 36 of them never read; ids a01 to c15, and s01 to t18."""
CORPUS: Final = (RAW, GOLD, *(s / part for s in (LINKSET, NEWSSET) for part in ("raw", "gold")))
FLOORS: Final = HERE / "gate.json"
MARGIN: Final = 0.01
"""Floors lie this far below what was measured: room for one value of a hundred."""

SET_ANEW: Final = {
    "1081ac04f497aa8b2a17e34ee0f84db9417238dc": "the first floors, before 0.1.0: the next commit set six"
    " of them lower, by 0.007 to 0.067"
}
"""Commits whose floors do not bind. Nothing is to be added: where a floor is not held, the change is to be
mended."""

Figures = Mapping[str, Mapping[str, float]]
Counts = Mapping[str, Mapping[str, int]]
UNREAD: Final = ("unseen", "news_unseen")
"""Parts whose articles nobody reads: only their sums are told."""


def parts() -> dict[str, list[str]]:
    """Ids of the sample articles that the rules were written with (development), of those never read
    (unseen), of the linking set (link), and of the articles of other authors, read (news) and not
    (news_unseen)."""
    unseen = set((GOLD / "unseen.txt").read_text(encoding="utf-8").split())
    sealed = set((NEWSSET / "unseen.txt").read_text(encoding="utf-8").split())
    every, link, news = (
        {path.stem for path in folder.glob("*.json")}
        for folder in (GOLD, LINKSET / "gold", NEWSSET / "gold")
    )
    return {
        "development": sorted(every - unseen),
        "unseen": sorted(unseen),
        "link": sorted(link),
        "news": sorted(news - sealed),
        "news_unseen": sorted(sealed),
    }


def digest() -> str:
    """SHA-256 over names and bytes of the articles and of the gold files, in order of their names."""
    found = hashlib.sha256()
    for folder in CORPUS:
        for path in sorted(folder.iterdir()):
            content = path.read_bytes()
            found.update(f"{folder.relative_to(ROOT).as_posix()}/{path.name} {len(content)}\n".encode())
            found.update(content)
    return found.hexdigest()


def extract_records() -> list[dict[str, Any]]:
    """The records of all articles of the gate, with default settings."""
    from sahel_events.corpus.read import read_articles
    from sahel_events.pipeline import Extractor
    from sahel_events.settings import Settings

    settings = Settings()
    results = Extractor(settings).extract(read_articles([RAW, LINKSET / "raw", NEWSSET / "raw"], settings))
    return [json.loads(event.to_json()) for result in results for event in result.events]


def measure(records: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, float]]:
    """F1 of each field, for each part of the articles, as `sahel-events evaluate` judges."""
    gold = [a for folder in (GOLD, LINKSET / "gold", NEWSSET / "gold") for a in read_gold(folder)]
    return {
        part: Score.of(judge([a for a in gold if a.article in set(names)], records)).f1()
        for part, names in parts().items()
    }


def shortfalls(figures: Figures, floors: Figures) -> list[str]:
    """One line for each figure that lies below its floor."""
    return [
        f"{part} {field}: {figures.get(part, {}).get(field, 0.0):.3f} is below its floor {floor:.3f}"
        for part, fields in floors.items()
        for field, floor in fields.items()
        if figures.get(part, {}).get(field, 0.0) < floor
    ]


def raised(figures: Figures, floors: Figures) -> dict[str, dict[str, float]]:
    """The floors, each raised to MARGIN below its figure where that is higher; none is ever lowered."""
    return {
        part: {
            field: max(floors.get(part, {}).get(field, 0.0), round(figure - MARGIN, 3))
            for field, figure in fields.items()
        }
        for part, fields in figures.items()
    }


def wrong(records: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, int]]:
    """How many values of each field are missed or spurious, in each article; the parts that nobody reads are
    summed up. Fields without any are left out.

    The floors let a change pass that costs one value in a hundred: here it shows, and in which article.
    """
    gold = [a for folder in (GOLD, LINKSET / "gold", NEWSSET / "gold") for a in read_gold(folder)]
    part_of = {name: part for part in UNREAD for name in parts()[part]}
    counts: dict[str, dict[str, int]] = {}
    for judgement in judge(gold, records):
        mine = counts.setdefault(part_of.get(judgement.article, judgement.article), {})
        for name, tally in judgement.tallies.items():
            if tally.wrong:
                mine[name] = mine.get(name, 0) + tally.spurious + tally.missed
    return {name: dict(sorted(fields.items())) for name, fields in sorted(counts.items())}


def risen(counts: Counts, pinned: Counts) -> list[str]:
    """One line for each article and field with more wrong values than are pinned."""
    return [
        f"{article} {field}: {count} wrong, were {pinned.get(article, {}).get(field, 0)}"
        for article, fields in counts.items()
        for field, count in fields.items()
        if count > pinned.get(article, {}).get(field, 0)
    ]


def lowered(floors: Figures, earlier: Figures) -> list[str]:
    """One line for each floor that lies below what it was, or is gone."""
    return [
        f"{part} {field}: floor {floors.get(part, {}).get(field, 0.0):.3f}, was {floor:.3f}"
        for part, fields in earlier.items()
        for field, floor in fields.items()
        if floors.get(part, {}).get(field, 0.0) < floor
    ]


def earlier_floors() -> dict[str, dict[str, dict[str, float]]] | None:
    """The floors of every commit up to the one checked out, by its hash; None where there is no history to
    look at: outside of a checkout, or without git."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        return None

    def run(*args: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [git, "-C", str(ROOT), *args], capture_output=True, encoding="utf-8", check=False
        )

    name = FLOORS.relative_to(ROOT).as_posix()
    listed = run("log", "--format=%H", "--", name)
    if listed.returncode:  # a folder of another's, a broken clone
        return None
    found = {}
    for commit in listed.stdout.split():
        shown = run("show", f"{commit}:{name}")
        if shown.returncode == 0 and commit not in SET_ANEW:  # the commit that removed the file has none
            found[commit] = json.loads(shown.stdout)["floors"]
    return found
