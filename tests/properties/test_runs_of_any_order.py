"""Whole runs: the bytes of an events file hang on the articles alone, not on how they came to be read."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import strategies as our
from corpora import put, run
from runs import PYTHONPATH, STUB

sys.path.insert(0, str(STUB))

pytestmark = pytest.mark.slow

Folder = pytest.TempPathFactory
NAMES = our.one_of("a", "b", "sub/a", "sub/c", "a-b/c", "é", "A")
ENDINGS = our.one_of(".txt", ".txt.gz", ".json", ".jsonl", ".csv")
CORPORA = st.dictionaries(
    st.tuples(NAMES, ENDINGS).map("".join),
    st.lists(our.EVENTS, min_size=1, max_size=3),
    min_size=1,
    max_size=6,
)
"""Files by their names, each of some texts: ids clash, folders sort between files."""


@pytest.fixture(scope="module")
def obedient() -> Iterator[None]:
    """The extractor that needs no model, here and in worker processes."""
    import obedient as stub

    import sahel_events.pipeline
    from sahel_events.scale import run as runs
    from sahel_events.settings import Settings

    known = runs.fingerprint(Settings())  # takes a third of a second, and is no part of what is stated here
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs, "fingerprint", lambda settings: known)
        patch.setattr(sahel_events.pipeline, "Extractor", stub.Extractor)
        patch.setenv("PYTHONPATH", PYTHONPATH)
        yield


@our.scaled()
@given(CORPORA, st.randoms(use_true_random=False))
def test_the_order_in_which_files_were_made_changes_no_byte(
    obedient: None, tmp_path_factory: Folder, corpus: dict[str, list[str]], random: Any
) -> None:
    written = []
    for names in (sorted(corpus), random.sample(sorted(corpus), len(corpus))):
        folder = tmp_path_factory.mktemp("made")
        for name in names:
            put(folder / "raw", name, corpus[name])
        written.append(run(folder, folder / "raw"))
    assert written[0] == written[1]


@our.scaled()
@given(st.lists(our.EVENTS, min_size=2, max_size=5), st.randoms(use_true_random=False))
def test_the_order_in_which_files_are_named_changes_no_event(
    obedient: None, tmp_path_factory: Folder, texts: list[str], random: Any
) -> None:
    """Lines come in the order asked for, and are the same lines. (Of files with one stem, the first named has
    it as id: their ids do hang on the order.)"""
    folder = tmp_path_factory.mktemp("named")
    for number, text in enumerate(texts):
        put(folder, f"n{number}.txt", [text])
    paths = [folder / f"n{number}.txt" for number in range(len(texts))]
    shuffled = random.sample(paths, len(paths))
    first, second = run(folder, *paths), run(folder, *shuffled, output="other.jsonl")
    assert sorted(first.splitlines()) == sorted(second.splitlines())
    ids = [json.loads(line)["id"].partition("-")[0] for line in second.splitlines()]
    assert ids == [path.stem for path in shuffled]


@our.scaled()
@given(CORPORA, st.data())
def test_a_second_run_after_any_change_gives_what_a_first_would(
    obedient: None, tmp_path_factory: Folder, corpus: dict[str, list[str]], data: st.DataObject
) -> None:
    """Whatever the journal knows from before: files added, changed and gone."""
    folder, fresh = tmp_path_factory.mktemp("again"), tmp_path_factory.mktemp("fresh")
    for name, texts in corpus.items():
        put(folder / "raw", name, texts)
    run(folder, folder / "raw")
    changed = data.draw(CORPORA)
    gone = data.draw(st.sampled_from([None, *sorted(corpus)]))
    for name, texts in changed.items():
        put(folder / "raw", name, texts)
    if gone is not None and gone not in changed:
        (folder / "raw" / gone).unlink()
    for name, texts in {**corpus, **changed}.items():
        if name != gone or gone in changed:
            put(fresh / "raw", name, texts)
    (fresh / "raw").mkdir(exist_ok=True)
    assert run(folder, folder / "raw") == run(fresh, fresh / "raw")
