"""How far a record can be trusted: the chance that its type, date, place and dead are all right.

A logistic model over yes-or-no signs that stand in the record itself, so that anybody can follow the figure;
the weights are in `data/confidence.toml` with what they were fitted on (`scripts/fit_confidence.py`).
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from ..errors import TableError
from ..lexicon.tables import packaged
from ..schema import CasualtyKind, DateRange, Event, Location, Role

NEAR = 80
"""Characters between a value and the trigger: about half a sentence of news (20 to 25 words)."""

SIGNS = (
    "date.none", "date.undatable", "date.elsewhere",
    "date.far", "date.announced", "date.wide", "date.shifted", "date.no_year",
    "place.none", "place.elsewhere", "place.far", "place.taken_up", "place.unlisted",
    "place.fuzzy", "place.wide",
    "actor.no_perpetrator", "actor.no_target", "actor.many",
    "killed.none", "killed.several", "killed.open", "killed.zero",
    "type.unknown_target", "type.battles", "type.explosions_remote_violence",
    "type.violence_against_civilians",
    "type.protests", "type.riots", "trigger.toll", "told.once", "told.often", "article.one", "article.many",
    "article.brief",
    "background",
)  # fmt: skip
"""The signs that the model knows; one that a record does not bear counts as 0."""

MOST, LEAST = 0.98, 0.02
"""No record is certain, in either direction: two careful annotators agree on 78% of main events."""

BRIEF = 4  # sentences: a note of one event, which leaves little to mix up

MANY = 5  # events of one article: a survey or a chronicle, whose dates and places are easily mixed up


def signs(event: Event, beside: int, sentences: int) -> tuple[str, ...]:
    """The signs that a record bears, in the order of SIGNS. `beside`: how many events its article has;
    `sentences`: how many sentences were read of it.
    """
    told = [e.span for e in event.evidence]
    found = {
        *_date_signs(event.date, told, event.trigger.span, event.article.published is not None),
        *_place_signs(event.location, told, event.trigger.span),
        *_people_signs(event),
        f"type.{event.event_type.value}",
    }
    if event.why.get("event_type") == "type.unknown_target":
        found.add("type.unknown_target")
    if event.trigger.rule.startswith(("toll.", "kill.die", "wound.")):
        found.add("trigger.toll")
    if len(told) == 1:
        found.add("told.once")
    if len(told) > 2:
        found.add("told.often")
    if beside == 1:
        found.add("article.one")
    if beside >= MANY:
        found.add("article.many")
    if sentences <= BRIEF:
        found.add("article.brief")
    if not event.main:
        found.add("background")
    return tuple(s for s in SIGNS if s in found)


def rate(event: Event, beside: int, sentences: int) -> Event:
    """The event with its confidence, and in `why` the signs that it rests on."""
    found = signs(event, beside, sentences)
    score = chance(found, weights())
    why = {**event.why, "confidence": " ".join(found)}
    return event.model_copy(update={"confidence": round(min(max(score, LEAST), MOST), 2), "why": why})


def chance(found: Iterable[str], weight: Mapping[str, float]) -> float:
    """The model's chance, 0 to 1, that a record with these signs is right."""
    return 1.0 / (1.0 + math.exp(-(weight["base"] + sum(weight[s] for s in found))))


@lru_cache(maxsize=1)
def weights() -> Mapping[str, float]:
    """The shipped weights: one for each of SIGNS, and `base`. Raises TableError where they are not."""
    return read_weights(packaged("confidence.toml"))


def read_weights(path: Path) -> Mapping[str, float]:
    """Weights from a TOML file with a table `weights`. Raises TableError for missing or wrong ones."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8")).get("weights")
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TableError(str(path), None, f"cannot be read as TOML: {error}") from error
    if not isinstance(table, dict):
        raise TableError(str(path), None, "has no table [weights]")
    wanted = {"base", *SIGNS}
    flat = {f"{k}.{n}" if n else k: v for k, part in table.items() for n, v in _parts(part)}
    if flat.keys() != wanted:
        wrong = ", ".join(sorted(flat.keys() ^ wanted))
        raise TableError(str(path), None, f"weights missing or unknown: {wrong}")
    found: dict[str, float] = {}
    for name, value in flat.items():
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
            raise TableError(str(path), None, f"no finite number: {name}")
        found[name] = float(value)
    return found


def _parts(part: object) -> Iterable[tuple[str, object]]:
    return part.items() if isinstance(part, dict) else (("", part),)


def _within(span: tuple[int, int], told: Sequence[tuple[int, int]]) -> bool:
    return any(a <= span[0] and span[1] <= b for a, b in told)


def _far(span: tuple[int, int], trigger: tuple[int, int]) -> bool:
    return max(span[0] - trigger[1], trigger[0] - span[1]) > NEAR


def _date_signs(
    date: DateRange | None, told: Sequence[tuple[int, int]], trigger: tuple[int, int], published: bool
) -> Iterable[str]:
    if date is None:
        return ("date.none",) if published else ("date.undatable",)
    found = {
        "date.elsewhere": not _within(date.span, told),
        "date.far": _far(date.span, trigger),
        "date.announced": date.rule.endswith("+of_announcement"),
        "date.wide": date.precision != "day",
        "date.shifted": date.rule.startswith("date.shifted"),
        "date.no_year": date.start.startswith("--"),
    }
    return [s for s, there in found.items() if there]


def _place_signs(
    place: Location | None, told: Sequence[tuple[int, int]], trigger: tuple[int, int]
) -> Iterable[str]:
    if place is None:
        return ("place.none",)
    found = {
        "place.elsewhere": not _within(place.span, told),
        "place.far": _far(place.span, trigger),
        "place.taken_up": "+" in place.rule,
        "place.unlisted": place.gazetteer_id is None,
        "place.fuzzy": "fuzzy" in place.rule,
        "place.wide": place.precision != "place",
    }
    return [s for s, there in found.items() if there]


def _people_signs(event: Event) -> Iterable[str]:
    roles = [a.role for a in event.actors]
    killed = [c for c in event.casualties if c.kind is CasualtyKind.KILLED]
    found = {
        "actor.no_perpetrator": Role.PERPETRATOR not in roles,
        "actor.no_target": Role.TARGET not in roles,
        "actor.many": len(roles) > 3,
        "killed.none": not killed,
        "killed.several": len(killed) > 1,
        "killed.open": any(c.max is None for c in killed),
        "killed.zero": bool(killed) and all(c.max == 0 for c in killed),
    }
    return [s for s, there in found.items() if there]
