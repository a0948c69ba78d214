"""`sahel-events show --why ID`: finds the event, and its article if that is still to be had."""

from __future__ import annotations

import glob
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..form import is_linked
from ..store import Line
from .common import chosen_id
from .paging import put

_ABOVE = ("*", "*/*")
"""How far below a folder an article is looked for: `extract data/raw` is two levels. Whether it is the
right one its digest tells."""


def explain(
    lines: Sequence[Line], ident: str, file: str, articles: Path | None, *, paged: bool = True
) -> None:
    """Print the event whose id begins with `ident`, through a pager where it is long. Raises UsageError where
    none or several do."""
    from ..views.console import make_console

    record = _chosen(lines, ident)
    console = make_console()
    with console.capture() as shown:
        if is_linked(record):
            from ..views.linked import print_ledger

            print_ledger(console, record, *_article_texts(record, file, articles))
        else:
            from ..views.why import print_why

            text, note = _article_text(record, file, articles)
            print_why(console, record, text, note)
    put(shown.get(), paged=paged)


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


def _article_texts(
    record: Mapping[str, Any], file: str, articles: Path | None
) -> tuple[dict[str, str], str]:
    """The texts of a linked event's articles that are there and unchanged, by their ids, and a note on the
    others."""
    found: dict[str, str] = {}
    for ident in record["articles"]:
        for path in _named(ident, file, articles):
            found.update(_fitting(record, {ident}, path))
            if ident in found:
                break
    missing = set(record["articles"]) - set(found)
    if missing and articles is not None:  # they may be several in one file, or in a deeper folder
        found.update(_fitting(record, missing, articles))
        missing -= set(found)
    if not missing:
        return found, ""
    hint = "" if articles else " (--articles DIR names the folder that was read)"
    names = ", ".join(ident for ident in record["articles"] if ident in missing)
    note = f"Not to be found, or not as they were read: {names}{hint}"
    return found, f"{note}; of these the words kept in the record."


def _named(ident: str, file: str, articles: Path | None) -> Iterator[Path]:
    """Files that bear the id of an article."""
    folders = [articles] if articles else [Path()] if file == "-" else [Path(), Path(file).parent]
    for folder in dict.fromkeys(folders):
        for above in ("", *(f"{above}/" for above in _ABOVE)):
            yield from sorted(folder.glob(f"{above}{glob.escape(ident)}.*"))


def _fitting(record: Mapping[str, Any], idents: Collection[str], path: Path) -> dict[str, str]:
    """The texts in a file or folder of the articles that are asked for, where the words of the record stand
    in them as it says."""
    from ..corpus.read import read_articles
    from ..schema import Article
    from ..settings import load_settings
    from ..views.linked import spans

    settings = load_settings().updated(language_check=False)
    texts = {
        item.id: item.text
        for item in read_articles([path], settings)
        if isinstance(item, Article) and item.id in idents
    }
    return {
        ident: text
        for ident, text in texts.items()
        if all(text[start:end] == words for (start, end), words in spans(record, ident))
    }


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
