"""What the program is compared with: `nlp.pipe` of the whole shipped pipeline over raw texts.

    python -m benchmarks.plain PATH

One process, spaCy's own batches, nothing done with the documents.
"""

from __future__ import annotations

import sys
from pathlib import Path

from sahel_events.language.build import load_pipeline

from .corpora import texts_of


def main(path: str) -> None:
    """Read and process every text of a corpus."""
    nlp = load_pipeline()
    for _ in nlp.pipe(texts_of(Path(path))):
        pass


if __name__ == "__main__":
    main(sys.argv[1])
