"""The wheel and the sdist: what they hold and what not, and the same bytes wherever they are built."""

from __future__ import annotations

import base64
import csv
import hashlib
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from fnmatch import fnmatchcase
from importlib.util import find_spec
from pathlib import Path

import pytest

import sahel_events

ROOT = Path(__file__).parents[2]
NAME = f"sahel_events-{sahel_events.__version__}"
INFO = f"{NAME}.dist-info"

pytestmark = [
    pytest.mark.skipif(not (ROOT / "src").is_dir(), reason="no source tree beside these tests"),
    pytest.mark.skipif(find_spec("hatchling") is None, reason="hatchling is not installed"),
]

PARTS = (
    ("py.typed", "says that the package has types"),
    ("*.py", "modules"),
    ("data/*.csv", "tables"),
    ("data/*.toml", "words and weights"),
    ("data/outlines.json", "the map"),
    ("data/classifier.jsonl.gz", "the classifier"),
    ("data/rules/*.toml", "rules"),
    ("data/exports/*.toml", "words of other layouts"),
    ("data/exports/*.csv", "countries"),
    ("data/model/*", "the pipeline, with its licence and card"),
    ("report/assets/*.js", "the page's script"),
    ("report/assets/*.css", "its looks"),
    ("report/assets/*.html", "its frame"),
)
"""What of the package may be in the wheel."""
LICENCES = ("LICENSE", "NOTICE", "src/sahel_events/data/model/LICENSE")
ABOUT = {
    *(f"{INFO}/licenses/{name}" for name in LICENCES),
    *(f"{INFO}/{name}" for name in ("METADATA", "RECORD", "WHEEL", "entry_points.txt")),
}
BESIDE_SOURCE = {
    "data/gazetteer.csv", "LICENSE", "NOTICE", "README.md", "CHANGELOG.md", "pyproject.toml", "PKG-INFO",
    ".gitignore",
}
"""What the sdist holds besides src."""
MODEL_MB, WHEEL_MB = 10, 12
"""Millions of bytes, compressed: what the package allows its model, and that with tables, map and code."""
_PATH = re.compile(rb"(?:/(?:home|root|Users|work|build|mnt|var/folders)/|[A-Z]:\\Users\\)[\w.-]+")
"""What a path of somebody's machine looks like."""


def build(target: str, root: Path, folder: Path) -> Path:
    """Build a wheel or sdist of a tree, offline."""
    folder.mkdir()
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)]
    environment = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
    subprocess.run(command, cwd=root, check=True, capture_output=True, timeout=300, env=environment)
    (made,) = folder.iterdir()
    return made


def listed(target: str) -> set[str]:
    """What a wheel or sdist will hold, without building it."""
    from hatchling.builders.sdist import SdistBuilder
    from hatchling.builders.wheel import WheelBuilder

    builder = {"wheel": WheelBuilder, "sdist": SdistBuilder}[target](str(ROOT))
    with builder.config.set_build_data({"artifacts": [], "force_include": {}, "build_hooks": ()}):
        return {Path(file.distribution_path).as_posix() for file in builder.recurse_included_files()}


def test_nothing_is_packed_that_should_not_be() -> None:
    """The list that hatchling packs by; the built files are compared with it below."""
    files = listed("wheel")
    odd = [name for name in files if not _belongs(name)]
    assert not odd, "say in PARTS why it is in the wheel, or leave it out"
    for pattern, why in PARTS:
        assert any(fnmatchcase(name, f"sahel_events/{pattern}") for name in files), why
    source = ROOT / "src" / "sahel_events"
    there = {f"sahel_events/{path.relative_to(source).as_posix()}" for path in source.rglob("*.py")}
    assert there <= files
    assert "sahel_events/data/gazetteer.csv" in files


def test_the_sdist_has_what_the_wheel_is_made_of_and_no_articles() -> None:
    packed = {name for name in listed("sdist") if not name.startswith("src/sahel_events/")}
    assert packed <= BESIDE_SOURCE


def _belongs(name: str) -> bool:
    inner = name.removeprefix("sahel_events/")
    hidden = any(part.startswith((".", "__pycache__")) for part in name.split("/"))
    return name != inner and not hidden and any(fnmatchcase(inner, pattern) for pattern, _ in PARTS)


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this tree."""
    return build("wheel", ROOT, tmp_path_factory.mktemp("wheel") / "made")


@pytest.fixture(scope="session")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sdist of this tree."""
    return build("sdist", ROOT, tmp_path_factory.mktemp("sdist") / "made")


@pytest.fixture(scope="session")
def elsewhere(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tree out of the sdist, in another folder, made in another order, with other rights and times."""
    folder = tmp_path_factory.mktemp("elsewhere")
    before = os.umask(0o077)
    try:
        with tarfile.open(sdist) as archive:
            for member in reversed(archive.getmembers()):
                path = folder / member.name
                path.parent.mkdir(parents=True, exist_ok=True)
                stream = archive.extractfile(member)
                assert stream is not None
                path.write_bytes(stream.read())
                os.utime(path, (1_500_000_000, 1_500_000_000))
    finally:
        os.umask(before)
    return folder / NAME


@pytest.mark.slow
def test_the_wheel_is_what_was_listed_whole_and_small(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        assert len(names) == len(set(names))
        assert set(names) == listed("wheel") | ABOUT
        _check_record(archive)
        model = sum(each.compress_size for each in archive.infolist() if "/data/model/" in each.filename)
        for name in names:
            assert not _PATH.search(archive.read(name)), f"{name} tells of the machine that it was made on"
    assert model < MODEL_MB * 1_000_000
    assert wheel.stat().st_size < WHEEL_MB * 1_000_000


def _check_record(archive: zipfile.ZipFile) -> None:
    """RECORD names every file with its size and digest."""
    rows = list(csv.reader(archive.read(f"{INFO}/RECORD").decode().splitlines()))
    assert {name for name, _, _ in rows} == set(archive.namelist())
    for name, digest, size in rows:
        if name == f"{INFO}/RECORD":
            assert (digest, size) == ("", "")
            continue
        data = archive.read(name)
        told = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        assert (digest, int(size)) == (f"sha256={told}", len(data)), name


@pytest.mark.slow
def test_a_build_elsewhere_has_the_same_bytes(
    wheel: Path, sdist: Path, elsewhere: Path, tmp_path: Path
) -> None:
    """Of the wheel, and of the sdist that it is made from."""
    for target, made in (("wheel", wheel), ("sdist", sdist)):
        again = build(target, elsewhere, tmp_path / target)
        assert again.name == made.name
        assert hashlib.sha256(again.read_bytes()).digest() == hashlib.sha256(made.read_bytes()).digest()


@pytest.mark.slow
def test_the_sdist_holds_nothing_of_this_machine(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        for member in archive.getmembers():
            stream = archive.extractfile(member)
            assert member.isfile()
            assert stream is not None
            assert (member.uid, member.gid, member.uname, member.gname) == (0, 0, "", "")
            assert not _PATH.search(stream.read()), member.name
