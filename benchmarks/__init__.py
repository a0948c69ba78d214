"""Speed, memory and start-up of the program, measured beside plain spaCy: `python -m benchmarks`."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
"""The checkout: the articles that corpora are made of, and docs/benchmarks.md."""
