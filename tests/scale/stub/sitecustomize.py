"""Python runs this at the start of every process that has this folder on its path: tests put it there, so
that the program and its workers use an extractor that needs no model and does as the articles tell it."""

import sys
import types


def __getattr__(name):
    import obedient

    return getattr(obedient, name)


pipeline = types.ModuleType("sahel_events.pipeline")
pipeline.__getattr__ = __getattr__
sys.modules["sahel_events.pipeline"] = pipeline
