"""Tables, rules and settings of users, of any content: read back as written,
or refused with file and line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import event, example, given
from hypothesis import strategies as st

import strategies as our
from sahel_events.errors import SahelEventsError, TableError, UsageError
from sahel_events.lexicon import actors, gazetteer
from sahel_events.lexicon.rules import RegexRule, compile_safely, load_rules
from sahel_events.lexicon.tables import read_rows
from sahel_events.settings import Settings, load_settings

Folder = pytest.TempPathFactory


def csv_of(rows: Sequence[Sequence[str]], **how: Any) -> bytes:
    """A CSV file as Python writes it."""
    out = io.StringIO(newline="")
    csv.writer(out, **how).writerows(rows)
    return out.getvalue().encode()


def refusal(error: SahelEventsError, path: Path) -> None:
    """What every refusal says: the file, and a cause on one line."""
    event("refused")
    assert str(path) in str(error)
    assert len(str(error).splitlines()) == 1 or "TOML" in str(error)


# ------------------------------------------------------------------------------------------------ csv

CELLS = our.FEW.map(str.strip) | st.just("")


@given(
    st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=4),
    st.permutations(["a", "b", "c"]),
    st.booleans(),
)
def test_the_cells_of_a_table_are_read_back(
    tmp_path_factory: Folder, rows: list[list[str]], order: list[str], mark: bool
) -> None:
    """In whatever order the columns stand, with a byte order mark or without; blank rows are passed over."""
    path = tmp_path_factory.mktemp("table") / "t.csv"
    shuffled = [[row["abc".index(name)] for name in order] for row in rows]
    path.write_bytes(b"\xef\xbb\xbf" * mark + csv_of([order, *shuffled], quoting=csv.QUOTE_ALL))
    found = [values for _, values in read_rows(path, "abc", "a")]
    assert found == [row for row in rows if any(row)]


@given(our.damaged(st.one_of(
    st.binary(max_size=80), st.just(b"a,b,c\n1,2,3\n"), our.WHOLE.map(lambda text: f"a,b\n{text}".encode()),
)))  # fmt: skip
def test_any_bytes_are_a_table_or_refused(tmp_path_factory: Folder, data: bytes) -> None:
    path = tmp_path_factory.mktemp("table") / "t.csv"
    path.write_bytes(data)
    try:
        for line, values in read_rows(path, "abc", "a"):
            assert line >= 1
            assert len(values) == 3
    except TableError as error:
        refusal(error, path)


NUMBERS = our.one_of("15.9", "-2", "91", "nan", "inf", "1e400", "٣", "1_0", "", "x", "9" * 5000)
PLACE_CELLS = {
    "id": our.FEW | our.one_of("", "gn:2453348", "mine"), "name": our.FEW | our.one_of("Gao", "New\x1fTown",
    "x" * 101),
    "alternates": our.one_of("", "Gawo|Kawkaw", "a||b") | our.FEW, "country": our.one_of("ML", "BF", "ZZ",
    "", "ml"),
    "admin1": our.FEW | st.just(""), "admin2": our.FEW | st.just(""), "lat": NUMBERS, "lon": NUMBERS,
    "feature": our.one_of("PPL", "", "ADM1", "RGN", "XXX"), "population": NUMBERS | our.one_of("1000"),
    "source": our.FEW | st.just(""),
}  # fmt: skip
GOOD_PLACE = {
    "id": st.just(""), "name": our.one_of("New Town", "Village 2", "Hameau"), "alternates": our.one_of("",
    "Other"),
    "country": our.one_of("ML", "BF"), "admin1": our.one_of("", "Gao"), "admin2": st.just(""),
    "lat": our.one_of("15.9", "-2"),
    "lon": our.one_of("0", "2.5"), "feature": our.one_of("PPL", ""), "population": our.one_of("", "1000"),
    "source": st.just(""),
}  # fmt: skip


@st.composite
def rows_of(draw: st.DrawFn, good: dict[str, Any], any_: dict[str, Any]) -> list[list[str]]:
    """A few rows, most of their cells sound."""
    rows = []
    for _ in range(draw(st.integers(1, 3))):
        odd = draw(st.none() | st.sampled_from(sorted(any_)))
        rows.append([draw((any_ if name == odd else good)[name]) for name in good])
    return rows


@given(rows_of(GOOD_PLACE, PLACE_CELLS))
@example([["", "New\x1fTown", "", "ML", "", "", "1", "2", "PPL", "", ""]])
@example([["", "New Town", "", "ML", "", "", "1", "2", "PPL", "9" * 5000, ""]])
def test_any_places_are_a_gazetteer_or_refused(tmp_path_factory: Folder, rows: list[list[str]]) -> None:
    """Every place that is taken is found by its names, with its numbers."""
    path = tmp_path_factory.mktemp("table") / "places.csv"
    path.write_bytes(csv_of([gazetteer.COLUMNS, *rows]))
    try:
        taken = gazetteer._users_rows(path, {"ML", "BF"})
    except TableError as error:
        refusal(error, path)
        return
    event("taken")
    table = gazetteer.Gazetteer(taken.values(), own=taken)
    for place in table:
        assert -90 <= place.lat <= 90
        assert -180 <= place.lon <= 180
        assert place.population >= 0
        assert all(place in table.find(name) for name in place.names)
    assert len(table) == len(taken)


ACTOR_CELLS = {
    "id": our.FEW | our.one_of("", "mine", "jnim"), "name": our.FEW, "aliases": our.FEW | our.one_of("",
    "a|b", "a||b"),
    "acronyms": our.one_of("", "X", "MNJ|M.N.J.") | our.FEW, "category": our.one_of("militia", "", "army"),
    "country": our.one_of("ML", "", "XX", "mali") | our.FEW, "parents": our.one_of("", "mine", "nobody",
    "mine|mine"),
    "active_from": NUMBERS, "active_to": NUMBERS, "generic": our.one_of("", "yes", "1", "true",
    "no") | our.FEW,
    "stands_for": our.one_of("", "mine", "nobody"), "source": our.FEW, "notes": our.FEW,
}  # fmt: skip
GOOD_ACTOR = {
    "id": st.just(""), "name": our.one_of("New Front", "Village Guard", "Third Force"),
    "aliases": our.one_of("", "NewF"),
    "acronyms": st.just(""), "category": our.one_of("militia", "rebel_other"), "country": our.one_of("ML",
    ""),
    "parents": st.just(""), "active_from": our.one_of("", "2015"), "active_to": st.just(""),
    "generic": st.just(""),
    "stands_for": st.just(""), "source": st.just(""), "notes": st.just(""),
}  # fmt: skip


@given(rows_of(GOOD_ACTOR, ACTOR_CELLS))
def test_any_actors_are_a_table_or_refused(
    tmp_path_factory: Folder, monkeypatch_shipped: None, rows: list[list[str]]
) -> None:
    path = tmp_path_factory.mktemp("table") / "actors.csv"
    path.write_bytes(csv_of([actors.COLUMNS, *rows]))
    try:
        table = actors.ActorTable.load(path)
    except TableError as error:
        refusal(error, path)
        return
    event("taken")
    for row in table.rows:
        assert row in table.candidates(row.name)
        assert row.id in table.lineage(row.id)
        table.search(row.name)
        row.active(2020)


@pytest.fixture(scope="module")
def monkeypatch_shipped(tmp_path_factory: Folder) -> Any:
    """A shipped table of three rows: the real one takes a while to read each time."""
    small = tmp_path_factory.mktemp("small") / "actors.csv"
    row = dict.fromkeys(actors.COLUMNS, "") | {"category": "militia", "source": "x"}
    rows = [{**row, "id": name, "name": name.title()} for name in ("jnim", "guard", "front")]
    small.write_bytes(csv_of([actors.COLUMNS, *([each[c] for c in actors.COLUMNS] for each in rows)]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(actors, "packaged", lambda name: small)
        yield


# ----------------------------------------------------------------------------------------------- toml

VALUES = our.one_of(
    "1", "1.5", "true", '"x"', "[]", '["a"]', '["a", 1]', "{a = 1}", "2020-06-17", "2020-06-17T10:00:00Z",
    "10:00:00", "inf", "nan", '"\\u0000"', "-1", "0", "99999999999999999999999999", '""', "[[1]]", '"utf-8"',
)  # fmt: skip


def toml_of(values: dict[str, str]) -> str:
    return "".join(f"{key} = {value}\n" for key, value in values.items())


RULE_KEYS = our.one_of("id", "pattern", "label", "match", "no_match", "flags", "why", "unknown")
PATTERNS = our.one_of(
    "a", "(", "(a+)+", "a{99999999999}", "(?i)a", "a(?i)b", "[", "\\u0000", "(?P<x>a)(?P<x>b)", "a++"
)
RULES = st.builds(
    lambda base, odd, pattern: "[[rule]]\n" + toml_of({**base, "pattern": json.dumps(pattern), **odd}),
    st.just({"id": '"block.mine"', "label": '"share"', "match": '["a"]', "no_match": '["b"]'}),
    st.dictionaries(RULE_KEYS, VALUES, max_size=1), PATTERNS | st.text(max_size=6),
)  # fmt: skip
TOML = our.damaged(st.lists(RULES, max_size=2).map(lambda parts: "\n".join(parts).encode("utf-8", "replace")))


@given(TOML)
@example(
    b'[[rule]]\nid = "block.x"\nlabel = "share"\npattern = "a{99999999999}"\nmatch = ["a"]\nno_match = ["b"]'
)
@example(b"rule = " + b"[" * 5000 + b"]" * 5000)
def test_any_rules_are_rules_or_refused(tmp_path_factory: Folder, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("rules")
    (folder / "boilerplate.toml").write_bytes(data)
    (folder / "boilerplate.toml").replace(folder / "revisions.toml")
    try:
        rules = load_rules("revisions", RegexRule, folder)
    except TableError as error:
        refusal(error, folder)
        return
    event("taken")
    for rule in rules:
        assert all(rule.compiled.search(text) for text in rule.match)


@given(
    PATTERNS | st.text(alphabet="ab()[]{}*+?|\\^$.-,0123456789", max_size=12),
    st.text(alphabet="imsx", max_size=2),
)
@example("a{99999999999}", "")
@example("(" * 5000, "")
def test_any_pattern_is_compiled_or_refused(pattern: str, flags: str) -> None:
    try:
        compile_safely(pattern, flags).search("aaab" * 5)
    except ValueError:
        event("refused")


SETTINGS = our.one_of(
    "model", "gazetteer", "gazetteer_only", "actors", "rules", "published", "encoding", "max_bytes",
    "max_chars",
    "language_check", "classifier", "gate", "unknown",
)  # fmt: skip


@given(
    our.damaged(st.dictionaries(SETTINGS, VALUES, max_size=2).map(toml_of).map(str.encode))
    | st.binary(max_size=20)
)
@example(b"published = 2020-06-17T10:00:00Z")
@example(b"max_bytes = -1")
@example(b"max_chars = 99999999999999999999999999")
@example(b"a = " + b"[" * 5000)
@example(b'rules = "\\u0000"')
def test_any_settings_are_settings_or_refused(tmp_path_factory: Folder, data: bytes) -> None:
    """Each of the type that `Settings` says, and within what a run can do with it."""
    path = tmp_path_factory.mktemp("settings") / "sahel-events.toml"
    path.write_bytes(data)
    try:
        found = load_settings(path)
    except UsageError as error:
        refusal(error, path)
        return
    event("taken")
    assert found.published is None or (
        type(found.published) is date and not isinstance(found.published, datetime)
    )
    assert 0 < found.max_bytes < 2**63
    assert 0 < found.max_chars < 2**63
    for given_path in (found.gazetteer, found.actors, found.rules):
        assert given_path is None or not given_path.joinpath("x").exists()


@given(st.builds(
    Settings, published=st.none() | st.dates(date(1990, 1, 1)), max_bytes=st.integers(1, 2**40),
    max_chars=st.integers(1, 2**40),
    encoding=st.none() | our.one_of("utf-8", "cp1252"), gate=st.booleans(), classifier=st.booleans(),
    language_check=st.booleans(), gazetteer_only=st.booleans(),
    model=st.none() | our.one_of("en_core_web_sm"),
))  # fmt: skip
def test_settings_are_read_back(tmp_path_factory: Folder, settings: Settings) -> None:
    """What a settings file says is what the run is told."""
    path = tmp_path_factory.mktemp("settings") / "mine.toml"
    written = {
        name: value.isoformat() if isinstance(value, date) else json.dumps(value)
        for name in ("published", "max_bytes", "max_chars", "encoding", "gate", "classifier",
        "language_check",
                     "gazetteer_only", "model")
        if (value := getattr(settings, name)) is not None
    }  # fmt: skip
    path.write_text(toml_of(written))
    assert load_settings(path) == settings
