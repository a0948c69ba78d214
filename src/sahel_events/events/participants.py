"""Who acts and who suffers: from voice, order and prepositions, with the parser's subject where it knows
one.
"""

from __future__ import annotations

from spacy.tokens import Span, Token

from ..language import deps
from ..language.words import words
from .clauses import clause_end
from .conjuncts import with_conjuncts
from .grammar import BY, after_by, left_of, main_verb, right_of
from .nominal import noun_roles
from .reading import SIDES_ARMED, SIDES_STATE, Mention, Roles, Sentence
from .supporters import supporters

_DEFENCE = {"clash.repel"}
_VERBAL = {"VERB", "AUX"}
_ARMED_DO = words("participants.armed_do")
"""What armed men mostly do rather than suffer: decides where a participle may be either voice."""
_RUNS_OVER = tuple(words("participants.runs_over"))


def find_roles(sentence: Sentence, trigger: Span) -> Roles:
    """The participants of one trigger, as far as its sentence tells."""
    roles = Roles()
    if _verbal(trigger):
        _verb_roles(sentence, trigger, roles)
    else:
        noun_roles(sentence, trigger, roles)
    if trigger.label_ in _HITS_PLACE and not any(m.side in SIDES_STATE for m in roles.patients):
        roles.add("patients", _where_hit(sentence, trigger), "role.hit_place")
    for mention in supporters(sentence, trigger):
        suffered = _verbal(trigger) and deps.is_passive(main_verb(trigger), surely=True)
        if suffered and mention.end <= trigger.start:
            roles.add("patients", [mention], "role.escorts")  # "a convoy escorted by the army was attacked"
        else:
            roles.support(mention)
    roles.agents = _described(sentence, trigger, _without_leader(sentence, roles.agents))
    defended = trigger.id_ in _DEFENCE and not trigger.text.lower().startswith("rout")
    if defended and (roles.patients or _repels_attack(sentence, trigger)):
        if trigger.text.lower().startswith("neutrali"):
            return roles
        roles.agents, roles.patients = roles.patients, roles.agents
        roles.agents = [m for m in roles.agents if m.side in SIDES_ARMED or m.ids]
    return roles


def _without_leader(sentence: Sentence, agents: list[Mention]) -> list[Mention]:
    """The agents without the person by whom others of them are led: "officers led by Captain Sanogo"."""
    if len(agents) < 2:
        return agents
    doc = sentence.doc
    return [
        m
        for m in agents
        if m.side != "person"
        or not {"led", "headed", "commanded"} & {t.lower_ for t in doc[max(m.start - 3, 0) : m.start]}
    ]


_MEN = words("participants.men")
_ARMED_ACTS = words("participants.armed_acts")


def _described(sentence: Sentence, trigger: Span, agents: list[Mention]) -> list[Mention]:
    """The agents, men whom words behind tell to be armed as what they are: "men on motorcycles", "people in
    army uniform".
    """
    if trigger.label_ not in _ARMED_ACTS:
        return agents
    for mention in agents:
        end = _description(sentence, mention) if mention.side == "civilian" and not mention.facility else 0
        if end:
            span = Span(sentence.doc, mention.start, end, label="militant", span_id="group.described")
            mention.becomes(span, "militant")
            mention.armed = True
    return agents


_DRESS = words("participants.dress")
_OPENS = frozenset({"on", "in", "wearing", "with", "carrying", "dressed", "clad", "armed"})


def _description(sentence: Sentence, mention: Mention) -> int:
    """The token behind a description of armed men, 0 where there is none."""
    doc = sentence.doc
    opens = doc[mention.end].lower_ if mention.end < sentence.end else ""
    if mention.span[-1].lower_ not in _MEN or opens not in _OPENS:
        return 0
    for i in range(mention.end + 1, min(mention.end + 7, sentence.end)):
        if doc[i].pos_ == "VERB" or doc[i].is_punct:
            return 0
        if doc[i].lower_ in _DRESS:
            return i + 1 if doc[i + 1 : i + 2].text != "of" else _noun_end(sentence, i + 2)
    return 0


def _noun_end(sentence: Sentence, start: int) -> int:
    """The token behind the first noun phrase from `start` on: "of the national army"."""
    doc = sentence.doc
    for i in range(start, min(start + 4, sentence.end)):
        ends = i + 1 >= sentence.end or doc[i + 1].pos_ not in {"NOUN", "PROPN"}
        if doc[i].pos_ in {"NOUN", "PROPN"} and ends:
            return i + 1
    return start - 1


_HITS_PLACE = words("participants.hits_place")
_AT = words("participants.at")
_NEAR = 9
"""Words that may stand between an explosion and the post that it struck."""


def _where_hit(sentence: Sentence, trigger: Span) -> list[Mention]:
    """The post, camp or patrol of a force at which something explodes: "blew up a car in a military camp",
    "rockets fell outside the perimeter of the camp".
    """
    doc = sentence.doc
    end = clause_end(sentence, trigger.end - 1)
    for mention in sentence.mentions:
        if not trigger.end <= mention.start < min(end, trigger.end + _NEAR):
            continue
        own = mention.ids or mention.side in SIDES_STATE
        gap = [t.lower_ for t in doc[trigger.end - 1 : mention.start]]
        if mention.facility and own and not mention.armed and _AT & set(gap):
            return [mention]
    return []


def _verbal(trigger: Span) -> bool:
    if trigger[0].pos_ in _VERBAL or any(t.pos_ == "VERB" for t in trigger):
        return True
    if trigger[0].lower_.endswith("ed") and trigger.label_ not in {"ied"}:
        return True
    before = trigger.doc[trigger.start - 1].tag_ if trigger.start > trigger.sent.start else ""
    return len(trigger) > 1 and trigger[0].lower_ in _PAST and before not in {"DT", "PRP$", "POS"}


_PAST = words("participants.past")
"""Past forms that look like nouns to a tagger: "supporters of the junta set fire to"."""


def _verb_roles(sentence: Sentence, trigger: Span, roles: Roles) -> None:
    verb = main_verb(trigger)
    right = right_of(sentence, trigger)
    inside = [m for m in sentence.mentions if trigger.start <= m.start and m.end <= trigger.end]
    if inside and inside[0].start == trigger.start and inside[0].span.id_ == "group.aircraft":
        roles.add("agents", inside, "role.subject")  # "drones caught a group of fighters"
        roles.add("patients", with_conjuncts(sentence, right), "role.object")
        return
    own = any(m.side == "person" for m in inside) or any(t.dep_ in deps.OBJECT for t in trigger[1:])
    passive = deps.is_passive(verb, surely=right is not None or own or trigger.label_ == "clash")
    under = suffers(trigger)
    passive = passive or under or _participle(sentence, trigger, verb, right)
    by = after_by(sentence, trigger, _FROM if under else BY)
    if passive and not by and inside and BY & {t.lower_ for t in trigger}:
        by = inside  # "beaten by a crowd"
    left = left_of(sentence, trigger, passive=passive)
    if (
        passive
        and not under
        and not by
        and left
        and (left[-1].side in SIDES_ARMED or left[-1].armed)
        and trigger.label_ in _ARMED_DO
        and not deps.is_passive(verb, surely=True)
    ):
        passive = False
    if passive:
        roles.add("patients", left, "role.passive_subject")
        roles.add("agents", by, "role.by_agent")
        return
    if trigger.label_ in {"ied", "blast"} and trigger.text.lower().startswith(_RUNS_OVER):
        roles.add("patients", left, "role.ran_over")
        return
    if trigger.label_ in {"die"} and trigger.id_ == "kill.die":
        if trigger.text.lower().startswith(("leav", "left", "claim", "cost", "tak", "took")):
            roles.add("agents", [m for m in left if m.armed or m.side in SIDES_ARMED], "role.subject")
            roles.add("patients", inside, "role.left_dead")
        else:
            held = trigger[0].lower_.startswith("los")  # "the garrison lost 18 men"
            dead = [m for m in left if not m.facility or (held and m.side in SIDES_STATE)]
            roles.add("patients", dead, "role.subject_of_death")
        return
    roles.add("agents", left, "role.subject")
    if trigger.label_ == "clash" and sentence.doc[trigger.end : trigger.end + 1].text.lower() == "with":
        other = next((m for m in sentence.mentions if 1 <= m.start - trigger.end <= 5), None)
        roles.add("patients", with_conjuncts(sentence, other), "role.clash_with")
        return
    patients = inside or with_conjuncts(sentence, right) or _meant(sentence, trigger)
    roles.add("patients", patients, "role.object")
    if trigger.label_ in {"regain", "overtake"}:  # "recaptured Konna from the militants"
        losers = (m for m in sentence.mentions if 0 < m.start - trigger.end <= 5)
        roles.add("patients", [m for m in losers if _from(sentence, m)], "role.taken_from")


_OBJECTS = {"him": "NN", "her": "NN", "them": "NNS"}


def _meant(sentence: Sentence, trigger: Span) -> list[Mention]:
    """Whom an object pronoun in or right behind a trigger takes up, in the same sentence: "caught a man and
    beat him to death". Not of words as weak as "taking them back".
    """
    if trigger.label_ == "seize_person":
        return []
    near = sentence.doc[trigger.start : min(trigger.end + 1, sentence.end)]
    tag = next((_OBJECTS[t.lower_] for t in near if t.lower_ in _OBJECTS and t.tag_ == "PRP"), None)
    before = [m for m in sentence.mentions if m.end <= trigger.start and m.people]
    return [m for m in before[1:] if m.span[-1].tag_ == tag][-1:]


_FROM = frozenset({"by", "from", "of"})


_DONE_TO = words("participants.done_to")
"""Acts whose verb always has an object: without one it is a participle."""
_COUNTS = words("participants.counts")


def _participle(sentence: Sentence, trigger: Span, verb: Token, right: Mention | None) -> bool:
    """Whether a past form is a participle although its tag says otherwise: its verb must have an object, and
    a preposition or nothing follows ("Gendarmes killed in dawn raid on camp").
    """
    if trigger.label_ not in _DONE_TO or len(trigger) > 1 or verb.tag_ not in {"VBD", "VBN"}:
        return False
    if right is not None:
        return False
    after = sentence.doc[verb.i + 1 : min(verb.i + 2, sentence.end)]
    counted = any(q.start <= verb.i + 3 and verb.i < q.start for q in sentence.quantities)
    return not counted and all(t.is_punct or (t.tag_ == "IN" and t.lower_ not in _COUNTS) for t in after)


def suffers(trigger: Span) -> bool:
    """Whether an active verb tells what its subject suffers: "came under fire", "fell into an ambush"."""
    words = [t.lower_ for t in trigger]
    if words[0] in _GOES_MISSING or words[:2] in (["went", "missing"], ["gone", "missing"]):
        return True
    return "under" in words[:2] or (len(words) > 1 and words[1] in {"into", "in"} and words[0] in _FALLS)


_GOES_MISSING = {"disappear", "disappeared", "disappears", "vanish", "vanished"}
_FALLS = {
    "fall",
    "falls",
    "fell",
    "falling",
    "fallen",
    "drive",
    "drives",
    "drove",
    "run",
    "ran",
    "walk",
    "walked",
    "get",
    "got",
    "caught",
    "come",
    "came",
}


def _from(sentence: Sentence, mention: Mention) -> bool:
    before = [t.lower_ for t in sentence.doc[max(sentence.start, mention.start - 2) : mention.start]]
    return "from" in before


def _repels_attack(sentence: Sentence, trigger: Span) -> bool:
    gap = sentence.doc[trigger.end : min(trigger.end + 5, sentence.end)]
    return any(t.lower_ in {"attack", "assault", "raid", "ambush", "offensive", "attackers"} for t in gap)
