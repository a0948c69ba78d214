"""Crowds that no one leads: who is one, what it does by hand, and when it only takes things."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..language.words import words
from .frames import Frame

_CROWD = words("crowds.crowd")
_LOOTERS = words("crowds.looters")
PROTESTING = words("crowds.protesting")
_BY_HAND = re.compile(r"(?i)\b(?:beat|club|ston|lynch|burn\w* (?:\w+ )?alive|hack|to death|set upon)")
"""How a crowd kills."""
WAR = frozenset(
    {
        "ied",
        "suicide",
        "air_strike",
        "clash",
        "mob",
        "shell",
        "grenade",
        "bomb",
        "strike",
        "blast",
        "massacre",
    }
)
"""Acts that no crowd does."""
_FIRE = re.compile(
    r"(?i)\b(?:burn|fire|torch|abla|aligh|ston|barricade|ransack|vandal|wreck|storm|invad|attack|"
    r"besieg|siege|encircl|surround)"
)


def only_steal(frames: Sequence[Frame], crowd: frozenset[str]) -> bool:
    """Whether people who are no protesters take things and do nothing worse."""
    return not crowd & PROTESTING and not any(_FIRE.search(t.text) for t in frames[0].triggers)


def crowd(frames: Sequence[Frame]) -> frozenset[str]:
    """The nouns of unarmed crowds among those who act."""
    return frozenset(
        m.span[-1].lower_ for f in frames for m in f.roles.agents if m.side in {"civilian", "protester"}
    ) & (_CROWD | _LOOTERS)


def mob(
    frames: Sequence[Frame],
    acts: set[str],
    agents: frozenset[str],
    patients: frozenset[str],
    *,
    killed: bool,
    unled: bool,
) -> bool:
    """Whether a crowd that no one leads killed or beat somebody."""
    if "mob" in acts and killed:
        return True
    if agents & {"armed", "militia", "state"} or acts & {
        "clash",
        "ied",
        "air_strike",
        "suicide",
        "rape",
    }:
        return False
    by_hand = any(
        _BY_HAND.match(t.text)
        for f in frames
        for t in f.triggers
        if t.label_ in {"kill", "wound", "mob", "attack", "riot"}
    )
    if "mob" in acts and (killed or by_hand or acts & {"attack", "loot", "wound"}):
        return True
    return unled and by_hand and "state" not in patients and not acts & {"protest"}
