"""The whole way: what `extract` takes, that spans slice back, that nothing comes from outside title and body,
and that the same input gives the same bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import example, given
from hypothesis import strategies as st
from spacy.language import Language

import sahel_events.pipeline
from cases import table
from sahel_events import Extractor, Settings, extract
from sahel_events.corpus.read import article_from_text, read_articles
from sahel_events.errors import SkipReason, TableError, TimeLimitError, UsageError
from sahel_events.language.build import COMPONENTS
from sahel_events.pipeline import Result
from sahel_events.schema import Article, Event, Rejected
from strategies import scaled

TEXT = "Gunmen killed four soldiers near Gao on Monday, the army said."
WEDNESDAY = date(2020, 6, 17)


@pytest.fixture(autouse=True)
def _load_once(pipeline: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    """`extract` builds an extractor of its own: it gets the session's pipeline."""
    monkeypatch.setattr(sahel_events.pipeline, "load_pipeline", lambda settings: pipeline)


class TestSources:
    def one(self, source: Any, **options: Any) -> Event:
        [event] = extract(source, **options)
        return event

    def test_text(self) -> None:
        assert self.one(TEXT).evidence[0].text == TEXT

    def test_path(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text(TEXT)
        event = self.one(tmp_path / "a.txt")
        assert (event.article.id, Path(event.article.path).name) == ("a", "a.txt")

    def test_path_as_text(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text(TEXT)
        assert self.one(str(tmp_path / "a.txt")).article.id == "a"

    def test_folder(self, tmp_path: Path) -> None:
        for name in "ab":
            (tmp_path / f"{name}.txt").write_text(TEXT)
        assert [event.article.id for event in extract(tmp_path)] == ["a", "b"]

    def test_article(self) -> None:
        assert self.one(article_from_text(TEXT, id="mine")).article.id == "mine"

    def test_several(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text(TEXT)
        events = extract([article_from_text(TEXT, id="first"), tmp_path / "a.txt"])
        assert [event.article.id for event in events] == ["first", "a"]

    def test_json_counts_in_its_text(self, tmp_path: Path) -> None:
        (tmp_path / "a.json").write_text(json.dumps({"title": "Gao", "text": TEXT, "date": "2020-06-17"}))
        event = self.one(tmp_path / "a.json")
        assert event.date is not None
        assert (event.date.start, event.evidence[0].span[0]) == ("2020-06-15", 0)

    def test_nothing(self) -> None:
        assert extract([]) == extract("\n \n") == extract("Nothing happened.") == []

    def test_empty_text(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        (tmp_path / "a.txt").write_text(TEXT)
        assert extract("") == []

    def test_long_text_of_one_line(self) -> None:
        assert extract(f"{TEXT} " * 10)

    def test_published(self) -> None:
        found = self.one(TEXT, published=WEDNESDAY).date
        assert found is not None
        assert found.start == "2020-06-15"

    def test_the_text_s_own_date_comes_first(self) -> None:
        found = self.one(f"GAO, June 3, 2019 (Agence) - {TEXT}", published=WEDNESDAY).date
        assert found is not None
        assert found.start == "2019-06-03"

    def test_other_languages_are_left_out(self) -> None:
        french = "Des hommes armés ont tué quatre soldats près de Gao lundi, a déclaré l'armée malienne.\n\n"
        assert extract(french * 5) == []

    def test_wrong_settings_are_said(self, tmp_path: Path) -> None:
        with pytest.raises(TableError, match="no such folder of rules files"):
            extract(TEXT, settings=Settings(rules=tmp_path / "nowhere"))

    def test_files_that_cannot_be_read_are_left_out(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text(TEXT)
        (tmp_path / "b.txt").write_bytes(b"\x00\x01\x02" * 50)
        assert [event.article.id for event in extract([tmp_path, tmp_path / "nowhere.txt"])] == ["a"]


ARTICLE = """Gunmen kill four soldiers in Mali

By Our Reporter
BAMAKO, June 17, 2020 (Agence) - Gunmen killed four soldiers near Gao on Monday, the army said.

{inserted}

The attackers came on motorbikes at dawn and fled towards the border, a resident said. He had heard shots
for an hour and had seen smoke over the camp, he said by telephone. Nobody else in the town would speak.
"""
OUTSIDE = [
    ("Also on the site: Bomb kills 30 in Kidal", "a link to another story"),
    ("Related: Gunmen kidnap five teachers in Djibo", "a related story"),
    ("READ MORE: Militants massacre 40 villagers in Solhan", "read more"),
    ("Share this article on Facebook", "a share line"),
    ("(Photo: Soldiers stand guard after a bomb killed 30 in Kidal. File photo/Agence)", "a caption"),
]


@pytest.mark.parametrize("line", table(OUTSIDE))
def test_nothing_from_outside_the_body(read: Callable[..., Result], line: str) -> None:
    result = read(ARTICLE.format(inserted=line))
    assert len(result.events) == 1
    start = ARTICLE.index("{inserted}")
    for span in result.events[0].spans():
        assert not start <= span.span[0] < start + len(line)


def test_comments_give_no_event(read: Callable[..., Result]) -> None:
    comments = (
        "\n\nComments (2)\n\nAnonymous\nJune 18, 2020\nGunmen killed 300 people in my village in Djibo.\n"
    )
    assert len(read(ARTICLE.format(inserted="") + comments).events) == 1


DAYS = [
    "on Monday",
    "yesterday",
    "last night",
    "last week",
    "two weeks ago",
    "last month",
    "this year",
    "today",
    "on March 3",
    "in May",
    "overnight",
    "over the weekend",
]


@pytest.mark.parametrize("when", DAYS)
def test_no_day_from_the_clock(tell: Callable[..., list[Event]], when: str) -> None:
    for event in tell(f"Gunmen killed four soldiers near Gao {when}, the army said."):
        assert event.date is None or event.date.start.startswith("--")


FRAGMENTS = [
    "Gunmen killed four soldiers near Gao",
    "on Monday",
    "in the village of Solhan",
    "the army said",
    ".",
    ". ",
    ", ",
    " ",
    "\n",
    "\n\n",
    "JNIM claimed the attack",
    "and wounded dozens",
    "An air strike",
    "hit",
    "Boko Haram",
    "no one",
    "“",
    "”",
    "—",
    "’s",
    "été",
    "\u00a0",
    "\u200b",
    "🙂",
    "\r\n",
    "\t",
    "On March 3, 2020",
    "overnight",
    "were killed",
    "by",
    "between 10 and 15",
    "Also on the site:",
    "Comments (3)",
    "BAMAKO, Nov 26 (Agence) - ",
    "(",
    ")",
    "the next day",
    "1,200",
    "a suicide bomber",
    "himself",
    "protesters",
    "Ménaka",
    "Kere-Kere",
    "village of",
    "three borders area",
    "the death toll rose to",
    "77",
    "N'Djamena",
    "Burkina Faso",
    "\x0c",
    "\u2028",
    "A",
    "THE ARMY",
    "Police",
    "Mr.",
]
TEXTS = st.lists(st.sampled_from(FRAGMENTS), max_size=30).map(" ".join)


@scaled()
@given(TEXTS | st.text(max_size=120), st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1)))
@example("\u200b", None)
@example("Gunmen killed four soldiers\r\n\r\nnear Gao.", None)
def test_any_text(extractor: Extractor, text: str, published: date | None) -> None:
    """No exception, every span slices back, and a second reading gives the same bytes."""
    article = article_from_text(text, published=published)
    first, second = extractor.article(article), extractor.article(article)
    assert [e.to_json() for e in first.events] == [e.to_json() for e in second.events]
    assert first.rejected == second.rejected
    for event in first.events:
        for span in event.spans():
            assert article.text[span.span[0] : span.span[1]] == span.text
        assert Event.model_validate_json(event.to_json()) == event
    for rejected in first.rejected:
        for span in rejected.spans():
            assert article.text[span.span[0] : span.span[1]] == span.text
        assert Rejected.model_validate_json(rejected.to_json()) == rejected
        assert "\n" not in rejected.to_json()
    assert len({event.id for event in first.events}) == len(first.events)


@scaled()
@given(TEXTS)
def test_without_a_publication_date_no_full_day_is_made_up(extractor: Extractor, text: str) -> None:
    years = set(re.findall(r"(?:19|20)\d\d", text))
    for event in extractor.article(article_from_text(text)).events:
        if event.date is not None and not event.date.start.startswith("--") and not event.article.published:
            assert event.date.start[:4] in years


Lines = dict[str, list[str]]


def lines(results: Iterable[Result]) -> Lines:
    return {r.article.id: [e.to_json() for e in r.events] for r in results if r.article is not None}


@pytest.fixture(scope="module")
def sample() -> list[Article]:
    """A text, a page and a JSON file."""
    folder = Path(__file__).parents[1] / "data" / "raw"
    paths = [folder / name for name in ("d01.txt", "d29.html", "d35.json")]
    return [item for item in read_articles(paths, Settings()) if isinstance(item, Article)]


@pytest.fixture(scope="module")
def first_run(pipeline: Language, sample: list[Article]) -> list[Result]:
    return list(Extractor(nlp=pipeline).extract(sample))


class TestRuns:
    def test_a_second_run_in_another_order_gives_the_same_bytes(
        self, pipeline: Language, sample: list[Article], first_run: list[Result]
    ) -> None:
        """Whatever was read before an article leaves no trace in it."""
        again = Extractor(nlp=pipeline)
        assert lines(map(again.article, reversed(sample))) == lines(first_run)
        assert all(lines(first_run).values())

    def test_events_stand_in_order_of_the_text(self, first_run: list[Result]) -> None:
        for result in first_run:
            starts = [event.trigger.span[0] for event in result.events]
            assert starts == sorted(starts)

    def test_problems_come_through_in_their_place(self, extractor: Extractor, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text(TEXT)
        (tmp_path / "b.txt").write_bytes(b"")
        (tmp_path / "c.txt").write_text(TEXT)
        results = list(extractor.extract(read_articles([tmp_path], Settings())))
        assert [r.problem is None for r in results] == [True, False, True]
        assert [len(r.events) for r in results] == [1, 0, 1]


@pytest.fixture(scope="module")
def mine(pipeline: Language) -> Language:
    """The shipped pipeline without our components, and `sahel_events` added to it."""
    config = pipeline.config.copy()
    nlp = spacy.util.load_model_from_config(config, auto_fill=True, exclude=COMPONENTS)
    nlp.from_bytes(pipeline.to_bytes(exclude=list(COMPONENTS)), exclude=list(COMPONENTS))
    nlp.add_pipe("sahel_events")
    return nlp


class TestComponent:
    """`sahel_events` as the last component of a pipeline of one's own."""

    def test_it_brings_the_others_with_it(self, mine: Language) -> None:
        assert tuple(mine.pipe_names[-7:]) == (*COMPONENTS, "sahel_events")

    def test_spacy_sees_no_problem(self, mine: Language) -> None:
        analysis = mine.analyze_pipes()
        assert analysis is not None
        assert not any(analysis["problems"].values())

    def test_events_are_json_of_the_doc(self, mine: Language) -> None:
        doc = mine(TEXT)
        [event] = [Event.model_validate_json(line) for line in doc._.sahel_events]
        assert (event.article.id, event.date, event.unknown["date"]) == (
            "doc",
            None,
            "no_date_in_text_or_no_publication_date",
        )
        for span in event.spans():
            assert doc.text[span.span[0] : span.span[1]] == span.text

    def test_publication_date_of_a_doc(self, mine: Language) -> None:
        doc = mine.make_doc(TEXT)
        doc._.sahel_published = "2020-06-17"
        [event] = map(json.loads, mine(doc)._.sahel_events)
        assert event["date"]["start"] == "2020-06-15"

    def test_a_publication_date_that_is_none_is_said(self, mine: Language) -> None:
        doc = mine.make_doc(TEXT)
        doc._.sahel_published = "last Monday"
        with pytest.raises(UsageError, match="last Monday"):
            mine(doc)

    @pytest.mark.parametrize("text", ["", " ", "\n\n", "Nothing happened."])
    def test_nothing(self, mine: Language, text: str) -> None:
        assert mine(text)._.sahel_events == []

    def test_pipe(self, mine: Language) -> None:
        docs = list(mine.pipe([TEXT, "", TEXT]))
        assert [len(doc._.sahel_events) for doc in docs] == [1, 0, 1]
        assert docs[0]._.sahel_events == docs[2]._.sahel_events

    def test_saved_and_loaded(self, mine: Language, tmp_path: Path) -> None:
        mine.to_disk(tmp_path / "mine")
        again = spacy.load(tmp_path / "mine")
        assert again.pipe_names == mine.pipe_names
        assert again(TEXT)._.sahel_events == mine(TEXT)._.sahel_events


def test_far_publication_dates(tell: Callable[..., list[Event]]) -> None:
    """Days count back over the turns of years and leap days."""
    for published in (date(2020, 3, 1), date(2021, 1, 1), date(2000, 2, 29)):
        [event] = tell("Gunmen killed four soldiers near Gao yesterday.", published)
        assert event.date is not None
        assert event.date.start == (published - timedelta(days=1)).isoformat()


def test_words_of_a_pronoun_are_those_it_stands_for() -> None:
    """A mention taken over from another paragraph keeps its own words and offsets."""
    text = (
        "2024-03-10\n\nRebels attacked the village of Tessit on Thursday and killed four people.\n\n"
        "The next day, ambushed near Anefis, it lost six men, a security source said."
    )
    [target] = [a for e in extract(text) for a in e.actors if (a.name, a.role) == ("rebels", "target")]
    assert (target.text, target.span) == ("Rebels", (12, 18))



def test_an_article_that_takes_too_long_costs_itself(
    pipeline: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The articles around it are read as without it; `extract` lets it through. Half of it is never kept."""
    judge = sahel_events.pipeline.Gate.judge

    def hang(self: Any, passages: Any) -> Any:
        while "for ever" in passages[0].text:
            pass
        return judge(self, passages)

    monkeypatch.setattr(sahel_events.pipeline.Gate, "judge", hang)
    texts = {"a": TEXT, "b": f"{TEXT} It went on for ever.", "c": TEXT}
    articles = [article_from_text(text, id=name) for name, text in texts.items()]
    limited = Settings(max_seconds=3)
    first, second, third = Extractor(limited, pipeline).extract(articles)
    assert [first.events, third.events] == [r.events for r in Extractor(nlp=pipeline).extract(articles[::2])]
    assert second.problem is not None
    assert (second.events, second.problem.reason) == ((), SkipReason.TIMED_OUT)
    assert second.problem.reason.passing
    assert "article 'b' took more than 3 s of processor time" in str(second.problem)
    with pytest.raises(TimeLimitError, match="max_seconds"):
        extract(articles[1], settings=limited)


def test_a_fault_of_ours_costs_one_article(pipeline: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    """The articles around it are read, and the result names it; `extract` lets it through."""
    whole = Extractor.article

    def stumble(self: Extractor, article: Article) -> Result:
        if article.id == "b":
            raise ValueError("no such\nmention")
        return whole(self, article)

    monkeypatch.setattr(Extractor, "article", stumble)
    articles = [article_from_text(TEXT, id=name) for name in "abc"]
    first, second, third = Extractor(Settings(), pipeline).extract(articles)
    assert first.events
    assert third.events
    assert second.problem is not None
    assert second.problem.reason is SkipReason.INTERNAL_ERROR
    assert second.problem.reason.failed
    assert "ValueError: no such" in str(second.problem)
    with pytest.raises(ValueError, match="no such"):
        extract(articles)


@pytest.mark.parametrize(
    "text",
    table(
        [
            ("A man described as the husband of a hostage had died in the raid near Gao, he", "a pronoun"),
            ("The mission in Gao condemned the bombing of Senegalese peacekeepers killing two", "a count"),
            ("Gunmen killed thirty people near Gao, a dozen soldiers among", "a preposition"),
            ("Gunmen shot at the four people near Gao who", "a relative pronoun"),
        ]
    ),
)
def test_a_text_may_break_off_anywhere(pipeline: Language, text: str) -> None:
    """Headlines and captions end without a full stop, and so do texts that were cut."""
    reader = Extractor(Settings(gate=False), nlp=pipeline)
    words = text.split()
    for end in range(1, len(words) + 1):
        result = reader.article(article_from_text(" ".join(words[:end]), published=WEDNESDAY))
        assert result.problem is None
