"""Linking: nothing is lost, no order matters, and what is one event stays one."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

import factories
import strategies as our
from sahel_events import store
from sahel_events.form import as_event
from sahel_events.linking.fits import Weights
from sahel_events.linking.linker import Linker
from sahel_events.linking.reports import Reader
from sahel_events.linking.run import link_files

pytestmark = pytest.mark.slow

Record = dict[str, Any]
SPOTS = {
    "Boulikessi": (14.88, -1.93),
    "Mondoro": (14.68, -1.95),
    "Gao": (16.27, -0.04),
    "Diffa": (13.32, 12.61),
}


@pytest.fixture(scope="module")
def tables() -> tuple[Reader, Weights]:
    return Reader(), Weights.load()


@st.composite
def reports(draw: st.DrawFn) -> list[Record]:
    """Records of a few articles, many of them of like events: near days, near places, like tolls."""
    rows = []
    for number in range(draw(st.integers(2, 7))):
        place = draw(st.none() | st.sampled_from(["Boulikessi", "Boulikessi", "Boulikessi", *sorted(SPOTS)]))
        day = f"2019-09-{draw(st.sampled_from([29, 29, 29, 28, 30])):02}"
        words = draw(our.EVENTS)
        row = factories.record(
            f"r{number}",
            sub_event_type=draw(our.one_of("armed_clash", "armed_clash", "attack", "suicide_bomb")),
            date=draw(st.sampled_from([factories.day(day)] * 4 + [None, factories.day(f"--{day[5:]}")])),
            location=place and factories.place(
                place, "NE" if place == "Diffa" else "ML", text="Gao", admin1=None, gazetteer_id=None,
                lat=SPOTS[place][0], lon=SPOTS[place][1],
            ),
            actors=[factories.actor(draw(our.one_of("gunmen", "JNIM", "soldiers")), role="perpetrator",
            actor_id=None,
                                    category=None, country=None)],
            casualties=[factories.casualty(low := draw(our.one_of(5, 5, 6, 20)),
            low)] if draw(st.booleans()) else [],
            evidence=[{"text": words, "span": [0, len(words)], "rule": "r"}],
            status=draw(our.one_of("confirmed", "claimed", "denied")),
        )  # fmt: skip
        row["article"] |= {
            "id": f"a{draw(st.integers(0, 9))}", "sha256": f"{number:>064}",
            "published": draw(st.none() | our.one_of("2019-09-30", "2019-10-01", "2019-10-05")),
        }  # fmt: skip
        rows.append(row)
    return rows


def linked(rows: list[Record], tables: tuple[Reader, Weights], folder: Path, told: list[str]) -> bytes:
    """The linked file of records."""
    data = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
    link_files([io.BytesIO(data)], folder / "linked.jsonl", Linker(*tables), told.append)
    return (folder / "linked.jsonl").read_bytes()


@our.scaled(quick=30)
@given(reports(), st.randoms(use_true_random=False))
def test_the_order_of_records_changes_no_byte(
    tables: tuple[Reader, Weights], tmp_path_factory: pytest.TempPathFactory, rows: list[Record], random: Any
) -> None:
    folder = tmp_path_factory.mktemp("link")
    shuffled = random.sample(rows, len(rows))
    told: list[str] = []
    first = linked(rows, tables, folder, told)
    assert linked(shuffled, tables, folder, told) == first
    assert told == []
    event(f"{len(rows) - len(first.splitlines())} joined")


@our.scaled(quick=30)
@given(reports())
def test_every_record_is_in_one_event(
    tables: tuple[Reader, Weights], tmp_path_factory: pytest.TempPathFactory, rows: list[Record]
) -> None:
    """And no event has two of one article; its best count lies between those that reports give."""
    folder = tmp_path_factory.mktemp("link")
    linked(rows, tables, folder, [])
    events = [line.record for line in store.read_lines(folder / "linked.jsonl")]
    assert sorted(ident for each in events for ident in each["reports"]) == sorted(row["id"] for row in rows)
    article_of = {row["id"]: row["article"]["id"] for row in rows}
    for each in events:
        event(f"of {len(each['reports'])}")
        articles = [article_of[ident] for ident in each["reports"]]
        assert len(set(articles)) == len(articles)
        for row in as_event(each)["casualties"]:
            assert row["min"] <= row["best"] <= row["max"]
            told = [value["min"] for value in row["values"]]
            assert row["min"] == min(told)


@our.scaled(quick=30)
@given(reports())
def test_what_is_one_event_stays_one(
    tables: tuple[Reader, Weights], tmp_path_factory: pytest.TempPathFactory, rows: list[Record]
) -> None:
    """The records of any one linked event, linked by themselves, are that event again, to the byte."""
    folder = tmp_path_factory.mktemp("link")
    first = linked(rows, tables, folder, [])
    for line in first.splitlines(keepends=True):
        group = set(json.loads(line)["reports"])
        again = linked([row for row in rows if row["id"] in group], tables, folder, [])
        assert again == line


@our.scaled(quick=30)
@given(reports(), st.data())
def test_a_far_event_changes_no_other(
    tables: tuple[Reader, Weights],
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[Record],
    data: st.DataObject,
) -> None:
    """A record of other years and another country stands alone and leaves all other events as they were."""
    folder = tmp_path_factory.mktemp("link")
    far = factories.record(
        "far", date=factories.day("2012-01-01"), sub_event_type="coup", casualties=[], actors=[],
        location=factories.place("Diffa", "NE", text="Gao", admin1=None, gazetteer_id=None, lat=13.32,
        lon=12.61),
        evidence=[{"text": "A coup.", "span": [0, 7], "rule": "r"}],
    )  # fmt: skip
    far["article"] |= {"id": "far", "published": "2012-01-02", "title": None}
    at = data.draw(st.integers(0, len(rows)))
    first = set(linked(rows, tables, folder, []).splitlines())
    more = set(linked([*rows[:at], far, *rows[at:]], tables, folder, []).splitlines())
    assert first < more
    assert len(more) == len(first) + 1
