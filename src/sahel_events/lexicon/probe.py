"""Whether a regular expression takes more than its share of time: tried on texts that are pumped from its own
repeats, classes and examples, as somebody would who wants it to hang.

Python's `re` goes back and tries again: `(?:a|aa)+$` doubles its time with each letter, `foo.*bar` reads a
text to its end from each `foo`. What a pattern does on such texts, not its form, says whether it may be used.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

LARGE = 4096
"""Characters of the longest text that is tried where the caller knows no other."""
SLOW = 0.002
"""Seconds below which a text of LARGE characters is never told as slow: a pattern that looks at each of them
once takes a tenth of that."""
RATIO = 8.0
"""By how much longer a text of four times the length may take: 4 is linear, 16 quadratic, and 8 halfway by
factors."""
_SMALL = range(4, 33, 2)
"""Repeats with which exponential time is looked for: by two, so that the first that shows it ends soon."""
_TOO_LONG = 0.02
"""Seconds for a text of so few repeats that only exponential time can take."""
_LONGEST_PUMPED = 40
"""Characters of a repeated stretch above which it is an example, not what a repeat may take in two ways."""
HANGS = 0.5
"""Seconds for one text that are too long whatever the form: of the shipped patterns none takes a tenth."""
_END = "\x01"
"""What follows the repeated stretch, so that no match ends there."""
_CHARACTERS = "aA0 \n.,-\"'(_é:/—"
"""What stands for a class of characters: one of each kind that patterns for prose tell apart."""
_RUNS = (
    " ", "\n", "a", "A", "0", ".", ",", "-", "'", '"', "(",
    "a ", "A ", "Aa ", "0 ", "a, ", "a. ", "a\n", " \n",
)  # fmt: skip
_MOST = 48
"""Texts that are tried for one pattern."""
_OPEN = 8
"""Turns from which a repeat counts as one that a text can be pumped with."""


def slow_text(pattern: re.Pattern[str], examples: Iterable[str] = (), size: int = LARGE) -> str | None:
    """What makes a pattern slow, as the repeated stretch of a text ("a", "foo "); None where nothing does.

    `size`: characters of the longest text that it is ever tried on. Takes some milliseconds for a pattern
    that is not slow, and no second for one that is.
    """
    for before, pumped in attacks(pattern, examples):
        if _hangs(pattern, before, pumped) or grows(pattern, before, pumped, size):
            return pumped
    return None


def attacks(pattern: re.Pattern[str], examples: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Texts to be made of a pattern: what stands before, and what is repeated behind it."""
    tree = re._parser.parse(pattern.pattern, pattern.flags)  # type: ignore[attr-defined]  # the only parser of it
    found = dict.fromkeys(
        pair
        for before, body in _repeats(tree, "")
        for pair in ((before, body), ("", before + body), ("", body))
        if body
    )
    found |= dict.fromkeys(("", f"{example} ") for example in examples)
    return [*islice(found, _MOST), *(("", run) for run in _RUNS)]


def grows(pattern: re.Pattern[str], before: str, pumped: str, size: int) -> bool:
    """Whether a text four times as long, up to `size`, takes far more than four times as long."""
    texts = [
        before + pumped * max(1, (length - len(before)) // len(pumped)) + _END
        for length in (size // 64, size // 16, size // 4, size)
    ]
    for text in texts:  # the short ones first: they show what hangs before it does
        taken = _seconds(pattern, text)
        if taken > HANGS:
            return True
    return taken > SLOW and _apart(pattern, texts[-2], texts[-1])


def _apart(pattern: re.Pattern[str], shorter: str, text: str) -> bool:
    """Whether the longer text takes out of proportion longer, by the least of up to nine measurements of
    each: other work on the machine only ever adds to one."""
    long = short = HANGS
    for _ in range(9):
        long, short = min(long, _seconds(pattern, text)), min(short, _seconds(pattern, shorter))
        if long <= SLOW or long <= RATIO * max(len(text) / len(shorter) / 4, 1.0) * short:
            return False
    return True


def _hangs(pattern: re.Pattern[str], before: str, pumped: str) -> bool:
    """Whether so few repeats take so long that each must double the time."""
    if len(pumped) > _LONGEST_PUMPED:
        return False
    return any(_seconds(pattern, before + pumped * n + _END) > _TOO_LONG for n in _SMALL)


def _seconds(pattern: re.Pattern[str], text: str) -> float:
    """Processor time of this thread for looking for all matches in a text."""
    start = time.thread_time()
    for _ in pattern.finditer(text):
        pass
    return time.thread_time() - start


def _repeats(tree: Any, before: str) -> Iterator[tuple[str, str]]:
    """For each repeat of a pattern what may stand before it, and texts that it may repeat."""
    for operator, argument in tree:
        name = str(operator)
        if name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
            _, high, body = argument
            if str(high) == "MAXREPEAT" or high >= _OPEN:
                for text in _samples(body):
                    yield before, text
            yield from _repeats(body, before)
        else:
            for part in _parts(argument):
                yield from _repeats(part, before)
        before += _sample([(operator, argument)])


def _samples(tree: Any) -> list[str]:
    """A few texts that a pattern fits: one for each branch, or for each kind of character of a class."""
    if len(tree) == 1:
        operator, argument = tree[0]
        name = str(operator)
        if name == "IN":
            return [c for c in _candidates(argument) if _in_class(argument, c)][:4] or [""]
        if name == "ANY":
            return ["a", " "]
        if name == "BRANCH":
            return [text for branch in argument[1] for text in _samples(branch)][:6]
        if name == "SUBPATTERN":
            return _samples(argument[-1])
    return [_sample(tree)]


def _sample(tree: Any) -> str:
    """A text that a pattern fits, look-arounds and references aside."""
    return "".join(_fitting(str(operator), argument) for operator, argument in tree)


def _fitting(name: str, argument: Any) -> str:
    if name == "LITERAL":
        return chr(int(argument))
    if name in {"NOT_LITERAL", "ANY"}:
        return "a" if argument != ord("a") else "b"
    if name == "IN":
        return str(next((c for c in _candidates(argument) if _in_class(argument, c)), "a"))
    if name == "BRANCH":
        return _sample(argument[1][0])
    if name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        turns = max(min(int(argument[0]), 20), int(argument[1] == 1))
        return _sample(argument[2]) * turns
    if name == "SUBPATTERN":
        return _sample(argument[-1])
    return _sample(argument) if name == "ATOMIC_GROUP" else ""


def _candidates(items: Any) -> str:
    """Characters that may stand for a class: those of all kinds, and what it names itself."""
    named = [chr(value if str(op) == "LITERAL" else value[0]) for op, value in items
             if str(op) in {"LITERAL", "RANGE"}]  # fmt: skip
    return _CHARACTERS + "".join(named)


_CATEGORIES: dict[str, Callable[[str], bool]] = {
    "DIGIT": str.isdecimal, "SPACE": str.isspace, "WORD": lambda c: c.isalnum() or c == "_",
}  # fmt: skip


def _in_class(items: Any, character: str) -> bool:
    negated = bool(items) and str(items[0][0]) == "NEGATE"
    found: bool = any(_is(str(operator), value, character) for operator, value in items)
    return found != negated


def _is(name: str, value: Any, character: str) -> bool:
    if name == "LITERAL":
        return bool(ord(character) == value)
    if name == "RANGE":
        return bool(value[0] <= ord(character) <= value[1])
    if name == "CATEGORY":
        kind = str(value).removeprefix("CATEGORY_")
        return bool(_CATEGORIES[kind.removeprefix("NOT_")](character) != kind.startswith("NOT_"))
    return False


def _parts(argument: Any) -> list[Any]:
    """The sub-patterns inside the argument of a parsed operator."""
    if type(argument).__name__ == "SubPattern":
        return [argument]
    if isinstance(argument, (tuple, list)):
        return [part for item in argument for part in _parts(item)]
    return []
