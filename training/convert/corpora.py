"""All sources of one data folder to the `.spacy` files that training and evaluation read."""

from __future__ import annotations

import hashlib
import random
import tarfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language

from . import entities, gmb, gum, mix, ud, uner, wikigold
from .tokens import blank

ROOM = Path(__file__).parent.parent
TEMPLATES = ROOM / "templates"
TEMPLATE_COPIES = 20  # sentences from each template of casualty coordination
DEV_SHARE = 10  # every tenth sentence pair of Universal NER dev and of WikiGold steers instead of training
GOLD_COPIES = (
    2  # hand-marked names are few against those of the wire: each is seen twice an epoch, in other quotes
)


def sources() -> list[dict[str, str]]:
    """The entries of sources.toml."""
    entries: list[dict[str, str]] = tomllib.loads((ROOM / "sources.toml").read_text(encoding="utf-8"))[
        "source"
    ]
    return entries


def check(folder: Path) -> None:
    """Raise ValueError if a file of the data folder is not the one that sources.toml describes."""
    for source in sources():
        if "file" not in source:
            continue
        found = hashlib.sha256((folder / source["file"]).read_bytes()).hexdigest()
        if found != source["sha256"]:
            raise ValueError(f"{folder / source['file']} is another version: SHA-256 {found}")


@dataclass(frozen=True, slots=True)
class Sources:
    """The files of the data folder (see README.md); the treebanks are unpacked under `unpacked`."""

    folder: Path
    unpacked: Path

    @property
    def ewt(self) -> Path:
        """UD English EWT."""
        return self._treebank("ewt_train_sources.tar.xz", "ewt")

    @property
    def gum(self) -> Path:
        """UD English GUM, its CC BY genres."""
        return self._treebank("gum_ccby_docs.tar.xz", "gum")

    def _treebank(self, archive: str, name: str) -> Path:
        target = self.unpacked / name
        if not target.exists():
            with tarfile.open(self.folder / archive) as tar:
                tar.extractall(target, filter="data")
        return target


def build(folder: Path, out: Path) -> dict[str, int]:
    """Write `<name>.spacy` files of the data folder under `out`. Returns how many documents each holds."""
    check(folder)
    out.mkdir(parents=True, exist_ok=True)
    files = Sources(folder, out)
    nlp = blank()
    return build_syntax(files, out, nlp) | build_entities(files, out, nlp)


def build_syntax(files: Sources, out: Path, nlp: Language) -> dict[str, int]:
    """syntax_train, syntax_dev, ewt_test, gum_test, gum_news_test."""
    fillers = tomllib.loads((TEMPLATES / "fillers.toml").read_text(encoding="utf-8"))
    templates = ud.read_conllu(TEMPLATES / "casualties.conllu")
    extra = ud.fill_slots(templates, fillers, TEMPLATE_COPIES, seed=0)
    return ud.convert(files.ewt, files.gum, extra, out, nlp.vocab)


def build_entities(files: Sources, out: Path, nlp: Language) -> dict[str, int]:
    """ner_train, ner_dev, gmb_test, gum_ner_test, uner_test."""
    bank = gmb.read(files.folder / "gmb_ner_dataset.csv.zip")
    usage = gmb.survey(bank)
    wire = gmb.split([gmb.clean(sentence, usage) for sentence in bank])
    peoples = usage.peoples

    def gum_texts(paths: list[Path]) -> list[entities.Text]:
        documents = (gum.read(path, nlp.vocab, peoples) for path in paths)
        return [text for document in documents for text in entities.pairs(document, 3)]

    news = ud.gum_documents(files.gum, "dev", {"news"})
    rest = ud.gum_documents(files.gum, "dev", ud.GUM_GENRES - {"news"})
    gum_train = gum_texts(ud.gum_documents(files.gum, "train") + rest)
    marked = entities.pairs(uner.read(files.folder / "uner-dev.iob2", peoples))
    marked += entities.pairs(wikigold.read(files.folder / "wikigold.txt", peoples))
    marked = [entities.complete(text, nlp, peoples) for text in marked]
    marked_dev = marked[::DEV_SHARE]
    marked_train = [text for index, text in enumerate(marked) if index % DEV_SHARE]

    rng = random.Random(3)
    train = [*mix.varied(wire["train"], rng, mix.SWAP_WIRE)]
    train += mix.varied(gum_train, rng, mix.SWAP_OTHER, GOLD_COPIES)
    train += mix.varied(marked_train, rng, mix.SWAP_OTHER, GOLD_COPIES)
    parts = {
        "ner_train": train,
        "ner_dev": wire["dev"] + marked_dev,
        "gmb_test": wire["test"],
        "gum_ner_test": gum_texts(ud.gum_documents(files.gum, "test") + news),
        "uner_test": entities.pairs(uner.read(files.folder / "uner-test.iob2", peoples)),
    }
    return {name: entities.write(texts, out / f"{name}.spacy", nlp) for name, texts in parts.items()}
