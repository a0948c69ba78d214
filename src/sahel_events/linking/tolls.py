"""The ledger of tolls: what each report counts, who says so, and the lowest, best and highest of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from ..counts import KINDS
from ..lexicon.fold import fold
from ..lexicon.rules import RegexRule, load_regex_rules
from ..schema import CasualtyKind
from . import sides
from .record import Count, LinkedCasualty
from .reports import Record
from .sides import Side, Sides
from .speakers import speaker

_OFFICIAL = frozenset(("army", "official", "article"))
"""Speakers whose count may be the best one. An article's own words are as good as an official's: the counts
that agencies state as plain facts are mostly the last official ones (of the 23 tolls of the first linking set
all are right with this and 22 without, of the 12 of the third 11 and 10)."""

@dataclass(frozen=True, slots=True)
class _Told:
    """A count of one report, and which side it is of: the one that acts (True) or the one that suffers."""

    kind: str
    acting: bool
    count: Count


def ledger(records: Sequence[Record], made: Sides) -> tuple[LinkedCasualty, ...]:
    """The casualties of an event that `records` report, killed first, the side that suffers first.

    The dead of one side are one row, whatever the reports call them. low and high: the lowest and highest
    that a report states; an open count ("more than 70") enters both as its lower end. best: the latest count
    of an official, else the latest; of one day the closed before the open, then the higher. A report
    whose day of publication is not known comes before all others; where its words tell of an earlier count,
    after those with a lower one.
    """
    rows: dict[tuple[str, bool], list[Count]] = {}
    late = frozenset(r["id"] for r in records if r["article"]["published"] is None and _follows(r))
    for record in records:
        for told in _told(record, made):
            rows.setdefault((told.kind, told.acting), []).append(told.count)
    order = {kind: place for place, kind in enumerate(KINDS)}
    keys = sorted(rows, key=lambda key: (order[key[0]], key[1]))
    return tuple(_row(kind, rows[kind, acting], late) for kind, acting in keys)


def _row(kind: str, counts: list[Count], late: frozenset[str]) -> LinkedCasualty:
    official = [count for count in counts if count.said_by in _OFFICIAL]
    chosen = max(official or counts, key=lambda count: _latest(count, counts, late))
    who = chosen.who or _commonest(count.who for count in counts if count.who)
    return LinkedCasualty(
        kind=CasualtyKind(kind), who=who, low=min(count.min for count in counts), best=chosen.min,
        high=max(count.min if count.max is None else count.max for count in counts),
        values=tuple(sorted(counts, key=lambda count: (count.published or "", count.report, count.min))),
    )


def _commonest(words: Iterable[str]) -> str | None:
    uses = Counter(words)
    return min(uses, key=lambda word: (-uses[word], word), default=None)


def _latest(count: Count, counts: list[Count], late: frozenset[str]) -> tuple[str, bool, bool, int, str]:
    published, follows = count.published or "", count.report in late
    if follows:
        published = max((c.published for c in counts if c.published and c.min < count.min), default="")
    return published, follows, count.max is not None, count.min, count.report


def _follows(record: Record) -> bool:
    """Whether a report tells that its counts follow earlier ones."""
    return any(rule.compiled.search(row["text"]) for rule in _revisions() for row in record["evidence"])


@cache
def _revisions() -> tuple[RegexRule, ...]:
    return load_regex_rules("revisions")


def _told(record: Record, made: Sides) -> Iterable[_Told]:
    """The counts of one record: those of one side and different groups added up, versions of one group
    apart."""
    acts = tuple(made.of_actor(a) for a in record["actors"] if a["role"] in {"perpetrator", "claimant"})
    suffers = tuple(made.of_actor(a) for a in record["actors"] if a["role"] == "target")
    groups: dict[tuple[str, bool], dict[str | None, list[Count]]] = {}
    for row in record["casualties"]:
        acting = _acting(record, row, made, acts, suffers)
        who = fold(row["who"]) if row["who"] else None
        groups.setdefault((row["kind"], acting), {}).setdefault(who, []).append(_count(record, row))
    for (kind, acting), by_word in groups.items():
        if len(by_word) == 1:
            for count in next(iter(by_word.values())):
                yield _Told(kind, acting, count)
        else:
            largest = [max(counts, key=lambda c: c.min) for counts in by_word.values()]
            yield _Told(kind, acting, _sum([count for count in largest if not _part(count, largest, made)]))


def _count(record: Record, row: Record) -> Count:
    span = row.get("span")
    return Count(
        min=row["min"], max=row["max"], approximate=row.get("approximate", False), who=row["who"],
        report=record["id"], published=record["article"]["published"], said_by=speaker(record, span),
        text=row.get("text") or "", span=tuple(span) if span else None,
    )


def _part(count: Count, others: Sequence[Count], made: Sides) -> bool:
    """Whether one person is mostly one of those that another row counts: "28 soldiers, among them a
    captain"."""
    if (count.min, count.max) != (1, 1) or not count.who:
        return False
    group = made.of(count.who).service
    return group is not None and any(
        other.min > 1 and other.who is not None and made.of(other.who).service == group for other in others
    )


def _sum(counts: list[Count]) -> Count:
    """Counts of several groups of one side as one, with the words of the largest."""
    first = max(counts, key=lambda count: count.min)
    tops = [count.max for count in counts]
    return first.model_copy(update={
        "min": sum(count.min for count in counts),
        "max": None if None in tops else sum(top for top in tops if top is not None),
        "approximate": any(count.approximate for count in counts),
        "who": " and ".join(sorted({count.who for count in counts if count.who})) or None,
    })


_ENEMY_RULE = re.compile(r"toll\.eliminate")
"""Rules for words that armies have for the dead of the other side ("neutralised")."""

_ENEMY = re.compile(r"[^.;,]{0,40}?\b(?:enemy|assailants?|attackers?|terrorists?|jihadists?|militants?)\b")
"""What may follow a count without a noun of its own: "77 dead for the enemy"."""


def _acting(
    record: Record, row: Record, made: Sides, acts: tuple[Side, ...], suffers: tuple[Side, ...]
) -> bool:
    """Whether those who are counted belong to the side that acts."""
    word = row["who"]
    if word is None:
        enemy = bool(_ENEMY_RULE.match(row.get("rule") or "")) or bool(_ENEMY.match(_after(record, row)))
        return enemy and any(side.family == sides.ARMED for side in acts)
    counted = made.of(word)
    if counted.vague and counted.family == sides.CIVIL:
        return False
    does, suffered = sides.best((counted,), acts), sides.best((counted,), suffers)
    return sides.RANK[does] > max(sides.RANK[suffered], sides.RANK[sides.UNKNOWN])


def _after(record: Record, row: Record) -> str:
    """What follows a count in its sentence, as far as no other count begins."""
    span = row.get("span")
    if span is None:
        return ""
    for sentence in record["evidence"]:
        around = sentence.get("span")
        if around and around[0] <= span[0] and span[1] <= around[1]:
            rest = sentence["text"][span[1] - around[0]:]
            return str(re.split(r"\d| and ", rest, maxsplit=1)[0])
    return ""
