"""What countries and their people are called: demonyms.csv, read once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from .fold import fold
from .tables import packaged, read_rows

_COLUMNS = ("form", "country", "kind", "source")


def demonym_key(word: str) -> str:
    """How a demonym is looked up: folded, but only if written with a capital ("polish" and "us" are none),
    and initials ("US", "U.K.") only in capitals."""
    key = fold(word)
    if len(key) <= 2:
        return key.upper() if word.isupper() else ""
    return key if word[:1].isupper() else ""


@lru_cache(maxsize=1)
def demonyms() -> Mapping[str, str]:
    """ISO country codes by the `demonym_key` of adjectives, nouns and plurals ("Malian", "Burkinabè",
    "Danes")."""
    return MappingProxyType({demonym_key(form): code for form, code, kind in _rows() if kind != "name"})


@lru_cache(maxsize=1)
def nations() -> Mapping[str, str]:
    """ISO country codes by the folded names of countries and their demonyms, for questions that users
    type."""
    return MappingProxyType({fold(form): code for form, code, _ in _rows()})


@lru_cache(maxsize=1)
def nation_names() -> Mapping[str, str]:
    """The usual English names of countries by ISO code, for headings: the gazetteer has them too, and takes a
    quarter of a second to load."""
    names: dict[str, str] = {}
    for form, code, kind in _rows():
        if kind == "name":
            names.setdefault(code, form)
    return MappingProxyType(names)


def _rows() -> list[tuple[str, str, str]]:
    rows = read_rows(packaged("demonyms.csv"), _COLUMNS, _COLUMNS)
    return [(form, code, kind) for _, (form, code, kind, _) in rows]
