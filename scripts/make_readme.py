"""Write what the commands of README.md print, and the table of figures, into README.md.

    python scripts/make_readme.py             run every command, measure, write
    python scripts/make_readme.py --no-figures   leave the table as it is

A ```sh block that is followed by `<!-- output -->` and a ```text block is run, all in one scratch folder with
copies of data/raw and tests/gold, in order; `pip install` is left out. jq and duckdb must be on the PATH. The
table lies between `<!-- figures -->` and `<!-- /figures -->`. tests/test_readme.py holds the page against the
program.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "README.md"
BLOCK = re.compile(r"```sh\n(?P<code>[^`]*?)```\n\n<!-- output -->\n```text\n(?P<output>.*?)```\n", re.DOTALL)
FIGURES = re.compile(r"(?<=<!-- figures -->\n).*?(?=<!-- /figures -->)", re.DOTALL)
INSTALL = re.compile(r"pip install \S+ && ")
WHY = re.compile(r"(?<=--why )[0-9a-f]{4,16}")
WIDTH = "100"
NAMES = {
    "event": "events found, none invented",
    "sub_event_type": "sub-type",
    "event_type": "type",
    "actors": "actors with their roles",
    "killed": "number killed",
    "casualties": "all casualty rows",
    "main_event_all_right": "main events with nothing wrong (share)",
}
"""Fields whose name says too little."""


def environment(folder: Path) -> dict[str, str]:
    """Where `sahel-events` is this interpreter's, and output is as wide as the page allows."""
    tools = folder / "bin"
    tools.mkdir()
    program = tools / "sahel-events"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m sahel_events "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    path = f"{tools}{os.pathsep}{os.environ.get('PATH', '')}"
    package = importlib.util.find_spec("sahel_events")
    assert package is not None and package.origin is not None, "run it where sahel-events is installed"
    here = str(Path(package.origin).resolve().parents[1])  # the same one in the scratch folder
    given = {name: value for name, value in os.environ.items() if name not in {"FORCE_COLOR", "TERM"}}
    return {
        **given, "PATH": path, "COLUMNS": WIDTH, "NO_COLOR": "1", "LC_ALL": "C.UTF-8", "PYTHONPATH": here,
    }


def run(code: str, folder: Path, env: dict[str, str]) -> str:
    """What the lines of a block print, on either stream. Ends the program where they fail."""
    script = "set -euo pipefail\n" + INSTALL.sub("", code)
    done = subprocess.run(
        ["bash", "-c", script], cwd=folder, env=env, check=False, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )
    if done.returncode:
        sys.exit(f"exit code {done.returncode} of:\n{code}\n{done.stdout}")
    lines = done.stdout.rstrip().splitlines()
    return "".join(f"{line.rstrip()}\n" for line in lines)


def page_with_output(page: str) -> str:
    """The page with every block's output new; an id that --why names is the first that was shown before."""
    with tempfile.TemporaryDirectory() as name:
        folder, shown = Path(name), ""
        env = environment(folder)
        for given in ("data/raw", "tests/gold", "tests/linkset"):
            shutil.copytree(ROOT / given, folder / given)

        def again(match: re.Match[str]) -> str:
            nonlocal shown
            first = re.search(r"^[0-9a-f]{4,16}(?=  \d)", shown, re.MULTILINE)
            code = WHY.sub(first[0], match["code"]) if first else match["code"]
            output = run(code, folder, env)
            if "--actor France" in code:
                shown = output
            return f"```sh\n{code}```\n\n<!-- output -->\n```text\n{output}```\n"

        return BLOCK.sub(again, page)


def table() -> str:
    """The figures of tests/gate.py as a table."""
    sys.path.insert(0, str(ROOT / "tests"))
    import gate

    figures, names = gate.measure(gate.extract_records()), gate.parts()
    seen, unseen = figures["development"], figures["unseen"]
    lines = [
        f"| F1 of | {len(names['development'])} articles that the rules were written with "
        f"| {len(names['unseen'])} articles kept unread |",
        "| --- | ---: | ---: |",
    ]
    lines += [f"| {NAMES.get(f, f.replace('_', ' '))} | {seen[f]:.2f} | {unseen[f]:.2f} |" for f in seen]
    return "".join(f"{line}\n" for line in lines)


def main() -> int:
    """Write the page."""
    page = page_with_output(PAGE.read_text(encoding="utf-8"))
    if "--no-figures" not in sys.argv[1:]:
        figures = table()
        page = FIGURES.sub(lambda _: figures, page)
    PAGE.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
