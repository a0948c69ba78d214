"""CSV files of others, of any content: every row is a record or is told of,
and days and counts come through."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest
from hypothesis import event, example, given
from hypothesis import strategies as st

import strategies as our
from sahel_events.analysis.theirs import read_theirs
from sahel_events.errors import StoreError, UsageError

Folder = pytest.TempPathFactory

COLUMNS = (
    "event_id_cnty", "event_date", "time_precision", "event_type", "sub_event_type", "actor1", "country",
    "admin1",
    "location", "latitude", "longitude", "geo_precision", "notes", "fatalities",
)  # fmt: skip
DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))
ODD = our.FEW | our.one_of(
    "", "nan", "inf", "-inf", "1e300", "1.5", "-1", "1_0", "0001-01-01", "9999-12-31", "31/12/2019",
    "2019-02-30", "12,5",
    "91", "1.0", "٣", "=1+1",
)  # fmt: skip


@st.composite
def rows(draw: st.DrawFn) -> dict[str, str]:
    """A sound row, of which one cell may be odd."""
    row = {
        "event_id_cnty": f"MLI{draw(st.integers(0, 10**6))}", "event_date": draw(DAYS).isoformat(),
        "time_precision": draw(our.one_of("1", "2", "3")), "event_type": "Battles",
        "sub_event_type": draw(our.one_of("Armed clash", "Attack", "Other")), "actor1": "JNIM",
        "country": "Mali",
        "admin1": "Gao", "location": "Gao", "latitude": "16.27", "longitude": "-0.04", "geo_precision": "1",
        "notes": draw(our.FEW), "fatalities": str(draw(st.integers(0, 500))),
    }  # fmt: skip
    if draw(st.booleans()):
        row[draw(st.sampled_from(COLUMNS))] = draw(ODD)
    return row


def sheet(found: list[dict[str, str]], delimiter: str = ",") -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(found)
    return out.getvalue().encode()


def check(record: dict[str, Any]) -> None:
    """What filters and the comparison rely on."""
    when, where = record["date"], record["location"]
    if when is not None:
        assert date.fromisoformat(when["start"]) <= date.fromisoformat(when["end"])
    if where is not None:
        assert (where["lat"] is None) == (where["lon"] is None)
        assert where["lat"] is None or (-90 <= where["lat"] <= 90 and -180 <= where["lon"] <= 180)
    for row in record["casualties"]:
        assert 0 <= row["min"] <= row["best"] <= row["max"]


@given(st.lists(rows(), min_size=1, max_size=4), our.one_of(",", ";", "\t"))
@example(
    [dict.fromkeys(COLUMNS, "") | {"event_date": "0001-01-01", "time_precision": "2", "event_id_cnty": "1"}],
    ",",
)
def test_each_row_is_a_record_or_told_of(
    tmp_path_factory: Folder, found: list[dict[str, str]], by: str
) -> None:
    path = tmp_path_factory.mktemp("theirs") / "t.csv"
    path.write_bytes(sheet(found, by))
    try:
        theirs = read_theirs(path, order="dmy")
    except (StoreError, UsageError) as error:
        event("refused" if str(path) in str(error) else pytest.fail(str(error)))
        return
    event(f"{len(theirs.problems)} told of")
    full = [row for row in found if any(cell.strip() for cell in row.values())]
    assert theirs.rows == len(full)
    for record in theirs.records:
        check(record)


@given(our.damaged(st.lists(rows(), max_size=3).map(sheet)) | st.binary(max_size=60))
def test_any_bytes_are_a_foreign_file_or_refused(tmp_path_factory: Folder, data: bytes) -> None:
    path = tmp_path_factory.mktemp("theirs") / "t.csv"
    path.write_bytes(data)
    try:
        theirs = read_theirs(path, order="mdy")
    except (StoreError, UsageError) as error:
        event("refused" if str(path) in str(error) else pytest.fail(str(error)))
        return
    event("read")
    for record in theirs.records:
        check(record)
    assert all(problem.startswith(f"{path}:") for problem in theirs.problems)


@given(DAYS, st.integers(0, 500), st.floats(-90, 90).map(lambda x: round(x, 4)))
def test_days_counts_and_places_come_through(
    tmp_path_factory: Folder, day: date, dead: int, lat: float
) -> None:
    path = tmp_path_factory.mktemp("theirs") / "t.csv"
    row = dict.fromkeys(COLUMNS, "") | {
        "event_id_cnty": "a", "event_date": f"{day:%d %B %Y}", "time_precision": "1", "fatalities": str(dead),
        "latitude": str(lat), "longitude": "1.5", "location": "Gao",
    }  # fmt: skip
    path.write_bytes(sheet([row]))
    (record,) = read_theirs(path).records
    assert record["date"] == {"start": day.isoformat(), "end": day.isoformat(), "precision": "day"}
    assert record["casualties"][0]["best"] == dead
    assert record["location"]["lat"] == lat
