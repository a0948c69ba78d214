"""The ledger: which count is the best, what is added up and what is a version, who disagrees."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sahel_events.linking.merge import merge
from sahel_events.linking.reports import Reader

Told = Callable[..., Any]
ARMY, VILLAGERS, GROUP = "The army said so.", "Residents said so.", "JNIM claimed so."

BEST = [
    ("one report", [(5, "2019-10-01", ARMY)], (5, 5, 5)),
    ("the latest of an official", [(20, "2019-10-01", ARMY), (53, "2019-10-05", ARMY)], (20, 53, 53)),
    ("a correction downwards counts", [(95, "2019-10-01", ARMY), (35, "2019-10-03", ARMY)], (35, 35, 95)),
    ("an official before a later group", [(54, "2019-10-01", ARMY), (70, "2019-10-03", GROUP)], (54, 54, 70)),
    (
        "an official before later residents",
        [(60, "2019-10-01", ARMY), (136, "2019-10-09", VILLAGERS)],
        (60, 60, 136),
    ),
    (
        "the latest where none is official",
        [(60, "2019-10-01", GROUP), (136, "2019-10-09", VILLAGERS)],
        (60, 136, 136),
    ),
    (
        "what articles say themselves is the last official count",
        [(5, "2019-10-01", ARMY), (6, "2020-01-01", "Six.")],
        (5, 6, 6),
    ),
    (
        "open counts enter as their lower end",
        [((71, None), "2019-10-03", ARMY), (60, "2019-10-01", ARMY)],
        (60, 71, 71),
    ),
    ("a range", [((10, 30), "2019-10-01", VILLAGERS), (39, "2019-10-02", ARMY)], (10, 39, 39)),
    ("of one day the closed", [((14, None), "2019-10-01", ARMY), (14, "2019-10-01", ARMY)], (14, 14, 14)),
    (
        "published nobody knows when: the first",
        [(30, None, "Thirty."), (20, "2019-10-01", ARMY)],
        (20, 20, 30),
    ),
    (
        "but a follow-up comes after what it corrects",
        [(8, None, "Two of the wounded have died, the army said."), (6, "2019-10-01", ARMY)],
        (6, 8, 8),
    ),
    (
        "and before what is higher still",
        [
            (32, None, "Are now known to have died, the army said."),
            (20, "2019-10-01", ARMY),
            (53, "2019-10-09", ARMY),
        ],
        (20, 53, 53),
    ),
]


@pytest.mark.parametrize(("reports", "expected"), [c[1:] for c in BEST], ids=[c[0] for c in BEST])
def test_low_best_and_high(told: Told, reader: Reader, reports: Any, expected: tuple[int, int, int]) -> None:
    records = [
        told(f"r{i}", killed=killed, published=published, words=words, why={})
        for i, (killed, published, words) in enumerate(reports)
    ]
    for order in (records, records[::-1]):
        (row,) = merge(order, reader).casualties
        assert (row.low, row.best, row.high) == expected
        assert len(row.values) == len(records)


def count(kind: str, low: int, who: str | None, high: int | None = -1, **more: Any) -> dict[str, Any]:
    return {
        "kind": kind,
        "min": low,
        "max": low if high == -1 else high,
        "approximate": False,
        "who": who,
        "text": str(low),
        "span": [0, 1],
        **more,
    }


ROWS = [
    (
        "the dead of the two sides are two rows",
        [count("killed", 25, "soldiers"), count("killed", 63, "militants")],
        [("killed", 25), ("killed", 63)],
    ),
    (
        "groups of one side are added up",
        [count("killed", 17, "soldiers"), count("killed", 4, "gendarmes")],
        [("killed", 21)],
    ),
    (
        "a captain is one of the soldiers",
        [count("killed", 28, "soldiers"), count("killed", 1, "commander")],
        [("killed", 28)],
    ),
    (
        "versions of one group are not",
        [count("killed", 5, "soldiers"), count("killed", 30, "soldiers")],
        [("killed", 30)],
    ),
    ("an army eliminates the other side", [count("killed", 9, None, rule="toll.eliminate")], [("killed", 9)]),
    (
        "kinds stay apart",
        [count("injured", 4, None), count("killed", 2, "soldiers")],
        [("killed", 2), ("injured", 4)],
    ),
]


@pytest.mark.parametrize(("rows", "expected"), [c[1:] for c in ROWS], ids=[c[0] for c in ROWS])
def test_rows_of_one_report(told: Told, reader: Reader, rows: Any, expected: Any) -> None:
    event = merge([told("r1", by="militants", casualties=rows)], reader)
    assert [(row.kind.value, row.high) for row in event.casualties] == expected


def test_the_dead_of_the_enemy_by_the_words_after_the_count(told: Told, reader: Reader) -> None:
    words = "The toll stands at 89 dead among friendly forces and 77 dead for the enemy, the army said."
    rows = [
        {**count("killed", low, None), "span": [words.index(str(low)), words.index(str(low)) + 2]}
        for low in (89, 77)
    ]
    event = merge([told("r1", by="jihadists", words=words, casualties=rows)], reader)
    assert [row.best for row in event.casualties] == [89, 77]


def test_values_tell_report_day_speaker_and_words(told: Told, reader: Reader) -> None:
    event = merge([told("r1", killed=53, words=ARMY), told("r2", killed=53, words=VILLAGERS)], reader)
    values = [(v.report, v.published, v.said_by, v.text, v.span) for v in event.casualties[0].values]
    assert values == [
        ("r1", "2019-10-01", "army", "five", (0, 4)),
        ("r2", "2019-10-01", "residents", "five", (0, 4)),
    ]


def test_each_value_names_the_reports_that_support_it(told: Told, reader: Reader) -> None:
    month = ("2019-09-01", "2019-09-30")
    area = {
        "name": "central Mali",
        "country": "ML",
        "precision": "area",
        "lat": 14.5,
        "lon": -3.0,
        "admin1": None,
        "admin2": None,
        "gazetteer_id": None,
    }
    event = merge(
        [
            told("r1", by="JNIM", of="Malian Armed Forces"),
            told("r2", day=month, place=area, by="gunmen"),
            told("r3", day="2019-10-01", place="Mondoro", by="jihadists", status="denied"),
        ],
        reader,
    )
    assert event.date is not None
    assert event.location is not None
    assert (event.date.start, event.date.reports) == ("2019-09-30", ("r1", "r2"))
    assert (event.location.name, event.location.reports) == ("Boulikessi", ("r1", "r2"))
    acting = [actor for actor in event.actors if actor.role == "perpetrator"]
    assert [(a.name, a.reports, a.denied_by) for a in acting] == [
        ("JNIM", ("r1", "r2", "r3"), ("r3",)),
    ]
    assert [n.name for n in acting[0].names] == ["JNIM", "gunmen", "jihadists"]
    assert event.status == "confirmed"
    apart = {d.field: {v.value: v.reports for v in d.values} for d in event.disagreements}
    assert apart["location"] == {"Boulikessi": ("r1",), "Mondoro": ("r3",)}
    assert apart["date"]["2019-10-01"] == ("r3",)
    assert apart["status"] == {"confirmed": ("r1", "r2"), "denied": ("r3",)}


def test_two_groups_stay_two_perpetrators_and_disagree(told: Told, reader: Reader) -> None:
    event = merge([told("r1", by="JNIM"), told("r2", by="Boko Haram")], reader)
    assert [a.name for a in event.actors if a.role == "perpetrator"] == ["JNIM", "Boko Haram"]
    assert "actors.perpetrator" in [d.field for d in event.disagreements]


def test_most_reports_decide_the_type(told: Told, reader: Reader) -> None:
    kinds = ["attack", "attack", "armed_clash"]
    event = merge([told(f"r{i}", sub_event_type=kind) for i, kind in enumerate(kinds)], reader)
    assert (event.event_type, event.sub_event_type) == ("violence_against_civilians", "attack")
