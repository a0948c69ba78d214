"""Articles from files, folders and standard input. A bad file or record becomes a Problem; the rest goes
on."""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Literal, cast

from ..errors import SkipReason
from ..schema import Article, Publication
from ..settings import Settings
from .decode import BadBytes, check_text, decode, decode_html, read_capped
from .files import SIDE_FILE, Problem, SourceFile, find_sources, shown
from .language import detect_language, language_name
from .metadata import Metadata, folded, from_fields, of_option, publication, text_field, whole
from .records import Row, csv_rows, json_rows, jsonl_rows

__all__ = ["Problem", "article_from_text", "read_articles"]

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
    for item in _all(paths, settings, stdin, tuple(exclude)):
        if isinstance(item, Problem):
            yield item
        else:
            yield _with_own_id(item, taken)


def article_from_text(
    text: str, *, id: str = "text", title: str | None = None, published: date | str | None = None,
    url: str | None = None, source: str | None = None, form: Form = "txt",
) -> Article:
    """An article from text in memory. `published` is a day or any date text that metadata may hold; raises
    ValueError where it gives none."""
    dated = publication(published, "metadata:published")
    if published is not None and dated is None:
        raise ValueError(f"published={published!r} is no date")
    return _article(whole(text), id, "", form, Metadata(title=title, published=dated, url=url, source=source))


@dataclass(frozen=True, slots=True)
class _Found:
    """An article on its way out, with the ids to try where its own is taken, and where it stands."""

    article: Article
    other_ids: tuple[str, ...]
    shown: str
    line: int | None


def _with_own_id(found: _Found, taken: set[str]) -> Article | Problem:
    for candidate in (found.article.id, *found.other_ids):
        if candidate not in taken:
            taken.add(candidate)
            return found.article.model_copy(update={"id": candidate})
    cause = f"another article of this run has the id {found.article.id!r}"
    return Problem(found.shown, found.line, SkipReason.DUPLICATE_ID, cause)


def _all(
    paths: Iterable[str | Path], settings: Settings, stdin: BinaryIO | None, exclude: tuple[str | Path, ...]
) -> Iterator[_Found | Problem]:
    run: list[str | Path] = []
    for path in paths:
        if str(path) == "-":
            yield from _of_sources(run, settings, exclude)
            run = []
            yield from _of_stdin(stdin or sys.stdin.buffer, settings)
        else:
            run.append(path)
    yield from _of_sources(run, settings, exclude)


def _of_sources(
    paths: list[str | Path], settings: Settings, exclude: tuple[str | Path, ...]
) -> Iterator[_Found | Problem]:
    for source in find_sources(paths, exclude):
        if isinstance(source, Problem):
            yield source
        else:
            try:
                yield from _Reader(source, settings).articles()
            except BadBytes as bad:
                yield Problem(shown(source.path), None, bad.reason, bad.cause)


def _of_stdin(stream: BinaryIO, settings: Settings) -> Iterator[_Found | Problem]:
    """Standard input: what it holds is told by its beginning."""
    try:
        data = read_capped(stream, settings.max_bytes)
        if data.startswith(b"\x1f\x8b"):
            data = read_capped(cast(BinaryIO, gzip.GzipFile(fileobj=BytesIO(data))), settings.max_bytes)
        check_text(data)
        source = SourceFile(Path("-"), f"stdin.{_sniff(data)}", _sniff(data), False)
        yield from _Reader(source, settings, data).articles()
    except BadBytes as bad:
        yield Problem("-", None, bad.reason, bad.cause)


def _sniff(data: bytes) -> Form:
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.lower().startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        return "html"
    if start.startswith((b"{", b"[")):
        try:
            json.loads(start.split(b"\n", 1)[0] if b"\n" in start else data)
        except (ValueError, RecursionError):
            return "json" if start.startswith(b"{") and start[1:].lstrip().startswith(b'"') else "txt"
        return "jsonl" if data.strip().count(b"\n") else "json"
    return "txt"


class _Reader:
    """Reads one file."""

    def __init__(self, source: SourceFile, settings: Settings, data: bytes | None = None) -> None:
        self.source, self.settings, self.data = source, settings, data
        self.shown = shown(source.path)

    def articles(self) -> Iterator[_Found | Problem]:
        """The file's articles and problems. Raises BadBytes where the whole file is of no use."""
        side, problems = self._side_file()
        yield from problems
        if self.source.form in {"jsonl", "csv"}:
            yield from self._rows(side)
        else:
            yield from self._whole_file(side)

    def _whole_file(self, side: Metadata) -> Iterator[_Found | Problem]:
        with self._open() as stream:
            data = read_capped(stream, self.settings.max_bytes)
        check_text(data)
        decoded = (decode_html if self.source.form == "html" else decode)(data, self.settings.encoding)
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

    def _rows(self, side: Metadata) -> Iterator[_Found | Problem]:
        rows = jsonl_rows if self.source.form == "jsonl" else csv_rows
        with self._open() as stream:
            empty = True
            for row in rows(stream, self.settings.max_bytes, self.settings.encoding):
                empty = False
                yield from self._of_rows(iter([row]), side)
        if empty:
            raise BadBytes(SkipReason.EMPTY, "no records in the file")

    def _of_rows(self, rows: Iterator[Row], side: Metadata) -> Iterator[_Found | Problem]:
        for row in rows:
            if row.problem is not None:
                yield Problem(self.shown, row.line, row.problem.reason, row.problem.cause)
                continue
            if row.warning is not None:
                yield self._warning(row.warning, row.line)
            fields = folded(row.fields or {})
            text = text_field(fields)
            if text is None:
                names = ", ".join(list(fields)[:12])
                cause = f"no field with the article's text among {names}"
                yield Problem(self.shown, row.line, SkipReason.NO_TEXT, cause)
                continue
            yield from self._article(text, from_fields(fields), side, row.line)

    def _article(
        self, text: str, own: Metadata, side: Metadata, line: int | None
    ) -> Iterator[_Found | Problem]:
        for warning in own.warnings:
            yield self._warning(warning, line)
        problem = self._refused(text)
        if problem is not None:
            yield Problem(self.shown, line, *problem)
            return
        metadata = own.over(side).over(Metadata(published=of_option(self.settings.published)))
        numbered = self.source.stem if line is None else f"{self.source.stem}:{line}"
        bare = self.source.bare if line is None else f"{self.source.bare}:{line}"
        full = self.source.name if line is None else f"{self.source.name}:{line}"
        own_id = metadata.id if line is not None and metadata.id else numbered
        article = _article(text, own_id, self.source.name, cast(Form, self.source.form), metadata)
        yield _Found(article, (numbered, bare, full), self.shown, line)

    def _refused(self, text: str) -> tuple[SkipReason, str] | None:
        if not text.strip():
            return SkipReason.NO_TEXT, "there is no text in it"
        if len(text) > self.settings.max_chars:
            most = self.settings.max_chars
            return SkipReason.TOO_LARGE, f"{len(text):,} characters, more than {most:,} (setting max_chars)"
        language = detect_language(text) if self.settings.language_check else None
        if language not in {None, "en"}:
            return SkipReason.OTHER_LANGUAGE, f"the text is in {language_name(str(language))}, not in English"
        return None

    def _side_file(self) -> tuple[Metadata, list[Problem]]:
        """The metadata of `NAME.meta.json`, NAME being the file's name with or without its ending, and what
        is wrong with them."""
        bare = self.source.path.with_name(self.source.stem)
        sides = (Path(f"{self.source.path}{SIDE_FILE}"), Path(f"{bare}{SIDE_FILE}"))
        path = next((side for side in sides if side.is_file()), None) if self.data is None else None
        if path is None:
            return Metadata(), []
        try:
            with path.open("rb") as stream:
                text = decode(read_capped(stream, self.settings.max_bytes)).text
        except (OSError, BadBytes) as error:
            return Metadata(), [Problem(shown(path), None, None, f"not used: {error}", warning=True)]
        row = next(json_rows(text), Row(None))
        if row.problem is not None or row.line is not None:
            cause = row.problem.cause if row.problem is not None else "a JSON object is wanted, not a list"
            return Metadata(), [Problem(shown(path), None, None, f"not used: {cause}", warning=True)]
        metadata = from_fields(row.fields or {})
        problems = [Problem(shown(path), None, None, warning, warning=True) for warning in metadata.warnings]
        return replace(metadata, id=None, warnings=()), problems

    @contextmanager
    def _open(self) -> Iterator[BinaryIO]:
        if self.data is not None:
            yield BytesIO(self.data)
            return
        try:
            stream = self.source.path.open("rb")
        except OSError as error:
            raise BadBytes(SkipReason.UNREADABLE, error.strerror or str(error)) from error
        with stream:
            yield cast(BinaryIO, gzip.GzipFile(fileobj=stream)) if self.source.gzipped else stream

    def _warning(self, cause: str, line: int | None = None) -> Problem:
        return Problem(self.shown, line, None, cause, warning=True)


def _article(text: str, id: str, path: str, form: Form, metadata: Metadata) -> Article:
    published: Publication | None = metadata.published
    return Article(
        id=id, path=path, form=form, text=text, sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        title=metadata.title, published=published, url=metadata.url, source=metadata.source,
        language=detect_language(text),
    )
