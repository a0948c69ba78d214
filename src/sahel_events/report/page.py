"""The page: markup, style, script, base map and events in one file that loads nothing."""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from string import Template

from msgspec import Raw, json

from .. import __version__
from ..counts import KINDS
from ..form import is_linked
from ..store import Line
from ..views.text import one_line, words
from .basemap import base_map, country_names
from .entries import entry
from .outlines import load_outlines

_SCRIPTS = ("dom", "data", "filters", "map", "timeline", "most", "table", "values", "event", "main")
"""The parts of the page's script, each using only what stands before it until the page is drawn."""

TYPES = (
    ("battles", "Battles"),
    ("explosions_remote_violence", "Explosions and remote violence"),
    ("violence_against_civilians", "Violence against civilians"),
    ("protests", "Protests"),
    ("riots", "Riots"),
    ("strategic_developments", "Strategic developments"),
)
"""The event types by ACLED's names, in the order in which they are stacked and coloured."""

_OTHER = len(TYPES)  # the colour of types that this version does not know


Passages = list[tuple[int, str]]
"""Stretches of an article's text, each with its offset."""


def _no_passages(_raw: bytes) -> Passages:
    return []


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a page is made of besides its events: its `title`; `about`, a sentence on where they are from;
    `reports`, the lines of the records behind linked events by their ids; `passages`, which gives for the
    line of a record the stretches of its article that hold its words, where these are to be had."""

    title: str
    about: str
    reports: Mapping[str, bytes] = field(default_factory=dict)
    passages: Callable[[bytes], Passages] = _no_passages


def write_report(lines: Iterable[Line], report: Report) -> str:
    """The page of the events of `lines` (of `store.read_lines`; lean ones will do), a whole HTML document.

    It holds the records as they stand in the file. The same lines give the same page. Raises TableError where
    the outlines of the map are missing.
    """
    style, script = _asset("page.css"), _script()
    return Template(_asset("page.html")).substitute(
        policy=html.escape(_policy(script, style)),
        version=__version__,
        title=html.escape(one_line(report.title)),
        about=html.escape(one_line(report.about)),
        style=style,
        script=script,
        data=_inert(_data(list(lines), report)),
        credits=html.escape(_CREDITS.format(version=__version__)),
    )


_CREDITS = (
    "Made by sahel-events {version}. Every value stands beside the words of the article that it was read "
    "from; a program read them, so check what matters against the source. Outlines: Natural Earth; lines on "
    "the map do not endorse a border. Places: GeoNames (CC BY 4.0)."
)


def _asset(name: str) -> str:
    return (files("sahel_events.report") / "assets" / name).read_text(encoding="utf-8")


def _script() -> str:
    parts = "\n".join(_asset(f"{name}.js") for name in _SCRIPTS)
    return f'\n(() => {{\n"use strict";\n{parts}\n}})();\n'


def _policy(script: str, style: str) -> str:
    """A Content-Security-Policy that lets this script and this style act and nothing else: no address is
    loaded, no other script runs, and no text may become markup (Trusted Types without any policy)."""
    return (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _inert(data: bytes) -> str:
    """JSON that may stand in a script element: no character of it can end the element or open another. These
    stand in strings alone, where an escape means the same."""
    text = data.decode()
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _data(lines: Sequence[Line], report: Report) -> bytes:
    outlines = load_outlines()
    known = {name for name, _ in TYPES}
    others = sorted({one_line(line.record["event_type"]) for line in lines} - known)
    types = [*TYPES, *((name, words(name)) for name in others)]
    behind = {ident: Raw(raw) for ident, raw in report.reports.items()}
    of_plain = {line.record["id"]: line.raw for line in lines if not is_linked(line.record)}
    passages = {ident: report.passages(raw) for ident, raw in (of_plain | dict(report.reports)).items()}
    return json.encode({
        "types": [
            {"id": name, "name": shown, "colour": min(index, _OTHER)}
            for index, (name, shown) in enumerate(types)
        ],
        "kinds": KINDS,
        "countries": country_names(outlines),
        "map": base_map(outlines),
        "events": [entry(line.record, behind) for line in lines],
        "records": [Raw(line.raw) for line in lines],
        "reports": behind,
        "passages": {ident: found for ident, found in passages.items() if found},
    })
