"""The articles that records were read from, looked up in the folder that extract was given."""

from __future__ import annotations

from pathlib import Path

from ..form import parse_whole


class Articles:
    """The articles in a folder, each file read once, when it is first asked for. `number`: how many records
    have found theirs."""

    def __init__(self, folder: Path) -> None:
        self.number = 0
        self._folder = folder
        self._read: set[Path] = set()
        self._texts: dict[str, str] = {}

    def passages(self, raw: bytes) -> list[tuple[int, str]]:
        """The stretches of a record's article that hold its words, each with its offset: of the article with
        the digest that the record (a line of an events file) names, none where there is none."""
        from ..views.passages import windows
        from ..views.why import values

        record, _ = parse_whole(raw)
        text = self._text(record["article"]["path"], record["article"].get("sha256"))
        if text is None:
            return []
        self.number += 1
        spans = [value.span for value in values(record) if value.span is not None]
        inside = [(start, end) for start, end in spans if 0 <= start < end <= len(text)]
        return [(low, text[low:high]) for low, high in windows(text, inside)]

    def _text(self, name: str, sha256: str | None) -> str | None:
        from ..corpus.read import read_articles
        from ..schema import Article
        from ..settings import load_settings

        for path in (self._folder / name, self._folder / Path(name).name):
            if path not in self._read and path.is_file():
                settings = load_settings().updated(language_check=False)
                found = (item for item in read_articles([path], settings) if isinstance(item, Article))
                self._texts.update((article.sha256, article.text) for article in found)
            self._read.add(path)
        return self._texts.get(sha256 or "")
