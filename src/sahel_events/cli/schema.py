"""`sahel-events schema`: the JSON Schema of an events file's lines."""

from __future__ import annotations

import sys

EPILOG = """\b
Example:
  sahel-events schema > event.schema.json"""


def schema() -> None:
    """Print the JSON Schema of an event."""
    import json

    from ..schema import json_schema

    sys.stdout.write(json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n")
