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
    number, short = 0, False
    watched = _Watched(stream, max_bytes)
    records = _records(watched)
    try:
        for number, record in enumerate(records, 1):
            page = _page(number, record, max_bytes) if _is_page(record) else None
            while record.raw_stream.read(1 << 20):
                pass
            short = getattr(record.raw_stream, "limit", 0) > 0  # the file ends before the record does
            if short or watched.cut:
                break
            if page is not None:
                yield page
    except BadBytes:
        raise
    except Exception as error:  # AttributeError of a head that is cut off, OverflowError of a length, more
        strange = type(error).__name__ == "ArchiveLoadFailed" and not number and not watched.cut
        if strange or not watched.cut_off:
            cause = f"record {number + 1} is no WARC record: {_first_line(error)}"
            raise BadBytes(SkipReason.UNREADABLE, cause) from error
    if short or watched.cut_off:
        raise BadBytes(SkipReason.TRUNCATED, CUT_OFF)
    if records.err_count:
        raise BadBytes(SkipReason.UNREADABLE, WRONG_LENGTH.format(records.err_count))


BOMB_RATIO = 200
"""Bytes that one of gzip data may unpack to, once they are more than a page may have: zeroes come to 1,032
(the most that deflate can), pages to five or ten."""
MOST_BLANK = 1_000_000
"""Line ends in a row, of which warcio looks at each by itself; two stand between records."""


def _records(stream: _Watched) -> Any:
    """warcio's iterator over records, kept from printing and from heads without end. Raises BadBytes without
    warcio."""
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.statusandheaders import StatusAndHeadersParser
    except ImportError as error:
        raise BadBytes(SkipReason.UNREADABLE, MISSING) from error

    _hush()

    class Heads(StatusAndHeadersParser):  # type: ignore[misc]  # warcio carries no types
        def parse(self, stream: Any, full_statusline: Any = None) -> Any:
            return super().parse(_Head(stream), full_statusline)

    found = ArchiveIterator(stream)
    found.INC_RECORD = ""  # what it would print of a wrong length; the record that follows is told of here
    found.loader.warc_parser = Heads(found.loader.WARC_TYPES)
    found.loader.http_parser = Heads(found.loader.HTTP_TYPES, verify=False)
    return found


MOST_HEADS = 1000
"""Lines in the head of a record or an answer; Python's http.client takes 100. Three million, 20 MB, took 7 s
and 700 MB."""


class _Head:
    """The lines of a head, not more than there may be."""

    def __init__(self, stream: Any) -> None:
        self._stream, self._left = stream, MOST_HEADS

    def readline(self) -> bytes:
        """The next line."""
        self._left -= 1
        if self._left < 0:
            raise BadBytes(SkipReason.TOO_LARGE, f"a record with a head of more than {MOST_HEADS:,} lines")
        line: bytes = self._stream.readline()
        return line


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:100]


def _hush() -> None:
    """Keep warcio's log off standard error, where Python puts what nobody takes: it has URIs as they stand in
    the file, with whatever acts on a terminal."""
    log = logging.getLogger("warcio")
    log.propagate = False
    if not log.handlers:
        log.addHandler(logging.NullHandler())


class _Watched:
    """A stream that remembers how it ended: warcio takes any end, that of cut off gzip data too, for a good
    one. Raises BadBytes where it unpacks to more than any pages would, and where `longest` bytes have no line
    end: of 300 MB of zeroes warcio makes a line, copying all that it has for every 16 kB."""

    def __init__(self, stream: BinaryIO, longest: int) -> None:
        self._longest, self._unended, self._blank = longest, 0, 0
        self._packed = stream.fileobj if isinstance(stream, GzipFile) else None
        self._done = 0
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
        if not self._done and data.startswith(b"\x1f\x8b"):  # warcio would unpack it, however much it is
            cause = "this is gzip data, not WARC records; end its name with .warc.gz"
            raise BadBytes(SkipReason.BINARY, cause)
        self._tail = (self._tail + data)[-4:]
        self._done += len(data)
        self._unended = self._unended + len(data) if b"\n" not in data else 0
        if self._unended > self._longest:
            cause = f"{self._unended:,} bytes without a line end: no WARC records"
            raise BadBytes(SkipReason.TOO_LARGE, cause)
        self._blank = self._blank + len(data) if not data.strip(b"\r\n") else 0
        if self._blank > MOST_BLANK:
            raise BadBytes(SkipReason.TOO_LARGE, f"{self._blank:,} line ends in a row: no WARC records")
        if self._done > self._longest and self._packed is not None:
            packed = self._packed.tell()
            if self._done > BOMB_RATIO * packed:
                raise BadBytes(SkipReason.TOO_LARGE, f"{self._done:,} bytes out of {packed:,}: a bomb")
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
