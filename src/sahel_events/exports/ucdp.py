"""The layout of UCDP's Georeferenced Event Dataset: 49 columns in its order (docs/export.md has every
ruling). What UCDP assigns (ids, conflict names, the active year) is left blank."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from ..counts import Toll, people
from ..form import is_linked
from .cells import write_rows
from .deaths import Deaths
from .kinds import STATE, Kinds
from .tables import code_of, countries, country, ucdp
from .values import JOINED, Record, Stream, by_role, days, line, part, point, quotations, reports

if TYPE_CHECKING:
    from ..lexicon.actors import ActorTable

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id",
    "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id",
    "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources",
    "source_article", "source_office", "source_date", "source_headline", "source_original", "where_prec",
    "where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude",
    "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec", "date_start",
    "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa",
    "gwnob",
)
"""The columns of GED 23.1 to 25.1, in their order."""

PREFIX = "SE-"
"""Begins our id in `relid`, so that nobody takes it for UCDP's."""

NO_DAY = "without a year: year, date_prec, date_start and date_end are empty"
NO_POINT = "without coordinates: latitude, longitude, geom_wkt and priogrid_gid are empty"
NOT_GED = (
    "that GED would not hold (nobody dead, or no organised violence): kept, "
    "those of other kinds without a type_of_violence"
)
OPEN = "with a count of the dead that is open above: high is the best count"

_AGAINST_CIVILIANS = "violence_against_civilians"
_STATE_BASED, _NON_STATE, _ONE_SIDED = 1, 2, 3
_MIDNIGHT = " 00:00:00.000"
"""Behind each date in GED's own CSV files."""


def write(records: Iterable[Record], stream: Stream, actors: ActorTable | None = None) -> Counter[str]:
    """Write records in GED's layout as CSV to a text stream; what GED has no place for, with how many events
    it concerns. `actors`: the actor table, else the shipped one."""
    told: Counter[str] = Counter()
    write_rows(COLUMNS, _rows(records, told, actors), stream)
    return told


class _Side(NamedTuple):
    """One side: its name in GED's way, its `kind` ("state", "group", "civilians", "" where nobody is named),
    its number of Gleditsch and Ward where it is a government, and the actor behind it."""

    name: str = ""
    kind: str = ""
    gw: str = ""
    actor: Record | None = None


def _rows(
    records: Iterable[Record], told: Counter[str], actors: ActorTable | None
) -> Iterator[list[Any]]:
    kinds = Kinds(ucdp().sides, {}, people="civilians", bodies="civilians", table=actors)
    deaths = Deaths(actors)
    for record in records:
        one, two, violence = _sides(record, kinds)
        toll = people(record, "killed") or Toll(0, 0, 0)
        if violence is None or not (toll.best or toll.high):
            told[NOT_GED] += 1
        if toll.high is None:
            told[OPEN] += 1
        values: dict[str, Any] = {
            "relid": PREFIX + line(record["id"]), "type_of_violence": violence,
            "dyad_name": f"{one.name} - {two.name}" if one.name and two.name else "",
            "side_a": one.name, "gwnoa": one.gw, "side_b": two.name, "gwnob": two.gw,
            "best": toll.best, "high": max(toll.best, toll.high or 0), "low": toll.low,
            **_when(record, told), **_sources(record), **_place(record, told),
            **deaths.of(record, one.actor, two.actor),
        }
        yield [values.get(name) for name in COLUMNS]


def _sides(record: Record, kinds: Kinds) -> tuple[_Side, _Side, int | None]:
    """Side A, side B and the type of violence: the government is side A where one fights an organised group;
    of two groups the one that acts; of violence against civilians who commits it, and side B is "Civilians".
    """
    actors = by_role(record)
    acting, suffering = actors["perpetrator"], actors["target"]
    one, two = (_side(each[0] if each else None, kinds) for each in (acting, suffering))
    table = ucdp()
    against = record["event_type"] == _AGAINST_CIVILIANS or record["sub_event_type"] in table.sub_types
    if one.kind == "civilians" and one.actor and one.actor.get("actor_id") is None:
        one = one._replace(kind="group")  # who attacks is armed, whatever the word
    if not (against or record["event_type"] in table.types) or one.kind not in ("state", "group"):
        return one, two, None
    if against or two.kind == "civilians":
        return one, two._replace(name="Civilians", kind="civilians", gw=""), _ONE_SIDED
    if not two.kind:
        return one, two, None
    if "state" not in (one.kind, two.kind):
        return one, two, _NON_STATE
    return (one, two, _STATE_BASED) if one.kind == "state" else (two, one, _STATE_BASED)


def _side(actor: Record | None, kinds: Kinds) -> _Side:
    if actor is None:
        return _Side()
    kind = kinds.of(actor)
    home = countries().get(actor.get("country") or "")
    if kind == STATE and home is not None and home.gw and actor.get("category") != "peacekeepers":
        return _Side(f"Government of {home.ucdp}", kind, home.gw, actor)
    return _Side(line(actor["name"]), kind, "", actor)


def _when(record: Record, told: Counter[str]) -> dict[str, Any]:
    found = days(record)
    if found.start is None or found.end is None:
        told[NO_DAY] += 1
        return {"event_clarity": 2}
    return {
        "year": found.start.year, "date_prec": code_of(ucdp().date_prec, found.length),
        "event_clarity": 1 if part(record, "date").get("precision") == "day" else 2,
        "date_start": found.start.isoformat() + _MIDNIGHT, "date_end": found.end.isoformat() + _MIDNIGHT,
    }


def _sources(record: Record) -> dict[str, Any]:
    found = reports(record)
    if is_linked(record):
        speakers = {
            line(value.get("said_by")) for row in record["casualties"] for value in row.get("values") or ()
        }
        return {
            "number_of_sources": len(found), "source_date": line(record.get("first_published")),
            "source_article": JOINED.join(dict.fromkeys(article for _, article in found)),
            "source_original": JOINED.join(sorted(filter(None, speakers))),
        }
    article = record["article"]
    office, day, title = (line(article.get(key)) for key in ("source", "published", "title"))
    cited = ",".join(filter(None, (f'"{office or line(article["id"])}"', day, f'"{title}"' if title else "")))
    return {
        "number_of_sources": 1, "source_article": cited, "source_office": office, "source_date": day,
        "source_headline": title, "source_original": line(part(record, "status_evidence").get("text")),
    }


def _place(record: Record, told: Counter[str]) -> dict[str, Any]:
    location, where, found = part(record, "location"), country(record), point(record)
    precision = location.get("precision")
    if precision == "admin" and location.get("admin2"):
        precision = "district"
    values: dict[str, Any] = {
        "where_prec": ucdp().where_prec.get(precision or ""), "where_coordinates": line(location.get("name")),
        "where_description": " ".join(line(quotation) for quotation in quotations(record)),
        "adm_1": line(location.get("admin1")), "adm_2": line(location.get("admin2")),
    }
    if found is None:
        told[NO_POINT] += 1
    else:
        lat, lon = found
        values |= {
            "latitude": lat, "longitude": lon, "geom_wkt": f"POINT ({lon!r} {lat!r})",
            "priogrid_gid": priogrid(lat, lon),
        }
    if where is not None:
        values |= {
            "country": where.ucdp or where.acled or where.code, "country_id": where.gw,
            "region": where.ucdp_region,
        }
    return values


def priogrid(lat: float, lon: float) -> int:
    """The cell of PRIO-GRID that holds a point: half a degree a cell, 720 in a row, numbered from 1 at the
    south-west corner of the world eastwards and northwards (Tollefsen, Strand and Buhaug 2012). Points on the
    northern and eastern edge belong to the last cell."""
    row = min(math.floor((lat + 90) * 2), 359)
    column = min(math.floor((lon + 180) * 2), 719)
    return row * 720 + column + 1
