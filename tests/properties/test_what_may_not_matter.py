"""What may be done to an article without a change of its events."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st

import strategies as our
from corpora import put, run
from sahel_events.corpus.read import article_from_text, read_articles
from sahel_events.pipeline import Extractor
from sahel_events.scale.processes import SMALL
from sahel_events.schema import Article, Event
from sahel_events.settings import Settings

pytestmark = pytest.mark.slow

RAW = Path(__file__).parents[2] / "data" / "raw"


def said(found: Event, *, words: bool = True) -> dict[str, Any]:
    """What an event says, without ids and offsets; white space in its words as one blank. `words`: with the
    words that it was read from."""
    told = found.model_dump(mode="json", exclude={"id", "article"})

    def stripped(value: Any) -> Any:
        if isinstance(value, dict):
            leave = {"span"} if words else {"span", "text"}
            return {key: stripped(inner) for key, inner in value.items() if key not in leave}
        if isinstance(value, list):
            return [stripped(inner) for inner in value]
        return " ".join(value.split()) if isinstance(value, str) else value

    return stripped(told)  # type: ignore[no-any-return]


def events_of(extractor: Extractor, text: str, **about: Any) -> list[Event]:
    """The events of a text."""
    found = list(extractor.article(article_from_text(text, **about)).events)
    event("gives events" if found else "gives none")
    return found


def all_said(events: list[Event], **how: Any) -> list[dict[str, Any]]:
    return [said(found, **how) for found in events]


# ------------------------------------------------------------------------------------- boilerplate

SAMPLES = ("d01", "d02", "d04", "d07", "d08", "d10", "d13", "d14", "d16", "d17", "d19", "d20", "d22", "d23")


@pytest.fixture(scope="module")
def known() -> dict[str, list[dict[str, Any]]]:
    """What the samples that were asked for say by themselves."""
    return {}


@cache
def sample(name: str) -> Article:
    (found,) = read_articles([RAW / f"{name}.txt"], Settings())
    assert isinstance(found, Article)
    return found


@our.scaled(quick=15)
@given(
    st.sampled_from(SAMPLES),
    our.lines(our.BEFORE),
    our.lines(our.AFTER),
    st.none() | st.sampled_from(our.COMMENTS),
)
def test_what_stands_around_an_article_changes_no_event(
    extractor: Extractor,
    known: dict[str, list[dict[str, Any]]],
    name: str,
    before: list[str],
    after: list[str],
    comments: str | None,
) -> None:
    """Share bars, navigation, notices of cookies and rights, tags, links to other stories, comments."""
    text = sample(name).text
    if name not in known:
        known[name] = all_said(events_of(extractor, text))
    around = "\n".join([*before, text.strip(), *after, *([comments] if comments else [])]) + "\n"
    assert all_said(events_of(extractor, around)) == known[name]


@our.scaled(quick=15)
@given(our.articles(most=2), our.lines(our.BEFORE), our.lines(our.BETWEEN, most=2), our.lines(our.AFTER))
def test_what_stands_between_paragraphs_changes_no_event(
    extractor: Extractor, paragraphs: list[str], before: list[str], between: list[str], after: list[str]
) -> None:
    plain = our.text_of(paragraphs)
    parts = [*before]
    for paragraph in paragraphs:
        parts += (
            [paragraph, *between]
            if paragraph is not paragraphs[-1] and paragraph.endswith(".")
            else [paragraph]
        )
    assert all_said(events_of(extractor, our.text_of([*parts, *after]))) == all_said(
        events_of(extractor, plain)
    )


# ---------------------------------------------------------------------------------- said again, or else


@our.scaled(quick=20)
@given(our.DATELINES, st.lists(our.PARAGRAPHS, min_size=1, max_size=2), st.data())
def test_a_sentence_said_again_doubles_no_event(
    extractor: Extractor, dateline: str, paragraphs: list[str], data: st.DataObject
) -> None:
    """At once, as a paragraph at the end, or with its whole paragraph."""
    how = data.draw(our.one_of("at once", "at the end", "the whole paragraph"))
    event(how)
    number = data.draw(st.integers(0, len(paragraphs) - 1))
    paragraph = paragraphs[number]
    first = paragraph.split(". ")[0].removesuffix(".") + "."
    again = list(paragraphs)
    if how == "at once":
        again[number] = f"{first} {paragraph}"
    else:
        again.append(first if how == "at the end" else paragraph)
    plain, doubled = (events_of(extractor, dateline + our.text_of(each)) for each in (paragraphs, again))
    assert len(doubled) == len(plain)


NEUTRAL = "Officials gave no further details. A resident said by telephone that it was calm again."


@our.scaled(quick=15)
@given(our.articles(most=2), st.lists(our.QUIET, min_size=1, max_size=3, unique=True).map(" ".join))
def test_a_peaceful_paragraph_changes_no_count(
    extractor: Extractor, paragraphs: list[str], peace: str
) -> None:
    """What people count in an event does not hang on what else the article tells far behind it.

    Not promised near its beginning: the first two sentences say what kind of text it is (`genre.LEAD`). Nor
    of sentences with words that can tell of an act: a price that "fell" and an album "released" are taken for
    acts until the genre speaks against them, and a headline that fits no event may be joined to another one
    meanwhile ("Dozens dead in new violence" over the burning of a school).
    """
    plain = events_of(extractor, our.text_of([*paragraphs, NEUTRAL]))
    more = events_of(extractor, our.text_of([*paragraphs, NEUTRAL, peace]))
    assert [(found.trigger, found.casualties) for found in more[: len(plain)]] == [
        (found.trigger, found.casualties) for found in plain
    ]


# --------------------------------------------------------------------------------------------- letters


@our.scaled(quick=15)
@given(
    our.articles(most=2).map(our.text_of),
    our.one_of("\r\n", "\r", "\u2029"),
    our.one_of("", " ", "\t ", "\u00a0"),
    our.one_of("", "\n\n\n", " \n"),
)
def test_line_ends_and_blanks_change_no_event(
    extractor: Extractor, text: str, end: str, trailing: str, around: str
) -> None:
    other = around + text.replace("\n", f"{trailing}{end}") + around
    assert all_said(events_of(extractor, other)) == all_said(events_of(extractor, text))


NAMES = our.one_of(
    "Ménaka", "Sévaré", "Kaya", "Séguénéga", "Tillabéri", "Bankilaré", "Barsalogho", "Ségou", "Aribinda"
)
SIDES = our.one_of(
    "Burkinabè soldiers", "Dan Na Ambassagou fighters", "Ansaroul Islam militants", "Ganda Izo militiamen"
)


@our.scaled(quick=20)
@given(NAMES, SIDES, our.COUNTS, our.WHOM)
def test_both_writings_of_accents_name_the_same(
    extractor: Extractor, name: str, side: str, count: str, whom: str
) -> None:
    """Accents as marks of their own (NFD, what file systems and PDFs give) and as part of their letters."""
    text = f"{side} killed {count} {whom} in the town of {name} on 3 March 2020, the army said."
    assume(not unicodedata.is_normalized("NFD", text))
    composed, split = (events_of(extractor, unicodedata.normalize(form, text)) for form in ("NFC", "NFD"))

    def ids(events: list[Event]) -> list[Any]:
        return [
            (e.location and e.location.gazetteer_id, [(a.actor_id, a.role) for a in e.actors],
             [(c.kind, c.min, c.max) for c in e.casualties])
            for e in events
        ]  # fmt: skip

    assert ids(split) == ids(composed)


# ------------------------------------------------------------------------------------------ whole files


@pytest.mark.long
def test_the_number_of_processes_changes_no_byte_with_the_model(tmp_path: Path) -> None:
    """One example with the whole extractor: two processes load the model. The stub's runs are in
    tests/scale/test_processes.py."""
    count = SMALL + 2  # fewer would start no process
    for number in range(count):
        put(tmp_path / "raw", f"n{number}.txt", [f"Gunmen killed {number + 2} soldiers near Gao on Monday."])
    one = run(tmp_path, tmp_path / "raw", jobs=1, output="1.jsonl")
    two = run(tmp_path, tmp_path / "raw", jobs=2, output="2.jsonl")
    assert one == two
    assert len(one.splitlines()) == count


@our.scaled(quick=6)
@given(
    st.lists(our.articles(most=1).map(our.text_of), min_size=1, max_size=2),
    our.one_of("jsonl", "csv", "gz", "json"),
)
def test_the_file_that_holds_an_article_changes_no_event(
    extractor: Extractor, tmp_path_factory: pytest.TempPathFactory, texts: list[str], form: str
) -> None:
    """The end-to-end of what test_bytes_in.py states of texts: records differ in the article they name, no
    more."""
    folder, told = tmp_path_factory.mktemp("forms"), []
    for number, text in enumerate(texts):
        put(folder / "plain", f"n{number}.txt", [text])
        if form in {"gz", "json"}:
            put(folder / form, f"n{number}.txt.gz" if form == "gz" else f"n{number}.json", [text])
    if form in {"jsonl", "csv"}:
        put(folder / form, f"n.{form}", texts)
    for name in ("plain", form):
        found = extractor.extract(read_articles([folder / name], Settings(language_check=False)))
        told.append([[e.model_dump(exclude={"id", "article"}) for e in result.events] for result in found])
    event("gives events" if any(told[0]) else "gives none")
    assert told[0] == told[1]
