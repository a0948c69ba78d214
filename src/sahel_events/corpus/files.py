"""Which files to read: those that the user names and those in the folders that the user names."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from ..errors import SkipReason
from .remote import Remote, RemoteError, is_url, list_folder, local_path, look, name_of, open_text

FORMS = {
    ".txt": "txt", ".html": "html", ".htm": "html", ".json": "json", ".jsonl": "jsonl", ".csv": "csv",
    ".warc": "warc",
}
"""What a file holds, by the end of its name; each also with `.gz` behind it."""
MANY = frozenset({"jsonl", "csv", "warc"})
"""The forms of which a file may be of any size."""
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
    """A file to read. `path` finds it from here, or at a URL; `name` is relative to the folder that the user
    named, or the file as named (of a URL, an absolute path and one with ".." the last part only, so that no
    record tells of the user's machine); POSIX separators. `below`: the path below the folder that the user
    named, "" for a file named itself. `alone`: there is no side file in its folder."""

    path: Path | Remote
    name: str
    form: str
    gzipped: bool
    below: str = ""
    alone: bool = False

    @property
    def many(self) -> bool:
        """Whether the file holds records that are read one at a time, and so may be of any size."""
        return self.form in MANY

    @property
    def stem(self) -> str:
        """The file's name without folder and without its known endings."""
        return self.bare.rpartition("/")[2]

    @property
    def bare(self) -> str:
        """`name` without its known endings: "sub/d01" of "sub/d01.txt.gz"."""
        name = self.name[:-3] if self.gzipped else self.name
        return name.rpartition(".")[0]

    def ids(self, line: int | None) -> tuple[str, str, str]:
        """The ids that an article of this file may have, best first: by the file's name, by its path without
        and with ending; `line` is that of its record."""
        of = "" if line is None else f":{line}"
        return f"{self.stem}{of}", f"{self.bare}{of}", f"{self.name}{of}"


def find_sources(
    paths: Iterable[str | Path], exclude: Iterable[str | Path] = ()
) -> Iterator[SourceFile | Problem]:
    """The files to read, in the order given, those of a folder by their POSIX path. Hidden files, side files
    and those of `exclude` (the files about to be written) are passed over; links in folders, files of other
    kinds and files named twice come as problems. "-" is not for here.

    Of a folder only the names of one level at a time are held: a million files cost as many short texts.
    Raises UsageError for a URL that no package here can read.
    """
    passed_over = {_real(path) for path in exclude}
    seen = _Seen()
    for given in paths:
        real = _real(given)
        for item in _found(given):
            if isinstance(item, SourceFile):
                own = os.path.join(real, item.below) if item.below else real  # noqa: PTH118  (a third of the time)
                if own in passed_over:
                    continue
                if seen.has(own):
                    cause = "the same file is given twice"
                    yield Problem(shown(item.path), None, SkipReason.DUPLICATE_ID, cause)
                    continue
            elif item.reason is SkipReason.UNKNOWN_FORMAT and _real(item.path) in passed_over:
                continue
            yield item
        seen.add(real)


def _real(path: str | Path) -> str:
    """What a path or URL comes to, by which two that name the same are told."""
    path = local_path(path)
    return str(path).rstrip("/") if is_url(path) else os.path.realpath(path)


def _found(given: str | Path) -> Iterator[SourceFile | Problem]:
    given = local_path(given)
    if isinstance(given, str) and is_url(given):
        yield from _at_url(given.rstrip("/"))
        return
    path = Path(given)
    yield from _walk(partial(_of_folder, path)) if path.is_dir() else _of_file(path)


class _Seen:
    """The files and folders named so far; what lies in them is told from the path, so that nothing is kept
    of the files of a folder."""

    def __init__(self) -> None:
        self._named: set[str] = set()

    def add(self, real: str) -> None:
        self._named.add(real)

    def has(self, real: str) -> bool:
        if not self._named:
            return False
        inner = real
        while inner not in self._named:
            inner, name = os.path.split(inner)
            if not name or name.startswith("."):  # the root, or what a folder's reading passes over
                return False
        return True


def shown(path: Path | Remote) -> str:
    """A path as text for messages: POSIX separators, undecodable bytes of the name as U+FFFD, no secrets of a
    URL."""
    if isinstance(path, Remote):
        return open_text(path.url)
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
    inside = not path.is_absolute() and ".." not in path.parts
    source = _source(path, shown(path) if inside else path.name)
    yield source
    if isinstance(source, SourceFile):
        for side in side_paths(source):
            if os.path.islink(side):  # noqa: PTH114  (the name may be longer than one may be: pathlib raises)
                yield Problem(shown(side), None, None, f"not used: {A_LINK}", warning=True)


def _walk(level: Callable[[str], Iterator[SourceFile | Problem | str]]) -> Iterator[SourceFile | Problem]:
    """The files under a folder, by what `level` tells of the folder at a path below it: files and problems,
    and paths of folders, in their order. No recursion: folders may lie deeper in each other than Python's
    calls may."""
    open_levels = [level("")]
    while open_levels:
        item = next(open_levels[-1], None)
        if item is None:
            open_levels.pop()
        elif isinstance(item, str):
            open_levels.append(level(item))
        else:
            yield item


def _of_folder(folder: Path, below: str) -> Iterator[SourceFile | Problem | str]:
    """What a folder holds, see `_walk`. A folder's name is sorted with its "/", which gives the order of
    whole paths."""
    where = folder / below
    odd: dict[str, str] = {}
    try:
        with os.scandir(where) as entries:
            names = sorted(_sortable(entry, odd) for entry in entries if not entry.name.startswith("."))
    except OSError as error:
        yield Problem(shown(where), None, SkipReason.UNREADABLE, _cause(error))
        return
    alone = not any(name.lower().endswith(SIDE_FILE) for name in names)
    for name in names:
        if name.endswith("/"):
            yield f"{below}{name}"
        elif name in odd:
            yield Problem(shown(where / name), None, SkipReason.UNKNOWN_FORMAT, odd[name])
        elif not name.lower().endswith(SIDE_FILE):
            yield _source(where / name, f"{below}{name}", f"{below}{name}", alone)


def _sortable(entry: os.DirEntry[str], odd: dict[str, str]) -> str:
    if entry.is_dir(follow_symlinks=False):
        return f"{entry.name}/"
    if entry.is_symlink():
        odd[entry.name] = A_LINK
    elif not entry.is_file():
        odd[entry.name] = "not a regular file"
    return entry.name


A_LINK = "a link: links in folders are not followed; name its target to read it"


def side_paths(source: SourceFile) -> tuple[Path, Path]:
    """Where the side file of a file of this machine may be: `NAME.meta.json`, NAME being the file's name with
    or without its ending."""
    assert isinstance(source.path, Path)
    return Path(f"{source.path}{SIDE_FILE}"), Path(f"{source.path.with_name(source.stem)}{SIDE_FILE}")


def _at_url(url: str) -> Iterator[SourceFile | Problem]:
    try:
        remote = look(url)
        if remote is None:
            yield from _walk(partial(_of_url, url))
            return
        source = _source(remote, name_of(url))
        yield source if isinstance(source, Problem) else _with_side(source, _beside(source))
    except RemoteError as error:
        yield Problem(open_text(url), None, SkipReason.UNREADABLE, str(error))


def _of_url(folder: str, below: str) -> Iterator[SourceFile | Problem | str]:
    """What a folder at a URL holds, as `_of_folder`."""
    try:
        entries = list_folder(f"{folder}/{below}".rstrip("/"))
    except RemoteError as error:
        yield Problem(open_text(f"{folder}/{below}".rstrip("/")), None, SkipReason.UNREADABLE, str(error))
        return
    sides = {name: remote for name, remote in entries if name.lower().endswith(SIDE_FILE)}
    for name, remote in entries:
        if name.startswith(".") or name in sides:
            continue
        if name.endswith("/"):
            yield f"{below}{name}"
        else:
            source = _source(remote, f"{below}{name}", f"{below}{name}", not sides)
            yield source if isinstance(source, Problem) else _with_side(source, sides)


def _with_side(source: SourceFile, sides: Mapping[str, Remote]) -> SourceFile:
    """The file at a URL with its side file, if that is among `sides`."""
    assert isinstance(source.path, Remote)
    side = next((sides[name] for name in _side_names(source) if name in sides), None)
    return replace(source, path=replace(source.path, side=side))


def _side_names(source: SourceFile) -> tuple[str, str]:
    return f"{source.name.rpartition('/')[2]}{SIDE_FILE}", f"{source.stem}{SIDE_FILE}"


def _beside(source: SourceFile) -> dict[str, Remote]:
    """The side files of a file at a URL whose folder has not been listed."""
    assert isinstance(source.path, Remote)
    folder = source.path.url.rpartition("/")[0]
    sides = {}
    for name in _side_names(source):
        with suppress(RemoteError):
            found = look(f"{folder}/{name}")
            if found is not None:
                sides[name] = found
    return sides


def _source(path: Path | Remote, name: str, below: str = "", alone: bool = False) -> SourceFile | Problem:
    lower = name.lower()
    gzipped = lower.endswith(".gz")
    suffix = os.path.splitext(lower.removesuffix(".gz"))[1]  # noqa: PTH122  (a tenth of the time, for every file)
    form = FORMS.get(suffix)
    if form is None or lower.removesuffix(".gz").endswith(SIDE_FILE):
        cause = f"not an article file; read are {', '.join(FORMS)} (also .gz)"
        return Problem(shown(path), None, SkipReason.UNKNOWN_FORMAT, cause)
    name = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return SourceFile(path, name, form, gzipped, below, alone)


def _cause(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
