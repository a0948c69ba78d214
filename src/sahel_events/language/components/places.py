"""`sahel_places`: place names, by the gazetteer and the NER. Which place a name means is
events/places.py's.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from ...lexicon.fold import fold
from ...lexicon.gazetteer import Gazetteer
from ..marks import ACTORS, DATES, NAMES, PLACES, mark, marked
from ..ngrams import Names, spans_of
from ..words import words
from .name_runs import (
    BUILDINGS,
    HEADS,
    NEVER,
    called_names,
    hyphenated_end,
    hyphenated_start,
    name_word,
    of_a_village,
    on_a_road,
    run_end,
)

_CUES = words("place_names.cues")
_DIRECTIONS = words("place_names.directions")
"""Words in small letters that a name may begin with."""


@lru_cache(maxsize=4)
def gazetteer(extra: Path | None = None, only: bool = False) -> Gazetteer:
    """The gazetteer, loaded once for each extra file."""
    return Gazetteer.load(extra, only)


@lru_cache(maxsize=4)
def place_names(extra: Path | None = None, only: bool = False) -> Names:
    """The names of a gazetteer, to look for in texts."""
    places = gazetteer(extra, only)
    return Names(places.keys, places.longest * 2)  # hyphens and apostrophes are tokens of their own


class Places:
    """Marks place names that are no part of an actor's name. `label_`: "gazetteer" or "ner"; `id_`: the
    rule.
    """

    def __init__(self, table: str | None = None, only: bool = False) -> None:
        self.gazetteer = gazetteer(Path(table) if table else None, only)
        self.names = place_names(Path(table) if table else None, only)

    def __call__(self, doc: Doc) -> Doc:
        """Find names; a place beats a person's name only behind a word that calls for a place."""
        people = {t.i for s in marked(doc, ACTORS) if s.label_ in {"person"} for t in s}
        actors = [s for s in marked(doc, NAMES) if not of_a_village(doc, s.start, s.end)]
        names = {t.i for s in actors for t in s}
        found = []
        for span in spans_of(doc, self.names):
            if not self._written_as_name(span) or any(_of_actor(span, s) for s in actors):
                continue
            if any(t.i in people for t in span) and not _cued(span):
                continue
            if not self._trusted(span) and not _cued(span) and not _entity(span):
                continue
            if not _of_name(span) and not self._apposed(span):
                found.append(self._whole(doc, span, names))
        taken = {t.i for s in found for t in s} | names
        found += [
            Span(doc, hyphenated_start(doc, e.start), e.end, label="ner", span_id=f"ner.{e.label_.lower()}")
            for e in doc.ents
            if e.label_ in {"GPE", "LOC", "FAC"}
            and not any(t.i in taken for t in e)
            and e[0].lower_ not in NEVER
        ]
        dated = {t.i for s in marked(doc, DATES) for t in s}
        ends = {s.start for s in found if self._may_end(doc, s)} - names
        called = called_names(doc, taken | {t.i for s in found for t in s} | dated, people, ends)
        mark(doc, PLACES, found + called)
        _drop_actors(doc, marked(doc, PLACES))
        return doc

    def _may_end(self, doc: Doc, span: Span) -> bool:
        """Whether a name, a village's or one that no table has, may be the end of a longer one: "Mainari" in
        "Elhadji Mainari".
        """
        best = self.gazetteer.find(span.text)
        known = bool(best) and not best[0].bulk
        return len(span) == 1 and not known and span.start > 0 and name_word(doc[span.start - 1])

    def _whole(self, doc: Doc, span: Span, names: set[int]) -> Span:
        """The name that `span` is part of: "Pel" in "Pel Kanda" and "Baroua" in "Gomso-Baroua" are other
        places; the ends of "the Kongoussi-Djibo road" are two.
        """
        start, end = hyphenated_start(doc, span.start), hyphenated_end(doc, span.end)
        if on_a_road(doc, start, end):
            start, end = span.start, span.end
        if (start, end) != (span.start, span.end):
            return Span(doc, start, end, label="ner", span_id="place.hyphenated")
        stop = names | {t.i for s in marked(doc, DATES) for t in s}
        longer = run_end(doc, span.start, stop)
        if longer > end and self._one_name(doc, span, longer):
            return Span(doc, span.start, longer, label="ner", span_id="place.longer")
        return Span(doc, span.start, span.end, label="gazetteer", span_id="place.gazetteer")

    def _one_name(self, doc: Doc, span: Span, end: int) -> bool:
        """Whether the capitals behind a known name go on with it: for the NER they are of one entity of a
        place; or the name is a village's, and they are nobody's. They name no place that is more than one.
        """
        rest = doc[span.end : end]
        best = self.gazetteer.find(rest.text)
        village = self.gazetteer.find(span.text)[0].bulk
        if best and not best[0].bulk:
            one = all(t.ent_iob_ == "I" for t in rest)
            return village and one and all(p.precision == "place" for p in best)
        if village:
            return rest.text == span.text or all(
                t.ent_iob_ != "B" or t.ent_type_ not in {"PERSON", "ORG"} for t in rest
            )
        return all(t.ent_iob_ == "I" and t.ent_type_ in {"GPE", "LOC", "FAC"} for t in rest)

    def _apposed(self, span: Span) -> bool:
        """Whether a known name is a part of a person's in apposition, as capitals alone tell in a paragraph
        that was only skimmed: "the commander, Baba Kolo, said".
        """
        doc, start, end = span.doc, span.start, span.end
        while start > 0 and doc[start - 1].is_title:
            start -= 1
        while end < len(doc) and doc[end].is_title:
            end += 1
        if (start, end) == (span.start, span.end) or start < 2 or doc[end : end + 1].text != ",":
            return False
        title = doc[start - 2]
        if doc[start - 1].text != "," or not title.is_lower or title.tag_ not in {"NN", ""}:
            return False
        first = start == span.start
        return title.lower_ not in HEADS and (
            not first or all(p.bulk for p in self.gazetteer.find(span.text))
        )

    @staticmethod
    def _written_as_name(span: Span) -> bool:
        """A capital at the start of the name proper: areas ("northern Mali", "the three borders") begin
        small.
        """
        if span[0].text[0].isupper():
            return True
        if span[0].lower_ not in _DIRECTIONS:
            return False
        return len(span) > 1 and (
            any(t.text[0].isupper() for t in span) or span[-1].lower_ in {"area", "zone", "region"}
        )

    def _trusted(self, span: Span) -> bool:
        """Whether the name needs no cue: longer than three letters, more than a village, and no word of
        every day.
        """
        best = self.gazetteer.find(span.text)
        return (
            bool(best)
            and len(fold(span.text)) > 3
            and (best[0].precision != "place" or not best[0].bulk)
            and not (
                span[0].is_sent_start
                and len(span) == 1
                and span[0].is_title
                and span[0].pos_ not in {"PROPN", "NOUN"}
            )
        )


def _of_name(span: Span) -> bool:
    """Whether a known name closes another proper name: "Franco-Nigerien Cultural Centre", "restaurant Aziz
    Istanbul".
    """
    if len(span) > 1 or span[0].is_sent_start or span.start == 0:
        return False
    before = span.doc[span.start - 1]
    if not before.is_title or before.tag_ not in {"NNP", "NNPS", "JJ"}:
        return False
    return span[0].lower_ in BUILDINGS or (span[0].ent_iob_ == "I" and span[0].ent_type_ in {"PERSON", "FAC"})


def _of_actor(span: Span, actor: Span) -> bool:
    """Whether a name shares words with an actor's, unless that is a part of it: the Bambara of
    "Bambara-Maoude".
    """
    inside = span.start <= actor.start and actor.end <= span.end and len(actor) < len(span)
    return span.start < actor.end and actor.start < span.end and not inside


def _drop_actors(doc: Doc, places: list[Span]) -> None:
    """Take away the actors that are a part of a place name: the Mossi of "Gomde-Mossi"."""
    inside = {t.i for s in places for t in s}
    whole = {t.i for s in places if s.id_ != "place.gazetteer" for t in s}  # not the "post" of "Inata post"
    for group in (ACTORS, NAMES):
        kept = [
            s
            for s in marked(doc, group)
            if not all(t.i in (inside if s.label_ == "named" else whole) for t in s)
        ]
        mark(doc, group, kept, overlapping=True)


def _cued(span: Span) -> bool:
    """Whether a preposition or a word such as `village` stands right before the name."""
    if span.start == 0:
        return False
    before = span.doc[span.start - 1]
    after = span.doc[span.end] if span.end < len(span.doc) else None
    if (
        after is not None
        and after.is_title
        and after.pos_ == "PROPN"
        and not after.is_sent_start
        and before.lower_ not in _CUES
    ):
        return False  # "the mayor, Harouna Sankare"
    return (
        before.lower_ in _CUES | HEADS
        or before.text in {"(", ","}
        or (after is not None and after.lower_ in HEADS)
    )


def _entity(span: Span) -> bool:
    return any(t.ent_type_ in {"GPE", "LOC", "FAC"} for t in span)


@Language.factory(
    "sahel_places",
    assigns=["doc.spans"],
    requires=["doc.ents"],
    default_config={"table": None, "only": False},
)
def make_places(nlp: Language, name: str, table: str | None, only: bool) -> Places:
    """The component `sahel_places`; run it after `sahel_actors`. `table`: a CSV of the user's places;
    `only`: leave the shipped gazetteer out.
    """
    return Places(table, only)
