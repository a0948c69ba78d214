"""The exceptions of the package and the reasons for which something is left out. Imports nothing of ours."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum


class SahelEventsError(Exception):
    """Base of every error that this package raises on purpose: one line that names file and cause, and the
    way out where `way_out` does not say it for all errors of a kind."""

    way_out: str = ""


class TableError(SahelEventsError):
    """A row of a table or a rule of a rules file is wrong: file, line and what would be right."""

    way_out = "mend it there, or reinstall where it came with the program; docs/extending.md has the form"

    def __init__(self, path: str, line: int | None, reason: str) -> None:
        self.path, self.line, self.reason = path, line, reason
        super().__init__(f"{path}:{line}: {reason}" if line is not None else f"{path}: {reason}")

    def __reduce__(self) -> tuple[type[TableError], tuple[str, int | None, str]]:
        """So that it comes back whole from a worker process."""
        return type(self), (self.path, self.line, self.reason)


class ModelError(SahelEventsError):
    """The spaCy pipeline asked for cannot be loaded, or lacks a component that the rules need."""


class StoreError(SahelEventsError):
    """An events file cannot be read or written: file, line and cause."""


class EvaluationError(SahelEventsError):
    """Gold or records cannot be judged whole, so that figures would be of less than was asked for.

    `problems` has one line for each, with file, field or line, and cause.
    """

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(self.problems))


class WorkerError(SahelEventsError):
    """Worker processes cannot be started, or those of a cluster cannot be used."""


class UsageError(SahelEventsError):
    """The caller asked for something that makes no sense (exit code 2 on the command line)."""


class TimeLimitError(SahelEventsError):
    """An article took more processor time than a run allows (setting max_seconds)."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(
            f"took more than {seconds:g} s of processor time, so that nothing of it is kept: a rule of yours "
            "that is slow, or a text made to be? max_seconds in sahel-events.toml allows more"
        )

    def __reduce__(self) -> tuple[type[TimeLimitError], tuple[float]]:
        """So that it comes back whole from a worker process."""
        return type(self), (self.seconds,)


class SkipReason(StrEnum):
    """Why an article, or a record of a file, gave nothing to read. `failed` is True for those that are
    failures."""

    UNREADABLE = "unreadable"
    EMPTY = "empty"
    BINARY = "binary"
    TRUNCATED = "truncated"
    TOO_LARGE = "too_large"
    BAD_JSON = "bad_json"
    BAD_CSV = "bad_csv"
    NO_TEXT = "no_text"
    OTHER_LANGUAGE = "other_language"
    UNKNOWN_FORMAT = "unknown_format"
    DUPLICATE_ID = "duplicate_id"
    CHANGED = "changed"
    WORKER_DIED = "worker_died"
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"
    INTERNAL_ERROR = "internal_error"

    @property
    def failed(self) -> bool:
        """Whether the article counts as failed (exit code 1) rather than as skipped with a warning."""
        return self not in {SkipReason.OTHER_LANGUAGE, SkipReason.UNKNOWN_FORMAT}

    @property
    def passing(self) -> bool:
        """Whether the same input may be read the next time: the cause lies outside of it."""
        return self in {
            SkipReason.UNREADABLE, SkipReason.CHANGED, SkipReason.WORKER_DIED, SkipReason.TIMED_OUT,
            SkipReason.OUT_OF_MEMORY,
            SkipReason.INTERNAL_ERROR,
        }

    @property
    def way_out(self) -> str:
        """What the user can do about it."""
        return _WAYS_OUT.get(self, "")


class RejectReason(StrEnum):
    """Why a candidate event was not kept; `why` says it in a sentence."""

    NEGATED = "negated"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"
    FIGURATIVE = "figurative"
    HABITUAL = "habitual"
    TOTAL = "total_over_years_or_places"
    NO_SUBSTANCE = "no_participant_toll_or_place"
    BACKGROUND_THIN = "background_without_outcome_date_or_place"
    RETELLING = "retelling_of_a_kept_event"
    NOT_ARMED = "no_armed_or_political_act"
    NO_SIGN = "no_sign_of_violence_or_unrest"

    @property
    def why(self) -> str:
        """The reason in words, for readers of the file of rejected candidates."""
        return _WHY[self]


_WAYS_OUT = {
    SkipReason.UNREADABLE: "see that the path is right, the file whole and yours to read, and run again",
    SkipReason.EMPTY: "save the article again, or take the file away",
    SkipReason.BINARY: "save the article as text or HTML; a file's ending is to be that of what it holds",
    SkipReason.TRUNCATED: "fetch or copy the file again, whole; records before the break have been read",
    SkipReason.TOO_LARGE: "cut it up, one article to a file or record, or raise the setting that is named",
    SkipReason.BAD_JSON: "mend the record: one JSON object for each article, in JSONL one to a line",
    SkipReason.BAD_CSV: "mend the row: a value for each column of the head line, quotation marks in pairs",
    SkipReason.NO_TEXT: "put the article's words into a field named text",
    SkipReason.OTHER_LANGUAGE: "only English is read; language_check = false in sahel-events.toml reads all",
    SkipReason.UNKNOWN_FORMAT: "rename or convert what is an article; anything else is rightly left out",
    SkipReason.DUPLICATE_ID: "name each file once, and give each article an id of its own",
    SkipReason.CHANGED: "run the same command again once nothing writes to the file",
    SkipReason.WORKER_DIED: "run again with --jobs 1 or more memory; the rest is done and kept",
    SkipReason.TIMED_OUT: "max_seconds in sahel-events.toml allows more; a slow rule of yours can be mended",
    SkipReason.OUT_OF_MEMORY: "run again with fewer --jobs, for more memory each; the rest is done and kept",
    SkipReason.INTERNAL_ERROR: "report it with the article, if you may; the rest is done and kept",
}

_WHY = {
    RejectReason.NEGATED: "the text says that it did not happen",
    RejectReason.PLANNED: "it is planned, ordered, offered or threatened, not told as having happened",
    RejectReason.HYPOTHETICAL: "it is feared, doubted or only possible, not told as having happened",
    RejectReason.FIGURATIVE: "the word does not tell of an act here: a figure of speech, part of a name, an "
    "exercise or fiction",
    RejectReason.HABITUAL: "it tells what goes on or happens again and again, not one event",
    RejectReason.TOTAL: "it sums several years or places, not one event",
    RejectReason.NO_SUBSTANCE: "too little is said of it for an event of its own: participant, toll, day or "
    "place are missing",
    RejectReason.BACKGROUND_THIN: "it is background without an outcome, day or place of its own",
    RejectReason.RETELLING: "the headline tells again what the article tells, or nothing that it tells",
    RejectReason.NOT_ARMED: "nothing in the text makes it an armed or political act",
    RejectReason.NO_SIGN: "neither its paragraph nor enough of the article has a sign of arms, violence or "
    "unrest in the region: the words that can tell of it tell of other things there",
}
