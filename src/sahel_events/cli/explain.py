"""`sahel-events show --why ID`: finds the event, and its article if that is still to be had."""

from __future__ import annotations

import glob
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..form import is_linked
from ..store import Line
from .common import chosen_id

_ABOVE = ("*", "*/*")
"""How far below a folder an article is looked for: `extract data/raw` is two levels. Whether it is the
right one its digest tells."""


def explain(lines: Sequence[Line], ident: str, file: str, articles: Path | None) -> None:
    """Print the event whose id begins with `ident`. Raises UsageError where none or several do."""
    from ..views.console import make_console
    from ..views.why import print_why

    record = _chosen(lines, ident)
    if is_linked(record):
        from ..views.linked import print_ledger

        print_ledger(make_console(), record)
        sys.stdout.flush()
        return
    text, note = _article_text(record, file, articles)
    print_why(make_console(), record, text, note)
    sys.stdout.flush()


def _chosen(lines: Sequence[Line], ident: str) -> Mapping[str, Any]:
    ids: dict[str, Mapping[str, Any]] = {line.record["id"]: line.record for line in reversed(lines)}
    return ids[chosen_id(ids, ident)]


def _article_text(record: Mapping[str, Any], file: str, articles: Path | None) -> tuple[str | None, str]:
    """The text that the record's spans count in, if the article is there and unchanged; else None, and a
    note."""
    path, changed = Path(record["article"]["path"]), False
    for candidate in _candidates(path, file, articles):
        if candidate.is_file():
            text = _same_text(candidate, record["article"].get("sha256"))
            if text is not None:
                return text, ""
            changed = True
    if changed:
        return (
            None,
            f"The text of {path} is another than when it was read; these are the words kept in the record.",
        )
    hint = "" if articles else " (--articles DIR names the folder that was read)"
    return None, f"{path} is not to be found{hint}; these are the words kept in the record."


def _candidates(path: Path, file: str, articles: Path | None) -> Iterator[Path]:
    """Where the article may be. The record's path counts from the folder that extract was given."""
    if articles is not None:
        yield articles / path
        yield articles / path.name
        return
    yield path
    folders = [Path()] if file == "-" else [Path(), Path(file).parent]
    for folder in dict.fromkeys(folders):
        yield folder / path
        for above in _ABOVE:
            yield from sorted(folder.glob(f"{above}/{glob.escape(path.as_posix())}"))


def _same_text(path: Path, sha256: str | None) -> str | None:
    """The article's text in a file, told by its digest; a file may hold many."""
    from ..corpus.read import read_articles
    from ..schema import Article
    from ..settings import load_settings

    settings = load_settings().updated(language_check=False)
    found = (item for item in read_articles([path], settings) if isinstance(item, Article))
    return next((article.text for article in found if article.sha256 == sha256), None)
