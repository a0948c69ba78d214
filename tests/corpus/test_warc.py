"""WARC files: an article for each page, with what the record says of it; files that break off."""

from __future__ import annotations

import gzip
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from cases import table
from sahel_events.corpus.read import Problem, read_articles
from sahel_events.errors import SkipReason
from sahel_events.schema import Article
from sahel_events.settings import Settings

TEXT = "Gunmen killed five soldiers near Gao on Monday, the army said in a statement read on the radio."
DATED = '<meta property="article:published_time" content="2020-06-10T08:00:00Z">'


def page(head: str = "", number: int = 0) -> bytes:
    return f"<html><head>{head}</head><body><h1>Attack {number}</h1><p>{TEXT}</p></body></html>".encode()


def answer(
    writer: WARCWriter, url: str, body: bytes, kind: str = "text/html; charset=utf-8", status: str = "200 OK",
    encoding: str = "identity",
) -> None:
    headers = [("Content-Type", kind), ("Content-Length", str(len(body))), ("Content-Encoding", encoding)]
    http = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
    dated = {"WARC-Date": "2020-06-17T10:00:00Z"}
    record = writer.create_warc_record(
        url, "response", payload=BytesIO(body), http_headers=http, warc_headers_dict=dated
    )
    writer.write_record(record)


def request(writer: WARCWriter, url: str) -> None:
    http = StatusAndHeaders("GET / HTTP/1.1", [("Host", "example.org")], is_http_request=True)
    writer.write_record(writer.create_warc_record(url, "request", payload=BytesIO(b""), http_headers=http))


def archive(zipped: bool = True) -> bytes:
    """Three pages with all that stands around pages in such files."""
    stream = BytesIO()
    writer = WARCWriter(stream, gzip=zipped)
    writer.write_record(writer.create_warcinfo_record("a.warc.gz", {"software": "a crawler"}))
    for number, head in enumerate(["", DATED, '<link rel="canonical" href="https://other.example/">']):
        url = f"https://paper.example/{number}"
        request(writer, url)
        answer(writer, url, page(head, number))
    answer(writer, "https://paper.example/moved", b"", status="301 Moved Permanently")
    answer(writer, "https://paper.example/a.png", b"\x89PNG", kind="image/png")
    return stream.getvalue()


def read(path: Path, **settings: Any) -> tuple[list[Article], list[Problem]]:
    found = list(read_articles([path], Settings(**settings)))
    return [f for f in found if isinstance(f, Article)], [f for f in found if isinstance(f, Problem)]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_pages_with_what_their_records_say(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(archive(name.endswith("gz")))
    articles, problems = read(path)
    assert problems == []
    assert [(a.id, a.url, a.source) for a in articles] == [
        (f"a:{3 + 2 * n}", f"https://paper.example/{n}", "paper.example") for n in range(3)
    ]
    dates = [(str(a.published.date), a.published.rule) for a in articles if a.published is not None]
    assert dates[0] == dates[2] == ("2020-06-17", "metadata:warc-date")
    assert dates[1][0] == "2020-06-10"
    assert all(TEXT in article.text for article in articles)


CUTS = [
    (0.5, True, "compressed data cut in a record"),
    (0.97, True, "compressed data cut near the end"),
    (0.5, False, "plain data cut in a record"),
    (0.02, False, "cut in the first head"),
]


@pytest.mark.parametrize(("share", "zipped"), table(CUTS))
def test_a_file_cut_off_gives_what_was_whole_and_is_named(tmp_path: Path, share: float, zipped: bool) -> None:
    data = archive(zipped)
    path = tmp_path / ("a.warc.gz" if zipped else "a.warc")
    path.write_bytes(data[: int(share * len(data))])
    articles, problems = read(path)
    assert len(articles) == (0 if share < 0.1 else 1 if share == 0.5 else 3)
    assert SkipReason.TRUNCATED in [problem.reason for problem in problems]


def test_a_record_of_another_length_is_told_of_in_our_words(tmp_path: Path, capfd: Any) -> None:
    wrong = archive(zipped=False).replace(b"</html>\r\n", b"</html>\x1b[2Jmore\r\n", 1)
    (tmp_path / "a.warc").write_bytes(wrong)
    articles, problems = read(tmp_path / "a.warc")
    assert [problem.reason for problem in problems] == [SkipReason.UNREADABLE]
    assert "do not end where they say" in problems[0].cause
    assert len(articles) == 3
    assert capfd.readouterr().err == ""


def test_what_the_parser_says_of_a_uri_stays_off_the_terminal(tmp_path: Path) -> None:
    """In a process of its own: under pytest, what nobody takes does not reach standard error."""
    wrong = archive(zipped=False).replace(b"https://paper.example/1", b"https://paper.example/ \x1b[2J\x07")
    (tmp_path / "a.warc").write_bytes(wrong)
    program = (
        "from sahel_events.corpus.read import read_articles; from sahel_events.settings import Settings; "
        "print(len(list(read_articles(['a.warc'], Settings()))))"
    )
    ran = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, check=True)
    assert (ran.stdout.strip(), ran.stderr) == (b"3", b"")


def test_a_compressed_page_that_breaks_off_is_no_page(tmp_path: Path) -> None:
    whole = gzip.compress(page() * 50)
    for body, expected in ((whole, []), (whole[:-30], [SkipReason.TRUNCATED])):
        stream = BytesIO()
        answer(WARCWriter(stream, gzip=False), "https://paper.example/", body, encoding="gzip")
        (tmp_path / "a.warc").write_bytes(stream.getvalue())
        articles, problems = read(tmp_path / "a.warc")
        assert [problem.reason for problem in problems] == expected
        assert len(articles) == (not expected)


BAD = [
    (b"Gunmen killed five soldiers.\n" * 9, SkipReason.UNREADABLE, "text"),
    (bytes(500), SkipReason.UNREADABLE, "zeros"),
    (b"", SkipReason.EMPTY, "nothing"),
]


@pytest.mark.parametrize(("data", "reason"), table(BAD))
def test_no_warc(tmp_path: Path, data: bytes, reason: SkipReason) -> None:
    (tmp_path / "a.warc").write_bytes(data)
    articles, (problem,) = read(tmp_path / "a.warc")
    assert (articles, problem.reason) == ([], reason)


def test_a_page_that_is_too_large(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(archive())
    articles, problems = read(tmp_path / "a.warc.gz", max_bytes=205)
    assert len(articles) == 1
    assert [problem.reason for problem in problems] == [SkipReason.TOO_LARGE] * 2


BOMBS = [
    (gzip.compress(bytes(30_000_000)), "without a line end", "zeroes"),
    (gzip.compress(b"\r\n" * 2_000_000), "line ends in a row", "empty lines"),
]


@pytest.mark.parametrize(("data", "words"), table(BOMBS))
def test_a_bomb_ends_the_file(tmp_path: Path, data: bytes, words: str) -> None:
    (tmp_path / "a.warc.gz").write_bytes(archive() + data)
    articles, (problem,) = read(tmp_path / "a.warc.gz")
    assert len(articles) == 3
    assert (problem.reason, words in problem.cause) == (SkipReason.TOO_LARGE, True)


def test_heads_without_end(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(archive() + gzip.compress(b"WARC/1.0\r\n" + b"X: 0\r\n" * 9_999))
    articles, (problem,) = read(tmp_path / "a.warc.gz")
    assert len(articles) == 3
    assert "a head of more than 1,000 lines" in problem.cause


def test_gzip_within_is_not_unpacked(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(archive())
    articles, (problem,) = read(tmp_path / "a.warc")
    assert (articles, problem.reason) == ([], SkipReason.BINARY)


def test_a_length_beyond_all_integers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """warcio has an OverflowError for it, and prints of those that are merely wrong."""
    whole = archive()
    for length in (b"9" * 30, b"5", b"-1", b"x"):
        plain = gzip.decompress(whole)
        first = plain.index(b"Content-Length: ") + len(b"Content-Length: ")
        end = plain.index(b"\r\n", first)
        (tmp_path / "a.warc").write_bytes(plain + plain[:first] + length + plain[end:])
        articles, problems = read(tmp_path / "a.warc")
        assert len(articles) >= 3
        assert problems
    assert capsys.readouterr().err == ""


def test_without_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.warc.gz").write_bytes(archive())
    monkeypatch.setitem(sys.modules, "warcio.archiveiterator", None)
    articles, (problem,) = read(tmp_path / "a.warc.gz")
    assert (articles, problem.reason) == ([], SkipReason.UNREADABLE)
    assert problem.cause.endswith("pip install 'sahel-events[warc]'")


PARTS = st.floats(0, 1, exclude_max=True)


@given(cut=PARTS, at=PARTS, new=st.binary(max_size=30), zipped=st.booleans())
def test_whatever_the_bytes_nothing_is_raised(
    tmp_path_factory: pytest.TempPathFactory, cut: float, at: float, new: bytes, zipped: bool
) -> None:
    data = bytearray(archive(zipped=False))
    spot = int(at * len(data))
    data[spot : spot + len(new)] = new
    path = tmp_path_factory.mktemp("warc") / ("a.warc.gz" if zipped else "a.warc")
    path.write_bytes((gzip.compress(data) if zipped else data)[: int(cut * 1.5 * len(data))])
    articles, problems = read(path)
    assert len(articles) == 3 or problems or new
