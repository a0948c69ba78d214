"""Gold events as a CSV file in ACLED's layout, as if another team had coded the articles.

    python tests/as_acled.py tests/gold > theirs.csv
    python tests/as_acled.py tests/linkset/gold tests/linkset/links.json > theirs.csv    # each event once

What ACLED's layout has no room for is lost: a date that is no day, week or month, an open or uncertain count,
people injured or taken, other right names, roles, what is optional. A day without a year stays empty.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from sahel_events.evaluation.gold import GoldArticle, GoldEvent, read_gold
from sahel_events.evaluation.links import Story, read_stories

HEADER: Final = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type",
    "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction",
    "civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude",
    "longitude", "geo_precision", "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
"""The 31 columns of ACLED's exports since 2023, in their order."""

_COUNTRIES: Final = {
    "ML": "Mali", "BF": "Burkina Faso", "NE": "Niger", "TD": "Chad", "MR": "Mauritania", "NG": "Nigeria",
    "FR": "France",
}  # fmt: skip
_TYPES: Final = {
    "battles": "Battles", "explosions_remote_violence": "Explosions/Remote violence",
    "violence_against_civilians": "Violence against civilians", "protests": "Protests", "riots": "Riots",
    "strategic_developments": "Strategic developments",
}  # fmt: skip
_SUB_TYPES: Final = {
    "air_drone_strike": "Air/drone strike", "shelling_artillery_missile": "Shelling/artillery/missile attack",
    "remote_explosive_landmine_ied": "Remote explosive/landmine/IED",
    "abduction_forced_disappearance": "Abduction/forced disappearance",
    "non_state_actor_overtakes_territory": "Non-state actor overtakes territory",
    "change_to_group_activity": "Change to group/activity",
    "looting_property_destruction": "Looting/property destruction",
    "non_violent_transfer_of_territory": "Non-violent transfer of territory",
}  # fmt: skip
"""ACLED's spelling where it is more than blanks and a capital."""


def acled_csv(gold: Iterable[GoldArticle], *, source: bool = True, notes: bool = True) -> str:
    """The file, one row for each event of `gold`, `event_id_cnty` being article and number ("d01-2"). source:
    whether the column of that name holds the article's id, otherwise it is empty; notes: whether the
    quotations of gold stand under `notes`."""
    rows = [
        acled_row(article, number, event, source=source, notes=notes)
        for article in gold
        for number, event in enumerate(article.events, 1)
    ]
    return csv_text(rows)


def stories_csv(gold: Iterable[GoldArticle], stories: Iterable[Story]) -> str:
    """The same with one row for each event, as its first report tells it, and without words or articles."""
    articles = {article.article: article for article in gold}
    rows = []
    for story in stories:
        name, number = story.members[0]
        event = articles[name].events[number - 1]
        row = acled_row(articles[name], number, event, source=False, notes=False)
        rows.append(row | {"event_id_cnty": story.name})
    return csv_text(rows)


def csv_text(rows: Sequence[dict[str, str]], separator: str = ",") -> str:
    """Rows as CSV with ACLED's header."""
    out = io.StringIO()
    writer = csv.DictWriter(out, HEADER, restval="", delimiter=separator, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def acled_row(
    article: GoldArticle, number: int, event: GoldEvent, *, source: bool = True, notes: bool = True
) -> dict[str, str]:
    """One event as ACLED would code it."""
    day, precision = _day(event)
    place = event.location
    killed = [count.min for count in event.casualties if count.kind.value == "killed"]
    sides = {
        role: [actor.name for actor in event.actors if actor.role.value == role]
        for role in ("perpetrator", "target")
    }
    sub = event.sub_event_type
    return {
        "event_id_cnty": f"{article.article}-{number}", "event_date": day, "year": day[:4],
        "time_precision": precision, "event_type": _TYPES[event.event_type.value],
        "sub_event_type": _SUB_TYPES.get(sub) or sub.replace("_", " ").capitalize(),
        "actor1": "".join(sides["perpetrator"][:1]), "assoc_actor_1": "; ".join(sides["perpetrator"][1:]),
        "actor2": "".join(sides["target"][:1]), "assoc_actor_2": "; ".join(sides["target"][1:]),
        "country": _COUNTRIES.get(place.country or "", "") if place else "",
        "location": place.name if place else "",
        "latitude": str(place.lat) if place and place.lat is not None else "",
        "longitude": str(place.lon) if place and place.lon is not None else "",
        "geo_precision": "" if place is None else "1" if place.precision == "place" else "3",
        "source": article.article if source else "", "notes": _sentences(event.quotations) if notes else "",
        "fatalities": str(sum(killed)) if killed else "",
    }  # fmt: skip


def _sentences(quotations: Iterable[str]) -> str:
    return " ".join(quotation.rstrip(". ") + "." for quotation in quotations)


def _day(event: GoldEvent) -> tuple[str, str]:
    """The day and its precision: 1 a day, 2 a week and 3 a month, of which the middle is given."""
    when = event.date or event.date_if_published
    if when is None or when.start.startswith("--"):
        return "", ""
    first, last = date.fromisoformat(when.start), date.fromisoformat(when.end)
    middle = first + (last - first) / 2
    days = (last - first).days + 1
    return (when.start, "1") if days <= 2 else (middle.isoformat(), "2" if days <= 10 else "3")


if __name__ == "__main__":
    coded = read_gold(Path(sys.argv[1]))
    sys.stdout.write(stories_csv(coded, read_stories(sys.argv[2])) if sys.argv[2:] else acled_csv(coded))
