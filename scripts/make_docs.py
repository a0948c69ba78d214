"""Write docs/cli.md from the program's own --help. `python scripts/make_docs.py --check` only compares.

tests/test_docs.py runs the comparison, so that no command or option goes undocumented.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "cli.md"
COMMANDS = ("extract", "link", "show", "stats", "compare", "evaluate", "clean", "schema")
INTRO = """\
# Commands

What `--help` prints, written by `python scripts/make_docs.py`; do not edit this page by hand.
"""


def help_text(*args: str) -> str:
    """What the program prints for `args --help`, 80 columns wide."""
    from typer.testing import CliRunner

    from sahel_events.cli.app import app

    os.environ["COLUMNS"] = os.environ["TERMINAL_WIDTH"] = "80"
    result = CliRunner().invoke(app, [*args, "--help"], prog_name="sahel-events", catch_exceptions=False)
    return "\n".join(line.rstrip() for line in result.stdout.strip().splitlines())


def page() -> str:
    """The whole page."""
    parts = [INTRO, f"```text\n{help_text()}\n```\n"]
    parts += [f"## sahel-events {name}\n\n```text\n{help_text(name)}\n```\n" for name in COMMANDS]
    return "\n".join(parts)


def main() -> int:
    """Write the page, or compare; the exit code is 1 where it is out of date."""
    current = page()
    if "--check" not in sys.argv[1:]:
        PAGE.write_text(current, encoding="utf-8")
        return 0
    if PAGE.read_text(encoding="utf-8") == current:
        return 0
    sys.stderr.write("docs/cli.md is out of date: run python scripts/make_docs.py\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
