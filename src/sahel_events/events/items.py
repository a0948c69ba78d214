"""What can be counted in a sentence: counted mentions, counts without a noun, single people."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span, Token

from ..language.components.quantities import Count, read_count
from ..language.words import words
from .reading import Mention, Sentence

LIST_GLUE = words("items.glue")
_SUB_AFTER = ({"of", "them"}, {"of", "whom"}, {"of", "which"}, {"among", "them"})
_SUB_BEFORE = {"including", "among", "includes", "include", "notably", "included"}
OLD = words("items.old")
_COLLECTIVE = words("items.collective")


@dataclass(frozen=True, slots=True)
class Item:
    """A counted noun phrase, or a count that stands alone."""

    start: int
    end: int
    count: Count
    mention: Mention | None
    quantity: Span | None


def countables(sentence: Sentence) -> list[Item]:
    """Counted mentions, counts without a noun and singular people, in order of the text; parts of a figure
    left out.
    """
    items = []
    taken: set[int] = set()
    for mention in sentence.mentions:
        if not mention.people and mention.side not in {"org", "named"}:
            continue
        if mention.count is not None and mention.count_span is not None:
            start = min(mention.count_span.start, mention.start)
            items.append(Item(start, mention.end, mention.count, mention, mention.count_span))
            taken |= set(range(mention.count_span.start, mention.count_span.end))
        elif _single(mention):
            items.append(Item(mention.start, mention.end, Count(1, 1), mention, None))
    for quantity in sentence.quantities:
        if quantity.start in taken or not _countable(sentence, quantity):
            continue
        count = read_count(quantity.text)
        if count is not None:
            items.append(Item(quantity.start, quantity.end, count, None, quantity))
    items += _ordinal_items(sentence, {i for item in items for i in range(item.start, item.end)})
    items.sort(key=lambda i: (i.start, i.end))
    kept: list[Item] = []
    last_part: Item | None = None
    for item in items:
        if _is_part(sentence, item, first=item is items[0]) or (
            last_part is not None
            and sentence.doc[last_part.end : item.start].text.lower()
            in {"and", "and a", "and an", ", a", ","}
        ):
            before = sentence.doc[max(sentence.start, item.start - 4) : item.start].text.lower()
            if last_part is not None or any(w in before for w in ("including", "among", "notably")):
                last_part = item
            continue
        last_part = None
        kept.append(item)
    return kept


_ORDINALS = words("items.ordinals")
_PERSONS = words("items.persons")


def _single(mention: Mention) -> bool:
    """Whether a mention without a number is one person: a name, or a singular noun with an article or
    possessive.
    """
    if mention.side == "person":
        return True
    head = mention.span[-1]
    if (
        head.lower_ in _COLLECTIVE
        or mention.facility
        or head.tag_ in {"NNS", "NNPS"}
        or head.lower_.endswith("men")
    ):
        return False
    if mention.side == "org" or (mention.side == "named" and head.lower_ not in _PERSONS):
        return False
    low = mention.span.sent.start
    window = [t.lower_ for t in mention.span.doc[max(low, mention.start - 3) : mention.start]]
    before = window[-1] if window else ""
    if before in _ORDINALS and len(window) > 1:
        before = window[-2]
    if head.lower_ in _PERSONS and before in {"a", "an", "one"}:
        return True
    possessed = before in {"a", "an", "the", "his", "her", "their", "its", "'s", "’s"}
    return possessed and head.tag_ in {"NN", "NNP", "JJ"}


def _ordinal_items(sentence: Sentence, taken: set[int]) -> list[Item]:
    """ "a fourth was injured", "another was killed": one person each."""
    doc = sentence.doc
    found = []
    for i in range(sentence.start, sentence.end - 1):
        ordinal = doc[i].lower_ in _ORDINALS and i > sentence.start and doc[i - 1].lower_ == "a"
        if (
            i not in taken
            and (ordinal or doc[i].lower_ == "another")
            and doc[i + 1].lower_ in {"was", "is", "died", "wounded", "injured"}
        ):
            found.append(Item(i, i + 1, Count(1, 1), None, None))
    return found


_MEASURES = words("items.measures")
_NOT_OF_PEOPLE = words("items.not_of_people")
"""Before a number: it is an age, a sum or a name."""


def _countable(sentence: Sentence, quantity: Span) -> bool:
    """Whether a count without a known noun can be of people: not a measure, a money sum, an age or a list
    number.
    """
    doc = sentence.doc
    after = [doc[i].lower_ for i in range(quantity.end, min(quantity.end + 3, sentence.end))]
    if after and (after[0] in _MEASURES or (len(after) > 1 and after[1] in _MEASURES)):
        return False
    if after[:1] == ["-"] or (quantity.text.isdigit() and 1900 <= int(quantity.text) <= 2100):
        return False
    before = doc[quantity.start - 1].lower_ if quantity.start > sentence.start else ""
    return before not in _NOT_OF_PEOPLE


def _is_part(sentence: Sentence, item: Item, *, first: bool) -> bool:
    """Whether the text counts the item within another figure: "24 of them children", "including two women".

    The first figure of a sentence stands for itself: "14 of them were gunned down" counts those told of
    before.
    """
    doc = sentence.doc
    after = [t.lower_ for t in doc[item.end : min(item.end + 3, sentence.end)]]
    if item.start > sentence.start and doc[item.start - 1].pos_ == "VERB" and after[:1] == ["of"]:
        return False  # "ambushed three policemen and killed one of them"
    if set(after[:2]) in _SUB_AFTER or (len(after) > 2 and after[1:] == ["of", "them"]):
        return not first
    if after[:2] == ["among", "them"] or after[:2] == ["among", "the"]:
        return True
    start = item.start
    for back in range(1, 5):
        i = start - back
        if i < sentence.start:
            break
        word = doc[i].lower_
        if word in _SUB_BEFORE:
            return not (word == "among" and item.end < sentence.end and _then_verb(doc[item.end]))
        if word not in {"at", "least", ",", "and", "a", "an", "the", "several", "them", "whom", "those"}:
            break
    return False


def _then_verb(token: Token) -> bool:
    return token.lower_ in {"who", "killed", "wounded", "dead", "that", "were"}


_FIGURES = words("items.figures")


def is_old(sentence: Sentence, item: Item) -> bool:
    """Whether the text calls the figure earlier: "an earlier count of 25", "revised from 20"."""
    doc = sentence.doc
    window = [t.lower_ for t in doc[max(sentence.start, item.start - 5) : item.start]]
    if not window:
        return False
    if window[-1] == "from":
        return any(t.lower_ == "to" for t in doc[item.end : min(item.end + 3, sentence.end)])
    told = [t.lower_ for t in doc[sentence.start : item.start]]
    if "had" in told and any(
        w in {"put", "spoken", "mentioned", "given", "reported", "counted", "stood"}
        for w in told[told.index("had") :]
    ):
        return True
    tail = window[-5:]
    return any(w in OLD - {"from", "first"} for w in tail) and any(w in _FIGURES for w in tail)


def has_own_verb(sentence: Sentence, item: Item) -> bool:
    """Whether a list item begins a clause of its own: "killed 25 and 30 were wounded"."""
    doc = sentence.doc
    following = [doc[i].lower_ for i in range(item.end, min(item.end + 3, sentence.end))]
    return any(
        w
        in {"were", "was", "wounded", "injured", "missing", "are", "hurt", "remain", "abducted", "kidnapped"}
        for w in following[:2]
    )


_LIST = words("items.list")


def is_list(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the tokens start:end hold two counts of one list together: "and", commas, "others"."""
    told = [t.lower_ for t in sentence.doc[start:end]]
    return all(w in _LIST for w in told) and any(w in {",", "and", "plus", "as", "or"} for w in told)


def only_words(sentence: Sentence, start: int, end: int, allowed: frozenset[str] | set[str]) -> bool:
    """Whether the tokens start:end are adverbs and `allowed` words alone."""
    return all(t.lower_ in allowed or t.pos_ == "ADV" for t in sentence.doc[start:end])
