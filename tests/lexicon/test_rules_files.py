"""Rules files: what is read, what is refused and how the error says so, and which patterns are too
dangerous."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from cases import table
from sahel_events.corpus.rules import block_rules
from sahel_events.errors import TableError
from sahel_events.language.components.dates import date_rules
from sahel_events.lexicon import rules as rules_module
from sahel_events.lexicon.rules import (
    RegexRule,
    compile_safely,
    load_regex_rules,
    load_rules,
    read_table,
    rule_files,
)

GOOD = '''
[[rule]]
id = "block.share_line"
label = "share"
pattern = '^share (?:this|on)\\b'
flags = "i"
match = "Share this article"
no_match = ["They share a border."]
'''


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for the packaged rules: `blocks.toml` with one rule; its path."""
    path = tmp_path / "packaged" / "blocks.toml"
    path.parent.mkdir()
    path.write_text(GOOD, encoding="utf-8")
    monkeypatch.setattr(rules_module, "packaged", lambda name: path)
    monkeypatch.setattr(rules_module, "rule_files", lambda: ("blocks",))
    return path


def users(folder: Path, text: str, name: str = "blocks.toml") -> Path:
    extra = folder / "mine"
    extra.mkdir()
    (extra / name).write_text(text, encoding="utf-8")
    return extra


def test_a_rule_is_read(shipped: Path) -> None:
    (rule,) = load_regex_rules("blocks")
    assert (rule.id, rule.label, rule.example) == ("block.share_line", "share", "Share this article")
    assert rule.counter == "They share a border."
    assert rule.compiled.search("SHARE ON X")


def test_a_users_rules_are_added(shipped: Path, tmp_path: Path) -> None:
    extra = users(tmp_path, GOOD.replace("block.share_line", "block.mine"))
    assert [rule.id for rule in load_regex_rules("blocks", extra)] == ["block.share_line", "block.mine"]


def test_a_users_rule_with_our_id_replaces_ours(shipped: Path, tmp_path: Path) -> None:
    (rule,) = load_regex_rules("blocks", users(tmp_path, GOOD.replace('label = "share"', 'label = "links"')))
    assert rule.label == "links"


def test_raw_rules_know_their_lines(shipped: Path) -> None:
    (raw,) = read_table("blocks")
    assert (raw.id, raw.path, raw.line) == ("block.share_line", str(shipped), 2)
    assert str(raw.error("is odd")) == f"{shipped}:2: rule 'block.share_line': is odd"


@dataclass(frozen=True)
class Word:
    id: str
    words: tuple[str, ...]
    weight: float = 1.0
    note: str | None = None


def test_rules_of_a_class_of_ones_own(shipped: Path) -> None:
    shipped.write_text('[[rule]]\nid = "a.b"\nwords = ["x", "y"]\nweight = 2\n', encoding="utf-8")
    assert load_rules("blocks", Word) == (Word("a.b", ("x", "y"), 2),)


WRONG = [
    ("not TOML", "[[rule]\n", None, "not a valid TOML file"),
    ("other tables", '[other]\nx = 1\n', None, "unknown key 'other'"),
    ("one table only", '[rule]\nid = "a.b"\n', None, "[[rule]] tables"),
    ("no id", "[[rule]]\nlabel = 'x'\n", 1, "needs an `id`"),
    ("id in capitals", "\n[[rule]]\nid = 'Block.X'\n", 2, "needs an `id`"),
    ("id without a dot", "[[rule]]\nid = 'block'\n", 1, "needs an `id`"),
    ("id twice", GOOD + GOOD, 10, "the id stands twice in this file"),
    ("unknown key", GOOD + "colour = 'red'\n", 2, "unknown key 'colour'; allowed: id, pattern"),
    ("missing key", GOOD.replace('label = "share"', ""), 2, "key 'label' is missing"),
    ("wrong type", GOOD.replace('"share"', "7"), 2, "label = 7 is not of type str"),
    ("wrong list", GOOD.replace('["They share a border."]', "[7]"), 2, "no_match = [7]"),
    ("example not matched", GOOD.replace("Share this", "Sharing"), 2, "does not match its example"),
    ("counter-example matched", GOOD.replace("They share a", "Share this"), 2, "matches its counter-example"),
    ("no example", GOOD.replace('"Share this article"', "[]"), 2, "at least one `match`"),
    ("unknown flag", GOOD.replace('"i"', '"q"'), 2, "unknown flag 'q'"),
    ("no regex", GOOD.replace("(?:this|on)", "(?:this"), 2, "not a valid regular expression"),
    ("dangerous regex", GOOD.replace("(?:this|on)", "(?:a+)+"), 2, "open-ended repeat inside a repeat"),
]


@pytest.mark.parametrize(("text", "line", "words"), [c[1:] for c in WRONG], ids=[c[0] for c in WRONG])
def test_wrong_rules_are_refused_with_file_and_line(
    shipped: Path, tmp_path: Path, text: str, line: int | None, words: str
) -> None:
    extra = users(tmp_path, text)
    with pytest.raises(TableError) as caught:
        load_regex_rules("blocks", extra)
    assert (caught.value.path, caught.value.line) == (str(extra / "blocks.toml"), line)
    assert words in str(caught.value)


def test_a_file_of_no_known_name_is_refused(shipped: Path, tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"bloks.toml: no rules file of that name; allowed: blocks.toml"):
        load_regex_rules("blocks", users(tmp_path, GOOD, "bloks.toml"))


def test_a_folder_that_is_not_there_is_refused(shipped: Path, tmp_path: Path) -> None:
    with pytest.raises(TableError, match="no such folder"):
        load_regex_rules("blocks", tmp_path / "nowhere")


@pytest.mark.parametrize("pattern", [
    r"(a+)+$", r"(?:(?:a|b+)c)*", r"(?=(a+)+)", r"(a)?(?(1)(b+)+|c)", r"(?:\w* )*", r"(?:a+?b)*",
    r"(?:(?>x)a+)+", r"(?>(?:a+)+b)",
])
def test_nested_repeats_are_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="open-ended repeat inside a repeat"):
        compile_safely(pattern)


SLOW = [
    ("(?:a|aa)+$", "boilerplate", "aab a", "doubles its time with each letter"),
    ("(?:read|re|ad)*now", "boilerplate", "read now", "the same letters in two ways"),
    ("a{0,30}a{0,30}a{0,30}a{0,30}b", "boilerplate", "aab", "bounded repeats side by side"),
    (r"\s*,\s*now", "dates", "at once , now", "white space before a comma, tried from each blank"),
    ("foo.*bar", "dates", "foo bar", "reads to the end from each foo"),
]
FAST = [
    (r"\bread more\b.{0,60}", "boilerplate", "read more", "a bounded tail"),
    (r"^\W{0,3}(?:[Aa]lso|[Mm]ore) on\b", "boilerplate", "Also on", "bound to the beginning"),
    ("foo.*bar", "boilerplate", "foo bar", "reads to the end from each foo, of lines of 300 characters"),
    (r"(?:\w{1,20} ){0,4}now", "dates", "as of now", "few words of some length"),
]


def load_mine(folder: Path, pattern: str, name: str, match: str) -> None:
    """Read a folder with one rule of the user's."""
    kind = 'form = "other"' if name == "dates" else 'label = "share"'
    (folder / f"{name}.toml").write_text(
        f"[[rule]]\nid = 'my.rule'\n{kind}\npattern = '''{pattern}'''\n"
        f"match = ['{match}']\nno_match = ['Gao']\n", encoding="utf-8",
    )  # fmt: skip
    if name == "dates":
        date_rules(folder)
    else:
        block_rules(folder)


@pytest.mark.parametrize(("pattern", "name", "match"), table(SLOW))
def test_a_users_pattern_that_can_hang_is_refused(
    tmp_path: Path, pattern: str, name: str, match: str
) -> None:
    """With file, line, rule, the text that shows it and what to change."""
    with pytest.raises(TableError) as caught:
        load_mine(tmp_path, pattern, name, match)
    assert (caught.value.path, caught.value.line) == (str(tmp_path / f"{name}.toml"), 1)
    told = r"rule 'my.rule': the pattern takes far too long on '.+' many times over: give repeats an upper"
    assert re.search(told, str(caught.value))


@pytest.mark.parametrize(("pattern", "name", "match"), table(FAST))
def test_a_users_pattern_that_cannot_is_taken(tmp_path: Path, pattern: str, name: str, match: str) -> None:
    load_mine(tmp_path, pattern, name, match)


@pytest.mark.parametrize("pattern", [
    r"(?:\w++ )+", r"(?>a+)+", r"(?:\w+ )?x", r"a+b*c+", r"(?:a{1,3}b)+", r"(?:ab|c)*d+",
    r"^[A-Z][a-z]++(?: [a-z]++)*$",
])
def test_other_repeats_are_fine(pattern: str) -> None:
    assert compile_safely(pattern).pattern == pattern


def test_every_shipped_rules_file_is_read() -> None:
    assert rule_files()
    for name in rule_files():
        assert read_table(name)


def test_regex_rules_cannot_be_changed() -> None:
    rule = RegexRule(id="a.b", pattern="x", label="l", match=("x",), no_match=("y",))
    with pytest.raises(AttributeError):
        rule.label = "other"  # type: ignore[misc]
