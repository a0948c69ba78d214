"""Who stands behind an event: confirmed, reported, claimed or denied (docs/rulings.md, "Status")."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span

from ..schema import Status
from .frames import Frame
from .reading import SIDES_ARMED, Mention, Sentence


def decide_status(
    frames: Sequence[Frame], claimants: Sequence[Mention]
) -> tuple[Status, str, Sentence | None, Span | None]:
    """Status, the rule, and the words that decided (None where the text states the event as plain fact)."""
    body = [f for f in frames if not f.title] or list(frames)
    denied = next((f for f in frames if f.denied is not None), None)
    if denied is not None and (denied is frames[0] or denied is body[0]):
        return Status.DENIED, "status.denied", denied.sentence, denied.denied
    lead = body[0]
    said = _own_word(lead)
    if said is not None and not any(_authority(f) for f in body):
        return Status.CLAIMED, "status.own_word", lead.sentence, said
    claim = lead.sentence.has_cue("claim", "claim_verb")
    if (
        claim is not None
        and _only_claimed(lead, claim)
        and claimants
        and not any(_authority(f) for f in body)
    ):
        return Status.CLAIMED, "status.claimed", lead.sentence, claim
    report = _first(body[:2], "report")
    third = _first(body, "third_party")
    if any(_authority(f) for f in body):
        return Status.CONFIRMED, "status.authority", None, None
    if report is not None and report[1].text.lower() not in {"reported"}:
        return Status.REPORTED, "status.reportedly", *report
    if third is not None and _says(third[0]):
        return Status.REPORTED, "status.third_party", *third
    return Status.CONFIRMED, "status.plain_fact", None, None


def _own_word(frame: Frame) -> Span | None:
    """The verb by which an armed side says that it did it itself."""
    if "role.says_it_did" not in frame.roles.how.values():
        return None
    return frame.sentence.has_cue("claim_verb", "say")


def _first(frames: Sequence[Frame], cue: str) -> tuple[Sentence, Span] | None:
    for frame in frames:
        found = frame.sentence.has_cue(cue)
        if found is not None:
            return frame.sentence, found
    return None


def _says(sentence: Sentence) -> bool:
    return sentence.has_cue("say") is not None


def _authority(frame: Frame) -> bool:
    """Whether an authority is named as the speaker: a word for one beside a verb of saying, in the same
    sentence.
    """
    sentence = frame.sentence
    say = [c for c in sentence.cues if c.label_ == "say"]
    authority = [c for c in sentence.cues if c.label_ == "authority"]
    return any(-12 <= s.start - a.start <= 6 for s in say for a in authority)


def _only_claimed(frame: Frame, claim: Span) -> bool:
    """Whether the claim governs the telling: "JNIM claimed to have detonated an IED"; of "took credit for a
    bombing that cost three lives" the text itself tells the bombing.
    """
    doc = frame.sentence.doc
    for trigger in frame.triggers if claim.label_ == "claim" else ():
        relative = {t.lower_ for t in doc[max(claim.end + 2, trigger.start - 4) : trigger.start]}
        if relative & {"that", "which"} and trigger[0].tag_ == "VBD":
            return False
    subject = [m for m in frame.sentence.mentions if m.end <= claim.start and claim.start - m.end <= 8]
    return (
        bool(subject)
        and (subject[-1].side in SIDES_ARMED or bool(subject[-1].ids))
        and all(claim.start <= t.start for t in frame.triggers)
    )
