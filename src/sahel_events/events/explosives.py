"""When an aircraft, a bomb, a mine or a shell decides what an event is, and when it only comes with a
fight."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from ..language.words import words
from .frames import Frame
from .sides import Sides


def by_explosives(
    frames: Sequence[Frame],
    body: Sequence[Frame],
    acts: AbstractSet[str],
    lead: AbstractSet[str],
    sides: Sides,
) -> tuple[str, str] | None:
    """The sub-type and the rule where an aircraft, a bomb, a mine or a shell decides, else None. `body`: the
    frames without the title's; `lead`: the acts of the first of them.
    """
    guns = bool(acts & {"clash", "shoot"}) or (bool(lead & {"attack"}) and "armed" in sides.agents)
    if acts & {"blast", "ied"} and any(_SUICIDE.search(f.sentence.text) for f in body[:1]):
        return "suicide_bomb", "type.suicide"
    if "suicide" in acts and not (acts & {"attack", "clash", "shoot"} and says(frames, _UNUSED)):
        return "suicide_bomb", "type.suicide"
    if "ied" in acts and acts & {"attack", "clash", "shoot"} and says(frames, _AMBUSH):
        return "armed_clash", "type.complex_attack"
    by_air = "air_strike" in acts or (
        _by_aircraft(body[:1]) and not acts & {"ied", "accident"} and (not _fought(body) or "bomb" in lead)
    )
    if "strike" in lead and not acts & {"attack", "clash", "ied"} and not sides.agents & {"armed", "militia"}:
        by_air = True  # "a French strike near Indelimane"
    if by_air and says([f for f in frames if "air_strike" in f.acts] or body[:1], _AND_GROUND):
        return "armed_clash", "type.air_and_ground"
    if by_air and not (lead & {"attack", "clash"} and "armed" in sides.agents):
        return "air_drone_strike", "type.air"
    other_lead = bool(lead & {"attack", "clash", "loot", "massacre", "arms_find", "protest", "air_strike"})
    if "ied" in acts and not ((guns or other_lead) and not lead & {"ied", "blast"}):
        return "remote_explosive_landmine_ied", "type.ied"
    if "shell" in acts and not ((guns or other_lead) and not lead & {"shell"}):
        return "shelling_artillery_missile", "type.shell"
    if "grenade" in acts and not acts & {"clash", "shoot"} and "grenade" in lead:
        return "grenade", "type.grenade"
    if "blast" in acts and not guns and not acts & {"attack", "clash", "air_strike", "accident"}:
        return "remote_explosive_landmine_ied", "type.blast"
    if acts & {"bomb"} and not guns:
        return "air_drone_strike", "type.bombardment"
    return None


def _fought(frames: Sequence[Frame]) -> bool:
    """Whether two sides fight: "neutralised" is said of those whom an aircraft kills too."""
    clashes = [t for f in frames for t in f.triggers if t.label_ == "clash"]
    return any(not t.text.lower().startswith("neutrali") for t in clashes)


_AIRCRAFT = words("explosives.aircraft")
_BESIDE = {"backed", "supported", "accompanied", "covered", "assisted", "preceded", "followed", "escorted"}


def _by_aircraft(frames: Sequence[Frame]) -> bool:
    """Whether an aircraft acts: a participant, or the word before the first trigger or behind "by"."""
    for frame in frames:
        doc = frame.sentence.doc
        if any(m.span.id_ == "group.aircraft" or "air force" in m.text.lower() for m in frame.roles.agents):
            return True
        if (
            not frame.acts & {"bomb", "strike", "attack", "shell", "kill", "loot", "clash"}
            or not frame.triggers
        ):
            continue
        for token in doc[frame.start : frame.end]:
            if token.lower_ not in _AIRCRAFT:
                continue
            before = [t.lower_ for t in doc[max(frame.start, token.i - 4) : token.i]]
            subject = token.dep_.startswith("nsubj") and token.i < frame.triggers[0].start
            by = "by" in before and not _BESIDE & set(before)  # not "a detachment backed by an aircraft"
            if by or (subject and not set(before) & {"on", "at", "of", "against"}):
                return True
    return False


_SUICIDE = re.compile(r"(?i)\bsuicide[- ](?:bomber|driver|attacker|assailant|car|truck|vehicle)s?\b")
_UNUSED = re.compile(
    r"(?i)\b(?:no time to|unable to|not able to|never) (?:use|set|detonate|blow|trigger)|"
    r"\bwithout (?:having )?(?:us|detonat|sett|blow|trigger)ing|did not (?:go off|explode|detonate)|"
    r"failed to (?:go off|explode|detonate)"
)
"""Explosives that attackers carried and did not use."""
_AMBUSH = re.compile(
    r"(?i)complex (?:attack|ambush|assault)|"
    r"(?:followed|ensued|accompanied) by (?:\w+ ){0,2}(?:gun|fire|shots|attack|ambush|assault|exchange)|"
    r"(?:exchange|volley|hail)s? of (?:fire|gunfire|shots|bullets)|"
    r"then (?:opened fire|attacked|ambushed|shot)|"
    r"before (?:opening fire|attacking|shooting)|\bambush(?:ed)?\b|gunfire|small[- ]arms"
)
"""Guns behind the mine: an attack on a patrol that a mine opens is a clash."""
_AND_GROUND = re.compile(
    r"(?i)\bair[- ](?:and[- ])?(?:ground|land)|ground (?:operation|troops|forces|assault)|ground and air|"
    r"air[- ]landed|land and air|on the ground and (?:from|in) the air|"
    r"from the air and (?:on|from) the ground|ground (?:detachment|unit|element|patrol|column|component)s?|"
    r"(?:planes|jets|aircraft|helicopters|drones) and (?:\w+ )?(?:commandos|soldiers|troops|ground)"
)


def says(frames: Sequence[Frame], pattern: re.Pattern[str]) -> bool:
    """Whether one of the frames has words of `pattern`."""
    return any(pattern.search(f.sentence.doc[f.start : f.end].text) for f in frames)
