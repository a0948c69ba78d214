"""The forces and governments of states, with every regular name: "Malian troops", "army of Mali".

Made from countries.csv, forces.csv and force_kinds.csv.
"""

from __future__ import annotations

from collections.abc import Iterator

from .common import hand, slug, split, unique

Row = dict[str, str]

NEAR = {"ML", "BF", "NE", "TD", "MR", "NG", "BJ", "TG", "CI", "CM", "GH", "SN", "GN", "DZ", "LY", "FR", "US"}
"""Countries whose forces are in the news daily; of the others the first `few` nouns will do."""

NAMES = {
    "BF": ("Burkina",), "CI": ("Côte d'Ivoire",), "US": ("America", "US", "U.S."), "GB": ("Britain", "UK"),
    "CD": ("DR Congo", "Congo"), "AE": ("UAE",), "CZ": ("Czechia",),
}
"""Countries that news calls by more than one name before "army" or "'s army"."""

CONTRIBUTORS = {
    "TD", "BD", "EG", "SN", "TG", "BF", "NE", "GN", "NG", "CI", "BJ", "GH", "DE", "SE", "NL", "CN", "NP",
    "LK", "KH", "JO", "GB", "TN", "MR", "PK", "RO", "BE", "LR", "SL", "GM", "RW", "BI",
}
"""States that sent soldiers or police to MINUSMA, 2013-2023 (UN figures of troop contributions)."""


def state_rows() -> Iterator[Row]:
    """A row for each force and government of forces.csv, with all regular aliases."""
    countries = {row["code"]: row for row in hand("countries")}
    kinds = {row["kind"]: row for row in hand("force_kinds")}
    for force in hand("forces"):
        for name in force["kinds"].split():
            yield _row(force, countries[force["code"]], kinds[name])


def peacekeepers() -> list[str]:
    """Names of MINUSMA by its contributors: "Chadian peacekeepers", "Senegalese blue helmets"."""
    nouns = ("peacekeepers", "peacekeeper", "blue helmets", "UN peacekeepers", "U.N. peacekeepers")
    countries = [country for country in hand("countries") if country["code"] in CONTRIBUTORS]
    adjectives = [adjective for country in countries for adjective in split(country["adjectives"])]
    return [f"{adjective} {noun}" for adjective in adjectives for noun in nouns]


def _row(force: Row, country: Row, kind: Row) -> Row:
    army = slug(force["army"], "_")
    government = f"government_of_{slug(country['name'], '_')}"
    name = _title(force, country, kind)
    idents = {"army": army, "government": government}
    is_army, is_government = kind["kind"] == "army", kind["kind"] == "government"
    return {
        "id": idents.get(kind["kind"], slug(name, "_")), "name": name,
        "aliases": "|".join(unique(list(_aliases(force, country, kind)), name)),
        "acronyms": force["army_acronyms"] if is_army else "",
        "category": "political" if is_government else force["category"], "country": force["code"],
        "parents": "" if is_government else army if kind["stands_for_army"] else government,
        "active_from": force["since"] if is_army else "", "active_to": "", "generic": "",
        "stands_for": army if kind["stands_for_army"] else "", "source": "generated", "notes": "",
    }


def _title(force: Row, country: Row, kind: Row) -> str:
    names = {"army": force["army"], "government": f"Government of {country['name']}"}
    if kind["kind"] == "police" and force["police_name"]:
        return force["police_name"]
    return names.get(kind["kind"], f"{force['prefix']} {kind['title']}")


def _aliases(force: Row, country: Row, kind: Row) -> Iterator[str]:
    """Adjective or country before the noun, the country's genitive, and "army of Mali"."""
    nouns, singulars = split(kind["nouns"]), split(kind["singulars"])
    if force["code"] not in NEAR:
        nouns, singulars = nouns[: int(kind["few"])], singulars[:1]
    names = [country["name"], *NAMES.get(force["code"], ())]
    adjectives = split(country["adjectives"])
    for noun in nouns:
        yield from (f"{adjective} {noun}" for adjective in adjectives)
        for name in names:
            yield f"{name}'s {noun}"
            if kind["kind"] != "government" or noun in {"government", "authorities", "junta"}:
                yield f"{name} {noun}"
    yield from (f"{adjective} {noun}" for noun in singulars for adjective in adjectives)
    for name in names:
        for noun in nouns[:4]:
            yield f"{noun} of {name}"
        if kind["kind"] in {"police", "gendarmerie", "guard"}:
            yield f"national {nouns[0].removeprefix('national ')} of {name}"
        if kind["kind"] == "army":
            yield f"military forces of {name}"
