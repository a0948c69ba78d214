"""Whether what a telling says is enough to found an event of its own."""

from __future__ import annotations

import re

from spacy.tokens import Span

from .clauses import plural_noun
from .frames import Frame
from .reading import SIDES_STATE

_CAPTIVE = re.compile(
    r"(?i)\b(?:hostage|captiv|captor|kidnap|abduct|ransom|in the hands of|commandos?\b|jihadist)"
)
_CARE = re.compile(
    r"(?i)\b(?:look(?:ed|ing) after|being treated|treated (?:at|in|for)|"
    r"(?:receiv|await|wait)\w*(?: for)? (?:treatment|care)|"
    r"(?:taken|carried|evacuated|flown|transferred|admitted|rushed) (?:by \S+ )?(?:to|towards)|"
    r"hospitali[sz]ed|carried by)"
)
"""What became of the wounded afterwards founds no event."""


def told_of_sides(frame: Frame) -> bool:
    """Whether a telling that opens with a plural act names two sides, one of them armed, and an exact place:
    "Clashes between the army and gunmen in Bentia".
    """
    if frame.triggers[0].start > frame.sentence.start + 1 or frame.title:
        return False
    placed = any(not p.context and p.precision == "place" for p in frame.places)
    both = frame.roles.agents and frame.roles.patients
    lasting = any(t.lower_ in {"have", "has", "continue", "continued"} for t in frame.sentence.span)
    return bool(placed and both and not lasting and any(m.armed for m in frame.people))


_HEARD = {"blast", "ied", "shoot", "clash", "shell", "bomb"}


def _several_acts(frame: Frame) -> bool:
    """Whether a telling without sides has two different acts of arms at an exact place: "a vehicle was hit by
    a mine followed by gunfire near Kera".
    """
    placed = any(not p.context and p.precision in {"place", "admin"} for p in frame.places)
    acts = {t.label_ for t in frame.triggers} & _HEARD
    if any(t.lower_ in {"gunfire", "gunshots", "shots"} for t in frame.sentence.doc[frame.start : frame.end]):
        acts.add("shoot")
    singular = not all(plural_noun(t) for t in frame.triggers)
    return placed and singular and not frame.title and ("ied" in acts or "blast" in acts) and len(acts) > 1


def _taking_of_nobody(frame: Frame, strong: list[Span], *, settled: bool) -> bool:
    """Whether a telling is of an arrest, an abduction or a release that names nobody: no toll, nobody taken,
    no armed side that takes.
    """
    if not {t.label_ for t in strong} <= {"free", "arrest", "abduct", "seize_person"}:
        return False
    if any(not t.zero for t in frame.tolls) or any(m.people or m.ids for m in frame.roles.patients):
        return False
    if any(m.armed for m in frame.roles.agents):
        return False
    return not (settled and ("free" not in frame.acts or _CAPTIVE.search(frame.sentence.text)))


_BOMB = re.compile(r"(?i)\b(?:suicide|bombs?|explosives?|car[- ]bombs?|booby[- ]trap\w*|ieds?)\b")


def substantial(frame: Frame) -> bool:
    """Whether a frame may found an event of its own: somebody, a toll, or a strong act with day or place."""
    strong = [t for t in frame.triggers if t.label_ not in {"claim"}]
    if not strong:
        return False
    located = any(not p.context for p in frame.places)
    counted = any(not t.zero and not t.old for t in frame.tolls)
    dated = frame.date is not None or bool(frame.recent)
    taken = any(m.count is not None for m in frame.roles.patients) and (dated or located)
    acted = any(m.armed or m.side in SIDES_STATE or m.ids for m in frame.roles.agents)
    bombed = dated and located and _BOMB.search(frame.sentence.text)  # "two cars blew up … suicide"
    if frame.weak and not (counted or taken or acted or bombed):
        return False
    if _taking_of_nobody(frame, strong, settled=dated and located):
        return False
    if all(plural_noun(t) for t in strong) and not (frame.tolls or dated or told_of_sides(frame)):
        return False
    if _several_acts(frame):
        return True
    if frame.acts <= {"wound", "arrest", "seize_person"} and _CARE.search(
        frame.sentence.doc[frame.start : frame.end].text
    ):
        return False
    if frame.acts == {"seize_person"} and not frame.roles.agents and not (dated or located):
        return False
    if counted:
        return True
    if "coup" in frame.acts and (
        (frame.date is not None and frame.date.value.precision == "day") or frame.recent
    ):
        return True
    if all(t.label_ in {"die", "wound"} and t[0].pos_ != "VERB" for t in strong):
        return False
    if frame.after and not dated:
        return False
    if {t.label_ for t in strong} == {"loot"} and not frame.roles.agents and not (dated and located):
        return False
    if not counted and any(
        d.label_ == "units_ago" and "year" in d.text and frame.start <= d.start < frame.end
        for d in frame.sentence.dates
    ):
        return False
    if frame.roles.agents and (frame.roles.patients or dated or located):
        return True
    if frame.roles.patients and (dated or located):
        return True
    return dated and located
