"""The training mix of the entity recogniser: all sources, varied in quotes, capitals and Sahel names."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator

from .entities import Mention, Text
from .tokens import names
from .ud import curly

CURLY_SHARE = 0.5  # of all training texts
CAPITALS_SHARE = 0.03  # copies in upper case, as in headlines and datelines
BARE_SHARE = 0.08  # copies without the final stop, as in headlines and captions
SWAP_WIRE, SWAP_OTHER = 0.35, 0.5  # copies with names of the Sahel, of wire texts and of others
SWAP_NAME = 0.8  # of the names in such a copy


def with_curly_quotes(text: Text) -> Text:
    """The same text with typographic quotes; offsets stay."""
    return Text("".join(curly(text.text)), text.mentions, text.unknown)


def in_capitals(text: Text) -> Text | None:
    """The same text in capitals; None where that would change its length."""
    upper = text.text.upper()
    return Text(upper, text.mentions, text.unknown) if len(upper) == len(text.text) else None


def without_stop(text: Text) -> Text | None:
    """The same text without its last full stop; None where it has none outside a name."""
    end = len(text.text) - 1
    if not text.text.endswith(".") or not text.free(end, end + 1):
        return None
    return Text(text.text[:-1], text.mentions, [u for u in text.unknown if u[1] <= end])


def _sahel_name(name: str, label: str, rng: random.Random) -> str | None:
    """Another name of the same kind from the lists; None where the name should stay."""
    lists = names()["swap"]
    if label == "PERSON":
        last = rng.choice(lists["last_names"])
        return f"{rng.choice(lists['first_names'])} {last}" if " " in name else last
    if label == "LOC":
        return rng.choice(lists["regions"])
    if label == "GPE" and name not in ("U.S.", "United States"):
        return rng.choice(lists["places"])
    if label == "ORG" and name in lists["armed_groups_replaced"]:
        return rng.choice(lists["armed_groups"])
    if label == "ORG" and name in lists["organisations_replaced"]:
        return rng.choice(lists["organisations"])
    if label == "NORP" and not name.endswith("s"):
        return rng.choice(lists["peoples"])
    return None


def with_sahel_names(text: Text, rng: random.Random) -> Text | None:
    """A copy whose names are partly replaced, one name always by the same; None if fewer than two were."""
    if text.unknown:
        return None
    out = Text("")
    chosen: dict[str, str] = {}
    last = swapped = 0
    for mention in sorted(text.mentions):
        if mention.start < last:  # overlapping marks: the first wins, as in the document
            continue
        name = text.text[mention.start : mention.end]
        new = chosen.get(name) or (
            _sahel_name(name, mention.label, rng) if rng.random() < SWAP_NAME else None
        )
        if new:
            chosen[name] = new
            swapped += 1
        out.text += text.text[last : mention.start]
        start = len(out.text)
        out.text += new or name
        out.mentions.append(Mention(start, len(out.text), mention.label))
        last = mention.end
    out.text += text.text[last:]
    return out if swapped > 1 else None


def varied(texts: Iterable[Text], rng: random.Random, swap_share: float, copies: int = 1) -> Iterator[Text]:
    """Each text `copies` times, and in part also in capitals, without its stop or with Sahel names."""
    for text in texts:
        versions: list[Text | None] = [text] * copies
        if rng.random() < swap_share:
            versions.append(with_sahel_names(text, rng))
        if rng.random() < CAPITALS_SHARE:
            versions.append(in_capitals(text))
        if rng.random() < BARE_SHARE:
            versions.append(without_stop(text))
        for version in versions:
            if version:
                yield with_curly_quotes(version) if rng.random() < CURLY_SHARE else version
