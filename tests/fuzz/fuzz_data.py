"""Fuzz targets of strings (days, counts, names) and of the tables and rules that users write."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from fuzz_articles import folder

from sahel_events.analysis.days import order_of, parse_day
from sahel_events.analysis.theirs import read_theirs
from sahel_events.corpus.dates import find_dates, month_and_day, parse_date, plausible
from sahel_events.corpus.metadata import from_fields, without_site
from sahel_events.corpus.rules import BlockRule, WordRule
from sahel_events.errors import SahelEventsError, UsageError
from sahel_events.events.dates import DateContext, resolve
from sahel_events.events.intervals import DateValue
from sahel_events.events.tolls import TollRule
from sahel_events.language.components.actors import GroupRule
from sahel_events.language.components.cues import CueRule
from sahel_events.language.components.dates import DateRule, Dates
from sahel_events.language.components.quantities import Quantities, number, read_count
from sahel_events.language.components.triggers import TriggerRule
from sahel_events.language.marks import DATES, QUANTITIES, marked
from sahel_events.language.matching import rule_matcher
from sahel_events.lexicon.actors import ActorTable
from sahel_events.lexicon.fold import fold, fold_words, sound
from sahel_events.lexicon.gazetteer import COLUMNS, Gazetteer
from sahel_events.lexicon.rules import RegexRule, load_rules
from sahel_events.query import period
from sahel_events.settings import Settings, load_settings

if TYPE_CHECKING:
    from spacy.language import Language


def strings(data: bytes) -> None:
    """A text read as a day, a count, a name: an answer in order or none, and no surprise."""
    text = data.decode("utf-8", "replace")
    _check_days(text)
    _check_names(text)
    _check_numbers(text)
    _check_marks(text)


def _check_days(text: str) -> None:
    at = 0
    for found in find_dates(text):
        assert at <= found.start < found.end <= len(text)
        assert plausible(found.day)
        assert parse_date(text[found.start : found.end]) == found.day
        at = found.end
    for value in (text, _json(text)):
        day = parse_date(value)
        assert day is None or plausible(day)
    order_of(text.split("\n"))
    for order in (None, "dmy", "mdy"):
        parse_day(text, order)
    month_day = month_and_day(text[:200])
    assert month_day is None or date(2000, *month_day)
    try:
        first, last = period(text)
    except UsageError:
        return
    assert date.fromisoformat(first) <= date.fromisoformat(last)


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _check_names(text: str) -> None:
    one, _, other = text.partition(" ")
    assert fold(text) == fold(one) + fold(other) == "".join(fold_words(text))
    sound(fold(text))
    assert without_site(text) in " ".join(text.split())
    value = _json(text)
    if isinstance(value, dict):
        metadata = from_fields(value)
        for part in (metadata.id, metadata.title, metadata.url, metadata.source, *metadata.warnings):
            assert part is None or part.encode()


def _check_numbers(text: str) -> None:
    for line in text.splitlines():
        with suppress(ValueError):
            assert number(line) >= 0
        count = read_count(line)
        assert count is None or 0 <= count.min <= (count.max if count.max is not None else count.min)


@cache
def _marking() -> tuple[Language, Dates, Quantities]:
    import spacy

    return spacy.blank("en"), Dates(), Quantities()


CONTEXTS = tuple(
    DateContext(published, last, heading)
    for published in (None, date(2020, 2, 29), date(1, 1, 1), date(9999, 12, 31))
    for last, heading in (
        (None, None), (DateValue("2019-12-31", "2020-01-01", "day"), None), (None, 2019),
        (DateValue("--02-29", "--03-01", "day"), None), (DateValue("0001-01-01", "0001-01-01", "day"), None),
        (DateValue("9999-12-31", "9999-12-31", "day"), None),
    )
)  # fmt: skip
"""What expressions may count from, at the ends of the calendar too."""


def _check_marks(text: str) -> None:
    """What the components mark in a text, read in every context."""
    if not text.strip() or len(text) > 5_000:  # an article's paragraph has less
        return
    nlp, dates, quantities = _marking()
    doc = quantities(dates(nlp.make_doc(text)))
    for span in marked(doc, DATES):
        for context in CONTEXTS:
            value = resolve(span, dates.rules, context)
            if value is not None:
                _check_interval(value)
    for span in marked(doc, QUANTITIES):
        assert span.text


def _check_interval(value: DateValue) -> None:
    if value.full:
        assert date.fromisoformat(value.start) <= date.fromisoformat(value.end), value
    else:
        assert value.start[:2] == value.end[:2] == "--", value
        for end in (value.start, value.end):
            date.fromisoformat("2000" + end[1:])


RULES: dict[str, type] = {
    "boilerplate": BlockRule, "html": WordRule, "datelines": WordRule, "dates": DateRule,
    "triggers": TriggerRule, "cues": CueRule, "tolls": TollRule, "groups": GroupRule, "revisions": RegexRule,
}  # fmt: skip
"""Rules files that a user's folder may hold."""
KINDS = ("gazetteer", "actors", "settings", "theirs", *RULES)
"""What the bytes of `tables` may be a file of, by their first byte."""

_COUNTRIES = (
    ",".join(COLUMNS) + "\n"
    "gn:2453866,Mali,Republic of Mali,ML,,,17,-4,PCLI,1,GeoNames\n"
    "gn:2440476,Niger,,NE,,,18,9,PCLI,1,GeoNames\n"
    "gn:2460596,Bamako,,ML,Bamako,,12.65,-8,PPLC,1,GeoNames\n"
)


def tables(data: bytes) -> None:
    """A user's table, rules or settings: loaded, or an error of ours that names the file."""
    kind = KINDS[data[0] % len(KINDS)] if data else KINDS[0]
    name = {"gazetteer": "g.csv", "actors": "a.csv", "settings": "s.toml", "theirs": "t.csv"}.get(kind)
    path = folder() / "rules" / (name or f"{kind}.toml")
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data[1:])
    load = {"gazetteer": _gazetteer, "actors": _actors, "settings": _settings, "theirs": _theirs}.get(kind)
    said = None
    try:
        load(path) if load is not None else _rules(path)
    except SahelEventsError as error:
        said = str(error)
    finally:
        path.unlink()
    assert said is None or path.name in said, said


def _shipped(name: str, text: str) -> Callable[[str], Path]:
    """A stand-in for `packaged`: shipped tables of three rows, so that a load takes no second."""
    path = folder() / name
    if not path.exists():
        path.write_text(text, encoding="utf-8")
    return lambda _: path


def _gazetteer(path: Path) -> None:
    with patch("sahel_events.lexicon.gazetteer.packaged", _shipped("gazetteer.csv", _COUNTRIES)):
        for only in (False, True):
            gazetteer = Gazetteer.load(path, only)
            for place in gazetteer:
                assert place in gazetteer.find(place.name)
                assert -90 <= place.lat <= 90
                assert -180 <= place.lon <= 180
                gazetteer.near(place.name, country=place.country)
            assert gazetteer.home
            assert gazetteer.capital("ML") is None or len(gazetteer) > 2


def _actors(path: Path) -> None:
    head = ",".join(
        ["id", "name", "aliases", "acronyms", "category", "country", "parents", "active_from", "active_to",
         "generic", "stands_for", "source", "notes"]
    )  # fmt: skip
    shipped = f"{head}\njnim,JNIM,Group for Support,JNIM,rebel_jihadist,,,2017,,,,wikipedia,\n"
    with patch("sahel_events.lexicon.actors.packaged", _shipped("actors.csv", shipped)):
        table = ActorTable.load(path)
        for row in table.rows:
            assert row.id in table.lineage(row.id)
            table.resolve(row.name, year=2020)
            table.suggest(row.name)
        table.search("JNIM")


def _settings(path: Path) -> None:
    assert isinstance(load_settings(path), Settings)


def _theirs(path: Path) -> None:
    for encoding in (None, "cp1252"):
        found = read_theirs(path, encoding=encoding)
        for record in found.records:
            when = record["date"]
            assert when is None or date.fromisoformat(when["start"]) <= date.fromisoformat(when["end"])
        for problem in found.problems:
            assert problem.startswith(str(path))


def _rules(path: Path) -> None:
    kind = RULES[path.stem]
    with patch("sahel_events.lexicon.rules.packaged", _shipped("empty.toml", "")):
        rules = load_rules(path.stem, kind, path.parent)
    if rules and hasattr(rules[0], "patterns"):
        matcher = rule_matcher(path.name, {rule.id: rule for rule in rules})
        matcher.match(["gunmen", "attacked", "the", "camp", "and", "killed", "ten"])
