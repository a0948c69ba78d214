"""`python -m sahel_events` is `sahel-events`."""

from __future__ import annotations

from .cli import main

if __name__ == "__main__":
    main()
