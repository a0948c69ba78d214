"""Which words govern a trigger: clause bounds, and the cues that reject it (negated, planned, habitual …)."""

from __future__ import annotations

import re

from spacy.tokens import Span

from ..errors import RejectReason
from ..language.deps import is_passive
from ..language.words import words
from .reading import Sentence

BOUNDS = words("clauses.bounds")
OPENERS = words("clauses.openers")
_REASONS = {
    "negated": RejectReason.NEGATED,
    "planned": RejectReason.PLANNED,
    "hypothetical": RejectReason.HYPOTHETICAL,
    "habitual": RejectReason.HABITUAL,
}
_REAL_INFINITIVE = words("clauses.real_infinitive")
_NOMINAL_ACTS = words("clauses.nominal_acts")
_PLURAL = words("clauses.plural")


def clause_start(sentence: Sentence, index: int) -> int:
    """The first token of the clause that token `index` stands in, by punctuation and conjunctions to its
    left.
    """
    doc = sentence.doc
    i = index - 1
    while i >= sentence.start:
        word = doc[i].lower_
        if (
            doc[i].text in BOUNDS and not (doc[i].text == "," and _list_comma(sentence, i))
        ) or word in OPENERS:
            return i + 1
        i -= 1
    return sentence.start


def clause_end(sentence: Sentence, index: int) -> int:
    """The token after the clause that token `index` stands in."""
    doc = sentence.doc
    for i in range(index, sentence.end):
        if (doc[i].text in BOUNDS and not (doc[i].text == "," and _list_comma(sentence, i))) or (
            doc[i].lower_ in OPENERS and i > index
        ):
            return i
    return sentence.end


def _list_comma(sentence: Sentence, i: int) -> bool:
    """Whether a comma stands in a date ("July 10, 2020") or a number."""
    return any(d.start < i < d.end for d in sentence.dates)


_CHARGED = words("clauses.charged")


def _charged_with(sentence: Sentence, trigger: Span) -> bool:
    """Whether a deed is but what somebody is charged with: "a man suspected of having stolen a moped"."""
    doc, i = sentence.doc, trigger.start - 1
    if doc[trigger.start].tag_ not in {"VBN", "VBG"} or trigger.label_ not in {"loot", "rape"}:
        return False
    i -= i > sentence.start and doc[i].lower_ in {"having", "had"}
    return i > sentence.start and doc[i].lower_ in {"of", "for", "with"} and doc[i - 1].lower_ in _CHARGED


def reject(sentence: Sentence, trigger: Span, *, title: bool) -> RejectReason | None:
    """Why a trigger carries no event that happened, None where nothing speaks against it."""
    found = ground(sentence, trigger, title=title)
    return found[0] if found is not None else None


def ground(sentence: Sentence, trigger: Span, *, title: bool) -> tuple[RejectReason, str] | None:
    """Why a trigger carries no event that happened, with the id of the cue or test that says so."""
    doc = sentence.doc
    start = clause_start(sentence, trigger.start)
    head = doc[trigger.start]
    if _infinitive(sentence, trigger):
        return RejectReason.PLANNED, "clause.infinitive"
    if _for_a_day(sentence, trigger):
        return RejectReason.PLANNED, "clause.for_a_day"
    if _asked_for(sentence, trigger, start):
        return RejectReason.PLANNED, "clause.asked_for"
    if _charged_with(sentence, trigger):
        return RejectReason.HYPOTHETICAL, "clause.charged_with"
    if _called_off(sentence, trigger):
        return RejectReason.PLANNED, "clause.called_off"
    for cue in sentence.cues:
        reason = _REASONS.get(cue.label_)
        if reason is None or cue.start == trigger.start or not (start <= cue.start < trigger.end):
            continue
        if cue.id_ == "cue.failed" and trigger.label_ == "coup":
            continue  # a foiled coup is one (docs/rulings.md)
        if cue.start < trigger.start and _governs(sentence, cue, trigger):
            return reason, cue.id_
    if (trigger.label_ in _NOMINAL_ACTS and _compound(sentence, trigger)) or _of_a_thing(sentence, trigger):
        return RejectReason.FIGURATIVE, "clause.compound"
    if (
        not title
        and head.tag_ in {"VBP", "VBZ"}
        and head.pos_ == "VERB"
        and head.lower_ not in _SAME_PAST
        and not _told_of_a_day(sentence)
        and not head.lower_.endswith("ed")
        and not (head.i > sentence.start and doc[head.i - 1].pos_ in {"ADP", "DET", "ADJ"})
        and not _has_aux(trigger)
    ):
        return RejectReason.HABITUAL, "clause.present_tense"
    if _progressive_habit(sentence, trigger) or (not title and _present_progressive(sentence, trigger)):
        return RejectReason.HABITUAL, "clause.progressive"
    return None


def habitual(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the words between `start` and `end` speak of what goes on rather than of what happened once."""
    return sentence.has_cue("habitual", start=start, end=end) is not None


def plural_noun(trigger: Span) -> bool:
    """Whether a trigger is a plural or mass noun ("attacks"): an event only beside a day, a place or a
    toll.
    """
    if trigger.text.lower() in _PLURAL:
        return True
    return trigger[-1].tag_ == "NNS" and all(t.pos_ != "VERB" for t in trigger)


def _governs(sentence: Sentence, cue: Span, trigger: Span) -> bool:
    """Whether a cue to the left reaches the trigger: no other finite verb stands between them.

    Negations and modals reach four words ("did not, he said, attack" is rare), plans and fears the clause.
    """
    gap = sentence.doc[cue.end : trigger.start]
    if cue.label_ == "habitual":
        return True
    if any(t.pos_ in {"VERB"} and t.tag_ not in {"VBG", "VB", "VBN"} for t in gap):
        return False
    if (
        cue.label_ in {"planned", "hypothetical"}
        and trigger[0].tag_ == "VBD"
        and any(t.lower_ in {"and", "but"} for t in gap)
    ):
        return False  # "had lost the ability to govern and ousted him"
    if cue.text.lower() == "against" and trigger[0].pos_ == "VERB" and trigger[0].tag_ in {"VBD", "VBN"}:
        return False  # "a march against the reform was dispersed"
    if cue.label_ == "negated":
        return len(gap) <= 4 and not any(t.pos_ in {"NOUN", "PROPN"} for t in gap[:-1])
    if cue.id_ == "cue.modal":
        if cue.text.lower() in {"may", "might", "must"} and gap.text.lower().startswith("have"):
            return False  # "up to 40 people may have been killed"
        if cue.text in {"May", "Can", "MAY", "Will"} and cue.start > sentence.start:  # the month, a name
            return False
        return len(gap) <= 6 and not any(t.pos_ == "NOUN" for t in gap)
    if cue.id_ == "cue.fear":
        return len(gap) <= 4
    return len(gap) <= 8


def _infinitive(sentence: Sentence, trigger: Span) -> bool:
    """Whether the trigger is a to-infinitive of purpose or plan."""
    doc = sentence.doc
    i = trigger.start - 1
    if i < sentence.start or doc[i].lower_ != "to" or doc[trigger.start].tag_ not in {"VB", "VBP", "NN", ""}:
        return False
    if doc[trigger.start].pos_ not in {"VERB", "AUX"}:
        return False
    governor = doc[i - 1].lower_ if i > sentence.start else ""
    return governor not in _REAL_INFINITIVE


_SAME_PAST = words("clauses.same_past")
_ASKING = words("clauses.asking")
_OFF = re.compile(
    r"(?i)^(?:\W*\w++){0,9}?\W+(?:(?:was|were|been|is|are|being) )?"
    r"(?:called off|cancell?ed|postponed|scrapped|put off)\b"
)
_OFF_WORDS = ("called off", "cancel", "postponed", "scrapped", "put off")


def _asked_for(sentence: Sentence, trigger: Span, start: int) -> bool:
    """ "demanded that Paris pull its men out", "asks that they be disarmed before they are slaughtered"."""
    doc = sentence.doc
    head = doc[trigger.start]
    if head.tag_ in {"VBD"} or start - 2 < sentence.start or doc[start - 1].lower_ != "that":
        return False
    wished = doc[trigger.start - 1].lower_ == "be"  # "demand that their comrades be let go"
    return doc[start - 2].lemma_.lower() in _ASKING and (wished or not is_passive(head, surely=True))


def _called_off(sentence: Sentence, trigger: Span) -> bool:
    """ "the rally planned for Friday was called off"."""
    if trigger[0].pos_ not in {"NOUN", "PROPN"}:
        return False
    rest = sentence.doc[trigger.end : sentence.end].text
    if not any(word in rest.lower() for word in _OFF_WORDS):
        return False  # the expression tries all words before: the dearest call of a whole run
    return _OFF.match(rest) is not None


def _told_of_a_day(sentence: Sentence) -> bool:
    """Whether a present tense stands in a chronicle or beside a day ("27 June: MUJAO routs the MNLA")."""
    return sentence.entry > 0 or any(d.label_ in {"day", "day_span", "night_of"} for d in sentence.dates)


def _compound(sentence: Sentence, trigger: Span) -> bool:
    """Whether a noun trigger only modifies another noun: "attack helicopters", "strike force"."""
    if trigger.end >= sentence.end:
        return False
    following = sentence.doc[trigger.end]
    return following.lower_ in {
        "helicopter",
        "helicopters",
        "force",
        "rifle",
        "rifles",
        "aircraft",
        "dog",
        "plan",
        "plans",
        "capability",
        "police",
        "gear",
        "squad",
    }


def _of_a_thing(sentence: Sentence, trigger: Span) -> bool:
    """Whether "dead" is said of what never lived: "between two dead ponds"."""
    if trigger.text.lower() != "dead" or trigger.end >= sentence.end:
        return False
    noun = sentence.doc[trigger.end]
    people = any(m.start <= noun.i < m.end for m in sentence.mentions)
    return noun.tag_ in {"NN", "NNS"} and noun.i in {t.head.i for t in trigger} and not people


def _has_aux(trigger: Span) -> bool:
    return any(child.dep_.startswith("aux") for child in trigger[0].children)


def _present_progressive(sentence: Sentence, trigger: Span) -> bool:
    """ "Soldiers are dying": what goes on while the article is written."""
    if not trigger[0].lower_.endswith("ing") or trigger[0].pos_ not in {"VERB"}:
        return False
    window = [t.lower_ for t in sentence.doc[max(sentence.start, trigger.start - 2) : trigger.start]]
    return any(w in {"is", "are", "'re", "’re"} for w in window)


def _for_a_day(sentence: Sentence, trigger: Span) -> bool:
    """ "a rally announced for Friday", "planned for July 17"."""
    doc = sentence.doc
    return any(
        trigger.end <= d.start <= trigger.end + 4 and doc[d.start - 1].lower_ == "for"
        for d in sentence.dates
        if d.start > 0
    )


def _progressive_habit(sentence: Sentence, trigger: Span) -> bool:
    """ "have been carrying out attacks": what goes on."""
    window = [t.lower_ for t in sentence.doc[max(sentence.start, trigger.start - 4) : trigger.start]]
    joined = " ".join(window)
    return ("have been" in joined or "has been" in joined) and sentence.doc[trigger.start].lower_.endswith(
        "ing"
    )
