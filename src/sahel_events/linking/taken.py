"""What a record must hold to be linked: more than `form` checks, since days are reckoned with and values go
into a linked record; less than the whole model, so that records with keys of their users' are taken."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from ..schema import (
    TYPE_OF_SUB,
    CasualtyKind,
    CountryCode,
    DatePrecision,
    NonEmpty,
    Offsets,
    PlacePrecision,
    Role,
    Status,
    check_interval,
)


def _iso(day: str) -> str:
    date.fromisoformat(day[:10])  # raises ValueError
    return day


def _known(sub_type: str) -> str:
    if sub_type not in TYPE_OF_SUB:
        raise ValueError(f"{sub_type!r} is no sub-type of ours")
    return sub_type


class _Taken(BaseModel):
    model_config = ConfigDict(strict=True)  # keys that are not named here are passed over


class _Words(_Taken):
    text: str | None = None
    span: Offsets | None = None
    rule: str | None = None


class _Article(_Taken):
    id: NonEmpty
    path: str
    title: str | None = None
    published: Annotated[str, AfterValidator(_iso)] | None


class _Date(_Taken):
    start: str
    end: str
    precision: DatePrecision

    @model_validator(mode="after")
    def _interval(self) -> Self:
        check_interval(self.start, self.end)
        return self


class _Location(_Words):
    name: NonEmpty
    country: CountryCode | None
    admin1: str | None = None
    admin2: str | None = None
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None
    precision: PlacePrecision = "place"
    gazetteer_id: str | None = None


class _Actor(_Words):
    name: NonEmpty
    role: Role
    actor_id: str | None = None
    category: str | None = None
    country: CountryCode | None = None


class _Casualty(_Words):
    kind: CasualtyKind
    min: Annotated[int, Field(ge=0)]
    max: Annotated[int, Field(ge=0)] | None
    approximate: bool = False
    who: str | None

    @model_validator(mode="after")
    def _bounds(self) -> Self:
        if self.max is not None and self.min > self.max:
            raise ValueError(f"min {self.min} is above max {self.max}")
        return self


class _Evidence(_Taken):
    text: NonEmpty
    span: Offsets | None = None


class _Record(_Taken):
    id: NonEmpty
    article: _Article
    sub_event_type: Annotated[str, AfterValidator(_known)]
    status: Status
    date: _Date | None
    location: _Location | None
    actors: list[_Actor]
    casualties: list[_Casualty]
    evidence: list[_Evidence]
    confidence: Annotated[float, Field(ge=0, le=1)]
    why: dict[str, str] | None = None


def unfit(line: bytes) -> str | None:
    """Why the record of a line, whose form is right, cannot be linked, in one phrase; None where it can."""
    try:
        _Record.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "record"
        return f"not an event: {where}: {first['msg']}"
    return None
