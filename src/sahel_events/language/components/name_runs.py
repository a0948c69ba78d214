"""How far a place name reaches in the text, and names that no table has but the words around call places."""

from __future__ import annotations

from collections.abc import Collection

from spacy.tokens import Doc, Span, Token

from ...lexicon.demonyms import demonym_key, demonyms
from ..words import words

HEADS = words("name_runs.heads")
_AT = words("name_runs.at")
"""Prepositions that a name of a place stands behind: "near Gaik Goita"."""
NEVER = words("name_runs.never")
"""Words that are written with a capital behind such a preposition and name no place: "in Ramadan"."""
BUILDINGS = words("name_runs.buildings")
_ROADS = words("name_runs.roads")
_WAYS = words("name_runs.ways")
"""Words behind which "from" starts a way or a distance: "marketgoers returning from I-n-Deliman"."""
_PEOPLES = words("name_runs.peoples")
"""Those whose names close those of villages."""
_IN = {"In", "Tin", "Ti", "El", "Al"}
_PEOPLE = {"PERSON", "ORG"}
_NO_NAMES = {"NORP", "DATE", "TIME", "LANGUAGE", "EVENT", "MONEY", "WORK_OF_ART", "LAW"}


def run_end(doc: Doc, start: int, stop: Collection[int]) -> int:
    """The end of the name that starts at token `start`: capitals joined by spaces, hyphens and apostrophes
    ("Pel Kanda", "Ti-n-Samane"), up to a token of `stop`. `start` itself where no name does.
    """
    if start >= len(doc) or start in stop or not name_word(doc[start]):
        return start
    end = start + 1
    while end < len(doc):
        joined = hyphenated_end(doc, end)
        if joined > end:
            end = joined
        elif end not in stop and name_word(doc[end]) and doc[end].tag_ in {"NNP", "NNPS"}:
            end += 1
        elif _its_people(doc, end):
            return end + 1
        else:
            break
    return end


def hyphenated_end(doc: Doc, end: int) -> int:
    """The end of a name that goes on behind a hyphen or apostrophe: "Kere" in "Kere-Kere" is another place
    than "Kere".
    """
    while (
        0 < end < len(doc) - 1
        and doc[end].text in {"-", "'", "’"}
        and not doc[end - 1].whitespace_
        and not doc[end].whitespace_
        and (
            doc[end + 1].text[0].isupper()
            or _particle(doc, end + 1)
            or (doc[end + 1].tag_ == "NNP" and doc[end + 1].lower_ not in HEADS)
        )
    ):
        end += 2
    return end


def _its_people(doc: Doc, i: int) -> bool:
    """Whether a people's name closes a village's: "Haguaye Peul", not "in Taboye Fulani herders"."""
    behind = doc[i + 1] if i + 1 < len(doc) else None
    if doc[i].lower_ not in _PEOPLES:
        return False
    return behind is None or behind.tag_ not in {"NN", "NNS", "NNP", "NNPS", "JJ", "POS", "HYPH"}


def of_a_village(doc: Doc, start: int, end: int) -> bool:
    """Whether what is elsewhere a people's name is a village's: "in the village of Bambara"."""
    before = [t.lower_ for t in doc[max(0, start - 2) : start]]
    behind = doc[end].tag_ if end < len(doc) else "."
    return (
        end - start == 1
        and before[-1:] == ["of"]
        and before[0] in {"village", "hamlet", "town", "locality"}
        and behind not in {"NN", "NNS", "NNP", "NNPS", "JJ", "CC", "HYPH"}
    )


def hyphenated_start(doc: Doc, start: int) -> int:
    """The start of a name that begins before a hyphen, or with a Tamasheq "In": "Baroua" in "Gomso-Baroua" is
    another place.
    """
    if start > 1 and doc[start - 1].text in _IN and doc[start - 2].tag_ in {"IN", "TO"}:
        return start - 1  # "15 km from In Kadagotan"
    while (
        start > 1
        and doc[start - 1].text == "-"
        and not doc[start - 2].whitespace_
        and not doc[start - 1].whitespace_
        and (doc[start - 2].text[0].isupper() or _particle(doc, start - 2))
    ):
        start -= 2
    return start


def on_a_road(doc: Doc, start: int, end: int) -> bool:
    """Whether a hyphen between two names makes a road of them: "the Kongoussi-Djibo road"."""
    around = [t.lower_ for t in doc[max(0, start - 3) : start]] + [t.lower_ for t in doc[end : end + 2]]
    return bool(_ROADS & set(around))


def called_names(
    doc: Doc, taken: Collection[int], people: Collection[int], ends: Collection[int] = ()
) -> list[Span]:
    """Names that a preposition of place or a word such as `village` calls places, outside `taken`:
    `place.cued`. People and organisations among them (`people`, or what the NER says) need the surer words.
    `ends`: tokens of `taken` that a name may go on with.
    """
    stop = set(taken) - set(ends)
    found: list[Span] = []
    for token in doc:
        i = token.i
        if i in taken or not token.text[0].isupper() or (found and i < found[-1].end):
            continue
        end = run_end(doc, i, stop)
        if end == i or _adjectival(doc, end) or (end < len(doc) and doc[end].lower_ in BUILDINGS):
            continue
        if _heads_item(doc, i, end, taken):
            found.append(Span(doc, i, end, label="ner", span_id="place.cued"))
        elif i == 0:
            continue
        elif _called(doc, i, end) or (_placed(doc, i, end) and _may_be_place(doc, i, end, people)):
            found.append(Span(doc, i, end, label="ner", span_id="place.cued"))
    return found


def _heads_item(doc: Doc, start: int, end: int, taken: Collection[int]) -> bool:
    """Whether a name heads an item of a list, a known place behind it in brackets and at most a number before
    it: "2) Guelmouri (Soum).".
    """
    if end + 3 >= len(doc) or doc[end].text != "(" or end + 1 not in taken:
        return False
    close = next((i for i in range(end + 2, min(end + 6, len(doc))) if doc[i].text == ")"), None)
    if close is None or doc[close + 1 : close + 2].text not in {".", ":", "–", "—", "-"}:
        return False
    before = doc[max(0, start - 3) : start]
    return start < 3 and all(t.is_punct or t.like_num or len(t.text) == 1 for t in before)


def _called(doc: Doc, start: int, end: int) -> bool:
    """ "the village of X", "X village", "the village X", "a village called X"."""
    before = [t.lower_ for t in doc[max(0, start - 3) : start]]
    if before[-1:] == ["of"] and before[-2:-1] and before[-2] in HEADS | {"post"}:
        return True
    if before[-2:] == ["coded", "as"] or (before[-1] in {"called", "named"} and HEADS & set(before)):
        return True
    wider = {t.lower_ for t in doc[max(0, start - 6) : start]}
    if before[-1] in HEADS and doc[start - 1].tag_ in {"NN", "NNS"} and {"the", "a"} & wider:
        return True
    after = doc[end].lower_ if end < len(doc) else ""
    return after in HEADS - {"camp", "base", "state"} and "the" in before[-1:]


def _placed(doc: Doc, start: int, end: int) -> bool:
    """Whether a preposition of place stands right before the name, or before the first of two."""
    word = doc[start - 1].lower_
    if word == "the":
        return False
    if word == "from":
        return bool(_WAYS & {t.lower_ for t in doc[max(0, start - 5) : start]})
    if word == "and":
        window = [t.lower_ for t in doc[max(0, start - 7) : start]]
        return "between" in window
    return word in _AT


def _may_be_place(doc: Doc, start: int, end: int, people: Collection[int]) -> bool:
    span = doc[start:end]
    if doc[start].text == span.text and span.text.isupper():
        return False
    person = any(t.i in people or t.ent_type_ in _PEOPLE for t in span)
    word = doc[start - 1].lower_
    behind = doc[end].text if end < len(doc) else "."
    if not person:
        return True
    if behind in {"'s", "’s"} or word in {"at", "towards", "toward", "inside", "into"}:
        return False
    if word in {"between", "and"}:
        return any(t.ent_type_ in {"GPE", "LOC", "FAC"} for t in doc[max(0, start - 6) : end + 6])
    return word != "in" or behind in {"(", "["} or all(t.ent_type_ != "ORG" for t in span)


def name_word(token: Token) -> bool:
    """Whether a token may be a word of a place's name: a capital, no title, nationality or known never."""
    text = token.text
    return (
        text[0].isupper()
        and any(c.isalpha() for c in text)
        and not (text.isupper() and len(text) > 1)
        and token.lower_ not in NEVER
        and token.lower_ not in HEADS | BUILDINGS
        and token.ent_type_ not in _NO_NAMES
        and demonym_key(text) not in demonyms()
    )


def _particle(doc: Doc, i: int) -> bool:
    """A short word in small letters between two hyphens: the "n" of "Ti-n-Samane"."""
    return len(doc[i].text) <= 3 and doc[i].text.isalpha() and i + 1 < len(doc) and doc[i + 1].text == "-"


def _adjectival(doc: Doc, end: int) -> bool:
    """ "Gao-based": no name of its own."""
    return end < len(doc) and doc[end].text == "-" and not doc[end - 1].whitespace_
