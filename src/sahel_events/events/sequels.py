"""What ties a telling to the event told right before it, or makes it the answer to that: "three of them",
"bringing the toll to four", "in reply".
"""

from __future__ import annotations

import re

from ..schema import CasualtyKind
from .acts import TOLL_ACTS
from .draft import Draft
from .frames import HANDED_ON, Frame

_OF_THOSE = re.compile(
    r"(?i)(?:at least |about |some )?\w+(?: \w+)? of (?:them|these|those (?:arrested|hurt|held))\b"
)


def of_those(draft: Draft, frame: Frame) -> bool:
    """Whether a telling counts some of those told of last: "Three of them were detained"."""
    distance = frame.sentence.index - draft.last.sentence.index
    return 0 <= distance <= _STILL_TOLD and _OF_THOSE.match(frame.sentence.text) is not None


_STILL_TOLD = 3
"""Sentences for which "of them" reaches back."""


def on_the_spot(draft: Draft, frame: Frame) -> bool:
    """Whether prisoners are taken in the course of what was told before: "the rebels lost three men and took
    six soldiers prisoner".
    """
    settled = frame.date is not None or any(p.attached and not p.context for p in frame.places)
    if settled:
        return False
    if frame.sentence is draft.last.sentence:
        return "armed" in draft.families
    steps = frame.sentence.index - draft.last.sentence.index
    near = steps == 1 and frame.sentence.unit.block == draft.last.sentence.unit.block
    counted = any(t.kind is CasualtyKind.CAPTURED and t.count.min > 1 for t in frame.tolls)
    told = {t.lower_ for t in frame.sentence.doc[frame.start : frame.triggers[-1].start]}
    return near and counted and bool({"armed", "protest", "mob"} & draft.families) and not told & _PERFECT


_PERFECT = {"have", "has", "later", "since", "afterwards", "subsequently", "had", "are", "is", "remain"}
"""An arrest that these tell of is later news, no part of the act."""


def answers(draft: Draft, frame: Frame) -> bool:
    """Whether a telling is of the blow that answers the draft's: "its planes bombed six bases in reply"."""
    other = not (frame.acts - TOLL_ACTS - {"claim"}) & draft.acts and bool(frame.acts - TOLL_ACTS)
    if not other or frame.title:
        return False
    if frame.reply is None:
        frame.reply = _REPLY.search(frame.sentence.text) is not None
    return frame.reply


_REPLY = re.compile(
    r"(?i)\bin (?:reply|retaliation|response|reprisal|revenge)\b(?! (?:to|for|against))|"
    r"\bretaliat(?:ed|ory)\b"
)


def adds_to_toll(draft: Draft, frame: Frame) -> bool:
    """Whether a bare count goes on with the dead told right before it, whatever the day: "a fourth died of
    wounds on Tuesday, bringing the toll to four".
    """
    if not frame.acts <= TOLL_ACTS or not goes_on(draft, frame) or not draft.tolls:
        return False
    dead = [t for t in frame.tolls if t.kind is CasualtyKind.KILLED]
    return any(t.revised or t.extra for t in dead)


def repeats_toll(draft: Draft, frame: Frame) -> bool:
    """Whether a bare count gives the dead of an event once more, its day only taken over from the sentence
    before: "The government gave the total of 16 dead"."""
    if not frame.acts <= TOLL_ACTS or frame.date is None or frame.date.distance < HANDED_ON:
        return False
    told = {t.count for t in draft.tolls if t.kind is CasualtyKind.KILLED and t.count.min > 1}
    return any(t.kind is CasualtyKind.KILLED and t.count in told for t in frame.tolls)


_BODIES = {"bodies", "corpses", "remains"}
_FOUND = re.compile(
    r"(?i)\b(?:found|finds?|discover\w*|(?:come|came) (?:up)?on|stumbled|unearthed|exhumed|"
    r"(?:mass|shallow) graves?)\b"
)


def finds_bodies(frame: Frame) -> bool:
    """Whether a telling is of the dead that somebody has found: "Soldiers came upon 100 corpses"."""
    if frame.bodies is None:
        dead = any(t.text.lower() in _BODIES for t in frame.triggers)
        told = frame.sentence.doc[frame.start : frame.end].text if dead else ""
        frame.bodies = _FOUND.search(told) is not None
    return frame.bodies


def found_after(draft: Draft, frame: Frame) -> bool:
    """Whether the dead that somebody finds are those of the attack told right before, which had counted
    nobody: "Gunmen attacked Bamba on Monday. Residents found 14 bodies on Tuesday".
    """
    if not (goes_on(draft, frame) and finds_bodies(frame)):
        return False
    dead = any(t.kind is CasualtyKind.KILLED for t in draft.tolls)
    return not dead and "armed" in draft.families


def found_beside(draft: Draft, frame: Frame) -> bool:
    """Whether bodies are found where a fight for the place is told of beside them: those died before it."""
    if finds_bodies(draft.frames[0]):
        return "territory" in frame.families
    return finds_bodies(frame) and "territory" in draft.families and frame.sentence is not draft.last.sentence


def one_more(draft: Draft, frame: Frame) -> bool:
    """Whether a bare count adds to the one told right before: "A third serviceman was hurt"."""
    extra = frame.acts <= TOLL_ACTS and any(t.extra for t in frame.tolls)
    return extra and bool(draft.tolls) and goes_on(draft, frame)


def goes_on(draft: Draft, frame: Frame) -> bool:
    """Whether a telling follows at once and names no place of its own."""
    if frame.sentence.index - draft.last.sentence.index > 1:
        return False
    return not any(p.attached and not p.context and p.precision != "country" for p in frame.places)
