"""Where on an article's way an error arose: the stages, and one error with its stage."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Stage(StrEnum):
    """The stages in the order of an article's way; `about` says what went wrong there."""

    NOT_READ = "not_read"
    CLEANED_AWAY = "cleaned_away"
    NOT_TRIGGERED = "not_triggered"
    REJECTED_WRONGLY = "rejected_wrongly"
    NOT_TOLD_APART = "not_told_apart"
    JOINED_WRONGLY = "joined_wrongly"
    TOLD_OTHERWISE = "told_otherwise"
    KEPT_WRONGLY = "kept_wrongly"
    TYPED_WRONGLY = "typed_wrongly"
    STATUS_WRONG = "status_wrong"
    VALUE_MISSED = "date_or_place_missed"
    VALUE_INVENTED = "date_or_place_invented"
    RESOLVED_WRONGLY = "resolved_wrongly"
    PARTICIPANT_MISSED = "participant_missed"
    PARTICIPANT_INVENTED = "participant_invented"
    CAST_WRONGLY = "cast_wrongly"
    COUNT_MISSED = "count_missed"
    COUNT_INVENTED = "count_invented"
    COUNTED_WRONGLY = "counted_wrongly"

    @property
    def about(self) -> str:
        """What went wrong, in a few words."""
        return _ABOUT[self]


_ABOUT = {
    Stage.NOT_READ: "the article was not read",
    Stage.CLEANED_AWAY: "the words that carry the event are not in the text that was kept",
    Stage.NOT_TRIGGERED: "no candidate: neither a record nor a rejected one stands in those words",
    Stage.REJECTED_WRONGLY: "a candidate stands in those words, and was rejected",
    Stage.NOT_TOLD_APART: "missed, and the files given do not tell where",
    Stage.JOINED_WRONGLY: "one record for two gold events, or two records for one",
    Stage.TOLD_OTHERWISE: "a record tells of it, too unlike to count as found",
    Stage.KEPT_WRONGLY: "a record of what is no event in gold",
    Stage.TYPED_WRONGLY: "another type or sub-type",
    Stage.STATUS_WRONG: "another status",
    Stage.VALUE_MISSED: "gold has a date or place, the record has none",
    Stage.VALUE_INVENTED: "the record has a date or place, gold has none",
    Stage.RESOLVED_WRONGLY: "a date, place or actor was found, with another value",
    Stage.PARTICIPANT_MISSED: "gold has an actor that the record lacks",
    Stage.PARTICIPANT_INVENTED: "the record has an actor that gold lacks",
    Stage.CAST_WRONGLY: "the actor is there, in another role",
    Stage.COUNT_MISSED: "gold has a count that the record lacks",
    Stage.COUNT_INVENTED: "the record has a count that gold lacks",
    Stage.COUNTED_WRONGLY: "a count of that kind is there, with another number",
}


@dataclass(frozen=True, slots=True)
class Mistake:
    """One error: its stage and field, the gold event (`number`, from 1) and the record's id, where there are
    such, what gold has and what the record has, and for rejected candidates the reasons."""

    article: str
    stage: Stage
    field: str
    number: int | None
    record: str | None
    gold: Any
    got: Any
    reasons: tuple[str, ...] = ()

    def row(self) -> dict[str, Any]:
        """The same as values of JSON."""
        return {
            "article": self.article,
            "stage": self.stage.value,
            "field": self.field,
            "event": self.number,
            "record": self.record,
            "gold": self.gold,
            "got": self.got,
            "reasons": list(self.reasons),
        }
