"""The form of one line of an events file: which keys a reader may rely on, and two parsers that check it.

A line of a linked file (`linking.record`) is read as an event too: `as_event` gives it the keys that it has
in another form.

`parse_whole` gives all that a line holds, or one phrase on why it is no event. `parse_lean` gives the same
records of many lines at once with only the keys that filters and tables look at, in a fifth of the time, and
nothing where not all of them are right: its caller then asks `parse_whole`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache, partial
from operator import methodcaller
from typing import Annotated, Any, Literal, Union

SCHEMA_VERSION = 1
"""The version of `schema.SCHEMA_VERSION`, repeated (and tested to be the same) because building the models
costs an eighth of a second that `show` does not have."""

LINKED_VERSION = 1
"""The version of `linking.record.LINKED_VERSION`, repeated for the same reason."""

_PLACE = re.compile(r" at line 1 column (\d+)")  # the parser's, which sees one line
_DAY = re.compile(r"(?:\d{4}|-)-\d\d-\d\d")
_TEXT, _TEXT_OR_NONE, _COUNT = (str,), (str, type(None)), (int,)
_FORM: tuple[tuple[str, str, tuple[tuple[str, tuple[type, ...]], ...]], ...] = (
    ("", "one", (
        ("id", _TEXT), ("article", (dict,)), ("event_type", _TEXT), ("sub_event_type", _TEXT),
        ("status", _TEXT), ("main", (bool,)), ("date", (dict, type(None))), ("location", (dict, type(None))),
        ("actors", (list,)), ("casualties", (list,)), ("evidence", (list,)), ("confidence", (int, float)),
    )),
    ("article", "one", (
        ("id", _TEXT), ("path", _TEXT), ("source", _TEXT_OR_NONE), ("published", _TEXT_OR_NONE),
    )),
    ("date", "one", (("start", _TEXT), ("end", _TEXT), ("precision", _TEXT))),
    ("location", "one", (("name", _TEXT), ("country", _TEXT_OR_NONE))),
    ("actors", "many", (("name", _TEXT), ("role", _TEXT))),
    ("casualties", "many", (
        ("kind", _TEXT), ("min", _COUNT), ("max", (int, type(None))), ("who", _TEXT_OR_NONE),
    )),
    ("evidence", "many", (("text", _TEXT),)),
)
"""What a reader may rely on without the full model: field, one object or a list, the types of its keys."""

_FILLED = ("evidence",)
"""Lists that may not be empty."""

_DEGREES = (float, int, type(None))
_ALSO: dict[str, dict[str, tuple[type, ...]]] = {
    "article": dict.fromkeys(("title", "url"), _TEXT_OR_NONE),
    "location": {
        **dict.fromkeys(("text", "admin1", "admin2", "gazetteer_id", "precision"), _TEXT_OR_NONE),
        "lat": _DEGREES, "lon": _DEGREES,
    },
    "actors": dict.fromkeys(("text", "actor_id", "category", "country"), _TEXT_OR_NONE),
    "casualties": {"approximate": (bool, type(None))},
}
"""Keys that may be missing and that filters, tables or the map look at where they are there, with their
types: part of lean records."""

_SPAN = (0, 0)
_LINKED: dict[str, Any] = {
    "reports": [str], "articles": [str], "first_published": _TEXT_OR_NONE, "last_published": _TEXT_OR_NONE,
    "date": {"reports": [str]}, "location": {"reports": [str]},
    "actors": [{
        "names": [{"name": str, "reports": [str]}], "reports": [str], "named_by": [str], "denied_by": [str],
    }],
    "casualties": [{
        "low": int, "best": int, "high": int, "values": [{
            "min": int, "max": (int, type(None)), "approximate": bool, "who": _TEXT_OR_NONE, "report": str,
            "published": _TEXT_OR_NONE, "said_by": str, "text": str, "span": _SPAN,
        }],
    }],
    "evidence": [{"report": str, "article": str, "text": str, "span": _SPAN}],
    "disagreements": [{"field": str, "values": [{"value": str, "reports": [str]}]}],
}
"""What a linked event has beside the keys of an event, each a type, an object, or a list of such; `_SPAN`
are two offsets or null."""

_MISSING = object()
_BEGINS = methodcaller("startswith", b"{")
_ENDS = methodcaller("endswith", (b"}\n", b"}\r\n", b"}"))


def parse_whole(raw: bytes) -> tuple[dict[str, Any], str | None]:
    """The record of a line, and None; or {} and why it is no event, in one phrase."""
    try:
        record = _json_parser()(raw)
    except ValueError as error:
        cause = _PLACE.sub(r" (column \1)", str(error))
        return {}, f"not valid JSON: {cause}"
    linked = isinstance(record, dict) and is_linked(record)
    if linked:
        problem = linked_problem(record)
        record = as_event(record) if problem is None else record
    else:
        problem = form_problem(record)
    return (record, None) if problem is None else ({}, problem)


def parse_sound(raw: bytes) -> tuple[dict[str, Any], str | None]:
    """What `parse_whole` gives, for a line that `parse_lean` has taken: its form needs no second look."""
    try:
        return _json_parser()(raw), None
    except ValueError:  # what the lean parser passes over may be more than the other takes
        return parse_whole(raw)


def is_linked(record: Mapping[str, Any]) -> bool:
    """Whether a record is a linked event: one with all its reports."""
    return "linked_version" in record


def linked_problem(record: Mapping[str, Any]) -> str | None:
    """Why a parsed line is no linked event of this version, in one phrase; None where its form is right."""
    version = record["linked_version"]
    if version != LINKED_VERSION or isinstance(version, bool):
        return f"linked version {version!r}; this program reads version {LINKED_VERSION}"
    for key in ("reports", "articles"):
        if not record.get(key):
            return f"not a linked event: {key!r} is missing or empty"
    problem = _shape_problem("", record, _LINKED)
    return f"not a linked event: {problem}" if problem is not None else form_problem(as_event(record))


def _shape_problem(name: str, value: Any, shape: Any) -> str | None:
    """Where a value has not the shape of `_LINKED`, in one phrase; None where it has."""
    inner: Iterable[tuple[str, Any, Any]] = ()
    if isinstance(shape, dict):
        right = isinstance(value, dict) or (value is None and name in {"date", "location"})
        if isinstance(value, dict):
            keys = ((key, f"{name}.{key}".lstrip("."), each) for key, each in shape.items())
            inner = ((path, value.get(key, _MISSING), each) for key, path, each in keys)
    elif isinstance(shape, list):
        right = isinstance(value, list)
        inner = ((name, each, shape[0]) for each in value) if right else ()
    elif shape is _SPAN:
        right = value is None or (isinstance(value, list) and [*map(type, value)] == [int, int])
    else:
        right = type(value) in (shape if isinstance(shape, tuple) else (shape,))
    if not right:
        return f"{name!r} is " + ("missing" if value is _MISSING else f"{value!r:.40}")
    return next(filter(None, (_shape_problem(*each) for each in inner)), None)


def as_event(record: Mapping[str, Any]) -> dict[str, Any]:
    """A linked event with the keys of an event: `min` and `max` of a count are its `low` and `high`, with
    `best` beside them; the article is the first that reports it, and its source says how many do."""
    articles, reports = record["articles"], record["reports"]
    article = {
        "id": articles[0], "path": "", "title": None, "published": record.get("first_published"), "url": None,
        "source": f"{len(reports)} reports" if len(reports) > 1 else articles[0],
    }
    casualties = [{**row, "min": row["low"], "max": row["high"]} for row in record["casualties"]]
    return {**record, "article": article, "casualties": casualties}


@cache
def _json_parser() -> Callable[[bytes], Any]:
    from pydantic_core import from_json  # twice as fast as json; here, since --help has no use for it

    return partial(from_json, allow_inf_nan=False, cache_strings="keys")


def parse_lean(lines: Sequence[bytes]) -> list[Mapping[str, Any]] | None:
    """The records of lines (with their line feeds), with only the keys of _FORM and _ALSO; None where
    `parse_whole` may find something wrong in one of them, where they are parted by more than a line feed, and
    now and then for good ones (a version 1.0).

    Values of other keys are checked for being JSON in UTF-8 and passed over: only there a number of more than
    4,300 digits and two hundred brackets within one another go through, which `parse_whole` refuses.
    """
    # The decoder takes what it is given as one stream of values. None has "}", a line feed and "{" within it:
    # where all lines are parted so, each is one or more, and by the number of records it is one.
    if not (all(map(_BEGINS, lines)) and all(map(_ENDS, lines))):
        return None
    try:
        text = b"".join(lines)
        text.decode()  # of what it passes over, the decoder does not look at the encoding
        records = _lean_decoder()(text)
    except (ValueError, RecursionError):
        return None
    for record in records:
        if record.date is not None and not (_is_day(record.date.start) and _is_day(record.date.end)):
            return None
    return records if len(records) == len(lines) else None


@cache
def _lean_decoder() -> Callable[[bytes], list[Any]]:
    from msgspec import Meta, Struct, defstruct  # here, as above
    from msgspec.json import Decoder

    class Fields(Struct):
        """The keys of an object: sooner made than a dictionary, and read in the same way."""

        def __getitem__(self, key: str) -> Any:
            return getattr(self, key)

        def __contains__(self, key: str) -> bool:
            return hasattr(self, key)

        def get(self, key: str, default: Any = None) -> Any:
            return getattr(self, key, default)

    made: dict[str, Any] = {}
    for field, _, keys in reversed(_FORM):  # the record last, which holds the others
        types: list[Any] = [(key, Union[of], None) for key, of in _ALSO.get(field, {}).items()]  # noqa: UP007
        for key, kinds in keys:
            inner: Any = made.get(key)
            filled = Meta(min_length=1 if key in _FILLED else 0)
            of: dict[type, Any] = {dict: inner, list: Annotated[list[inner], filled]}
            types.append((key, Union[tuple(of.get(kind, kind) for kind in kinds)]))  # noqa: UP007 - of a tuple
        if not field:
            types.append(("schema_version", Literal[SCHEMA_VERSION], SCHEMA_VERSION))
        made[field] = defstruct(field or "event", types, bases=(Fields,), gc=False, kw_only=True)
    return Decoder(made[""]).decode_lines


def form_problem(record: object) -> str | None:
    """Why a parsed line is no event record of this version, in one phrase; None where its form is right.

    Checks the version, and the keys and types that filters and tables rely on. Values are left to the full
    model.
    """
    if not isinstance(record, dict):
        return "not an event: a JSON object is expected"
    version = record.get("schema_version", SCHEMA_VERSION)
    if version != SCHEMA_VERSION or isinstance(version, bool):
        return f"schema version {version!r}; this program reads version {SCHEMA_VERSION}"
    for field, number, keys in _FORM:
        value = record[field] if field else record
        if value is None:
            continue
        for item in value if number == "many" else (value,):
            problem = _keys_problem(field, item, keys) or _also_problem(field, item)
            if problem is not None:
                return problem
    return _values_problem(record)


def _keys_problem(field: str, item: object, keys: Iterable[tuple[str, tuple[type, ...]]]) -> str | None:
    if not isinstance(item, dict):
        return f"not an event: {field!r} holds {item!r:.40}, an object is expected"
    for key, types in keys:
        value = item.get(key, _MISSING)
        if type(value) not in types:  # by the exact type: True is no count
            name = f"{field}.{key}" if field else key
            return f"not an event: {name!r} is " + ("missing" if value is _MISSING else f"{value!r:.40}")
    return None


def _also_problem(field: str, item: Mapping[str, Any]) -> str | None:
    for key, types in _ALSO.get(field, {}).items():
        if type(item.get(key)) not in types:
            return f"not an event: '{field}.{key}' is {item[key]!r:.40}"
    return None


def _values_problem(record: Mapping[str, Any]) -> str | None:
    date = record["date"]
    if date is not None and not (_is_day(date["start"]) and _is_day(date["end"])):
        return f"not an event: date {date['start']!r:.40} to {date['end']!r:.40}"
    for key in _FILLED:
        if not record[key]:
            return f"not an event: {key!r} is empty"
    return None


@lru_cache(maxsize=16384)  # forty years
def _is_day(text: str) -> bool:
    return _DAY.fullmatch(text) is not None
