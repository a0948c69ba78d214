"""Write docs/cli.md and a page for each command, docs/commands/NAME.md: its --help, and real runs on the
project's own articles. Then the outputs of pages written by hand (BY_HAND), and docs/screens.

    python scripts/make_docs.py           run everything, write (a minute)
    python scripts/make_docs.py --check   run everything, compare: exit code 1 where a page is out of date

Commands are taken from the program itself; what is run for each stands in RUNS. tests/test_docs.py holds the
pages against the program. Blocks whose tool is not there (jq, duckdb, datasette) keep their output.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import make_readme
import make_screens

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
WIDTH = 80
"""Columns of --help on the pages."""

RUNS = {
    "extract": ("sahel-events extract data/raw",),
    "link": (
        "sahel-events extract tests/linkset/raw -o reports.jsonl --quiet\n"
        "sahel-events link reports.jsonl -o linked.jsonl",
        "sahel-events link reports.jsonl --why 0433 8628",
    ),
    "show": (
        "sahel-events show --country Mali --min-killed 10 --sort date",
        "sahel-events show linked.jsonl --sort killed --limit 5 \\\n"
        "  --columns date,place,perpetrator,target,killed,reports",
        "sahel-events show linked.jsonl --why 2961 --articles tests/linkset/raw",
    ),
    "export": (
        "sahel-events export --format geojson -o events.geojson",
        "sahel-events export linked.jsonl --format acled | cut -d, -f1-7 | head -4",
    ),
    "stats": ("sahel-events stats linked.jsonl",),
    "compare": (
        "sahel-events export linked.jsonl --format acled -o theirs.csv --quiet\n"
        "sahel-events compare theirs.csv reports.jsonl --limit 2",
    ),
    "report": (
        "sahel-events report linked.jsonl --reports reports.jsonl --articles tests/linkset/raw",
    ),
    "evaluate": ("sahel-events evaluate tests/gold events.jsonl",),
    "clean": ("sahel-events clean data/raw/d01.txt | head -n 24",),
    "schema": ("sahel-events schema | jq -c '.properties | keys'",),
}
"""What is run for the page of each command, in this order, all in one folder."""

SEE = {
    "extract": ("../scale.md", "large corpora, all cores, clusters"),
    "link": ("../linking.md", "how reports are joined, and the linked record"),
    "show": ("../fields.md", "what each value means"),
    "export": ("../export.md", "every column of every format"),
    "report": ("../report.md", "what is on the page, and how it is built"),
    "stats": ("../stats.md", "what is counted how"),
    "compare": ("../compare.md", "how pairs are made"),
    "evaluate": ("../evaluation.md", "the form of gold, and what the figures say"),
    "clean": ("../how-it-decides.md", "from a file to an event"),
    "schema": ("../fields.md", "every field in words"),
}
"""Where a page leads on to."""

BY_HAND = ("walkthrough.md", "recipes.md", "extending.md")
"""Pages whose text is written by hand and whose outputs are not."""

NOTE = "Written by `python scripts/make_docs.py`; do not edit this page by hand.\n"
INDEX = DOCS / "cli.md"
TOOLS = ("jq", "duckdb", "datasette")


def help_text(*args: str) -> str:
    """What the program prints for `args --help`."""
    from typer.testing import CliRunner

    from sahel_events.cli.app import app

    environment = {"COLUMNS": str(WIDTH), "TERMINAL_WIDTH": str(WIDTH)}
    result = CliRunner().invoke(
        app, [*args, "--help"], prog_name="sahel-events", catch_exceptions=False, env=environment
    )
    return "\n".join(line.rstrip() for line in result.stdout.strip().splitlines())


def commands() -> dict[str, str]:
    """Each command of the program with the first line about it."""
    from typer.main import get_command

    from sahel_events.cli.app import app

    found = get_command(app).commands  # type: ignore[attr-defined]
    return {name: command.get_short_help_str(limit=200) for name, command in found.items()}


def index() -> str:
    """The page that leads to all commands."""
    rows = "".join(f"| [`{name}`](commands/{name}.md) | {about} |\n" for name, about in commands().items())
    table = f"| command | what it does |\n| --- | --- |\n{rows}"
    return f"# Commands\n\n{NOTE}\n{table}\n```text\n{help_text()}\n```\n\n{SHELL}"


SHELL = """\
## In the shell

`sahel-events --install-completion` makes Tab complete commands, options, and the names that occur in the
events file at hand (actors, places, countries, types, statuses, ids); it writes a script into your home
folder, for bash, zsh, fish or PowerShell. The file is the one on the command line, so name it first:
`sahel-events show linked.jsonl --actor J` and Tab. Give the value behind a blank, not behind `=`.
`--show-completion` prints the script instead.

| variable | what it does |
| --- | --- |
| `NO_COLOR` | no colours, whatever else is set ([no-color.org](https://no-color.org)) |
| `FORCE_COLOR` | colours in a pipe and on a dumb terminal too ([force-color.org](https://force-color.org)) |
| `TERM=dumb` | no colours |
| `COLUMNS` | the width of tables; otherwise that of the terminal, 140 in a pipe |
| `PAGER` | what long output goes through on a terminal; otherwise `less`; empty or `cat` for none |
| `LESS` | the options of less; otherwise `FRX` |

## Logs

Every command adds what it tells to the file of `--log-file FILE`, one JSON object a line, in ASCII:

```sh
sahel-events extract data/raw --quiet --log-file run.log --log-level debug
jq -r 'select(.level == "error") | [.file, .line, .reason] | @tsv' run.log    # what failed
jq 'select(.message == "extract ends") | .seconds' run.log                    # how long it took
```

`time` (UTC), `level` and `message` are always there; of an input `file`, `line` and `reason`, at `debug`
one object for each with its counts; at the end of a run all counts of the summary, then the exit code and
the seconds. `--quiet` keeps messages from the screen, not from the file. Arguments are kept without the
user, password and query of URLs. Without `--log-file`, `--log-level` prints on standard error what is not
printed anyhow.
"""


def page(name: str, outputs: list[str]) -> str:
    """The page of a command with what its runs printed."""
    path, about = SEE.get(name, ("", ""))
    see = f"See also [{about}]({path}).\n\n" if path and (DOCS / "commands" / path).exists() else ""
    used = "\n".join(
        f"```sh\n{code}\n```\n\n<!-- output -->\n```text\n{output}```\n"
        for code, output in zip(RUNS[name], outputs, strict=True)
    )
    shown = f"## In use\n\n{used}\n" if used else ""
    return f"# sahel-events {name}\n\n{NOTE}\n{see}{shown}## Help\n\n```text\n{help_text(name)}\n```\n"


@contextmanager
def workshop() -> Iterator[tuple[Path, dict[str, str]]]:
    """A scratch folder with the project's articles, and the environment to run the program in."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for given in ("data/raw", "tests/gold", "tests/linkset"):
            shutil.copytree(ROOT / given, folder / given)
        yield folder, make_readme.environment(folder)


def missing_tools(code: str) -> list[str]:
    """The tools that lines of a shell name and this machine lacks."""
    return [tool for tool in TOOLS if f"{tool} " in code and shutil.which(tool) is None]


def with_output(text: str, folder: Path, env: dict[str, str]) -> str:
    """A page written by hand, with the output of each of its blocks new."""

    def again(match: make_readme.re.Match[str]) -> str:
        code = match["code"]
        output = match["output"] if missing_tools(code) else make_readme.run(code, folder, env)
        return f"```sh\n{code}```\n\n<!-- output -->\n```text\n{output}```\n"

    return make_readme.BLOCK.sub(again, text)


def _outputs(name: str, folder: Path, env: dict[str, str]) -> list[str]:
    """What the runs of a command print; that of the page where a tool is missing."""
    written = DOCS / "commands" / f"{name}.md"
    before = written.read_text(encoding="utf-8") if written.exists() else ""
    kept = {match["code"].rstrip("\n"): match["output"] for match in make_readme.BLOCK.finditer(before)}
    return [
        kept.get(code, "") if missing_tools(code) else make_readme.run(code, folder, env)
        for code in RUNS[name]
    ]


def made() -> Iterator[tuple[Path, str]]:
    """Every page with its new text."""
    yield INDEX, index()
    with workshop() as (folder, env):
        for name in RUNS:
            if name in commands():
                yield DOCS / "commands" / f"{name}.md", page(name, _outputs(name, folder, env))
        for name, (columns, command) in make_screens.SCREENS.items():
            shown = make_screens.on_terminal(command, columns, folder, env)
            yield DOCS / "screens" / f"{name}.svg", make_screens.svg(command, shown, columns)
        for path in (DOCS / name for name in BY_HAND):
            yield path, with_output(path.read_text(encoding="utf-8"), folder, env)


def main() -> int:
    """Write the pages, or compare; the exit code is 1 where one is out of date."""
    stale = []
    for path, text in made():
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(str(path.relative_to(ROOT)))
        if "--check" not in sys.argv[1:]:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if stale and "--check" in sys.argv[1:]:
        sys.stderr.write(f"out of date: {', '.join(stale)}; run python scripts/make_docs.py\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
