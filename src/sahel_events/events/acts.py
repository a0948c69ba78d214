"""What kinds of act there are, and which of them one clause may tell together."""

from __future__ import annotations

FAMILY = {
    **dict.fromkeys(
        (
            "attack",
            "massacre",
            "clash",
            "operation",
            "kill",
            "shoot",
            "die",
            "wound",
            "air_strike",
            "bomb",
            "strike",
            "ied",
            "blast",
            "suicide",
            "shell",
            "grenade",
        ),
        "armed",
    ),
    "abduct": "abduct",
    "seize_person": "abduct",
    "free": "free",
    "arrest": "arrest",
    "protest": "protest",
    "disperse": "protest",
    "riot": "protest",
    "mob": "mob",
    "coup": "coup",
    "agreement": "agreement",
    "group_change": "group",
    "arms_find": "arms",
    "base": "base",
    "handover": "handover",
    "regain": "territory",
    "overtake": "territory",
    "accident": "accident",
    "loot": "loot",
    "rape": "rape",
    "claim": "claim",
}
"""Acts that tell one kind of event."""
TOGETHER: dict[str, frozenset[str]] = {
    "armed": frozenset({"abduct", "loot", "territory", "accident", "mob", "free", "arrest", "claim", "arms"}),
    "protest": frozenset({"armed", "arrest", "loot", "claim", "mob"}),
    "abduct": frozenset({"loot", "claim"}),
    "territory": frozenset({"loot", "claim", "handover"}),
    "mob": frozenset({"loot", "arrest"}),
    "coup": frozenset({"arrest", "group", "armed"}),
    "rape": frozenset({"abduct", "loot", "armed"}),
    "accident": frozenset(),
    "arms": frozenset({"arrest"}),
    "handover": frozenset({"base"}),
}
"""Families that one clause may join into one event ("attacked the village, kidnapped two and stole
cattle").
"""
TOLL_ACTS = frozenset({"kill", "die", "wound"})
