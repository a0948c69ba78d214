"""The work on pieces in a worker of a Dask cluster: one workshop in each process, for the settings of the run
that it does work for.

Dask finds these functions by the name of this module, so that a worker without the package says so.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..errors import TableError, WorkerError
from ..lexicon.versions import TABLES
from ..settings import Settings
from .fingerprint import digest_of, made_with
from .outcome import Done, Task
from .process import one_thread
from .worker import Workshop

TableFiles = tuple[tuple[str, str, str, bytes], ...]
"""The user's tables and rules: setting, path as the user gave it, name (in the folder of rules), bytes."""


@dataclass(frozen=True, slots=True)
class Kit:
    """What a worker works with: the settings, and the fingerprint of the run. `files`: the tables that the
    settings name, where the worker may not be able to read them (None where it is, or has them already)."""

    settings: Settings
    fingerprint: str
    files: TableFiles | None = None


class _Bench:
    """The workshop of this process, with the tables that it was sent."""

    def __init__(self, kit: Kit) -> None:
        self.made_for = kit.fingerprint, kit.settings
        self._folder = tempfile.TemporaryDirectory(prefix="sahel-events-")
        self._given: dict[str, str] = {}
        self.settings = self._unpacked(kit)
        self.parts = made_with(self.settings)
        self._shop: Workshop | None = None

    def _unpacked(self, kit: Kit) -> Settings:
        """The settings, with the paths that the tables have here."""
        changes: dict[str, Path] = {}
        for setting, given, name, data in kit.files or ():
            path = Path(self._folder.name, setting, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            self._given[str(path)] = given
            changes[setting] = path.parents[name.count("/")] if setting == "rules" else path
        return replace(kit.settings, **changes)  # type: ignore[arg-type]

    def do(self, tasks: Sequence[Task]) -> list[Done]:
        try:
            if self._shop is None:
                with one_thread():
                    self._shop = Workshop(self.settings)
            return [self._shop.do(task) for task in tasks]
        except TableError as error:  # the user knows the table by another path
            raise TableError(self._given.get(error.path, error.path), error.line, error.reason) from error


_bench: _Bench | None = None
_one_at_a_time = threading.Lock()  # a worker may have several threads; a pipeline serves one


def packed(settings: Settings) -> TableFiles:
    """The tables and rules that settings name, to be sent. What cannot be read is left out: whoever reads it
    for its content says so."""
    found = []
    for setting in TABLES:
        path: Path | None = getattr(settings, setting)
        if path is not None:
            files = sorted(path.rglob("*")) if path.is_dir() else [path]
            top = path if path.is_dir() else path.parent
            found += [
                (setting, str(file), file.relative_to(top).as_posix(), file.read_bytes())
                for file in files if file.is_file()
            ]
    return tuple(found)


def compare(kit: Kit, wanted: dict[str, str]) -> str | None:
    """Make this process ready for a run, and tell how what it would make records with differs from what is
    `wanted`; None where it does not."""
    with _one_at_a_time:
        bench = _bench_for(kit)
        assert bench is not None
        return difference(bench.parts, wanted)


def difference(here: dict[str, str], wanted: dict[str, str]) -> str | None:
    """In a phrase, in what two of `made_with` differ; None where in nothing."""
    told = []
    for name in {**wanted, **here}:
        have, want = here.get(name, "none"), wanted.get(name, "none")
        if have != want:
            short = max(len(have), len(want)) < 20
            told.append(f"{name} {have}, not {want}" if short else f"another {name}")
    return "; ".join(told) or None


def importable() -> bool:
    """Yes, where this is called."""
    return True


def do(kit: Kit, tasks: Sequence[Task]) -> list[Done] | None:
    """Do tasks; None where this worker has yet to be sent the tables. Raises what `Workshop.do` raises, and
    WorkerError where this process would make other records than the run's own."""
    with _one_at_a_time:
        bench = _bench_for(kit)
        if bench is None:
            return None
        if digest_of(bench.parts) != kit.fingerprint:
            raise WorkerError(other_parts(_address()))
        return bench.do(tasks)


def other_parts(address: str, what: str = "another version, tables, rules or model than here") -> str:
    """What is wrong with a worker that would make other records."""
    return f"worker {address} has {what}; start all workers from the same installation"


def _bench_for(kit: Kit) -> _Bench | None:
    global _bench
    # not all settings are in the fingerprint: `max_seconds` changes no record
    if _bench is None or _bench.made_for != (kit.fingerprint, kit.settings):
        if kit.files is None and any(getattr(kit.settings, name) is not None for name in TABLES):
            return None
        _bench = None  # two pipelines would not fit where one does
        _bench = _Bench(kit)
    return _bench


def _address() -> str:
    from distributed import get_worker

    return str(get_worker().address)
