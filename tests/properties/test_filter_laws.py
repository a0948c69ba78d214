"""What filters choose follows the laws of sets: asking for more of one kind adds, asking two kinds at once
gives what both give, and nothing is chosen twice or in another order."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from itertools import pairwise
from typing import Any

from hypothesis import event, given
from hypothesis import strategies as st

import factories
import strategies as our
from sahel_events.lexicon.fold import fold
from sahel_events.query import SORTS, NameMatch, Query, has_name, sort_records
from sahel_events.schema import TYPE_OF_SUB

Record = dict[str, Any]
ISO = st.dates(date(2018, 1, 1), date(2021, 12, 31)).map(date.isoformat)
DATES = st.none() | st.lists(ISO, min_size=2, max_size=2).map(sorted).flatmap(
    lambda ends: our.one_of(*ends).map(lambda _: factories.day(*ends)) | st.just(
        factories.day(f"--{ends[0][5:]}", f"--{ends[1][5:]}"))
)  # fmt: skip
NAMES = ("JNIM", "French Armed Forces", "gunmen", "Boko Haram", "Malian soldiers")
TOWNS = ("Gao", "Ménaka", "Djibo", "Diffa")


@st.composite
def records(draw: st.DrawFn) -> Record:
    actors = [
        factories.actor(name, actor_id=fold(name))
        for name in draw(st.lists(our.one_of(*NAMES), max_size=2, unique=True))
    ]
    town, code = draw(our.one_of(*TOWNS)), draw(our.one_of("ML", "BF", "NE"))
    low = draw(st.integers(0, 30))
    return factories.record(
        sub_event_type=draw(st.sampled_from(sorted(TYPE_OF_SUB))), date=draw(DATES), actors=actors,
        location=draw(st.none() | st.just(factories.place(town, code, admin1=None, gazetteer_id=None,
        text="Gao"))),
        status=draw(our.one_of("confirmed", "claimed", "denied")), main=draw(st.booleans()),
        confidence=draw(st.integers(0, 10)) / 10,
        casualties=draw(st.just([]) | st.just([factories.casualty(low, low + 5)])),
    )  # fmt: skip


FILES = st.lists(records(), max_size=5)
ASKED: dict[str, st.SearchStrategy[Any]] = {
    "actors": st.lists(our.one_of(*NAMES).map(NameMatch), min_size=1, max_size=2).map(tuple),
    "places": st.lists(our.one_of(*TOWNS).map(NameMatch), min_size=1, max_size=2).map(tuple),
    "countries": st.frozensets(our.one_of("ML", "BF", "NE"), min_size=1, max_size=2),
    "types": st.frozensets(our.one_of("battles", "attack", "riots", "arrests", "strategic_developments"),
    min_size=1),
    "statuses": st.frozensets(our.one_of("confirmed", "claimed", "denied"), min_size=1, max_size=2),
    "since": ISO, "until": ISO, "min_killed": st.integers(0, 30), "main": st.booleans(),
    "min_confidence": st.integers(0, 10).map(lambda n: n / 10),
}  # fmt: skip
WINDOW = {"since", "until"}
"""Fields that say one thing together: a span of time that events of several days may overlap."""


def chosen(query: Query, rows: list[Record]) -> list[int]:
    """The numbers of the records that fit."""
    return [number for number, row in enumerate(rows) if query.matches(row)]


@given(FILES, st.data())
def test_asking_two_things_gives_what_both_give(rows: list[Record], data: st.DataObject) -> None:
    """In the order of the file; first and last day are one question, asked in `since` and `until`."""
    kinds = data.draw(st.lists(st.sampled_from(sorted(ASKED)), min_size=2, max_size=3, unique=True))
    values = {kind: data.draw(ASKED[kind]) for kind in kinds}
    window = {kind: value for kind, value in values.items() if kind in WINDOW}
    questions = [{kind: value} for kind, value in values.items() if kind not in WINDOW]
    each = [chosen(Query(**asked), rows) for asked in [*questions, *([window] if window else [])]]
    together = chosen(Query(**values), rows)
    event("some" if together else "none")
    assert together == sorted(set.intersection(*map(set, each)))


@given(FILES, st.data())
def test_asking_for_either_gives_what_each_gives(rows: list[Record], data: st.DataObject) -> None:
    kind = data.draw(our.one_of("actors", "places", "countries", "types", "statuses"))
    one, other = data.draw(ASKED[kind]), data.draw(ASKED[kind])
    both = (*one, *other) if isinstance(one, tuple) else one | other
    either = chosen(Query(**{kind: both}), rows)
    event("some" if either else "none")
    assert either == sorted({*chosen(Query(**{kind: one}), rows), *chosen(Query(**{kind: other}), rows)})


@given(FILES, ISO, ISO, st.integers(0, 30), st.integers(0, 30))
def test_asking_for_more_gives_no_more(rows: list[Record], one: str, other: str, few: int, many: int) -> None:
    """A later first day, an earlier last day, more dead: never an event that the wider question lacks."""
    early, late = sorted((one, other))
    low, high = sorted((few, many))
    assert set(chosen(Query(since=late), rows)) <= set(chosen(Query(since=early), rows))
    assert set(chosen(Query(until=early), rows)) <= set(chosen(Query(until=late), rows))
    assert set(chosen(Query(min_killed=high), rows)) <= set(chosen(Query(min_killed=low), rows))
    assert set(chosen(Query(min_confidence=high / 30), rows)) <= set(
        chosen(Query(min_confidence=low / 30), rows)
    )
    assert sorted(chosen(Query(main=True), rows) + chosen(Query(main=False), rows)) == list(range(len(rows)))
    assert chosen(Query(), rows) == list(range(len(rows)))
    assert {field.name for field in fields(Query)} == set(ASKED)


@given(FILES, st.sampled_from(sorted(SORTS)), st.booleans())
def test_sorting_loses_nothing_and_keeps_the_order_of_equals(
    rows: list[Record], by: str, reverse: bool
) -> None:
    numbered = list(enumerate(rows))
    done = sort_records(numbered, by, reverse=reverse, record=lambda pair: pair[1])
    assert sorted(number for number, _ in done) == list(range(len(rows)))
    assert sort_records(done, by, reverse=reverse, record=lambda pair: pair[1]) == done
    key = SORTS[by][0]
    values = [key(row) for _, row in done]
    known = [value for value in values if value is not None]
    assert values[len(known) :] == [None] * (len(values) - len(known))
    for (first, one), (second, other) in pairwise(done):
        if key(one) == key(other):
            assert first < second


@given(our.FEW | our.one_of(*NAMES, *TOWNS), our.FEW, our.FEW)
def test_a_name_is_found_among_other_words(name: str, before: str, after: str) -> None:
    assert has_name(f"{before} {name} {after}", fold(name)) or not fold(name)
    assert not has_name(name, "")
