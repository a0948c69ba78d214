"""An article in chapters, within which the tellings of an event are sought: who compares each with each must
not be given a book.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from .frames import Frame
from .places import PlaceMention
from .reading import Sentence

LONGEST = 300
"""Sentences. Of 331 articles of news (123 on conflict, 172 of a broadcaster, 36 samples) the longest has 47,
and none more than 22 tellings; what is longer is a report or a collection, whose chapters tell of other
events."""

TELLINGS = 100
"""Tellings of events after which a chapter ends as well."""
_TO_END = 50
"""Sentences, or tellings, by which a chapter may be longer so that it ends with a paragraph."""


@dataclass(slots=True)
class Chapter:
    """Sentences of an article that follow one another, with what was found in them, in order."""

    sentences: Sequence[Sentence]
    frames: list[Frame] = field(default_factory=list)
    places: list[PlaceMention] = field(default_factory=list)


def chapters(
    sentences: Sequence[Sentence], frames: Sequence[Frame], places: Sequence[PlaceMention]
) -> list[Chapter]:
    """The chapters of an article, one where it is no longer than LONGEST and TELLINGS; a chapter ends with a
    paragraph where it can. The headline's tellings go to the first that tells of anything beside them.
    """
    told = Counter(frame.sentence.index for frame in frames)
    found = [Chapter(sentences[start:end]) for start, end in _bounds(sentences, told)]
    of = [number for number, chapter in enumerate(found) for _ in chapter.sentences]
    for place in places:
        found[of[place.sentence.index]].places.append(place)
    first = min((of[f.sentence.index] for f in frames if not f.title), default=0)
    for frame in frames:
        found[first if frame.title else of[frame.sentence.index]].frames.append(frame)
    return found


def _bounds(sentences: Sequence[Sentence], told: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    start = tellings = 0
    for index in range(1, len(sentences)):
        tellings += told.get(index - 1, 0)
        opens = sentences[index].unit.block != sentences[index - 1].unit.block
        over = 0 if opens else _TO_END
        if index - start >= LONGEST + over or tellings >= TELLINGS + over:
            yield start, index
            start, tellings = index, 0
    yield start, len(sentences)
