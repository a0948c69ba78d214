"""Every rule finds its `match` examples and not its `no_match` examples in what the pipeline read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import pytest
from spacy.language import Language

from sahel_events.corpus.rules import block_rules, dateline_rules, html_rules
from sahel_events.errors import TableError
from sahel_events.events.casualties import find_tolls
from sahel_events.events.mentions import read_units
from sahel_events.events.reading import Unit
from sahel_events.events.tolls import TollMatcher, toll_rules
from sahel_events.language.components.actors import group_rules
from sahel_events.language.components.cues import cue_rules
from sahel_events.language.components.dates import date_rules
from sahel_events.language.components.places import gazetteer
from sahel_events.language.components.triggers import trigger_rules
from sahel_events.lexicon.rules import load_regex_rules, load_rules, rule_files
from sahel_events.linking.setting import Setting
from sahel_events.linking.speakers import SpeakerRule


def examples(rules: Iterable[Any]) -> list[Any]:
    """(rule id, text, whether it must be found) of all examples."""
    return [
        pytest.param(rule.id, text, wanted, id=f"{rule.id}: {'' if wanted else 'not '}{text}")
        for rule in rules
        for texts, wanted in ((rule.match, True), (rule.no_match, False))
        for text in texts
    ]


@pytest.mark.parametrize(("rule", "text", "wanted"), examples(trigger_rules().values()))
def test_trigger(pipeline: Language, rule: str, text: str, wanted: bool) -> None:
    component: Any = pipeline.get_pipe("sahel_triggers")
    doc = pipeline(text)
    assert (rule in {span.id_ for span in component.match(doc)}) is wanted


@pytest.mark.parametrize(("rule", "text", "wanted"), examples(cue_rules().values()))
def test_cue(pipeline: Language, rule: str, text: str, wanted: bool) -> None:
    doc = pipeline(text)
    assert (rule in {span.id_ for span in doc.spans["sahel_cues"]}) is wanted


@pytest.mark.parametrize(("rule", "text", "wanted"), examples(group_rules().values()))
def test_group(pipeline: Language, rule: str, text: str, wanted: bool) -> None:
    """A name of the actor table may hold the noun: "Tuareg rebels"."""
    doc = pipeline(text)
    nouns = {head.split()[-1] for head in group_rules()[rule].heads}
    marks = {
        rule if span.id_ == "actor.table" and span[-1].lower_ in nouns else span.id_
        for span in doc.spans["sahel_actors"]
    }
    assert (rule in marks) is wanted


@pytest.mark.parametrize(("rule", "text", "wanted"), examples(date_rules().values()))
def test_date(blank: Language, rule: str, text: str, wanted: bool) -> None:
    component: Any = blank.get_pipe("sahel_dates")
    doc = blank.make_doc(text)
    assert (rule in {span.id_ for span in component.match(doc)}) is wanted


@pytest.mark.parametrize(("rule", "text", "wanted"), examples(toll_rules().values()))
def test_toll(pipeline: Language, rule: str, text: str, wanted: bool) -> None:
    """The words are found, and with the count beside them they give a toll of the rule's kind. A
    counter-example may have the words, but gives no toll by the rule."""
    doc = pipeline(text)
    matcher = TollMatcher()
    [sentence] = read_units([Unit(doc, ((0, 0),), False, 0)], group_rules(), gazetteer())
    tolls = find_tolls(sentence, matcher)
    if wanted:
        assert rule in {found.id for _, found in matcher(sentence.span)}
        assert toll_rules()[rule].kind in {toll.kind.value for toll in tolls}
    else:
        assert rule not in {toll.rule for toll in tolls}


REGEX: Final = {r.id: r for r in (*block_rules(), *dateline_rules().values(), *html_rules())}


@pytest.mark.parametrize(("rule", "text", "wanted"), examples(REGEX.values()))
def test_regular_expression(rule: str, text: str, wanted: bool) -> None:
    assert (REGEX[rule].compiled.search(text) is not None) is wanted


RULES: Final = {
    "boilerplate": block_rules(),
    "cues": cue_rules().values(),
    "datelines": dateline_rules().values(),
    "dates": date_rules().values(),
    "groups": group_rules().values(),
    "html": html_rules(),
    "revisions": load_regex_rules("revisions"),
    "acled_counts": load_regex_rules("acled_counts"),
    "settings": load_rules("settings", Setting),
    "speakers": load_rules("speakers", SpeakerRule),
    "tolls": toll_rules().values(),
    "triggers": trigger_rules().values(),
}


def test_every_rules_file_is_held() -> None:
    """links.toml and compare.toml have the points of findings, columns.toml and theirtypes.toml the names
    that others use: none has words of an article to give examples of."""
    assert {*RULES, "links", "compare", "columns", "theirtypes"} == set(rule_files())


@pytest.mark.parametrize("rule", [r for rules in RULES.values() for r in rules], ids=lambda rule: rule.id)
def test_rule_has_both_examples(rule: Any) -> None:
    assert rule.match
    assert rule.no_match


@pytest.mark.parametrize("key", ["match", "no_match"])
def test_a_rule_without_an_example_is_refused(tmp_path: Path, key: str) -> None:
    rule = {"id": "cue.mine", "cue": "say", "patterns": ["x"], "match": ["x"], "no_match": ["y"], key: []}
    lines = [f"{name} = {json.dumps(value)}" for name, value in rule.items()]
    (tmp_path / "cues.toml").write_text("\n".join(["[[rule]]", *lines]), encoding="utf-8")
    with pytest.raises(TableError, match=r"cue\.mine.*at least one `match` and one `no_match`"):
        cue_rules(tmp_path)
