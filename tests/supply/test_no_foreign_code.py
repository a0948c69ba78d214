"""Nothing that is read can run code: no pickle, eval, exec or the like, but for what is named here."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import sahel_events

ROOT = Path(sahel_events.__file__).parent
MODULES = {
    "pickle", "cPickle", "_pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib", "yaml", "code",
    "runpy", "ctypes",
}
"""Modules that make objects or code out of bytes."""
CALLS = {
    "eval", "exec", "compile", "__import__", "import_module", "system", "popen", "Popen", "call",
    "check_call", "check_output", "spawn", "load_module", "exec_module", "from_disk", "load_extension",
}
"""Calls that run code or programs, by their last name; `run` of subprocess is found by the module."""
ALLOWED = {
    ("__init__.py", "import_module"): "the public names, from a table of our own modules",
    ("limit.py", "ctypes"): "raises an exception in a thread of our own",
    ("cli/paging.py", "Popen"): "the pager that the user names in PAGER, without a shell",
    ("cli/paging.py", "subprocess"): "likewise",
    ("exports/__init__.py", "import_module"): "the module of a format, from a table of our own",
}
"""Where something of these stands all the same, and why input does not reach it."""


def _found() -> Iterator[tuple[str, str]]:
    for path in sorted(ROOT.rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((name, alias.name.partition(".")[0]) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield name, node.module.partition(".")[0]
            elif isinstance(node, ast.Call):
                called = node.func
                last = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
                if last == "compile" and getattr(getattr(called, "value", None), "id", "") == "re":
                    continue
                yield name, last
                if any(word.arg in {"shell", "allow_pickle"} for word in node.keywords):
                    yield name, "shell or allow_pickle"


def test_no_input_becomes_code() -> None:
    forbidden = MODULES | CALLS | {"subprocess", "shell or allow_pickle"}
    found = {each for each in _found() if each[1] in forbidden}
    assert found - ALLOWED.keys() == set(), "input could run code: do it in another way, or say why it cannot"
    assert ALLOWED.keys() - found == set(), "no longer there"


def test_a_model_is_all_that_is_loaded_and_can_hold_code() -> None:
    """A spaCy pipeline of the user's may bring code, which docs/extending.md says; tables, rules and settings
    are CSV and TOML, which cannot."""
    loading = {path.name for path in ROOT.rglob("*.py") if "spacy.load(" in path.read_text(encoding="utf-8")}
    assert loading == {"build.py"}
    page = (Path(__file__).parents[2] / "docs" / "extending.md").read_text(encoding="utf-8")
    assert "can run code" in page
