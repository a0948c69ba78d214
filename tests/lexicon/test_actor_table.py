"""The actor table: who bears a name, which of several is meant, what an actor belongs to, what a question
means."""

from __future__ import annotations

from pathlib import Path

import pytest

from sahel_events.errors import TableError
from sahel_events.lexicon.actors import ActorTable


@pytest.fixture(scope="module")
def shipped() -> ActorTable:
    return ActorTable.load()


def write(folder: Path, text: str) -> Path:
    path = folder / "actors.csv"
    path.write_text(text, encoding="utf-8")
    return path


RESOLVED = [  # text, countries named, year, id
    ("an acronym", "JNIM", (), None, "jnim"),
    ("the French acronym", "GSIM", (), None, "jnim"),
    ("as French papers name it", "Group to Support Islam and Muslims", (), None, "jnim"),
    ("as British papers print it", "Minusma", (), None, "minusma"),
    ("with full stops", "U.N.", (), None, "united_nations"),
    ("peacekeepers of the UN", "U.N. peacekeepers", (), None, "minusma"),
    ("peacekeepers of a contributor", "Chadian peacekeepers", (), None, "minusma"),
    ("soldiers of a country", "Malian troops", (), None, "malian_armed_forces"),
    ("genitive", "Mali’s army", (), None, "malian_armed_forces"),
    ("army of", "army of Mali", (), None, "malian_armed_forces"),
    ("with an accent", "Burkinabè soldiers", (), None, "burkina_faso_armed_forces"),
    ("country as adjective", "Burkina Faso army", (), None, "burkina_faso_armed_forces"),
    ("one soldier", "Nigerien soldier", (), None, "niger_armed_forces"),
    ("of the other Niger", "Nigerian soldier", (), None, "nigerian_armed_forces"),
    ("gendarmes stay themselves", "Malian gendarmes", (), None, "malian_gendarmerie"),
    ("police stay themselves", "Burkina Faso police", (), None, "burkina_faso_police"),
    ("a government", "Mali's ruling junta", (), None, "government_of_mali"),
    ("an operation is its army", "Barkhane", (), None, "french_armed_forces"),
    ("an air force is its army", "Malian air force", (), None, "malian_armed_forces"),
    ("a unit is its army", "Presidential Security Regiment", (), None, "burkina_faso_armed_forces"),
    ("a presidential guard", "Niger's presidential guard", (), None, "niger_armed_forces"),
    ("Takuba is no single army", "Takuba", (), None, "takuba"),
    ("FDS of a country", "FDS", ("NE", "FR"), None, "niger_security_forces"),
    ("FDS of nobody", "FDS", (), None, None),
    ("FDS of two", "FDS", ("BF", "NE"), None, None),
    ("CNSP by country", "CNSP", ("ML",), None, "cnsp_mali"),
    ("CNSP by year", "CNSP", (), 2020, "cnsp_mali"),
    ("BIR by country", "BIR", ("CM",), None, "cameroonian_armed_forces"),
    ("a name beats an alias", "Libyan National Army", (), None, "lna"),
    ("a junta beats its government", "Chad's military council", (), None, "tmc_chad"),
    ("the other spelling", "al-Qaida’s North African branch", (), None, "aqim"),
    ("the other spelling", "Volunteers for the Defense of the Homeland", (), None, "vdp"),
    ("a single bearer, whatever the year", "Operation Serval", ("BF",), 2025, "french_armed_forces"),
    ("no acronym in small letters", "is", (), None, None),
    ("a generic word is no name", "gendarmes", (), None, None),
    ("an unknown name", "Xyzzy Front", (), None, None),
]


@pytest.mark.parametrize(
    ("text", "countries", "year", "expected"), [c[1:] for c in RESOLVED], ids=[c[0] for c in RESOLVED]
)
def test_resolves(
    shipped: ActorTable, text: str, countries: tuple[str, ...], year: int | None, expected: str | None
) -> None:
    row = shipped.resolve(text, countries=countries, year=year)
    assert (row.id if row else None) == expected


def test_candidates_are_all_bearers(shipped: ActorTable) -> None:
    assert {row.id for row in shipped.candidates("CNSP")} == {"cnsp_mali", "cnsp_niger"}


@pytest.mark.parametrize(("country", "army"), [
    ("ML", "Malian Armed Forces"), ("BF", "Burkina Faso Armed Forces"), ("NE", "Niger Armed Forces"),
    ("TD", "Chadian Armed Forces"), ("MR", "Mauritanian Armed Forces"), ("NG", "Nigerian Armed Forces"),
    ("BJ", "Benin Armed Forces"), ("TG", "Togolese Armed Forces"), ("CI", "Ivorian Armed Forces"),
    ("FR", "French Armed Forces"), ("US", "United States Armed Forces"), ("RU", "Russian Armed Forces"),
])
def test_armies_have_their_usual_names(shipped: ActorTable, country: str, army: str) -> None:
    (row,) = [row for row in shipped.rows if row.name == army]
    assert row.country == country
    assert f"government_of_{shipped.get(row.parents[0]).id.removeprefix('government_of_')}" in row.parents


LINEAGE = [
    ("a katiba", "katiba_macina", {"jnim", "aqim", "al_qaeda"}),
    ("an operation", "operation_barkhane", {"french_armed_forces", "government_of_france"}),
    ("a mission", "minusma", {"united_nations"}),
    ("a leader", "iyad_ag_ghali", {"jnim", "ansar_dine", "al_qaeda"}),
    ("a militia of the state", "vdp", {"burkina_faso_armed_forces", "government_of_burkina_faso"}),
]


@pytest.mark.parametrize(("ident", "held"), [c[1:] for c in LINEAGE], ids=[c[0] for c in LINEAGE])
def test_lineage(shipped: ActorTable, ident: str, held: set[str]) -> None:
    assert {ident} | held <= shipped.lineage(ident)


SEARCHES = [  # query, ids that it finds, ids that it must not find
    ("a country", "France",
     {"french_armed_forces", "operation_barkhane", "takuba", "government_of_france", "emmanuel_macron"},
     {"jnim"}),
    ("a demonym in small letters", "french", {"french_armed_forces", "takuba"}, {"malian_armed_forces"}),
    ("a code", "FR", {"french_armed_forces", "takuba"}, {"malian_armed_forces"}),
    ("a state is not its rebels", "Mali", {"malian_armed_forces", "malian_police"}, {"jnim", "cma"}),
    ("mercenaries of a state", "Russia", {"wagner_group", "africa_corps"}, set()),
    ("a network", "Al-Qaeda", {"aqim", "jnim", "katiba_macina", "iyad_ag_ghali"}, {"isgs", "boko_haram"}),
    ("case and accents", "al qaïda", {"aqim", "jnim"}, {"isgs"}),
    ("an acronym in small letters", "jnim", {"jnim", "katiba_macina"}, {"aqim"}),
    ("what records name instead", "Barkhane", {"french_armed_forces", "operation_barkhane"}, {"takuba"}),
    ("the UN", "United Nations", {"minusma", "unhcr"}, {"african_union"}),
]


@pytest.mark.parametrize(
    ("query", "held", "apart"), [c[1:] for c in SEARCHES], ids=[c[0] for c in SEARCHES]
)
def test_search(shipped: ActorTable, query: str, held: set[str], apart: set[str]) -> None:
    found = shipped.search(query)
    assert held <= found
    assert not apart & found


def test_search_for_nobody(shipped: ActorTable) -> None:
    assert shipped.search("Xyzzy Front") == shipped.search("") == frozenset()


@pytest.mark.parametrize(("query", "name"), [
    ("Barkane", "Operation Barkhane"), ("Boko Harm", "Boko Haram"), ("Ansaroul Islm", "Ansarul Islam"),
    ("macina", "Katiba Macina"),
])
def test_suggestions(shipped: ActorTable, query: str, name: str) -> None:
    assert shipped.suggest(query)[0] == name


def test_surfaces_tell_names_aliases_and_acronyms(shipped: ActorTable) -> None:
    surfaces = {(surface, kind): ids for surface, ids, kind in shipped.surfaces()}
    assert surfaces["Boko Haram", "name"] == ("boko_haram",)
    assert surfaces["AQMI", "acronym"] == ("aqim",)
    assert surfaces["Malian soldiers", "alias"] == ("malian_armed_forces",)
    assert set(surfaces["FAN", "acronym"]) == {"burkina_faso_armed_forces", "niger_armed_forces"}


def test_longest_counts_the_words_of_the_longest_surface(shipped: ActorTable) -> None:
    words = max(s.replace("-", " ").count(" ") + 1 for s, _, _ in shipped.surfaces())
    assert shipped.longest == words


def test_get_of_an_unknown_id(shipped: ActorTable) -> None:
    with pytest.raises(KeyError):
        shipped.get("xyzzy")


def test_a_users_group_is_added_with_its_parent(tmp_path: Path) -> None:
    head = "id,name,acronyms,category,country,parents,active_from\n"
    path = write(tmp_path, head + "katiba_x,Katiba X,KX,rebel_jihadist,ML,jnim,2024\n")
    table = ActorTable.load(path)
    row = table.resolve("KX")
    assert row is not None
    assert (row.name, row.active_from, row.generic) == ("Katiba X", 2024, False)
    assert "katiba_x" in table.search("Al-Qaeda")


def test_a_users_row_with_our_id_replaces_ours(tmp_path: Path) -> None:
    path = write(tmp_path, "id,name,category\nboko_haram,JAS,rebel_jihadist\n")
    assert ActorTable.load(path).get("boko_haram").name == "JAS"


WRONG = [
    ("unknown column", "name,category,colour\n", 1, "unknown column 'colour'; allowed: id, name"),
    ("missing column", "name\n", 1, "column 'category' is missing"),
    ("unknown category", "name,category\nX,gang\n", 2, "unknown category 'gang'; allowed: rebel_jihadist"),
    ("no name", "name,category\n,militia\n", 2, "no letter"),
    ("no country", "name,category,country\nX,militia,Mali\n", 2, "'Mali' is no ISO"),
    ("no year", "name,category,active_from\nX,militia,lately\n", 2, "'lately'"),
    ("generic", "name,category,generic\nX,militia,1\n", 2, "generic is 'yes' or empty"),
    ("unknown parent", "id,name,category,parents\nx,X,militia,nobody\n", 2, "'nobody', which is no actor"),
    ("its own ancestor", "id,name,category,parents\nx,X,militia,y\ny,Y,militia,x\n", 2, "lead back"),
    ("id twice", "id,name,category\nx,X,militia\nx,Y,militia\n", 3, "'x' stands twice"),
]


@pytest.mark.parametrize(("text", "line", "words"), [c[1:] for c in WRONG], ids=[c[0] for c in WRONG])
def test_wrong_rows_are_refused_with_file_and_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(TableError) as caught:
        ActorTable.load(path)
    assert (caught.value.path, caught.value.line) == (str(path), line)
    assert words in str(caught.value)
