"""Whether a place is where something happened, or names a border, a title, a speaker or a way there."""

from __future__ import annotations

from spacy.tokens import Span

from ..language.words import words
from .bearings import COMPASS
from .reading import Mention, Sentence

_EVENT_PREPOSITIONS = words("attachment.event_prepositions")
_CONTEXT_WORDS = {"border", "borders", "frontier", "bordering"}
_BESIDE = words("attachment.beside")
"""Words before "to" behind which it says where something is: "at the entrance to Toulfé"."""
_SPEAKERS = words("attachment.speakers")
_LIES = {"lies", "lay", "sits"}
_BORDER_SITES = words("attachment.border_sites")
_SEATS = {"provincial", "regional", "departmental", "district", "cercle", "state"}
_SAYING = {"VERB", ""}
"""Parts of speech of a cue that is a verb; a paragraph that was skimmed has none."""
_SAY_PLACE = 8  # words between a verb of saying and a place that it takes ("told reporters in Bamako")


def words_before(sentence: Sentence, span: Span, width: int) -> list[str]:
    """Up to `width` words before a span in its sentence, in small letters."""
    return [t.lower_ for t in sentence.doc[max(sentence.start, span.start - width) : span.start]]


_APPOSED = words("attachment.apposed")
_MOTION = words("attachment.motion")
_STAYS = words("attachment.stays")
"""Verbs of where those are who got away: "is being treated in Gao"."""
UNIT_WORDS = words("attachment.unit_words")


def is_attached(sentence: Sentence, span: Span) -> bool:
    """Whether a preposition of place governs the name, words such as "the village of" passed over. Ends of
    a way ("moving between Boni and Torodi") are not where things happened.
    """
    if _MOTION & set(words_before(sentence, span, 5)):
        return False
    before = words_before(sentence, span, 2)
    if before[-1:] == ["of"] and (before[0] in UNIT_WORDS or _side_of(sentence, span, before[0])):
        return True
    for word in reversed(words_before(sentence, span, 8)):
        if word in _EVENT_PREPOSITIONS and word != "of":
            return True
        if word == "from" and {"km", "kilometres", "kilometers", "miles", "far"} & set(
            words_before(sentence, span, 9)
        ):
            return True
        if word == "to" and _BESIDE & set(words_before(sentence, span, 9)):
            return True
        if word not in _APPOSED and not word.isdigit():
            return False
    return False


def _side_of(sentence: Sentence, span: Span, word: str) -> bool:
    """Whether an event was on a side of a place: "abducted south of Goundam"; not "Ber, east of Timbuktu"."""
    return word in COMPASS and not any(0 <= span.start - p.end <= _SAY_PLACE for p in sentence.places)


def is_context(sentence: Sentence, span: Span) -> bool:
    """Whether the words around the name say that the event was elsewhere (`context`)."""
    doc = sentence.doc
    before = words_before(sentence, span, 4)
    after = [t.lower_ for t in doc[span.end : min(span.end + 2, sentence.end)]]
    if any(
        w in _CONTEXT_WORDS and not {*before[i + 1 : i + 2]} & (UNIT_WORDS | _BORDER_SITES)
        for i, w in enumerate(before)
    ) and before[-1] not in {"in", "at"}:
        return True  # not "the border village of Tangounga"
    if after and (
        (after[0] in {"border", "frontier"} and after[-1] not in _BORDER_SITES)
        or (after[0] == "-" and after[-1] in {"based", "owned", "led", "backed", "born"})
    ):
        return True
    if (
        after
        and after[0] in {"'s", "’s", "'", "’"}
        and len(after) > 1
        and after[1] not in _APPOSED
        and not any(p.start > span.end and p.start <= span.end + 4 for p in sentence.places)
    ):
        return True
    if before and before[-1] in {"from", "to", "with", "by", "for", "like", "against", "than", "via"}:
        far = before[-1] == "from" and {"km", "kilometres", "kilometers", "miles", "far"} & set(before)
        return not (far or (before[-1] == "to" and _BESIDE & set(before)))
    if len(before) >= 2 and before[-1] == "the" and before[-2] in {"from", "with", "to"}:
        return not (before[-2] == "from" and {"km", "kilometres", "kilometers", "miles"} & set(before))
    if (
        span.end < sentence.end
        and doc[span.end].tag_ in {"VBD", "VBZ", "VBP", "MD"}
        and (not before or before[-1] not in _EVENT_PREPOSITIONS)
        and not is_attached(sentence, span)
        and doc[span.end].lower_ not in _LIES
    ):
        return True  # a capital that speaks: "the toll that Nouakchott made public"
    if before[-2:] == ["capital", "of"] and _SEATS & set(before):
        return False  # "the provincial capital of Djibo" is Djibo
    if before and before[-1] == "of" and len(before) >= 2 and before[-2] in _TITLES:
        return before[-2] not in LOCAL or _then_says(sentence, span)
    return _said_there(sentence, span) and not _where_it_was(sentence, span)


def _where_it_was(sentence: Sentence, span: Span) -> bool:
    """ "Others recalled Gao, where soldiers opened fire on young people"."""
    words = [t.lower_ for t in sentence.doc[span.end : span.end + 2]]
    return "where" in words and any(span.end <= t.start < span.end + 10 for t in sentence.triggers)


def speaks_there(sentence: Sentence, span: Span) -> bool:
    """Whether a name is only where somebody sits who says it: "a security source in Bamako claimed"."""
    before = words_before(sentence, span, 2)
    if before[-1:] != ["in"] or before[0] not in _SPEAKERS:
        return False
    for i in range(span.end, min(span.end + _SAY_PLACE, sentence.end)):
        if any(t.start <= i < t.end for t in sentence.triggers):
            return any(t.start == i and t.label_ == "claim" for t in sentence.triggers)
        if any(c.label_ in {"say", "claim_verb"} and c.start <= i < c.end for c in sentence.cues):
            return True
    return False


_TITLES = words("attachment.titles")


LOCAL = {"mayor", "prefect", "imam", "chief", "bishop", "people"}
"""Of them those who live where they are: "abducted the mayor of Ouenkoro"."""


def in_office(sentence: Sentence, span: Span) -> bool:
    """Whether a place is only that of somebody's office: "abducted the mayor of Ouenkoro"."""
    before = words_before(sentence, span, 2)
    return before[-1:] == ["of"] and before[0] in LOCAL


def _said_there(sentence: Sentence, span: Span) -> bool:
    """Whether the nearest verb to the left is one of saying or travelling, or of where somebody lives who
    tells of it: "told reporters in Bamako", "who now lives with an aunt in Dori".
    """
    doc = sentence.doc
    for i in range(span.start - 1, max(sentence.start, span.start - _SAY_PLACE) - 1, -1):
        token = doc[i]
        if token.text in {";", "“", "”", '"'}:
            return False
        cue = next((c for c in sentence.cues if c.label_ == "say" and c.start <= i < c.end), None)
        if (
            cue is not None
            and token.pos_ in _SAYING
            and doc[i - 1].lower_ in {"was", "were", "been", "is"}
            and i > sentence.start
        ):
            return False  # "clashes were reported near Kadial"
        if cue is not None and (
            _underway(sentence, i, span) or _told_of(sentence, i) or _came_armed(sentence, i)
        ):
            return False
        if cue is not None and token.pos_ in _SAYING:
            return not any(t.lower_ in {"that", ","} for t in doc[i + 1 : span.start])
        if token.lower_ in _STAYS and token.pos_ in _SAYING:
            return True
        if token.pos_ == "VERB" or any(t.start <= i < t.end for t in sentence.triggers):
            return False
    return span.start - sentence.start <= 2 and _then_says(sentence, span)


def _told_of(sentence: Sentence, i: int) -> bool:
    """Whether the verb of saying at `i` says what stands right before it: "an attack reported in X"."""
    return sentence.doc[i].tag_ in {"VBN", "VBD"} and any(
        t.end == i and sentence.doc[t.end - 1].pos_ in {"NOUN", "PROPN"} for t in sentence.triggers
    )


def _came_armed(sentence: Sentence, i: int) -> bool:
    """Whether the verb at `i` says where attackers came to: "the attackers arrived in Silgadji"."""
    armed = (m for m in sentence.mentions if m.side in {"militant", "rebel", "militia"})
    return sentence.doc[i].lower_ in {"arrived", "arrive"} and any(m.end <= i for m in armed)


def reached(sentence: Sentence, span: Span) -> bool:
    """Whether attackers went on to a place and struck there: "a second column made for Sebba and killed 20
    inhabitants", "they headed for Sebba, where they killed three more".
    """
    doc, i = sentence.doc, span.start - 1
    while i > sentence.start and doc[i].lower_ in _ON_TO:
        i -= 1
    if i == span.start - 1 or doc[i].lower_ not in _WENT or any(m.end == i for m in _civilians(sentence)):
        return False
    for trigger in sentence.triggers:
        between = doc[span.end : trigger.start]
        if trigger.start >= span.end and {"and", "where"} & {t.lower_ for t in between}:
            return trigger[0].tag_ == "VBD" and not any(t.lower_ in {"was", "were"} for t in between)
    return False


def _civilians(sentence: Sentence) -> list[Mention]:
    return [m for m in sentence.mentions if m.side == "civilian"]


_WENT = words("attachment.went")
_ON_TO = {"on", "to", "for", "towards", "toward", "into", "the", "village", "town", "of", "nearby"}


def _underway(sentence: Sentence, i: int, span: Span) -> bool:
    """Whether the verb at `i` says who was on a way there: "civilians travelling in a bus near X"."""
    token = sentence.doc[i]
    to = any(t.lower_ in {"to", "for", "towards", "toward", "from"} for t in sentence.doc[i + 1 : span.start])
    return token.tag_ == "VBG" and token.lower_ in _MOTION and not to


def on_way(sentence: Sentence, span: Span) -> bool:
    """Whether a name is an end of the way that somebody was on: "ambushed en route from Djibo to Inata"."""
    return bool((_MOTION | {"road", "highway", "axis"}) & set(words_before(sentence, span, 6)))


def _then_says(sentence: Sentence, span: Span) -> bool:
    """ "In Abidjan on December 21, he announced …"."""
    for i in range(span.end, min(span.end + 10, sentence.end)):
        if any(t.start <= i < t.end for t in sentence.triggers):
            return False
        if sentence.doc[i].pos_ == "VERB":
            if sentence.doc[i - 1].lower_ in {"is", "are", "was", "were", "been"}:
                return False  # "In Moundou 32 people are said to have been killed"
            return any(c.label_ == "say" and c.start <= i < c.end for c in sentence.cues)
    return False
