"""The sentences of an article, with the mentions that the marks of the pipeline make up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Span

from ..language import marks
from ..language.components.actors import GroupRule
from ..language.components.quantities import read_count
from ..language.words import words
from ..lexicon.gazetteer import Gazetteer
from .people import people_by_grammar
from .reading import SIDES_ARMED, SIDES_STATE, Mention, Sentence, Unit

_DETERMINERS = words("mentions.determiners")
_OWN = {"its", "their", "his"}
_MEN = words("mentions.men")
_GROUP = words("mentions.group")
_MEMBERS = words("mentions.members")
_HELD = words("mentions.held")
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
) -> list[Sentence]:
    """The sentences of an article's paragraphs, with mentions built from the marks of the pipeline.

    individuals, armed, forces: ids of the actor table that are persons, armed groups, armies."""
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
        (span.doc[t.i : t.i + 1], code)
        for t in span[:-1]
        if t.text[0].isupper() and t.nbor().lower_ == "and" and (code := gazetteer.demonym(t.text))
    ]
    sentence.countries = [(s, code) for s in sentence.places if (code := gazetteer.country_of(s.text))]
    for actor in within(marks.ACTORS):
        if actor.label_ in {"person", "org"} and any(t.i in named for t in actor):
            continue
        rule = groups.get(actor.id_)
        mention = Mention(actor, actor.label_, marks.ids(actor), rule is not None and rule.facility)
        mention.country = _country(actor, gazetteer)
        _holders(mention)
        _from_country(mention, sentence)
        _attach_count(mention, sentence.quantities)
        sentence.mentions.append(mention)
    _join_members(sentence)
    for mention in people_by_grammar(sentence):
        _attach_count(mention, sentence.quantities)
        sentence.mentions.append(mention)
    sentence.mentions.sort(key=lambda m: (m.start, m.end))
    return sentence


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


def take_up(sentences: Sequence[Sentence], armed: frozenset[str], forces: frozenset[str]) -> None:
    """Give "the group", "its men", "the group's fighters" the armed group that the text named last, and
    bare soldiers the force that it named last (`force`, used where no country is known).
    """
    last: tuple[str, ...] = ()
    force: tuple[str, ...] = ()
    mission = False
    for sentence in sentences:
        doc = sentence.doc
        _add_groups(sentence, last)
        for mention in sentence.mentions:
            mention.armed = mention.side in SIDES_ARMED - {"militia"}
            mission = _under_mission(mention, mission, forces)
            if mention.ids and set(mention.ids) & forces:
                force = mention.ids
            elif mention.side == "army":
                mention.force = force
            if mention.ids and set(mention.ids) & armed:
                mention.armed = True
                last = mention.ids
                continue
            if mention.ids or mention.span[-1].lower_ not in _MEN | _GROUP:
                continue
            before = [t.lower_ for t in doc[max(sentence.start, mention.start - 3) : mention.start]]
            own = bool(before) and before[-1] in _OWN
            groups = len(before) > 1 and before[-1] in {"'s", "’s"} and before[-2] in _GROUP
            if mention.side == "militant" and mention.span[-1].lower_ in _GROUP and before[-1:] == ["the"]:
                mention.ids = last
            elif groups and last:
                mention.ids, mention.side = last, "militant"
            elif own:
                _owner(sentence, mention)


_MISSION = frozenset({"minusma", "minusca", "minurcat", "united_nations", "unamid"})
_OF_ARMY = words("mentions.of_army")


def _under_mission(mention: Mention, mission: bool, forces: frozenset[str]) -> bool:
    """Whether the force named last is a peace mission, after `mention`; marks a post or convoy that names
    no owner, and so is that force's.
    """
    if mention.side == "peacekeeper" or set(mention.ids) & _MISSION:
        return True
    bare = not mention.ids and mention.country is None and not {t.lower_ for t in mention.span} & _OF_ARMY
    if mission and bare and mention.span[-1].lower_ in _HELD and mention.side in {"army", "convoy"}:
        mention.mission = True
        return True
    if mention.side == "army" or set(mention.ids) & forces:
        return False
    return mission


def _owner(sentence: Sentence, mention: Mention) -> None:
    """ "its men", "its air force": of the side named before in the sentence, or the sentence before."""
    here = [
        m
        for m in sentence.mentions
        if m.end <= mention.start and (m.ids or m.country) and m.side in {"named", *SIDES_ARMED, *SIDES_STATE}
    ]
    state = [code for span, code in sentence.countries if span.end <= mention.start]
    if mention.side in SIDES_STATE and state and not here:
        mention.country = state[0]
        return
    source = here[0] if here else None
    if source is None and sentence.before is not None:
        source = next(
            (m for m in sentence.before.mentions if m.ids and m.side in {"named", *SIDES_ARMED}), None
        )
    if source is not None:
        mention.ids, mention.country = source.ids, source.country or mention.country
        mention.side = source.side if mention.side == "civilian" else mention.side


def _add_groups(sentence: Sentence, last: tuple[str, ...]) -> None:
    """A mention for a bare "the group" where an armed group was named before."""
    if not last:
        return
    doc = sentence.doc
    for i in range(sentence.start + 1, sentence.end):
        if (
            doc[i].lower_ in _GROUP
            and doc[i - 1].lower_ == "the"
            and not any(m.start <= i < m.end for m in sentence.mentions)
        ):
            if i + 1 < sentence.end and doc[i + 1].lower_ == "of":
                continue
            sentence.mentions.append(Mention(doc[i : i + 1], "militant", last))
    sentence.mentions.sort(key=lambda m: (m.start, m.end))


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
    if tokens[-1] not in _HELD:
        return
    mention.facility = True
    side = next((_HOLDERS[w] for w in tokens[:-1] if w in _HOLDERS), None)
    if side is not None:
        mention.side = side


def _from_country(mention: Mention, sentence: Sentence) -> None:
    """ "soldiers from Chad", "troops of Niger": the country behind the noun."""
    if mention.country is None and mention.side in SIDES_STATE and not mention.ids:
        for span, code in sentence.countries:
            if span.start == mention.end + 1 and sentence.doc[mention.end].lower_ in {"from", "of"}:
                mention.country = code


def _attach_count(mention: Mention, quantities: Iterable[Span]) -> None:
    """Give the mention the count that stands right before it or opens it, "of the" passed over."""
    doc = mention.span.doc
    for quantity in quantities:
        gap = [t.lower_ for t in doc[quantity.end : mention.start]] if quantity.end <= mention.start else None
        inside = mention.start <= quantity.start and quantity.end <= mention.end
        if gap is None and not inside:
            continue
        if inside or all(w in _DETERMINERS or w in {"of", '"', "“", "‘", "'"} for w in gap or []):
            if gap and len(gap) > 3:
                continue
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
                in _GROUP | {"militia", "organisation", "network", "branch", "affiliate", "mission"}
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
