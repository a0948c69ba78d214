"""What did not happen, was planned, feared or is habit carries no event, and is rejected with that reason."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cases import known_failures, table
from sahel_events.errors import RejectReason
from sahel_events.events.clauses import ground
from sahel_events.events.reading import Sentence
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


CLAUSES = [
    ("Soldiers were dying near Gao.", "dying", "", "progressive of the past"),
    ("Soldiers are dying near Gao.", "dying", "clause.progressive", "are … ing"),
    ("The army is attacking the camp.", "attacking", "clause.progressive", "is … ing"),
    ("They're attacking the camp.", "attacking", "clause.progressive", "'re … ing"),
    ("They’re attacking the camp.", "attacking", "clause.progressive", "’re … ing, a curly quote"),
    ("A militia has been attacking the camp.", "attacking", "clause.progressive", "has been … ing"),
    ("Militants have been attacking the camp.", "attacking", "clause.progressive", "have been … ing"),
    ("Militants attack the camp.", "attack", "clause.present_tense", "present tense"),
    ("27 June: MUJAO routs the MNLA in Gao.", "routs", "", "present tense of a chronicle"),
    ("The army got two attack helicopters.", "attack", "clause.compound", "helicopters"),
    ("The army got an attack helicopter.", "attack", "clause.compound", "a helicopter"),
    ("The army sent an assault force.", "assault", "clause.compound", "a force"),
    ("The man had an assault rifle.", "assault", "clause.compound", "a rifle"),
    ("The men had assault rifles.", "assault", "clause.compound", "rifles"),
    ("An attack aircraft landed.", "attack", "clause.compound", "an aircraft"),
    ("An attack dog barked.", "attack", "clause.compound", "a dog"),
    ("The army has an attack plan.", "attack", "clause.compound", "a plan"),
    ("The army has attack plans.", "attack", "clause.compound", "plans"),
    ("The army has a strike capability.", "strike", "clause.compound", "a capability"),
    ("The riot police came.", "riot", "clause.compound", "police"),
    ("The men wore riot gear.", "riot", "clause.compound", "gear"),
    ("A kidnapping squad came.", "kidnapping", "clause.compound", "a squad"),
    ("The strike killed two men.", "strike", "", "a noun of its own"),
    ("Two dead ponds lie near Gao.", "dead", "clause.compound", "what never lived"),
    ("Two dead men lie near Gao.", "dead", "", "who did"),
    ("The union called a rally for Friday.", "rally", "clause.for_a_day", "for a day"),
    ("The march was cancelled.", "march", "clause.called_off", "cancelled"),
    ("The march in Bamako was postponed.", "march", "clause.called_off", "postponed"),
    ("The protest was scrapped.", "protest", "clause.called_off", "scrapped"),
    ("The protest in Gao was put off.", "protest", "clause.called_off", "put off"),
    ("The protest in Gao was called off.", "protest", "clause.called_off", "called off"),
    ("The union demanded that Paris attack the camp.", "attack", "clause.asked_for", "demanded that"),
    ("She asks that they be killed.", "killed", "clause.asked_for", "asks that … be"),
    ("He demanded that the men who killed his son be tried.", "killed", "", "a fact within a demand"),
    ("The army wants to kill them.", "kill", "clause.infinitive", "wants to"),
    ("The army managed to kill them.", "kill", "", "managed to"),
    ("A man suspected of having stolen a moped fled.", "stolen", "clause.charged_with", "of having"),
    ("A man accused of looting a shop fled.", "looting", "clause.charged_with", "accused of"),
    ("A man charged with looting a shop fled.", "looting", "clause.charged_with", "charged with"),
    ("A man wanted for looting a shop fled.", "looting", "clause.charged_with", "wanted for"),
    ("Militants may attack the camp.", "attack", "cue.modal", "may"),
    ("Up to 40 people may have been killed.", "killed", "", "may have"),
    ("Up to 40 people might have been killed.", "killed", "", "might have"),
    ("Up to 40 people must have been killed.", "killed", "", "must have"),
    ("The army never attacked the camp.", "attacked", "cue.negation", "never"),
    ("The army did not, he said after a long day of talks, attack them.", "attack", "", "a far negation"),
    ("Residents fear an attack.", "attack", "cue.fear", "fear"),
    ("A march against the reform was dispersed.", "dispersed", "", "against, before a finite verb"),
    ("They lost the ability to govern and attacked the camp.", "attacked", "", "a plan, and then a fact"),
    ("The coup failed.", "coup", "", "a coup that failed is one"),
    ("Soldiers attacked but did not kill the men.", "attacked", "", "the negation is of what follows"),
    ("Soldiers attacked but did not kill the men.", "kill", "cue.negation", "the negation is of this"),
]


@pytest.mark.parametrize(("text", "word", "rule"), table(CLAUSES))
def test_what_speaks_against_a_word(
    sentences: Callable[[str], list[Sentence]], text: str, word: str, rule: str
) -> None:
    [sentence] = sentences(text)
    [trigger] = [t for t in sentence.triggers if t.text == word]
    found = ground(sentence, trigger, title=False)
    assert (found[1] if found else "") == rule


@pytest.mark.parametrize("reason", RejectReason)
def test_every_reason_is_told_in_words(reason: RejectReason) -> None:
    assert len(reason.why.split()) > 4
