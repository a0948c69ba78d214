"""What is judged and what it is judged with: events files, rejected candidates, lists of ids, articles.

Everything is read whole before anything is judged: a file with one line that cannot be read gives no figures
at all, but a list of what is wrong, since figures of the rest would be figures of something else.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from pydantic import ValidationError

from ..corpus.clean import KEPT, clean
from ..corpus.files import FORMS, Problem
from ..corpus.read import read_articles
from ..errors import EvaluationError, StoreError
from ..schema import Article, Rejected
from ..settings import Settings
from ..store import read_lines
from .likeness import Row


def read_records(source: str | Path | BinaryIO) -> list[Row]:
    """The records of an events file or of an open stream, in order.

    Raises StoreError where it cannot be read, and EvaluationError with one line for each line that is no
    record of this version, for ids that are there twice, and for articles of one id with different texts.
    """
    shown = str(source) if isinstance(source, (str, Path)) else "-"
    found: list[Row] = []
    problems: list[str] = []
    seen: dict[str, int] = {}
    digests: dict[str, tuple[str, int]] = {}
    for line in read_lines(source):
        where = f"{shown}:{line.number}"
        cause = line.problem or _values_problem(line.record)
        if cause is not None:
            problems.append(f"{where}: {cause}")
            continue
        record = line.record
        first = seen.setdefault(record["id"], line.number)
        if first != line.number:
            problems.append(f"{where}: id {record['id']!r} stands in line {first} already")
        article = record["article"]
        digest = str(article.get("sha256"))
        other = digests.setdefault(article["id"], (digest, line.number))
        if other[0] != digest:
            problems.append(f"{where}: article {article['id']!r} has another text than in line {other[1]}")
        found.append(record)
    if problems:
        raise EvaluationError(problems)
    return found


def _values_problem(record: Row) -> str | None:
    """Values that the form does not check, and that judging counts with."""
    if not 0 <= record["confidence"] <= 1:
        return f"not an event: 'confidence' is {record['confidence']!r}, not 0 to 1"
    for axis in ("lat", "lon"):
        value = (record["location"] or {}).get(axis)
        if value is not None and (isinstance(value, bool) or not isinstance(value, (int, float))):
            return f"not an event: 'location.{axis}' is {value!r:.40}"
    return None


def read_rejected(path: str | Path) -> list[Rejected]:
    """The rows that `extract --rejected` wrote. Raises StoreError where the file cannot be read, and
    EvaluationError with one line for each line that is no such row of this version."""
    found: list[Rejected] = []
    problems: list[str] = []
    for line in read_lines(path):
        item = _rejected(line.raw)
        if isinstance(item, Rejected):
            found.append(item)
        else:
            problems.append(f"{path}:{line.number}: not a rejected candidate: {item}")
    if problems:
        raise EvaluationError(problems)
    return found


def _rejected(raw: bytes) -> Rejected | str:
    try:
        return Rejected.model_validate_json(raw)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        return f"{where}: {first['msg']}" if where else str(first["msg"])


@dataclass(frozen=True, slots=True)
class ArticleText:
    """The text of an article, and the stretches of it that are read for events, in order."""

    text: str
    sha256: str
    form: str
    kept: tuple[tuple[int, int], ...]


def read_texts(raw: str | Path, settings: Settings) -> tuple[dict[str, ArticleText], dict[str, str]]:
    """The articles of a folder or file by their ids, cleaned as `extract` does it; and of those that could
    not be read the cause, by the name of their file without endings. Raises StoreError where there is none
    at all."""
    texts: dict[str, ArticleText] = {}
    failed: dict[str, str] = {}
    for item in read_articles([raw], settings):
        if isinstance(item, Article):
            texts[item.id] = ArticleText(item.text, item.sha256, item.form, _kept(item, settings))
        elif not item.warning:
            failed[_stem(item)] = str(item)
    if not texts:
        cause = next(iter(failed.values()), f"{raw}: no articles in it")
        raise StoreError(f"--raw: nothing to read: {cause}; give the folder that extract has read")
    return texts, failed


def _kept(article: Article, settings: Settings) -> tuple[tuple[int, int], ...]:
    found = []
    for block in clean(article, settings.rules):
        if block.label in KEPT:
            start = block.start
            for low, high, _ in block.cuts:
                found.append((start, low))
                start = high
            found.append((start, block.end))
    return tuple(each for each in found if each[0] < each[1])


def _stem(problem: Problem) -> str:
    return PurePosixPath(problem.path.removesuffix(".gz")).stem


def form_of(path: str) -> str:
    """What kind of file an article was read from, by the end of its name; "unknown" where that tells
    nothing."""
    return FORMS.get(PurePosixPath(path.removesuffix(".gz")).suffix.lower(), "unknown")


def read_ids(path: str | Path) -> frozenset[str]:
    """The article ids of a list, parted by white space. Raises StoreError where it cannot be read, and
    EvaluationError where it is empty."""
    try:
        found = frozenset(Path(path).read_text(encoding="utf-8-sig").split())
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(
            f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}; give a text file of ids"
        ) from error
    if not found:
        raise EvaluationError([f"{path}: no article ids in it; list them, one to a line"])
    return found


def unknown_ids(wanted: Collection[str], known: Collection[str], path: str | Path) -> list[str]:
    """One line for each id of a list that no gold file has."""
    return [f"{path}: no gold for article {each!r}" for each in sorted(set(wanted) - set(known))]
