"""Linked events against stories: which gold events belong together, and how many died in each.

A story (a row of `links.json`) names its members as `[article, number]`, the number of a gold event in its
file from 1, and the lowest, best and highest number of killed. Figures are those of docs/evaluation.md.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from ..errors import EvaluationError
from .gold import GoldArticle, GoldEvent
from .judge import judge

Member = tuple[str, int]
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Story:
    """Gold events that are one event, and its killed as (low, best, high); None where no report counts."""

    name: str
    members: tuple[Member, ...]
    killed: tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class LinkScore:
    """How linked events agree with stories, each from 0 to 1.

    b3: F1 of B-cubed precision and recall (Bagga and Baldwin 1998) over the gold events that were found.
    pairs: F1 over pairs of them. found: share of gold events with a record. tolls: share of the stories of
    several reports, with a count, whose low, best and high are all right.
    """

    b3: float
    b3_precision: float
    b3_recall: float
    pairs: float
    found: float
    tolls: float


def read_stories(path: str | Path) -> list[Story]:
    """The stories of a file. Raises EvaluationError where it is no such file."""
    try:
        rows = json.loads(Path(path).read_text(encoding="utf-8"))["stories"]
        return [_story(row) for row in rows]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EvaluationError(
            [f"{path}: no stories can be read: {error!r}; a JSON object with `stories` is wanted"]
        ) from error


def _story(row: Row) -> Story:
    killed = row["killed"]
    toll = (killed["low"], killed["best"], killed["high"]) if killed else None
    return Story(row["story"], tuple((article, number) for article, number in row["members"]), toll)


def gold_records(gold: Sequence[GoldArticle]) -> list[dict[str, Any]]:
    """Event records with the values of gold, to judge the linking by itself: what of a record gold lacks is
    null, and the quotations of an event stand for the words of each value."""
    return [
        _record(article, number, event)
        for article in gold
        for number, event in enumerate(article.events, 1)
        if not event.optional
    ]


def _record(article: GoldArticle, number: int, event: GoldEvent) -> dict[str, Any]:
    when = event.date or event.date_if_published
    place = event.location
    return {
        "id": f"{article.article}-{number}",
        "article": {
            "id": article.article, "path": article.article, "title": None, "published": article.published,
            "url": None, "source": None, "sha256": None,
        },
        "event_type": event.event_type, "sub_event_type": event.sub_event_type, "status": event.status,
        "main": event.main,
        "date": when and {"start": when.start, "end": when.end, "precision": when.precision},
        "location": place and {
            "name": place.name, "country": place.country, "admin1": None, "admin2": None, "lat": place.lat,
            "lon": place.lon, "precision": place.precision, "gazetteer_id": None,
        },
        "actors": [
            {"name": a.name, "role": a.role, "actor_id": None, "category": None, "country": None}
            for a in event.actors
        ],
        "casualties": [
            {"kind": c.kind, "min": c.min, "max": c.max, "approximate": bool(c.approximate), "who": c.who}
            for c in event.casualties
        ],
        "evidence": [{"text": quotation, "span": None} for quotation in event.quotations],
        "confidence": 1.0,
    }


def judge_links(
    gold: Sequence[GoldArticle], stories: Sequence[Story], records: Iterable[Row], linked: Iterable[Row]
) -> LinkScore:
    """Compare `linked` (as JSON holds them) of `records` with `stories`. A record that no linked event holds
    stands alone."""
    truth = {member: story.name for story in stories for member in story.members}
    linked = list(linked)
    event_of = {report: event["id"] for event in linked for report in event["reports"]}
    mine: dict[Member, str] = {}
    for judgement in judge(gold, records):
        if judgement.record is not None and judgement.number is not None:
            member = (judgement.article, judgement.number)
            if member in truth:
                ident = judgement.record["id"]
                mine[member] = event_of.get(ident, f"alone: {ident}")
    ours, theirs = _groups(mine), _groups({member: truth[member] for member in mine})
    precision = _share(ours, theirs, mine, truth, of_ours=True)
    recall = _share(ours, theirs, mine, truth, of_ours=False)
    together, should = _pairs(ours), _pairs(theirs)
    both = len(together & should)
    pairs = 2 * both / (len(together) + len(should)) if together or should else 1.0
    tolls = _tolls(stories, mine, {event["id"]: event for event in linked})
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return LinkScore(f1, precision, recall, pairs, len(mine) / max(1, len(truth)), tolls)


def _groups(of: Mapping[Member, str]) -> dict[str, set[Member]]:
    groups: dict[str, set[Member]] = defaultdict(set)
    for member, name in of.items():
        groups[name].add(member)
    return groups


def _share(
    ours: Mapping[str, set[Member]], theirs: Mapping[str, set[Member]], mine: Mapping[Member, str],
    truth: Mapping[Member, str], *, of_ours: bool,
) -> float:
    """The mean share of each member's group (ours, or theirs) that both groups hold."""
    if not mine:
        return 0.0
    total = 0.0
    for member in mine:
        own, right = ours[mine[member]], theirs[truth[member]]
        total += len(own & right) / len(own if of_ours else right)
    return total / len(mine)


def _pairs(groups: Mapping[str, set[Member]]) -> set[tuple[Member, Member]]:
    return {pair for group in groups.values() for pair in combinations(sorted(group), 2)}


def _tolls(stories: Sequence[Story], mine: Mapping[Member, str], linked: Mapping[str, Row]) -> float:
    right = of = 0
    for story in stories:
        if len(story.members) < 2 or story.killed is None:
            continue
        of += 1
        events = {mine[member] for member in story.members if member in mine}
        rows = linked.get(events.pop(), {}).get("casualties", []) if len(events) == 1 else []
        killed = [row for row in rows if row["kind"] == "killed"]
        sums = tuple(sum(row[key] for row in killed) for key in ("low", "best", "high"))
        right += bool(killed) and sums == story.killed
    return right / of if of else 0.0
