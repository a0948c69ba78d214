"""What fuzzing starts from: inputs of our own making for each target, and the words and marks that mutations
put in. Nothing of an article is in them."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from fuzz_articles import PACKINGS, Way
from fuzz_data import KINDS, RULES
from fuzz_records import small_journal

sys.path.append(str(Path(__file__).parents[1]))  # for the fuzzer, which runs without pytest
import factories
from sahel_events.corpus.metadata import FIELDS
from sahel_events.corpus.page_meta import META_DATES
from sahel_events.lexicon.rules import read_table

TEXTS = (
    "Gunmen kill ten in Mali\n\nBAMAKO, October 4 (Wire) - Gunmen killed at least ten soldiers near Gao on "
    "Monday, the army said.\n\nRelated: More dead in Niger\n\nJNIM claimed the attack two days later.\n",
    "3 Jan, 2021 09:12\n\nTwo soldiers die in Mali bomb blast\n\nFILE PHOTO: A patrol © Pool\n\nTwo members "
    "of the force were killed on Saturday when a homemade bomb went off. Share this\n\n9 Comments\n\n"
    "Joe: why?\n",
    "Midday bulletin, 05/03/2020 |  OUAGADOUGOU\n\n• Between 12 and 15 dead in Arbinda\n• Dozens wounded, "
    "more than 1,200 fled\n\nKey points\n\nThe night of April 20 to 21: a mine hit a truck.\n"
    "By A. B. in Niamey\n",
    "date 2020-01-27 Gunmen kill many people in northern village market today\nthe raid went on until late "
    "at night and then they left\nas they had come, on motorcycles, two\nby two, said a man of the village\n"
    "Tags: mali, niger\n",
    "\ufeff(Nairobi, March 9, 2022) – Five civilians “died”\u2028in an ambush\u0085on the road\u00a0to "
    "Ménaka.\r\nMark RoeMark Roe\r\nMORE\r\n3 min read\r\nRead more: x\r\n",
)
PAGE = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>Ten die | Paper</title>'
    '<meta property="article:published_time" content="2020-06-10T08:00:00Z"><meta property="og:site_name" '
    'content="Paper"><link rel="canonical" href="https://paper.example/1"><script type="application/ld+json">'
    '{"@graph":[{"@type":["NewsArticle"],"headline":"Ten die","datePublished":"2020-06-10","publisher":[{'
    '"name":"Paper"}],"articleBody":"Gunmen killed ten."}]}</script></head><body class="post"><nav><ul><li>'
    '<a href="/">Home</a></li></ul></nav><h1>Ten die</h1><time datetime="2020-06-10">June 10, 2020</time>'
    "<p>Gunmen killed ten soldiers near Gao on Monday, the army said in a statement read on the radio, <b>"
    'twice</b>.</p><pre>a\nb</pre><ul><li>one</li></ul><div class="comments"><p>Nice</p></div></body></html>'
)
OBJECT = {
    "id": "a1", "text": TEXTS[0], "title": "Ten die", "date": "2020-06-10", "url": "https://paper.example/1",
    "source": {"name": "Paper"},
}  # fmt: skip
ROWS = 'id;title;maintext;date_publish\n1;"Ten die";"Gunmen ""killed"" ten.\nTwo fled.";23/12/2019\n2;;x;\n'
WARC = (
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://paper.example/1\r\nWARC-Date: "
    "2020-06-17T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response"
    "\r\nContent-Length: {}\r\n\r\n{}\r\n\r\n"
)
HTTP = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"


def seeds(target: str) -> list[bytes]:
    """The inputs that a target starts from."""
    made = {
        "readers": _readers, "cleaner": _texts, "strings": _strings, "tables": _tables, "records": _records,
        "journal": lambda: iter([b"", small_journal()]), "extraction": _texts,
    }  # fmt: skip
    return list(made[target]())


def bodies() -> dict[str, bytes]:
    """A file of each form."""
    answer = HTTP + PAGE
    record = WARC.format(len(answer.encode()), answer)
    other = WARC.replace("response\r\nWARC-T", "request\r\nWARC-T").format(16, "GET / HTTP/1.1\r\n")
    line = json.dumps(OBJECT)
    return {
        "txt": TEXTS[0].encode(), "html": PAGE.encode(), "json": json.dumps({"articles": [OBJECT]}).encode(),
        "jsonl": f'{line}\n\n{{"text": "\\ud83d", "publishedAt": 1.6e12}}\n[]\n{line}\n'.encode(),
        "csv": ROWS.encode(), "warc": (other + record).encode(),
    }  # fmt: skip


def _readers() -> Iterator[bytes]:
    for form, body in bodies().items():
        for packing in PACKINGS:
            packed = gzip.compress(body, mtime=0) if "raw" in packing else body
            yield Way(form, packing).packed(packed)
        yield Way(form, "plain", "utf-16").packed(body.decode().encode("utf-16"))
        yield Way(form, "plain", "utf-7").packed(body)
        side = json.dumps({"published": "2020-01-01", "title": "T"}).encode()
        yield Way(form, side=True).packed(body, side)
        yield Way(form).packed(b"\xff\xfe" + body.decode().encode("utf-16-le"))
        yield Way(form).packed(body.decode().encode("cp1252", "replace"))
    yield Way("warc").packed(_zipped_members(bodies()["warc"]))
    yield Way("json").packed(b'{"text":"a","date":' + b"[" * 40 + b"]" * 40 + b"}")
    for charset in ("utf-7", "punycode", "idna", "unicode_escape", "cp1252", "utf-16", "hex"):
        yield Way("html").packed(f"<meta charset={charset}><p>caf\u00e9 +2D0- x".encode("latin-1") * 4)


def _zipped_members(data: bytes) -> bytes:
    """Each record compressed by itself, as crawlers do."""
    parts = BytesIO()
    for record in data.split(b"WARC/1.0")[1:]:
        parts.write(gzip.compress(b"WARC/1.0" + record, mtime=0))
    return parts.getvalue()


def _texts() -> Iterator[bytes]:
    for number, text in enumerate(TEXTS):
        for way in (0, 1, 4, 5):
            yield bytes([way | (number & 2)]) + text.encode()
    for rule in read_table("boilerplate"):
        yield b"\x01" + "\n\n".join([*_listed(rule.values["match"]), TEXTS[1]]).encode()[:1500]


def _strings() -> Iterator[bytes]:
    written = (
        "Mon, 23 Dec 2019 17:23:00 GMT", "2019-12-23T17:23:00+01:00", "20191223", "1577121780", "157712178",
        "23/12/2019", "12/23/2019", "25-Nov-19", "November 25, 2019", "2019-11", "October 4", "4 of Oct 2020",
        '{"id": 1, "date": "x", "source": {"name": "a"}}', "at least a hundred and two", "4/5 wounded",
        "Between 1,200 and two thousand", "rose from 36 to 39", "tens of thousands or more", "half a dozen",
    )  # fmt: skip
    yield from (text.encode() for text in written)
    for rule in read_table("dates"):
        yield from (text.encode() for text in _listed(rule.values["match"])[:4])


def _listed(value: object) -> list[str]:
    """The texts of a key of a rule, which may be one."""
    return [value] if isinstance(value, str) else list(map(str, value)) if isinstance(value, list) else []


def _tables() -> Iterator[bytes]:
    def of(kind: str, text: str) -> bytes:
        return bytes([KINDS.index(kind)]) + text.encode()

    yield of("gazetteer", "id,name,country,lat,lon,feature,population\nx,G,ML,16.2,-0.4,PPLA,8\n,Y,NE,1,2,,")
    yield of("actors", "id,name,category,parents,aliases,active_from\na,B,militia,jnim,,2012\nb,C,militia,,")
    yield of("settings", 'model = "m"\nmax_bytes = 9\ngate = false\npublished = 2020-01-01\nrules = "r"\n')
    yield of(
        "theirs",
        "event_id_cnty,event_date,time_precision,actor1,assoc_actor_1,country,latitude,longitude,"
        "geo_precision,fatalities,notes,sub_event_type\n"
        "MLI1,25 November 2019,2,JNIM,A; B,Mali,15.9,2.4,1,13,Two hit,Attack\n",
    )
    head = "id;date_start;date_end;date_prec;where_prec;best;low;high"
    yield of("theirs", f"{head}\n1;2019-11-25;2019-11-26;3;6;1;0;2\n")
    yield of("theirs", "date|place|killed\n03/14/2019|Gao|1e3\n1/2/19||nan\n0001-01-01|x|\n")
    for name in RULES:
        for rule in read_table(name)[:6]:
            lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in rule.values.items()]
            yield of(name, "\n".join(["[[rule]]", *lines]))


def _records() -> Iterator[bytes]:
    yield factories.line().encode()
    changes = {
        "a": {"date": None, "location": None}, "b": {"casualties": [], "actors": []},
        "c": {"date": factories.day("--11-25", "--11-26")}, "d": {"sub_event_type": "attack", "main": False},
        "e": {"casualties": [factories.casualty(0, None), factories.casualty(3, 4, who=None)]},
    }  # fmt: skip
    yield b"".join(factories.line(ident, **change).encode() for ident, change in changes.items())
    linked = {
        "id": "L1", "linked_version": 1, "event_type": "battles", "sub_event_type": "armed_clash",
        "status": "confirmed", "main": True, "location": None, "disagreements": [], "articles": ["d01"],
        "date": {"start": "2019-11-25", "end": "2019-11-25", "precision": "day", "reports": ["r1"]},
        "actors": [{"name": "JNIM", "role": "target", "actor_id": None, "category": None, "country": None,
                    "names": [{"name": "JNIM", "reports": ["r1"]}], "reports": ["r1"], "named_by": ["army"],
                    "denied_by": []}],
        "casualties": [{"kind": "killed", "who": None, "low": 1, "best": 2, "high": 3, "values": [
            {"min": 1, "max": None, "approximate": False, "who": None, "report": "r1", "published": None,
             "said_by": "army", "text": "one", "span": [0, 3]}]}],
        "evidence": [{"report": "r1", "article": "d01", "text": "one", "span": [0, 3]}], "reports": ["r1"],
        "first_published": "2019-11-26", "last_published": None, "confidence": 0.5, "alone": None,
    }  # fmt: skip
    line = json.dumps(linked).encode()
    yield line
    yield b"\xef\xbb\xbf" + line + b"\r\n\n" + factories.line().encode() + b"{}\n"


TAGS = (
    "h1", "p", "div class=comments", "pre", "li", "br", "a href=x", "/p", "/div", "!--", "title", "svg",
    "script type='application/ld+json'", "meta charset=", "base href=", "template", "frameset", "td",
    "time datetime=",
)  # fmt: skip
MARKS = (
    *(f"<{tag}>" for tag in TAGS),
    '":', '","', "[[", "{}", "\\ud83d", "\\u0000", "1e400", "NaN", "null", "true", "-0", "\x1e", "\x00",
    "\x1b[2J", "\ufeff", "\u2028", "\u0085", "\u00ad", "\u202e", "\u0660", "²", "Ⅷ", "٣", "ß", "İ", "ﬁ",
    "\U0001f600", "&#0;", "&nbsp;", "&amp;", "--02-29", "0001-01-01", "9999-12-31", "[[rule]]", "'''",
    "(?<cut>", "(?P<cut>", "(?i)", "\\b", "(a|a)*", "x{0,99}", "1900-02-29", "31/02/2020", "a million",
    "years ago", "days later", "the previous month", "last year", "•", "– ", "© ", "\r\n", "\n\n",
    "WARC/1.0\r\n", "Content-Length: ", "WARC-Type: response\r\n", "HTTP/1.1 200 OK\r\n",
    "Transfer-Encoding: chunked\r\n", "Content-Encoding: gzip\r\n", "Content-Encoding: br\r\n",
    "WARC/1.1\r\n", "text/html", "punycode", "utf-7", "unicode_escape", "utf-16", "linked_version",
    "schema_version", "SQLite format 3\x00", "\x1f\x8b\x08",
)  # fmt: skip


def tokens(target: str) -> list[bytes]:
    """Words that mutations of a target put in: of our rules, of the formats."""
    found = {mark.encode("utf-8", "surrogatepass") for mark in MARKS}
    if target in {"readers", "records"}:
        found |= {f'"{name}":'.encode() for names in FIELDS.values() for name in names}
        found |= {name.encode() for name in META_DATES}
    names = {"readers": ("html",), "cleaner": ("boilerplate", "datelines"), "strings": ("dates",)}
    for name in names.get(target, ("boilerplate", "dates", "triggers", "tolls")):
        for rule in read_table(name):
            for example in (*_listed(rule.values.get("match")), *_listed(rule.values.get("needs"))):
                found |= {word.encode() for word in (example, *example.split(" "))}
    if target == "tables":
        found |= {f"{key} = ".encode() for name in RULES for rule in read_table(name) for key in rule.values}
    return sorted(token for token in found if 1 < len(token) <= 60)


