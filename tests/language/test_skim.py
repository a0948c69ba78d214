"""Paragraphs that are read without the model."""

from __future__ import annotations

from spacy.language import Language

from sahel_events.language import marks
from sahel_events.language.skim import Skimmer

TEXT = "On Monday 6 January 2020 the mayor of Gao met JNIM. Four traders, he said, were killed."


def test_names_days_and_counts_are_found_by_words_alone(blank: Language) -> None:
    doc = Skimmer(blank)(TEXT)
    assert [s.text for s in doc.sents] == [TEXT[:51], TEXT[52:]]
    assert [s.text for s in marks.marked(doc, marks.PLACES)] == ["Gao"]
    assert [s.text for s in marks.marked(doc, marks.DATES)] == ["Monday 6 January 2020"]
    assert [s.text for s in marks.marked(doc, marks.QUANTITIES)] == ["Four"]
    assert "JNIM" in [s.text for s in marks.marked(doc, marks.ACTORS)]


def test_no_event_can_come_of_it(pipeline: Language) -> None:
    """Not even where the pipeline would find its trigger."""
    doc = Skimmer(pipeline)(TEXT)
    assert marks.marked(doc, marks.TRIGGERS) == []
    assert not doc.ents
    assert not doc.has_annotation("DEP")
    assert marks.marked(pipeline(TEXT), marks.TRIGGERS)
