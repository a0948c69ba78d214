"""Runs over a Dask cluster: order, deaths, clusters that are not fit. The extractor is a stub that does as
the articles tell it; one cluster of two workers serves most tests."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from runs import PYTHONPATH, all_gone, children_of, interrupt, jsonl, many, put, start, wait
from sahel_events.errors import ModelError, SkipReason, TableError, UsageError, WorkerError
from sahel_events.scale import cluster_worker, dask_cluster
from sahel_events.scale.run import ExtractRun
from sahel_events.settings import Settings

pytestmark = pytest.mark.slow

distributed = pytest.importorskip("distributed", reason="needs the extra [cluster]: Dask")
Run = Callable[..., Any]


@contextmanager
def dask(workers: int, **options: Any) -> Iterator[Any]:
    """A cluster whose workers have the stub."""
    import dask

    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = PYTHONPATH
    quiet = {"distributed.scheduler.allowed-failures": 1, "logging.distributed": "critical"}
    options = {"threads_per_worker": 1, "dashboard_address": ":0", "memory_limit": 0} | options
    try:
        with dask.config.set(quiet), distributed.LocalCluster(n_workers=workers, **options) as cluster:
            yield cluster
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two workers."""
    with dask(2) as found:
        yield found


@pytest.fixture
def over(run: Run, cluster: Any) -> Run:
    """Runs an extraction over the cluster."""

    def ran(*paths: str, **options: Any) -> Any:
        return run(*paths, **{"jobs": None, "cluster": cluster.scheduler_address} | options)

    return ran


class TestOrder:
    def test_bytes_are_those_of_one_process(self, run: Run, over: Run, folder: Path) -> None:
        waits = {f"n{n}": f"wait {7 * n % 20} {n}" for n in range(60)}
        put(folder, many(60, **waits) | {"raw/a/001.txt": "One more 1.", "raw/broken.json": "{"})
        put(folder, {"raw/003.meta.json": '{"source": "a paper"}', "raw/rows.csv": "id,text\n003,Row.\n"})
        lines = jsonl(folder / "raw" / "y.jsonl", ["One.", "", "Three."], id="001").read_bytes()
        (folder / "raw" / "z.jsonl.gz").write_bytes(gzip.compress(lines))
        one = run(output="1.jsonl", rejected="1.rejected")
        two = over(output="2.jsonl", rejected="2.rejected")
        assert one.bytes == two.bytes
        assert Path("1.rejected").read_bytes() == Path("2.rejected").read_bytes() != b""
        assert [str(problem) for problem in one.problems] == [str(problem) for problem in two.problems] != []
        assert len(set(one.ids)) == 66

    def test_ids_that_nobody_could_foresee(self, run: Run, over: Run, folder: Path) -> None:
        put(folder, many(40) | {"raw/a/001.txt": "A.", "raw/b/040.txt": "B."})
        (folder / "raw" / "001.txt").write_bytes(b"\x00\x01\x02")
        jsonl(folder / "raw" / "a.jsonl", ["One.", "Two."], id="040")
        one, two = run(output="1.jsonl"), over(output="2.jsonl")
        assert one.bytes == two.bytes
        assert [each for each in two.ids if not each.isdigit()] == ["a:2", "b/040"]

    def test_a_later_run_does_what_is_new(self, run: Run, over: Run, folder: Path) -> None:
        read = folder / "read"
        put(folder, {f"raw/{n}.txt": f"Text {n}, count at {read}" for n in range(5)})
        over()
        put(folder, {"raw/9.txt": f"New, count at {read}", "raw/3.txt": f"Other, count at {read}"})
        later = over()
        assert read.stat().st_size == 7
        assert later.bytes == run(output="afresh.jsonl").bytes

    def test_files_here_need_not_be_seen_by_the_workers(
        self, over: Run, folder: Path, cluster: Any
    ) -> None:
        put(folder, many(3))
        with distributed.Client(cluster, set_as_default=False) as client:
            assert str(folder) not in client.run(os.getcwd).values()
        assert over("raw").problems == []


    def test_urls(self, run: Run, cluster: Any, folder: Path) -> None:
        """What stands at a URL the workers read, unless it is in the memory of this process."""
        import fsspec

        memory = fsspec.filesystem("memory")
        put(folder, many(12))
        try:
            memory.put(str(folder / "raw"), "/corpus/", recursive=True)
            address, output = cluster.scheduler_address, "memory://out/events.jsonl"
            with ExtractRun(["memory://corpus/raw"], Settings(), output, cluster=address) as whole:
                assert sum(outcome.articles for outcome in whole) == 12
            assert memory.cat("/out/events.jsonl") == run().bytes
        finally:
            memory.store.clear()


class TestDeaths:
    def test_a_worker_that_is_killed_costs_nothing(self, over: Run, folder: Path) -> None:
        put(folder, many(40, n20=f"die once at {folder / 'died'}"))
        ran = over()
        assert (folder / "died").exists()
        assert (len(ran.ids), ran.problems) == (40, [])

    def test_an_article_that_kills_its_workers_is_named(
        self, over: Run, folder: Path, cluster: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(cluster.scheduler, "allowed_failures", 0)  # each death costs seconds
        put(folder, many(40, n20="die"))
        ran = over()
        (problem,) = ran.problems
        assert (problem.path, problem.reason) == ("raw/020.txt", SkipReason.WORKER_DIED)
        assert ran.ids == [f"{n:03}" for n in range(40) if n != 20]
        put(folder, {"raw/020.txt": "Mended."})
        assert len(over().ids) == 40

    @pytest.mark.skipif(sys.gettrace() is not None, reason="coverage.py lets no thread be interrupted")
    def test_an_article_that_takes_too_long_is_named(self, over: Run, folder: Path) -> None:
        """A worker does it in a thread, where no signal comes; its limit is that of this run."""
        put(folder, many(12))
        over()
        put(folder, {"raw/003.txt": "spin"})
        begun = time.monotonic()
        ran = over(settings={"max_seconds": 0.2})
        assert time.monotonic() - begun < Settings().max_seconds / 2
        (problem,) = ran.problems
        assert (problem.path, problem.reason) == ("003.txt", SkipReason.TIMED_OUT)
        assert len(ran.ids) == 11

    @pytest.mark.parametrize(
        ("befalls", "message"),
        [("close", r"^cluster tcp://\S+: .* lost"), ("scale", r"^cluster tcp://\S+: no workers for 1 s")],
    )
    def test_a_cluster_that_goes_away(
        self, folder: Path, obedient: None, monkeypatch: pytest.MonkeyPatch, befalls: str, message: str
    ) -> None:
        monkeypatch.setattr(dask_cluster, "LOOK_S", 0.5)
        monkeypatch.setattr(cluster_worker, "_bench", None)
        put(folder, many(40, **{f"n{n}": "wait 50" for n in range(40)}))
        with dask(1, processes=False, protocol="tcp") as own:

            def in_the_middle() -> None:
                with ExtractRun(["raw"], Settings(), "events.jsonl", cluster=own.scheduler_address) as whole:
                    for number, _ in enumerate(whole):
                        if not number:
                            monkeypatch.setattr(dask_cluster, "WORKERS_S", 1)
                            getattr(own, befalls)(*([0] if befalls == "scale" else []))

            with pytest.raises(WorkerError, match=message):
                in_the_middle()
        assert sorted(path.name for path in folder.iterdir()) == ["events.jsonl.journal", "raw"]


class TestErrors:
    def test_wrong_settings_come_back_whole(self, over: Run, folder: Path) -> None:
        put(folder, many(4))
        with pytest.raises(ModelError, match="no installed package"):
            over(settings={"model": "none"})
        assert not Path("events.jsonl").exists()

    def test_nobody_at_the_address(self, run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(dask_cluster, "REACH_S", 0.5)
        put(folder, many(1))
        with pytest.raises(WorkerError, match=r"^cluster tcp://127.0.0.1:9: cannot be reached"):
            run(jobs=None, cluster="tcp://127.0.0.1:9")

    def test_no_workers(self, run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(dask_cluster, "WORKERS_S", 0.5)
        put(folder, many(1))
        with dask(0) as own, pytest.raises(WorkerError, match=r"start some with `dask worker tcp://"):
            run(jobs=None, cluster=own.scheduler_address)

    def test_workers_with_another_version(
        self, over: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        put(folder, many(1))
        whole = dask_cluster.made_with
        monkeypatch.setattr(dask_cluster, "made_with", lambda given: whole(given) | {"spacy": "99"})
        with pytest.raises(WorkerError, match=r"worker tcp://\S+ has spacy 3\.\S+, not 99"):
            over()

    def test_workers_without_the_package(self, run: Run, folder: Path) -> None:
        put(folder, many(1))
        hidden = folder / "hidden.py"
        hidden.write_text("import sys\nsys.modules['sahel_events'] = None\n")
        lacks = r"^worker tcp://\S+ lacks sahel-events"
        with dask(1, preload=[str(hidden)]) as own, pytest.raises(WorkerError, match=lacks):
            run(jobs=None, cluster=own.scheduler_address)

    def test_no_dask(self, run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        put(folder, many(1))
        monkeypatch.setitem(sys.modules, "distributed", None)
        with pytest.raises(UsageError, match=r"pip install 'sahel-events\[cluster\]'"):
            run(cluster="local")

    @pytest.mark.parametrize(
        ("address", "jobs", "message"),
        [
            ("somewhere", None, "--cluster somewhere: give tcp://HOST:PORT, or local"),
            ("tcp://a:9", 2, "--jobs 2: the cluster at tcp://a:9 has the workers that it has"),
        ],
    )
    def test_wrong_usage(self, run: Run, address: str, jobs: int | None, message: str) -> None:
        with pytest.raises(UsageError, match=message):
            run(jobs=jobs, cluster=address)


class TestTables:
    @pytest.fixture
    def settings(self, folder: Path) -> Settings:
        put(folder, {"places.csv": "id\n", "rules/a.toml": "a = 1", "rules/more/b.txt": "b"})
        return Settings(gazetteer=Path("places.csv"), rules=Path("rules"))

    @pytest.fixture(autouse=True)
    def no_bench(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(cluster_worker, "_bench", None)

    def test_the_users_tables_travel(
        self, settings: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch, obedient: None
    ) -> None:
        wanted = cluster_worker.made_with(settings)
        kit = cluster_worker.Kit(settings, "F", cluster_worker.packed(settings))
        monkeypatch.chdir("/")
        assert cluster_worker.compare(kit, wanted) is None
        (folder / "places.csv").write_text("other\n")
        monkeypatch.chdir(folder)
        told = cluster_worker.compare(kit, cluster_worker.made_with(settings))
        assert told == "another --gazetteer"

    def test_a_worker_that_came_later_asks_for_them(self, settings: Settings) -> None:
        assert cluster_worker.do(cluster_worker.Kit(settings, "F"), []) is None

    def test_errors_name_them_as_the_user_does(
        self, settings: Settings, monkeypatch: pytest.MonkeyPatch, obedient: None
    ) -> None:
        class Wrong:
            def __init__(self, given: Settings) -> None:
                raise TableError(str(given.gazetteer), 3, "no such column")

        monkeypatch.setattr("sahel_events.pipeline.Extractor", Wrong)
        parts = cluster_worker.made_with(settings)
        kit = cluster_worker.Kit(settings, cluster_worker.digest_of(parts), cluster_worker.packed(settings))
        with pytest.raises(TableError, match=r"^places\.csv:3: no such column"):
            cluster_worker.do(kit, [])

    def test_over_a_cluster(
        self, settings: Settings, folder: Path, obedient: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A worker that knows nothing of them, as one that came in the middle, is sent them."""
        sent: list[bool] = []
        whole = dask_cluster.DaskCluster.submit

        def submit(self: Any, tasks: Any, *, with_tables: bool = False) -> Any:
            sent.append(with_tables)
            return whole(self, tasks, with_tables=with_tables)

        monkeypatch.setattr(dask_cluster.DaskCluster, "submit", submit)
        put(folder, many(300, n0="wait 100"))
        articles = 0
        with dask(1, processes=False, protocol="tcp") as own:
            address = own.scheduler_address
            with ExtractRun(["raw"], settings, "events.jsonl", cluster=address) as run:
                for outcome in run:
                    if not articles:
                        assert True not in sent
                        cluster_worker._bench = None
                    articles += outcome.articles
        assert articles == 300
        assert True in sent


def extract(folder: Path, *more: str) -> subprocess.Popen[bytes]:
    return start("extract", "raw", "--rejected", "events.rejected", "-q", *more, cwd=folder)


def at_work(folder: Path, running: subprocess.Popen[bytes], read: int) -> list[int]:
    """The processes of a run that has read so many articles."""
    path = folder / "read"
    wait(lambda: path.exists() and path.stat().st_size >= read, 120)
    assert running.poll() is None
    return children_of(running.pid)


def test_a_run_killed_at_work_goes_on_and_leaves_no_process(run: Run, over: Run, folder: Path) -> None:
    put(folder, many(60, **{f"n{n}": f"wait 60, count at {folder / 'read'}" for n in range(60)}))
    for name in ("events.jsonl", "events.rejected"):
        (folder / name).write_text("old\n")
    running = extract(folder, "--cluster", "local", "-j", "2")
    processes = at_work(folder, running, 45)
    running.kill()
    running.communicate(timeout=30)
    assert (folder / "events.jsonl").read_text() == (folder / "events.rejected").read_text() == "old\n"
    assert len(processes) >= 2
    assert all_gone(processes)
    (folder / "read").unlink()
    later = over(rejected="events.rejected")
    assert (folder / "read").stat().st_size < 60
    assert later.bytes == run(output="afresh.jsonl", rejected="afresh.rejected").bytes
    assert (folder / "events.rejected").read_bytes() == (folder / "afresh.rejected").read_bytes() != b""


def test_ctrl_c(folder: Path) -> None:
    put(folder, many(60, **{f"n{n}": f"wait 300, count at {folder / 'read'}" for n in range(60)}))
    running = extract(folder, "--cluster", "local", "-j", "2")
    processes = at_work(folder, running, 3)
    interrupt(running, processes)
    assert len(processes) >= 2
    assert all_gone(processes)
