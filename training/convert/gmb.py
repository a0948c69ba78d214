"""The Groningen Meaning Bank token table (wire news) to texts with cleaned labels.

The bank's own labels are noisy: countries as gpe or geo, titles inside names, frequent names left out.
Cleaning uses the majority label of each name over the whole bank, so its held-out part shares the cleaning of
its training part: figures on it flatter. Blocks of 100 neighbouring sentences go to one part, which keeps
near-copies together.
"""

from __future__ import annotations

import csv
import io
import random
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .entities import DATE, LANDFORM, Mention, Text, detokenise, iob_spans, join
from .tokens import names

Tagged = list[tuple[str, str]]
BLOCK = 100  # sentences
SPLIT_SEED = 1  # the split that start_pipeline was measured on
_PEOPLE_ENDING = re.compile(
    r"(an|ans|ish|ese|i|is|ch|tch|nch|ian|ians|Greek|Greeks|Czech|Dutch|Thai|Swiss|Serb|Serbs|Turk|Turks|Turkic|Croat"
    r"|Croats|Afghans?|Philippine|Uighurs?|Slovak|Kazakh|Uzbek|Kyrgyz|Cypriot|Basque|Saudi|Saudis|Tutsi|Hutu|Tajik)$"
)
_PEOPLE_SUFFIX = re.compile(r"(an|ans|ish|ese|i|is)$")
_PARTICLES = ("al", "bin", "de", "van", "el")  # names may begin with these in lower case
_OUR_LABELS = {"per": "PERSON", "org": "ORG"}


def read(path: Path) -> list[Tagged]:
    """Sentences of (word, tag) from the zipped table; copies and sentences under four tokens are left out."""
    sentences: list[Tagged] = []
    with zipfile.ZipFile(path) as archive, archive.open(archive.namelist()[0]) as raw:
        rows = csv.reader(io.TextIOWrapper(raw, encoding="latin-1", newline=""))
        next(rows)
        for number, word, _, tag in rows:
            if number.startswith("Sentence:"):
                sentences.append([])
            sentences[-1].append((word, tag))
    unique: dict[str, Tagged] = {}
    for sentence in sentences:
        unique.setdefault(" ".join(word for word, _ in sentence), sentence)
    return [sentence for sentence in unique.values() if len(sentence) >= 4]


@dataclass(frozen=True, slots=True)
class Usage:
    """How the bank tags each name: counts, clear majorities, how often frequent names occur at all."""

    tags: dict[str, Counter[str]]
    majority: dict[str, str]  # names tagged at least 5 times, 60 % of them alike
    occurrences: Counter[str]
    peoples: set[str]

    def recoverable(self, name: str) -> bool:
        """Whether an untagged `name` is surely a place: tagged as one in three of four occurrences."""
        if self.majority.get(name) not in ("geo", "gpe") or not self.occurrences[name]:
            return False
        share = self.tags[name].total() / self.occurrences[name]
        return share >= 0.75 and name[0].isupper() and name not in ("May", "March")


def survey(sentences: Sequence[Tagged]) -> Usage:
    """Count how names are tagged over the whole bank."""
    tags: dict[str, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for first, after, tag in iob_spans([tag for _, tag in sentence]):
            tags[" ".join(word for word, _ in sentence[first:after])][tag] += 1
    frequent = {name for name, counts in tags.items() if counts.total() >= 5}
    occurrences: Counter[str] = Counter()
    for sentence in sentences:
        words = [word for word, _ in sentence]
        for start in range(len(words)):
            grams = (" ".join(words[start:end]) for end in range(start + 1, min(start + 5, len(words) + 1)))
            occurrences.update(gram for gram in grams if gram in frequent)
    majority = {}
    for name in tags:
        if name in frequent:
            tag, count = tags[name].most_common(1)[0]
            if count / tags[name].total() >= 0.6:
                majority[name] = tag
    countries = set(names()["clean"]["countries"])
    peoples = set(names()["clean"]["groups_of_people"])
    for name, counts in tags.items():
        is_people = counts.total() >= 3 and counts["gpe"] / counts.total() >= 0.6
        if is_people and name not in countries and _PEOPLE_ENDING.search(name):
            peoples.add(name)
    return Usage(tags, majority, occurrences, peoples)


def our_label(name: str, tag: str, usage: Usage) -> str | None:
    """Our label for a name with this tag of the bank; None for what we do not mark (events, art, nature)."""
    clean = names()["clean"]
    for label, known in (("GPE", clean["countries"]), ("ORG", clean["organisations"])):
        if name in known:
            return label
    if name in usage.peoples:
        return "NORP"
    if name in clean["regions"]:
        return "LOC"
    tag = usage.majority.get(name, tag)
    if tag == "geo":
        return "LOC" if LANDFORM.search(name) else "GPE"
    if tag == "gpe":
        return "GPE" if name[:1].isupper() and not _PEOPLE_SUFFIX.search(name) else "NORP"
    return _OUR_LABELS.get(tag)


def clean(sentence: Tagged, usage: Usage) -> Text:
    """One sentence as running text with our labels."""
    words = [word for word, _ in sentence]
    text, offsets = detokenise(words)
    dates = [Mention(match.start(), match.end(), "DATE") for match in DATE.finditer(text)]
    out = Text(text, dates)
    titles = set(names()["clean"]["titles"])
    used: set[int] = set()
    for first, after, tag in iob_spans([tag for _, tag in sentence]):
        if tag in ("tim", "art", "nat"):
            continue
        start = first
        if tag == "per":
            while start < after and words[start] in titles:
                start += 1
            if not any(word[0].isupper() for word in words[start:after]):
                continue
        if words[start][0].islower() and not words[start].startswith(_PARTICLES):
            continue
        label = our_label(" ".join(words[start:after]), tag, usage)
        if label:
            out.mentions.append(Mention(offsets[start][0], offsets[after - 1][1], label))
            used.update(range(start, after))
    _recover(words, offsets, used, usage, out)
    return out


def _recover(
    words: Sequence[str], offsets: Sequence[tuple[int, int]], used: set[int], usage: Usage, out: Text
) -> None:
    """Mark the frequent names that the bank left out, longest first."""
    clean_names = names()["clean"]
    certain = usage.peoples.union(clean_names["countries"], clean_names["organisations"])
    index = 0
    while index < len(words):
        step = 1
        for size in (3, 2, 1):
            span = range(index, index + size)
            name = " ".join(words[index : index + size])
            if span.stop > len(words) or used & set(span) or not (name in certain or usage.recoverable(name)):
                continue
            label = our_label(name, usage.majority.get(name, "geo"), usage)
            start, end = offsets[index][0], offsets[span.stop - 1][1]
            if label and out.free(start, end):
                out.mentions.append(Mention(start, end, label))
                used.update(span)
                step = size
                break
        index += step


def split(texts: Sequence[Text]) -> dict[str, list[Text]]:
    """Documents for `test` (5 % of the blocks), `dev` (2.5 %), `train`: of two sentences, in `train` 1-4."""
    blocks = [texts[start : start + BLOCK] for start in range(0, len(texts), BLOCK)]
    random.Random(SPLIT_SEED).shuffle(blocks)
    tests = len(blocks) // 20
    parts = {
        "test": blocks[:tests],
        "dev": blocks[tests : tests + tests // 2],
        "train": blocks[tests + tests // 2 :],
    }
    rng = random.Random(0)
    out: dict[str, list[Text]] = {name: [] for name in parts}
    for name, part in parts.items():
        for block in part:
            start = 0
            while start < len(block):
                size = rng.choice((1, 1, 2, 3, 4)) if name == "train" else 2
                out[name].append(join(block[start : start + size]))
                start += size
    return out
