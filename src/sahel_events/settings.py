"""One frozen Settings object: defaults, then sahel-events.toml, then what the caller says."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from .errors import UsageError


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What a run may be told.

    model: name of an installed spaCy pipeline, or a path; None for the one that is shipped. gazetteer,
    actors: CSV files of the user's rows, added to the shipped tables (a row with an id that is there
    replaces it). gazetteer_only: leave the shipped gazetteer out. rules: folder of the user's rules files
    (TOML), added to the shipped ones. published: publication date of every article that gives none itself.
    encoding: how to decode text files; None for BOM, then UTF-8, then cp1252 with a warning. max_bytes:
    largest file, or record of a file, that is read, after decompression. 20 MB: the largest plain article
    in a sample of news pages is under 1 MB; the cap is against decompression bombs (a 50 MB file gzips to
    49 kB). max_chars: longest text of one article. 120,000 characters, 20,000 words
    and 40 pages: the longest of 336 news articles has 7,598, and an article that tells of nothing but
    attacks takes about 7 s of processor time for 100,000 (docs/cost.md).
    max_seconds: longest processor time for one article, 0 for any: what takes more has failed, nothing of it
    is kept.
    language_check: skip articles whose text is not English. classifier: let the trained classifier
    correct types and offer events that no rule found; false leaves all to the rules. gate: leave to the
    model only articles whose words have a sign of what is looked for; false reads everything with the whole
    pipeline, for the same records.
    """

    model: str | None = None
    gazetteer: Path | None = None
    gazetteer_only: bool = False
    actors: Path | None = None
    rules: Path | None = None
    published: date | None = None
    encoding: str | None = None
    max_bytes: int = 20_000_000
    max_chars: int = 120_000
    max_seconds: float = 60.0
    language_check: bool = True
    classifier: bool = True
    gate: bool = True

    def updated(self, **changes: Any) -> Settings:
        """A copy with the values that are not None replaced."""
        return replace(self, **{k: v for k, v in changes.items() if v is not None})


_MOST = 2**40
"""The largest number that a setting takes: a terabyte is more than any file that is read whole."""
_TYPES = {f.name: f.type for f in fields(Settings)}


def load_settings(path: Path | None = None) -> Settings:
    """Settings of `sahel-events.toml` in the working directory, or of `path`.

    Paths in the file count from the file's folder. Raises UsageError for unknown keys, naming the allowed
    ones, for values of the wrong type and for a `path` that is not there; a missing default file gives the
    defaults.
    """
    file = path or Path("sahel-events.toml")
    if not file.is_file():
        if path is not None:
            raise UsageError(
                f"--settings {path}: no such settings file; "
                "without the option sahel-events.toml is read, if it is there"
            )
        return Settings()
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{file}: cannot be read: {error.strerror or error}; is it yours?") from error
    except (ValueError, RecursionError) as error:  # also of numbers and lists without end
        raise UsageError(
            f"{file}: not valid TOML: {error}; a line is name = value, with text in quotation marks"
        ) from error
    unknown = sorted(set(values) - set(_TYPES))
    if unknown:
        raise UsageError(f"{file}: unknown setting {unknown[0]!r}; allowed: {', '.join(sorted(_TYPES))}")
    return Settings(**{key: _typed(file, key, value) for key, value in values.items()})


def _typed(file: Path, key: str, value: Any) -> Any:
    wanted = str(_TYPES[key])
    if wanted.startswith("Path") and isinstance(value, str) and "\0" not in value:
        return file.parent / value
    if wanted.startswith("date") and type(value) is date:  # no date with a time
        return value
    if wanted == "int" and type(value) is int and not 0 < value <= _MOST:
        raise UsageError(f"{file}: {key} = {value} is not between 1 and {_MOST:,}")
    if wanted == "float" and type(value) in {int, float}:
        if 0 <= value < math.inf:
            return float(value)
        raise UsageError(f"{file}: {key} = {value!r} is no number of 0 or more")
    plain = {"str": str, "bool": bool, "int": int}.get(wanted.split(" ")[0])
    if plain is not None and type(value) is plain:
        return value
    raise UsageError(f"{file}: {key} = {value!r} is not of type {wanted}")
