"""The program as a process: what it imports, how it ends, its other commands."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import factories
import sahel_events

pytestmark = pytest.mark.slow

Run = Callable[..., Any]
HEAVY = (
    "spacy", "trafilatura", "lxml", "thinc", "numpy", "dateparser", "dask", "distributed", "fsspec",
    "sahel_events.schema",
)


ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(sahel_events.__file__).parents[1])}
"""For processes of their own: the package that is tested here, wherever it lies."""


def program(*args: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "sahel_events", *args],
        cwd=cwd,
        capture_output=True,
        timeout=60,
        check=False,
        env=ENVIRONMENT | environment,
    )


@pytest.mark.parametrize(
    "args",
    [
        ["--help"],
        ["show", "--help"],
        ["extract", "--help"],
        ["evaluate", "--help"],
        ["--version"],
        ["show"],
        ["show", "--actor", "France"],
        ["show", "--place", "Mali", "--country", "ML", "--jsonl"],
        ["export", "--help"],
        ["export", "--actor", "France"],
        ["export", "--format", "acled"],
        ["export", "--format", "ucdp"],
        ["export", "--format", "sqlite"],
    ],
    ids=" ".join,
)
def test_the_quick_commands_import_nothing_heavy(events: Path, args: list[str]) -> None:
    code = (
        "import sys\nfrom sahel_events.cli.app import app\n"
        f"try:\n    app({args!r})\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        f"print(*(name for name in {HEAVY!r} if name in sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=events.parent, capture_output=True, check=True, env=ENVIRONMENT
    )
    assert done.stderr.decode().splitlines()[-1] == ""


def test_importing_the_package_imports_nothing_heavy() -> None:
    heavy = (*HEAVY, "pydantic", "rich", "typer")
    code = f"import sys, sahel_events; sys.exit([n for n in {heavy!r} if n in sys.modules] or None)"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60, env=ENVIRONMENT)


def test_the_public_names_are_there() -> None:
    for name in sahel_events.__all__:
        assert getattr(sahel_events, name) is not None
        assert name in dir(sahel_events)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        sahel_events.nothing  # noqa: B018


def test_version_is_that_of_the_project(run: Run) -> None:
    result = run("--version")
    assert result.stdout == f"sahel-events {sahel_events.__version__}\n"
    project = Path(__file__).parents[2] / "pyproject.toml"
    assert f'version = "{sahel_events.__version__}"' in project.read_text()


@pytest.mark.parametrize(
    "args", [["show", "--jsonl"], ["show"], ["show", "--why", "d01-"], ["schema"]], ids=" ".join
)
def test_a_closed_pipe_ends_quietly(folder: Path, args: list[str]) -> None:
    (folder / "events.jsonl").write_text(factories.line() * 3000, encoding="utf-8")
    read, write = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-m", "sahel_events", *args],
        cwd=folder,
        stdout=write,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
    )
    os.close(write)
    os.read(read, 10)
    os.close(read)
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) in [(0, b""), (0, b"3000 of 3000 events\n")]


def test_exit_codes_of_the_process(events: Path) -> None:
    assert program("show", cwd=events.parent).returncode == 0
    assert program("show", "gone.jsonl", cwd=events.parent).returncode == 2
    assert program("nothing", cwd=events.parent).returncode == 2
    events.write_text("{\n")
    assert program("show", cwd=events.parent).returncode == 1


def test_a_terminal_without_the_letters_is_no_reason_to_crash(events: Path) -> None:
    done = program("show", cwd=events.parent, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0
    assert b"M\\xe9naka" in done.stdout


def test_schema_is_a_json_schema_that_the_records_follow(run: Run) -> None:
    printed = json.loads(run("schema").stdout)
    assert set(printed["required"]) <= set(factories.record())
    assert set(printed["properties"]) == set(factories.record())


def test_help_names_every_command_with_examples(run: Run) -> None:
    shown = run("--help").stdout
    for command in ("extract", "show", "evaluate", "clean", "schema"):
        assert f"\n  {command} " in shown
        assert "Example" in run(command, "--help").stdout


ARTICLE = """Thirteen soldiers die in crash

BAMAKO, Nov 26 (Agence) - Thirteen French soldiers were killed when two helicopters collided in northern Mali.

The president said that the nation mourned the soldiers, who had died for their country on Monday.

Share this article on Facebook
"""


def test_clean_labels_every_block_and_names_the_rule(run: Run, folder: Path) -> None:
    (folder / "a.txt").write_text(ARTICLE)
    result = run("clean", "a.txt")
    assert result.exit_code == 0
    for line in filter(None, ARTICLE.splitlines()):
        assert line in result.stdout
    start = ARTICLE.index("Share")
    (share,) = (line for line in result.lines if f"  {start}:" in line)
    assert share.split()[0] not in {"body", "title"}


def test_clean_text_is_what_is_read_for_events(run: Run, folder: Path) -> None:
    (folder / "a.txt").write_text(ARTICLE)
    shown = run("clean", "a.txt", "--text").stdout
    assert "Thirteen French soldiers were killed" in shown
    assert "Share this" not in shown


def test_clean_of_what_cannot_be_read(run: Run) -> None:
    result = run("clean", "gone.txt")
    assert result.exit_code == 1
    assert "error: gone.txt: " in result.stderr


def test_clean_shows_the_labels_that_the_pipeline_keeps() -> None:
    from sahel_events.pipeline import KEPT
    from sahel_events.views.blocks import KEPT_LABELS

    assert {str(label) for label in KEPT} == set(KEPT_LABELS)
