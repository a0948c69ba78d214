"""Every requirement has both bounds and a reason for each; what is installed fits, what is imported is
required."""

from __future__ import annotations

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from project import FILE, core, extras, project, version_of

import sahel_events

BUILD = [Requirement(text) for text in project()["build-system"]["requires"]]
EVERY = [*BUILD, *core(), *(each for wanted in extras().values() for each in wanted)]

COMES_WITH = {
    "thinc": "spaCy's own library of layers, pinned by it",
    "lxml": "trafilatura's, which asks for a newer one than we need",
    "pydantic-core": "of one release with pydantic",
    "typing-extensions": "pydantic's; for the type checker alone",
}
"""Packages that are imported and not required, since another brings them."""


def _id(each: Requirement) -> str:
    return each.name


@pytest.mark.parametrize("each", EVERY, ids=_id)
def test_a_requirement_has_both_bounds(each: Requirement) -> None:
    operators = {bound.operator for bound in each.specifier}
    assert ">=" in operators
    assert "<" in operators
    assert each.url is None, "an address is no release"


def test_every_bound_has_its_reason() -> None:
    """In the comment above the requirement: `lower: …; upper: …`, or "lower, upper"."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    names = "|".join(re.escape(each.name) for each in EVERY)
    wanted = re.compile(rf'^(?:requires = \[|  )"(?:{names})[\[<>=~]')
    found = [number for number, line in enumerate(lines) if wanted.match(line)]
    assert len(found) == len(EVERY), "one to a line"
    for number in found:
        above = []
        while lines[number - 1].lstrip().startswith("#"):
            number -= 1
            above.append(lines[number])
        comment = " ".join(above)
        assert "lower" in comment, lines[number]
        assert "upper" in comment, lines[number]


@pytest.mark.parametrize("each", EVERY, ids=_id)
def test_what_is_installed_is_within_the_bounds(each: Requirement) -> None:
    version = version_of(each)
    if version is None:
        pytest.skip("not installed")
    assert each.specifier.contains(version, prereleases=True), f"{each.name} {version} is installed"


def test_the_core_is_installed() -> None:
    assert all(version_of(each) for each in core())


def test_what_is_imported_is_required() -> None:
    """Else it is there by chance: an import of another package's dependency ends when that lets go of it."""
    required = {canonicalize_name(each.name) for each in EVERY if each not in BUILD} | {"distributed"}
    owners = packages_distributions()
    unknown = {}
    for name, path in _imported().items():
        packages = {canonicalize_name(owner) for owner in owners.get(name, [name])}
        if packages.isdisjoint(required) and packages.isdisjoint(COMES_WITH):
            unknown[name] = path
    assert not unknown


def _imported() -> dict[str, str]:
    """What the package imports from outside of Python and itself, with a module that does."""
    root = Path(sahel_events.__file__).parent
    found: dict[str, str] = {}
    for path in root.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
                names = [node.module]
            for name in names:
                top = name.partition(".")[0]
                if top not in sys.stdlib_module_names and top != "sahel_events":
                    found[top] = str(path.relative_to(root))
    return found


def test_nothing_of_ours_runs_at_install() -> None:
    """The build is hatchling's alone: no build script, no hook, no setup.py; the wheel is Python and data."""
    build = project()["build-system"]
    assert build["build-backend"] == "hatchling.build"
    assert [each.name for each in BUILD] == ["hatchling"]
    assert "backend-path" not in build
    hatch = project()["tool"]["hatch"]
    assert "hooks" not in str(hatch)
    assert not list(FILE.parent.glob("setup.*"))
    assert not list(FILE.parent.glob("hatch_build.py"))
