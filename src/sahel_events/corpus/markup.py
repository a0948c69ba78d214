"""How much markup a page has, told without parsing it: what a parser would take gigabytes or minutes for is
refused before."""

from __future__ import annotations

import re

from ..errors import SkipReason
from .decode import BadBytes

MOST_MARKUP = 500_000
"""Elements and attributes of one page. News pages have some thousands; a million elements took 9 s and six
million took 1.8 GB and over 40 s."""
MOST_ATTRIBUTES = 1000
"""Attributes of one element: libxml2 looks through those before for each (20,000 took 0.7 s, 40,000 4 s)."""
SMALL = 20_000
"""Characters of a page that is not looked at: it has room for neither."""

_OPENS = re.compile(r"<(?:!--|(?P<name>[A-Za-z][^\s/>]*+))")
_ATTRIBUTE = re.compile(r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"?|'[^']*+'?|[^\s>"']*+))?""")
_RAW = frozenset(
    ["script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "plaintext"]
)
"""Elements whose content is no markup (HTML Standard, 13.2.6), which ends at their end tag alone."""


def check_markup(html: str) -> None:
    """Raise BadBytes for a page with more elements, or attributes of one element, than any page has. Linear
    in the length of the page; it ends where the most are found."""
    if len(html) < SMALL:
        return
    number = position = 0
    while (opening := _OPENS.search(html, position)) is not None:
        position = opening.end()
        if opening["name"] is None:
            position = _behind(html, "-->", position)
            continue
        attributes = 0
        while (attribute := _ATTRIBUTE.match(html, position)) is not None:
            position, attributes = attribute.end(), attributes + 1
            if attributes > MOST_ATTRIBUTES:
                cause = f"a page with an element of more than {MOST_ATTRIBUTES:,} attributes"
                raise BadBytes(SkipReason.TOO_LARGE, cause)
        number += 1 + attributes
        if number > MOST_MARKUP:
            cause = f"a page of more than {MOST_MARKUP:,} elements and attributes"
            raise BadBytes(SkipReason.TOO_LARGE, cause)
        if (name := opening["name"].lower()) in _RAW:
            end = re.compile(f"</{name}", re.IGNORECASE).search(html, position)
            position = len(html) if end is None else end.end()


def _behind(html: str, mark: str, position: int) -> int:
    found = html.find(mark, position)
    return len(html) if found < 0 else found + len(mark)
