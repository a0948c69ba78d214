"""What a record depends on besides its article: told as one text, so that a change of any of it is seen."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Mapping
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
TABLES = ("gazetteer", "actors", "rules")
"""The settings that name files or folders of the user."""

_SAME_RECORDS = frozenset({"gate", "max_seconds"})
"""Settings that no record depends on."""


def fingerprint(settings: Settings) -> str:
    """A digest over the program (the bytes of its modules, tables, rules and model), the
    libraries it reads with, the settings, and the bytes of the files and folders that they name. 70 ms."""
    return digest_of(made_with(settings))


def digest_of(parts: Mapping[str, str]) -> str:
    """The fingerprint that parts of `made_with` come to."""
    return hashlib.blake2b(repr(list(parts.items())).encode(), digest_size=20).hexdigest()


def made_with(settings: Settings) -> dict[str, str]:
    """What the fingerprint is made of: by a name for messages, a version, a value or a digest. Paths are no
    part of it: the files may lie elsewhere."""
    parts = {"Python": ".".join(map(str, sys.version_info[:2]))}
    parts |= {name: _version(name) for name in LIBRARIES}
    for each in fields(settings):
        if each.name in _SAME_RECORDS:
            continue
        value = getattr(settings, each.name)
        parts[f"setting {each.name}"] = "" if isinstance(value, Path) else repr(value)
    parts["sahel-events (its modules, tables, rules and model)"] = _digest(Path(__file__).parents[1])
    return parts | {name: _digest(path) for name, path in _named(settings)}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def _named(settings: Settings) -> Iterable[tuple[str, Path]]:
    for name in TABLES:
        if (path := getattr(settings, name)) is not None:
            yield f"--{name}", path
    with suppress(TableError):  # in a checkout it lies outside of the package; whoever reads it misses it
        yield "the gazetteer", packaged("gazetteer.csv")
    if settings.model is not None:
        if Path(settings.model).is_dir():
            yield "the folder of --model", Path(settings.model)
        with suppress(ImportError, ValueError):  # no such package: the loader says so
            spec = find_spec(settings.model)
            if spec is not None and spec.origin is not None:
                yield "the package of --model", Path(spec.origin).parent


def _digest(path: Path) -> str:
    digest = hashlib.blake2b(digest_size=20)
    _add(digest, path)
    return digest.hexdigest()


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
