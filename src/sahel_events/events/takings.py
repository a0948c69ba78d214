"""What a verb of taking, entering or leaving takes: people, a place, weapons. The verb alone does not tell:
"seized the town", "seized three nurses", "seized two rifles", "took part"."""

from __future__ import annotations

from spacy.tokens import Span

from ..language.words import words
from .participants import find_roles
from .reading import SIDES_ARMED, SIDES_STATE, Mention, Sentence

_TAKERS = frozenset({"abduct.seize_person", "territory.seize"})
_MOVERS = frozenset({"territory.enter", "territory.leave"})
_ARMS = words("takings.arms")
_BEFORE_PLACE = words("takings.before_place")
_PASSING = frozenset({"patrol", "patrols", "convoy", "convoys"})
"""Forces that leave a place every day: their leaving gives nothing up."""
_TRAVEL = frozenset({"for", "morning", "dawn", "noon", "afternoon", "evening", "early"})
"""Words behind a place that is only set out from."""


def as_taken(sentence: Sentence, trigger: Span) -> Span | None:
    """`trigger` with the act that its object makes of it; None where it takes nothing that makes an event.

    Other triggers come back as they are.
    """
    if trigger.id_ in _MOVERS:
        return trigger if _moves(sentence, trigger) else None
    if trigger.id_ == "territory.gain" and len(trigger) == 3 and trigger.text.lower().endswith(" out of"):
        return _as(trigger, "handover")  # "drove out of Menaka", not "drove them out of"
    if trigger.id_ not in _TAKERS or (trigger.label_ == "overtake" and len(trigger) > 2):
        return trigger
    roles = find_roles(sentence, trigger)
    if _place_behind(sentence, trigger, countries=False) and any(map(_force, roles.agents)):
        return _as(trigger, "overtake")
    if trigger.id_ == "abduct.seize_person":
        arms = _arms(sentence, trigger)
    else:
        arms = _arms(sentence, trigger) and not any(m.people for m in roles.patients)
    if arms:
        armed = any(m.armed for m in roles.agents)
        return _as(trigger, "loot" if armed else "arms_find")
    if any(map(_person, roles.patients)):
        return _as(trigger, "seize_person")
    if trigger.label_ == "seize_person":
        by_force = trigger[-1].lower_ in {"away", "off"} and any(map(_force, roles.agents))
        return trigger if by_force and not roles.patients else None
    near = any(0 <= p.start - trigger.end <= 4 for p in sentence.places)
    return trigger if roles.patients or near or len(trigger) > 1 else None


def _as(trigger: Span, act: str) -> Span:
    return Span(trigger.doc, trigger.start, trigger.end, label=act, span_id=trigger.id_)


def _person(mention: Mention) -> bool:
    return mention.people and (mention.side not in {"named", "org", "army"} or mention.count is not None)


def _force(mention: Mention) -> bool:
    return (
        mention.armed
        or mention.side in SIDES_ARMED | SIDES_STATE
        or (mention.side == "named" and bool(mention.ids))
    )


def _place_behind(sentence: Sentence, trigger: Span, *, countries: bool) -> bool:
    """Whether a place is the object: right behind the verb but for "the town of"."""
    states = {span.start for span, _ in sentence.countries}
    for place in sentence.places:
        gap = [t.lower_ for t in sentence.doc[trigger.end : place.start]]
        if place.start >= trigger.end and len(gap) <= 4 and all(w in _BEFORE_PLACE for w in gap):
            return countries or place.start not in states
    return False


def _moves(sentence: Sentence, trigger: Span) -> bool:
    leaves = trigger.id_ == "territory.leave"
    if not _place_behind(sentence, trigger, countries=leaves):
        return False
    doers = [m for m in find_roles(sentence, trigger).agents if _force(m) and m.side != "bomber"]
    if not leaves:
        return bool(doers)
    if any(t.lower_ in _TRAVEL for t in sentence.doc[trigger.end : trigger.end + 6]):
        return False  # "a battalion left Ndjamena for Mali", "the patrol left Gao in the morning"
    last = any(t.lower_ in {"last", "final"} for t in sentence.doc[sentence.start : trigger.start])
    return any(last or m.span[-1].lower_ not in _PASSING for m in doers)


def _arms(sentence: Sentence, trigger: Span) -> bool:
    """Whether weapons stand as the object, or as the subject of a passive."""
    doc = sentence.doc
    behind = doc[trigger.end : min(trigger.end + 5, sentence.end)]
    before = doc[max(sentence.start, trigger.start - 5) : trigger.start]
    passive = any(t.lower_ in {"was", "were", "been"} for t in before)
    for token in before if passive else behind:
        if token.text in {",", ";"} or token.pos_ == "VERB":
            return False
        if token.lower_ in _ARMS:
            return True
    return False
