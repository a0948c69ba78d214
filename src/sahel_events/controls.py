"""The characters of a text that act on who shows it, or are not seen: controls of terminals, marks of
direction, invisible and private characters. Imports nothing of ours."""

from __future__ import annotations

import json
import re

UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but tab and line feed, DEL, C1: cursor moves, OSC 52 (clipboard)
    "\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb"  # bidi, invisible
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # of shorthand and music
    "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"  # tags, and what is never to be seen whatever it may become
    "\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff"  # private, shown as anything
    "\u2028\u2029\ud800-\udfff]"  # line separators; lone surrogates, which no stream can encode
)
"""Unicode's categories Cc, Cs, Co, Zl and Zp, what is never to be seen although not assigned, and of Cf what
is not seen (the rest of it are signs of numbers). `str.isprintable` calls all of them not printable."""


def escaped(line: str) -> str:
    """JSON with UNSAFE characters as escapes: the same value, safe on a terminal."""
    return UNSAFE.sub(lambda found: json.dumps(found[0])[1:-1], line)
