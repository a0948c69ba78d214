"""Universal Dependencies treebanks (English EWT, GUM) to documents for tagger, morphologizer and parser."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

#: Genres of GUM whose documents are CC BY or public domain; the other genres are left out.
GUM_GENRES = frozenset({"news", "interview", "bio", "voyage", "textbook", "speech"})
#: Sentences in one training document. The program reads a paragraph at a time: mostly 1-4 sentences, with
#: some longer.
TRAIN_SIZES = (1, 1, 2, 2, 3, 4, 8)
#: Sentences in one test document, as `start_pipeline` was measured.
TEST_SIZE = 8
CURLY_SHARE = 0.3  # of the training documents: news pages use both kinds of quotes
HEADLINE_SHARE = 0.04  # of the training documents get an upper-case copy
BARE_SHARE = 0.08  # of the training documents get a copy without the final stop
_ATTRS = ["ORTH", "SPACY", "TAG", "POS", "MORPH", "HEAD", "DEP", "LEMMA", "SENT_START"]


@dataclass(slots=True)
class Sentence:
    """One CoNLL-U sentence: ten columns of each word in `rows`, surface tokens over several in `spans`."""

    rows: list[list[str]] = field(default_factory=list)
    spans: dict[int, tuple[int, bool]] = field(
        default_factory=dict
    )  # first word -> (last word, glued to the next)

    @property
    def words(self) -> list[str]:
        """The word forms, no-break spaces made plain."""
        return [row[1].replace("\u00a0", " ") for row in self.rows]

    @property
    def spaces(self) -> list[bool]:
        """For each word, whether a space follows it."""
        spaces = ["SpaceAfter=No" not in row[9] for row in self.rows]
        for first, (last, glued) in self.spans.items():
            spaces[first - 1 : last] = [False] * (last - first) + [not glued]
        return spaces


def read_conllu(path: Path) -> list[Sentence]:
    """The sentences of a CoNLL-U file, in order; empty nodes (ids with a dot) and comments are left out."""
    sentences: list[Sentence] = []
    current = Sentence()
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        columns = line.split("\t")
        if not line:
            if current.rows:
                sentences.append(current)
            current = Sentence()
        elif line.startswith("#") or "." in columns[0]:
            continue
        elif "-" in columns[0]:
            first, last = map(int, columns[0].split("-"))
            current.spans[first] = (last, "SpaceAfter=No" in columns[9])
        else:
            current.rows.append(columns)
    return sentences


def to_doc(sentences: Iterable[Sentence], vocab: Vocab) -> Doc:
    """One document of consecutive sentences, with tags, parts of speech, features, arcs and lemmas."""
    sentences = list(sentences)
    rows = [row for sentence in sentences for row in sentence.rows]
    offsets = itertools.accumulate((len(sentence.rows) for sentence in sentences), initial=0)
    heads = [
        offset + (int(row[6]) - 1 if row[6] != "0" else index)
        for offset, sentence in zip(offsets, sentences, strict=False)  # the last offset is the end
        for index, row in enumerate(sentence.rows)
    ]
    return Doc(
        vocab,
        words=[word for sentence in sentences for word in sentence.words],
        spaces=[space for sentence in sentences for space in sentence.spaces],
        tags=["" if row[4] == "_" else row[4] for row in rows],
        pos=["X" if row[3] == "_" else row[3] for row in rows],
        morphs=["" if row[5] == "_" else row[5] for row in rows],
        lemmas=[row[2] for row in rows],
        heads=heads,
        deps=["ROOT" if row[6] == "0" else row[7] for row in rows],
    )


def chunks(
    sentences: Sequence[Sentence], sizes: Sequence[int], rng: random.Random
) -> Iterator[list[Sentence]]:
    """Cut a text into runs of sentences whose lengths are drawn from `sizes`."""
    start = 0
    while start < len(sentences):
        size = rng.choice(sizes)
        yield list(sentences[start : start + size])
        start += size


def _respelt(sentences: Iterable[Sentence], words: Iterable[str]) -> list[Sentence]:
    """The same sentences with other word forms, given for all of them in a row."""
    forms = iter(words)
    return [
        Sentence([[row[0], next(forms), *row[2:]] for row in sentence.rows], sentence.spans)
        for sentence in sentences
    ]


def curly(words: Iterable[str]) -> list[str]:
    """Typewriter quotes as typographic ones; double quotes open and close in turn."""
    out: list[str] = []
    is_open = False
    for word in words:
        if word in ('"', "``", "''"):
            word = "”" if is_open else "“"
            is_open = not is_open
        out.append(word.replace("'", "’"))
    return out


def varied(sentences: list[Sentence], rng: random.Random) -> list[list[Sentence]]:
    """A training document and its copies: curly quotes, headline capitals, no final stop (see the shares)."""
    words = [word for sentence in sentences for word in sentence.words]
    if rng.random() < CURLY_SHARE:
        sentences = _respelt(sentences, curly(words))
    out = [sentences]
    if rng.random() < HEADLINE_SHARE:
        out.append(_respelt(sentences[:1], [word.upper() for word in sentences[0].words]))
    last = sentences[-1]
    if rng.random() < BARE_SHARE and len(last.rows) > 2 and last.words[-1] == "." and not last.spans:
        out.append([*sentences[:-1], Sentence(last.rows[:-1])])
    return out


def gum_documents(gum: Path, split: str, genres: Iterable[str] = GUM_GENRES) -> list[Path]:
    """The CoNLL-U files of one split of GUM in these genres, in the order of the corpus' own list."""
    names = (gum / "not-to-release" / "file-lists" / f"files.{split}").read_text(encoding="utf-8").split()
    wanted = set(genres)
    return [gum / "not-to-release" / "sources" / f"{n}.conllu" for n in names if n.split("_")[1] in wanted]


def ewt_documents(ewt: Path, split: str) -> list[Path]:
    """The CoNLL-U files of one split of EWT, in the order of the corpus' own list."""
    names = (ewt / "not-to-release" / "file-lists" / f"files.{split}").read_text(encoding="utf-8").split()
    return [ewt / "not-to-release" / "sources" / name for name in names]


def _joined(paths: Iterable[Path]) -> list[Sentence]:
    return [sentence for path in paths for sentence in read_conllu(path)]


def _write(docs: Iterable[Doc], path: Path) -> int:
    box = DocBin(attrs=_ATTRS, docs=docs)
    box.to_disk(path)
    return len(box)


def convert(ewt: Path, gum: Path, extra: list[Sentence], out: Path, vocab: Vocab) -> dict[str, int]:
    """Write syntax_train, syntax_dev, ewt_test, gum_test and gum_news_test (`.spacy`) under `out`.

    In: the unpacked folders of the two treebanks and single `extra` sentences for the training part. Trained
    on: EWT train and the last 60 % of EWT dev, GUM train and dev without dev news. Steered by: the first 40 %
    of EWT dev and GUM dev news. Test parts are only tested on. Returns the number of documents in each file.
    """
    rng = random.Random(0)
    ewt_dev = read_conllu(ewt / "en_ewt-ud-dev.conllu")
    kept = len(ewt_dev) * 2 // 5
    paths = [*ewt_documents(ewt, "train"), *gum_documents(gum, "train")]
    paths += gum_documents(gum, "dev", GUM_GENRES - {"news"})
    texts = [*map(read_conllu, paths), ewt_dev[kept:], *([sentence] for sentence in extra)]
    rng.shuffle(texts)
    train = (
        version
        for text in texts
        for chunk in chunks(text, TRAIN_SIZES, rng)
        for version in varied(chunk, rng)
    )
    counts = {
        "syntax_train": _write((to_doc(version, vocab) for version in train), out / "syntax_train.spacy")
    }
    held_out = {
        "syntax_dev": ewt_dev[:kept] + _joined(gum_documents(gum, "dev", {"news"})),
        "ewt_test": read_conllu(ewt / "en_ewt-ud-test.conllu"),
        "gum_test": _joined(gum_documents(gum, "test")),
        "gum_news_test": _joined(gum_documents(gum, "test", {"news"})),
    }
    for name, sentences in held_out.items():
        docs = (to_doc(chunk, vocab) for chunk in chunks(sentences, (TEST_SIZE,), rng))
        counts[name] = _write(docs, out / f"{name}.spacy")
    return counts


_SLOT = re.compile(r"\{(\w+)\}")


def fill_slots(
    sentences: Iterable[Sentence], fillers: dict[str, list[str]], copies: int, seed: int
) -> list[Sentence]:
    """Sentences from templates: each `{slot}` form is replaced by a filler of its name, `copies` times a
    template.

    A filler is one word, and the annotation of the template holds for each (but for digits against number
    words). Raises KeyError for a slot without fillers.
    """
    rng = random.Random(seed)
    out: list[Sentence] = []
    for sentence in sentences:
        for _ in range(copies):
            rows = []
            for row in sentence.rows:
                word = _SLOT.sub(lambda match: rng.choice(fillers[match[1]]), row[1])
                feats = row[5].replace("NumForm=Digit", "NumForm=Word") if word.isalpha() else row[5]
                word = word[:1].upper() + word[1:] if row[0] == "1" else word
                rows.append(
                    [row[0], word, word.lower() if row[2] == "_" else row[2], *row[3:5], feats, *row[6:]]
                )
            out.append(Sentence(rows, sentence.spans))
    return out
