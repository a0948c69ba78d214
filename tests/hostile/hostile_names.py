"""Names, links and things that are no files."""

from __future__ import annotations

import os
import socket
import stat
from pathlib import Path

from hostile_entry import ONE, STORY, CannotBeMade, Entry, Make, text

STOLEN = "Stolen words of a file outside"
"""What stands in the file to which links lead; it must never come to light."""
OUTSIDE = "outside.meta.json"
SKIPPED = {"unknown_format": 1}
UNREADABLE = {"unreadable": 1}
DEPTH = 1500
"""Folders within folders: more than Python's own limit of recursion, less than a path may be long."""


def link(target: str) -> Make:
    """A symbolic link."""
    return lambda path: path.symlink_to(target)


def outside(path: Path) -> None:
    """A link to a file beside the folder, which holds what must not be read."""
    folder = next(parent for parent in path.parents if parent.name == "names").parent.parent
    target = folder / OUTSIDE
    words = f'{{"title": "{STOLEN}", "source": "{STOLEN}", "text": "{STOLEN}. Gunmen killed nine in Kidal."}}'
    target.write_text(words)
    path.symlink_to(os.path.relpath(target, path.parent))


def outside_folder(path: Path) -> None:
    """A link to a folder beside the folder."""
    folder = next(parent for parent in path.parents if parent.name == "names").parent.parent / "elsewhere"
    folder.mkdir(exist_ok=True)
    (folder / "stolen.txt").write_text(f"{STOLEN}. {STORY}")
    path.symlink_to(folder)


def pipe(path: Path) -> None:
    """A named pipe, which blocks who opens it."""
    os.mkfifo(path)


def door(path: Path) -> None:
    """A socket of this machine."""
    before = Path.cwd()
    listening = socket.socket(socket.AF_UNIX)
    try:
        os.chdir(path.parent)  # its path may be of a hundred bytes only
        listening.bind(path.name)
    finally:
        os.chdir(before)
        listening.close()


def device(path: Path) -> None:
    """The device that never ends."""
    os.mknod(path, stat.S_IFCHR | 0o600, os.makedev(1, 5))


def closed(path: Path) -> None:
    """A file that may not be read."""
    path.write_text(STORY)
    path.chmod(0)
    if os.access(path, os.R_OK):
        path.unlink()
        raise CannotBeMade("this user may read everything")


def folder(path: Path) -> None:
    """A folder with an article in it."""
    path.mkdir()
    (path / "inner.txt").write_text(STORY)


def deep(path: Path) -> None:
    """An article at the bottom of a pit of folders, made from within, since the path is too long to name."""
    before = Path.cwd()
    try:
        path.mkdir()
        os.chdir(path)
        for _ in range(DEPTH):
            Path("d").mkdir()
            os.chdir("d")
        Path("bottom.txt").write_text(STORY)
    finally:
        os.chdir(before)


def twice(path: Path) -> None:
    """Two files whose names differ in bytes that are no UTF-8."""
    for byte in (b"\xff", b"\xfe"):
        Path(os.fsdecode(os.fsencode(path.parent) + b"/tw" + byte + b"n.txt")).write_text(STORY)


NAMES = {
    "newline": "two\nlines.txt", "escape": "\x1b]0;owned\x07\x1b[2J.txt", "c1": "\x9b31mname.txt",
    "override": "\u202etxt.exe.txt", "tags": "n\U000e0041\u200b.txt", "markup": "[red]n[ame.txt",
    "emoji": ":skull:.txt", "formula": "=1+1.txt", "dde": "@SUM(A1)|'x'!A0.txt", "option": "-rf.txt",
    "long-option": "--output=x.txt", "dots": "...txt", "space": " .txt", "shell": "$(id)`id`;'\"&|x.txt",
    "script": "<img src=x onerror=hacked=1>.txt", "percent": "%2e%2e%2f%s%n.txt", "long": "n" * 251 + ".txt",
    "endings": "a.txt.html.json.txt", "colon": "C:\\x\\..\\y.txt", "tabs": "a\tb\r.txt",
    "many-bytes": "é" * 125 + ".txt",
    "separator": "a\u2028b\u2029.txt", "line": "d01.txt:12", "capitals": "LOUD.TXT",
}  # fmt: skip

_BAD = {"dots": {}, "line": SKIPPED}
ENTRIES = [
    *(Entry(f"name-{name}", f"names/{file}", text(STORY), _BAD.get(name, ONE),
            "a file's name reaches ids, paths, messages, reports and exports") for name,
            file in NAMES.items()),
    Entry("name-undecodable", b"names/un\xff\xfed\xe9codable.txt", text(STORY), ONE,
          "a name that is no UTF-8"),
    Entry("names-alike", "names/alike", twice, {"read": 2},
          "two names that are the same once their bytes are text"),
    Entry("name-in-folder", "names/\x1b[31m<b>=1+1\n/x.txt", text(STORY), ONE, "the name of a folder"),
    Entry("link-outside", "names/link.txt", outside, SKIPPED, "a link to a file outside of the folder"),
    Entry("link-absolute", "names/passwd.txt", link("/etc/passwd"), SKIPPED,
          "a link to a file of the system"),
    Entry("link-folder", "names/linked", outside_folder, SKIPPED, "a link to a folder outside"),
    Entry("link-up", "names/up", link(".."), SKIPPED, "a link to the folder above: without end"),
    Entry("link-loop", "names/loop.txt", link("loop.txt"), SKIPPED, "a link to itself"),
    Entry("link-nowhere", "names/nowhere.txt", link("no/such/file"), SKIPPED, "a link to nothing"),
    Entry("link-process", "names/fd.txt", link("/proc/self/environ"), SKIPPED,
          "a link to this process's secrets"),
    Entry("side-link-article", "names/sided.txt", text(STORY), ONE,
          "a good article; its side file is the next"),
    Entry("side-link", "names/sided.txt.meta.json", outside, SKIPPED,
          "a side file that is a link to a file outside: its title would come into records"),
    Entry("side-pipe-article", "names/piped.txt", text(STORY), ONE,
          "a good article; its side file is the next"),
    Entry("side-pipe", "names/piped.meta.json", pipe, SKIPPED, "a side file that is a pipe"),
    Entry("pipe", "names/pipe.txt", pipe, SKIPPED, "a named pipe: who opens it waits for ever"),
    Entry("socket", "names/socket.txt", door, SKIPPED, "a socket"),
    Entry("device", "names/zero.txt", device, SKIPPED, "a device whose bytes never end"),
    Entry("closed", "names/closed.txt", closed, UNREADABLE, "a file that may not be read"),
    Entry("folder", "names/folder.txt", folder, ONE, "a folder named like a file"),
    Entry("deep", "names/pit", deep, ONE, "1,500 folders within each other"),
    Entry("hidden", "names/.hidden.txt", text(STORY), {}, "hidden files are passed over, as documented"),
    Entry("other-kinds", "names/run.sh", text("#!/bin/sh\ntouch owned\n"), SKIPPED, "a script"),
    Entry("settings", "names/sahel-events.toml", text('model = "/evil"\n'), SKIPPED,
          "settings are read from where the user stands, never from the corpus"),
]  # fmt: skip
