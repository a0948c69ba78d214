"""The benchmarks: corpora that are the same every time and never repeat themselves, figures that add up."""

from __future__ import annotations

import importlib
import json
import re
import sys
from pathlib import Path
from random import Random
from statistics import median
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from spacy.language import Language

    from sahel_events.pipeline import Extractor

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))  # `benchmarks` is beside the package, not in it

from benchmarks import __main__ as command  # noqa: E402
from benchmarks import articles, corpora  # noqa: E402
from benchmarks.bars import Bar, bars, ratio  # noqa: E402
from benchmarks.rates import rates  # noqa: E402
from benchmarks.stages import HOOKS, LOADING, Clock  # noqa: E402
from benchmarks.table import render  # noqa: E402
from benchmarks.vary import vary  # noqa: E402

MOST_EVENTS = 10
"""In the ordinary articles there is no conflict: 6 events were read in them when this was written ("a late
attack by his closest rival"). Beyond ten, the articles or the rules are wrong."""


def tables(text: str) -> dict[str, list[list[str]]]:
    """The rows of each table by its heading."""
    found: dict[str, list[list[str]]] = {}
    for section in text.split("### ")[1:]:
        title, *lines = section.splitlines()
        rows = [line.strip("|").split(" | ") for line in lines if line.startswith("| ")]
        found[title] = [[cell.strip() for cell in row] for row in rows[2:]]
    return found


def speed(pairs: list[tuple[float, float, float]], count: int = 2000) -> dict[str, object]:
    """An entry of the speed part, by the seconds of plain, jobs 1 and jobs 2."""
    runs = [
        {"repeat": n, "side": side, "wall": wall, "cpu": wall / 2, "peak": 100.0}
        for n, pair in enumerate(pairs)
        for side, wall in zip(("plain", "jobs 1", "jobs 2"), pair, strict=True)
    ]
    return {"articles": count, "words": 1000, "runs": runs, "same_bytes": True}


@pytest.mark.parametrize("name", ["conflict", "mixed", "brief", "long", "jsonl"])
def test_a_corpus_is_the_same_every_time_and_has_no_article_twice(name: str) -> None:
    made = list(corpora.MAKERS[name](300))
    assert made == list(corpora.MAKERS[name](300))
    assert len(set(made)) == len(made)


def test_a_larger_corpus_begins_with_the_smaller() -> None:
    assert list(corpora.mixed(40))[:30] == list(corpora.mixed(30))


def test_articles_come_in_the_numbers_asked_for() -> None:
    assert [len(list(corpora.MAKERS[name](200))) for name in corpora.MAKERS] == [200, 200, 2, 201, 200]


def test_one_article_in_ten_tells_of_conflict() -> None:
    titles = {text.strip().partition("\n")[0] for text in articles.ordinary()}
    names = re.compile(r"\w+")
    heads = {tuple(names.findall(title))[-3:] for title in titles}
    made = [tuple(names.findall(text.strip().partition("\n")[0]))[-3:] for text in corpora.mixed(200)]
    strange = [head not in heads for head in made]
    assert [sum(strange[ten : ten + 10]) for ten in range(0, 200, 10)].count(0) == 0
    assert 20 <= sum(strange) <= 60  # names and numbers at the end of a headline are changed in some


def test_long_files_are_long() -> None:
    assert all(len(text.split()) >= corpora.LONG_WORDS for text in corpora.long(200))


def test_an_article_keeps_its_form_when_it_is_varied() -> None:
    lead = "BAMAKO, March 4, 2019 - Gunmen killed 12 people in Bamako on Monday, Moussa Keita said."
    text = f"Raid\n\n{lead} Twelve of eleven, 4 p.m., 1,300 and 3.5 percent.\n"
    made = vary(text, Random(3))
    form = re.compile(
        r"Raid\n\n(\w+), March \d\d?, 20\d\d - Gunmen killed \d+ people in (\w+) on [A-Z][a-z]+day, "
        r"[A-Z]\w+ [A-Z]\w+ said\. Twelve of \w+, \d+ p\.m\., 1,300 and 3\.5 percent\.\n"
    )
    found = form.fullmatch(made)
    assert found is not None, made
    assert found[1] == found[2].upper()
    assert made != text


def test_conflict_articles_are_those_of_the_repository_that_may_be_read() -> None:
    unseen = (ROOT / "tests" / "newsset" / "unseen.txt").read_text(encoding="utf-8").split()
    kept = set(articles.conflict())
    for name in unseen:
        for path in (ROOT / "tests" / "newsset" / "raw").glob(f"{name}.txt"):
            assert path.read_text(encoding="utf-8") not in kept
    assert len(kept) == len(articles.conflict()) >= 36 + 48


def test_the_cache_is_used_and_made_anew(tmp_path: Path) -> None:
    made = corpora.corpus("mixed", 12, tmp_path)
    texts = list(corpora.texts_of(made.path))
    assert (made.articles, made.words) == (12, sum(len(text.split()) for text in texts))
    assert texts == list(corpora.mixed(12))
    first = next(made.path.rglob("*.txt"))
    first.write_text("touched")
    assert corpora.corpus("mixed", 12, tmp_path) == made
    assert first.read_text() == "touched"
    lines = corpora.corpus("jsonl", 12, tmp_path)
    assert len(list(corpora.texts_of(lines.path))) == lines.articles


@pytest.mark.slow
def test_ordinary_news_has_next_to_no_events(extractor: Extractor) -> None:
    from sahel_events.corpus.read import article_from_text

    found = [
        event.evidence[0].text
        for text in articles.ordinary()
        for event in extractor.article(article_from_text(text)).events
    ]
    assert len(articles.ordinary()) >= 60
    assert len(found) <= MOST_EVENTS, found


@pytest.mark.slow
def test_ordinary_news_uses_the_words_of_triggers_as_often_as_news_does(pipeline: Language) -> None:
    counted = rates([articles.ORDINARY], pipeline)
    assert 0.13 <= counted.sentences_with / counted.sentences <= 0.20, str(counted)  # of 3,104: 16.1%
    assert 0.80 <= counted.articles_with / counted.articles <= 0.95, str(counted)  # of 172: 89.5%


@pytest.mark.parametrize(("module", "name"), [*(hook[:2] for hook in HOOKS), LOADING])
def test_what_the_stages_listen_to_is_there(module: str, name: str) -> None:
    owner = importlib.import_module(module)
    for part in name.split("."):
        owner = getattr(owner, part)
    assert callable(owner)


def test_a_stage_is_charged_for_itself_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("benchmarks.stages.time.process_time", lambda: now[0])
    clock = Clock()

    def spend(seconds: float) -> None:
        now[0] += seconds

    inner = clock.timed("inner", lambda: spend(3))

    def work() -> None:
        spend(1)
        inner()
        spend(2)

    def steps():  # type: ignore[no-untyped-def]
        for _ in range(2):
            spend(4)
            yield

    clock.timed("outer", work)()
    for _ in clock.timed("steps", steps)():
        spend(10)
    clock.enter("other")
    assert dict(clock.spent) | {"other": clock.spent["other"]} == {
        "start-up and imports": 0.0, "other": 20.0, "inner": 3.0, "outer": 3.0, "steps": 8.0,
    }  # fmt: skip


def test_a_ratio_is_the_median_of_the_pairs() -> None:
    entry = speed([(10, 5, 4), (100, 10, 5), (10, 2, 1)])
    assert ratio(entry, "jobs 1", "plain") == 0.2
    assert ratio(entry, "jobs 1", "jobs 2") == 2


@pytest.mark.parametrize(
    ("bar", "verdict"),
    [
        (Bar("b", 0.8, 0.8, ""), "met"),
        (Bar("b", 0.81, 0.8, ""), "MISSED"),
        (Bar("b", 1.7, 1.7, "", at_least=True), "met"),
        (Bar("b", 1.69, 1.7, "", at_least=True), "MISSED"),
        (Bar("b", None, 1, ""), "not measured"),
        (Bar("b", 9, 1, "", unsure="too few"), "too few"),
    ],
)
def test_a_bar_is_met_or_missed(bar: Bar, verdict: str) -> None:
    assert bar.verdict == verdict


def test_the_bars_are_those_of_the_issue_and_name_what_they_miss() -> None:
    runs = [{"wall": 0.4, "cpu": 0.1, "peak": 10.0, "first": 5.0}]
    entries = {
        "speed conflict": speed([(10, 9, 6)]),
        "speed mixed": speed([(10, 2, 1)]),
        "memory 10000 jobs 1": {"peak": 600.0},
        "memory 100000 jobs 1": {"peak": 640.0},
        "startup help": {"runs": runs},
        "startup show": {"runs": runs, "events": 100_000},
        "startup second run": {"runs": runs, "articles": 10_000},
        "startup first event, conflict": {"runs": runs},
    }
    assert [(bar.limit, bar.verdict) for bar in bars(entries)] == [
        (0.8, "MISSED"), (0.25, "met"), (1.7, "MISSED"), (1.7, "met"), (700, "met"), (5, "MISSED"),
        (3, "met"), (0.3, "MISSED"), (2, "met"), (4, "MISSED"), (4, "not measured"),
    ]  # fmt: skip
    few = {"speed mixed": speed([(10, 2, 1)], count=100)}
    assert "too few articles to tell" in [bar.verdict for bar in bars(few)]


@pytest.mark.slow
def test_a_quick_run_saves_a_table_of_its_own_figures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["--quick", "--articles", "10", "--corpora", "mixed", "--memory", "10:1"]
    parts = ["--only", "speed", "equality", "stages", "memory"]
    assert command.main([*asked, *parts, "--cache", str(tmp_path)]) == 0
    results = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))
    text = (tmp_path / "results.md").read_text(encoding="utf-8")
    assert capsys.readouterr().out.strip() == text.strip()

    walls = {run["side"]: run["wall"] for run in results["entries"]["speed mixed"]["runs"]}
    pairs = {(row[1], row[2]) for row in tables(text)["Ratios of whole processes (medians of pairs)"]}
    assert pairs == {
        ("extract --jobs 1 / plain nlp.pipe", f"{median([walls['jobs 1'] / walls['plain']]):.2f}"),
        ("extract --jobs 2 / plain nlp.pipe", f"{walls['jobs 2'] / walls['plain']:.2f}"),
        ("extract --jobs 1 / extract --jobs 2", f"{walls['jobs 1'] / walls['jobs 2']:.2f}"),
    }
    assert results["entries"]["speed mixed"]["same_bytes"]
    assert results["entries"]["memory 10 jobs 1"]["articles"] == 10
    assert all(run["peak"] > 100 for run in results["entries"]["speed mixed"]["runs"])  # of the pipeline
    spent = results["entries"]["stages mixed"]["cpu"]
    assert all(spent[stage] > 0 for stage in ("reading", "cleaning", "tokenizing", "assembly", "writing"))
    assert all(entry["measured"]["date"] for entry in results["entries"].values())
    assert {"machine", "Python", "versions"} <= set(results["machine"])


def test_a_run_that_fails_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    failing = [sys.executable, "-c", "raise SystemExit('boom')"]
    monkeypatch.setattr("benchmarks.parts.program", lambda *_: failing)
    assert command.main(["--quick", "--only", "startup", "--cache", str(tmp_path)]) == 1
    assert "boom" in capsys.readouterr().err


def test_the_table_of_the_page_is_that_of_its_figures() -> None:
    results = json.loads(command.FIGURES.read_text(encoding="utf-8"))
    page = command.PAGE.read_text(encoding="utf-8")
    assert command.page_with(page, render(results)) == page


def test_a_page_without_markers_is_refused() -> None:
    with pytest.raises(ValueError, match="no lines"):
        command.page_with("# Page\n", "table")
