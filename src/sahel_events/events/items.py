"""What can be counted in a sentence: counted mentions, counts without a noun, single people."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from ..language.components.quantities import Count, read_count
from ..language.words import words
from .lists import LONGEST_MODIFIER
from .nouns import COLLECTIVE, MEASURES, OPENERS, counted_noun, governed, singles
from .reading import Mention, Sentence

LIST_GLUE = words("items.glue")
_SUB_AFTER = ({"of", "them"}, {"of", "whom"}, {"of", "which"}, {"among", "them"})
_SUB_BEFORE = {"including", "among", "includes", "include", "notably", "included"}
OLD = words("items.old")


@dataclass(frozen=True, slots=True)
class Item:
    """A counted noun phrase, or a count that stands alone. `loose`: one person by grammar alone, whom only a
    verb that takes people makes one; `pronoun`: by a pronoun; `governed`: behind a preposition.
    """

    start: int
    end: int
    count: Count
    mention: Mention | None
    quantity: Span | None
    loose: bool = False
    pronoun: bool = False
    governed: bool = False


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
            items.append(_bare(sentence, quantity, count))
    taken = {i for item in items for i in range(item.start, item.end)}
    for mention in singles(sentence, taken):
        out = governed(sentence, mention.start)
        items.append(Item(mention.start, mention.end, Count(1, 1), mention, None, loose=True, governed=out))
    taken = {i for item in items for i in range(item.start, item.end)}
    items += _ordinal_items(sentence, taken)
    items += _pronouns(sentence, items)
    items.sort(key=lambda i: (i.start, i.end))
    items = _one_person_once(sentence, _some_of(sentence, items))
    return _without_parts(sentence, items)


def _without_parts(sentence: Sentence, items: list[Item]) -> list[Item]:
    """The items that the text does not count within another."""
    kept: list[Item] = []
    last_part: Item | None = None
    first = next((i for i in items if not i.loose), None)
    for item in items:
        if kept and _included(sentence, kept[-1], last_part, item):
            last_part = item
            continue
        if _is_part(sentence, item, first=item is first) or (
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


def _included(sentence: Sentence, whole: Item, last_part: Item | None, item: Item) -> bool:
    """Whether "including" opens a list of parts that the item belongs to: "six people including women (one
    pregnant) and a child". A comma before "including" closes with the next ", and".
    """
    doc = sentence.doc
    gap = doc[whole.end : item.start]
    opening = next((t for t in gap if t.lower_ in {"including", "notably"}), None)
    if opening is None or len(gap) > LONGEST_MODIFIER or whole.count.min < 2:
        return False
    if any(t.pos_ in {"VERB", "AUX"} and t.tag_ in {"VBD", "VBZ", "VBP"} for t in gap) or ";" in gap.text:
        return False
    closed = last_part is not None and doc[last_part.end : item.start].text.lower().startswith(", and")
    told = {t.text for t in doc[opening.i : last_part.end]} if last_part is not None else set()
    oxford = "," in told and "and" not in told  # "including a chief, a woman, and five children"
    return not (closed and not oxford and doc[opening.i - 1].text == ",")


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


def _same_person(sentence: Sentence, first: Item, second: Item) -> bool:
    """Whether the second of two single people only says who the first is: "Amadou Diallo, a teacher, and",
    "the village chief, Amadou Diallo".
    """
    if first.mention is None or second.mention is None or first.quantity or second.quantity:
        return False
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


_ORDINALS = words("items.ordinals")
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
    if before in _ORDINALS and len(window) > 1:
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


def _ordinal_items(sentence: Sentence, taken: set[int]) -> list[Item]:
    """ "a fourth was injured", "another was killed": one person each."""
    doc = sentence.doc
    found = []
    for i in range(sentence.start, sentence.end - 1):
        ordinal = doc[i].lower_ in _ORDINALS and i > sentence.start and doc[i - 1].lower_ in {"a", "the"}
        if i in taken or not (ordinal or doc[i].lower_ == "another"):
            continue
        after = doc[i + 1]
        if after.pos_ in {"AUX", "VERB"} or (
            doc[i - 1].pos_ == "VERB" and after.pos_ not in {"NOUN", "ADJ", "NUM", "PROPN"}
        ):  # "killed a councilman and wounded another"
            found.append(Item(i, i + 1, Count(1, 1), None, None))
    return found


_ONE = {"he", "she", "him", "whom"}
_THOSE = {"they", "them", "both", "all"}


def _pronouns(sentence: Sentence, items: list[Item]) -> list[Item]:
    """ "He was executed", "killed them", "both were found dead": one, or as many as were counted last."""
    doc = sentence.doc
    found = []
    for i in range(sentence.start, sentence.end):
        word = doc[i].lower_
        verbal = i + 1 < sentence.end and doc[i + 1].pos_ in {"AUX", "VERB"}
        if word == "both" and verbal:
            found.append(Item(i, i + 1, Count(2, 2), None, None))
        elif word in _ONE and (word != "whom" or doc[i - 1].text == ","):
            found.append(Item(i, i + 1, Count(1, 1), None, None, loose=True, pronoun=True))
        elif word in _THOSE and doc[i - 1].lower_ not in {"of", "among"} and (word != "all" or verbal):
            group = counted_last(sentence, items, i)
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
    if after and (after[0] in MEASURES or (len(after) > 1 and after[1] in MEASURES)):
        return False
    if _is_age(sentence, quantity):
        return False
    if after[:1] == ["-"] or (quantity.text.isdigit() and 1900 <= int(quantity.text) <= 2100):
        return False
    before = doc[quantity.start - 1].lower_ if quantity.start > sentence.start else ""
    return before not in _NOT_OF_PEOPLE


def _is_age(sentence: Sentence, quantity: Span) -> bool:
    """Whether a number between commas behind a name is how old somebody is: "Jörg Lange, 63, was"."""
    doc = sentence.doc
    if quantity.start - 2 < sentence.start or quantity.end >= sentence.end:
        return False
    before = doc[quantity.start - 1]
    if before.lower_ == "of" and quantity.text.isdigit():  # "a boy of 12", "two Frenchmen of 25, were"
        whose = doc[before.i - 1].lower_
        return doc[quantity.end].pos_ not in {"NOUN", "ADJ"} and (
            whose.endswith("men") or any(m.end == before.i and m.people for m in sentence.mentions)
        )
    return before.text == "," and doc[quantity.end].text in {",", "."} and doc[before.i - 1].pos_ == "PROPN"


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
    if item.mention is None and item.count == Count(1, 1) and doc[item.start - 1].text == ",":
        rest = {t.lower_ for t in doc[item.end : sentence.end]}
        if after[0] in {"from", "in", "a", "an"} and rest & {"other", "others"}:
            return True  # "two individuals, one from Gao and the other from Kidal"
    if after[:1] == ["included"]:
        return True  # "189 persons, two women included, are in custody"
    before = [t.lower_ for t in doc[max(sentence.start, item.start - 4) : item.start]]
    if item.quantity is None and before[:1] == ["one"] and before[1:3] in (["of", "them"], ["of", "whom"]):
        return True  # "two dead, one of them a lieutenant"
    if before[-2:] == [",", "not"] or before[-3:] == [",", "and", "not"]:
        return True  # "sixty-nine people, and not around sixty"
    if after[:2] == ["among", "them"] or after[:2] == ["among", "the"]:
        return True
    if item.quantity is None and {"among", "them"} <= {t.lower_ for t in doc[item.end : item.end + 6]}:
        return True  # "five people, a Frenchman and a Belgian among them"
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
