"""Mentions to the names of the record: rows of the actor table, armies of a country, or the text's own
word.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from ..language.words import words
from ..lexicon.actors import ActorRow, ActorTable
from ..lexicon.demonyms import demonym_key, demonyms
from .reading import Mention
from .sides import side_group

LINKED = words("resolve.linked")
FORCES = frozenset(
    {"rebel_jihadist", "rebel_other", "militia", "state_forces", "external_forces", "peacekeepers"}
)
"""Categories of the actor table that bear arms."""
_FORCE_NOUN = {"army": "Armed Forces", "police": "Police", "gendarme": "Gendarmerie"}
_KEEP_TWO = words("resolve.keep_two")
_GUARDS = ("national guard", "presidential guard")
"""Forces that the table has for each country, told by their own name."""


@dataclass(frozen=True, slots=True)
class Named:
    """An actor as the record names it."""

    name: str
    actor_id: str | None
    category: str | None
    country: str | None
    rule: str

    @property
    def key(self) -> str:
        """What makes two namings one."""
        return self.actor_id or self.name.casefold()


class ActorNames:
    """Resolves mentions against the table, with the countries that the article names."""

    def __init__(self, table: ActorTable) -> None:
        self.table = table
        self._category = {row.id: row.category for row in table.rows}
        self._forces: dict[tuple[str, str], ActorRow] = {}
        for row in table.rows:
            for side, ending in _FORCE_NOUN.items():
                if (
                    row.category in {"state_forces", "external_forces"}
                    and row.name.endswith(ending)
                    and row.country
                ):
                    self._forces.setdefault((side, row.country), row)
            if (
                row.category == "state_forces"
                and row.name.casefold().endswith("security forces")
                and row.country
            ):
                self._forces.setdefault(("security", row.country), row)
            for guard in _GUARDS:
                if row.category == "state_forces" and row.name.endswith(guard.title()) and row.country:
                    self._forces.setdefault((guard, row.country), row)
            if row.category == "political" and row.name.startswith("Government of") and row.country:
                self._forces.setdefault(("authority", row.country), row)

    def name(
        self,
        mention: Mention,
        *,
        country: str | None,
        countries: Collection[str],
        year: int | None,
        armed: bool = False,
    ) -> Named:
        """The record's name of a mention in an event of `country` (ISO code, None where not known). In an
        `armed` event a government acts through its army.
        """
        row = self._row(mention, countries, year)
        if row is not None and row.category == "peacekeepers" and not self._by_own_name(mention, row):
            row = self._mission([country] if country else sorted(countries), year) or row
        if mention.mission:
            row = self._mission([country] if country else sorted(countries), year)
        if (
            row is not None
            and armed
            and row.category == "political"
            and ("authority", row.country) in self._forces
            and (self._forces["authority", row.country].id == row.id)
        ):
            row = self._forces.get(("army", row.country), row)
        if row is not None:
            return _named(row, "actor.table")
        side = "army" if mention.side == "authority" and armed else mention.side
        home = mention.country or country
        guard = next((g for g in _GUARDS if g in mention.text.casefold()), None)
        if side == "security" and guard is not None and (guard, home) in self._forces:
            side = guard
        if side in {"army", "police", "gendarme", "security", "authority", *_GUARDS}:
            force = self._forces.get((side, home)) if home else None
            if force is not None and (side in _GUARDS or self._is_force(mention)):
                return _named(force, "actor.force_of_country" if mention.country else "actor.force_of_place")
        if side == "army" and home is None and mention.force:
            row = self.table.get(mention.force[0])
            return _named(
                self.table.get(row.stands_for) if row.stands_for else row, "actor.force_named_before"
            )
        if side == "peacekeeper":
            mission = self._mission([country] if country else sorted(countries), year)
            if mission is not None:
                return _named(mission, "actor.peacekeepers_of_country")
        side = "security" if side in _GUARDS else side
        rule = mention.span.id_ or f"group.{mention.side}"  # "men of the guard" is two marks
        return Named(plain_name(mention), None, _CATEGORY.get(side), mention.country, rule)

    @staticmethod
    def _by_own_name(mention: Mention, row: ActorRow) -> bool:
        """Whether the words are those of one mission: its acronym, or its country's name."""
        text = mention.text.casefold()
        return (
            any(a.casefold() in text for a in row.acronyms) or row.name.rsplit(" ", 1)[-1].casefold() in text
        )

    def _mission(self, countries: Collection[str | None], year: int | None) -> ActorRow | None:
        """The peace mission at work in the only one of `countries` that had one in `year` (in any year where
        it is None).
        """
        found = {
            row.country: row
            for row in self.table.rows
            if row.category == "peacekeepers"
            and row.country in countries
            and (year is None or row.active(year))
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def _row(self, mention: Mention, countries: Collection[str], year: int | None) -> ActorRow | None:
        if not mention.ids or LINKED & {t.lower_ for t in mention.span}:
            return None
        rows = [self.table.get(i) for i in mention.ids]
        if len(rows) > 1:
            rows.sort(
                key=lambda r: (r.country not in countries, year is not None and not r.active(year), r.generic)
            )
        row = rows[0]
        if row.category == "individual":
            return row
        return self.table.get(row.stands_for) if row.stands_for else row

    def group(self, mention: Mention, category: str | None = None) -> str:
        """The group of a mention ("armed", "state" …): by `category` or its row's, else by its noun.

        A person belongs where his group does: the leader of an armed group is no civilian.
        """
        row = self.table.get(mention.ids[0]) if mention.ids else None
        category = category or (row.category if row is not None else None)
        if row is not None and category == "individual":
            category = next((self._category[p] for p in row.parents if p in self._category), category)
        return side_group(mention, category)

    @staticmethod
    def _is_force(mention: Mention) -> bool:
        return not (
            mention.side == "security" and mention.span[-1].lower_ in {"guards", "guard", "rangers", "ranger"}
        )


_CATEGORY = {
    "militant": "armed_group",
    "rebel": "armed_group",
    "bomber": "armed_group",
    "militia": "militia",
    "army": "state_forces",
    "security": "state_forces",
    "police": "state_forces",
    "gendarme": "state_forces",
    "peacekeeper": "peacekeepers",
    "civilian": "civilians",
    "protester": "protesters",
    "authority": "political",
    "mercenary": "external_forces",
    "person": "individual",
    "org": "organisation",
}


def _named(row: ActorRow, rule: str) -> Named:
    return Named(row.name, row.id, row.category, row.country or None, rule)


def plain_name(mention: Mention) -> str:
    """The text's own word for a side: the head of the noun phrase, with what makes it one notion ("armed
    men").
    """
    if mention.side in {"person", "org", "named"}:
        return mention.text
    if mention.facility and mention.side == "civilian":
        return "civilians"
    if mention.span.id_ == "group.described":  # "men on about 40 motorcycles"
        return " ".join(t.lower_ for t in mention.span if t.pos_ not in {"NUM", "DET", "ADV", "PRON"})
    tokens = [t.text for t in mention.span]
    if len(tokens) == 1 and demonym_key(tokens[0]) in demonyms():
        return tokens[0]
    tail = " ".join(w.lower() for w in tokens[-2:])
    by_grammar = mention.span.id_ == "group.by_grammar"
    if by_grammar and len(tokens) > 1 and mention.span[-2].tag_ != "JJ":
        return tail  # "polling agents"
    if tail in _KEEP_TWO or " ".join(w.lower() for w in tokens[-3:]) in _KEEP_TWO:
        return tail
    head = tokens[-1]
    if len(tokens) > 2 and tokens[-2] == "-":
        head = "".join(tokens[-3:])  # "passers-by"
    if head.lower() in {"group", "groups", "band", "gang", "column"} and len(tokens) > 1:
        kept = [w for w in tokens if w.lower() not in {"of", "large", "small", "a", "the"}]
        return " ".join(kept).lower()
    after = mention.span.doc[mention.end] if mention.end < len(mention.span.doc) else None
    if (
        mention.side in {"militant", "rebel"}
        and after is not None
        and after.pos_ == "NOUN"
        and not head.endswith(("s", "men"))
    ):
        return head.lower() + "s"
    return (
        head if head.isupper() and len(head) > 1 and head.lower() not in {"men", "people"} else head.lower()
    )
