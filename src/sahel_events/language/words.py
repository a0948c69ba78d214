"""Closed classes of words that the readers ask for by name, from `data/words.toml`."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from typing import Any

from ..errors import TableError
from ..lexicon.tables import packaged


def words(name: str) -> frozenset[str]:
    """The words of list `name`, such as "clauses.heads". Raises TableError where there is no such list, it
    is empty, or it holds a word twice.
    """
    room, _, key = name.partition(".")
    found = _tables().get(room, {}).get(key)
    if not isinstance(found, list) or not found:
        raise TableError("words.toml", None, f"no list of words {name!r}")
    if len(set(found)) != len(found):
        twice = ", ".join(sorted({w for w in found if found.count(w) > 1}))
        raise TableError("words.toml", None, f"{name}: twice: {twice}")
    return frozenset(found)


def verb_forms() -> dict[str, tuple[str, ...]]:
    """Irregular English verbs with their forms, the base left out."""
    return {verb: tuple(forms) for verb, forms in _tables()["verbs"].items()}


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads(packaged("words.toml").read_text(encoding="utf-8"))
