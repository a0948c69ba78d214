"""One event out of the records that report it: which report supports which value, and where they disagree."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence

from ..schema import TYPE_OF_SUB, Role
from . import sides
from .places import place_rule
from .record import (
    Disagreement,
    LinkedActor,
    LinkedCasualty,
    LinkedDate,
    LinkedEvent,
    LinkedLocation,
    Naming,
    Quote,
    Version,
)
from .reports import Days, Reader, Record, Spot, days_of
from .speakers import speaker
from .tolls import ledger

_PRECISION = {"place": 0, "admin": 1, "area": 2, "country": 3}
_STATUS = ("confirmed", "reported", "claimed", "denied")
"""From the firmest: an event is as firm as its firmest report."""


def merge(records: Iterable[Record], reader: Reader, alone: str | None = None) -> LinkedEvent:
    """The event that `records` (one or more, of any order) report; `reader` is the linker's. `alone`: why
    the one record could not be compared with others."""
    told = sorted(records, key=_first)
    sub_type = _sub_type(told)
    days = [(record["id"], record["date"]) for record in told if record["date"]]
    spots = [(record, reader.spot(record["location"])) for record in told]
    actors = _actors(told, reader)
    published = sorted(filter(None, (record["article"]["published"] for record in told)))
    casualties = ledger(told, reader.sides)
    return LinkedEvent(
        id=hashlib.sha256(f"linked {told[0]['id']}".encode()).hexdigest()[:16],
        event_type=TYPE_OF_SUB[sub_type],
        sub_event_type=sub_type,
        status=min((record["status"] for record in told), key=_STATUS.index),
        main=any(record["main"] for record in told),
        date=_date(days),
        location=_location(spots),
        actors=actors,
        casualties=casualties,
        evidence=tuple(_quote(record) for record in told),
        disagreements=tuple(_disagreements(told, actors, casualties, spots)),
        reports=tuple(record["id"] for record in told),
        articles=tuple(dict.fromkeys(record["article"]["id"] for record in told)),
        first_published=published[0] if published else None,
        last_published=published[-1] if published else None,
        confidence=max(record["confidence"] for record in told),
        alone=alone,
        made_with=reader.made_with,
    )


def _first(record: Record) -> tuple[bool, str, str]:
    """Reports in the order of their publication; those that give no day of it last."""
    published = record["article"]["published"]
    return published is None, published or "", record["id"]


def _quote(record: Record) -> Quote:
    first = record["evidence"][0]
    span = first.get("span")
    return Quote(
        report=record["id"], article=record["article"]["id"], text=first["text"], span=span and tuple(span)
    )


def _sub_type(told: Sequence[Record]) -> str:
    """What most reports call it; of equals the one that the surest report gives, then the first report."""
    if len(told) == 1:
        return str(told[0]["sub_event_type"])
    votes = Counter(record["sub_event_type"] for record in told)
    most = [record for record in told if votes[record["sub_event_type"]] == max(votes.values())]
    return str(max(most, key=lambda record: (record["main"], record["confidence"]))["sub_event_type"])


def _date(days: list[tuple[str, Record]]) -> LinkedDate | None:
    """The shortest interval; with a year before without; of equals the one that most reports support."""
    if not days:
        return None
    if len(days) == 1:
        ident, when = days[0]
        return _dated(when, (ident,))
    read = [(ident, when, _known(days_of(when))) for ident, when in days]

    def support(days_: Days) -> tuple[str, ...]:
        return tuple(ident for ident, _, other in read if _within(days_, other))

    best = min(read, key=lambda row: (row[2].yearless, row[2].length, -len(support(row[2])), row[0]))
    return _dated(best[1], support(best[2]))


def _dated(when: Record, reports: tuple[str, ...]) -> LinkedDate:
    return LinkedDate(start=when["start"], end=when["end"], precision=when["precision"], reports=reports)


def _known(days: Days | None) -> Days:
    assert days is not None  # of a date that is there
    return days


def _within(inner: Days, outer: Days) -> bool:
    if inner.yearless != outer.yearless:
        inner, outer = inner.of_any_year(), outer.of_any_year()
    return outer.start <= inner.start and inner.end <= outer.end


def _location(spots: list[tuple[Record, Spot | None]]) -> LinkedLocation | None:
    """The most exact place; of equals the one that most reports name, then one that the gazetteer has."""
    known = [(record, spot) for record, spot in spots if spot is not None]
    if not known:
        return None
    if len(known) == 1:
        return _located(known[0][0], (known[0][0]["id"],))

    def support(spot: Spot) -> list[str]:
        return [record["id"] for record, other in known if _agree(spot, other)]

    def rank(pair: tuple[Record, Spot]) -> tuple[int, bool, int, bool, str]:
        record, spot = pair
        same = [other for _, other in known if place_rule(spot, other) == "link.place.same"]
        return _PRECISION[spot.precision], spot.unlisted, -len(same), spot.ident is None, record["id"]

    record, spot = min(known, key=rank)
    return _located(record, tuple(support(spot)))


def _located(record: Record, reports: tuple[str, ...]) -> LinkedLocation:
    place = record["location"]
    return LinkedLocation(**{key: place.get(key) for key in _PLACE_KEYS}, reports=reports)


_PLACE_KEYS = ("name", "country", "admin1", "admin2", "lat", "lon", "precision", "gazetteer_id")


def _agree(one: Spot, other: Spot) -> bool:
    """Whether a report that names `other` supports `one`: the same place, or one that it lies in."""
    if one == other:
        return True
    return place_rule(one, other) in _SUPPORT and _PRECISION[other.precision] >= _PRECISION[one.precision]


_SUPPORT = frozenset(f"link.place.{end}" for end in (
    "same", "alike", "same_unit", "same_area", "in_district", "in_region", "in_area", "in_country", "homonym",
))


def _actors(told: Sequence[Record], reader: Reader) -> tuple[LinkedActor, ...]:
    named: dict[str, list[_Named]] = {role: [] for role in ("perpetrator", "target", "supporter", "claimant")}
    for record in told:
        for actor in record["actors"]:
            named[actor["role"]].append((record, actor, reader.sides.of_actor(actor)))
    return tuple(_actor(role, group) for role, rows in named.items() for group in _sides(rows))


_Named = tuple[Record, Record, sides.Side]


def _sides(named: list[_Named]) -> list[list[_Named]]:
    """Actors of one role, those that are one side together: the ones of the actor table first, and the words
    that fit them ("gunmen") with them."""
    if len(named) < 2:
        return [named] if named else []
    groups: list[list[_Named]] = []
    exact = sorted(named, key=lambda row: (row[2].actor is None, row[2].vague))
    for row in exact:
        for group in groups:
            fit = sides.compare(row[2], group[0][2])
            if fit == sides.SAME or (fit == sides.FITS and not _beside(row, group)):
                group.append(row)
                break
        else:
            groups.append([row])
    return groups


def _beside(row: _Named, group: list[_Named]) -> bool:
    """Whether a report of the group tells of the actor beside the one that the group is of."""
    return any(row[0]["id"] == other[0]["id"] for other in group)


def _actor(role: str, group: list[_Named]) -> LinkedActor:
    """One side in a role, out of all the actors of reports that are it."""
    if len(group) == 1:
        record, actor, side = group[0]
        reports = (record["id"],)
        return LinkedActor(
            name=actor["name"], role=Role(role), actor_id=actor.get("actor_id") or side.actor,
            category=actor.get("category"), country=actor.get("country"),
            names=(Naming(name=actor["name"], reports=reports),), reports=reports,
            named_by=(speaker(record, actor.get("span")),),
            denied_by=reports if record["status"] == "denied" else (),
        )
    uses: dict[str, list[str]] = {}
    for record, actor, _ in group:
        uses.setdefault(actor["name"], []).append(record["id"])
    _, head, side = min(
        group, key=lambda row: (row[2].actor is None, row[2].vague, -len(uses[row[1]["name"]]))
    )
    names = sorted(uses, key=lambda name: (name != head["name"], -len(uses[name]), name))
    reports = tuple(sorted({record["id"] for record, _, _ in group}))
    speakers = {speaker(record, actor.get("span")) for record, actor, _ in group}
    return LinkedActor(
        name=head["name"], role=Role(role), actor_id=head.get("actor_id") or side.actor,
        category=head.get("category"), country=head.get("country"),
        names=tuple(Naming(name=name, reports=tuple(sorted(set(uses[name])))) for name in names),
        reports=reports,
        named_by=tuple(sorted(speakers)),
        denied_by=tuple(sorted({record["id"] for record, _, _ in group if record["status"] == "denied"})),
    )


def _disagreements(
    told: Sequence[Record], actors: Sequence[LinkedActor], casualties: Sequence[LinkedCasualty],
    spots: list[tuple[Record, Spot | None]],
) -> Iterable[Disagreement]:
    if len(told) == 1 and all(len(row.values) == 1 for row in casualties):
        return
    plain: dict[str, list[tuple[str, str]]] = {} if len(told) == 1 else {
        "sub_event_type": [(record["sub_event_type"], record["id"]) for record in told],
        "status": [(record["status"], record["id"]) for record in told],
        "date": _days_apart(told),
        "location": _places_apart(spots),
    }
    for field, pairs in plain.items():
        yield from _versions(field, pairs)
    for role in ("perpetrator", "target"):
        sides_told = [actor for actor in actors if actor.role == role and actor.actor_id is not None]
        pairs = [(actor.name, report) for actor in sides_told for report in actor.reports]
        by_report = Counter(report for _, report in pairs)
        if len(sides_told) > 1 and len(by_report) > 1:
            yield from _versions(f"actors.{role}", pairs)
    for row in casualties:
        counts = [(_in_words(count.min, count.max), count.report) for count in row.values]
        yield from _versions(f"casualties.{row.kind}" + (f".{row.who}" if row.who else ""), counts)


def _versions(field: str, pairs: Iterable[tuple[str, str]]) -> Iterable[Disagreement]:
    """The disagreement about a field, where its values are not all the same."""
    values: dict[str, list[str]] = {}
    for value, report in pairs:
        if report not in values.setdefault(value, []):
            values[value].append(report)
    if len(values) > 1:
        versions = [
            Version(value=value, reports=tuple(sorted(values[value]))) for value in sorted(values)
        ]
        yield Disagreement(field=field, values=tuple(versions))


def _in_words(low: int, high: int | None) -> str:
    return f"{low}+" if high is None else str(low) if low == high else f"{low}-{high}"


def _days_apart(told: Sequence[Record]) -> list[tuple[str, str]]:
    """Each report's days, where those of two do not meet."""
    days = [(record, _known(days_of(record["date"]))) for record in told if record["date"]]
    apart = any(
        one.yearless == other.yearless and (one.start > other.end or other.start > one.end)
        for _, one in days for _, other in days
    )
    if not apart:
        return []
    return [(_interval(record["date"]), record["id"]) for record, _ in days]


def _interval(when: Record) -> str:
    return str(when["start"]) if when["start"] == when["end"] else f"{when['start']} to {when['end']}"


def _places_apart(spots: list[tuple[Record, Spot | None]]) -> list[tuple[str, str]]:
    """The places of reports that name places, where those of two are not one."""
    exact = [(record, spot) for record, spot in spots if spot is not None and spot.precision == "place"]
    same = {"link.place.same", "link.place.alike", "link.place.homonym"}
    if all(place_rule(one, other) in same for _, one in exact for _, other in exact):
        return []
    return [(record["location"]["name"], record["id"]) for record, _ in exact]

