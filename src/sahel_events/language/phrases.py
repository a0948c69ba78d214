"""The small pattern language of the rules files, compiled to spaCy `Matcher` patterns.

`gunmen ~open fire .. on|at ?the bus`: tokens separated by spaces, matched on their lower case; `a|b` alternatives;
`~verb` any inflection; `..` up to three other words within the clause, `...` up to eight; `?word` a word that may be missing.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

TokenPattern = dict[str, Any]

IRREGULAR: dict[str, tuple[str, ...]] = {
    "beat": ("beats", "beat", "beaten", "beating"), "become": ("becomes", "became", "becoming"),
    "behead": ("beheads", "beheaded", "beheading"), "blow": ("blows", "blew", "blown", "blowing"),
    "break": ("breaks", "broke", "broken", "breaking"), "burn": ("burns", "burned", "burnt", "burning"),
    "burst": ("bursts", "burst", "bursting"), "bury": ("buries", "buried", "burying"),
    "carry": ("carries", "carried", "carrying"), "come": ("comes", "came", "coming"),
    "cost": ("costs", "cost", "costing"), "cut": ("cuts", "cut", "cutting"), "die": ("dies", "died", "dying"),
    "do": ("does", "did", "done", "doing"), "drive": ("drives", "drove", "driven", "driving"),
    "fall": ("falls", "fell", "fallen", "falling"), "fight": ("fights", "fought", "fighting"),
    "find": ("finds", "found", "finding"), "get": ("gets", "got", "gotten", "getting"),
    "give": ("gives", "gave", "given", "giving"), "go": ("goes", "went", "gone", "going"),
    "hang": ("hangs", "hanged", "hung", "hanging"), "hit": ("hits", "hit", "hitting"),
    "hold": ("holds", "held", "holding"), "hurt": ("hurts", "hurt", "hurting"), "lay": ("lays", "laid", "laying"),
    "leave": ("leaves", "left", "leaving"), "let": ("lets", "let", "letting"), "lie": ("lies", "lay", "lain", "lying"),
    "lose": ("loses", "lost", "losing"), "make": ("makes", "made", "making"), "meet": ("meets", "met", "meeting"),
    "mow": ("mows", "mowed", "mown", "mowing"), "overrun": ("overruns", "overran", "overrun", "overrunning"),
    "overthrow": ("overthrows", "overthrew", "overthrown", "overthrowing"), "pay": ("pays", "paid", "paying"),
    "put": ("puts", "put", "putting"), "quit": ("quits", "quit", "quitting"),
    "retake": ("retakes", "retook", "retaken", "retaking"), "run": ("runs", "ran", "run", "running"),
    "say": ("says", "said", "saying"), "set": ("sets", "set", "setting"),
    "shoot": ("shoots", "shot", "shooting"), "slay": ("slays", "slew", "slain", "slaying"),
    "slit": ("slits", "slit", "slitting"), "split": ("splits", "split", "splitting"),
    "steal": ("steals", "stole", "stolen", "stealing"), "strike": ("strikes", "struck", "stricken", "striking"),
    "swear": ("swears", "swore", "sworn", "swearing"), "take": ("takes", "took", "taken", "taking"),
    "tell": ("tells", "told", "telling"), "throw": ("throws", "threw", "thrown", "throwing"),
    "win": ("wins", "won", "winning"), "withdraw": ("withdraws", "withdrew", "withdrawn", "withdrawing"),
    "wound": ("wounds", "wounded", "wounding"), "rid": ("rids", "rid", "ridding"),
    "ambush": ("ambushes", "ambushed", "ambushing"), "shell": ("shells", "shelled", "shelling"),
    "repel": ("repels", "repelled", "repelling"), "rout": ("routs", "routed", "routing"),
    "kidnap": ("kidnaps", "kidnapped", "kidnaped", "kidnapping"), "ban": ("bans", "banned", "banning"),
    "gun": ("guns", "gunned", "gunning"), "comb": ("combs", "combed", "combing"), "jail": ("jails", "jailed", "jailing"),
    "pelt": ("pelts", "pelted", "pelting"), "lob": ("lobs", "lobbed", "lobbing"), "rob": ("robs", "robbed", "robbing"),
    "bar": ("bars", "barred", "barring"), "stab": ("stabs", "stabbed", "stabbing"),
    "trap": ("traps", "trapped", "trapping"), "pin": ("pins", "pinned", "pinning"),
    "flog": ("flogs", "flogged", "flogging"), "whip": ("whips", "whipped", "whipping"),
    "be": ("is", "are", "was", "were", "been", "being", "am"), "have": ("has", "had", "having"),
    "know": ("knows", "knew", "known", "knowing"), "see": ("sees", "saw", "seen", "seeing"),
}
_DOUBLING = {"rob", "lob", "bar", "kidnap", "commit", "admit", "regret", "plan", "transfer", "refer"}


@lru_cache(maxsize=None)
def inflect(verb: str) -> tuple[str, ...]:
    """All forms of an English verb, the base first: regular ones by rule, the others from `IRREGULAR`."""
    if verb in IRREGULAR:
        return (verb, *IRREGULAR[verb])
    if "-" in verb:
        head, _, tail = verb.rpartition("-")
        return tuple(f"{head}-{form}" for form in inflect(tail))
    if verb.endswith("ee"):
        return verb, verb + "s", verb + "d", verb + "ing"
    if verb.endswith("e"):
        return verb, verb + "s", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    stem = verb + verb[-1] if verb in _DOUBLING else verb
    third = verb + "es" if verb.endswith(("s", "sh", "ch", "x", "z")) else verb + "s"
    return verb, third, stem + "ed", stem + "ing"


def _one(word: str) -> list[TokenPattern]:
    optional = word.startswith("?")
    word = word.removeprefix("?")
    forms: list[str] = []
    for choice in word.split("|"):
        forms += inflect(choice[1:]) if choice.startswith("~") else [choice]
    pieces = [form.replace("-", " - ").split() for form in forms]
    if len({len(p) for p in pieces}) > 1:
        raise ValueError(f"{word!r}: alternatives must have the same number of tokens")
    out: list[TokenPattern] = []
    for column in zip(*pieces, strict=True):
        values = sorted(set(column))
        out.append({"LOWER": values[0]} if len(values) == 1 else {"LOWER": {"IN": values}})
        if optional:
            out[-1]["OP"] = "?"
    return out


_GAP: list[TokenPattern] = [{"TEXT": {"NOT_IN": [",", ";", ":", "."]}, "OP": "?"}]
_GAPS = {"..": 3, "...": 8}


def compile_pattern(pattern: str) -> list[TokenPattern]:
    """A pattern of the rules files as a spaCy `Matcher` pattern. Raises ValueError for an empty or uneven one.

    Words with hyphens are cut as spaCy's English tokenizer cuts them ("shoot-out" is three tokens).
    """
    found: list[TokenPattern] = []
    for word in pattern.split():
        found += _GAP * _GAPS[word] if word in _GAPS else _one(word)
    if not found:
        raise ValueError("empty pattern")
    return found
