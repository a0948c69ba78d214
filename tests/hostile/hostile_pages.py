"""Pages that are hard on a parser, or ask it for what is not theirs."""

from __future__ import annotations

from hostile_entry import ONE, STORY, Entry, data, html, lazy, page

LARGE = {"too_large": 1}
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
LAUGH = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY l0 "lol">{LAUGHS}]>'
FILE = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY % p SYSTEM "file:///etc/hosts"> %p;]>'
INCLUDES = (
    '<iframe src="file:///etc/passwd"></iframe><object data="file:///etc/passwd"></object>&x;'
    '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
    '<embed src="file:///etc/passwd"><link rel=import href="file:///etc/passwd"><img src="http://127.0.0.1:9/x">'
)
TITLE = "Gunmen kill five " * 200_000


def many(piece: str, times: int, head: str = "") -> str:
    """A page with something many times in it."""
    return page(piece * times, head)


ENTRIES = [
    Entry("page-deep", "pages/deep.html", lazy(lambda: page("<div>" * 100_000 + STORY + "</div>" * 100_000)),
          ONE,
          "100,000 elements within each other", True),
    Entry("page-unclosed", "pages/unclosed.html", lazy(lambda: many("<b><i><p>", 350_000)), LARGE,
          "a million elements that are not closed", True),
    Entry("page-unclosed-links", "pages/links-unclosed.html", lazy(lambda: many("<a href=x>x", 40_000)), ONE,
          "40,000 links that are not closed", True),
    Entry("page-tags", "pages/tags.html", lazy(lambda: many("<p>", 6_000_000)), LARGE,
          "six million elements", True),
    Entry("page-attributes", "pages/attributes.html",
          lazy(lambda: page("<p " + " ".join(f"a{n}=1" for n in range(1_000_000)) + ">x</p>")), LARGE,
          "an element with a million attributes", True),
    Entry("page-attributes-hidden", "pages/hidden.html",
          lazy(lambda: page("<title><p a='</title><p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">x")),
          LARGE, "the same, behind a title that looks like a tag", True),
    Entry("page-bold", "pages/bold.html", lazy(lambda: page("<p>" + "<b>Gao</b> " * 60_000)), ONE,
          "60,000 bold words in a paragraph", True),
    Entry("page-attribute", "pages/attribute.html",
          lazy(lambda: page(f"<p class='{'x ' * 4_000_000}'>x</p>")), ONE,
          "an attribute of 8 MB", True),
    Entry("page-table", "pages/table.html",
          lazy(lambda: page("<table>" + "<tr>" + "<td>7</td>" * 60_000 + "</table>")), ONE,
          "a row of 60,000 cells", True),
    Entry("page-tables", "pages/tables.html", lazy(lambda: page("<table><tr><td>" * 20_000)), ONE,
          "tables in tables", True),
    Entry("page-lists", "pages/lists.html", lazy(lambda: page("<ul><li>Gunmen killed two." * 20_000)), ONE,
          "lists in lists", True),
    Entry("page-entities", "pages/entities.html",
          lazy(lambda: page("&nbsp;&#x41;&bogus;&#99999999;&#27;&#0;" * 20_000)), ONE,
          "references to characters that are none", True),
    Entry("page-laughs", "pages/laughs.html", html("<p>&l9;</p>", before=LAUGH), ONE,
          "entities that grow by tens: billion laughs"),
    Entry("page-quadratic", "pages/quadratic.html",
          lazy(lambda: page("<p>" + "&a;" * 100_000,
          before=f'<!DOCTYPE html [<!ENTITY a "{"x" * 100_000}">]>')), ONE,
          "one entity of 100,000 characters, 100,000 times", True),
    Entry("page-includes", "pages/includes.html", html(INCLUDES, before=FILE), ONE,
          "files of the reader's machine, by every way"),
    Entry("page-base", "pages/base.html", html("",
          "<base href='https://evil.example/'><meta http-equiv=refresh content='0'>"), ONE,
          "addresses that a browser would ask for"),
    Entry("page-titles", "pages/titles.html", lazy(lambda: page("<h1>x</h1>" * 30_000 + f"<p>{STORY}</p>",
          f"<title>{TITLE}</title>")), ONE,
          "a title of 3 MB beside 30,000 headings that may repeat it", True),
    Entry("page-linked-data", "pages/linked.html",
          lazy(lambda: page("",
          ('<script type="application/ld+json">[' + "[]," * 160_000 + "[]]</script>") * 20)), ONE,
          "linked data of three million empty lists", True),
    Entry("page-linked-deep", "pages/linked-deep.html",
          html("", '<script type="application/ld+json">' + "[" * 100_000 + "</script>"), ONE,
          "linked data 100,000 lists deep"),
    Entry("page-times", "pages/times.html", lazy(lambda: many("<time datetime='\x1b[2Jno day'>x</time>",
          50_000)), ONE,
          "50,000 times that are none, each with a warning", True),
    Entry("page-metas", "pages/metas.html",
          lazy(lambda: page("", "".join(f"<meta name=n{n} content=c>" for n in range(100_000)))), ONE,
          "100,000 meta tags", True),
    Entry("page-breaks", "pages/breaks.html", lazy(lambda: many("<br>", 300_000)), ONE,
          "300,000 line breaks", True),
    Entry("page-comment", "pages/comment.html", lazy(lambda: page() + "<!--" + "-" * 5_000_000), ONE,
          "a comment without end"),
    Entry("page-script-open", "pages/script.html", lazy(lambda: page() + "<script>" + "<" * 3_000_000), ONE,
          "a script without end"),
    Entry("page-plaintext", "pages/plaintext.html", html("<plaintext>" + "</html>" * 1000), ONE,
          "an element that ends all markup"),
    Entry("page-cdata", "pages/cdata.html",
          html("<![CDATA[" + "]]" * 1000 + "<p>x]]><?php system('id') ?><%= 1 %>"), ONE, "CDATA"),
    Entry("page-nul", "pages/nul.html", data(page().encode() * 400 + b"<p>\0</p>"), ONE,
          "zero bytes far behind"),
    Entry("page-svg", "pages/svg.html", html("<svg><script>hacked=1</script><foreignObject><p>x" * 2000),
          ONE, "script in pictures"),
    Entry("page-links-only", "pages/links.html",
          lazy(lambda: "<html><body>" + "<p><a href='/x'>Gunmen kill five in Gao</a></p>" * 5000),
          {"no_text": 1},
          "nothing but links to other stories", True),
    Entry("page-empty", "pages/empty.html", data(b"<html><head><title>x</title></head><body></body></html>"),
          {"no_text": 1}, "no text"),
    Entry("page-bracket", "pages/bracket.html", lazy(lambda: page("<" * 500_000 + "a " * 500_000)), ONE,
          "tags that begin and never end", True),
    Entry("page-unclosed-tag", "pages/unclosed-tag.html",
          lazy(lambda: page("<div>" * 300 + "<a " + "x" * 1900) * 300), ONE,
          "long tags without end, in a page so deep that they are sought", True),
    Entry("page-one-paragraph", "pages/paragraph.html",
          lazy(lambda: page("<p>" + "Gunmen killed two in Gao. " * 30_000)), ONE,
          "a paragraph of 800,000 characters", True),
    Entry("page-paragraphs", "pages/paragraphs.html", lazy(lambda: page("<p>a</p>" * 300_000)), ONE,
          "300,000 paragraphs", True),
    Entry("page-classes", "pages/classes.html",
          lazy(lambda: page("".join(f"<p class='c{n} {'x-' * 140}'>x</p>" for n in range(20_000)))), ONE,
          "20,000 class names, none twice", True),
    Entry("page-nested-titles", "pages/nested-titles.html", lazy(lambda: page("<h1>" * 3000 + "x")), ONE,
          "headings in headings", True),
    Entry("page-frames", "pages/frames.html",
          data(b"<frameset><frame src='file:///etc/passwd'><noframes>" + page().encode()), ONE, "frames"),
]  # fmt: skip
