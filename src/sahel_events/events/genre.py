"""What kind of text an article is: news of violence, or of sport, health, the courts, an exercise, a film,
a year's figures.

The same verbs are used in all of them ("stormed a mock hotel", "struck twice", "killed at least 18"), so
what their first lines say of themselves decides how much a telling must bring to be believed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ..errors import RejectReason
from ..language.words import words
from .acts import FAMILY
from .crowds import PROTESTING
from .draft import Draft
from .frames import Frame
from .reading import Mention, Sentence

_STRONG = words("genre.strong")
"""Acts whose words mean violence by themselves."""
_VIOLENT_DEATH = (
    "shot",
    "murder",
    "behead",
    "execut",
    "assassin",
    "slaughter",
    "massacr",
    "gun",
    "lynch",
    "decapitat",
    "slit",
    "throat",
    "club",
    "ston",
    "beat",
    "burned alive",
    "burnt alive",
    "burned to death",
    "bludgeon",
    "slain",
    "slay",
    "mow",
    "stab",
    "hack",
    "cut the throat",
)
WEAPONS = words("genre.weapons")
_SIDES = {"armed", "state", "militia"}
_UNKNOWN = ("unknown", "unidentified", "masked", "hooded", "angry")
_PERIOD = re.compile(
    r"(?i)\b(?:last year|this year|(?:in |since )?(?:19|20)\d\d was|annual(?:ly)?|"
    r"since the (?:start|beginning) of|"
    r"in the first (?:half|quarter|six months|three months)|year-on-year|"
    r"compared (?:with|to) (?:the|last)|"
    r"deadliest year|in recent years|per year)\b"
)
ARMED_SENTENCES = 2
"""Sentences with arms or armed sides that make a text one of violence: a single one is often a figure of
speech.
"""
LEAD = 2  # sentences of the body that say what a text is about


def genres(sentences: Sequence[Sentence]) -> set[str]:
    """The kinds that the headline and the first sentences name: "fiction", "peaceful", "figures"."""
    body = [s for s in sentences if not s.unit.title][:LEAD]
    opening = [s for s in sentences if s.unit.title] + body
    found = {c.label_ for s in opening for c in s.cues if c.label_ in {"fiction", "peaceful"}}
    if any(_PERIOD.search(s.text) for s in opening):
        found.add("figures")
    signs = sum(
        not WEAPONS.isdisjoint(s.lower) or any(m.armed for m in s.mentions) for s in sentences
    )
    if signs >= ARMED_SENTENCES:
        found.add("armed")
    return found


def out_of_genre(draft: Draft, kinds: set[str], group_of: Callable[[Mention], str]) -> RejectReason | None:
    """Why a draft is no event in a text of these kinds; None where it is.

    In every text a violent event needs a sign of arms: an armed, state or militia side, an act that means
    violence by itself, or an attack that somebody died or was hurt in. A peaceful text's events need such a
    side and a day or a toll; in fiction and exercises only what has a calendar day of its own is real; in a
    year's figures a toll without day or place belongs to the year.
    """
    body = [f for f in draft.frames if not f.title] or draft.frames
    if any(f.sentence.has_cue("fiction") for f in body[:1]):
        return RejectReason.FIGURATIVE
    dated = any(
        d.kind == "event" and d.value.precision == "day" and d.span.label_ in {"day", "day_span", "night_of"}
        for f in body
        for d in f.dates
    )
    if "fiction" in kinds and not dated:
        return RejectReason.FIGURATIVE
    counted = any(not t.zero for f in body for t in f.tolls)
    placed = any(not p.context and p.precision != "country" for f in body for p in f.places)
    if "figures" in kinds and counted and draft.date is None and not placed and body[0].sentence.index > 1:
        return RejectReason.TOTAL
    sided = _sided(body, group_of)
    festive = _FESTIVE.search(body[0].sentence.text) is not None
    if "protest" in draft.families and festive and not (sided and "armed" in draft.families):
        return RejectReason.FIGURATIVE  # not "militants attacked a compound where officers celebrated"
    if draft.families & {"protest", "coup"}:
        return None
    if draft.families & _POLITICAL:
        return None if _military(draft, body, placed=placed) else RejectReason.NOT_ARMED
    if "peaceful" in kinds and not (sided and (draft.date is not None or counted)):
        return RejectReason.NOT_ARMED
    if not sided and "armed" not in kinds and _everyday(draft, counted=counted):
        return RejectReason.NOT_ARMED
    if draft.families == {"accident"} and not sided and not _has(body, _MILITARY):
        return RejectReason.NOT_ARMED
    if draft.families <= {"arrest", "free"} and "armed" not in kinds and _civil(draft, body, sided=sided):
        return RejectReason.NOT_ARMED
    if "armed" in kinds and "peaceful" not in kinds and not any(f.sentence.has_cue("mishap") for f in body):
        return None
    if draft.families & {"arrest", "free"} and counted:
        return None
    mishap = any(
        f.sentence.has_cue("mishap")
        or (f.sentence.before is not None and f.sentence.before.has_cue("mishap"))
        for f in body
    )
    if mishap and not sided:
        return RejectReason.NOT_ARMED
    return (
        None
        if counted and placed
        else None
        if _armed(draft, sided, counted, placed and (draft.date is not None or any(f.recent for f in body)))
        else RejectReason.NOT_ARMED
    )


def _sided(body: Sequence[Frame], group_of: Callable[[Mention], str]) -> bool:
    """Whether an armed, state or militia side, somebody unknown or a rioter takes part."""
    return any(
        group_of(m) in _SIDES
        or m.text.lower().startswith(_UNKNOWN)
        or (
            (m.side == "protester" or m.span[-1].lower_ in PROTESTING)
            and f.acts & {"loot", "riot", "attack"}
        )
        for f in body
        for m in [*f.people, *f.roles.claimants, *(t.mention for t in f.tolls if t.mention is not None)]
    )


_POLITICAL = {"agreement", "group", "base", "handover", "arms"}
_MILITARY = words("genre.military")
_HELD = words("genre.held")
_FESTIVE = re.compile(
    r"(?i)\b(?:celebrat|festival|carnival|anniversary of|parade of|procession|fans\b|trophy|dancers)"
)
_CRIME = re.compile(
    r"(?i)\b(?:counterfeit|fraud|embezzl|corrupt|drunk|speeding|driver|burglar|pickpocket|tax|forger|poach|cannabis)"
)
_NOTED = re.compile(
    r"(?i)\b(?:minister|president|opposition|journalist|activist|colonel|general|officer|imam|mayor|deputy|editor|"
    r"leader|protest|demonstrat|riot|coup|suspected|smuggler|trafficker)"
)
"""Whose arrest is political."""
_CAPTIVE = re.compile(
    r"(?i)\b(?:hostage|captiv|captor|kidnap|abduct|ransom|in the hands of|detain|prison|jihadist)"
)


def _has(body: Sequence[Frame], listed: frozenset[str]) -> bool:
    """Whether a word of `listed` stands in the tellings or in the sentence before the first."""
    spans = [f.sentence.span for f in body]
    before = body[0].sentence.before
    return any(t.lower_ in listed for s in ([before.span] if before is not None else []) + spans for t in s)


_LEAVING = (
    "pull",
    "withdr",
    "leav",
    "left",
    "mov",
    "evacuat",
    "abandon",
    "quit",
    "retreat",
    "depart",
    "driv",
    "drove",
)


def _military(draft: Draft, body: Sequence[Frame], *, placed: bool) -> bool:
    """Whether a base, a handover, an agreement, a merger or a find is one of armed sides, not of a bank."""
    armed = any(m.armed for f in body for m in f.sentence.mentions)
    if draft.families == {"base"} and _has(body, _HELD - {"headquarters", "site", "compound", "region"}):
        return True
    if not (armed or _has(body, _MILITARY)):
        return False
    leaves = placed and any(t.text.lower().startswith(_LEAVING) for f in draft.frames for t in f.triggers)
    return draft.families != {"handover"} or leaves or _has(body, _HELD)


def _civil(draft: Draft, body: Sequence[Frame], *, sided: bool) -> bool:
    """Whether an arrest is one of common crime, or a rescue one from a well."""
    text = " ".join(f.sentence.text for f in body)
    if "arrest" in draft.families:
        return bool(_CRIME.search(text))
    return not sided and not _CAPTIVE.search(text)


EVERYDAY = words("genre.everyday")


def _everyday(draft: Draft, *, counted: bool) -> bool:
    """Whether all that tells of the event are words of sport, trade and the arts too, and nobody noted,
    counted, held or shot at makes them more: "a game released in May", "fell to Chelsea".
    """
    text = " ".join(f.sentence.text for f in draft.frames)
    weapons = any(not WEAPONS.isdisjoint(f.sentence.lower) for f in draft.frames)
    if weapons or draft.acts & _STRONG or _CAPTIVE.search(text):
        return False
    loose = {"free", "territory"} if counted or _NOTED.search(text) else {"free", "territory", "arrest"}
    return all(
        FAMILY[t.label_] in loose
        or t[0].lower_ in EVERYDAY
        or t[0].lemma_.lower() in EVERYDAY
        or (t.start > 0 and t.doc[t.start - 1].lower_ in {"heart", "panic", "asthma"})  # "a heart attack"
        for f in draft.frames
        for t in f.triggers
    )


_TARGETED = re.compile(
    r"(?i)\b(?:(?:notable|elder|chief|marabout|imam|councillor|counsell?or|mayor|prefect|dignitary)\b[^.,;]{0,60}?"
    r"\b(?:was|were) (?:also )?(?:killed|attacked)|"
    r"(?:red cross|ngo|humanitarian|aid (?:workers?|convoy|agency)|relief|u\.?n\.?)\b[^.;]{0,60}?"
    r"\b(?:was|were) (?:also )?(?:attacked|ambushed))"
)
"""Those who are attacked for what they are: local notables and relief workers."""


def _armed(draft: Draft, sided: bool, counted: bool, settled: bool) -> bool:
    if sided or draft.acts & _STRONG:
        return True
    text = " ".join(f.sentence.text for f in draft.frames)
    if "free" in draft.families and _CAPTIVE.search(text):
        return True
    if "arrest" in draft.families and _NOTED.search(text):
        return True
    if any(t.text.lower().startswith(_VIOLENT_DEATH) for f in draft.frames for t in f.triggers):
        return True
    if any(not WEAPONS.isdisjoint(f.sentence.lower) for f in draft.frames):
        return True
    if _TARGETED.search(text) and draft.acts & {"attack", "kill"} and (counted or settled or draft.places):
        return True
    return bool(draft.acts & {"attack", "clash", "bomb", "strike", "shell", "grenade", "blast"}) and (
        counted or settled
    )
