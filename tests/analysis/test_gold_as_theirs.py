"""`compare` on a file made of gold finds what `evaluate` finds: the same gold events in the same records.

The file has ACLED's 31 columns and nothing else. Of the articles that are never read only sums are looked at.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import gate
from as_acled import acled_csv
from sahel_events.analysis.comparison import match
from sahel_events.analysis.theirs import read_theirs
from sahel_events.evaluation.gold import GoldArticle, read_gold
from sahel_events.evaluation.judge import judge
from sahel_events.evaluation.links import gold_records

Pairs = set[tuple[str, str]]
FORMS = [{"source": True}, {"source": False}]
NAMES = ["each row names its article", "no row names its article"]


def evaluated(gold: Sequence[GoldArticle], records: Sequence[dict[str, Any]]) -> Pairs:
    """The gold event (article and number) and the record of each pair that `evaluate` makes."""
    return {
        (f"{each.article}-{each.number}", each.record["id"])
        for each in judge(gold, records)
        if each.gold is not None and each.record is not None
    }


def compared(
    folder: Path, gold: Sequence[GoldArticle], records: Sequence[dict[str, Any]], **form: bool
) -> Pairs:
    """The same of the pairs that `compare` makes."""
    path = folder / "theirs.csv"
    path.write_text(acled_csv(gold, **form), encoding="utf-8")
    theirs = read_theirs(path)
    assert theirs.problems == []
    return {(each.theirs.ident, each.ours.ident) for each in match(theirs, records).compared().pairs}


def part(name: str) -> list[GoldArticle]:
    names = set(gate.parts()[name])
    return [article for article in read_gold(gate.GOLD) if article.article in names]


@pytest.mark.parametrize("form", FORMS, ids=NAMES)
def test_gold_is_found_in_itself(tmp_path: Path, form: dict[str, bool]) -> None:
    """Records with the values of gold: every event has its own, in articles that share days and towns."""
    gold = part("development")
    pairs = compared(tmp_path, gold, gold_records(gold), **form)
    wanted = {(r["id"], r["id"]) for r in gold_records(gold)}
    assert pairs == wanted
    gold = part("unseen")
    right = sum(one == other for one, other in compared(tmp_path, gold, gold_records(gold), **form))
    assert right == len(gold_records(gold))


@pytest.fixture(scope="module")
def records(sample_lines: list[str]) -> list[dict[str, Any]]:
    """What `extract` makes of the sample articles."""
    return [json.loads(line) for line in sample_lines]


def of(gold: Sequence[GoldArticle], records: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    names = {article.article for article in gold}
    return [record for record in records if record["article"]["id"] in names]


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS, ids=NAMES)
def test_compare_finds_exactly_what_evaluate_finds(
    tmp_path: Path, records: list[dict[str, Any]], form: dict[str, bool]
) -> None:
    gold = part("development")
    wanted = evaluated(gold, of(gold, records))
    assert compared(tmp_path, gold, of(gold, records), **form) == wanted
    assert len(wanted) > 60


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS, ids=NAMES)
def test_so_it_does_in_the_articles_never_read(
    tmp_path: Path, records: list[dict[str, Any]], form: dict[str, bool]
) -> None:
    gold = part("unseen")
    wanted = evaluated(gold, of(gold, records))
    pairs = compared(tmp_path, gold, of(gold, records), **form)
    sums = len(wanted), len(pairs), len(wanted & pairs)
    assert len(set(sums)) == 1
    assert sums[0] > 15


@pytest.mark.slow
def test_and_with_all_articles_in_one_file(tmp_path: Path, records: list[dict[str, Any]]) -> None:
    gold = read_gold(gate.GOLD)
    wanted, pairs = evaluated(gold, records), compared(tmp_path, gold, records, source=False)
    assert (len(wanted), len(pairs), len(wanted & pairs)) == (len(wanted),) * 3
