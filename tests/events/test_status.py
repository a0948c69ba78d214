"""Who stands behind an event."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cases import table
from sahel_events.schema import Event

CASES = [
    ("Gunmen killed ten civilians in Solhan.", "confirmed", "plain fact"),
    ("The army said it killed 30 militants near Dori.", "confirmed", "an army's own count"),
    (
        "Gunmen killed ten soldiers near Gao, the defence ministry said.",
        "confirmed",
        "an authority of the side",
    ),
    (
        "Eight herders were killed by gunmen near Banibangou, the mayor said.",
        "confirmed",
        "an elected official",
    ),
    (
        "A village chief said that gunmen had killed eight herders near Banibangou.",
        "confirmed",
        "a notable who speaks for the victims",
    ),
    ("Witnesses said soldiers executed 12 villagers in Moura.", "reported", "a third party's word"),
    ("Soldiers reportedly executed 12 villagers in Moura.", "reported", "reportedly"),
    (
        "Burkinabe troops executed 31 villagers in Djibo, Human Rights Watch said.",
        "reported",
        "a rights group",
    ),
    ("Boko Haram claimed responsibility for the attack on the Diffa barracks.", "claimed", "only the claim"),
    ("JNIM claimed that it killed 40 soldiers in an ambush near Boni.", "claimed", "the claimant's word"),
    (
        "JNIM took credit on Friday for a bombing that killed three French soldiers near Hombori.",
        "confirmed",
        "a deed that the text tells itself",
    ),
    ("The army denied that it had bombed the village of Bounti.", "denied", "denied by the accused side"),
    (
        "The army rejected as false a report that planes bombed the village of Bounti, killing 19 people.",
        "denied",
        "rejected as false",
    ),
    (
        "Gunmen killed ten soldiers near Gao, the army said. JNIM claimed responsibility for the attack.",
        "confirmed",
        "a claim beside an authority's word",
    ),
    (
        "Gunmen killed ten soldiers near Gao, the army said. No group has claimed the attack.",
        "confirmed",
        "no claim",
    ),
]


@pytest.mark.parametrize(("text", "status"), table(CASES))
def test_status(tell_one: Callable[[str], Event], text: str, status: str) -> None:
    event = tell_one(text)
    assert event.status.value == status
    assert event.why["status"].startswith("status.")


@pytest.mark.parametrize(
    ("text", "words"),
    table(
        [
            ("Soldiers reportedly executed 12 villagers in Moura.", "reportedly", "reported"),
            ("The army denied that it had bombed the village of Bounti.", "denied", "denied"),
            ("JNIM claimed that it killed 40 soldiers in an ambush near Boni.", "claimed", "claimed"),
        ]
    ),
)
def test_words_that_decide_are_kept(tell_one: Callable[[str], Event], text: str, words: str) -> None:
    evidence = tell_one(text).status_evidence
    assert evidence is not None
    assert words in evidence.text
