"""What an HTML page says of itself: title, date, site, address; in meta tags, in JSON-LD, in `time`
elements."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from ..schema import Publication
from .metadata import Metadata, publication, same_words, whole, without_site

META_DATES = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "date_published", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created",
    "dcterms.date", "dc.date", "pubdate", "publishdate", "publish_date", "publish-date",
    "publication_date", "published_time", "cxenseparse:recs:publishtime", "article.published", "date",
    "cdate", "originalpublicationdate",
)
"""Names of meta tags (`property`, `name`, `itemprop`) with the publication date, best first: Open Graph's,
the CMSs' and analytics firms', Dublin Core's; the list follows htmldate's."""
_ARTICLE_TYPES = (
    "article", "newsarticle", "reportagenewsarticle", "blogposting", "report", "webpage", "liveblogposting",
)
_LARGEST_JSON_LD = 500_000


@dataclass(slots=True)
class PageMeta:
    """The raw findings: meta tags by name, the JSON-LD objects of articles, titles, `time` elements."""

    tags: dict[str, str] = field(default_factory=dict)
    linked: list[dict[str, Any]] = field(default_factory=list)
    head_title: str | None = None
    canonical: str | None = None

    def title(self, headings: list[str]) -> str | None:
        """The article's title without the site's name: Open Graph's, the page's only main heading, JSON-LD's,
        the head's."""
        site = self.site()
        candidates = [self.tags.get("og:title"), *(headings[:1]), self._linked("headline"), self.head_title]
        found = next((" ".join(text.split()) for text in candidates if text and text.strip()), None)
        return without_site(found, site) if found is not None else None

    def site(self) -> str | None:
        """The name of the site that published the page."""
        publisher = next((item["publisher"] for item in self.linked if item.get("publisher")), None)
        if isinstance(publisher, list):
            publisher = publisher[0]
        name = publisher.get("name") if isinstance(publisher, dict) else publisher
        return self.tags.get("og:site_name") or (name if isinstance(name, str) else None)

    def body(self) -> str | None:
        """The article's text as JSON-LD gives it, for pages whose text a script would write."""
        return self._linked("articleBody")

    def metadata(self, headings: list[str], times: list[str]) -> Metadata:
        """All of it. `times`: values of `time` elements in the article, in order."""
        published, warnings = self._published(times)
        linked = self._linked("url") or self._linked("mainEntityOfPage")
        return Metadata(
            title=_clean(self.title(headings)), published=published, source=_clean(self.site()),
            url=_clean(self.canonical or self.tags.get("og:url") or linked), warnings=warnings,
        )

    def _published(self, times: list[str]) -> tuple[Publication | None, tuple[str, ...]]:
        warnings: list[str] = []
        for rule, value in self._dates(times):
            found = publication(value, f"metadata:{rule}")
            if found is not None:
                return found, _few(warnings)
            warnings.append(f"{rule} is no date: {whole(str(value))[:60]!r}")
        return None, _few(warnings)

    def _dates(self, times: list[str]) -> Iterator[tuple[str, object]]:
        if self.tags.get(META_DATES[0]):
            yield META_DATES[0], self.tags[META_DATES[0]]
        for item in self.linked:
            if item.get("datePublished"):
                yield "ld+json datePublished", item["datePublished"]
        for name in META_DATES[1:]:
            if self.tags.get(name):
                yield name, self.tags[name]
        for value in times:
            yield "time[datetime]", value

    def _linked(self, key: str) -> str | None:
        values = (item.get(key) for item in self.linked)
        return next((value for value in values if isinstance(value, str) and value.strip()), None)


def _few(warnings: list[str]) -> tuple[str, ...]:
    """The first warnings, and how many more there are: a page may have any number of `time` elements."""
    more = len(warnings) - _MOST_WARNINGS
    return (*warnings[:_MOST_WARNINGS], *([f"{more:,} more dates are none"] if more > 0 else []))


_MOST_WARNINGS = 5


def read_meta(root: etree._Element) -> PageMeta:
    """The findings of a parsed page. Broken JSON-LD is passed over."""
    meta = PageMeta()
    for element in root.iter("meta", "script", "title", "link"):
        if element.tag == "meta":
            name = element.get("property") or element.get("name") or element.get("itemprop")
            if name and element.get("content"):
                meta.tags.setdefault(name.strip().lower(), str(element.get("content")))
        elif element.tag == "script" and "ld+json" in (element.get("type") or ""):
            meta.linked.extend(_articles(element.text or ""))
        elif element.tag == "title" and meta.head_title is None:
            meta.head_title = "".join(str(part) for part in element.itertext())
        elif element.tag == "link" and element.get("rel") == "canonical":
            meta.canonical = element.get("href")
    return meta


def is_title(text: str, title: str | None) -> bool:
    """Whether a heading repeats the title."""
    return title is not None and same_words(text, title)


def _articles(text: str) -> Iterator[dict[str, Any]]:
    """The objects in a JSON-LD script that describe an article, those of news first."""
    if len(text) > _LARGEST_JSON_LD:
        return
    try:
        value = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return
    found, todo = [], deque([value])
    while todo:
        item = todo.popleft()  # of a list, pop(0) takes time that grows with the square of its length
        if isinstance(item, list):
            todo.extend(item)
        elif isinstance(item, dict):
            todo.extend(graph for key, graph in item.items() if key in {"@graph", "mainEntity"})
            kind = item.get("@type")
            kinds = [str(name).lower() for name in (kind if isinstance(kind, list) else [kind])]
            rank = min((_ARTICLE_TYPES.index(name) for name in kinds if name in _ARTICLE_TYPES), default=None)
            if rank is not None:
                found.append((rank >= _ARTICLE_TYPES.index("webpage"), item))
    yield from (item for _, item in sorted(found, key=lambda pair: pair[0]))


def _clean(text: str | None) -> str | None:
    return (" ".join(whole(text).split()) or None) if text else None
