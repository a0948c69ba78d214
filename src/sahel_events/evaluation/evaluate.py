"""Records against gold, whole: reads everything, says what is wrong with it, and judges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeVar

from ..errors import EvaluationError
from ..schema import Rejected
from ..settings import Settings
from .gold import GoldArticle, read_gold
from .judge import judge
from .likeness import Row
from .report import Evaluation
from .sources import ArticleText, form_of, read_ids, read_records, read_rejected, read_texts, unknown_ids
from .trace import Tracer

T = TypeVar("T")


def evaluate(
    gold: str | Path,
    events: str | Path | BinaryIO,
    *,
    rejected: str | Path | None = None,
    raw: str | Path | None = None,
    only: str | Path | None = None,
    skip: str | Path | None = None,
    settings: Settings | None = None,
) -> Evaluation:
    """Judge an events file against a folder of gold files.

    rejected: what `extract --rejected` wrote; raw: the articles (a folder or file). Both help to tell where
    an event was lost, and whether an article without events was read. only, skip: files with ids of
    articles to judge, or not to. settings: those that `raw` is cleaned with.

    Raises EvaluationError, with everything that is wrong, where gold, events, rejected candidates or lists
    cannot be taken whole, and StoreError for files that cannot be read.
    """
    given = _read(gold, events, rejected, only, skip)
    texts, failed = read_texts(raw, settings or Settings()) if raw is not None else (None, {})
    changed = _changed(given, texts)
    judgements = judge(given.chosen, given.records)
    tracer = Tracer(given.rejected, texts, changed)
    return Evaluation(
        articles=len(given.chosen),
        judgements=tuple(judgements),
        forms=_forms(given, texts),
        mistakes=tuple(tracer.mistakes(judgements)),
        cannot_tell=tuple(tracer.cannot_tell),
        missing=tuple(_missing(given, texts, failed)),
        changed=tuple(changed.values()),
        notes=(*_unjudged(given), *given.notes),
    )


@dataclass(frozen=True, slots=True)
class _Given:
    """What was read: gold to be judged, the ids of all gold, records, rejected candidates, notes."""

    chosen: list[GoldArticle]
    known: set[str]
    records: list[Row]
    rejected: list[Rejected] | None
    notes: list[str]

    @property
    def seen(self) -> set[str]:
        """Ids of the articles that have records."""
        return {record["article"]["id"] for record in self.records}


def _read(
    gold: str | Path,
    events: str | Path | BinaryIO,
    rejected: str | Path | None,
    only: str | Path | None,
    skip: str | Path | None,
) -> _Given:
    """Everything but the articles; what is wrong in any of the files is told at once."""
    problems: list[str] = []

    def kept(read: Callable[[], T]) -> T | None:
        try:
            return read()
        except EvaluationError as error:
            problems.extend(error.problems)
            return None

    every = kept(lambda: read_gold(gold)) or []
    records = kept(lambda: read_records(events)) or []
    dropped = kept(lambda: read_rejected(rejected)) if rejected is not None else None
    known = {article.article for article in every}
    wanted = kept(lambda: _wanted(known, only, skip)) or set() if every else set()
    if problems:
        raise EvaluationError(problems)
    notes = unknown_ids(read_ids(skip), known, skip) if skip is not None else []
    return _Given([a for a in every if a.article in wanted], known, list(records), dropped, notes)


def _wanted(known: set[str], only: str | Path | None, skip: str | Path | None) -> set[str]:
    """The ids of the articles to judge; one that `only` names and gold lacks would make it fewer."""
    wanted = set(known)
    if only is not None:
        listed = read_ids(only)
        problems = unknown_ids(listed, known, only)
        if problems:
            raise EvaluationError(problems)
        wanted &= listed
    if skip is not None:
        wanted -= read_ids(skip)
    if not wanted:
        raise EvaluationError([f"{skip}: no gold article is left to judge; list fewer"])
    return wanted


def _unjudged(given: _Given) -> list[str]:
    """One line about the records of articles that have no gold."""
    others = Counter(r["article"]["id"] for r in given.records if r["article"]["id"] not in given.known)
    if not others:
        return []
    names = ", ".join(sorted(others)[:5]) + (", …" if len(others) > 5 else "")
    return [f"{others.total()} records of {len(others)} articles without gold are not judged: {names}"]


def _missing(
    given: _Given, texts: Mapping[str, ArticleText] | None, failed: Mapping[str, str]
) -> Iterable[str]:
    """One line for each gold article that has no record, and of which nothing shows that it was read.

    Without the articles one that gold gives no events is not missed: nothing can be wrong with its figures.
    """
    read = given.seen | {row.article.id for row in given.rejected or ()} | set(texts or ())
    for article in given.chosen:
        name, lost = article.article, f"gold events that count as missed: {article.judged}"
        if name in read:
            continue
        if texts is not None:
            yield f"{name}: not among the articles ({failed.get(name, 'no such file')}); {lost}"
        elif article.judged:
            yield f"{name}: no record in the events file; {lost}"


def _changed(given: _Given, texts: Mapping[str, ArticleText] | None) -> dict[str, str]:
    """For each article whose text is another than when it was extracted, one line."""
    digests = {record["article"]["id"]: record["article"].get("sha256") for record in given.records}
    wanted = {article.article for article in given.chosen}
    return {
        name: (
            f"{name}: the text is another than when it was extracted; errors are traced by words alone; "
            "extract it again"
        )
        for name, digest in digests.items()
        if texts is not None and name in texts and name in wanted and digest not in {None, texts[name].sha256}
    }


def _forms(given: _Given, texts: Mapping[str, ArticleText] | None) -> dict[str, str]:
    """The kind of file of each article, from whatever names it."""
    forms = {row.article.id: form_of(row.article.path) for row in given.rejected or ()}
    forms |= {record["article"]["id"]: form_of(record["article"]["path"]) for record in given.records}
    forms |= {name: text.form for name, text in (texts or {}).items()}
    return {article.article: forms.get(article.article, "unknown") for article in given.chosen}
