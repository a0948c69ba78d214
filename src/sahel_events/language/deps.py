"""One question for two label schemes: who is subject, object, agent of a verb. Our pipeline carries Universal
Dependencies, a user's `en_core_web_*` ClearNLP's labels."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from .words import words

SUBJECT = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECT = frozenset({"nsubj:pass", "nsubjpass", "csubj:pass", "csubjpass"})
OBJECT = frozenset({"obj", "dobj"})
PASSIVE_AUX = frozenset({"aux:pass", "auxpass"})
CONJUNCT = "conj"
_BE = words("deps.be")
_HAVE = frozenset({"have", "has", "had", "having", "'ve", "'d"})
_SKIP = frozenset({"ADV", "PART"})


def subject(verb: Token) -> Token | None:
    """The active subject of a verb, also that of the verb it is coordinated with or complements."""
    for governor in _governors(verb):
        for child in governor.children:
            if child.dep_ in SUBJECT and child.tag_ != "IN":  # "said that they had": not the conjunction
                return child
            if child.dep_ in PASSIVE_SUBJECT and governor is not verb:
                return child
    return None


def passive_subject(verb: Token) -> Token | None:
    """The subject of a passive verb, also that of a passive it is coordinated with."""
    for governor in _governors(verb):
        for child in governor.children:
            if child.dep_ in PASSIVE_SUBJECT:
                return child
        if governor is not verb and any(child.dep_ in SUBJECT for child in governor.children):
            return None
    return None


def _governors(verb: Token) -> Iterator[Token]:
    """The verb, then up to three verbs above it by coordination or open complement."""
    token = verb
    yield token
    for _ in range(3):
        if token.dep_ not in {CONJUNCT, "xcomp", "advcl"} or token.head is token:
            return
        token = token.head
        if token.pos_ not in {"VERB", "AUX"}:
            return
        yield token


def is_passive(verb: Token, *, surely: bool = False) -> bool:
    """Whether a verb form is passive: by its auxiliary, or (not `surely`) a participle that no `have`
    governs.

    Auxiliaries are looked for among the five words before the verb, adverbs passed over: labels of a small
    parser are right in about four of five cases, the words themselves in all.
    """
    if verb.text.lower().endswith("ing"):
        return False
    if any(child.dep_ in PASSIVE_AUX for child in verb.children):
        return True
    doc, i = verb.doc, verb.i - 1
    steps = 0
    while i >= 0 and steps < 5:
        word = doc[i].lower_
        if word in _BE:
            return True
        if word in _HAVE:
            return False
        if doc[i].pos_ not in _SKIP and doc[i].pos_ not in {"AUX"} and word not in {"and", ",", "or"}:
            break
        i, steps = i - 1, steps + 1
    return verb.tag_ == "VBN" and not surely and not _has_both(verb)


def _has_both(verb: Token) -> bool:
    """Whether the parser gives a verb an active subject and an object: its tag is wrong then."""
    labels = {child.dep_ for child in verb.children}
    return bool(labels & SUBJECT) and bool(labels & OBJECT)
