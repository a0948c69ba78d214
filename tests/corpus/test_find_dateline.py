from __future__ import annotations

import pytest

from sahel_events.corpus.clean import clean
from sahel_events.corpus.dateline import find_dateline
from sahel_events.corpus.read import article_from_text

PROSE = (
    "Gunmen on motorcycles killed five soldiers near Gao on Monday, the army said in a "
    "statement read on radio."
)
MORE = (
    "It was the worst raid since March 3, 2015, when twelve died, a spokesman said. The dead "
    "are to be buried today."
)


def found(text: str, published: str | None = None):
    article = article_from_text(text, published=published)
    return article, find_dateline(article, clean(article))


# why, text, metadata's date, publication date, its rule
DAYS = [
    ("its own date line beats a line above", f"March 9, 2020\n\nGAO, March 7, 2020 (Wire) - {PROSE}", None,
     "2020-03-07", "dateline.opening"),
    ("month and day take the year of a line near", f"Posted 9 Mar 2020\n\nGAO, March 7 (Wire) - {PROSE}",
     None,
     "2020-03-07", "dateline.opening_with_year_of_line"),
    ("over new year", f"Posted 2 January 2021\n\nGAO, Dec 31 (Wire) - {PROSE}", None,
     "2020-12-31", "dateline.opening_with_year_of_line"),
    ("a line far off gives no year to it", f"Posted 9 Sep 2020\n\nGAO, March 7 (Wire) - {PROSE}", None,
     "2020-09-09", "dateline.line_without_place"),
    ("month and day with metadata", f"GAO, March 7 (Wire) - {PROSE}", "2020-03-08", "2020-03-08",
     "metadata:published"),
    ("month and day alone", f"GAO, March 7 (Wire) - {PROSE}", None, None, None),
    ("a line beats metadata", f"9 March 2020\n\n{PROSE}", "2020-03-11", "2020-03-09",
     "dateline.line_without_place"),
    ("a line with a place beats one without", f"Printed 12 March 2020\n\nGAO, 9 March 2020\n\n{PROSE}", None,
     "2020-03-09", "dateline.line"),
    ("published beats updated", f"Updated: 12 March 2020\nPublished: 9 March 2020\n\n{PROSE}", None,
     "2020-03-09", "dateline.line_without_place"),
    ("a dump's date before a headline", f" date 2020-03-09 Gunmen kill five soldiers near Gao\n\n{PROSE}",
     None, "2020-03-09", "dateline.line_without_place"),
    ("a dump's date before prose", f"date 2020-03-09 {PROSE}\n\n{MORE}", None,
     "2020-03-09", "dateline.line_without_place"),
    ("updated alone is better than nothing", f"Updated: 12 March 2020\n\n{PROSE}", None,
     "2020-03-12", "dateline.line_updated"),
    ("below the story where it says so", f"{PROSE}\n\n{MORE}\n\n{MORE}\n\nPublished: 9 March 2020\n", None,
     "2020-03-09", "dateline.line_without_place"),
    ("a bare date below the story is not", f"{PROSE}\n\n{MORE}\n\n{MORE}\n\n9 March 2020\n", None, None,
     None),
    ("a date in the prose is not", f"{PROSE}\n\n{MORE}\n", None, None, None),
    ("a caption's date is not", f"FILE PHOTO: Gao, 9 March 2020\n\n{PROSE}", None, None, None),
    ("a comment's date is not", f"{PROSE}\n\n{MORE}\n\n2 Comments\n\nJoe\n9 March 2020\n", None, None, None),
    ("years after the metadata is no publication date", f"9 March 2024\n\n{PROSE}", "2020-03-09",
     "2020-03-09", "metadata:published"),
    ("town, day, full stop", f"Gao, Monday 9 March 2020. {PROSE}", None, "2020-03-09", "dateline.opening"),
    ("town, day, agency, full stop", f"N'Djamena, 9 March 2020 (River Agency). {PROSE}", None,
     "2020-03-09", "dateline.opening"),
    ("day before town", f"9 March 2020 – GAO – {PROSE}", None, "2020-03-09", "dateline.opening"),
    ("numbers before town", f"09.03.2020 / Lagos — {PROSE}", None, "2020-03-09", "dateline.opening"),
    ("town before day, with a time", f"Gao – the 9th of March 2020, 18:30 – {PROSE}", None,
     "2020-03-09", "dateline.opening"),
    ("day alone", f"(9 March 2020) {PROSE}", None, "2020-03-09", "dateline.opening"),
    ("an incident's own day", "9 March 2020 – Gao – Gunmen on motorcycles killed five soldiers.", None, None,
     None),
    ("a list of incidents", f"9 March 2020 – Gao – {PROSE}\n\n2 April 2020 – Menaka – {PROSE}", None, None,
     None),
    ("a day that the sentence speaks of", f"Monday, 9 March 2020, was a black day. {PROSE}", None, None,
     None),
    ("a bulletin", f"RADIO KANDI\nEvening bulletin, Monday 9 March 2020\n\n{PROSE}", None,
     "2020-03-09", "dateline.line_without_place"),
    ("a numbered report", f"Situation report no. 4, as of 9 March 2020\n\n{PROSE}", None,
     "2020-03-09", "dateline.line_without_place"),
    ("an entry with its subject", f"A LOG\nEntry of Monday, 9 March 2020: who raided Gao?\n\n{PROSE}", None,
     "2020-03-09", "dateline.line_without_place"),
    ("a name with an elided article", f"La Voix de l'Adrar, 9 March 2020\n\n{PROSE}", None,
     "2020-03-09", "dateline.line_without_place"),
    ("the page of an issue", f"No. 1204 of Monday, 9 March 2020, page 3\n\n{PROSE}", None,
     "2020-03-09", "dateline.line_without_place"),
    ("signed below", f"{PROSE}\n\n{MORE}\n\n{MORE}\n\nDone at Gao, on 9 March 2020\n", None,
     "2020-03-09", "dateline.line_without_place"),
    ("a headline about a day is not", f"The victims of 9 March 2020: their names\n\n{PROSE}", None, None,
     None),
    ("a question about a day is not", f"Gao, 9 March 2020: who fired?\n\n{PROSE}", None, None, None),
]


@pytest.mark.parametrize(("text", "metadata", "day", "rule"), [d[1:] for d in DAYS], ids=[d[0] for d in DAYS])
def test_published(text, metadata, day, rule):
    article, dateline = found(text, metadata)
    got = dateline.published
    assert (got and got.date.isoformat(), got and got.rule) == (day, rule)
    if got is not None and got.span is not None:
        assert article.text[slice(*got.span)] == got.text


# why, text, place, rule
PLACES = [
    ("agency", f"OUAGADOUGOU/NIAMEY, March 9, 2022 (Wire) - {PROSE}", "OUAGADOUGOU", "dateline.opening"),
    ("line", f"Title of the story here\n\nSeptember 20, 2010 | NOUAKCHOTT\n\n{PROSE}", "NOUAKCHOTT",
     "dateline.line"),
    ("byline", f"Five soldiers killed near Gao\n\nBy Moussa D., Bamako\n\n{PROSE}", "Bamako",
     "dateline.byline"),
    ("byline with in", f"By A. Diop in Dakar | 9 March 2020\n\n{PROSE}", "Dakar", "dateline.byline"),
    ("a reporter's place below the story", f"{PROSE}\n\nAdditional reporting by P. L. in Paris", None, None),
    ("title and paragraph run together", f"Five killed in Mali By A. Diop BAMAKO (Wire) - {PROSE}", "BAMAKO",
     "dateline.opening"),
    ("day before town", f"Monday, 9 March 2020 | Lagos | {PROSE}", "Lagos", "dateline.opening"),
    ("none", PROSE, None, None),
]


@pytest.mark.parametrize(("text", "place", "rule"), [p[1:] for p in PLACES], ids=[p[0] for p in PLACES])
def test_place(text, place, rule):
    article, dateline = found(text)
    assert (dateline.place.text if dateline.place else None, dateline.place_rule) == (place, rule)
    if dateline.place is not None:
        assert article.text[slice(*dateline.place.span)] == place


def test_month_day_and_start_of_the_prose():
    article, dateline = found(f"A title for the story\n\nGAO, Mali, March 7 (Wire) - {PROSE}")
    assert dateline.month_day == (3, 7)
    assert dateline.month_day_span is not None
    assert dateline.month_day_span.text == "March 7"
    assert article.text[dateline.body_start:] == PROSE


OWN = """
[[rule]]
id = "dateline.not_a_place"
label = "no place"
why = "a service of ours"
pattern = "^SAHELWATCH"
match = ["SAHELWATCH"]
no_match = ["GAO"]

[[rule]]
id = "dateline.side_word"
label = "side word"
why = "how our service calls its issues"
pattern = "^zine$"
match = ["zine"]
no_match = ["issue"]
"""
USERS = [
    ("before the date", f"SAHELWATCH, March 7, 2020 (Wire) - {PROSE}"),
    ("behind the date", f"9 March 2020, SAHELWATCH: {PROSE}"),
    ("a line", f"SAHELWATCH, 9 March 2020\n\n{PROSE}"),
    ("a byline", f"By Moussa D., Sahelwatch\n\n{PROSE}".replace("Sahelwatch", "SAHELWATCH")),
]


@pytest.mark.parametrize("text", [text for _, text in USERS], ids=[why for why, _ in USERS])
def test_what_the_user_says_is_no_place_is_none(text, tmp_path):
    (tmp_path / "datelines.toml").write_text(OWN, encoding="utf-8")
    article = article_from_text(text)
    plain, own = (find_dateline(article, clean(article, rules), rules) for rules in (None, tmp_path))
    assert (plain.place.text, own.place) == ("SAHELWATCH", None)


def test_a_word_of_the_users_may_stand_beside_a_date(tmp_path):
    (tmp_path / "datelines.toml").write_text(OWN, encoding="utf-8")
    article = article_from_text(f"zine 9 March 2020\n\n{PROSE}")
    labels = [[block.label.value for block in clean(article, rules)] for rules in (None, tmp_path)]
    assert labels == [["title", "body"], ["dateline", "body"]]
