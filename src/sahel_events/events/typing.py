"""From acts and sides to ACLED's types and sub-types, by the rulings of docs/rulings.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Span

from ..language.words import words
from ..schema import CasualtyKind
from .frames import Frame
from .reading import SIDES_ARMED, Mention

_STATE = frozenset({"army", "security", "police", "gendarme", "peacekeeper", "mercenary"})


@dataclass(frozen=True, slots=True)
class Sides:
    """Sides of the participants: "armed", "state", "civilian", "protester" …, of agents and of those who
    suffer.
    """

    agents: frozenset[str]
    patients: frozenset[str]


def side_group(mention: Mention, category: str | None) -> str:
    """The group of a mention: by the actor table's category where it has one, else by its noun."""
    if category in {"rebel_jihadist", "rebel_other", "armed_group"}:
        return "armed"
    if category == "militia":
        return "militia"
    if category in {"state_forces", "external_forces", "peacekeepers"}:
        return "state"
    if mention.side in SIDES_ARMED:
        return "militia" if mention.side == "militia" else "armed"
    if mention.side in _STATE:
        return "state"
    if mention.side == "protester":
        return "protester"
    if mention.side == "convoy":
        return "convoy"
    return "civilian"


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
    if (
        "protester" in sides.agents
        and lead & {"loot", "riot", "attack"}
        and not acts & {"ied", "suicide", "air_strike", "clash", "mob"}
    ):
        return "violent_demonstration", "type.protesters_destroy"
    if (
        acts & {"protest", "riot"}
        or ("disperse" in acts and "protester" in sides.patients | sides.agents)
        or ("protester" in sides.patients and "state" in sides.agents and acts & {"shoot", "kill", "wound"})
    ):
        found = _protest(body, acts, lead, sides, killed)
        if found is not None:
            return found
    if "mob" in acts and (killed or "attack" in acts or "loot" in acts):
        return "mob_violence", "type.mob"
    if "rape" in acts:
        return "sexual_violence", "type.rape"
    explosive = _explosive(frames, acts, lead, sides)
    if explosive is not None:
        return explosive
    return _ground(frames, acts, lead, sides, killed, killed_sides)


def _protest(
    frames: Sequence[Frame], acts: set[str], lead: set[str], sides: Sides, killed: bool
) -> tuple[str, str] | None:
    if "armed" in sides.agents or acts & {"ied", "air_strike", "clash", "suicide"}:
        return None
    hurt = killed or any(t.kind is CasualtyKind.INJURED and not t.zero for f in frames for t in f.tolls)
    if (
        "state" in sides.agents
        and (acts & {"shoot", "kill", "attack"} or hurt)
        and hurt
        and not lead & {"riot", "loot"}
    ):
        return "excessive_force_against_protesters", "type.protest_force"
    if acts & {"riot", "loot"}:
        return "violent_demonstration", "type.riot"
    if killed and "disperse" in acts:
        return "excessive_force_against_protesters", "type.protest_force"
    if "disperse" in acts or ("state" in sides.agents and acts & {"arrest", "shoot"}):
        return "protest_with_intervention", "type.protest_dispersed"
    if acts & {"protest"} and not acts & {"attack", "massacre"}:
        return "peaceful_protest", "type.protest"
    return None


def _explosive(
    frames: Sequence[Frame], acts: set[str], lead: set[str], sides: Sides
) -> tuple[str, str] | None:
    guns = bool(acts & {"clash", "shoot"}) or (bool(lead & {"attack"}) and "armed" in sides.agents)
    if "suicide" in acts:
        return "suicide_bomb", "type.suicide"
    by_air = "air_strike" in acts or (
        _by_aircraft(frames)
        and ("bomb" in acts or (acts & {"strike", "attack"} and not acts & {"clash", "ied"}))
    )
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


_AIRCRAFT = words("typing.aircraft")


def _by_aircraft(frames: Sequence[Frame]) -> bool:
    for frame in frames:
        text = frame.sentence.doc[frame.start : frame.end].text.lower()
        if any(m.span.id_ == "group.aircraft" or "air force" in m.text.lower() for m in frame.roles.agents):
            return True
        if frame.acts & {"bomb"} and (_AIRCRAFT & set(text.split()) or "air force" in text):
            return True
    return False


def _ground(
    frames: Sequence[Frame],
    acts: set[str],
    lead: set[str],
    sides: Sides,
    killed: bool,
    killed_sides: frozenset[str],
) -> tuple[str, str]:
    if (
        "seize_person" in acts
        and not acts & {"attack", "massacre", "clash", "abduct", "arrest"}
        and not killed
    ):
        return (
            ("arrests", "type.state_takes")
            if "state" in sides.agents
            else ("abduction_forced_disappearance", "type.armed_takes")
        )
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
    if acts & {"regain", "overtake"} and _territory(frames):
        if "state" in sides.agents and "armed" not in sides.agents:
            return "government_regains_territory", "type.regain"
        if "armed" in sides.agents and acts & {"overtake"}:
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
        return _clash_or_attack(acts, sides, killed_sides)
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


def _taken(frame: Frame, trigger: Span, place: Span) -> bool:
    """Whether a place is what the verb takes: within six words behind it, with no people or post between; or
    named before a pronoun ("entered Kidal and took control of it").
    """
    behind = [t.lower_ for t in trigger.doc[trigger.end : trigger.end + 2]]
    if place.end <= trigger.start:
        return "it" in behind
    between = any(
        trigger.end <= m.start < place.start and (m.count is not None or m.side not in {"civilian", "named"})
        for m in frame.sentence.mentions
    )
    return place.start - trigger.end <= 6 and not between


def _clash_or_attack(acts: set[str], sides: Sides, killed_sides: frozenset[str]) -> tuple[str, str]:
    patients = sides.patients - {"convoy"}
    if acts & {"clash"} and not (patients == {"civilian"} and "state" not in sides.agents | killed_sides):
        return "armed_clash", "type.clash"
    if patients & {"state", "armed", "militia"}:
        return "armed_clash", "type.armed_target"
    if "civilian" in patients or "protester" in patients:
        if killed_sides & {"state"} and "civilian" not in killed_sides:
            return "armed_clash", "type.soldiers_dead"
        return "attack", "type.civilian_target"
    if killed_sides & {"state", "armed", "militia"}:
        return "armed_clash", "type.armed_dead"
    if killed_sides & {"civilian"} or acts & {"massacre"}:
        return "attack", "type.civilian_dead"
    return (
        ("armed_clash", "type.convoy")
        if "convoy" in sides.patients or "state" in sides.agents
        else ("attack", "type.unknown_target")
    )
