"""Counts of the dead, wounded, taken, missing and freed: who was counted, how many, by the words of
tolls.toml.

The reading is by order of words and list glue first, by the parser where order does not tell: parsers of
our size are wrong in one dependency of five, and counts mostly stand right beside their verb.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span

from ..errors import RejectReason
from ..language.components.quantities import Count
from ..language.words import words
from ..schema import CasualtyKind
from .clauses import reject
from .counted import RISE, by_body, by_noun_of, by_number, by_object, by_state, by_subject, by_verb, is_newest
from .items import countables, is_old
from .lists import is_list
from .losses import avenged, is_noun, of_the_dead, only_tried, published, stands_alone
from .parts import Item
from .reading import Mention, Sentence
from .tolls import TollMatcher, TollRule

_ZERO = {"no", "nobody", "without", "none", "zero", "neither"}


@dataclass(frozen=True, slots=True)
class Toll:
    """One counted group. `revised`: a newer figure that replaces older ones; `old`: a figure that the text
    calls earlier; `extra`: more beside those counted before; `own`: a side's own loss; `start:end` are tokens
    of the sentence's Doc.
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
    extra: bool = False
    own: bool = False

    @property
    def zero(self) -> bool:
        """Whether the text says that nobody suffered this."""
        return self.count.max == 0 and self.count.min == 0


def find_tolls(sentence: Sentence, matcher: TollMatcher) -> list[Toll]:
    """All tolls of a sentence: what the words of tolls.toml count (in order, the same words once), a new
    figure of an older toll, and losses that the text denies.
    """
    told = matcher(sentence.span, sentence.lower)
    items = countables(sentence) if told or sentence.at(_NUMBERS) else []
    counted = _counted(sentence, told, items)
    new = [t for t in _revision(sentence, items) if t.revised or all(t.start != c.start for c in counted)]
    return [*counted, *new, *_no_casualties(sentence)]


def _counted(sentence: Sentence, told: list[tuple[Span, TollRule]], items: list[Item]) -> list[Toll]:
    found: list[Toll] = []
    later = bool(told) and not _LATER.isdisjoint(sentence.lower)
    of_groups = countables(sentence, parts=True) if later else items
    for span, rule in told:
        if rule.needs and not any(
            need in sentence.doc[span.start : span.end + 6].text.lower() for need in rule.needs
        ):
            continue
        if any(word in sentence.text.lower() for word in rule.unless):
            continue
        if rule.voice in {"verb", "noun_of"} and reject(sentence, span, title=True) in {
            RejectReason.PLANNED,
            RejectReason.HYPOTHETICAL,
        }:
            continue
        of = sentence.doc[span.end : span.end + 1].text == "of"
        if (rule.voice == "noun_of" or of) and avenged(sentence, span):
            continue
        if rule.kind == "freed" and published(sentence, span):
            continue
        if rule.voice == "verb" and (only_tried(sentence, span) or is_noun(sentence, span)):
            continue
        if rule.voice == "state" and rule.kind == "captured" and not stands_alone(sentence, span):
            continue
        dies = later and rule.kind == "killed" and _after_later(sentence, span)
        found += _read(sentence, span, rule, of_groups if dies else items)
    return _unique(found)


def _read(sentence: Sentence, span: Span, rule: TollRule, items: list[Item]) -> list[Toll]:
    zero = _zero(sentence, span, rule)
    if zero is not None:
        return zero
    if _negated(sentence, span):
        return []
    reader = {
        "verb": by_verb,
        "subject": by_subject,
        "object": by_object,
        "noun_of": by_noun_of,
        "state": by_state,
        "toll": by_number,
        "body": by_body,
    }[rule.voice]
    chosen, revised = reader(
        sentence, span, [i for i in items if _open_to(rule, i) or _its_object(rule, span, i)]
    )
    if rule.kind in {"abducted", "captured"}:
        chosen = [i for i in chosen if not of_the_dead(sentence, i)]
    found = [_toll(sentence, span, rule, item, revised) for item in chosen]
    before = [
        i for i in items if found and i.end <= found[0].start and is_list(sentence, i.end + 1, found[0].start)
    ]
    if found and before and is_old(sentence, before[-1]):  # "its earlier figure of 95 dead and 19 missing"
        found = [replace(t, old=True) for t in found]
    return _with_bomber(sentence, found)


def _its_object(rule: TollRule, span: Span, item: Item) -> bool:
    """Whether a pronoun is the object that a verb has beside it: "snatched him", "dragged him away"."""
    taken = item.pronoun and rule.kind == "abducted" and item.count.max == 1
    return taken and (item.start == span.end or span.start < item.start < span.end)


def _open_to(rule: TollRule, item: Item) -> bool:
    """Whether the words of a rule may count an item: a loose one only those that take people alone."""
    if not item.loose:
        return True
    if item.pronoun:
        return rule.kind == "killed"
    return rule.animate and (rule.voice == "noun_of" or not item.governed)


def _toll(sentence: Sentence, span: Span, rule: TollRule, item: Item, revised: bool) -> Toll:
    other = _of_other_side(sentence, min(span.start, item.start), item.end)
    return Toll(
        CasualtyKind(rule.kind),
        item.count,
        _who(item.mention) if item.mention is not None else None,
        item.mention,
        sentence,
        item.start,
        item.end,
        span,
        rule.id,
        revised=(revised or is_newest(sentence, span)) and not other,
        old=is_old(sentence, item),
        extra=other or _is_extra(sentence, item, span, rule.id),
        own=_is_own(sentence, item),
    )


def _of_other_side(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the words start:end count the other side's dead: "the dead on the other side at six"."""
    told = [t.lower_ for t in sentence.doc[start:end]]
    return "enemy" in told or any(told[k + 1 : k + 2] == ["side"] for k, w in enumerate(told) if w in _OTHER)


_OTHER = {"other", "opposite", "opposing", "attackers"}


def _is_own(sentence: Sentence, item: Item) -> bool:
    """Whether the words say whose loss it is: "three losses of its own", "one dead in its ranks"."""
    doc = sentence.doc
    near = [*doc[max(sentence.start, item.start - 5) : item.start], *doc[item.end : item.end + 6]]
    return any(t.lower_ in _OWN and t.i < sentence.end for t in near)


_OWN = {"own", "ranks"}
_EXTRA = words("casualties.extra")


_LATER = {"later", "subsequently", "succumbed", "succumbing", "succumb"}


_DEATHS = {"toll.die", "toll.kill"}


def _after_later(sentence: Sentence, span: Span) -> bool:
    """Whether a death is told as one among the wounded or the taken: "one of whom later died"."""
    return any(t.lower_ in _LATER for t in sentence.doc[max(sentence.start, span.start - 3) : span.end])


def _is_extra(sentence: Sentence, item: Item, span: Span, rule_id: str) -> bool:
    """Whether the words add to those counted before: "another was killed", "two more", "was also wounded"."""
    doc = sentence.doc
    if rule_id in _DEATHS and _LATER & {t.lower_ for t in doc[item.end : span.end]}:
        return True  # "two later died of their injuries"
    if any(t.lower_ in {"also", "too"} for t in doc[max(item.end, span.start - 2) : span.start]):
        return True
    for token in doc[max(sentence.start, item.start - 1) : item.end]:
        if token.lower_ in _EXTRA and doc[token.i + 1].lower_ not in {"than", "or"}:
            return True
    return False


def _with_bomber(sentence: Sentence, found: list[Toll]) -> list[Toll]:
    """ "12 people, including the bomber": a row of his own, subtracted from the rest (docs/rulings.md)."""
    dead = [t for t in found if t.kind is CasualtyKind.KILLED and t.count.min > 1]
    doc = sentence.doc
    for mention in sentence.mentions:
        window = {t.lower_ for t in doc[max(sentence.start, mention.start - 4) : mention.start]}
        if mention.side != "bomber" or not window & {"including", "among", "with"} or len(dead) != 1:
            continue
        if mention.start < dead[0].end:
            continue
        n, all_ = (mention.count or Count(1, 1)).min, dead[0].count
        rest = replace(all_, min=all_.min - n, max=None if all_.max is None else all_.max - n)
        own = replace(
            dead[0],
            count=Count(n, n),
            who=_who(mention),
            mention=mention,
            start=mention.start,
            end=mention.end,
            extra=True,
        )
        return [replace(t, count=rest) if t is dead[0] else t for t in found] + [own]
    return found


def _who(mention: Mention) -> str:
    """The group's words without its number."""
    text = mention.text
    if mention.count_span is not None and mention.count_span.start >= mention.start:
        text = mention.span.doc[mention.count_span.end : mention.end].text
    return text or mention.text


def _negated(sentence: Sentence, span: Span) -> bool:
    doc = sentence.doc
    window = [t.lower_ for t in doc[max(sentence.start, span.start - 4) : span.start]]
    if ")" in window:  # "insurgents (not named) killed five"
        window = window[window.index(")") :]
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
    if _NO_WORD_OF & {t.lower_ for t in doc[start : span.start]}:
        return []
    if rule.kind not in {"killed", "injured"} or rule.voice in {"noun_of", "toll", "body"}:
        return []
    if rule.voice == "object" and start != span.start:
        return []
    end = max(span.end, start + 1)
    return [
        Toll(CasualtyKind(rule.kind), Count(0, 0), None, None, sentence, start, end, span, rule.id + "_none")
    ]


_NO_WORD_OF = {"figure", "figures", "number", "numbers", "details", "detail", "information", "estimate"}
"""Nobody said how many: "gave no figure for losses"."""
_NO_CASUALTIES = ("casualties", "casualty", "victims", "losses", "loss")


def _no_casualties(sentence: Sentence) -> list[Toll]:
    """ "No casualties were reported": nobody killed and nobody injured (docs/rulings.md)."""
    doc = sentence.doc
    for i in sentence.at(_NO_CASUALTIES):
        window = [t.lower_ for t in doc[max(sentence.start, i - 4) : i]]
        hit = next((w for w in window if w in {"no", "without", "any"}), None)
        of = doc[i + 1 : i + 3].text.lower() if i + 1 < sentence.end else ""
        if doc[i].lower_ == "loss" and of.startswith("of ") and of not in {"of life", "of lives", "of men"}:
            continue  # "no loss of equipment"
        if hit is None or (hit == "any" and not {"not", "without", "n't"} & set(window)):
            continue
        if _NO_WORD_OF & set(window):
            continue
        start = max(sentence.start, i - 4) + window.index(hit)
        anchor = doc[i : i + 1]
        return [
            Toll(kind, Count(0, 0), None, None, sentence, start, i + 1, anchor, "toll.no_casualties")
            for kind in (CasualtyKind.KILLED, CasualtyKind.INJURED)[
                : 1 if of in {"of life", "of lives"} else 2
            ]
        ]
    return []


_COUNTED_AS = {
    "killed": CasualtyKind.KILLED,
    "died": CasualtyKind.KILLED,
    "fell": CasualtyKind.KILLED,
    "perished": CasualtyKind.KILLED,
    "dead": CasualtyKind.KILLED,
    "deaths": CasualtyKind.KILLED,
    "victims": CasualtyKind.KILLED,
    "wounded": CasualtyKind.INJURED,
    "injured": CasualtyKind.INJURED,
    "missing": CasualtyKind.MISSING,
}

_NUMBERS = {"number", "count"}
_BRINGS = {"to", "at", "make", "makes", "made", "making"}


def _revision(sentence: Sentence, items: list[Item]) -> list[Toll]:
    """ "The number of soldiers known to have died … has climbed to 38": a new figure of the dead."""
    doc = sentence.doc
    for i in sentence.at(_NUMBERS):
        told = (t.lower_ for t in doc[i : min(i + 40, sentence.end)])
        kind = next((_COUNTED_AS[w] for w in told if w in _COUNTED_AS), None)
        new = _new_figure(sentence, items, i) if kind is not None else None
        if kind is None or new is None:
            continue
        item, people = new
        figure = doc[item.start : item.end]
        other = _of_other_side(sentence, i, item.end)
        return [
            Toll(
                kind,
                item.count,
                people.text if people is not None else None,
                people,
                sentence,
                item.start,
                item.end,
                figure,
                "toll.revision",
                revised=not other,
                extra=other,
            )
        ]
    return []


def _new_figure(sentence: Sentence, items: list[Item], i: int) -> tuple[Item, Mention | None] | None:
    """What "the number" at token `i` has come to, and whom it counts."""
    doc = sentence.doc
    before = [x for x in items if x.end <= i <= x.end + 1 and doc[x.start - 1].lower_ in _BRINGS]
    if before and before[-1].mention is None:  # "brings to 46 the number of dead", "makes nine the number"
        return before[-1], None
    for item in items:
        if item.start <= i or doc[item.start - 1].lower_ not in {"to", "at", "is"}:
            continue
        told = {t.lower_ for t in doc[max(sentence.start, i - 4) : item.start]}
        if RISE & told and not is_old(sentence, item):
            return item, next((m for m in sentence.mentions if i < m.start <= i + 3), None)
    return None


_TAKEN = {CasualtyKind.ABDUCTED, CasualtyKind.CAPTURED}


def _unique(tolls: Sequence[Toll]) -> list[Toll]:
    """One toll for each counted phrase: a verb's reading beats a noun's, the nearer anchor the farther."""
    best: dict[tuple[int, int, str], Toll] = {}
    dead = {(t.start, t.end) for t in tolls if t.kind is CasualtyKind.KILLED}
    for toll in tolls:  # "taken away and executed" counts twice
        if toll.kind is CasualtyKind.MISSING and (toll.start, toll.end) in dead:
            continue  # "went missing and was found dead"
        taken = toll.kind in _TAKEN and (toll.start, toll.end) in dead
        let_go = toll.kind is CasualtyKind.FREED and toll.end <= toll.anchor.start
        twice = toll.zero or taken or let_go  # "kidnapped in June, was released"
        key = (toll.start, toll.end, toll.kind.value if twice else "")
        old = best.get(key)
        if old is None or _distance(toll) < _distance(old):
            best[key] = replace(toll, revised=toll.revised or (old.revised if old else False))
    return sorted(best.values(), key=lambda t: (t.start, t.end))


def _distance(toll: Toll) -> int:
    if toll.zero:
        return 0
    if toll.rule == "toll.die":
        return -1  # "the two wounded later died"
    return toll.start - toll.anchor.end if toll.anchor.end <= toll.start else toll.anchor.start - toll.end
