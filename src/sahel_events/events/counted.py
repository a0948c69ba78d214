"""Which counted items a word of a toll speaks of, by its voice: before it, behind it, in a list."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Span, Token

from ..language import deps
from ..language.components.quantities import Count
from ..language.words import words
from .companions import companions, list_left, list_right, other_side
from .items import LIST_GLUE, counted_last, is_old
from .lists import BREAKS, LONGEST_MODIFIER, only_words
from .nouns import governed
from .parts import Item
from .reading import Sentence

RISE = words("counted.rise")
_NUMBERED = words("counted.numbered")
_COMES_TO = words("counted.comes_to")
Read = tuple[list[Item], bool]


_SAID_TO_BE = {"estimated", "believed", "thought", "said", "known", "presumed", "feared", "confirmed", "to"}
_SAID_TO_BE |= {"declared", "announced", "understood", "assumed", "alleged", "be"}


def by_verb(sentence: Sentence, span: Span, items: list[Item]) -> Read:
    """Whom a verb says that it killed, wounded or took: behind it, or before it where it is passive."""
    found = _of_verb(sentence, span, items)
    return [*found, *companions(sentence, span, items, found)], False


def _of_verb(sentence: Sentence, span: Span, items: list[Item]) -> list[Item]:
    verb = span[0]
    if len(span) > 1 and inside(span, items):
        return inside(span, items)
    left = [i for i in items if i.end <= span.start]
    right = first_right(sentence, span, items)
    adjacent = bool(left) and only_words(sentence, left[-1].end, span.start, LIST_GLUE | _SAID_TO_BE)
    if verb.lower_.endswith("ing"):
        return list_right(sentence, items, right)
    if right is None and not deps.is_passive(verb, surely=True) and _takes_others(sentence, span):
        return []
    passive = deps.is_passive(verb, surely=right is not None and not adjacent) or (adjacent and right is None)
    if not passive and right is not None:
        return list_right(sentence, items, right)
    if right is None and span[-1].lower_ in {"death", "alive"}:
        passive = True  # "its four occupants, all traders, burned to death in it"
    if passive and adjacent:
        return list_left(sentence, items, left[-1])
    found = _by_parser(sentence, deps.passive_subject(verb), items, left, span) if passive else []
    found = found or _shared(sentence, span, items, left)
    return found or (_past_modifier(sentence, span, left) if passive else [])


def _takes_others(sentence: Sentence, span: Span) -> bool:
    """Whether the verb has an object that nobody counts: "the commander killed rebels", "kills the story"."""
    doc = sentence.doc
    if span.end >= sentence.end or any(d.start <= span.end < d.end for d in sentence.dates):
        return False
    following = doc[span.end].pos_ in {"DET", "NOUN", "PROPN", "ADJ"}
    if doc[span.end].pos_ == "NUM":  # "and carried off 200 cattle", but "8 killed 2 vehicles destroyed"
        following = doc[span.start - 1].lower_ == "and"
    return following and span[0].tag_ in {"VBZ", "VBP", "VBD"}


def _shared(sentence: Sentence, span: Span, items: list[Item], left: list[Item]) -> list[Item]:
    """The subject that "and" shares with a verb: "one man was taken off a bus and executed", "a ranger went
    missing and was found dead".
    """
    doc = sentence.doc
    start = span.start
    while start > sentence.start and doc[start - 1].pos_ in {"AUX", "ADV"}:
        start -= 1
    passive = any(t.pos_ == "AUX" for t in doc[start : span.start])
    if start == sentence.start or doc[start - 1].lower_ != "and":
        return []
    for i in range(start - 2, max(sentence.start, start - 16), -1):
        token = doc[i]
        if token.text in {";", ":"} or token.lower_ in BREAKS:
            return []
        if token.lower_ in {"was", "were"} or (passive and token.tag_ == "VBD"):
            return next((list_left(sentence, items, item) for item in left if item.end == i), [])
    return []


def inside(span: Span, items: list[Item]) -> list[Item]:
    """Items in the gap of a phrase: "took four men hostage"."""
    return [i for i in items if span.start <= i.start and i.end <= span.end]


def by_subject(sentence: Sentence, span: Span, items: list[Item]) -> Read:
    """Who died: the nearest counted before the verb, of its clause."""
    left = [i for i in items if i.end <= span.start]
    found = _who_died(sentence, span, items, left)
    return [*found, *companions(sentence, span, items, found)], False


def _who_died(sentence: Sentence, span: Span, items: list[Item], left: list[Item]) -> list[Item]:
    verb = span[0]
    if left and only_words(
        sentence,
        left[-1].end,
        span.start,
        LIST_GLUE | {"who", "may", "later", "then", "too", "on", "the", "spot", "wounded", "injured", "of"},
    ):
        return list_left(sentence, items, left[-1])
    found = _by_parser(sentence, deps.subject(verb) or deps.passive_subject(verb), items, left, span)
    return found or _past_modifier(sentence, span, left)


_SEEN = {"found", "reported", "left"}


def _past_modifier(sentence: Sentence, span: Span, left: list[Item]) -> list[Item]:
    """The subject that a participle or a remark between commas parts from its verb: "three shepherds
    abducted on Monday by gunmen were found dead", "69 people, and not around sixty as first told, died".
    """
    doc = sentence.doc
    start = span.start
    while start > sentence.start and (
        doc[start - 1].pos_ in {"AUX", "ADV"} or doc[start - 1].lower_ in _SEEN
    ):
        start -= 1
    for item in reversed(left):
        gap = doc[item.end : start]
        if (item.loose and not _sure(span)) or not 0 < len(gap) <= LONGEST_MODIFIER:
            continue
        if item.mention is None and item.quantity is not None:
            continue
        several = item.count.max is None or item.count.max > 1
        if doc[start].lower_ in ({"was", "has", "is"} if several else {"were", "are", "have"}):
            continue
        remark = gap[0].text == gap[-1].text == "," and not any(t.text == ";" for t in gap)
        corrected = remark and "not" in {t.lower_ for t in gap[:3]}
        finite = any(t.tag_ in {"VBZ", "VBP"} or (t.tag_ == "VBD" and t.i > item.end + 1) for t in gap)
        alone = len(gap) == 1 and gap[0].tag_ == "VBD"  # "one person abducted was found dead"
        far = gap[0].pos_ == "ADP" and several and not governed(sentence, item.start)
        far = far and all(t.pos_ not in {"VERB", "AUX", "SCONJ"} and t.lower_ != "that" for t in gap)
        opens = gap[0].tag_ == "VBN" or alone or far or gap[:2].text.lower() == "part of"
        if corrected or ((remark or opens) and not finite):
            return list_left(sentence, left[: left.index(item) + 1], item)
    return []


def _by_parser(
    sentence: Sentence, subject: Token | None, items: list[Item], left: list[Item], span: Span
) -> list[Item]:
    """The item that holds the parser's subject; else the nearest one to the left that no break parts from
    the verb.
    """
    if subject is not None and subject.i < span.start:
        for item in items:
            if item.start <= subject.i < item.end and (not item.loose or _sure(span)):
                before = [i for i in items if i.end <= span.start]
                return [*list_left(sentence, items, item)[:-1], *list_right(sentence, before, item)]
        if subject.lower_ in {"who", "that", "which"} and left and left[-1].end >= subject.i - 2:
            after = sentence.doc[subject.i + 1 : subject.i + 2].text.lower()
            several = after in {"were", "are", "have"} and left[-1].count.max == 1
            return list_left(sentence, left, left[-1]) if several else [left[-1]]
    left = [i for i in left if not i.loose]
    if not left:
        return []
    gap = sentence.doc[left[-1].end : span.start]
    if (
        len(gap) > 20
        or any(t.lower_ in BREAKS for t in gap)
        or any(t.pos_ == "VERB" and t.dep_ == "ROOT" for t in gap)
        or any(t.pos_ == "VERB" and t.nbor().text == "," for t in gap[:1])  # "they have, he confides, killed"
    ):
        return []
    if any(t.lower_ in {"by", "with", "against", "on", "attacked", "ambushed"} for t in gap[:1]):
        return []
    return list_left(sentence, items, left[-1])


def _sure(span: Span) -> bool:
    """Whether the form of a verb tells that its subject suffers: "died", "was killed"."""
    return deps.is_passive(span[0], surely=True) or span[0].tag_ == "VBD"


_KIN = words("counted.kin")


def by_object(sentence: Sentence, span: Span, items: list[Item]) -> Read:
    """Whom a word of loss has behind it ("left 12 dead", "cost the lives of five")."""
    items = [
        i for i in items if i.mention is None or i.mention.span[-1].lower_ not in _KIN
    ]  # "who lost two brothers"
    bare = next((i for i in items if _of_lives(sentence, i) and 0 <= i.start - span.end <= 3), None)
    if bare is not None and not span[0].lower_.startswith(("los", "pa")):
        return [replace(bare, mention=None)], False  # "the raid cost about 157 lives"
    if {"life", "lives"} & {t.lower_ for t in sentence.doc[span.end : min(span.end + 2, sentence.end)]}:
        return [], False  # "two lost their lives and a third is being treated"
    found = list_right(sentence, items, first_right(sentence, span, items))
    return found + (other_side(sentence, found[-1], items) if found else []), False


def _of_lives(sentence: Sentence, item: Item) -> bool:
    end = item.quantity.end if item.quantity is not None else sentence.end
    return end < sentence.end and sentence.doc[end].lower_ == "lives"


def by_noun_of(sentence: Sentence, span: Span, items: list[Item]) -> Read:
    """Whom a noun with `of` counts: "the death of three soldiers"."""
    doc = sentence.doc
    if span.end >= sentence.end or doc[span.end].lower_ not in {"of", "to"}:
        return [], False
    right = next((i for i in items if span.end < i.start + 1 and i.start <= span.end + 3), None)
    return list_right(sentence, items, right), False


def by_state(sentence: Sentence, span: Span, items: list[Item]) -> Read:
    """ "30 dead", "left 12 wounded", "ten were missing", "the dead numbered 30", "12 dead soldiers"."""
    doc = sentence.doc
    right = first_right(sentence, span, items)
    if right is not None and right.start - span.end <= 1 and doc[span.start - 1].lower_ in {"and", ","}:
        return [], False  # "killed two worshippers, and wounded a third"
    left = [i for i in items if i.end <= span.start]
    if left and _of_their_own(sentence, left[-1].end, span.start):
        return [left[-1]], False
    if left and only_words(
        sentence,
        left[-1].end,
        span.start,
        LIST_GLUE | {"known", "to", "be", "listed", "reported", "declared", "found", "went", "gone", "go"},
    ):
        near = left[-1]
        if span.start - near.end <= 6:
            return list_left(sentence, items, near), False
    inside = [i for i in items if i.start <= span.start and span.end <= i.end and i.quantity is not None]
    if inside:
        return inside[:1], False
    if span.end < sentence.end and doc[span.end].lower_ in _NUMBERED:
        right = next((i for i in items if i.mention is None and span.end <= i.start <= span.end + 2), None)
        return ([right] if right else []), False
    return [], False


def _of_their_own(sentence: Sentence, start: int, end: int) -> bool:
    """ "left about 20 of their own dead behind"."""
    gap = [t.lower_ for t in sentence.doc[start:end]]
    return gap[:1] == ["of"] and gap[2:] in ([], ["own"]) and gap[1:2] in (["their"], ["its"], ["his"])


def by_body(sentence: Sentence, span: Span, items: list[Item]) -> Read:
    """ "His body was found": one; "their bodies were found": as many as were counted last."""
    if any(t.lower_ in {"their", "bodies", "corpses", "throats"} for t in span):
        group = counted_last(sentence, items, span.start)
        return ([Item(span.start, span.end, group.count, group.mention, None)] if group else []), False
    return [Item(span.start, span.end, Count(1, 1), None, None)], False


def by_number(sentence: Sentence, span: Span, items: list[Item]) -> Read:
    """ "the death toll has risen from 20 to 23", "a toll of 31", "toll: 12"."""
    doc = sentence.doc
    bare = [i for i in items if span.end <= i.start]
    for item in bare:
        before = doc[item.start - 1].lower_
        gap = doc[span.end : item.start]
        if any(t.lower_ in {";", "when", "after"} for t in gap):
            break
        if before in _COMES_TO or any(t.lower_ in RISE for t in gap):
            if is_old(sentence, item):
                continue
            rises = window_rises(sentence, span, item)
            return ([item] if item.mention is None else list_right(sentence, items, item)), rises
    return [], False


_FINAL = words("counted.final")


def is_newest(sentence: Sentence, span: Span) -> bool:
    """Whether the words before say that the figure is the last one: "the final toll is 17 dead"."""
    before = sentence.doc[sentence.start : span.start]
    return any(t.lower_ in _FINAL and t.nbor().lower_ in {"toll", "count", "figure", "tally"} for t in before)


def window_rises(sentence: Sentence, span: Span, item: Item) -> bool:
    """Whether the words about a toll say that it replaces another, or is where the toll stands now."""
    told = {t.lower_ for t in sentence.doc[max(sentence.start, span.start - 6) : item.start]}
    return (
        bool(told & (RISE - {"is", "was", "at", "put"} | _FINAL))
        or sentence.has_cue("revision") is not None
        or sentence.unit.title
    )


def first_right(sentence: Sentence, span: Span, items: list[Item]) -> Item | None:
    """The item that a verb takes as object: the first to its right that no verb, break or preposition keeps
    away.
    """
    doc = sentence.doc
    for item in items:
        if item.start < span.end:
            continue
        gap = doc[span.end : item.start]
        if span[0].lemma_ not in _TAKES and _verbs_alone(gap):
            return item
        if gap and gap[0].lower_ in {"and", "or"}:  # "one man killed and two others wounded"
            return None
        if len(gap) > 6 or any(
            t.lower_ in BREAKS
            or t.text in {".", ","}
            or t.lower_ in {"by", "in", "during", "with", "near", "on", "who", "which", "from"}
            or (t.pos_ == "VERB" and t.lower_ not in {"suspected", "alleged"})
            for t in gap
        ):
            return None
        return item
    return None


_TAKES = {"arrest", "detain", "capture", "abduct", "kidnap", "seize", "take"}
"""Before "and executed": the row of the dead tells all."""


def _verbs_alone(gap: Span) -> bool:
    """Whether only other verbs stand between a verb and the object that they share: "abducted, executed, and
    booby-trapped a volunteer".
    """
    verbs = [t for t in gap if t.pos_ == "VERB"]
    glue = {",", "and", "or", "then", "-", "later", "reportedly", "subsequently"}
    shared = bool(verbs) and all(t.tag_ in {"VBD", "VBN", "VBG"} for t in verbs)
    return (
        shared
        and len(gap) <= 9
        and gap[0].lower_ in glue
        and all(t in verbs or t.lower_ in glue or t.pos_ == "DET" or t.nbor().text == "-" for t in gap)
    )
