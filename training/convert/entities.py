"""Texts with named entities, whatever their source: labels, shared rules of cleaning, spaCy documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from spacy.util import filter_spans

from .tokens import names

LABELS = ("PERSON", "ORG", "GPE", "LOC", "NORP", "DATE")
_ATTRS = ["ORTH", "SPACY", "ENT_IOB", "ENT_TYPE"]

#: Last words of names that are landscape or sites, not settlements: LOC where a source only says "location".
LANDFORM = re.compile(
    r"\b(River|Sea|Ocean|Mountains?|Mount|Desert|Valley|Strip|Peninsula|Lake|Gulf|Islands?|Coast|Bay|Delta|Strait|Canal"
    r"|Heights|Basin|Hills|Ridge|Plateau|Forest|Highway|Airport|Bridge|Square|Street|Road|Base|Zone|Canyon|Gorge|Cape|Pass"
    r"|Park|Beach|Border)$"
)

_DAY = "(?:Mondays?|Tuesdays?|Wednesdays?|Thursdays?|Fridays?|Saturdays?|Sundays?)"
_LONG_MONTH = "(?:January|February|March|April|June|July|August|September|October|November|December)"
_MONTH = rf"(?:{_LONG_MONTH}|May|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.)"
_COUNT = r"(?:\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|several|a few|many|some)"
_UNIT = "(?:days?|weeks?|months?|years?|decades?|hours?|minutes?)"
_YEAR = r"(?:19|20)\d\d"
#: Expressions of date. No source marks them alike, so all are marked by this one rule.
DATE = re.compile(
    r"\b(?:(?:early|late|mid-?|last|next|this|the end of|since)\s+)??(?:"
    + "|".join(
        (
            rf"{_DAY},?\s+{_MONTH}\s+\d{{1,2}}(?:,\s*\d{{4}})?",
            rf"{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,\s*{_YEAR})?",
            rf"\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:,?\s*{_YEAR})?",
            rf"(?:last |next |this |early |late |mid-)?{_LONG_MONTH}(?:\s+{_YEAR})?",
            rf"(?:in|last|next|this|early|late|since) May(?:\s+{_YEAR})?",
            rf"(?:last |next |this |late |early )?{_DAY}",
            "yesterday|today|tomorrow|tonight",
            "(?:earlier |later )?(?:last|next|this|past) "
            "(?:week|month|year|decade|weekend|morning|night|evening|spring|summer|autumn|fall|winter)",
            rf"{_COUNT} {_UNIT} (?:ago|earlier|later|before)",
            rf"the (?:past|last|next|previous) (?:{_COUNT} )?{_UNIT}",
            r"(?:the )?(?:early |late |mid-)?(?:19|20)\d0s",
            r"(?:19[4-9]\d|20[0-2]\d)(?!\s*(?:people|troops|soldiers|men|civilians))(?![,.]?\d)",
        )
    )
    + r")\b"
)


class Mention(NamedTuple):
    """One name: `start` and `end` are character offsets into its text, `label` one of LABELS."""

    start: int
    end: int
    label: str


@dataclass(slots=True)
class Text:
    """A stretch of text, its mentions, and the stretches whose label the source does not tell (`unknown`)."""

    text: str
    mentions: list[Mention] = field(default_factory=list)
    unknown: list[tuple[int, int]] = field(default_factory=list)

    def free(self, start: int, end: int) -> bool:
        """Whether no mention or unknown stretch overlaps the characters from `start` to `end`."""
        taken = [(mention.start, mention.end) for mention in self.mentions] + self.unknown
        return not any(first < end and after > start for first, after in taken)

    def mark_dates(self) -> None:
        """Add the DATE mentions that overlap no other mention."""
        for match in DATE.finditer(self.text):
            if self.free(match.start(), match.end()):
                self.mentions.append(Mention(match.start(), match.end(), "DATE"))


def place_label(name: str) -> str:
    """GPE or LOC for a name that a source only calls a location."""
    return "LOC" if name in names()["clean"]["regions"] or LANDFORM.search(name) else "GPE"


def join(texts: Iterable[Text]) -> Text:
    """Texts joined by single spaces."""
    out = Text("")
    for part in texts:
        base = len(out.text) + 1 if out.text else 0
        out.text = f"{out.text} {part.text}" if out.text else part.text
        out.mentions += [Mention(m.start + base, m.end + base, m.label) for m in part.mentions]
        out.unknown += [(start + base, end + base) for start, end in part.unknown]
    return out


_GLUED_LEFT = {".", ",", ";", ":", "?", "!", "%", ")", "'s", "n't", "'re", "'ve", "'ll", "'d", "'m", "''"}
_GLUED_RIGHT = {"(", "$", "``"}


def detokenise(words: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """Running text from tokens of a corpus that does not tell its spaces, and each token's offsets."""
    text = ""
    offsets: list[tuple[int, int]] = []
    is_open = False
    previous = ""
    for word in words:
        glued = (
            not text
            or word in _GLUED_LEFT
            or previous in _GLUED_RIGHT
            or (word == "'" and previous.endswith("s"))
        )
        previous = word
        if word == '"':
            glued |= is_open
            is_open = not is_open
            previous = "``" if is_open else word
        if not glued:
            text += " "
        offsets.append((len(text), len(text) + len(word)))
        text += word
    return text, offsets


def iob_spans(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """(first token, token after the last, label) of each name in IOB tags; `I-` after `O` begins a name."""
    spans: list[tuple[int, int, str]] = []
    index = 0
    while index < len(tags):
        if tags[index] in ("O", "_"):
            index += 1
            continue
        label = tags[index].split("-", 1)[-1]
        end = index + 1
        while end < len(tags) and tags[end] == f"I-{label}":
            end += 1
        spans.append((index, end, label))
        index = end
    return spans


def read_columns(
    path: Path, word: int, tag: int, separator: str | None = None
) -> list[list[tuple[str, str]]]:
    """Sentences of (word, tag) from a file with one token a line and blank lines between sentences."""
    sentences: list[list[tuple[str, str]]] = [[]]
    for line in path.read_text(encoding="utf-8").splitlines():
        columns = line.split(separator)
        if not line.strip():
            sentences.append([])
        elif not line.startswith("#") and len(columns) > max(word, tag) and columns[word] != "-DOCSTART-":
            sentences[-1].append((columns[word], columns[tag]))
    return [sentence for sentence in sentences if sentence]


def from_iob(sentence: Sequence[tuple[str, str]], peoples: set[str]) -> Text:
    """A CoNLL-style sentence (PER, ORG, LOC, MISC) with our labels; MISC is NORP for peoples or unknown."""
    text, offsets = detokenise([word for word, _ in sentence])
    out = Text(text)
    for first, after, label in iob_spans([tag for _, tag in sentence]):
        start, end = offsets[first][0], offsets[after - 1][1]
        name = " ".join(word for word, _ in sentence[first:after])
        if label in ("PER", "ORG"):
            out.mentions.append(Mention(start, end, "PERSON" if label == "PER" else "ORG"))
        elif label == "LOC":
            out.mentions.append(Mention(start, end, place_label(name)))
        elif label == "MISC" and name in peoples:
            out.mentions.append(Mention(start, end, "NORP"))
        elif label == "MISC":
            out.unknown.append((start, end))
    return out


def pairs(texts: Sequence[Text], size: int = 2) -> list[Text]:
    """Consecutive texts joined by `size`."""
    return [join(texts[start : start + size]) for start in range(0, len(texts), size)]


def complete(text: Text, nlp: Language, peoples: set[str]) -> Text:
    """Add to a CoNLL-style training text what its scheme does not mark: peoples (NORP) and dates."""
    out = Text(text.text, list(text.mentions), list(text.unknown))
    for token in nlp.make_doc(text.text):
        start, end = token.idx, token.idx + len(token)
        if token.text in peoples and out.free(start, end):
            out.mentions.append(Mention(start, end, "NORP"))
    out.mark_dates()
    return out


def to_doc(text: Text, nlp: Language) -> Doc:
    """A tokenised document; mentions are widened to whole tokens, unknown stretches are left open."""
    doc = nlp.make_doc(text.text)

    def spans(stretches: Iterable[Mention]) -> list[Span]:
        found = (doc.char_span(*m, alignment_mode="expand") for m in stretches)
        return [span for span in found if span is not None]

    entities = filter_spans(spans(text.mentions))
    taken = {token.i for entity in entities for token in entity}
    unknown = spans(Mention(start, end, "") for start, end in text.unknown)
    doc.set_ents(entities, missing=[s for s in unknown if not taken & {t.i for t in s}], default="outside")
    return doc


def write(texts: Iterable[Text], path: Path, nlp: Language) -> int:
    """Write texts as a `.spacy` file; returns how many."""
    box = DocBin(attrs=_ATTRS, docs=(to_doc(text, nlp) for text in texts))
    box.to_disk(path)
    return len(box)
