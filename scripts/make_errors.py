"""Write docs/errors.md: every message of the program, out of the catalogue that tests/messages provokes them
by.

    python scripts/make_errors.py
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Write the page; 0."""
    sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "messages")]
    from message_catalogue import page

    (ROOT / "docs" / "errors.md").write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
