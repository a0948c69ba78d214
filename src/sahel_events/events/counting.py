"""Settling the tolls of one event: newest over older, lead over the rest, one row for each kind and group."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ..language.components.quantities import Count
from ..language.words import words
from ..schema import CasualtyKind
from .casualties import Toll
from .draft import Draft, GroupOf
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
    if toll.rule == "toll.eliminate" and mention is None:
        return "armed"  # the word that armies have for it: "thirty of them were neutralised"
    if mention is None or mention.text.lower().split()[-1] in _ANYBODY:
        return "people"
    return group_of(mention)


def _settle(tolls: Sequence[Toll], group_of: GroupOf) -> list[Toll]:
    rows: list[Toll] = []
    for toll in tolls:
        if toll.old or _in_parts(rows, toll, tolls) or _in_sum(rows, toll, group_of):
            continue
        _add(rows, toll, lambda t: _group(t, group_of))
    return rows


def _in_parts(rows: list[Toll], toll: Toll, tolls: Sequence[Toll]) -> bool:
    """Whether a list tells a total again in its parts: "14 people were killed … twelve villagers, the bomber
    and a militant were killed".
    """
    beside = [t for t in tolls if t.kind is toll.kind and (t is toll or _beside(t, toll))]
    n = sum(t.count.min for t in beside)
    whole = [r for r in rows if r.kind is toll.kind and r.sentence is not toll.sentence]
    return len(beside) > 1 and len(whole) == 1 and whole[0].count.min == n


def _in_sum(rows: list[Toll], toll: Toll, group_of: GroupOf) -> bool:
    """Whether a count only sums the rows: "31 soldiers and three auxiliaries were killed … the 34 dead"."""
    parts = [r for r in rows if r.kind is toll.kind and r.sentence is not toll.sentence]
    told = len(parts) > 1 and sum(r.count.min for r in parts) == toll.count.min
    return told and _group(toll, group_of) == "people"


def _add(rows: list[Toll], toll: Toll, group: Callable[[Toll], str]) -> None:
    same_kind = [r for r in rows if r.kind is toll.kind]
    if toll.zero:
        own_side = {"side", "ranks", "friendly", "our"} & {t.lower_ for t in toll.sentence.span}
        if not same_kind or (own_side and all(group(r) == "armed" for r in same_kind)):
            rows.append(toll)
        return
    for row in [r for r in same_kind if r.zero and group(r) == "people"]:
        rows.remove(row)
    same_kind = [r for r in same_kind if r in rows and not r.zero]
    if _told(same_kind, toll, group):
        return
    if _next_in_order(rows, same_kind, toll):
        return
    vague = [r for r in same_kind if r.count.max is None and r.count.approximate and group(r) == group(toll)]
    if vague and not toll.count.approximate and all(toll.count.min >= r.count.min for r in vague):
        same_kind = [r for r in same_kind if r not in vague]  # "dozens" first, their number later
        for row in vague:
            rows.remove(row)
    if toll.revised and same_kind:
        rivals = [r for r in same_kind if group(r) in {group(toll), "people"} or group(toll) == "people"]
        for row in rivals:
            rows.remove(row)
        rows.append(toll)
        return
    if any(_beside(r, toll) for r in same_kind) or ((toll.extra or toll.own) and same_kind):
        rows.append(toll)
        return
    rivals = [r for r in same_kind if group(r) == group(toll) or "people" in {group(r), group(toll)}]
    if not rivals or _another_group(rivals, toll, group):
        rows.append(toll)


def _next_in_order(rows: list[Toll], same_kind: list[Toll], toll: Toll) -> bool:
    """Whether a toll is one more than a row counts, by its ordinal ("three died on the spot and a fourth in
    hospital"): the row counts it then.
    """
    near = toll.sentence.doc[max(toll.sentence.start, toll.start - 1) : toll.end]
    n = next((_ORDINALS[t.lower_] for t in near if t.lower_ in _ORDINALS), None)
    row = next((r for r in same_kind if n and r.count == Count(n - 1, n - 1)), None)
    if row is None or n is None or not toll.count.min == toll.count.max == 1:
        return False
    rows[next(i for i, r in enumerate(rows) if r is row)] = replace(row, count=Count(n, n))
    return True


_ORDINALS = {
    w: n
    for n, w in enumerate(
        ["third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"], 3
    )
}


def _told(rows: list[Toll], toll: Toll, group: Callable[[Toll], str]) -> bool:
    """Whether one of the rows of its kind says the same: the same number of a group that may be the same."""
    if any(
        r.count == toll.count
        and not _beside(r, toll)
        and not _someone_else(r, toll)
        and not (toll.extra and r.sentence is toll.sentence)
        and ({group(r), group(toll)} & {"people"} or group(r) == group(toll))
        for r in rows
    ):
        return True
    if toll.extra or not toll.count.min == toll.count.max == 1:
        return False
    person = toll.mention is not None and toll.mention.side == "person"
    return any(  # "a top leader" and, later, his name
        r.count == toll.count
        and r.sentence is not toll.sentence
        and r.mention is not None
        and (person or r.mention.side == "person")
        for r in rows
    )


def _someone_else(row: Toll, toll: Toll) -> bool:
    """Whether one sentence tells of two single people: "the chief was executed, the corpse of a villager was
    found", "one dead, one aggressor dead".
    """
    single = toll.count.min == toll.count.max == row.count.max == 1
    if not single or row.sentence is not toll.sentence or row.anchor.start == toll.anchor.start:
        return False
    mention, other = toll.mention, row.mention
    if mention is None or mention.side == "person" or mention.span[-1].lower_ in _ANYBODY | _ANYONE:
        return False
    if other is None:
        return row.end <= toll.start and mention.count_span is not None
    return other.side != "person" and other.span[-1].lower_ not in {mention.span[-1].lower_, *_ANYONE}


_ANYONE = {"man", "woman", "person", "individual", "victim", "boy", "girl", "father", "mother"}


def _another_group(rivals: list[Toll], toll: Toll, group: Callable[[Toll], str]) -> bool:
    """Whether a count stands for others than the rows that it could be a second version of."""
    here = [r for r in rivals if r.sentence is toll.sentence]
    if any(group(r) == group(toll) != "people" for r in here):
        return True
    if toll.mention is None and all(_joined(r, toll) for r in rivals):
        return True
    if len(here) == len(rivals) and not any(r.revised for r in here):
        if group(toll) != "people":
            return True
        named = toll.mention is not None and all(r.mention is not None for r in here)
        return named and all(r.anchor.start != toll.anchor.start for r in here)
    # the attackers' dead, told after those of the attacked
    return group(toll) == "armed" and all(group(r) == "people" for r in rivals)


def _beside(row: Toll, toll: Toll) -> bool:
    """Whether two counts of one list stand side by side: "a woman and her daughter were killed"."""
    return (
        row.sentence is toll.sentence
        and row.anchor.start == toll.anchor.start
        and (row.end <= toll.start or toll.end <= row.start)
    )


def _joined(row: Toll, toll: Toll) -> bool:
    """Whether "and" joins two bare counts of one sentence that nobody else says: "89 dead among friendly
    forces and 77 dead for the enemy".
    """
    sentence = toll.sentence
    if row.sentence is not sentence or row.end > toll.start or row.anchor.start == toll.anchor.start:
        return False
    gap = sentence.doc[row.end : toll.start]
    said = any(c.label_ == "say" and row.end <= c.start < toll.start for c in sentence.cues)
    return not said and any(t.lower_ == "and" for t in gap) and not any(t.lower_ in {"or", "to"} for t in gap)


def _by_claimant(toll: Toll) -> bool:
    """Whether the count is an armed group's own: the sentence claims, or a side of that kind says it."""
    sentence = toll.sentence
    if toll.own:
        return False
    if sentence.has_cue("claim") is not None:
        return True
    for cue in sentence.cues:
        if cue.label_ != "say" or cue.start > toll.start:
            continue
        subject = [m for m in sentence.mentions if m.end <= cue.start and cue.start - m.end <= 3]
        if subject and (subject[-1].side in SIDES_ARMED):
            return True
    return False
