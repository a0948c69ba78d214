"""Foreign files: separators, code pages, names of columns old and new, precision codes, rows that cannot be
read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from as_acled import HEADER
from cases import table
from sahel_events.analysis.sheet import read_sheet
from sahel_events.analysis.theirs import Theirs, read_theirs
from sahel_events.errors import StoreError, UsageError
from sahel_events.lexicon.rules import load_rules
from sahel_events.schema import TYPE_OF_SUB, EventType

ROW = {
    "event_id_cnty": "MLI3516",
    "event_date": "2019-11-25",
    "time_precision": "1",
    "event_type": "Battles",
    "sub_event_type": "Armed clash",
    "actor1": "JNIM",
    "assoc_actor_1": "A; B",
    "actor2": "Civilians (Mali)",
    "country": "Mali",
    "admin1": "Menaka",
    "location": "Ménaka",
    "latitude": "15.9182",
    "longitude": "2.4022",
    "geo_precision": "1",
    "source": "AFP",
    "notes": "Thirteen died, it is said.",
    "fatalities": "13",
}


def text_of(*rows: dict[str, str], header: tuple[str, ...] = HEADER, separator: str = ",") -> str:
    lines = [separator.join(header)]
    lines += [
        separator.join('"' + row.get(name, "").replace('"', '""') + '"' for name in header) for row in rows
    ]
    return "\n".join(lines) + "\n"


def read(folder: Path, content: str | bytes, **options: Any) -> Theirs:
    path = folder / "theirs.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_theirs(path, **options)


FORMS: list[tuple[bytes, str]] = [
    (text_of(ROW).encode(), "commas"),
    (text_of(ROW, separator=";").encode(), "semicolons, as Excel in French"),
    (text_of(ROW, separator="\t").encode(), "tabs"),
    (b"\xef\xbb\xbf" + text_of(ROW).encode(), "a byte order mark"),
    (text_of(ROW).encode("utf-16"), "UTF-16, as Excel's Unicode text"),
    (text_of(ROW).encode("cp1252"), "cp1252"),
    (text_of(ROW).replace("\n", "\r\n").encode(), "line ends of Windows"),
    (text_of(ROW).rstrip("\n").encode(), "no line end"),
    (text_of(ROW, header=tuple(reversed(HEADER))).encode(), "columns in another order"),
    (text_of(ROW, header=(*HEADER, "iso3", "data_id")).encode(), "columns that nobody knows"),
    (text_of(ROW).upper().replace("MÉNAKA", "Ménaka").encode(), "capitals"),
]


@pytest.mark.parametrize("content", table(FORMS))
def test_forms_of_files(tmp_path: Path, content: bytes) -> None:
    found = read(tmp_path, content)
    assert (found.problems, found.columns.form) == ([], "acled")
    (record,) = found.records
    assert record["id"] == "MLI3516"
    assert record["date"] == {"start": "2019-11-25", "end": "2019-11-25", "precision": "day"}
    where = record["location"]
    assert (where["name"], where["country"], where["lat"], where["lon"]) == ("Ménaka", "ML", 15.9182, 2.4022)
    assert (record["event_type"], record["sub_event_type"]) == ("battles", "armed_clash")
    assert [a["role"] for a in record["actors"]] == ["side_1", "side_1", "side_1", "side_2"]
    assert record["casualties"] == [{"kind": "killed", "min": 13, "best": 13, "max": 13, "who": None}]
    assert record["line"] == 2


def test_the_guess_of_a_code_page_is_told(tmp_path: Path) -> None:
    assert "cp1252" in (read(tmp_path, text_of(ROW).encode("cp1252")).warning or "")
    found = read(tmp_path, text_of(ROW).encode("mac_roman"), encoding="mac_roman")
    assert (found.warning, found.records[0]["location"]["name"]) == (None, "Ménaka")


OLD = (
    "data_id",
    "iso",
    "event_id_cnty",
    "EVENT_DATE",
    "year",
    "GEO_PRECIS",
    "EVENT_TYPE",
    "ACTOR1",
    "ALLY_ACTOR_1",
    "ACTOR2",
    "COUNTRY",
    "ADMIN1",
    "LOCATION",
    "LATITUDE",
    "LONGITUDE",
    "FATALITIES",
)
GED = (
    "id",
    "relid",
    "year",
    "type_of_violence",
    "side_a",
    "side_b",
    "source_article",
    "source_headline",
    "where_prec",
    "where_coordinates",
    "adm_1",
    "latitude",
    "longitude",
    "country",
    "country_id",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "best",
    "high",
    "low",
)


def test_acled_of_old(tmp_path: Path) -> None:
    row = {
        "data_id": "77",
        "event_id_cnty": "1MLI",
        "EVENT_DATE": "25-Nov-12",
        "GEO_PRECIS": "2",
        "EVENT_TYPE": "Battle-No change of territory",
        "ACTOR1": "MNLA",
        "LOCATION": "Gao",
        "LATITUDE": "16.27",
        "LONGITUDE": "-0.04",
        "FATALITIES": "3",
        "COUNTRY": "Mali",
    }
    (record,) = read(tmp_path, text_of(row, header=OLD)).records
    assert (record["id"], record["date"]["start"], record["sub_event_type"]) == (
        "1MLI",
        "2012-11-25",
        "armed_clash",
    )
    assert record["location"]["precision"] == "near"


def test_ged(tmp_path: Path) -> None:
    row = {
        "id": "301",
        "type_of_violence": "3",
        "side_a": "JNIM",
        "side_b": "Civilians",
        "where_prec": "3",
        "where_coordinates": "Ménaka cercle",
        "adm_1": "Menaka region",
        "latitude": "15.9",
        "longitude": "2.4",
        "country": "Mali",
        "date_prec": "2",
        "date_start": "2019-11-25 00:00:00.000",
        "date_end": "2019-11-28 00:00:00.000",
        "best": "10",
        "high": "15",
        "low": "8",
        "source_article": "AFP,2019-11-26,Thirteen die",
    }
    found = read(tmp_path, text_of(row, header=GED))
    (record,) = found.records
    assert found.columns.form == "ucdp"
    assert record["date"] == {"start": "2019-11-25", "end": "2019-11-28", "precision": "week"}
    assert record["event_types"] == ("violence_against_civilians", "explosions_remote_violence")
    assert record["casualties"] == [{"kind": "killed", "min": 8, "best": 10, "max": 15, "who": None}]
    assert record["location"]["precision"] == "admin"


CODES: list[tuple[str, str, tuple[str, str, str], str]] = [
    ("2019-11-25", "1", ("2019-11-25", "2019-11-25", "day"), "a day"),
    ("2019-11-25", "", ("2019-11-25", "2019-11-25", "day"), "no code"),
    ("2019-11-25", "2", ("2019-11-22", "2019-11-28", "week"), "the middle of a week"),
    ("2020-02-15", "3", ("2020-02-01", "2020-02-29", "month"), "the middle of a month"),
    ("2020-02-15", "3.0", ("2020-02-01", "2020-02-29", "month"), "a code that a spreadsheet wrote"),
]


@pytest.mark.parametrize(("day", "code", "expected"), table(CODES))
def test_precision_of_acleds_dates(tmp_path: Path, day: str, code: str, expected: tuple[str, ...]) -> None:
    row = ROW | {"event_date": day, "time_precision": code}
    assert tuple(read(tmp_path, text_of(row)).records[0]["date"].values()) == expected


BROKEN: list[tuple[dict[str, str], str, str]] = [
    ({"event_date": "soon"}, "the date 'soon' is none that can be read: 2019-11-25 is wanted", "no date"),
    ({"event_date": "2019-02-30"}, "the date '2019-02-30' is none", "no day of the calendar"),
    ({"event_date": "0001-01-01", "time_precision": "2"}, "date value out of range", "before all time"),
    ({"latitude": "north"}, "the coordinate 'north' is no number from -90 to 90", "a latitude in words"),
    ({"longitude": "200"}, "the coordinate '200' is no number from -180 to 180", "off the map"),
    ({"latitude": "nan"}, "the coordinate 'nan' is no number", "not a number"),
    ({"longitude": ""}, "it has a latitude or a longitude alone", "half a place"),
    ({"fatalities": "many"}, "the count 'many' is no whole number", "a count in words"),
    ({"fatalities": "-1"}, "the count '-1' is no whole number", "a negative count"),
    ({"fatalities": "1e400"}, "the count '1e400' is no whole number", "a count without end"),
    ({"fatalities": "2.5"}, "the count '2.5' is no whole number", "half a person"),
    ({"event_id_cnty": "MLI1"}, "the id 'MLI1' stands in line 2 already", "an id twice"),
    (dict.fromkeys(ROW, ""), "", "an empty row"),
    (
        {
            "event_date": "",
            "location": "",
            "latitude": "",
            "longitude": "",
            "notes": "",
            "country": "",
            "admin1": "",
        },
        "neither date nor place nor notes",
        "nothing to go by",
    ),
]


@pytest.mark.parametrize(("changes", "problem"), table(BROKEN))
def test_a_row_that_cannot_be_read_is_named_and_the_rest_goes_on(
    tmp_path: Path, changes: dict[str, str], problem: str
) -> None:
    rows = (ROW | {"event_id_cnty": "MLI1"}, ROW | {"event_id_cnty": "MLI2"} | changes, ROW)
    found = read(tmp_path, text_of(*rows))
    assert [record["id"] for record in found.records] == ["MLI1", "MLI3516"]
    if not problem:
        assert found.problems == []
        return
    (told,) = found.problems
    assert told.startswith(f"{tmp_path / 'theirs.csv'}:3: {problem}")
    assert found.rows == 3


def test_rows_of_several_lines_and_of_other_lengths(tmp_path: Path) -> None:
    rows = [ROW | {"event_id_cnty": f"M{i}", "notes": "one\ntwo"} for i in range(2)]
    found = read(tmp_path, text_of(*rows) + "a,b\n" + text_of(ROW).split("\n", 1)[1])
    assert [record["line"] for record in found.records] == [2, 4, 7]
    assert found.problems == [f"{tmp_path / 'theirs.csv'}:6: 2 values where the header has 31"]


def test_a_quote_that_is_never_closed_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, text_of(ROW) + '"M2,2019-11-25\n' * 3)
    assert len(found.records) == 1
    assert found.problems[0].startswith(f"{tmp_path / 'theirs.csv'}:3: ")


def test_decimal_commas_and_counts_of_spreadsheets(tmp_path: Path) -> None:
    (record,) = read(
        tmp_path, text_of(ROW | {"latitude": "15,9", "fatalities": "13.0"}, separator=";")
    ).records
    assert (record["location"]["lat"], record["casualties"][0]["best"]) == (15.9, 13)


def test_a_row_without_a_date_may_still_be_found_by_its_words(tmp_path: Path) -> None:
    (record,) = read(tmp_path, text_of(ROW | {"event_date": ""})).records
    assert record["date"] is None


def test_names_of_columns_of_ones_own(tmp_path: Path) -> None:
    content = "Datum;Ort;Tote\n25/11/2019;Gao;4\n"
    found = read(tmp_path, content, columns={"date": "datum", "place": "Ort", "killed": "Tote"})
    (record,) = found.records
    assert (record["id"], record["date"]["start"], record["location"]["name"]) == (
        "line 2",
        "2019-11-25",
        "Gao",
    )
    assert (record["casualties"][0]["best"], found.columns.form) == (4, "other")


WRONG: list[tuple[str, dict[str, Any], str, str]] = [
    (
        "Datum,Ort\n1,2\n",
        {},
        r"no column with a date: .* has the columns 'Datum', 'Ort'; name it with --column "
        "date=NAME",
        "no date",
    ),
    (
        "Datum,Ort\n1,2\n",
        {"columns": {"date": "Tag"}},
        r"there is no column 'Tag': .* 'Datum', 'Ort'",
        "no such",
    ),
    (
        "Datum,Ort\n1,2\n",
        {"columns": {"day": "Datum"}},
        "no field is called 'day'; possible: id, date,",
        "field",
    ),
    ("date,place\n03/04/2019,Gao\n", {}, "can be read in two ways; say --dates dmy or --dates mdy", "either"),
    ("date\n2019-01-01\n", {"encoding": "klingon"}, "unknown text encoding 'klingon'", "encoding"),
]


@pytest.mark.parametrize(("content", "options", "message"), table(WRONG))
def test_wrong_usage(tmp_path: Path, content: str, options: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        read(tmp_path, content, **options)


NO_FILES: list[tuple[bytes, str, str]] = [
    (b"", "the file is empty", "empty"),
    (b"PK\x03\x04 rest", "a ZIP archive or office document, not text; a CSV file is wanted", "an Excel file"),
    (b"\x00\x01\x02" * 9, "binary data, not text", "binary"),
]


@pytest.mark.parametrize(("content", "message"), table(NO_FILES))
def test_what_is_no_text_is_told(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(StoreError, match=message):
        read(tmp_path, content)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"gone\.csv: cannot be read: No such file"):
        read_sheet(tmp_path / "gone.csv")


def test_every_type_of_ours_has_a_name_of_theirs() -> None:
    from sahel_events.analysis.theirs import _TheirType

    rules = load_rules("theirtypes", _TheirType)
    assert {sub for rule in rules for sub in rule.sub_types} == set(TYPE_OF_SUB)
    assert {kind for rule in rules for kind in rule.types} == {kind.value for kind in EventType}
    for rule in rules:
        assert {TYPE_OF_SUB[sub].value for sub in rule.sub_types} <= set(rule.types)
