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
    ("The attack on Djibo left almost 30 killed.", [("killed", 30, 30)], "almost 30 is a count, no attempt"),
    (
        "Gunmen killed six people, including women, and wounded a child in Gao.",
        [("killed", 6, 6), ("injured", 1, 1)],
        "a verb of its own ends what is included",
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
COMPANIONS: list[tuple[str, Rows, str]] = [
    (
        "Gunmen killed a policeman and a bystander and wounded two others in Gao.",
        [("killed", 1, 1), ("killed", 1, 1), ("injured", 2, 2)],
        "a list that another verb follows",
    ),
    (
        "Gunmen shot dead a businessman with his driver and bodyguard in Gao.",
        [("killed", 1, 1), ("killed", 1, 1), ("killed", 1, 1)],
        "one possessive of two",
    ),
    (
        "Gunmen shot dead the mayor together with his wife and two guards in Gao.",
        [("killed", 1, 1), ("killed", 1, 1), ("killed", 2, 2)],
        "together with",
    ),
    (
        "A councillor was killed along with his two sons near Djibo.",
        [("killed", 1, 1), ("killed", 2, 2)],
        "companions behind a passive",
    ),
    (
        "Idrissa Cisse died with two of his sons when gunmen attacked his car near Boni on Monday.",
        [("killed", 1, 1), ("killed", 2, 2)],
        "companions of somebody named",
    ),
    ("Militants killed a teacher with a machete in Gao.", [("killed", 1, 1)], "with a weapon"),
    (
        "Militants attacked the village of Tin Hama, killing two members of GATIA including an army colonel "
        "and also a child.",
        [("killed", 2, 2), ("killed", 1, 1)],
        "and also, behind a part",
    ),
    (
        "Militants attacked a village near Djibo, killing five soldiers including a captain as well as two "
        "civilians.",
        [("killed", 5, 5), ("killed", 2, 2)],
        "as well as, behind a part",
    ),
    (
        "Militants attacked the residence of the prefect in Oursi who also was a police officer, the prefect "
        "was killed in the attack.",
        [("killed", 1, 1)],
        "who also was",
    ),
    (
        "Gunmen killed a combatant and his father who is a village chief near Gao.",
        [("killed", 1, 1), ("killed", 1, 1)],
        "who is",
    ),
    (
        "The soldiers tied up the hamlet chief and his son who were burned alive, eight others including two "
        "children were also killed near Djibo.",
        [("killed", 1, 1), ("killed", 1, 1), ("killed", 8, 8)],
        "two who were",
    ),
    (
        "At least two gendarmes and soldiers killed and four others wounded in an attack near Djibo.",
        [("killed", 2, None), ("injured", 4, 4)],
        "two nouns of one number",
    ),
    (
        "In clashes with militants near Akabar, three MSA and GATIA combatants killed and five militiamen "
        "wounded.",
        [("killed", 3, 3), ("injured", 5, 5)],
        "two names before the noun",
    ),
]
LATER: list[tuple[str, Rows, str]] = [
    (
        "Militants entered the village of Lelehoy, and killed one individual and abducted a herdsman who "
        "subsequently was executed.",
        [("killed", 1, 1), ("killed", 1, 1), ("abducted", 1, 1)],
        "who was later executed",
    ),
    (
        "The army clashed with militants near Djibo, at least four militants were killed and four soldiers "
        "wounded including one severely who later succumbed to his wounds.",
        [("killed", 4, None), ("killed", 1, 1), ("injured", 4, 4)],
        "including one who later succumbed",
    ),
    (
        "The attack near Gao left three dead and four wounded, two of whom later succumbed.",
        [("killed", 3, 3), ("killed", 2, 2), ("injured", 4, 4)],
        "two of whom later",
    ),
    (
        "Militants attacked a village near Djibo, killing five civilians and wounding three others, one of "
        "the wounded succumbed.",
        [("killed", 5, 5), ("killed", 1, 1), ("injured", 3, 3)],
        "one of the wounded",
    ),
    (
        "Militants abducted three people near Gao. One person abducted was found executed.",
        [("killed", 1, 1), ("abducted", 3, 3)],
        "a participle behind the noun",
    ),
    (
        "Militants executed, mutilated and booby-trapped a volunteer fighter near Djibo.",
        [("killed", 1, 1)],
        "verbs that share an object",
    ),
    (
        "A civilian driver part of an army convoy was killed by the explosion of a mine near Djibo.",
        [("killed", 1, 1)],
        "part of",
    ),
    (
        "The village chief was executed in Baraboule, the corpse of a villager shot dead was found nearby.",
        [("killed", 1, 1), ("killed", 1, 1)],
        "two single people",
    ),
    (
        "The Bamba checkpoint was attacked: 3 soldiers wounded and 1 dead, 1 aggressor dead.",
        [("killed", 1, 1), ("killed", 1, 1), ("injured", 3, 3)],
        "the same number of another side",
    ),
    (
        "Vigilantes killed three militants in Seguenega in response to the assassination of a brother of the "
        "chief.",
        [("killed", 3, 3)],
        "what an act answers",
    ),
    (
        "In clashes near Inazole, at least 3 dead reported in the ranks of GATIA including the officer "
        "Sidiham Ag Almaka, 2 reported dead in the ranks of the Arabs.",
        [("killed", 3, None), ("killed", 2, 2)],
        "a titled part, then another side",
    ),
    (
        "Insurgents (not named) killed five people in Diffa.",
        [("killed", 5, 5)],
        "not, in brackets",
    ),
    (
        "Militants entered Markoye. Three internally displaced persons were killed.",
        [("killed", 3, 3)],
        "an adverb within the noun phrase",
    ),
    (
        "The army killed nineteen members of the Fulani community in the villages of Wouro Orowel and Wouro "
        "Diam, Mondoro Commune.",
        [("killed", 19, 19)],
        "villages that look like people",
    ),
    (
        "The beheaded corpse of a twelve year old girl was found in Kongoussi.",
        [("killed", 1, 1)],
        "an age before year old",
    ),
    (
        "Near Akabar, 21 militants were estimated to have been killed in clashes with soldiers.",
        [("killed", 21, 21)],
        "estimated to have been",
    ),
    (
        "Soldiers arrested three Tuaregs including two civilians and a guard and burned them alive in Gao.",
        [("killed", 3, 3), ("captured", 3, 3)],
        "them: the whole, no part",
    ),
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
    (
        'Two soldiers and around ten "terrorists" were killed in an ambush near Dori, the army said.',
        [("killed", 2, 2), ("killed", 10, 10)],
        "a noun in quotation marks",
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
    (
        "An attack near Dori killed 12 people, including the bomber.",
        [("killed", 11, 11), ("killed", 1, 1)],
        "the assailant has a row of his own",
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
    ("No one was hurt when a bomb exploded near a convoy in Gao.", [("injured", 0, 0)], "no one was hurt"),
    (
        "Gunmen attacked a camp in Inates. There were no casualties, the army said.",
        [("killed", 0, 0), ("injured", 0, 0)],
        "no casualties",
    ),
    ("The attack on the camp in Gao caused only material damage.", [], "only material damage: no row"),
    ("Gunmen attacked the camp near Gao.", [], "nothing said: no row"),
    (
        "The militants attacked the convoy near Gao, but the army lost no one, it said.",
        [("killed", 0, 0)],
        "lost no one",
    ),
]
ANY_NOUN: list[tuple[str, Rows, str]] = [
    (
        "On March 6, unknown gunmen assassinated a vendor at the market of Kantchari.",
        [("killed", 1, 1)],
        "a trade that no group knows",
    ),
    (
        "On February 11, Fulani militiamen killed a young Dogon between Simeyekanda and Ounouna.",
        [("killed", 1, 1)],
        "one of a people",
    ),
    (
        "A local official was killed by unidentified armed assailants in Dinangourou.",
        [("killed", 1, 1)],
        "an official",
    ),
    (
        "On August 12, unknown gunmen attacked the voting office in Arkodia, killing the head of the "
        "voting office.",
        [("killed", 1, 1)],
        "whose noun is a part of the body too",
    ),
    (
        "Gunmen shot dead officer Yoro Ould Daha and one of his guards near Djebok.",
        [("killed", 1, 1), ("killed", 1, 1)],
        "a name with a title",
    ),
    (
        "On 26 September 2020, a woman and her son were killed when the bicycle they were travelling "
        "on struck an IED in Dori.",
        [("killed", 1, 1), ("killed", 1, 1)],
        "two single people of one group",
    ),
    (
        "On March 16, a soldier and a gendarme belonging to special units and traveling together on "
        "a motorbike were killed by the detonation of an IED in Kabonga.",
        [("killed", 1, 1), ("killed", 1, 1)],
        "what describes the list",
    ),
    (
        "On November 13, unknown gunmen killed a GATIA commander and his associate in Hombori.",
        [("killed", 1, 1), ("killed", 1, 1)],
        "a man and his associate",
    ),
    (
        "An unidentified man was shot down at the entrance of the military camp of Dori.",
        [("killed", 1, 1)],
        "shot down",
    ),
    (
        "On 18 September 2020, militants held a checkpoint near Dori. One individual was removed "
        "from a Ghanaian bus and executed.",
        [("killed", 1, 1)],
        "a subject shared by two passives",
    ),
    (
        "On 14 July 2020, Fulani militiamen attacked the Dogon village of Diankoudia. One Dogon man "
        "killed and two others injured.",
        [("killed", 1, 1), ("injured", 2, 2)],
        "participles of a note",
    ),
    (
        "On 3 July 2022, volunteer fighters killed a male civilian from the Arab community and six "
        "of his family members at a farm near Sebba.",
        [("killed", 1, 1), ("killed", 6, 6)],
        "a man and of his family",
    ),
    (
        "On August 27, Koglweogo militiamen tortured a young pastoralist to death in Leo after they "
        "reportedly detained him for drug consumption.",
        [("killed", 1, 1)],
        "tortured to death",
    ),
    ("Gunmen killed three loggers near Dori.", [("killed", 3, 3)], "a counted noun that no group knows"),
    (
        "Three loggers and two beekeepers were killed by gunmen near Dori.",
        [("killed", 3, 3), ("killed", 2, 2)],
        "a list of such nouns",
    ),
    (
        "Gunmen attacked the base in Gao: 5 guards, 1 gendarme, 1 civilian contractor & 6 assailants killed.",
        [("killed", 5, 5), ("killed", 1, 1), ("killed", 1, 1), ("killed", 6, 6)],
        "a list with an ampersand",
    ),
    (
        "Militants attacked the camp in Dori, the toll is 2 soldiers and 3 assailants killed.",
        [("killed", 2, 2), ("killed", 3, 3)],
        "the toll is",
    ),
    ("Gunmen abducted a beekeeper near Dori.", [("abducted", 1, 1)], "abducted"),
    ("A goldsmith was abducted by gunmen near Dori.", [("abducted", 1, 1)], "was abducted"),
    ("Soldiers arrested a blacksmith in Dori.", [("captured", 1, 1)], "arrested"),
    ("A street vendor was wounded when gunmen fired on the market in Dori.", [("injured", 1, 1)], "wounded"),
    ("Gunmen killed a donkey near Dori.", [], "an animal"),
    ("Ten people at a farm were killed by gunmen in Dori.", [("killed", 10, 10)], "a place is nobody"),
    (
        "On October 4, a patrol was caught in an ambush at Tongo Tongo. Four Americans and four "
        "Nigeriens lose their lives.",
        [("killed", 4, 4), ("killed", 4, 4)],
        "nationals",
    ),
    ("The raid left two loggers dead near Dori.", [("killed", 2, 2)], "left dead"),
    (
        "On 26 November 2019, a forest ranger went missing and was found murdered in Dori.",
        [("killed", 1, 1)],
        "found murdered",
    ),
]
ONE_PERSON: list[tuple[str, Rows, str]] = [
    (
        "Gunmen killed the chief, among the elders of Gao, together with two traders.",
        [("killed", 1, 1), ("killed", 2, 2)],
        "words between that say who the first is",
    ),
    (
        "Gunmen killed Amadou Diallo, the mayor, and two soldiers near Dori.",
        [("killed", 1, 1), ("killed", 2, 2)],
        "who somebody is, with the article",
    ),
    (
        "Gunmen killed Amadou Diallo, a teacher, and his two sons near Dori.",
        [("killed", 1, 1), ("killed", 2, 2)],
        "a name and a trade",
    ),
    (
        "Gunmen killed the village chief, Amadou Diallo, and two soldiers near Dori.",
        [("killed", 1, 1), ("killed", 2, 2)],
        "an office and a name",
    ),
    (
        "Policeman wounded after armed men seized his vehicle in Gao.",
        [("injured", 1, 1)],
        "a headline without articles",
    ),
    (
        "Unknown gunmen killed a village councilman and wounded another by gunfire in Dori.",
        [("killed", 1, 1), ("injured", 1, 1)],
        "another",
    ),
    (
        "A Togolese peacekeeper succumbed to his wounds after an attack near Kidal.",
        [("killed", 1, 1)],
        "succumbed",
    ),
    (
        "A masked man killed five people, a Frenchman and a Belgian among them, in Bamako.",
        [("killed", 5, 5)],
        "two among them",
    ),
    (
        "Gunmen killed a chief and his four sons near Gao.",
        [("killed", 1, 1), ("killed", 4, 4)],
        "a father and sons",
    ),
    (
        "Gunmen abducted a councilman, then killed him in the village of Tabgou.",
        [("abducted", 1, 1), ("killed", 1, 1)],
        "him",
    ),
    (
        "On September 24, unknown gunmen abducted the deputy imam in the village of Dori, he was "
        "later executed.",
        [("abducted", 1, 1), ("killed", 1, 1)],
        "he",
    ),
    (
        "Malian soldiers reportedly arrested nine members of the Fulani community in the village of "
        "Dori, and subsequently executed them near Karakinde.",
        [("captured", 9, 9), ("killed", 9, 9)],
        "them",
    ),
    (
        "Gunmen abducted three men near Dori. All were later found dead.",
        [("abducted", 3, 3), ("killed", 3, 3)],
        "all",
    ),
    (
        "Gunmen abducted two teachers near Dori. Both were executed.",
        [("abducted", 2, 2), ("killed", 2, 2)],
        "both",
    ),
    (
        "On January 11, soldiers arrested an elderly man in Dori, his body was found ten kilometers "
        "from the village.",
        [("captured", 1, 1), ("killed", 1, 1)],
        "his body",
    ),
    *(
        (
            f"Gunmen abducted two traders in Dori, {bodies} found the next day.",
            [("abducted", 2, 2), ("killed", 2, 2)],
            f"{bodies}: as many as there were",
        )
        for bodies in ("the bodies were", "whose corpses were", "their bodies were")
    ),
    (
        "Gunmen abducted a trader in Dori, his lifeless body was found the next day.",
        [("abducted", 1, 1), ("killed", 1, 1)],
        "his lifeless body",
    ),
    (
        "Soldiers came to Ouro Fero, a hamlet in the Nampala area. They tied up 25 people, four of "
        "them children, led them away and shot them. Their charred remains were found on a hill.",
        [("killed", 25, 25)],
        "their remains",
    ),
    (
        "Gunmen abducted three men near Dori; two were killed and the third succumbed to his wounds.",
        [("killed", 3, 3), ("abducted", 3, 3)],
        "the third",
    ),
    ("Gunmen attempted to assassinate a trader in Dori, killing a guard.", [("killed", 1, 1)], "only tried"),
]
SIDES: list[tuple[str, Rows, str]] = [
    (
        "On April 25, Boko Haram attacked an island of Lake Chad. The minister gives a toll of 46 soldiers, "
        '28 civilians and 156 "terrorists".',
        [("killed", 46, 46), ("killed", 28, 28), ("killed", 156, 156)],
        "a toll of several groups",
    ),
    (
        "Three peacekeepers died and five others sustained serious injuries when an IED went off near Gao.",
        [("killed", 3, 3), ("injured", 5, 5)],
        "sustained injuries",
    ),
    (
        "Seventeen soldiers were killed and nine went missing when gunmen attacked their garrison at Tessit.",
        [("killed", 17, 17), ("missing", 9, 9)],
        "went missing",
    ),
    (
        "Militants overran a gendarmerie post near Dori; 53 of the 120 gendarmes died.",
        [("killed", 53, 53)],
        "so many of so many",
    ),
    (
        "Militants attacked a camp near Dori. The toll stands at 89 dead among friendly forces and 77 dead "
        "for the enemy.",
        [("killed", 89, 89), ("killed", 77, 77)],
        "dead of two sides",
    ),
    (
        "A rocket fell near Mopti, killing a boy of 12 and wounding two people.",
        [("killed", 1, 1), ("injured", 2, 2)],
        "an age",
    ),
    (
        "JNIM militants ambushed a patrol near Hallale and killed 11 soldiers, the militants acknowledged "
        "one dead in their ranks.",
        [("killed", 11, 11), ("killed", 1, 1)],
        "in their ranks",
    ),
    (
        "Nine soldiers and ten rebels were killed near Menaka, according to the army; the CMA spoke of three "
        "losses of its own.",
        [("killed", 9, 9), ("killed", 10, 10), ("killed", 3, 3)],
        "losses of its own",
    ),
    (
        "A unit fell into an ambush near Dori. Around thirty of the attackers were neutralised. On the "
        "friendly side, 23 soldiers fell on the field of honour; 17 others are wounded.",
        [("killed", 30, 30), ("killed", 23, 23), ("injured", 17, 17)],
        "a communique's two sides",
    ),
    (
        "Gunmen attacked a convoy near Gao. Three soldiers, two gendarmes and a driver lost their lives.",
        [("killed", 3, 3), ("killed", 2, 2), ("killed", 1, 1)],
        "lost their lives",
    ),
    ("The attack by gunmen near Gao cost eight people their lives.", [("killed", 8, 8)], "cost their lives"),
    ("Gunmen attacked a village near Gao and slit the throats of nine men.", [("killed", 9, 9)], "throats"),
    (
        "The army said 14 people were killed in the attack near Gao. Residents spoke of 21 dead.",
        [("killed", 14, 14)],
        "an official before residents",
    ),
    (
        "Gunmen attacked a resort in Bamako. Four guests, including a Franco-Gabonese woman and a "
        "Portuguese soldier, and a Malian gendarme were killed, the minister said. He had at first "
        "announced two dead. Four attackers were shot dead by special forces.",
        [("killed", 4, 4), ("killed", 1, 1), ("killed", 4, 4)],
        "a list behind its parts",
    ),
    (
        "Rebels took the camp in Tessalit. The group claimed that 22 soldiers had died, and put its "
        "own side's losses at four men.",
        [("killed", 22, 22), ("killed", 4, 4)],
        "losses of one's own",
    ),
    (
        "A French air strike near Bounti killed 19 civilians who had come together for a wedding, "
        "along with three armed men, the UN said.",
        [("killed", 19, 19), ("killed", 3, 3)],
        "along with",
    ),
    (
        "Two peacekeepers were killed and eleven wounded, and four militants were killed, in an "
        "attack near Kidal.",
        [("killed", 2, 2), ("injured", 11, 11), ("killed", 4, 4)],
        "three counts of two sides",
    ),
    (
        "The camp at Ber came under mortar fire. One peacekeeper was killed and seven others were "
        "injured, four of them severely. A child living near the perimeter was also wounded.",
        [("killed", 1, 1), ("injured", 7, 7), ("injured", 1, 1)],
        "also",
    ),
    (
        "Unknown gunmen shot dead five men near Dori. They also killed two more people at a nearby camp.",
        [("killed", 5, 5), ("killed", 2, 2)],
        "more",
    ),
    (
        "Two soldiers were killed and four others wounded near Dori in an ambush by gunmen; later "
        "two soldiers succumbed to their wounds.",
        [("killed", 2, 2), ("injured", 4, 4), ("killed", 2, 2)],
        "later succumbed",
    ),
    (
        "On July 8, unknown gunmen shot dead three men in Timbuktu and wounded two others, the two "
        "wounded later succumbed to their wounds.",
        [("killed", 3, 3), ("injured", 2, 2), ("killed", 2, 2)],
        "of the wounded",
    ),
    (
        "An ambush in Tonka by gunmen resulted in 5 soldiers injured and 1 killed. 2 later died of "
        "their injuries.",
        [("killed", 1, 1), ("injured", 5, 5), ("killed", 2, 2)],
        "later died",
    ),
    (
        "Militiamen attacked the village of Yendouma, killed four people and wounded others, and "
        "seized livestock. One of the wounded later succumbed to his wounds.",
        [("killed", 4, 4), ("killed", 1, 1)],
        "one of the wounded",
    ),
    (
        "Militants raided a settlement near Gao. Three people including a man, a woman, and a girl "
        "were killed, and livestock seized.",
        [("killed", 3, 3)],
        "parts without a comma",
    ),
    (
        "An ambulance struck an IED near Boura. Six passengers including women (one pregnant woman) "
        "and a child were killed in the explosion and the driver was severely wounded.",
        [("killed", 6, 6), ("injured", 1, 1)],
        "parts with brackets",
    ),
    (
        "On May 26, militants attacked a church in Toulfe, and killed a retired catechist and three "
        "other worshippers, and wounded two others including a second catechist.",
        [("killed", 1, 1), ("killed", 3, 3), ("injured", 2, 2)],
        "three others",
    ),
    (
        "Malian army convoy ambushed near Menaka. Provisional toll: 4 Malian soldiers killed & 3 "
        "wounded, 2 vehicles destroyed.",
        [("killed", 4, 4), ("injured", 3, 3)],
        "a provisional toll",
    ),
    (
        "Militants attacked an army camp in Kelbo, the soldiers killed 7 militants. 1 soldier was "
        "also killed and 5 others wounded.",
        [("killed", 7, 7), ("killed", 1, 1), ("injured", 5, 5)],
        "also killed",
    ),
    (
        "French forces carried out an operation near Dogo resulting in the killing of 34 militants "
        "including two senior commanders.",
        [("killed", 34, 34)],
        "including",
    ),
    (
        "On May 6, militiamen arrested and executed two individuals, one from the Arab community and "
        "the other from Kakane in Gao.",
        [("killed", 2, 2)],
        "one and the other",
    ),
    (
        "The bodies of five more soldiers have been recovered, bringing to 17 the number killed when "
        "a supply column drove into an ambush on Monday near Dori.",
        [("killed", 17, 17)],
        "bringing to",
    ),
    (
        "Residents listed 32 dead, 29 of them at Ogota and three at Ouembe after the attack by soldiers.",
        [("killed", 32, 32)],
        "places of a total",
    ),
    (
        "Residents near Ogota said gunmen killed nine people in Ogota and three in Ouembe.",
        [("killed", 9, 9), ("killed", 3, 3)],
        "two places",
    ),
    (
        "Gunmen attacked the camp in Tessit. The army put the toll at 42 dead and 22 wounded.",
        [("killed", 42, 42), ("injured", 22, 22)],
        "put the toll at",
    ),
    (
        "Gunmen attacked a column near Banibangou on Tuesday. Sixty-nine people, and not around "
        "sixty as a local official had first said, lost their lives.",
        [("killed", 69, 69)],
        "a corrected figure between commas",
    ),
    (
        "Gunmen stopped vehicles on the road to Gao on Monday and shot 66 people.",
        [("killed", 66, 66)],
        "shot",
    ),
    (
        "Nine civilians, among them an aid worker, were shot at Tin Hama on Monday.",
        [("killed", 9, 9)],
        "were shot at a place",
    ),
    (
        "Gunmen shot and wounded two people in Gao on Monday.",
        [("injured", 2, 2)],
        "shot and wounded",
    ),
    (
        "The army neutralised eleven terrorists near Gao on Monday. No loss on our side.",
        [("killed", 11, 11), ("killed", 0, 0), ("injured", 0, 0)],
        "no loss",
    ),
    (
        "Troops clashed with terrorists near Mondoro. Enemy toll: 17 neutralised. Friendly toll: "
        "no loss of life, one soldier slightly wounded.",
        [("killed", 17, 17), ("killed", 0, 0), ("injured", 1, 1)],
        "no loss of life",
    ),
    (
        "A vehicle struck a mine near Makalondi on Monday. Two dead, one of them a lieutenant, "
        "and four slightly wounded.",
        [("killed", 2, 2), ("injured", 4, 4)],
        "one of them a lieutenant",
    ),
    (
        "A patrol fell into an ambush near Gao. Provisional toll: ten soldiers fallen, thirteen "
        "wounded. The final toll is of seventeen dead and thirteen wounded.",
        [("killed", 17, 17), ("injured", 13, 13)],
        "a final toll",
    ),
    (
        "Boko Haram lost 228 fighters in the battle of Damasak on Tuesday and Niger one soldier.",
        [("killed", 228, 228), ("killed", 1, 1)],
        "the other side's loss without a verb",
    ),
    (
        "The army killed 109 Boko Haram fighters near Diffa on Tuesday against the loss of four soldiers.",
        [("killed", 109, 109), ("killed", 4, 4)],
        "against the loss of",
    ),
    (
        "Gunmen killed dozens of people in Hombori on Tuesday. A councillor counted at least 50 dead.",
        [("killed", 50, None)],
        "a number after dozens",
    ),
    (
        "The government more than doubled its count of the soldiers who died in Sunday's attack "
        "on Tessit to 42.",
        [("killed", 42, 42)],
        "doubled its count",
    ),
    (
        "Three shepherds abducted on Monday by gunmen were found dead near Djibo on Tuesday.",
        [("killed", 3, 3), ("abducted", 3, 3)],
        "abducted and found dead",
    ),
    (
        "The army announced on Tuesday the interception of eight suspects near Torodi.",
        [("captured", 8, 8)],
        "interception of",
    ),
    (
        "Some 189 persons, two women included, are in custody in Niamey.",
        [("captured", 189, 189)],
        "in custody",
    ),
    (
        "Two ministers were placed under arrest in Niamey on Tuesday.",
        [("captured", 2, 2)],
        "placed under arrest",
    ),
    (
        "A mine blew up near Gao on Tuesday and an officer lost a leg.",
        [("injured", 1, 1)],
        "lost a leg",
    ),
    (
        "A woman was hit by a stray bullet in Bamako during clashes on Tuesday.",
        [("injured", 1, 1)],
        "a stray bullet",
    ),
    (
        "Gunmen attacked the village of Boni on Tuesday, and forty-nine residents had their throats cut.",
        [("killed", 49, 49)],
        "throats cut",
    ),
    (
        "The car hit a mine near Gao on Tuesday and blew up with its three occupants.",
        [("killed", 3, 3)],
        "blew up with",
    ),
    (
        "Militants attacked the village of Tile, killed seven people, including a militia chief, a pregnant "
        "woman, and five children, and burned the village.",
        [("killed", 7, 7)],
        "a comma before the last part",
    ),
]
WHO_TELLS: list[tuple[str, Rows, str]] = [
    ("An ambush near Tillaberi killed seven soldiers, the governor said.", [("killed", 7, 7)], "at the end"),
    (
        "Gunmen kidnapped five women, the mayor of Djibo said on Monday.",
        [("abducted", 5, 5)],
        "words between",
    ),
    (
        "The attackers shot dead the mayor of Bani on Monday, a teacher told AFP.",
        [("killed", 1, 1)],
        "beside one person",
    ),
    ("Gunmen killed ten people at Bani, said a teacher who fled.", [("killed", 10, 10)], "behind the verb"),
    (
        "Gunmen killed ten people at Bani on Monday, as a corporal confides.",
        [("killed", 10, 10)],
        "a verb that may be a plural",
    ),
    (
        "A soldier was reported missing after an attack on Bani which killed two gendarmes on Monday.",
        [("killed", 2, 2), ("missing", 1, 1)],
        "of whom it is told",
    ),
]
LEFT_OUT: list[tuple[str, Rows, str]] = [
    (
        "Militants overran a post at Inata on Monday; 53 of the 120 gendarmes died, and four civilians.",
        [("killed", 53, 53), ("killed", 4, 4)],
        "the verb left out behind the count",
    ),
    (
        "A lorry ran over a mine near Hombori. Three of the drivers died on the spot and a fourth on the "
        "way to "
        "hospital.",
        [("killed", 4, 4)],
        "one more by its ordinal",
    ),
    (
        "A convoy hit a mine near Tessalit. Two peacekeepers lost their lives and a third, whose state is "
        "stable, is being treated in Kidal.",
        [("killed", 2, 2), ("injured", 1, 1)],
        "being treated",
    ),
    (
        "Militants attacked a camp at Timbuktu. One peacekeeper died, and seven more, as well as six French "
        "soldiers, were wounded.",
        [("killed", 1, 1), ("injured", 7, 7), ("injured", 6, 6)],
        "seven more, as well as",
    ),
    (
        "Soldiers opened fire on protesters in Moundou. The prosecutor said that 30 people had been killed, "
        "a "
        "dozen policemen among them, and nearly 300 injured across the region.",
        [("killed", 30, 30), ("injured", 300, 300)],
        "a part behind its whole",
    ),
    (
        "The army fought rebels in the Kanem on Monday: 300 rebels killed, 150 prisoners, five soldiers "
        "dead.",
        [("killed", 300, 300), ("killed", 5, 5), ("captured", 150, 150)],
        "prisoners in a list of losses",
    ),
    (
        "Twelve traders on their way home from the market at Dolbel were killed by gunmen on Monday.",
        [("killed", 12, 12)],
        "a phrase between subject and verb",
    ),
    (
        "French troops killed Yahya Abou Hammam near Timbuktu. Abou Hammam died with several of his close "
        "associates, a minister said.",
        [("killed", 1, 1), ("killed", 3, None)],
        "several of his, whatever the noun",
    ),
    (
        "Soldiers were attacked near Zibane on Wednesday. Eight of them were killed in the three borders "
        "area.",
        [("killed", 8, 8)],
        "the number of an area's name",
    ),
]
OTHER_SIDE: list[tuple[str, Rows, str]] = [
    (
        "Ten soldiers were killed when Boko Haram fighters attacked Ngouboua. The army puts the number of "
        "dead "
        "on the other side at six.",
        [("killed", 10, 10), ("killed", 6, 6)],
        "no new figure of the same dead",
    ),
    (
        "The army clashed with Boko Haram at Damasak. The fighting cost the enemy a hundred men, a spokesman "
        "said.",
        [("killed", 100, 100)],
        "what a fight cost a side",
    ),
    (
        "Militants attacked a convoy near Kayes on Sunday. The army gave no figure for losses.",
        [],
        "no figure is no zero",
    ),
    (
        "Ten soldiers were killed in an ambush near Banibangou, with the enemy carrying off several of its "
        "dead.",
        [("killed", 10, 10)],
        "bodies are not abducted",
    ),
    (
        "A previous report on Thursday put the death toll of the attack at seven. Eleven soldiers lost their "
        "lives in the attack at Madjoari.",
        [("killed", 11, 11)],
        "a previous report",
    ),
    (
        "The ministry has brought the number of people killed at the Inata post on November 14 to 53, of "
        "whom "
        "49 were gendarmes.",
        [("killed", 53, 53)],
        "the day's number is no part of the count",
    ),
    (
        "In Moundou, soldiers shot at youths on Thursday. The prosecutor there put the dead at 23.",
        [("killed", 23, 23)],
        "put the dead at",
    ),
    (
        "On August 11, three fishermen were torn apart by a device near N'Guigmi.",
        [("killed", 3, 3)],
        "torn apart",
    ),
    (
        "Idriss Bako was fatally wounded in an attack at Nokou on Monday.",
        [("killed", 1, 1)],
        "fatally wounded",
    ),
    (
        "A pick-up was hit near Ber and its four occupants, traders according to their families, burned to "
        "death.",
        [("killed", 4, 4)],
        "burned to death, by themselves",
    ),
    (
        "An air strike hit a house at Amasrakad. At least 13 civilians died and over a dozen were wounded.",
        [("killed", 13, None), ("injured", 13, None)],
        "over a dozen",
    ),
    (
        "Men of AQIM had snatched him from the post of Adel Bagrou on December 20.",
        [("abducted", 1, 1)],
        "a pronoun for the one taken",
    ),
    (
        "On 21 March gunmen burned the school of the village of Tientiergou and took the village chief away.",
        [("abducted", 1, 1)],
        "take away, its object between",
    ),
    (
        "Gunmen attacked a bus near Dosso on Monday. Two people died; seven passengers were taken to "
        "hospital.",
        [("killed", 2, 2), ("injured", 7, 7)],
        "taken to hospital",
    ),
]
TOLD_TWICE: list[tuple[str, Rows, str]] = [
    (
        "On May 19, soldiers shot dead 12 civilians in revenge for the killing of one of their colleagues at "
        "the market of Boulkessi.",
        [("killed", 12, 12)],
        "one who is avenged",
    ),
    (
        "Militiamen attacked a hamlet near Koro on Monday, killing six people, and carried off 200 cattle.",
        [("killed", 6, 6)],
        "what is carried off is no one of those killed",
    ),
    (
        "Two French reporters, Anne Petit and Luc Morel, were killed near Kidal on November 2, 2013.",
        [("killed", 2, 2)],
        "a count and then the names",
    ),
    (
        "Jean Petit and Luc Morel, two Frenchmen of 25, were abducted in Niamey on January 7, 2011.",
        [("abducted", 2, 2)],
        "the names and then the count",
    ),
    (
        "The police fought bandits near Fasada on Wednesday, killing one Abubakar Nayaya, a notorious "
        "bandit.",
        [("killed", 1, 1)],
        "one somebody, and who he is",
    ),
    (
        "At least 14 people were killed in an attack near Mozogo on Friday. Twelve villagers, the young "
        "suicide "
        "bomber and a Boko Haram militant were killed in the explosion, a governor said.",
        [("killed", 14, None)],
        "the parts of a total",
    ),
    (
        "Militants killed 31 soldiers and three auxiliaries near Namsiguia on Monday. In all 34 people were "
        "killed, the governor said.",
        [("killed", 31, 31), ("killed", 3, 3)],
        "the sum of the parts",
    ),
    (
        "Two soldiers were killed on Saturday when a bomb went off near Menaka. A third serviceman was hurt.",
        [("killed", 2, 2), ("injured", 1, 1)],
        "one more, hurt",
    ),
    (
        "At least 95 people were killed and a further 19 are missing at Sobane in Mali, according to a toll "
        "released by "
        "officials.",
        [("killed", 95, None), ("missing", 19, 19)],
        "a toll that is released",
    ),
    (
        "A French corporal, 24, was killed near Menaka when his vehicle ran over a mine.",
        [("killed", 1, 1)],
        "an age behind a rank",
    ),
    ("A girl of nine died near Djibo when a mine blew up a cart.", [("killed", 1, 1)], "an age in words"),
    (
        "The plane came down on Friday a few kilometres from Atar and its two crewmen were killed.",
        [("killed", 2, 2)],
        "a few kilometres are nobody",
    ),
    (
        "They lit 132 candles, one for each person who was killed by gunmen in Solhan.",
        [("killed", 132, 132)],
        "one for each",
    ),
    ("The slaughter of villagers at Ogossagou cost about 157 lives.", [("killed", 157, 157)], "cost lives"),
    ("A raid on Seytenga cost eleven gendarmes their lives.", [("killed", 11, 11)], "cost them their lives"),
    (
        "The army killed 90 jihadists near Bosso, at the price of five soldiers of its own.",
        [("killed", 90, 90), ("killed", 5, 5)],
        "at the price of",
    ),
    (
        "Four peacekeepers were killed in the raid on Aguelhok, and the attackers left about 20 of their own "
        "dead on the field.",
        [("killed", 4, 4), ("killed", 20, 20)],
        "of their own",
    ),
    (
        "The number of soldiers who fell in the attack on the camp of Indelimane is 49, the army said.",
        [("killed", 49, 49)],
        "the number is",
    ),
    (
        "A wounded man has died at Gao, which makes nine the number of soldiers killed in the "
        "ambush of Bintia.",
        [("killed", 9, 9)],
        "makes nine the number",
    ),
    (
        "The army puts at 96 the number of jihadists who were killed near Karia, and at 32 that of "
        "its wounded.",
        [("injured", 32, 32), ("killed", 96, 96)],
        "puts at 96 the number",
    ),
    (
        "Youths ransacked the town hall of Titao on Friday and made off with the mayor's chair. Two "
        "gendarmes "
        "were hurt.",
        [("injured", 2, 2)],
        "whose a thing is",
    ),
]
KNOWN: list[tuple[str, Rows, str, str]] = [
    (
        "Nobody was killed in the attack on Solhan.",
        [("killed", 0, 0)],
        "nobody was killed",
        "no event at all: the attack is rejected as negated",
    ),
]


def rows(event: Event) -> Rows:
    return [(row.kind.value, row.min, row.max) for row in event.casualties]


@pytest.mark.parametrize(
    ("text", "expected"),
    table(
        [
            *ACTIVE_AND_PASSIVE,
            *LISTS,
            *COMPANIONS,
            *LATER,
            *PARTS,
            *VAGUE,
            *REVISED,
            *ZERO,
            *ANY_NOUN,
            *ONE_PERSON,
            *SIDES,
            *WHO_TELLS,
            *LEFT_OUT,
            *OTHER_SIDE,
            *TOLD_TWICE,
        ]
    )
    + known_failures(KNOWN),
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
