"""Where the words beside a place name put it: "X (Pissila, Sanmatenga)", "X in Y Commune", "X, near Y",
"between X and Y". What a place that no table has, or a name of many places, is placed by.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span

from ..language.words import words
from .reading import Sentence

_LINKS = words("bearings.links")
"""Words that may stand between a name and the place that it is put in or near."""
_PUTTING = {"in", "near", "from", "outside", "of", "around", "close", "within", "inside", "beside"}
COMPASS = words("bearings.compass")
_NEAR = {"near", "from", "outside", "around", "close", "beside"} | COMPASS
_PARTS = words("bearings.parts")
"""What a town, not a region, has: "the Chateau quarter of Gao"."""
_BORDER = {"border", "borders", "frontier"}
_UNITS = words("bearings.units")
_WAYS = words("bearings.ways")
_OPEN, _CLOSE = {"(", "["}, {")", "]"}
_REACH = 10  # tokens between a name and the place that it is put in


@dataclass(frozen=True, slots=True)
class Bearing:
    """A place that another is put in, near or on a way with.

    close: False for the ends of a way, whose coordinates are not the place's. km: how far off it is, where
    the text says so. listed: a comma alone joins the two, as in a list; last: nothing more of a list follows
    ("in Taboye, Bourem"). near: the first is near the other and not in it. part: it is a quarter of it.
    """

    span: Span
    close: bool = True
    km: float | None = None
    listed: bool = False
    near: bool = False
    part: bool = False
    last: bool = False


def bearings(sentence: Sentence, span: Span) -> list[Bearing]:
    """The places that the words beside `span` put it by, nearest first."""
    found = list(_behind(sentence, span))
    if not found:
        found = list(_in_front(sentence, span))
    return found


def _behind(sentence: Sentence, span: Span) -> Iterator[Bearing]:
    """ "X (A, B)", "X [A]", "X in A Commune (B, C)", "X, A Commune", "X, 12 km from A"."""
    at = span.end
    for other in [p for p in sentence.places if p.start >= span.end]:
        gap = [t.lower_ for t in sentence.doc[at : other.start]]
        if in_brackets(sentence, span.end, other.start):
            yield Bearing(other)
            at = other.end
            continue
        while gap and gap[0] in _CLOSE:
            gap.pop(0)
        if len(gap) > _REACH or gap in (["and"], ["&"]):
            yield from _joined(sentence, span, other) if len(gap) == 1 else ()
            return
        if not set(gap) <= _LINKS | _digits(gap):
            return
        listed = not _puts(sentence, gap, other)
        if listed and gap != [","]:
            return
        near = _is_near(gap) or _after(sentence, other) in _BORDER
        part = gap[-1:] == ["of"] and gap[0] in _PARTS and not _has_unit(sentence, other)
        last = listed and _ends_list(sentence, other)
        yield Bearing(other, km=_distance(gap), listed=listed, near=near, part=part, last=last)
        at = other.end


def _is_near(gap: list[str]) -> bool:
    """ "13km northwest of Ansongo", "north of Kidal"; not "in the north of Kidal region"."""
    sides = [i for i, w in enumerate(gap) if w in COMPASS]
    if sides and gap[sides[-1] + 1 : sides[-1] + 2] == ["of"]:
        return "the" not in gap[: sides[0]]
    return bool(_NEAR & set(gap)) and not {"in", "of"} & set(gap[-3:])


def _has_unit(sentence: Sentence, other: Span) -> bool:
    """ "Mondoro Commune", "the Soum province"."""
    return bool({_after(sentence, other), other[-1].lower_ if len(other) > 1 else ""} & _UNITS)


def _ends_list(sentence: Sentence, other: Span) -> bool:
    """Whether no further place is listed behind `other`: "in Gao, Kidal and Timbuktu"."""
    at = other.end
    for place in [p for p in sentence.places if p.start >= other.end]:
        gap = [t.lower_ for t in sentence.doc[at : place.start]]
        if gap[-1:] == ["and"] and len(gap) <= 2:
            return False
        if gap != [","]:
            break
        at = place.end
    return True


def _joined(sentence: Sentence, span: Span, other: Span) -> Iterator[Bearing]:
    """ "between X and Y"; "X and Y (A, B)", where the brackets are for both."""
    yield from (b for b in _behind(sentence, other) if in_brackets(sentence, other.end, b.span.start))
    if _between(sentence, span):
        yield Bearing(other, close=False)


def _puts(sentence: Sentence, gap: list[str], other: Span) -> bool:
    """Whether the words between put the first in or near the second; a comma alone does so before a unit."""
    if _PUTTING & set(gap):
        return True
    of_unit = bool(gap and gap[-1] == "of" and _UNITS & set(gap))
    return of_unit or _has_unit(sentence, other) or _after(sentence, other) in _BORDER


def _after(sentence: Sentence, span: Span) -> str:
    return sentence.doc[span.end].lower_ if span.end < len(sentence.doc) else ""


def _in_front(sentence: Sentence, span: Span) -> Iterator[Bearing]:
    """ "between A and X", "on the road from A to X", "Titao's Salla quarter"."""
    before = [p for p in sentence.places if p.end <= span.start]
    if not before:
        return
    other = before[-1]
    gap = [t.lower_ for t in sentence.doc[other.end : span.start]]
    if len(gap) > _REACH:
        return
    if gap in (["and"], ["-"], ["to"], ["&"]) and (_between(sentence, other) or gap != ["and"]):
        yield Bearing(other, close=False)
        return
    owned = gap[:1] in (["'s"], ["’s"]) and set(gap[1:]) <= _UNITS | {"of", "the"}
    if owned or (gap[:1] and gap[0] in _OPEN and not _CLOSE & set(gap)):
        yield Bearing(other, part=owned and bool(_PARTS & {*gap, _after(sentence, span)}))


def _between(sentence: Sentence, span: Span) -> bool:
    return "between" in [t.lower_ for t in sentence.doc[max(sentence.start, span.start - 4) : span.start]]


def in_brackets(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a bracket that opens after `start` is open still at `end`."""
    depth = 0
    for token in sentence.doc[start:end]:
        depth += (token.text in _OPEN) - (token.text in _CLOSE)
    return depth > 0


def _digits(gap: list[str]) -> set[str]:
    return {w for w in gap if w[0].isdigit() or w.rstrip("km").isdigit()}


def _distance(gap: list[str]) -> float | None:
    for word in gap:
        digits = word.removesuffix("km").replace(",", "")
        if digits.isdecimal():
            return float(digits)
    return None


def far_end(sentence: Sentence, span: Span) -> bool:
    """Whether a name is where a way leads: "on the road toward Niangoloko", "en route to Oursi"."""
    before = [t.lower_ for t in sentence.doc[max(sentence.start, span.start - 6) : span.start]]
    while before and before[-1] in {"the", "town", "village", "city", "of", "direction"}:
        before.pop()
    if not before or before[-1] not in {"to", "toward", "towards", "for", "leading", "linking"}:
        return False
    return bool(_WAYS & set(before[-4:]))
