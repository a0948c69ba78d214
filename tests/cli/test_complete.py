"""What the shell offers at Tab: by Typer's own way, and in a real bash."""

from __future__ import annotations

import os
import pty
import select
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from test_program import ENVIRONMENT

import factories
import reported
from cases import table

pytestmark = pytest.mark.slow

QUIET = {name: value for name, value in ENVIRONMENT.items() if not name.startswith("COMP_")}


@pytest.fixture
def names(folder: Path) -> Path:
    """An events file with names of every kind, some of them hostile."""
    actors = [
        factories.actor(name)
        for name in (
            "Jama'at Nusrat al-Islam wal-Muslimin", "Boko Haram", "Bökö, others (Diffa)", "$(touch x)",
            "a`id`", "x;id", "-rf", "Bo\x1b]0;x\x07", "Bo\u202eoB", "Bo\nko", "Bo\\ko", "Bo$HOME", "Bo!x",
        )
    ]
    lines = [
        factories.line("aa11", actors=actors),
        factories.line(
            "aa22", sub_event_type="armed_clash", status="claimed",
            location=factories.place("Gao", text="Gao"),
        ),
        factories.line("bb33", location=factories.place("Menaka region", None, admin1=None)),
        "{broken\n", "\xff\n", '{"id": 7}\n', "[1]\n",
    ]
    (folder / "events.jsonl").write_text("".join(lines), encoding="utf-8")
    (folder / "linked.jsonl").write_text(reported.line(), encoding="utf-8")
    return folder


def offered(*words: str, cwd: Path, shell: str = "bash", open_quote: str = "") -> list[str]:
    """What the program offers for the last of the words, as Typer's script asks it."""
    typed = ["sahel-events", *map(shlex.quote, words[:-1]), open_quote + words[-1]]
    environment = {
        "bash": {"COMP_WORDS": "\n".join(typed), "COMP_CWORD": str(len(words))},
        "zsh": {"_TYPER_COMPLETE_ARGS": " ".join(typed)},
        "fish": {"_TYPER_COMPLETE_ARGS": " ".join(typed), "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
    }[shell]
    done = subprocess.run(
        [sys.executable, "-m", "sahel_events"], cwd=cwd, capture_output=True, timeout=60, check=True,
        env=QUIET | environment | {"_SAHEL_EVENTS_COMPLETE": f"complete_{shell}", "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert done.stderr == b""
    return done.stdout.decode().rstrip("\n").splitlines()


OFFERED = table([
    ("sh", "show", "a command"),
    ("show --min-k", "--min-killed", "an option"),
    ("show --actor Ja", r"Jama\'at\ Nusrat\ al-Islam\ wal-Muslimin", "an actor, quoted"),
    ("show --actor jama'at", r"Jama\'at\ Nusrat\ al-Islam\ wal-Muslimin", "case aside"),
    ("show --actor bok", r"Boko\ Haram", "where names begin differently, the commonest"),
    ("show linked.jsonl --actor Mal", r"Malian\ Armed\ Forces", "of the file on the line"),
    ("show gone.jsonl --actor B", "", "of a file that is not there"),
    ("show . --actor B", "", "of a folder"),
    ("show - --actor B", "", "standard input is not read"),
    ("show --place menak", "Ménaka", "accents aside"),
    ("show --country M", "Mali ML", "a country by name and code"),
    ("show --type a", "accident armed_clash", "types"),
    ("show --status cl", "claimed", "a status"),
    ("show --why aa", "aa11 aa22", "ids"),
    ("show --sort k", "killed", "an order"),
    ("show --format g", "geojson", "a format"),
    ("show --columns id,pla", "id,place", "columns after a comma"),
    ("show --columns id,i", "id,injured", "none twice"),
    ("show --since 20", "", "nothing to offer"),
    ("link --why aa11 b", "bb33", "ids of another command"),
])  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), OFFERED)
def test_what_is_offered(names: Path, line: str, expected: str) -> None:
    wanted = [expected] if "\\" in expected else expected.split()
    assert sorted(offered(*line.split(" "), cwd=names)) == sorted(wanted)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_nothing_hostile_is_offered(names: Path, shell: str) -> None:
    shown = "\n".join(offered("show", "--actor", "", cwd=names, shell=shell))
    assert "Boko" in shown
    for part in ("touch", "id`", ";", "\x1b", "\x07", "\u202e", "$", "!", "rf"):
        assert part not in shown.replace("_arguments '*: :", "")


QUOTES = table([
    ("", r"Jama\'at\ Nusrat\ al-Islam\ wal-Muslimin", "none"),
    ('"', "Jama'at Nusrat al-Islam wal-Muslimin", "double"),
    ("'", r"Jama'\''at Nusrat al-Islam wal-Muslimin", "single"),
])


@pytest.mark.parametrize(("quote", "expected"), QUOTES)
def test_names_are_quoted_as_the_word_is(names: Path, quote: str, expected: str) -> None:
    assert offered("show", "--actor", "Ja", cwd=names, open_quote=quote) == [expected]


def test_whatever_goes_wrong_nothing_is_said(names: Path) -> None:
    (names / "events.jsonl").unlink()
    os.mkfifo(names / "events.jsonl")  # nobody writes to it
    assert offered("show", "--actor", "B", cwd=names) == []
    for words, number in (("sahel-events", "x"), ("", "9"), ("", "")):
        variables = {"COMP_WORDS": words, "COMP_CWORD": number}
        done = subprocess.run(
            [sys.executable, "-m", "sahel_events"], cwd=names, capture_output=True, timeout=60, check=False,
            env=QUIET | variables | {"_SAHEL_EVENTS_COMPLETE": "complete_bash"},
        )  # fmt: skip
        assert done.stderr == b""


def test_ten_thousand_events_are_no_wait(folder: Path) -> None:
    actors = [[factories.actor(f"Katiba {number}")] * 2 for number in range(90)]
    lines = "".join(factories.line(f"{n:05}", actors=actors[n % 90]) for n in range(500))
    (folder / "events.jsonl").write_text(lines * 20, encoding="utf-8")
    before = os.times()
    assert len(offered("show", "--actor", "Kat", cwd=folder)) == 90
    after = os.times()
    user = after.children_user - before.children_user
    assert user < 1.5  # 0.4 s on the machine that it was written on; an import of spaCy alone takes 2 s


PROGRAM = """#!/bin/sh
if [ -n "$_SAHEL_EVENTS_COMPLETE" ]; then exec {python} -m sahel_events "$@"; fi
for word in "$@"; do printf '<%s>' "$word"; done; echo
"""
"""Completes as the program does, and otherwise prints what it was given."""

TYPED = [
    ("show --actor Ja", "<show><--actor><Jama'at Nusrat al-Islam wal-Muslimin>", "blanks, an apostrophe"),
    ("show --actor \"Ja", "<show><--actor><Jama'at Nusrat al-Islam wal-Muslimin>", "in double quotes"),
    ("show --actor 'Ja", "<show><--actor><Jama'at Nusrat al-Islam wal-Muslimin>", "in single quotes"),
    ("show --place menak", "<show><--place><Ménaka>", "an accent"),
    ("show --columns id,pla", "<show><--columns><id,place>", "a list"),
    ("sho", "<show>", "a command"),
]


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_tab_in_bash(names: Path) -> None:
    """Typer's script, installed as a user would, in an interactive bash on a terminal of its own."""
    home = names / "home"
    (home / "bin").mkdir(parents=True)
    program = home / "bin" / "sahel-events"
    program.write_text(PROGRAM.format(python=sys.executable))
    program.chmod(0o755)
    environment = QUIET | {"HOME": str(home), "PATH": f"{home}/bin:{os.environ['PATH']}", "PYTHONUTF8": "1"}
    environment |= {"TERM": "dumb", "LC_ALL": "C.UTF-8"}
    subprocess.run(
        [sys.executable, "-m", "sahel_events", "--install-completion", "bash"], check=True, timeout=60,
        env=environment | {"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}, capture_output=True,
    )  # fmt: skip
    with (home / ".bashrc").open("a") as rc:
        rc.write("PS1='ready> '\n")
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(names)
        os.execvpe("bash", ["bash", "--rcfile", str(home / ".bashrc"), "-i"], environment)
    try:
        for line, expected, why in TYPED:
            assert expected in typed(terminal, f"sahel-events {line}"), why
    finally:
        os.write(terminal, b"exit\n")
        os.close(terminal)
        os.waitpid(pid, 0)


def typed(terminal: int, line: str) -> str:
    """What bash shows when a line is typed, completed with Tab and entered."""
    read_until(terminal, lambda shown: shown.endswith("ready> "))
    os.write(terminal, line.encode() + b"\t")
    read_until(terminal, lambda shown: len(shown.partition(line)[2]) > 0)
    os.write(terminal, b"\n")
    return read_until(terminal, lambda shown: ">\r\n" in shown)


def read_until(terminal: int, done: Callable[[str], bool], seconds: float = 15) -> str:
    """Read until what was shown is all that is waited for, or the seconds are over."""
    shown, deadline = b"", time.monotonic() + seconds
    while time.monotonic() < deadline and not done(shown.decode("utf-8", "replace")):
        if select.select([terminal], [], [], 0.05)[0]:
            try:
                shown += os.read(terminal, 1 << 16)
            except OSError:
                break
    return shown.decode("utf-8", "replace")
