"""The article of an HTML page: its title, the lines with date and author, and its paragraphs.

Paragraphs come from a walk over the page's elements; rules over class names (`html.toml`) and the share of
linked text leave out menus, comments, captions and other stories. trafilatura then says where the story
begins and ends: what lies between its first and last paragraph stays even where it would drop it, which keeps
short true paragraphs, and what lies outside is left out unless it belongs to the same element.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from lxml import etree

from .dateline_forms import date_line
from .markup import check_markup
from .metadata import Metadata, whole
from .page_meta import is_title, read_meta
from .rules import BlockLabel, WordRule, html_rules

__all__ = ["Page", "read_page"]

_BLOCKS = frozenset(
    ["address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt",
     "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3", "h4", "h5", "h6",
     "header", "hr", "html", "li", "main", "nav", "noframes", "ol", "p", "pre", "section", "summary",
     "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"]
)
_SKIPPED = frozenset(
    ["script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "applet", "button",
     "select", "textarea", "input", "canvas", "audio", "video", "map", "math", "head", "dialog",
     "datalist", "noembed"]
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_NEVER_DROPPED = frozenset({"html", "body", "main"})
_FILED = re.compile(r"(?<!\S)(?:category|tag|author|type|format|status|post|postid|page|term|section)-\S+")
"""Class names by which WordPress says under what an article is filed ("tag-share-prices"), not what the
element is."""
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[_-]+")
_NESTING = re.compile(
    r"</?(?:div|span|font|b|i|u|em|strong|small|big|section|center|blockquote|table|tbody|tr|td|ul|ol|dl|form|fieldset|a)"
    r"(?:\s[^<>]{0,2000})?>", re.IGNORECASE,
)
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")

LINKED = 0.6
"""Share of linked characters from which a paragraph is a pointer to other stories. In running text links
cover names and a few words; jusText takes 0.2 as suspicious and boilerpipe 0.33 to 0.55 with neighbours
weighed in. The bound here is higher, since a short true sentence may be mostly link."""
MOSTLY = 0.8
"""An element with more than this share of the page's text is the page, whatever its class says
("has-sidebar")."""
ARBITER_MAX = 2_000_000
"""Characters of HTML above which trafilatura is not asked: it takes 0.5 s for each MB, and news pages have
less."""
SHORTEST_STORY = 200
"""Characters that a page must have beside its comments for these to be left out."""
PARSER_DEPTH = 256
"""Depth of nesting at which libxml2's HTML parser stops and drops the rest. Pages that reach it are read
again without the tags that only nest (tags that were never closed, as a rule)."""
ARBITER_DEPTH = 200
"""Depth of nesting above which trafilatura is not asked: it and lxml's copies recurse."""
ARBITER_ELEMENTS, ARBITER_SIBLINGS = 20_000, 1000
"""Elements of a page, and of one element, above which trafilatura is not asked: 8,000 bold words in one
paragraph took it 6 s (2,000 0.2 s), 32,000 cells in one row 5 s (8,000 0.4 s)."""
PROSE = 80
"""Characters from which a paragraph counts as prose here: captions, menus and share lines are mostly
shorter."""


@dataclass(frozen=True, slots=True)
class Page:
    """The text that the reader makes of a page (title, date and author's lines, paragraphs, parted by blank
    lines), and its metadata."""

    text: str
    metadata: Metadata


@dataclass(slots=True)
class _Paragraph:
    text: str
    linked: int
    tag: str
    parent: int
    item: bool

    @property
    def is_links(self) -> bool:
        return self.linked > LINKED * len(self.text)


@dataclass(slots=True)
class _Walk:
    """What a walk over the page gives: its paragraphs, the main headings, the values of `time` elements."""

    paragraphs: list[_Paragraph] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    depth: int = 0
    elements: int = 0
    siblings: int = 0

    @property
    def simple(self) -> bool:
        """Whether trafilatura can be asked without waiting long."""
        few = self.elements <= ARBITER_ELEMENTS and self.siblings <= ARBITER_SIBLINGS
        return few and self.depth <= ARBITER_DEPTH


def read_page(html: str, user_rules: Path | None = None) -> Page:
    """The article of a page. A page without any text, or that is no HTML, gives an empty text. Raises
    BadBytes for one with more markup than any page has."""
    check_markup(html)
    root = _parse(html)
    if root is None:
        return Page("", Metadata())
    meta = read_meta(root)
    walk = _Walker(root, user_rules).walk()
    if walk.depth >= PARSER_DEPTH - 10:
        root = _parse(_NESTING.sub(" ", html))
        walk = _Walker(root, user_rules).walk() if root is not None else walk
    metadata = meta.metadata(walk.headings, walk.times)
    paragraphs = _chosen(walk, metadata.title, _told_by_trafilatura(html, walk))
    if sum(map(len, paragraphs)) < PROSE and meta.body():
        paragraphs = [line for line in (meta.body() or "").splitlines() if line.strip()]
    if not paragraphs:
        return Page("", metadata)
    lines = [*([metadata.title] if metadata.title else []), *paragraphs]
    return Page(whole("\n\n".join(lines)) + "\n", metadata)


def _parse(html: str) -> etree._Element | None:
    """The root element. lxml refuses text with an encoding declaration, so it gets bytes."""
    data = _UNWANTED.sub(" ", html).encode("utf-8", "replace")
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True, recover=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


@lru_cache(maxsize=4096)
def _dropping_rule(tag: str, names: str, user_rules: Path | None) -> WordRule | None:
    """The rule by which an element is left out, None without one."""
    words = " ".join(_CAMEL.sub(" ", f"{tag} {_FILED.sub(' ', names)}").lower().split())
    return next((rule for rule in html_rules(user_rules) if rule.compiled.search(words)), None)


class _Walker:
    """Goes through a page once to measure it and once to collect its paragraphs; no recursion, so that
    nesting of any depth is read."""

    def __init__(self, root: etree._Element, user_rules: Path | None) -> None:
        self.root, self.user_rules = root, user_rules
        self.found = _Walk()
        self.sizes: dict[etree._Element, int] = {}
        self.main: set[etree._Element] = set()
        self.parts: list[str] = []
        self.linked = 0
        self.link_depth = 0
        self.blocks: list[etree._Element] = []
        self.cut = False  # something that a reader sees was left out behind the last part

    def walk(self) -> _Walk:
        self._measure()
        events = etree.iterwalk(self.root, events=("start", "end"))
        for event, element in events:
            if not isinstance(element.tag, str):
                continue
            if event == "start":
                if self._unseen(element):
                    events.skip_subtree()
                elif self._left_out(element):
                    events.skip_subtree()
                    self.cut = True
                else:
                    self._enter(element)
            else:
                self._leave(element)
        self._flush()
        return self.found

    def _measure(self) -> None:
        """Characters of text below each element that has a class or id or may be left out, and what holds an
        h1."""
        total, depth = 0, 0
        starts: list[int] = []
        for event, element in etree.iterwalk(self.root, events=("start", "end")):
            if event == "start":
                starts.append(total)
                depth = max(depth, len(starts))
                self.found.siblings = max(self.found.siblings, len(element))
                if isinstance(element.tag, str) and element.tag not in _SKIPPED:
                    total += len((element.text or "").strip())
            else:
                self.sizes[element] = total - starts.pop()
                total += len((element.tail or "").strip())
                if element.tag == "h1":
                    self._mark_ancestors(element)
        self.found.depth, self.found.elements = depth, len(self.sizes)
        self.total = max(total, 1)

    def _mark_ancestors(self, element: etree._Element) -> None:
        for ancestor in element.iterancestors():
            if ancestor in self.main:
                return
            self.main.add(ancestor)

    def _unseen(self, element: etree._Element) -> bool:
        return str(element.tag) in _SKIPPED or element.get("hidden") is not None

    def _left_out(self, element: etree._Element) -> bool:
        tag = str(element.tag)
        if tag in _NEVER_DROPPED or element in self.main or tag in _HEADINGS:
            return False
        names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}"[:300]
        rule = _dropping_rule(tag, names, self.user_rules)
        if rule is None:
            return False
        rest = self.total - self.sizes[element]
        if rule.label == BlockLabel.COMMENT and rest >= SHORTEST_STORY:
            return True  # readers may write more than the article has
        return rest >= (1 - MOSTLY) * self.total

    def _enter(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if tag in _BLOCKS:
            self._flush()
            self.blocks.append(element)
        elif tag == "br":
            self.parts.append("\n")
        elif tag == "a":
            self.link_depth += 1
        elif tag == "time" and element.get("datetime"):
            self.found.times.append(str(element.get("datetime")))
        self._take(element.text)

    def _leave(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if self.blocks and self.blocks[-1] is element:
            self._flush()
            self.blocks.pop()
        elif tag == "a" and self.link_depth:
            self.link_depth -= 1
        self._take(element.tail)

    def _take(self, text: str | None) -> None:
        if text:
            inside_pre = self.blocks and self.blocks[-1].tag == "pre"
            before = self.parts[-1][-1] if self.parts else " "
            if self.cut and text[0].isalnum() and (before.isalnum() or before in ".,;:!?)"):
                self.parts.append(" ")
            self.cut = False
            self.parts.append(text if inside_pre else text.replace("\n", " ").replace("\r", " "))
            if self.link_depth:
                self.linked += len(text.strip())

    def _flush(self) -> None:
        lines = [" ".join(line.split()) for line in "".join(self.parts).split("\n")]
        linked, self.linked, self.parts = self.linked, 0, []
        block = self.blocks[-1] if self.blocks else self.root
        tag = str(block.tag)
        text = "\n".join(line for line in lines if line)
        if not text:
            return
        if tag == "h1":
            self.found.headings.append(text.replace("\n", " "))
        parent = block.getparent()
        where = id(block) if parent is None or tag not in {"p", *_HEADINGS} else id(parent)
        self.found.paragraphs.append(_Paragraph(text, linked, tag, where, tag == "li"))


def _chosen(walk: _Walk, title: str | None, told: str | None) -> list[str]:
    """The paragraphs that make the article's text, without the title."""
    paragraphs = [
        paragraph for paragraph in walk.paragraphs if paragraph.tag in _HEADINGS or not paragraph.is_links
    ]
    top = _top(paragraphs, title)
    first, last = _bounds(paragraphs, told, top)
    inside = {paragraphs[n].parent for n in range(first, min(last + 1, len(paragraphs)))
              if len(paragraphs[n].text) >= PROSE}
    kept = []
    for index, paragraph in enumerate(paragraphs):
        if paragraph.tag == "h1" and is_title(paragraph.text, title):
            continue
        if index < top:
            wanted = date_line(paragraph.text) is not None
        elif index <= last:
            wanted = True
        else:
            wanted = len(paragraph.text) >= PROSE and paragraph.parent in inside
        if wanted:
            kept.append(("• " if paragraph.item and len(paragraph.text) < PROSE * 4 else "") + paragraph.text)
    return kept


def _top(paragraphs: list[_Paragraph], title: str | None) -> int:
    """The number of the heading that gives the title, of the first main heading, or 0."""
    headings = [n for n, paragraph in enumerate(paragraphs) if paragraph.tag == "h1"]
    same = [n for n in headings if is_title(paragraphs[n].text, title)]
    return (same or headings or [0])[0]


def _bounds(paragraphs: list[_Paragraph], told: str | None, top: int) -> tuple[int, int]:
    """Numbers of the story's first and last paragraph: by trafilatura, else the first and last of some
    length."""
    known = {_key(line) for line in (told or "").split("\n")} - {""}
    long = [n for n, paragraph in enumerate(paragraphs) if n >= top and len(paragraph.text) >= PROSE // 2]
    inside = [n for n in long if any(_key(line) in known for line in paragraphs[n].text.split("\n"))]
    chosen = inside or [n for n in long if len(paragraphs[n].text) >= PROSE] or long
    return (chosen[0], chosen[-1]) if chosen else (top, len(paragraphs) - 1)


def _key(line: str) -> str:
    """The first letters and digits of a paragraph, by which it is known again."""
    return re.sub(r"[\W_]+", "", line[:160]).casefold()[:60]


def _told_by_trafilatura(html: str, walk: _Walk) -> str | None:
    """The main text as trafilatura sees it; None where it is not asked or fails."""
    if len(html) > ARBITER_MAX or not walk.simple:
        return None
    from trafilatura import extract  # it takes most of a second to import: only where there is HTML

    try:
        told = extract(html, include_comments=False, include_tables=True, favor_recall=True, fast=True)
    except Exception:  # a page that upsets a library must not end the run; our own walk has read it
        return None
    return told if isinstance(told, str) else None
