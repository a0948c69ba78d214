"""Build the tables of facts: data/gazetteer.csv, and actors.csv and demonyms.csv of the package.

    python scripts/build_tables.py FACTS_FOLDER

FACTS_FOLDER holds places_sahel.csv, places_villages.csv, places_world.csv (from GeoNames, CC BY 4.0, credit
geonames.org) and actors_sahel.csv. What we add to them or mend in them lies in scripts/tables/*.csv, so that
every row of the results has one source; the column `source` names it. Rows written into the results by hand
are lost at the next run: put them there instead. Prints what was merged, dropped, mended and added. The same
input gives the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tables import actors, demonyms, places

ROOT = Path(__file__).parents[1]


def main(arguments: list[str]) -> int:
    """Build all three tables from the folder named on the command line; 0 if it went well, 2 for wrong
    usage."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        print(__doc__, file=sys.stderr)
        return 2
    facts, package = Path(arguments[0]), ROOT / "src" / "sahel_events" / "data"
    package.mkdir(exist_ok=True)
    for line in places.build(facts, ROOT / "data" / "gazetteer.csv"):
        print("gazetteer:", line)
    for line in demonyms.build(package / "demonyms.csv"):
        print("demonyms:", line)
    for line in actors.build(facts, package / "actors.csv"):
        print("actors:", line)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
