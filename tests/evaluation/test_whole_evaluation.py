"""From files to figures: what cannot be judged whole is not judged, and what is missing is counted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import factories
from hand_made import RIGHT, gold_row, of_article, write_gold, write_lines
from sahel_events.errors import EvaluationError, StoreError
from sahel_events.evaluation.evaluate import evaluate
from sahel_events.evaluation.judge import Score
from sahel_events.evaluation.report import Evaluation
from sahel_events.evaluation.sources import form_of
from sahel_events.evaluation.stages import Stage
from spoilt import GOLD, spoilt_records

ARTICLE = "Four soldiers were killed near Ménaka on Monday, the army said. Gunmen had come at dawn.\n"


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Gold of three articles: one event, one event, none."""
    rows = (gold_row(article="a1"), gold_row(article="a2"), gold_row(article="a3", events=[]))
    return write_gold(tmp_path / "gold", *rows)


@pytest.fixture
def events(tmp_path: Path) -> Path:
    """The right records of a1 and a2."""
    return write_lines(tmp_path / "events.jsonl", of_article("a1"), of_article("a2"))


BROKEN: list[tuple[list[Any], str, str]] = [
    (["{"], r"events.jsonl:1: not valid JSON", "a broken line"),
    (["[1]"], "events.jsonl:1: not an event", "no object"),
    ([RIGHT | {"schema_version": 2}], "schema version 2; this program reads version 1", "another version"),
    ([RIGHT, RIGHT], "events.jsonl:2: id 'r1' stands in line 1 already", "an id twice"),
    (
        [RIGHT, of_article("a1", article=RIGHT["article"] | {"sha256": "f"})],
        "events.jsonl:2: article 'a1' has another text than in line 1",
        "two articles of one id",
    ),
    ([RIGHT | {"confidence": 80}], "'confidence' is 80, not 0 to 1", "per cent"),
    ([{k: v for k, v in RIGHT.items() if k != "date"}], "'date' is missing", "a key missing"),
    (
        [RIGHT | {"location": RIGHT["location"] | {"lat": "15.9"}}],
        "'location.lat' is '15.9'",
        "text for a number",
    ),
]


@pytest.mark.parametrize(("lines", "message"), [pytest.param(*c[:2], id=c[2]) for c in BROKEN])
def test_an_events_file_that_is_broken_gives_no_figures(
    gold: Path, tmp_path: Path, lines: list[Any], message: str
) -> None:
    path = write_lines(tmp_path / "events.jsonl", *lines)
    with pytest.raises(EvaluationError, match=message):
        evaluate(gold, path)


def test_a_file_of_rejected_candidates_that_is_broken_gives_no_figures(
    gold: Path, events: Path, tmp_path: Path
) -> None:
    path = write_lines(tmp_path / "r.jsonl", factories.rejected().to_json(), RIGHT, "{")
    with pytest.raises(EvaluationError) as caught:
        evaluate(gold, events, rejected=path)
    assert [p.split(": ")[0] for p in caught.value.problems] == [f"{path}:2", f"{path}:3"]


def test_everything_that_is_wrong_is_told_at_once(gold: Path, tmp_path: Path) -> None:
    write_gold(gold, gold_row({"main": "yes"}, article="a4"))
    path = write_lines(tmp_path / "bad.jsonl", "{", "{")
    with pytest.raises(EvaluationError) as caught:
        evaluate(gold, path, rejected=path)
    assert len(caught.value.problems) == 5


@pytest.mark.parametrize("name", ["gold", "events", "rejected", "raw", "only", "skip"])
def test_a_file_that_is_not_there(gold: Path, events: Path, tmp_path: Path, name: str) -> None:
    given: dict[str, Any] = {"gold": gold, "events": events} | {name: tmp_path / "gone"}
    with pytest.raises(StoreError, match="gone"):
        evaluate(given.pop("gold"), given.pop("events"), **given)


def test_articles_without_events_need_no_records(gold: Path, events: Path) -> None:
    found = evaluate(gold, events)
    assert (found.problems, found.notes, found.articles) == ((), (), 3)
    assert found.score.f1()["event"] == 1.0


def test_an_article_that_the_events_file_lacks_is_missing_and_counts(gold: Path, tmp_path: Path) -> None:
    found = evaluate(gold, write_lines(tmp_path / "e.jsonl", of_article("a1")))
    assert found.missing == ("a2: no record in the events file; gold events that count as missed: 1",)
    assert found.score.fields["event"].missed == 1
    assert found.score.fields["casualties"].missed == 2


def test_an_empty_events_file_misses_everything(gold: Path, tmp_path: Path) -> None:
    found = evaluate(gold, write_lines(tmp_path / "e.jsonl"))
    assert len(found.missing) == 2
    assert (found.score.fields["event"].missed, found.score.mains, found.score.all_right) == (2, 2, 0.0)


def test_a_rejected_candidate_shows_that_an_article_was_read(gold: Path, tmp_path: Path) -> None:
    events = write_lines(tmp_path / "e.jsonl", of_article("a1"))
    rejected = write_lines(tmp_path / "r.jsonl", factories.rejected("a2").to_json())
    found = evaluate(gold, events, rejected=rejected)
    assert found.missing == ()
    assert found.score.fields["event"].missed == 1
    assert found.forms == {"a1": "txt", "a2": "txt", "a3": "unknown"}


def test_the_articles_show_what_was_read(gold: Path, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for name in ("a1", "a2"):
        (raw / f"{name}.txt").write_text(ARTICLE, encoding="utf-8")
    (raw / "a3.txt").write_bytes(b"\x00\x01")
    found = evaluate(gold, write_lines(tmp_path / "e.jsonl", of_article("a1")), raw=raw)
    (missing,) = found.missing
    assert missing.startswith("a3: not among the articles (")
    assert "a3.txt: " in missing
    assert [m.stage for m in found.mistakes] == [Stage.NOT_TOLD_APART]
    assert found.cannot_tell == (Stage.NOT_TRIGGERED, Stage.REJECTED_WRONGLY)


def test_a_text_that_changed_is_told(gold: Path, tmp_path: Path) -> None:
    (tmp_path / "a1.txt").write_text(ARTICLE, encoding="utf-8")
    record = of_article("a1", article=RIGHT["article"] | {"sha256": "0" * 64})
    path = write_lines(tmp_path / "e.jsonl", record)
    only = tmp_path / "only.ids"
    only.write_text("a1")
    found = evaluate(gold, path, raw=tmp_path / "a1.txt", only=only)
    assert [line.split(":")[0] for line in found.problems] == ["a1"]


def test_records_without_gold_are_named(gold: Path, tmp_path: Path) -> None:
    rows = [of_article(name) for name in ("a1", "a2", "b1", "b2")]
    found = evaluate(gold, write_lines(tmp_path / "e.jsonl", *rows))
    assert found.notes == ("2 records of 2 articles without gold are not judged: b1, b2",)
    assert found.score.fields["event"].spurious == 0


def test_only_and_skip(gold: Path, events: Path, tmp_path: Path) -> None:
    ids = tmp_path / "ids"
    ids.write_text("a1\na3\n")
    assert evaluate(gold, events, only=ids).articles == 2
    left = evaluate(gold, events, skip=ids)
    assert (left.articles, left.notes) == (1, ())


LISTS = [
    ("only", "a1 a9", "no gold for article 'a9'", "an id that gold lacks would make it fewer"),
    ("only", " \n", "no article ids in it", "an empty list"),
    ("skip", "a1 a2 a3", "no gold article is left", "nothing left"),
]


@pytest.mark.parametrize(("option", "ids", "message"), [pytest.param(*c[:3], id=c[3]) for c in LISTS])
def test_wrong_list(gold: Path, events: Path, tmp_path: Path, option: Any, ids: str, message: str) -> None:
    (tmp_path / "ids").write_text(ids)
    with pytest.raises(EvaluationError, match=message):
        evaluate(gold, events, **{option: tmp_path / "ids"})


def test_an_id_to_skip_that_gold_lacks_is_told(gold: Path, events: Path, tmp_path: Path) -> None:
    (tmp_path / "ids").write_text("a1 a9")
    assert evaluate(gold, events, skip=tmp_path / "ids").notes == (
        f"{tmp_path / 'ids'}: no gold for article 'a9'",
    )


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    """The gold of all sample articles and records spoilt in many ways."""
    return evaluate(GOLD, write_lines(tmp_path_factory.mktemp("e") / "e.jsonl", *spoilt_records()))


@pytest.mark.parametrize("group", ["by_type", "by_form"])
def test_groups_add_up_to_the_whole(whole: Evaluation, group: str) -> None:
    total = Score()
    for part in getattr(whole, group)().values():
        total.add(part)
    assert total == whole.score


def test_a_wrong_type_costs_precision_where_it_was_given(gold: Path, tmp_path: Path) -> None:
    wrong = {"event_type": "riots", "sub_event_type": "mob_violence"}
    found = evaluate(gold, write_lines(tmp_path / "e.jsonl", of_article("a1", **wrong), of_article("a2")))
    types = found.by_type()
    assert list(types) == ["battles", "riots"]
    assert (
        types["battles"].fields["event_type"].precision,
        types["riots"].fields["event_type"].spurious,
    ) == (1, 1)
    assert (types["battles"].fields["event_type"].recall, types["battles"].fields["event"].f1) == (0.5, 1)


def test_figures_are_values_of_json(whole: Evaluation) -> None:
    import json

    figures = json.loads(json.dumps(whole.to_dict(errors=True)))
    assert len(figures["errors"]) == sum(figures["stages"].values())
    assert set(figures["stages"]) <= set(Stage)
    assert len(figures["calibration"]["bins"]) == 10
    assert figures["fields"]["event"]["tp"] + figures["fields"]["event"]["fn"] == 89
    assert "errors" not in whole.to_dict()


@pytest.mark.parametrize(
    ("path", "form"),
    [("a.txt", "txt"), ("x/a.HTM.gz", "html"), ("a.json", "json"), ("b.jsonl.gz", "jsonl"), ("a", "unknown")],
)
def test_form_of(path: str, form: str) -> None:
    assert form_of(path) == form
