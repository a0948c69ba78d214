"""Folding: what becomes one, what stays apart, and that runs of words can be joined."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahel_events.lexicon.fold import fold, fold_words, sound

ONE = [
    ("hyphens", "I-n-Gall", "Ingall"),
    ("spaces", "In Gall", "Ingall"),
    ("typewriter apostrophe", "N'Djamena", "Ndjamena"),
    ("curly apostrophe", "N’Djamena", "Ndjamena"),
    ("accents", "Ménaka", "Menaka"),
    ("accents split from their letters", "Me\u0301naka", "Ménaka"),
    ("capitals", "TOMBOUCTOU", "Tombouctou"),
    ("full stops", "U.N.", "UN"),
    ("ligature", "Sacré-Cœur", "Sacre Coeur"),
    ("Libyan marks", "Al Qaţrūn", "Al Qatrun"),
    ("hooked letters of Fulfulde", "Ɓaleeri", "Baleeri"),
    ("dotted capital", "İstanbul", "Istanbul"),
    ("soft hyphen and zero-width space", "Dji\u00adbo\u200b", "Djibo"),
]


@pytest.mark.parametrize(("one", "other"), [c[1:] for c in ONE], ids=[c[0] for c in ONE])
def test_spellings_of_one_name_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other) != ""


@pytest.mark.parametrize(("one", "other"), [
    pytest.param("Mali", "Malia", id="a letter more"),
    pytest.param("Katiba 1", "Katiba 2", id="digits count"),
    pytest.param("Boni", "Bani", id="another vowel"),
])
def test_other_names_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize("text", ["", " ", "—", "…'’-", "\u0301"])
def test_text_without_letters_folds_to_nothing(text: str) -> None:
    assert fold(text) == ""
    assert fold_words(text) == ()


def test_words_are_folded_one_by_one() -> None:
    assert fold_words("Fada N'Gourma – (Est)") == ("fada", "ngourma", "est")


@given(st.text(), st.text())
def test_runs_of_words_can_be_joined(one: str, other: str) -> None:
    assert fold(one) + fold(other) == fold(f"{one} {other}")
    assert "".join(fold_words(f"{one} {other}")) == fold(f"{one} {other}")


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(("french", "english"), [
    ("Boulkessy", "Bulkesi"), ("Tchinagodrar", "Chinagodrar"), ("Djibo", "Jibo"), ("Ouagadougou", "Wagadugu"),
    ("Aguelhoc", "Agelok"), ("Sévaré", "Sevare"), ("Tillabéry", "Tilaberi"),
])
def test_spellings_of_one_sound_have_one_skeleton(french: str, english: str) -> None:
    assert sound(fold(french)) == sound(fold(english))
