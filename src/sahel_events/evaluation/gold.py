"""Gold articles: events coded by hand, one JSON file for each article, checked before anything is judged.

Beside the fields of a record (docs/fields.md) gold may say what else is right (`accept`, `date_accept`,
`date_if_published`, `evidence_also`) and what is not judged (`optional`, `ignore`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from ..errors import EvaluationError, StoreError
from ..schema import (
    TYPE_OF_SUB,
    CasualtyKind,
    CountryCode,
    DatePrecision,
    EventType,
    NonEmpty,
    PlacePrecision,
    Role,
    Status,
)

FIELDS: Final = (
    "event",
    "event_type",
    "sub_event_type",
    "status",
    "date",
    "location",
    "actors",
    "killed",
    "casualties",
)
"""What is judged, in the order in which it is shown."""

Judged = Literal[
    "event_type", "sub_event_type", "status", "date", "location", "actors", "killed", "casualties"
]
_DAY = re.compile(r"(?:\d{4}|-)-\d\d-\d\d")
_LIKE_A_KEY = 0.8
"""From this likeness on an unknown key is taken for a known one misspelt, which would change what is judged;
others are notes of the coder."""


class _Gold(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="allow")

    @model_validator(mode="after")
    def _no_misspelt_key(self) -> Self:
        for key in self.model_extra or ():
            near = get_close_matches(key, type(self).model_fields, 1, _LIKE_A_KEY)
            if near:
                raise ValueError(f"unknown key {key!r}; is {near[0]!r} meant?")
        return self


class GoldDate(_Gold):
    """An interval of days, both ends included; `--MM-DD` where the year is not known."""

    start: str
    end: str
    precision: DatePrecision

    @model_validator(mode="after")
    def _interval(self) -> Self:
        ends = [_day(end) for end in (self.start, self.end)]
        if self.start.startswith("--") != self.end.startswith("--"):
            raise ValueError(f"one end has a year and the other none: {self.start}, {self.end}")
        if ends[0] > ends[1] and not self.start.startswith("--"):
            raise ValueError(f"it ends before it starts: {self.start}, {self.end}")
        return self


def _day(text: str) -> date:
    wrong = f"{text!r} is no day: YYYY-MM-DD, or --MM-DD without a year"
    if not _DAY.fullmatch(text):
        raise ValueError(wrong)
    try:
        return date.fromisoformat("2000" + text[1:] if text.startswith("--") else text)
    except ValueError:
        raise ValueError(wrong) from None


class GoldPlace(_Gold):
    """The most exact place named, and other right names for it."""

    name: NonEmpty
    country: CountryCode | None
    precision: PlacePrecision
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None
    accept: tuple[NonEmpty, ...] = ()


class GoldActor(_Gold):
    """A side, and other right names for it."""

    name: NonEmpty
    role: Role
    accept: tuple[NonEmpty, ...] = ()
    optional: bool = False


class GoldCount(_Gold):
    """A count of people of one kind and group; `max` null where it is open above."""

    kind: CasualtyKind
    min: Annotated[int, Field(ge=0)]
    max: Annotated[int, Field(ge=0)] | None
    who: str | None = None
    approximate: bool = False
    optional: bool = False

    @model_validator(mode="after")
    def _bounds(self) -> Self:
        if self.max is not None and self.min > self.max:
            raise ValueError(f"min {self.min} is above max {self.max}")
        return self

    @property
    def count(self) -> tuple[str, int, int | None]:
        """What has to be the same in a record."""
        return self.kind.value, self.min, self.max


class GoldEvent(_Gold):
    """One event. `optional`: it neither gains nor costs; `ignore`: fields that the text leaves open."""

    id: str | None = None
    main: bool
    event_type: EventType
    sub_event_type: NonEmpty
    status: Status
    date: GoldDate | None
    location: GoldPlace | None
    actors: tuple[GoldActor, ...]
    casualties: tuple[GoldCount, ...]
    evidence: NonEmpty
    evidence_also: tuple[NonEmpty, ...] = ()
    date_if_published: GoldDate | None = None
    date_accept: tuple[NonEmpty, ...] = ()
    optional: bool = False
    ignore: tuple[Judged, ...] = ()

    @field_validator("sub_event_type")
    @classmethod
    def _known(cls, value: str) -> str:
        if value not in TYPE_OF_SUB:
            raise ValueError(f"{value!r} is no sub-type; possible: {', '.join(TYPE_OF_SUB)}")
        return value

    @model_validator(mode="after")
    def _of_its_type(self) -> Self:
        if TYPE_OF_SUB[self.sub_event_type] is not self.event_type:
            raise ValueError(f"{self.sub_event_type!r} is no sub-type of {self.event_type.value!r}")
        return self

    @property
    def quotations(self) -> tuple[str, ...]:
        """The words that carry the event, the shortest that do first."""
        return (self.evidence, *self.evidence_also)

    def ignores(self, field: str) -> bool:
        """Whether a field is not judged; the killed are casualties."""
        return field in self.ignore or (field == "killed" and "casualties" in self.ignore)


class GoldArticle(_Gold):
    """The events of one article; `article` is its id, which records carry as `article.id`."""

    article: NonEmpty
    published: str | None = None
    published_known_outside_text: str | None = None
    events: tuple[GoldEvent, ...]

    @field_validator("published", "published_known_outside_text")
    @classmethod
    def _a_day(cls, value: str | None) -> str | None:
        if value is not None:
            _day(value)
        return value

    @model_validator(mode="after")
    def _own_ids(self) -> Self:
        ids = [event.id for event in self.events if event.id is not None]
        twice = sorted({each for each in ids if ids.count(each) > 1})
        if twice:
            raise ValueError(f"several events have the id {', '.join(map(repr, twice))}")
        return self

    @property
    def judged(self) -> int:
        """How many of its events are judged."""
        return sum(not event.optional for event in self.events)


def read_gold(folder: str | Path) -> list[GoldArticle]:
    """The gold articles of a folder, one for each `.json` file, in order of their names.

    Raises StoreError where there is no such folder, and EvaluationError with one line for everything that is
    wrong (file, field, cause) where a file breaks the form or there is none.
    """
    path = Path(folder)
    if not path.is_dir():
        raise StoreError(
            f"{folder}: no such folder with gold files; give the one with a .json file for each article"
        )
    files = sorted(path.glob("*.json"))
    if not files:
        raise EvaluationError([f"{folder}: no gold in it: one .json file for each article is wanted"])
    found: list[GoldArticle] = []
    problems: list[str] = []
    for file in files:
        item = _read(file)
        if isinstance(item, GoldArticle):
            found.append(item)
        else:
            problems += item
    if problems:
        raise EvaluationError(problems)
    return found


def _read(file: Path) -> GoldArticle | list[str]:
    try:
        article = GoldArticle.model_validate_json(file.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    except OSError as error:
        return [f"{file}: cannot be read: {error.strerror or error}"]
    except ValidationError as error:
        return [f"{file}: {cause}" for cause in _causes(error)]
    if article.article != file.stem:
        return [f"{file}: article: {article.article!r}, where the file's name says {file.stem!r}"]
    return article


def _causes(error: ValidationError) -> Iterator[str]:
    """One phrase for each cause: the field, and what is wrong with it."""
    for item in error.errors(include_url=False):
        parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in item["loc"])
        field = "".join(parts).lstrip(".")
        cause = item["msg"].removeprefix("Value error, ")
        given = item["input"]
        if not cause.startswith("Field required") and isinstance(given, (str, int, float)):
            cause += f", not {given!r:.60}" if repr(given) not in cause else ""
        yield f"{field}: {cause}" if field else cause
