"""The tables behind ACLED's and UCDP's layouts: `acled.toml`, `ucdp.toml` and `countries.csv` in
`data/exports`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from ..errors import TableError
from ..lexicon.rules import RegexRule, load_regex_rules
from ..lexicon.tables import packaged, read_rows

_COLUMNS = ("code", "iso", "acled", "acled_region", "gw", "ucdp", "ucdp_region")


class Country(NamedTuple):
    """A country: its ISO 3166-1 alpha-2 `code` and numeric `iso`; its name and region in ACLED's files; its
    number in the list of Gleditsch and Ward, and its name and region in UCDP's. "" where a list does not have
    it."""

    code: str
    iso: str
    acled: str
    acled_region: str
    gw: str
    ucdp: str
    ucdp_region: str


@cache
def countries() -> Mapping[str, Country]:
    """The countries by ISO 3166-1 alpha-2 code. Raises TableError for a row that is wrong.

    Sources: ISO 3166-1; names and regions of ACLED as its own package acledR gives them; Gleditsch and Ward
    (1999), list of independent states with microstates as of 2017; UCDP's names and regions of GED 25.1.
    """
    path = packaged("exports/countries.csv")
    found: dict[str, Country] = {}
    for number, values in read_rows(path, _COLUMNS, _COLUMNS):
        row = Country(*values)
        if len(row.code) != 2 or row.code in found:
            raise TableError(str(path), number, f"{row.code!r} is no code of two letters, or stands twice")
        if any(value and not value.isdigit() for value in (row.iso, row.gw)):
            raise TableError(str(path), number, f"{row.iso!r} and {row.gw!r} are to be numbers")
        found[row.code] = row
    return found


def country(record: Mapping[str, Any]) -> Country | None:
    """The country of an event's place; of a code that the table lacks, a row with nothing but the code."""
    location = record["location"]
    code = location["country"] if location is not None else None
    if code is None:
        return None
    return countries().get(code) or Country(code, "", "", "", "", "", "")


class Acled(NamedTuple):
    """What acled.toml holds: see there."""

    sub_event_types: Mapping[str, tuple[str, str, str]]
    inters: tuple[str, ...]
    turned: frozenset[str]
    categories: Mapping[str, str]
    actors: Mapping[str, str]
    generic: Mapping[str, str]
    implied: Mapping[str, str]
    inter_of_generic: Mapping[str, str]
    geo_precision: Mapping[str, int]
    time_precision: tuple[tuple[int, int], ...]


@cache
def acled() -> Acled:
    """The table of ACLED's words and codes. Raises TableError for words that it does not explain."""
    path, raw = _read("acled", (
        "sub_event_types", "inter", "generic", "implied", "inter_of_generic", "geo_precision",
        "time_precision",
    ))
    inter = raw["inter"]
    names = tuple(inter["names"])
    for ident, kind in (*inter["categories"].items(), *inter["actors"].items()):
        if kind not in (*names, "state", "government", "parent", "crowd"):
            raise TableError(path, None, f"inter: {ident!r} is {kind!r}, which is no kind of actor")
    for sub, words in raw["sub_event_types"].items():
        if len(words) != 3:
            raise TableError(path, None, f"sub_event_types: {sub!r} needs disorder, event and sub-event type")
    return Acled(
        {sub: tuple(words) for sub, words in raw["sub_event_types"].items()},
        names, frozenset(inter["turned"]), inter["categories"], inter["actors"], raw["generic"],
        raw["implied"], raw["inter_of_generic"], raw["geo_precision"], _codes(raw["time_precision"]),
    )


@cache
def vague_counts() -> tuple[RegexRule, ...]:
    """The words of vague counts; the label of each rule is ACLED's number."""
    return load_regex_rules("acled_counts")


class Ucdp(NamedTuple):
    """What ucdp.toml holds: see there."""

    sides: Mapping[str, str]
    types: frozenset[str]
    sub_types: frozenset[str]
    where_prec: Mapping[str, int]
    date_prec: tuple[tuple[int, int], ...]


@cache
def ucdp() -> Ucdp:
    """The table of UCDP's codes. Raises TableError for words that it does not explain."""
    path, raw = _read("ucdp", ("sides", "violence", "where_prec", "date_prec"))
    for category, side in raw["sides"].items():
        if side not in ("state", "group", "civilians", "government", "parent"):
            raise TableError(path, None, f"sides: {category!r} is {side!r}, which is no kind of side")
    violence = raw["violence"]
    return Ucdp(
        raw["sides"], frozenset(violence["types"]), frozenset(violence["sub_types"]), raw["where_prec"],
        _codes(raw["date_prec"]),
    )


def code_of(codes: tuple[tuple[int, int], ...], length: int) -> int | None:
    """The first code whose intervals are as long as `length` days; None where all are shorter."""
    return next((code for code, longest in codes if length <= longest), None)


def _read(name: str, keys: tuple[str, ...]) -> tuple[str, dict[str, Any]]:
    path = packaged(f"exports/{name}.toml")
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TableError(str(path), None, f"not a valid TOML file: {error}") from error
    if set(raw) != set(keys):
        raise TableError(str(path), None, f"needs the tables {', '.join(keys)} and no others")
    return str(path), raw


def _codes(table: Mapping[str, int]) -> tuple[tuple[int, int], ...]:
    return tuple(sorted((int(code), longest) for code, longest in table.items()))
