"""Runs whose input and output stand at URLs, in the store that fsspec keeps in memory."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cases import table
from runs import jsonl, many, put
from sahel_events.corpus.files import Problem, SourceFile, find_sources
from sahel_events.corpus.pieces import settled, stamp_of
from sahel_events.corpus.remote import (
    Remote,
    cause_of,
    is_url,
    known_as,
    local_path,
    name_here,
    name_of,
    open_text,
)
from sahel_events.errors import SkipReason, StoreError, UsageError
from sahel_events.scale.journal import journal_path

fsspec = pytest.importorskip("fsspec", reason="needs the extra [cluster]: fsspec")
Run = Callable[..., Any]


@pytest.fixture
def store() -> Iterator[Any]:
    """An empty store."""
    memory = fsspec.filesystem("memory")
    memory.store.clear()
    memory.pseudo_dirs[:] = [""]
    yield memory
    memory.store.clear()


@pytest.fixture
def corpus(folder: Path, store: Any) -> Any:
    """The same articles in a folder and in the store."""
    put(folder, many(20) | {"raw/a/001.txt": "One more 1.", "raw/broken.json": "{", "raw/.hidden.txt": "x"})
    put(folder, {"raw/003.meta.json": '{"source": "a paper"}', "raw/a.b/004.txt": "B.", "raw/x.pdf": "x"})
    lines = jsonl(folder / "raw" / "y.jsonl", ["One.", "", "Three."]).read_bytes()
    (folder / "raw" / "z.jsonl.gz").write_bytes(gzip.compress(lines))
    (folder / "raw" / "010.txt").rename(folder / "raw" / "010.txt.gz")
    (folder / "raw" / "010.txt.gz").write_bytes(gzip.compress(b"Article 10."))
    store.put(str(folder / "raw"), "/corpus/", recursive=True)
    return store


@pytest.mark.parametrize("jobs", [1, 2])
def test_bytes_are_those_of_a_folder(run: Run, corpus: Any, jobs: int) -> None:
    here = run(output="1.jsonl", rejected="1.rejected")
    there = run("memory://corpus/raw", output="2.jsonl", rejected="2.rejected", jobs=jobs)
    assert here.bytes == there.bytes
    assert Path("1.rejected").read_bytes() == Path("2.rejected").read_bytes() != b""
    assert [problem.cause for problem in here.problems] == [problem.cause for problem in there.problems]
    assert there.problems[0].path == "memory://corpus/raw/broken.json"


def test_a_later_run_does_what_is_new(run: Run, corpus: Any, folder: Path, settled: None) -> None:
    read = folder / "read"
    for name in "ab":
        corpus.pipe(f"/new/{name}.txt", f"Text {name}, count at {read}".encode())
    corpus.pipe("/new/c.jsonl", b'{"text": "Line, count at %s"}\n' % str(read).encode())
    for _ in range(2):
        assert run("memory://new").ids == ["a", "b", "c:1"]
        assert read.stat().st_size == 3
    corpus.pipe("/new/a.txt", f"Other, count at {read}".encode())
    corpus.rm("/new/b.txt")
    assert run("memory://new").ids == ["a", "c:1"]
    assert read.stat().st_size == 4


class TestOutput:
    def whole(self, run: Run, **options: Any) -> None:
        from sahel_events.scale.run import ExtractRun

        with ExtractRun(["raw"], run_settings(), "memory://out/events.jsonl", **options) as whole:
            for _ in whole:
                pass

    def test_it_appears_at_the_end(self, run: Run, corpus: Any, folder: Path) -> None:
        from sahel_events.scale.run import ExtractRun

        here = run(rejected="dropped.jsonl")
        corpus.pipe("/out/events.jsonl", b"old\n")
        url = "memory://out/events.jsonl"
        with ExtractRun(["raw"], run_settings(), url, rejected="memory://out/dropped", jobs=1) as whole:
            for _ in whole:
                assert corpus.cat("/out/events.jsonl") == b"old\n"
        assert corpus.cat("/out/events.jsonl") == here.bytes
        assert corpus.cat("/out/dropped") == Path("dropped.jsonl").read_bytes()
        assert sorted(corpus.find("/out")) == ["/out/dropped", "/out/events.jsonl"]
        left = {path.name for path in folder.iterdir() if "events" in path.name}
        assert left == {"events.jsonl", "events.jsonl.journal", journal_path(url)}

    def test_a_run_cut_off_leaves_what_was_there_and_goes_on(
        self, run: Run, corpus: Any, folder: Path
    ) -> None:
        put(folder, {"raw/000.txt": f"count at {folder / 'read'}", "raw/019.txt": "wait 1"})
        corpus.pipe("/out/events.jsonl", b"old\n")
        with pytest.raises(KeyboardInterrupt):
            cut_off("memory://out/events.jsonl", 15)
        assert corpus.cat("/out/events.jsonl") == b"old\n"
        assert not list(folder.glob(".*.tmp"))
        (folder / ".events.jsonl-0.tmp").touch()
        self.whole(run, jobs=1)
        assert (folder / "read").stat().st_size == 1
        assert corpus.cat("/out/events.jsonl") == run().bytes

    def test_no_room_to_write(self, run: Run, corpus: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: Any, **__: Any) -> None:
            raise PermissionError("Access Denied")

        monkeypatch.setattr(type(corpus), "pipe_file", refuse)
        with pytest.raises(StoreError, match=r"^memory://out/events\.jsonl: cannot be written: .*Denied"):
            self.whole(run, jobs=1)

    def test_the_connection_breaks_while_it_is_sent(
        self, run: Run, corpus: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        corpus.pipe("/out/events.jsonl", b"old\n")

        def fail(*_: Any, **__: Any) -> None:
            raise RuntimeError("connection reset")

        monkeypatch.setattr(type(corpus), "mv", fail)
        with pytest.raises(StoreError, match=r"memory://out/events\.jsonl: cannot .*connection reset"):
            self.whole(run, jobs=1)
        assert corpus.cat("/out/events.jsonl") == b"old\n"
        assert list(corpus.find("/out")) == ["/out/events.jsonl"]
        monkeypatch.undo()

    def test_what_the_run_writes_is_not_read(self, run: Run, corpus: Any) -> None:
        corpus.pipe("/corpus/raw/events.jsonl", b"{}\n")
        found = find_sources(["memory://corpus/raw"], ["memory://corpus/raw/events.jsonl"])
        assert "events.jsonl" not in {item.name for item in found if isinstance(item, SourceFile)}


def run_settings() -> Any:
    from sahel_events.settings import Settings

    return Settings()


def cut_off(output: str, last: int) -> None:
    from sahel_events.scale.run import ExtractRun

    with ExtractRun(["raw"], run_settings(), output, jobs=1) as cut:
        for number, _ in enumerate(cut):
            if number == last:
                raise KeyboardInterrupt


class TestFinding:
    def test_order_and_names_are_those_of_a_folder(self, corpus: Any) -> None:
        here = [item for item in find_sources(["raw"]) if isinstance(item, SourceFile)]
        there = [item for item in find_sources(["memory://corpus/raw/"]) if isinstance(item, SourceFile)]
        assert [item.name for item in here] == [item.name for item in there]
        assert [item.ids(1) for item in here] == [item.ids(1) for item in there]

    def test_a_file_named_itself(self, corpus: Any) -> None:
        (item,) = find_sources(["memory://corpus/raw/003.txt"])
        assert isinstance(item, SourceFile)
        assert isinstance(item.path, Remote)
        assert (item.name, item.path.side is not None) == ("003.txt", True)

    def test_a_file_given_twice(self, corpus: Any) -> None:
        *_, last = find_sources(["memory://corpus/raw", "memory://corpus/raw/a/001.txt"])
        assert isinstance(last, Problem)
        assert last.reason is SkipReason.DUPLICATE_ID

    def test_nothing_there(self, store: Any) -> None:
        (problem,) = find_sources(["memory://nowhere/a.txt"])
        assert str(problem) == "memory://nowhere/a.txt: no such file or folder"

    @pytest.mark.parametrize(
        ("url", "message"),
        [("nosuch://a", "Protocol not known: nosuch"), ("gs://a/b", "a package for gs:// is missing")],
    )
    def test_urls_that_nobody_reads(self, url: str, message: str) -> None:
        with pytest.raises(UsageError, match=f"^{url}: {message}"):
            list(find_sources([url]))

    def test_without_fsspec(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in [name for name in sys.modules if name.partition(".")[0] == "fsspec"]:
            monkeypatch.setitem(sys.modules, name, None)
        with pytest.raises(UsageError, match=r"s3://a: .*pip install 'sahel-events\[cluster\]'"):
            list(find_sources(["s3://a"]))

    def test_a_file_that_vanishes(self, run: Run, corpus: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        def gone(*_: Any, **__: Any) -> bytes:
            raise FileNotFoundError("/corpus/raw/003.txt")

        monkeypatch.setattr(type(corpus), "cat_file", gone)
        (problem,) = run("memory://corpus/raw/003.txt").problems
        assert str(problem) == "memory://corpus/raw/003.txt: no such file or folder"

    def test_a_connection_that_breaks(self, run: Run, corpus: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        """Each store has exceptions of its own."""

        class Broken:
            def read(self, size: int) -> bytes:
                raise RuntimeError("reset by peer")

            def close(self) -> None: ...

        monkeypatch.setattr(type(corpus), "open", lambda *_, **__: Broken())
        ran = run("memory://corpus/raw/y.jsonl")
        (problem,) = ran.problems
        assert problem.cause.endswith("RuntimeError: reset by peer")


STAMPS = [
    ({"ETag": '"ab"', "LastModified": 5.0}, True),
    ({"mtime": 5.0}, True),
    ({}, False),
]


@pytest.mark.parametrize(("info", "told"), STAMPS)
def test_stamps_change_with_the_file(info: dict[str, Any], told: bool) -> None:
    from sahel_events.corpus.remote import _remote

    def stamp(**changes: Any) -> str | None:
        remote = _remote("s3://a/b.txt", {"size": 3, **info, **changes})
        return settled(stamp_of(SourceFile(remote, "b.txt", "txt", False)), 10_000_000_000)

    assert (stamp() is not None) is told
    assert stamp() == stamp()
    for key in info:
        if key != "LastModified":
            assert stamp(**{key: 6.0}) != stamp()


@pytest.mark.parametrize(
    ("text", "url"),
    [("s3://a", True), ("C://a", False), ("a/b", False), ("-", False), ("a://", False), ("gs://b/c", True)],
)
def test_what_is_a_url(text: str, url: bool) -> None:
    assert is_url(text) is url


def test_a_url_of_a_file_here() -> None:
    assert local_path("file:///a%20b/c.txt") == "/a b/c.txt"


SECRETS = [
    ("https://user:hush@h.org/a.txt", "https://h.org/a.txt", "user and password"),
    ("https://hush@h.org/a.txt", "https://h.org/a.txt", "a token as user"),
    ("https://h.org/a.txt?token=hush&x=1", "https://h.org/a.txt?…", "a token"),
    ("https://h.org/a.txt#access=hush", "https://h.org/a.txt#…", "a token behind the mark of a place"),
    ("s3://key:hush@bucket/a@b.txt", "s3://bucket/a@b.txt", "a key"),
    ("https://h.org/a@b.txt", "https://h.org/a@b.txt", "a sign in a name"),
    ("https://h.org/what?", "https://h.org/what?", "nothing is asked"),
    ("abfs://box@account.net/a.txt", "abfs://box@account.net/a.txt", "Azure's container is no user"),
    ("abfs://box:hush@account.net/a.txt", "abfs://account.net/a.txt", "a key at Azure"),
    ("data/a@b?c=d.txt", "data/a@b?c=d.txt", "a path of this machine"),
    ("404, url='https://u:hush@h.org/a?sig=hush' now", "404, url='https://h.org/a?…' now", "in a message"),
]


@pytest.mark.parametrize(("text", "told"), table(SECRETS))
def test_secrets_of_urls_are_not_told(text: str, told: str) -> None:
    assert open_text(text) == told
    assert "hush" not in known_as(text) + name_here(text) + name_of(text) + cause_of(ValueError(text))
    assert known_as(text) == known_as(text.replace("user:", "other:"))


def test_urls_that_ask_for_other_things_are_others() -> None:
    assert known_as("https://h.org/a?id=1") != known_as("https://h.org/a?id=2")
    assert name_of("https://h.org/b/a.txt?id=1/2.txt") == "a.txt"


def test_secrets_of_urls_stay_out_of_everything(run: Run, store: Any, folder: Path) -> None:
    """Records, messages, the journal and its name: what is asked for is read all the same."""
    base = "memory://user:hush@host/in"
    for name in ("a.txt?sig=hush", "broken.json?sig=hush", "x.pdf?sig=hush"):
        store.pipe(f"{base}/{name}".removeprefix("memory:/"), b"Three soldiers were killed.")
    given = [f"{base}/{name}?sig=hush" for name in ("a.txt", "broken.json", "x.pdf", "gone.txt")]
    done = run(*given, rejected="r.jsonl")
    assert len(done.ids) == 1
    assert len(done.problems) == 3
    written = [f"{file} {file.read_bytes()!r}" for file in folder.iterdir()]
    told = [*map(str, done.problems), *done.said, *written]
    assert not [each for each in told if "hush" in each or "user:" in each]
    with pytest.raises(UsageError) as failed:
        run(given[0], output="nobody://user:hush@host/in/a.txt/no?sig=hush")
    assert "hush" not in str(failed.value)
    assert not [file.name for file in folder.iterdir() if "hush" in file.name]
