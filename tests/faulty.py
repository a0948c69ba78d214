"""Faults for the program to meet: small and read-only disks, folders that may not be written, and what
docs/faults.md says that is printed then."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

import factories
from runs import start

PAGE = Path(__file__).parents[1] / "docs" / "faults.md"


class Ran(NamedTuple):
    """A run that has ended: its exit code, and the lines that it printed on standard error."""

    code: int
    errors: list[str]
    output: bytes = b""


def finished(running: subprocess.Popen[bytes], seconds: float = 120) -> Ran:
    """Wait for a run to end."""
    try:
        output, errors = running.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        running.kill()
        raise
    return Ran(running.returncode, (errors or b"").decode().splitlines(), output or b"")


def ran(*args: str, cwd: Path, before: Sequence[str] = ()) -> Ran:
    """Run the program to its end."""
    return finished(start(*args, cwd=cwd, before=before))


class Row(NamedTuple):
    """A row of the table of docs/faults.md: the lines that are printed, and the exit code."""

    printed: list[str]
    code: int


@cache
def rows() -> dict[str, Row]:
    """The rows of the page by their fault."""
    found = {}
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if line.startswith("| ") and len(cells) == 4 and cells[2].isdecimal():
            assert cells[0] not in found, cells[0]
            found[cells[0]] = Row(re.findall(r"`([^`]*)`", cells[1]), int(cells[2]))
    return found


def as_documented(fault: str, run: Ran, **names: str) -> None:
    """See that a run printed and ended as the row of the page says; `names` are the files that the page calls
    by example, such as EVENTS."""
    row = rows()[fault]
    printed = row.printed
    for name, value in names.items():
        printed = [line.replace(name, value) for line in printed]
    wanted = [re.escape(line).replace("…", ".*") for line in printed]
    told = f"{fault}: {run}\n not as documented: {row}"
    assert run.code == row.code, told
    assert len(run.errors) == len(wanted), told
    for line, pattern in zip(run.errors, wanted, strict=True):
        assert re.fullmatch(pattern, line), f"{line}\n{told}"


@cache
def namespaces() -> list[str]:
    """The command that runs another where it may mount what only that sees. Skips where there is none."""
    for command in (["unshare", "-rm"], ["unshare", "-m"]):
        if shutil.which(command[0]):
            tried = subprocess.run([*command, "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True)
            if tried.returncode == 0:
                return command
    pytest.skip("no disk can be mounted here (unshare -rm is not allowed)")


_ON_DISK = """
mount -t tmpfs -o size="$1" tmpfs disk && cp -a seed/. disk/ || exit 99
[ "$2" = ro ] && { mount -o remount,ro disk || exit 99; }
case "$2" in [0-9]*)  # fill it but for so many kilobytes
  cat /dev/zero > disk/filler 2>/dev/null
  free=$(df --output=size -k disk | tail -1)
  truncate -s $(( (free - $2) * 1024 )) disk/filler;;
esac
shift 2
cd disk; "$@"; code=$?; cd ..
rm -f disk/filler 2>/dev/null
cp -a disk/. after/
exit $code
"""


@dataclass
class Disk:
    """A disk of its own for one run, mounted at `folder`/disk, which is the working directory: what it holds
    before, and `after`."""

    folder: Path
    seed: dict[str, bytes] = field(default_factory=dict)

    def run(self, *args: str, kind: str, size: str = "1m", env: dict[str, str] | None = None) -> Ran:
        """Run the program on the disk, which is read-only (`kind` "ro") or has so many free kilobytes."""
        for name in ("seed", "after", "disk"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
            (self.folder / name).mkdir()
        for name, data in self.seed.items():
            (self.folder / "seed" / name).write_bytes(data)
        before = [*namespaces(), "bash", "-c", _ON_DISK, "bash", size, kind]
        run = finished(start(*args, cwd=self.folder, before=before, env=env or {}))
        assert run.code != 99, run
        return run

    @property
    def after(self) -> dict[str, bytes]:
        """What the disk held when the run had ended."""
        return {path.name: path.read_bytes() for path in (self.folder / "after").iterdir()}


def as_anyone() -> list[str]:
    """The command that runs another so that the modes of files count, as they do not for root."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("root may write everywhere, and there is no setpriv to take that away")
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner"]


def leftovers(folder: Path) -> list[str]:
    """Temporary files in a folder."""
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("."))


def events_file(path: Path, number: int = 300) -> Path:
    """An events file of some hundred kilobytes."""
    days = [factories.day(f"20{n % 20 + 10}-03-{n % 28 + 1:02}") for n in range(number)]
    path.write_text("".join(factories.line(f"d{n:03}-0123456789ab", date=day) for n, day in enumerate(days)))
    return path


Check = Callable[[Ran], None]
