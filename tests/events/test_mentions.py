"""Who is named in a sentence: side or force of the table, country, how many, whether a post or a convoy."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cases import table
from sahel_events.events.nouns import singles
from sahel_events.events.reading import Mention, Sentence

Read = Callable[[str], list[Sentence]]

CASES = [
    (
        "Soldiers attacked the extremist group Boko Haram.",
        ["Soldiers army", "extremist group Boko Haram boko_haram"],
        "the group X",
    ),
    ("Soldiers killed two members of the police.", ["Soldiers army", "members of the police police 2"], "of"),
    ("Soldiers killed three fighters of EIGS.", ["Soldiers army", "fighters of EIGS isgs 3"], "fighters of"),
    ("Gunmen met a patrol of the army.", ["Gunmen militant", "patrol of the army army post"], "a patrol of"),
    (
        "Members of the militia Dan Na Ambassagou killed a man.",
        ["Members of the militia Dan Na Ambassagou dan_na_ambassagou", "man civilian"],
        "members of the militia X",
    ),
    ("Gunmen hit a police position.", ["Gunmen militant", "police position police post"], "police"),
    ("Gunmen hit an army convoy.", ["Gunmen militant", "army convoy army post"], "army"),
    ("Gunmen hit a gendarmerie post.", ["Gunmen militant", "gendarmerie post gendarme post"], "gendarmerie"),
    ("Gunmen hit a customs post.", ["Gunmen militant", "customs post security post"], "customs"),
    ("Gunmen hit a forestry post.", ["Gunmen militant", "forestry post security post"], "forestry"),
    ("Gunmen hit a ranger post.", ["Gunmen militant", "ranger post security post"], "rangers"),
    ("Gunmen hit a military camp.", ["Gunmen militant", "military camp army post"], "military"),
    ("Gunmen hit a peacekeeping base.", ["Gunmen militant", "peacekeeping base peacekeeper post"], "UN"),
    ("Gunmen hit a civilian convoy.", ["Gunmen militant", "civilian convoy civilian post"], "civilian"),
    ("Gunmen hit a passenger bus.", ["Gunmen militant", "passenger bus civilian post"], "passengers"),
    ("Gunmen hit a militia base.", ["Gunmen militant", "militia base militia post"], "a militia"),
    ("Gunmen hit a security post.", ["Gunmen militant", "security post security post"], "security"),
    ("Gunmen hit a transport vehicle.", ["Gunmen militant", "transport vehicle civilian post"], "transport"),
    ("Soldiers hit a militant base.", ["Soldiers army", "militant base militant post"], "militants"),
    ("Soldiers hit a jihadist camp.", ["Soldiers army", "jihadist camp militant post"], "jihadists"),
    ("Soldiers hit a terrorist base.", ["Soldiers army", "terrorist base militant post"], "terrorists"),
    (
        "Gunmen hit a camp for displaced people.",
        ["Gunmen militant", "camp for displaced people civilian post"],
        "the displaced",
    ),
    ("Gunmen hit a camp of refugees.", ["Gunmen militant", "camp of refugees civilian post"], "refugees"),
    (
        "French planes and commandos left.",
        ["French planes army FR post", "commandos army FR"],
        "an adjective of both",
    ),
    ("Soldiers from Chad left.", ["Soldiers army TD"], "from a country"),
    ("Niger's army left.", ["Niger's army niger_armed_forces"], "a possessive"),
    (
        "Burkina Faso's soldiers left.",
        ["Burkina Faso's soldiers burkina_faso_armed_forces"],
        "one of two words",
    ),
    ("Six of the soldiers left.", ["soldiers army 6"], "so many of them"),
    ("Six Mauritanian soldiers left.", ["Mauritanian soldiers mauritanian_armed_forces MR 6"], "so many"),
    ("About 20 soldiers left.", ["soldiers army 20"], "about so many"),
    ("At least 20 soldiers left.", ["soldiers army 20-"], "so many at least"),
    ("A twelve year old girl was killed.", ["year old girl civilian"], "an age is no count"),
    (
        "Lieutenant-Colonel Damiba was arrested.",
        ["Lieutenant-Colonel Damiba paul_henri_sandaogo_damiba"],
        "a rank before a name",
    ),
    ("Two loggers and a beekeeper were killed.", ["loggers civilian 2", "beekeeper civilian"], "any noun"),
    ("Highwaymen robbed two surveyors.", ["Highwaymen civilian", "surveyors civilian 2"], "on both sides"),
    ("Several hundred Mauritanians demonstrated.", ["Mauritanians civilian 300-"], "a nationality"),
    ("The secretary-general was killed.", [], "a part of a word"),
    ("The killing of three donso shocked them.", ["donso civilian 3"], "behind a noun of violence"),
    ("A boy shot by gunmen died.", ["boy civilian", "gunmen militant"], "a participle behind"),
    ("The lorry was destroyed.", [], "a thing"),
]


def shown(mention: Mention) -> str:
    count = mention.count
    told = [] if count is None else [str(count.min)]
    if count is not None and count.max != count.min:
        told = [f"{count.min}-{count.max or ''}"]
    who = [mention.ids[0] if mention.ids else mention.side, *([mention.country] if mention.country else [])]
    return " ".join([mention.text, *who, *told, *(["post"] if mention.facility else [])])


@pytest.mark.parametrize(("text", "expected"), table(CASES))
def test_who_is_named(sentences: Read, text: str, expected: list[str]) -> None:
    [sentence] = sentences(text)
    assert [shown(mention) for mention in sentence.mentions] == expected


SINGLES = [
    ("Gunmen killed a vendor.", ["vendor"], "an article"),
    ("Gunmen killed the voting officer.", ["voting officer"], "the"),
    ("Gunmen killed another trader.", ["trader"], "another"),
    ("Gunmen killed his driver and bodyguard.", ["driver", "bodyguard"], "two that one possessive is of"),
    ("Gunmen killed a few traders.", [], "a few are many"),
    ("Gunmen killed a dozen traders.", [], "so are a dozen"),
    ("Gunmen killed the traders.", [], "a plural"),
    ("Gunmen burned a lorry.", [], "a thing"),
    ("Gunmen attacked a camp.", [], "a post"),
    ("Gunmen attacked the Pentagon.", [], "one name behind an article"),
    ("Gunmen went to Mondoro Commune.", [], "a place"),
    ("Gunmen went to the villages of Wouro Orowel and Wouro Diam.", [], "villages"),
]


@pytest.mark.parametrize(("text", "expected"), table(SINGLES))
def test_one_person_each(sentences: Read, text: str, expected: list[str]) -> None:
    [sentence] = sentences(text)
    assert [mention.text for mention in singles(sentence, set())] == expected
