"""Event types."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cases import known_failures, table
from sahel_events.schema import TYPE_OF_SUB, Event

CASES = [
    ("Militants ambushed an army patrol near Boni.", "armed_clash", "against an army's patrol"),
    ("Gunmen attacked a police post in Kongoussi.", "armed_clash", "against the police"),
    ("Militants attacked a UN convoy near Kidal.", "armed_clash", "against peacekeepers"),
    ("Soldiers clashed with militants near Dori.", "armed_clash", "a clash"),
    ("The army killed 30 militants near Dori.", "armed_clash", "an army against militants"),
    (
        "French forces killed a senior commander of AQIM in a raid near Kidal.",
        "armed_clash",
        "a leader killed on the ground",
    ),
    (
        "French forces killed the leader of EIGS in an air strike near Menaka.",
        "air_drone_strike",
        "a leader killed from the air",
    ),
    ("A drone strike killed seven militants near Tinzaouaten.", "air_drone_strike", "a drone"),
    (
        "Two people were killed in Tera on Saturday when a crowd tried to hold up a convoy of the army. They "
        "threw stones. Gendarmes opened fire and fired tear gas.",
        "excessive_force_against_protesters",
        "a crowd with stones that is shot at",
    ),
    (
        "On 5 August, FAMa aircraft struck a refuge near Serma. Some thirty terrorists were neutralized.",
        "air_drone_strike",
        "neutralised from the air",
    ),
    (
        "Seven soldiers were killed when their truck turned over near Koupela. An official ruled out a bomb.",
        "accident",
        "a bomb ruled out",
    ),
    (
        "On 18 February, farmers and herders clashed in the village of Bilanga. Three herders were killed.",
        "armed_clash",
        "communities that fight each other",
    ),
    (
        "Militants attacked the village of Doffi and killed three Koglweogo militiamen.",
        "armed_clash",
        "the dead are a militia's",
    ),
    ("Gunmen attacked the ranger station in Tiare.", "armed_clash", "rangers are a state force"),
    ("Gunmen attacked an Imghad camp near Menaka, killing six people.", "attack", "a camp of herders"),
    (
        "On June 2, gendarmes arrested and severely beat two herders near Sebba.",
        "attack",
        "those arrested are beaten",
    ),
    (
        "An IED struck a police convoy near Solle and the blast was ensued by gunfire; six policemen died.",
        "armed_clash",
        "guns behind the mine",
    ),
    (
        "Police dispersed a march in Niamey with truncheons, injuring eight protesters.",
        "protest_with_intervention",
        "hurt, but not by deadly force",
    ),
    (
        "Police opened fire on a march in Niamey, injuring eight protesters.",
        "excessive_force_against_protesters",
        "hurt by deadly force",
    ),
    ("Warplanes bombed a militant camp near Kidal.", "air_drone_strike", "planes that bomb"),
    ("A suicide car bomb exploded at a camp in Gao, killing 47.", "suicide_bomb", "a car bomb, suicide said"),
    ("A suicide bomber blew himself up in Gao, killing 12 soldiers.", "suicide_bomb", "a suicide bomber"),
    (
        "A car bomb exploded at a camp in Gao, killing 47.",
        "remote_explosive_landmine_ied",
        "a car bomb, suicide not said",
    ),
    (
        "A mine exploded under a bus near Boni, killing 15 civilians.",
        "remote_explosive_landmine_ied",
        "a mine",
    ),
    (
        "A soldier was killed by an improvised explosive device near Kidal.",
        "remote_explosive_landmine_ied",
        "an IED",
    ),
    ("A military convoy hit a landmine near Boni.", "remote_explosive_landmine_ied", "hit a mine"),
    ("Four mortar shells hit the camp in Kidal.", "shelling_artillery_missile", "mortars"),
    ("A grenade was thrown into a bar in Bamako, wounding five.", "grenade", "a grenade"),
    ("Gunmen attacked the village of Bamba.", "attack", "against civilians"),
    ("Dogon hunters raided a Fulani village near Bankass, killing 20 herders.", "attack", "a communal raid"),
    ("Soldiers executed 12 villagers in Moura.", "attack", "an army against civilians"),
    ("Dozens of civilians were massacred in Ogossagou.", "attack", "a massacre"),
    ("Gunmen kidnapped five teachers in Bandiagara.", "abduction_forced_disappearance", "a kidnapping"),
    ("Soldiers raped women in the village of Yirgou.", "sexual_violence", "rape"),
    ("A mob lynched two suspected thieves in Niamey.", "mob_violence", "a mob"),
    ("Thousands of people marched in Bamako against the president.", "peaceful_protest", "a march"),
    ("Police used tear gas against protesters in Niamey.", "protest_with_intervention", "tear gas"),
    ("Malian police dispersed a march in Bamako with tear gas.", "protest_with_intervention", "dispersed"),
    ("Protesters burned tyres and looted shops in Niamey.", "violent_demonstration", "protesters who burn"),
    (
        "Protesters threw stones at police in Niamey, and police shot two of them dead.",
        "violent_demonstration",
        "who throw stones, also when they are shot",
    ),
    ("Police arrested 12 suspects in Ouagadougou.", "arrests", "arrests that are the news"),
    ("JNIM released a French hostage after negotiations in Mali.", "other", "a negotiated release"),
    ("The government dissolved the militia Dan Na Ambassagou.", "change_to_group_activity", "a ban"),
    ("Soldiers arrested the president in Bamako in a coup.", "coup", "a coup"),
    ("Two helicopters collided near Menaka, killing 13 French soldiers.", "accident", "an accident"),
    ("The government and rebels signed a peace agreement in Algiers.", "agreement", "an agreement"),
    ("Armed men burned granaries and stole cattle in Yirgou.", "looting_property_destruction", "looting"),
    ("Troops discovered a weapons cache near Tessalit.", "disrupted_weapons_use", "arms found"),
    ("The UN force opened a new base in Menaka.", "headquarters_or_base_established", "a base"),
    (
        "The army recaptured the town of Konna from militants.",
        "government_regains_territory",
        "a town retaken",
    ),
    ("Rebels seized the town of Kidal.", "non_state_actor_overtakes_territory", "a town taken"),
    (
        "Militants took control of the town of Djibo.",
        "non_state_actor_overtakes_territory",
        "control of a town",
    ),
    (
        "Gunmen seized and looted an army camp at Nampala.",
        "armed_clash",
        "a post seized and looted is no territory",
    ),
    (
        "Soldiers captured four militants in an operation near Dori.",
        "armed_clash",
        "people captured are no territory",
    ),
    (
        "A mine killed three soldiers near Boni. JNIM claimed the attack.",
        "remote_explosive_landmine_ied",
        "a mine that kills",
    ),
    ("Soldiers freed five hostages in a raid near Djibo.", "armed_clash", "a raid that frees hostages"),
    (
        "Security forces shot dead four protesters in Bamako.",
        "excessive_force_against_protesters",
        "deadly force against protesters",
    ),
    (
        "Soldiers fired on protesters in Ouagadougou, killing four.",
        "excessive_force_against_protesters",
        "soldiers fire on protesters",
    ),
    (
        "Police fired tear gas to disperse protesters in Bamako.",
        "protest_with_intervention",
        "tear gas to disperse",
    ),
    (
        "The Malian army entered the town of Kidal and took control of it.",
        "government_regains_territory",
        "an army takes control of a town",
    ),
    ("Militants led away 12 villagers in Bamba.", "abduction_forced_disappearance", "led away"),
    (
        "France handed the base in Gossi over to the Malian army.",
        "non_violent_transfer_of_territory",
        "a base handed over",
    ),
    ("AQIM claimed responsibility for the attack on a hotel in Bamako.", "attack", "a claimed attack"),
    ("Angry protesters set fire to the town hall in Kayes.", "violent_demonstration", "protesters set fire"),
    ("Rockets were fired at the airport in Gao.", "shelling_artillery_missile", "rockets fired"),
    (
        "Looters stole food from warehouses in Niamey.",
        "looting_property_destruction",
        "looting without a protest",
    ),
    (
        "French planes and commandos raided a camp in the forest of Wagadou on 23 November and killed 35 "
        "militants.",
        "armed_clash",
        "from the air and on the ground",
    ),
    (
        "A patrol from Ouahigouya, backed by an aircraft, killed fifteen terrorists on Friday near Barga.",
        "armed_clash",
        "an aircraft that only helps",
    ),
    (
        "Attackers, some of them strapped with explosives they had no time to use, stormed the UN camp at "
        "Aguelhok on Sunday and killed ten peacekeepers.",
        "armed_clash",
        "explosives that nobody set off",
    ),
    (
        "Residents besieged the police station in Diapaga on Monday, demanding the release of a preacher.",
        "violent_demonstration",
        "a crowd around a building",
    ),
    (
        "Two cars blew up at the airport of Gao on 8 September 2023; suicide drivers were at the wheel, "
        "according to the army.",
        "suicide_bomb",
        "told behind a semicolon",
    ),
    (
        "The General Staff denies the rumour of a massacre of fifty inhabitants by the army at Dogona in the "
        "days that followed the Teguey combat.",
        "attack",
        "a massacre, dated by a fight",
    ),
    (
        "Two hundred villagers laid siege to the gendarmerie at Boulsa on Sunday to demand that their "
        "comrades be let go.",
        "violent_demonstration",
        "what a crowd demands is no act",
    ),
    (
        "Soldiers have come upon about 100 corpses at Damasak in Nigeria. The massacre was the work of Boko "
        "Haram, a spokesman said on Friday.",
        "attack",
        "bodies found, a massacre",
    ),
    (
        "Islamists amputated the right hand of a thief in Gao on Thursday 12 April 2012.",
        "attack",
        "a punishment",
    ),
]
KNOWN = [
    (
        "Boko Haram militants stormed a prison in Diffa, freeing dozens of inmates.",
        "armed_clash",
        "a raid that frees prisoners",
        "other",
    ),
    (
        "Gunmen attacked an army camp near Dori with rockets, killing four soldiers.",
        "armed_clash",
        "rockets and gunmen",
        "shelling_artillery_missile",
    ),
]


@pytest.mark.parametrize(("text", "sub"), table(CASES) + known_failures(KNOWN))
def test_type(tell_one: Callable[[str], Event], text: str, sub: str) -> None:
    event = tell_one(text)
    assert event.sub_event_type == sub
    assert event.event_type is TYPE_OF_SUB[sub]
    assert event.why["event_type"].startswith("type.")


UNREAD = [
    (
        "Armed men on motorcycles stole 300 cattle in Bamba.",
        "looting_property_destruction",
        "cattle stolen",
        "rejected without substance: 'on motorcycles' hides the actor",
    ),
    (
        "The government of Mali said it had foiled a coup attempt in Bamako.",
        "coup",
        "a foiled coup is a coup",
        "rejected without substance",
    ),
    (
        "The Malian president decreed the dissolution of the militia Dan Na Ambassagou.",
        "change_to_group_activity",
        "a decree of dissolution",
        "rejected without substance",
    ),
]


@pytest.mark.parametrize(("text", "sub"), known_failures(UNREAD))
def test_read_at_all(tell: Callable[[str], list[Event]], text: str, sub: str) -> None:
    assert [event.sub_event_type for event in tell(text)] == [sub]


@pytest.mark.parametrize(
    "text",
    table(
        [
            ("France has deployed 5,100 troops in the Sahel.", "a deployment"),
            ("The French president arrived in Bamako for talks.", "travel and meetings"),
            ("More than 4.2 million people have been displaced in the Sahel.", "a standing situation"),
            ("Ten people died in a road accident near Segou.", "no armed or political act"),
            ("The minister said that the army must attack poverty.", "a figure of speech"),
            ("The game Halo 2, released on 11 November in London, hit the shelves early.", "trade"),
            ("Baros fired wide from a free-kick 25 yards out in Newcastle.", "sport"),
            ("A widow showed us her plot between two dead ponds in Diffa on Monday.", "what never lived"),
            ("She picked up three personal bests at the meeting in Athens on Sunday.", "sport, no arrest"),
            ("One man died of a heart attack during the party in Rio on Sunday.", "a natural death"),
            ("A woman sued the rapper in Los Angeles and said she was assaulted in 2003.", "a lawsuit"),
        ]
    ),
)
def test_no_event(tell: Callable[[str], list[Event]], text: str) -> None:
    assert tell(text) == []
