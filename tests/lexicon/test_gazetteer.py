"""The gazetteer: what a name finds and in which order, how exact it is, and which rows of a user are
refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from sahel_events.errors import TableError, UsageError
from sahel_events.lexicon import gazetteer
from sahel_events.lexicon.gazetteer import FEATURES, Gazetteer

HEAD = "name,country,lat,lon\n"


@pytest.fixture(scope="module")
def shipped() -> Gazetteer:
    return Gazetteer.load()


def write(folder: Path, text: str) -> Path:
    path = folder / "places.csv"
    path.write_text(text, encoding="utf-8")
    return path


FOUND = [  # text, name, country, precision
    ("hyphens and spaces", "I-n-Gall", "Ingall", "NE", "place"),
    ("no accents", "Menaka", "Ménaka", "ML", "place"),
    ("an alternate", "Tombouctou", "Timbuktu", "ML", "place"),
    ("the town before its region", "Mopti", "Mopti", "ML", "place"),
    ("the region by its word", "Tillaberi region", "Tillabéri", "NE", "admin"),
    ("a unit under its other name", "region of Timbuktu", "Tombouctou", "ML", "admin"),
    ("a province", "Soum province", "Soum", "BF", "admin"),
    ("a state with its word", "Niger State", "Niger State", "NG", "admin"),
    ("the country before places of its name", "Niger", "Niger", "NE", "country"),
    ("a country's old name", "Côte d’Ivoire", "Ivory Coast", "CI", "country"),
    ("a capital", "NDJAMENA", "N'Djamena", "TD", "place"),
    ("a base", "Air Base 201 Agadez", "Air Base 201 Agadez", "NE", "place"),
    ("a forest", "Sambisa", "Sambisa Forest", "NG", "area"),
    ("an area of three countries", "three borders area", "three-border area", "", "area"),
    ("the Sahel", "the Sahel", "the Sahel", "", "area"),
    ("a border, either way round", "border between Niger and Mali", "Mali-Niger border", "", "area"),
    ("a border by adjectives", "Malian-Nigerien border", "Mali-Niger border", "", "area"),
    ("missing in GeoNames", "Boulkessy", "Boulikessi", "ML", "place"),
    ("a large city outside", "Abidjan", "Abidjan", "CI", "place"),
]


@pytest.mark.parametrize(
    ("text", "name", "country", "precision"), [c[1:] for c in FOUND], ids=[c[0] for c in FOUND]
)
def test_finds(shipped: Gazetteer, text: str, name: str, country: str, precision: str) -> None:
    best = shipped.find(text)[0]
    assert (best.name, best.country, best.precision) == (name, country, precision)


@pytest.mark.parametrize("text", [
    "northern Mali", "the north of Mali", "north of Mali", "Mali's north", "north Mali", "northern Malian",
    "far northern Mali", "far north of Mali", "northern part of Mali", "nord du Mali",
])
def test_every_way_to_write_a_part_of_a_country(shipped: Gazetteer, text: str) -> None:
    assert [p.name for p in shipped.find(text)] == ["northern Mali"]


@pytest.mark.parametrize("text", [
    "northeastern Nigeria", "north-eastern Nigeria", "northeast Nigeria", "north-east Nigeria",
    "Nigeria's north-east", "north-east of Nigeria", "the northeast of Nigeria", "north-eastern Nigerian",
])
def test_every_way_to_write_an_intermediate_direction(shipped: Gazetteer, text: str) -> None:
    assert [p.name for p in shipped.find(text)] == ["northeastern Nigeria"]


@pytest.mark.parametrize("code", ["ML", "BF", "NE", "TD", "MR", "NG", "BJ", "TG", "CI", "CM"])
def test_all_directions_of_the_countries_of_the_sahel(shipped: Gazetteer, code: str) -> None:
    country = shipped.country_name(code)
    ends = [f"{d}ern" for d in ("north", "south", "east", "west")]
    ends += [f"{a}{b}ern" for a in ("north", "south") for b in ("east", "west")]
    for direction in [*ends, "central"]:
        (area,) = shipped.find(f"{direction} {country}")
        assert (area.country, area.precision) == (code, "area")


def test_places_that_are_remembered_do_not_grow_in_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gazetteer, "_PLACES_KEPT", 3)
    table = Gazetteer.load()
    before = [table.find(name) for name in ("Ménaka", "Bamako", "Gao", "Mopti", "San")]
    assert len(table._places) <= 3
    assert [table.find(name) for name in ("Ménaka", "Bamako", "Gao", "Mopti", "San")] == before


def test_unknown_names_find_nothing(shipped: Gazetteer) -> None:
    assert shipped.find("Xyzzyville") == shipped.find("") == ()
    assert "Xyzzyville" not in shipped
    assert "Ménaka" in shipped


def test_several_places_of_one_name_come_best_first(shipped: Gazetteer) -> None:
    found = shipped.find("Kouka")
    assert len(found) > 2
    bulk = [p.source.startswith("villages") for p in found]
    assert bulk == sorted(bulk)


def test_longest_counts_the_words_of_the_longest_name(shipped: Gazetteer) -> None:
    words = max(n.replace("-", " ").count(" ") + 1 for p in shipped for n in p.names)
    assert shipped.longest == words < 12


NEAR = [
    ("a French spelling", "Boulkessie", "ML", None, "Boulikessi"),
    ("one letter less", "Tchinegodar", "NE", None, "Chinagodrar"),
    ("within a region", "Ansongoo", "ML", "Gao", "Ansongo"),
    ("the region without accents", "Banibangu", "NE", "Tillaberi", "Banibangou"),
]


@pytest.mark.parametrize(
    ("text", "country", "admin1", "name"), [c[1:] for c in NEAR], ids=[c[0] for c in NEAR]
)
def test_nearly_the_name(shipped: Gazetteer, text: str, country: str, admin1: str | None, name: str) -> None:
    assert name in [p.name for p in shipped.near(text, country=country, admin1=admin1)]


@pytest.mark.parametrize(("text", "country", "admin1"), [
    pytest.param("Ansongoo", None, None, id="no country"),
    pytest.param("Ansongoo", "ML", "Kayes", id="another region"),
    pytest.param("Ansongoo", "ZZ", None, id="no such country"),
    pytest.param("Xyzzyville", "ML", None, id="like nothing"),
    pytest.param("", "ML", None, id="no name"),
])
def test_nothing_is_near(shipped: Gazetteer, text: str, country: str | None, admin1: str | None) -> None:
    assert shipped.near(text, country=country, admin1=admin1) == ()


@pytest.mark.parametrize(("text", "country", "expected"), [
    pytest.param("Mopti region", None, "gn:2453347", id="with its word"),
    pytest.param("Sahel", "BF", "gn:6930713", id="by its name"),
    pytest.param("Yatenga province", None, "gn:2353568", id="second level"),
    pytest.param("province of Yatenga", "BF", "gn:2353568", id="word before"),
    pytest.param("Centre", "ML", None, id="not in that country"),
    pytest.param("Solhan", None, None, id="a village is none"),
])
def test_admin_units(shipped: Gazetteer, text: str, country: str | None, expected: str | None) -> None:
    unit = shipped.admin(text, country)
    assert (unit.id if unit else None) == expected


@pytest.mark.parametrize(("word", "code"), [
    ("Malian", "ML"), ("Burkinabè", "BF"), ("Burkinabe", "BF"), ("Nigerien", "NE"), ("Nigerians", "NG"),
    ("FRENCH", "FR"), ("Frenchmen", "FR"), ("U.S.", "US"), ("US", "US"), ("UK", "GB"), ("Danes", "DK"),
    ("us", None), ("polish", None), ("Us", None), ("Mali", None), ("", None),
])
def test_demonyms(shipped: Gazetteer, word: str, code: str | None) -> None:
    assert shipped.demonym(word) == code


@pytest.mark.parametrize(("name", "code"), [
    ("Mali", "ML"), ("Cote d'Ivoire", "CI"), ("the Netherlands", "NL"), ("DR Congo", "CD"), ("TD", "TD"),
    ("Bamako", None), ("td", None),
])
def test_countries_by_name(shipped: Gazetteer, name: str, code: str | None) -> None:
    assert shipped.country_of(name) == code


def test_country_names(shipped: Gazetteer) -> None:
    assert shipped.country_name("BF") == "Burkina Faso"
    assert shipped.country_name("ZZ") == "ZZ"


@pytest.mark.parametrize(("code", "name"), [
    ("ML", "Bamako"), ("NE", "Niamey"), ("TD", "N'Djamena"), ("ZZ", None),
])
def test_capitals(shipped: Gazetteer, code: str, name: str | None) -> None:
    found = shipped.capital(code)
    assert (found.name if found else None) == name


def test_a_users_row_comes_first_and_gets_an_id(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD + "Mopti,ML,14.5,-4.2\nMon Village,ML,15,-3\n")
    gazetteer = Gazetteer.load(path)
    assert gazetteer.find("Mopti")[0].source == "user: places.csv"
    (village,) = gazetteer.find("mon-village")
    assert (village.id, village.feature, village.lat) == ("user:monvillage-3", "PPL", 15.0)


def test_a_users_row_with_our_id_replaces_ours(tmp_path: Path) -> None:
    path = write(tmp_path, "id,name,country,lat,lon\ngn:2453348,Mopti,ML,14.6,-4.1\n")
    (town, *_) = [p for p in Gazetteer.load(path).find("Mopti") if p.feature == "PPL"]
    assert (town.id, town.lat) == ("gn:2453348", 14.6)


def test_only_the_users_places_and_the_countries(tmp_path: Path) -> None:
    gazetteer = Gazetteer.load(write(tmp_path, HEAD + "Mopti,ML,14.5,-4.2\n"), only=True)
    assert not gazetteer.find("Gao")
    assert [p.country for p in gazetteer.find("Mali")] == ["ML"]
    assert len(gazetteer.find("Mopti")) == 1


def test_only_without_a_file_makes_no_sense() -> None:
    with pytest.raises(UsageError, match="gazetteer_only"):
        Gazetteer.load(only=True)


WRONG = [  # why, file, line, words of the message
    ("unknown column", "name,country,lat,lon,altitude\n", 1, "unknown column 'altitude'; allowed: id, name"),
    ("missing column", "name,lat,lon\n", 1, "column 'country' is missing"),
    ("column twice", "name,name,country,lat,lon\n", 1, "'name' stands twice"),
    ("semicolons", "name;country;lat;lon\n", 1, "commas"),
    ("latitude", HEAD + "Gao,ML,16,0\nX,ML,200,0\n", 3, "latitude 200"),
    ("no number", HEAD + "X,ML,16N,0\n", 2, "not both numbers"),
    ("not a number", HEAD + "X,ML,nan,0\n", 2, "not on Earth"),
    ("empty name", HEAD + ",ML,16,0\n", 2, "name ''"),
    ("name without letters", HEAD + "--,ML,16,0\n", 2, "no letter"),
    ("country in small letters", HEAD + "X,ml,16,0\n", 2, "'ml' is no ISO"),
    ("no such country", HEAD + "X,UK,16,0\n", 2, "'UK' is no ISO"),
    ("a place without country", HEAD + "X,,16,0\n", 2, "'' is no ISO"),
    ("unknown feature", "name,country,lat,lon,feature\nX,ML,1,1,TOWN\n", 2, "unknown feature 'TOWN'"),
    ("population", "name,country,lat,lon,population\nX,ML,1,1,many\n", 2, "'many' is not a whole number"),
    ("too few values", HEAD + "X,ML,16\n", 2, "3 values where the header has 4"),
    ("id twice", "id,name,country,lat,lon\na,X,ML,1,1\na,Y,ML,1,1\n", 3, "'a' stands twice"),
    ("quote left open", HEAD + '"X,ML,16,0\n', 2, "not valid CSV"),
]


@pytest.mark.parametrize(("text", "line", "words"), [c[1:] for c in WRONG], ids=[c[0] for c in WRONG])
def test_wrong_rows_are_refused_with_file_and_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(TableError) as caught:
        Gazetteer.load(path)
    assert (caught.value.path, caught.value.line) == (str(path), line)
    assert words in str(caught.value)


@pytest.mark.parametrize("content", [b"name,country\xff\n", None], ids=["not UTF-8", "no such file"])
def test_files_that_cannot_be_read(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "places.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(TableError, match="cannot be read"):
        Gazetteer.load(path)


def test_a_spreadsheets_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_bytes(b"\xef\xbb\xbflat,lon,name,country\r\n 15.0 ,-3,Mon Village ,ML\r\n,,,\r\n")
    assert Gazetteer.load(path).find("Mon Village")[0].lat == 15.0


def test_every_feature_has_a_precision_of_the_record() -> None:
    assert set(FEATURES.values()) == {"place", "admin", "area", "country"}
