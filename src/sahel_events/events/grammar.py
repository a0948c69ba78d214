"""Which mentions stand around a verb: its subject, its object, its agent."""

from __future__ import annotations

from spacy.tokens import Span, Token

from ..language import deps
from ..language.words import words
from ..lexicon.demonyms import demonym_key, demonyms
from .clauses import clause_end, clause_start
from .conjuncts import object_of_other, prepositional, with_conjuncts, with_left_conjuncts
from .reading import SIDES_ARMED, Mention, Sentence

BY = frozenset({"by"})
_LOCATIVE = words("grammar.locative")
RELATIVE = frozenset({"who", "which", "that"})


def main_verb(trigger: Span) -> Token:
    """The verb of a trigger, its first word where it has none."""
    return next((t for t in trigger if t.pos_ == "VERB"), trigger[0])


def left_of(sentence: Sentence, trigger: Span, *, passive: bool) -> list[Mention]:
    """The subject: the parser's if it is a mention, else the nearest mention that no preposition takes."""
    verb = main_verb(trigger)
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
        if state is not None and not passive and token.head is verb and not _case(token):
            return [Mention(state[0], "army", country=state[1])]
        nation = demonyms().get(demonym_key(token.text)) if _the(sentence, token) else None
        if nation is not None and not passive and all(token.i not in range(m.start, m.end) for m in before):
            return [Mention(sentence.doc[token.i : token.i + 1], "army", country=nation)]
        hit = next((m for m in before if m.start <= token.i < m.end), None)
        if hit is not None and not object_of_other(sentence, hit):
            right = [m for m in with_conjuncts(sentence, hit, trigger.start)[1:] if m.end <= trigger.start]
            return [*with_left_conjuncts(sentence, hit), *right]
        if token.lower_ in RELATIVE and before:
            near = [m for m in before if m.end <= token.i + 1 and token.i - m.end <= 3]
            if near:
                return with_left_conjuncts(sentence, near[-1])
            owner = _whole_of(sentence, verb)
            if owner is not None:
                return [owner]
    start = clause_start(sentence, trigger.start)
    inside = [m for m in before if m.start >= start]
    free = [m for m in inside if not prepositional(sentence, m) and not object_of_other(sentence, m)]
    if free:
        return with_left_conjuncts(sentence, free[-1])
    if inside and passive:
        return []
    opener = sentence.doc[start - 1] if start > sentence.start else None
    outside = [m for m in before if m.end <= start]
    if opener is not None and opener.lower_ in RELATIVE and outside:
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


def _the(sentence: Sentence, token: Token) -> bool:
    """Whether "the" stands right before a token: "the French left the base"."""
    return token.i > sentence.start and token.nbor(-1).lower_ == "the"


_UP = frozenset({"nmod", "appos", "compound", "flat", "nmod:poss"})


def _whole_of(sentence: Sentence, verb: Token) -> Mention | None:
    """The side whose noun phrase holds what a relative clause stands with: "the garrison of Toumour, which
    lost 18 men".
    """
    token = verb.head if verb.dep_ in {"acl", "acl:relcl", "relcl"} else verb
    for _ in range(4):
        if token.dep_ not in _UP:
            return None
        token = token.head
        mention = next((m for m in sentence.mentions if m.start <= token.i < m.end), None)
        if mention is not None:
            return mention
    return None


def _case(token: Token) -> bool:
    """Whether a preposition stands right before a name that the parser takes for a subject."""
    return token.i > 0 and token.nbor(-1).pos_ == "ADP"


_PRONOUNS = {"it", "they", "he", "she"}
_DOERS = SIDES_ARMED | {
    "army",
    "security",
    "police",
    "gendarme",
    "named",
    "protester",
    "peacekeeper",
    "authority",
    "person",
}


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
        return with_conjuncts(sentence, here[0], pronoun.i) if pronoun.lower_ == "they" else [here[0]]
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


def right_of(sentence: Sentence, trigger: Span) -> Mention | None:
    """The first mention after a verb that can be its object."""
    doc = sentence.doc
    end = clause_end(sentence, trigger.end - 1)
    named = _named_object(sentence, trigger)
    if named is not None:
        return named
    for mention in sentence.mentions:
        if mention.start < trigger.end and not trigger.start < mention.start < trigger.end < mention.end:
            continue  # "locked up President" is a trigger, and President Bazoum whom it is done to
        if mention.start >= end or mention.start - trigger.end > 9:
            return None
        gap = doc[trigger.end : mention.start]
        fire_to = trigger.text.lower().endswith(("fire", "fires")) and gap.text.lower().startswith("to")
        if any(t.lower_ in _LOCATIVE | BY for t in gap) and not fire_to:
            return None
        if any(t.pos_ == "VERB" and t.tag_ not in {"VBN", "VBG"} for t in gap) or then_says(
            sentence, mention
        ):
            return None
        return mention
    return None


def _named_object(sentence: Sentence, trigger: Span) -> Mention | None:
    """The person whom the object of a verb is said to be: "overthrew the elected president, Roch Kaboré"."""
    verb = main_verb(trigger)
    for child in verb.children:
        if child.dep_ in deps.OBJECT and child.i >= trigger.start:
            taken = any(m.start <= child.i < m.end for m in sentence.mentions)
            named = [t.i for t in child.children if t.dep_ == "appos"]
            people = [m for m in sentence.mentions if m.side == "person"]
            return next((m for m in people if not taken and any(m.start <= i < m.end for i in named)), None)
    return None


def then_says(sentence: Sentence, mention: Mention) -> bool:
    """Whether a verb of saying follows the mention at once: ", the ministry said"."""
    return any(c.label_ == "say" and mention.end <= c.start <= mention.end + 1 for c in sentence.cues)


def after_by(sentence: Sentence, trigger: Span, by: frozenset[str] = BY) -> list[Mention]:
    """Who stands behind "by" (or another word of `by`) after a trigger."""
    doc = sentence.doc
    for mention in sentence.mentions:
        if mention.start < trigger.end:
            continue
        closes = trigger.end - (trigger[-1].lower_ in by)  # "stoned by", "came under fire from"
        gap = doc[closes : mention.start]
        if len(gap) > 14:
            break
        words = ["-" if t.i and doc[t.i - 1].text == "-" else t.lower_ for t in gap]  # "passers-by"
        if by & set(words):
            tail = words[max(i for i, w in enumerate(words) if w in by) + 1 :]
            if len(tail) <= 4 and not any(w in {",", "and"} for w in tail):
                return with_conjuncts(sentence, mention)
    return []
