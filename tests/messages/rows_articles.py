"""Messages about articles and their files: how each is provoked, and what it says."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from provoke import ARTICLE, MANY, Call, Command, cut, rows, spoilt, without

FRENCH = "Des hommes armés ont attaqué un village près de Ménaka lundi soir, selon l’armée malienne. " * 4
LATIN = FRENCH.encode("cp1252", "replace")
SETTINGS = "max_bytes = 20_000\nmax_chars = 9_000\n"
LONG = ARTICLE * 50
LARGE = ARTICLE * 150


def record(**fields: str) -> str:
    """A line of JSONL or a JSON file with an article."""
    import json

    return json.dumps({"text": ARTICLE} | fields) + "\n"


CORPUS = Command(
    "extract raw raw/a.txt raw/fifo.txt --jobs 1 -o out.jsonl",
    {
        "sahel-events.toml": SETTINGS,
        "raw/a.txt": ARTICLE, "raw/empty.txt": "", "raw/white.txt": " \n", "raw/paper.txt": b"%PDF-1.4",
        "raw/zeros.txt": b"\x00\x01\x02" * 9, "raw/cut.txt.gz": cut(MANY), "raw/plain.txt.gz": "no gzip",
        "raw/large.txt": LARGE, "raw/long.txt": LONG, "raw/french.txt": FRENCH, "raw/notes.docx": "x",
        "raw/link.txt": lambda path: path.symlink_to("a.txt"), "raw/fifo.txt": os.mkfifo,
        "raw/open.json": '{"text": \n', "raw/number.json": f'{{"text": {"9" * 5000}}}', "raw/list.json": '["x"]',
        "raw/names.json": '{"titel": "x"}', "raw/blank.json": '{"text": " "}', "raw/none.jsonl": "",
        "raw/zero.jsonl": b'{"text": "\x00"}\n', "raw/rows.csv": f'text,title\n"{ARTICLE}",b,c\n',
        "raw/head.csv": "te\rxt,title\n", "raw/turn.csv": 'text,title\n"x" ,a\rb\n',
        "raw/cut.jsonl.gz": cut(record() * 20), "raw/broken.jsonl.gz": spoilt(record() * 90),
        "raw/same.jsonl": "".join(record(id=i) for i in ("x", "same:4", "same.jsonl:4", "x")),
        "raw/dated.json": record(date="soon"), "raw/side.txt": ARTICLE, "raw/side.txt.meta.json": "[{}]",
        "raw/bad.txt": ARTICLE, "raw/bad.txt.meta.json": b"\x00", "raw/latin.txt": LATIN,
        "raw/mended.txt": FRENCH.encode() + b"\xff", "raw/half.json": '{"text": "' + "A man died. " * 9 + '\\ud800"}',
    },
)

ODD = "take the file away"
ARTICLES = [
    *rows(CORPUS, 1, [
        ("the file is empty", "raw/empty.txt", ODD, "a file of no bytes"),
        ("nothing but white space", "raw/white.txt", ODD, "a file or line of blanks"),
        ("this is {name}, not text", "raw/paper.txt", "save the article as text", "a PDF, an image, an archive"),
        ("binary data, not text", "raw/zeros.txt", "save the article as text", "zero bytes, or many control bytes"),
        ("a zero byte in the line: binary data, not text", "raw/zero.jsonl:1", "save the article as text",
         "a record with a zero byte"),
        ("the gzip data end before their end mark: cut off?", "raw/cut.txt.gz", "fetch or copy the file again",
         "a compressed file that is cut off"),
        ("the gzip data end before their end mark", "raw/cut.jsonl.gz", "fetch or copy the file again",
         "a compressed file of records that is cut off; those before are read"),
        ("not valid gzip data: {error}", "raw/plain.txt.gz", "see that the path is right, the file whole",
         "a name ending in .gz with other data"),
        ("cannot be read on: {error}", "raw/broken.jsonl.gz", "see that the path is right, the file whole",
         "compressed data with wrong bytes; records before them are read"),
        ("more than {max_bytes} bytes (setting max_bytes)", "raw/large.txt", "raise the setting it names",
         "a file, or a record of one, that is larger, once decompressed"),
        ("{…} characters, more than {most} (setting max_chars)", "raw/long.txt", "raise the setting it names",
         "a text that is longer"),
        ("the text is in {…}, not in English", "raw/french.txt", "language_check = false", "a warning"),
        ("not an article file; read are {…} (also .gz)", "raw/notes.docx", "rename or convert", "a warning"),
        ("a link: links in folders are not followed; name its target to read it", "raw/link.txt",
         "name its target", "a symbolic link below a folder; a warning"),
        ("not a regular file", "raw/fifo.txt", "rename or convert", "a pipe or device in a folder; a warning"),
        ("not a regular file (- reads standard input)", "raw/fifo.txt", "- reads standard input",
         "a pipe or device that is named"),
        ("the same file is given twice", "raw/a.txt", "name each file once", "also through its folder"),
        ("not valid JSON: {msg} ({line}column {colno})", "raw/open.json", "mend the record", ""),
        ("JSON that cannot be read: {error}", "raw/number.json", "mend the record",
         "numbers of thousands of digits, brackets thousands deep"),
        ("a JSON object with the article's fields is wanted, not {__name__}", "raw/list.json:1", "mend the record", ""),
        ("no field with the article's text among {names}", "raw/names.json", "into a field named text",
         "docs/walkthrough.md has the names that are known"),
        ("there is no text in it", "raw/blank.json", "into a field named text", "an empty text, or a page without any"),
        ("no records in the file", "raw/none.jsonl", ODD, "a file of records without one"),
        ("{…} values for {…} columns: is a quotation mark missing?", "raw/rows.csv:2", "mend the row", ""),
        ("not a valid CSV head line: {error}", "raw/head.csv:1", "mend the row", ""),
        ("not a valid CSV row: {error}", "raw/turn.csv:2", "mend the row", ""),
        ("another article of this run has the id {id}", "raw/same.jsonl:4", "an id of its own",
         "the record's id is taken, and so are those made from the file's name and the line"),
        ("field {name} is no date: {…}; give YYYY-MM-DD", "raw/dated.json", "give YYYY-MM-DD",
         "a warning; the article is read without the date"),
        ("not used: {cause}; mend it or take it away", "raw/bad.txt.meta.json", "mend it or take it away",
         "a file NAME.meta.json that cannot be read; a warning, the article is read without it"),
        ("not UTF-8: read as cp1252 (name the encoding with --encoding)", "raw/latin.txt",
         "name the encoding with --encoding", "a warning"),
        ("{bad} places are not valid {encoding}: U+FFFD stands there (--encoding names another)", "raw/mended.txt",
         "--encoding names another", "a text that is nearly all in that encoding; a warning"),
        ("half of a surrogate pair in the text: U+FFFD stands there; save it again as UTF-8", "raw/half.json",
         "save it again as UTF-8", "a warning"),
    ]),
    *rows(Command("clean a.txt --encoding ascii", {"a.txt": FRENCH}), 1, [
        ("not valid {encoding}: {error}; --encoding names another", "a.txt", "--encoding names another", ""),
    ]),
    *rows(Command("clean a.txt --encoding klingon", {"a.txt": ARTICLE}), 2, [
        ("--encoding: unknown text encoding {encoding}; give one of Python's, such as cp1252", "--encoding",
         "give one of Python's", ""),
    ]),
]


def changing(patch: Any) -> None:
    """Files that are others each time they are looked at."""
    patch.setattr("sahel_events.corpus.pieces._has_changed", lambda *_: True)


def warc(*, whole: bool) -> bytes:
    """A WARC file of one page, whole or not."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    stream = BytesIO()
    writer = WARCWriter(stream, gzip=False)
    head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    page = BytesIO(f"<p>{ARTICLE}</p>".encode())
    writer.write_record(writer.create_warc_record("http://x.example", "response", payload=page, http_headers=head))
    return stream.getvalue() if whole else stream.getvalue()[:-40]


def put_warc(path: Path) -> None:
    """A WARC file that breaks off."""
    path.write_bytes(warc(whole=False))


def stumble(folder: Path, patch: Any) -> Any:
    """An article that our own code stumbles over."""
    from sahel_events.corpus.read import article_from_text
    from sahel_events.pipeline import Extractor

    def article(item: Any) -> Any:
        raise KeyError("x")

    extractor: Any = SimpleNamespace(article=article)
    item = article_from_text(ARTICLE, id="a").model_copy(update={"path": "a.txt"})
    return [result.problem for result in Extractor.extract(extractor, [item])]


def no_date(folder: Path, patch: Any) -> Any:
    """A publication date that is none, from Python."""
    from sahel_events.corpus.read import article_from_text

    return article_from_text(ARTICLE, published="soon")


ARTICLES += [
    *rows(Command("clean a.txt", {"a.txt": ARTICLE}, patch=changing), 1, [
        ("the file changed while it was being read; run again when it is at rest", "a.txt", "run again", ""),
    ]),
    *rows(Command("clean a.warc", {"a.warc": b"no archive\r\n\r\n" * 9}), 1, [
        ("record {…} is no WARC record: {…}", "a.warc", "see that the path is right, the file whole", ""),
    ]),
    *rows(Command("clean a.warc", {"a.warc": put_warc}), 1, [
        ("the file ends in the middle of a record: cut off?", "a.warc", "fetch or copy the file again", ""),
    ]),
    *rows(Command("clean a.warc", {"a.warc": ""}, patch=without("warcio.archiveiterator")), 1, [
        ("WARC files are read with warcio: pip install 'sahel-events[warc]'", "a.warc", "pip install", ""),
    ]),
    *rows(Call(stumble), 1, [
        ("a fault of this program, please report it: {__name__}: {first}", "a.txt", "please report it",
         "one article that the program stumbles over; the others are done"),
    ]),
    *rows(Call(no_date), 2, [
        ("published={published} is no date such as 2020-06-17", "published=", "such as 2020-06-17", "from Python"),
    ]),
]
