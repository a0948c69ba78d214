"""The options by which a command chooses events, the same for each command that reads them."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Annotated, Any

import typer

from . import complete
from .questions import Asked


def filters(
    *,
    actor: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME", help="Actor by any of its names; a state or group with all under it.",
            autocompletion=complete.actors,
        ),
    ] = None,
    place: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME", help="Place, region or country, by any of its names.",
            autocompletion=complete.places,
        ),
    ] = None,
    country: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME", help="Country of the event's place, by name or ISO code.",
            autocompletion=complete.countries,
        ),
    ] = None,
    type_: Annotated[
        list[str] | None,
        typer.Option(
            "--type", metavar="TYPE", help="Event type or sub-type.", autocompletion=complete.types
        ),
    ] = None,
    status: Annotated[
        list[str] | None,
        typer.Option(
            metavar="STATUS", help="confirmed, reported, claimed or denied.", autocompletion=complete.statuses
        ),
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="First day: YYYY, YYYY-MM or YYYY-MM-DD.")
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Last day: the same.")] = None,
    min_killed: Annotated[
        int | None, typer.Option(metavar="N", min=0, help="At least N killed (lower ends of the counts).")
    ] = None,
    main: Annotated[
        bool | None,
        typer.Option(
            "--main/--background", show_default=False, help="Only what articles are about, or the rest."
        ),
    ] = None,
    min_confidence: Annotated[
        float | None, typer.Option(metavar="X", min=0, max=1, help="Confidence of at least X, 0 to 1.")
    ] = None,
) -> Asked:
    """What the options of the filters ask for."""
    return Asked(
        actors=tuple(actor or ()),
        places=tuple(place or ()),
        countries=tuple(country or ()),
        types=tuple(type_ or ()),
        statuses=tuple(status or ()),
        since=since,
        until=until,
        min_killed=min_killed,
        main=main,
        min_confidence=min_confidence,
    )


def filtered(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of `filters` in the place of its keyword argument `asked`, which it gets
    made from them."""
    own = inspect.signature(command, eval_str=True)
    options = inspect.signature(filters, eval_str=True).parameters

    def with_filters(**values: Any) -> None:
        chosen = {name: values.pop(name) for name in options}
        command(**values, asked=filters(**chosen))

    parameters: list[inspect.Parameter] = []
    for name, parameter in own.parameters.items():
        parameters += options.values() if name == "asked" else [parameter]
    with_filters.__signature__ = own.replace(parameters=parameters)  # type: ignore[attr-defined]
    with_filters.__annotations__ = {each.name: each.annotation for each in parameters}
    with_filters.__name__, with_filters.__doc__ = command.__name__, command.__doc__
    return with_filters
