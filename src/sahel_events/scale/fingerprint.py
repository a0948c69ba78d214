"""What a record depends on besides its article: told as one text, so that a change of any of it is seen."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import fields
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from ..errors import TableError
from ..lexicon.tables import packaged
from ..settings import Settings

LIBRARIES = ("spacy", "thinc", "numpy", "dateparser", "trafilatura", "htmldate", "lxml", "pydantic", "warcio")
"""The libraries whose releases may read a text in another way."""


def fingerprint(settings: Settings) -> str:
    """A digest over the program (the bytes of its modules, tables, rules and model), the
    libraries it reads with, the settings, and the bytes of the files and folders that they name. 70 ms."""
    digest = hashlib.blake2b(digest_size=20)
    digest.update(f"{sys.version_info[:2]}\n".encode())
    for name in LIBRARIES:
        digest.update(f"{name} {_version(name)}\n".encode())
    for each in fields(settings):
        value = getattr(settings, each.name)
        digest.update(f"{each.name}={'' if isinstance(value, Path) else value!r}\n".encode())
    _add(digest, Path(__file__).parents[1])
    for path in _named(settings):
        _add(digest, path)
    return digest.hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def _named(settings: Settings) -> Iterable[Path]:
    yield from (path for path in (settings.gazetteer, settings.actors, settings.rules) if path is not None)
    with suppress(TableError):  # in a checkout it lies outside of the package; whoever reads it misses it
        yield packaged("gazetteer.csv")
    if settings.model is not None:
        if Path(settings.model).is_dir():
            yield Path(settings.model)
        with suppress(ImportError, ValueError):  # no such package: the loader says so
            spec = find_spec(settings.model)
            if spec is not None and spec.origin is not None:
                yield Path(spec.origin).parent


def _add(digest: hashlib.blake2b, path: Path) -> None:
    """Add the names and bytes of a file, or of the files of a folder. What cannot be read counts as empty:
    who reads it for its content says so."""
    files = sorted(p for p in path.rglob("*") if "__pycache__" not in p.parts) if path.is_dir() else [path]
    for file in files:
        try:
            data = file.read_bytes() if file.is_file() else b""
        except OSError:
            data = b""
        name = file.relative_to(path).as_posix() if path.is_dir() else ""
        digest.update(f"{name} {len(data)}\n".encode("utf-8", "surrogateescape"))
        digest.update(data)
