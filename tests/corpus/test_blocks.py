from __future__ import annotations

import time

import pytest

from sahel_events.corpus.clean import clean, kept_text, title_of
from sahel_events.corpus.read import article_from_text
from sahel_events.corpus.rules import BlockRule, block_rules

LEAD = (
    "Gunmen on motorcycles killed five soldiers near Gao on Monday, the army said, in the third raid of its "
    "kind "
    "within a week in the north of Mali."
)
NEXT = (
    "The attackers burned two vehicles and fled towards the border. Nobody has claimed the "
    "raid, a spokesman said."
)
LAST = (
    "The region has seen a wave of attacks since the peace accord was signed in Algiers, and "
    "thousands have fled."
)


def labels(text: str, **options: str) -> list[tuple[str, str]]:
    article = article_from_text(text, **options)
    return [(block.label.value, article.text[block.start:block.end]) for block in clean(article)]


def label_of(text: str, line: str) -> str:
    return next(label for label, block in labels(text) if block == line)


HEADS = [
    ("Five soldiers killed near Gao", "title"),
    ("Skip to main content", "navigation"),
    ("Home > Africa > Mali", "navigation"),
    ("WORLD NEWS", "navigation"),
    ("By Awa D. and Paul K. in Bamako", "byline"),
    ("Reuters", "byline"),
    ("5 March 2019", "dateline"),
    ("Did the army lose five men near Gao?", "title"),
    ("© Getty Images", "caption"),
    ("FILE PHOTO: Soldiers of the Malian army in Gao.", "caption"),
    ("ADVERTISEMENT", "notice"),
    ("Share | Print | Email", "share"),
    ("3 Comments", "comment"),
]


@pytest.mark.parametrize(("line", "label"), HEADS, ids=[line for line, _ in HEADS])
def test_lines_above_the_story(line, label):
    text = f"{line}\n\n{LEAD}\n\n{NEXT}\n"
    assert labels(text) == [(label, line), ("body", LEAD), ("body", NEXT)]


MIDDLES = [
    ("Also on site.example Ten herders shot dead at a well in Niger", "link"),
    ("READ MORE: Mali buries its dead", "link"),
    ("(Read also: Mali buries its dead)", "link"),
    ("Related: Mali buries its dead", "link"),
    ("Mourners in Gao on March 5, 2019. (A. B. / AFP via Getty Images)", "caption"),
    ("A soldier at a checkpoint in Gao [File: A. B./Reuters]", "caption"),
    ("Image: The wreck of the truck", "caption"),
    ("Ten herders shot dead at a well in western Niger, local mayor says", "link"),
    ("A wave of attacks", "heading"),
    ("Advertisement", "notice"),
    ("Sign up for our newsletter", "share"),
    ("— Mali Army (@army) March 5, 2019", "link"),
    ("https://news.example/mali/123", "link"),
    ("Also on Sunday, gunmen attacked a village.", "body"),
    ("More than 30 people were wounded.", "body"),
    ("“We lost everything,” he said.", "body"),
    ("“We lost everything”", "heading"),
    ("By Sunday, the number of dead had risen.", "body"),
    ("Share prices fell in Accra.", "body"),
    ("Photos of the dead were shown on television.", "body"),
    ("Reporting on the war has become dangerous.", "body"),
    ("The army said in a statement:", "body"),
    ("- five soldiers of the fourth battalion", "body"),
    ("Two soldiers died, it said. (AFP)", "body"),
]


@pytest.mark.parametrize(("line", "label"), MIDDLES, ids=[line[:40] for line, _ in MIDDLES])
def test_lines_within_the_story(line, label):
    text = f"Five soldiers killed near Gao\n\n{LEAD}\n\n{line}\n\n{NEXT}\n"
    assert label_of(text, line) == label
    assert label_of(text, NEXT) == "body"


TAILS = [
    ("Tags: Mali, Gao", "tags"),
    ("(Reporting by A. B.; editing by C. D.)", "byline"),
    ("Associated writers in Bamako contributed to this report.", "byline"),
    ("Follow us on Facebook", "share"),
    ("Your donation helps us report from Mali. Subscribe now.", "share"),
    ("(c) The Volta Herald. All rights reserved.", "notice"),
    ("We use cookies. Accept", "notice"),
    ("Editor's note: an earlier version misspelled Gao.", "notice"),
    ("___", "navigation"),
    ("Boko Haram", "tags"),
    ("Contact us | Privacy policy", "navigation"),
    ("The writer is a fellow at an institute.", "byline"),
    ("Leave a reply", "comment"),
]


@pytest.mark.parametrize(("line", "label"), TAILS, ids=[line[:40] for line, _ in TAILS])
def test_lines_below_the_story(line, label):
    text = f"Five soldiers killed near Gao\n\n{LEAD}\n\n{NEXT}\n\n{line}\n"
    assert label_of(text, line) == label


def test_comments_run_to_the_end():
    text = f"{LEAD}\n\n{NEXT}\n\n9 Comments\n\n• joe says:\n\nThey killed my cousin in Gao. I saw.\n\nMali\n"
    assert [label for label, _ in labels(text)] == ["body", "body"] + ["comment"] * 4


def test_counter_of_comments_above_the_story_closes_nothing():
    assert label_of(f"4 Comments\n\n{LEAD}\n\n{NEXT}\n", NEXT) == "body"


def test_other_stories_end_where_prose_begins():
    text = f"{LEAD}\n\nRelated stories\n\n• Ten killed in Djibo\nMali buries its dead\n\n{NEXT}\n"
    assert [label for label, _ in labels(text)] == ["body", "link", "link", "link", "body"]


def test_dates_and_furniture_among_other_stories_do_not_end_the_list():
    text = f"{LEAD}\n\n{NEXT}\n\nMore on this story\nFive dead in Gao\nPublished\n5 July 2021\nTen dead\n"
    assert [label for label, _ in labels(text)][2:] == ["link", "link", "navigation", "link", "link"]


def test_other_stories_above_the_story_do_not_take_its_title():
    text = f"Trending\n\nFive soldiers killed near Gao\n\n{LEAD}\n"
    assert [label for label, _ in labels(text)] == ["link", "title", "body"]


def test_first_words_of_other_stories_belong_to_them():
    text = f"{LEAD}\n\n{NEXT}\n\nMost read\n\nTen killed\n\nGunmen shot ten men.\n\nCoup in Niamey\n\nMarch\n"
    assert [label for label, _ in labels(text)][2:] == ["link"] * 5


def test_summary_points_are_body():
    text = f"Alert for all of Mali\n\nKey points\n• Four dead\n• March planned\n\nSituation\n{LEAD}\n"
    assert [label for label, _ in labels(text)] == ["title", "heading", "body", "body", "heading", "body"]


def test_advice_is_no_body():
    text = f"{LEAD}\n\nAdvice\nKeep away from crowds. Carry your papers.\n\nOutlook\n{NEXT}\n"
    assert [label for label, _ in labels(text)] == ["body", "heading", "notice", "heading", "body"]


def test_title_again_is_a_repeat():
    title = "Five soldiers killed near Gao"
    assert [label for label, _ in labels(f"{title}\n{title}\n\n{LEAD}\n\n{title}\n")] == [
        "title", "repeat", "body", "repeat",
    ]


def test_title_of_the_metadata_wins():
    text = f"A very long line of the menu of the site\n\nFive killed\n\n{LEAD}\n"
    assert label_of(text, "A very long line of the menu of the site") == "title"
    assert labels(text, title="Five Killed")[1] == ("title", "Five killed")


def test_title_of():
    article = article_from_text(f"Five soldiers\u00a0killed near Gao\n\n{LEAD}\n")
    assert title_of(article, clean(article)) == "Five soldiers killed near Gao"


def test_incident_lists_without_full_stops_are_body():
    line = "March: gunmen killed people in a village near the town of Djibo"
    lines = [f"{day} {line}" for day in range(1, 6)]
    assert [label for label, _ in labels("\n".join(lines))] == ["title"] + ["body"] * 4


def test_wrapped_lines_are_one_paragraph():
    wrapped = (
        "Gunmen on motorcycles killed five soldiers near Gao on Monday, the army\n"
        "said, in the third raid of its kind within a week in the north of Mali.\n"
        "The attackers burned two vehicles.\n\n"
        "Nobody has claimed the raid, a spokesman said on Tuesday in Bamako, the\n"
        "capital, where the cabinet met.\n"
    )
    assert len(labels(wrapped)) == 2


def test_dates_between_paragraphs_are_headings():
    text = f"{LEAD}\n\n{NEXT}\n\nMarch 5, 2019\n\n{LAST}\n"
    assert label_of(text, "March 5, 2019") == "heading"


# text, what is kept
CUTS = [
    ("Foreign Minister Ann RoeAnn RoeEvening brief: Roe in Dakar | Aides deny rift MORE spoke of a retreat.",
     "Foreign Minister Ann Roe spoke of a retreat."),
    ("The army denied it (Read more: Army denies massacre) on Monday, and so did the mayor.",
     "The army denied it on Monday, and so did the mayor."),
    ("The army agreed. Reporting by A. B. Diallo; Editing by C. Fall", "The army agreed."),
    ("Five sol\u00addiers were killed near Gao.", "Five soldiers were killed near Gao."),
    ("The army spoke of five dead pic.twitter.com/abcDEF12 and left it at that.",
     "The army spoke of five dead and left it at that."),
    ("Five\u00a0soldiers were\tkilled near Gao.", "Five soldiers were killed near Gao."),
    ("He met Ann Roe and Ann Roe said that MORE was needed.", "He met Ann Roe and Ann Roe said that MORE "
     "was needed."),
]


@pytest.mark.parametrize(("text", "kept"), CUTS, ids=[kept[:30] for _, kept in CUTS])
def test_kept_text(text, kept):
    article = article_from_text(text)
    (block,) = clean(article)
    got, segments = kept_text(article, block)
    assert got == kept
    for (start, at), (end, _) in zip(segments, [*segments[1:], (len(got), 0)], strict=True):
        assert got[start:end].split() == article.text[at:at + end - start].split()


@pytest.mark.parametrize("rule", block_rules(), ids=lambda rule: rule.id)
def test_rule_labels_its_examples(rule: BlockRule):
    """The way in which blocks are searched finds what the loader's search found."""
    assert all(rule.find(text) and len(text) <= rule.max_chars for text in rule.match)


@pytest.mark.parametrize("rule", [r for r in block_rules() if r.scope != "cut"], ids=lambda rule: rule.id)
def test_no_rule_takes_prose(rule: BlockRule):
    assert not any(rule.find(text) for text in (LEAD, NEXT, LAST) if len(text) <= rule.max_chars)


@pytest.mark.parametrize("mark", ["@", "|", " x", "1 ", "- "])
def test_no_rule_tries_every_way_to_part_a_line(mark):
    """A line of 22 "@" held the cleaner for minutes (found by fuzzing): the time rose a thousandfold for six
    marks more, now for none twofold. A hundredfold is let through, for times of microseconds."""

    def took(rule: BlockRule, marks: int) -> float:
        start = time.perf_counter()
        rule.find(mark * marks + "TWTRO18")
        return time.perf_counter() - start

    for rule in block_rules():
        short, long = (min(took(rule, marks) for _ in range(5)) for marks in (6, 12))
        assert long < 100 * short, rule.id


def test_rules_of_the_user_are_added(tmp_path):
    (tmp_path / "boilerplate.toml").write_text(
        '[[rule]]\nid = "block.mine"\nlabel = "notice"\npattern = "^Volta wire"\n'
        'match = ["Volta wire says hello."]\nno_match = ["The Volta"]\n'
    )
    article = article_from_text(f"{LEAD}\n\nVolta wire is a service of the Volta press.\n")
    assert [block.rule for block in clean(article, tmp_path)] == ["shape.prose", "block.mine"]
    assert [block.rule for block in clean(article)] == ["shape.prose", "shape.prose"]
