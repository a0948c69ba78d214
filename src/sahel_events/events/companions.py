"""Who else a word of a toll counts: the rest of a list, those told of behind the verb, the other side."""

from __future__ import annotations

from spacy.tokens import Span

from ..language.components.quantities import Count
from .items import LIST_GLUE, ORDINALS, has_own_verb
from .lists import LONGEST_MODIFIER, is_modified_list, only_words
from .nouns import governed
from .parts import Item
from .reading import Sentence


def companions(sentence: Sentence, span: Span, items: list[Item], found: list[Item]) -> list[Item]:
    """Who suffers too, told behind a passive ("was killed along with his two sons"), behind the death of
    somebody named ("Droukdal died with several of his aides"), or with the verb left out ("53 gendarmes died,
    and four civilians", "three died on the spot and a fourth in hospital").
    """
    if found and found[-1].start >= span.end:
        return []
    item = next((i for i in items if i.start >= span.end), None)
    if found and item is not None and _verb_left_out(sentence, span, item):
        return list_right(sentence, items, item)
    if item is None or not only_words(sentence, span.end, item.start, _WITH | LIST_GLUE):
        return _one_more(sentence, span) if found else []
    if not (found or span[0].lemma_.lower() in _DIES):
        return []
    gap = [t.lower_ for t in sentence.doc[span.end : item.start] if not t.is_punct]
    whose = {t.lower_ for t in sentence.doc[span.end : item.end]} & _WHOSE
    opens = gap[:2] in (["along", "with"], ["together", "with"], ["as", "well"]) or gap[:1] == ["alongside"]
    return list_right(sentence, items, item) if opens or (gap[:1] == ["with"] and whose) else []


_WHOSE = {"his", "her", "their"}
_WITH = {"along", "together", "with", "alongside", "“", '"', *_WHOSE}
_DIES = {"die", "perish", "fall"}
_TAKEN = {"prisoners", "prisoner", "captives", "hostages"}
_JOINS = {",", "and", "plus", "there", "then", "outright", "instantly"}


def _verb_left_out(sentence: Sentence, span: Span, item: Item) -> bool:
    """Whether a count right behind the verb shares it, and nothing else follows."""
    gap = [t.lower_ for t in sentence.doc[span.end : item.start]]
    if item.mention is None or item.quantity is None or not gap or not set(gap) <= _JOINS:
        return False
    if item.mention.span[-1].lower_ in _TAKEN:  # "four were killed and two taken prisoners"
        return False
    ends = item.end >= sentence.end or sentence.doc[item.end].text in {".", ";", ")"}
    return ends and bool({"and", "plus"} & set(gap))


def _one_more(sentence: Sentence, span: Span) -> list[Item]:
    """ "and a fourth on the way to hospital": one more, by its ordinal."""
    doc = sentence.doc
    for i in range(span.end + 1, min(span.end + 8, sentence.end - 2)):
        if doc[i].pos_ in {"VERB", "AUX"} or doc[i].text in {".", ";"}:
            break
        ordinal = doc[i].lower_ in ORDINALS and doc[i - 1].lower_ == "a" and doc[i - 2].lower_ == "and"
        if ordinal and doc[i + 1].pos_ in {"ADP", "ADV"} and doc[i + 1].lower_ != "of":
            return [Item(i, i + 1, Count(1, 1), None, None)]
    return []


def other_side(sentence: Sentence, last: Item, items: list[Item]) -> list[Item]:
    """What the other side lost, its verb left out: "Boko Haram lost 228 fighters and Niger one soldier"."""
    doc = sentence.doc
    item = next((i for i in items if i.start >= last.end), None)
    if item is None or item.quantity is None:
        return []
    sides = [*sentence.places, *(m.span for m in sentence.mentions if m.side in {"named", "org", "army"})]
    for side in sides:
        before = doc[last.end : side.start]
        joined = any(t.lower_ in {"and", "while", ";"} for t in before[-2:])
        if side.end == item.start and last.end < side.start <= last.end + LONGEST_MODIFIER and joined:
            return [item]
    return []


def list_right(sentence: Sentence, items: list[Item], first: Item | None) -> list[Item]:
    """`first` and what the list goes on with: "49 gendarmes and four civilians"."""
    if first is None:
        return []
    found = [first]
    for item in items:
        if item.start < found[-1].end:
            continue
        if is_modified_list(sentence, found[-1].end, item.start) and not has_own_verb(sentence, item):
            found.append(item)
        else:
            break
    return found


def list_left(sentence: Sentence, items: list[Item], last: Item) -> list[Item]:
    """`last` and what of its list stands before it."""
    found = [last]
    for item in reversed(items):
        if item.end > found[0].start:
            continue
        if item.mention is not None and item.mention.span[-1].lower_ in _TAKEN:
            break  # "300 rebels killed, 150 prisoners, five soldiers dead"
        if governed(sentence, item.start):  # "blew up with its three occupants, and nine soldiers were hurt"
            break
        gap = sentence.doc[item.end : found[0].start]
        words = {t.lower_ for t in gap}
        if is_modified_list(sentence, item.end, found[0].start) or (
            len(gap) <= 12 and gap and gap[0].text == "," and words & {"of", "them"} == {"of", "them"}
        ):
            found.insert(0, item)
        else:
            break
    return found
