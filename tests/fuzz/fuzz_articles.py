"""Fuzz targets of what comes from anywhere: files to articles, text to blocks, text to events.

Each target takes bytes, whatever they are, and raises AssertionError where a promise is broken. Their first
byte chooses what the rest is taken for. Nothing here needs a fuzzer: `test_regressions.py` runs the kept
corpus through the same functions.
"""

from __future__ import annotations

import atexit
import gzip
import hashlib
import shutil
import tempfile
from contextlib import redirect_stderr
from datetime import date
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sahel_events.corpus.clean import Block, clean, kept_text, title_of
from sahel_events.corpus.dateline import find_dateline
from sahel_events.corpus.dates import FIRST_YEAR, LAST_YEAR
from sahel_events.corpus.read import Problem, article_from_text, read_articles
from sahel_events.errors import SkipReason
from sahel_events.schema import Article, Event, Rejected
from sahel_events.settings import Settings

if TYPE_CHECKING:
    from sahel_events.pipeline import Extractor

FORMS = ("txt", "html", "json", "jsonl", "csv", "warc")
PACKINGS = ("plain", "gzip", "raw gzip", "stdin")
"""How the bytes reach the reader: as a file, compressed by the target, as compressed data themselves, as
standard input."""
ENCODINGS = (None, "utf-8", "cp1252", "utf-16", "utf-7")
"""What the user may say of the encoding; UTF-7 gives lone surrogates, as few do."""
SIDE = b"\x1e"
"""Between a side file and the file beside it."""
MAX_BYTES, MAX_CHARS = 200_000, 100_000
"""So that the limits are reached by what a fuzzer makes (compressed, 64 kB hold 60 MB)."""
LONGEST_CAUSE = 1_000
"""Characters of a message about a file: a screenful, so that an article cannot fill a log."""


@cache
def folder() -> Path:
    """A folder of this process, in memory where there is such a file system."""
    memory = Path("/dev/shm")
    made = Path(tempfile.mkdtemp(prefix="fuzz-", dir=memory if memory.is_dir() else None))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


class Way(NamedTuple):
    """How the bytes of a reader's input are to be read."""

    form: str = "txt"
    packing: str = "plain"
    encoding: str | None = None
    side: bool = False

    def packed(self, body: bytes, side: bytes = b"") -> bytes:
        """An input that says so: the way's number, then the bytes."""
        part = len(FORMS) * len(PACKINGS)
        last = len(ENCODINGS) if self.side else ENCODINGS.index(self.encoding)
        number = FORMS.index(self.form) + len(FORMS) * PACKINGS.index(self.packing) + part * last
        return bytes([number]) + (side + SIDE if self.side else b"") + body

    @classmethod
    def unpacked(cls, number: int) -> Way:
        """The way of that number, 0 to 255."""
        number, form = divmod(number, len(FORMS))
        number, packing = divmod(number, len(PACKINGS))
        number %= len(ENCODINGS) + 1
        side = number == len(ENCODINGS)
        return cls(FORMS[form], PACKINGS[packing], None if side else ENCODINGS[number], side)


def readers(data: bytes) -> None:
    """A file, whatever its form, gives articles and problems, and each of them can be written down."""
    way, body = Way.unpacked(data[0] if data else 0), data[1:]
    settings = Settings(
        encoding=way.encoding, max_bytes=MAX_BYTES, max_chars=MAX_CHARS, language_check=way.packing == "stdin"
    )
    said = StringIO()
    with redirect_stderr(said):
        found = _found(way, body, settings)
    assert not said.getvalue() or said.getvalue().startswith("Error -"), "something is said on standard error"
    assert found, "a file that is told of neither as an article nor as a problem"
    ids = [item.id for item in found if isinstance(item, Article)]
    assert len(ids) == len(set(ids))
    for item in found:
        _check_article(item) if isinstance(item, Article) else _check_problem(item)


def _found(way: Way, body: bytes, settings: Settings) -> list[Article | Problem]:
    """What the reader makes of bytes."""
    path = folder() / f"a.{way.form}{'.gz' if 'gzip' in way.packing else ''}"
    beside = folder() / "a.meta.json"
    if way.packing == "stdin":
        return list(read_articles(["-"], settings, stdin=BytesIO(body)))
    side, _, body = body.partition(SIDE) if way.side else (b"", b"", body)
    path.write_bytes(gzip.compress(body, 1) if way.packing == "gzip" else body)
    if way.side:
        beside.write_bytes(side)
    try:
        return list(read_articles([path], settings))
    finally:
        path.unlink()
        beside.unlink(missing_ok=True)


def _check_article(article: Article) -> None:
    assert article.text.strip()
    assert len(article.text) <= MAX_CHARS
    assert article.sha256 == hashlib.sha256(article.text.encode()).hexdigest()
    assert Article.model_validate_json(article.model_dump_json()) == article
    for text in (article.title, article.url, article.source):
        assert text is None or text == " ".join(text.split()) != ""
    if article.published is not None:
        assert FIRST_YEAR <= article.published.date.year <= LAST_YEAR
        assert not article.published.from_text


def _check_problem(problem: Problem) -> None:
    assert problem.reason is None or problem.reason in SkipReason
    assert problem.warning == (problem.reason is None)
    assert problem.line is None or problem.line > 0
    assert problem.reason not in {SkipReason.CHANGED, SkipReason.INTERNAL_ERROR, SkipReason.WORKER_DIED}
    assert 0 < len(problem.cause) <= LONGEST_CAUSE, f"a message of {len(problem.cause):,} characters"


DAYS = (None, date(2020, 6, 17), date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
"""Publication dates."""


def told(data: bytes) -> Article:
    """The article of an input: its first byte says what is known of it, the first line may be the title."""
    way, text = data[0] if data else 0, data[1:].decode("utf-8", "replace")
    title = " ".join(text.partition("\n")[0].split())[:200] if way & 4 else None
    return article_from_text(text, title=title or None, published=DAYS[way & 3])


def cleaner(data: bytes) -> None:
    """Every text is in exactly one block, whatever is cut out maps back, and dates and places slice back."""
    article = told(data)
    blocks = clean(article)
    position = 0
    for block in blocks:
        assert not article.text[position : block.start].strip(), "text outside of all blocks"
        assert position <= block.start < block.end
        assert article.text[block.start : block.end].strip() == article.text[block.start : block.end]
        assert block.rule
        position = block.end
        _check_kept(article, block)
    assert not article.text[position:].strip(), "text behind all blocks"
    title = title_of(article, blocks)
    assert title is None or article.title or title == " ".join(title.split())
    _check_dateline(article, blocks)


def _check_kept(article: Article, block: Block) -> None:
    """Each kept character is the article's where the segments say it stands; cuts and segments in order."""
    at = block.start
    for start, end, why in block.cuts:
        assert at <= start < end <= block.end, "cuts out of order"
        assert why.startswith("cut.")
        at = end
    kept, segments = kept_text(article, block)
    assert len(kept) == block.end - block.start - sum(end - start for start, end, _ in block.cuts)
    assert bool(segments) == bool(kept)
    ends = [*segments[1:], (len(kept), block.end)]
    for (here, there), (after, beyond) in zip(segments, ends, strict=bool(segments)):
        assert here < after, "segments of the offsets map out of order"
        assert block.start <= there <= there + after - here <= beyond
        words = article.text[there : there + after - here]
        pairs = zip(kept[here:after], words, strict=True)
        assert all(one == other or (one == " " and other.isspace()) for one, other in pairs)


def _check_dateline(article: Article, blocks: list[Block]) -> None:
    dateline = find_dateline(article, blocks)
    for found in (dateline.published, dateline.place, dateline.month_day_span):
        if found is not None and found.span is not None:
            assert article.text[slice(*found.span)] == found.text
    if dateline.published is not None and dateline.published.from_text:
        assert FIRST_YEAR <= dateline.published.date.year <= LAST_YEAR
    if dateline.month_day is not None:
        date(2000, *dateline.month_day)
    if dateline.body_start is not None:
        assert any(block.start <= dateline.body_start <= block.end for block in blocks)


@cache
def _extractor() -> Extractor:
    from sahel_events.pipeline import Extractor

    return Extractor()


def extraction(data: bytes) -> None:
    """The events of a text: records that are valid once more when they are read, whose words stand where they
    say, in the order of the text."""
    article = told(data)
    result = _extractor().article(article)
    for record in (*result.events, *result.rejected):
        kind = Event if isinstance(record, Event) else Rejected
        line = record.to_json()
        assert kind.model_validate_json(line) == record
        assert len(line.splitlines()) == 1
        for span in record.spans():
            assert article.text[slice(*span.span)] == span.text
    assert len({event.id for event in result.events}) == len(result.events)
