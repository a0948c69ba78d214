"""The settings file: the limit of time."""

from __future__ import annotations

from pathlib import Path

import pytest

from cases import table
from sahel_events.errors import UsageError
from sahel_events.settings import load_settings


@pytest.mark.parametrize(("value", "seconds"), [("5", 5.0), ("0.5", 0.5), ("0", 0.0)])
def test_max_seconds(tmp_path: Path, value: str, seconds: float) -> None:
    (tmp_path / "mine.toml").write_text(f"max_seconds = {value}\n")
    assert load_settings(tmp_path / "mine.toml").max_seconds == seconds


@pytest.mark.parametrize("value", table([
    ("-1", "below nothing"), ("inf", "no end, which is 0"), ("nan", "no number"), ('"5"', "text"),
    ("true", "yes or no"),
]))  # fmt: skip
def test_wrong_max_seconds(tmp_path: Path, value: str) -> None:
    (tmp_path / "mine.toml").write_text(f"max_seconds = {value}\n")
    with pytest.raises(UsageError, match=r"mine\.toml: max_seconds = .* is no"):
        load_settings(tmp_path / "mine.toml")
