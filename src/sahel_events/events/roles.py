"""The cast of an event: who acts, suffers, claims and helps, over all its tellings, named as the record
names them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ..language.words import words
from ..schema import Actor, CasualtyKind, Role
from .claims import CLAIMABLE
from .conjuncts import prepositional
from .counterparts import by_force, by_loss, fitting_targets, who_they_are
from .draft import Draft
from .frames import Frame
from .reading import SIDES_ARMED, Mention, Sentence
from .resolve import Named

Words = Callable[[Sentence, int, int], tuple[str, tuple[int, int]]]


@dataclass(slots=True)
class Part:
    """One actor in one role."""

    mention: Mention
    sentence: Sentence
    named: Named
    role: Role
    rule: str


@dataclass(slots=True)
class Cast:
    """All parts, and the groups of sides that the typing needs."""

    parts: list[Part] = field(default_factory=list)
    agent_sides: frozenset[str] = frozenset()
    patient_sides: frozenset[str] = frozenset()

    @property
    def claimant_mentions(self) -> list[Mention]:
        """Who claims the event."""
        return [p.mention for p in self.parts if p.role is Role.CLAIMANT]

    def actors(self, words: Words) -> list[Actor]:
        """The actors of the record, one for each name and role, in order of role and text."""
        found: dict[tuple[str, Role], Actor] = {}
        order = list(Role)
        for part in sorted(
            self.parts, key=lambda p: (order.index(p.role), p.sentence.index, p.mention.start)
        ):
            text, span = words(part.sentence, part.mention.start, part.mention.end)
            key = (part.named.key, part.role)
            if key not in found:
                found[key] = Actor(
                    text=text,
                    span=span,
                    rule=f"{part.rule}+{part.named.rule}",
                    name=part.named.name,
                    role=part.role,
                    actor_id=part.named.actor_id,
                    category=part.named.category,
                    country=part.named.country,
                )
        return list(found.values())


_HARMED = frozenset({"victim", "victims", "dead", "wounded", "injured", "casualties"})


def _speaks(sentence: Sentence, mention: Mention) -> bool:
    """Whether a mention is but the source at the end of a sentence: "…, the UN says."."""
    if mention.span.doc is not sentence.doc or not sentence.start <= mention.start < sentence.end:
        return False
    says = next((c for c in sentence.cues if c.label_ == "say" and c.start == mention.end), None)
    return says is not None and all(t.is_punct or t.is_space for t in sentence.doc[says.end : sentence.end])


def cast_of(
    draft: Draft,
    name: Callable[[Mention], Named],
    group: Callable[[Mention, str | None], str],
    beside: Sequence[Sentence] = (),
) -> Cast:
    """The cast of a draft: perpetrators and targets of the first telling that gives any, claimants of all."""
    body = [f for f in draft.frames if not f.title] or draft.frames
    cast = Cast()
    agents = _first(body, draft.frames, "agents")
    patients = _first(body, draft.frames, "patients")
    if draft.families == {"accident"} or (
        draft.acts <= {"accident", "die", "kill", "wound"}
        and "accident" in draft.acts
        and not any(f.roles.agents and f.acts == {"kill"} for f in draft.frames)
    ):
        agents, patients = [], [*agents, *patients]  # nobody does an accident
    agents = [
        (m, f) for m, f in agents if not (m.facility and m.side in {"civilian", "convoy"} and not m.ids)
    ]
    agents = [(m, f) for m, f in agents if not _speaks(f.sentence, m) and m.span[-1].lower_ not in _HARMED]
    if draft.families == {"agreement"}:
        agents, patients = [*agents, *patients], []  # all who sign act
    agents, patients = by_loss(draft, agents, patients)
    agents, patients = by_force(draft, agents, patients)
    patients = [(m, f) for m, f in patients if all(m is not a for a, _ in agents)]
    patients = fitting_targets(draft, agents, patients, lambda m: group(m, None))
    if agents and all(group(m, None) == "state" for m, _ in agents):
        patients = [(m, f) for m, f in patients if not _camp_of_nobody(m)]
    if any(
        m.side in SIDES_ARMED or m.armed for m, _ in agents
    ):  # attackers who die are no target of the attackers
        patients = [(m, f) for m, f in patients if m.ids or m.side not in {"militant", "bomber"}]
    if not patients:
        patients = _of_tolls(body, [m for m, _ in agents])
    if not agents:
        agents = _armed_nearby(draft, patients, beside)
    claimants = [(m, f) for f in draft.frames for m in f.roles.claimants if draft.families & CLAIMABLE]
    claimants = [x for x in claimants if x[0].ids] or claimants
    supporters = [(m, f) for f in draft.frames for m in f.roles.supporters]
    for role, members in (
        (Role.PERPETRATOR, agents),
        (Role.TARGET, patients),
        (Role.SUPPORTER, supporters),
        (Role.CLAIMANT, claimants),
    ):
        for mention, frame in members:
            cast.parts.append(
                Part(
                    mention,
                    frame.sentence.home(mention.span),
                    name(mention),
                    role,
                    frame.roles.how.get(mention.start, "role.counted"),
                )
            )
    cast.agent_sides = frozenset(
        group(p.mention, p.named.category) for p in cast.parts if p.role is Role.PERPETRATOR
    )
    cast.patient_sides = frozenset(
        group(p.mention, p.named.category) for p in cast.parts if p.role is Role.TARGET
    )
    perpetrators = {p.named.key for p in cast.parts if p.role is Role.PERPETRATOR}
    cast.parts = _one_of_a_kind(
        [
            p
            for p in cast.parts
            if (p.mention.side != "convoy" or p.named.actor_id)
            and not (p.role is Role.TARGET and p.named.key in perpetrators)
        ]
    )
    return cast


def _one_of_a_kind(parts: Sequence[Part]) -> list[Part]:
    """Words of one kind are one actor (docs/rulings.md): of several civilian or militant words in a role the
    first that names people stays.
    """
    kept: list[Part] = []
    for part in parts:
        kind = (
            "civilian"
            if part.mention.side == "civilian" or _people_of(part)
            else "armed"
            if part.mention.side == "militant"
            else None
        )
        if (
            kind == "armed"
            and not part.named.actor_id
            and any(p.role is part.role and p.mention.armed and p.named.actor_id for p in kept)
        ):
            continue  # "attacked an AQIM camp and killed six militants"
        if part.named.rule == "actor.force_of_place" and any(
            p.role is part.role
            and p.named.category == "state_forces"
            and p.named.country == part.named.country
            and not _other_force(p, part)
            for p in kept
        ):
            continue
        rival = next(
            (
                p
                for p in kept
                if kind
                and p.role is part.role
                and (not p.named.actor_id or _people_of(p))
                and (not part.named.actor_id or _people_of(part))
                and not (_people_of(p) and _people_of(part))
                and (
                    (p.mention.side == "civilian" or _people_of(p)) == (kind == "civilian")
                    and (p.mention.side in {"civilian", "militant"} or _people_of(p))
                )
            ),
            None,
        )
        if rival is None:
            kept.append(part)
        elif rival.mention.facility and not part.mention.facility and not _people_of(rival):
            kept[kept.index(rival)] = part
    return kept


_OFFICERS = words("roles.officers")


def _other_force(one: Part, other: Part) -> bool:
    """Whether two parts are two forces of a state: its army and its gendarmes, but not its army and its
    security forces, nor the police and "five officers".
    """
    first, second = one.named, other.named
    mentions = (one.mention, other.mention)
    if any(m.facility and m.side == "security" for m in mentions):
        return False  # their post
    if {m.span[-1].lower_ for m in mentions} & _OFFICERS:
        return False
    ends = {first.name.rsplit(" ", 1)[-1].casefold(), second.name.rsplit(" ", 1)[-1].casefold()}
    return len(ends) == 2 and bool(ends & {"police", "gendarmerie", "guard"})


def _people_of(part: Part) -> bool:
    """Whether a part is the people of a place by name: "a Dogon village"."""
    settled = part.mention.facility or part.mention.span[-1].lower_ in _SETTLED
    return settled and part.named.category == "civilians_group"


_SETTLED = words("roles.settled")


def _first(body: Sequence[Frame], frames: Sequence[Frame], role: str) -> list[tuple[Mention, Frame]]:
    for frame in [*body, *frames]:
        members = [(m, frame) for m in getattr(frame.roles, role) if m.side != "convoy" or m.mission]
        if role == "patients" and all(m.side == "org" for m, _ in members):
            continue  # a resort that was attacked is no target where its guests are told of
        if members and role == "agents" and all(_bare_army(m) for m, _ in members):
            return _told_better(body, frame) or members
        if members:
            return members
    return [(m, f) for f in body for m in getattr(f.roles, role)][:1]


_WHOSE = {"army", "military", "security"}


def _camp_of_nobody(mention: Mention) -> bool:
    """Whether a mention is a camp that no word makes an army's: an army attacks none of its own."""
    own = mention.ids or mention.country or _WHOSE & {t.lower_ for t in mention.span}
    return mention.facility and mention.side == "army" and not own


def _bare_army(mention: Mention) -> bool:
    return mention.side == "army" and not mention.ids and mention.country is None and not mention.facility


def _told_better(body: Sequence[Frame], first: Frame) -> list[tuple[Mention, Frame]]:
    """The army of a nation that a later telling names where the first has but "soldiers"."""
    for frame in body:
        if frame is not first and frame.acts & first.acts:
            known = [(m, frame) for m in frame.roles.agents if m.country and m.side in {"army", "named"}]
            if known:
                return known
    return []


def _of_tolls(frames: Sequence[Frame], agents: Sequence[Mention]) -> list[tuple[Mention, Frame]]:
    """Those who were counted, where no telling names a target: the group of the first count."""
    for frame in frames:
        for toll in frame.tolls:
            if toll.mention is None or toll.zero or toll.kind is CasualtyKind.FREED:
                continue
            if all(toll.mention is not a for a in agents):
                return [(who_they_are(toll.mention, frame) or toll.mention, frame)]
    return []


def _armed_nearby(
    draft: Draft, patients: Sequence[tuple[Mention, Frame]], beside: Sequence[Sentence]
) -> list[tuple[Mention, Frame]]:
    """An armed side that the tellings name in no clear role, where no telling names who acted and those who
    suffer are not armed themselves: first among the counted, then anywhere in the sentences.
    """
    if any(
        m.side in SIDES_ARMED or m.armed or m.side == "protester" for m, _ in patients
    ) or draft.families & {"protest", "arrest", "accident", "free", "coup"}:
        return []
    taken = [m for m, _ in patients]
    for frame in draft.frames:
        for toll in frame.tolls:
            if (
                toll.mention is not None
                and toll.mention.side in SIDES_ARMED
                and all(toll.mention is not m for m in taken)
            ):
                return [(toll.mention, frame)]
    for frame in draft.frames:
        for mention in frame.sentence.mentions:
            if mention.side in {"militant", "bomber"} and all(mention is not m for m in taken):
                return [(mention, frame)]
    if draft.families & {"armed"} and not draft.acts & {"ied", "air_strike", "shell", "blast"}:
        for sentence in beside:
            for mention in sentence.mentions:
                if mention.side == "militant" and not prepositional(sentence, mention):
                    return [(mention, Frame(sentence, sentence.start, sentence.end, []))]
    return []
