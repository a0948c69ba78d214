"""What can be counted in a sentence: counted mentions, counts without a noun, single people."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Span, Token

from ..language.components.quantities import Count, read_count
from ..language.words import words
from .nouns import COLLECTIVE, MEASURES, OPENERS, counted_noun, governed, in_places, singles
from .parts import Item, only_tells, says_who, without_parts
from .reading import Mention, Sentence

LIST_GLUE = words("items.glue")
OLD = words("items.old")


def countables(sentence: Sentence, *, parts: bool = False) -> list[Item]:
    """Counted mentions, counts without a noun and singular people, in order of the text; parts of a figure
    left out unless `parts`.
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
        elif _single(mention) and not _no_victim(sentence, mention):
            items.append(Item(mention.start, mention.end, Count(1, 1), mention, None))
    for quantity in sentence.quantities:
        if quantity.start in taken or not _countable(sentence, quantity):
            continue
        count = read_count(quantity.text)
        if count is not None:
            items.append(_bare(sentence, quantity, count))
    taken = {i for item in items for i in range(item.start, item.end)}
    for mention in singles(sentence, taken):
        if _no_victim(sentence, mention):
            continue
        out = governed(sentence, mention.start)
        items.append(Item(mention.start, mention.end, Count(1, 1), mention, None, loose=True, governed=out))
    taken = {i for item in items for i in range(item.start, item.end)}
    items += _ordinal_items(sentence, taken)
    items += _pronouns(sentence, items)
    items.sort(key=lambda i: (i.start, i.end))
    items = [_with_others_of(sentence, item) for item in items]
    items = _named_once(sentence, _one_person_once(sentence, _some_of(sentence, items)))
    return items if parts else without_parts(sentence, items)


def _no_victim(sentence: Sentence, mention: Mention) -> bool:
    """Whether a single person only tells who another is, whose something is or what befell others, or a name
    is a place's.
    """
    named = mention.side == "person" and in_places(sentence, mention.start, mention.end)
    beside = says_who(sentence, mention.start) or only_tells(sentence, mention.span)
    return named or beside or _owns(sentence, mention.end)


def _owns(sentence: Sentence, end: int) -> bool:
    """Whether a phrase that ends at token `end` only tells whose: "the mayor's chair"."""
    return end < sentence.end and sentence.doc[end].lower_ in {"'s", "’s"}


_HARMED = {"killed", "wounded", "injured", "abducted", "kidnapped", "arrested", "captured", "executed"}


def _with_others_of(sentence: Sentence, item: Item) -> Item:
    """The item with the nouns that share its number: "two gendarmes and soldiers", "three MSA and GATIA
    fighters".
    """
    doc = sentence.doc
    joint = doc[item.end : item.end + 1].text.lower()
    if item.quantity is None or item.count.max == 1 or joint not in {"and", "or", "&"}:
        return item
    other = next((m for m in sentence.mentions if m.start == item.end + 1), None)
    if other is None or other.count is not None or other.end >= sentence.end:
        return item
    head, after = other.span[-1], doc[other.end]
    if other.side in {"named", "org"} and after.tag_ == "NNS":  # "MSA and GATIA combatants"
        return replace(item, end=after.i + 1)
    plural = head.tag_ == "NNS" or head.lower_.endswith("men") or head.lower_ in {"children", "women"}
    acts = after.pos_ == "VERB" and after.tag_ in {"VBD", "VBZ", "VBP"} and after.lower_ not in _HARMED
    return replace(item, end=other.end) if plural and other.people and not acts else item


_WHOSE = ("the", "these", "those", "its", "his", "their", "our")


def _some_of(sentence: Sentence, items: list[Item]) -> list[Item]:
    """The items with "53 of the 120 gendarmes" as 53 gendarmes."""
    found: list[Item] = []
    for item in items:
        gap = [t.lower_ for t in sentence.doc[found[-1].end : item.start]] if found else []
        if gap in (["of"], *(["of", word] for word in _WHOSE)) and found[-1].mention is None:
            found[-1] = replace(found[-1], end=item.end, mention=item.mention)
        else:
            found.append(item)
    return found


def _one_person_once(sentence: Sentence, items: list[Item]) -> list[Item]:
    """The items with a single person and who the text says that he is as one."""
    found: list[Item] = []
    for item in items:
        if found and _same_person(sentence, found[-1], item):
            found[-1] = replace(found[-1], end=item.end, loose=found[-1].loose and item.loose)
        else:
            found.append(item)
    return found


def _named_once(sentence: Sentence, items: list[Item]) -> list[Item]:
    """The items without the names of those whom a count beside them tells already: "two reporters, Anne
    Petit and Luc Morel, were", "Anne Petit and Luc Morel, two reporters, were".
    """
    doc = sentence.doc
    names: set[int] = set()
    for k, item in enumerate(items):
        n = item.count.max
        if item.quantity is None or n is None or not 2 <= n <= _NAMES:
            continue
        for run in (items[max(k - n, 0) : k], items[k + 1 : k + 1 + n]):
            if len(run) < n or any(i.mention is None or not _is_name(i) for i in run):
                continue
            gap = doc[run[-1].end : item.start] if run[0].start < item.start else doc[item.end : run[0].start]
            between = [doc[a.end : b.start].text.lower() for a, b in pairwise(run)]
            if gap.text in {",", "-", "–", "—", ":", "("} and set(between) <= {",", "and", ", and"}:
                names |= {i.start for i in run}
    return [i for i in items if i.start not in names]


_NAMES = 6


def _is_name(item: Item) -> bool:
    named = item.mention is not None and (
        item.mention.side == "person" or item.mention.span[-1].pos_ == "PROPN"
    )
    return named and item.quantity is None


def _same_person(sentence: Sentence, first: Item, second: Item) -> bool:
    """Whether the second of two single people only says who the first is: "Amadou Diallo, a teacher, and",
    "the village chief, Amadou Diallo".
    """
    if first.mention is None or second.mention is None or first.count.max != 1 or second.quantity:
        return False  # but "one Abubakar Nayabale, a notorious bandit"
    doc = sentence.doc
    gap = [t.lower_ for t in doc[first.end : second.start]]
    if not gap:
        return True  # "officer Yoro Ould Daha"
    if gap[0] != "," or any(w not in {",", "a", "an", "the", "his", "their"} for w in gap):
        return False
    one, other = (m.side == "person" or m.span[-1].pos_ == "PROPN" for m in (first.mention, second.mention))
    return one != other


def _bare(sentence: Sentence, quantity: Span, count: Count) -> Item:
    """A count without a mention, with the noun behind it that no rule knows: "three loggers"."""
    noun = counted_noun(sentence, quantity)
    if noun is None:
        return Item(quantity.start, quantity.end, count, None, quantity)
    mention = Mention(noun, "civilian", count=count, count_span=quantity)
    return Item(quantity.start, noun.end, count, mention, quantity)


ORDINALS = words("items.ordinals")
_PERSONS = words("items.persons")
_OPENERS = OPENERS - {"one"}


def _single(mention: Mention) -> bool:
    """Whether a mention without a number is one person: a name, or a singular noun with an article or
    possessive.
    """
    if mention.side == "person":
        return True
    head = mention.span[-1]
    if (
        head.lower_ in COLLECTIVE
        or mention.facility
        or head.lower_.endswith("men")
        or (head.tag_ in {"NNS", "NNPS"} and not _after_article(mention))
    ):
        return False
    if mention.side == "org" or (mention.side == "named" and head.lower_ not in _PERSONS):
        return False
    low = mention.span.sent.start
    if (
        mention.start == low
        and head.tag_ in {"NN", "NNP"}
        and (mention.side != "named" or head.lower_ in _PERSONS)
    ):
        return True  # "Policeman wounded in Gao", "Captain Sidibé was killed"
    window = [t.lower_ for t in mention.span.doc[max(low, mention.start - 3) : mention.start]]
    before = window[-1] if window else ""
    if (before in ORDINALS or mention.span[0].lower_ in {"year", "month"}) and len(window) > 1:
        before = window[-2]
    if head.lower_ in _PERSONS and before == "one":
        return True
    if before in {"a", "an"}:
        return True
    return before in _OPENERS and head.tag_ in {"NN", "NNP", "JJ"}


def _after_article(mention: Mention) -> bool:
    """Whether "a" or "an" stands before, which no plural has, whatever the tagger says ("a gendarme")."""
    doc = mention.span.doc
    return mention.start > 0 and doc[mention.start - 1].lower_ in {"a", "an"}


_ONE_MORE = ORDINALS | {"another"}


def _ordinal_items(sentence: Sentence, taken: set[int]) -> list[Item]:
    """ "a fourth was injured", "another was killed": one person each."""
    doc = sentence.doc
    found = []
    for i in sentence.at(_ONE_MORE):
        if i + 1 == sentence.end:
            break
        ordinal = doc[i].lower_ in ORDINALS and i > sentence.start and doc[i - 1].lower_ in {"a", "the"}
        if i in taken or not (ordinal or doc[i].lower_ == "another"):
            continue
        after = doc[i + 1]
        if after.text == "," and doc[i + 2 : i + 3].text.lower() in {"who", "whose"}:
            after = _behind_remark(sentence, i + 1)  # "a third, whose state is stable, is being treated"
        if after.pos_ in {"AUX", "VERB"} or (
            doc[i - 1].pos_ == "VERB" and after.pos_ not in {"NOUN", "ADJ", "NUM", "PROPN"}
        ):  # "killed a councilman and wounded another"
            found.append(Item(i, i + 1, Count(1, 1), None, None))
    return found


def _behind_remark(sentence: Sentence, comma: int) -> Token:
    """The token behind a remark between commas that opens at `comma`."""
    doc = sentence.doc
    end = next((j for j in range(comma + 1, sentence.end - 1) if doc[j].text == ","), comma)
    return doc[end + 1]


_ONE = {"he", "she", "him", "whom"}
_THOSE = {"they", "them", "both", "all"}


def _pronouns(sentence: Sentence, items: list[Item]) -> list[Item]:
    """ "He was executed", "killed them", "both were found dead": one, or as many as were counted last."""
    doc = sentence.doc
    found = []
    for i in sentence.at(_ONE | _THOSE):
        word = doc[i].lower_
        verbal = i + 1 < sentence.end and doc[i + 1].pos_ in {"AUX", "VERB"}
        if word == "both" and verbal:
            found.append(Item(i, i + 1, Count(2, 2), None, None))
        elif word in _ONE and (word != "whom" or doc[i - 1].text == ","):
            found.append(Item(i, i + 1, Count(1, 1), None, None, loose=True, pronoun=True))
        elif word in _THOSE and doc[i - 1].lower_ not in {"of", "among"} and (word != "all" or verbal):
            group = counted_last(sentence, without_parts(sentence, items), i)
            if group is not None:
                found.append(Item(i, i + 1, group.count, group.mention, None, loose=True, pronoun=True))
    return found


def counted_last(sentence: Sentence, items: list[Item], before: int) -> Item | None:
    """The group of several that was counted last before a token, here or in the sentence before."""
    here = [i for i in items if i.end <= before and i.quantity is not None and i.count.min > 1]
    if here or sentence.before is None or sentence.before.doc is not sentence.doc:
        return here[-1] if here else None
    earlier = [i for i in countables(sentence.before) if i.quantity is not None and i.count.min > 1]
    return earlier[-1] if len(earlier) == 1 else None


_NOT_OF_PEOPLE = words("items.not_of_people")
"""Before a number: it is an age, a sum or a name."""


def _countable(sentence: Sentence, quantity: Span) -> bool:
    """Whether a count without a known noun can be of people: not a measure, a money sum, an age or a list
    number.
    """
    doc = sentence.doc
    after = [doc[i].lower_ for i in range(quantity.end, min(quantity.end + 3, sentence.end))]
    if after[:1] == ["for"] and after[1:2] in (["each"], ["every"]):
        return False  # "132 candles, one for each person killed"
    if after and (after[0] in MEASURES or (len(after) > 1 and after[1] in MEASURES)):
        return False
    if _is_age(sentence, quantity) or any(p.start <= quantity.start < p.end for p in sentence.places):
        return False  # "in the three borders area"
    if after[:1] == ["-"] or _is_year(quantity.text):
        return False
    before = doc[quantity.start - 1].lower_ if quantity.start > sentence.start else ""
    return before not in _NOT_OF_PEOPLE


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdecimal() and 1900 <= int(text) <= 2100


def _is_age(sentence: Sentence, quantity: Span) -> bool:
    """Whether a number is how old somebody is: between commas behind a name or one person ("Jörg Lange, 63,
    was", "a corporal, 24, died"), or behind "of" ("a boy of 12", "a girl of nine").
    """
    doc = sentence.doc
    if quantity.start - 2 < sentence.start or quantity.end >= sentence.end:
        return False
    before = doc[quantity.start - 1]
    whose = doc[before.i - 1]
    person = whose.lower_ in _PERSONS
    if before.lower_ == "of" and (quantity.text.isdigit() or person):
        return doc[quantity.end].pos_ not in {"NOUN", "ADJ"} and (
            person
            or whose.lower_.endswith("men")
            or any(m.end == before.i and m.people for m in sentence.mentions)
        )
    if before.text != "," or doc[quantity.end].text not in {",", "."}:
        return False
    one = any(m.end == before.i and m.people and whose.tag_ == "NN" for m in sentence.mentions)
    return whose.pos_ == "PROPN" or (quantity.text.isdigit() and (person or one))


_FIGURES = words("items.figures")
_PUT = {"put", "spoken", "mentioned", "given", "reported", "counted", "stood"}
_PUT |= {"first", "initially", "originally", "earlier", "previously"}


def is_old(sentence: Sentence, item: Item) -> bool:
    """Whether the text calls the figure earlier: "an earlier count of 25", "revised from 20"."""
    doc = sentence.doc
    window = [t.lower_ for t in doc[max(sentence.start, item.start - 5) : item.start]]
    if not window:
        return False
    if window[-1] == "from":
        return any(t.lower_ == "to" for t in doc[item.end : min(item.end + 3, sentence.end)])
    told = [t.lower_ for t in doc[sentence.start : item.start]]
    for k, word in enumerate(told):
        near = set(told[k : k + 4])
        if word == "had" and _PUT & near:
            return True  # "it had put the toll at", "he had at first announced"
    if {"is", "stands", ":"} & set(window):  # "the provisional toll is two dead"
        return False
    if any(a in {"previous", "earlier"} and b in _FIGURES for a, b in pairwise(told[:5])):
        return {"rose", "risen", "up"}.isdisjoint(told)  # "a previous report put the toll at seven"
    tail = window[-5:]
    return any(w in OLD - {"from", "first"} for w in tail) and any(w in _FIGURES for w in tail)


def has_own_verb(sentence: Sentence, item: Item) -> bool:
    """Whether a list item begins a clause of its own: "killed 25 and 30 were wounded"."""
    doc = sentence.doc
    following = [doc[i].lower_ for i in range(item.end, min(item.end + 3, sentence.end))]
    if following[:1] and following[0] in {"and", ","}:  # "killed 25 and a guard and wounded two"
        return False
    return any(
        w
        in {"were", "was", "wounded", "injured", "missing", "are", "hurt", "remain", "abducted", "kidnapped"}
        for w in following[:2]
    )
