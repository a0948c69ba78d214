"""Pictures of the program in a terminal, docs/screens/*.svg, made from what it really prints on one.

Called by make_docs.py. The pictures are the same bytes for the same output, and load nothing from outside.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

SCREENS = {
    "show-80": (80, "sahel-events show linked.jsonl --sort killed --limit 8"),
    "show-140": (140, "sahel-events show --sort date --limit 10"),
    "why-100": (100, "sahel-events show linked.jsonl --why 2961 --articles tests/linkset/raw"),
    "stats-80": (80, "sahel-events stats linked.jsonl --by year --by country"),
    "stats-140": (140, "sahel-events stats linked.jsonl --by actor --by type"),
}
"""Name of the picture: columns of the terminal, and what is typed into it."""

_RUN = re.compile(r"[^ ]+(?: [^ ]+)*")  # browsers make one blank of several
_SGR = re.compile(r"\x1b\[([0-9;]*)m")
_CELL, _LINE, _SIZE, _MARGIN, _BAR = 8.4, 18.0, 14, 14, 30
_GROUND, _TEXT, _FAINT = "#14171c", "#d6dae0", "#8a929e"
_COLOURS = {
    "30": "#6b7380", "31": "#ff7b72", "32": "#6fd08c", "33": "#e3b341", "34": "#79a8ff", "35": "#e08cf0",
    "36": "#56d4dd", "37": _TEXT, "90": "#6b7380", "91": "#ff9d96", "92": "#8fe3a8", "93": "#f0c96a",
    "94": "#79b8ff", "95": "#efabf9", "96": "#86e5ec", "97": "#ffffff",
}
"""The sixteen colours, each at least 4.5 to 1 against the ground (WCAG 2.2, 1.4.3)."""


def on_terminal(command: str, columns: int, folder: Path, env: dict[str, str]) -> str:
    """What a command shows on a terminal of so many columns, with its colours."""
    import fcntl
    import pty
    import struct
    import termios

    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 60, columns, 0, 0))
    unset = {"NO_COLOR", "COLUMNS", "FORCE_COLOR"}
    given = {name: value for name, value in env.items() if name not in unset}
    running = subprocess.Popen(
        shlex.split(command), cwd=folder, env=given | {"TERM": "xterm-256color", "PAGER": "cat"},
        stdin=follower, stdout=follower, stderr=follower, start_new_session=True,
    )  # fmt: skip
    os.close(follower)
    shown = b""
    while True:
        try:
            piece = os.read(leader, 1 << 16)
        except OSError:  # the program has ended
            break
        if not piece:
            break
        shown += piece
    os.close(leader)
    if running.wait():
        raise SystemExit(f"exit code {running.returncode} of {command}:\n{shown.decode()}")
    return shown.decode().replace("\r\n", "\n")


def svg(command: str, output: str, columns: int) -> str:
    """A picture of a terminal in which a command was typed."""
    lines = [f"$ {command}", *output.rstrip("\n").split("\n")]
    width = round(columns * _CELL + 2 * _MARGIN)
    height = round(len(lines) * _LINE + _BAR + _MARGIN)
    rows = "".join(
        f'<text y="{_BAR + _LINE * (number + 0.75):g}">{_line(line)}</text>\n'
        for number, line in enumerate(lines)
    )
    dots = "".join(f'<circle cx="{18 + 16 * i}" cy="15" r="5" fill="#3a404a"/>' for i in range(3))
    label = escape(f"Terminal of {columns} columns: {command}", {'"': "&quot;"})
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" aria-label="{label}">\n'
        f'<rect width="{width}" height="{height}" rx="8" fill="{_GROUND}"/>\n{dots}\n'
        f'<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, \'DejaVu Sans Mono\', monospace" '
        f'font-size="{_SIZE}" fill="{_TEXT}">\n{rows}</g>\n</svg>\n'
    )


def _line(line: str) -> str:
    """One line as pieces of one style each, every one at its own cell, whatever font the reader has."""
    from rich.cells import cell_len

    pieces, style, cell, position = [], "", 0, 0
    for found in (*_SGR.finditer(line), None):
        words = line[position : found.start() if found else len(line)]
        for run in _RUN.finditer(words):
            x, length = _MARGIN + (cell + cell_len(words[: run.start()])) * _CELL, cell_len(run[0]) * _CELL
            pieces.append(
                f'<tspan x="{x:g}" textLength="{length:g}" lengthAdjust="spacingAndGlyphs"{style}>'
                f"{escape(run[0])}</tspan>"
            )
        cell += cell_len(words)
        if found:
            style, position = _style(found[1]), found.end()
    return "".join(pieces)


def _style(codes: str) -> str:
    """The attributes of a piece whose style a terminal is told by these codes."""
    given = codes.split(";")
    colour = next((_COLOURS[code] for code in given if code in _COLOURS), None)
    if "2" in given:
        colour = _FAINT
    words = f' fill="{colour}"' if colour else ""
    for code, attribute in (
        ("1", 'font-weight="bold"'), ("3", 'font-style="italic"'), ("4", 'text-decoration="underline"'),
        ("9", 'text-decoration="line-through"'),
    ):
        words += f" {attribute}" if code in given else ""
    return words
