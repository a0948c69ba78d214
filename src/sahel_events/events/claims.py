"""Claims told apart from what they claim: "EIGS took responsibility for that", "the group said that its men
had done it"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span

from .conjuncts import prepositional, with_conjuncts
from .draft import Draft
from .frames import Frame
from .reading import SIDES_ARMED, Mention, Roles, Sentence

_REACH = 4
"""Sentences that may stand between an act and the claim to it."""
CLAIMABLE = {"armed", "abduct", "mob", "territory", "loot", "rape", "arms"}
_SPEECH = {
    "statement",
    "statements",
    "video",
    "videos",
    "message",
    "messages",
    "communique",
    "communiqué",
    "text",
    "recording",
    "spokesman",
    "spokesperson",
    "leader",
    "audio",
    "bulletin",
}


def attach_claims(drafts: Sequence[Draft], sentences: Sequence[Sentence]) -> None:
    """Give each claim that is no telling of its own to the event that it follows."""
    for sentence in sentences:
        cue = sentence.has_cue("claim", "claim_own")
        if cue is None or sentence.unit.title or sentence.has_cue("no_claim") is not None:
            continue
        speakers = _speakers(sentence, cue)
        for draft in _claimed(drafts, sentence, cue) if speakers else []:
            _add(draft, sentence, cue, speakers)


def _speakers(sentence: Sentence, cue: Span) -> list[Mention]:
    """The armed sides that claim: subjects before the cue, or behind "claimed by"."""
    if cue[-1].lower_ == "by":
        behind = next((m for m in sentence.mentions if 0 <= m.start - cue.end <= 5 and m.armed), None)
        return [m for m in with_conjuncts(sentence, behind) if m.armed]
    before = [m for m in sentence.mentions if m.end <= cue.start and m.armed and m.side != "bomber"]
    free = [m for m in before if not prepositional(sentence, m) or _voice(sentence, m)]
    near = [m for m in free if cue.start - m.end <= 14]
    if not near or _another_speaks(sentence, near[-1], cue):
        return []
    named = [m for m in near if m.ids]
    if not named and near[-1].side not in {"militant", "rebel"}:
        return []
    return with_conjuncts(sentence, (named or near)[0], cue.start)


def _voice(sentence: Sentence, mention: Mention) -> bool:
    """Whether the mention is whose words they are: "a statement of JNIM"."""
    before = sentence.doc[max(sentence.start, mention.start - 7) : mention.start]
    return any(t.lower_ in _SPEECH for t in before)


def _another_speaks(sentence: Sentence, mention: Mention, cue: Span) -> bool:
    """Whether a side that is not armed stands between: "…, which the army says it has beaten"."""
    return any(mention.end <= m.start and m.end <= cue.start and not m.armed for m in sentence.mentions)


def _claimed(drafts: Sequence[Draft], sentence: Sentence, cue: Span) -> list[Draft]:
    """The events that a claim is to: told in its sentence, else last before it."""
    found: list[tuple[int, int, Draft]] = []
    for draft in drafts:
        told = [f for f in draft.frames if not f.title and f.sentence.index <= sentence.index]
        if not told or not draft.families & CLAIMABLE or _by_state(draft):
            continue
        last = told[-1]
        distance = sentence.index - last.sentence.index
        if distance <= _REACH:
            found.append((distance, -last.end if distance else abs(cue.start - last.end), draft))
    found.sort(key=lambda item: item[:2])
    both = sentence.doc[cue.start : min(cue.end + 3, sentence.end)]
    return [d for _, _, d in found[: 2 if any(t.lower_ == "both" for t in both) else 1]]


def _by_state(draft: Draft) -> bool:
    agents = [m for f in draft.frames for m in f.roles.agents]
    return bool(agents) and not any(m.armed or m.side in SIDES_ARMED for m in agents)


def _add(draft: Draft, sentence: Sentence, cue: Span, speakers: Sequence[Mention]) -> None:
    known = {m.ids for f in draft.frames for m in f.roles.claimants if m.ids}
    fresh = [m for m in speakers if not m.ids or m.ids not in known]
    if not fresh:
        return
    frame = next((f for f in draft.frames if f.sentence is sentence), None)
    if frame is None:
        trigger = Span(sentence.doc, cue.start, cue.end, label="claim", span_id=cue.id_)
        frame = Frame(sentence, sentence.start, sentence.end, [trigger], Roles())
        draft.add(frame)
    for mention in fresh:
        if all(mention is not m for m in frame.roles.claimants):
            frame.roles.claimants.append(mention)
            frame.roles.how.setdefault(mention.start, "role.claims")
