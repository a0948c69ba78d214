"""`sahel_quantities`: counts in digits and words with what bends them ("at least", "about", "between … and
…").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span

from ..marks import DATES, QUANTITIES, mark, marked
from ..words import words

_UNITS = {
    w: i
    for i, w in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    w: 10 * i
    for i, w in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
VAGUE = {
    "dozens": (24, None),
    "dozen": (12, 12),
    "scores": (40, None),
    "hundreds": (200, None),
    "several": (3, None),
    "couple": (2, 2),
    "thousands": (2000, None),
    "tens": (20, None),
}
"""The ruling on count words (docs/rulings.md); `thousands` and `tens` follow the same rule (at least two)."""

_SIMPLE = "|".join([*_UNITS, *_TENS])
_WORD = rf"(?:(?:{'|'.join(_TENS)})[ -](?:{'|'.join(list(_UNITS)[1:10])})|(?:{_SIMPLE}))"
_NUMBER = (
    rf"(?:\d{{1,3}}(?:[, ]\d{{3}})+(?!\d)|\d+(?!\d|\.\d|,\d)|(?:{_WORD}|a)(?:[ -]hundred)"
    rf"(?:(?: and)? {_WORD})?"
    rf"|(?:{_WORD}|\d+|a|several hundred)[ -](?:thousand|million)|{_WORD})"
)
_VAGUE = (
    r"(?:many |several )?dozens|half a dozen|(?:two|three|four) dozen|a dozen|dozen|scores"
    r"|several hundreds?|hundreds"
    r"|several thousand|thousands|tens of thousands|several dozen|several|a couple"
)
_MODIFIER = (
    r"at least|no fewer than|not less than|no less than|a minimum of|more than|over|upwards? of|"
    r"in excess of|fewer than|"
    r"less than|under|up to|as many as|"
    r"about|around|some|nearly|almost|close to|roughly|"
    r"approximately|an estimated|"
    r"estimated|just over|well over|a total of|exactly|all|the|"
    r"another|at most|not more than|"
    r"no more than|only|"
    r"more or less|perhaps|possibly|an additional|a further|a group of|a band of"
)
_RANGE = (
    rf"between (?P<lo>{_NUMBER}) and (?P<hi>{_NUMBER})|"
    rf"(?P<lo2>{_NUMBER}(?= )|\d+(?=[-–/]\d))(?P<to> to | or |-|–|/)(?P<hi2>{_NUMBER})"
)
_QUANTITY = re.compile(
    rf"(?<![\w.,/$€£:-])(?:(?P<mod>{_MODIFIER}) )?(?:(?P<mod2>{_MODIFIER}) )?"
    rf"(?:{_RANGE}|(?P<vague>{_VAGUE})|(?P<n>{_NUMBER}))(?P<plus> or (?:more|so)|-odd)?"
    rf"(?![\w%]|[.,/:]\d|-\w|'s)",
    re.IGNORECASE,
)
_NUMERIC = re.compile(
    rf"\d|\b(?:{_SIMPLE}|hundred|thousand|million|dozen|scores|several|couple)", re.IGNORECASE
)
"""What every count holds."""
_BEFORE = 60
"""Characters from the beginning of a count to its number: two modifiers and "between" have 40."""
_APPROXIMATE = words("quantities.approximate")
_OPEN = {"at least", "no fewer than", "not less than", "no less than", "a minimum of"}
_ABOVE = words("quantities.above")
_UP_TO = {"up to", "as many as", "at most", "not more than", "no more than"}
_BELOW = {"fewer than", "less than", "under"}


_FROM = re.compile(r"(?i)\bfrom $")
_RISEN = re.compile(r"(?i)\b(?:gone|went|goes|rose|risen|rise|moved|jumped|climbed|shot) $")
"""Before "up to 77": a toll that has gone up, no upper bound."""


MOST = 8_200_000_000
"""People there are (UN, World Population Prospects 2024): more are no count of them. So no record holds a
number that a database's integer, or Python's reader of digits, has no room for."""


_DIGITS = 40
"""Digits that are turned into a number: a tenth of a million of them would take the processor seconds, and
Python refuses more than 4,300."""


@dataclass(frozen=True, slots=True)
class Count:
    """An interval of whole numbers; `max` None is open above."""

    min: int
    max: int | None
    approximate: bool = False


def number(text: str) -> int:
    """The value of digits or English number words ("1,200", "thirty-seven", "a hundred and two").

    Raises ValueError for anything else, and above MOST.
    """
    found = _value(text)
    if found > MOST:
        raise ValueError(f"more than there are people: {text[:40]!r}")
    return found


def _value(text: str) -> int:
    plain = re.sub(r"(?<=\d)[ ,](?=\d)", "", text.casefold())
    total = value = 0
    for word in re.split(r"[ -]", plain.replace(" and ", " ")):
        if word.isdecimal():
            value += int(word) if len(word) <= _DIGITS else MOST + 1
        elif word in {"a", "an"}:
            value += 1
        elif word in _UNITS or word in _TENS:
            value += _UNITS.get(word, 0) + _TENS.get(word, 0)
        elif word == "several":
            value += 3
        elif word == "hundred":
            value = max(value, 1) * 100
        elif word in _SCALES:
            total, value = total + max(value, 1) * _SCALES[word], 0
        else:
            raise ValueError(f"no number: {text!r:.40}")
    return total + value


def read_count(text: str) -> Count | None:
    """The interval that a quantity expression states, None where it is none, or of more than there are
    people. Rules: docs/rulings.md, "Counts".
    """
    m = _QUANTITY.fullmatch(text.strip())
    try:
        return None if m is None else _interval(m)
    except ValueError:
        return None


def _interval(m: re.Match[str]) -> Count | None:
    modifiers = {x.casefold() for x in (m["mod"], m["mod2"]) if x}
    plus = (m["plus"] or "").strip().casefold()
    rounded = bool(modifiers & _APPROXIMATE) or plus in {"or so", "-odd"}
    if low := m["lo"] or m["lo2"]:
        a, b = number(low), number(m["hi"] or m["hi2"])
        if m["to"] == "/" and b != a + 1:  # "4/5 wounded", but "24/7"
            return None
        return Count(min(a, b), max(a, b), rounded)
    if m["vague"]:
        return _vague(m["vague"].casefold(), modifiers)
    n = number(m["n"])
    if modifiers & _ABOVE:
        return Count(n + 1, None, rounded)
    if modifiers & _OPEN or plus == "or more":
        return Count(n, None, rounded)
    if modifiers & _UP_TO:
        return Count(0, n, rounded)
    if modifiers & _BELOW:
        return Count(0, max(n - 1, 0), rounded)
    return Count(n, n, rounded)


def _vague(text: str, modifiers: set[str]) -> Count:
    if text == "half a dozen":
        return Count(6, 6, approximate=True)
    first, _, rest = text.partition(" ")
    if rest == "dozen" and first in _UNITS:
        return Count(12 * _UNITS[first], 12 * _UNITS[first], approximate=True)
    if text in {"several hundred", "several hundreds"}:
        return Count(300, None, approximate=True)
    if text == "several thousand":
        return Count(3000, None, approximate=True)
    if text == "tens of thousands":
        return Count(20_000, None, approximate=True)
    if text == "several dozen":
        return Count(36, None, approximate=True)
    low, high = VAGUE[text.split()[-1]]
    if modifiers & _ABOVE and high is not None:
        return Count(low + 1, None, approximate=True)
    if modifiers & _OPEN:
        high = None
    return Count(low, high, approximate=True)


class Quantities:
    """Marks counts (`label_` "count"), leaving out the numbers of dates. Years, ages, sums of money,
    distances and times stay in: what they count is for the reader of the noun to see.
    """

    def __call__(self, doc: Doc) -> Doc:
        """Match and mark."""
        dated = {token.i for span in marked(doc, DATES) for token in span}
        found = []
        text = doc.text
        for m in _counts(text):
            if m["lo2"] and _FROM.search(
                text, max(m.start() - 6, 0), m.start()
            ):  # "raised from 36 to 39": two counts
                found += [
                    Span(doc, s.start, s.end, label="count", span_id="quantity.words")
                    for s in (doc.char_span(*m.span(g), alignment_mode="expand") for g in ("lo2", "hi2"))
                    if s is not None
                ]
                continue
            lo = doc.char_span(*m.span("lo2"), alignment_mode="expand") if m["lo2"] else None
            if lo is not None and any(t.i in dated for t in lo):  # "on November 14 to 53"
                high = doc.char_span(*m.span("hi2"), alignment_mode="expand")
                if high is not None and not any(t.i in dated for t in high):
                    found.append(Span(doc, high.start, high.end, label="count", span_id="quantity.words"))
                continue
            start = (
                m.start("n")
                if _RISEN.search(text, max(m.start() - 12, 0), m.start()) and m["n"]
                else m.start()
            )
            span = doc.char_span(start, m.end(), alignment_mode="expand")
            if span is not None and not any(t.i in dated for t in span) and _reads(span):
                found.append(Span(doc, span.start, span.end, label="count", span_id="quantity.words"))
        mark(doc, QUANTITIES, found)
        return doc


def _counts(text: str) -> Iterator[re.Match[str]]:
    """As `_QUANTITY.finditer`, which would try its many words at every letter; looks where a number is."""
    end = 0
    for number in _NUMERIC.finditer(text):
        if number.start() < end:
            continue
        match = _QUANTITY.search(text, max(end, number.start() - _BEFORE))
        if match is None:
            return
        end = match.end()
        yield match


def _reads(span: Span) -> bool:
    return read_count(span.text) is not None


@Language.factory("sahel_quantities", assigns=["doc.spans"])
def make_quantities(nlp: Language, name: str) -> Quantities:
    """The component `sahel_quantities`; run it after `sahel_dates`."""
    return Quantities()
