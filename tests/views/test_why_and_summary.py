"""One event explained, and the counts of a run."""

from __future__ import annotations

import io
from types import SimpleNamespace

import pytest
from rich.console import Console

import factories
from sahel_events.corpus.files import Problem
from sahel_events.errors import SkipReason
from sahel_events.scale.outcome import Outcome, gather
from sahel_events.views.console import make_console
from sahel_events.views.summary import RunSummary
from sahel_events.views.why import print_why, values


def explained(
    record: dict, article: str | None, note: str = "", width: int = 100, colour: bool = False
) -> str:
    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        highlight=False,
    )
    print_why(console, record, article, note)
    return out.getvalue()


def test_words_of_the_article_are_marked_and_numbered() -> None:
    shown = explained(factories.record(), factories.ARTICLE_TEXT, width=140)
    words = (
        "‹Thirteen ‹French soldiers››[5,6] were killed when two helicopters ‹collided›[1] near ‹Ménaka›[4]"
    )
    assert words in shown
    assert "[4]  place" in shown
    assert "place.near" in shown
    assert "The wounded pilot" in shown


def test_far_words_are_left_out() -> None:
    text = factories.ARTICLE_TEXT + "word " * 200
    shown = explained(factories.record(made_with=None), text)
    assert shown.endswith("[…]\n")
    assert shown.count("word") < 60


def test_without_the_article_the_quotations_are_shown() -> None:
    shown = explained(factories.record(), None, "the article is gone")
    assert "the article is gone" in shown
    assert (
        "“Thirteen French soldiers were killed when two helicopters collided near Ménaka late on Monday”"
        in (" ".join(shown.split()))
    )


def test_what_is_unknown_is_said_with_its_reason() -> None:
    shown = explained(factories.record(location=None), factories.ARTICLE_TEXT)
    assert "unknown: not named" in shown


def test_what_made_the_record_is_told_where_it_says_so() -> None:
    made = "made with sahel-events 0.1.0, data 0123456789ab, model en_sahel_news 0.1.0\n"
    assert made in explained(factories.record(), factories.ARTICLE_TEXT)
    assert "made with" not in explained(factories.record(made_with=None), factories.ARTICLE_TEXT)


def test_every_rule_of_the_record_is_shown() -> None:
    record = factories.record(
        why={"event_type": "type.accident", "confidence": "sum.2", "odd": "rule.of.its.own"}
    )
    rules = {rule for value in values(record) for rule in value.rule.split(", ")}
    assert {
        "type.accident",
        "sum.2",
        "rule.of.its.own",
        "toll.passive",
        "trigger.collide",
        "date.weekday",
    } <= rules


@pytest.mark.parametrize("colour", [True, False])
def test_controls_of_the_article_do_not_reach_the_terminal(colour: bool) -> None:
    text = factories.ARTICLE_TEXT.replace("BAMAKO", "\x1b]52;c\x07\u202e[b]")
    shown = explained(factories.record(), text, colour=colour)
    assert "\x1b]" not in shown
    assert "\x07" not in shown
    assert "\u202e" not in shown


def test_spans_outside_of_the_text_are_passed_over() -> None:
    assert "‹" not in explained(factories.record(), "short")


def outcome(*reasons: SkipReason | None, **records: object) -> Outcome:
    """Of a piece with an article and its records, or with problems."""
    parts = {"article": None, "problem": None, "events": (), "rejected": ()}
    results = [SimpleNamespace(**parts | records)] if records else []
    return gather(results, (Problem("a", None, reason, "cause") for reason in reasons), (), ())


def test_summary_counts_everything_with_reasons() -> None:
    summary = RunSummary()
    summary.add(outcome(article=object(), events=(factories.event(), factories.event(date=None))))
    summary.add(outcome(article=object(), rejected=(factories.rejected("a"),) * 2))
    summary.add(outcome(SkipReason.BINARY, SkipReason.OTHER_LANGUAGE, None))
    assert summary.render("events.jsonl").plain.splitlines() == [
        "articles   2 read, 1 skipped (other_language 1), 1 failed (binary 1), 1 warning",
        "events     2 written to events.jsonl",
        "         2 strategic_developments",
        "rejected   2 candidates",
        "         2 planned",
        "unknown    1 without date (not_named 1), 0 without place",
    ]
    assert summary.anything_readable
    assert summary.warned


@pytest.mark.parametrize(
    ("reason", "expected"),
    [(SkipReason.OTHER_LANGUAGE, True), (SkipReason.BINARY, False), (SkipReason.EMPTY, False)],
)
def test_whether_anything_could_be_read(reason: SkipReason, expected: bool) -> None:
    summary = RunSummary()
    summary.add(outcome(reason))
    assert summary.anything_readable is expected


def test_a_closed_pipe_is_told_to_the_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    """rich would end the program with exit code 1: `show --why ID | head` under pipefail."""

    class Closed(io.StringIO):
        def write(self, _: str) -> int:
            raise BrokenPipeError

    monkeypatch.setattr("sys.stdout", Closed())
    with pytest.raises(BrokenPipeError):
        make_console().print("words")
