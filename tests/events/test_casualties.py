"""Sentences through the shipped pipeline to rows of casualties."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cases import known_failures, table
from sahel_events.schema import Event

Rows = list[tuple[str, int, int | None]]

ACTIVE_AND_PASSIVE: list[tuple[str, Rows, str]] = [
    ("Gunmen killed ten civilians in the village of Solhan.", [("killed", 10, 10)], "active"),
    ("Ten civilians were killed by gunmen in the village of Solhan.", [("killed", 10, 10)], "passive"),
    (
        "Twelve soldiers were killed and 29 injured when militants attacked a camp near Gao.",
        [("killed", 12, 12), ("injured", 29, 29)],
        "short passive, coordinated",
    ),
    (
        "Militants killed four soldiers, wounded six and abducted two near Djibo.",
        [("killed", 4, 4), ("injured", 6, 6), ("abducted", 2, 2)],
        "three verbs of one subject",
    ),
    (
        "Gunmen killed four soldiers and wounded six others near Gao.",
        [("killed", 4, 4), ("injured", 6, 6)],
        "others with a number",
    ),
    ("More than 50 soldiers died in an attack on the Inates base.", [("killed", 51, None)], "they died"),
    ("The army lost six soldiers in fighting near Tessalit.", [("killed", 6, 6)], "lost"),
    ("The army neutralised 15 terrorists near Dori.", [("killed", 15, 15)], "neutralised means killed"),
    (
        "An attack on the village of Koumbri left nine dead and twelve wounded.",
        [("killed", 9, 9), ("injured", 12, 12)],
        "left … dead",
    ),
    ("The attack near Dori left at least nine dead.", [("killed", 9, None)], "left at least"),
    (
        "The blast claimed the lives of ten soldiers near Boulikessi.",
        [("killed", 10, 10)],
        "claimed the lives of",
    ),
    (
        "The bodies of 14 villagers were found after an attack on the village of Bamba.",
        [("killed", 14, 14)],
        "bodies of",
    ),
    ("Twelve soldiers are missing after the ambush near Tongo Tongo.", [("missing", 12, 12)], "missing"),
    ("Gunmen abducted eight women near Arbinda.", [("abducted", 8, 8)], "abducted"),
    ("The army freed 66 women held by Boko Haram near Diffa.", [("freed", 66, 66)], "freed"),
    ("The army arrested three militants near Dori.", [("captured", 3, 3)], "arrested"),
    ("Militants attacked a village near Boni, killing dozens.", [("killed", 24, None)], "participle"),
]
LISTS: list[tuple[str, Rows, str]] = [
    (
        "Three peacekeepers, two soldiers and a child were killed in an attack on a convoy near Kidal.",
        [("killed", 3, 3), ("killed", 2, 2), ("killed", 1, 1)],
        "a row for each group",
    ),
    (
        "The ambush near Dori claimed the lives of seven gendarmes and a civilian.",
        [("killed", 7, 7), ("killed", 1, 1)],
        "a group and one",
    ),
    (
        "The attack in Inates killed at least four soldiers and several militants.",
        [("killed", 4, None), ("killed", 3, None)],
        "open counts of both sides",
    ),
    (
        "Two policemen were killed and a third was wounded in an attack on a police post near Dori.",
        [("killed", 2, 2), ("injured", 1, 1)],
        "a third",
    ),
    ("A soldier was killed when a mine exploded near Kidal.", [("killed", 1, 1)], "a soldier is one"),
    (
        "A suicide bomber killed himself and five soldiers at a checkpoint in Gao.",
        [("killed", 5, 5), ("killed", 1, 1)],
        "himself is counted",
    ),
]
PARTS: list[tuple[str, Rows, str]] = [
    ("The attack killed 35 people, 24 of them children, in Koumbri.", [("killed", 35, 35)], "of them"),
    (
        "Gunmen killed 11 people, five of them police officers, at Bamba.",
        [("killed", 11, 11)],
        "of them police",
    ),
    (
        "The attack left 11 people dead, including two gendarmes, near Dori.",
        [("killed", 11, 11)],
        "including",
    ),
]
VAGUE: list[tuple[str, Rows, str]] = [
    ("About 20 militants were killed in an air strike near Kidal.", [("killed", 20, 20)], "about"),
    ("Dozens of civilians were massacred in Ogossagou.", [("killed", 24, None)], "dozens"),
    ("Scores of civilians were killed in an attack on Moura.", [("killed", 40, None)], "scores"),
    ("Hundreds of villagers were killed in an attack on Moura.", [("killed", 200, None)], "hundreds"),
    ("Between 10 and 15 militants were killed in clashes near Menaka.", [("killed", 10, 15)], "between"),
    ("Six to eight militants were killed in an air strike near Kidal.", [("killed", 6, 8)], "a range"),
    ("Up to 10 civilians were killed in a raid on the village of Bamba.", [("killed", 0, 10)], "up to"),
    (
        "Thirty-seven workers were killed when gunmen ambushed a convoy near Boungou.",
        [("killed", 37, 37)],
        "words",
    ),
]
REVISED: list[tuple[str, Rows, str]] = [
    (
        "An ambush near Gao killed 23 soldiers, the army said, revising an earlier count of 20.",
        [("killed", 23, 23)],
        "earlier count",
    ),
    (
        "The toll of the attack on Solhan has been revised from 20 to 23 dead, the government said.",
        [("killed", 23, 23)],
        "revised from … to",
    ),
    (
        "The army said 17 soldiers died in the ambush near Tongo Tongo, up from an earlier count of 15.",
        [("killed", 17, 17)],
        "up from",
    ),
    (
        "The death toll from the attack on Solhan rose to 160, officials said, from an earlier count of 138.",
        [("killed", 160, 160)],
        "rose to … from",
    ),
    (
        "Gunmen killed four soldiers near Gao on Monday, the army said.\nThe death toll from the attack "
        "has risen to "
        "seven, the army said on Tuesday.",
        [("killed", 7, 7)],
        "a later sentence",
    ),
    (
        "Gunmen killed 20 villagers in Solhan, the mayor said. The earlier count was 25.",
        [("killed", 20, 20)],
        "the other way round",
    ),
]
ZERO: list[tuple[str, Rows, str]] = [
    (
        "Gunmen attacked a camp in Inates. There were no casualties, the army said.",
        [("killed", 0, 0), ("injured", 0, 0)],
        "no casualties",
    ),
    ("The attack on the camp in Gao caused only material damage.", [], "only material damage: no row"),
    ("Gunmen attacked the camp near Gao.", [], "nothing said: no row"),
]
KNOWN: list[tuple[str, Rows, str, str]] = [
    (
        'Two soldiers and around ten "terrorists" were killed in an ambush near Dori, the army said.',
        [("killed", 2, 2), ("killed", 10, 10)],
        "a noun in quotation marks",
        "the ten are lost",
    ),
    (
        "An attack near Dori killed 12 people, including the bomber.",
        [("killed", 11, 11), ("killed", 1, 1)],
        "the assailant has a row of his own",
        "one row of 12",
    ),
    (
        "No one was hurt when a bomb exploded near a convoy in Gao.",
        [("injured", 0, 0)],
        "no one was hurt",
        "no event at all: the explosion is rejected with the wounded",
    ),
    (
        "Nobody was killed in the attack on Solhan.",
        [("killed", 0, 0)],
        "nobody was killed",
        "no event at all: the attack is rejected as negated",
    ),
    (
        "The militants attacked the convoy near Gao, but the army lost no one, it said.",
        [("killed", 0, 0)],
        "lost no one",
        "no row",
    ),
]


def rows(event: Event) -> Rows:
    return [(row.kind.value, row.min, row.max) for row in event.casualties]


@pytest.mark.parametrize(
    ("text", "expected"),
    table([*ACTIVE_AND_PASSIVE, *LISTS, *PARTS, *VAGUE, *REVISED, *ZERO]) + known_failures(KNOWN),
)
def test_tolls(tell_one: Callable[[str], Event], text: str, expected: Rows) -> None:
    assert sorted(rows(tell_one(text))) == sorted(expected)


@pytest.mark.parametrize(
    ("count", "approximate"),
    table(
        [
            ("About 20", True, "about"),
            ("Nearly 40", True, "nearly"),
            ("Dozens of", True, "dozens"),
            ("Several", True, "several"),
            ("At least 20", False, "at least"),
            ("More than 20", False, "more than"),
            ("Twenty", False, "exact"),
        ]
    ),
)
def test_vague_words_are_approximate(tell_one: Callable[[str], Event], count: str, approximate: bool) -> None:
    [row] = tell_one(f"{count} soldiers were killed in an ambush near Gao.").casualties
    assert row.approximate is approximate


@pytest.mark.parametrize(
    ("text", "who"),
    table(
        [
            ("Gunmen killed ten soldiers near Gao.", "soldiers", "the group"),
            ("Ten Boko Haram fighters were killed near Diffa.", "Boko Haram fighters", "a named group"),
            ("An ambush near Gao left ten dead.", None, "no noun"),
        ]
    ),
)
def test_who_was_counted(tell_one: Callable[[str], Event], text: str, who: str | None) -> None:
    assert [row.who for row in tell_one(text).casualties] == [who]


def test_words_of_a_count_stand_in_the_text(tell_one: Callable[[str], Event]) -> None:
    text = "Gunmen killed at least ten soldiers near Gao."
    [row] = tell_one(text).casualties
    assert "at least ten" in row.text
    assert text[row.span[0] : row.span[1]] == row.text


@pytest.mark.parametrize(
    "text",
    table(
        [
            ("Nine people were killed in two attacks in northern Burkina Faso.", "a sum of attacks"),
            ("41 French soldiers have died in the Sahel since 2013.", "a sum of years"),
            ("Violence has killed more than 4,000 people in the Sahel this year.", "a sum of a year"),
            ("More than 4.2 million people have been displaced in the Sahel.", "no event at all"),
        ]
    ),
)
def test_totals_are_no_event(tell: Callable[[str], list[Event]], text: str) -> None:
    assert tell(text) == []


@pytest.mark.xfail(reason="kept as an attack in Mali", raises=AssertionError, strict=True)
def test_totals_of_several_countries_are_no_event(tell: Callable[[str], list[Event]]) -> None:
    assert tell("Attacks killed 4,000 people in Mali, Niger and Burkina Faso in 2019.") == []
