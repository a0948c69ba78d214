"""The tokenizer of training and of the shipped pipeline: spaCy's English one and more abbreviations."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.util import registry

_NAMES = Path(__file__).parent.parent / "names.toml"


@cache
def names() -> dict[str, dict[str, list[str]]]:
    """The tables of names.toml: `tokenizer`, `clean` for cleaning, `swap` for names of the Sahel."""
    tables: dict[str, dict[str, list[str]]] = tomllib.loads(_NAMES.read_text(encoding="utf-8"))
    return tables


def add_abbreviations(nlp: Language) -> Language:
    """Teach the tokenizer of `nlp` the abbreviations and words of names.toml; returns the same object."""
    tokenizer: Any = nlp.tokenizer  # spaCy types it as any callable
    for rank in names()["tokenizer"]["double_ranks"]:
        first, second = rank.split("-")
        tokenizer.add_special_case(rank, [{"ORTH": first}, {"ORTH": "-"}, {"ORTH": second}])
    lists = names()["tokenizer"]
    for form in (*lists["abbreviations"], *lists["whole"], *map(str.capitalize, lists["whole"])):
        tokenizer.add_special_case(form, [{"ORTH": form}])
    return nlp


def blank() -> Language:
    """An English pipeline with nothing but the shared tokenizer."""
    return add_abbreviations(spacy.blank("en"))


def tokenizer_callback() -> Callable[[Language], Language]:
    """`initialize.before_init` of the training configs: `spacy train --code` finds it here."""
    return add_abbreviations


registry.callbacks("sahel_training.tokenizer.v1", func=tokenizer_callback)
