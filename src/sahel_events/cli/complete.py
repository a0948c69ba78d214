"""What the shell offers when Tab is pressed: names from the events file at hand, and the words of options.

Typer's completion calls these functions (`--install-completion` puts its script in place). They read the
events file that stands on the command line, or events.jsonl, and offer what occurs in it. Nothing of a record
may act on the shell: a name is offered only where all its characters are harmless, and quoted for the shell
that asks. Whatever goes wrong, nothing is offered and nothing is said, since the words would land in the
middle of a command.
"""

from __future__ import annotations

import os
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import typer

Names = list[Any]
"""What Typer is given: words, or pairs of a word and what it means."""

_DEFAULT = "events.jsonl"
_MOST_BYTES = 1 << 25
"""Of a file that is read: 32 MB hold more than 10,000 events and take a tenth of a second. What occurs only
after them is not offered."""

_HARMLESS = set(" '’-.,()/&+_")
"""What a name may hold besides letters, digits and accents: nothing that a shell expands within quotes."""

_PLAIN = set("-.,/+_’")
"""What bash and PowerShell take as it is."""


class _Offer(str):
    """A word to offer. Typer drops those that do not begin, to the letter, with what was typed; these were
    chosen already, accents and case aside, and are quoted."""

    __slots__ = ()

    def startswith(self, *_: Any) -> bool:
        """True (called by Typer)."""
        return True


def _quiet(offer: Callable[[typer.Context, str], Iterable[str]]) -> Callable[[typer.Context, str], Names]:
    """A function that Typer can call: it offers nothing where anything goes wrong."""

    def completion(ctx: typer.Context, incomplete: str) -> Names:
        try:
            return [_Offer(_quoted(name)) for name in _beginning(offer(ctx, incomplete), incomplete)]
        except Exception:
            return []

    return completion


def _beginning(names: Iterable[str], typed: str) -> list[str]:
    """The names that begin with what was typed, accents and case aside; where some do to the letter, these
    alone. Those after the first are left out where the shell would shorten what was typed to what all begin
    with."""
    from ..lexicon.fold import fold

    harmless = [name for name in dict.fromkeys(names) if _is_harmless(name)]
    same = [name for name in harmless if name.startswith(typed)]
    alike = same or [name for name in harmless if fold(name).startswith(fold(typed))]
    starts = {name[: len(typed)] for name in alike}
    return alike if len(starts) == 1 else alike[:1]


def _is_harmless(name: str) -> bool:
    return name[:1].isalnum() and all(
        c.isalnum() or c in _HARMLESS or _is_accent(c) for c in name
    )


def _is_accent(character: str) -> bool:
    return unicodedata.category(character) == "Mn"


def _quoted(name: str) -> str:
    """A harmless name as the shell that asks wants to have it; fish and zsh quote what they insert."""
    shell = os.environ.get("_SAHEL_EVENTS_COMPLETE", "").removeprefix("complete_")
    plain = all(c.isalnum() or c in _PLAIN for c in name)
    if shell == "bash" and not plain:
        return _quoted_for_bash(name)
    if shell in {"powershell", "pwsh"} and not plain:
        return "'" + name.replace("'", "''") + "'"
    if shell == "zsh":
        return name.replace("'", "’")  # Typer's script loses the straight one; names are found with both
    return name


def _quoted_for_bash(name: str) -> str:
    words = os.environ.get("COMP_WORDS", "").split("\n")
    number = os.environ.get("COMP_CWORD", "")
    word = words[int(number)] if number.isdecimal() and int(number) < len(words) else ""
    if word.startswith('"'):  # within quotes that are still open
        return name
    if word.startswith("'"):
        return name.replace("'", "'\\''")
    return "".join(c if c.isalnum() or c in _PLAIN or _is_accent(c) else f"\\{c}" for c in name)


def _lines(ctx: typer.Context) -> Iterator[bytes]:
    """The lines of the events files on the command line, of events.jsonl where there are none."""
    given = ctx.params.get("file") or ctx.params.get("events") or _DEFAULT
    half = [each for each in ctx.args if not each.endswith(".csv")]  # of a half-written line: not yet parsed
    files = half or ([given] if isinstance(given, str) else given)
    for path in map(Path, files):
        if path.is_file():  # no pipe, which would be waited for
            with path.open("rb") as stream:
                yield from stream.readlines(_MOST_BYTES)


def _records(ctx: typer.Context, **fields: Any) -> Iterator[Any]:
    """The records with only these fields (their types); lines where they are otherwise are passed over."""
    from msgspec import DecodeError, defstruct
    from msgspec.json import Decoder

    form = defstruct("Record", list(fields.items()), gc=False)
    decoder = Decoder(form)
    for line in _lines(ctx):
        try:
            yield decoder.decode(line)
        except (DecodeError, RecursionError, UnicodeDecodeError):
            continue


def _commonest(names: Iterable[str | None]) -> list[str]:
    return [name for name, _ in Counter(filter(None, names)).most_common()]


def _actors(ctx: typer.Context, _: str) -> Iterable[str]:
    from msgspec import defstruct

    actor = defstruct("Actor", [("name", str)], gc=False)
    return _commonest(a.name for record in _records(ctx, actors=list[actor]) for a in record.actors)  # type: ignore[valid-type]


def _located(ctx: typer.Context) -> Iterator[Any]:
    from msgspec import defstruct

    optional = str | None
    place = defstruct(
        "Place", [("name", str), ("country", optional, None), ("admin1", optional, None)], gc=False
    )
    return (r.location for r in _records(ctx, location=place | None) if r.location is not None)


def _places(ctx: typer.Context, _: str) -> Iterable[str]:
    found = list(_located(ctx))
    return _commonest([*(place.name for place in found), *(place.admin1 for place in found)])


def _countries(ctx: typer.Context, _: str) -> Iterable[str]:
    from ..lexicon.demonyms import nation_names

    codes = _commonest(place.country for place in _located(ctx))
    return [*(nation_names()[code] for code in codes if code in nation_names()), *codes]


def _types(ctx: typer.Context, _: str) -> Iterable[str]:
    records = list(_records(ctx, event_type=str, sub_event_type=str))
    return _commonest([*(r.event_type for r in records), *(r.sub_event_type for r in records)])


def _statuses(ctx: typer.Context, _: str) -> Iterable[str]:
    return _commonest(record.status for record in _records(ctx, status=str))


def _ids(ctx: typer.Context, _: str) -> Iterable[str]:
    return (record.id for record in _records(ctx, id=str))


def _sorts(_: typer.Context, __: str) -> Iterable[str]:
    from ..query import SORTS

    return SORTS


def _formats(_: typer.Context, __: str) -> Iterable[str]:
    from .show import FORMATS

    return FORMATS


def _columns(_: typer.Context, typed: str) -> Iterable[str]:
    from ..views.columns import COLUMNS

    *before, _last = typed.split(",")
    given = "".join(f"{name}," for name in before)
    return (given + name for name in COLUMNS if name not in before)


actors, places, countries = _quiet(_actors), _quiet(_places), _quiet(_countries)
types, statuses, ids = _quiet(_types), _quiet(_statuses), _quiet(_ids)
sorts, formats, columns = _quiet(_sorts), _quiet(_formats), _quiet(_columns)
