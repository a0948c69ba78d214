"""ACLED's layout: 31 columns in its order, in its words and codes (docs/export.md has every ruling)."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from ..counts import Toll, people
from ..form import is_linked
from .cells import write_rows
from .kinds import STATE, Kinds
from .tables import Country, acled, code_of, country, vague_counts
from .values import (
    JOINED,
    Days,
    Record,
    Stream,
    by_role,
    days,
    line,
    listed,
    part,
    point,
    quotations,
    reports,
)

if TYPE_CHECKING:
    from ..lexicon.actors import ActorTable

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type",
    "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction",
    "civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude",
    "longitude", "geo_precision", "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
)
"""The columns of ACLED's files since 2023, in their order (ACLED Codebook, table 1)."""

PREFIX = "SE-"
"""Begins our ids, so that nobody takes one for ACLED's (three letters of the country and a number)."""

NO_DAY = "without a day that event_date can hold: it is empty"
NO_PLACE = "without a place: country, location and coordinates are empty"
NO_POINT = "with a place but no coordinates: latitude and longitude are empty"
NO_WORD = "of a type that ACLED lacks (accident, coup): written as Strategic developments, Other"
NEW_TYPE = "of a type that this version does not know: written as it stands"
IMPLIED = "with nobody named on a side that ACLED needs: actor1 or actor2 is its generic name"
VAGUE = "with a vague count of the dead: written after ACLED's rules"

_DAY = timedelta(days=1)
_AGAINST_CIVILIANS, _CIVILIANS = "violence_against_civilians", "Civilians"
_OWN_TYPES = ("accident", "coup")
_PLACES = 4
"""Decimals of coordinates, as the codebook says."""


def write(
    records: Iterable[Record], stream: Stream, actors: ActorTable | None = None
) -> Counter[str]:
    """Write records in ACLED's layout as CSV to a text stream; what ACLED has no place for, with how many
    events it concerns. `actors`: the actor table, else the shipped one."""
    told: Counter[str] = Counter()
    write_rows(COLUMNS, _rows(records, told, actors), stream)
    return told


def _rows(
    records: Iterable[Record], told: Counter[str], actors: ActorTable | None
) -> Iterator[tuple[Any, ...]]:
    table = acled()
    kinds = Kinds(
        table.categories, table.actors, people=_CIVILIANS, bodies="External/Other forces", table=actors
    )
    for record in records:
        where, sides, toll = country(record), by_role(record), people(record, "killed")
        yield (
            PREFIX + line(record["id"]), *_when(days(record), told), *_type(record, told),
            *_sides(record, sides, kinds, where, told), *_place(record, where, told), _sources(record), None,
            _notes(record, sides), _fatalities(record, toll, told), _tags(record, toll), None,
        )


def _when(found: Days, told: Counter[str]) -> tuple[Any, ...]:
    """event_date, year, time_precision."""
    code = code_of(acled().time_precision, found.length) if found.start is not None else None
    if found.start is None or found.end is None or code is None:
        told[NO_DAY] += 1
        same = found.start is not None and found.end is not None and found.start.year == found.end.year
        return None, found.start.year if same and found.start else None, None
    day = _day(found.start, found.end, code)
    return day.isoformat(), day.year, code


def _day(start: date, end: date, code: int) -> date:
    """The day that stands for an interval: the first of a night, the middle of a week, the first or last day
    of a month's beginning or end, else its middle (codebook, "Time precision codes")."""
    if code == 1:
        return start
    if code > 2 and (start.year, start.month) == (end.year, end.month):
        last = calendar.monthrange(end.year, end.month)[1]
        begins, ends = start.day == 1, end.day == last
        if begins != ends:
            return start if begins else end
    return start + (end - start) // _DAY // 2 * _DAY


def _type(record: Record, told: Counter[str]) -> tuple[str, str, str]:
    """disorder_type, event_type, sub_event_type."""
    sub = record["sub_event_type"]
    if sub in _OWN_TYPES:
        told[NO_WORD] += 1
    words = acled().sub_event_types.get(sub)
    if words is None:  # of a later version
        told[NEW_TYPE] += 1
        return "", line(record["event_type"]), line(sub)
    return words


class _Side(NamedTuple):
    name: str = ""
    others: str = ""
    inter: str = ""


def _sides(
    record: Record, actors: dict[str, list[Record]], kinds: Kinds, where: Country | None, told: Counter[str]
) -> tuple[str, ...]:
    """actor1 to civilian_targeting."""
    acting, suffering, helping = actors["perpetrator"], actors["target"], actors["supporter"]
    implied = ""
    if not acting:
        implied = acled().implied.get(record["event_type"], "")
        if suffering and record["event_type"] in ("protests", "riots"):
            implied = ""
        if not implied:
            acting, suffering = suffering, []
    if implied:
        one = _Side(_of(implied, where), JOINED.join(map(_name, helping)), acled().inter_of_generic[implied])
    else:
        one = _side(acting, helping, record, kinds, where, acts=True)
    two = _side(suffering, [], record, kinds, where)
    if not two.name and record["event_type"] == _AGAINST_CIVILIANS:  # the target is always actor 2
        implied = _CIVILIANS
        two = _Side(_of(_CIVILIANS, where), "", _CIVILIANS)
    if implied:
        told[IMPLIED] += 1
    return (
        one.name, one.others, one.inter, two.name, two.others, two.inter, interaction(one.inter, two.inter),
        "Civilian targeting" if _targets_civilians(record, two.inter) else "",
    )


def _side(
    actors: list[Record], helping: list[Record], record: Record, kinds: Kinds, where: Country | None, *,
    acts: bool = False,
) -> _Side:
    """The first of the actors, with the rest and those who help as associated actors. Where ACLED has a
    generic name for the first, the text's own word is the first of the associated ones. Who `acts` in an
    event of violence is armed, whatever the word: civilians are unarmed by ACLED's definition."""
    if not actors:
        return _Side("", JOINED.join(map(_name, helping)))
    first, rest = actors[0], actors[1:]
    inter = _inter(first, record, kinds, where)
    generic = _generic(first, inter)
    if acts and generic == _CIVILIANS and record["event_type"] in acled().implied:
        generic = acled().implied[record["event_type"]]
        inter = acled().inter_of_generic[generic]
    others = (actors if generic else rest) + helping
    name = _of(generic, where) if generic else _name(first)
    return _Side(name, JOINED.join(dict.fromkeys(map(_name, others))) if others else "", inter)


def _generic(actor: Record, inter: str) -> str:
    """What ACLED calls an actor that the text names by a word alone; "" for one with a name."""
    if actor.get("actor_id") is not None:
        return ""
    if inter in ("Rioters", "Protesters"):
        return inter
    return acled().generic.get(actor.get("category") or "", "")


def _inter(actor: Record, record: Record, kinds: Kinds, where: Country | None) -> str:
    kind = kinds.of(actor)
    if kind == STATE:
        home = actor.get("country")
        if home is None:
            return "External/Other forces" if actor.get("category") == "external_forces" else "State forces"
        return "State forces" if where is None or home == where.code else "External/Other forces"
    if kind == "crowd":
        return "Rioters" if record["event_type"] == "riots" else "Protesters"
    return kind


@cache
def interaction(one: str, two: str) -> str:
    """The text of two kinds of actor: "State forces-Rebel group", "Rebel group only"; in the order of ACLED's
    codes whichever acts."""
    if not one or not two:
        return f"{one or two} only" if one or two else ""
    low, high = sorted((one, two), key=acled().inters.index)
    turned = f"{high}-{low}"
    return turned if turned in acled().turned else f"{low}-{high}"


def _targets_civilians(record: Record, inter2: str) -> bool:
    """Codebook, "Civilian targeting"."""
    if record["event_type"] == _AGAINST_CIVILIANS:
        return True
    if record["sub_event_type"] == "excessive_force_against_protesters":
        return True
    return record["event_type"] in ("explosions_remote_violence", "riots") and inter2 == _CIVILIANS


def _name(actor: Record) -> str:
    return line(actor["name"])


def _of(name: str, where: Country | None) -> str:
    return f"{name} ({where.acled or where.code})" if where is not None else name


def _place(record: Record, where: Country | None, told: Counter[str]) -> tuple[Any, ...]:
    """iso to geo_precision."""
    location, found = part(record, "location"), point(record)
    if found is None:
        told[NO_POINT if location else NO_PLACE] += 1
    lat, lon = (round(found[0], _PLACES), round(found[1], _PLACES)) if found else (None, None)
    precision = location.get("precision")
    if precision == "admin" and location.get("admin2"):
        precision = "district"
    return (
        where.iso if where else "", where.acled_region if where else "",
        where.acled or where.code if where else "", line(location.get("admin1")),
        line(location.get("admin2")), "", line(location.get("name")), lat, lon,
        acled().geo_precision.get(precision or ""),
    )


def _sources(record: Record) -> str:
    if is_linked(record):
        return JOINED.join(dict.fromkeys(article for _, article in reports(record)))
    article = record["article"]
    return line(article["source"] or article["id"])


def _notes(record: Record, actors: dict[str, list[Record]]) -> str:
    """The article's words, what is claimed, and what reports disagree on."""
    parts = [line(quotation) for quotation in quotations(record)]
    if actors["claimant"]:
        acting = {actor["name"] for actor in actors["perpetrator"]}
        claimants = [_name(actor) for actor in actors["claimant"] if actor["name"] not in acting]
        if claimants:
            parts.append(f"[Claimed by {JOINED.join(claimants)}.]")
    for row in listed(record, "disagreements"):
        versions = " or ".join(line(version.get("value")) for version in listed(row, "values"))
        parts.append(f"[Reports differ on {line(row.get('field'))}: {versions}.]")
    return " ".join(parts)


def fatalities(record: Record) -> int:
    """The dead of an event as ACLED counts them: our best count, but for vague words ("dozens") its number;
    0 where none are told of."""
    return _fatalities(record, people(record, "killed"), Counter())


def _fatalities(record: Record, toll: Toll | None, told: Counter[str]) -> int:
    if toll is None:
        return 0
    rows = [row for row in record["casualties"] if row["kind"] == "killed"]
    counted = [_counted(row) for row in rows]
    if counted == rows:
        return toll.best
    told[VAGUE] += 1
    changed = people({"casualties": counted}, "killed")
    assert changed is not None, "there are rows"
    return changed.best


def _counted(row: Record) -> Record:
    best = row.get("best")
    if best is None:
        number = _number(row)
        return row if number is None else {**row, "min": number}
    for value in row.get("values") or ():
        if value.get("min") == best and (number := _number(value)) is not None:
            return {**row, "best": number}
    return row


def _number(count: Record) -> int | None:
    """ACLED's number for a count, where its words are vague and it is open above."""
    if count.get("max") is not None or not count.get("approximate"):
        return None
    words = line(count.get("text"))
    return next((int(rule.label) for rule in vague_counts() if rule.compiled.search(words)), None)


def _tags(record: Record, toll: Toll | None) -> str:
    """What ACLED has no column for, as `key=value` in the way of its own tags ("crowd size=about 100")."""
    found = [f"status={line(record['status'])}"]
    if record["sub_event_type"] in _OWN_TYPES:
        found.append(f"sub_event_type={record['sub_event_type']}")
    if not record["main"]:
        found.append("background=true")
    found.append(f"confidence={record['confidence']}")
    if toll is not None:
        found.append(f"killed={toll.low}-{'' if toll.high is None else toll.high}")
    when = days(record)
    if when.without_year:
        found.append(f"date_without_year={when.without_year}")
    if is_linked(record):
        found.append(f"reports={len(record['reports'])}")
    return JOINED.join(found)
