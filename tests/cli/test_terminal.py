"""`show` on a real pseudo-terminal: its width, its colours, its pager."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import shutil
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from test_program import ENVIRONMENT

import factories
import reported
from cases import table
from sahel_events.cli import paging

pytestmark = pytest.mark.slow

CODE = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b[=>]")
QUIT = "q"


class Ended(NamedTuple):
    """What a terminal showed, and the exit code."""

    shown: str
    code: int

    @property
    def lines(self) -> list[str]:
        """The lines without their colours."""
        return CODE.sub("", self.shown).replace("\r", "").splitlines()


def on_terminal(
    *args: str, cwd: Path, size: tuple[int, int] = (24, 80), keys: str = "", waits_for: str = "", **given: str
) -> Ended:
    """Run the program on a terminal of (lines, columns) and press keys, once `waits_for` stands there."""
    unset = {"COLUMNS", "LINES", "PAGER", "LESS", "NO_COLOR", "FORCE_COLOR"}
    environment = {name: value for name, value in ENVIRONMENT.items() if name not in unset}
    environment |= {"TERM": "xterm", "PYTHONUTF8": "1"} | given
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
    running = subprocess.Popen(
        [sys.executable, "-m", "sahel_events", *args], cwd=cwd, env=environment, start_new_session=True,
        stdin=follower, stdout=follower, stderr=follower,
    )  # fmt: skip
    os.close(follower)
    shown = _read(leader, running, keys.encode(), waits_for)
    os.close(leader)
    return Ended(shown, running.wait(timeout=30))


def _read(leader: int, running: subprocess.Popen[bytes], keys: bytes, waits_for: str) -> str:
    shown, deadline = b"", time.monotonic() + 30
    while time.monotonic() < deadline:
        if select.select([leader], [], [], 0.05)[0]:
            try:
                piece = os.read(leader, 1 << 16)
            except OSError:  # the program has closed it
                break
            shown += piece
        elif running.poll() is not None:
            break
        if keys and waits_for.encode() in shown:
            os.write(leader, keys)
            keys = b""
    else:
        running.kill()
    return shown.decode("utf-8", "replace")


@pytest.fixture
def many(folder: Path) -> Path:
    """An events file of a hundred events, more than a screen holds."""
    ids = [f"{number:03}" for number in range(100)]
    (folder / "events.jsonl").write_text("".join(map(factories.line, ids)), encoding="utf-8")
    return folder


@pytest.mark.parametrize("columns", [60, 80, 100, 140, 200])
def test_tables_fit_the_terminal(folder: Path, columns: int) -> None:
    lines = factories.line("aa11", sub_event_type="remote_explosive_landmine_ied") + reported.line()
    (folder / "events.jsonl").write_text(lines, encoding="utf-8")
    ended = on_terminal("show", cwd=folder, size=(40, columns))
    assert ended.code == 0
    assert max(map(len, ended.lines)) <= columns
    assert "2 of 2 events" in ended.lines


COLOURS = table([
    ({}, True, "a terminal"),
    ({"NO_COLOR": "1"}, False, "NO_COLOR"),
    ({"TERM": "dumb"}, False, "a dumb terminal"),
    ({"TERM": "dumb", "FORCE_COLOR": "1"}, True, "FORCE_COLOR"),
])


@pytest.mark.parametrize(("environment", "coloured"), COLOURS)
def test_colours_on_a_terminal(events: Path, environment: dict[str, str], coloured: bool) -> None:
    ended = on_terminal("show", cwd=events.parent, size=(50, 70), **environment)
    assert ("\x1b[" in ended.shown) is coloured
    assert ("10+ killed" in ended.shown) is coloured  # the legend
    assert max(map(len, ended.lines)) <= 70  # of a dumb one too


def fake_pager(folder: Path, body: str) -> str:
    """A pager of our own."""
    path = folder / "pager"
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return str(path)


PAGED = table([
    (["show"], {}, "000", True, "a long table"),
    (["show", "--jsonl"], {}, '"id":"000"', True, "long lines"),
    (["show", "--format", "csv"], {}, "000", True, "long csv"),
    (["show", "--limit", "3"], {}, "000", False, "a short table"),
    (["show", "--no-pager"], {}, "000", False, "--no-pager"),
    (["show"], {"PAGER": ""}, "000", False, "an empty PAGER"),
    (["show"], {"PAGER": "cat"}, "000", False, "cat"),
    (["show"], {"PAGER": "no-such-pager -x"}, "000", False, "a pager that is not there"),
    (["show"], {"PAGER": "'"}, "000", False, "a PAGER that cannot be read"),
    (["show", "--why", "000"], {}, "trigger", True, "an explanation"),
])  # fmt: skip


@pytest.mark.parametrize(("args", "environment", "words", "paged"), PAGED)
def test_long_output_goes_through_the_pager(
    many: Path, args: list[str], environment: dict[str, str], words: str, paged: bool
) -> None:
    pager = fake_pager(many, "echo PAGED $LESS; cat")
    ended = on_terminal(*args, cwd=many, size=(10, 100), **({"PAGER": pager} | environment))
    assert ended.code == 0
    assert ("PAGED FRX" in ended.lines) is paged
    assert words in ended.shown


def test_the_footer_is_in_the_pager_too(many: Path) -> None:
    ended = on_terminal("show", cwd=many, PAGER=fake_pager(many, "tail -n 2"))
    assert ended.lines[0] == "no room for source: a wider terminal or fewer --columns"


def test_leaving_the_pager_early_is_no_error(many: Path) -> None:
    (many / "events.jsonl").write_text(factories.line() * 20_000, encoding="utf-8")  # more than a pipe holds
    ended = on_terminal("show", cwd=many, PAGER=fake_pager(many, "head -n 1 >/dev/null"))
    assert (ended.lines, ended.code) == ([], 0)


def test_ctrl_c_in_the_pager_is_the_pagers(many: Path) -> None:
    pager = fake_pager(many, "trap 'echo CAUGHT; exit' INT; head -n 1 >/dev/null; echo READY; sleep 9 & wait")
    ended = on_terminal_with_interrupt(many, pager)
    assert ended.code == 0
    assert "CAUGHT" in ended.shown


def on_terminal_with_interrupt(folder: Path, pager: str) -> Ended:
    """Ctrl-C needs a terminal that the program controls."""
    code = (
        "import fcntl, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0)\n"
        "from sahel_events.cli import main; sys.argv[1:] = ['show']; main()"
    )
    (folder / "run.py").write_text(code)
    leader, follower = pty.openpty()
    environment = ENVIRONMENT | {"TERM": "xterm", "PAGER": pager, "PYTHONUTF8": "1"}
    running = subprocess.Popen(
        [sys.executable, "run.py"], cwd=folder, env=environment, start_new_session=True,
        stdin=follower, stdout=follower, stderr=follower,
    )  # fmt: skip
    os.close(follower)
    shown = _read(leader, running, b"\x03", "READY")
    os.close(leader)
    return Ended(shown, running.wait(timeout=30))


@pytest.mark.skipif(shutil.which("less") is None, reason="less is not installed")
def test_less_shows_a_screen_in_colours_and_is_left_with_q(many: Path) -> None:
    ended = on_terminal("show", cwd=many, size=(12, 100), keys=QUIT, waits_for=":")
    assert ended.code == 0
    assert "\x1b[1mid " in ended.shown
    assert "Ménaka" in ended.shown
    assert "099" not in ended.shown


def test_nothing_is_paged_in_a_pipe(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sahel_events", "show"], cwd=many, capture_output=True, check=True,
        env=ENVIRONMENT | {"PAGER": fake_pager(many, "echo PAGED"), "FORCE_COLOR": "1", "COLUMNS": "140"},
    )  # fmt: skip
    assert b"PAGED" not in done.stdout
    assert b"\x1b[" in done.stdout
    assert done.stderr == b"100 of 100 events\n"


def test_nothing_of_a_hostile_file_acts_on_the_terminal(folder: Path) -> None:
    hostile = "\x9b31mX\u202eY"
    line = factories.line("aa11").replace('"name":"Ménaka"', f'"name":"{hostile}"')
    (folder / "events.jsonl").write_text(line, encoding="utf-8")
    for args in (["show"], ["show", "--jsonl"], ["show", "--format", "csv"], ["show", "--format", "geojson"],
                 ["show", "--format", "csv", "--columns", "place"], ["show", "--why", "aa"]):
        shown = on_terminal(*args, cwd=folder, size=(200, 200), NO_COLOR="1").shown
        assert not set(shown) & set("\x9b\u202e\x1b"), args


@pytest.mark.parametrize(
    ("given", "expected"),
    table([
        ("less", ["less"], "a name"),
        ("less -S '-x 4'", ["less", "-S", "-x 4"], "options"),
        ("", None, "empty"),
        ("cat", None, "cat"),
        ("'less", None, "a quotation mark that is not closed"),
        ("gone-pager", None, "not there"),
    ]),
)
def test_which_pager(monkeypatch: pytest.MonkeyPatch, given: str, expected: Sequence[str] | None) -> None:
    monkeypatch.setenv("PAGER", given)
    monkeypatch.setattr(shutil, "which", lambda name: None if name == "gone-pager" else name)
    assert paging._pager() == expected
