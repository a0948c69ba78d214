"""Count words: (text, interval, approximate, why)."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from spacy.language import Language

from cases import table
from sahel_events.language.components import quantities
from sahel_events.language.components.quantities import Count, number, read_count

COUNTS = [
    ("a dozen", 12, 12, True, "a dozen is 12"),
    ("dozens", 24, None, True, "dozens are two dozen or more"),
    ("scores", 40, None, True, "scores are two score or more"),
    ("hundreds", 200, None, True, "hundreds"),
    ("thousands", 2000, None, True, "thousands"),
    ("several", 3, None, True, "several"),
    ("a couple", 2, 2, True, "a couple"),
    ("nearly 40", 40, 40, True, "nearly"),
    ("about 40", 40, 40, True, "about"),
    ("around 20", 20, 20, True, "around"),
    ("some 20", 20, 20, True, "some before a number"),
    ("between 10 and 15", 10, 15, False, "between"),
    ("10 to 15", 10, 15, False, "to"),
    ("6-8", 6, 8, False, "hyphen"),
    ("6–8", 6, 8, False, "dash"),
    ("six to eight", 6, 8, False, "range in words"),
    ("up to 10", 0, 10, False, "up to"),
    ("as many as 30", 0, 30, False, "as many as"),
    ("more than 50", 51, None, False, "more than"),
    ("over 50", 51, None, False, "over"),
    ("at least four", 4, None, False, "at least"),
    ("At Least Four", 4, None, False, "case does not count"),
    ("no fewer than 12", 12, None, False, "no fewer than"),
    ("fewer than 10", 0, 9, False, "fewer than"),
    ("100 or more", 100, None, False, "or more"),
    ("a total of 14", 14, 14, False, "a total of"),
    ("Thirty-seven", 37, 37, False, "hyphenated word"),
    ("thirty seven", 37, 37, False, "the same without hyphen"),
    ("1,200", 1200, 1200, False, "comma of thousands"),
    ("1 200", 1200, 1200, False, "blank of thousands"),
    ("two hundred", 200, 200, False, "hundred"),
    ("a hundred and two", 102, 102, False, "hundred and"),
    ("three thousand", 3000, 3000, False, "thousand"),
    ("half a dozen", 6, 6, True, "half a dozen"),
    ("two dozen", 24, 24, True, "two dozen"),
    ("at least a dozen", 12, None, True, "at least bends vague words too"),
    ("zero", 0, 0, False, "zero"),
    ("0", 0, 0, False, "nought"),
]


@pytest.mark.parametrize(("text", "low", "high", "rounded"), table(COUNTS))
def test_count(text: str, low: int, high: int | None, rounded: bool) -> None:
    assert read_count(text) == Count(low, high, rounded)


@pytest.mark.parametrize(
    "text",
    table(
        [
            ("some", "no number"),
            ("others", "no number: others"),
            ("heavy losses", "no count"),
            ("", "empty"),
            ("12.5", "a decimal"),
            ("12%", "a share"),
            ("$40", "money"),
            ("5:30", "a time"),
            ("none", "not a number"),
            ("twenty years ago today", "more than a count"),
            ("8200000001", "more than there are people"),
            ("9" * 5000, "more digits than Python reads"),
            ("between 5 and " + "9" * 5000, "a bound that is none"),
            ("9999 million", "more than there are people, in words"),
            ("1" * 4301, "more digits than Python makes a number of"),
            ("at least 1" + ",111" * 1500, "the same with commas"),
            ("12000000000", "more than there are people"),
        ]
    ),
)
def test_no_count(text: str) -> None:
    assert read_count(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    table(
        [
            ("It killed 12 soldiers and wounded dozens.", ["12", "dozens"], "digits and words"),
            ("The toll has gone up to 77.", ["77"], "gone up to: no upper bound"),
            ("The toll rose to 23.", ["23"], "rose to"),
            ("Up to 10 were killed.", ["Up to 10"], "up to"),
            ("On March 5, six died.", ["six"], "the day of a date is no count"),
            ("In 2019, 40 fled.", ["40"], "a year with its preposition is a date"),
            ("About 20, perhaps 25, died.", ["About 20", "perhaps 25"], "two guesses"),
            ("It cost $5 or 30% of it.", [], "money and shares"),
            ("The G5 and an AK-47 in T-55s.", [], "numbers inside names"),
            ("At 5:30 on 12.5 km.", [], "times and decimals"),
            ("Between 10 and 15 men came.", ["Between 10 and 15"], "between"),
            ("It left no one.", ["one"], "a word that is also a pronoun is left to the reader of the noun"),
        ]
    ),
)
def test_marked(blank: Language, text: str, expected: list[str]) -> None:
    doc = blank(text)
    spans = list(doc.spans["sahel_quantities"])
    assert [span.text for span in spans] == expected
    assert {(span.label_, span.id_) for span in spans} <= {("count", "quantity.words")}


UNITS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
TEENS = [
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


def words(n: int) -> str:
    """English words of 1 to 999, as a newspaper writes them."""
    if n < 10:
        return UNITS[n - 1]
    if n < 20:
        return TEENS[n - 10]
    if n < 100:
        return TENS[n // 10 - 2] + (f"-{UNITS[n % 10 - 1]}" if n % 10 else "")
    rest = n % 100
    return f"{UNITS[n // 100 - 1]} hundred" + (f" and {words(rest)}" if rest else "")


@given(st.integers(1, 999))
@example(100)
@example(111)
def test_words_mean_their_number(n: int) -> None:
    assert number(words(n)) == n
    assert read_count(words(n)) == Count(n, n)
    assert read_count(words(n).capitalize()) == Count(n, n)


@given(st.integers(0, 999_999))
def test_digits_mean_their_number(n: int) -> None:
    assert read_count(str(n)) == read_count(f"{n:,}") == Count(n, n)
    assert read_count(f"at least {n}") == Count(n, None)
    assert read_count(f"more than {n:,}") == Count(n + 1, None)


@given(st.integers(0, 9999), st.integers(0, 9999))
def test_ranges_are_in_order(a: int, b: int) -> None:
    count = read_count(f"between {a} and {b}")
    assert count == Count(min(a, b), max(a, b))


@given(st.text(max_size=40))
def test_any_text_is_a_count_or_none(text: str) -> None:
    count = read_count(text)
    assert count is None or count.max is None or 0 <= count.min <= count.max


PIECES = "a |an |at least |half a |no fewer than |between |one|thirty|12|3,000| to | and |dozens|hundred|-"


@given(st.lists(st.sampled_from(PIECES.split("|"))).map("".join))
@example("between no fewer than approximately twelve and 30 people, of whom a couple left")
def test_counts_are_looked_for_only_where_a_number_is(text: str) -> None:
    whole = [m.span() for m in quantities._QUANTITY.finditer(text)]
    assert [m.span() for m in quantities._counts(text)] == whole
