"""Who helps the acting side: "backed by Malian soldiers", "with French air support"."""

from __future__ import annotations

from spacy.tokens import Span

from ..language.words import words
from ..lexicon.demonyms import demonym_key, demonyms
from .conjuncts import with_conjuncts
from .reading import SIDES_ARMED, SIDES_STATE, Mention, Sentence

_BACKED = words("supporters.backed")
_SUPPORT = words("supporters.support")
_REACH = 5
"""Words that may stand between "with" and the help that it names."""


def supporters(sentence: Sentence, trigger: Span) -> list[Mention]:
    """The sides that the sentence says help the act of `trigger`."""
    if _BACKED.isdisjoint(sentence.lower) and _SUPPORT.isdisjoint(sentence.lower):
        return []
    doc = sentence.doc
    found: list[Mention] = []
    for mention in sentence.mentions:
        if mention.facility and not mention.ids and (mention.side == "civilian" or mention.country is None):
            continue  # "backed by helicopters" of their own
        if not (mention.ids or mention.side in SIDES_ARMED | SIDES_STATE):
            continue
        if any(t.lower_ == "," for t in doc[mention.end : mention.end]) or _suffers(mention, trigger):
            continue
        if _backing(sentence, mention) or _help_of(sentence, mention):
            found += [m for m in with_conjuncts(sentence, mention) if all(m is not f for f in found)]
    return found or _nations_help(sentence)


def _nations_help(sentence: Sentence) -> list[Mention]:
    """ "with French technical help": the forces of the nation, where no noun names them."""
    if _SUPPORT.isdisjoint(sentence.lower):
        return []
    doc = sentence.doc
    taken = {i for m in sentence.mentions for i in range(m.start, m.end)}
    helpers = []
    for token in sentence.span:
        code = demonyms().get(demonym_key(token.text)) if token.text[0].isupper() else None
        if code is None or token.i in taken or token.i == sentence.start:
            continue
        after = [t.lower_ for t in doc[token.i + 1 : min(token.i + 4, sentence.end)]]
        reach = next((k for k, w in enumerate(after) if w in _SUPPORT), None)
        before = [t.lower_ for t in doc[max(sentence.start, token.i - 2) : token.i]]
        if reach is not None and doc[token.i + 1 + reach].dep_ in {"compound", "amod"}:
            continue  # "with a French aid worker"
        if reach is not None and "with" in before and not {",", "and"} & set(after[:reach]):
            helpers.append(Mention(doc[token.i : token.i + 1], "army", country=code))
    return helpers


def _suffers(mention: Mention, trigger: Span) -> bool:
    """Whether the help is told of the side that stands before a passive: not said of who acts."""
    return trigger.start < mention.start and trigger.label_ in {"die", "wound"}


def _backing(sentence: Sentence, mention: Mention) -> bool:
    """ "backed by X", "supported from the air by X", "alongside X"."""
    doc = sentence.doc
    low = max(sentence.start, mention.start - _REACH)
    before = [t.lower_ for t in doc[low : mention.start]]
    for i, word in enumerate(before):
        tail = before[i + 1 :]
        if word in _BACKED and "by" in tail and tail.index("by") <= 3 and "," not in tail:
            if any(t.pos_ == "VERB" for t in doc[low + i + 1 : mention.start]):
                return False  # "backed by helicopters killed four kidnappers"
            return low + i > sentence.start and doc[low + i - 1].lower_ not in {"-", "a", "the"}
    return False


def _help_of(sentence: Sentence, mention: Mention) -> bool:
    """ "with the support of X", "with X's help", "with French air support"."""
    doc = sentence.doc
    low = max(sentence.start, mention.start - _REACH - 2)
    before = [t.lower_ for t in doc[low : mention.start]]
    if (before[-1:] and before[-1] in {"of", "from"}) or (before[-2:-1] and before[-2] in {"of", "from"}):
        return "with" in before and any(w in _SUPPORT for w in before[before.index("with") :])
    after = [t.lower_ for t in doc[mention.end : min(mention.end + 4, sentence.end)]]
    helped = next((k for k, w in enumerate(after) if w in _SUPPORT), None)
    return helped is not None and "with" in before[-2:] and not {",", "and"} & set(after[:helped])
