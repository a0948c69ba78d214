"""The pattern language of the rules files, matched on Docs of a bare English tokenizer."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import example, given
from hypothesis import strategies as st
from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.util import get_words_and_spaces

from cases import table
from sahel_events.language.components.triggers import trigger_rules
from sahel_events.language.matching import RuleMatcher, rule_matcher
from sahel_events.language.phrases import compile_pattern, inflect

NLP = spacy.blank("en")


def found(pattern: str, text: str) -> str | None:
    """The longest match of a pattern in a text."""
    matcher = Matcher(NLP.vocab)
    matcher.add("it", [compile_pattern(pattern)], greedy="LONGEST")
    doc = NLP(text)
    spans = sorted((doc[start:end] for _, start, end in matcher(doc)), key=len)
    return spans[-1].text if spans else None


FORMS = [
    ("attack", "attacks attacked attacking", "regular"),
    ("ambush", "ambushes ambushed ambushing", "third person in -es"),
    ("die", "dies died dying", "-ie to -ying"),
    ("raze", "razes razed razing", "final e falls"),
    ("free", "frees freed", "double e stays"),
    ("occupy", "occupies occupied occupying", "y to i"),
    ("y", "ies ied ying", "a letter alone"),
    ("destroy", "destroys destroyed destroying", "y behind a vowel stays"),
    ("kidnap", "kidnaps kidnapped kidnapping", "doubled consonant"),
    ("strike", "strikes struck striking", "irregular"),
    ("be", "is are was were been being", "to be"),
    ("machine-gun", "machine-guns machine-gunned machine-gunning", "the part behind a hyphen inflects"),
    ("bring", "brought", "irregular: bring"),
    ("lead", "led", "irregular: lead"),
    ("rise", "rose risen", "irregular: rise"),
    ("seek", "sought", "irregular: seek"),
    ("speak", "spoke spoken", "irregular: speak"),
    ("write", "wrote written", "irregular: write"),
    ("deter", "deterred deterring", "doubled consonant: deter"),
    ("drop", "dropped dropping", "doubled consonant: drop"),
    ("expel", "expelled expelling", "doubled consonant: expel"),
    ("grab", "grabbed grabbing", "doubled consonant: grab"),
    ("step", "stepped stepping", "doubled consonant: step"),
    ("travel", "travelled travelling", "doubled consonant: travel"),
]


@pytest.mark.parametrize(("verb", "forms"), table(FORMS))
def test_inflect(verb: str, forms: str) -> None:
    assert inflect(verb)[0] == verb
    assert set(forms.split()) <= set(inflect(verb))


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    table(
        [
            ("air strike", "An Air Strike hit.", "Air Strike", "case does not count"),
            ("air strike", "The air was still; a strike began.", None, "words stand side by side"),
            ("opened fire on|at", "They opened fire at us.", "opened fire at", "second alternative"),
            ("opened fire on|at", "They opened fire in it.", None, "no alternative"),
            ("~open fire", "Opening fire, they fled.", "Opening fire", "any inflection"),
            ("~beat|~flog", "He was flogged.", "flogged", "inflected alternatives"),
            ("~say ?that it", "They said it.", "said it", "optional word left out"),
            ("~say ?that it", "They said that it fell.", "said that it", "optional word there"),
            ("~say ?that it", "They said of it.", None, "no other word for the optional one"),
            ("~shoot .. dead", "Shot dead.", "Shot dead", "gap of no word"),
            (
                "~shoot .. dead",
                "He shot two young guards dead.",
                "shot two young guards dead",
                "gap of three words",
            ),
            ("~shoot .. dead", "He shot one of the guards dead.", None, "gap of four words"),
            ("~shoot .. dead", "They shot, and he is dead.", None, "a gap ends at a comma"),
            (
                "~take ... hostage",
                "They took a nun and two of her pupils hostage.",
                "took a nun and two of her pupils hostage",
                "long gap of seven words",
            ),
            (
                "~take ... hostage",
                "They took a nun and a priest and two of her pupils hostage.",
                None,
                "long gap of ten words",
            ),
            ("~take ... hostage", "They took food. A hostage died.", None, "a long gap ends at a full stop"),
            ("shoot-out", "A shoot-out began.", "shoot-out", "hyphens are cut as the tokenizer cuts"),
        ]
    ),
)
def test_match(pattern: str, text: str, expected: str | None) -> None:
    assert found(pattern, text) == expected


WRONG = [
    ("", "nothing"), ("   ", "blanks"), ("one|two-three", "uneven"), ("~", "no verb to inflect"),
    ("?", "no word that may be missing"), ("kill|", "no other word"), ("~-", "a hyphen for a verb"),
]  # fmt: skip


@pytest.mark.parametrize("pattern", table(WRONG))
def test_wrong_patterns(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"empty pattern|same number of tokens|a word is missing"):
        compile_pattern(pattern)


def test_an_optional_word_of_several_tokens_is_there_or_not() -> None:
    """Half of it is neither."""
    assert found("~fire ?rocket-propelled grenades", "They fired rocket-propelled grenades.") == (
        "fired rocket-propelled grenades"
    )
    assert found("~fire ?rocket-propelled grenades", "They fired grenades.") == "fired grenades"


WORDS = st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True), min_size=1, max_size=6)


@given(WORDS)
def test_plain_words_match_themselves(words: list[str]) -> None:
    matcher = Matcher(NLP.vocab)
    matcher.add("it", [compile_pattern(" ".join(words))])
    split, spaces = get_words_and_spaces(words, " ".join(words))
    assert (0, len(words)) in {(s, e) for _, s, e in matcher(Doc(NLP.vocab, words=split, spaces=spaces))}


@given(st.from_regex(r"[a-z]{2,10}", fullmatch=True))
def test_every_verb_has_its_forms(verb: str) -> None:
    forms = inflect(verb)
    assert forms[0] == verb
    assert all(form.isalpha() for form in forms)


WHOLE = table(
    [
        ("Gunmen opened fire on the bus and killed four people near Gao on Monday.", "several rules"),
        ("The convoy was ambushed; the ambush left nine dead, the attackers fled.", "the same words twice"),
        ("Nothing of the kind.", "no word of a rule"),
        ("", "no words"),
    ]
)


def one_matcher(patterns: dict[str, tuple[str, ...]], doc: Doc) -> list[tuple[str, int, int]]:
    """What a `Matcher` of all patterns finds, in its order."""
    whole = Matcher(NLP.vocab)
    for key, group in patterns.items():
        whole.add(key, [compile_pattern(p) for p in group], greedy="LONGEST")
    return [(NLP.vocab.strings[key], start, end) for key, start, end in whole(doc)]


@pytest.mark.parametrize("text", WHOLE)
def test_rule_matcher_is_one_matcher_of_all_patterns(text: str) -> None:
    """It asks only patterns whose words are there, and finds what a Matcher of all finds, in its order."""
    rules = trigger_rules()
    doc = NLP(text)
    whole = one_matcher({rule.id: rule.patterns for rule in rules.values()}, doc)
    assert rule_matcher("triggers.toml", rules)(doc) == whole


@given(
    st.dictionaries(
        st.sampled_from("xyz"),
        st.lists(st.sampled_from(["a b", "a .. b", "?a b", "a ?b", "a|c ... a", "b ?c a", "c"]), min_size=1),
        min_size=1,
    ),
    st.lists(st.sampled_from(["a", "B", "c", "d", ","]), max_size=14),
)
@example({"x": ["a ?b", "b ?c a"]}, ["a", "B", "c", "a"])  # the shorter match of two that end at one token
def test_rule_matcher_finds_what_a_matcher_finds(rules: dict[str, list[str]], words: list[str]) -> None:
    """The same matches of each rule, the longest of those that overlap."""
    doc = Doc(NLP.vocab, words=words)
    matcher = RuleMatcher()
    for key, group in rules.items():
        matcher.add(key, [compile_pattern(p) for p in group])
    assert sorted(matcher(doc)) == sorted(one_matcher({k: tuple(v) for k, v in rules.items()}, doc))
