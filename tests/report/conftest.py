"""Pages in a real browser: Debian's Chromium through Playwright, with the network off."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

import factories
from pages import DESK, lines_of, told
from sahel_events.report import Report, write_report

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
Make = Callable[..., str]
Open = Callable[..., Any]


@pytest.fixture
def make() -> Make:
    """Makes a page of records: `make(records, reports={id: line})`."""

    def made(records: Iterable[dict[str, Any]], **report: Any) -> str:
        return write_report(lines_of(records), Report(title="A page", about="of a test", **report))

    return made


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A headless Chromium, or the reason why there is none."""
    driver = pytest.importorskip("playwright.sync_api", reason="no Playwright: pip install '.[browser]'")
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed (Debian: apt-get install chromium)")
    with driver.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: Any, tmp_path: Path) -> Iterator[Open]:
    """Opens a page from disk with the network off. After the test: nothing but the file was asked for, and
    the page had no error."""
    contexts, requests, errors = [], [], []

    def open_(html: str, *, hash: str = "", **context: Any) -> Any:
        file = tmp_path / "report.html"
        file.write_text(html, encoding="utf-8")
        contexts.append(chromium.new_context(**{"viewport": DESK, "offline": True} | context))
        page = contexts[-1].new_page()
        page.on("request", lambda request: requests.append(request.url.partition("#")[0]))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
        page.on("dialog", lambda dialog: errors.append(f"dialog: {dialog.message}"))
        page.goto(f"{file.as_uri()}{hash}")
        page.wait_for_selector("html[data-ready]", state="attached", timeout=20_000)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert {url for url in requests if not url.startswith("file:")} == set()
    assert errors == []


@pytest.fixture
def sample() -> list[dict[str, Any]]:
    """Six events: two at one place, one of a region, one without a place, one without a date."""
    northern = factories.place("northern Mali", admin1=None, precision="area", lat=19.0, lon=-1.0)
    return [
        told("aa11"),
        told("aa22", "2019-12-02", sub_event_type="armed_clash",
             actors=[factories.actor("militants", role="perpetrator", actor_id=None)],
             casualties=[factories.casualty(24, None)]),
        told("bb33", "2020-03-01", "Diffa", country="NE", sub_event_type="attack", status="claimed"),
        told("cc44", "2020-03-05", "Bamako", sub_event_type="peaceful_protest", casualties=[], main=False),
        factories.record("dd55", location=northern, sub_event_type="abduction_forced_disappearance",
                         casualties=[factories.casualty(3, 5, kind="abducted")]),
        factories.record("ee66", date=None, location=None, sub_event_type="grenade", casualties=[]),
    ]  # fmt: skip
