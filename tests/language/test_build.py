"""Loading the pipeline: ours, the user's, and what is said about one that will not do."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path

import pytest
import spacy

from cases import table
from sahel_events.errors import ModelError, SahelEventsError
from sahel_events.language.build import COMPONENTS, load_pipeline
from sahel_events.settings import Settings


def without(*names: str) -> Callable[[Path], None]:
    """Saves the shipped pipeline without some of its components."""

    def save(path: Path) -> None:
        with as_file(files("sahel_events") / "data" / "model") as shipped:
            spacy.load(shipped, exclude=list(names)).to_disk(path)

    return save


def other_tongue(path: Path) -> None:
    spacy.blank("es").to_disk(path)


def no_pipeline(path: Path) -> None:
    path.mkdir()
    (path / "notes.txt").write_text("nothing")


def broken(path: Path) -> None:
    spacy.blank("en").to_disk(path)
    (path / "config.cfg").write_text("[nlp\n")


@pytest.mark.parametrize(
    ("model", "message"),
    table(
        [
            (
                "en_core_web_nosuch",
                "no installed package of that name; install it with pip, or give a path",
                "package",
            ),
            ("./nowhere", "no such folder", "folder"),
            ("no\\where", "no such folder", "folder with a backslash"),
            ("json", "no installed package of that name", "a module that is no distribution"),
        ]
    ),
)
def test_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, model: str, message: str) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ModelError, match=message) as caught:
        load_pipeline(Settings(model=model))
    assert str(caught.value).startswith(f"--model {model}: ")


@pytest.mark.parametrize(
    ("save", "message"),
    table(
        [
            (other_tongue, "language 'es'; an English pipeline is needed", "Spanish"),
            (without("ner"), r"has no 'ner' component \(named entities are needed\)", "no entities"),
            (without("tagger", "morphologizer"), r"has no 'tagger' component", "no parts of speech"),
            (without("parser"), r"has no 'parser' component \(dependencies are needed\)", "no dependencies"),
            (no_pipeline, "cannot be loaded", "a folder of other things"),
            (broken, "cannot be loaded", "a broken config"),
        ]
    ),
)
def test_will_not_do(tmp_path: Path, save: Callable[[Path], None], message: str) -> None:
    folder = tmp_path / "model"
    save(folder)
    with pytest.raises(ModelError, match=message) as caught:
        load_pipeline(Settings(model=str(folder)))
    assert isinstance(caught.value, SahelEventsError)


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a pipeline of the user's, `mine`."""
    folder = tmp_path_factory.mktemp("models")
    without("lemmatizer")(folder / "mine")
    return folder


@pytest.mark.parametrize("name", ["mine", "./mine"])
def test_pipeline_of_the_user(mine: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A folder of the working directory, with and without a separator."""
    monkeypatch.chdir(mine)
    nlp = load_pipeline(Settings(model=name))
    assert "lemmatizer" not in nlp.pipe_names
    assert tuple(nlp.pipe_names[-6:]) == COMPONENTS
