from __future__ import annotations

import gzip
import json
import os
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from cases import table
from sahel_events.corpus.read import Problem, article_from_text, read_articles
from sahel_events.errors import SkipReason, UsageError
from sahel_events.schema import Article
from sahel_events.settings import Settings

TEXT = (
    "Gunmen killed five soldiers near Gao on Monday, the army said in a statement that was "
    "read on the radio.\n"
)
FRENCH = (
    "Des hommes armés ont tué cinq soldats près de Gao lundi, selon un communiqué de l'armée lu à la radio. "
    "Les assaillants ont pris la fuite en direction de la frontière avec le Niger, et une enquête a été "
    "ouverte."
)


def read(*paths, **settings) -> tuple[list[Article], list[Problem]]:
    found = list(read_articles(paths, Settings(**settings)))
    return [f for f in found if isinstance(f, Article)], [f for f in found if isinstance(f, Problem)]


def put(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_folder_is_read_in_order_without_hidden_files(tmp_path):
    for name in ("b.txt", "a/z.txt", "a/.hidden.txt", ".git/x.txt", "c.htm", "B.txt"):
        put(tmp_path / name, TEXT if name != "c.htm" else f"<p>{TEXT}</p>")
    articles, problems = read(tmp_path)
    assert [a.path for a in articles] == ["B.txt", "a/z.txt", "b.txt", "c.htm"]
    assert [a.id for a in articles] == ["B", "z", "b", "c"]
    assert not problems


def test_links_in_folders_are_named_and_not_followed(tmp_path):
    put(tmp_path / "in" / "a.txt", TEXT)
    put(tmp_path / "out" / "b.txt", TEXT)
    (tmp_path / "in" / "b.txt").symlink_to(tmp_path / "out" / "b.txt")
    (tmp_path / "in" / "more").symlink_to(tmp_path / "out")
    articles, problems = read(tmp_path / "in")
    assert [a.id for a in articles] == ["a"]
    assert [p.reason for p in problems] == [SkipReason.UNKNOWN_FORMAT] * 2


def test_text_keeps_every_character(tmp_path):
    raw = "\ufeffTitle\r\n\r\n  Soldiers\u2028 and\u0085 more\t\r\nend"
    (article,), _ = read(put(tmp_path / "a.txt", raw.encode()))
    assert article.text == raw.removeprefix("\ufeff")


def test_gz_has_the_bare_stem(tmp_path):
    (article,), _ = read(put(tmp_path / "d01.txt.gz", gzip.compress(TEXT.encode())))
    assert (article.id, article.path, article.form) == ("d01", "d01.txt.gz", "txt")


def test_absolute_paths_do_not_reach_the_article(tmp_path):
    (article,), _ = read(put(tmp_path / "a.txt", TEXT).absolute())
    assert article.path == "a.txt"


@pytest.mark.parametrize("given", ["../in/a.txt", "../../{}/in/a.txt", "sub/../a.txt", "./../in/a.txt"])
def test_paths_that_lead_elsewhere_do_not_reach_the_article(tmp_path, monkeypatch, given):
    """They name folders that are none of the corpus: those of the user."""
    put(tmp_path / "in" / "a.txt", TEXT)
    put(tmp_path / "in" / "sub" / "b.txt", TEXT)
    monkeypatch.chdir(tmp_path / "in")
    (article,), _ = read(given.format(tmp_path.name))
    assert (article.id, article.path) == ("a", "a.txt")


def test_names_as_long_as_they_may_be(tmp_path):
    (article,), _ = read(put(tmp_path / f"{'n' * 251}.txt", TEXT))
    assert article.id == "n" * 251


@pytest.mark.parametrize("whole", [True, False], ids=["in a folder", "a file named itself"])
def test_side_files_that_are_links_are_not_used(tmp_path, whole):
    """They may lead to any file of the user's, whose title would come into records."""
    put(tmp_path / "in" / "a.txt", TEXT)
    stolen = dict.fromkeys(("title", "source", "url"), "stolen")
    target = put(tmp_path / "secret.json", json.dumps(stolen))
    (tmp_path / "in" / "a.meta.json").symlink_to(target)
    (article,), (problem,) = read(tmp_path / "in" / ("" if whole else "a.txt"))
    assert (article.title, article.source, article.url) == (None, None, None)
    assert problem.path.endswith("a.meta.json")
    assert "link" in problem.cause


def test_relative_paths_stay_as_named(tmp_path, monkeypatch):
    put(tmp_path / "sub" / "a.txt", TEXT)
    monkeypatch.chdir(tmp_path)
    assert read("sub/a.txt")[0][0].path == "sub/a.txt"


# why, name, bytes, settings, reason, words of the cause
BAD = [
    ("missing", None, b"", {}, SkipReason.UNREADABLE, "No such file"),
    ("empty", "a.txt", b"", {}, SkipReason.EMPTY, "empty"),
    ("white space", "a.txt", b" \n\t\n", {}, SkipReason.EMPTY, "white space"),
    ("PDF", "a.txt", b"%PDF-1.7 ...", {}, SkipReason.BINARY, "PDF"),
    ("zero bytes", "a.txt", b"abc\x00\x01\x02def", {}, SkipReason.BINARY, "binary"),
    ("control bytes", "a.html", bytes(range(1, 32)) * 9, {}, SkipReason.BINARY, "binary"),
    ("gzip named .txt", "a.txt", gzip.compress(b"x"), {}, SkipReason.BINARY, "gzip"),
    ("cut off", "a.txt.gz", gzip.compress(os.urandom(5000))[:900], {}, SkipReason.TRUNCATED, "end mark"),
    ("no gzip", "a.txt.gz", TEXT.encode(), {}, SkipReason.UNREADABLE, "gzip"),
    ("bomb", "a.txt.gz", gzip.compress(b"a" * 99_999), {"max_bytes": 5000}, SkipReason.TOO_LARGE, "5,000"),
    ("large", "a.txt", b"a " * 9999, {"max_bytes": 5000}, SkipReason.TOO_LARGE, "max_bytes"),
    ("many characters", "a.txt", b"a " * 999, {"max_chars": 500}, SkipReason.TOO_LARGE, "max_chars"),
    ("broken JSON", "a.json", b'{\n"text": "a",\n}', {}, SkipReason.BAD_JSON, "line 3"),
    ("deep JSON", "a.json", b"[" * 99_999, {}, SkipReason.BAD_JSON, "JSON"),
    ("JSON of many records", "a.json", b"[" + b"1," * 100_000 + b"1]", {}, SkipReason.TOO_LARGE, ".jsonl"),
    ("much gzip", "a.txt.gz", gzip.compress(b"") * 300, {"max_bytes": 5000}, SkipReason.TOO_LARGE, "5,000"),
    ("gzip members", "a.txt.gz", gzip.compress(b"") * 10_001, {}, SkipReason.TOO_LARGE, "10,001 gzip"),
    ("JSON of a number", "a.json", b"42", {}, SkipReason.BAD_JSON, "object"),
    ("no text field", "a.json", b'{"title": "a", "lead": "b"}', {}, SkipReason.NO_TEXT, "title, lead"),
    ("long names", "a.json", b'{"' + b"k" * 99 + b'": 1, "b": 2}', {}, SkipReason.NO_TEXT, f" {'k' * 40}, b"),
    ("blank text field", "a.json", b'{"text": " "}', {}, SkipReason.NO_TEXT, "no text"),
    ("page without text", "a.html", b"<html><script>x</script></html>", {}, SkipReason.NO_TEXT, "no text"),
    ("frameset", "a.html", b"<frameset><frame src=x></frameset>", {}, SkipReason.NO_TEXT, "no text"),
    ("French", "a.txt", FRENCH.encode(), {}, SkipReason.OTHER_LANGUAGE, "French"),
    ("other kind", "a.docx", b"x", {}, SkipReason.UNKNOWN_FORMAT, ".jsonl"),
    ("side file", "a.meta.json", b"{}", {}, SkipReason.UNKNOWN_FORMAT, "article"),
    ("wrong encoding", "a.txt", b"\xff\xe9", {"encoding": "ascii"}, SkipReason.UNREADABLE, "ascii"),
    ("empty list", "a.jsonl", b"", {}, SkipReason.EMPTY, "no records"),
    ("head line only", "a.csv", b"title,text\n", {}, SkipReason.EMPTY, "no records"),
]


@pytest.mark.parametrize(("name", "data", "settings", "reason", "words"), [b[1:] for b in BAD],
                         ids=[b[0] for b in BAD])
def test_bad_file(tmp_path, name, data, settings, reason, words):
    bad = put(tmp_path / name, data) if name else tmp_path / "nothing.txt"
    articles, (problem,) = read(bad, put(tmp_path / "good" / "ok.txt", TEXT[:90]), **settings)
    assert problem.reason is reason
    assert words in problem.cause
    assert not problem.warning
    assert problem.path == bad.as_posix()
    assert [a.id for a in articles] == ["ok"]


def test_french_is_read_when_asked(tmp_path):
    (article,), _ = read(put(tmp_path / "a.txt", FRENCH), language_check=False)
    assert article.language == "fr"


def test_unknown_encoding_is_the_users_mistake(tmp_path):
    with pytest.raises(UsageError, match="klingon"):
        read(put(tmp_path / "a.txt", TEXT), encoding="klingon")


# why, bytes, text, whether there is a warning
ENCODINGS = [
    ("UTF-8", "Abéché and Gaoua".encode(), "Abéché and Gaoua", False),
    ("UTF-8 with mark", "\ufeffAbéché".encode(), "Abéché", False),
    ("UTF-16", "Abéché".encode("utf-16"), "Abéché", False),
    ("cp1252", "Abéché – “Gao”".encode("cp1252"), "Abéché – “Gao”", True),
    ("UTF-8 cut inside a letter", "Abéché, Téra, Tillabéri".encode() + b"\xc3",
     "Abéché, Téra, Tillabéri\ufffd", True),
]


@pytest.mark.parametrize(("data", "text", "warned"), [e[1:] for e in ENCODINGS],
                         ids=[e[0] for e in ENCODINGS])
def test_encodings(tmp_path, data, text, warned):
    (article,), problems = read(put(tmp_path / "a.txt", data))
    assert article.text == text
    assert [p.warning for p in problems] == [True] * warned


def test_page_encoding_is_the_declared_one(tmp_path):
    page = "<meta charset='windows-1252'><p>Soldiers of the Türk brigade in Abéché killed five.</p>"
    (article,), problems = read(put(tmp_path / "a.html", page.encode("cp1252")))
    assert "Türk brigade in Abéché" in article.text
    assert not problems


def test_bad_line_of_jsonl_is_named_and_the_rest_goes_on(tmp_path):
    lines = [json.dumps({"text": f"{TEXT} {n}"}) for n in range(1, 11)]
    lines[2] = lines[2][:20]
    lines[4] = "[1, 2]"
    lines[6] = ""
    articles, problems = read(put(tmp_path / "a.jsonl", "\n".join(lines)))
    assert [a.id for a in articles] == [f"a:{n}" for n in (1, 2, 4, 6, 8, 9, 10)]
    assert [(p.line, p.reason) for p in problems] == [(3, SkipReason.BAD_JSON), (5, SkipReason.BAD_JSON)]


def test_jsonl_lines_end_at_line_feeds_only(tmp_path):
    text = "One\u2028two\u0085three\x0cfour."
    articles, _ = read(put(tmp_path / "a.jsonl", json.dumps({"text": text}, ensure_ascii=False) + "\r\n"))
    assert [a.text for a in articles] == [text]


def test_cut_off_jsonl_gz_gives_what_was_whole(tmp_path):
    lines = "".join(json.dumps({"text": TEXT, "x": os.urandom(500).hex()}) + "\n" for _ in range(50))
    articles, problems = read(put(tmp_path / "a.jsonl.gz", gzip.compress(lines.encode())[:12_000]))
    assert len(articles) > 5
    assert problems[-1].reason is SkipReason.TRUNCATED


def test_long_line_of_jsonl_is_left_out(tmp_path):
    lines = [json.dumps({"text": TEXT * n}) for n in (1, 99, 2)]
    articles, (problem,) = read(put(tmp_path / "a.jsonl", "\n".join(lines)), max_bytes=1000)
    assert [a.id for a in articles] == ["a:1", "a:3"]
    assert (problem.line, problem.reason) == (2, SkipReason.TOO_LARGE)


def test_junk_ends_a_file_of_json_lines(tmp_path):
    """A line each on the screen would be millions; a thousand in a row say what the file is."""
    good = json.dumps({"text": TEXT}) + "\n"
    articles, problems = read(put(tmp_path / "a.jsonl", good + "x\n" * 999 + good + "\n[]\n" * 1000 + good))
    assert [a.id for a in articles] == ["a:1", "a:1001"]
    assert len(problems) == 999 + 1000 + 1
    assert (problems[-1].line, problems[-1].reason) == (None, SkipReason.BAD_JSON)
    assert "rest of the file" in problems[-1].cause


def test_a_table_without_texts_is_one_problem(tmp_path):
    articles, (problem,) = read(put(tmp_path / "a.csv", f"id,title,{'x' * 2000}\n" + "1,x\n" * 50))
    assert (articles, problem.line, problem.reason) == ([], 1, SkipReason.NO_TEXT)
    assert "id, title" in problem.cause
    assert len(problem.cause) < 200


def test_a_line_without_end_ends_the_file(tmp_path):
    good = json.dumps({"text": TEXT})
    articles, (problem,) = read(put(tmp_path / "a.jsonl", f"{good}\n{'x' * 99_999}\n{good}"), max_bytes=1000)
    assert [a.id for a in articles] == ["a:1"]
    assert (problem.line, problem.reason) == (2, SkipReason.TOO_LARGE)
    assert "rest of the file" in problem.cause


def test_half_a_surrogate_pair_keeps_offsets(tmp_path):
    (article,), (problem,) = read(put(tmp_path / "a.jsonl", '{"text": "Gao \\ud83d fell", "source": '
                                      '{"name": "\\udc00"}}'))
    assert article.text == "Gao \ufffd fell"
    assert problem.warning


def test_csv(tmp_path):
    quoted = f'"{TEXT}\nmore; of it"'
    rows = f"id;Title;Text;Date\nx1;One;{quoted};2020-01-05\n;Two;{TEXT.strip()};\n\nx3;Three;b;c;d;e\n"
    articles, (problem,) = read(put(tmp_path / "a.csv", rows))
    assert [(a.id, a.title, a.published and a.published.date) for a in articles] == [
        ("x1", "One", date(2020, 1, 5)), ("a:5", "Two", None),
    ]
    assert articles[0].text == f"{TEXT}\nmore; of it"
    assert (problem.line, problem.reason) == (7, SkipReason.BAD_CSV)


OPEN = [
    ('text\n"Gunmen killed two.\nGunmen killed three.\n', [2], 0, "in the first row"),
    ('text\nGunmen killed two.\n"Gunmen killed three.\nGunmen killed four.\n', [3], 1, "in a later row"),
    ('text\nA gun of 5" killed two.\nA gun of 6" killed three.\n', [], 2, "a mark within a text"),
    ('text\n"Gunmen killed\n5"" two."\n', [], 1, "a row of two lines that is closed"),
    ('text\n"Gunmen killed two.', [2], 0, "at the end of the file, without a line end"),
]


@pytest.mark.parametrize(("rows", "lines", "good"), table(OPEN))
def test_a_quotation_mark_that_is_not_closed_swallows_nothing_unsaid(tmp_path, rows, lines, good):
    articles, problems = read(put(tmp_path / "a.csv", rows), language_check=False)
    assert ([p.line for p in problems], len(articles)) == (lines, good)
    assert all(p.reason is SkipReason.BAD_CSV and "not closed" in p.cause for p in problems)


EXPORTS = [
    ("news-please", {"maintext": TEXT, "title": "T", "date_publish": "2020-01-05 10:00:00",
                     "url": "http://a.b/c",
                     "source_domain": "a.b"}, "2020-01-05", "a.b"),
    ("NewsAPI", {"content": TEXT, "title": "T", "publishedAt": "2020-01-05T23:00:00Z", "url": "http://a.b/c",
                 "source": {"id": None, "name": "A B"}}, "2020-01-05", "A B"),
    ("Media Cloud", {"text": TEXT, "title": "T", "publish_date": "2020-01-05 00:00:00", "url": "http://a.b/c",
                     "media_name": "a.b", "stories_id": 12}, "2020-01-05", "a.b"),
]


@pytest.mark.parametrize(("record", "day", "source"), [e[1:] for e in EXPORTS], ids=[e[0] for e in EXPORTS])
def test_fields_of_exports(tmp_path, record, day, source):
    (article,), problems = read(put(tmp_path / "a.json", json.dumps(record)))
    assert (article.id, article.text, article.title, article.url) == ("a", TEXT, "T", "http://a.b/c")
    assert article.source == source
    assert article.published is not None
    assert article.published.date.isoformat() == day
    assert article.published.rule.startswith("metadata:")
    assert not problems


def test_newsapi_answer_is_a_list(tmp_path):
    answer = {"status": "ok", "articles": [{"content": TEXT}, {"content": None}, {"content": TEXT * 2}]}
    articles, (problem,) = read(put(tmp_path / "a.json", json.dumps(answer)))
    assert [a.id for a in articles] == ["a:1", "a:3"]
    assert (problem.line, problem.reason) == (2, SkipReason.NO_TEXT)


def test_date_that_is_none_is_a_warning(tmp_path):
    (article,), (problem,) = read(put(tmp_path / "a.json", json.dumps({"text": TEXT,
        "published": "last week"})))
    assert article.published is None
    assert problem.warning
    assert "'last week'" in problem.cause


def test_side_file_and_option(tmp_path):
    put(tmp_path / "a.txt", TEXT)
    put(tmp_path / "a.meta.json", json.dumps({"title": "T", "published": "2020-01-05", "url": "u",
                                              "source": "s"}))
    put(tmp_path / "b.txt", TEXT)
    put(tmp_path / "b.txt.meta.json", "{broken")
    (a, b), (problem,) = read(tmp_path, published=date(2021, 2, 3))
    assert (a.title, a.url, a.source, a.published and a.published.date) == ("T", "u", "s", date(2020, 1, 5))
    assert b.published is not None
    assert (b.published.date, b.published.rule) == (date(2021, 2, 3), "option:--published")
    assert problem.warning


def test_ids_are_unique(tmp_path):
    for name in ("d01.txt", "sub/d01.txt", "sub/d01.html"):
        put(tmp_path / name, TEXT)
    articles, problems = read(tmp_path)
    assert [a.id for a in articles] == ["d01", "sub/d01", "sub/d01.txt"]
    assert not problems
    articles, (problem,) = read(tmp_path / "d01.txt", tmp_path / "d01.txt")
    assert len(articles) == 1
    assert problem.reason is SkipReason.DUPLICATE_ID


def test_equal_ids_of_rows(tmp_path):
    rows = "".join(json.dumps({"id": "x", "text": TEXT}) + "\n" for _ in range(3))
    articles, _ = read(put(tmp_path / "a.jsonl", rows))
    assert [a.id for a in articles] == ["x", "a:2", "a:3"]


STREAMS = [
    ("text", TEXT.encode(), "txt", "stdin"), ("page", b"<!DOCTYPE html><p>" + TEXT.encode(), "html", "stdin"),
    ("JSON", json.dumps({"text": TEXT}, indent=1).encode(), "json", "stdin"),
    ("JSONL", (json.dumps({"text": TEXT}) + "\n").encode() * 2, "jsonl", "stdin:1"),
    ("compressed", gzip.compress(TEXT.encode()), "txt", "stdin"),
    ("bracket", b"[Photo: a camp] " + TEXT.encode(), "txt", "stdin"),
]


@pytest.mark.parametrize(("data", "form", "first"), [s[1:] for s in STREAMS], ids=[s[0] for s in STREAMS])
def test_standard_input(data, form, first):
    found = list(read_articles(["-"], Settings(), stdin=BytesIO(data)))
    assert all(isinstance(f, Article) for f in found)
    assert (found[0].form, found[0].id) == (form, first)


@pytest.mark.parametrize("zipped", [False, True])
def test_lines_on_standard_input_may_be_of_any_number(zipped):
    lines = "".join(json.dumps({"text": f"{TEXT} {n}"}) + "\n" for n in range(2000)).encode()
    data = gzip.compress(lines) if zipped else lines
    found = list(read_articles(["-"], Settings(max_bytes=100_000), stdin=BytesIO(data)))
    assert [item.id for item in found if isinstance(item, Article)] == [f"stdin:{n}" for n in range(1, 2001)]
    assert len(found) == 2000


def test_lines_cut_off_on_standard_input_give_what_was_whole():
    lines = "".join(json.dumps({"text": TEXT, "x": os.urandom(300).hex()}) + "\n" for _ in range(50)).encode()
    *found, last = read_articles(["-"], Settings(), stdin=BytesIO(gzip.compress(lines)[:9000]))
    assert len(found) > 5
    assert isinstance(last, Problem)
    assert (last.path, last.reason) == ("-", SkipReason.TRUNCATED)


def test_standard_input_that_is_too_large():
    (problem,) = read_articles(["-"], Settings(max_bytes=1000), stdin=BytesIO(TEXT.encode() * 5000))
    assert (problem.path, problem.reason) == ("-", SkipReason.TOO_LARGE)


def test_article_from_text():
    article = article_from_text(TEXT, id="x", published="2020-01-05")
    assert (article.id, article.text, article.path, article.published and article.published.date) == (
        "x", TEXT, "", date(2020, 1, 5),
    )
    with pytest.raises(ValueError, match="soon"):
        article_from_text(TEXT, published="soon")


def test_what_is_known_of_a_text_in_memory_is_kept():
    article = article_from_text(TEXT, id="a", title="T", url="https://a.org/b", source="S")
    assert (article.id, article.title, article.url, article.source) == ("a", "T", "https://a.org/b", "S")
