"""Fit the weights of `data/confidence.toml` on records whose rightness is known; measure their calibration.

    python scripts/fit_confidence.py --on GOLD EVENTS … [--worked-on GOLD EVENTS …] [--labels FILE …]
        [--held GOLD EVENTS …] [--write]

Fits a logistic model with a ridge of L2 on the records of each `--on` (a folder of gold and the events
file of its articles, judged as `sahel-events evaluate` does), of each `--worked-on` (the same for articles
that the rules were made on) and of each `--labels` (JSON Lines of {"signs": [...], "right": true | false}:
the signs of a record as `why.confidence` has them, and whether its type, date, place and dead are all right).
Prints the expected calibration error (ten bins) of the records held out with `--held`; `--write` puts the
weights into the package.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sahel_events.evaluation.evaluate import evaluate
from sahel_events.events.confidence import LEAST, MOST, SIGNS

Array = NDArray[np.float64]
TARGET = Path(__file__).parents[1] / "src" / "sahel_events" / "data" / "confidence.toml"
L2 = 4.0
"""Ridge on every weight but the base: keeps signs that few records bear near 0."""
WORKED_ON = 0.3
"""Weight of a record of an article that the rules were made on. It tells which signs matter, but is right
more often than one of a new article: with 1, the 24 records of unread articles were off by .32, with 0.3 by
.26, with 0 by .29."""
BINS = 10


def read_labels(path: Path) -> tuple[Array, Array]:
    """One row of signs (the base first) for each line of a file of labels, and whether it is right."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return _table((row["signs"], row["right"]) for row in rows)


def judged(gold: Path, events: Path) -> tuple[Array, Array]:
    """The same for the records of an events file that gold judges."""
    each = [j for j in evaluate(gold, events).judgements if j.record is not None and j.judged]
    return _table((j.record["why"]["confidence"].split(), j.all_right) for j in each if j.record is not None)


def _table(rows: Iterable[tuple[Sequence[str], bool]]) -> tuple[Array, Array]:
    listed = list(rows)
    signs = np.array([[1.0, *(float(s in found) for s in SIGNS)] for found, _ in listed])
    return signs.reshape(len(listed), 1 + len(SIGNS)), np.array([float(right) for _, right in listed])


def fit(signs: Array, right: Array, counts: Array, steps: int = 50) -> Array:
    """Weights of a logistic model by Newton's method; `counts`: how much each record counts."""
    ridge = np.full(signs.shape[1], L2)
    ridge[0] = 0.0
    weights = np.zeros(signs.shape[1])
    for _ in range(steps):
        said = 1 / (1 + np.exp(-signs @ weights))
        slope = signs.T @ (counts * (said - right)) + ridge * weights
        bend = (signs.T * (counts * said * (1 - said))) @ signs + np.diag(ridge + 1e-9)
        step = np.linalg.solve(bend, slope)
        weights -= step
        if np.abs(step).max() < 1e-9:
            break
    return weights


def calibration_error(signs: Array, right: Array, weights: Array) -> float:
    """Expected calibration error: the mean distance of what was said from what was right, over ten bins."""
    said = np.clip(1 / (1 + np.exp(-signs @ weights)), LEAST, MOST)
    bins = np.minimum((said * BINS).astype(int), BINS - 1)
    parts = [
        (bins == k).mean() * abs(said[bins == k].mean() - right[bins == k].mean())
        for k in range(BINS)
        if (bins == k).any()
    ]
    return float(sum(parts))


def text(weights: Array, head: Sequence[str]) -> str:
    """The file of weights."""
    rooms: dict[str, dict[str, float]] = {}
    lines = [*(f"# {line}".rstrip() for line in head), "", "[weights]", f"base = {weights[0]:.2f}"]
    for sign, weight in zip(SIGNS, weights[1:], strict=True):
        room, _, name = sign.partition(".")
        if name:
            rooms.setdefault(room, {})[name] = weight
        else:
            lines.append(f"{sign} = {weight:.2f}")
    for room, names in rooms.items():
        lines += ["", f"[weights.{room}]", *(f"{name} = {weight:.2f}" for name, weight in names.items())]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Fit, measure and maybe write."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--on", "--worked-on", "--held"):
        cli.add_argument(name, type=Path, nargs=2, action="append", default=[], metavar=("GOLD", "EVENTS"))
    cli.add_argument("--labels", type=Path, action="append", default=[], metavar="FILE")
    cli.add_argument("--write", action="store_true")
    args = cli.parse_args()
    new = [*(judged(*pair) for pair in args.on), *map(read_labels, args.labels)]
    old = [judged(*pair) for pair in args.worked_on]
    if not new + old:
        cli.error("name records to fit on with --on, --worked-on or --labels")
    signs, right = np.vstack([p[0] for p in new + old]), np.concatenate([p[1] for p in new + old])
    counts = np.concatenate([np.full(len(p[1]), w) for ps, w in ((new, 1.0), (old, WORKED_ON)) for p in ps])
    weights = fit(signs, right, counts).round(2)
    head = [
        "The chance that a record's type, date, place and dead are all right (events/confidence.py):",
        "the log odds of a record are `base` plus the weights of the signs that it bears.",
        f"Fitted by scripts/fit_confidence.py on {len(right)} records, {right.mean():.0%} of them right.",
    ]
    for gold, events in args.held:
        held = judged(gold, events)
        error = calibration_error(*held, weights)
        said = f"{len(held[1])} records, {held[1].mean():.2f} right"
        print(f"{events}: {said}, calibration error {error:.3f}")
    if args.write:
        TARGET.write_text(text(weights, head), encoding="utf-8")
        print(f"wrote {TARGET}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
