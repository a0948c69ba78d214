"""Who acts and who suffers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cases import known_failures, table
from sahel_events.events.frames import build_frames
from sahel_events.events.reading import Sentence
from sahel_events.language.components.triggers import trigger_rules
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
        "Gunmen killed two young local passers-by in Gao on Monday.",
        {("gunmen", P), ("passers-by", T)},
        "a noun of several words, without what describes it",
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


ROLES: list[tuple[str, list[str]]] = [
    ("Gunmen attacked soldiers.", ["agent Gunmen (subject)", "patient soldiers (object)"]),
    (
        "Soldiers were attacked by gunmen.",
        ["agent gunmen (by_agent)", "patient Soldiers (passive_subject)"],
    ),
    (
        "An attack by gunmen on soldiers killed ten.",
        ["agent gunmen (by_agent)", "patient soldiers (attack_on)"],
    ),
    (
        "An attack on soldiers by gunmen killed ten.",
        ["agent gunmen (by_agent)", "patient soldiers (attack_on)"],
    ),
    (
        "A jihadist attack on a police post killed three.",
        ["agent jihadist (noun_modifier)", "patient police post (attack_on)"],
    ),
    ("Soldiers clashed with militants.", ["agent Soldiers (subject)", "patient militants (clash_with)"]),
    ("Militants and soldiers clashed.", ["agent Militants (subject)", "agent soldiers (subject)"]),
    (
        "The killing of three traders by gunmen shocked the town.",
        ["agent gunmen (by_agent)", "patient traders (attack_on)"],
    ),
    ("The kidnapping of a priest shocked the town.", ["patient priest (attack_on)"]),
    (
        "An attack claimed by JNIM killed three soldiers.",
        ["patient soldiers (object)", "claimant JNIM (claimed_by)"],
    ),
    ("JNIM said that it had attacked soldiers.", ["agent JNIM (subject)", "patient soldiers (object)"]),
    ("The attack was blamed on Boko Haram.", ["agent Boko Haram (by_agent)"]),
    ("The attack was attributed to Boko Haram.", ["agent Boko Haram (by_agent)"]),
    ("Soldiers freed hostages from Boko Haram.", ["agent Soldiers (subject)", "patient hostages (object)"]),
    ("Militants took a priest hostage.", ["agent Militants (subject)", "patient priest hostage (object)"]),
    (
        "Three soldiers died in an attack by gunmen.",
        ["agent gunmen (by_agent)", "patient soldiers (subject_of_death)"],
    ),
    ("Soldiers lost six men.", ["patient Soldiers (subject_of_death)"]),
    ("The attack left ten soldiers dead.", ["patient soldiers (left_dead)"]),
    (
        "Soldiers came under fire from gunmen.",
        ["agent gunmen (by_agent)", "patient Soldiers (passive_subject)"],
    ),
    ("Soldiers fell into an ambush.", ["patient Soldiers (passive_subject)"]),
    ("Soldiers hit a mine.", ["patient Soldiers (ran_over)"]),
    ("A convoy struck a mine.", ["patient convoy (ran_over)"]),
    (
        "A suicide bomber blew himself up among soldiers.",
        ["agent suicide bomber (bomber)", "patient soldiers (object)"],
    ),
    ("Gunmen opened fire on soldiers.", ["agent Gunmen (subject)", "patient soldiers (object)"]),
    ("Gunmen fired at a bus.", ["agent Gunmen (subject)", "patient bus (object)"]),
    ("Gunmen fired rockets at the camp.", ["agent Gunmen (subject)", "patient camp (object)"]),
    ("Police used tear gas against protesters.", ["agent Police (subject)", "patient protesters (object)"]),
    ("Protesters threw stones at police.", ["agent Protesters (support_verb)", "patient police (object)"]),
    ("Protesters burned the town hall.", ["agent Protesters (subject)", "patient town hall (object)"]),
    (
        "Soldiers with the support of French forces killed ten militants.",
        ["agent Soldiers (subject)", "patient militants (object)", "supporter French forces (supports)"],
    ),
    (
        "Soldiers, backed by French planes, killed ten militants.",
        ["agent Soldiers (subject)", "patient militants (object)", "supporter French planes (supports)"],
    ),
    (
        "French and Malian troops killed ten militants.",
        ["agent French (subject)", "agent Malian troops (subject)", "patient militants (object)"],
    ),
    ("The army and rebels signed an accord.", ["agent army (subject)", "agent rebels (subject)"]),
    ("The army handed a base over to soldiers of Mali.", ["agent army (subject)", "patient base (object)"]),
    ("The army found a weapons cache.", ["agent army (subject)"]),
    (
        "Gunmen entered the village and killed ten traders.",
        ["agent Gunmen (subject)", "patient village (object)", "patient traders (object)"],
    ),
    ("Gunmen who killed ten traders fled.", ["agent Gunmen (subject)", "patient traders (object)"]),
    (
        "The traders killed by gunmen were buried.",
        ["agent gunmen (by_agent)", "patient traders (passive_subject)"],
    ),
    (
        "Ten traders, killed by gunmen, were buried.",
        ["agent gunmen (by_agent)", "patient traders (passive_subject)"],
    ),
    (
        "Gunmen killed a trader and wounded his wife.",
        ["agent Gunmen (subject)", "patient trader (object)", "patient wife (object)"],
    ),
    (
        "Gunmen killed three gendarmes, two soldiers and a trader.",
        [
            "agent Gunmen (subject)",
            "patient gendarmes (object)",
            "patient soldiers (object)",
            "patient trader (object)",
        ],
    ),
    ("They killed three gendarmes.", ["patient gendarmes (object)"]),
    (
        "Gunmen, whom soldiers had chased, killed a trader.",
        ["agent Gunmen (subject)", "patient trader (object)"],
    ),
    (
        "An air strike by the French army killed ten militants.",
        ["agent French army (by_agent)", "patient militants (object)"],
    ),
    ("A helicopter of the army crashed.", ["agent helicopter (subject)"]),
    ("A drone killed ten militants.", ["agent drone (subject)", "patient militants (object)"]),
    ("Herders and farmers clashed.", ["agent Herders (subject)", "agent farmers (subject)"]),
    ("Ten soldiers were killed and the attackers fled.", ["patient soldiers (passive_subject)"]),
    (
        "Soldiers repelled an attack by militants.",
        ["agent militants (by_agent)", "patient Soldiers (subject)"],
    ),
    (
        "Militants ambushed soldiers, killing three.",
        ["agent Militants (subject)", "patient soldiers (object)"],
    ),
    (
        "Militants ambushed soldiers, who killed three of them.",
        ["agent Militants (subject)", "patient soldiers (object)"],
    ),
]
"""Who acts and who suffers in one sentence, each with the rule that says so."""


@pytest.mark.parametrize(("text", "expected"), ROLES, ids=[text for text, _ in ROLES])
def test_the_rule_that_gave_a_role_is_named(
    sentences: Callable[[str], list[Sentence]], text: str, expected: list[str]
) -> None:
    [sentence] = sentences(text)
    [frame] = build_frames(sentence, trigger_rules())[0]
    assert [
        f"{role[:-1]} {mention.text} ({frame.roles.how[mention.start].removeprefix('role.')})"
        for role in ("agents", "patients", "claimants", "supporters")
        for mention in getattr(frame.roles, role)
    ] == expected
