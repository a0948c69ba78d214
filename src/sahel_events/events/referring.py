"""What words that name nobody stand for: "the group", "its men", "al-Qaeda's branch", "the convoy"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..language import deps
from ..language.words import words
from .conjuncts import with_conjuncts
from .reading import SIDES_ARMED, SIDES_STATE, Mention, Sentence

_OWN = {"its", "their", "his"}
_MEN = words("referring.men")
GROUP = words("referring.group")
HELD = words("referring.held")
_TAKEN_UP = _MEN | GROUP | HELD
_BRANCH = words("referring.branch")


def name_branches(sentences: Sequence[Sentence], parents: Mapping[str, tuple[str, ...]]) -> None:
    """Give "al-Qaeda's branch in the Sahel" the one group of al-Qaeda that the article names."""
    named = [m.ids for s in sentences for m in s.mentions if len(m.ids) == 1]
    for sentence in sentences:
        for mention in sentence.mentions:
            if len(mention.ids) != 1:
                continue
            near = sentence.doc[mention.start : min(mention.end + 4, sentence.end)]
            if not any(t.lower_ in _BRANCH for t in near):
                continue
            members = {ids for ids in named if mention.ids[0] in parents.get(ids[0], ())}
            if len(members) == 1:
                mention.ids = next(iter(members))


def take_up(sentences: Sequence[Sentence], armed: frozenset[str], forces: frozenset[str]) -> None:
    """Give "the group", "its men", "the group's fighters" the armed group that the text named last, and
    bare soldiers the force that it named last (`force`, used where no country is known).
    """
    last: tuple[str, ...] = ()
    force: tuple[str, ...] = ()
    mission = False
    peace: Mention | None = None
    for sentence in sentences:
        doc = sentence.doc
        _add_groups(sentence, last)
        if peace is not None:
            _add_missions(sentence, peace)
        peace = next((m for m in sentence.mentions if _of_peace(m)), peace)
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
            if _kept_by(sentence, mention) or mention.ids or mention.span[-1].lower_ not in _TAKEN_UP:
                continue
            before = [t.lower_ for t in doc[max(sentence.start, mention.start - 3) : mention.start]]
            own = bool(before) and before[-1] in _OWN
            groups = len(before) > 1 and before[-1] in {"'s", "’s"} and before[-2] in GROUP
            if mention.side == "militant" and mention.span[-1].lower_ in GROUP and before[-1:] == ["the"]:
                mention.ids = last
            elif groups and last:
                mention.ids, mention.side = last, "militant"
            elif own and mention.facility and mention.span[-1].lower_ in HELD:
                _holder(sentence, mention)
            elif own:
                _owner(sentence, mention)


_MISSION = frozenset({"minusma", "minusca", "minurcat", "united_nations", "unamid"})
_OF_ARMY = words("referring.of_army")


def _of_peace(mention: Mention) -> bool:
    return mention.side == "peacekeeper" or bool(set(mention.ids) & _MISSION)


def _add_missions(sentence: Sentence, peace: Mention) -> None:
    """A mention for a bare "the mission" where peacekeepers were named before; a patrol of it is theirs."""
    doc = sentence.doc
    taken = {i for m in sentence.mentions for i in range(m.start, m.end)}
    for i in sentence.at({"mission"}):
        if i == sentence.start or doc[i - 1].lower_ != "the" or i in taken:
            continue
        after = doc[i + 1] if i + 1 < sentence.end else None
        if after is not None and (after.lower_ in {"of", "to", "in"} or after.pos_ == "NOUN"):
            continue
        before = next((m for m in sentence.mentions if m.end == i - 2), None)
        own = after is not None and after.tag_ == "POS"
        behind = next((m for m in sentence.mentions if m.start == i + 2), None) if own else None
        held = before if doc[i - 2].lower_ == "of" and before is not None else behind
        if held is not None and not held.ids:
            held.side, held.ids = "peacekeeper", peace.ids
        elif held is None:
            sentence.mentions.append(Mention(doc[i : i + 1], "peacekeeper", peace.ids))
    sentence.mentions.sort(key=lambda m: (m.start, m.end))


def _under_mission(mention: Mention, mission: bool, forces: frozenset[str]) -> bool:
    """Whether the force named last is a peace mission, after `mention`; marks a post or convoy that names
    no owner, and so is that force's.
    """
    if mention.side == "peacekeeper" or set(mention.ids) & _MISSION:
        return True
    bare = not mention.ids and mention.country is None and not {t.lower_ for t in mention.span} & _OF_ARMY
    if mission and bare and mention.span[-1].lower_ in HELD and mention.side in {"army", "convoy"}:
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


def _holder(sentence: Sentence, mention: Mention) -> None:
    """ "Gendarmes were killed when gunmen entered their camp", "two soldiers died when their vehicle hit a
    mine": of the side named last before, but for the one that does something to it.
    """
    verb = mention.span.root.head
    doer = deps.subject(verb) if verb.pos_ == "VERB" else None
    here = [
        m
        for m in sentence.mentions
        if m.end <= mention.start
        and not m.facility
        and (m.side in SIDES_STATE | SIDES_ARMED or m.side == "named")
        and not (doer is not None and m.start <= doer.i < m.end)
    ]
    if not here and sentence.before is not None:  # "… killed three soldiers. Their vehicle ran over a mine"
        here = [m for m in sentence.before.mentions if not m.facility and _of_state(m)]
    force = here[-1] if here else None
    if force is None:
        _owner(sentence, mention)
    elif not {t.lower_ for t in mention.span} & _OF_ARMY:
        mention.ids, mention.country, mention.side = force.ids, force.country, force.side
    else:
        mention.ids, mention.country = force.ids, force.country or mention.country


def _of_state(mention: Mention) -> bool:
    return mention.side in SIDES_STATE or (mention.side == "named" and not mention.armed)


def _bare(mention: Mention) -> bool:
    return not mention.ids and (mention.facility or mention.span[-1].lower_ in _MEN)


_KEPT = words("referring.kept")


def _kept_by(sentence: Sentence, mention: Mention) -> bool:
    """Give "the position that the volunteers keep", "a camp held by rebels" to the side that holds it; says
    whether there is one.
    """
    if not mention.facility or mention.ids or mention.span[-1].lower_ not in HELD:
        return False
    doc = sentence.doc
    keeper = next((m for m in sentence.mentions if mention.end < m.start <= mention.end + 4), None)
    if keeper is None or keeper.facility or keeper.side in {"person", "civilian"}:
        return False
    if len(with_conjuncts(sentence, keeper)) > 1:
        return False  # "a base used by French and Malian forces" is not the one's
    gap = [t.lower_ for t in doc[mention.end : keeper.start]]
    does = {t.lower_ for t in doc[keeper.end : min(keeper.end + 5, sentence.end)]}
    by = "by" in gap and bool(_KEPT & set(gap))
    if not by and not (gap[0] in {"that", "which", "the", "where"} and _KEPT & does):
        return False
    mention.side, mention.ids, mention.country = keeper.side, keeper.ids, keeper.country
    mention.armed = keeper.armed
    return True


def _add_groups(sentence: Sentence, last: tuple[str, ...]) -> None:
    """A mention for a bare "the group" where an armed group was named before."""
    if not last:
        return
    doc = sentence.doc
    for i in sentence.at(GROUP):
        if (
            i > sentence.start
            and doc[i - 1].lower_ == "the"
            and not any(m.start <= i < m.end for m in sentence.mentions)
        ):
            if i + 1 < sentence.end and doc[i + 1].lower_ == "of":
                continue
            holding = next((m for m in sentence.mentions if m.end == i - 2), None)
            if holding is not None and doc[i - 2].lower_ == "of" and _bare(holding):  # "camps of the group"
                holding.ids, holding.side = last, "militant"
                continue
            sentence.mentions.append(Mention(doc[i : i + 1], "militant", last))
    sentence.mentions.sort(key=lambda m: (m.start, m.end))
