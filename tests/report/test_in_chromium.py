"""The page as its reader has it: opened from disk in Chromium with the network off."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

import factories
from cases import table
from pages import HOSTILE, lines_of, told
from sahel_events.views.why import values

pytestmark = pytest.mark.slow

Make = Callable[..., str]
Open = Callable[..., Any]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


def rows(page: Any) -> list[str]:
    """The first cells of the table."""
    return page.locator("#rows .open").all_inner_texts()


def sums(page: Any) -> str:
    return page.inner_text("#sum")


def said(page: Any, text: str) -> None:
    """Wait until the page says how many events it shows."""
    page.locator("#sum", has_text=re.compile(f"^{text}$")).wait_for()


@pytest.fixture
def page(opened: Open, make: Make, sample: list[dict[str, Any]]) -> Any:
    """The page of the sample."""
    return opened(make(sample))


def test_it_shows_the_events(page: Any) -> None:
    assert sums(page) == "6 events"
    assert "50 or more killed in 3 events" in page.inner_text("#sums").replace("\n", "")
    assert len(rows(page)) == 6
    assert page.inner_text("#map-note").strip() == "1 event without a place that can be drawn"
    assert page.inner_text("#time-note").strip() == "1 event without a full date"


def test_newest_first_and_unknown_last(page: Any) -> None:
    assert rows(page) == ["2020-03-05", "2020-03-01", "2019-12-02", "2019-11-25", "2019-11-25", "unknown"]


FIELDS = [
    ("text", "DIFFA", "1 of 6 events", "words, whatever their case"),
    ("text", "menaka clash", "1 of 6 events", "all words, accents aside"),
    ("text", "no such word", "0 of 6 events", "words that no event has"),
    ("from", "2020-01-01", "2 of 6 events", "first day"),
    ("to", "2019-11-30", "2 of 6 events", "last day"),
    ("country", "NE", "1 of 6 events", "country"),
    ("actor", "militants", "1 of 6 events", "actor"),
    ("status", "claimed", "1 of 6 events", "status"),
    ("killed", "14", "1 of 6 events", "dead"),
]


@pytest.mark.parametrize(("field", "value", "expected"), table(FIELDS))
def test_a_filter(page: Any, field: str, value: str, expected: str) -> None:
    if field in ("country", "actor", "status"):
        page.select_option(f"#{field}", value)
    else:
        page.fill(f"#{field}", value)
    said(page, expected)
    assert len(rows(page)) == int(expected.split()[0])
    page.click("text=Show all events")
    assert (sums(page), len(rows(page))) == ("6 events", 6)


def test_types_and_background_are_filters(page: Any) -> None:
    page.uncheck("#types input[value=battles]")
    said(page, "5 of 6 events")
    page.uncheck("#background")
    said(page, "4 of 6 events")


def test_a_point_of_the_map_chooses_its_events(page: Any) -> None:
    page.locator("#marks .mark[aria-label^='Ménaka']").click(position={"x": 12, "y": 5})
    assert sums(page) == "2 of 6 events"
    assert [bar for bar in labels(page, "#timeline .bar") if " 1 event" in bar or " 2 events" in bar]
    page.locator("#marks .mark[aria-label^='Ménaka']").click(position={"x": 12, "y": 5})
    assert sums(page) == "6 events"


def labels(page: Any, selector: str) -> list[str]:
    return [each.get_attribute("aria-label") for each in page.locator(selector).all()]


def test_a_region_is_no_point(page: Any) -> None:
    (region,) = labels(page, "#marks .mark.region")
    assert region == "somewhere in northern Mali: 1 event, 0 killed"
    assert page.locator("#marks .mark.region .ring").count() == 1


def test_points_part_as_the_map_is_zoomed(opened: Open, make: Make) -> None:
    near = [told("aa11", name="Gao"), told("bb22", name="Gao")]
    near[1]["location"] |= {"name": "Wabaria", "lat": 16.22}
    page = opened(make([*near, told("cc33", name="Diffa")]))
    assert "Wabaria, Gao: 2 events, 26 killed" in labels(page, "#marks .mark")
    page.locator("#marks .mark[aria-label^='Wabaria']").click(position={"x": 12, "y": 5})
    page.click("text=Zoom to them")
    for _ in range(6):
        page.click("#closer")
    assert {"Gao: 1 event, 13 killed", "Wabaria: 1 event, 13 killed"} <= set(labels(page, "#marks .mark"))


def test_a_bar_of_the_timeline_chooses_its_days(page: Any) -> None:
    page.select_option("#unit", "month")
    page.locator("#timeline .bar").nth(4).wait_for()
    assert labels(page, "#timeline .bar") == [
        "2019-11: 2 events, 13 killed", "2019-12: 1 event, 24 killed", "2020-01: 0 events, 0 killed",
        "2020-02: 0 events, 0 killed", "2020-03: 2 events, 13 killed",
    ]  # fmt: skip
    page.locator("#timeline .bar").nth(1).click()
    assert (page.input_value("#from"), page.input_value("#to"), sums(page)) == (
        "2019-12-01", "2019-12-31", "1 of 6 events",
    )  # fmt: skip
    assert len(labels(page, "#marks .mark")) == 1
    page.locator("#timeline .bar").nth(1).click()
    assert sums(page) == "6 events"


def test_a_stretch_of_the_timeline_is_dragged(page: Any) -> None:
    page.select_option("#unit", "month")
    page.locator("#timeline .bar").nth(4).wait_for()
    first, last = (page.locator("#timeline .bar").nth(i).bounding_box() for i in (0, 1))
    page.mouse.move(first["x"] + 5, first["y"] + 50)
    page.mouse.down()
    page.mouse.move(last["x"] + 20, last["y"] + 50, steps=5)
    page.mouse.up()
    assert (page.input_value("#from"), page.input_value("#to")) == ("2019-11-01", "2019-12-31")


def test_the_height_of_bars_can_be_the_dead(page: Any) -> None:
    page.select_option("#measure", "killed")
    assert "24" in page.locator("#timeline .axis.end").last.text_content()


def test_bars_of_countries_are_filters(page: Any) -> None:
    page.click("#list-country button >> nth=1")
    assert (page.input_value("#country"), sums(page)) == ("NE", "1 of 6 events")


def test_the_table_sorts(page: Any) -> None:
    page.click("#heads button:text-is('Killed')")
    killed = page.locator("#rows td.killed").all_inner_texts()
    assert (killed[0], killed[-1]) == ("24 or more", "unknown")
    assert page.get_attribute("th[data-column=killed]", "aria-sort") == "descending"
    page.click("#heads button:text-is('Killed')")
    assert page.locator("#rows td.killed").first.inner_text() == "13"


def test_keys_alone_are_enough(page: Any) -> None:
    """From the map to the timeline to the table to an event and back, without a mouse."""
    page.focus("#marks .mark[tabindex='0']")
    start = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("ArrowRight")
    moved = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert moved is not None
    assert moved != start
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")  # where it is one event, it has opened
    assert int(sums(page).split()[0]) < 6
    page.focus("#chips button")
    page.keyboard.press("Enter")
    assert sums(page) == "6 events"
    page.focus("#timeline .bar[tabindex='0']")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    assert page.input_value("#from") >= "2020-03-01"
    page.keyboard.press("Enter")
    page.focus("#rows .open >> nth=0")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "close"
    assert page.evaluate("document.getElementById('event').open")
    page.keyboard.press("Escape")
    assert not page.evaluate("document.getElementById('event').open")


def test_the_keys_move_and_zoom_the_map(page: Any) -> None:
    page.focus("#marks .mark[tabindex='0']")
    before = page.get_attribute("#land", "transform")
    page.keyboard.press("+")
    assert page.get_attribute("#land", "transform") != before
    assert page.evaluate("document.activeElement.classList.contains('mark')")  # the focus is not lost


def opened_event(page: Any, ident: str) -> None:
    page.evaluate("id => { location.hash = id; }", ident)
    page.wait_for_selector("#event[open]")


def test_every_value_stands_beside_its_words(opened: Open, make: Make, sample: list[dict[str, Any]]) -> None:
    """What the page says of a record is what `show --why` says of it."""
    page = opened(make(sample))
    for record in sample:
        opened_event(page, record["id"])
        shown = [
            [cell.inner_text() for cell in row.locator("td").all()]
            for row in page.locator("#event table.values tbody tr").all()
        ]
        expected = [value for value in values(record) if value.field != "evidence"]
        assert [row[1:] for row in shown] == [
            [value.field, value.value, f"“{value.words}”" if value.words else "", value.rule]
            for value in expected
        ]
        page.click("#close")


def test_the_words_are_marked_in_the_quotation(page: Any, sample: list[dict[str, Any]]) -> None:
    opened_event(page, "aa11")
    marked = [mark.text_content() for mark in page.locator("#event mark").all()]
    assert marked == ["Thirteen ", "French soldiers5,6", "collided1", "Ménaka4", "late on Monday3"]
    assert page.inner_text("#event-title") == "2019-11-25, Ménaka, Mali, accident"


def test_what_is_unknown_is_said_with_its_reason(page: Any) -> None:
    opened_event(page, "ee66")
    assert page.inner_text("#event-title") == "date unknown, place unknown, grenade"
    assert "unknown: not named" in page.inner_text("#event table.values")


def test_letters_beyond_two_bytes_do_not_shift_the_marks(opened: Open, make: Make) -> None:
    quote = "𝔊 😀 Gunmen raided Gao"
    record = factories.record(
        evidence=[{"text": quote, "span": [100, 100 + len(quote)], "rule": "evidence.sentence"}],
        trigger={"text": "raided", "span": [111, 117], "rule": "raid.verb"}, status_evidence=None,
        actors=[], casualties=[], date=None, location=None,
    )  # fmt: skip
    page = opened(make([record]), hash=f"#{record['id']}")
    assert page.locator("#event mark").all_inner_texts() == ["raided1"]


def test_the_article_gives_the_words_around(opened: Open, make: Make) -> None:
    record = factories.record()
    text = factories.ARTICLE_TEXT
    page = opened(make([record], passages=lambda raw: [(0, text)]), hash=f"#{record['id']}")
    quoted = page.locator("#event blockquote").text_content()
    assert "The wounded pilot of a third aircraft" in quoted
    assert "the army said" in page.locator("#event mark.f-status").text_content()


def linked_of(records: list[dict[str, Any]]) -> dict[str, Any]:
    from sahel_events.lexicon.actors import ActorTable
    from sahel_events.lexicon.gazetteer import Gazetteer
    from sahel_events.linking.linker import Linker
    from sahel_events.linking.reports import Reader
    from sahel_events.linking.run import LinkSummary, linked_events

    linker = Linker(Reader(ActorTable.load(), Gazetteer.load()))
    for record in records:
        linker.add(record)
    raw = {record["id"]: json.dumps(record).encode() for record in records}
    (event,) = linked_events(linker, raw, LinkSummary())
    return json.loads(event.to_json())


def test_the_reports_of_a_linked_event_stand_together(opened: Open, make: Make) -> None:
    other = factories.record("bb22", casualties=[factories.casualty(14, 14)])
    other["article"] = {**other["article"], "id": "d02", "path": "d02.txt", "title": "Fourteen die"}
    records = [factories.record("aa11"), other]
    event = linked_of(records)
    behind = {record["id"]: json.dumps(record).encode() for record in records}
    page = opened(make([event], reports=behind), hash=f"#{event['id']}")
    assert (sums(page), page.locator("#event .report h3").all_inner_texts()) == (
        "1 event", ["Report 1: Thirteen die in Mali", "Report 2: Fourteen die"],
    )  # fmt: skip
    assert "13 to 14" in page.inner_text("#event table.values >> nth=0")
    page = opened(make([event]), hash=f"#{event['id']}")
    assert page.locator("#event .report blockquote").count() == 2  # what the linked event keeps itself


def test_nothing_of_a_hostile_record_acts(opened: Open, make: Make) -> None:
    record = factories.record()
    record |= {"event_type": HOSTILE, "sub_event_type": HOSTILE, "status": HOSTILE, "id": HOSTILE}
    record["article"] |= {"title": HOSTILE, "source": HOSTILE, "id": HOSTILE, "url": "javascript:hacked=1"}
    for row in (record["location"], record["actors"][0]):
        row |= {"name": HOSTILE, "country": HOSTILE, "text": HOSTILE, "rule": HOSTILE}
    record["casualties"][0] |= {"kind": HOSTILE, "who": HOSTILE}
    record["evidence"] = [{"text": HOSTILE, "span": [0, len(HOSTILE)], "rule": HOSTILE}]
    record["why"] = {HOSTILE: HOSTILE, "__proto__": HOSTILE, "main": HOSTILE}
    page = opened(make([record, told("aa11")]))
    page.click("#rows .open >> nth=1")
    page.click("#close")
    page.click("#rows .open >> nth=0")
    assert page.evaluate("[window.hacked, document.images.length, document.scripts.length]") == [None, 0, 2]
    assert page.locator("a[href^='javascript']").count() == 0
    assert "<img src=x onerror=hacked=1>" in page.inner_text("#event")
    assert "\u202e" not in page.inner_text("body")


def test_no_events(opened: Open, make: Make) -> None:
    page = opened(make([]))
    assert sums(page) == "No events: the file that this page was made from holds none."
    assert page.locator("#land path").count() > 100


def test_events_without_place_and_date(opened: Open, make: Make) -> None:
    page = opened(make([factories.record("aa11", date=None, location=None)]))
    assert page.text_content("#timeline") == "No event here has a full date."
    page.click("#map-note button")
    assert sums(page) == "1 event"


def test_a_type_of_a_newer_version_is_shown(opened: Open, make: Make) -> None:
    record = factories.record(event_type="cyber_attacks", sub_event_type="data_leak", weather="dry")
    page = opened(make([record]))
    assert "cyber attacks (1)" in page.inner_text("#types")
    assert "data leak" in page.inner_text("#rows")


def test_printed_it_has_every_row(opened: Open, make: Make) -> None:
    page = opened(make([told(f"a{n:03}") for n in range(120)]))
    assert (len(rows(page)), page.inner_text("#page")) == (50, "1 to 50 of 120")
    page.click("#next")
    assert page.inner_text("#page") == "51 to 100 of 120"
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert len(rows(page)) == 120
    assert not page.is_visible("#filters")
    page.set_viewport_size({"width": 700, "height": 900})  # the width of a sheet: the whole map is on it
    inside = "r => r.left >= 0 && r.right <= 700"
    for mark in page.locator("#marks .mark").all():
        assert mark.evaluate(f"each => ({inside})(each.getBoundingClientRect())")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert len(rows(page)) == 50


def test_dark_and_light(page: Any, opened: Open, make: Make) -> None:
    def background(of: Any) -> str:
        return of.evaluate("getComputedStyle(document.body).backgroundColor")

    light = background(page)
    page.click("#theme")
    dark = opened(make([]), color_scheme="dark")
    assert background(page) == background(dark) != light


def test_nothing_is_wider_than_a_phone(opened: Open, make: Make, sample: list[dict[str, Any]]) -> None:
    page = opened(make(sample), **PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.locator("#rows .open").first.tap()
    assert page.evaluate("document.getElementById('event').getBoundingClientRect().width") <= 390


def test_the_table_can_be_saved(page: Any, sample: list[dict[str, Any]], tmp_path: Path) -> None:
    page.fill("#text", "grenade")
    said(page, "1 of 6 events")
    with page.expect_download() as waiting:
        page.click("#save")
    waiting.value.save_as(tmp_path / "saved.jsonl")
    (saved,) = (tmp_path / "saved.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(saved) == json.loads(json.dumps(sample[-1]))


STATES = [
    ({}, "", "light"),
    ({"color_scheme": "dark"}, "", "dark"),
    (PHONE, "", "phone"),
    ({}, "#aa11", "an event in light"),
    ({"color_scheme": "dark"}, "#aa11", "an event in dark"),
]


@pytest.mark.parametrize(("context", "hash"), table(STATES))
def test_axe_finds_nothing_serious(
    opened: Open, make: Make, sample: list[dict[str, Any]], context: dict[str, Any], hash: str
) -> None:
    place = find_spec("axe_playwright_python")
    if place is None or not place.submodule_search_locations:
        pytest.skip("no axe-core: pip install '.[browser]'")
    axe = (Path(place.submodule_search_locations[0]) / "axe.min.js").read_text(encoding="utf-8")
    page = opened(make(sample), hash=hash, bypass_csp=True, **context)
    page.evaluate(axe)
    found = page.evaluate("axe.run()")["violations"]
    assert [
        (each["id"], [node["html"] for node in each["nodes"]])
        for each in found if each["impact"] in ("serious", "critical")
    ] == []  # fmt: skip


def many(count: int) -> list[dict[str, Any]]:
    """Events spread over ten years and the Sahel, with articles' words of the usual length."""
    kinds = ["armed_clash", "attack", "air_drone_strike", "peaceful_protest", "mob_violence", "arrests"]
    made = []
    for n in range(count):
        day = f"{2012 + n % 10}-{n // 10 % 12 + 1:02}-{n % 28 + 1:02}"
        record = told(f"e{n:05}", day, f"Place {n % 997}", sub_event_type=kinds[n % 6])
        record["location"] |= {"lat": 10 + n % 997 * 0.01, "lon": -12 + n * 7 % 997 * 0.03}
        made.append(record)
    return made


def test_ten_thousand_events_stay_fluid(opened: Open, make: Make) -> None:
    """The bars: loaded in 3 s, a filter in 200 ms."""
    html = make(many(10_000))
    before = time.perf_counter()
    page = opened(html)
    assert time.perf_counter() - before < 3
    took = """async (value) => {
        const field = document.getElementById("text"), start = performance.now();
        field.value = value;
        field.dispatchEvent(new Event("input", { bubbles: true }));
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        return performance.now() - start;
    }"""
    times = sorted(page.evaluate(took, value) for value in ("place 12", "place", "attack", "menaka", ""))
    assert times[2] < 200


def test_the_page_of_the_sample_corpus(opened: Open, extractor: Any) -> None:
    """The bar: under 1 MB, and no address is asked for."""
    from sahel_events.corpus.read import read_articles
    from sahel_events.report import Report, write_report
    from sahel_events.settings import Settings

    raw = Path(__file__).parents[2] / "data" / "raw"
    results = extractor.extract(read_articles([raw], Settings()))
    found = [json.loads(event.to_json()) for result in results for event in result.events]
    assert len(found) > 60
    html = write_report(lines_of(found), Report(title="The sample corpus", about="x"))
    assert len(html.encode()) < 1_000_000
    assert sums(opened(html)) == f"{len(found)} events"
