"""What records are made with: the version of the program and digests of its data and the user's, as they
stand in every record, and as parts of the fingerprint of a run."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import TableError
from ..settings import Settings
from .tables import packaged

if TYPE_CHECKING:
    from ..schema import MadeWith

TABLES = ("gazetteer", "actors", "rules")
"""The settings that name files or folders of the user."""

DIGITS = 12
"""Hexadecimal digits of the digests in a record: of a thousand states of the data, two have the same once in
half a billion times."""

_PACKAGE = Path(__file__).parents[1]


def made_with(settings: Settings, model: str | None = None) -> MadeWith:
    """What a record made under `settings` with the spaCy pipeline `model` (its name and version, None for
    none) says of its making. The same on every machine that has the same program, data and user's files;
    paths are no part of it. Reads all data once in a process, 30 ms."""
    from ..schema import MadeWith  # here, since readers of records have no use for the models

    return MadeWith(
        version=release("sahel-events"), data=_shipped(), model=model,
        own=_short(digest for _, digest in named) if (named := list(of_user(settings))) else None,
    )


def phrases(made: object) -> list[str]:
    """The parts of a record's `made_with` in words ("data 5f3ac1d09b7e"), those that say something; as they
    stand in the file, so that who shows them makes them safe."""
    found = made if isinstance(made, Mapping) else {}
    return [f"{words} {found[key]}" for key, words in _IN_WORDS.items() if found.get(key)]


_IN_WORDS = {"version": "sahel-events", "data": "data", "model": "model", "own": "own tables"}


def release(package: str) -> str:
    """The installed version of a package; "none" where it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"


def of_user(settings: Settings) -> Iterator[tuple[str, str]]:
    """Of each file, folder or package of the user that `settings` name: what it is, and its digest."""
    for name in TABLES:
        if (path := getattr(settings, name)) is not None:
            yield f"--{name}", digest_of_path(path)
    if settings.model is not None:
        if Path(settings.model).is_dir():
            yield "the folder of --model", digest_of_path(Path(settings.model))
        with suppress(ImportError, ValueError):  # no such package: the loader says so
            spec = find_spec(settings.model)
            if spec is not None and spec.origin is not None:
                yield "the package of --model", digest_of_path(Path(spec.origin).parent)


def gazetteer_digest() -> str:
    """The digest of the shipped gazetteer, which in a checkout lies outside of the package; "" where it is
    missing: whoever reads it says so."""
    with suppress(TableError):
        return digest_of_path(packaged("gazetteer.csv"))
    return ""


@lru_cache(maxsize=1)
def _shipped() -> str:
    folder = _PACKAGE / "data"
    inside = (p for p in sorted(folder.iterdir()) if p.name != "gazetteer.csv")  # in a wheel; it comes last
    return _short((*(f"{p.name} {digest_of_path(p)}" for p in inside), gazetteer_digest()))


def _short(parts: Iterable[str]) -> str:
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=20).hexdigest()[:DIGITS]


def digest_of_path(path: Path) -> str:
    """The digest of a file, or of the names and bytes of the files of a folder. What cannot be read counts as
    empty: who reads it for its content says so."""
    digest = hashlib.blake2b(digest_size=20)
    files = sorted(p for p in path.rglob("*") if "__pycache__" not in p.parts) if path.is_dir() else [path]
    for file in files:
        try:
            data = file.read_bytes() if file.is_file() else b""
        except OSError:
            data = b""
        name = file.relative_to(path).as_posix() if path.is_dir() else ""
        digest.update(f"{name} {len(data)}\n".encode("utf-8", "surrogateescape"))
        digest.update(data)
    return digest.hexdigest()
