"""Write the pictures of the page in docs/screens, as Chromium shows it.

Needs `pip install -e '.[browser]'` and Chromium. The page is that of the sample corpus, data/raw. Look at the
pictures before they are committed.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "screens"
DESK = {"width": 1280, "height": 1120}
PHONE = {"width": 390, "height": 844}
EVENT = "#rows tr:has-text('Boko Haram') .open"
PICTURES = (
    # name, window, colours, what is clicked before
    ("report-light", DESK, "light", None),
    ("report-dark", DESK, "dark", None),
    ("report-phone", PHONE, "light", None),
    ("report-event", DESK, "light", EVENT),
)


def page(folder: Path) -> Path:
    """The page of the sample corpus, made in `folder`."""
    program = [sys.executable, "-m", "sahel_events"]
    events, report = folder / "events.jsonl", folder / "report.html"
    subprocess.run([*program, "extract", str(ROOT / "data" / "raw"), "-o", str(events), "-q"], check=True)
    title = "Events in the sample corpus"
    subprocess.run([*program, "report", str(events), "-o", str(report), "-q", "--title", title], check=True)
    return report


def main() -> int:
    """Take the pictures."""
    from playwright.sync_api import sync_playwright

    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        sys.stderr.write("no Chromium is installed\n")
        return 1
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        report = page(Path(folder))
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, window, colours, click in PICTURES:
            shown = browser.new_page(viewport=window, color_scheme=colours)
            shown.goto(report.as_uri())
            shown.wait_for_selector("html[data-ready]", state="attached")
            if click:
                shown.locator(click).first.click()
            shown.wait_for_timeout(500)  # until all is painted
            shown.screenshot(path=FOLDER / f"{name}.png")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
