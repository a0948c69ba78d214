"""The page as a document: what it may do, what it holds, and that no text of it can act."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Callable
from typing import Any

import pytest

import factories
from cases import table
from pages import HOSTILE

Make = Callable[..., str]


def data_of(page: str) -> Any:
    """What the page was given."""
    (found,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    return json.loads(found)


def directives(page: str) -> dict[str, str]:
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    return dict(part.strip().split(" ", 1) for part in html.unescape(policy).split(";"))


def test_only_its_own_script_and_style_may_act(make: Make) -> None:
    page = make([factories.record()])
    rules = directives(page)
    assert (rules["default-src"], rules["base-uri"], rules["form-action"]) == ("'none'",) * 3
    for name, found in (("script-src", "<script>(.*?)</script>"), ("style-src", "<style>(.*?)</style>")):
        (text,) = re.findall(found, page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert rules[name] == f"'sha256-{digest}'"


def test_it_names_no_address(make: Make) -> None:
    """Not even that of SVG's name space: who looks for addresses finds those of articles alone."""
    page = make([factories.record()])
    assert re.findall("https?://[^ ]*", page) == []
    assert re.findall(r"""(?:src|href|url)\s*[=(]\s*["']?([^"'\s>)]*)""", page.split("<script>")[0]) == [
        "data:,", "#table"
    ]  # fmt: skip


def test_the_same_events_make_the_same_page(make: Make, sample: list[dict[str, Any]]) -> None:
    assert make(sample) == make(sample)


def test_it_holds_the_records_as_they_are(make: Make, sample: list[dict[str, Any]]) -> None:
    assert data_of(make(sample))["records"] == json.loads(json.dumps(sample))


def test_hostile_text_ends_no_element(make: Make) -> None:
    record = factories.record(status_evidence=None)
    record["article"] |= {"title": HOSTILE, "source": HOSTILE, "path": HOSTILE, "id": HOSTILE}
    record |= {"event_type": HOSTILE, "sub_event_type": HOSTILE, "status": HOSTILE, "id": HOSTILE}
    record["location"]["name"] = record["actors"][0]["name"] = HOSTILE
    page = make([record])
    assert page.count("</script>") == 2  # that of the data, and that of the script
    assert "<img" not in page
    assert data_of(page)["records"][0]["article"]["title"] == HOSTILE


@pytest.mark.parametrize("name", ["<b>&amp;</b>", HOSTILE])
def test_title_and_sentence_are_text(name: str) -> None:
    from sahel_events.report import Report, write_report

    page = write_report([], Report(title=name, about=name))
    assert name.split("\u2028")[0] not in page.split("<script")[0]
    assert page.count("</script>") == 2


ENTRIES = [
    ({}, "date", ["2019-11-25", "2019-11-25", "2019-11-25"], "a day"),
    ({"date": None}, "date", None, "no date"),
    ({"date": factories.day("--11-25")}, "date", ["--11-25", "--11-25", "--11-25"], "no year"),
    ({"location": None}, "place", None, "no place"),
    ({"actors": []}, "actors", None, "nobody"),
    ({"casualties": []}, "toll", None, "no toll"),
    ({"casualties": []}, "counts", {}, "no counts"),
    ({"casualties": [factories.casualty(24, None)]}, "counts", {"killed": [24, 24, None]}, "open above"),
    ({"casualties": [factories.casualty(10, 15)]}, "counts", {"killed": [10, 10, 15]}, "an interval"),
]


@pytest.mark.parametrize(("changes", "field", "expected"), table(ENTRIES))
def test_what_filters_and_drawings_ask_for(
    make: Make, changes: dict[str, Any], field: str, expected: object
) -> None:
    assert data_of(make([factories.record(**changes)]))["events"][0][field] == expected


def test_a_place_without_coordinates_is_not_drawn(make: Make) -> None:
    record = factories.record(location=factories.place(lat=None, lon=None))
    assert data_of(make([record]))["events"][0]["place"] == {
        "name": "Ménaka", "country": "ML", "admin1": "Ménaka", "precision": "place", "at": None,
    }  # fmt: skip


def test_a_type_that_is_not_known_has_a_colour_of_its_own(make: Make) -> None:
    record = factories.record(event_type="cyber_attacks", sub_event_type="leak")
    types = data_of(make([record]))["types"]
    assert [row["id"] for row in types if row["colour"] == 6] == ["cyber_attacks"]
