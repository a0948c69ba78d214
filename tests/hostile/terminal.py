"""The program on a pseudo-terminal, which takes down all that is sent to it."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
import unicodedata
from collections.abc import Mapping
from pathlib import Path

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
"""SGR: colours and weights, all that our own styling sends."""
PROGRESS = re.compile(r"\x1b\[\?25[lh]|\x1b\[2K|\x1b\[1A|\r")
"""What Rich's progress bar sends: the cursor hidden and shown, a line erased, the cursor up, and back."""


SIGNS = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2"
"""Signs of numbers and verses among the characters of format, which are seen."""


def acting(shown: str) -> set[str]:
    """The characters of a text that act on a terminal or are not seen, line feeds aside."""
    kinds = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    return {char for char in set(shown) if unicodedata.category(char) in kinds} - set(SIGNS) - {"\n"}


def on_terminal(
    *args: str, cwd: Path, environment: Mapping[str, str], size: tuple[int, int] = (50, 200)
) -> str:
    """All that the program sends to a terminal of (lines, columns), line ends as line feeds. It is killed
    after a minute without a byte."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
    running = subprocess.Popen(
        [sys.executable, "-m", "sahel_events", *args], cwd=cwd, env=dict(environment), start_new_session=True,
        stdin=follower, stdout=follower, stderr=follower,
    )  # fmt: skip
    os.close(follower)
    shown, heard = b"", time.monotonic()
    while time.monotonic() - heard < 60:
        if select.select([leader], [], [], 0.1)[0]:
            try:
                piece = os.read(leader, 1 << 16)
            except OSError:  # the program has closed it
                break
            if not piece:
                break
            shown, heard = shown + piece, time.monotonic()
        elif running.poll() is not None:
            break
    else:
        running.kill()
    os.close(leader)
    running.wait(timeout=30)
    return shown.decode("utf-8").replace("\r\n", "\n")
