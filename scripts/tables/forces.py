"""The forces and governments of states: every regular name of an army ("Malian troops", "Mali's army", "army
of Mali"), made from countries.csv, forces.csv and the nouns below."""

from __future__ import annotations

from collections.abc import Iterator

from .common import hand, slug, split, unique

Row = dict[str, str]

NOUNS = {  # kind: (nouns after an adjective or a country's name, singular ones that go with an adjective alone)
    "army": (
        "army|armed forces|military|troops|soldiers|forces|army troops|army soldiers|military forces|defence forces|"
        "defense forces|servicemen|national army|military personnel|ground forces|paratroopers|contingent|battalion",
        "soldier|serviceman|paratrooper",
    ),
    "air": (
        "air force|warplanes|fighter jets|warplane|jets|fighter planes|military aircraft|army helicopters|"
        "military helicopters|military helicopter|army helicopter|attack helicopters|combat helicopters|"
        "military planes|army aircraft|military plane|drones", "",
    ),
    "special": ("special forces|commandos|elite troops|elite soldiers|special operations forces|elite forces",
                "commando"),
    "navy": ("navy|naval forces|warship|marines", "marine"),
    "presidential": ("presidential guard|presidential guards|presidential guard soldiers|Republican Guard", ""),
    "police": (
        "police|police force|police officers|policemen|national police|police forces|riot police|police service",
        "police officer|policeman|policewoman",
    ),
    "gendarmerie": (
        "gendarmerie|gendarmes|national gendarmerie|gendarmerie forces|paramilitary gendarmes|"
        "paramilitary gendarmerie", "gendarme",
    ),
    "guard": (
        "national guard|national guardsmen|national guards|national guard soldiers|national guard troops", "",
    ),
    "security": (
        "security forces|defence and security forces|defense and security forces|security force|security services|"
        "security and defence forces|security and defense forces|government forces|government troops|"
        "government soldiers", "",
    ),
    "government": (
        "government|authorities|junta|military junta|ruling junta|military government|military rulers|"
        "military regime|military authorities|transitional government|transitional authorities|"
        "transition government|interim government|interim authorities|military leaders|military-led government|"
        "ruling military|state|regime|ruling military council|military council", "",
    ),
}

TITLES = {"police": "Police", "gendarmerie": "Gendarmerie", "guard": "National Guard", "air": "Air Force",
          "special": "special forces", "presidential": "Presidential Guard", "security": "security forces",
          "navy": "Navy"}

STANDS_FOR_ARMY = {"air", "special", "presidential", "navy"}

NEAR = {"ML", "BF", "NE", "TD", "MR", "NG", "BJ", "TG", "CI", "CM", "GH", "SN", "GN", "DZ", "LY", "FR", "US"}
"""Countries whose forces are in the news of the Sahel daily; of the others the first FEW nouns of a kind will
do."""

FEW = {"army": 6, "air": 4, "special": 2, "police": 4, "gendarmerie": 2, "security": 2, "government": 2}


def state_rows() -> Iterator[Row]:
    """A row for each force and government of forces.csv, with all regular aliases."""
    countries = {row["code"]: row for row in hand("countries")}
    for force in hand("forces"):
        country = countries[force["code"]]
        army = slug(force["army"], "_")
        government = f"government_of_{slug(country['name'], '_')}"
        for kind in force["kinds"].split():
            name = _title(force, country, kind)
            ident = government if kind == "government" else army if kind == "army" else slug(name, "_")
            yield {
                "id": ident, "name": name, "aliases": "|".join(unique(list(_aliases(force, country, kind)), name)),
                "acronyms": force["army_acronyms"] if kind == "army" else "",
                "category": "political" if kind == "government" else force["category"],
                "country": force["code"],
                "parents": "" if kind == "government" else army if kind in STANDS_FOR_ARMY else government,
                "active_from": force["since"] if kind == "army" else "", "active_to": "", "generic": "",
                "stands_for": army if kind in STANDS_FOR_ARMY else "", "source": "generated", "notes": "",
            }


def _title(force: Row, country: Row, kind: str) -> str:
    if kind == "army":
        return force["army"]
    if kind == "government":
        return f"Government of {country['name']}"
    if kind == "police" and force["police_name"]:
        return force["police_name"]
    return f"{force['prefix']} {TITLES[kind]}"


def _aliases(force: Row, country: Row, kind: str) -> Iterator[str]:
    """Adjective or country before the noun, the country's genitive, and "army of Mali"."""
    plurals, singulars = (split(nouns) for nouns in NOUNS[kind])
    if force["code"] not in NEAR:
        plurals, singulars = plurals[: FEW.get(kind, 1)], singulars[:1]
    names = [country["name"], *NAMES.get(force["code"], ())]
    adjectives = split(country["adjectives"])
    for noun in plurals:
        yield from (f"{adjective} {noun}" for adjective in adjectives)
        for name in names:
            yield f"{name}'s {noun}"
            if kind != "government" or noun in {"government", "authorities", "junta"}:
                yield f"{name} {noun}"
    yield from (f"{adjective} {noun}" for noun in singulars for adjective in adjectives)
    for name in names:
        for noun in plurals[:4]:
            yield f"{noun} of {name}"
        if kind in {"police", "gendarmerie", "guard"}:
            yield f"national {plurals[0].removeprefix('national ')} of {name}"
        if kind == "army":
            yield f"military forces of {name}"


NAMES = {
    "BF": ("Burkina",), "CI": ("Côte d'Ivoire",), "US": ("America", "US", "U.S."), "GB": ("Britain", "UK"),
    "CD": ("DR Congo", "Congo"), "AE": ("UAE",), "CZ": ("Czechia",),
}
"""Countries that news calls by more than one name before "army" or "'s army"."""
