"""Joining the tellings of one event within an article.

A telling joins an event that was told unless something keeps them apart: another day, another place,
another kind of act, other sides, or a word such as "another". The score below only chooses between several
that it could join.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from ..language.words import words
from ..lexicon.fold import fold
from ..schema import CasualtyKind
from .acts import TOGETHER, TOLL_ACTS
from .draft import Draft, GroupOf
from .frames import Frame
from .places import PlaceMention, related
from .sequels import (
    adds_to_toll,
    answers,
    found_after,
    found_beside,
    goes_on,
    of_those,
    on_the_spot,
    one_more,
    repeats_toll,
)

DEADLY = frozenset({"armed", "protest", "mob", "accident", "coup", "rape", "territory", "abduct", "free"})
"""Families whose events have tolls."""


def best_place(places: Sequence[PlaceMention]) -> PlaceMention | None:
    """The most exact place; of equals that of the earliest sentence, nearest to its trigger."""
    return max(places, key=lambda p: (p.rank, -p.sentence.index, -p.distance), default=None)


def keeps_apart(draft: Draft, frame: Frame, group: GroupOf, published: date | None = None) -> str | None:
    """Why a telling cannot be of the event told in `draft`; None where it can."""
    told, own = draft.frames[0].sentence.entry, frame.sentence.entry
    if told != own and ((told and own) or frame.date is None):
        return "another entry of a chronicle"
    if of_those(draft, frame) or found_after(draft, frame):
        return None
    if found_beside(draft, frame):
        return "the dead of an older event"
    if frame.new and not frame.reference and not one_more(draft, frame):
        return "word for another event"
    if frame.after and frame.families == {"territory"} and not frame.families & draft.families:
        return "told as older"
    if answers(draft, frame):
        return "the answer to it"
    if not _acts_fit(draft, frame):
        return "another kind of act"
    if not (adds_to_toll(draft, frame) or repeats_toll(draft, frame)) and (
        _dates_apart(draft, frame)
        or _old_against_news(draft, frame, published)
        or (_dated_against_recent(draft, frame))
    ):
        return "another day"
    if not _counts_on(draft, frame) and _places_apart(draft, frame):
        return "another place"
    if _sides_apart(draft, frame, group):
        return "other sides"
    if _far_with_place(draft, frame):
        return "a place and people of its own, far from an event without place"
    if _told_anew(draft, frame):
        return "another act with its own setting and sides"
    return _tolls_apart(draft, frame)


def _acts_fit(draft: Draft, frame: Frame) -> bool:
    mine, theirs = frame.families - {"claim"}, draft.families
    if frame.acts == {"claim"}:
        return bool(theirs & {"armed", "abduct", "mob", "territory", "loot", "rape"})
    if not mine or not theirs:
        return True
    if frame.acts <= TOLL_ACTS | {"claim"}:
        burnt = theirs == {"loot"} and _right_behind(draft, frame)  # "attackers burn down most of the town"
        return bool(theirs & DEADLY) or burnt  # bare counts go with whatever may cost lives
    if draft.acts <= TOLL_ACTS:
        return mine <= DEADLY and (not mine & {"protest"} or goes_on(draft, frame))
    if mine & theirs:
        return True
    same_breath = frame.sentence.index - draft.last.sentence.index <= 1
    if ("mob" in mine) != ("mob" in theirs):
        return frame.sentence is draft.last.sentence
    if mine == {"arrest"} and on_the_spot(draft, frame):
        return True
    joined = all(any(y in TOGETHER.get(x, ()) or x in TOGETHER.get(y, ()) for y in theirs) for x in mine)
    if not joined or ("coup" in theirs and mine & {"protest", "mob", "loot"}):
        return False
    if _settled(frame) and frame.sentence is not draft.last.sentence and not frame.reference:
        return False  # another act that names its own day and place
    if mine & {"arrest", "free", "abduct"} and not same_breath:
        return False
    if mine == {"arrest"} or theirs == {"arrest"}:
        return False
    return same_breath or bool(frame.reference) or mine <= {"loot", "territory"}


def _right_behind(draft: Draft, frame: Frame) -> bool:
    """Whether a telling is the next sentence of a paragraph, and those who act before it are armed."""
    last = draft.last
    following = frame.sentence.unit is last.sentence.unit and frame.sentence.index == last.sentence.index + 1
    return following and any(m.armed for m in last.roles.agents)


def _settled(frame: Frame) -> bool:
    """Whether a telling names both a day and a place of its own."""
    return frame.date is not None and any(
        p.attached and not p.context and p.precision == "place" for p in frame.places
    )


def _dates_apart(draft: Draft, frame: Frame) -> bool:
    if frame.date is None:
        return False
    days = draft.dates
    if not days:
        return False
    own = frame.date.value
    if all(own.disjoint(d.value) for d in days):
        return True
    other = not (frame.acts - TOLL_ACTS - {"claim"}) & draft.acts and bool(frame.people)
    return (
        other
        and not frame.reference
        and frame.date.span.label_ == "day"
        and all(d.value.precision == "day" and d.value.start != d.value.end for d in days)
    )  # "taken away between 20 and 22 October … On 21 October residents caught a man"


NEWS_DAYS = 20
"""An event told without a day in the news is of the last weeks: in the devset none of the undated main
events was older than 14 days, and every older date beside one was another event's.
"""


def _dated_against_recent(draft: Draft, frame: Frame) -> bool:
    """Whether a telling with a year, or a month far away in the text, meets an event told by weekdays
    alone.
    """
    told = {f.recent for f in draft.frames} - {""}
    if frame.recent and told and frame.recent not in told and not frame.reference and not frame.title:
        return True
    if frame.date is None or draft.date is not None or frame.reference:
        return False
    recent = bool(told)
    wide = frame.date.value.precision in {"month", "year"}
    far = frame.sentence.index - draft.last.sentence.index > 1
    return (recent and (wide or frame.date.value.full)) or (wide and far)


def _old_against_news(draft: Draft, frame: Frame, published: date | None) -> bool:
    """Whether a telling dates an older event, and the draft is news without a day of its own."""
    if published is None or frame.date is None or draft.date is not None or not frame.date.value.full:
        return False
    return (
        date.fromisoformat(frame.date.value.end) < published - timedelta(days=NEWS_DAYS)
        and not frame.reference
    )


def _far_with_place(draft: Draft, frame: Frame) -> bool:
    own = any(p.attached and not p.context and p.precision in {"place", "admin"} for p in frame.places)
    distance = frame.sentence.index - draft.last.sentence.index
    new = (
        bool(frame.people or frame.tolls) and not frame.reference and not frame.title and not draft.last.title
    )
    return own and new and not draft.places and distance > 2 and not (frame.acts - TOLL_ACTS) & draft.acts


def _counts_on(draft: Draft, frame: Frame) -> bool:
    """Whether a bare count goes on with the telling right before it: the places in it, unless they open it or
    stand right behind its verb, are where the wounded were taken or who spoke.
    """
    if not frame.acts <= TOLL_ACTS or frame.date is not None or not frame.triggers:
        return False
    if not 0 <= frame.sentence.index - draft.last.sentence.index <= 1:
        return False
    first, last = frame.triggers[0].start, frame.triggers[-1].end
    own = [p for p in frame.places if not p.context and (p.attached or p.precision == "place")]
    return not any(p.span.start < first or p.span.start - last <= _NEAR_VERB for p in own)


_NEAR_VERB = 2
"""Tokens between a verb and the place where what it says happened ("killed near the town of")."""


def _places_apart(draft: Draft, frame: Frame) -> bool:
    mine = best_place([p for p in frame.places if not p.context])
    theirs = draft.places
    known = [p for p in frame.places if not p.context and p.place is not None and p.precision != "country"]
    if known and theirs and not any(related(p, q) for p in known for q in theirs):
        return True
    if mine is None or not theirs or mine.precision == "country":
        return bool(
            mine is not None
            and theirs
            and mine.attached
            and mine.country
            and all(p.country and p.country != mine.country for p in theirs)
        )
    if any(related(mine, p) for p in theirs):
        exact = best_place(theirs)
        if exact is None or exact.precision != "place" or mine.precision != "place" or frame.reference:
            return False
        named = {fold(p.span.text) for p in theirs if p.precision == "place"}
        if fold(mine.span.text) in named:
            return False
        counted = any(t.kind is CasualtyKind.KILLED for t in frame.tolls) and any(
            t.kind is CasualtyKind.KILLED for t in draft.tolls
        )
        return counted or not any(related(mine, p) for p in theirs if p.precision == "place")
    return True


def _sides_apart(draft: Draft, frame: Frame, group: GroupOf) -> bool:
    """Whether a telling has the sides the other way round: an air strike answers an ambush."""
    mine = {group(m) for m in frame.roles.agents} & {"armed", "state"}
    theirs = {group(m) for f in draft.frames for m in f.roles.agents} & {"armed", "state"}
    if not mine or not theirs or mine & theirs:
        return False
    if frame.acts & {"clash"} or draft.acts & {"clash"} or frame.reference:
        return False
    if frame.families & {"protest"} or draft.families & {"protest"}:
        return False
    return not frame.acts <= TOLL_ACTS


def _told_anew(draft: Draft, frame: Frame) -> bool:
    """Whether a telling brings all that an event needs, and none of it is the draft's: act, agents, those
    who suffer, and a day or place that it names itself.
    """
    own = frame.date is not None or any(
        p.attached and not p.context and p.precision != "country" for p in frame.places
    )
    if not own or frame.reference or not frame.roles.agents or not frame.roles.patients or frame.title:
        return False
    if (frame.acts - TOLL_ACTS - {"claim"}) & draft.acts or not draft.acts - TOLL_ACTS:
        return False
    agents = {m.span[-1].lower_ for f in draft.frames for m in f.roles.agents}
    patients = {m.span[-1].lower_ for f in draft.frames for m in f.roles.patients}
    return (
        bool(agents and patients)
        and not agents & {m.span[-1].lower_ for m in frame.roles.agents}
        and not (patients & {m.span[-1].lower_ for m in frame.roles.patients})
    )


def _tolls_apart(draft: Draft, frame: Frame) -> str | None:
    """Two exact tolls of the dead that differ and that no word corrects speak for two events, where the
    telling also names somebody new or a place.
    """
    mine = [t for t in frame.tolls if t.kind is CasualtyKind.KILLED and not t.zero]
    theirs = [t for t in draft.tolls if t.kind is CasualtyKind.KILLED and not t.zero]
    if not mine or not theirs or frame.reference or any(t.revised for t in [*mine, *theirs]):
        return None
    if {t.count for t in mine} & {t.count for t in theirs}:
        return None
    groups = {m.mention.span[-1].lower_ for m in mine if m.mention is not None} & {
        m.mention.span[-1].lower_ for m in theirs if m.mention is not None
    }
    exact = all(t.count.max == t.count.min and not t.old for t in mine)
    own = frame.date is not None or any(
        p.attached and not p.context and p.precision != "country" for p in frame.places
    )
    if (
        exact
        and own
        and frame.roles.agents
        and (frame.acts - TOLL_ACTS) != (draft.acts - TOLL_ACTS)
        and (not groups or draft.acts & {"air_strike", "ied", "suicide"})
        and {t.count for t in mine}.isdisjoint({t.count for t in theirs})
        and frame.roles.patients
        and not frame.title
    ):
        return "another toll with its own setting and sides"
    own_place = any(p.attached and p.precision == "place" and not p.context for p in frame.places)
    named = {p.span.text for p in draft.places if p.precision == "place"}
    if own_place and frame.roles.agents and named and not named & {p.span.text for p in frame.places}:
        return "another toll at a place of its own"
    return None


_SPECIAL = words("merge.special")


def fit(draft: Draft, frame: Frame, order: int) -> float:
    """How well a telling fits an event that nothing keeps it apart from; larger is better. `order`: how
    many drafts were founded after it (before it, for a headline).

    A telling with no day and no place of its own goes on with what was told last; one that takes up an act
    by a noun ("the kidnapping") belongs to the last event of that act.
    """
    mine = best_place([p for p in frame.places if not p.context and p.precision != "country"])
    score = -0.3 * order
    if frame.date is not None and draft.date is not None:
        score += 2.0 if not frame.date.value.disjoint(draft.date.value) else 0.0
    if mine is not None:
        score += 2.0 if any(related(mine, p) for p in draft.places) else -0.5
        score += 1.5 * any(fold(mine.span.text) == fold(p.span.text) for p in draft.places)
    same_act = bool((frame.acts - TOLL_ACTS - {"claim"}) & draft.acts)
    special = bool((frame.acts & _SPECIAL) & draft.acts)
    score += (3.0 if special else 2.5 if frame.reference else 1.0) * same_act + 0.5 * bool(
        frame.families & draft.families
    )
    counts = {(t.kind, t.count) for t in frame.tolls}
    score += 1.0 * bool(counts & {(t.kind, t.count) for t in draft.tolls})
    distance = frame.sentence.index - draft.last.sentence.index
    settled = frame.date is not None or mine is not None
    if distance <= 1 and frame.sentence.span[0].lower_ in {
        "they",
        "their",
        "he",
        "his",
        "she",
        "it",
        "its",
        "these",
        "this",
        "those",
    }:
        score += 3.0  # goes on with the sentence before
    near = (
        1.5 if distance <= 1 else 0.75 if frame.sentence.unit.block == draft.last.sentence.unit.block else 0.0
    )
    return score + near * (1.0 if settled else 2.0) - 0.05 * max(distance, 0)
