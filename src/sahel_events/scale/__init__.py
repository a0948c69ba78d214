"""Whole corpora: over processes, with memory that does not grow, going on where a run was cut off."""
