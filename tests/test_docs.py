"""The pages name every command, option, field, type and reason that there is."""

from __future__ import annotations

import dataclasses
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import get_args
from xml.etree import ElementTree

import pytest
from typer.main import get_command

import sahel_events
from sahel_events.cli.app import app
from sahel_events.errors import RejectReason
from sahel_events.evaluation.gold import GoldArticle, GoldEvent
from sahel_events.evaluation.stages import Stage
from sahel_events.lexicon import actors, gazetteer
from sahel_events.linking.record import LinkedEvent, Speaker
from sahel_events.schema import TYPE_OF_SUB, CasualtyKind, Event, EventType, Role, Status
from sahel_events.settings import Settings

sys.path.insert(0, str(Path(__file__).parents[1] / "scripts"))

import make_docs
import make_readme
import make_screens

DOCS = Path(__file__).parents[1] / "docs"
COMMANDS = get_command(app).commands  # type: ignore[attr-defined]
OPTIONS = [
    (name, option)
    for name, command in COMMANDS.items()
    for parameter in command.params
    for option in (*parameter.opts, *parameter.secondary_opts)
    if option.startswith("-")
]


def written(name: str) -> str:
    """The page of a command."""
    path = DOCS / "commands" / f"{name}.md"
    assert path.is_file(), "run python scripts/make_docs.py"
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_page_with_its_help_and_real_runs(name: str) -> None:
    assert make_docs.RUNS.get(name), f"say in RUNS of scripts/make_docs.py what is run for {name}"
    page = written(name)
    assert f"```text\n{make_docs.help_text(name)}\n```" in page, "run python scripts/make_docs.py"
    blocks = {match["code"]: match["output"] for match in make_readme.BLOCK.finditer(page)}
    assert list(blocks) == [f"{code}\n" for code in make_docs.RUNS[name]], "run python scripts/make_docs.py"
    assert all(blocks.values())


@pytest.mark.parametrize(("name", "option"), OPTIONS, ids=[" ".join(pair) for pair in OPTIONS])
def test_every_option_is_documented(name: str, option: str) -> None:
    words = written(name).replace(",", " ").split()
    assert option in words, "run python scripts/make_docs.py"


def test_the_index_is_that_of_the_program() -> None:
    page = (DOCS / "cli.md").read_text(encoding="utf-8")
    assert page == make_docs.index(), "run python scripts/make_docs.py"


def test_no_page_is_of_a_command_that_is_gone() -> None:
    assert {path.stem for path in (DOCS / "commands").glob("*.md")} == set(COMMANDS)


@pytest.mark.slow
def test_what_the_pages_print_is_what_the_program_prints() -> None:
    """Runs every line of them, as `python scripts/make_docs.py --check` does; two corpora are read for it."""
    if shutil.which("bash") is None:
        pytest.skip("the pages' commands are for a shell")
    stale = [path.name for path, text in make_docs.made() if path.read_text(encoding="utf-8") != text]
    assert stale == [], "run python scripts/make_docs.py"


def test_a_block_whose_tool_is_missing_keeps_its_output(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = "```sh\nno-jq . x\n```\n\n<!-- output -->\n```text\nas it was\n```\n"
    monkeypatch.setattr(make_docs, "TOOLS", ("no-jq",))
    assert make_docs.with_output(page, tmp_path, {}) == page


def test_every_address_of_a_recipe_that_was_not_run_is_said_so() -> None:
    page = (DOCS / "recipes.md").read_text(encoding="utf-8")
    for name in ("R", "QGIS"):
        assert page.split(f"\n## {name}\n")[1].strip().startswith("Not run here"), name


@pytest.mark.parametrize("path", sorted((DOCS / "screens").glob("*.svg")), ids=lambda path: path.stem)
def test_pictures_are_small_and_load_nothing(path: Path) -> None:
    picture = path.read_text(encoding="utf-8")
    assert ElementTree.fromstring(picture).tag == "{http://www.w3.org/2000/svg}svg"
    assert picture.count("http") == 1
    assert len(picture) < 50_000
    assert path.stem in make_screens.SCREENS


LINES = [
    ("a  b", '<tspan x="14" textLength="8.4" lengthAdjust="spacingAndGlyphs">a</tspan>', "the first of two"),
    ("a  b", '<tspan x="39.2" textLength="8.4" lengthAdjust="spacingAndGlyphs">b</tspan>', "the other"),
    ("\x1b[1;31m<x>\x1b[0m", 'fill="#ff7b72" font-weight="bold">&lt;x&gt;</tspan>', "coloured, escaped"),
    ("\x1b[2md\x1b[0me", '>e</tspan>', "behind a colour"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), [case[:2] for case in LINES], ids=[case[2] for case in LINES])
def test_lines_of_pictures(line: str, expected: str) -> None:
    assert expected in make_screens.svg("x", line, 80)


@pytest.mark.parametrize(
    "name",
    [
        *Event.model_fields,
        *TYPE_OF_SUB,
        *(e.value for kind in (EventType, Status, Role, CasualtyKind) for e in kind),
    ],
)
def test_every_field_and_value_is_explained(name: str) -> None:
    assert f"`{name}`" in (DOCS / "fields.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [*LinkedEvent.model_fields, *get_args(Speaker)])
def test_every_field_of_a_linked_event_is_explained(name: str) -> None:
    assert f"`{name}`" in (DOCS / "linking.md").read_text(encoding="utf-8")


def test_links_between_pages_lead_somewhere() -> None:
    for page in (*DOCS.rglob("*.md"), DOCS.parent / "CONTRIBUTING.md"):
        if page.exists():
            for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
                assert (page.parent / link).exists(), f"{page.name}: {link}"


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_of_errors_is_explained(stage: Stage) -> None:
    page = (DOCS / "evaluation.md").read_text(encoding="utf-8")
    assert f"| `{stage.value}` | {stage.about} |" in page


def test_the_gold_shown_is_in_the_form_of_gold() -> None:
    page = (DOCS / "evaluation.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    assert GoldArticle.model_validate_json(shown).judged == 1
    for model in (GoldArticle, GoldEvent):
        for name in set(model.model_fields) - {"published_known_outside_text"}:
            assert f'"{name}"' in shown or f"`{name}`" in page, name


def test_every_reason_and_test_of_the_rejected_is_explained() -> None:
    page = (DOCS / "fields.md").read_text(encoding="utf-8")
    modules = (Path(sahel_events.__file__).parent / "events").glob("*.py")
    source = "".join(module.read_text(encoding="utf-8") for module in modules)
    tests = set(re.findall(r'"((?:clause|frame|draft)\.[a-z_]+)"', source))
    assert len(tests) >= 10
    assert {name for name in {*tests, *RejectReason} if f"`{name}`" not in page} == set()


def test_how_every_field_is_decided() -> None:
    page = (DOCS / "how-it-decides.md").read_text(encoding="utf-8")
    section = page.split("\n## Field by field\n")[1].split("\n## ")[0]
    first_cells = "".join(re.findall(r"(?m)^\| ([^|]*) \|", section))
    assert [name for name in Event.model_fields if f"`{name}`" not in first_cells] == ["status_evidence"]
    assert "`status_evidence`" in section


def test_every_mark_on_a_rule_is_explained() -> None:
    """What is found elsewhere than in the event's own words says so behind a plus."""
    page = (DOCS / "how-it-decides.md").read_text(encoding="utf-8")
    room = Path(sahel_events.__file__).parent / "events"
    modules = (room / "whereabouts.py", room / "records.py")
    source = "".join(module.read_text(encoding="utf-8") for module in modules)
    marks = set(re.findall(r'"(\+[a-z_]+)"', source))
    assert len(marks) >= 6
    assert {mark for mark in marks if f"`{mark}`" not in page} == set()


@pytest.mark.parametrize(
    "names",
    [
        [field.name for field in dataclasses.fields(Settings)],
        gazetteer.COLUMNS, actors.COLUMNS, actors.CATEGORIES,
        [f"{name}.toml" for name in (
            "boilerplate", "html", "datelines", "triggers", "tolls", "cues", "dates", "groups",
        )],
    ],
    ids=["settings", "columns of places", "columns of actors", "categories", "rules files"],
)  # fmt: skip
def test_what_teaches_the_program_is_explained(names: list[str]) -> None:
    page = (DOCS / "extending.md").read_text(encoding="utf-8")
    assert [name for name in names if f"`{name}`" not in page] == []


def test_the_rules_files_that_a_user_can_add_to_are_named() -> None:
    """Those that are read with the folder of the user; the page says so of the others."""
    package = Path(sahel_events.__file__).parent
    source = "".join(path.read_text(encoding="utf-8") for path in package.rglob("*.py"))
    added = set(re.findall(r'load_(?:regex_)?rules\("([a-z_]+)"[^()]*, extra\)', source))
    page = (DOCS / "extending.md").read_text(encoding="utf-8")
    table = page.split("\n| file | tells |\n")[1].split("\n\n")[0]
    assert set(re.findall(r"`([a-z]+)\.toml`", table)) == added


@pytest.mark.slow
@pytest.mark.parametrize("page", ["extending.md"])
def test_snippets_of_pages_run(page: str, tmp_path: Path) -> None:
    """All of them, one after the other, as one who reads the page would type them, with one article."""
    raw = tmp_path / "data" / "raw"
    raw.mkdir(parents=True)
    shutil.copy(DOCS.parent / "data" / "raw" / "d02.txt", raw)
    text = (DOCS / page).read_text(encoding="utf-8")
    code = "\n".join(re.findall(r"```python\n(.*?)```", text, re.DOTALL))
    (tmp_path / "bin-of-python").mkdir()
    env = make_readme.environment(tmp_path / "bin-of-python")
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=env, capture_output=True, encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "remote_explosive_landmine_ied" in done.stdout


def test_what_the_threat_page_names_is_there() -> None:
    """Modules of the package and files of tests, each by its path from one of the two."""
    root = Path(__file__).parents[1]
    package = Path(sahel_events.__file__).parent
    named = set(re.findall(r"`([\w/]+\.py)`", (root / "docs" / "security.md").read_text(encoding="utf-8")))
    rooms = (root / "tests", package, *(path for path in package.iterdir() if path.is_dir()))
    assert len(named) > 20
    assert not {name for name in named if not any((room / name).is_file() for room in rooms)}
