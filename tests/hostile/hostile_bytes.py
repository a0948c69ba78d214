"""Bytes that lie about what they are: compression, encodings, JSON, CSV, WARC."""

from __future__ import annotations

import codecs
import gzip
import json
import zlib
from collections.abc import Callable, Iterator

from hostile_entry import ONE, QUIET, STORY, Entry, data, lazy, lines, page, sparse, text, zeroes, zipped

MB = 1 << 20
LARGE = {"too_large": 1}
GZIP = zlib.MAX_WBITS | 16


def pieces(piece: bytes, times: int, start: bytes = b"", end: bytes = b"") -> Callable[[], Iterator[bytes]]:
    """The same bytes again and again."""

    def made() -> Iterator[bytes]:
        yield start
        for _ in range(times):
            yield piece
        yield end

    return made


def nested(times: int) -> bytes:
    """Zeroes, packed again and again."""
    packed = zeroes(40 * MB)
    for _ in range(times):
        packed = gzip.compress(packed, mtime=0)
    return packed


def named(size: int) -> bytes:
    """Gzip data with a file name of `size` bytes in its head."""
    packed = gzip.compress(STORY.encode(), mtime=0)
    return packed[:3] + bytes([8]) + packed[4:10] + b"n" * size + b"\0" + packed[10:]


PACKED = gzip.compress(STORY.encode(), mtime=0)
EMPTY = gzip.compress(b"", mtime=0)
LINE = json.dumps({"text": STORY}).encode() + b"\n"

COMPRESSED = [
    Entry("gzip-bomb-txt", "bytes/bomb.txt.gz", lazy(lambda: zeroes(512 * MB)), LARGE, "half a GB of zeroes",
          True),
    Entry("gzip-bomb-html", "bytes/bomb.html.gz", lazy(lambda: zeroes(40 * MB)), LARGE, "40 MB of zeroes"),
    Entry("gzip-bomb-json", "bytes/bomb.json.gz", zipped(pieces(b"[" * MB, 32)), LARGE, "32 MB of brackets"),
    Entry("gzip-nested", "bytes/nested.txt.gz", lazy(lambda: nested(3)), {"binary": 1}, "packed four times"),
    Entry("gzip-truncated", "bytes/truncated.txt.gz", data(PACKED[:-20]), {"truncated": 1}, "cut off"),
    Entry("gzip-truncated-lines", "bytes/truncated.jsonl.gz", data(gzip.compress(LINE * 3, mtime=0)[:-8]),
          {"read": 3, "truncated": 1}, "cut off behind what can be read"),
    Entry("gzip-garbage", "bytes/garbage.txt.gz", data(PACKED + b"garbage behind it"), {"unreadable": 1},
          "bytes behind the end that are no gzip"),
    Entry("gzip-members", "bytes/members.txt.gz", data(PACKED + PACKED), ONE, "two members are one file"),
    Entry("gzip-many-members", "bytes/empties.txt.gz", lazy(lambda: EMPTY * 900_000), LARGE,
          "900,000 empty members: each costs as much as a file", True),
    Entry("gzip-long-name", "bytes/name.txt.gz", lazy(lambda: named(64 * MB)), LARGE,
          "a name of 64 MB in gzip's head, which is read byte by byte", True),
    Entry("gzip-wrong-sum", "bytes/sum.txt.gz", data(PACKED[:-8] + b"\0" * 8), {"unreadable": 1},
          "a wrong CRC"),
    Entry("gzip-none", "bytes/none.txt.gz", text(STORY), {"unreadable": 1}, "a text that calls itself gzip"),
    Entry("gzip-empty", "bytes/empty.txt.gz", data(b""), {"empty": 1}, "no bytes at all"),
    Entry("line-bomb", "bytes/line.jsonl.gz", zipped(pieces(b"x" * MB, 100, LINE, b"\n" + LINE)),
          {"read": 2, "too_large": 1}, "a line of 100 MB between two good ones", True),
    Entry("row-bomb", "bytes/row.csv.gz", zipped(pieces(b"x" * MB, 100, b"text\n")), LARGE,
          "a row of 100 MB", True),
    Entry("sparse-txt", "bytes/sparse.txt", sparse(8 << 30), LARGE, "8 GB of nothing"),
    Entry("sparse-jsonl", "bytes/sparse.jsonl", sparse(8 << 30, LINE), {"read": 1, "too_large": 1},
          "a good line and 8 GB without an end of line", True),
    Entry("sparse-csv", "bytes/sparse.csv", sparse(8 << 30, b"text\n"), LARGE, "8 GB without an end of line",
          True),
    Entry("gzip-endless-line", "bytes/endless.jsonl.gz", lazy(lambda: zeroes(1 << 30)), LARGE,
          "1 GB without an end of line in 1 MB", True),
]

WIDE = STORY.replace("Gao", "Ménaka")
ENCODED = [
    Entry("utf-16-bom", "bytes/utf16bom.txt", text(WIDE, "utf-16"), ONE, "UTF-16 with its mark"),
    Entry("utf-16", "bytes/utf16.txt", text(WIDE, "utf-16-le"), {"binary": 1}, "UTF-16 without its mark"),
    Entry("utf-32-bom", "bytes/utf32bom.txt", text(WIDE, "utf-32"), ONE, "UTF-32 with its mark"),
    Entry("utf-32", "bytes/utf32.txt", text(WIDE, "utf-32-be"), {"binary": 1}, "UTF-32 without its mark"),
    Entry("utf-16-odd", "bytes/odd.txt", data(WIDE.encode("utf-16") + b"\xd8"), ONE,
          "UTF-16 with half a character"),
    Entry("utf-7", "bytes/utf7.txt", data(STORY.encode() + b"+ADw-script+AD4-hacked=1+ADw-/script+AD4-"), ONE,
          "script in UTF-7, which nobody is to decode"),
    Entry("utf-7-page", "bytes/utf7.html",
          data(page("+ADw-script+AD4-", "<meta charset=utf-7>").encode() + b"\xff"), ONE,
          "a page that says UTF-7"),
    Entry("overlong", "bytes/overlong.txt",
          data(STORY.encode() + b"\xc0\xbcscript\xc0\xbe \xe0\x80\xaf \xf8\x88"),
          ONE, "overlong UTF-8, by which filters were passed"),
    Entry("surrogate-bytes", "bytes/cesu.txt", data(STORY.encode() + b"\xed\xa0\xbd\xed\xb8\x80"), ONE,
          "CESU-8"),
    Entry("bom-inside", "bytes/inside.txt", text(STORY.replace(" ", "\ufeff ", 9)), ONE,
          "marks within the text"),
    Entry("bom-only", "bytes/bom.txt", data(codecs.BOM_UTF8), {"no_text": 1}, "a mark and nothing else"),
    Entry("cp1252", "bytes/cp1252.txt", data(WIDE.encode("cp1252")), ONE, "cp1252"),
    Entry("mixed", "bytes/mixed.txt", data(WIDE.encode() * 3 + WIDE.encode("cp1252")), ONE,
          "two encodings in one"),
    Entry("nul", "bytes/nul.txt", data(STORY.encode() + b"\0"), {"binary": 1}, "a zero byte"),
    Entry("late-nul", "bytes/late.txt",
          data(STORY.encode() + b"\n\nIt was calm.\n\n" * 6000 + b"\0\1\2\x1b[2J" + STORY.encode()), ONE,
          "zero bytes behind what is looked at"),
    Entry("declared", "bytes/declared.html",
          data(page("", "<meta charset=unicode_escape>").encode() + rb"<p>\ud800\x1b[2J\N{BELL}" + b"\xff"),
          ONE,
          "a page that names a codec of Python as its encoding"),
    Entry("declared-codec", "bytes/zlib.html", data(page("",
          "<meta charset=zlib_codec>").encode() + b"\xff"), ONE,
          "a page that names a codec that unpacks"),
    Entry("only-space", "bytes/space.txt", data(b" \n\t" * 9999), {"empty": 1}, "white space"),
    Entry("program", "bytes/program.txt", data(b"\x7fELF\2\1\1" + bytes(99)), {"binary": 1}, "a program"),
]

DAYS = (
    "0000-00-00", "0000-01-01", "99999-01-01", "2019-02-30", "2019-13-45", "-2019-11-26",
        "2019-11-26T25:61:61Z",
    "2019-11-26T00:00:00+99:99", "1e999", "NaN", "Infinity", "٢٠١٩-١١-٢٦", "²019-11-26", "=1+1", "\x1b[2J",
    "9" * 10_000, 10**300, -(10**18), 1e300, float("nan"), float("inf"), True, [], [[[["2019-11-26"]]]],
    {"a": {}},
    "2019-11-26" * 1000, " " * 5000 + "2019-11-26", "31/31/2019", "00/00/0000", "1/1/1", "٣١/١٢/٢٠١٩",
)  # fmt: skip


def same_keys() -> bytes:
    """A record with each of its keys twice."""
    return b'{"text": "first", "title": "one", ' + json.dumps({"text": STORY, "title": "two"}).encode()[1:]


JSON = [
    Entry("json-deep-lists", "bytes/deep.json", data(b"[" * 100_000 + b"]" * 100_000), {"bad_json": 1},
          "100,000 deep"),
    Entry("json-deep-objects", "bytes/deep-objects.jsonl",
          data(b'{"a":' * 100_000 + b"1" + b"}" * 100_000 + b"\n" + LINE),
          {"read": 1, "bad_json": 1}, "100,000 objects deep, and a good line"),
    Entry("json-deep-field", "bytes/field.jsonl",
          text("".join(f'{{"published":{"[" * n}{"]" * n}, "text": {json.dumps(QUIET)}}}\n'
                       for n in range(100, 901, 50))),
          {"read": 17}, "lists as deep as Python reads, in a field that is looked at and quoted"),
    Entry("json-huge-number", "bytes/number.json",
          data(b'{"published": ' + b"9" * 10_000 + b', "text": "x"}'),
          {"bad_json": 1}, "a number of 10,000 digits: Python refuses it"),
    Entry("json-numbers", "bytes/numbers.jsonl",
          data(b"".join(b'{"id": %s, "title": %s, "published": %s, "text": %s}\n' % (n, n, n,
          json.dumps(QUIET).encode())
                        for n in (b"1e999", b"-1e999", b"NaN", b"-Infinity", b"9" * 4000, b"1E-999", b"-0"))),
          {"read": 7}, "numbers beyond all bounds as id, title and day"),
    Entry("json-same-keys", "bytes/keys.json", data(same_keys()), ONE, "each key twice"),
    Entry("json-days", "bytes/days.jsonl", lines({"published": day, "id": f"day{n}", "text": QUIET} for n,
          day in enumerate(DAYS)),
          {"read": len(DAYS)}, "days that are none"),
    Entry("json-million-records", "bytes/records.json", lazy(lambda: b"[" + b"1," * 2_000_000 + b"1]"), LARGE,
          "two million records of one character", True),
    Entry("json-million-keys", "bytes/million-keys.json",
          lazy(lambda: json.dumps({"text": STORY} | {f"k{n}": n for n in range(500_000)})), ONE,
          "half a million fields", True),
    Entry("json-types", "bytes/types.jsonl",
          text("".join(f"{each}\n" for each in ("null", "true", "1", '"x"', "[]", "{}", '{"text": null}',
          '{"text": []}'))),
          {"bad_json": 5, "no_text": 3}, "records that are no objects, texts that are none"),
    Entry("json-huge-fields", "bytes/fields.json", lazy(lambda: json.dumps(
        {"text": STORY, "title": "t" * 5_000_000, "id": "i" * 5_000_000, "source": "s" * 5_000_000})), ONE,
        "a title, an id and an outlet of 5 MB each", True),
    Entry("json-surrogate-id", "bytes/ids.jsonl",
          data(b'{"id": "\\ud800", "text": %s}\n' % json.dumps(STORY).encode() * 2), {"read": 2},
          "half a pair as id, twice"),
    Entry("jsonl-junk", "bytes/junk.jsonl", lazy(lambda: b"x\n" * 200_000), {"bad_json": 1001},
          "a file of junk that calls itself JSON lines", True),
    Entry("side-deep-article", "bytes/deep-side.txt", text(STORY), ONE,
          "a good article; its side file is the next"),
    Entry("side-deep", "bytes/deep-side.meta.json", data(b"[" * 100_000), {},
          "a side file 100,000 lists deep"),
]
QUOTES = '"' * 100_001
CSV = [
    Entry("csv-no-text", "bytes/no-text.csv", lazy(lambda: "a,b\n" + "=1+1,x\n" * 200_000), {"no_text": 1},
          "200,000 rows of a table that holds no texts: one message, not as many"),
    Entry("csv-columns", "bytes/columns.csv",
          lazy(lambda: f'{",".join(f"c{n}" for n in range(100_000))},text\n{"," * 100_000}"{STORY}"\n'), ONE,
          "100,000 columns"),
    Entry("csv-wide-rows", "bytes/wide.csv", lazy(lambda: "text\n" + ("x" + "," * 100_000 + "\n") * 20),
          {"bad_csv": 20},
          "rows of more cells than the head has"),
    Entry("csv-open-quote", "bytes/open.csv",
          text('id,text\n1,"' + STORY + "\n2,Gunmen killed two in Gao.\n" * 3), {"bad_csv": 1},
          "a quotation mark that is never closed: the rest of the file would be one text"),
    Entry("csv-quotes", "bytes/quotes.csv", text(f"text\n{QUOTES}\n"), {"bad_csv": 1},
          "100,001 quotation marks"),
    Entry("csv-nul", "bytes/nul.csv",
          data(b"text\nGunmen\0killed two in Gao.\nGunmen killed three in Gao.\n"),
          {"read": 1, "binary": 1}, "a zero byte in a row"),
    Entry("csv-long-field", "bytes/long.csv",
          lazy(lambda: 'text,note\n"' + STORY + '","' + "x" * 3_000_000 + '"\n'), ONE,
          "a cell longer than the csv module's own limit"),
    Entry("csv-head-only", "bytes/head.csv", text("id,title,text\n"), {"empty": 1}, "a head without rows"),
    Entry("csv-bad-head", "bytes/badhead.csv", text('"id,title,text\n1,2,3\n'), {"no_text": 1},
          "a head that is not closed"),
    Entry("csv-returns", "bytes/returns.csv",
          data(b"id,text\r1,Gunmen killed two.\r2,Gunmen killed three.\r"), {"bad_csv": 1},
          "carriage returns as the only line ends"),
    Entry("csv-same-names", "bytes/names.csv", text(f'text,text,TEXT\n"{STORY}",=1+1,@x\n'), ONE,
          "one name for three columns"),
]  # fmt: skip


def answer(body: bytes, *head: str, url: str = "https://example.org/a", length: str | None = None) -> bytes:
    """A WARC record of a page. `length`: what it says of its length, if not the truth."""
    reply = "\r\n".join(["HTTP/1.1 200 OK", "Content-Type: text/html", *head, "", ""]).encode() + body
    about = [
        "WARC/1.0", "WARC-Type: response", f"WARC-Target-URI: {url}", "WARC-Date: 2019-11-26T00:00:00Z",
        "Content-Type: application/http; msgtype=response", f"Content-Length: {length or len(reply)}", "", "",
    ]  # fmt: skip
    return "\r\n".join(about).encode("utf-8", "surrogatepass") + reply + b"\r\n\r\n"


PAGE = page().encode()
CHUNK = b"ffffffffffffffff\r\n" + PAGE + b"\r\n0\r\n\r\n"
GOOD = answer(PAGE)
WARC = [
    Entry("warc-marks", "bytes/marks.warc", data(b"".join(answer(PAGE, url=url) for url in (
        "javascript:hacked=1", "http://[::1", "\x1b]0;x\x07", "=1+1", "file:///etc/passwd",
            "http://" + "a" * 99_999))),
        {"read": 2}, "addresses that are none; those that are not of the web are no pages, and passed over"),
    *(Entry(f"warc-length-{name}", f"bytes/length-{name}.warc", data(GOOD + answer(PAGE,
    length=length) + GOOD), expected,
            "a record that lies about its length")
      for name, length, expected in (
          ("huge", "999999999999999999999999", {"read": 1, "unreadable": 1}),
          ("short", "10", {"read": 1, "unreadable": 1}), ("none", "x", {"read": 1, "unreadable": 1}),
          ("negative", "-5", {"read": 1, "unreadable": 1}), ("zero", "0", {"read": 1, "unreadable": 1}))),
    Entry("warc-gzip-bomb", "bytes/gzip.warc", lazy(lambda: answer(zeroes(40 * MB),
          "Content-Encoding: gzip") + GOOD),
          {"read": 1, "too_large": 1}, "a page that unpacks to 40 MB"),
    Entry("warc-deflate-bomb", "bytes/deflate.warc",
          lazy(lambda: answer(zeroes(40 * MB, 15), "Content-Encoding: deflate") + GOOD),
          {"read": 1, "too_large": 1}, "the same, deflated"),
    Entry("warc-brotli", "bytes/brotli.warc", data(answer(bytes(range(256)) * 9,
          "Content-Encoding: br") + GOOD),
          {"read": 1, "binary": 1}, "a page that says it is brotli's"),
    Entry("warc-twice-packed", "bytes/twice.warc",
          lazy(lambda: answer(gzip.compress(zeroes(40 * MB)), "Content-Encoding: gzip, gzip") + GOOD),
          {"read": 1, "binary": 1}, "a bomb within a bomb"),
    Entry("warc-chunks", "bytes/chunks.warc", data(answer(CHUNK, "Transfer-Encoding: chunked") + GOOD),
          {"read": 2},
          "a chunk that lies about its length"),
    Entry("warc-broken-gzip", "bytes/broken.warc", data(answer(PACKED[:30], "Content-Encoding: gzip") + GOOD),
          {"read": 1, "truncated": 1}, "a page whose compression is cut off"),
    Entry("warc-packed", "bytes/packed.warc", lazy(lambda: zeroes(40 * MB)), {"binary": 1},
          "a bomb that warcio would unpack"),
    Entry("warc-none", "bytes/none.warc", text(STORY), {"truncated": 1}, "a text that calls itself WARC"),
    Entry("warc-heads", "bytes/heads.warc", lazy(lambda: answer(PAGE,
          *(f"X-{n}: {n}" for n in range(100_000)))), LARGE,
          "a page with 100,000 headers"),
    Entry("warc-blank-lines", "bytes/blank.warc.gz", zipped(pieces(b"\r\n" * (MB // 2), 200, GOOD)),
          {"read": 1, "too_large": 1},
          "a good record and 100 million empty lines", True),
    Entry("warc-bomb", "bytes/bomb.warc.gz", zipped(pieces(bytes(MB), 300, GOOD)), {"read": 1,
          "too_large": 1},
          "a good record and 300 MB of zeroes", True),
]  # fmt: skip
ENTRIES = [*COMPRESSED, *ENCODED, *JSON, *CSV, *WARC]
