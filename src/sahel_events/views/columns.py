"""The columns that `show` knows: what each is called, what it says of a record, and what it looks like.

A cell is safe text (`views.text`), with the breaks that `views.layout` knows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..errors import UsageError
from ..query import nearest
from . import colour, text
from .layout import BREAK

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Look:
    """How cells are written: `ids` gives the id to show of each record, `short_names` of long ones of actors
    by name; `short` says whether types are called by their short names."""

    ids: Mapping[str, str] = field(default_factory=dict)
    short_names: Mapping[str, str] = field(default_factory=dict)
    short: bool = False


def _plain(_: Record) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A column: `about` it in a few words; its `cell` of a record; the `least` cells of its width; whether it
    stands at the `right`; the meaning (`colour.CODES`) of a record's `colour` in it; whether records that are
    read for filters alone have what it needs (`lean`)."""

    about: str
    cell: Callable[[Record, Look], str]
    least: int = 6
    right: bool = False
    colour: Callable[[Record], str] = _plain
    lean: bool = True


def _key(*keys: str, digits: int | None = None) -> Callable[[Record, Look], str]:
    """The cell of a value that stands under keys, one within the other."""

    def cell(record: Record, _: Look) -> str:
        value: Any = record
        for key in keys:
            value = value.get(key) if value is not None else None
        if value is None or value == "":
            return text.UNKNOWN
        if digits is not None and isinstance(value, (int, float)):
            return f"{value:.{digits}f}"
        return text.one_line(str(value))

    return cell


def _role(role: str) -> Callable[[Record, Look], str]:
    def cell(record: Record, look: Look) -> str:
        names = (text.one_line(actor["name"]) for actor in record["actors"] if actor["role"] == role)
        return text.ITEM_END.join(dict.fromkeys(look.short_names.get(n, n) for n in names)) or text.UNKNOWN

    return cell


def _people(kind: str) -> Shown:
    def cell(record: Record, _: Look) -> str:
        return text.people_of(record, kind) or text.UNKNOWN

    meaning = colour.of_toll if kind == "killed" else _plain
    return Shown(f"how many {kind}", cell, 4, right=True, colour=meaning)


def _dim_date(record: Record) -> str:
    when = record["date"]
    return "dim" if when is None or when["precision"] != "day" or when["start"].startswith("--") else ""


def _dim_place(record: Record) -> str:
    location = record["location"]
    return "dim" if location is None or location.get("precision") in {"area", "country"} else ""


def _kind(record: Record) -> str:
    return str(record["event_type"])


def _dim(_: Record) -> str:
    return "dim"


def _id(record: Record, look: Look) -> str:
    return text.one_line(look.ids.get(record["id"], record["id"]))


def _event(record: Record, look: Look) -> str:
    return text.type_with_status(record, short=look.short)


def _reports(record: Record, _: Look) -> str:
    return str(len(record.get("reports") or (1,)))


COLUMNS: dict[str, Shown] = {
    "id": Shown("id; its beginning is enough for --why", _id, 4, colour=_dim),
    "date": Shown("first and last day", lambda r, _: text.short_date(r["date"]), 10, colour=_dim_date),
    "place": Shown("place and country", lambda r, _: text.short_place(r["location"]), 11, colour=_dim_place),
    "event": Shown("sub-type, with status and background", _event, 11, colour=_kind),
    "actors": Shown("who did it → to whom", lambda r, k: text.sides(r, k.short_names), 16),
    "toll": Shown("people by kind of harm", lambda r, _: text.toll(r), 9, colour=colour.of_toll),
    "source": Shown("outlet or article, or number of reports", lambda r, _: text.source(r), 6, colour=_dim),
    "country": Shown("ISO code", _key("location", "country"), 2),
    "admin1": Shown("first-level region", _key("location", "admin1"), 8),
    "lat": Shown("latitude", _key("location", "lat", digits=4), 7, right=True, lean=False),
    "lon": Shown("longitude", _key("location", "lon", digits=4), 7, right=True, lean=False),
    "precision": Shown("place, admin, area or country", _key("location", "precision"), 5),
    "type": Shown("event type", lambda r, _: text.type_name(r["event_type"]), 10, colour=_kind),
    "sub-type": Shown("sub-type", lambda r, k: text.type_name(r["sub_event_type"], short=k.short), 11,
                      colour=_kind),
    "status": Shown("confirmed, reported, claimed, denied", lambda r, _: text.words(r["status"]), 7,
                    colour=colour.of_status),
    "main": Shown("main or background", lambda r, _: "main" if r["main"] else "background", 4),
    "perpetrator": Shown("who did it", _role("perpetrator"), 10),
    "target": Shown("to whom", _role("target"), 10),
    "supporter": Shown("who helped", _role("supporter"), 10),
    "claimant": Shown("who claims it", _role("claimant"), 10),
    **{kind: _people(kind) for kind in ("killed", "injured", "captured", "abducted", "missing", "freed")},
    "confidence": Shown("0 to 1", _key("confidence", digits=2), 4, right=True),
    "reports": Shown("how many tell of it", _reports, 3, right=True, lean=False),
    "published": Shown("day of publication", _key("article", "published"), 10),
    "article": Shown("id of the article", _key("article", "id"), 6),
    "title": Shown("title of the article", _key("article", "title"), 16, lean=False),
    "url": Shown("address of the article", _key("article", "url"), 16, lean=False),
    "path": Shown("file of the article", _key("article", "path"), 10),
    "evidence": Shown("the words that carry the event",
                      lambda r, _: text.one_line(r["evidence"][0]["text"]), 20),
}
"""Every column by its name."""

DEFAULT = ("id", "date", "place", "event", "actors", "toll", "source")

STACKED = {"when, where": ("date", "place"), "what": ("event", "actors")}
"""Columns of two, one below the other, for terminals of less than 80 cells."""


def _stacked(names: Sequence[str]) -> Shown:
    parts = [COLUMNS[name] for name in names]
    return Shown("", lambda r, k: BREAK.join(part.cell(r, k) for part in parts), max(p.least for p in parts))


_OTHERS = {
    "sub_type": "sub-type", "subtype": "sub-type", "sub-event-type": "sub-type", "event-type": "type",
    "location": "place", "latitude": "lat", "longitude": "lon", "perpetrators": "perpetrator",
    "targets": "target", "deaths": "killed", "fatalities": "killed", "wounded": "injured",
}
"""Other names that people try."""


def named(names: str) -> tuple[str, ...]:
    """The columns of a list parted by commas, in its order. Raises UsageError, with the nearest there are,
    for a name that is none, and for an empty list."""
    found: list[str] = []
    for given in filter(None, (name.strip() for name in names.split(","))):
        name = given.lower().replace("_", "-")
        name = _OTHERS.get(name, name)
        if name not in COLUMNS:
            near = nearest(given, (*COLUMNS, *_OTHERS), 1)
            hint = f"; did you mean {near[0]}?" if near else f"; there are {', '.join(COLUMNS)}"
            raise UsageError(f"no column is called {given!r}{hint}")
        if name not in found:
            found.append(name)
    if not found:
        raise UsageError(f"--columns {names!r} names none; there are {', '.join(COLUMNS)}")
    return tuple(found)


SOURCE_FROM, COLUMNS_FROM = 100, 80
"""Cells of a terminal from which the source is shown, and from which every value has a column of its own."""


def flat(records: Iterable[Record], names: Sequence[str]) -> Iterator[list[str]]:
    """The cells of each record as one line each, as a CSV file has them: with whole ids, "" for what is not
    known."""
    cells = [COLUMNS[name].cell for name in names]
    look = Look()
    for record in records:
        texts = (cell(record, look) for cell in cells)
        yield ["" if cell == text.UNKNOWN else text.unbroken(cell) for cell in texts]


def by_width(width: int) -> tuple[str, ...]:
    """The columns shown where none are asked for. On narrow terminals the source gives way first, which
    `--why` tells; on narrower ones date and place, type and actors stand one below the other."""
    if width >= SOURCE_FROM:
        return DEFAULT
    return DEFAULT[:-1] if width >= COLUMNS_FROM else ("id", "when, where", "what", "toll")


def get(name: str) -> Shown:
    """A column by a name of COLUMNS or `by_width`."""
    return COLUMNS[name] if name in COLUMNS else _stacked(STACKED[name])


def lean(names: Sequence[str]) -> bool:
    """Whether records that were read for filters alone are enough for these columns."""
    return all(get(name).lean for name in names)
