"""Worker processes: order, deaths, errors. The extractor is a stub that does as the articles tell it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from runs import all_gone, interrupt, jsonl, many, put, start, wait, working
from sahel_events.errors import ModelError, SkipReason, TableError, UsageError, WorkerError
from sahel_events.scale import process, processes

pytestmark = pytest.mark.slow

Run = Callable[..., Any]


class TestOrder:
    def test_bytes_do_not_depend_on_the_number_of_processes(self, run: Run, folder: Path) -> None:
        waits = {f"n{n}": f"wait {37 * n % 50} {n}" for n in range(60)}
        put(folder, many(60, **waits) | {"raw/a/001.txt": "One more 1.", "raw/broken.json": "{"})
        jsonl(folder / "raw" / "z.jsonl", ["One.", "", "Three."], id="001")
        one = run(output="1.jsonl", rejected="1.rejected")
        three = run(output="3.jsonl", rejected="3.rejected", jobs=3)
        assert one.bytes == three.bytes
        assert Path("1.rejected").read_bytes() == Path("3.rejected").read_bytes() != b""
        assert [str(problem) for problem in one.problems] == [str(problem) for problem in three.problems]
        assert one.ids == [*(f"{n:03}" for n in range(60)), "a/001", "z:1", "z:3"]

    def test_ids_that_nobody_could_foresee(self, run: Run, folder: Path) -> None:
        """A file that cannot be read takes no id; an id of a record may be that of a file behind it."""
        put(folder, many(40) | {"raw/a/001.txt": "A.", "raw/b/040.txt": "B."})
        (folder / "raw" / "001.txt").write_bytes(b"\x00\x01\x02")
        jsonl(folder / "raw" / "a.jsonl", ["One.", "Two."], id="040")
        one, two = run(output="1.jsonl"), run(output="2.jsonl", jobs=2)
        assert one.bytes == two.bytes
        assert [each for each in one.ids if not each.isdigit()] == ["a:2", "b/040"]
        assert one.ids.count("001") == 1

    def test_few_articles_start_no_process(
        self, run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(processes, "Worker", None)
        put(folder, many(processes.SMALL))
        assert len(run(jobs=2).ids) == processes.SMALL

    def test_what_is_known_counts_for_nothing(
        self, run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, settled: None
    ) -> None:
        """Of many articles the few new ones are done in this process."""
        put(folder, many(40))
        run()
        monkeypatch.setattr(processes, "Worker", None)
        put(folder, {"raw/new.txt": "New."})
        assert len(run(jobs=2).ids) == 41

    def test_a_slow_pipe_is_read_as_it_comes(self, folder: Path) -> None:
        reader, writer = os.pipe()
        running = start("extract", "-", "-o", "-", "-q", "-j", "1", cwd=folder, stdin=reader)
        os.close(reader)
        with os.fdopen(writer, "wb") as pipe:
            for number in range(3):
                pipe.write(b'{"text": "Line %d."}\n' % number)
                pipe.write(b'{"text": "%s"}\n' % (b"x" * 70_000) if not number else b"")
                pipe.flush()
            assert running.stdout is not None
            assert running.stdout.readline().startswith(b'{"id":"stdin:1-')
        assert running.communicate(timeout=30)[1] == b""

    def test_jobs_below_one(self, run: Run) -> None:
        with pytest.raises(UsageError, match="--jobs 0"):
            run(jobs=0)


class TestDeaths:
    def test_an_article_that_kills_its_process_is_named(self, run: Run, folder: Path) -> None:
        put(folder, many(40, n20="die"))
        ran = run(jobs=2)
        (problem,) = ran.problems
        assert (problem.path, problem.reason) == ("raw/020.txt", SkipReason.WORKER_DIED)
        assert ran.ids == [f"{n:03}" for n in range(40) if n != 20]

    def test_a_line_that_kills_its_process_is_named(self, run: Run, folder: Path) -> None:
        jsonl(folder / "a.jsonl", [*(["One."] * 15), "die", "Two."])
        (problem,) = run("a.jsonl", jobs=2).problems
        assert str(problem).startswith("a.jsonl:16: ")

    def test_it_is_tried_again_the_next_time(self, run: Run, folder: Path) -> None:
        put(folder, many(40, n20="die"))
        run(jobs=2)
        put(folder, {"raw/020.txt": "Mended."})
        ran = run()
        assert (len(ran.ids), ran.problems) == (40, [])

    def test_a_process_killed_from_outside_costs_nothing(self, run: Run, folder: Path) -> None:
        put(folder, many(40, n20=f"die once at {folder / 'died'}"))
        ran = run(jobs=2)
        (problem,) = ran.problems
        assert (problem.reason, problem.warning) == (None, True)
        assert "died" in problem.cause
        assert len(ran.ids) == 40
        assert run().problems == []

    def test_processes_that_die_as_they_start(
        self, run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(process, "STARTS", 2)
        put(folder, many(40))
        with pytest.raises(WorkerError, match="--jobs 1"):
            run(jobs=2, settings={"model": "deadly"})

    def test_no_process_outlives_the_run(self, run: Run, folder: Path) -> None:
        import multiprocessing

        put(folder, many(40))
        run(jobs=2)
        assert multiprocessing.active_children() == []


class TestErrors:
    @pytest.mark.parametrize("jobs", [1, 2])
    def test_wrong_settings_come_back_whole(self, run: Run, folder: Path, jobs: int) -> None:
        put(folder, many(40))
        with pytest.raises(ModelError, match="no installed package"):
            run(jobs=jobs, settings={"model": "none"})
        assert not Path("events.jsonl").exists()

    def test_an_error_of_a_table_survives_the_way_back(self) -> None:
        import pickle

        error = pickle.loads(pickle.dumps(TableError("a.csv", 3, "no such column")))
        assert (str(error), error.line) == ("a.csv:3: no such column", 3)

    @pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this platform has no timer of a process")
    @pytest.mark.parametrize("jobs", [1, 2])
    @pytest.mark.parametrize("work", ["spin", "match"])
    def test_an_article_that_takes_too_long_is_named_and_not_kept(
        self, run: Run, folder: Path, jobs: int, work: str
    ) -> None:
        put(folder, many(12, n3=f"{work}, count at {folder / 'count'}"))
        for _ in range(2):
            whole = run(jobs=jobs, settings={"max_seconds": 0.2})
            (problem,) = whole.problems
            assert (problem.path, problem.reason) == ("003.txt", SkipReason.TIMED_OUT)
            assert len(whole.ids) == 11
        assert (folder / "count").read_text() == ".."

    def test_a_file_that_cannot_be_read_in_time(
        self, run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A page may hang the libraries that read it."""

        def hang(*_: Any) -> None:
            while True:
                pass

        monkeypatch.setattr("sahel_events.corpus.html.read_page", hang)
        put(folder, {"raw/a.txt": "A.", "raw/b.html": "<p>B.</p>", "raw/c.txt": "C."})
        whole = run(settings={"max_seconds": 0.2})
        (problem,) = whole.problems
        assert (problem.path, problem.reason) == (str(Path("raw", "b.html")), SkipReason.TIMED_OUT)
        assert whole.ids == ["a", "c"]

    def test_a_fault_of_ours_costs_an_article_and_is_not_kept(self, run: Run, folder: Path) -> None:
        put(folder, many(3, n1=f"stumble; count at {folder / 'count'}"))
        assert [problem.reason for problem in run().problems] == [SkipReason.INTERNAL_ERROR]
        assert len(run().problems) == 1
        assert (folder / "count").read_text() == ".."


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_ends_at_once_and_leaves_no_process(folder: Path, jobs: str) -> None:
    put(folder, many(60, **{f"n{n}": "wait 300" for n in range(60)}))
    running = start("extract", "raw", "--jobs", jobs, cwd=folder)
    wait(lambda: (folder / "events.jsonl.journal").exists())
    children = working(running.pid) if jobs == "2" else []
    time.sleep(0.5)
    interrupt(running, children)
    assert sorted(path.name for path in folder.iterdir()) == ["events.jsonl.journal", "raw"]
    assert all_gone(children)
    assert len(children) >= (2 if jobs == "2" else 0)


def test_workers_die_with_the_run_that_is_killed(folder: Path) -> None:
    put(folder, many(60, **{f"n{n}": "wait 300" for n in range(60)}))
    running = start("extract", "raw", "--jobs", "2", cwd=folder)
    children = working(running.pid)
    running.kill()
    running.communicate(timeout=30)
    assert children
    assert all_gone(children)


def test_workers_killed_at_any_moment_cost_nothing(folder: Path) -> None:
    put(folder, many(60, **{f"n{n}": "wait 60" for n in range(60)}))
    start("extract", "raw", "-o", "whole.jsonl", "--jobs", "1", cwd=folder).communicate(timeout=60)
    running = start("extract", "raw", "--jobs", "2", cwd=folder)
    killed = 0
    for moment in (0.3, 0.9):  # fewer kills than it takes to blame an article
        workers = working(running.pid)
        time.sleep(moment)
        for child in workers[-1:]:
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
                killed += 1
    _, errors = running.communicate(timeout=60)
    assert running.returncode == 0, errors
    assert killed
    assert (folder / "events.jsonl").read_bytes() == (folder / "whole.jsonl").read_bytes()


def test_the_shipped_pipeline_gives_the_same_bytes_in_processes(folder: Path) -> None:
    from sahel_events.scale.run import ExtractRun
    from sahel_events.settings import Settings

    raw = Path(__file__).parents[2] / "data" / "raw"
    for jobs in (1, 2):
        with ExtractRun(sorted(raw.glob("d1*.txt")), Settings(), f"{jobs}.jsonl", jobs=jobs) as whole:
            for _ in whole:
                pass
    assert Path("1.jsonl").read_bytes() == Path("2.jsonl").read_bytes() != b""
