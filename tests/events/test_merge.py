"""One event for all its tellings, two events for two days, and which of them the article is about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from cases import table
from sahel_events.schema import Event

Told = Callable[..., list[Event]]
WEDNESDAY = date(2020, 6, 17)

ONE = [
    (
        "Gunmen killed four soldiers near Gao on Monday. The attackers arrived on motorbikes at dawn, a "
        "survivor said. "
        "Four soldiers died in the raid.",
        "retold in the same paragraph",
    ),
    (
        "Gunmen killed four soldiers near Gao on Monday, the army said.\n\nThe attack near Gao left four "
        "soldiers dead.",
        "retold in the next paragraph",
    ),
    (
        "Gunmen kill four soldiers near Gao\n\nGunmen killed four soldiers near Gao on Monday, the army "
        "said on Tuesday.",
        "told by the headline",
    ),
    (
        "Gunmen killed four soldiers near Gao on Monday.\n\nJNIM claimed responsibility for the attack.",
        "its claim",
    ),
    (
        "Gunmen killed four soldiers near Gao on Monday.\n\nThe death toll has risen to seven, the army "
        "said.",
        "its new toll",
    ),
    (
        "Gunmen killed four soldiers near Gao on Monday. Monday's attack was the first near Gao.",
        "taken up by its day",
    ),
    (
        "Gunmen killed three soldiers near Gao on Monday. A fourth died of his wounds on Tuesday, bringing "
        "the toll to four.",
        "one who dies on another day",
    ),
    (
        "Gunmen killed four soldiers near Gao on Monday. A first statement, put out in the evening, had "
        "spoken of 12 dead.",
        "an older figure",
    ),
    (
        "Soldiers fired on protesters in Moundou on Monday and killed three. They also detained 40 people.",
        "arrests in the course of it",
    ),
    (
        "Sixteen soldiers have been killed and another is missing after an ambush against a patrol near "
        "Tahoua, "
        "officials said Sunday\n\nDuring the attack the toll was 16 dead and one missing, one of them said.",
        "told in full by the headline alone",
    ),
    (
        "Ten soldiers were killed in an ambush in southwest Niger on Friday.\n\nThe troops came under the "
        "attack "
        "of several gunmen on a patrol north of Banibangou.",
        "an area and a department in it",
    ),
    (
        "Students set a police vehicle on fire in Kayes on Monday. Three of them were detained.",
        "some of those told of",
    ),
    (
        "Rebels attacked Lere on Monday. Nine soldiers were killed, according to the army; the rebels lost "
        "three fighters and took six soldiers prisoner.",
        "prisoners of the same fight",
    ),
    (
        "Gunmen attacked a camp near Gao on Monday and killed four soldiers. JNIM said that its men had "
        "carried out the raid.",
        "a verb with the deed that was told",
    ),
    (
        "Soldiers shot dead sixteen preachers at Diabaly on Saturday. Mauritania, which on Sunday talked of "
        "twelve of its nationals, put the figure at eight on Monday. The government gave a total of sixteen "
        "dead.",
        "the same toll, under a day of saying",
    ),
]
TWO = [
    (
        "An air strike on Monday killed three militants near Kidal. Another air strike on Tuesday killed "
        "five militants "
        "near Kidal.",
        ["2020-06-15", "2020-06-16"],
        "two strikes on two days",
    ),
    (
        "Gunmen killed four soldiers near Gao on Monday.\n\nOn Tuesday, gunmen killed six soldiers near Gao.",
        ["2020-06-15", "2020-06-16"],
        "two days, without a word for another",
    ),
    (
        "Gunmen killed nine villagers in Solhan on Monday. On the same day, gunmen killed two teachers "
        "near Djibo.",
        ["2020-06-15", "2020-06-15"],
        "two places on one day",
    ),
    (
        "Gunmen killed nine villagers in Solhan on Monday.\n\nIn Djibo, youths set fire to the town hall.",
        ["2020-06-15", "2020-06-15"],
        "a paragraph that turns to another town",
    ),
    (
        "Gunmen attacked the police station of Gao on Monday, the governor said on Tuesday. The next day "
        "three gendarmes were shot dead near Menaka.",
        ["2020-06-15", "2020-06-16"],
        "counted from the day of the attack, not from that of the statement",
    ),
    (
        "Gunmen attacked a village near Djibo on Monday, killing nine civilians. Last month, 13 soldiers "
        "were killed "
        "when two helicopters collided near Menaka.",
        ["2020-06-15", "2020-05-01"],
        "news and background",
    ),
    (
        "Two soldiers who had been abducted on June 14 near Gao were killed on June 15 by gunmen near Kidal.",
        ["2020-06-14", "2020-06-15"],
        "a relative clause with a day of its own",
    ),
    (
        "Boko Haram fighters killed ten soldiers near Ngouboua on Monday. Planes of Chad bombed six bases "
        "near Baga in reply on Tuesday.",
        ["2020-06-15", "2020-06-16"],
        "the blow that answers it",
    ),
]


CHRONICLES = [
    (
        "Gunmen killed twenty people in Tillia on Sunday.\n\nA reminder of earlier attacks:\n\n"
        "* 4 October 2017: A patrol is caught in an ambush near Tongo Tongo. Four soldiers die.\n\n"
        "* 12 December 2019: Militants overrun the camp of Inates. Seventy-one soldiers die.",
        [("2017-10-04", 4), ("2019-12-12", 71), ("2020-06-14", 20)],
        "entries by a day and a colon, in the present tense",
    ),
    (
        "Gunmen killed twenty people in Tillia on Sunday.\n\n- 2017: Tongo Tongo -\n\n"
        "On October 4, four soldiers are killed in an ambush.\n\n- 2019: Inates -\n\n"
        "Gunmen arrive at the camp and kill 71 soldiers.",
        [("2017-10-04", 4), (None, 71), ("2020-06-14", 20)],
        "entries by headings with a year",
    ),
]


@pytest.mark.parametrize(("text", "told"), table(CHRONICLES))
def test_entries_of_a_chronicle_stay_apart(
    tell: Told, text: str, told: list[tuple[str | None, int]]
) -> None:
    found = {(e.date.start if e.date else None, e.casualties[0].min) for e in tell(text, WEDNESDAY)}
    assert found == set(told)


@pytest.mark.parametrize("text", table(ONE))
def test_a_retelling_is_the_same_event(tell: Told, text: str) -> None:
    assert len(tell(text, WEDNESDAY)) == 1


@pytest.mark.parametrize(("text", "days"), table(TWO))
def test_two_events_stay_two(tell: Told, text: str, days: list[str]) -> None:
    assert [event.date.start if event.date else None for event in tell(text, WEDNESDAY)] == days


def test_the_newer_toll_replaces_the_older(tell_one: Callable[..., Event]) -> None:
    event = tell_one(
        "Gunmen killed four soldiers near Gao on Monday.\n\nThe death toll has risen to seven, the army said."
    )
    assert [(row.kind.value, row.min, row.max) for row in event.casualties] == [("killed", 7, 7)]


def test_the_tellings_of_an_event_are_its_evidence(tell_one: Callable[..., Event]) -> None:
    text = "Gunmen killed four soldiers near Gao on Monday.\n\nThe attack near Gao left four soldiers dead."
    assert [evidence.text for evidence in tell_one(text).evidence] == text.split("\n\n")


def test_background_is_not_main(tell: Told) -> None:
    news, background = tell(TWO[-1][0], WEDNESDAY)
    assert (news.main, background.main) == (True, False)
    assert (news.why["main"], background.why["main"]) == ("main.subject_or_same_day", "main.other_day")


def test_events_of_the_same_day_are_main(tell: Told) -> None:
    assert [event.main for event in tell(TWO[2][0], WEDNESDAY)] == [True, True]


def test_facts_complete_one_another(tell_one: Callable[..., Event]) -> None:
    """The day in one sentence, the place in the next, the toll in a third."""
    event = tell_one(
        "Gunmen attacked an army camp on Monday. The attack took place near Gao. Four soldiers were killed.",
        WEDNESDAY,
    )
    assert event.date is not None
    assert event.date.start == "2020-06-15"
    assert [(row.min, row.max) for row in event.casualties] == [(4, 4)]


TOLLS = [
    (
        "Militants attacked a post near Gao on Friday and seized two vehicles. Five soldiers were killed.",
        [("Gao", 5)],
        "a count goes with an attack that also looted",
    ),
    (
        "Gunmen attacked Tessit on Friday and killed six people.\n\nOn Saturday two cars blew up at the "
        "airport. "
        "Ten soldiers were killed, a hospital official said.",
        [("Tessit", 6), (None, 10)],
        "a count goes with the act told right before it, though that says little by itself",
    ),
    (
        "Gunmen attacked Tessit on Friday. Three people died and two were hurt; they were taken to Gao.",
        [("Tessit", 3)],
        "where the wounded were taken is no place of another event",
    ),
    (
        "One soldier of the contingent of Burkina Faso was killed when their camp at Ber, in Mali, was "
        "attacked on Friday. Two others of the contingent of Burkina Faso died of their wounds.",
        [("Ber", 1)],
        "a country that soldiers come from is not where they died",
    ),
    (
        "Soldiers have come upon about 100 corpses at Damasak, the town that they took back from Boko Haram "
        "last "
        "week. Troops drove the militants out of Damasak on Friday. Boko Haram lost 228 fighters in the "
        "battle.",
        [("Damasak", 100), ("Damasak", 228)],
        "bodies found where a fight for the place is told",
    ),
    (
        "Gunmen attacked the village of Bamba on Friday. Residents found 14 bodies in the bush on Saturday.",
        [("Bamba", 14)],
        "bodies found after an attack",
    ),
    (
        "Gunmen killed at least 34 people in attacks on villages in northern Burkina Faso at the "
        "weekend.\n\nIn "
        "the northwest, 22 people were killed late on Sunday at Bourasso.\n\nIn the north, 12 people died on "
        "Saturday in an attack at Namissiguima.",
        [("Bourasso", 22), ("Namissiguima", 12)],
        "the sum of two events is none",
    ),
    (
        "Gunmen killed four soldiers near Gao on Friday.\n\nIn Tessit on the same day, bandits killed two "
        "traders.",
        [("Gao", 4), ("Tessit", 2)],
        "a place that opens the sentence is that of another event",
    ),
]


@pytest.mark.parametrize(("text", "tolls"), table(TOLLS))
def test_a_count_goes_with_its_own_event(tell: Told, text: str, tolls: list[tuple[str | None, int]]) -> None:
    found = [
        (e.location.name if e.location else None, c.min)
        for e in tell(text, WEDNESDAY)
        for c in e.casualties
        if c.kind.value == "killed"
    ][: len(tolls)]
    assert found == tolls


def test_a_protest_is_no_part_of_killings_far_off(tell: Told) -> None:
    text = (
        "The army says that it killed at least twenty fighters near Tansila on Monday.\n\nPrices are high in "
        "the capital.\n\nTeachers are paid late there.\n\nSome 400 people held a sit-in in Ouagadougou on "
        "Monday."
    )
    assert [e.event_type.value for e in tell(text, WEDNESDAY)][-1] == "protests"


def test_words_said_again_go_where_they_were_said(tell: Told) -> None:
    """Not to the act told between, to which a count alone may belong."""
    told = "Gunmen killed two soldiers near Gao on Monday, the army said."
    assert len(tell(f"{told} The attackers burned houses and took cattle.\n\n{told}", None)) == 1
