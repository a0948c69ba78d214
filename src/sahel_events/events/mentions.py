"""The sentences of an article, with the mentions that the marks of the pipeline make up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from spacy.tokens import Doc, Span

from ..language import marks
from ..language.components.actors import GroupRule
from ..language.components.quantities import read_count
from ..language.words import words
from ..lexicon.gazetteer import Gazetteer
from .people import people_by_grammar
from .reading import SIDES_STATE, Mention, Sentence, Unit
from .referring import GROUP, HELD, name_branches, take_up

_DETERMINERS = words("mentions.determiners")
_MEMBERS = words("mentions.members")
_HOLDERS = {
    "police": "police",
    "gendarmerie": "gendarme",
    "gendarme": "gendarme",
    "gendarmes": "gendarme",
    "customs": "security",
    "ranger": "security",
    "rangers": "security",
    "forestry": "security",
    "army": "army",
    "military": "army",
    "un": "peacekeeper",
    "u.n.": "peacekeeper",
    "peacekeeping": "peacekeeper",
    "civilian": "civilian",
    "passenger": "civilian",
    "militia": "militia",
    "self-defense": "militia",
    "self-defence": "militia",
    "security": "security",
    "soldiers": "army",
    "ngo": "civilian",
    "transport": "civilian",
    "militant": "militant",
    "militants": "militant",
    "jihadist": "militant",
    "terrorist": "militant",
}


def read_units(
    units: Sequence[Unit],
    groups: dict[str, GroupRule],
    gazetteer: Gazetteer,
    individuals: frozenset[str] = frozenset(),
    armed: frozenset[str] = frozenset(),
    forces: frozenset[str] = frozenset(),
    parents: Mapping[str, tuple[str, ...]] | None = None,
) -> list[Sentence]:
    """The sentences of an article's paragraphs, with mentions built from the marks of the pipeline.

    individuals, armed, forces: ids of the actor table that are persons, armed groups, armies; parents: the
    groups that an armed group belongs to."""
    found: list[Sentence] = []
    for unit in units:
        by_group = {group: marks.marked(unit.doc, group) for group in marks.GROUPS}
        for span in unit.doc.sents:
            if span.text.strip():
                sentence = _sentence(unit, span, len(found), by_group, groups, gazetteer)
                sentence.before = found[-1] if found and not found[-1].unit.title else None
                for mention in sentence.mentions:
                    if mention.ids and mention.ids[0] in individuals:
                        mention.side = "person"
                found.append(sentence)
    _name_again(found)
    name_branches(found, parents or {})
    take_up(found, armed, forces)
    return found


def _sentence(
    unit: Unit,
    span: Span,
    index: int,
    by_group: dict[str, list[Span]],
    groups: dict[str, GroupRule],
    gazetteer: Gazetteer,
) -> Sentence:
    def within(group: str) -> list[Span]:
        return [s for s in by_group[group] if span.start <= s.start and s.end <= span.end]

    sentence = Sentence(
        unit,
        span,
        index,
        dates=within(marks.DATES),
        places=within(marks.PLACES),
        quantities=within(marks.QUANTITIES),
        triggers=within(marks.TRIGGERS),
    )
    dated = {t.i for d in sentence.dates for t in d}
    sentence.cues = [c for c in within(marks.CUES) if c.start not in dated]  # "13 May" plans nothing
    named = {t.i for p in sentence.places if p.label_ == "gazetteer" for t in p}
    sentence.nations = [
        (span.doc[i - 1 : i], code)
        for i in sentence.at({"and"})
        if i > span.start and span.doc[i - 1].text[0].isupper()
        if (code := gazetteer.demonym(span.doc[i - 1].text))
    ]
    sentence.countries = [(s, code) for s in sentence.places if (code := gazetteer.country_of(s.text))]
    for actor in within(marks.ACTORS):
        if actor.label_ in {"person", "org"} and any(t.i in named for t in actor):
            continue
        rule = groups.get(actor.id_)
        mention = Mention(actor, actor.label_, marks.ids(actor), rule is not None and rule.facility)
        mention.country = _country(actor, gazetteer)
        if _rank(mention):
            continue
        _holders(mention)
        _from_country(mention, sentence)
        _attach_count(mention, sentence.quantities)
        sentence.mentions.append(mention)
    _share_country(sentence)
    _join_members(sentence)
    for mention in people_by_grammar(sentence):
        _attach_count(mention, sentence.quantities)
        sentence.mentions.append(mention)
    sentence.mentions.sort(key=lambda m: (m.start, m.end))
    return sentence


_RANKS = words("mentions.ranks")


def _rank(mention: Mention) -> bool:
    """Whether a mention is but the rank before a name: "Lieutenant-Colonel Damiba"."""
    doc, end = mention.span.doc, mention.end
    if mention.side != "army" or mention.ids or mention.span[-1].lower_ not in _RANKS or end >= len(doc):
        return False
    return doc[end].text == "-" or (doc[end].pos_ == "PROPN" and doc[end].text[0].isupper())


def _share_country(sentence: Sentence) -> None:
    """ "French planes and commandos": the adjective is of both."""
    for first, second in pairwise(sentence.mentions):
        bare = not second.ids and second.country is None and second.side in SIDES_STATE
        gap = [t.lower_ for t in sentence.doc[first.end : second.start]]
        if bare and first.country is not None and gap == ["and"]:
            second.country = first.country


def _name_again(sentences: Sequence[Sentence]) -> None:
    """Mark single-word names that were places elsewhere in the article and stand here without a sign."""
    known = {
        p.text
        for s in sentences
        for p in s.places
        if len(p) == 1 and p.label_ == "gazetteer" and len(p.text) > 3
    }
    for sentence in sentences:
        sentence.mentions = [
            m for m in sentence.mentions if not (m.side == "person" and m.span.text in known)
        ]
        taken = {t.i for p in sentence.places for t in p} | {t.i for m in sentence.mentions for t in m.span}
        fresh = [t for t in sentence.span if t.text in known and t.i not in taken]
        sentence.places += [
            Span(sentence.doc, t.i, t.i + 1, label="gazetteer", span_id="place.named_before") for t in fresh
        ]
        if fresh:
            sentence.places.sort(key=lambda p: p.start)


def _country(span: Span, gazetteer: Gazetteer) -> str | None:
    """The country that an adjective or a possessive before the noun names ("Malian", "Niger's")."""
    doc = span.doc
    for i in range(span.start, span.end):
        code = gazetteer.demonym(doc[i].text)
        if code:
            return code
    if span.start >= 2 and doc[span.start - 1].text in {"'s", "’s", "'", "’"}:
        for width in (2, 1):
            if span.start - 1 - width >= 0:
                code = gazetteer.country_of(doc[span.start - 1 - width : span.start - 1].text)
                if code:
                    return code
    return None


def _holders(mention: Mention) -> None:
    """A post or vehicle stands for those whom the words before it name: "police position", "army convoy"."""
    tokens = [t.lower_ for t in mention.span]
    if tokens[-1] not in HELD:
        return
    mention.facility = True
    behind = [t.lower_ for t in mention.span.doc[mention.end : mention.end + 3]]
    if (
        tokens[-1] in {"camp", "camps", "site", "sites"}
        and behind[:1] in (["for"], ["of"])
        and ({"displaced", "refugees", "idps"} & set(behind))
    ):
        mention.side = "civilian"
        return
    side = next((_HOLDERS[w] for w in tokens[:-1] if w in _HOLDERS), None)
    if side is not None:
        mention.side = side


def _from_country(mention: Mention, sentence: Sentence) -> None:
    """ "soldiers from Chad", "troops of Niger": the country behind the noun."""
    if mention.country is None and mention.side in SIDES_STATE and not mention.ids:
        for span, code in sentence.countries:
            gap = (
                [t.lower_ for t in sentence.doc[mention.end : span.start]] if mention.end < span.start else []
            )
            if gap in (["from"], ["of"], ["of", "the"], ["from", "the"]):
                mention.country = code


_GAP = 3
"""Most words between a count and what it counts."""
_OF_AGE = {"year", "years", "month", "months"}
"""Behind a number: it is how old somebody is ("a twelve year old girl")."""


_BEFORE_COUNTED = 3
"""Tokens between a count and the noun that it counts: "six of the armed men"."""


def _attach_count(mention: Mention, quantities: Iterable[Span]) -> None:
    """Give the mention the count that stands right before it or opens it, "of the" passed over."""
    doc = mention.span.doc
    for quantity in quantities:
        if mention.start - quantity.end > _BEFORE_COUNTED:
            continue
        gap = [t.lower_ for t in doc[quantity.end : mention.start]] if quantity.end <= mention.start else None
        inside = mention.start <= quantity.start and quantity.end <= mention.end
        if (gap is None and not inside) or doc[quantity.end : quantity.end + 1].text.lower() in _OF_AGE:
            continue
        if inside or all(w in _DETERMINERS or w in {"of", '"', "“", "‘", "'"} for w in gap or []):
            mention.count = read_count(quantity.text)
            mention.count_span = quantity
            if not inside:
                return


def _join_last_two(kept: list[Mention], doc: Doc) -> None:
    """ "members of" before a mention that has just been joined."""
    if len(kept) < 2:
        return
    before, mention = kept[-2:]
    between = [t.lower_ for t in doc[before.end : mention.start]]
    if (
        between
        and between[0] == "of"
        and all(w in _DETERMINERS or w == "of" for w in between)
        and doc[before.end - 1].lower_ in _MEMBERS
    ):
        kept[-2:] = [
            Mention(
                doc[before.start : mention.end],
                mention.side,
                mention.ids,
                before.facility,
                mention.country,
                before.count,
                before.count_span,
            )
        ]


def _join_members(sentence: Sentence) -> None:
    """ "members of the security forces", "fighters of EIGS", "a patrol of the army": one mention of the
    latter's side.
    """
    doc = sentence.doc
    kept: list[Mention] = []
    for mention in sentence.mentions:
        before = kept[-1] if kept else None
        between = [t.lower_ for t in doc[before.end : mention.start]] if before is not None else []
        if (
            before is not None
            and between
            and between[0] in {"of", "from"}
            and len(between) <= 3
            and all(w in _DETERMINERS or w in {"of", "from"} for w in between)
            and doc[before.end - 1].lower_ in _MEMBERS
            and mention.side not in {"person"}
            and before.side not in {"named"}
        ):
            facility = before.facility
            joined = Mention(
                doc[before.start : mention.end],
                mention.side,
                mention.ids,
                facility,
                mention.country or before.country,
                before.count,
                before.count_span,
            )
            if facility and mention.side in {"militant", "named"} and before.side == "civilian":
                joined.side = mention.side
            kept[-1] = joined
            continue
        if (
            before is not None
            and not between
            and before.end == mention.start
            and mention.ids
            and not before.ids
            and (
                doc[before.end - 1].lower_
                in GROUP | {"militia", "organisation", "network", "branch", "affiliate", "mission"}
            )
        ):  # "the extremist group Boko Haram"
            kept[-1] = Mention(
                doc[before.start : mention.end],
                mention.side,
                mention.ids,
                False,
                mention.country,
                before.count,
                before.count_span,
            )
            _join_last_two(kept, doc)
            continue
        kept.append(mention)
    sentence.mentions = kept
