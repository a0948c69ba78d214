"""Files at URLs, by fsspec: what a folder there holds, and the bytes of a file. fsspec and the packages for
single stores are imported when a URL is met."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from io import BufferedReader, BytesIO, RawIOBase
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import unquote, urlsplit

from ..errors import UsageError

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")  # of two letters at least: C:// is a drive
_USER = re.compile(r"(?<![A-Za-z0-9+.-])([A-Za-z][A-Za-z0-9+.-]++://)([^\s/?#]*)@")
_ASKED = re.compile(r"(?<![A-Za-z0-9+.-])([A-Za-z][A-Za-z0-9+.-]++://[^\s?#]*+)([?#])?+([^\s'\"]*+)")
"""A URL with what is asked for behind its path; and one without, so that none is scanned twice."""
_CONTAINERS = ("abfs://", "abfss://", "wasb://", "wasbs://", "az://", "adl://")
"""Azure's schemes, in which a container stands where others have a user."""
AT_ONCE = 8_000_000
"""Files up to this many bytes come in one answer, as they were at one moment; larger ones, and those that may
be of any size, in blocks."""
_TAGS = ("ETag", "etag", "md5Hash", "generation")
_TIMES = ("mtime", "LastModified", "last_modified", "updated", "created")


class RemoteError(Exception):
    """Something at a URL cannot be had: one sentence. It never leaves this room."""


@dataclass(frozen=True, slots=True)
class Remote:
    """A file at a URL, as its folder lists it: `size` in bytes and `stamp`, which changes where the file does
    (None where the store does not tell); `side`: its side file, if it has one."""

    url: str
    size: int | None = None
    stamp: str | None = None
    side: Remote | None = None

    @property
    def at_once(self) -> bool:
        """Whether it can be had in one answer."""
        return self.size is not None and self.size <= AT_ONCE

    @property
    def held_here(self) -> bool:
        """Whether no other process can read it."""
        return self.url.startswith("memory:")


def is_url(path: str | Path) -> bool:
    """Whether a path is a URL. A `Path` never is: it has lost a slash."""
    return isinstance(path, str) and _URL.match(path) is not None


def local_path(path: str | Path) -> str | Path:
    """The path that a URL of a file on this machine stands for (`file:///…`), anything else as it is."""
    if isinstance(path, str) and path.lower().startswith(("file://", "local://")):
        return unquote(urlsplit(path).path)
    return path


def open_text(text: str) -> str:
    """Text (a URL, a path, a message) whose URLs tell no secrets: without user and password, and with "…" for
    what is asked for behind the path, where signatures and tokens stand."""
    return _ASKED.sub(lambda found: _asking(found, "…"), _USER.sub(_without_user, text))


def _without_user(found: re.Match[str]) -> str:
    container = found[1].lower() in _CONTAINERS and ":" not in found[2]
    return found[0] if container else found[1]


def known_as(url: str) -> str:
    """What a URL is known by from run to run: itself without user and password, and with a digest for what is
    asked for behind its path."""
    return _ASKED.sub(lambda found: _asking(found, _digest(found[3], 16)), _USER.sub(_without_user, url))


def _asking(found: re.Match[str], instead: str) -> str:
    return f"{found[1]}{found[2]}{instead}" if found[2] and "=" in found[3] else found[0]


def name_of(url: str) -> str:
    """The name of the file at a URL: the last part of its path."""
    return (open_text(url).removesuffix("?…").removesuffix("#…")).rpartition("/")[2]


def name_here(url: str) -> str:
    """A file name for what belongs to a URL and has to lie on this machine."""
    return f"{name_of(url.rstrip('/'))}-{_digest(known_as(url), 4)}"


def _digest(text: str, size: int) -> str:
    return blake2b(text.encode(), digest_size=size).hexdigest()


def file_system(url: str) -> tuple[Any, str]:
    """fsspec's file system for a URL, and the path in it. Raises UsageError where there is none, or a package
    for it is missing."""
    told = open_text(url)
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        cause = "reading and writing at URLs needs fsspec: pip install 'sahel-events[cluster]'"
        raise UsageError(f"{told}: {cause}") from error
    try:
        system, path = url_to_fs(url)
    except ImportError as error:  # fsspec names the package
        scheme = url.partition(":")[0]
        raise UsageError(f"{told}: a package for {scheme}:// is missing, install it: {error}") from error
    except ValueError as error:  # no such protocol
        raise UsageError(f"{told}: {open_text(str(error))}") from error
    except Exception as error:
        raise UsageError(f"{told}: {cause_of(error)}") from error
    return system, path


def look(url: str) -> Remote | None:
    """The file at a URL; None where a folder is. Raises RemoteError, and UsageError as `file_system`."""
    system, path = file_system(url)
    with _named(url):
        info = system.info(path)
    return None if info["type"] == "directory" else _remote(url, info)


def list_folder(url: str) -> list[tuple[str, Remote]]:
    """What a folder holds, by name in the order of whole paths; the names of folders end with a slash. Raises
    RemoteError, and UsageError as `file_system`."""
    system, path = file_system(url)
    with _named(url):
        entries = system.ls(path, detail=True)
        system.invalidate_cache(path)  # a million names are not to be kept, nor old ones trusted
    found = []
    for info in entries:
        name = info["name"].rstrip("/").rpartition("/")[2]
        if not name or info["name"].rstrip("/") == path.rstrip("/"):  # a mark that stands for the folder
            continue
        ending = "/" if info["type"] == "directory" else ""
        found.append((f"{name}{ending}", _remote(f"{url}/{name}", info)))
    return sorted(found, key=lambda each: each[0])


def open_remote(remote: Remote, *, stream: bool) -> BinaryIO:
    """The bytes of a file; `stream`: of one that may be of any size. What reading raises is an OSError.
    Raises RemoteError, and UsageError as `file_system`."""
    system, path = file_system(remote.url)
    with _named(remote.url):
        if remote.at_once and not stream:
            return BytesIO(system.cat_file(path))
        return BufferedReader(_Stream(system.open(path, "rb")))


def cause_of(error: Exception) -> str:
    """What a store's package says, as one line without secrets."""
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    if isinstance(error, OSError) and error.strerror:
        return open_text(error.strerror)
    text = open_text(" ".join(str(error).split()))
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def _remote(url: str, info: Mapping[str, Any]) -> Remote:
    size = info.get("size")
    tag = next((info[name] for name in _TAGS if info.get(name)), None)
    time = next((info[name] for name in _TIMES if info.get(name)), None)
    stamp = None
    if tag is not None:
        stamp = f"{size or 0}:e{blake2b(str(tag).encode(), digest_size=16).hexdigest()}"
    elif isinstance(time, (datetime, int, float)):
        seconds = time.timestamp() if isinstance(time, datetime) else time
        stamp = f"{size or 0}:{int(seconds * 1e9)}"
    return Remote(url, size, stamp)


@contextmanager
def _named(url: str) -> Iterator[None]:
    """Turn whatever a store's package raises into RemoteError."""
    try:
        yield
    except ImportError as error:
        raise UsageError(f"{open_text(url)}: a package is missing, install it: {error}") from error
    except Exception as error:  # each package has exceptions of its own
        raise RemoteError(cause_of(error)) from error


class _Stream(RawIOBase):
    """A store's stream whose errors are OSErrors."""

    def __init__(self, inner: Any) -> None:
        self._inner, self._at = inner, 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """The next bytes."""
        try:
            data = self._inner.read(len(buffer))
        except OSError:
            raise
        except Exception as error:
            raise OSError(cause_of(error)) from error
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)

    def tell(self) -> int:
        """How far it is read."""
        return self._at

    def close(self) -> None:
        """Close both."""
        self._inner.close()
        super().close()
