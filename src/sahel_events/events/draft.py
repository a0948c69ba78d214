"""An event as told so far: the tellings that were joined to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from .casualties import Toll
from .frames import DateHit, Frame
from .places import PlaceMention
from .reading import Mention

GroupOf = Callable[[Mention], str]
_WIDTH = {"day": 0, "week": 1, "month": 2, "year": 3}


@dataclass(slots=True)
class Draft:
    """An event as told so far: its frames in order of the text."""

    frames: list[Frame] = field(default_factory=list)

    @property
    def acts(self) -> set[str]:
        """All acts told."""
        return {a for f in self.frames for a in f.acts}

    @property
    def families(self) -> set[str]:
        """All kinds of act told, claims aside."""
        return {x for f in self.frames for x in f.families} - {"claim"}

    @property
    def date(self) -> DateHit | None:
        """The first date of what happened, single days before longer stretches."""
        hits = [f.date for f in self.frames if f.date is not None]
        return min(hits, key=lambda h: (_WIDTH[h.value.precision], not h.value.full), default=None)

    @property
    def places(self) -> list[PlaceMention]:
        """Places of the event in order, those named only for context left out."""
        return [p for f in self.frames for p in f.places if not p.context]

    @property
    def tolls(self) -> list[Toll]:
        """All tolls told."""
        return [t for f in self.frames for t in f.tolls]

    @property
    def last(self) -> Frame:
        """The telling that came last."""
        return self.frames[-1]
