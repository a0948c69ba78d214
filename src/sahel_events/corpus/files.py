"""Which files to read: those that the user names and those in the folders that the user names."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ..errors import SkipReason

FORMS = {".txt": "txt", ".html": "html", ".htm": "html", ".json": "json", ".jsonl": "jsonl", ".csv": "csv"}
"""What a file holds, by the end of its name; each also with `.gz` behind it."""
SIDE_FILE = ".meta.json"
"""End of the name of a file with metadata for the file beside it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read, or was read with a doubt.

    `path` is the file as the user would name it, `line` the line from 1 (the record's number in a JSON list;
    None for the whole file), `reason` why the article is left out (None for warnings), `cause` one sentence.
    `warning`: the article was read all the same.
    """

    path: str
    line: int | None
    reason: SkipReason | None
    cause: str
    warning: bool = False

    def __str__(self) -> str:
        where = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{where}: {self.cause}"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read. `path` finds it from here; `name` is relative to the folder that the user named, or the
    file as named (of an absolute path the last part only, so that no record tells of the user's machine);
    POSIX separators."""

    path: Path
    name: str
    form: str
    gzipped: bool

    @property
    def stem(self) -> str:
        """The file's name without folder and without its known endings."""
        return PurePosixPath(self.bare).name

    @property
    def bare(self) -> str:
        """`name` without its known endings: "sub/d01" of "sub/d01.txt.gz"."""
        name = self.name.removesuffix(".gz") if self.gzipped else self.name
        return name[: -len(PurePosixPath(name).suffix)]


def find_sources(
    paths: Iterable[str | Path], exclude: Iterable[str | Path] = ()
) -> Iterator[SourceFile | Problem]:
    """The files to read, in the order given, those of a folder by their POSIX path. Hidden files, side files
    and those of `exclude` (the files about to be written) are passed over; links in folders, files of other
    kinds and files named twice come as problems. "-" is not for here."""
    passed_over = {Path(path).resolve() for path in exclude}
    seen: set[Path] = set()
    for given in paths:
        path = Path(given)
        found = _of_folder(path) if path.is_dir() else _of_file(path)
        for item in found:
            if isinstance(item, SourceFile):
                real = item.path.resolve()
                if real in passed_over:
                    continue
                if real in seen:
                    cause = "the same file is given twice"
                    yield Problem(shown(item.path), None, SkipReason.DUPLICATE_ID, cause)
                    continue
                seen.add(real)
            yield item


def shown(path: Path) -> str:
    """A path as text for messages: POSIX separators, undecodable bytes of the name as U+FFFD."""
    return path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _of_file(path: Path) -> Iterator[SourceFile | Problem]:
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        yield Problem(shown(path), None, SkipReason.UNREADABLE, _cause(error))
        return
    if not stat.S_ISREG(mode):
        yield Problem(shown(path), None, SkipReason.UNREADABLE, "not a regular file (- reads standard input)")
        return
    yield _source(path, path.name if path.is_absolute() else shown(path))


def _of_folder(folder: Path) -> Iterator[SourceFile | Problem]:
    found: list[tuple[str, SourceFile | Problem]] = []

    def failed(error: OSError) -> None:
        where = shown(Path(os.fsdecode(error.filename)))
        found.append((where, Problem(where, None, SkipReason.UNREADABLE, _cause(error))))

    for root, folders, names in os.walk(folder, onerror=failed):
        for name in sorted(folders):
            if (Path(root) / name).is_symlink() and not name.startswith("."):
                names.append(name)
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(root) / name
            if not name.startswith(".") and not name.lower().endswith(SIDE_FILE):
                relative = shown(path.relative_to(folder))
                found.append((relative, _in_folder(path, relative)))
    yield from (item for _, item in sorted(found, key=lambda pair: pair[0]))


def _in_folder(path: Path, relative: str) -> SourceFile | Problem:
    if path.is_symlink():
        cause = "a link: links in folders are not followed; name its target to read it"
        return Problem(shown(path), None, SkipReason.UNKNOWN_FORMAT, cause)
    if not path.is_file():
        return Problem(shown(path), None, SkipReason.UNKNOWN_FORMAT, "not a regular file")
    return _source(path, relative)


def _source(path: Path, name: str) -> SourceFile | Problem:
    lower = name.lower()
    gzipped = lower.endswith(".gz")
    suffix = PurePosixPath(lower.removesuffix(".gz")).suffix
    form = FORMS.get(suffix)
    if form is None or lower.removesuffix(".gz").endswith(SIDE_FILE):
        cause = f"not an article file; read are {', '.join(FORMS)} (also .gz)"
        return Problem(shown(path), None, SkipReason.UNKNOWN_FORMAT, cause)
    return SourceFile(path, name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"), form, gzipped)


def _cause(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
