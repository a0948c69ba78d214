"""Who acts and who suffers, told by a noun: "JNIM's attack on the post", "clashes between X and Y"."""

from __future__ import annotations

from itertools import pairwise

from spacy.tokens import Span

from ..language import deps
from ..language.words import words
from .conjuncts import with_conjuncts
from .grammar import BY, after_by, left_of, then_says
from .reading import SIDES_STATE, Roles, Sentence

ON = words("nominal.on")


_OWN_WORDS = 3
"""Tokens between a side and the noun of its act: "the army's first air strike"."""


def noun_roles(sentence: Sentence, trigger: Span, roles: Roles) -> None:
    """Add to `roles` those whom the words around a noun trigger name."""
    doc = sentence.doc
    if trigger.label_ in {"die", "wound"}:
        return
    roles.add(
        "agents",
        [
            m
            for m in sentence.mentions
            if m.side == "bomber" and m.start < trigger.end and trigger.start < m.end
        ],
        "role.bomber",
    )
    for mention in sentence.mentions:
        if mention.end <= trigger.start <= mention.end + _OWN_WORDS:
            gap = [t.lower_ for t in doc[mention.end : trigger.start]]
            if (
                not gap
                or gap in (["'s"], ["’s"], ["'"], ["’"])
                or (
                    gap[0] in {"'s", "’s"}
                    and all(t.pos_ in {"ADJ", "NOUN"} for t in doc[mention.end + 1 : trigger.start])
                )
            ):
                roles.add("patients" if mention.facility else "agents", [mention], "role.noun_modifier")
    inside = [m for m in sentence.mentions if trigger.start < m.start and m.end <= trigger.end]
    if trigger.label_ == "riot":  # "threw stones at a patrol"
        roles.add("patients", [m for m in inside if m.ids or m.side in SIDES_STATE], "role.object")
    if trigger.label_ == "coup":  # "chase President Touré from his palace"
        roles.add("patients", [m for m in inside if m.side == "person"], "role.object")
    _supported(sentence, trigger, roles)
    _after_noun(sentence, trigger, roles)
    if trigger.label_ in {"clash"}:
        _between(sentence, trigger, roles)


_SUPPORT = words("nominal.support")
"""Verbs whose subject does what their object names: "conducted airstrikes"."""


def _supported(sentence: Sentence, trigger: Span, roles: Roles) -> None:
    doc = sentence.doc
    for i in range(trigger.start - 1, max(sentence.start, trigger.start - 7) - 1, -1):
        if doc[i].pos_ == "VERB":
            if doc[i].lemma_ in _SUPPORT or doc[i].lower_ in {"carried", "carrying"}:
                verb = doc[i : i + 1]
                passive = deps.is_passive(doc[i], surely=True)
                roles.add(
                    "agents",
                    after_by(sentence, verb) if passive else left_of(sentence, verb, passive=False),
                    "role.support_verb",
                )
                return
            if doc[i].tag_ not in {"VBN", "VBG"}:
                return


_OF_DOER = {"protest", "riot", "coup"}
"""Acts whose noun has its doer behind "of": "a march of women"."""
_DONE_BY = words("nominal.done_by")


def _after_noun(sentence: Sentence, trigger: Span, roles: Roles) -> None:
    """ "by X", "on Y", "of Y", "against Y", "blamed on X", "claimed by X" behind the noun, in any order."""
    doc = sentence.doc
    last = trigger.end
    for mention in sentence.mentions:
        if mention.start < trigger.end:
            continue
        gap = doc[last : mention.start]
        words = [t.lower_ for t in gap]
        if (
            len(words) > 9
            or any(w in {";", "when", "after", "while", "said"} for w in words)
            or ("," in words and then_says(sentence, mention))
        ):
            break
        near = words[max((i + 1 for i, w in enumerate(words) if w == ","), default=0) :]
        preposition = next(
            (w for w in reversed(near) if w in ON | BY | {"to", "with", "in", "near", "from"}), None
        )
        if preposition == "of" and (trigger.label_ in _OF_DOER or trigger[0].lower_ == "artillery"):
            roles.add("agents", with_conjuncts(sentence, mention), "role.of_doer")
            last = mention.end
            continue
        if any(w in {"claimed"} for w in words) and preposition == "by":
            roles.add("claimants", [mention], "role.claimed_by")
        elif (
            preposition == "by" and not any(t.pos_ == "VERB" and t.lower_ not in _DONE_BY for t in gap)
        ) or (any(w in {"blamed", "attributed", "pinned"} for w in words) and preposition in {"on", "to"}):
            roles.add("agents", with_conjuncts(sentence, mention), "role.by_agent")
        elif preposition in ON and not any(t.pos_ == "VERB" and t.lower_ not in {"targeting"} for t in gap):
            roles.add("patients", with_conjuncts(sentence, mention), "role.attack_on")
        elif preposition == "with" and trigger.label_ == "clash":
            attacked = any(m.side in SIDES_STATE and m.end <= trigger.start for m in sentence.mentions)
            roles.add("agents" if mention.armed and attacked else "patients", [mention], "role.clash_with")
        elif any(t.pos_ in {"VERB", "AUX"} for t in gap):
            break
        last = mention.end


def _between(sentence: Sentence, trigger: Span, roles: Roles) -> None:
    """ "clashes between X and Y"."""
    doc = sentence.doc
    after = [m for m in sentence.mentions if m.start >= trigger.end]
    for first, second in pairwise(after):
        if "between" in {t.lower_ for t in doc[max(trigger.end, first.start - 4) : first.start]}:
            roles.add("agents", [first], "role.between")
            roles.add("patients", [second], "role.between")
            return
