"""actors.csv from the facts folder's actors, our changes and additions, and the generated forces of
states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from sahel_events.lexicon.actors import COLUMNS
from sahel_events.lexicon.fold import fold

from .common import hand, read, slug, split, unique, write
from .forces import peacekeepers, state_rows

Row = dict[str, str]

BY_ACRONYM = {"rebel_jihadist", "rebel_other", "militia", "peacekeepers", "political", "civilians_group"}
"""Categories whose rows take their first acronym as id, where they have one."""

SPELLINGS = (("Qaeda", "Qaida"), ("efence", "efense"), ("isation", "ization"), ("Programme ", "Program "))

OVERRIDES = ("name", "acronyms", "category", "country", "parents", "stands_for", "active_from", "active_to",
             "generic", "notes")


def build(facts: Path, target: Path) -> Iterator[str]:
    """Write the actors; yields one line for each thing worth knowing about what was done."""
    counts: Counter[str] = Counter()
    rows = {row["id"]: row for row in state_rows()}
    counts["rows generated for states"] = len(rows)
    for row in [*_of_facts(facts, counts), *_ours(counts)]:
        _put(rows, row)
    _name_parents(rows)
    rows["minusma"]["aliases"] += "|" + "|".join(peacekeepers())
    for row in rows.values():
        row["aliases"] = "|".join(unique(_spellings([row["name"], *split(row["aliases"])]), row["name"]))
        row["acronyms"] = "|".join(_with_capitalised(split(row["acronyms"])))
    ordered = sorted(rows.values(), key=lambda r: (r["category"] == "individual", r["id"]))
    write(target, COLUMNS, ordered)
    yield f"{len(ordered)} rows, {sum(len(split(r['aliases'])) for r in ordered)} aliases"
    yield from (f"{what}: {number}" for what, number in sorted(counts.items()))


def _put(rows: dict[str, Row], row: Row) -> None:
    """Add a row, or unite it with the generated one of the same id: its own values count, names are
    united."""
    made = rows.get(row["id"])
    if made is None:
        rows[row["id"]] = row
        return
    if made["source"] != "generated":
        raise ValueError(f"actor id {row['id']} stands twice: {made['name']}, {row['name']}")
    own = {k: v for k, v in row.items() if v}
    aliases = [*split(row["aliases"]), *split(made["aliases"]), made["name"]]
    acronyms = unique([*split(row["acronyms"]), *split(made["acronyms"])])
    rows[row["id"]] = made | own | {
        "aliases": "|".join(aliases), "acronyms": "|".join(acronyms), "source": row["source"] + ", generated"}


def _of_facts(facts: Path, counts: Counter[str]) -> Iterator[Row]:
    changes = {change["of"]: change for change in hand("actor_changes")}
    seen: set[str] = set()
    for fact in read(facts / "actors_sahel.csv"):
        change = changes.get(fact["name"], {})
        again = fact["name"] in seen
        seen.add(fact["name"])
        if change.get("drop") or again:
            counts["rows of the facts dropped or united"] += 1
            continue
        row = dict.fromkeys(COLUMNS, "") | {k: v for k, v in fact.items() if k in COLUMNS}
        row |= {"parents": fact["parent_or_affiliation"].replace(";", "|"), "source": "facts"}
        dropped = {fold(alias) for alias in split(change.get("drop_aliases", ""))}
        aliases = [a for a in split(row["aliases"]) if fold(a) not in dropped]
        row["aliases"] = "|".join([*aliases, *split(change.get("aliases", ""))])
        for column in OVERRIDES:
            if change.get(column):
                row[column] = change[column].removeprefix("-")
        if change:
            counts["rows of the facts mended"] += 1
            row["source"] += ", hand"
        if row["name"] != fact["name"]:
            row["aliases"] += f"|{fact['name']}"
        row["id"] = change.get("id") or _ident(row)
        yield row
    missing = set(changes) - seen
    if missing:
        raise ValueError(f"actor_changes.csv: no such rows: {sorted(missing)}")


def _ours(counts: Counter[str]) -> Iterator[Row]:
    for row in hand("actors"):
        counts["rows added by hand"] += 1
        row = dict.fromkeys(COLUMNS, "") | row | {"source": "hand"}
        row["id"] = row["id"] or _ident(row)
        yield row


def _ident(row: Row) -> str:
    acronyms = split(row["acronyms"])
    if acronyms and row["category"] in BY_ACRONYM:
        return slug(acronyms[0], "_")
    return slug(row["name"], "_")


def _name_parents(rows: dict[str, Row]) -> None:
    """Write ids for the names that stand as parents; a word that is no row is an error to be settled by
    hand."""
    by_name: dict[str, str] = {}
    for row in rows.values():
        if not row["stands_for"]:
            for name in (row["name"], *split(row["aliases"]), *split(row["acronyms"])):
                by_name.setdefault(fold(name), row["id"])
    unknown = []
    for row in rows.values():
        ids = []
        for parent in split(row["parents"]):
            ident = parent if parent in rows else by_name.get(fold(parent))
            if ident is None:
                unknown.append(f"{row['name']}: {parent}")
            elif ident != row["id"]:
                ids.append(ident)
        row["parents"] = "|".join(dict.fromkeys(ids))
        if row["stands_for"] and row["stands_for"] not in rows:
            unknown.append(f"{row['name']}: stands for {row['stands_for']}")
    if unknown:
        raise ValueError("parents that are no rows: " + "; ".join(unknown))


def _spellings(names: list[str]) -> list[str]:
    """The names, then those that are also spelt another way: British and American, Qaeda and Qaida."""
    ways = [*SPELLINGS, *((b, a) for a, b in SPELLINGS)]
    return [*names, *(name.replace(a, b) for name in names for a, b in ways if a in name)]


def _with_capitalised(acronyms: list[str]) -> list[str]:
    """Acronyms, and those of five letters or more also as British papers print them ("Minusma", "Ecowas")."""
    more = [a.capitalize() for a in acronyms if len(a) >= 5 and a.isalpha() and a.isupper()]
    return list(dict.fromkeys([*acronyms, *more]))
