"""Which side is the target where grammar alone does not settle it: by losses, by what was done."""

from __future__ import annotations

from collections.abc import Sequence

from ..language.components.quantities import number
from ..schema import CasualtyKind
from .draft import Draft, GroupOf
from .frames import Frame
from .reading import SIDES_ARMED, SIDES_STATE, Mention

Members = list[tuple[Mention, Frame]]


def by_loss(draft: Draft, agents: Members, patients: Members) -> tuple[Members, Members]:
    """The two sides of a clash that no word says who began: who suffers the stated loss is the target."""
    if not draft.acts & {"clash"} or not _undecided(draft):
        return agents, patients
    losing = {
        _kind(t.mention)
        for t in draft.tolls
        if t.mention is not None and t.kind is CasualtyKind.KILLED and not t.zero
    }
    both = [*agents, *patients]
    lost = [x for x in both if _kind(x[0]) in losing]
    won = [x for x in both if _kind(x[0]) not in losing]
    if len({_kind(m) for m, _ in both}) < 2 or not lost or not won:
        return agents, patients
    return won, lost


def _undecided(draft: Draft) -> bool:
    """Whether the clash is told as of two sides alike: "clashes between X and Y", "X clashed with Y"."""
    return any(
        how in {"role.between", "role.clash_with"} for f in draft.frames for how in f.roles.how.values()
    ) and not draft.acts & {"attack", "ied", "suicide", "air_strike", "abduct"}


def _kind(mention: Mention) -> str:
    if mention.armed or mention.side in SIDES_ARMED:
        return "armed"
    return "state" if mention.side in SIDES_STATE or mention.ids else mention.side


_FORCE = {"disperse", "shoot", "kill", "wound"}


def by_force(draft: Draft, agents: Members, patients: Members) -> tuple[Members, Members]:
    """Where force is used on protesters, the force acts and they are the target (docs/rulings.md),
    whoever the first telling has as its subject.
    """
    if "protest" not in draft.families or draft.acts & {"riot", "loot", "mob", "attack", "clash", "ied"}:
        return agents, patients
    if not draft.acts & _FORCE:
        return agents, patients
    told = [(m, f) for f in draft.frames if not f.title for m in [*f.roles.agents, *f.roles.patients]]
    forces = [
        (m, f)
        for m, f in told
        if f.acts & _FORCE
        and _kind(m) == "state"
        and m.side != "authority"
        and (any(m is a for a in f.roles.agents) or "disperse" in f.acts)
    ]
    if not forces:
        return agents, patients
    crowd = [x for x in [*patients, *agents] if _kind(x[0]) in {"protester", "civilian"}]
    crowd = crowd or [(m, f) for m, f in told if _kind(m) in {"protester", "civilian"}][:1]
    return forces, crowd


def fitting_targets(draft: Draft, agents: Members, patients: Members, group: GroupOf) -> Members:
    """The patients that can be the target of what was done: not the people whom a raid set free, not the
    town that changed hands.
    """
    state = any(_kind(m) == "state" for m, _ in agents)
    kept = [x for x in patients if not (_taken_town(draft, x[0]) or (state and _rescued(*x)))]
    kept = [x for x in kept if not (state and _set_free(draft, x[0], len(kept)))]
    kept = _without_people(draft, kept, group)
    kept = _beside_the_point(draft, kept, group)
    kept = [x for x in kept if not any(_same_person(y[0], x[0]) for y in kept)]
    kept = [(who_they_are(m, f) or m, f) for m, f in kept]
    if draft.families == {"loot"}:
        kept = [x for x in kept if not (x[0].facility and x[0].side == "civilian")]
    return kept


_HARM = {"die", "kill", "wound", "abduct", "attack", "mob"}


def _beside_the_point(draft: Draft, patients: Members, group: GroupOf) -> Members:
    """The patients without those who are none in such an act: people whom a protest brings into the street,
    the vehicle in which a force has its accident, the government that falls with its president.
    """
    families = draft.families
    if families == {"protest"} and not draft.acts & _HARM:
        return [x for x in patients if x[0].side not in {"civilian", "org"}]
    forces = any(group(m) == "state" for m, _ in patients)
    if families <= {"accident", "armed"} and "accident" in families and forces:
        return [x for x in patients if not (x[0].facility and x[0].side == "civilian")]
    if "coup" in families and any(m.side == "person" for m, _ in patients):
        return [x for x in patients if x[0].side != "authority"]
    return patients


def _set_free(draft: Draft, mention: Mention, patients: int) -> bool:
    """Whether a mention is of those whom a force set free: of a person by name where there are others."""
    if draft.families & {"abduct", "arrest"} or mention.armed or (mention.side == "person" and patients < 2):
        return False
    return any(t.kind is CasualtyKind.FREED and t.mention is mention for t in draft.tolls)


def _without_people(draft: Draft, patients: Members, group: GroupOf) -> Members:
    """The patients without a mere number of people where a force is one: "a car bomb in a military camp
    killed 77 people".
    """
    if draft.families & {"protest", "riot", "mob"} or not any(group(m) == "state" for m, _ in patients):
        return patients
    return [x for x in patients if not _mere_count(x[0])]


_COUNTED = frozenset({"people", "persons", "person"})
_PARTS = 9  # tokens between a count and the word for those who make it up


def _mere_count(mention: Mention) -> bool:
    """Whether a mention is a number of people and no word says of what kind: "left 20 people dead"."""
    return mention.span[-1].lower_ in _COUNTED and not any(t.pos_ in {"ADJ", "PROPN"} for t in mention.span)


def who_they_are(mention: Mention, frame: Frame) -> Mention | None:
    """The force that most of a number of people are said to be of: "20 people dead, 19 of them gendarmes"."""
    if not _mere_count(mention):
        return None
    for other in frame.sentence.mentions:
        gap = [t.lower_ for t in mention.span.doc[mention.end : other.start]]
        among = [t.lower_ for t in mention.span.doc[other.end : other.end + 2]] == ["among", "them"]
        of_them = gap[-2:] in (["of", "them"], ["of", "whom"])
        told = 0 < len(gap) <= _PARTS and (among or of_them) and other.side in SIDES_STATE
        if told and _most(mention, other, gap):
            return other
    return None


def _most(whole: Mention, part: Mention, gap: Sequence[str]) -> bool:
    """Whether a part is at least half of the whole, by the counts or by what the words between say."""
    if {"all", "most"} & set(gap):
        return True
    if part.count is None and len(gap) < 3:
        return False
    try:
        share = number(gap[-3]) if part.count is None else part.count.min
    except ValueError:
        return False
    return whole.count is not None and 2 * share >= whole.count.min


def _same_person(first: Mention, second: Mention) -> bool:
    """Whether two mentions are one person told twice: "Jörg Lange, 63, an engineer", "a chief, Amadou"."""
    if first.span.doc is not second.span.doc or first.end >= second.start:
        return False
    if (first.side == "person") == (second.side == "person"):
        return False
    if any(m.span[-1].tag_ == "NNS" for m in (first, second)):
        return False
    gap = list(first.span.doc[first.end : second.start])
    return gap[0].text == "," and all(t.text == "," or t.tag_ in {"CD", "DT", "JJ", "NN"} for t in gap)


def _taken_town(draft: Draft, mention: Mention) -> bool:
    return bool(draft.acts & {"regain", "overtake", "handover"}) and (
        mention.facility and mention.side == "civilian" and not mention.ids
    )


def _rescued(mention: Mention, frame: Frame) -> bool:
    """Whether the mention is whom `free` has as its object, and nothing else was done to it."""
    return frame.acts <= {"free"} and not mention.armed and mention.side not in SIDES_STATE
