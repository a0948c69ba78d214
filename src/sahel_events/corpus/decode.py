"""Bytes of a file to text: compression, size, binary files, encodings."""

from __future__ import annotations

import codecs
import errno
import gzip
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import BinaryIO

from ..errors import SkipReason, UsageError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF file"), (b"PK\x03\x04", "a ZIP archive or office document"), (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"), (b"GIF8", "an image"), (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
    (b"\xd0\xcf\x11\xe0", "an office document"), (b"BZh", "a bzip2 archive"), (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"), (b"\x1f\x8b", "gzip data"),
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 65_536
_BINARY_SHARE = 0.05
"""Share of control bytes above which a file without a zero byte counts as binary: text has next to none,
compressed or encrypted data about 0.1 (26 of the 256 byte values)."""
_META_CHARSET = re.compile(rb"""<meta[^<>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{2,40})""", re.IGNORECASE)
_NO_PAGE_HAS = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"})
"""Codecs of Python's that no page may choose: the WHATWG's Encoding Standard has none of them. They undo
escapes, so that plain letters become other characters, and decoding IDNA takes quadratic time."""
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^<>]{0,100}?encoding\s*=\s*["']([\w:.-]{2,40})""", re.IGNORECASE)


class BadBytes(Exception):  # noqa: N818  (it never leaves this room: the readers turn it into a Problem)
    """Bytes that give no text: the reason and a sentence for the user."""

    def __init__(self, reason: SkipReason, cause: str) -> None:
        self.reason, self.cause = reason, cause
        super().__init__(cause)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text without byte order mark, line ends as in the file; the encoding; what the user should be told, if
    anything."""

    text: str
    encoding: str
    warning: str | None = None


def read_capped(stream: BinaryIO, max_bytes: int) -> bytes:
    """All bytes of a stream. Raises BadBytes where there are more than `max_bytes`, or gzip data is broken or
    cut off."""
    with _named():
        data = stream.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise BadBytes(SkipReason.TOO_LARGE, f"more than {max_bytes:,} bytes (setting max_bytes)")
    return data


def read_beginning(stream: BinaryIO, size: int) -> bytes:
    """Up to `size` bytes of a stream, those before a break in gzip data too. Raises BadBytes as
    `read_capped`."""
    with _named():
        return stream.read1(size) if isinstance(stream, gzip.GzipFile) else stream.read(size)


@contextmanager
def _named() -> Iterator[None]:
    """Turn what reading raises into BadBytes."""
    try:
        yield
    except EOFError as error:
        raise BadBytes(SkipReason.TRUNCATED, "the gzip data end before their end mark: cut off?") from error
    except (gzip.BadGzipFile, zlib.error) as error:
        raise BadBytes(SkipReason.UNREADABLE, f"not valid gzip data: {error}") from error
    except OSError as error:
        closed = error.errno == errno.EBADF  # standard input, since who started the program closed it
        cause = "standard input is closed" if closed else error.strerror or str(error)
        raise BadBytes(SkipReason.UNREADABLE, cause) from error


def check_text(data: bytes) -> None:
    """Raises BadBytes for data that is empty or no text."""
    if not data.strip():
        raise BadBytes(SkipReason.EMPTY, "the file is empty" if not data else "nothing but white space")
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise BadBytes(SkipReason.BINARY, f"this is {name}, not text")
    if bom_encoding(data):
        return
    sample = data[:_SAMPLE]
    if b"\x00" in sample or len(_CONTROL.findall(sample)) > _BINARY_SHARE * len(sample):
        raise BadBytes(SkipReason.BINARY, "binary data, not text")


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Text of bytes: by `encoding` where the user names one, else by byte order mark, as UTF-8, as cp1252
    with a warning.

    cp1252 is the guess because in bytes that are not UTF-8 a wrong guess costs accents only, and statistical
    guessers took cp1252 French for cp1250. Bytes that are mostly good UTF-8 (a page cut off inside
    a letter) stay UTF-8 with U+FFFD in the broken places. Raises BadBytes where `encoding` does not fit,
    UsageError where there is no such encoding.
    """
    bom = bom_encoding(data)
    if encoding is not None and bom is None:
        return Decoded(_strictly(data, encoding), encoding)
    if bom is not None:
        name, length = bom
        return _mended(data[length:], name) if name != "utf-8" else _utf8_or_cp1252(data[length:])
    return _utf8_or_cp1252(data)


def decode_html(data: bytes, encoding: str | None = None) -> Decoded:
    """Like `decode`, with the encoding that the page declares tried after UTF-8 (which a wrong declaration
    never passes by chance)."""
    if encoding is None and bom_encoding(data) is None:
        declared = _META_CHARSET.search(data[:8192]) or _XML_ENCODING.search(data[:200])
        if declared is not None and not _is_utf8(data):
            name = declared[1].decode("ascii", "replace")
            with suppress(BadBytes, UsageError):  # a wrong declaration is as good as none
                if _codec(name) not in _NO_PAGE_HAS:
                    return Decoded(_strictly(data, name), name)
    return decode(data, encoding)


def bom_encoding(data: bytes) -> tuple[str, int] | None:
    """The encoding that a byte order mark names, and the mark's length; None without one."""
    return next(((name, len(bom)) for bom, name in _BOMS if data.startswith(bom)), None)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _strictly(data: bytes, encoding: str) -> str:
    _codec(encoding)
    try:
        text = data.decode(encoding)
        text.encode("utf-8")  # UTF-7 and the codecs of escapes give halves of surrogate pairs
    except LookupError as error:
        raise _unknown(encoding) from error
    except UnicodeError as error:
        cause = f"not valid {encoding}: {error}; --encoding names another"
        raise BadBytes(SkipReason.UNREADABLE, cause) from error
    return text


def _codec(encoding: str) -> str:
    """The name of Python's codec for an encoding. Raises UsageError where there is none."""
    try:
        return codecs.lookup(encoding).name.replace("_", "-")
    except (LookupError, ValueError) as error:  # the latter: a zero byte in the name
        raise _unknown(encoding) from error


def _unknown(encoding: str) -> UsageError:
    return UsageError(f"--encoding: unknown text encoding {encoding!r}; give one of Python's, such as cp1252")


def _mended(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    bad = text.count("\ufffd")
    warning = f"{bad} places are not valid {encoding}: U+FFFD stands there (--encoding names another)"
    return Decoded(text, encoding, warning if bad else None)


def _utf8_or_cp1252(data: bytes) -> Decoded:
    mended = _mended(data, "utf-8")
    if mended.warning is None:
        return mended
    bad = mended.text.count("\ufffd")
    good = sum(1 for character in mended.text if character > "\x7f") - bad
    if good > bad:
        return mended
    warning = "not UTF-8: read as cp1252 (name the encoding with --encoding)"
    return Decoded(data.decode("cp1252", "replace"), "cp1252", warning)
