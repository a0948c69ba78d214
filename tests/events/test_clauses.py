"""What did not happen, was planned, feared or is habit carries no event, and is rejected with that reason."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cases import known_failures, table
from sahel_events.errors import RejectReason
from sahel_events.pipeline import Result

NEGATED, PLANNED, HYPOTHETICAL, HABITUAL, FIGURATIVE = (
    RejectReason.NEGATED,
    RejectReason.PLANNED,
    RejectReason.HYPOTHETICAL,
    RejectReason.HABITUAL,
    RejectReason.FIGURATIVE,
)
CASES = [
    ("Gunmen did not attack the village of Solhan.", NEGATED, "did not"),
    ("Militants never attacked the village of Solhan.", NEGATED, "never"),
    ("The army prevented an attack on the village of Solhan.", NEGATED, "prevented"),
    ("Militants will attack the camp near Gao.", PLANNED, "will"),
    ("Militants may attack the camp near Gao.", PLANNED, "may"),
    ("The army vowed to retake the town of Konna.", PLANNED, "vowed to"),
    ("JNIM threatened to attack the town of Gao.", PLANNED, "threatened to"),
    ("The army prepared to attack the militants near Gao.", PLANNED, "prepared to"),
    ("A rally planned for Friday in Bamako was announced.", PLANNED, "planned for"),
    ("Residents of Gao stayed inside for fear of an attack.", HYPOTHETICAL, "fear of"),
    ("If militants attack Gao, the army will respond.", HYPOTHETICAL, "if"),
    ("The threat of an attack on Gao is high.", HYPOTHETICAL, "threat of"),
    ("Militants often attack convoys near Gao.", HABITUAL, "often"),
    ("Militants attack convoys near Gao every week.", HABITUAL, "every week"),
    ("Militants have been carrying out attacks in the north.", HABITUAL, "have been"),
    ("Attack helicopters were delivered to Gao.", FIGURATIVE, "attack helicopters"),
]


@pytest.mark.parametrize(("text", "reason"), table(CASES))
def test_rejected(read: Callable[[str], Result], text: str, reason: RejectReason) -> None:
    result = read(text)
    assert result.events == ()
    assert reason in {rejected.reason for rejected in result.rejected}


HAPPENED = [
    (
        "A march against the constitutional reform was dispersed by police in Bamako on Monday.",
        "against, before a finite verb",
    ),
    (
        "On December 31, JNIM militants attacked a compound near Djibo where customs officers celebrated New "
        "Year, a civilian was killed.",
        "a feast that was attacked",
    ),
    ("A notable of the Imghad community was killed in this area on 10 December.", "a notable"),
    ("A Red Cross mission was attacked in Mbouna. The vehicle was seized.", "relief workers"),
    (
        "Clashes were reported between Islamist militants and Malian soldiers near Kadial.",
        "two sides and a place, without a day",
    ),
    ("A vehicle was damaged by an IED followed by gunfire near Gao.", "two acts at a place"),
    ("Gunmen attacked the village of Solhan.", "plain fact"),
    ("Militants managed to kill four soldiers near Gao.", "an infinitive that happened"),
    ("Gunmen began to shoot at villagers in Solhan.", "began to"),
    (
        "JNIM, which the army has vowed to destroy, killed four soldiers near Gao.",
        "the vow is another clause",
    ),
    ("Gunmen killed four soldiers near Gao, and more attacks may follow.", "the fear is of others"),
    ("Four soldiers were killed near Gao on May 3.", "May is a month"),
    ("Gunmen killed four soldiers who were not armed near Gao.", "the negation is of others"),
    (
        "Militants kill four soldiers near Gao\n\nGunmen killed four soldiers near Gao.",
        "present tense of a headline",
    ),
]
KNOWN = [
    (
        "Heavy losses were inflicted on the militants in clashes near Boni.",
        "clashes at a place",
        "'clashes' is taken for a verb of habit",
    ),
]


@pytest.mark.parametrize("text", table(HAPPENED) + known_failures(KNOWN))
def test_happened(read: Callable[[str], Result], text: str) -> None:
    assert len(read(text).events) == 1


def test_rejected_words_stand_in_the_text(read: Callable[[str], Result]) -> None:
    text = "It was quiet. Militants will attack the camp near Gao."
    [rejected] = read(text).rejected
    assert [s.text for s in rejected.spans()] == ["attack", "Militants will attack the camp near Gao."]
    assert [text[slice(*s.span)] for s in rejected.spans()] == [s.text for s in rejected.spans()]
    assert rejected.rules == ("attack.verb", "cue.modal")
    assert rejected.why == RejectReason.PLANNED.why


GROUNDS = [
    ("Militants did not attack the camp.", "cue.negation", "a cue"),
    ("The army sent troops to attack the militants.", "clause.infinitive", "an infinitive of purpose"),
    ("Attack helicopters flew over the army camp.", "clause.compound", "a noun that modifies"),
    ("It was quiet. The militants kill people who speak to the army.", "clause.present_tense", "present"),
    ("Militants have been attacking the camp.", "clause.progressive", "the progressive"),
    ("The union called a protest in Gao for Friday.", "clause.for_a_day", "a day to come"),
    ("About 41 soldiers have died in Mali since 2013.", "frame.total", "a total over years"),
    ("Attack on the army camp\n\nIt was a quiet day in Gao, residents said.", "draft.headline", "title"),
    ("There was an attack in Mali.", "draft.substance", "too little said"),
]


@pytest.mark.parametrize(("text", "rule"), table(GROUNDS))
def test_the_rule_that_spoke_against_a_candidate_is_named(
    read: Callable[[str], Result], text: str, rule: str
) -> None:
    assert rule in {rejected.rules[-1] for rejected in read(text).rejected}


@pytest.mark.parametrize("reason", RejectReason)
def test_every_reason_is_told_in_words(reason: RejectReason) -> None:
    assert len(reason.why.split()) > 4
