"""Colours that mean something: which there are, when they are sent, and the legend that tells them.

Only colours of the sixteen that every terminal knows and shows as its user has set them (ECMA-48, "select
graphic rendition"), so that they can be read on dark and on light.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Any

from ..counts import people

Record = Mapping[str, Any]

CODES = {
    "explosions_remote_violence": "35",  # magenta
    "battles": "33",  # yellow
    "violence_against_civilians": "31",  # red
    "protests": "32",  # green
    "riots": "36",  # cyan
    "strategic_developments": "94",  # bright blue: the other is dark on black
    "unsure": "3;33",  # italics, yellow: reported or claimed
    "denied": "9",  # struck through
    "dead": "1",
    "many_dead": "1;31",
    "dim": "2",
    "head": "1",
}
"""What each meaning looks like."""

TYPES = {
    "battles": "battles",
    "explosions_remote_violence": "explosions",
    "violence_against_civilians": "against civilians",
    "protests": "protests",
    "riots": "riots",
    "strategic_developments": "strategic",
}
"""The kinds of violence, as the legend calls them."""

MANY_DEAD = 10
"""From so many dead a toll stands out: nine is the upper quartile of events with dead, in 10,000 records of
human-coded notes."""


def wanted(*, terminal: bool, environment: Mapping[str, str] | None = None) -> bool:
    """Whether to send colours to a stream, which is a `terminal` or not.

    As Python itself decides (since 3.13): NO_COLOR (no-color.org) forbids them, FORCE_COLOR
    (force-color.org) wants them even in a pipe, TERM=dumb and a pipe get none. Variables that are set but
    empty count as not set.
    """
    given = os.environ if environment is None else environment
    if given.get("NO_COLOR"):
        return False
    if given.get("FORCE_COLOR"):
        return True
    return terminal and given.get("TERM") not in {"dumb", "unknown"}


def paint(words: str, meaning: str) -> str:
    """`words` in the colour of a name of CODES, not the blanks around them; as they are where it is ""."""
    code, core = CODES.get(meaning), words.strip(" ")
    if not code or not core:
        return words
    if words[0] != " ":  # most stand at the left
        return f"\x1b[{code}m{core}\x1b[0m{words[len(core):]}"
    before, after = words.split(core, 1)
    return f"{before}\x1b[{code}m{core}\x1b[0m{after}"


def of_toll(record: Record) -> str:
    """The meaning of an event's toll: many dead, dead, or neither."""
    toll = people(record, "killed")
    if toll is None or not toll.best:
        return ""
    return "many_dead" if toll.best >= MANY_DEAD else "dead"


def of_status(record: Record) -> str:
    """The meaning of an event's status: denied, unsure (somebody's word only), or neither."""
    status = record["status"]
    return "" if status == "confirmed" else "denied" if status == "denied" else "unsure"


def legend(records: Iterable[Record]) -> str:
    """One line that names the colours of the kinds of event among `records`, in these colours."""
    seen = {record["event_type"] for record in records}
    kinds = "  ".join(paint(name, kind) for kind, name in TYPES.items() if kind in seen)
    return f"{kinds}  {paint(f'{MANY_DEAD}+ killed', 'many_dead')}"
