"""Articles from files, folders and standard input. A bad file or record becomes a Problem; the rest goes
on."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import BinaryIO, Literal, cast

from ..errors import SkipReason
from ..schema import Article, Publication
from ..settings import Settings
from .decode import BadBytes, check_text, decode, decode_html
from .files import Problem, SourceFile, find_sources
from .language import detect_language, language_name
from .metadata import Metadata, folded, from_fields, of_option, publication, text_field, whole
from .pieces import Content, Piece, load, pieces_of, read_side
from .records import Row, json_rows, jsonl_row
from .stdin import pieces_of_stream

__all__ = ["Found", "Problem", "article_from_text", "find_pieces", "read_articles", "read_piece"]

Form = Literal["txt", "html", "json", "jsonl", "csv"]


def read_articles(
    paths: Iterable[str | Path],
    settings: Settings,
    *,
    stdin: BinaryIO | None = None,
    exclude: Iterable[str | Path] = (),
) -> Iterator[Article | Problem]:
    """The articles of files, folders and standard input ("-"), and what could not be read, in a fixed order:
    as given, the files of a folder by their POSIX path, the records of a file as they stand. Files of
    `exclude` are passed over: those that this run writes.

    Ids are unique: the file's stem, the record's own id or "STEM:LINE"; where that is taken, the path without
    ending ("sub/d01"), then the path itself; else a Problem. Raises UsageError for an unknown
    `settings.encoding` alone: a file that is not there, empty, binary, broken or too large is a Problem.
    """
    taken: set[str] = set()
    for item in find_pieces(paths, settings, stdin=stdin, exclude=exclude):
        for piece in pieces_of(item, settings) if isinstance(item, SourceFile) else (item,):
            if isinstance(piece, Problem):
                yield piece
                continue
            for found in read_piece(piece, settings):
                yield found if isinstance(found, Problem) else found.with_own_id(taken)


def article_from_text(
    text: str, *, id: str = "text", title: str | None = None, published: date | str | None = None,
    url: str | None = None, source: str | None = None, form: Form = "txt",
) -> Article:
    """An article from text in memory. `published` is a day or any date text that metadata may hold; raises
    ValueError where it gives none."""
    dated = publication(published, "metadata:published")
    if published is not None and dated is None:
        raise ValueError(f"published={published!r} is no date such as 2020-06-17")
    return _article(whole(text), id, "", form, Metadata(title=title, published=dated, url=url, source=source))


@dataclass(frozen=True, slots=True)
class Found:
    """An article on its way out, with the ids to try where its own is taken, and where it stands."""

    article: Article
    other_ids: tuple[str, ...]
    shown: str
    line: int | None

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids that it may have, best first."""
        return (self.article.id, *self.other_ids)

    def with_own_id(self, taken: set[str]) -> Article | Problem:
        """The article with the first of its ids that is not taken, which then is."""
        for candidate in self.ids:
            if candidate not in taken:
                taken.add(candidate)
                return self.article.model_copy(update={"id": candidate})
        cause = f"another article of this run has the id {self.article.id!r}"
        return Problem(self.shown, self.line, SkipReason.DUPLICATE_ID, cause)


def find_pieces(
    paths: Iterable[str | Path], settings: Settings, *, stdin: BinaryIO | None = None,
    exclude: Iterable[str | Path] = (),
) -> Iterator[SourceFile | Piece | Problem]:
    """The files to read, in a fixed order, and the pieces of standard input in their place among them."""
    run: list[str | Path] = []
    passed_over = tuple(exclude)
    for path in paths:
        if str(path) == "-":
            yield from find_sources(run, passed_over)
            run = []
            yield from pieces_of_stream(stdin or sys.stdin.buffer, settings)
        else:
            run.append(path)
    yield from find_sources(run, passed_over)


def read_piece(piece: Piece, settings: Settings, content: Content | None = None) -> Iterator[Found | Problem]:
    """The articles and problems of a piece. `content`: what `load` gives for it, where that is known."""
    try:
        yield from _Reader(piece, settings).articles(content)
    except BadBytes as bad:
        yield Problem(piece.shown, piece.line, bad.reason, bad.cause)


class _Reader:
    """Reads one piece."""

    def __init__(self, piece: Piece, settings: Settings) -> None:
        self.piece, self.source, self.settings = piece, piece.source, settings
        self.shown = piece.shown

    def articles(self, content: Content | None) -> Iterator[Found | Problem]:
        """The piece's articles and problems. Raises BadBytes where the whole of it is of no use."""
        if self.piece.problem is not None:
            raise BadBytes(*self.piece.problem)
        if self.piece.line is None:
            yield from self._whole_file(content or load(self.piece, self.settings))
            return
        if self.source.form == "warc":
            yield from self._page(self.piece.data or b"")
            return
        encoding = self.settings.encoding if self.source.form == "jsonl" else "utf-8"
        row = jsonl_row(self.piece.line, self.piece.data or b"", encoding)
        warning = self.piece.warning or row.warning
        yield from self._of_rows(iter([replace(row, warning=warning)]), self.piece.side or Metadata())

    def _whole_file(self, content: Content) -> Iterator[Found | Problem]:
        path, told = content.side or (None, None)
        side, problems = read_side(path, self.settings, told)
        yield from problems
        check_text(content.data)
        decoding = decode_html if self.source.form == "html" else decode
        decoded = decoding(content.data, self.settings.encoding)
        if decoded.warning is not None:
            yield self._warning(decoded.warning)
        if self.source.form == "json":
            yield from self._of_rows(json_rows(decoded.text), side)
        elif self.source.form == "html":
            from .html import read_page  # here, since it brings lxml and trafilatura with it

            page = read_page(decoded.text, self.settings.rules)
            yield from self._article(page.text, page.metadata, side, None)
        else:
            yield from self._article(decoded.text, Metadata(), side, None)

    def _page(self, data: bytes) -> Iterator[Found | Problem]:
        """The page of a WARC record, which knows its URL better than the page does."""
        from .html import read_page

        check_text(data)
        decoded = decode_html(data, self.settings.encoding)
        if decoded.warning is not None:
            yield self._warning(decoded.warning, self.piece.line)
        page = read_page(decoded.text, self.settings.rules)
        own, side = replace(page.metadata, url=None), self.piece.side or Metadata()
        yield from self._article(page.text, own, side, self.piece.line)

    def _of_rows(self, rows: Iterator[Row], side: Metadata) -> Iterator[Found | Problem]:
        for row in rows:
            if row.problem is not None:
                yield Problem(self.shown, row.line, row.problem.reason, row.problem.cause)
                continue
            if row.warning is not None:
                yield self._warning(row.warning, row.line)
            fields = folded(row.fields or {})
            text = text_field(fields)
            if text is None:
                names = ", ".join(f"{name:.40}" for name in list(fields)[:12])
                cause = f"no field with the article's text among {names}"
                yield Problem(self.shown, row.line, SkipReason.NO_TEXT, cause)
                continue
            yield from self._article(text, from_fields(fields), side, row.line)

    def _article(
        self, text: str, own: Metadata, side: Metadata, line: int | None
    ) -> Iterator[Found | Problem]:
        for warning in own.warnings:
            yield self._warning(warning, line)
        problem = self._refused(text)
        if problem is not None:
            yield Problem(self.shown, line, *problem)
            return
        metadata = own.over(side).over(Metadata(published=of_option(self.settings.published)))
        ids = self.source.ids(line)
        own_id = metadata.id if line is not None and metadata.id else ids[0]
        form = "html" if self.source.form == "warc" else self.source.form
        article = _article(text, own_id, self.source.name, cast(Form, form), metadata)
        yield Found(article, ids, self.shown, line)

    def _refused(self, text: str) -> tuple[SkipReason, str] | None:
        if not text.strip():
            return SkipReason.NO_TEXT, "there is no text in it"
        if len(text) > self.settings.max_chars:
            size, most = len(text), self.settings.max_chars
            cause = f"{size:,} characters, more than {most:,} (setting max_chars): split it, or allow more"
            return SkipReason.TOO_LARGE, cause
        language = detect_language(text) if self.settings.language_check else None
        if language not in {None, "en"}:
            return SkipReason.OTHER_LANGUAGE, f"the text is in {language_name(str(language))}, not in English"
        return None

    def _warning(self, cause: str, line: int | None = None) -> Problem:
        return Problem(self.shown, line, None, cause, warning=True)


def _article(text: str, id: str, path: str, form: Form, metadata: Metadata) -> Article:
    published: Publication | None = metadata.published
    return Article(
        id=id, path=path, form=form, text=text, sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        title=metadata.title, published=published, url=metadata.url, source=metadata.source,
        language=detect_language(text),
    )
