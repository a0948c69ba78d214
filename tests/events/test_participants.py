"""Who acts and who suffers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cases import known_failures, table
from sahel_events.schema import Event

Cast = set[tuple[str, str]]

JNIM = "Jama'at Nusrat al-Islam wal-Muslimin"
MALI, NIGER, BURKINA, FRANCE = (
    "Malian Armed Forces",
    "Niger Armed Forces",
    "Burkina Faso Armed Forces",
    "French Armed Forces",
)
P, T, S, C = "perpetrator", "target", "supporter", "claimant"

MNLA = "National Movement for the Liberation of Azawad"
CASES: list[tuple[str, Cast, str]] = [
    (
        "Gunmen attacked the village of Bamba.",
        {("gunmen", P), ("civilians", T)},
        "active; a village is its people",
    ),
    (
        "An army camp near Dori was attacked by gunmen.",
        {("gunmen", P), (BURKINA, T)},
        "passive; a camp is its army",
    ),
    ("An attack by JNIM on an army post in Boni killed five.", {(JNIM, P), (MALI, T)}, "attack by … on"),
    ("An attack on an army camp near Dori by JNIM killed four.", {(JNIM, P), (BURKINA, T)}, "attack on … by"),
    (
        "A jihadist attack on a police post in Kongoussi killed three officers.",
        {("jihadists", P), ("Burkina Faso Police", T)},
        "an adjective for the attackers",
    ),
    (
        "Soldiers repelled an attack by militants on the camp at Nassoumbou.",
        {("militants", P), (BURKINA, T)},
        "who repels was attacked",
    ),
    (
        "Nigerien soldiers repelled an assault by Boko Haram on Diffa.",
        {("Boko Haram", P), (NIGER, T)},
        "who repels was attacked; a country's soldiers",
    ),
    (
        "Barkhane killed five militants in a raid near Gossi.",
        {(FRANCE, P), ("militants", T)},
        "a national operation is its army",
    ),
    ("French troops killed 12 jihadists near Gossi.", {(FRANCE, P), ("jihadists", T)}, "troops of a country"),
    (
        "Chadian soldiers killed 44 Boko Haram fighters near Bol.",
        {("Chadian Armed Forces", P), ("Boko Haram", T)},
        "fighters of a group are the group",
    ),
    (
        "French forces killed a senior commander of AQIM in a raid near Kidal.",
        {(FRANCE, P), ("Al-Qaeda in the Islamic Maghreb", T)},
        "a commander is his group",
    ),
    (
        "Unidentified gunmen kidnapped a Catholic priest in Djibo.",
        {("gunmen", P), ("priest", T)},
        "kidnapping",
    ),
    (
        "Two Senegalese peacekeepers were killed when their convoy was ambushed near Gao.",
        {("United Nations Multidimensional Integrated Stabilization Mission in Mali", T)},
        "peacekeepers in Mali",
    ),
    (
        "Soldiers reportedly executed 12 villagers in Moura.",
        {(MALI, P), ("villagers", T)},
        "soldiers are the army of the place",
    ),
    (
        "Boko Haram claimed responsibility for the attack on the Diffa barracks.",
        {(NIGER, T), ("Boko Haram", C)},
        "who claims is claimant, not perpetrator",
    ),
    (
        "JNIM claimed that it killed 40 soldiers in an ambush near Boni.",
        {(JNIM, P), (JNIM, C), (MALI, T)},
        "who says that it did it is both",
    ),
    (
        "The attack on Bamba, which no group has claimed, left nine villagers dead.",
        {("villagers", T)},
        "no group claims: nobody named",
    ),
    (
        "JNIM released a French hostage after negotiations in Mali.",
        {(JNIM, P), ("hostage", T)},
        "who releases acts",
    ),
    ("Police arrested 12 suspects in Ouagadougou.", {("Burkina Faso Police", P), ("suspects", T)}, "arrest"),
    (
        "Wagner mercenaries and Malian soldiers raided the village of Moura, killing 12 villagers.",
        {("Wagner Group", P), (MALI, P), ("villagers", T)},
        "two sides that act together",
    ),
    (
        "A military helicopter crashed near Gao, killing five soldiers.",
        {(MALI, T)},
        "nobody is the perpetrator of an accident",
    ),
    ("A military convoy hit a landmine near Boni.", {(MALI, T)}, "who hits a mine is the target"),
    (
        "Three peacekeepers and two soldiers were killed in an attack on a convoy near Kidal.",
        {("United Nations Multidimensional Integrated Stabilization Mission in Mali", T), (MALI, T)},
        "two groups of dead are two targets",
    ),
    ("JNIM and rebels signed an agreement in Djenne.", {(JNIM, P), ("rebels", P)}, "who sign are the sides"),
    (
        "French and Malian troops killed 30 militants near Gossi.",
        {(FRANCE, P), (MALI, P), ("militants", T)},
        "two adjectives of one noun",
    ),
    (
        "Six people were killed when a bus hit a roadside bomb near Boni.",
        {("people", T)},
        "who hits a bomb is no perpetrator",
    ),
    (
        "French troops, backed by Malian soldiers, killed 12 jihadists near Gossi.",
        {(FRANCE, P), (MALI, S), ("jihadists", T)},
        "backed by: a supporter",
    ),
    (
        "Security forces arrested two suspects in Niamey.",
        {("Niger security forces", P), ("suspects", T)},
        "the arrested are the target, whoever arrests",
    ),
    (
        "Jihadists beheaded 11 loggers in Borno.",
        {("jihadists", P), ("loggers", T)},
        "counted people whom no rule names",
    ),
    (
        "The army recaptured the town of Konna from militants.",
        {(MALI, P), ("militants", T)},
        "recaptured from",
    ),
    (
        "Ansarul Islam militants burned a school in Djibo.",
        {("Ansarul Islam", P)},
        "buildings are no actors",
    ),
    (
        "Gunmen shot dead a village chief, Amadou Diallo, in Boni.",
        {("gunmen", P), ("village chief", T)},
        "one person is one target",
    ),
    (
        "Unidentified men shot and killed a humanitarian worker in Gao.",
        {("men", P), ("humanitarian worker", T)},
        "a notion of two words",
    ),
    (
        "Three donso were shot dead near Dogofry.",
        {("donso", T)},
        "whom no rule names, passive",
    ),
    (
        "Highwaymen kidnapped two surveyors near Gao.",
        {("highwaymen", P), ("surveyors", T)},
        "both sides unknown to the rules",
    ),
    (
        "Seven school directors were killed near Dargol.",
        {("directors", T)},
        "a notion of two nouns",
    ),
    (
        "Militants killed 40 cows near Dori and attacked an army post.",
        {("militants", P), (BURKINA, T)},
        "cattle are no target",
    ),
    (
        "A patrol of peacekeepers came under fire from gunmen near Kidal.",
        {("gunmen", P), ("United Nations Multidimensional Integrated Stabilization Mission in Mali", T)},
        "fire from",
    ),
    (
        "The peacekeepers left Gao in the morning. A logistics convoy struck a mine near Kidal.",
        {("United Nations Multidimensional Integrated Stabilization Mission in Mali", T)},
        "a convoy without owner where peacekeepers were named last",
    ),
    (
        "Malian soldiers killed eight terrorists near Gossi with the support of French forces.",
        {(MALI, P), (FRANCE, S), ("terrorists", T)},
        "with the support of",
    ),
    (
        "Police fired tear gas at protesters in Niamey, injuring four.",
        {("Niger Police", P), ("protesters", T)},
        "force used on protesters",
    ),
    (
        "Jihadists seized the town of Diabaly.",
        {("jihadists", P)},
        "a town that changes hands is no target",
    ),
    (
        "Five suicide bombers, two of them women, attacked the market in Bol.",
        {("suicide bombers", P), ("civilians", T)},
        "a part of those named before",
    ),
    (
        "Gunmen attacked an army post at Tessit, killing ten soldiers. EIGS took responsibility for it.",
        {("gunmen", P), (MALI, T), ("Islamic State in the Greater Sahara", C)},
        "a claim in a sentence of its own",
    ),
    (
        "Gunmen attacked the camp at Dioura, killing 20 soldiers. JNIM said that its fighters had done it.",
        {("gunmen", P), (MALI, T), (JNIM, C)},
        "a claim by its men",
    ),
    (
        "An attack by jihadists on a mine near Dori left 20 people dead, 19 of them gendarmes.",
        {("jihadists", P), ("Burkina Faso Gendarmerie", T)},
        "what most of a number of people are",
    ),
    (
        "An attack by jihadists on a market near Dori left 20 people dead, two of them gendarmes.",
        {("jihadists", P), ("people", T)},
        "what few of them are",
    ),
    (
        "Supporters of the junta set fire to the French embassy in Niamey.",
        {("supporters", P), ("French embassy", T)},
        "a past form that the tagger takes for a noun",
    ),
    (
        "On 27 June 2012 MUJAO routed the MNLA in Gao.",
        {("Movement for Unity and Jihad in West Africa", P), (MNLA, T)},
        "who routs is not the one who was attacked",
    ),
    (
        "On Sunday a man was beaten to death by passers-by in Niamey before the police could get through.",
        {("passers-by", P), ("man", T)},
        "a word with 'by' in it opens no agent of its own",
    ),
    (
        "A French-made helicopter of the army fired rockets at rebel pick-ups north of Bourem.",
        {(MALI, P)},
        "a verb with subject and object is active, whatever its tag",
    ),
    (
        "Residents of Walia, near Gao, caught a man and beat him to death.",
        {("residents", P), ("man", T)},
        "an object pronoun takes up the man",
    ),
    (
        "A thief was beaten by a crowd in Diffa, and later died.",
        {("crowd", P), ("thief", T)},
        "an agent within the words of the act",
    ),
    (
        "On Thursday people waving flags gathered in Bamako to demand elections.",
        {("people", P)},
        "a day before the subject is no preposition's",
    ),
    (
        "A German missionary disappeared in Bamako on Sunday.",
        {("missionary", T)},
        "who disappears suffers",
    ),
    (
        "A US drone crashed near Agadez.",
        {("United States Armed Forces", T)},
        "an accident's owner",
    ),
    (
        "French special forces freed four hostages near Djibo; two French soldiers were killed in the raid.",
        {(FRANCE, P)},
        "who frees acts",
    ),
    (
        "Students clashed with police in Niamey, leaving one dead.",
        {("students", P), ("Niger Police", T)},
        "both sides of a clash",
    ),
]
KNOWN: list[tuple[str, Cast, str, str]] = [
    (
        "Clashes between French troops and jihadists near Menaka killed six jihadists.",
        {(FRANCE, P), ("jihadists", T)},
        "in a clash the side with the loss is the target",
        "both are perpetrators",
    ),
    (
        "Clashes between the army and JNIM fighters near Boni killed five soldiers.",
        {(JNIM, P), (MALI, T)},
        "in a clash the side with the loss is the target: the army",
        "both are perpetrators",
    ),
    (
        "Two helicopters collided near Menaka, killing 13 French soldiers.",
        {(FRANCE, T)},
        "an accident's target is the force that owns the craft",
        "the Malian army is a second target",
    ),
    (
        "The government and rebels signed a peace agreement in Algiers.",
        {("government", P), ("rebels", P)},
        "the government is not that of the place of signature",
        "the Government of Algeria is the only side",
    ),
    (
        "An assault on a post near Diffa was repelled by Nigerien troops, who killed 30 militants.",
        {("militants", P), (NIGER, T)},
        "who repels was attacked: passive",
        "the roles are turned round",
    ),
]


KNOWN += [
    (
        "The militia Dan Na Ambassagou was accused of killing 37 Fulani in Koulogon.",
        {("Dan Na Ambassagou", P), ("Fulani", T)},
        "accused of killing",
        "the accused are missing",
    ),
    (
        "A mortar attack on a camp in Kidal wounded three peacekeepers.",
        {("United Nations Multidimensional Integrated Stabilization Mission in Mali", T)},
        "the camp is that of those who were hurt",
        "the Malian army is a second target",
    ),
]


@pytest.mark.parametrize(("text", "expected"), table(CASES) + known_failures(KNOWN))
def test_cast(tell_one: Callable[[str], Event], text: str, expected: Cast) -> None:
    assert {(actor.name, actor.role.value) for actor in tell_one(text).actors} == expected


def test_names_of_the_table_carry_its_ids(tell_one: Callable[[str], Event]) -> None:
    event = tell_one("JNIM attacked French troops near Menaka.")
    assert {a.name: (bool(a.actor_id), a.country) for a in event.actors} == {
        JNIM: (True, "ML"),
        FRANCE: (True, "FR"),
    }


def test_generic_words_have_no_id(tell_one: Callable[[str], Event]) -> None:
    event = tell_one("Gunmen attacked villagers in Bamba.")
    assert {(a.name, a.actor_id) for a in event.actors} == {("gunmen", None), ("villagers", None)}


def test_an_actor_stands_once_in_each_role(tell_one: Callable[[str], Event]) -> None:
    event = tell_one(
        "JNIM attacked soldiers near Boni. The soldiers fled from JNIM. JNIM killed four soldiers in the "
        "attack."
    )
    cast = [(actor.name, actor.role) for actor in event.actors]
    assert len(cast) == len(set(cast))
