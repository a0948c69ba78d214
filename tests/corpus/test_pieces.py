"""Pieces: what is read at one go, and how an unchanged or changing file is told."""

from __future__ import annotations

import gzip
import json
import os
import pickle
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from sahel_events.corpus import pieces
from sahel_events.corpus.decode import BadBytes
from sahel_events.corpus.files import Problem, SourceFile, find_sources
from sahel_events.corpus.pieces import Piece, load, pieces_of, settled, stamp_of
from sahel_events.corpus.read import read_piece
from sahel_events.errors import SkipReason
from sahel_events.settings import Settings

TEXT = "Gunmen killed five soldiers near Gao on Monday."
LONG_AGO = 1_500_000_000


def source(path: Path) -> SourceFile:
    (found,) = find_sources([path])
    assert isinstance(found, SourceFile)
    return found


def cut(path: Path) -> list[Piece]:
    return [item for item in pieces_of(source(path), Settings()) if isinstance(item, Piece)]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A text whose last change lies years back, by its times of change."""
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    os.utime(path, (LONG_AGO, LONG_AGO))
    return path


class TestPieces:
    def test_a_text_is_one_piece_that_nobody_has_read(self, old: Path) -> None:
        (piece,) = cut(old)
        assert (piece.line, piece.data, piece.size) == (None, None, len(TEXT))

    @pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
    def test_a_line_is_a_piece_and_their_sizes_are_that_of_the_file(self, tmp_path: Path, name: str) -> None:
        data = "".join(json.dumps({"text": f"{TEXT} {n}"}) + "\n\n" for n in range(500)).encode()
        path = tmp_path / name
        path.write_bytes(gzip.compress(data) if name.endswith("gz") else data)
        found = cut(path)
        assert [piece.line for piece in found] == list(range(1, 1001, 2))
        assert found[1].data == data.splitlines(keepends=True)[2]
        assert 0 < sum(piece.size for piece in found) <= path.stat().st_size

    @pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
    def test_a_record_travels_to_another_process(self, tmp_path: Path, name: str) -> None:
        path = tmp_path / name
        path.write_text(json.dumps({"text": TEXT}) + "\n" if name == "a.jsonl" else f"title,text\né,{TEXT}\n")
        (tmp_path / "a.meta.json").write_text('{"published": "2020-06-17"}')
        (piece,) = cut(path)
        (found,) = read_piece(pickle.loads(pickle.dumps(piece)), Settings())
        assert not isinstance(found, Problem)
        assert found.article.text == TEXT
        assert found.article.published is not None

    def test_digests_tell_records_apart(self, tmp_path: Path) -> None:
        path = tmp_path / "a.jsonl"
        path.write_text('{"text": "a"}\n{"text": "b"}\n{"text": "a"}\n')
        one, two, three = (piece.digest for piece in cut(path))
        assert one == three != two
        (tmp_path / "a.meta.json").write_text('{"source": "s"}')
        assert cut(path)[0].digest != one


class TestStamps:
    def test_the_same_until_something_changes(self, old: Path) -> None:
        first = stamp_of(source(old))
        assert first == stamp_of(source(old))
        old.write_text(TEXT.upper())
        os.utime(old, (LONG_AGO, LONG_AGO))  # size and time of change as before: ctime tells
        assert stamp_of(source(old)) != first

    def test_a_side_file_counts(self, old: Path) -> None:
        first = stamp_of(source(old))
        (old.parent / "a.meta.json").write_text("{}")
        assert stamp_of(source(old)) != first

    def test_none_for_a_file_that_is_gone(self, old: Path) -> None:
        gone = source(old)
        old.unlink()
        assert stamp_of(gone) is None

    def test_a_file_written_just_now_is_not_trusted(self, old: Path) -> None:
        stamp = stamp_of(source(old))
        assert settled(stamp, time.time_ns()) is None
        assert settled(stamp, time.time_ns() + 10 * pieces.RACY_NS) == stamp


class TestContent:
    def test_the_digest_is_of_text_and_side_file(self, old: Path) -> None:
        (piece,) = cut(old)
        first = load(piece, Settings()).digest
        assert load(piece, Settings()).digest == first
        (old.parent / "a.txt.meta.json").write_text('{"source": "s"}')
        assert load(piece, Settings()).digest != first

    def test_a_file_that_changes_while_it_is_read(self, old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        whole = pieces.read_capped

        def slow(stream: BinaryIO, most: int) -> bytes:
            data = whole(stream, most)
            with old.open("a") as file:
                file.write("More.")
            return data

        monkeypatch.setattr(pieces, "read_capped", slow)
        (piece,) = cut(old)
        with pytest.raises(BadBytes, match="changed while it was being read"):
            load(piece, Settings())

    def test_a_file_of_records_that_grows_while_it_is_read(self, tmp_path: Path) -> None:
        path = tmp_path / "a.jsonl"
        path.write_text('{"text": "a"}\n' * 3)

        def growing() -> Iterator[Piece | Problem]:
            for item in pieces_of(source(path), Settings()):
                with path.open("a") as file:
                    file.write("\n")
                yield item

        *found, last = growing()
        assert len(found) == 3
        assert isinstance(last, Problem)
        assert (last.reason, last.line) == (SkipReason.CHANGED, None)
