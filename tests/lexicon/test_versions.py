"""What a record says of its making: the same wherever the data lie, another where they differ."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sahel_events import __version__
from sahel_events.lexicon import versions
from sahel_events.lexicon.tables import packaged
from sahel_events.lexicon.versions import made_with, phrases
from sahel_events.settings import Settings

if TYPE_CHECKING:
    from sahel_events.pipeline import Result

NOTHING_OWN = made_with(Settings()).own


@pytest.fixture(params=["gazetteer", "actors", "rules", "model"])
def own(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str, str], Settings]:
    """Settings that name a file of the user, in a folder of some name, with some content."""

    def settings(folder: str, content: str) -> Settings:
        path = tmp_path / folder
        path.mkdir()
        (path / "own.toml").write_text(content)
        if request.param == "model":
            return Settings(model=str(path))
        return Settings(**{request.param: path if request.param == "rules" else path / "own.toml"})

    return settings


def test_own_tables_are_told_by_their_bytes_not_by_their_place(own: Callable[[str, str], Settings]) -> None:
    one, same, other = own("a", "x = 1"), own("b", "x = 1"), own("c", "x = 2")
    assert NOTHING_OWN is None
    assert made_with(one).own == made_with(same).own != made_with(other).own
    assert made_with(one).data == made_with(Settings()).data


def test_a_change_of_any_shipped_file_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data" / "rules").mkdir(parents=True)
    for name in ("actors.csv", "rules/cues.toml"):
        shutil.copy(packaged(name), tmp_path / "data" / name)
    monkeypatch.setattr(versions, "_PACKAGE", tmp_path)
    seen = set()
    for name in ("actors.csv", "rules/cues.toml"):
        seen.add(versions._shipped.__wrapped__())
        with (tmp_path / "data" / name).open("a") as file:
            file.write("\n")
    seen.add(versions._shipped.__wrapped__())
    monkeypatch.setattr(versions, "gazetteer_digest", lambda: "another")
    seen.add(versions._shipped.__wrapped__())
    assert len(seen) == 4


def test_every_record_and_candidate_of_an_article_says_it(read: Callable[..., Result]) -> None:
    result = read("Gunmen killed five soldiers in Gao on Monday. Gunmen plan to attack Mopti on Friday.")
    assert result.events
    assert result.rejected
    for record in (*result.events, *result.rejected):
        assert record.made_with is not None
        assert record.made_with.version == __version__
        assert record.made_with.data == made_with(Settings()).data
        assert record.made_with.model == "en_sahel_news 0.1.0"
        assert record.made_with.own is None


@pytest.mark.parametrize(
    ("made", "told"),
    [
        ({"version": "1.2", "data": "ab", "model": "m 1", "own": "cd"},
         ["sahel-events 1.2", "data ab", "model m 1", "own tables cd"]),
        ({"version": "1.2", "data": "ab", "model": None, "own": None}, ["sahel-events 1.2", "data ab"]),
        (None, []), ("text", []), ({"other": 1}, []),
    ],
    ids=["all", "no model", "an older file", "of another type", "other keys"],
)
def test_in_words(made: object, told: list[str]) -> None:
    assert phrases(made) == told
