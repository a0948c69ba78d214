"""What of an event, theirs or ours, is compared: its days, place, acts, sides, dead, words and articles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final, Literal

from ..counts import Toll, people
from ..lexicon.actors import ActorTable
from ..lexicon.distance import Point
from ..lexicon.fold import fold, sound
from ..linking.sides import Side, Sides

Record = Mapping[str, Any]
Told = Literal["told", "no_year", "published", "none"]

MONTH: Final = 31
"""Days before the publication of an article in which its undated events are looked for: as in
`linking.fits`."""

_BRACKETS = re.compile(r"(?<!\s)\s*\([^()]*\)")
_COLON = re.compile(r"(?<!\s)\s*:\s*")
_POLICE = re.compile(r"Police Forces of (?P<country>.+?)(?: (?P<unit>Gendarmerie))?")
_WORD = re.compile(r"[a-z0-9]+")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_LONGEST = 90
"""Words of a quotation that are compared: a whole paragraph would be like everything."""


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One event as far as it is compared.

    start, end: ordinal days, both included; `told` says whether the record tells them itself, or without a
    year (then the latest before publication), or not at all (then the month before publication; None, where
    that is unknown too). at, precision: where, and what the coordinates stand for (`place`, `near`, `admin`,
    `area`, `country`; "" for no place). name, skeleton: of the place, folded, and how it sounds. admin1,
    admin2: skeletons of the units. sides: the acting and the suffering side, or their two in any order.
    texts: the sentences of the notes or the evidence. articles: what the event's articles are called.
    """

    record: Record
    start: int | None
    end: int | None
    told: Told
    at: Point | None
    precision: str
    country: str
    admin1: str
    admin2: str
    name: str
    skeleton: str
    subs: frozenset[str]
    types: frozenset[str]
    sides: tuple[tuple[Side, ...], tuple[Side, ...]]
    killed: Toll | None
    texts: tuple[str, ...]
    articles: frozenset[str]

    @property
    def ident(self) -> str:
        """The id of the record."""
        ident: str = self.record["id"]
        return ident


class EntryReader:
    """Makes entries of records; one for each run, as it remembers names."""

    def __init__(self, actors: ActorTable | None = None) -> None:
        """`actors`: the table that our records were made with; None for the shipped one."""
        self._table = actors or ActorTable.load()
        self._sides = Sides(self._table)
        self._known: dict[str, tuple[Side, ...]] = {}
        self._groups: dict[tuple[Side, ...], tuple[Side, ...]] = {}

    def ours(self, record: Record) -> Entry:
        """The entry of one of our events, plain or linked."""
        by_role: dict[bool, list[Side]] = {True: [], False: []}
        for actor in record["actors"]:
            if actor["role"] in {"perpetrator", "claimant", "target"}:
                by_role[actor["role"] != "target"].append(self._sides.of_actor(actor))
        return self._entry(
            record, _days(record["date"], record["article"].get("published")),
            frozenset((record["sub_event_type"],)), frozenset((record["event_type"],)),
            (tuple(by_role[True]), tuple(by_role[False])), _articles(record),
        )

    def theirs(self, record: Record) -> Entry:
        """The entry of a row of theirs, as `theirs.read_theirs` gives it."""
        sides: tuple[list[Side], list[Side]] = ([], [])
        for actor in record["actors"]:
            sides[actor["role"] == "side_2"].extend(self._foreign(actor["name"]))
        named = (part for text in record["named_articles"] for part in (text, *text.split(";")))
        return self._entry(
            record, _days(record["date"], None),
            frozenset(record["sub_event_types"]), frozenset(record["event_types"]),
            (tuple(sides[0]), tuple(sides[1])), frozenset(map(_article_key, named)) - {""},
        )

    def _entry(
        self, record: Record, days: tuple[int | None, int | None, Told], subs: frozenset[str],
        types: frozenset[str], sides: tuple[tuple[Side, ...], tuple[Side, ...]], articles: frozenset[str],
    ) -> Entry:  # fmt: skip
        start, end, told = days
        where = record["location"]
        at, precision, country, admin1, admin2, name = None, "", "", "", "", ""
        if where is not None:
            lat, lon, name = where.get("lat"), where.get("lon"), where["name"]
            at = None if lat is None or lon is None else (lat, lon)
            precision, country = where.get("precision") or "place", where["country"] or ""
            admin1, admin2 = _unit(where.get("admin1") or ""), _unit(where.get("admin2") or "")
        key, skeleton = _named(name)
        return Entry(
            record=record, start=start, end=end, told=told, at=at, precision=precision, country=country,
            admin1=admin1, admin2=admin2, name=key, skeleton=skeleton, subs=subs, types=types,
            sides=(self._same(sides[0]), self._same(sides[1])), killed=people(record, "killed"),
            texts=tuple(part for row in record["evidence"] for part in _SENTENCE.split(row["text"]) if part),
            articles=articles,
        )  # fmt: skip

    def _same(self, group: tuple[Side, ...]) -> tuple[Side, ...]:
        """One object for equal groups, so that comparisons of them can be remembered."""
        return self._groups.setdefault(group, group)

    def _foreign(self, name: str) -> tuple[Side, ...]:
        """The sides that a foreign name stands for: "JNIM: Group for Support of …" is one, "X and/or Y"
        two."""
        if name not in self._known:
            parts = (part.strip() for part in name.split(" and/or "))
            self._known[name] = tuple(self._side(part) for part in parts if part)
        return self._known[name]

    def _side(self, name: str) -> Side:
        """One side: by the actor table, where it has the whole name, the name without brackets, or a part
        before or after a colon; otherwise by its words."""
        bare = _BRACKETS.sub("", name).strip() or name
        police = _POLICE.fullmatch(bare)
        if police is not None:
            bare = f"{police['country']} {police['unit'] or 'police'}"
        for each in (name, bare, *_COLON.split(bare)):
            row = self._table.resolve(each)
            if row is not None:
                return self._sides.of(row.name, row.id, row.category, row.country or None)
        return self._sides.of(bare.lower())


def _days(when: Record | None, published: str | None) -> tuple[int | None, int | None, Told]:
    """First and last day as ordinals, and how they are known."""
    last = _ordinal(published)
    if when is None:
        return (None, None, "none") if last is None else (last - MONTH, last, "published")
    start, end = when["start"], when["end"]
    if not start.startswith("--"):
        first, final = _ordinal(start), _ordinal(end)
        return (first, final, "told") if first is not None and final is not None else (None, None, "none")
    if last is None:
        return None, None, "none"
    for year in range(date.fromordinal(last).year, date.fromordinal(last).year - 9, -1):  # for 29 February
        first = _ordinal(f"{year:04d}{start[1:]}")
        final = _ordinal(f"{year + (end < start):04d}{end[1:]}")
        if first is not None and final is not None and first <= last:
            return first, final, "no_year"
    return None, None, "none"


@lru_cache(maxsize=65536)
def _ordinal(day: str | None) -> int | None:
    try:
        return None if day is None else date.fromisoformat(day[:10]).toordinal()
    except ValueError:
        return None


@lru_cache(maxsize=65536)
def _named(name: str) -> tuple[str, str]:
    key = fold(name)
    return key, sound(key)


_UNIT_WORDS = re.compile(
    r"\b(?:region|province|department|state|district|cercle|circle|county)\b", re.IGNORECASE
)


@lru_cache(maxsize=8192)
def _unit(name: str) -> str:
    """The skeleton of a unit's name without the word for its kind: GED has "Mopti region"."""
    return sound(fold(_UNIT_WORDS.sub(" ", name)))


def _articles(record: Record) -> frozenset[str]:
    """All that the articles of one of our events are called by."""
    article = record["article"]
    path = article.get("path") or ""
    stem = path.rsplit("/", 1)[-1].split(".")[0]
    names = [article["id"], path, path.rsplit("/", 1)[-1], stem, article.get("url"), article.get("title")]
    names += record.get("articles") or ()
    return frozenset(_article_key(name) for name in names if name) - {""}


def _article_key(name: str) -> str:
    return name.strip().casefold()


@lru_cache(maxsize=65536)
def words(text: str) -> frozenset[str]:
    """The first words of a text, without case and accents, each once."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return frozenset(_WORD.findall(plain)[:_LONGEST])


def overlap(ones: Iterable[str], others: Iterable[str]) -> float:
    """The largest share of words that two texts have in common, of the shorter one's."""
    best = 0.0
    theirs = [words(other) for other in others]
    for one in map(words, ones):
        for other in theirs:
            size = len(one) if len(one) < len(other) else len(other)  # a third sooner than min and max
            share = len(one & other) / (size if size > _FEWEST else _FEWEST) if size else 0.0
            if share > best:
                best = share
    return best


_FEWEST = 5
"""Words below which two texts are alike by chance."""
