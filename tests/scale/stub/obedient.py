"""An extractor that needs no model. Of each article it makes an event and a rejected candidate that tell of
the article's id and text; words of the text tell it to die, to wait or to stumble."""

from __future__ import annotations

import hashlib
import os
import re
import signal
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import factories
from sahel_events.corpus.files import Problem
from sahel_events.errors import ModelError, SkipReason, TimeLimitError
from sahel_events.limit import time_limit


class Extractor:
    """As `sahel_events.pipeline.Extractor`."""

    assembler = None

    def __init__(self, settings: Any) -> None:
        self.settings = settings

    @property
    def nlp(self) -> None:
        if self.settings.model == "none":
            raise ModelError("--model none: no installed package of that name")
        if self.settings.model == "deadly":
            os.kill(os.getpid(), signal.SIGKILL)

    def extract(self, items: Iterable[Any]) -> Iterator[Any]:
        """One result for each article."""
        _ = self.nlp
        for item in items:
            try:
                with time_limit(self.settings.max_seconds):
                    obey(item.text)
            except TimeLimitError as error:
                problem = Problem(item.path, None, SkipReason.TIMED_OUT, str(error))
                yield SimpleNamespace(article=None, problem=problem, events=(), rejected=())
                continue
            digest = hashlib.sha256(item.text.encode()).hexdigest()[:12]
            problem = None
            if "stumble" in item.text:
                problem = Problem(item.path, None, SkipReason.INTERNAL_ERROR, "a fault of this program")
            yield SimpleNamespace(
                article=None if problem else item,
                problem=problem,
                events=() if problem else (factories.event(f"{item.id}-{digest}"),),
                rejected=(factories.rejected(f"{item.id}-{digest}"),),
            )


def obey(text: str) -> None:
    """Do as the text says, in this order: "count at PATH" (a file that grows by a byte), "spin" in Python
    or "match" in `re` for ever, "wait MS", "until PATH" (is there), "die once at PATH" (a file that is made),
    "die", "hoard BYTES" of memory for a moment."""
    if found := re.search(r"count at (\S+)", text):
        with Path(found[1]).open("a") as file:
            file.write(".")
    if "spin" in text:
        while True:
            pass
    if "match" in text:
        re.match(r"(?:a|aa)+$", "a" * 99 + "b")
    if found := re.search(r"wait (\d+)", text):
        time.sleep(int(found[1]) / 1000)
    if found := re.search(r"until (\S+)", text):
        deadline = time.monotonic() + 60
        while not Path(found[1]).exists() and time.monotonic() < deadline:
            time.sleep(0.01)
    if found := re.search(r"die once at (\S+)", text):
        if Path(found[1]).exists():
            return
        Path(found[1]).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if re.search(r"\bdie\b(?! once)", text):
        os.kill(os.getpid(), signal.SIGKILL)
    if found := re.search(r"hoard (\d+)", text):
        bytearray(int(found[1]))
