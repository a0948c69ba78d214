"""The sides of an event: who acts and who suffers, by groups that types are decided by."""

from __future__ import annotations

from dataclasses import dataclass

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
    if category == "civilians_group" and mention.facility:
        return "civilian"  # "an Imghad camp" is where people live
    if mention.side in SIDES_ARMED:
        return "militia" if mention.side == "militia" else "armed"
    if mention.side in _STATE:
        return "state"
    if mention.side == "protester":
        return "protester"
    if mention.side == "convoy":
        return "convoy"
    return "civilian"
