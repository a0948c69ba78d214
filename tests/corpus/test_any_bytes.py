"""Whatever the bytes: nothing is raised, all text is in exactly one block, spans slice back."""

from __future__ import annotations

import gzip
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahel_events.corpus.clean import clean, kept_text
from sahel_events.corpus.dateline import find_dateline
from sahel_events.corpus.read import article_from_text, read_articles
from sahel_events.schema import Article
from sahel_events.settings import Settings

PIECES = [
    "BAMAKO, October 4 (Wire) - ", "9 Comments", "Share this", "Related:", "Mark RoeMark Roe", "MORE", "• ",
    "\n", "\r\n",
    "\n\n", "\u2028", "\u0085", "\u00ad", "© ", "January 5, 2020", "05/03/2020", "(A / AFP)",
    "Gunmen killed five. ", "<p>",
    "</p>", "<div class=comments>", "<h1>", "<time datetime=x>", '{"text": "', '"}', ",", ";", '"', "icon",
    "By A. B.", "x",
    "Tags: ", " says:", "?", "“", "\x00", "\ud83d", "Key points", "Advice", "é", "\ufeff", "| ", "> ",
    "3 min read",
]
pages = st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=40).map("".join)
raw = st.binary(max_size=300) | pages.map(lambda text: text.encode("utf-8", "surrogatepass")) | pages.map(
    lambda text: text.encode("utf-16", "surrogatepass")
)


def check(article: Article) -> None:
    blocks = clean(article)
    position = 0
    for block in blocks:
        assert not article.text[position:block.start].strip()
        assert block.start < block.end
        assert article.text[block.start] == article.text[block.start:block.end].strip()[0]
        assert block.rule
        position = block.end
        kept, segments = kept_text(article, block)
        at = block.start
        for start, end, why in block.cuts:
            assert at <= start < end <= block.end
            assert why.startswith("cut.")
            at = end
        assert len(kept) == block.end - block.start - sum(end - start for start, end, _ in block.cuts)
        assert all(kept[a].isspace() or kept[a] == article.text[b] for a, b in segments)
    assert not article.text[position:].strip()
    dateline = find_dateline(article, blocks)
    for span in (dateline.published, dateline.place, dateline.month_day_span):
        if span is not None and span.span is not None:
            assert article.text[slice(*span.span)] == span.text


@given(pages)
def test_blocks_cover_any_text(text):
    check(article_from_text(text))


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.json", "a.jsonl", "a.csv", "a.meta.json"])
@given(data=raw, zipped=st.sampled_from([None, 1.0, 0.6]))
def test_any_file_is_read_or_named(name, data, zipped):
    if zipped is not None:
        packed = gzip.compress(data)
        name, data = f"{name}.gz", packed[: int(len(packed) * zipped)]
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "ok.txt").write_text("Gunmen killed five soldiers.")
        (Path(folder) / name).write_bytes(data)
        found = list(read_articles([folder], Settings(language_check=False)))
    articles = [item for item in found if isinstance(item, Article)]
    assert "ok" in [article.id for article in articles]
    assert len(found) > 1 or name.startswith("a.meta") or not data
    for article in articles:
        check(article)
