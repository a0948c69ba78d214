"""docs/faults.md: every row is of a test."""

from __future__ import annotations

from pathlib import Path

from faulty import PAGE, rows


def test_every_row_is_a_test() -> None:
    tests = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    signals = ("SIGINT", "SIGTERM", "SIGHUP")
    by_name = {f"{name}{more}" for name in signals for more in ("", ", other commands")}
    assert len(rows()) > 40
    assert [fault for fault in rows() if f'"{fault}"' not in tests and fault not in by_name] == []


def test_rows_are_whole() -> None:
    """A row of another form would be passed over."""
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    heads = [line for line in lines if line.startswith(("| what happens |", "| ---"))]
    assert len(lines) - len(heads) == len(rows())


def test_the_index_names_the_page() -> None:
    assert "(faults.md)" in PAGE.with_name("index.md").read_text(encoding="utf-8")
