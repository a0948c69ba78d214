"""What pyproject.toml says, and the packages that are installed because of it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

FILE = Path(__file__).parents[2] / "pyproject.toml"


def project() -> dict[str, Any]:
    """The file."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def core() -> list[Requirement]:
    """What every installation needs."""
    return [Requirement(text) for text in project()["project"]["dependencies"]]


def extras() -> dict[str, list[Requirement]]:
    """What each extra needs besides, other extras of ours left out."""
    found = project()["project"]["optional-dependencies"]
    return {
        name: [each for each in map(Requirement, texts) if each.name != "sahel-events"]
        for name, texts in found.items()
    }


def installed(wanted: Iterable[Requirement]) -> dict[str, Distribution]:
    """The packages that are wanted, and all that they need here, by name. Raises PackageNotFoundError."""
    found: dict[str, Distribution] = {}
    seen: set[tuple[str, frozenset[str]]] = set()
    rest = list(wanted)
    while rest:
        each = rest.pop()
        key = (canonicalize_name(each.name), frozenset(each.extras))
        if key in seen:
            continue
        seen.add(key)
        found[key[0]] = distribution(each.name)
        rest += _needs(found[key[0]], each.extras)
    return found


def _needs(package: Distribution, extras: Iterable[str]) -> Iterator[Requirement]:
    for text in package.requires or ():
        each = Requirement(text)
        if each.marker is None or any(each.marker.evaluate({"extra": name}) for name in ("", *extras)):
            yield each


def version_of(each: Requirement) -> str | None:
    """The installed version of a package; None where it is not installed."""
    try:
        return distribution(each.name).version
    except PackageNotFoundError:
        return None
