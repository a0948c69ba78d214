"""What the classifier is told of a sentence."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from cases import table
from sahel_events import Extractor
from sahel_events.corpus.read import article_from_text
from sahel_events.events.assemble import Assembler
from sahel_events.events.features import features


class Hears:
    """An opinion that has none, and keeps the features of the sentences that it is asked about."""

    def __init__(self) -> None:
        self.heard: list[dict[str, float]] = []

    def chances(self, *asked: object) -> dict[str, float]:
        self.heard.append(features(*asked))  # type: ignore[arg-type]
        return {}


def heard(extractor: Extractor, text: str) -> list[dict[str, float]]:
    own = Extractor(extractor.settings, extractor.nlp)
    opinion = Hears()
    own.assembler = Assembler(own.settings, opinion)
    own.article(article_from_text(text, id="t"))
    return opinion.heard


TOLD = (
    "On 3 May 2019 the governor Ali Maiga said that gunmen killed 4 soldiers, 3 traders and one teacher "
    "near Boni."
)
QUIET = "Gunmen were near Boni. Ten soldiers died in a crash."


def test_rules_and_sides(extractor: Extractor) -> None:
    """A second side of a kind adds to the first; of several counts it is told that they are several."""
    (found,) = heard(extractor, TOLD)
    assert {name: weight for name, weight in found.items() if name[:2] not in {"w=", "b=", "k=", "p="}} == {
        "C=authority": 0.5, "C=say": 0.5, "T=kill": 1, "TR=kill.verb": 0.5, "n=2": 1, "date": 1, "place": 1,
        "s=army": 1, "s=civilian": 2, "s=militant": 1, "s=person": 1,
        "sd=army/obj": 1, "sd=civilian/conj": 2, "sd=militant/nsubj": 1, "sd=person/nsubj": 1,
        "sh=army/obj/kill": 0.7, "sh=civilian/conj/soldier": 1.4, "sh=militant/nsubj/kill": 0.7,
        "sh=person/nsubj/say": 0.7,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "weight"),
    table(
        [
            ("w=gunman", 1.0, "a word by its lemma"),
            ("w=<n>", 1.0, "numbers are all one"),
            ("w=<person>", 1.0, "who is named, by the side"),
            ("b=governor_<person>", 0.7, "two words"),
            ("k=kill_soldier", 0.35, "two words with one between"),
            ("p=gover", 0.6, "how a long word begins"),
        ]
    ),
)
def test_words(extractor: Extractor, name: str, weight: float) -> None:
    (found,) = heard(extractor, TOLD)
    assert found[name] == weight


def sides(found: dict[str, float]) -> Sequence[str]:
    return sorted(name for name in found if name.startswith("s="))


def test_sides_are_those_of_the_sentence(extractor: Extractor) -> None:
    assert [sides(found) for found in heard(extractor, QUIET)] == [["s=militant"], ["s=army"]]
