"""The pages name every command, option, field, type and reason that there is."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from typer.main import get_command

from sahel_events.cli.app import app
from sahel_events.errors import RejectReason
from sahel_events.evaluation.gold import GoldArticle, GoldEvent
from sahel_events.evaluation.stages import Stage
from sahel_events.linking.record import LinkedEvent, Speaker
from sahel_events.schema import TYPE_OF_SUB, CasualtyKind, Event, EventType, Role, Status

DOCS = Path(__file__).parents[1] / "docs"
COMMANDS = get_command(app).commands  # type: ignore[attr-defined]
OPTIONS = [
    (name, option)
    for name, command in COMMANDS.items()
    for parameter in command.params
    for option in (*parameter.opts, *parameter.secondary_opts)
    if option.startswith("-")
]


def section(name: str) -> str:
    """What docs/cli.md says of one command."""
    page = (DOCS / "cli.md").read_text(encoding="utf-8")
    assert f"\n## sahel-events {name}\n" in page, "run python scripts/make_docs.py"
    return page.split(f"\n## sahel-events {name}\n")[1].split("\n## ")[0]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented(name: str) -> None:
    assert f"Usage: sahel-events {name} " in section(name)


@pytest.mark.parametrize(("name", "option"), OPTIONS, ids=[" ".join(pair) for pair in OPTIONS])
def test_every_option_is_documented(name: str, option: str) -> None:
    words = section(name).replace(",", " ").split()
    assert option in words, "run python scripts/make_docs.py"


@pytest.mark.parametrize(
    "name",
    [
        *Event.model_fields,
        *TYPE_OF_SUB,
        *(e.value for kind in (EventType, Status, Role, CasualtyKind) for e in kind),
    ],
)
def test_every_field_and_value_is_explained(name: str) -> None:
    assert f"`{name}`" in (DOCS / "fields.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [*LinkedEvent.model_fields, *get_args(Speaker)])
def test_every_field_of_a_linked_event_is_explained(name: str) -> None:
    assert f"`{name}`" in (DOCS / "linking.md").read_text(encoding="utf-8")


def test_links_between_pages_lead_somewhere() -> None:
    import re

    for page in (*DOCS.glob("*.md"), DOCS.parent / "CONTRIBUTING.md"):
        if page.exists():
            for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
                assert (page.parent / link).exists(), f"{page.name}: {link}"


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_of_errors_is_explained(stage: Stage) -> None:
    page = (DOCS / "evaluation.md").read_text(encoding="utf-8")
    assert f"| `{stage.value}` | {stage.about} |" in page


def test_the_gold_shown_is_in_the_form_of_gold() -> None:
    import re

    page = (DOCS / "evaluation.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    assert GoldArticle.model_validate_json(shown).judged == 1
    for model in (GoldArticle, GoldEvent):
        for name in set(model.model_fields) - {"published_known_outside_text"}:
            assert f'"{name}"' in shown or f"`{name}`" in page, name


def test_every_reason_and_test_of_the_rejected_is_explained() -> None:
    import re

    import sahel_events

    page = (DOCS / "fields.md").read_text(encoding="utf-8")
    modules = (Path(sahel_events.__file__).parent / "events").glob("*.py")
    source = "".join(module.read_text(encoding="utf-8") for module in modules)
    tests = set(re.findall(r'"((?:clause|frame|draft)\.[a-z_]+)"', source))
    assert len(tests) >= 10
    assert {name for name in {*tests, *RejectReason} if f"`{name}`" not in page} == set()
