"""The wrong values of a record that was paired with a gold event, each with its stage."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pydantic import BaseModel

from .gold import GoldActor, GoldEvent
from .judge import Judgement, match_actors, match_counts
from .likeness import Row, same_name, words
from .stages import Mistake, Stage

Say = Callable[..., Mistake]

_DATE = ("start", "end", "precision")
_PLACE = ("name", "country", "precision", "lat", "lon")
_ACTOR = ("name", "role")
_COUNT = ("kind", "min", "max", "who")


def value_mistakes(judgement: Judgement) -> Iterator[Mistake]:
    """What is wrong with the values of a pair. A wrong type is one mistake, though its sub-type is wrong
    too, and so is a wrong count of killed, though it is a casualty too."""
    event, record = judgement.gold, judgement.record
    assert event is not None
    assert record is not None
    wrong = {name for name, tally in judgement.tallies.items() if tally.wrong}

    def say(stage: Stage, name: str, gold: Any, got: Any) -> Mistake:
        number, ident = judgement.number, record["id"]
        return Mistake(judgement.article, stage, name, number, ident, gold, got)

    for name in ("event_type", "sub_event_type"):
        if name in wrong:
            yield say(Stage.TYPED_WRONGLY, name, str(getattr(event, name)), record.get(name))
            break
    if "status" in wrong:
        yield say(Stage.STATUS_WRONG, "status", event.status.value, record.get("status"))
    yield from _settings(judgement, event, record, wrong, say)
    if "actors" in wrong:
        yield from _actors(event, record, say)
    if "casualties" in wrong:
        yield from _counts(event, record, say)


def _settings(
    judgement: Judgement, event: GoldEvent, record: Row, wrong: set[str], say: Say
) -> Iterator[Mistake]:
    for name, gold, keys in (
        ("date", event.date or event.date_if_published, _DATE),
        ("location", event.location, _PLACE),
    ):
        if name in wrong:
            tally = judgement.tallies[name]
            stage = (
                Stage.RESOLVED_WRONGLY
                if tally.missed and tally.spurious
                else Stage.VALUE_MISSED
                if tally.missed
                else Stage.VALUE_INVENTED
            )
            yield say(stage, name, _gold(gold if tally.missed else None, keys), _got(record.get(name), keys))


def _actors(event: GoldEvent, record: Row, say: Say) -> Iterator[Mistake]:
    match = match_actors(event, record)
    missed, left = [actor for actor in match.missed if not actor.optional], list(match.spurious)
    for stage, fits in ((Stage.CAST_WRONGLY, _same_actor), (Stage.RESOLVED_WRONGLY, _same_words)):
        for actor in list(missed):
            row = next((row for row in left if fits(actor, row)), None)
            if row is not None:
                missed.remove(actor)
                left.remove(row)
                yield say(stage, "actors", _gold(actor, _ACTOR), _got(row, _ACTOR))
    for actor in missed:
        yield say(Stage.PARTICIPANT_MISSED, "actors", _gold(actor, _ACTOR), None)
    for row in left:
        known = any(_same_actor(actor, row) for actor in event.actors)
        stage = Stage.CAST_WRONGLY if known else Stage.PARTICIPANT_INVENTED
        yield say(stage, "actors", None, _got(row, _ACTOR))


def _same_actor(actor: GoldActor, row: Row) -> bool:
    return same_name(actor, row.get("name"))


def _same_words(actor: GoldActor, row: Row) -> bool:
    """Whether the record read an actor of that role from words that hold gold's name."""
    given = set(words(row.get("text")))
    names = (set(words(name)) for name in (actor.name, *actor.accept))
    return actor.role == row.get("role") and any(name and name <= given for name in names)


def _counts(event: GoldEvent, record: Row, say: Say) -> Iterator[Mistake]:
    match = match_counts(event, record)
    left = list(match.spurious)
    for wanted in match.missed:
        if wanted.optional:
            continue
        row = next((row for row in left if row["kind"] == wanted.kind), None)
        stage = Stage.COUNT_MISSED
        if row is not None:
            left.remove(row)
            stage = Stage.COUNTED_WRONGLY
        yield say(stage, "casualties", _gold(wanted, _COUNT), _got(row, _COUNT))
    for row in left:
        yield say(Stage.COUNT_INVENTED, "casualties", None, _got(row, _COUNT))


def _gold(value: BaseModel | None, keys: tuple[str, ...]) -> dict[str, Any] | None:
    return value.model_dump(mode="json", include=set(keys)) if value is not None else None


def _got(value: Row | None, keys: tuple[str, ...]) -> dict[str, Any] | None:
    """The values, with the words and the rule that they were read with."""
    if not value:
        return None
    return {key: value[key] for key in (*keys, "text", "rule") if key in value}
