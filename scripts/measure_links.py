"""Measure the joining of reports on the linking sets of tests/: B-cubed, pairs, found, tolls.

    python scripts/measure_links.py

From gold records (the linking by itself) and from the records that `extract` makes of the articles. Only sums
are printed: the unseen articles stay unread.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import linksets


def main() -> int:
    """Print the figures as a table."""
    print("| | articles | from | b3 | precision | recall | pairs | found | tolls |")
    print("| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for part, kinds in linksets.figures().items():
        for kind, row in kinds.items():
            cells = " | ".join(f"{value:.3f}" for value in row.values())
            print(f"| {part} | {len(linksets.names(part))} | {kind} | {cells} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
