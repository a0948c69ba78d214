"""Who stands for whom: posts and their holders, words that take up a side, parts of a whole, helpers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cases import table
from sahel_events.schema import Event

Cast = set[tuple[str, str]]

JNIM = "Jama'at Nusrat al-Islam wal-Muslimin"
MINUSMA = "United Nations Multidimensional Integrated Stabilization Mission in Mali"
MALI, NIGER, BURKINA, FRANCE = (
    "Malian Armed Forces",
    "Niger Armed Forces",
    "Burkina Faso Armed Forces",
    "French Armed Forces",
)
P, T, S, C = "perpetrator", "target", "supporter", "claimant"

POSTS: list[tuple[str, Cast, str]] = [
    (
        "Nine gendarmes were killed on 3 May 2021 when armed men entered their camp at Bandio in Mali.",
        {("armed men", P), ("Malian Gendarmerie", T)},
        "their camp is that of those who were killed",
    ),
    (
        "Two French soldiers died near Gao on 3 May 2020 when a bomb went off under their armoured vehicle.",
        {(FRANCE, T)},
        "their vehicle is no army of the country",
    ),
    (
        "Soldiers killed ten militants near Djibo on 3 May 2024 and destroyed their base.",
        {(BURKINA, P), ("militants", T)},
        "their base is not that of the one who destroys it",
    ),
    (
        "Gunmen fell on the position that the VDP keep at the entrance to Djibo on 3 May 2024.",
        {("gunmen", P), ("Volunteers for the Defence of the Homeland", T)},
        "a position is the side's that keeps it",
    ),
    (
        "Rebels attacked a camp manned by gendarmes near Gao on 3 May 2024, killing three.",
        {("rebels", P), ("Malian Gendarmerie", T)},
        "a camp is the side's that mans it",
    ),
    (
        "A suicide bomber blew up a car in a military camp in Gao on 3 May 2017 and killed 70 people.",
        {("suicide bomber", P), (MALI, T)},
        "the camp in which it blew up is the target, not a number of people",
    ),
    (
        "A mortar round landed inside the army camp at Diffa on 3 May 2019, wounding two.",
        {(NIGER, T)},
        "the camp in which a shell lands",
    ),
]

TAKEN_UP: list[tuple[str, Cast, str]] = [
    (
        "JNIM blocked the road last month. On 3 May 2024 army aircraft bombed camps of the group near Nioro.",
        {(MALI, P), (JNIM, T)},
        "camps of the group",
    ),
    (
        "MINUSMA has closed two bases. On 3 May 2023 youths threw stones at a patrol of the mission in Gao.",
        {("youths", P), (MINUSMA, T)},
        "a patrol of the mission",
    ),
    (
        "MINUSMA has closed two bases. On 3 May 2023 three rockets fell near the mission's camp in Kidal.",
        {(MINUSMA, T)},
        "the mission's camp",
    ),
]

PARTS: list[tuple[str, Cast, str]] = [
    (
        "Fourteen people, five children among them, were killed by gunmen near Dori on 3 May 2024.",
        {("gunmen", P), ("people", T)},
        "a part of those killed is no target beside them",
    ),
    (
        "On 3 May 2021, 53 people, nearly all of them gendarmes, were killed by militants at Inata.",
        {("militants", P), ("Burkina Faso Gendarmerie", T)},
        "those who most of the people were",
    ),
    (
        "Malian soldiers freed 12 women near Gao on 3 May 2024 and killed four jihadists.",
        {(MALI, P), ("jihadists", T)},
        "whom a force sets free is not its target",
    ),
]

VERBS: list[tuple[str, Cast, str]] = [
    ("Soldiers killed in ambush near Djibo", {(BURKINA, T)}, "a participle without an auxiliary"),
    (
        "Officers in Ouagadougou on 3 May 2022 overthrew the elected president, Roch Kaboré.",
        {(BURKINA, P), ("Roch Marc Christian Kaboré", T)},
        "the object is a title, the name stands behind it",
    ),
    (
        "On 26 July 2023 men of the presidential guard locked up President Mohamed Bazoum in Niamey.",
        {("Nigerien Presidential Guard", P), ("Mohamed Bazoum", T)},
        "a title that the act takes; a guard of the country",
    ),
    (
        "Two national guards were killed when gunmen attacked their post near Tillabéri on 4 May 2022.",
        {("gunmen", P), ("Niger National Guard", T)},
        "the national guard of the country",
    ),
    (
        "One of the army's drones caught a group of fighters near Djibo on 3 May 2024 and killed twenty.",
        {(BURKINA, P), ("fighters", T)},
        "drones catch fighters",
    ),
]

HELPERS: list[tuple[str, Cast, str]] = [
    (
        "On 3 May 2010 Mauritanian troops with French technical help attacked an AQIM camp near Timbuktu.",
        {("Mauritanian Armed Forces", P), ("Al-Qaeda in the Islamic Maghreb", T), (FRANCE, S)},
        "a nation's help",
    ),
    (
        "On 3 May 2020 jihadists freed a priest near Gao together with a French aid worker.",
        {("jihadists", P), ("priest", T)},
        "an aid worker is no help",
    ),
    (
        "The army and its partners from Wagner entered Kidal on 14 November 2023.",
        {(MALI, P), ("Wagner Group", P)},
        "an army and its ally",
    ),
    (
        "French planes and commandos killed 35 militants near Gao on 3 May 2018.",
        {(FRANCE, P), ("militants", T)},
        "an adjective of two forces",
    ),
    (
        "On 3 May 2013 the French killed ten jihadists near Tessalit.",
        {(FRANCE, P), ("jihadists", T)},
        "a nation's word alone",
    ),
    (
        "Soldiers raped women in Tera on 27 March 2021, a commission said. Men of the Chadian contingent "
        "raped at least three women.",
        {("Chadian Armed Forces", P), ("women", T)},
        "the army that a later telling names",
    ),
]

UNITS: list[tuple[str, Cast, str]] = [
    ("On 7 August 2022 an escort struck an explosive device near Boni.", {(MALI, T)}, "an escort"),
    (
        "On 19 March 2024 a unit that was carrying out a sweep near Tillabéri fell into an ambush.",
        {(NIGER, T)},
        "who falls into an ambush is the target, whatever it was doing",
    ),
    (
        "On 3 May 2024 an engineer team detected and blew up an explosive device near Tillabéri.",
        {(NIGER, P)},
        "a team of engineers, a verb with its object in the trigger",
    ),
    (
        "On 3 May 2022 an offensive reconnaissance near Mondoro made contact with a group of terrorists.",
        {(MALI, P), ("terrorists", T)},
        "a reconnaissance",
    ),
    (
        "The garrison of Toumour in Niger, which lost 18 men in an assault by ISWAP on 25 May 2020, left.",
        {("Islamic State West Africa Province", P), (NIGER, T)},
        "which lost: the side before the place",
    ),
]

DESCRIBED: list[tuple[str, Cast, str]] = [
    (
        "On 3 May 2021 the police station of Djibo came under fire from men on about 40 motorcycles.",
        {("men on motorcycles", P), ("Burkina Faso Police", T)},
        "men on motorcycles",
    ),
    (
        "A journalist was shot dead in Djibo on 3 May 2022 by men in army uniform.",
        {("men in army uniform", P), ("journalist", T)},
        "men in uniform are not said to be the army",
    ),
    (
        "Two men on a motorcycle were shot dead by gunmen near Djibo on 3 May 2022.",
        {("gunmen", P), ("men", T)},
        "who suffers is not described",
    ),
    (
        "On 3 May 2021 a man suspected of having stolen a moped was beaten to death by passers-by in Kaya.",
        {("passers-by", P), ("man", T)},
        "what somebody is suspected of is not told",
    ),
    (
        "On 22 March 2012 officers led by Captain Amadou Sanogo chased President Amadou Toumani Toure from "
        "his palace in Bamako.",
        {(MALI, P), ("Amadou Toumani Touré", T)},
        "who leads those who act; a president whom the act takes",
    ),
    (
        "Soldiers in Ouagadougou on 30 September 2022 deposed Lieutenant-Colonel Paul-Henri Sandaogo Damiba "
        "and dissolved the government.",
        {(BURKINA, P), ("Paul-Henri Sandaogo Damiba", T)},
        "a rank is nobody; the government falls with its head",
    ),
    (
        "Dan Na Ambassagou attacked a Fulani settlement near Koro on 3 May 2021, killing six people.",
        {("Dan Na Ambassagou", P), ("Fulani", T)},
        "the people of a village are those of its name",
    ),
    (
        "French troops raided a camp near Gao on 3 May 2018 and killed 35 militants.",
        {(FRANCE, P), ("militants", T)},
        "a camp that an army raids is no army's",
    ),
    (
        "Seven soldiers died on 3 May 2021 when the truck that was bringing them back overturned at Koupéla.",
        {(BURKINA, T)},
        "the truck of an accident",
    ),
    (
        "On 3 May 2020 notables of the Fulani and Dogon communities signed an accord in Ménaka.",
        {("Fulani", P), ("Dogon", P)},
        "all who sign act",
    ),
    (
        "Several hundred Mauritanians demonstrated peacefully in Nouakchott on 3 May 2022.",
        {("Mauritanians", P)},
        "the people of a country",
    ),
    (
        "Five soldiers and three gendarmes were killed by gunmen near Tillabéri on 3 May 2021.",
        {("gunmen", P), (NIGER, T), ("Niger Gendarmerie", T)},
        "two forces of a state",
    ),
    (
        "Chadian and Nigerien troops retook Damasak in Nigeria from Boko Haram on 9 March 2015.",
        {("Chadian Armed Forces", P), (NIGER, P), ("Boko Haram", T)},
        "two nations' troops",
    ),
    (
        "Herders clashed with farmers near Koro on 3 May 2021, leaving nine dead.",
        {("herders", P), ("farmers", T)},
        "clashed is never passive",
    ),
    (
        "A convoy escorted by the army was attacked by gunmen near Bourzanga on 3 May 2022.",
        {("gunmen", P), (BURKINA, T)},
        "who escorts those who suffer suffers too",
    ),
    (
        "French commandos backed by helicopters killed four kidnappers near Djibo on 10 May 2019.",
        {(FRANCE, P), ("kidnappers", T)},
        "helicopters are the commandos' own",
    ),
]

ALL = [*POSTS, *TAKEN_UP, *PARTS, *VERBS, *HELPERS, *UNITS, *DESCRIBED]


@pytest.mark.parametrize(("text", "expected"), table(ALL))
def test_cast(tell_one: Callable[[str], Event], text: str, expected: Cast) -> None:
    assert {(actor.name, actor.role.value) for actor in tell_one(text).actors} == expected
