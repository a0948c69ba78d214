"""The corpora that are measured, made from `articles` by `vary`: the same bytes for the same seed, and no
article twice. They are kept in a cache folder under the digest of what they were made of."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from . import ROOT, articles
from .vary import short, signed, vary

SEED = 2020
JOINED = 0.5
"""Half of the ordinary articles have their paragraphs joined: see benchmarks/README.md for the rates."""
LONG_WORDS = 20_000
_LONG_PER_ARTICLE = 200
"""Words of a long file for each article asked for, up to LONG_WORDS: quick corpora have shorter ones."""
LONG_SHARE = 100
"""One long file for so many articles of the other corpora: of 2,000, twenty with 400,000 words."""
_TRIES = 200
_UNSIGNED = 5
"""Of the tries those after which an article is signed, so that it can be told from the others."""
_PER_FOLDER = 1000


@dataclass(frozen=True)
class Corpus:
    """A corpus on disk. `path`: a folder of text files, or one JSONL file."""

    name: str
    path: Path
    articles: int
    words: int


def conflict(count: int) -> Iterator[str]:
    """Conflict news only."""
    return _unique(count, Random(f"conflict {SEED}"), lambda random, n: _conflict(random, n))


def mixed(count: int) -> Iterator[str]:
    """One conflict article in ten, anywhere among ordinary news."""
    return _unique(count, Random(f"mixed {SEED}"), _mixed)


def brief(count: int) -> Iterator[str]:
    """As `mixed`, but a headline and two paragraphs each: for counts that whole articles would take hours
    for."""
    return _unique(count, Random(f"brief {SEED}"), lambda random, n: vary(short(_source(n), random), random))


def long(count: int) -> Iterator[str]:
    """One file for LONG_SHARE of `count`, of LONG_WORDS words and more, each stitched of conflict and
    ordinary news in turns."""
    wanted = min(LONG_WORDS, _LONG_PER_ARTICLE * count)
    random = Random(f"long {SEED}")

    def stitched(random: Random, _: int) -> str:
        parts: list[str] = []
        words = 0
        while words < wanted:
            part = (_conflict if len(parts) % 2 else _ordinary)(random, random.randrange(10_000))
            parts.append(part)
            words += len(part.split())
        return "\n".join(parts)

    return _unique(max(count // LONG_SHARE, 1), random, stitched)


def _conflict(random: Random, number: int) -> str:
    return vary(_in_turn(articles.conflict(), number, "conflict"), random)


def _ordinary(random: Random, number: int) -> str:
    return vary(_in_turn(articles.ordinary(), number, "ordinary"), random, joined=JOINED)


def _mixed(random: Random, number: int) -> str:
    return _conflict(random, number // 10) if _of_conflict(number) else _ordinary(random, number)


def _source(number: int) -> str:
    """What article `number` of a mixed corpus is made of."""
    if _of_conflict(number):
        return _in_turn(articles.conflict(), number // 10, "conflict")
    return _in_turn(articles.ordinary(), number, "ordinary")


def _of_conflict(number: int) -> bool:
    """Every tenth article tells of conflict; at which place of the ten is drawn."""
    return Random(f"place {SEED} {number // 10}").randrange(10) == number % 10


def _in_turn(texts: tuple[str, ...], number: int, name: str) -> str:
    """The texts one after the other, in another order every time round."""
    turn, place = divmod(number, len(texts))
    order = list(range(len(texts)))
    Random(f"{name} {SEED} {turn}").shuffle(order)
    return texts[order[place]]


def _unique(count: int, random: Random, make: Callable[[Random, int], str]) -> Iterator[str]:
    """Texts no two of which are the same: one with too little in it to vary is signed, as agencies do."""
    seen: set[bytes] = set()
    for number in range(count):
        text = make(random, number)
        for tried in range(_TRIES):
            digest = hashlib.blake2b(text.encode(), digest_size=12).digest()
            if digest not in seen:
                break
            text = make(random, number)
            if tried >= _UNSIGNED:
                text = signed(text, random)
        else:
            raise RuntimeError(f"article {number} of {count} cannot be told from the others")
        seen.add(digest)
        yield text


MAKERS: dict[str, Callable[[int], Iterator[str]]] = {
    "conflict": conflict,
    "mixed": mixed,
    "long": long,
    "jsonl": lambda count: _everything(count),
    "brief": brief,
}
"""What is in a corpus of a name, by the number of articles asked for."""


def _everything(count: int) -> Iterator[str]:
    """All kinds one after the other: a tenth conflict only, most of it mixed, a tenth of the long files."""
    yield from conflict(count // 10)
    yield from mixed(count - count // 10)
    yield from long(count // 10)


def corpus(name: str, count: int, cache: Path) -> Corpus:
    """The corpus of `name` (see MAKERS) with `count` articles, made unless the cache has it."""
    folder = cache / "corpora" / f"{name}-{count}-{_sources()[:12]}"
    manifest = folder / "manifest.json"
    target = folder / ("all.jsonl" if name == "jsonl" else "raw")
    if not manifest.is_file():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        written, words = _write(target, MAKERS[name](count))
        manifest.write_text(json.dumps({"articles": written, "words": words}), encoding="utf-8")
    made = json.loads(manifest.read_text(encoding="utf-8"))
    return Corpus(name, target, made["articles"], made["words"])


def _write(target: Path, texts: Iterator[str]) -> tuple[int, int]:
    """Write texts as files in folders of _PER_FOLDER, or as lines; how many, and how many words."""
    count = words = 0
    if target.suffix == ".jsonl":
        with target.open("w", encoding="utf-8") as file:
            for text in texts:
                count, words = count + 1, words + len(text.split())
                file.write(json.dumps({"id": f"a{count:06}", "text": text}, ensure_ascii=False) + "\n")
        return count, words
    for text in texts:
        folder = target / f"{count // _PER_FOLDER:03}"
        folder.mkdir(parents=True, exist_ok=True)
        count, words = count + 1, words + len(text.split())
        (folder / f"a{count:06}.txt").write_text(text, encoding="utf-8")
    return count, words


def texts_of(path: Path) -> Iterator[str]:
    """The raw texts of a corpus, as anybody would read them who has no program for it."""
    if path.is_dir():
        for file in sorted(path.rglob("*.txt")):
            yield file.read_text(encoding="utf-8")
        return
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def _sources() -> str:
    """A digest of the generator and of what it reads."""
    found = hashlib.sha256()
    here = Path(__file__).parent
    for path in (here / "corpora.py", here / "vary.py", here / "names.toml", ROOT / "data" / "gazetteer.csv"):
        found.update(path.read_bytes())
    for text in (*articles.conflict(), *articles.ordinary()):
        found.update(text.encode() + b"\0")
    return found.hexdigest()
