"""Triggers of a sentence put into groups of one event each, and where the sentence is cut between them."""

from __future__ import annotations

from spacy.tokens import Span

from ..language.words import words
from .acts import FAMILY, TOGETHER, TOLL_ACTS
from .reading import Sentence

_HARD = words("segments.hard")
_SOFT_ATTACK = words("segments.soft_attack")
_CUT_BEFORE = words("segments.cut_before")


def event_groups(sentence: Sentence, triggers: list[Span]) -> list[tuple[list[Span], tuple[int, int]]]:
    """Triggers of one event each, with the stretch of the sentence that is theirs."""
    if not triggers:
        return []
    groups: list[list[Span]] = [[triggers[0]]]
    cuts: list[int] = [sentence.start]
    for trigger in triggers[1:]:
        cut = _cut(sentence, groups[-1], trigger)
        if cut is None:
            groups[-1].append(trigger)
        else:
            groups.append([trigger])
            cuts.append(cut)
    ends = [*cuts[1:], sentence.end]
    return [(group, (start, end)) for group, start, end in zip(groups, cuts, ends, strict=True)]


def _cut(sentence: Sentence, group: list[Span], trigger: Span) -> int | None:
    """Where the sentence is cut between the last trigger of `group` and `trigger`; None where they tell one
    event.
    """
    left = group[-1]
    doc = sentence.doc
    between = range(left.end, trigger.start)
    cue = next(
        (c for c in sentence.cues if c.label_ == "other_event" and left.end <= c.start < trigger.start), None
    )
    semicolon = next((i for i in between if doc[i].text in {";", "—"}), None)
    families = {FAMILY[t.label_] for t in group} - {"claim"}
    if semicolon is not None and not _toll_only([trigger]):
        return semicolon + 1
    if cue is not None:
        hard = (
            cue.text.lower() in _HARD
            or cue.id_ != "cue.earlier_event"
            or cue.text.lower().endswith((" after", " before"))
        )
        both = bool({t.label_ for t in group} & _SOFT_ATTACK) and trigger.label_ in _SOFT_ATTACK
        if cue.text.lower() in {"over the", "behind"} and not both:
            hard = False
        if hard or both or FAMILY[trigger.label_] not in families | {"armed"}:
            return int(cue.start)
    if not _may_join(families, FAMILY[trigger.label_]):
        return _best_cut(sentence, left.end, trigger.start)
    if FAMILY[trigger.label_] == "territory" and left.text.lower() in {"bodies", "corpses"}:
        return _best_cut(sentence, left.end, trigger.start)  # "100 corpses in the town that they took back"
    relative = _relative_apart(sentence, left, trigger)
    if relative is not None:
        return relative
    if _own_setting(sentence, left, trigger):
        return _best_cut(sentence, left.end, trigger.start)
    return None


def _may_join(families: set[str], family: str) -> bool:
    if family == "claim" or not families or family in families:
        return True
    return any(family in TOGETHER.get(f, ()) or f in TOGETHER.get(family, ()) for f in families)


def _toll_only(group: list[Span]) -> bool:
    return all(t.label_ in TOLL_ACTS for t in group)


_RELATIVE = {"who", "that", "which", "whom"}


def _relative_apart(sentence: Sentence, left: Span, trigger: Span) -> int | None:
    """Where a relative clause with a day of its own ends and its main verb begins: "jihadists who broke out
    last Sunday | were killed on Saturday"; None where neither is told.
    """
    doc = sentence.doc
    days = [d for d in sentence.dates if d.label_ not in {"same_day", "overnight"}]
    behind = any(trigger.end <= d.start <= trigger.end + _NEAR_DAY for d in days)
    inside = {t.lower_ for t in doc[max(sentence.start, left.start - 3) : left.start]} & _RELATIVE
    if not behind or not inside or not any(left.end <= d.start < trigger.start for d in days):
        return None
    start = trigger.start
    while start > left.end and doc[start - 1].pos_ in {"AUX", "ADV"}:
        start -= 1
    return start if doc[start].pos_ == "AUX" or trigger[0].tag_ == "VBD" else None


_NEAR_DAY = 6
"""Tokens between a verb and the day that is its own ("killed by gendarmes on Saturday")."""


def _own_setting(sentence: Sentence, left: Span, trigger: Span) -> bool:
    """Whether a coordinated clause has a day or a place of its own beside the one before it."""
    doc = sentence.doc
    between = range(left.end, trigger.start)
    joint = next((i for i in between if doc[i].lower_ in {"and", "while", "but", "whereas", ";"}), None)
    if joint is None:
        return False
    end = trigger.end + 12
    if _on_both_sides(sentence.dates, joint, end):
        return any(d.start >= joint and d.label_ not in {"same_day", "overnight"} for d in sentence.dates)
    return (
        _on_both_sides(sentence.places, joint, end)
        and (_toll_only([trigger]) or trigger.label_ in _SOFT_ATTACK)
        and _new_subject(sentence, joint, trigger)
    )


def _on_both_sides(spans: list[Span], joint: int, end: int) -> bool:
    """Whether some of `spans` end before token `joint` and some start between it and `end`."""
    return any(s.end <= joint for s in spans) and any(joint <= s.start < end for s in spans)


def _new_subject(sentence: Sentence, joint: int, trigger: Span) -> bool:
    return any(joint <= m.start < trigger.start for m in sentence.mentions) or trigger.label_ in _SOFT_ATTACK


def _best_cut(sentence: Sentence, low: int, high: int) -> int:
    """The clause opener nearest to the right-hand trigger, else the trigger itself."""
    doc = sentence.doc
    for i in range(high - 1, low - 1, -1):
        if doc[i].lower_ in _CUT_BEFORE or doc[i].text in {",", ";", ":", "—", "–"}:
            return i + 1 if doc[i].text in {",", ";", ":"} else i
    return high
