"""Each error is put to the stage that it arose at, and to no more than one."""

from __future__ import annotations

from typing import Any

import pytest

from hand_made import RIGHT, gold
from sahel_events.errors import RejectReason
from sahel_events.evaluation.gold import read_gold
from sahel_events.evaluation.judge import Score, judge
from sahel_events.evaluation.sources import ArticleText
from sahel_events.evaluation.stages import Mistake, Stage
from sahel_events.evaluation.trace import Tracer, find
from sahel_events.schema import Rejected, RejectedArticle, Span
from spoilt import GOLD, spoilt_records

TEXT = (
    "Gunmen came at dawn. Four soldiers were killed near Ménaka on Monday. "
    "On the same day two traders were abducted at Gao market.\n\n"
    "Photo: a bridge that was blown up at Léré in May"
)
BODY = ((0, TEXT.index("\n\n")),)
SECOND = {
    "evidence": "two traders were abducted at Gao market",
    "date": None,
    "location": None,
    "casualties": [],
}
CAPTION = {"evidence": "a bridge that was blown up at Léré", "date": None, "location": None, "casualties": []}
TOLD = {"text": TEXT[21:69], "span": [21, 69]}
OTHER = RIGHT | {
    "id": "r2",
    "date": None,
    "location": None,
    "casualties": [],
    "evidence": [{"text": TEXT[70:126], "span": [70, 126]}],
}


def read(text: str = TEXT, kept: Any = BODY) -> dict[str, ArticleText]:
    return {"a1": ArticleText(text, "0", "txt", kept)}


def dropped(trigger: str, sentence: str) -> Rejected:
    def span(words: str) -> Span:
        start = TEXT.index(words)
        return Span(text=words, span=(start, start + len(words)))

    return Rejected(
        article=RejectedArticle(id="a1", path="a1.txt", sha256="0"),
        reason=RejectReason.PLANNED,
        why="it is planned",
        rules=("abduct.verb", "cue.plan"),
        trigger=span(trigger),
        evidence=span(sentence),
    )


IN_WORDS = [dropped("abducted", TEXT[70:126])]
IN_SENTENCE = [dropped("On the same day", TEXT[70:126])]
ELSEWHERE = [dropped("came", TEXT[:20])]
BOTH = RIGHT | {"evidence": [TOLD, {"text": TEXT[70:126], "span": [70, 126]}]}
RIGHT_HERE = RIGHT | {"evidence": [TOLD]}

LOST: list[tuple[list[Any], list[Any], Any, Any, Stage, str]] = [
    ([{}, SECOND], [RIGHT_HERE], [], read(), Stage.NOT_TRIGGERED, "nobody looked"),
    ([{}, SECOND], [RIGHT_HERE], ELSEWHERE, read(), Stage.NOT_TRIGGERED, "a candidate in another sentence"),
    ([{}, SECOND], [RIGHT_HERE], IN_WORDS, read(), Stage.REJECTED_WRONGLY, "a candidate in its words"),
    ([{}, SECOND], [RIGHT_HERE], IN_SENTENCE, read(), Stage.REJECTED_WRONGLY, "one in its sentence"),
    ([{}, SECOND], [RIGHT_HERE], IN_WORDS, None, Stage.REJECTED_WRONGLY, "the same by words alone"),
    ([{}, SECOND], [BOTH], [], read(), Stage.JOINED_WRONGLY, "one record for two events"),
    ([{}, SECOND], [BOTH], IN_SENTENCE, read(), Stage.JOINED_WRONGLY, "though a word beside it was rejected"),
    ([{}, SECOND], [BOTH], None, None, Stage.JOINED_WRONGLY, "the same by words alone"),
    ([{}, CAPTION], [RIGHT_HERE], [], read(), Stage.CLEANED_AWAY, "words of a caption"),
    (
        [{}, CAPTION],
        [RIGHT_HERE],
        [],
        read(TEXT[:80], ((0, 80),)),
        Stage.CLEANED_AWAY,
        "not even in the text",
    ),
    ([{}, SECOND], [], [], {}, Stage.NOT_READ, "no such article"),
    ([{}, SECOND], [RIGHT_HERE], None, read(), Stage.NOT_TOLD_APART, "without the rejected"),
    ([{}, SECOND], [RIGHT_HERE], [], None, Stage.NOT_TOLD_APART, "without the articles"),
    ([{}, SECOND], [RIGHT_HERE], None, None, Stage.NOT_TOLD_APART, "without both"),
    (
        [{}, SECOND | {"evidence": "on Monday. On the same day two traders were abducted"}],
        [RIGHT_HERE, OTHER | {"evidence": [{"text": "gone", "span": [110, 126]}], "event_type": "riots"}],
        [],
        read(),
        Stage.TOLD_OTHERWISE,
        "a record in its words with nothing in common",
    ),
]


def mistakes(events: list[Any], records: list[Any], rejected: Any = None, texts: Any = None) -> list[Mistake]:
    return Tracer(rejected, texts).mistakes(judge([gold(*events)], records))


@pytest.mark.parametrize(
    ("events", "records", "rejected", "texts", "stage"),
    [pytest.param(*case[:5], id=case[5]) for case in LOST],
)
def test_lost_event(events: Any, records: Any, rejected: Any, texts: Any, stage: Stage) -> None:
    found = [m for m in mistakes(events, records, rejected, texts) if m.number == 2 and m.gold is not None]
    assert [(m.stage, m.field, m.gold) for m in found] == [(stage, "event", events[1]["evidence"])]


def test_the_reason_of_a_rejected_candidate_is_told() -> None:
    (mistake,) = mistakes([{}, SECOND], [RIGHT_HERE], IN_WORDS, read())
    assert mistake.reasons == ("planned (abducted: abduct.verb, cue.plan)",)


@pytest.mark.parametrize(
    ("rejected", "texts", "stages"),
    [
        ([], {}, []),
        (None, {}, [Stage.NOT_TRIGGERED, Stage.REJECTED_WRONGLY]),
        ([], None, [Stage.NOT_READ, Stage.CLEANED_AWAY, Stage.NOT_TRIGGERED]),
        (None, None, [Stage.NOT_READ, Stage.CLEANED_AWAY, Stage.NOT_TRIGGERED, Stage.REJECTED_WRONGLY]),
    ],
    ids=["both", "articles", "rejected", "neither"],
)
def test_what_cannot_be_told_apart_is_said(rejected: Any, texts: Any, stages: list[Stage]) -> None:
    assert Tracer(rejected, texts).cannot_tell == stages


MADE_UP = [
    ([{}], OTHER, Stage.KEPT_WRONGLY, None, "a record of what is no event"),
    (
        [{}],
        RIGHT_HERE | {"id": "r2", "status": "claimed", "casualties": []},
        Stage.JOINED_WRONGLY,
        1,
        "told twice",
    ),
]


@pytest.mark.parametrize(
    ("events", "record", "stage", "number"), [pytest.param(*case[:4], id=case[4]) for case in MADE_UP]
)
@pytest.mark.parametrize("texts", [read(), None], ids=["with the article", "by words alone"])
def test_record_without_gold(events: Any, record: Any, stage: Stage, number: int | None, texts: Any) -> None:
    (found,) = mistakes(events, [RIGHT_HERE, record], [], texts)
    assert (found.stage, found.record, found.number) == (stage, "r2", number)


def rows(key: str, *left_out: int, **changes: Any) -> dict[str, Any]:
    """The right record without some rows of a field, the first of those left changed."""
    listed = [row for i, row in enumerate(RIGHT[key]) if i not in left_out]
    return RIGHT | {key: [listed[0] | changes, *listed[1:]]}


EXTRA = {"name": "the mayor", "role": "target", "text": "mayor"}
GAO = {"name": "Gao", "country": "ML", "precision": "place", "lat": 16.3, "lon": 0.0}
VALUES: list[tuple[dict[str, Any], Stage, str, str]] = [
    (
        RIGHT | {"event_type": "riots", "sub_event_type": "mob_violence"},
        Stage.TYPED_WRONGLY,
        "event_type",
        "another type, told once",
    ),
    (
        RIGHT | {"sub_event_type": "government_regains_territory"},
        Stage.TYPED_WRONGLY,
        "sub_event_type",
        "another sub-type",
    ),
    (RIGHT | {"status": "claimed"}, Stage.STATUS_WRONG, "status", "another status"),
    (
        RIGHT | {"date": {"start": "2019-11-24", "end": "2019-11-24"}},
        Stage.RESOLVED_WRONGLY,
        "date",
        "another day",
    ),
    (RIGHT | {"date": None}, Stage.VALUE_MISSED, "date", "no day"),
    (RIGHT | {"location": GAO}, Stage.RESOLVED_WRONGLY, "location", "another place"),
    (RIGHT | {"location": None}, Stage.VALUE_MISSED, "location", "no place"),
    (rows("actors", 1), Stage.PARTICIPANT_MISSED, "actors", "a side missed"),
    (RIGHT | {"actors": [*RIGHT["actors"], EXTRA]}, Stage.PARTICIPANT_INVENTED, "actors", "a side too many"),
    (rows("actors", role="target"), Stage.CAST_WRONGLY, "actors", "the gunmen as target"),
    (
        RIGHT | {"actors": [*RIGHT["actors"], {"name": "FAMa", "role": "perpetrator"}]},
        Stage.CAST_WRONGLY,
        "actors",
        "the army in a second role",
    ),
    (
        rows("actors", name="the mayor", text="the militants of the mayor"),
        Stage.RESOLVED_WRONGLY,
        "actors",
        "the right words, another actor",
    ),
    (rows("casualties", 1), Stage.COUNT_MISSED, "casualties", "no injured"),
    (
        RIGHT | {"casualties": [*RIGHT["casualties"], {"kind": "freed", "min": 1, "max": 1, "who": None}]},
        Stage.COUNT_INVENTED,
        "casualties",
        "freed that nobody freed",
    ),
    (rows("casualties", min=3), Stage.COUNTED_WRONGLY, "casualties", "3 to 4 killed"),
]


@pytest.mark.parametrize(
    ("record", "stage", "field"), [pytest.param(*case[:3], id=case[3]) for case in VALUES]
)
def test_wrong_value(record: dict[str, Any], stage: Stage, field: str) -> None:
    (found,) = mistakes([{}], [record])
    assert (found.stage, found.field, found.number, found.record) == (stage, field, 1, "r1")


def test_a_value_that_gold_has_not() -> None:
    (found,) = mistakes([{"date": None}], [RIGHT])
    assert (found.stage, found.field, found.gold) == (Stage.VALUE_INVENTED, "date", None)
    assert found.got == RIGHT["date"]


@pytest.mark.parametrize("event", [{"optional": True}, {"ignore": ["date"]}], ids=["optional", "ignored"])
def test_what_is_not_judged_is_no_error(event: dict[str, Any]) -> None:
    assert mistakes([event], [RIGHT | {"date": None}]) == []


def test_errors_add_up_to_the_figures() -> None:
    """Over all sample articles: each event missed or made up is one error, and so is each wrong value."""
    judgements = judge(read_gold(GOLD), spoilt_records())
    fields = Score.of(judgements).fields
    found = Tracer().mistakes(judgements)
    missed = [m for m in found if m.field == "event" and m.gold is not None]
    made_up = [m for m in found if m.field == "event" and m.gold is None]
    assert (len(missed), len(made_up)) == (fields["event"].missed, fields["event"].spurious)
    pairs = [j for j in judgements if j.gold is not None and j.record is not None]
    for name in ("status", "date", "location"):
        assert len([m for m in found if m.field == name]) == sum(j.tallies[name].wrong for j in pairs)
    for name in ("actors", "casualties"):
        wrong = [m for m in found if m.field == name]
        assert sum(m.gold is not None for m in wrong) == sum(j.tallies[name].missed for j in pairs)
        assert sum(m.got is not None for m in wrong) == sum(j.tallies[name].spurious for j in pairs)


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_says_what_went_wrong(stage: Stage) -> None:
    assert len(stage.about.split()) >= 2


@pytest.mark.parametrize(
    ("text", "quotation", "spans"),
    [
        ("Four soldiers\nwere — killed.", "soldiers were killed", [(5, 27)]),
        ("Killed. Four killed", "killed", [(0, 6), (13, 19)]),
        ("unkilled", "killed", []),
        ("anything", "…", []),
        ("a (b) c", "(b)", [(3, 4)]),
    ],
    ids=["over a line end", "twice", "part of a word", "no words", "signs"],
)
def test_find(text: str, quotation: str, spans: list[tuple[int, int]]) -> None:
    assert find(text, quotation) == spans
