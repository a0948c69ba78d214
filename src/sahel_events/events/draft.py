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
    """An event as told so far: its frames in order of the text, which only `add` and `sort` change.

    What they tell together is put together once for all that is compared with it. acts: all acts told;
    families: all kinds of act told, claims aside; date: the first date of what happened, single days before
    longer stretches; dates: the date of each telling that has one; places: those of the event in order,
    without what is named for context only; tolls: all that are told.
    """

    frames: list[Frame] = field(default_factory=list)
    acts: frozenset[str] = field(init=False, default=frozenset())
    families: frozenset[str] = field(init=False, default=frozenset())
    date: DateHit | None = field(init=False, default=None)
    dates: list[DateHit] = field(init=False, default_factory=list)
    places: list[PlaceMention] = field(init=False, default_factory=list)
    tolls: list[Toll] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        for frame in self.frames:
            self._tell(frame)

    def add(self, frame: Frame) -> None:
        """Join a telling, whose days, places and tolls are all known, behind the others."""
        self.frames.append(frame)
        self._tell(frame)

    def sort(self) -> None:
        """Put the frames in order of the text, headlines last."""
        self.frames.sort(key=lambda f: (f.title, f.sentence.index, f.start))
        self.date, self.dates, self.places, self.tolls = None, [], [], []
        for frame in self.frames:
            self._tell(frame)

    def _tell(self, frame: Frame) -> None:
        self.acts |= frame.acts
        self.families |= frame.families - {"claim"}
        if frame.date is not None:
            self.dates.append(frame.date)
            if self.date is None or _width(frame.date) < _width(self.date):
                self.date = frame.date
        self.places += [p for p in frame.places if not p.context]
        self.tolls += frame.tolls

    @property
    def last(self) -> Frame:
        """The telling that came last."""
        return self.frames[-1]


def _width(hit: DateHit) -> tuple[int, bool]:
    return _WIDTH[hit.value.precision], not hit.value.full
