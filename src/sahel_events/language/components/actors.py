"""`sahel_actors`: who can act or suffer: names of the actor table, noun phrases of the sides, persons of
the NER.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span, Token

from ...lexicon.actors import ActorTable
from ...lexicon.fold import fold
from ...lexicon.rules import load_rules
from ..marks import ACTORS, DATES, NAMES, mark, marked
from ..ngrams import Names, spans_of
from ..words import words

_PREMODIFIERS = {"ADJ", "NOUN", "PROPN", "NUM"}
_OFFICES = words("actors.offices")
"""Behind a name they make it a speaker ("French Armed Forces Minister Florence Parly")."""
_STOP_TAGS = words("actors.stop_tags")
_PARTICIPLES = words("actors.participles")


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRule:
    """One rule of groups.toml: the heads of noun phrases of one side. `facility`: a place or vehicle that
    stands for those who hold it.
    """

    id: str
    side: str
    heads: tuple[str, ...]
    match: tuple[str, ...]
    no_match: tuple[str, ...]
    facility: bool = False


@lru_cache(maxsize=8)
def group_rules(extra: Path | None = None) -> dict[str, GroupRule]:
    """The group rules by id, the user's folder `extra` included."""
    return {rule.id: rule for rule in load_rules("groups", GroupRule, extra)}


@lru_cache(maxsize=4)
def actor_table(extra: Path | None = None) -> ActorTable:
    """The actor table, loaded once for each extra file."""
    return ActorTable.load(extra)


class Actors:
    """Marks mentions. `label_`: "named" (with the table's ids in `kb_id_`), a side of groups.toml, "person"
    or "org" (the NER's); `id_`: the rule. A noun phrase that holds a name ("JNIM militants") is one mention
    with both.
    """

    def __init__(self, nlp: Language, table: str | None = None, rules: str | None = None) -> None:
        self.rules = group_rules(Path(rules) if rules else None)
        actors = actor_table(Path(table) if table else None)
        self.names: dict[str, list[tuple[str, str, bool]]] = {}
        for surface, row_ids, kind in actors.surfaces():
            entry = (surface, "|".join(row_ids), kind == "acronym")
            self.names.setdefault(fold(surface), []).append(entry)
        longest = actors.longest * 2  # hyphens and apostrophes are tokens of their own
        self._known = Names(self.names.keys(), longest)
        self.matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        for rule in self.rules.values():
            self.matcher.add(rule.id, [nlp.make_doc(head) for head in rule.heads])

    def __call__(self, doc: Doc) -> Doc:
        """Find names, then noun phrases of sides, then what the NER alone knows."""
        named = self.named(doc)
        mark(doc, NAMES, named)
        groups = self._groups(doc, named)
        taken = {token.i for span in [*named, *groups] for token in span}
        found = groups + [s for s in named if not any(g.start <= s.start and s.end <= g.end for g in groups)]
        mark(doc, ACTORS, found + self._entities(doc, taken))
        return doc

    def named(self, text: Doc | Span) -> list[Span]:
        """The names of the actor table in a text, with the ids of their rows."""
        doc = text.doc
        found = []
        for span in spans_of(text, self._known):
            if span.end < len(doc) and doc[span.end].lower_ in _OFFICES:
                continue
            row_ids = self._ids(span)
            if row_ids:
                found.append(
                    Span(doc, span.start, span.end, label="named", kb_id=row_ids, span_id="actor.table")
                )
        return found

    def _ids(self, span: Span) -> str:
        """Ids of the rows that bear the name as written: acronyms in capitals, names with a capital
        somewhere.
        """
        for surface, row_ids, acronym in self.names[fold(span.text)]:
            if acronym and (
                span.text.replace(".", "").replace("-", "") != surface.replace(".", "").replace("-", "")
            ):
                continue
            if not acronym and not any(ch.isupper() for ch in span.text):
                continue
            return row_ids
        return ""

    def _groups(self, doc: Doc, named: list[Span]) -> list[Span]:
        heads: dict[int, tuple[int, str]] = {}
        for key, start, end in self.matcher(doc):
            rule_id = doc.vocab.strings[key]
            if end - 1 not in heads or start < heads[end - 1][0]:
                heads[end - 1] = (start, rule_id)
        found = []
        name_at = {token.i: span for span in named for token in span}
        dated = {token.i for span in marked(doc, DATES) for token in span}
        for last, (start, rule_id) in heads.items():
            if not _is_noun(doc[last]) or (last in name_at and name_at[last].end - 1 > last):
                continue
            begin = self._expand(doc, start, name_at, dated)
            inside = _name_inside(begin, last, name_at)
            if inside is not None and inside.end - 1 == last and inside.start <= begin:
                continue
            found.append(
                Span(
                    doc,
                    begin,
                    last + 1,
                    label=self.rules[rule_id].side,
                    kb_id=inside.kb_id_ if inside is not None else "",
                    span_id=rule_id,
                )
            )
        return found

    @staticmethod
    def _expand(doc: Doc, start: int, name_at: dict[int, Span], dated: set[int]) -> int:
        """The first token of the noun phrase whose core starts at `start`: adjectives, compounds, names,
        participles.
        """
        i = start
        while i > 0:
            token = doc[i - 1]
            if token.is_sent_end or token.tag_ in _STOP_TAGS or token.is_space or i - 1 in dated:
                break
            if i - 1 in name_at:
                i = name_at[i - 1].start
            elif (
                token.text == ")"
                and i - 2 in name_at
                and name_at[i - 2].start > 1
                and name_at[i - 2].start - 2 in name_at
                and (doc[name_at[i - 2].start - 1].text == "(")
            ):
                i = name_at[name_at[i - 2].start - 2].start  # "Katiba Macina (JNIM) militants"
            elif token.text == "-" and i > 1 and not doc[i - 2].whitespace_:
                i -= 2
            elif token.lower_ in _PARTICIPLES or (
                token.pos_ in _PREMODIFIERS and not token.like_num and not token.lower_.endswith("ed")
            ):
                i -= 1
            else:
                break
        return i

    @staticmethod
    def _entities(doc: Doc, taken: set[int]) -> list[Span]:
        return [
            Span(doc, e.start, e.end, label=e.label_.lower(), span_id=f"ner.{e.label_.lower()}")
            for e in doc.ents
            if e.label_ in {"PERSON", "ORG"}
            and not any(token.i in taken for token in e)
            and not ({t.lower_.rstrip("s+") for t in e} & _THINGS)
        ]


_THINGS = words("actors.things")
"""Abbreviations of things that the NER takes for organisations."""


def _name_inside(begin: int, last: int, name_at: dict[int, Span]) -> Span | None:
    """The name in a noun phrase; of a name and one in brackets ("Katiba Macina (JNIM) militants") the
    latter.
    """
    names = list(dict.fromkeys(name_at[i] for i in range(begin, last + 1) if i in name_at))
    if len(names) == 2 and names[1].doc[names[1].start - 1].text == "(":
        return names[1]
    return names[0] if names else None


_ATTACKS = words("actors.attacks")


def _is_noun(token: Token) -> bool:
    """Whether the tagger lets a head be a noun; upper-case headlines are let through. A head that only
    modifies the next noun ("jihadist violence") is none, but for one that modifies an act ("a jihadist
    attack").
    """
    after = token.nbor() if token.i + 1 < len(token.doc) else None
    if (
        after is not None
        and token.dep_ in {"compound", "amod"}
        and after.pos_ in {"NOUN", "PROPN"}
        and token.head.i > token.i
        and after.lower_ not in _ATTACKS
    ):
        return False
    counted = token.i > 0 and token.nbor(-1).tag_ in {"CD", "DT"} and token.tag_ in {"VBZ", "VBP"}
    return (
        not token.pos_
        or token.pos_ in {"NOUN", "PROPN", "ADJ", "X"}
        or token.tag_ in {"NN", "NNS"}
        or token.is_upper
        or (token.i > 0 and token.nbor(-1).text == "-")  # "passers-by"
        or counted  # "arrested two suspects": a small tagger's verb
    )


@Language.factory(
    "sahel_actors",
    assigns=["doc.spans"],
    requires=["doc.ents", "token.pos"],
    default_config={"table": None, "rules": None},
)
def make_actors(nlp: Language, name: str, table: str | None, rules: str | None) -> Actors:
    """The component `sahel_actors`; `table`: a CSV of the user's actors, `rules`: a folder of the user's
    rules.
    """
    return Actors(nlp, table, rules)
