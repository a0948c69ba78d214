"""`sahel-events report`: what goes in, where the page goes, what is told."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import factories
from cases import table

Run = Callable[..., Any]


def data_of(page: str) -> Any:
    """What a page was given."""
    (found,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    return json.loads(found)


def ids(page: Path) -> list[str]:
    return [event["id"] for event in data_of(page.read_text(encoding="utf-8"))["events"]]


def test_a_page_of_all_events(run: Run, events: Path) -> None:
    result = run("report")
    assert (result.exit_code, result.stdout, result.stderr.strip()) == (0, "", "4 events in report.html")
    page = events.with_name("report.html")
    assert ids(page) == ["aa11", "aa22", "bb33", "cc44"]
    text = page.read_text(encoding="utf-8")
    assert "<title>Events in events.jsonl</title>" in text
    assert "<p>4 events from 1 article, 2019-11-25 to 2020-03-01</p>" in text


CHOSEN = [
    ("--actor France", ["aa11", "bb33", "cc44"], "an actor by country"),
    ("--type armed_clash", ["aa22"], "a type"),
    ("--country NE", ["bb33"], "a country"),
]


@pytest.mark.parametrize(("options", "expected"), table(CHOSEN))
def test_filters_choose_the_events(run: Run, events: Path, options: str, expected: list[str]) -> None:
    result = run("report", "-o", "x.html", *options.split())
    assert ids(events.with_name("x.html")) == expected
    assert result.stderr.strip() == f"{len(expected)} of 4 events in x.html"


def test_it_goes_to_standard_output(run: Run, events: Path) -> None:
    result = run("report", "-", "-o", "-", "--title", "A & B", "-q", stdin=events.read_bytes())
    assert len(data_of(result.stdout)["events"]) == 4
    assert "<title>A &amp; B</title>" in result.stdout
    assert result.stderr == ""


def test_a_broken_line_is_told_and_the_rest_is_in_the_page(run: Run, events: Path) -> None:
    lines = events.read_text(encoding="utf-8").splitlines()
    events.write_text("\n".join([*lines[:2], "{broken", *lines[2:]]) + "\n", encoding="utf-8")
    result = run("report")
    assert result.exit_code == 1
    assert "events.jsonl:3: not valid JSON" in result.stderr
    page = events.with_name("report.html")
    assert len(ids(page)) == 4
    assert "1 line of the file is no event and is not in it" in page.read_text(encoding="utf-8")


def test_no_events_make_a_page_that_says_so(run: Run, folder: Path) -> None:
    (folder / "events.jsonl").write_text("")
    assert run("report").exit_code == 0
    assert ids(folder / "report.html") == []


WRONG = [
    (["none.jsonl"], "none.jsonl: no such file", "no file"),
    (["--articles", "nowhere"], "nowhere: no such folder", "no folder"),
    (["--actor", "Nobody At All"], "no actor is called 'Nobody At All'", "nobody of the name"),
    (["-o", "events.jsonl"], "events.jsonl: is read and would be written", "would overwrite its own input"),
    (["--reports", "none.jsonl"], "none.jsonl: no such file", "no file of reports"),
    (["-o", "no/such/folder/x.html"], "no/such/folder/x.html: cannot be written", "no such folder"),
]


@pytest.mark.parametrize(("args", "message"), table(WRONG))
def test_wrong_usage(run: Run, events: Path, args: list[str], message: str) -> None:
    before = events.read_bytes()
    result = run("report", *args)
    assert (result.exit_code, message in result.stderr) == (2, True), result.stderr
    assert not events.with_name("report.html").exists()
    assert events.read_bytes() == before


def test_the_articles_give_the_words_around(run: Run, events: Path) -> None:
    from sahel_events.corpus.read import read_articles
    from sahel_events.schema import Article
    from sahel_events.settings import Settings

    raw = events.parent / "raw"
    raw.mkdir()
    (raw / "d01.txt").write_text(factories.ARTICLE_TEXT, encoding="utf-8")
    (article,) = read_articles([raw / "d01.txt"], Settings())
    assert isinstance(article, Article)
    record = factories.record("aa11")
    record["article"] |= {"path": "d01.txt", "sha256": article.sha256}
    changed = factories.record("bb22")
    changed["article"] |= {"path": "d01.txt", "sha256": "1" * 64}
    events.write_text("".join(json.dumps(each) + "\n" for each in (record, changed)))
    assert run("report", "--articles", "raw", "-q").exit_code == 0
    passages = data_of(events.with_name("report.html").read_text(encoding="utf-8"))["passages"]
    assert list(passages) == ["aa11"]  # of an article that has changed since, no word is shown
    for start, text in passages["aa11"]:
        assert factories.ARTICLE_TEXT[start : start + len(text)] == text


def test_linked_events_come_with_their_reports(run: Run, events: Path) -> None:
    run("link", "-q")
    for args, expected in (([], 4), (["--reports", "events.jsonl"], 4)):
        run("report", "linked.jsonl", "-q", *args)
        data = data_of(events.with_name("report.html").read_text(encoding="utf-8"))
        assert len(data["reports"]) == expected
        assert all("ledger" in event for event in data["events"])


def test_what_could_not_be_added_is_told(run: Run, events: Path) -> None:
    (events.parent / "raw").mkdir()
    assert "hint: no article in raw is as it was" in run("report", "--articles", "raw").stderr
    run("link", "-q", "-o", "joined.jsonl")
    told = run("report", "joined.jsonl").stderr
    assert "hint: --reports EVENTS, the file that these were linked from" in told
    assert "hint" not in run("report", "joined.jsonl", "--reports", "events.jsonl").stderr


def test_missing_reports_are_told(run: Run, events: Path) -> None:
    run("link", "-q")
    (events.parent / "half.jsonl").write_text("".join(events.read_text().splitlines(keepends=True)[:2]))
    result = run("report", "linked.jsonl", "--reports", "half.jsonl")
    assert "half.jsonl: 2 of 4 reports are not in it" in result.stderr
    events.rename(events.with_name("elsewhere.jsonl"))
    assert run("report", "linked.jsonl", "-q").stderr == ""


def test_a_broken_line_among_the_reports_is_told(run: Run, events: Path) -> None:
    run("link", "-q")
    events.write_text(events.read_text(encoding="utf-8") + "{broken\n", encoding="utf-8")
    result = run("report", "linked.jsonl", "--reports", "events.jsonl")
    assert (result.exit_code, "events.jsonl:5: not valid JSON" in result.stderr) == (1, True)
