"""Who acts and who suffers: from voice, order and prepositions, with the parser's subject where it knows
one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from spacy.tokens import Span, Token

from ..language import deps
from ..language.words import words
from .clauses import clause_end, clause_start
from .conjuncts import object_of_other, prepositional, with_conjuncts, with_left_conjuncts
from .reading import SIDES_ARMED, SIDES_STATE, Mention, Sentence

_ON = words("participants.on")
_BY = {"by"}
_LOCATIVE = words("participants.locative")
_RELATIVE = {"who", "which", "that"}
_DEFENCE = {"clash.repel"}
_VERBAL = {"VERB", "AUX"}
_ARMED_DO = words("participants.armed_do")
"""What armed men mostly do rather than suffer: decides where a participle may be either voice."""
_RUNS_OVER = tuple(words("participants.runs_over"))


@dataclass(slots=True)
class Roles:
    """Mentions by role, in order of the text. `how` keeps the rule for each (by the first token)."""

    agents: list[Mention] = field(default_factory=list)
    patients: list[Mention] = field(default_factory=list)
    claimants: list[Mention] = field(default_factory=list)
    supporters: list[Mention] = field(default_factory=list)
    how: dict[int, str] = field(default_factory=dict)

    def add(self, role: str, mentions: Iterable[Mention], how: str) -> None:
        """Put mentions into the list of `role` ("agents" …) unless they are in one already."""
        for mention in mentions:
            if all(mention is not m for kind in (self.agents, self.patients, self.claimants) for m in kind):
                getattr(self, role).append(mention)
                self.how.setdefault(mention.start, how)


def find_roles(sentence: Sentence, trigger: Span) -> Roles:
    """The participants of one trigger, as far as its sentence tells."""
    roles = Roles()
    if _verbal(trigger):
        _verb_roles(sentence, trigger, roles)
    else:
        _noun_roles(sentence, trigger, roles)
    if trigger.id_ in _DEFENCE and (roles.patients or _repels_attack(sentence, trigger)):
        if trigger.text.lower().startswith("neutrali"):
            return roles
        roles.agents, roles.patients = roles.patients, roles.agents
        roles.agents = [m for m in roles.agents if m.side in SIDES_ARMED or m.ids]
    return roles


def _verbal(trigger: Span) -> bool:
    if trigger[0].pos_ in _VERBAL or any(t.pos_ == "VERB" for t in trigger):
        return True
    return trigger[0].lower_.endswith("ed") and trigger.label_ not in {"ied"}


def _main_verb(trigger: Span) -> Token:
    return next((t for t in trigger if t.pos_ == "VERB"), trigger[0])


def _verb_roles(sentence: Sentence, trigger: Span, roles: Roles) -> None:
    verb = _main_verb(trigger)
    right = _right(sentence, trigger)
    passive = deps.is_passive(verb, surely=right is not None)
    if trigger.text.lower().startswith("come under") or trigger.text.lower().startswith(
        ("came under", "comes under", "coming under")
    ):
        passive = True
    by = _after_by(sentence, trigger)
    left = _left(sentence, trigger, passive=passive)
    under = "under" in trigger.text.lower().split()[:2]
    if (
        passive
        and not under
        and not by
        and left
        and (left[-1].side in SIDES_ARMED or left[-1].armed)
        and trigger.label_ in _ARMED_DO
        and not deps.is_passive(verb, surely=True)
    ):
        passive = False
    if passive:
        roles.add("patients", left, "role.passive_subject")
        roles.add("agents", by, "role.by_agent")
        return
    if trigger.label_ in {"ied", "blast"} and trigger.text.lower().startswith(_RUNS_OVER):
        roles.add("patients", left, "role.ran_over")
        return
    if trigger.label_ in {"die"} and trigger.id_ == "kill.die":
        inside = [m for m in sentence.mentions if trigger.start <= m.start and m.end <= trigger.end]
        if trigger.text.lower().startswith(("leav", "left", "claim", "cost", "tak", "took")):
            roles.add("agents", [m for m in left if m.armed or m.side in SIDES_ARMED], "role.subject")
            roles.add("patients", inside, "role.left_dead")
        else:
            roles.add("patients", [m for m in left if not m.facility], "role.subject_of_death")
        return
    roles.add("agents", left, "role.subject")
    if trigger.label_ == "clash" and sentence.doc[trigger.end : trigger.end + 1].text.lower() == "with":
        other = next((m for m in sentence.mentions if 1 <= m.start - trigger.end <= 5), None)
        roles.add("patients", with_conjuncts(sentence, other), "role.clash_with")
        return
    inside = [m for m in sentence.mentions if trigger.start <= m.start and m.end <= trigger.end]
    roles.add("patients", inside or with_conjuncts(sentence, right), "role.object")
    if trigger.label_ in {"regain", "overtake"}:  # "recaptured Konna from the militants"
        losers = (m for m in sentence.mentions if 0 < m.start - trigger.end <= 5)
        roles.add("patients", [m for m in losers if _from(sentence, m)], "role.taken_from")


def _from(sentence: Sentence, mention: Mention) -> bool:
    before = [t.lower_ for t in sentence.doc[max(sentence.start, mention.start - 2) : mention.start]]
    return "from" in before


def _left(sentence: Sentence, trigger: Span, *, passive: bool) -> list[Mention]:
    """The subject: the parser's if it is a mention, else the nearest mention that no preposition takes."""
    verb = _main_verb(trigger)
    token = deps.passive_subject(verb) if passive else deps.subject(verb)
    if token is None and passive:
        token = deps.subject(verb)
    before = [m for m in sentence.mentions if m.end <= trigger.start and not _speaks(sentence, m, trigger)]
    if passive and before and before[-1].end == trigger.start and not deps.is_passive(verb, surely=True):
        return with_left_conjuncts(sentence, before[-1])  # "mourning for civilians killed in …"
    if token is not None and token.i < trigger.start:
        if token.lower_ in _PRONOUNS:
            return _antecedent(sentence, token)
        state = next((c for c in sentence.countries if c[0].start <= token.i < c[0].end), None)
        if state is not None and not passive and token.head is verb:
            return [Mention(state[0], "army", country=state[1])]
        hit = next((m for m in before if m.start <= token.i < m.end), None)
        if hit is not None and not object_of_other(sentence, hit):
            right = [m for m in with_conjuncts(sentence, hit, trigger.start)[1:] if m.end <= trigger.start]
            return [*with_left_conjuncts(sentence, hit), *right]
        if token.lower_ in _RELATIVE and before:
            near = [m for m in before if m.end <= token.i + 1 and token.i - m.end <= 3]
            if near:
                return with_left_conjuncts(sentence, near[-1])
    start = clause_start(sentence, trigger.start)
    inside = [m for m in before if m.start >= start]
    free = [m for m in inside if not prepositional(sentence, m) and not object_of_other(sentence, m)]
    if free:
        return with_left_conjuncts(sentence, free[-1])
    if inside and passive:
        return []
    opener = sentence.doc[start - 1] if start > sentence.start else None
    outside = [m for m in before if m.end <= start]
    if opener is not None and opener.lower_ in _RELATIVE and outside:
        return [outside[-1]] if start - 1 - outside[-1].end <= 3 else []
    coordinated = sentence.doc[trigger.start - 1].lower_ in {"and", ",", "then"} or trigger[
        0
    ].lower_.endswith("ing")
    if outside and (coordinated or not inside):
        free = [m for m in outside if not prepositional(sentence, m)]
        if trigger[0].lower_.endswith("ing"):  # "…, killing ten": who acts is the subject of the sentence
            free = free[:1]
        return [free[-1]] if free and trigger.start - free[-1].end <= 25 else []
    return []


_PRONOUNS = {"it", "they", "he", "she"}
_DOERS = SIDES_ARMED | (SIDES_STATE | {"named", "protester", "person"})


def _antecedent(sentence: Sentence, pronoun: Token) -> list[Mention]:
    """Whom a pronoun takes up: a side that is subject earlier in the sentence, else the first subject of
    the sentence before that can act.
    """
    here = [
        m
        for m in sentence.mentions
        if m.end <= pronoun.i and m.side in _DOERS and not prepositional(sentence, m)
    ]
    if here:
        return [here[0]]
    state = next((c for c in sentence.countries if c[0].end <= pronoun.i), None)
    if state is not None and pronoun.lower_ == "it":
        return [Mention(state[0], "army", country=state[1])]
    for earlier in (sentence.before, sentence.before.before if sentence.before is not None else None):
        if earlier is None or earlier.unit.block < sentence.unit.block - 1:
            break
        free = [
            m
            for m in earlier.mentions
            if m.side in _DOERS and not m.facility and not prepositional(earlier, m)
        ]
        if pronoun.lower_ in {"he", "she"}:
            free = [m for m in free if m.span[-1].tag_ != "NNS"]
        if free:
            return [free[0]]
    return []


def _speaks(sentence: Sentence, mention: Mention, trigger: Span) -> bool:
    """Whether the mention is the subject of a verb of saying before the trigger ("Barbry also said that
    …").
    """
    for cue in sentence.cues:
        if cue.label_ == "say" and mention.end <= cue.start <= mention.end + 2 and cue.end <= trigger.start:
            return all(
                t.pos_ in {"ADV", "AUX"} or t.text == "," for t in sentence.doc[mention.end : cue.start]
            )
    return False


def _right(sentence: Sentence, trigger: Span) -> Mention | None:
    """The first mention after a verb that can be its object."""
    doc = sentence.doc
    end = clause_end(sentence, trigger.end - 1)
    for mention in sentence.mentions:
        if mention.start < trigger.end:
            continue
        if mention.start >= end or mention.start - trigger.end > 9:
            return None
        gap = doc[trigger.end : mention.start]
        fire_to = trigger.text.lower().endswith(("fire", "fires")) and gap.text.lower().startswith("to")
        if any(t.lower_ in _LOCATIVE | _BY for t in gap) and not fire_to:
            return None
        if any(t.pos_ == "VERB" and t.tag_ not in {"VBN", "VBG"} for t in gap) or _then_says(
            sentence, mention
        ):
            return None
        return mention
    return None


def _then_says(sentence: Sentence, mention: Mention) -> bool:
    """Whether a verb of saying follows the mention at once: ", the ministry said"."""
    return any(c.label_ == "say" and mention.end <= c.start <= mention.end + 1 for c in sentence.cues)


def _after_by(sentence: Sentence, trigger: Span) -> list[Mention]:
    doc = sentence.doc
    for mention in sentence.mentions:
        if mention.start < trigger.end:
            continue
        gap = doc[trigger.end : mention.start]
        if len(gap) > 14:
            break
        told = [t.lower_ for t in gap]
        if "by" in told:
            tail = told[len(told) - told[::-1].index("by") :]
            if len(tail) <= 4 and not any(w in {",", "and"} for w in tail):
                return with_conjuncts(sentence, mention)
    return []


def _noun_roles(sentence: Sentence, trigger: Span, roles: Roles) -> None:
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
        if mention.end <= trigger.start:
            gap = [t.lower_ for t in doc[mention.end : trigger.start]]
            if (
                not gap
                or gap in (["'s"], ["’s"], ["'"], ["’"])
                or (
                    len(gap) <= 3
                    and gap[0] in {"'s", "’s"}
                    and all(t.pos_ in {"ADJ", "NOUN"} for t in doc[mention.end + 1 : trigger.start])
                )
            ):
                roles.add("patients" if mention.facility else "agents", [mention], "role.noun_modifier")
    _supported(sentence, trigger, roles)
    _after_noun(sentence, trigger, roles)
    if trigger.label_ in {"clash"}:
        _between(sentence, trigger, roles)


_SUPPORT = words("participants.support")
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
                    _after_by(sentence, verb) if passive else _left(sentence, verb, passive=False),
                    "role.support_verb",
                )
                return
            if doc[i].tag_ not in {"VBN", "VBG"}:
                return


_DONE_BY = words("participants.done_by")


def _after_noun(sentence: Sentence, trigger: Span, roles: Roles) -> None:
    """ "by X", "on Y", "of Y", "against Y", "blamed on X", "claimed by X" behind the noun, in any order."""
    doc = sentence.doc
    last = trigger.end
    for mention in sentence.mentions:
        if mention.start < trigger.end:
            continue
        gap = doc[last : mention.start]
        told = [t.lower_ for t in gap]
        if (
            len(told) > 9
            or any(w in {";", "when", "after", "while", "said"} for w in told)
            or ("," in told and _then_says(sentence, mention))
        ):
            break
        preposition = next(
            (w for w in reversed(told) if w in _ON | _BY | {"to", "with", "in", "near", "from"}), None
        )
        if any(w in {"claimed"} for w in told) and preposition == "by":
            roles.add("claimants", [mention], "role.claimed_by")
        elif (
            preposition == "by" and not any(t.pos_ == "VERB" and t.lower_ not in _DONE_BY for t in gap)
        ) or (any(w in {"blamed", "attributed", "pinned"} for w in told) and preposition in {"on", "to"}):
            roles.add("agents", with_conjuncts(sentence, mention), "role.by_agent")
        elif preposition in _ON and not any(t.pos_ == "VERB" and t.lower_ not in {"targeting"} for t in gap):
            roles.add("patients", with_conjuncts(sentence, mention), "role.attack_on")
        elif preposition == "with" and trigger.label_ == "clash":
            attacked = any(m.side in SIDES_STATE and m.end <= trigger.start for m in sentence.mentions)
            roles.add("agents" if mention.armed and attacked else "patients", [mention], "role.clash_with")
        elif any(t.pos_ in _VERBAL for t in gap):
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


def _repels_attack(sentence: Sentence, trigger: Span) -> bool:
    gap = sentence.doc[trigger.end : min(trigger.end + 5, sentence.end)]
    return any(t.lower_ in {"attack", "assault", "raid", "ambush", "offensive", "attackers"} for t in gap)
