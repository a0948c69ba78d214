"""What armed groups and missions are called for short: "JNIM", "AQIM", "MINUSMA"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache

from .actors import COLUMNS
from .tables import packaged, read_rows

_CALLED_SO = ("rebel_jihadist", "rebel_other", "militia", "peacekeepers", "external_forces")
"""Categories whose members are known by their acronyms. Those of armies ("FAN", "FDS") are shared by several
states or known at home only."""

_LONG = 20
"""Letters: a name no longer than this fits into the column of a narrow table as it is."""


@cache
def short_names() -> Mapping[str, str]:
    """The acronym of each long name of the shipped table: the first one, where no other actor bears it.

    Raises TableError where the table cannot be read. Makes no `ActorTable`: its checks take ten times as
    long, and the table is tested as it is.
    """
    name, acronyms, category = map(COLUMNS.index, ("name", "acronyms", "category"))
    rows = [row for _, row in read_rows(packaged("actors.csv"), COLUMNS, COLUMNS) if row[acronyms]]
    bearers = Counter(acronym for row in rows for acronym in row[acronyms].split("|"))
    found = {row[name]: row[acronyms].split("|")[0] for row in rows
             if len(row[name]) > _LONG and row[category] in _CALLED_SO}
    return {long: short for long, short in found.items() if bearers[short] == 1}
