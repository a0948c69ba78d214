"""Turns an article into another of the same kind: other days, counts, places, people and length."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Callable
from functools import cache
from random import Random

from . import ROOT

MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WORDS = (
    ("three", "four", "five", "six", "seven", "eight", "nine"),
    ("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
    ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
)
"""Number words that are exchanged within their row: "one" and "two" are too often pronouns."""

_DAY = re.compile(rf"\b((?:{MONTHS})\.? )(\d{{1,2}})\b|\b(\d{{1,2}})( (?:{MONTHS})\b)")
_ISO = re.compile(r"\b(20[012]\d-\d\d-)(\d\d)\b")
_YEAR = re.compile(r"\b20[012]\d\b")
_COUNT = re.compile(r"(?<![\d.,:/$€£-])\b\d{1,3}\b(?![.,:/-]\d|\d|:|/)")
_WORD = re.compile(r"\b[^\W\d_][\w'’-]+")
_PARAGRAPHS = re.compile(r"\n\s*\n")


@cache
def _places() -> tuple[dict[str, str], dict[str, list[str]]]:
    """Country by known town (of those with a population, five letters or more), and all names by country."""
    towns: dict[str, str] = {}
    names: dict[str, list[str]] = {}
    with (ROOT / "data" / "gazetteer.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            name = row["name"]
            if not row["feature"].startswith("PPL") or not name.isalpha() or len(name) < 5:
                continue
            names.setdefault(row["country"], []).append(name)
            if row["population"]:
                towns[name] = row["country"]
    return towns, names


@cache
def _lists() -> list[list[str]]:
    """First and last names."""
    lists = tomllib.loads((ROOT / "benchmarks" / "names.toml").read_text(encoding="utf-8"))
    return [lists["first"], lists["last"]]


@cache
def _people() -> dict[str, list[str]]:
    """Each name with the list that it is exchanged within."""
    return {name: names for names in _lists() for name in names}


def vary(text: str, random: Random, *, joined: float = 0.0) -> str:
    """`text` with its days, years, counts, towns and people changed, the same everywhere in it.

    joined: for how large a part of articles paragraphs are joined in twos and threes, as many sites have
    them. Of four articles in ten the end is cut off, as papers do with what agencies send.
    """
    text = _dates(text, random)
    text = _counts(text, random)
    text = _names(text, random)
    return _shape(text, random, joined)


def _dates(text: str, random: Random) -> str:
    shift, years = random.randrange(28), random.randrange(-3, 4)

    def day(found: re.Match[str]) -> str:
        before, after, first, month = found.groups()
        number = int(after or first)
        if not 1 <= number <= 31:
            return found[0]
        moved = (number - 1 + shift) % 28 + 1
        return f"{before}{moved}" if before else f"{moved}{month}"

    text = _DAY.sub(day, text)
    text = _ISO.sub(lambda m: f"{m[1]}{(int(m[2]) - 1 + shift) % 28 + 1:02}", text)
    text = _YEAR.sub(lambda m: str(min(int(m[0]) + years, 2025)), text)
    later = {day: WEEKDAYS[(i + shift) % 7] for i, day in enumerate(WEEKDAYS)}
    return re.sub("|".join(WEEKDAYS), lambda m: later[m[0]], text)


def _counts(text: str, random: Random) -> str:
    """Counts between half and twice what they were; days of the month stay as `_dates` left them."""
    factor = random.uniform(0.5, 2.0)
    days = {m.span(k) for m in _DAY.finditer(text) for k in (2, 3)}

    def count(found: re.Match[str]) -> str:
        number = int(found[0])
        if found.span() in days or number < 3 or found[0].startswith("0"):
            return found[0]
        return str(max(2, min(999, round(number * factor))))

    text = _COUNT.sub(count, text)
    turned: dict[str, str] = {}
    for row in WORDS:
        turn = random.randrange(len(row))
        turned |= {word: row[(i + turn) % len(row)] for i, word in enumerate(row)}
    return re.sub(rf"\b({'|'.join(turned)})\b", lambda m: turned[m[0]], text)


def _names(text: str, random: Random) -> str:
    towns, names = _places()
    people = _people()
    chosen: dict[str, str] = {}

    def other(word: str, pick: Callable[[], str]) -> str:
        if word not in chosen:
            chosen[word] = pick()
        return chosen[word]

    def name(found: re.Match[str]) -> str:
        word = found[0]
        if word in people:
            return other(word, lambda: random.choice(people[word]))
        town = word.capitalize() if word.isupper() else word
        if town in towns:
            new = other(town, lambda: random.choice(names[towns[town]]))
            return new.upper() if word.isupper() else new
        return word

    return _WORD.sub(name, text)


def _shape(text: str, random: Random, joined: float) -> str:
    paragraphs = _PARAGRAPHS.split(text.strip())
    if len(paragraphs) > 4 and random.random() < 0.4:
        paragraphs = paragraphs[: -random.randint(1, len(paragraphs) // 3)]
    if random.random() < joined:
        head, rest, long = paragraphs[:1], paragraphs[1:], []
        while rest:
            take = random.choice((2, 3))
            long.append(" ".join(rest[:take]))
            rest = rest[take:]
        paragraphs = head + long
    return "\n\n".join(paragraphs) + "\n"


def signed(text: str, random: Random) -> str:
    """`text` with the names of those who wrote it as its last line."""
    first, last = _lists()
    one, two = (f"{random.choice(first)} {random.choice(last)}" for _ in range(2))
    return f"{text}\nReporting by {one}; editing by {two}\n"


def short(text: str, random: Random) -> str:
    """The first paragraph (the headline, as a rule) and two that follow one another, the lead more often than
    others."""
    paragraphs = _PARAGRAPHS.split(text.strip())
    last = max(len(paragraphs) - 2, 1)
    start = 1 if random.random() < 0.4 else random.randint(1, last)
    return "\n\n".join([paragraphs[0], *paragraphs[start : start + 2]]) + "\n"
