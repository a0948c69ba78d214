"""Records of every kind that an export has to take: plain and linked, with pieces missing, and hostile."""

from __future__ import annotations

import json
from typing import Any

import factories
from sahel_events.form import parse_whole

Record = dict[str, Any]

HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(1)",
    '=HYPERLINK("http://x";"y")',
    "'=1",
    "''=1",
    "\t=1",
    "\r=1",
    "\n=1",
    "\uff1d1+1",
    " =1",
    "\u200f=1",
    "a;=1+1",
    "line\n-line",
    "tab\t@x",
    "'quoted'",
    'say "no"',
    "a,b",
    "a;b",
    "two\r\nlines",
    "<script>alert(1)</script>",
    "</script>",
    "\u202egnp.exe",
    "\u200fعربي\u200f",
    "--11-25",
    "100%",
    "",
    " ",
    "'",
    "a'b",
    "\ufeffx",
    "\u2028",
    "[red]x[/red]",
    "😀",
    "\x1b]0;x\x07",
    "a\x00b",
    "\x85",
)
"""Texts that act on spreadsheets, browsers, terminals or readers of files."""


def linked(**changes: Any) -> Record:
    """A linked event as `store.read_lines` gives it: two reports with five and "dozens" of dead soldiers."""
    count = {
        "min": 5,
        "max": 5,
        "approximate": False,
        "who": "soldiers",
        "report": "r1",
        "published": "2020-03-02",
        "said_by": "army",
        "text": "Five soldiers",
        "span": [0, 13],
    }
    vague = count | {
        "min": 24,
        "max": None,
        "approximate": True,
        "report": "r2",
        "published": "2020-03-04",
        "said_by": "group",
        "text": "dozens of soldiers",
        "span": [0, 18],
    }
    reports = ["r1", "r2"]
    row: Record = {
        "id": "linked1",
        "linked_version": 1,
        "event_type": "battles",
        "sub_event_type": "armed_clash",
        "status": "confirmed",
        "main": True,
        "date": {"start": "2020-03-01", "end": "2020-03-01", "precision": "day", "reports": reports},
        "location": {
            "name": "Gao",
            "country": "ML",
            "admin1": "Gao",
            "admin2": None,
            "lat": 16.27,
            "lon": -0.04,
            "precision": "place",
            "gazetteer_id": None,
            "reports": reports,
        },
        "actors": [
            _side("JNIM", "perpetrator", "jnim", "rebel_jihadist"),
            _side("Malian Armed Forces", "target", "malian_armed_forces", "state_forces"),
        ],
        "casualties": [
            {
                "kind": "killed",
                "who": "soldiers",
                "low": 5,
                "best": 5,
                "high": 24,
                "values": [count, vague],
            }
        ],
        "evidence": [
            {"report": "r1", "article": "a1", "text": "Five soldiers died.", "span": [0, 19]},
            {"report": "r2", "article": "a2", "text": "JNIM killed dozens of soldiers.", "span": [0, 31]},
        ],
        "disagreements": [
            {
                "field": "casualties.killed.soldiers",
                "values": [
                    {"value": "5", "reports": ["r1"]},
                    {"value": "24+", "reports": ["r2"]},
                ],
            }
        ],
        "reports": reports,
        "articles": ["a1", "a2"],
        "first_published": "2020-03-02",
        "last_published": "2020-03-04",
        "confidence": 0.7,
        "alone": None,
    }
    return read(row | changes)


def _side(name: str, role: str, ident: str, category: str) -> Record:
    return {
        "name": name,
        "role": role,
        "actor_id": ident,
        "category": category,
        "country": "ML",
        "names": [{"name": name, "reports": ["r1"]}, {"name": "fighters", "reports": ["r2"]}],
        "reports": ["r1", "r2"],
        "named_by": ["army"],
        "denied_by": [],
    }


def read(row: Record) -> Record:
    """A record as the reader of events files gives it."""
    record, problem = parse_whole(json.dumps(row).encode())
    assert problem is None
    return record


def hostile(text: str) -> Record:
    """A record with `text` wherever an article's words may stand."""
    record = factories.record("h")
    words = {"text": text, "span": [0, len(text)], "rule": "r"}
    record["article"] |= {"title": text, "source": text, "url": text}
    record["location"] |= {"name": text, "admin1": text} | words
    record["actors"] = [factories.actor(text) | {"text": text}]
    record["casualties"] = [factories.casualty(1, 2, who=text) | {"text": text}]
    record["evidence"] = [words]
    return record


def records() -> list[Record]:
    """Ten events, one of them linked; some have no day, no place, no coordinates, nobody."""
    return [
        factories.record("plain"),
        factories.record(
            "open",
            sub_event_type="attack",
            casualties=[
                factories.casualty(24, None, text="Thirteen", approximate=True),
                factories.casualty(3, 5, kind="injured", who=None),
            ],
            location=factories.place(lon=-2.5),
        ),
        factories.record("undated", date=None),
        factories.record("yearless", date=factories.day("--11-25", "--11-26")),
        factories.record("year", date=factories.day("2019-01-01", "2019-12-31", precision="year")),
        factories.record("nowhere", location=None),
        factories.record("unmapped", location=factories.place(lat=None, lon=None)),
        factories.record("impossible", date=factories.day("2019-02-31"), location=factories.place(lat=95.0)),
        factories.record("bare", actors=[], casualties=[], sub_event_type="coup"),
        linked(),
    ]
