"""Web pages out of WARC files, such as those of Common Crawl's CC-News."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from gzip import BadGzipFile, GzipFile
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from ..errors import SkipReason
from .decode import BadBytes
from .metadata import Metadata, publication

_HTML = ("text/html", "application/xhtml+xml")
MISSING = "WARC files are read with warcio: pip install 'sahel-events[warc]'"
WRONG_LENGTH = "{} of its records do not end where they say: the pages in them may be cut short"
CUT_OFF = "the file ends in the middle of a record: cut off?"


@dataclass(frozen=True, slots=True)
class PageRecord:
    """A page: the number of its record from 1, its bytes (or why there are none), and what the record says of
    it: its URL, the site, and the day on which it was fetched, which is its date where it has none itself."""

    number: int
    data: bytes | BadBytes
    metadata: Metadata


def page_records(stream: BinaryIO, max_bytes: int) -> Iterator[PageRecord]:
    """The pages of a WARC file, one at a time in memory: the records that answer a request with HTML and a
    status of 2xx. Requests, redirects, images and notes of the crawler are passed over. Raises BadBytes
    without warcio, and where the file breaks off or is none, after what could be read."""
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
        from warcio.statusandheaders import StatusAndHeadersParserException
    except ImportError as error:
        raise BadBytes(SkipReason.UNREADABLE, MISSING) from error
    _hush()
    number = 0
    watched = _Watched(stream)
    records = ArchiveIterator(watched)
    records.INC_RECORD = ""  # what it writes to standard error, with the article's bytes
    try:
        for number, record in enumerate(records, 1):
            page = _page(number, record, max_bytes) if _is_page(record) else None
            while record.raw_stream.read(1 << 20):
                pass
            if getattr(record.raw_stream, "limit", 0) > 0 or watched.cut:
                break
            if page is not None:
                yield page
    except (
        ArchiveLoadFailed, StatusAndHeadersParserException, zlib.error, OSError, ValueError, AttributeError,
    ) as error:  # warcio's parser has an AttributeError for a head that is cut off
        strange = isinstance(error, ArchiveLoadFailed) and not number and not watched.cut
        if strange or not watched.cut_off:
            cause = f"record {number + 1} is no WARC record: {str(error).splitlines()[0][:100]}"
            raise BadBytes(SkipReason.UNREADABLE, cause) from error
    if watched.cut_off:
        raise BadBytes(SkipReason.TRUNCATED, CUT_OFF)
    if records.err_count:
        raise BadBytes(SkipReason.UNREADABLE, WRONG_LENGTH.format(records.err_count))


def _hush() -> None:
    """Keep warcio's log off standard error, where Python puts what nobody takes: it has URIs as they stand in
    the file, with whatever acts on a terminal."""
    log = logging.getLogger("warcio")
    log.propagate = False
    if not log.handlers:
        log.addHandler(logging.NullHandler())


class _Watched:
    """A stream that remembers how it ended: warcio takes any end, that of cut off gzip data too, for a good
    one."""

    def __init__(self, stream: BinaryIO) -> None:
        self._read = stream.read1 if isinstance(stream, GzipFile) else stream.read
        self._tail = b""
        self.cut = False

    def read(self, size: int = -1) -> bytes:
        """The next bytes; none at the end, good or not."""
        if self.cut:
            return b""
        try:
            data = self._read(size)
        except (EOFError, zlib.error, BadGzipFile):
            self.cut = True
            return b""
        self._tail = (self._tail + data)[-4:]
        return data

    @property
    def cut_off(self) -> bool:
        """Whether the bytes ended elsewhere than behind a record, which ends with two empty lines."""
        return self.cut or bool(self._tail.strip(b"\r\n"))


def _is_page(record: Any) -> bool:
    headers = record.http_headers
    if record.rec_type != "response" or headers is None or not headers.get_statuscode().startswith("2"):
        return False
    kind = (headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    return kind in _HTML


def _page(number: int, record: Any, max_bytes: int) -> PageRecord:
    content = record.content_stream()
    data = content.read(max_bytes + 1)
    if len(data) > max_bytes:
        data = BadBytes(SkipReason.TOO_LARGE, f"more than {max_bytes:,} bytes (setting max_bytes)")
    elif not getattr(getattr(content, "decompressor", None), "eof", True):  # warcio gives what came before
        data = BadBytes(SkipReason.TRUNCATED, "the compressed page breaks off, or is damaged")
    url = record.rec_headers.get_header("WARC-Target-URI")
    fetched = record.rec_headers.get_header("WARC-Date")
    try:
        site = urlsplit(url or "").hostname
    except ValueError:
        site = None
    published = publication(fetched, "metadata:warc-date")
    return PageRecord(number, data, Metadata(url=url, source=site, published=published))
