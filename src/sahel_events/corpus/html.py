"""The article of an HTML page."""

from __future__ import annotations

from dataclasses import dataclass

from .metadata import Metadata


@dataclass(frozen=True, slots=True)
class Page:
    """The text that the reader makes of a page (title, date and author's lines, paragraphs, parted by blank lines),
    and its metadata."""

    text: str
    metadata: Metadata


def read_page(html: str) -> Page:
    import trafilatura

    return Page(trafilatura.extract(html) or "", Metadata())
