"""Whatever comes in as bytes: text or a named problem, the same by every way in."""

from __future__ import annotations

import csv
import encodings.aliases
import gzip
import io
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import event, example, given
from hypothesis import strategies as st

import strategies as our
from sahel_events.corpus.decode import BadBytes, Decoded, decode, decode_html
from sahel_events.corpus.read import Problem, article_from_text, read_articles
from sahel_events.errors import UsageError
from sahel_events.schema import Article
from sahel_events.settings import Settings

ANY_LANGUAGE = Settings(language_check=False)
Folder = pytest.TempPathFactory


def read(paths: Iterable[Path | str], settings: Settings = ANY_LANGUAGE, **options: Any) -> list[Any]:
    """The articles and problems of paths."""
    return list(read_articles(paths, settings, **options))


def read_bytes(folder: Path, name: str, data: bytes, settings: Settings = ANY_LANGUAGE) -> list[Any]:
    """What comes of one file of some bytes."""
    (folder / name).write_bytes(data)
    return read([folder / name], settings)


def told(found: Iterable[Article | Problem]) -> list[tuple[Any, ...]]:
    """What articles say, whatever file they came from; of problems the line and the reason."""
    return [
        (f.text, f.title, f.published, f.url, f.source, f.sha256) if isinstance(f, Article)
        else (f.line, f.reason, f.warning)
        for f in found
    ]  # fmt: skip


# ------------------------------------------------------------------------------------------ encodings

ENCODINGS = sorted({*encodings.aliases.aliases, *encodings.aliases.aliases.values(), "no-such", "a\x00b", ""})
RAW = st.one_of(
    st.binary(max_size=60),
    our.WHOLE.map(lambda text: text.encode("utf-8")),
    our.NEWS.map(lambda text: text.encode("cp1252", "replace")),
    our.NEWS.map(lambda text: text.encode("utf-16")),
    our.one_of(r"\ud800 \xe9", r"\N{BELL}", "+2AA-", "xn--a\u00e9").map(lambda text: text.encode("latin-1")),
)


@given(RAW, st.sampled_from(ENCODINGS) | st.text(max_size=8) | st.none())
@example(b"+2AA-", "utf-7")
@example(b"\\ud800", "unicode_escape")
@example(b"x", "a\x00b")
def test_bytes_give_text_that_utf8_can_hold_or_a_reason(data: bytes, encoding: str | None) -> None:
    for decoding in (decode, decode_html):
        try:
            found = decoding(data, encoding)
        except (BadBytes, UsageError):
            event("refused")
            continue
        event("decoded")
        found.text.encode("utf-8")


@given(RAW, st.sampled_from(ENCODINGS))
@example("\xe9 \\ud800".encode("latin-1"), "unicode_escape")
def test_no_page_makes_python_do_more_than_decode(data: bytes, declared: str) -> None:
    """Codecs that are no encodings of text (escapes of Python's own, Punycode) are no page's to choose."""
    page = b'<meta charset="' + declared.encode() + b'">\xe9' + data
    found = decode_html(page)
    found.text.encode("utf-8")
    assert found.encoding.replace("-", "_").lower() not in {
        "unicode_escape", "raw_unicode_escape", "idna", "punycode", "utf_7", "undefined",
    }  # fmt: skip


@given(our.WHOLE.filter(lambda text: text[:1] not in {"\ufeff", "\x00"}), st.booleans())
def test_unicode_comes_back_by_its_mark(text: str, as_page: bool) -> None:
    """UTF-8 with and without a byte order mark, UTF-16 and UTF-32 with one. (A mark of UTF-16 and a zero
    character are the mark of UTF-32: no text begins so.)"""
    decoding = decode_html if as_page else decode
    assert decoding(text.encode("utf-8")) == Decoded(text, "utf-8")
    for encoding in ("utf-8-sig", "utf-16", "utf-32"):
        found = decoding(text.encode(encoding))
        assert (found.text, found.warning) == (text, None)


# -------------------------------------------------------------------------------------- whole files

FORMS = {
    "txt": our.disturbed(pieces=our.WHOLE),
    "html": our.pages(our.WHOLE),
    "json": st.fixed_dictionaries(
        {"text": our.NEWS | our.WHOLE},
        optional={"title": our.TITLES, "date": st.text(max_size=12), "url": our.WHOLE, "id": our.PLAIN_JSON},
    ).map(json.dumps),
    "jsonl": st.lists(
        st.one_of(*[our.NEWS.map(lambda t: json.dumps({"text": t}))] * 3, our.PLAIN_JSON.map(json.dumps)),
        max_size=3,
    ).map("\n".join),
    "csv": st.lists(our.NEWS | our.WHOLE, max_size=3).map(
        lambda texts: "\n".join(["text,title", *(f'"{text}",x' for text in texts)])
    ),
}  # fmt: skip


@st.composite
def files(draw: st.DrawFn) -> tuple[str, bytes]:
    """A form and the bytes of a file of it, sound or damaged."""
    form = draw(st.sampled_from(sorted(FORMS)))
    data = FORMS[form].map(lambda text: text.encode("utf-8", "surrogatepass"))
    return form, draw(our.damaged(data) if draw(st.booleans()) else data)


@given(files(), st.sampled_from([1, 6, 9]))
def test_gzip_gives_the_same_as_plain(tmp_path_factory: Folder, file: tuple[str, bytes], level: int) -> None:
    form, data = file
    folder = tmp_path_factory.mktemp("zipped")
    plain = read_bytes(folder, f"a.{form}", data)
    event(f"{form}: {'article' if any(isinstance(f, Article) for f in plain) else 'problem'}")
    assert told(read_bytes(folder, f"a.{form}.gz", gzip.compress(data, level))) == told(plain)


@given(files().filter(lambda file: file[0] in {"txt", "html", "json", "jsonl"}), st.booleans())
def test_standard_input_gives_what_a_file_of_its_form_gives(
    tmp_path_factory: Folder, file: tuple[str, bytes], zipped: bool
) -> None:
    """The form is told by the beginning, so that the file is given the ending of what was told."""
    data = gzip.compress(file[1]) if zipped else file[1]
    found = read(["-"], stdin=io.BytesIO(data))
    ways = [told(read_bytes(tmp_path_factory.mktemp("in"), f"a.{form}", file[1]))
            for form in ("txt", "html", "json", "jsonl")]  # fmt: skip
    assert told(found) in ways


@given(st.lists(st.fixed_dictionaries(
    {"text": our.NEWS | our.STRANGE},
    optional={"title": our.TITLES | our.STRANGE, "published": our.one_of("2020-06-17", "never") | our.WHOLE},
), min_size=1, max_size=4))  # fmt: skip
def test_a_line_of_many_gives_what_a_file_of_its_own_gives(
    tmp_path_factory: Folder, records: list[dict[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("lines")
    lines = [json.dumps(record) for record in records]
    together = read_bytes(folder, "all.jsonl", "\n".join(lines).encode())
    alone = [found for line in lines for found in read_bytes(folder, "one.json", line.encode())]
    assert [row[:-1] for row in told(f for f in together if isinstance(f, Article))] == [
        row[:-1] for row in told(f for f in alone if isinstance(f, Article))
    ]
    reasons = [[f.reason for f in found if isinstance(f, Problem)] for found in (together, alone)]
    assert reasons[0] == reasons[1]


@given(st.lists(our.NEWS | our.WHOLE, min_size=1, max_size=4), our.one_of(",", ";", "\t", "|"), st.booleans())
def test_what_a_csv_writer_wrote_is_read_back(
    tmp_path_factory: Folder, texts: list[str], delimiter: str, quoted: bool
) -> None:
    """Cell by cell, whatever stands in it; but a zero byte makes a line binary."""
    texts = [text.replace("\x00", "") for text in texts]
    out = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    writer = csv.writer(out, delimiter=delimiter, quoting=quoting)
    writer.writerows([["text", "title"], *([text, "x"] for text in texts)])
    found = read_bytes(tmp_path_factory.mktemp("csv"), "a.csv", out.getvalue().encode())
    assert [f.text for f in found if isinstance(f, Article)] == [t for t in texts if t.strip()]
    assert len([f for f in found if isinstance(f, Problem)]) == sum(not t.strip() for t in texts)


SIDES = our.damaged(st.one_of(
    st.binary(max_size=40),
    our.PLAIN_JSON.map(lambda value: json.dumps(value).encode()),
    st.dictionaries(
        our.one_of("title", "date", "published", "url", "source", "id", "text", "Title "), our.PLAIN_JSON
    ).map(lambda value: json.dumps(value).encode()),
))  # fmt: skip


@given(files(), SIDES)
def test_no_side_file_costs_an_article_or_changes_its_text(
    tmp_path_factory: Folder, file: tuple[str, bytes], side: bytes
) -> None:
    form, data = file
    folder = tmp_path_factory.mktemp("side")
    without = read_bytes(folder, f"a.{form}", data)
    (folder / "a.meta.json").write_bytes(side)
    found = read([folder / f"a.{form}"])
    assert [f.text for f in found if isinstance(f, Article)] == [
        f.text for f in without if isinstance(f, Article)
    ]
    extra = len(found) - len(without)
    warned = [f for f in found if isinstance(f, Problem) and f.warning and f.path.endswith(".meta.json")]
    assert extra == len(warned)


@given(our.pages())
@example("<p>" + "Gunmen killed five soldiers near Gao on Monday." + "&#xD800;</p>")
def test_any_page_is_read_or_named(tmp_path_factory: Folder, page: str) -> None:
    found = read_bytes(tmp_path_factory.mktemp("pages"), "a.html", page.encode("utf-8", "surrogatepass"))
    assert found
    for item in found:
        if isinstance(item, Article):
            event("article")
            item.text.encode("utf-8")
            item.model_validate_json(item.model_dump_json())


INLINE = {"a", "b", "span"}


def as_shown(page: str, *, cut: bool = False) -> str:
    """All text of a page, elements other than INLINE parted from what is around them; with `cut` also those
    with a class, which the reader may leave out."""
    from lxml import etree, html

    parts: list[str] = []
    for step, element in etree.iterwalk(html.fromstring(page), events=("start", "end", "comment")):
        if step != "comment" and (element.tag not in INLINE or (cut and element.get("class"))):
            parts.append(" ")
        if step == "start":
            parts.append(element.text or "")
        else:
            parts.append(element.tail or "")
    return "".join(parts)


@given(our.pages(st.just("")))
@example("<p>Gunmen kill villagers in raid on market<span class='share'>Share</span>Ten died.</p>")
def test_the_text_of_a_page_is_words_of_the_page(tmp_path_factory: Folder, page: str) -> None:
    """The reader makes up no word, and joins none where a browser begins a new line: bullets and white space
    are all that it adds."""
    words = set(re.findall(r"\w+", f"{as_shown(page)} {as_shown(page, cut=True)}"))
    for item in read_bytes(tmp_path_factory.mktemp("pages"), "a.html", page.encode()):
        if isinstance(item, Article):
            event("article")
            assert set(re.findall(r"\w+", item.text)) <= words


@given(our.STRANGE, our.one_of("\n", "\r\n", "\r"))
def test_text_in_memory_is_the_text_of_its_article(text: str, end: str) -> None:
    """Every offset counts in what was given: only halves of surrogate pairs are replaced, one for one."""
    given_text = text.replace("\n", end)
    article = article_from_text(given_text)
    assert article.text == re.sub("[\ud800-\udfff]", "\ufffd", given_text)
