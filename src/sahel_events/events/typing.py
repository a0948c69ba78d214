"""From acts and sides to ACLED's types and sub-types, by the rulings of docs/rulings.md."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from spacy.tokens import Span

from ..language import deps
from ..schema import CasualtyKind
from .crowds import WAR, crowd, mob, only_steal
from .explosives import by_explosives, says
from .frames import Frame
from .sides import Sides


def decide(frames: Sequence[Frame], sides: Sides, killed_sides: frozenset[str]) -> tuple[str, str]:
    """The sub-type of an event told by `frames`, and the rule that decided. `killed_sides`: groups among
    the dead.
    """
    body = [f for f in frames if not f.title] or list(frames)
    acts = {a for f in body for a in f.acts}
    lead = body[0].acts
    killed = (
        any(t.kind is CasualtyKind.KILLED and not t.zero for f in frames for t in f.tolls) or "kill" in acts
    )
    if "coup" in lead or ("coup" in acts and not acts & {"attack", "clash", "ied", "kill"}):
        return "coup", "type.coup"
    if "arms_find" in lead and not killed and "armed" not in sides.agents:
        return "disrupted_weapons_use", "type.arms_find"
    people = crowd(body)
    if mob(body, acts, sides.agents, sides.patients, killed=killed, unled=bool(people)):
        return "mob_violence", "type.mob"
    if (
        ("protester" in sides.agents or people)
        and not sides.agents & {"armed", "militia", "state"}
        and (lead & {"loot", "riot", "attack"} or ("clash" in lead and "state" in sides.patients))
        and not acts & WAR - ({"clash"} if "state" in sides.patients else set())
    ):
        if "protest" not in acts and only_steal(body, people):
            return "looting_property_destruction", "type.loot"
        return "violent_demonstration", "type.protesters_destroy"
    if (
        acts & {"protest", "riot"}
        or ("disperse" in acts and "protester" in sides.patients | sides.agents)
        or ("protester" in sides.patients and "state" in sides.agents and acts & {"shoot", "kill", "wound"})
        or ("disperse" in acts and not acts & {"attack", "clash", "ied", "massacre", "air_strike"})
    ):
        found = _protest(body, acts, lead, sides, killed)
        if found is not None:
            return found
    if "rape" in acts:
        return "sexual_violence", "type.rape"
    explosive = by_explosives(frames, body, acts, lead, sides)
    if explosive is not None:
        return explosive
    return _ground(frames, acts, lead, sides, killed, killed_sides)


_LIVE_FIRE = re.compile(
    r"(?i)\bshot\b|\bbullets?\b|\blive (?:ammunition|rounds|fire)|\bgunfire|"
    r"\bopened fire|\bfired (?:on|at|into)"
)
"""Deadly force; truncheons and tear gas are none, whoever they hurt."""


def _protest(
    frames: Sequence[Frame], acts: AbstractSet[str], lead: AbstractSet[str], sides: Sides, killed: bool
) -> tuple[str, str] | None:
    if "armed" in sides.agents or acts & {"ied", "air_strike", "clash", "suicide"}:
        return None
    hurt = killed or any(t.kind is CasualtyKind.INJURED and not t.zero for f in frames for t in f.tolls)
    if (
        "state" in sides.agents
        and (killed or (hurt and (acts & {"shoot"} or says(frames, _LIVE_FIRE))))
        and not lead & {"riot", "loot"}
    ):
        return "excessive_force_against_protesters", "type.protest_force"
    shot_at = killed and acts & {"disperse", "shoot"} and says(frames, _LIVE_FIRE)
    if acts & {"riot", "loot"} and not (shot_at and not lead & {"riot", "loot"}):
        return "violent_demonstration", "type.riot"
    if killed and ("disperse" in acts or shot_at):
        return "excessive_force_against_protesters", "type.protest_force"
    if "disperse" in acts or ("state" in sides.agents and acts & {"arrest", "shoot"}):
        return "protest_with_intervention", "type.protest_dispersed"
    if acts & {"protest"} and not acts & {"attack", "massacre"}:
        return "peaceful_protest", "type.protest"
    return None


def _ground(
    frames: Sequence[Frame],
    acts: AbstractSet[str],
    lead: AbstractSet[str],
    sides: Sides,
    killed: bool,
    killed_sides: frozenset[str],
) -> tuple[str, str]:
    if (
        "seize_person" in acts
        and not acts & {"attack", "massacre", "clash", "abduct", "arrest", "operation"}
        and not killed
    ):
        return (
            ("arrests", "type.state_takes")
            if "state" in sides.agents or "armed" in sides.patients - sides.agents
            else ("abduction_forced_disappearance", "type.armed_takes")
        )
    if "arrest" in acts and not sides.patients & {"armed", "state"} and says(frames, _BEATEN):
        return "attack", "type.beaten"
    if acts <= {"attack", "arrest"} and "state" in sides.agents and _all_start(frames, "intercept"):
        return "arrests", "type.intercepted"
    armed = bool(
        acts & {"attack", "massacre", "clash", "operation", "kill", "shoot", "strike", "wound", "die"}
    )
    if (
        "abduct" in acts
        and not killed
        and not (acts & {"clash"})
        and (not lead & {"attack"} or "civilian" in sides.patients)
    ):
        return "abduction_forced_disappearance", "type.abduct"
    if "free" in lead and not acts & {"attack", "kill", "massacre", "clash"}:
        return ("armed_clash", "type.rescue") if "state" in sides.agents else ("other", "type.release")
    if "free" in acts and "state" in sides.agents and acts & {"operation", "attack"} and not killed:
        return "armed_clash", "type.rescue"
    entered = all(
        t.id_ == "territory.enter" for f in frames for t in f.triggers if t.label_ in {"regain", "overtake"}
    )
    if acts & {"regain", "overtake"} and not (entered and (killed or armed)) and _territory(frames):
        if "state" in sides.agents and "armed" not in sides.agents:
            return "government_regains_territory", "type.regain"
        if "armed" in sides.agents:
            return "non_state_actor_overtakes_territory", "type.overtake"
    strong = bool(acts & {"attack", "massacre", "clash", "operation", "shoot", "strike"})
    if "loot" in acts and "armed" in sides.agents and "state" in sides.patients:
        return "armed_clash", "type.post_burnt"
    if "arrest" in acts and "armed" in sides.agents and not armed:
        return "abduction_forced_disappearance", "type.armed_takes"
    for act, sub in _STRATEGIC:
        if act in {"loot", "handover", "arms_find", "base"} and strong:
            continue
        if act in acts and (act in lead or not armed) and not (armed and killed and act not in {"accident"}):
            return sub, f"type.{act}"
    if armed:
        return _clash_or_attack(frames, acts, sides, killed_sides)
    return ("abduction_forced_disappearance", "type.abduct") if "abduct" in acts else ("other", "type.other")


_STRATEGIC = (
    ("accident", "accident"),
    ("arrest", "arrests"),
    ("agreement", "agreement"),
    ("group_change", "change_to_group_activity"),
    ("arms_find", "disrupted_weapons_use"),
    ("base", "headquarters_or_base_established"),
    ("handover", "non_violent_transfer_of_territory"),
    ("loot", "looting_property_destruction"),
    ("free", "other"),
)


_BEATEN = re.compile(
    r"(?i)\b(?:tortur(?:ed|ing)|(?:severely|badly|savagely|brutally) (?:beaten|beat|wounded|assaulted)|"
    r"beat(?:en|ing)? (?:them|him|her|up|to)|(?:caned|flogged|whipped)|"
    r"arrest(?:ed|ing) and (?:\w+ )?(?:beat\w*|wounded|killed|executed|shot))"
)
"""Violence against those arrested is the event, the arrest its row of captured."""


def _all_start(frames: Sequence[Frame], stem: str) -> bool:
    return all(t.text.lower().startswith(stem) for f in frames for t in f.triggers if t.label_ == "attack")


def _territory(frames: Sequence[Frame]) -> bool:
    """Whether what was taken is a town or region, not a person or a thing: a place stands right behind the
    verb.
    """
    for frame in frames:
        for trigger in frame.triggers:
            if trigger.label_ in {"regain", "overtake"} and any(
                _taken(frame, trigger, p.span) for p in frame.places
            ):
                return True
    return False


_LOST = {"fall", "fell", "falls", "fallen"}


def _taken(frame: Frame, trigger: Span, place: Span) -> bool:
    """Whether a place is what the verb takes: within six words behind it, with no people or post between; or
    named before a pronoun ("entered Kidal and took control of it").
    """
    behind = [t.lower_ for t in trigger.doc[trigger.end : trigger.end + 2]]
    if trigger[0].lower_ in _LOST:  # "the town of Bosso fell to …"
        return place.end <= trigger.start
    if place.end <= trigger.start:
        return "it" in behind or deps.is_passive(trigger[0], surely=True)
    between = any(
        trigger.end <= m.start < place.start and (m.count is not None or m.side not in {"civilian", "named"})
        for m in frame.sentence.mentions
    )
    return place.start - trigger.end <= 6 and not between


_AT_HOME = re.compile(
    r"(?i)\boff[- ]duty|\bon leave\b|\bretired\b|\bformer (?:soldier|policeman|gendarme)|"
    r"\b(?:at|in|inside|outside|into|from|near|stormed|entered|attacked) (?:his|her|their|the) "
    r"(?:own )?(?:home|house|residence)\b|"
    r"\b(?:home|house|residence) of an? (?:off-duty )?(?:police|gendarm|soldier|sergeant|customs)"
)
"""A policeman killed at home is no armed target (ACLED)."""
_HIRED = re.compile(r"(?i)\b(?:minusma|un|army|military)[- ](?:chartered|contracted|hired)")


def _clash_or_attack(
    frames: Sequence[Frame], acts: AbstractSet[str], sides: Sides, killed_sides: frozenset[str]
) -> tuple[str, str]:
    patients = sides.patients - {"convoy"}
    if (
        patients & {"state"}
        and "state" not in sides.agents
        and "clash" not in acts
        and says(frames, _AT_HOME)
    ):
        return "attack", "type.at_home"
    if any(t.id_ == "clash.repel" for f in frames for t in f.triggers) or says(frames, _HIRED):
        return "armed_clash", "type.repelled"
    lead = next((f.acts for f in frames if not f.title), frames[0].acts)
    if "massacre" in lead and patients == {"civilian"} and not killed_sides - {"civilian"}:
        return "attack", "type.massacre"  # "a massacre of inhabitants … after the fight of Teguey"
    if "massacre" in acts and says(frames[:1], _BODIES) and not killed_sides - {"civilian"}:
        return "attack", "type.massacre"  # "100 corpses under a bridge …, work of Boko Haram"
    if acts & {"clash"} and not (patients == {"civilian"} and "state" not in sides.agents | killed_sides):
        return "armed_clash", "type.clash"
    if _both_fight(frames):
        return "armed_clash", "type.both_fight"
    if killed_sides & {"militia"} and "militia" not in sides.agents and "civilian" not in killed_sides:
        return "armed_clash", "type.militia_dead"
    if patients & {"state", "armed", "militia"}:
        return "armed_clash", "type.armed_target"
    if "civilian" in patients or "protester" in patients:
        if killed_sides & {"state"} and "civilian" not in killed_sides:
            return "armed_clash", "type.soldiers_dead"
        return "attack", "type.civilian_target"
    if killed_sides & {"state", "armed", "militia"}:
        return "armed_clash", "type.armed_dead"
    if (
        killed_sides & {"civilian"}
        or acts & {"massacre"}
        or ("state" in sides.agents and _others_killed(frames))
    ):
        return "attack", "type.civilian_dead"
    return (
        ("armed_clash", "type.convoy")
        if "convoy" in sides.patients or "state" in sides.agents
        else ("attack", "type.unknown_target")
    )


_BODIES = re.compile(r"(?i)\b(?:bodies|corpses|mass graves?)\b")
_BOTH = re.compile(
    r"(?i)\bclash(?:ed|es)?\b|exchanged? (?:of )?(?:\w+ )?(?:fire|gunfire|shots)|"
    r"\b(?:fighting|battles?|confrontations?) (?:\w+ )?between|returned fire|fired back|fought back"
)
"""Words that name both sides of a fight: farmers who clash with herders are fighters (ACLED's communal
militias), people who die "in fighting" are not.
"""


def _both_fight(frames: Sequence[Frame]) -> bool:
    """Whether the first telling is of two sides that fight each other, not of an attack that led to it."""
    body = [f for f in frames if not f.title] or list(frames)
    first = body[0]
    if first.acts & {"attack", "massacre"}:
        return any(t.text.lower().startswith("return") for t in first.triggers)
    return "clash" in first.acts and says([first], _BOTH)


def _others_killed(frames: Sequence[Frame]) -> bool:
    """Whether the dead have a noun that is no side's: "killed 16 preachers"."""
    return any(
        t.kind is CasualtyKind.KILLED
        and not t.zero
        and t.mention is None
        and (t.who is not None or any(n.tag_ == "NNS" for n in t.sentence.doc[t.end : t.end + 1]))
        for f in frames
        for t in f.tolls
    )
