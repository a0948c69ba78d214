"""demonyms.csv: what the people and things of a country are called, from countries.csv."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .common import hand, split, unique, write

COLUMNS = ("form", "country", "kind", "source")
_PLURAL = ("an", "i", "en", "o", "ch", "ek", "rd", "er", "it", "ek", "sh", "urk", "ot", "ak", "abe")
_NO_PLURAL = ("ese", "Swiss", "men", "s")


def build(target: Path) -> Iterator[str]:
    """Write the demonyms; yields what was done."""
    rows = [
        {"form": form, "country": country["code"], "kind": kind, "source": "hand"}
        for country in hand("countries") for form, kind in forms(country)
    ]
    write(target, COLUMNS, rows)
    yield f"{len(rows)} forms of {len({row['country'] for row in rows})} countries"


def forms(country: dict[str, str]) -> list[tuple[str, str]]:
    """All forms of one country with their kinds: name, adjective, noun (one person) or plural."""
    names = [country["name"], *split(country["alternates"])]
    found = {form: "adjective" for form in split(country["adjectives"]) if not form.endswith("'s")}
    for noun in split(country["people"]):
        plural = noun.endswith(_NO_PLURAL) and noun not in found
        found.setdefault(noun, "plural" if plural else "noun")
        if noun.endswith(_PLURAL) and not noun.endswith("men"):
            found.setdefault(noun + "s", "plural")
    return [*((name, "name") for name in unique(names)), *found.items()]
