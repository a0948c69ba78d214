"""Building the pipeline: ours or the user's, with our components behind it."""

from __future__ import annotations

import warnings
from importlib.resources import as_file, files
from pathlib import Path

import spacy
from spacy.language import Language

from ..errors import ModelError
from ..settings import Settings
from .components import actors, cues, dates, places, quantities, triggers  # noqa: F401

COMPONENTS = (
    "sahel_dates",
    "sahel_actors",
    "sahel_places",
    "sahel_quantities",
    "sahel_triggers",
    "sahel_cues",
)
"""Our components in the order in which they run."""

NEEDED = {"tagger": "parts of speech", "ner": "named entities", "parser": "dependencies"}


def load_pipeline(settings: Settings | None = None) -> Language:
    """The spaCy pipeline of `settings.model` with our components added.

    None gives the shipped one; a name must be that of an installed package, and a path (with a separator) a
    folder. Raises ModelError where it cannot be loaded, is not English or lacks a tagger, parser or NER.
    """
    settings = settings or Settings()
    nlp = _shipped() if settings.model is None else _named(settings.model)
    return add_components(nlp, settings)


def add_components(nlp: Language, settings: Settings | None = None) -> Language:
    """Add our components at the end of `nlp`, those that are there already left as they are."""
    settings = settings or Settings()
    rules = str(settings.rules) if settings.rules else None
    configs: dict[str, dict[str, object]] = {
        "sahel_actors": {"table": str(settings.actors) if settings.actors else None, "rules": rules},
        "sahel_places": {
            "table": str(settings.gazetteer) if settings.gazetteer else None,
            "only": settings.gazetteer_only,
        },
        "sahel_dates": {"rules": rules},
        "sahel_quantities": {},
        "sahel_triggers": {"rules": rules},
        "sahel_cues": {"rules": rules},
    }
    for name in COMPONENTS:
        if name not in nlp.pipe_names:
            nlp.add_pipe(name, config=configs[name])
    return nlp


def model_name(nlp: Language) -> str:
    """Language, name and version of a pipeline, as its `meta.json` gives them: "en_sahel_news 0.1.0"."""
    return " ".join(filter(None, (f"{nlp.lang}_{nlp.meta['name']}", nlp.meta["version"])))


def name_of(model: str | None) -> str:
    """What `model_name` says of the pipeline that `Settings.model` names, without loading it; of one that is
    not there the last part of its name, so that no path gets into a record."""
    with as_file(files("sahel_events") / "data" / "model") as shipped:
        try:
            folder = shipped if model is None else Path(model)
            if not folder.is_dir():
                folder = spacy.util.get_package_path(str(model))
            meta = spacy.util.load_meta(next(folder.rglob("meta.json"), folder / "meta.json"))
        except (ImportError, OSError, ValueError):
            return Path(str(model)).name
    return f"{meta['lang']}_{meta['name']} {meta['version']}"


def _shipped() -> Language:
    with as_file(files("sahel_events") / "data" / "model") as path:
        return spacy.load(path)


def _named(model: str) -> Language:
    if "/" in model or "\\" in model or Path(model).is_dir():
        if not Path(model).is_dir():
            raise ModelError(
                f"--model {model}: no such folder; "
                "give that of a spaCy pipeline, or the name of an installed one"
            )
    elif not spacy.util.is_package(model):
        raise ModelError(
            f"--model {model}: no installed package of that name; install it with pip, or give a path"
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore", UserWarning
            )  # W095: a pipeline of another 3.x version loads with a warning
            nlp = spacy.load(model)
    except (OSError, ValueError) as error:
        raise ModelError(
            f"--model {model}: cannot be loaded: {error}; give a spaCy pipeline for this version of spaCy"
        ) from error
    if nlp.lang != "en":
        raise ModelError(f"--model {model}: language {nlp.lang!r}; an English pipeline is needed")
    for pipe, gives in NEEDED.items():
        if pipe not in nlp.pipe_names:
            raise ModelError(f"--model {model}: has no {pipe!r} component ({gives} are needed)")
    return nlp
