"""Named entities of UD English GUM (documents under CC BY or in the public domain) to texts with our labels.

GUM marks every nested noun phrase; kept are the proper names at the head of persons, places and
organisations.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from spacy.tokens import Doc
from spacy.vocab import Vocab

from .entities import Mention, Text, place_label
from .tokens import names
from .ud import Sentence, read_conllu

_KINDS = {"person": "PERSON", "organization": "ORG", "place": ""}
_BRACKETS = re.compile(r"\([^()]*\)|\([^()]*|[^()]*\)")
_LINKS = ("-", "&")
_PROPER = {"NNP", "NNPS"}  # the part of speech would not do: "New" of "New York" is an ADJ there


def phrases(sentence: Sentence) -> list[tuple[int, int, str, int]]:
    """(first word, word after the last, entity type, head word) of the marked noun phrases of a sentence."""
    found: list[tuple[int, int, str, int]] = []
    open_phrases: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for index, row in enumerate(sentence.rows):
        marks = re.search(r"Entity=([^|]*)", row[9])
        for mark in _BRACKETS.findall(marks[1]) if marks else ():
            fields = mark.strip("()").split("-", 6)
            if mark.startswith("("):
                begun = (index, fields[1], fields[5] if len(fields) > 5 else "")
                open_phrases[fields[0]].append(begun)
            if mark.endswith(")") and open_phrases[fields[0]]:
                start, kind, spans = open_phrases[fields[0]].pop()
                head = spans.split(",")[0].rstrip("*")
                if head.isdigit():
                    found.append((start, index + 1, kind, start + int(head) - 1))
    return found


def proper_name(
    words: list[str], tags: list[str], start: int, end: int, head: int, kind: str
) -> tuple[int, int] | None:
    """The proper name around the head of a phrase, without titles; None where the head is no proper noun."""
    if head >= end or tags[head] not in _PROPER:
        return None
    first, after = head, head + 1
    while first > start and (
        tags[first - 1] in _PROPER
        or (words[first - 1] in (*_LINKS, ".") and first - 1 > start and tags[first - 2] in _PROPER)
    ):
        first -= 1
    while after < end and (
        tags[after] in _PROPER or (words[after] in _LINKS and after + 1 < end and tags[after + 1] in _PROPER)
    ):
        after += 1
    if kind == "person":
        titles = set(names()["clean"]["titles"])
        while first < after and words[first] in titles:
            first += 1
    else:
        after = _with_complements(words, tags, after, end)
    return (first, after) if first < after else None


def _with_complements(words: list[str], tags: list[str], after: int, end: int) -> int:
    """The end of a name with its "of ..." and "for ..." parts, such as in "Ministry of Defence"."""
    while after + 1 < end and words[after] in ("of", "for"):
        word = after + 1 + (words[after + 1] == "the")
        if word >= end or tags[word] not in _PROPER:
            break
        while word < end and (
            tags[word] in _PROPER or (words[word] == "and" and set(tags[word + 1 : word + 2]) & _PROPER)
        ):
            word += 1
        after = word
    return after


def _label(form: str, kind: str, peoples: set[str]) -> str:
    if form in peoples:
        return "NORP"
    if form in names()["clean"]["organisations"]:
        return "ORG"  # "United Nations" heads the place "United Nations headquarters"
    return _KINDS[kind] or place_label(form)


def sentence_text(sentence: Sentence, vocab: Vocab, peoples: set[str]) -> Text:
    """One sentence with its names, peoples and dates."""
    words, tags = sentence.words, [row[4] for row in sentence.rows]
    doc = Doc(vocab, words=words, spaces=sentence.spaces)
    labels: dict[tuple[int, int], str] = {}
    for start, end, kind, head in phrases(sentence):
        name = proper_name(words, tags, start, end, head, kind) if kind in _KINDS else None
        if name:
            form = " ".join(words[slice(*name)])
            labels[name] = _label(form, kind, peoples)
    out = Text(doc.text)
    for first, after in sorted(
        labels, key=lambda name: (name[0] - name[1], name[0])
    ):  # the longest of nested names
        span = doc[first:after]
        if out.free(span.start_char, span.end_char):
            out.mentions.append(Mention(span.start_char, span.end_char, labels[first, after]))
    for token in doc:
        if token.text in peoples and out.free(token.idx, token.idx + len(token)):
            out.mentions.append(Mention(token.idx, token.idx + len(token), "NORP"))
    out.mark_dates()
    return out


def read(path: Path, vocab: Vocab, peoples: set[str]) -> list[Text]:
    """The sentences of one GUM document."""
    return [sentence_text(sentence, vocab, peoples) for sentence in read_conllu(path)]
