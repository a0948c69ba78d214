"""Runs of words, the settings made of them, and who says what."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sahel_events.errors import TableError
from sahel_events.lexicon.rules import load_rules
from sahel_events.linking.runs import Runs
from sahel_events.linking.setting import Setting, SettingWords
from sahel_events.linking.speakers import SpeakerRule, speaker

FOUND = [
    ("any case, whole words", "The BUS was on a busy road", [(4, 7, "bus")]),
    ("the longest of two that begin alike", "a gold mine", [(2, 11, "gold mine")]),
    ("part of a run is none", "a gold ring", []),
    ("offsets hold behind a letter with two lower cases", "İİ bus", [(3, 6, "bus")]),
    ("hyphens hold words together", "a bus-stop", []),
]


@pytest.mark.parametrize(("text", "found"), [c[1:] for c in FOUND], ids=[c[0] for c in FOUND])
def test_runs(text: str, found: list[tuple[int, int, str]]) -> None:
    runs = Runs({name: name for name in ("bus", "gold", "gold mine") if name != "gold"})
    assert [(f.start, f.end, f.value) for f in runs.find(text)] == found
    assert all(text[start:end].lower() == name for start, end, name in found)


def test_settings_of_evidence_and_of_targets_are_looked_for_apart() -> None:
    words = SettingWords.load()
    assert words.find("The mayor said that a bus was hit.", "passengers") == {"setting.bus"}
    assert "setting.officials" in words.find("They came at night.", "mayor ; people")


@pytest.mark.parametrize("kind", [Setting, SpeakerRule])
def test_a_rule_must_hold_its_examples(kind: type[Any]) -> None:
    fields: dict[str, Any] = {"id": "x.y", "match": ("the army said so",), "no_match": ("nobody",)}
    extra = {"points": 1, "words": ("zebra",)} if kind is Setting else {"label": "group", "who": ("zebra",)}
    with pytest.raises(ValueError, match="does not match its example"):
        kind(**fields, **extra)


def test_a_speaker_needs_a_known_label() -> None:
    with pytest.raises(ValueError, match="label 'oracle' is none of"):
        SpeakerRule(id="x.y", label="oracle", who=("seer",), match=("a seer said",), no_match=("nobody",))


def test_a_users_settings_file_is_checked(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('[[rule]]\nid = "setting.x"\npoints = "many"\n', encoding="utf-8")
    with pytest.raises(TableError, match=r"settings\.toml"):
        load_rules("settings", Setting, tmp_path)


SAID = [
    ("an army", "Twenty died, the army said.", "army"),
    ("a ministry", "According to the interior ministry, twenty died.", "official"),
    ("the nearest speaks", "Twenty died in an assault by jihadists, the government said.", "official"),
    ("a group", "JNIM claimed to have killed twenty.", "group"),
    ("residents", "Twenty were buried, two residents told this site.", "residents"),
    ("a hospital", "Twenty bodies came in, a hospital source said.", "medical"),
    ("the United Nations", "MINUSMA said that twenty died.", "united_nations"),
    ("watchers", "Human Rights Watch documented twenty deaths.", "watchers"),
    ("sources", "Two security sources spoke of twenty dead.", "unnamed"),
    ("what is said is no speaker", "Residents said that soldiers killed twenty.", "residents"),
    ("nobody", "Twenty died when the bus hit a mine.", "article"),
    ("across a full stop", "Twenty died near the army camp. He said no more.", "article"),
]


@pytest.mark.parametrize(("sentence", "expected"), [c[1:] for c in SAID], ids=[c[0] for c in SAID])
def test_speaker_of_a_sentence(sentence: str, expected: str) -> None:
    record = {"evidence": [{"text": sentence, "span": [0, len(sentence)]}], "status": "confirmed"}
    assert speaker(record, (0, 6)) == expected


STATUS = [
    ("claimed", None, "group"),
    ("reported", None, "unnamed"),
    ("confirmed", "status.authority", "official"),
    ("confirmed", "status.plain_fact", "article"),
    ("denied", None, "article"),
]


@pytest.mark.parametrize(("status", "rule", "expected"), STATUS)
def test_without_a_speaker_the_status_tells(status: str, rule: str | None, expected: str) -> None:
    evidence = [{"text": "Twenty died.", "span": [0, 12]}]
    record = {"evidence": evidence, "status": status, "why": {"status": rule}}
    assert speaker(record, None) == expected


def test_the_sentence_of_a_value_comes_before_the_others() -> None:
    first, second = "Ten died, the army said.", "Residents said that thirty died."
    record = {
        "status": "confirmed",
        "evidence": [{"text": first, "span": [0, 24]}, {"text": second, "span": [25, 57]}],
    }
    assert speaker(record, (45, 51)) == "residents"
    assert speaker(record, (0, 3)) == "army"
