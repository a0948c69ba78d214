"""The linked record: one event with all its reports, as one line of JSON (docs/linking.md)."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from ..controls import escaped
from ..schema import (
    TYPE_OF_SUB,
    CasualtyKind,
    CountryCode,
    DatePrecision,
    EventType,
    MadeWith,
    NonEmpty,
    Offsets,
    PlacePrecision,
    Role,
    Status,
)

LINKED_VERSION: Final = 1
"""Version of the linked record's form."""

Speaker = Literal[
    "army", "official", "group", "united_nations", "medical", "residents", "watchers", "unnamed", "article",
]
"""Who stands behind a count; `article` where the article says it in its own words."""

Reports = Annotated[tuple[NonEmpty, ...], Field(min_length=1)]


class _Linked(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class LinkedDate(_Linked):
    """The most exact interval that is supported, and the ids of the `reports` that support it: those whose
    own interval holds it."""

    start: str
    end: str
    precision: DatePrecision
    reports: Reports


class LinkedLocation(_Linked):
    """The most exact place that is supported, as `schema.Location`, and the reports that name it or what it
    lies in."""

    name: NonEmpty
    country: CountryCode | None
    admin1: str | None
    admin2: str | None
    lat: float | None
    lon: float | None
    precision: PlacePrecision
    gazetteer_id: str | None
    reports: Reports


class Naming(_Linked):
    """A name that reports give to an actor."""

    name: NonEmpty
    reports: Reports


class LinkedActor(_Linked):
    """A side in a role: by its most exact `name`, with all `names` that reports give it. `named_by`: the
    speakers of the reports that name it in this role; `denied_by`: reports in which that is denied."""

    name: NonEmpty
    role: Role
    actor_id: str | None
    category: str | None
    country: CountryCode | None
    names: Annotated[tuple[Naming, ...], Field(min_length=1)]
    reports: Reports
    named_by: tuple[Speaker, ...]
    denied_by: tuple[NonEmpty, ...]


class Count(_Linked):
    """What one report counts: `min` to `max` (null: open above), with its words and where they stand in the
    text of the report's article."""

    min: Annotated[int, Field(ge=0)]
    max: Annotated[int, Field(ge=0)] | None
    approximate: bool
    who: str | None
    report: NonEmpty
    published: str | None
    said_by: Speaker
    text: str
    span: Offsets | None


class LinkedCasualty(_Linked):
    """The people of one kind and side: the lowest, best and highest count, and the counts behind them."""

    kind: CasualtyKind
    who: str | None
    low: Annotated[int, Field(ge=0)]
    best: Annotated[int, Field(ge=0)]
    high: Annotated[int, Field(ge=0)]
    values: Annotated[tuple[Count, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.low <= self.best <= self.high:
            raise ValueError(f"low {self.low}, best {self.best} and high {self.high} are not in order")
        return self


class Version(_Linked):
    """One of the values that reports disagree about, in words, and who gives it."""

    value: str
    reports: Reports


class Disagreement(_Linked):
    """A field on which the reports differ, with each value."""

    field: NonEmpty
    values: Annotated[tuple[Version, ...], Field(min_length=2)]


class Quote(_Linked):
    """The words of a report that carry the event, and where they stand in the text of its article."""

    report: NonEmpty
    article: NonEmpty
    text: NonEmpty
    span: Offsets | None


class LinkedEvent(_Linked):
    """One event with all its reports. `alone` says why a record could not be compared with others; null where
    it was. `made_with` is what joined them."""

    id: NonEmpty
    linked_version: Literal[1] = LINKED_VERSION
    event_type: EventType
    sub_event_type: NonEmpty
    status: Status
    main: bool
    date: LinkedDate | None
    location: LinkedLocation | None
    actors: tuple[LinkedActor, ...]
    casualties: tuple[LinkedCasualty, ...]
    evidence: Annotated[tuple[Quote, ...], Field(min_length=1)]
    disagreements: tuple[Disagreement, ...]
    reports: Reports
    articles: Reports
    first_published: str | None
    last_published: str | None
    confidence: Annotated[float, Field(ge=0, le=1)]
    alone: str | None = None
    made_with: MadeWith | None = None

    @model_validator(mode="after")
    def _of_its_type(self) -> Self:
        if TYPE_OF_SUB.get(self.sub_event_type) is not self.event_type:
            raise ValueError(f"{self.sub_event_type!r} is no sub-type of {self.event_type.value!r}")
        return self

    def to_json(self) -> str:
        """One line of JSON; what acts on a terminal or is not seen is escaped."""
        return escaped(self.model_dump_json())


def linked_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of one line of a linked file."""
    return LinkedEvent.model_json_schema()
