"""The records: Pydantic models and enums of articles and events. What validates here may be written,
nothing else."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from .controls import escaped
from .errors import RejectReason

SCHEMA_VERSION: Final = 1
"""Version of the event record's form. A reader of another version says so instead of guessing."""

_PARTIAL = re.compile(r"--(\d\d)-(\d\d)")


class EventType(StrEnum):
    """ACLED's six event types (codebook of 2023)."""

    BATTLES = "battles"
    EXPLOSIONS = "explosions_remote_violence"
    CIVILIANS = "violence_against_civilians"
    PROTESTS = "protests"
    RIOTS = "riots"
    STRATEGIC = "strategic_developments"


SUB_EVENT_TYPES: dict[EventType, tuple[str, ...]] = {
    EventType.BATTLES: (
        "armed_clash", "government_regains_territory", "non_state_actor_overtakes_territory",
    ),
    EventType.EXPLOSIONS: (
        "air_drone_strike", "suicide_bomb", "shelling_artillery_missile", "remote_explosive_landmine_ied",
        "grenade",
    ),
    EventType.CIVILIANS: (
        "attack", "abduction_forced_disappearance", "sexual_violence",
    ),
    EventType.PROTESTS: (
        "peaceful_protest", "protest_with_intervention", "excessive_force_against_protesters",
    ),
    EventType.RIOTS: (
        "violent_demonstration", "mob_violence",
    ),
    EventType.STRATEGIC: (
        "agreement", "arrests", "change_to_group_activity", "disrupted_weapons_use",
        "headquarters_or_base_established", "looting_property_destruction",
        "non_violent_transfer_of_territory", "coup", "accident", "other",
    ),
}
"""Sub-types of each type: ACLED's, and our `accident` and `coup` (docs/rulings.md)."""

TYPE_OF_SUB: dict[str, EventType] = {sub: kind for kind, subs in SUB_EVENT_TYPES.items() for sub in subs}


class Status(StrEnum):
    """Who stands behind an event: see docs/fields.md."""

    CONFIRMED = "confirmed"
    REPORTED = "reported"
    CLAIMED = "claimed"
    DENIED = "denied"


class Role(StrEnum):
    """What an actor does in an event."""

    PERPETRATOR = "perpetrator"
    TARGET = "target"
    SUPPORTER = "supporter"
    CLAIMANT = "claimant"


class CasualtyKind(StrEnum):
    """What happened to the people counted."""

    KILLED = "killed"
    INJURED = "injured"
    CAPTURED = "captured"
    ABDUCTED = "abducted"
    MISSING = "missing"
    FREED = "freed"


DatePrecision = Literal["day", "week", "month", "year"]
PlacePrecision = Literal["place", "admin", "area", "country"]
NonEmpty = Annotated[str, StringConstraints(min_length=1)]
CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Offsets = tuple[Annotated[int, Field(ge=0)], Annotated[int, Field(ge=0)]]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class Span(_Record):
    """Words of an article: `text` stands at characters `span[0]:span[1]` of the article's text."""

    text: NonEmpty
    span: Offsets

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.span[1] - self.span[0] != len(self.text):
            raise ValueError(f"span {self.span} does not measure {self.text!r}")
        return self


class Sourced(Span):
    """Words, and the `rule` (or model) that read them."""

    rule: NonEmpty


class Publication(_Record):
    """When an article was published, and where that was read.

    `rule` names the place: a rule of the date line table (`dateline.agency`), `metadata:FIELD`,
    `option:--published`. `text` and `span` are given where the date stands in the article's own text.
    `from_text` is False for dates that are known only from outside of it.
    """

    date: date
    rule: NonEmpty
    text: str | None = None
    span: Offsets | None = None

    @property
    def from_text(self) -> bool:
        """Whether the article's own text gives the date."""
        return self.span is not None


class Article(_Record):
    """One article as read: `text` is what every span counts in (the whole file for .txt, the text
    field of JSON, JSONL and CSV, the reader's text of an HTML page)."""

    id: NonEmpty
    path: str
    form: Literal["txt", "html", "json", "jsonl", "csv"]
    text: str
    sha256: str
    title: str | None = None
    published: Publication | None = None
    url: str | None = None
    source: str | None = None
    language: str | None = None


class ArticleRef(_Record):
    """The article of an event, as the record carries it."""

    id: NonEmpty
    path: str
    title: str | None
    published: str | None
    published_rule: str | None = None
    url: str | None
    source: str | None
    sha256: str


class DateRange(Sourced):
    """An interval of days, both ends included. Ends are ISO dates, or `--MM-DD` where the year is not
    known."""

    start: str
    end: str
    precision: DatePrecision

    @model_validator(mode="after")
    def _interval(self) -> Self:
        check_interval(self.start, self.end)
        return self


def check_interval(start: str, end: str) -> None:
    """Raise ValueError unless two texts are the ends of an interval of days: ISO dates in order, or both
    `--MM-DD`, which may run over the end of a year."""
    partial = [bool(_PARTIAL.fullmatch(day)) for day in (start, end)]
    if any(partial):
        if not all(partial):
            raise ValueError(f"one end has a year and the other none: {start}, {end}")
        for day in (start, end):
            date.fromisoformat("2000" + day[1:])
    elif date.fromisoformat(start) > date.fromisoformat(end):
        raise ValueError(f"date interval ends before it starts: {start}, {end}")


class Location(Sourced):
    """The most exact place named. `gazetteer_id` is null where the gazetteer lacks the name; coordinates
    may then be those of the admin unit or country named with it (`precision` says how exact they are)."""

    name: NonEmpty
    country: CountryCode | None
    admin1: str | None = None
    admin2: str | None = None
    lat: Annotated[float, Field(ge=-90, le=90)] | None
    lon: Annotated[float, Field(ge=-180, le=180)] | None
    precision: PlacePrecision
    gazetteer_id: str | None


class Actor(Sourced):
    """A side. `actor_id` is the id of the actor table, null for the text's own generic word."""

    name: NonEmpty
    role: Role
    actor_id: str | None
    category: str | None
    country: CountryCode | None


class Casualty(Sourced):
    """A count of people of one kind and group, as an interval (`max` null: open above)."""

    kind: CasualtyKind
    min: Annotated[int, Field(ge=0)]
    max: Annotated[int, Field(ge=0)] | None
    approximate: bool
    who: str | None

    @model_validator(mode="after")
    def _bounds(self) -> Self:
        if self.max is not None and self.min > self.max:
            raise ValueError(f"min {self.min} is above max {self.max}")
        return self


class MadeWith(_Record):
    """What a record was made with, so that one can tell whether two files can be compared, and make it again.

    version: that of this program. data: a digest of the tables, rules and weights shipped with it. model:
    name and version of the spaCy pipeline, null where none was used. own: a digest of the user's gazetteer,
    actors, rules and model, null without any.
    """

    version: NonEmpty
    data: NonEmpty
    model: NonEmpty | None
    own: NonEmpty | None


class Event(_Record):
    """One event of one article. `unknown` says why a field is null; `why` which rule gave the values that
    have no words of their own (type, status, main, confidence). `made_with` is null in records of programs
    that did not say it."""

    id: NonEmpty
    schema_version: Literal[1] = SCHEMA_VERSION
    article: ArticleRef
    event_type: EventType
    sub_event_type: NonEmpty
    status: Status
    main: bool
    date: DateRange | None
    location: Location | None
    actors: tuple[Actor, ...]
    casualties: tuple[Casualty, ...]
    evidence: Annotated[tuple[Sourced, ...], Field(min_length=1)]
    trigger: Sourced
    status_evidence: Sourced | None = None
    confidence: Annotated[float, Field(ge=0, le=1)]
    unknown: dict[str, str]
    why: dict[str, str]
    made_with: MadeWith | None = None

    @model_validator(mode="after")
    def _of_its_type(self) -> Self:
        if TYPE_OF_SUB.get(self.sub_event_type) is not self.event_type:
            raise ValueError(f"{self.sub_event_type!r} is no sub-type of {self.event_type.value!r}")
        for field in ("date", "location"):
            if getattr(self, field) is None and field not in self.unknown:
                raise ValueError(f"{field} is null without a reason in `unknown`")
        return self

    def spans(self) -> list[Span]:
        """Every span of the record, for checks that each slices back to the article's text."""
        found: list[Span] = [*self.actors, *self.casualties, *self.evidence, self.trigger]
        return found + [s for s in (self.date, self.location, self.status_evidence) if s is not None]

    def to_json(self) -> str:
        """One line of JSON; see `one_line`."""
        return one_line(self)


class RejectedArticle(_Record):
    """The article of a rejected candidate: enough to find it, and to tell whether it has changed."""

    id: NonEmpty
    path: str
    sha256: str


class Rejected(_Record):
    """A candidate that was not kept: the words that could have carried an event, with the sentence that they
    stand in, and why they did not. `why` is the reason in words; `rules` the rule that found the words, then
    the cue or test that spoke against them."""

    schema_version: Literal[1] = SCHEMA_VERSION
    article: RejectedArticle
    reason: RejectReason
    why: NonEmpty
    rules: Annotated[tuple[NonEmpty, ...], Field(min_length=1)]
    trigger: Span
    evidence: Span
    made_with: MadeWith | None = None

    def spans(self) -> list[Span]:
        """Every span of the record, for checks that each slices back to the article's text."""
        return [self.trigger, self.evidence]

    def to_json(self) -> str:
        """One line of JSON; see `one_line`."""
        return one_line(self)


def one_line(record: Event | Rejected) -> str:
    """A record as one line of JSON in the fixed order of keys, without a line end; what acts on a terminal or
    is not seen (`controls.UNSAFE`) is escaped, so that a file of them can be printed."""
    return escaped(record.model_dump_json())


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of one line of an events file."""
    return Event.model_json_schema()
