"""Messages about articles and their files: how each is provoked, and what it says."""

from __future__ import annotations

import gzip
import os
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from provoke import ARTICLE, MANY, Call, Command, cut, rows, spoilt, without

FRENCH = "Des hommes armés ont attaqué un village près de Ménaka lundi soir, selon l’armée malienne. " * 4
LATIN = FRENCH.encode("cp1252", "replace")
EMPTY_MEMBERS = gzip.compress(b"", mtime=0) * 10_001
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
        "raw/junk.jsonl": "x\n" * 1001,
        "raw/quote.csv": f'text,title\n"{ARTICLE}b,c\n', "raw/heads.csv": "a,b\nc,d\n",
        "raw/line.jsonl": lambda path: path.write_bytes(b'"' * (25 * 2**20)),
        "raw/mended.txt": FRENCH.encode() + b"\xff", "raw/half.json": '{"text": "' + "A man died. " * 9 + '\\ud800"}',
    },
)

ODD = "take the file away"
LINK: dict[str, Any] = {"a.txt": ARTICLE, "a.txt.meta.json": lambda path: path.symlink_to("a.txt")}
ARTICLES = [
    *rows(Command("clean a.txt", LINK), 0, [
        ("not used: a link: links in folders are not followed; name its target to read it", "a.txt.meta.json",
         "name its target", "a side file that is a symbolic link; a warning"),
    ]),
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
        ("more than {max_bytes} bytes (setting max_bytes)", "raw/large.txt", "raise the setting that is named",
         "a file, or a record of one, that is larger, once decompressed"),
        ("{size} characters, more than {most} (setting max_chars): split it, or allow more", "raw/long.txt",
         "split it, or allow more", "a text that is longer"),
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
        ("a quotation mark in this row is not closed: the file's rest would be in it, and is not read", "raw/quote.csv:2",
         "quotation marks in pairs", ""),
        ("no column with the articles' texts among {shown}: no row is read", "raw/heads.csv:1", "into a field named text", ""),
        ("{MOST_JUNK} lines in a row are no JSON objects: the rest of the file is not read", "raw/junk.jsonl",
         "mend the record", ""),
        ("a line of more than {most} bytes: the rest of the file is not read", "raw/line.jsonl:1", "cut it up", ""),
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
    *rows(Command("clean many.json", {"many.json": "[" + "1," * 100_000 + "1]"}), 1, [
        ("{…} records, {most}", "many.json", "as JSON lines", "more than 100,000"),
    ]),
    *rows(Command("clean a.txt.gz", {"a.txt.gz": EMPTY_MEMBERS}), 1, [
        ("{members} gzip members, more than {MOST_MEMBERS}", "a.txt.gz", "cut it up",
         "a compressed file of many parts, as no program writes it"),
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


SMALL = {"sahel-events.toml": "max_bytes = 10_000\n"}
BOMB = b"WARC/1.0\r\n" + b"\n" * 900_000


def long_record() -> bytes:
    """A WARC file whose record says that it is shorter than it is."""
    page = warc(whole=True)
    at = page.index(b"Content-Length: ") + len(b"Content-Length: ")
    end = page.index(b"\r\n", at)
    return page[:at] + str(int(page[at:end]) - 1).encode() + page[end:] + page


def zipped_page() -> bytes:
    """A WARC file with a page that was sent compressed and is cut off."""
    return warc(whole=True, page=gzip.compress(MANY.encode())[:-40], more=[("Content-Encoding", "gzip")])


def warc(*, whole: bool, page: bytes = f"<p>{ARTICLE}</p>".encode(), more: Any = ()) -> bytes:
    """A WARC file of one page, whole or not."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    stream = BytesIO()
    writer = WARCWriter(stream, gzip=False)
    head = StatusAndHeaders("200 OK", [("Content-Type", "text/html"), *more], protocol="HTTP/1.1")
    record = writer.create_warc_record("http://x.example", "response", payload=BytesIO(page), http_headers=head)
    writer.write_record(record)
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
        ("the file changed while it was being read", "a.txt", "run the same command again", ""),
    ]),
    *rows(Command("clean a.warc", {"a.warc": b"no archive\r\n\r\n" * 9}), 1, [
        ("record {…} is no WARC record: {…}", "a.warc", "see that the path is right, the file whole", ""),
    ]),
    *rows(Command("clean a.warc", {"a.warc": lambda path: path.write_bytes(gzip.compress(warc(whole=True)))}), 1, [
        ("this is gzip data, not WARC records; end its name with .warc.gz", "a.warc", "end its name with .warc.gz", ""),
    ]),
    *rows(Command("clean a.warc", {"a.warc": b"\n" * 1_100_000}), 1, [
        ("{_blank} line ends in a row: no WARC records", "a.warc", "cut it up", ""),
    ]),
    *rows(Command("clean a.warc", SMALL | {"a.warc": b"x" * 90_000}), 1, [
        ("{_unended} bytes without a line end: no WARC records", "a.warc", "cut it up", ""),
    ]),
    *rows(Command("clean a.warc.gz", SMALL | {"a.warc.gz": gzip.compress(BOMB)}), 1, [
        ("{_done} bytes out of {packed}: a bomb", "a.warc.gz", "cut it up", "a file that unpacks to hundreds of its size"),
    ]),
    *rows(Command("clean a.warc", {"a.warc": b"WARC/1.0\r\n" + b"a: b\r\n" * 1001}), 1, [
        ("a record with a head of more than {MOST_HEADS} lines", "a.warc", "cut it up", ""),
    ]),
    *rows(Command("clean a.warc", {"a.warc": lambda path: path.write_bytes(long_record())}), 1, [
        ("{} of its records do not end where they say: the pages in them may be cut short", "a.warc",
         "see that the path is right, the file whole", ""),
    ]),
    *rows(Command("clean a.warc", {"a.warc": lambda path: path.write_bytes(zipped_page())}), 1, [
        ("the compressed page breaks off, or is damaged", "a.warc:1", "fetch or copy the file again", ""),
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
