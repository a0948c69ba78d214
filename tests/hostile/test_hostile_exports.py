"""What is made of the hostile corpus for others: no cell runs in a spreadsheet, no script in a browser."""

from __future__ import annotations

import csv
import json
import re
import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hostile_names import STOLEN
from hostile_runs import MARKS, Corpus

pytestmark = pytest.mark.slow

STARTS = tuple("=+-@\uff1d\uff0b\uff0d\uff20")
PASSED_OVER = (
    " \u00a0\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060"
    "\u2066\u2067\u2068\u2069\ufeff"
)
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def formulas(path: Path) -> list[str]:
    """The cells that a spreadsheet would run, however it parts them."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, strict=True))
    assert len(rows) > len(MARKS)
    assert len({len(row) for row in rows}) == 1
    found = []
    for cell in (cell for row in rows for cell in row if not NUMBER.fullmatch(cell)):
        pieces = [piece.lstrip(PASSED_OVER) for piece in re.split("[;\t\r\n]", cell)]
        if any(piece.startswith(STARTS) for piece in pieces) or cell.startswith(("\t", "\r", "\n")):
            found.append(cell)
    return found


@pytest.mark.parametrize("format_", ["csv", "acled", "ucdp"])
@pytest.mark.parametrize("bom", [[], ["--bom"]], ids=["", "bom"])
def test_no_formula_is_left(events: Corpus, format_: str, bom: list[str]) -> None:
    done = events.run("export", "all.jsonl", "--format", format_, "-o", f"{format_}.csv", *bom)
    assert (done.code, done.out) == (0, b"")
    assert formulas(events.folder / f"{format_}.csv") == []


def test_the_search_for_formulas_finds_them(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([["a", "b"], *([mark, "x"] for mark in ("=1", " @x", "a;=1", "\t1",
            "-1+1"))])
        csv.writer(file).writerows([["-1.5", "x"]] * len(MARKS))
    assert len(formulas(path)) == 5


def test_the_other_formats_take_all(events: Corpus) -> None:
    number = len((events.folder / "all.jsonl").read_text(encoding="utf-8").splitlines())
    done = events.run("export", "all.jsonl", "--format", "geojson", "-o", "all.geojson")
    features = json.loads((events.folder / "all.geojson").read_text(encoding="utf-8"))["features"]
    assert (done.code, len(features)) == (0, number)
    done = events.run("export", "all.jsonl", "--format", "sqlite", "-o", "all.sqlite")
    assert (done.code, b"Traceback" in done.err) == (0, False)
    if find_spec("duckdb") is not None:
        done = events.run("export", "all.jsonl", "--format", "parquet", "-o", "all.parquet")
        assert (done.code, b"Traceback" in done.err) == (0, False)


@pytest.fixture(scope="module")
def report(events: Corpus) -> Path:
    """The page of all records, with the articles' words where they can be had."""
    done = events.run("report", "all.jsonl", "--articles", "corpus", "--title", MARKS[-1])
    assert (done.code, done.out) == (0, b""), done.err
    return events.folder / "report.html"


def test_the_report_is_markup_of_ours_alone(report: Path, events: Corpus) -> None:
    page = report.read_text(encoding="utf-8")
    assert page.count("</script>") == 2
    assert page.count("<script") == 2
    assert not re.search("<(?:img|iframe|base|svg/)", page)
    assert STOLEN not in page
    assert str(events.folder) not in page


def test_nothing_runs_in_a_browser(report: Path) -> None:
    """Every event is opened, with the network off and each request and error taken down."""
    driver = pytest.importorskip("playwright.sync_api", reason="no Playwright: pip install '.[browser]'")
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed (Debian: apt-get install chromium)")
    requests: list[str] = []
    errors: list[str] = []
    with driver.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_context(viewport={"width": 1400, "height": 1000}, offline=True).new_page()
        page.on("request", lambda request: requests.append(request.url.partition("#")[0]))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("dialog", lambda dialog: errors.append(f"dialog: {dialog.message}"))
        page.goto(report.as_uri())
        page.wait_for_selector("html[data-ready]", state="attached", timeout=60_000)
        opened = _open_all(page)
        acting = "document.querySelectorAll('iframe, object, embed, img, base').length"
        acted = page.evaluate(f"[window.hacked, {acting}]")
        links = page.evaluate("[...document.querySelectorAll('a')].map(each => each.protocol)")
        browser.close()
    assert opened >= len(MARKS)
    assert (acted, errors) == ([None, 0], [])
    assert set(requests) == {report.as_uri()}
    assert set(links) <= {"http:", "https:", "file:", ""}


def _open_all(page: Any) -> int:
    """Open each event by its address; how many different ones were shown."""
    data = json.loads(page.evaluate("document.getElementById('data').textContent"))
    shown = set()
    for record in data["records"]:
        shown.add(page.evaluate(
            """async id => {
                location.hash = encodeURIComponent(id)
                await new Promise(done => setTimeout(done, 5))
                const event = document.getElementById('event')
                return event.checkVisibility() ? event.innerText : ''
            }""", record["id"]))  # fmt: skip
    return len(shown)
