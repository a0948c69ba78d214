"""Texts of any size, of the kinds that could cost more than their size: for `cost`, and for the tests of it.

Each maker takes a number of characters and gives a text of as many, the same one every time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from random import Random

from . import articles
from .vary import vary

_ACTS = (
    "{who} killed {n} {whom} and wounded {m} others in an attack on the village of {place} on {day}",
    "{n} {whom} were killed when {who} ambushed a convoy near {place} on {day}",
    "{who} kidnapped {n} {whom} in {place} on {day} and set fire to {m} houses",
    "An air strike by the army killed {n} {whom} outside {place} on {day}, {who} said",
    "Clashes between {who} and the army at {place} on {day} left {n} {whom} dead and {m} missing",
    "A roadside bomb blamed on {who} killed {n} {whom} between {place} and Gao on {day}",
)
_WHO = (
    "Gunmen", "Jihadists", "JNIM fighters", "Islamic State militants", "Armed men on motorbikes", "Rebels",
    "Boko Haram", "Malian soldiers", "French troops", "Dozo hunters",
)  # fmt: skip
_WHOM = (
    "soldiers", "civilians", "farmers", "policemen", "villagers", "peacekeepers", "herders", "militants",
    "gendarmes", "traders",
)  # fmt: skip
_PLACES = (
    "Ansongo", "Djibo", "Inates", "Ménaka", "Diffa", "Tessalit", "Solhan", "Ogossagou", "Boni", "Torodi",
    "Arbinda", "Koutougou", "Baga", "Bosso", "Yirgou", "Kidal", "Bandiagara", "Tillabéri",
)  # fmt: skip
_MONTHS = ("January", "March", "May", "June", "August", "October", "December")
_SYLLABLES = ("ba", "den", "gor", "ka", "lo", "mi", "na", "ous", "ra", "sou", "ti", "wen", "ya", "zar")


def dense(size: int) -> str:
    """Every sentence an event with trigger, sides, place, counts and day, three to a paragraph."""
    sentences = _sentences()
    paragraphs = (" ".join(next(sentences) + "." for _ in range(3)) for _ in count())
    return _filled(paragraphs, size, "\n\n")


def paragraph(size: int) -> str:
    """As `dense`, all in one paragraph."""
    return _filled((s + "." for s in _sentences()), size, " ")


def sentence(size: int) -> str:
    """As `dense`, all in one sentence, its clauses parted by commas and "and"."""
    return _filled(_sentences(), size - 1, ", and ") + "."


def news(size: int) -> str:
    """Paragraphs of ordinary and conflict news in turns, their days, counts, places and people varied."""
    random, texts = Random("news"), (articles.ordinary(), articles.conflict())
    told = (vary(texts[n % 2][n // 2 % len(texts[n % 2])], random).split("\n\n")[1:] for n in count())
    return _filled((p.strip() for each in told for p in each if len(p) > 80 and "\n" not in p), size, "\n\n")


def lines(size: int) -> str:
    """A block for every ten characters."""
    return _filled((f"Line {n % 9973}." for n in count()), size, "\n\n")


def headings(size: int) -> str:
    """Short lines without an end mark, every other one a bullet."""
    return _filled((("• " if n % 2 else "") + f"Attack in Gao {n % 97}" for n in count()), size, "\n")


def datelines(size: int) -> str:
    """Lines with a date and a place, as a list of reports has them."""
    return _filled((f"GAO, {n % 28 + 1} May 20{n % 20 + 10:02}" for n in count()), size, "\n\n")


def repeated(size: int) -> str:
    """One and the same sentence."""
    told = "Gunmen killed 12 soldiers in Ansongo on Tuesday, 3 March 2020, the army said."
    return _filled((told for _ in count()), size, "\n\n")


def names(size: int) -> str:
    """Capitalised names, no two of them alike, in sentences that tell of killings."""
    made = _names("names")
    told = "{} {} of {} killed {} {} in {}."
    return _filled((told.format(*(next(made) for _ in range(6))) for _ in count()), size, " ")


def name_run(size: int) -> str:
    """Capitalised names in one run, without a verb or a mark."""
    return _filled(_names("run"), size, " ")


def digits(size: int) -> str:
    """Digits without a space."""
    return ("1234567890" * (size // 10 + 1))[:size]


def numbers(size: int) -> str:
    """Numbers with marks and words that make counts and dates of them."""
    made = (f"{n % 1009} to {n % 31} and {n % 13},000 killed," for n in count())
    return _filled(made, size, " ")


def brackets(size: int) -> str:
    """Marks that the tokenizer cuts off one by one, behind the head of a story."""
    return ("GAO, Mali - " + ".,;:!?-()[]{}" * (size // 13))[:size]


def marks(size: int) -> str:
    """Punctuation alone."""
    return (".,;:!?-–—\"'“”()[]…/*•|" * (size // 20 + 1))[:size]


def spaces(size: int) -> str:
    """White space but for a word at either end."""
    return "Gao" + (" \t\n" * (size // 3 + 1))[: size - 6] + "Gao"


def blanks(size: int) -> str:
    """Blanks on one line but for a word at either end."""
    return "Gao" + " " * (size - 6) + "Gao"


def word(size: int) -> str:
    """One word without a space."""
    return ("abcdefghij" * (size // 10 + 1))[:size]


def capitals(size: int) -> str:
    """One word of capitals without a space."""
    return ("ABCDEFGHIJ" * (size // 10 + 1))[:size]


KINDS: dict[str, Callable[[int], str]] = {
    made.__name__: made
    for made in (
        news, dense, paragraph, sentence, lines, headings, datelines, repeated, names, name_run, digits,
        numbers, marks, brackets, spaces, blanks, word, capitals,
    )
}  # fmt: skip


def page(text: str) -> str:
    """A web page with the paragraphs of a text."""
    told = "\n".join(f"<p>{each.strip()}</p>" for each in text.split("\n\n"))
    head = "<html><head><title>Attack in Gao</title></head><body><h1>Attack in Gao</h1>"
    return f"{head}\n{told}\n</body></html>"


def _sentences() -> Iterator[str]:
    random = Random("dense")
    while True:
        yield random.choice(_ACTS).format(
            who=random.choice(_WHO), whom=random.choice(_WHOM), place=random.choice(_PLACES),
            n=random.randint(2, 60), m=random.randint(2, 60),
            day=f"{random.randint(1, 28)} {random.choice(_MONTHS)} {random.randint(2012, 2024)}",
        )  # fmt: skip


def _names(seed: str) -> Iterator[str]:
    random = Random(seed)
    while True:
        yield "".join(random.choice(_SYLLABLES) for _ in range(random.randint(2, 5))).capitalize()


def _filled(parts: Iterator[str], size: int, between: str) -> str:
    """Parts one after the other up to `size` characters."""
    found: list[str] = []
    length = 0
    while length < size:
        found.append(next(parts))
        length += len(found[-1]) + len(between)
    return between.join(found)[:size]
