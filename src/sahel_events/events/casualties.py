"""Counts of the dead, wounded, taken, missing and freed: who was counted, how many, by the words of
tolls.toml.

The reading is by order of words and list glue first, by the parser where order does not tell: parsers of
our size are wrong in one dependency of five, and counts mostly stand right beside their verb.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from ..errors import RejectReason
from ..language import deps
from ..language.components.quantities import Count, read_count
from ..language.words import words
from ..schema import CasualtyKind
from .clauses import reject
from .reading import Mention, Sentence
from .tolls import TollMatcher, TollRule

_GLUE = words("casualties.glue")
_BREAKS = words("casualties.breaks")
_SUB_AFTER = ({"of", "them"}, {"of", "whom"}, {"of", "which"}, {"among", "them"})
_SUB_BEFORE = {"including", "among", "includes", "include", "notably", "included"}
_OLD = words("casualties.old")
_ZERO = {"no", "nobody", "without", "none", "zero", "neither"}
_COLLECTIVE = words("casualties.collective")
_RISE = words("casualties.rise")


@dataclass(frozen=True, slots=True)
class Toll:
    """One counted group. `revised`: a newer figure that replaces older ones; `old`: a figure that the text
    calls earlier; `sub`: counted within another figure; `start:end` are tokens of the sentence's Doc.
    """

    kind: CasualtyKind
    count: Count
    who: str | None
    mention: Mention | None
    sentence: Sentence
    start: int
    end: int
    anchor: Span
    rule: str
    revised: bool = False
    old: bool = False
    by_group: bool = False

    @property
    def zero(self) -> bool:
        """Whether the text says that nobody suffered this."""
        return self.count.max == 0 and self.count.min == 0


@dataclass(frozen=True, slots=True)
class _Item:
    """A counted noun phrase, or a count that stands alone."""

    start: int
    end: int
    count: Count
    mention: Mention | None
    quantity: Span | None


def find_tolls(sentence: Sentence, matcher: TollMatcher) -> list[Toll]:
    """All tolls of a sentence, in order; the same words are counted once."""
    items = _items(sentence)
    found: list[Toll] = []
    for span, rule in matcher(sentence.doc):
        if not (sentence.start <= span.start and span.end <= sentence.end):
            continue
        if rule.needs and not any(
            need in sentence.doc[span.start : span.end + 6].text.lower() for need in rule.needs
        ):
            continue
        if rule.voice in {"verb", "noun_of"} and reject(sentence, span, title=True) in {
            RejectReason.PLANNED,
            RejectReason.HYPOTHETICAL,
        }:
            continue
        found += _read(sentence, span, rule, items)
    return _unique(found)


def _items(sentence: Sentence) -> list[_Item]:
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
            items.append(_Item(start, mention.end, mention.count, mention, mention.count_span))
            taken |= set(range(mention.count_span.start, mention.count_span.end))
        elif _single(mention):
            items.append(_Item(mention.start, mention.end, Count(1, 1), mention, None))
    for quantity in sentence.quantities:
        if quantity.start in taken or not _countable(sentence, quantity):
            continue
        count = read_count(quantity.text)
        if count is not None:
            items.append(_Item(quantity.start, quantity.end, count, None, quantity))
    items += _ordinal_items(sentence, {i for item in items for i in range(item.start, item.end)})
    items.sort(key=lambda i: (i.start, i.end))
    kept: list[_Item] = []
    last_part: _Item | None = None
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


_ORDINALS = words("casualties.ordinals")
_PERSONS = words("casualties.persons")


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
    return before in {"a", "an", "the", "his", "her", "their", "its", "'s", "’s"} and head.tag_ in {
        "NN",
        "NNP",
        "JJ",
    }


def _ordinal_items(sentence: Sentence, taken: set[int]) -> list[_Item]:
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
            found.append(_Item(i, i + 1, Count(1, 1), None, None))
    return found


_MEASURES = words("casualties.measures")


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
    return before not in {
        "aged",
        "age",
        "$",
        "€",
        "£",
        "number",
        "phase",
        "operation",
        "g",
        "g5",
        "article",
        "sector",
        "m",
    }


def _is_part(sentence: Sentence, item: _Item, *, first: bool) -> bool:
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


def _read(sentence: Sentence, span: Span, rule: TollRule, items: list[_Item]) -> list[Toll]:
    zero = _zero(sentence, span, rule)
    if zero is not None:
        return zero
    if _negated(sentence, span):
        return []
    reader = {
        "verb": _verb,
        "subject": _subject,
        "object": _object,
        "noun_of": _noun_of,
        "state": _state,
        "toll": _number,
    }[rule.voice]
    chosen, revised = reader(sentence, span, items)
    found = [_toll(sentence, span, rule, item, revised) for item in chosen]
    before = [
        i for i in items if found and i.end <= found[0].start and _joined(sentence, i.end + 1, found[0].start)
    ]
    if found and before and _old(sentence, before[-1]):  # "its earlier figure of 95 dead and 19 missing"
        found = [replace(t, old=True) for t in found]
    return found


def _toll(sentence: Sentence, span: Span, rule: TollRule, item: _Item, revised: bool) -> Toll:
    start = item.start
    if item.mention is not None:
        who: str | None = _who(item.mention)
    else:
        who = None
    return Toll(
        CasualtyKind(rule.kind),
        item.count,
        who,
        item.mention,
        sentence,
        start,
        item.end,
        span,
        rule.id,
        revised=revised,
        old=_old(sentence, item),
    )


def _who(mention: Mention) -> str:
    """The group's words without its number."""
    text = mention.text
    if mention.count_span is not None and mention.count_span.start >= mention.start:
        text = mention.span.doc[mention.count_span.end : mention.end].text
    return text or mention.text


def _old(sentence: Sentence, item: _Item) -> bool:
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
    return any(w in _OLD - {"from", "first"} for w in tail) and any(
        w
        in {
            "count",
            "figure",
            "toll",
            "number",
            "estimate",
            "report",
            "statement",
            "reports",
            "put",
            "of",
            "than",
        }
        for w in tail
    )


def _negated(sentence: Sentence, span: Span) -> bool:
    doc = sentence.doc
    window = [t.lower_ for t in doc[max(sentence.start, span.start - 4) : span.start]]
    return any(w in {"not", "n't", "never"} for w in window)


def _zero(sentence: Sentence, span: Span, rule: TollRule) -> list[Toll] | None:
    """Rows of zero where the text says so: "nobody was hurt", "no deaths"; None where it does not."""
    doc = sentence.doc
    start = None
    for i in range(span.start - 1, max(sentence.start, span.start - 6) - 1, -1):
        if doc[i].lower_ in _ZERO or (doc[i].lower_ == "one" and i > 0 and doc[i - 1].lower_ == "no"):
            start = i
            break
        if (
            doc[i].text in {",", ";", "."}
            or doc[i].like_num
            or (doc[i].pos_ == "VERB" and doc[i].lower_ not in {"reported", "left"})
        ):
            break
    after = doc[span.end].lower_ if span.end < sentence.end else ""
    if start is None and (
        after in {"nobody", "none"}
        or (after == "no" and doc[span.end + 1 : span.end + 2].text.lower() == "one")
    ):
        start = span.start
    if start is None:
        return None
    if rule.kind not in {"killed", "injured"} or rule.voice in {"noun_of", "toll", "object"}:
        return []
    end = max(span.end, start + 1)
    return [
        Toll(CasualtyKind(rule.kind), Count(0, 0), None, None, sentence, start, end, span, rule.id + "_none")
    ]


NO_CASUALTIES = ("casualties", "casualty", "victims", "losses")


def no_casualties(sentence: Sentence) -> list[Toll]:
    """ "No casualties were reported": nobody killed and nobody injured (EVENTS.md)."""
    doc = sentence.doc
    for i in range(sentence.start, sentence.end):
        if doc[i].lower_ not in NO_CASUALTIES:
            continue
        window = [t.lower_ for t in doc[max(sentence.start, i - 4) : i]]
        hit = next((w for w in window if w in {"no", "without", "any"}), None)
        if hit is None or (hit == "any" and not {"not", "without", "n't"} & set(window)):
            continue
        start = max(sentence.start, i - 4) + window.index(hit)
        anchor = doc[i : i + 1]
        return [
            Toll(kind, Count(0, 0), None, None, sentence, start, i + 1, anchor, "toll.no_casualties")
            for kind in (CasualtyKind.KILLED, CasualtyKind.INJURED)
        ]
    return []


_Read = tuple[list[_Item], bool]


def _verb(sentence: Sentence, span: Span, items: list[_Item]) -> _Read:
    verb = span[0]
    left = [i for i in items if i.end <= span.start]
    right = _first_right(sentence, span, items)
    adjacent = bool(left) and _only(sentence, left[-1].end, span.start, _GLUE)
    if verb.lower_.endswith("ing"):
        return _list_right(sentence, items, right), False
    passive = deps.is_passive(verb, surely=right is not None and not adjacent) or (adjacent and right is None)
    if len(span) > 1 and right is None and _inside(span, items):
        return _inside(span, items), False
    if not passive:
        return _list_right(sentence, items, right), False
    if adjacent:
        return _list_left(sentence, items, left[-1]), False
    return _by_parser(sentence, deps.passive_subject(verb), items, left, span), False


def _inside(span: Span, items: list[_Item]) -> list[_Item]:
    """Items in the gap of a phrase: "took four men hostage"."""
    return [i for i in items if span.start <= i.start and i.end <= span.end]


def _subject(sentence: Sentence, span: Span, items: list[_Item]) -> _Read:
    left = [i for i in items if i.end <= span.start]
    verb = span[0]
    if left and _only(
        sentence,
        left[-1].end,
        span.start,
        _GLUE | {"who", "may", "later", "then", "too", "on", "the", "spot"},
    ):
        return _list_left(sentence, items, left[-1]), False
    return _by_parser(sentence, deps.subject(verb) or deps.passive_subject(verb), items, left, span), False


def _by_parser(
    sentence: Sentence, subject: Token | None, items: list[_Item], left: list[_Item], span: Span
) -> list[_Item]:
    """The item that holds the parser's subject; else the nearest one to the left that no break parts from
    the verb.
    """
    if subject is not None and subject.i < span.start:
        for item in items:
            if item.start <= subject.i < item.end:
                return _list_left(sentence, items, item)
        if subject.lower_ in {"who", "that", "which"} and left and left[-1].end >= subject.i - 2:
            return [left[-1]]
    if not left:
        return []
    gap = sentence.doc[left[-1].end : span.start]
    if (
        len(gap) > 20
        or any(t.lower_ in _BREAKS for t in gap)
        or any(t.pos_ == "VERB" and t.dep_ == "ROOT" for t in gap)
    ):
        return []
    if any(t.lower_ in {"by", "with", "against", "on", "attacked", "ambushed"} for t in gap[:1]):
        return []
    return _list_left(sentence, items, left[-1])


_KIN = words("casualties.kin")


def _object(sentence: Sentence, span: Span, items: list[_Item]) -> _Read:
    items = [
        i for i in items if i.mention is None or i.mention.span[-1].lower_ not in _KIN
    ]  # "who lost two brothers"
    return _list_right(sentence, items, _first_right(sentence, span, items)), False


def _noun_of(sentence: Sentence, span: Span, items: list[_Item]) -> _Read:
    doc = sentence.doc
    if span.end >= sentence.end or doc[span.end].lower_ not in {"of", "to"}:
        return [], False
    right = next((i for i in items if span.end < i.start + 1 and i.start <= span.end + 3), None)
    return _list_right(sentence, items, right), False


def _state(sentence: Sentence, span: Span, items: list[_Item]) -> _Read:
    """ "30 dead", "left 12 wounded", "ten were missing", "the dead numbered 30", "12 dead soldiers"."""
    doc = sentence.doc
    left = [i for i in items if i.end <= span.start]
    if left and _only(
        sentence,
        left[-1].end,
        span.start,
        _GLUE | {"known", "to", "be", "listed", "reported", "declared", "found"},
    ):
        near = left[-1]
        if span.start - near.end <= 6:
            return _list_left(sentence, items, near), False
    inside = [i for i in items if i.start <= span.start and span.end <= i.end and i.quantity is not None]
    if inside:
        return inside[:1], False
    if span.end < sentence.end and doc[span.end].lower_ in {
        "numbered",
        "reached",
        "stood",
        "are",
        "were",
        ":",
        "number",
    }:
        right = next((i for i in items if i.mention is None and span.end <= i.start <= span.end + 2), None)
        return ([right] if right else []), False
    return [], False


def _number(sentence: Sentence, span: Span, items: list[_Item]) -> _Read:
    """ "the death toll has risen from 20 to 23", "a toll of 31", "toll: 12"."""
    doc = sentence.doc
    bare = [i for i in items if span.end <= i.start]
    for item in bare:
        before = doc[item.start - 1].lower_
        gap = doc[span.end : item.start]
        if any(t.lower_ in {";", "when", "after"} for t in gap):
            break
        if before in {
            "to",
            "at",
            "of",
            "is",
            "was",
            ":",
            "reached",
            "now",
            "stands",
            "as",
            "numbered",
            "the",
        } or any(t.lower_ in _RISE for t in gap):
            if _old(sentence, item):
                continue
            return [item], window_rises(sentence, span, item)
    return [], False


def window_rises(sentence: Sentence, span: Span, item: _Item) -> bool:
    """Whether the words about a toll say that it replaces another, or is where the toll stands now."""
    told = {t.lower_ for t in sentence.doc[max(sentence.start, span.start - 6) : item.start]}
    return (
        bool(told & (_RISE - {"is", "was", "at", "put"}))
        or sentence.has_cue("revision") is not None
        or sentence.unit.title
    )


def find_revisions(sentence: Sentence) -> list[Toll]:
    """ "The number of soldiers known to have died … has climbed to 38": a new figure of the dead."""
    doc = sentence.doc
    for i in range(sentence.start, sentence.end):
        if doc[i].lower_ not in {"number", "count"}:
            continue
        subject = [t.lower_ for t in doc[i : min(i + 40, sentence.end)]]
        word = next(
            (
                w
                for w in subject
                if w in {"killed", "died", "dead", "wounded", "injured", "missing", "deaths", "victims"}
            ),
            None,
        )
        if word is None:
            continue
        kind = {
            "wounded": CasualtyKind.INJURED,
            "injured": CasualtyKind.INJURED,
            "missing": CasualtyKind.MISSING,
        }.get(word, CasualtyKind.KILLED)
        before = [
            x for x in _items(sentence) if x.end <= i and i - x.end <= 1 and doc[x.start - 1].lower_ == "to"
        ]
        if before and before[-1].mention is None:  # "brings to 46 the number of dead"
            item = before[-1]
            return [
                Toll(
                    kind,
                    item.count,
                    None,
                    None,
                    sentence,
                    item.start,
                    item.end,
                    doc[item.start : item.end],
                    "toll.revision",
                    revised=True,
                )
            ]
        items = [x for x in _items(sentence) if x.start > i]
        for item in items:
            window = [t.lower_ for t in doc[max(i, item.start - 5) : item.start]]
            told = {t.lower_ for t in doc[max(sentence.start, i - 4) : item.start]}
            if window and window[-1] in {"to", "at"} and _RISE & told and not _old(sentence, item):
                people = next((m for m in sentence.mentions if i < m.start <= i + 3), None)
                who = people.text if people is not None else None
                return [
                    Toll(
                        kind,
                        item.count,
                        who,
                        people,
                        sentence,
                        item.start,
                        item.end,
                        doc[item.start : item.end],
                        "toll.revision",
                        revised=True,
                    )
                ]
    return []


def _first_right(sentence: Sentence, span: Span, items: list[_Item]) -> _Item | None:
    """The item that a verb takes as object: the first to its right that no verb, break or preposition keeps
    away.
    """
    doc = sentence.doc
    for item in items:
        if item.start < span.end:
            continue
        gap = doc[span.end : item.start]
        if len(gap) > 6 or any(
            t.lower_ in _BREAKS
            or t.text in {".", ","}
            or t.lower_ in {"by", "in", "during", "with", "near", "on", "who", "which", "from"}
            or (t.pos_ == "VERB" and t.lower_ not in {"suspected", "alleged"})
            for t in gap
        ):
            return None
        return item
    return None


def _list_right(sentence: Sentence, items: list[_Item], first: _Item | None) -> list[_Item]:
    """`first` and what the list goes on with: "49 gendarmes and four civilians"."""
    if first is None:
        return []
    found = [first]
    for item in items:
        if item.start < found[-1].end:
            continue
        if (
            item.start - found[-1].end <= 4
            and _joined(sentence, found[-1].end, item.start)
            and not _own_verb(sentence, item)
        ):
            found.append(item)
        else:
            break
    return found


def _list_left(sentence: Sentence, items: list[_Item], last: _Item) -> list[_Item]:
    found = [last]
    for item in reversed(items):
        if item.end > found[0].start:
            continue
        gap = sentence.doc[item.end : found[0].start]
        words = {t.lower_ for t in gap}
        if (len(gap) <= 12 and _joined(sentence, item.end, found[0].start)) or (
            len(gap) <= 12 and gap and gap[0].text == "," and words & {"of", "them"} == {"of", "them"}
        ):
            found.insert(0, item)
        else:
            break
    return found


def _own_verb(sentence: Sentence, item: _Item) -> bool:
    """Whether a list item begins a clause of its own: "killed 25 and 30 were wounded"."""
    doc = sentence.doc
    following = [doc[i].lower_ for i in range(item.end, min(item.end + 3, sentence.end))]
    return any(
        w
        in {"were", "was", "wounded", "injured", "missing", "are", "hurt", "remain", "abducted", "kidnapped"}
        for w in following[:2]
    )


def _joined(sentence: Sentence, start: int, end: int) -> bool:
    words = [t.lower_ for t in sentence.doc[start:end]]
    if not words:
        return False
    return all(
        w
        in {
            ",",
            "and",
            "plus",
            "as",
            "well",
            "also",
            "or",
            "a",
            "an",
            "the",
            "at",
            "least",
            "another",
            "his",
            "her",
            "their",
            "its",
        }
        for w in words
    ) and any(w in {",", "and", "plus", "as", "or"} for w in words)


def _only(sentence: Sentence, start: int, end: int, allowed: frozenset[str] | set[str]) -> bool:
    return all(t.lower_ in allowed or t.pos_ == "ADV" for t in sentence.doc[start:end])


def _unique(tolls: Iterable[Toll]) -> list[Toll]:
    """One toll for each counted phrase: a verb's reading beats a noun's, the nearer anchor the farther."""
    best: dict[tuple[int, int, str], Toll] = {}
    for toll in tolls:
        key = (toll.start, toll.end, toll.kind.value if toll.zero else "")
        old = best.get(key)
        if old is None or _distance(toll) < _distance(old):
            best[key] = replace(toll, revised=toll.revised or (old.revised if old else False))
    return sorted(best.values(), key=lambda t: (t.start, t.end))


def _distance(toll: Toll) -> int:
    if toll.zero:
        return 0
    return toll.start - toll.anchor.end if toll.anchor.end <= toll.start else toll.anchor.start - toll.end
