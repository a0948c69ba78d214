"""Where the words beside a place put it: in or near which other, as part of which, on a way with which."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Span

from cases import table
from sahel_events.events.bearings import Bearing, bearings, far_end
from sahel_events.events.reading import Sentence

Placed = Callable[[str], tuple[Sentence, Span]]

CASES = [
    ("in «Solhan» (Sebba, Yagha)", ["Sebba", "Yagha"], "brackets"),
    ("in «Solhan» [Sebba]", ["Sebba"], "square brackets"),
    ("in Titao (near «Salla»)", ["Titao"], "in the brackets"),
    ("in «Bakel», Tessit Commune (Ansongo, Gao)", ["Tessit", "Ansongo", "Gao"], "a unit and brackets"),
    ("in «Digani», Kossi Province", ["Kossi Province"], "a comma before a unit"),
    ("in «Taboye», Bourem", ["Bourem listed last"], "a comma alone: a list, or a unit"),
    ("in «Gao», Kidal and Timbuktu", ["Kidal listed"], "a list that goes on"),
    ("in Gao, «Kidal» and Timbuktu", [], "in a list"),
    ("in «Zzyzx», 13km north-west of Ansongo", ["Ansongo near 13 km"], "a distance and a side"),
    ("in «Zzyzx», 13 km from Ansongo", ["Ansongo near 13 km"], "a distance"),
    ("in «Zzyzx», 1,300 km from Ansongo", ["Ansongo near 1300 km"], "a distance with a comma"),
    ("in «Zzyzx», north of Timbuktu", ["Timbuktu near"], "a side of a town"),
    ("in «Zzyzx», in the north of the Kidal region", ["Kidal region"], "a side within a region"),
    ("in «Zzyzx», near Gao", ["Gao near"], "near"),
    ("in «Zzyzx», outside Gao", ["Gao near"], "outside"),
    ("in «Zzyzx», close to Gao", ["Gao near"], "close to"),
    ("in «Zzyzx», around Gao", ["Gao near"], "around"),
    ("in «Zzyzx», beside Gao", ["Gao near"], "beside"),
    ("in «Zzyzx», within Gao", ["Gao"], "within"),
    ("in «Zzyzx», inside Gao", ["Gao"], "inside"),
    ("in «Zzyzx» near the Mali border", ["Mali near"], "a border is near"),
    ("in «Zzyzx» in the Soum province", ["Soum province"], "in a province"),
    ("in «Zzyzx», province of Soum", ["Soum"], "province of"),
    ("in the «Salla» quarter of Titao", ["Titao part"], "a quarter of a town"),
    ("in the «Zinda» area of Gao", ["Gao part"], "the area of a town"),
    ("in the «Boulkessi» area of Mopti region", ["Mopti region"], "an area of a region is no quarter"),
    ("in Titao's «Salla» quarter", ["Titao part"], "whose quarter it is"),
    ("between «Boni» and Hombori", ["Hombori way"], "between, the first"),
    ("between Boni and «Hombori»", ["Boni way"], "between, the second"),
    ("in «Boni» and Hombori", [], "two places"),
    ("in «Boni» and Hombori (Douentza, Mopti)", ["Douentza", "Mopti"], "brackets for both"),
    ("on the road from Boni to «Hombori»", ["Boni way"], "from and to"),
    ("on the axis Boni-«Hombori»", ["Boni way"], "an axis"),
    ("in «Zzyzx» in Mali and fled to Gao", ["Mali"], "a verb ends it"),
    ("in «Zzyzx» where they had come on motorcycles from Gao", [], "too much between"),
]


def shown(bearing: Bearing) -> str:
    marks = [name for name in ("listed", "last", "near", "part") if getattr(bearing, name)]
    marks += [] if bearing.close else ["way"]
    marks += [] if bearing.km is None else [f"{bearing.km:g} km"]
    return " ".join([bearing.span.text, *marks])


@pytest.mark.parametrize(("words", "expected"), table(CASES))
def test_what_a_place_is_put_by(placed: Placed, words: str, expected: list[str]) -> None:
    assert [shown(b) for b in bearings(*placed(f"Gunmen killed two men {words}."))] == expected


WAYS = [
    ("on the road to «Hombori»", True, "to"),
    ("on the road toward «Hombori»", True, "toward"),
    ("on the road towards «Hombori»", True, "towards"),
    ("on the road leading to «Hombori»", True, "leading to"),
    ("on the road linking «Hombori» and Boni", True, "linking"),
    ("on the way to the town of «Hombori»", True, "to the town of"),
    ("on the way to the village of «Hombori»", True, "to the village of"),
    ("on the road from Boni to «Hombori»", True, "from and to"),
    ("near the entrance to «Hombori»", False, "no way"),
    ("on the road near «Hombori»", False, "no end of the road"),
    ("and took them on the road of their choice that leads to «Hombori»", False, "a road far before"),
]


@pytest.mark.parametrize(("words", "expected"), table(WAYS))
def test_a_way_leads_there(placed: Placed, words: str, expected: bool) -> None:
    assert far_end(*placed(f"Gunmen killed two men {words}.")) is expected
