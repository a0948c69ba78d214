"""Who stands for whom: posts and their holders, words that take up a side, parts of a whole, those set free."""

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
        "Two French soldiers were killed near Gao on 3 May 2020 when a bomb went off beneath their armoured vehicle.",
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
        "JNIM blocked the road to Kayes last month. On 3 May 2024 army aircraft bombed camps of the group near Nioro.",
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
        "The anger dates from 3 May 2021, when 53 people, nearly all of them gendarmes, were killed by militants at Inata.",
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
    ("Soldiers killed in ambush near Djibo", {(BURKINA, T)}, "a participle without an auxiliary in a headline"),
    (
        "Officers in Ouagadougou on 3 May 2022 overthrew the elected president, Roch Kaboré, and closed the borders.",
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


@pytest.mark.parametrize(("text", "expected"), table([*POSTS, *TAKEN_UP, *PARTS, *VERBS]))
def test_cast(tell_one: Callable[[str], Event], text: str, expected: Cast) -> None:
    assert {(actor.name, actor.role.value) for actor in tell_one(text).actors} == expected
