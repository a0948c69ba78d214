"""Questions to an events file: which records match, in which order, and what a misspelt name may have meant.

Works on the plain records of `store.read_lines`, so that ten thousand are asked in a blink.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from .counts import people
from .errors import UsageError
from .lexicon.fold import fold

if TYPE_CHECKING:
    from .lexicon.actors import ActorTable
    from .lexicon.gazetteer import Gazetteer

Record = Mapping[str, Any]
T = TypeVar("T")

_BREAK = re.compile(r"[\s\-\u2010-\u2015/]+")
_PERIOD = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


@lru_cache(maxsize=65536)
def has_name(text: str, wanted: str) -> bool:
    """Whether the folded name `wanted` is a run of whole words of `text`, accents and case aside.

    Hyphens part words as spaces do ("al-Qaeda" is in "al-Qaeda-linked gunmen"); a plural "s" may be missing
    or there on either side ("militant" is in "suspected militants").
    """
    if not wanted:
        return False
    words = [fold(word) for word in _BREAK.split(text)]
    forms = {wanted, wanted + "s", wanted.removesuffix("s")} - {""}
    longest = len(wanted) + 1
    for start in range(len(words)):
        run = ""
        for word in words[start:]:
            run += word
            if run in forms:
                return True
            if len(run) > longest:
                break
    return False


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A name asked for: the `name` as given; `ids` that it stands for in the actor table or the gazetteer;
    and for places the `country` code, where it is a country, and the folded names of `regions`, where it is
    one."""

    name: str
    ids: frozenset[str] = frozenset()
    country: str | None = None
    regions: frozenset[str] = frozenset()
    folded: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "folded", fold(self.name))  # once, not for each record

    @property
    def listed(self) -> bool:
        """Whether the actor table or the gazetteer has the name."""
        return bool(self.ids or self.regions) or self.country is not None

    def actor(self, actor: Record) -> bool:
        """Whether an actor of a record bears the name: by its id, or by words of its name or of its text."""
        if actor.get("actor_id") in self.ids:
            return True
        return has_name(actor["name"], self.folded) or has_name(actor.get("text") or "", self.folded)

    def place(self, location: Record) -> bool:
        """Whether a location is the place asked for or lies in it: by id, name, first-level region or
        country."""
        if self.country is not None:
            return bool(location["country"] == self.country)
        if location.get("gazetteer_id") in self.ids:
            return True
        region = location.get("admin1") or ""
        if self.regions and fold(region) in self.regions:
            return True
        texts = (location["name"], location.get("text") or "", region)
        return any(has_name(text, self.folded) for text in texts)


def actor_match(name: str, table: ActorTable) -> NameMatch:
    """What `name` asks for: every actor of the table that bears it, and those under them through country
    and parent ("France": French forces, Barkhane, Takuba)."""
    return NameMatch(name, ids=frozenset(table.search(name)))


def place_match(name: str, gazetteer: Gazetteer) -> NameMatch:
    """What `name` asks for: a country, or the places of the gazetteer that bear it under any of their
    names."""
    country = gazetteer.country_of(name)
    if country is not None:
        return NameMatch(name, country=country)
    places = gazetteer.find(name)
    unit = gazetteer.admin(name)
    regions = [p for p in (*places, unit) if p is not None and p.feature == "ADM1"]
    return NameMatch(
        name,
        ids=frozenset(p.id for p in (*places, unit) if p is not None),
        regions=frozenset(fold(spelling) for p in regions for spelling in p.names),
    )


def period(text: str) -> tuple[str, str]:
    """First and last day of a year, month or day given as YYYY, YYYY-MM or YYYY-MM-DD, as ISO dates.

    Raises UsageError for anything else.
    """
    found = _PERIOD.fullmatch(text.strip())
    wrong = UsageError(f"{text!r} is no date: give YYYY, YYYY-MM or YYYY-MM-DD")
    if found is None:
        raise wrong
    year, month, day = found.groups()
    try:
        first = date(int(year), int(month or 1), int(day or 1))
        last_day = calendar.monthrange(first.year, int(month or 12))[1]
        last = date(first.year, int(month or 12), int(day or last_day))
    except ValueError:
        raise wrong from None
    return first.isoformat(), last.isoformat()


@dataclass(frozen=True, kw_only=True)
class Query:
    """What is asked for. A record matches when it fits every field that is given; of several values of one
    field it needs to fit one.

    actors, places: names, made by `actor_match` and `place_match`. countries: ISO codes of the event's
    place. types: event types or sub-types. statuses: of status. since, until: ISO days, both included; an
    event matches when its interval overlaps them. One whose year is unknown matches when some year, not
    after its article's publication, puts it there; one without a date never does. min_killed: at least so
    many dead by the lower ends of the counts. main: True for main events alone, False for background alone.
    min_confidence: 0 to 1.
    """

    actors: tuple[NameMatch, ...] = ()
    places: tuple[NameMatch, ...] = ()
    countries: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    since: str | None = None
    until: str | None = None
    min_killed: int | None = None
    main: bool | None = None
    min_confidence: float | None = None

    def matches(self, record: Record) -> bool:
        """Whether a record fits."""
        return (
            (self.main is None or record["main"] == self.main)
            and (not self.types or not self.types.isdisjoint(types_of(record)))
            and (not self.statuses or record["status"] in self.statuses)
            and (self.min_confidence is None or record["confidence"] >= self.min_confidence)
            and (self.min_killed is None or self._deadly(record))
            and ((self.since is None and self.until is None) or self._in_time(record))
            and (not self.countries or (record["location"] or {}).get("country") in self.countries)
            and (not self.places or self._placed(record))
            and (not self.actors or self._acted(record))
        )

    def _deadly(self, record: Record) -> bool:
        toll = people(record, "killed")
        return toll is not None and self.min_killed is not None and toll.low >= self.min_killed

    def _in_time(self, record: Record) -> bool:
        when = record["date"]
        return when is not None and overlaps(
            when["start"], when["end"], self.since, self.until, latest=record["article"].get("published")
        )

    def _placed(self, record: Record) -> bool:
        location = record["location"]
        return location is not None and any(place.place(location) for place in self.places)

    def _acted(self, record: Record) -> bool:
        for actor in record["actors"]:  # no any(): twice as fast, and asked of each record
            for wanted in self.actors:
                if wanted.actor(actor):
                    return True
        return False


def types_of(record: Record) -> tuple[str, str]:
    """The type and the sub-type of a record."""
    return record["event_type"], record["sub_event_type"]


def overlaps(
    start: str, end: str, since: str | None, until: str | None, *, latest: str | None = None
) -> bool:
    """Whether the days `start` to `end` share a day with `since` to `until` (ISO dates, None for open).

    `start` and `end` may both be `--MM-DD`: then whether they do in some year. `latest` (an ISO date: the
    article's publication) rules out years in which the event would have begun after it.
    """
    if not start.startswith("--"):
        return (until is None or start <= until) and (since is None or end >= since)
    if latest is not None and not latest[:4].isdecimal():  # of a foreign or a spoilt file
        latest = None
    last = min((int(bound[:4]) for bound in (until, latest) if bound), default=None)
    if since is None or last is None:
        return True  # without a bound on one side some year always fits
    for year in range(int(since[:4]) - 1, last + 1):
        first = f"{year:04d}{start[1:]}"
        final = f"{year + (end < start):04d}{end[1:]}"
        if (until is None or first <= until) and final >= since and (latest is None or first <= latest):
            return True
    return False


def _by_date(record: Record) -> Any:
    when = record["date"]
    if when is None:
        return None
    return when["start"].startswith("--"), when["start"], when["end"]


def _by_place(record: Record) -> Any:
    location = record["location"]
    return (location["country"] or "~", fold(location["name"])) if location else None


def _by_killed(record: Record) -> Any:
    toll = people(record, "killed")
    return None if toll is None else (toll.best, toll.high is None, toll.high or 0)


SORTS: dict[str, tuple[Callable[[Record], Any], bool]] = {
    "date": (_by_date, False),
    "place": (_by_place, False),
    "type": (types_of, False),
    "killed": (_by_killed, True),
    "confidence": (lambda record: record["confidence"], True),
}
"""What records can be sorted by: the key (None where unknown), and whether the largest comes first."""


def sort_records(
    items: Iterable[T], by: str, *, reverse: bool = False, record: Callable[[T], Record]
) -> list[T]:
    """`items` sorted by a name of SORTS: earliest, first in the alphabet, deadliest or surest first;
    `reverse` turns it round. Items with an unknown value come last either way; equal ones keep their order.
    `record` gives the record of an item. Raises UsageError for another name."""
    if by not in SORTS:
        raise UsageError(f"cannot sort by {by!r}; possible: {', '.join(SORTS)}")
    key, largest_first = SORTS[by]
    known, unknown = [], []
    for item in items:
        value = key(record(item))
        if value is None:
            unknown.append(item)
        else:
            known.append((value, item))
    known.sort(key=lambda pair: pair[0], reverse=largest_first != reverse)
    return [item for _, item in known] + unknown


@dataclass
class Vocabulary:
    """The names that occur in a file: what a name asked for is checked against, and suggestions are taken
    from. `names`: whether actors, places and countries are taken up, besides types and statuses."""

    names: bool = True
    actors: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    types: set[str] = field(default_factory=set)
    statuses: set[str] = field(default_factory=set)

    def add(self, record: Record) -> None:
        """Take up the names of one record."""
        self.types.add(record["event_type"])
        self.types.add(record["sub_event_type"])
        self.statuses.add(record["status"])
        if self.names:
            self._add_names(record)

    def _add_names(self, record: Record) -> None:
        for actor in record["actors"]:
            self.actors.add(actor["name"])
            self.actors.add(actor.get("text") or actor["name"])
        location = record["location"]
        if location is not None:
            self.places.update(filter(None, (location["name"], location.get("text"), location.get("admin1"))))
            if location["country"]:
                self.countries.add(location["country"])

    def knows_actor(self, match: NameMatch) -> bool:
        """Whether the actor table or the file has somebody of the name."""
        return match.listed or any(has_name(text, match.folded) for text in self.actors)

    def knows_place(self, match: NameMatch) -> bool:
        """Whether the gazetteer or the file has a place of the name."""
        return match.listed or any(has_name(text, match.folded) for text in self.places)


def nearest(name: str, names: Collection[str], limit: int = 3) -> list[str]:
    """Those of `names` that are spelt most like `name`, accents and case aside, likest first.

    difflib's ratio of the folded names, 0.6 and up (difflib's own default): a transposed or missing letter
    in a word of five still passes.
    """
    folded: dict[str, str] = {}
    for other in sorted(names):
        folded.setdefault(fold(other), other)
    folded.pop("", None)
    return [folded[key] for key in get_close_matches(fold(name), list(folded), n=limit)]
