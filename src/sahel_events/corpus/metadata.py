"""What is said about an article outside of its text: fields of records, files beside it, options."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from ..schema import Publication
from .dates import parse_date

FIELDS: dict[str, tuple[str, ...]] = {
    "id": ("id", "article_id", "articleid", "stories_id", "_id", "uuid", "guid"),
    "text": (
        "text", "maintext", "article_text", "articlebody", "full_text", "fulltext", "body", "content",
        "story_text", "article", "story", "bodytext",
    ),
    "title": ("title", "headline", "article_title", "webtitle", "name"),
    "published": (
        "published", "date_publish", "publishedat", "publish_date", "published_at", "date_published",
        "datepublished", "published_date", "publication_date", "publicationdate", "pub_date", "pubdate",
        "publishdate", "webpublicationdate", "first_publish_date", "published_time",
        "article:published_time", "date",
    ),
    "url": ("url", "link", "weburl", "canonical_url", "article_url", "source_url", "mainentityofpage"),
    "source": (
        "source", "media_name", "source_name", "source_domain", "publisher", "site_name", "sitename",
        "outlet", "newspaper", "domain", "media_url",
    ),
}
"""Field names, best first, of news-please (maintext, date_publish, source_domain), NewsAPI (content,
publishedAt, source.name), Media Cloud (stories_id, publish_date, media_name), the Guardian's API (bodyText,
webPublicationDate), schema.org (articleBody, datePublished) and our own side files; compared in lower
case."""

_SITE_SUFFIX = re.compile(r"(?<!\s)\s+(?:[|•·»]|[-–—](?=\s))\s+(?P<site>[^|•·»]{2,40})$")
_MARKS = re.compile(r"\W+")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What metadata say; None where they say nothing. `warnings`: fields that could not be used, in
    sentences."""

    id: str | None = None
    title: str | None = None
    published: Publication | None = None
    url: str | None = None
    source: str | None = None
    warnings: tuple[str, ...] = ()

    def over(self, other: Metadata) -> Metadata:
        """These metadata, completed by those of `other`."""
        return replace(
            self, id=self.id or other.id, title=self.title or other.title, url=self.url or other.url,
            published=self.published or other.published, source=self.source or other.source,
            warnings=self.warnings + other.warnings,
        )


def from_fields(record: Mapping[str, object]) -> Metadata:
    """The metadata among the fields of a JSON object or a CSV row."""
    fields = folded(record)
    published, warnings = _published(fields)
    identity = _first(fields, "id")
    return Metadata(
        id=_plain(identity[1]) if identity else None, title=_text_of(fields, "title"), published=published,
        url=_text_of(fields, "url"), source=_text_of(fields, "source"), warnings=warnings,
    )


def folded(record: Mapping[str, object]) -> dict[str, object]:
    """A record with its field names in lower case and without white space around; the first of equal names
    stays."""
    fields: dict[str, object] = {}
    for key, value in record.items():
        fields.setdefault(str(key).strip().lower(), value)
    return fields


def has_text(names: Iterable[str]) -> bool:
    """Whether one of the names of a table's columns is that of an article's text."""
    return not {name.strip().lower() for name in names}.isdisjoint(FIELDS["text"])


def text_field(fields: Mapping[str, object]) -> str | None:
    """The article's text among folded fields: the first text field that holds more than white space; None
    without."""
    found = None
    for name in FIELDS["text"]:
        value = fields.get(name)
        if isinstance(value, str):
            if value.strip():
                return value
            found = value
    return found


def publication(value: object, rule: str) -> Publication | None:
    """A publication date from a value outside of the text; None where it gives no plausible date."""
    day = parse_date(value)
    return Publication(date=day, rule=rule) if day is not None else None


def of_option(published: date | None) -> Publication | None:
    """The publication date that the user gives for all articles."""
    return Publication(date=published, rule="option:--published") if published is not None else None


def without_site(title: str, site: str | None = None) -> str:
    """A page title without the site's name at its end: the known `site`, or a last part after a bar or a
    spaced dash of at most four words where at least four come before it."""
    title = " ".join(title.split())
    match = _SITE_SUFFIX.search(title)
    if match is None:
        return title
    rest, name = title[: match.start()], match["site"]
    same = site is not None and same_words(name, site)
    by_shape = len(name.split()) <= 4 <= len(rest.split()) and not name[0].islower()
    return rest if same or by_shape else title


def same_words(one: str, other: str) -> bool:
    """Whether two texts are equal but for case, white space and marks; of long ones only where they are of
    about one length, since a title of a megabyte may stand beside as many headings as one likes."""
    if max(len(one), len(other)) > 1000 and not 0.5 < (len(one) + 1) / (len(other) + 1) < 2:
        return False
    return _MARKS.sub(" ", one).strip().casefold() == _MARKS.sub(" ", other).strip().casefold()


def _published(fields: Mapping[str, object]) -> tuple[Publication | None, tuple[str, ...]]:
    warnings: list[str] = []
    for name in FIELDS["published"]:
        value = fields.get(name)
        if value is None or value == "":
            continue
        found = publication(value, f"metadata:{name}")
        if found is not None:
            return found, tuple(warnings)
        warnings.append(f"field {name!r} is no date: {str(value)[:60]!r}; give YYYY-MM-DD")
    return None, tuple(warnings)


def _first(fields: Mapping[str, object], kind: str) -> tuple[str, object] | None:
    found = ((name, fields[name]) for name in FIELDS[kind] if fields.get(name) not in (None, ""))
    return next(found, None)


def _text_of(fields: Mapping[str, object], kind: str) -> str | None:
    for name in FIELDS[kind]:
        text = _plain(fields.get(name))
        if text:
            return text
    return None


def _plain(value: object) -> str | None:
    """Text of a field: text, a number, or the name of a nested object such as NewsAPI's `source`."""
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("@id") or value.get("id")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = str(value)
    return " ".join(whole(value).split()) or None if isinstance(value, str) else None


def whole(text: str) -> str:
    """Text without lone surrogates, which JSON's escapes allow and UTF-8 does not: each becomes U+FFFD,
    offsets stay."""
    return _SURROGATE.sub("\ufffd", text)
