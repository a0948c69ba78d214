"""Settling the tolls of one event: newest over older, lead over the rest, one row for each kind and group."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..language.words import words
from ..schema import CasualtyKind
from .casualties import Toll
from .merge import Draft, GroupOf
from .reading import SIDES_ARMED

_ANYBODY = words("counting.anybody")


def settle_tolls(draft: Draft, group_of: GroupOf) -> list[Toll]:
    """The rows of an event, in order of kind and text (docs/rulings.md, "Counts")."""
    body = [t for f in draft.frames if not f.title for t in f.tolls]
    title = [t for f in draft.frames if f.title for t in f.tolls]
    chosen = _settle([t for t in body if not _by_claimant(t)] or body, group_of)
    kinds = {t.kind for t in chosen}
    chosen += [t for t in _settle(title, group_of) if t.kind not in kinds]
    order = list(CasualtyKind)
    return sorted(chosen, key=lambda t: (order.index(t.kind), t.sentence.index, t.start))


def _group(toll: Toll, group_of: GroupOf) -> str:
    """The group that a toll counts: armed, state, civilian, or "people" for words that fit any."""
    mention = toll.mention
    if mention is None or mention.text.lower().split()[-1] in _ANYBODY:
        return "people"
    return group_of(mention)


def _settle(tolls: Sequence[Toll], group_of: GroupOf) -> list[Toll]:
    rows: list[Toll] = []
    for toll in tolls:
        if toll.old:
            continue
        _add(rows, toll, lambda t: _group(t, group_of))
    return rows


def _add(rows: list[Toll], toll: Toll, group: Callable[[Toll], str]) -> None:
    same_kind = [r for r in rows if r.kind is toll.kind]
    if toll.zero:
        own_side = {"side", "ranks"} & {t.lower_ for t in toll.sentence.span}
        if not same_kind or (own_side and all(group(r) == "armed" for r in same_kind)):
            rows.append(toll)
        return
    for row in [r for r in same_kind if r.zero and group(r) == "people"]:
        rows.remove(row)
    same_kind = [r for r in same_kind if r in rows and not r.zero]
    if any(
        r.count == toll.count and ({group(r), group(toll)} & {"people"} or group(r) == group(toll))
        for r in same_kind
    ):
        return
    one = toll.count.min == toll.count.max == 1
    person = toll.mention is not None and toll.mention.side == "person"
    if one and any(
        r.count == toll.count
        and r.sentence is not toll.sentence
        and r.mention is not None
        and (person or r.mention.side == "person")
        for r in same_kind
    ):
        return  # "a top leader" and, later, his name
    if toll.revised and same_kind:
        rivals = [r for r in same_kind if group(r) in {group(toll), "people"} or group(toll) == "people"]
        for row in rivals:
            rows.remove(row)
        rows.append(toll)
        return
    rivals = [r for r in same_kind if group(r) == group(toll) or "people" in {group(r), group(toll)}]
    if any(r.sentence is toll.sentence and group(r) == group(toll) != "people" for r in rivals) or not rivals:
        rows.append(toll)
        return
    if all(
        r.sentence is toll.sentence and not r.revised and r.anchor.start != toll.anchor.start for r in rivals
    ) and (toll.mention is not None and all(r.mention is not None for r in rivals)):
        rows.append(toll)
        return
    if all(r.sentence is toll.sentence and not r.revised for r in rivals) and group(toll) != "people":
        rows.append(toll)
    elif group(toll) == "armed" and all(group(r) == "people" for r in rivals):
        rows.append(toll)  # the attackers' dead, told after those of the attacked


def _by_claimant(toll: Toll) -> bool:
    """Whether the count is an armed group's own: the sentence claims, or a side of that kind says it."""
    sentence = toll.sentence
    if sentence.has_cue("claim") is not None:
        return True
    for cue in sentence.cues:
        if cue.label_ != "say" or cue.start > toll.start:
            continue
        subject = [m for m in sentence.mentions if m.end <= cue.start and cue.start - m.end <= 3]
        if subject and (subject[-1].side in SIDES_ARMED):
            return True
    return False
