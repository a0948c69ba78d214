"""Train the shipped pipeline: `python training/train.py DATA_FOLDER OUT [--work FOLDER]`.

DATA_FOLDER holds the files named in README.md. OUT receives the pipeline, its card, its licence and
figures.json. Corpora and checkpoints go to --work (default: training/output, which git ignores). The parser
and the entity recogniser train side by side, each on one core.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from assemble import assemble
from convert.corpora import build, sources
from evaluate import measure, write_figures

ROOM = Path(__file__).parent
PARTS = ("syntax", "ner")  # they train side by side
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
DESCRIPTION = "English news of the Sahel: tags, features, dependencies, lemmas, sentences and names."


def meta() -> dict[str, Any]:
    """What meta.json says of the pipeline beside what spaCy writes itself."""
    kept = ("name", "url", "license", "author")
    return {
        "description": DESCRIPTION,
        "author": "sahel-events contributors",
        "license": "CC BY-SA 4.0",
        "sources": [{key: source[key] for key in kept} for source in sources()],
    }


def run(part: str, corpus: Path, work: Path) -> None:
    """Run `spacy train` for one part; its log goes to `<part>.log`. Raises CalledProcessError if it fails."""
    command = [sys.executable, "-m", "spacy", "train", str(ROOM / "configs" / f"{part}.cfg")]
    command += ["--code", str(ROOM / "convert" / "tokens.py"), "--output", str(work / part)]
    command += ["--paths.train", str(corpus / f"{part}_train.spacy")]
    command += ["--paths.dev", str(corpus / f"{part}_dev.spacy")]
    with (work / f"{part}.log").open("wb") as log:
        subprocess.run(command, check=True, stdout=log, stderr=subprocess.STDOUT, env=os.environ | ONE_THREAD)


def train(corpus: Path, work: Path) -> None:
    """Train both parts at once; raises CalledProcessError for the first that fails."""
    with ThreadPoolExecutor(len(PARTS)) as pool:
        for future in [pool.submit(run, part, corpus, work) for part in PARTS]:
            future.result()


def finish(corpus: Path, work: Path, out: Path) -> None:
    """Assemble the best checkpoints under `work`, add card and licence, measure."""
    if out.exists():
        shutil.rmtree(out)
    syntax, ner = (work / part / "model-best" for part in PARTS)
    assemble(syntax, ner, out, meta())
    shutil.copy(ROOM / "MODEL_CARD.md", out / "README.md")
    shutil.copy(ROOM / "MODEL_LICENSE", out / "LICENSE")
    write_figures(measure(out, corpus), out / "figures.json")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path, help="folder with the corpora")
    parser.add_argument("out", type=Path, help="where the pipeline goes; replaced if it exists")
    parser.add_argument("--work", type=Path, default=ROOM / "output", help="corpora and checkpoints")
    parser.add_argument("--only", choices=("finish",), help="assemble and measure what was trained before")
    arguments = parser.parse_args()
    corpus = arguments.work / "corpus"
    if not arguments.only:
        for name, count in build(arguments.data, corpus).items():
            print(f"{name}: {count} documents")
        train(corpus, arguments.work)
    finish(corpus, arguments.work, arguments.out)


if __name__ == "__main__":
    main()
