"""Articles without a sign of what is looked for: told by their words, with the whole pipeline and without."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

import gate
from cases import table
from sahel_events.corpus.read import article_from_text, read_articles
from sahel_events.errors import RejectReason
from sahel_events.events.gate import Gate, Passage, Verdict
from sahel_events.pipeline import Extractor, Result
from sahel_events.schema import Article
from sahel_events.settings import Settings
from strategies import scaled

NOWHERE = Settings(model="./no_such_folder")
"""Whoever asks for the model of these settings fails."""

TOLD = table(
    [
        ("Gunmen attacked a village.", "a side"),
        ("The camp was attacked with grenades.", "a weapon"),
        ("They hit a truck of Boko Haram.", "a name of the table"),
        ("Two men were kidnapped.", "a word for nothing else"),
        ("Protesters clashed; shops were burned.", "unrest twice over"),
        ("It was night. Shops were burned in Mopti.", "unrest, and a place of the region"),
        ("They came to Kobokoto. Shops were burned.", "unrest, and a village behind a preposition"),
        ("Shops were burned, the Malian trader says.", "unrest, and a people of the region"),
        ("Police lost six men.", "a toll without a trigger, beside a side"),
    ]
)
QUIET = table(
    [
        ("The league battled for a title and the striker hit the post twice.", "sport"),
        ("The band released its third album in March.", "trade, and a month"),
        ("Shares fell to a record low. The bank took a hit.", "figures of speech"),
        ("An attack of flu left many in bed in Stockholm.", "one word of violence far from the region"),
        ("He was born in Mopti.", "no word of an event at all"),
        ("Police said that they were satisfied.", "a side that does nothing"),
    ]
)


def without_model(text: str, settings: Settings = NOWHERE) -> Result:
    """What comes of a text that must not reach the model."""
    return Extractor(settings).article(article_from_text(text))


@pytest.mark.parametrize("text", TOLD)
def test_an_article_with_a_sign_is_read(text: str) -> None:
    with pytest.raises(Exception, match="no_such_folder"):
        without_model(text)


@pytest.mark.parametrize("text", QUIET)
def test_an_article_without_a_sign_never_reaches_the_model(text: str) -> None:
    assert without_model(text).events == ()


def test_what_its_words_might_have_told_is_named_with_the_reason() -> None:
    text = "It was a good year.\n\nThe single was released. Fans battled for seats on March 5.\n"
    found = without_model(text).rejected
    assert [(r.trigger.text, r.evidence.text) for r in found] == [
        ("released", "The single was released."),
        ("battled", "Fans battled for seats on March 5."),
    ]
    assert {(r.reason, r.rules[1]) for r in found} == {(RejectReason.NO_SIGN, "gate.no_sign")}


@pytest.mark.parametrize(
    ("paragraphs", "read"),
    table(
        [
            (["Gunmen attacked Boni.", "It was hot.", "Nine died."], {0, 2}, "a side: all that may be told"),
            (["Rally in Gao.", "It was hot.", "Nine died of cholera."], {0}, "unrest in one paragraph alone"),
            (["Rally in Gao.", "The bank took a hit.", "Shops in Mopti were burned."], {0, 1, 2}, "in two"),
            (["It was hot.", "The band released an album."], set(), "nothing"),
        ]
    ),
)
def test_the_paragraphs_that_may_tell_an_event_are_read(paragraphs: list[str], read: set[int]) -> None:
    passages = [Passage(text, ((0, 0),), False, i) for i, text in enumerate(paragraphs)]
    verdict = Gate(Settings()).judge(passages)
    assert verdict.read == read
    assert {r.sentence.unit.block for r in verdict.refused}.isdisjoint(read)


def test_a_headline_goes_with_the_one_paragraph_that_has_a_sign() -> None:
    texts = ("A strike hits the region", "A rally was held in Gao.", "The bank took a hit.")
    passages = [Passage(text, ((0, 0),), i == 0, i) for i, text in enumerate(texts)]
    verdict = Gate(Settings()).judge(passages)
    assert verdict.read == {0, 1}
    assert [r.trigger.text for r in verdict.refused] == ["took", "hit"]


def test_a_trigger_of_the_users_is_a_sign(tmp_path: Path) -> None:
    rule = 'id = "own.chant"\nact = "protest"\npatterns = ["~chant"]\n'
    rule += 'match = "They chanted."\nno_match = "A song."\n'
    (tmp_path / "triggers.toml").write_text(f"[[rule]]\n{rule}", encoding="utf-8")
    text = "They chanted in the street."
    assert without_model(text).rejected == ()
    with pytest.raises(Exception, match="no_such_folder"):
        without_model(text, replace(NOWHERE, rules=tmp_path))


def test_a_place_of_the_users_is_of_the_region(tmp_path: Path) -> None:
    own = tmp_path / "places.csv"
    own.write_text("name,country,lat,lon\nStockholm,SE,59.3,18.1\n", encoding="utf-8")
    text = "Shops were burned in Stockholm."
    assert without_model(text).events == ()
    with pytest.raises(Exception, match="no_such_folder"):
        without_model(text, replace(NOWHERE, gazetteer=own))


@pytest.fixture(scope="module")
def both(pipeline: Language) -> Callable[[Article], Result]:
    """What comes of an article; fails unless the same bytes come of it with the gate and without."""
    gated = Extractor(Settings(), pipeline)
    whole = Extractor(Settings(gate=False), pipeline)

    def lines(result: Result) -> list[str]:
        assert result.problem is None
        return [record.to_json() for record in (*result.events, *result.rejected)]

    def compare(article: Article) -> Result:
        result = gated.article(article)
        assert lines(result) == lines(whole.article(article))
        return result

    return compare


@pytest.mark.slow
@pytest.mark.parametrize("part", ["data", "linkset", "newsset"])
def test_the_articles_give_the_same_bytes_with_the_gate_and_without(
    both: Callable[[Article], Result], part: str
) -> None:
    folder = gate.RAW if part == "data" else gate.HERE / part / "raw"
    articles = [a for a in read_articles([folder], Settings()) if isinstance(a, Article)]
    assert len(articles) > 30
    assert sum(len(both(article).events) for article in articles) > 30


class Everything:
    """A gate that leaves nothing out."""

    def judge(self, passages: Sequence[Passage]) -> Verdict:
        return Verdict(frozenset(range(len(passages))), [])


@pytest.mark.slow
def test_to_read_every_paragraph_would_find_the_same_events(pipeline: Language) -> None:
    """What is skimmed is no loss: of 81 articles three have one value else, as measured; none has an event
    more or less."""
    gated, whole = Extractor(Settings(), pipeline), Extractor(Settings(), pipeline)
    whole.gate = Everything()  # type: ignore[assignment]
    differ = []
    for article in read_articles([gate.HERE / "newsset" / "raw"], Settings()):
        assert isinstance(article, Article)
        ours, theirs = gated.article(article).events, whole.article(article).events
        assert [e.trigger for e in ours] == [e.trigger for e in theirs]
        differ += [article.id for a, b in zip(ours, theirs, strict=True) if a.to_json() != b.to_json()]
    assert len(set(differ)) <= 3


SENTENCES = st.sampled_from(
    [
        "The striker hit the post twice and took the title.",
        "The band released its third album in March.",
        "The price of millet fell to a record low on Monday.",
        "Nine people died of cholera in Stockholm.",
        "The festival opened in Mopti on 5 January 2020.",
        "The minister met traders at the market of Gao.",
        "Gunmen killed four villagers near Gao on Monday.",
        "JNIM claimed the attack.",
        "Two soldiers were wounded when their car hit a mine.",
        "They burned shops there.",
        "No casualties were reported.",
        "Police arrested the group's leader the day after.",
    ]
)
PARAGRAPHS = st.lists(st.lists(SENTENCES, min_size=1, max_size=3).map(" ".join), min_size=1, max_size=4)


@given(PARAGRAPHS)
@scaled(quick=40)  # each read twice, once wholly
def test_any_mix_of_news_gives_the_same_bytes_with_the_gate_and_without(
    both: Callable[[Article], Result], paragraphs: list[str]
) -> None:
    both(article_from_text("\n\n".join(paragraphs)))
