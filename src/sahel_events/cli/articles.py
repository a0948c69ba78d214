"""The articles that records were read from, looked up in the folder that extract was given."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ..form import parse_whole


def passages_of(folder: Path) -> Callable[[bytes], list[tuple[int, str]]]:
    """A function from the line of a record to the stretches of its article that hold its words, each with its
    offset: of the article in `folder` with the record's digest, none where there is none. Each file is read
    once, when it is first asked for."""
    from ..corpus.read import read_articles
    from ..schema import Article
    from ..settings import load_settings
    from ..views.passages import windows
    from ..views.why import values

    settings = load_settings().updated(language_check=False)
    read: set[Path] = set()
    texts: dict[str, str] = {}

    def passages(raw: bytes) -> list[tuple[int, str]]:
        record, _ = parse_whole(raw)
        path = Path(record["article"]["path"])
        for candidate in (folder / path, folder / path.name):
            if candidate not in read and candidate.is_file():
                found = (item for item in read_articles([candidate], settings) if isinstance(item, Article))
                texts.update((article.sha256, article.text) for article in found)
            read.add(candidate)
        text = texts.get(record["article"].get("sha256") or "", "")
        spans = [value.span for value in values(record) if value.span is not None]
        inside = [(start, end) for start, end in spans if 0 <= start < end <= len(text)]
        return [(low, text[low:high]) for low, high in windows(text, inside)]

    return passages
