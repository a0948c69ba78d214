"""What README.md says can be typed: commands, options, rows and rules that teach the program, snippets."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from typer.main import get_command

from sahel_events.cli.app import app

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

import make_readme  # noqa: E402

PAGE = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = get_command(app).commands  # type: ignore[attr-defined]
SHELL = "\n".join(a or b for a, b in re.findall(r"(?s)```sh\n(.*?)```|`(sahel-events [^`]+)`", PAGE))
CALLS = sorted(set(re.findall(r"(?m)(?:^|&& )(sahel-events [^|&\n]+)", SHELL)))
OUTPUTS = {" ".join(m["code"].split()): m["output"] for m in make_readme.BLOCK.finditer(PAGE)}
TEACHING = [m["code"] for m in make_readme.BLOCK.finditer(PAGE) if "END" in m["code"]]
SNIPPETS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
HEADERS = {
    "extract data/raw": "articles   36 read, 0 skipped, 0 failed",
    "tests/linkset/raw": "id    date        place ",
    "show --actor France": "id    date        place ",
    "show notes.jsonl": "id    date        place ",
    "evaluate tests/gold": "field precision recall F1 right spurious missed",
    "show --why": "     field       value ",
    "sahel-events report": " events in report.html",
    "stats --by country": "people    counted  events  give no count",
    "export --format acled": " events written as acled in acled.csv",
    "jq": "\t",
    "duckdb": "│ country │ events │ killed_at_least │",
}
"""What the output of a command shows, whatever the events are."""


@pytest.mark.parametrize("call", CALLS)
def test_commands_and_options_exist(call: str) -> None:
    _, name, *words = shlex.split(call)
    known = {option for p in COMMANDS[name].params for option in (*p.opts, *p.secondary_opts)}
    assert {word for word in words if word.startswith("-") and word != "-"} <= known


def test_there_are_blocks_to_check() -> None:
    assert len(OUTPUTS) == 15
    assert len(TEACHING) == 5
    assert len(SNIPPETS) == 2
    assert len(CALLS) >= 8


@pytest.mark.parametrize("code", OUTPUTS)
def test_outputs_have_the_shape_of_their_command(code: str) -> None:
    header = next(header for command, header in HEADERS.items() if command in code)
    # how wide a column is depends on its records
    assert " ".join(header.split()) in " ".join(OUTPUTS[code].split()), "run python scripts/make_readme.py"


@pytest.mark.slow
def test_teaching_the_program_prints_what_the_page_says(tmp_path: Path) -> None:
    """The rows of a place and an actor and the rule, at work together in the last of the page's examples. Its
    output is compared whole: article, rows and rule are ours, and small. So the model loads but once."""
    if shutil.which("bash") is None:
        pytest.skip("the page's commands are for a shell")
    env = make_readme.environment(tmp_path)
    *before, last = TEACHING
    for code in before:
        make_readme.run(re.sub(r"(?m)^sahel-events .*", "", code), tmp_path, env)
    printed = make_readme.run(last, tmp_path, env)
    assert printed == OUTPUTS[" ".join(last.split())], "run python scripts/make_readme.py"
    for word in ("Tin Azrou, ML", "Tin Azrou Brigade", "1 of 1 events"):
        assert word in printed


@pytest.mark.slow
@pytest.mark.parametrize("code", SNIPPETS, ids=["extract", "component"])
def test_snippets_run(code: str) -> None:
    code = code.replace("data/raw", str(ROOT / "data" / "raw" / "d02.txt"))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "killed" in done.stdout or "French Armed Forces" in done.stdout


def test_the_page_gives_a_reason_for_each_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {re.split(r"[<>=]", name)[0] for name in project["dependencies"]}
    assert set(re.findall(r"(?m)^\| ([a-z-]+) \| [^|\d]", PAGE)) >= wanted


def test_links_lead_somewhere() -> None:
    for link in re.findall(r"\]\(([^)#:]+)\)", PAGE):
        packaged = link.removeprefix("src/sahel_events/")  # where tests run on a wheel there is no src
        assert (ROOT / link).exists() or files("sahel_events").joinpath(packaged).is_file(), link
