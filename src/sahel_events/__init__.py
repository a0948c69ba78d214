"""Turn saved news articles about the Sahel into validated conflict events, every value traceable to its
words.

    >>> import sahel_events
    >>> events = sahel_events.extract("data/raw")  # doctest: +SKIP

Nothing is imported until it is asked for: `import sahel_events` brings neither spaCy nor pydantic with it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .errors import SahelEventsError
    from .evaluation.evaluate import evaluate
    from .pipeline import Extractor, Result, extract
    from .scale.run import ExtractRun
    from .schema import Article, Event, Rejected
    from .settings import Settings, load_settings
    from .store import read_events, write_events

__version__ = "0.1.0"

__all__ = [
    "Article",
    "Event",
    "ExtractRun",
    "Extractor",
    "Rejected",
    "Result",
    "SahelEventsError",
    "Settings",
    "__version__",
    "evaluate",
    "extract",
    "load_settings",
    "read_events",
    "write_events",
]

_HOME = {
    "Article": "schema",
    "Event": "schema",
    "ExtractRun": "scale.run",
    "Extractor": "pipeline",
    "Rejected": "schema",
    "Result": "pipeline",
    "SahelEventsError": "errors",
    "Settings": "settings",
    "evaluate": "evaluation.evaluate",
    "extract": "pipeline",
    "load_settings": "settings",
    "read_events": "store",
    "write_events": "store",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f".{_HOME[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
