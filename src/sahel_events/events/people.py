"""People whom no rule of groups.toml names: what only people can be in their place of the sentence is people
("three donso were shot dead", "highwaymen robbed"), whatever the noun.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from ..language import deps
from ..language.words import words
from ..lexicon.demonyms import demonym_key, demonyms
from .reading import Mention, Sentence

_TO_PEOPLE = words("people.acts")
"""Acts that are done to people alone, but for the nouns of `people.things`."""
_TO_ANY = words("people.acts_to_any")
"""Acts that are done to places and things as well: their object must look like a noun for people."""
_THINGS = words("people.things")
_ENDINGS = tuple(words("people.endings"))
_RELATIVE = {"who", "which", "that", "whom"}
_PREMODIFIERS = {"amod", "compound", "nmod"}


def people_by_grammar(sentence: Sentence) -> list[Mention]:
    """Mentions for nouns that are subject or object of an act of violence and that nothing else marked."""
    if not sentence.triggers:
        return []
    taken = {i for m in sentence.mentions for i in range(m.start, m.end)}
    for spans in (sentence.places, sentence.dates, sentence.triggers):
        taken |= {i for s in spans for i in range(s.start, s.end)}
    taken |= {q.end - 1 for q in sentence.quantities}
    found: dict[int, Mention] = {}
    for trigger in sentence.triggers:
        if trigger.label_ not in _TO_PEOPLE | _TO_ANY:
            continue
        sure = trigger.label_ in _TO_PEOPLE
        for token, suffers in _sides(trigger):
            for noun in _listed(token):
                inside = sentence.start <= noun.i < sentence.end and noun.i not in taken
                people = _people(noun, sure=sure and suffers)
                people = people or (trigger.label_ in _MARCH and _nationals(noun))
                if inside and noun.i not in found and people:
                    found[noun.i] = Mention(_phrase(noun, taken), "civilian")
    return list(found.values())


def _sides(trigger: Span) -> Iterator[tuple[Token, bool]]:
    """Nouns beside a trigger, with whether they suffer the act."""
    verb = next((t for t in trigger if t.pos_ == "VERB"), None)
    if verb is None:
        for child in trigger[-1].children:
            if child.dep_ == "nmod" and any(t.lower_ == "of" for t in child.children):
                yield child, True
        return
    dies = trigger.label_ == "die"
    passive = deps.is_passive(verb)
    for child in verb.children:
        if child.dep_ in deps.PASSIVE_SUBJECT or child.dep_ in {"obj", "dobj"}:
            yield child, True
        elif child.dep_ in deps.SUBJECT:
            yield child, dies or passive
        elif child.dep_ in {"obl:agent", "agent"}:
            yield child, False
    subjects = deps.SUBJECT | deps.PASSIVE_SUBJECT
    own = any(c.dep_ in subjects and c.lower_ not in _RELATIVE for c in verb.children)
    if verb.dep_ in {"acl", "acl:relcl", "relcl"} and verb.tag_ == "VBN" and passive and not own:
        yield verb.head, True


def _listed(token: Token) -> Iterator[Token]:
    yield token
    for child in token.children:
        if child.dep_ == deps.CONJUNCT:
            yield child


def _people(noun: Token, *, sure: bool) -> bool:
    word = noun.lower_
    if noun.tag_ not in {"NN", "NNS"} or noun.is_upper or not noun.is_alpha or word in _THINGS:
        return False
    if any(0 <= i < len(noun.doc) and noun.doc[i].text == "-" for i in (noun.i - 1, noun.i + 1)):
        return False  # "secretary-general"
    return sure or (noun.tag_ == "NNS" and word.endswith(_ENDINGS)) or word.endswith(("man", "woman"))


_MARCH = {"protest", "riot"}


def _nationals(noun: Token) -> bool:
    """Whether a noun is the people of a country: "several hundred Mauritanians demonstrated"."""
    return noun.tag_ in {"NNPS", "NNP"} and noun.lower_.endswith("s") and demonym_key(noun.text) in demonyms()


def _phrase(noun: Token, taken: set[int]) -> Span:
    start = noun.i
    while start > noun.sent.start:
        before = noun.doc[start - 1]
        if before.head is not noun or before.dep_ not in _PREMODIFIERS or before.i in taken:
            break
        start -= 1
    return Span(noun.doc, start, noun.i + 1, label="civilian", span_id="group.by_grammar")
