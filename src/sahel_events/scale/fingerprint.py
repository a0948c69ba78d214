"""What a record depends on besides its article: told as one text, so that a change of any of it is seen."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

from ..lexicon.versions import digest_of_path, gazetteer_digest, of_user, release
from ..settings import Settings

LIBRARIES = ("spacy", "thinc", "numpy", "dateparser", "trafilatura", "htmldate", "lxml", "pydantic", "warcio")
"""The libraries whose releases may read a text in another way."""

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
    parts |= {name: release(name) for name in LIBRARIES}
    for each in fields(settings):
        if each.name in _SAME_RECORDS:
            continue
        value = getattr(settings, each.name)
        parts[f"setting {each.name}"] = "" if isinstance(value, Path) else repr(value)
    parts["sahel-events (its modules, tables, rules and model)"] = digest_of_path(Path(__file__).parents[1])
    return parts | dict(of_user(settings)) | {"the gazetteer": gazetteer_digest()}
