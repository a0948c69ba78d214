"""What hypothesis draws: news-like text that gives events, what stands around articles, pages, hostile text.

`scaled` sets how many examples a costly invariant gets; cheap ones go by the profiles of conftest.py alone.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

T = TypeVar("T")

FULL = 50
"""Examples of the quick profile."""


def scaled(*, quick: int = FULL) -> Callable[[T], T]:
    """Settings of an invariant whose examples cost a whole extraction or run: `quick` of them in the quick
    profile, all of the long one's in the long job. Fixtures may be shared: none of them changes."""
    most = settings().max_examples
    return settings(  # type: ignore[return-value]
        max_examples=min(quick, most) if most <= FULL else most,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )


def joined(*parts: st.SearchStrategy[str] | str, by: str = " ") -> st.SearchStrategy[str]:
    """Texts of one drawn part each; empty ones leave no gap."""
    drawn = [st.just(part) if isinstance(part, str) else part for part in parts]
    return st.tuples(*drawn).map(lambda texts: by.join(filter(None, texts)))


def one_of(*values: T) -> st.SearchStrategy[T]:
    """One of some values."""
    return st.sampled_from(values)


# ---------------------------------------------------------------------------------------------- news

WHO = one_of(
    "Gunmen", "Suspected jihadists", "JNIM fighters", "Boko Haram militants", "Malian soldiers",
    "The Burkinabe army", "French forces", "Tuareg rebels", "Bandits on motorbikes", "Dozo hunters",
    "Islamic State militants", "Police officers",
)  # fmt: skip
WHOM = one_of(
    "soldiers", "civilians", "villagers", "policemen", "teachers", "aid workers", "peacekeepers", "herders",
    "militants", "gendarmes",
)  # fmt: skip
COUNTS = one_of(
    "two", "three", "five", "12", "seventeen", "twenty-three", "at least four", "more than 30", "about 20",
    "dozens of", "several", "between 10 and 15", "up to 40", "1,200", "six to eight", "a dozen",
)  # fmt: skip
PLACES = one_of(
    "near Gao", "in the village of Solhan", "in Djibo, northern Burkina Faso", "at Ménaka", "in Diffa",
    "near Lake Chad", "20 km north of Timbuktu", "in Kidal", "in the Mopti region", "near Bankilaré",
    "in N’Djamena", "on the road to Sévaré", "",
)  # fmt: skip
DAYS = one_of(
    "on Monday", "on 3 March 2020", "last week", "overnight", "yesterday", "in April", "on Friday morning",
    "on 12 June 2019", "two days ago", "",
)  # fmt: skip
SAID = one_of(
    ", the army said", ", residents said", ", according to a local official", ", a security source told AFP",
    ", the governor said in a statement", "",
)  # fmt: skip
ACTS = st.one_of(
    joined(WHO, one_of("killed", "shot dead", "abducted", "wounded", "executed"), COUNTS, WHOM, PLACES, DAYS),
    joined(COUNTS, WHOM, one_of("were killed", "died", "were injured", "were kidnapped"),
           one_of("when gunmen attacked a convoy", "in an ambush", "when their vehicle hit a mine",
                  "in an air strike", "in a suicide bombing"), PLACES, DAYS),
    joined("A roadside bomb killed", COUNTS, WHOM, PLACES, DAYS),
    joined(WHO, one_of("attacked a military post", "raided a market", "ambushed a patrol", "burned a school",
                       "clashed with rebels", "seized a town"), PLACES, DAYS),
    joined("Protesters", one_of("burned tyres", "marched", "threw stones at police"), PLACES, DAYS),
    joined("Police arrested", COUNTS, "suspects", PLACES, DAYS),
    joined("Air strikes by", one_of("the army", "French jets", "a drone"), "killed", COUNTS, WHOM, PLACES,
    DAYS),
)  # fmt: skip
EVENTS = joined(ACTS, SAID, by="").map(lambda text: f"{text[:1].upper()}{text[1:]}.")
"""Sentences that tell of an act."""
MORE = one_of(
    "JNIM claimed the attack.", "No group has claimed responsibility.", "They fled towards the border.",
    "The death toll rose to 14.", "The wounded were taken to hospital.", "Two of the dead were children.",
    "The attackers burned houses and took cattle.", "No casualties were reported.",
    "The army denied that it had killed civilians.", "“They came at dawn,” a resident said.",
)  # fmt: skip
"""Sentences that say more of an act told before."""
PEACE = one_of(
    "The price of millet fell to a record low at the market.", "The minister opened a new school on Friday.",
    "Farmers hope for rain before the end of the season.", "The band released its third album in spring.",
    "A delegation of the bank discussed loans for roads and bridges.", "The team trains in the capital.",
)  # fmt: skip
"""Sentences without any violence."""
QUIET = one_of(
    "The minister opened a new school on Friday.", "Farmers hope for rain before the end of the season.",
    "A delegation of the bank discussed loans for roads and bridges.", "The team trains in the capital.",
    "Traders from the region sell onions and cloth there.", "The museum shows photographs of the river.",
)  # fmt: skip
"""The same without words that can tell of an act elsewhere ("fell", "released")."""
SENTENCES = st.one_of(EVENTS, EVENTS, MORE, PEACE)
PARAGRAPHS = st.lists(SENTENCES, min_size=1, max_size=3).map(" ".join)
DATELINES = one_of(
    "", "BAMAKO, June 17, 2020 (Agence) - ", "OUAGADOUGOU (AFP) — ", "NIAMEY, 4 October 2021 - ",
    "N'Djamena, Nov 26 (Agence) - ",
)  # fmt: skip
TITLES = one_of(
    "", "Gunmen kill villagers in raid on market", "Army says it repelled attack in the north",
    "Dozens dead in new violence in the Sahel", "What to know about the crisis",
)  # fmt: skip


@st.composite
def articles(
    draw: st.DrawFn, paragraphs: st.SearchStrategy[str] = PARAGRAPHS, most: int = 3, titled: bool = True
) -> list[str]:
    """The paragraphs of an article: a title or none, a lead with a dateline or none that tells of an act, and
    what follows."""
    title = draw(TITLES) if titled else ""
    lead = draw(DATELINES) + draw(EVENTS)
    rest = draw(st.lists(paragraphs, max_size=most - 1))
    return [*filter(None, [title]), lead, *rest]


def text_of(paragraphs: Sequence[str]) -> str:
    """An article as text."""
    return "\n\n".join(paragraphs) + "\n"


NEWS = articles().map(text_of)
"""Whole articles of up to three paragraphs."""
PUBLISHED = st.none() | st.dates(date(1990, 1, 1), date(2100, 12, 31))

# ------------------------------------------------------------------------- what stands around articles

SHARE = (
    "Share this article", "Share on Facebook", "Tweet", "Share this on WhatsApp", "Email this story", "Print",
    "Follow us on Twitter", "Facebook Twitter WhatsApp Email",
)  # fmt: skip
NAVIGATION = (
    "Home", "Africa", "News", "Menu", "Skip to content", "Home > Africa > Mali", "Sign in", "Subscribe",
    "World | Africa | Business | Sport",
)  # fmt: skip
LINKS = (
    "Related: Gunmen kidnap five teachers in Djibo", "READ MORE: Militants massacre 40 villagers in Solhan",
    "Also on the site: Bomb kills 30 in Kidal", "Read also: Drone strike kills 12 near Tinzaouatene",
    "See also: Protesters burn tyres in Niamey",
)  # fmt: skip
COOKIES = (
    "We use cookies to improve your experience on this site.", "Accept all cookies",
    "By continuing to use this site you agree to our use of cookies.",
)  # fmt: skip
RIGHTS = (
    "© 2020 The Example Times. All rights reserved.", "Copyright © 2019 Agence Example",
    "© Agence Example",
)  # fmt: skip
TAGS = ("Tags: Mali, Gao, JNIM, attack", "Topics: Burkina Faso | Terrorism", "Filed under: Africa")
COMMENTS = (
    "Comments (2)\n\nAnonymous\nJune 18, 2020\nGunmen killed 300 people in my village in Djibo.",
    "3 Comments\n\nMoussa says:\nThe army killed 40 civilians in Kidal and nobody speaks about it.",
    "Leave a comment\n\nYour email address will not be published.",
)  # fmt: skip
CAPTIONS = (
    "(Photo: Soldiers stand guard after a bomb killed 30 in Kidal. File photo/Agence)",
    "File photo: a burned car after an attack that killed 12 in Diffa. Photo: Agence",
)  # fmt: skip
BEFORE = (*SHARE, *NAVIGATION, *COOKIES)
"""Lines of web pages that stand above articles."""
BETWEEN = (*LINKS, *SHARE[:4], *CAPTIONS)
"""Lines that stand between their paragraphs."""
AFTER = (*SHARE, *RIGHTS, *TAGS, *LINKS, *COOKIES)
"""Lines that stand below them."""


def lines(of: Sequence[str], most: int = 3) -> st.SearchStrategy[list[str]]:
    """Some lines, none twice."""
    return st.lists(st.sampled_from(of), max_size=most, unique=True)


# ------------------------------------------------------------------------------------- hostile text

STRANGE = st.text(
    st.one_of(
        st.sampled_from(
            "\u200b\u200d\u202e\u2066\u2069\u200f\ufeff\u00ad\u00a0\u2028\u2029\u0085\x00\x07\x1b\x1f\r\n\t\v\f"
            "'\"=+-@;,|<>&{}[]\\/%“”’«»…—🙂é\u0301ß\u0130ıﬁ１½²٣Ⅷ\ud800\udfff"
        ),
        st.characters(exclude_categories=()),
    ),
    max_size=30,
)
"""Text of characters that programs stumble over, halves of surrogate pairs among them."""
WHOLE = STRANGE.map(lambda text: text.encode("utf-8", "replace").decode("utf-8"))
"""The same without halves of surrogate pairs: what UTF-8 can hold."""
FEW = st.one_of(
    one_of(
        "Gao",
        "=1+1",
        "<script>x</script>",
        "a\u202eb\u2066",
        "\x1b[2J",
        "l\u2028m\u0085\r\nn",
        "\x00",
        "'\"`",
        "👩‍👩‍👧",
        "e\u0301",
    ),
    st.text(min_size=1, max_size=6),
)
"""Some such text, never empty: quickly drawn, for the many texts of a record."""


@st.composite
def disturbed(draw: st.DrawFn, texts: st.SearchStrategy[str] = NEWS, pieces: Any = STRANGE) -> str:
    """News with strange text put in at up to three places, and maybe cut off."""
    text = draw(texts)
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(pieces) + text[at:]
    return text[: draw(st.integers(0, len(text)))] if draw(st.integers(0, 9)) == 9 else text


TAGGED = one_of("p", "div", "li", "td", "blockquote", "section", "h2", "pre", "span")
ATTRIBUTES = one_of(
    "", ' class="share"', ' id="comments"', ' hidden', ' class="article-body"', ' role="navigation"',
    ' datetime="2020-06-17"', ' style="display:none"', " class='", ' class="related"',
)  # fmt: skip


@st.composite
def pages(draw: st.DrawFn, texts: st.SearchStrategy[str] = STRANGE) -> str:
    """Web pages: an article in paragraphs, elements of any name around and within, some never closed."""
    parts = []
    for paragraph in draw(articles()):
        tag, attributes = draw(TAGGED), draw(ATTRIBUTES)
        end = "" if draw(st.integers(0, 5)) == 0 else f"</{tag}>"
        inner = html.escape(paragraph, quote=False)
        if draw(st.booleans()):
            at = draw(st.integers(0, len(inner)))
            inner = (
                inner[:at]
                + draw(one_of("<br>", "<a href=x>", "</a>", "<b>", "<!--", "&#0;", "&#xD800;"))
                + inner[at:]
            )
        parts.append(f"<{tag}{attributes}>{inner}{end}")
        if draw(st.integers(0, 3)) == 0:
            parts.append(draw(texts))
    head = draw(one_of(
        "", "<title>Gunmen kill villagers | The Example</title>", '<meta charset="utf-8">',
        '<meta property="article:published_time" content="2020-06-17T08:00:00Z">',
        '<script type="application/ld+json">{"datePublished": "2020-06-17", "headline": 5}</script>',
        '<script type="application/ld+json">[[[', "<base href=//x>",
    ))  # fmt: skip
    return f"<html><head>{head}</head><body>{''.join(parts)}</body></html>"


PLAIN_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | STRANGE,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
"""Any value that JSON can hold, NaN and halves of surrogate pairs among them."""


@st.composite
def damaged(draw: st.DrawFn, data: st.SearchStrategy[bytes]) -> bytes:
    """Bytes with some of them replaced, and maybe cut off."""
    found = bytearray(draw(data))
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(found)))
        found[at : at + draw(st.integers(0, 4))] = draw(st.binary(max_size=4))
    return bytes(found[: draw(st.integers(0, len(found)))] if draw(st.integers(0, 3)) == 0 else found)
