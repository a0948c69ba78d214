"""What each stage of `extract --jobs 1` costs, in one process that is measured from the inside.

    python -m benchmarks.stages CORPUS OUTPUT

Prints JSON: CPU seconds and calls by stage. A stage is charged for what it does itself, not for the stages
that it calls; what no stage is charged for is `other`, so that the sum is the CPU time of the whole process.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from sahel_events.settings import Settings

HOOKS: tuple[tuple[str, str, str], ...] = (
    ("sahel_events.scale.run", "find_pieces", "reading"),
    ("sahel_events.scale.run", "pieces_of", "reading"),
    ("sahel_events.scale.run", "stamp_of", "reading"),
    ("sahel_events.scale.worker", "load", "reading"),
    ("sahel_events.scale.worker", "read_piece", "reading"),
    ("sahel_events.pipeline", "clean", "cleaning"),
    ("sahel_events.pipeline", "find_dateline", "cleaning"),
    ("sahel_events.pipeline", "title_of", "cleaning"),
    ("sahel_events.pipeline", "kept_text", "cleaning"),
    ("sahel_events.events.assemble", "Assembler.__init__", "loading"),
    ("sahel_events.events.assemble", "Assembler.events", "assembly"),
    ("sahel_events.pipeline", "check_spans", "checking spans"),
    ("sahel_events.scale.worker", "gather", "records to JSON"),
    ("sahel_events.store", "AtomicLines.write_bytes", "writing"),
    ("sahel_events.scale.journal", "Journal.get", "journal"),
    ("sahel_events.scale.journal", "Journal.put", "journal"),
    ("sahel_events.scale.journal", "Journal.finish", "journal"),
)
"""Where the program is listened to: module, function or method, stage. The pipes are added when they are
loaded. A name that is gone is an error here, not a stage that costs nothing."""
LOADING = ("sahel_events.pipeline", "load_pipeline")
ORDER = ("start-up and imports", "loading", "reading", "cleaning", "tokenizing")
"""The stages that come before the pipes, in the order of the way of an article."""


class Clock:
    """Charges CPU time to the innermost stage that has been entered."""

    def __init__(self) -> None:
        self.spent: defaultdict[str, float] = defaultdict(float)
        self.calls: Counter[str] = Counter()
        self._open = ["other"]
        self._mark = time.process_time()
        self.spent["start-up and imports"] = self._mark

    def enter(self, stage: str) -> None:
        """Charge the stage around, then begin `stage`."""
        self._charge()
        self._open.append(stage)

    def leave(self) -> None:
        """Charge the innermost stage and end it."""
        self._charge()
        self._open.pop()

    def _charge(self) -> None:
        now = time.process_time()
        self.spent[self._open[-1]] += now - self._mark
        self._mark = now

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """`function`, charged to `stage`; a generator that it returns as well, each time it is asked."""

        @wraps(function)
        def charged(*args: Any, **kwargs: Any) -> Any:
            self.calls[stage] += 1
            self.enter(stage)
            try:
                result = function(*args, **kwargs)
            finally:
                self.leave()
            return self._steps(stage, result) if isinstance(result, Iterator) else result

        return charged

    def _steps(self, stage: str, items: Iterator[Any]) -> Iterator[Any]:
        while True:
            self.enter(stage)
            try:
                item = next(items)
            except StopIteration:
                return
            finally:
                self.leave()
            yield item


class Listened:
    """A tokenizer or pipe that is charged for its calls and in all else is the one within."""

    def __init__(self, clock: Clock, stage: str, inner: Any) -> None:
        self._inner = inner
        self._call = clock.timed(stage, inner)
        self._pipe = clock.timed(stage, inner.pipe) if hasattr(inner, "pipe") else None

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """What the one within gives."""
        return self._call(*args, **kwargs)

    def __getattr__(self, name: str) -> Any:
        if name == "pipe" and self._pipe is not None:
            return self._pipe
        return getattr(self._inner, name)


def listen(clock: Clock) -> None:
    """Put the clock around all HOOKS, the loading of the pipeline, and what is in it. Raises AttributeError
    for a name that the program has no longer."""
    for module, name, stage in HOOKS:
        owner: Any = importlib.import_module(module)
        *classes, attribute = name.split(".")
        for each in classes:
            owner = getattr(owner, each)
        setattr(owner, attribute, clock.timed(stage, getattr(owner, attribute)))
    owner = importlib.import_module(LOADING[0])
    load = clock.timed("loading", getattr(owner, LOADING[1]))

    def loaded(*args: Any, **kwargs: Any) -> Any:
        nlp = load(*args, **kwargs)
        nlp.tokenizer = Listened(clock, "tokenizing", nlp.tokenizer)
        nlp._components = [(name, Listened(clock, f"pipe: {name}", pipe)) for name, pipe in nlp._components]
        return nlp

    setattr(owner, LOADING[1], loaded)


def main(corpus: str, output: str) -> dict[str, Any]:
    """Extract a corpus in this process; seconds and calls by stage."""
    from sahel_events.scale.run import ExtractRun

    clock = Clock()
    clock.enter("start-up and imports")
    listen(clock)
    clock.leave()
    articles = 0
    clock.enter("other")
    with ExtractRun([corpus], Settings(), output, jobs=1, fresh=True) as run:
        for outcome in run:
            articles += outcome.articles
    clock.leave()
    return {"articles": articles, "cpu": dict(clock.spent), "calls": dict(clock.calls)}


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:3])))
