"""Parts of countries: "northern Mali", "the north-east of Nigeria", "Burkina Faso's east", in all usual
writings."""

from __future__ import annotations

from .common import hand, slug, split

NAMES = {"BF": ("Burkina Faso", "Burkina"), "CI": ("Ivory Coast", "Côte d'Ivoire")}
"""Countries that news calls by more than one name."""

FRENCH = {
    "ML": "du Mali", "BF": "du Burkina Faso", "NE": "du Niger", "TD": "du Tchad", "MR": "de la Mauritanie",
    "NG": "du Nigeria", "BJ": "du Bénin", "TG": "du Togo", "CI": "de la Côte d'Ivoire", "CM": "du Cameroun",
    "GH": "du Ghana", "DZ": "de l'Algérie", "LY": "de la Libye", "SN": "du Sénégal", "GN": "de la Guinée",
}

COMPASS = {  # direction: (adjectives, nouns, French noun)
    "north": (("northern",), ("north",), "nord"), "south": (("southern",), ("south",), "sud"),
    "east": (("eastern",), ("east",), "est"), "west": (("western",), ("west",), "ouest"),
    "centre": (("central",), ("centre", "center"), "centre"),
    "north-central": (("north-central", "central-northern", "centre-north"), ("centre-north", "center-north"),
                      "centre-nord"),
} | {
    a + b: ((f"{a}{b}ern", f"{a}-{b}ern", f"{a}{b}", f"{a}-{b}"), (f"{a}{b}", f"{a}-{b}"), f"{fa}-{fb}")
    for a, fa in (("north", "nord"), ("south", "sud")) for b, fb in (("east", "est"), ("west", "ouest"))
}
"""The ways to write each direction. "north Mali" goes with "northern Mali"; "center" is American for
"centre"."""


def areas() -> list[dict[str, str]]:
    """One row for each part of a country in areas.csv, its centre from there, its alternates from the tables
    above."""
    countries = {row["code"]: row for row in hand("countries")}
    rows = []
    for area in hand("areas"):
        code, part = area["country"], area["part"]
        name, *others = _forms(countries[code], part)
        rows.append({
            "id": f"se:{slug(name)}", "name": name,
            "alternates": "|".join([*others, *split(area["alternates"])]),
            "country": code, "admin1": "", "admin2": "", "lat": f"{float(area['lat']):.4f}",
            "lon": f"{float(area['lon']):.4f}", "feature": "RGN", "population": "",
            "source": "hand (approximate centre)",
        })
    return rows


def borders() -> list[dict[str, str]]:
    """One row for each border of borders.csv: "Mali-Niger border", "border between Niger and Mali", and the
    like."""
    countries = {row["code"]: row for row in hand("countries")}
    rows = []
    for border in hand("borders"):
        a, b = countries[border["a"]], countries[border["b"]]
        names = [f"{x}-{y}" for p, q in ((a, b), (b, a)) for x in _called(p) for y in _called(q)]
        names += [f"{x}-{y}" for p, q in ((a, b), (b, a)) for x, y in [_adjectives(p, q)]]
        pairs = [f"{x} and {y}" for p, q in ((a, b), (b, a)) for x in _called(p) for y in _called(q)]
        forms = [f"{name} {word}" for name in names for word in ("border", "border area", "border region")]
        forms += [f"{word} between {pair}" for pair in pairs for word in ("border", "frontier")]
        rows.append({
            "id": f"se:{slug(forms[0])}", "name": forms[0],
            "alternates": "|".join([*forms[1:], *split(border["alternates"])]), "country": "", "admin1": "",
            "admin2": "", "lat": f"{float(border['lat']):.4f}", "lon": f"{float(border['lon']):.4f}",
            "feature": "RGN", "population": "", "source": "hand (approximate centre)",
        })
    return rows


def _called(country: dict[str, str]) -> tuple[str, ...]:
    return NAMES.get(country["code"], (country["name"],))


def _adjectives(a: dict[str, str], b: dict[str, str]) -> tuple[str, str]:
    return split(a["adjectives"])[0], split(b["adjectives"])[0]


def _forms(country: dict[str, str], part: str) -> list[str]:
    """Every way to write a part of a country, the usual one first."""
    adjectives, nouns, french = COMPASS[part]
    bare = () if part == "centre" else nouns[:1]
    far = part != "centre" and country["code"] != "CM"  # Cameroon's Far North is a region
    found = []
    for name in _called(country):
        found += [f"{a} {name}" for a in (*adjectives, *bare)]
        for noun in nouns:
            found += [f"{noun} of {name}", f"the {noun} of {name}", f"{name}'s {noun}"]
            found += [f"{_long(noun)} of {name}"]
            found += [f"{name}'s {a} region" for a in adjectives[:1]]
            found += [f"far {noun} of {name}", f"{name}'s far {noun}"] if far else []
        if far:
            found.append(f"far {adjectives[0]} {name}")
    for demonym in split(country["adjectives"])[:1]:
        found += [f"{a} {demonym}" for a in adjectives[:2]]
    if country["code"] in FRENCH:
        found += [f"{french} {FRENCH[country['code']]}"]
    return found


def _long(noun: str) -> str:
    return {"centre": "central part", "center": "central parts"}.get(noun, f"{noun}ern part")
